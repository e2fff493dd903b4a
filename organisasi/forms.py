from django.contrib.auth.forms import AuthenticationForm


class MasukForm(AuthenticationForm):
    """Log in with user name or NIP; a NIP may be typed with the spaces in which it is printed."""

    error_messages = {
        "invalid_login": (
            "Nama pengguna/NIP atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi. "
            "Bila lupa, hubungi Kasubag Perencanaan dan Kepegawaian."
        ),
        "inactive": "Akun ini tidak aktif. Hubungi Kasubag Perencanaan dan Kepegawaian.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna atau NIP"
        self.fields["password"].label = "Kata sandi"

    def clean_username(self) -> str:
        tulisan = self.cleaned_data["username"].strip()
        angka_saja = tulisan.replace(" ", "").replace(".", "")
        return angka_saja if angka_saja.isdigit() and len(angka_saja) == 18 else tulisan
