from typing import Any

from django import forms

from pelaporan.models import PengaturanLaporan


class LkjipFinalForm(forms.Form):
    """The Camat says that he knows what a final annual report does."""

    paham = forms.BooleanField(
        label="Saya memahami bahwa pengukuran akhir tahun ini akan ditutup",
        error_messages={"required": "Beri tanda bahwa Anda memahami akibatnya, lalu buat laporan final."},
    )


class ButirPerBaris(forms.CharField):
    """A list of sentences, typed one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [baris.strip() for baris in super().clean(value).splitlines() if baris.strip()]


class PengaturanLaporanForm(forms.ModelForm):
    dasar_hukum = ButirPerBaris(
        label="Dasar hukum",
        help_text="Satu peraturan setiap baris, menurut urutan cetaknya.",
        error_messages={"required": "Tuliskan paling sedikit satu dasar hukum."},
    )

    class Meta:
        model = PengaturanLaporan
        fields = (
            "berlaku_sejak",
            "label",
            "kertas",
            "atas",
            "kanan",
            "bawah",
            "kiri",
            "kop",
            "dasar_hukum",
            "halaman_reviu",
        )
