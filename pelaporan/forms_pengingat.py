from django import forms

from pelaporan.models import PilihanSurel


class PilihanSurelForm(forms.ModelForm):
    """What a person wants by mail, and where to."""

    alamat = forms.EmailField(
        label="Alamat surel",
        required=False,
        max_length=254,
        help_text="Kosongkan bila Anda tidak memakai surel. Kotak masuk di situs ini tetap menerima semuanya.",
        error_messages={"invalid": "Alamat surel tidak lengkap. Tulis misalnya nama@luwutimurkab.go.id."},
    )
    field_order = ("alamat",)

    class Meta:
        model = PilihanSurel
        fields = ("aktif", "pengingat", "kembali", "tanya", "sah")
