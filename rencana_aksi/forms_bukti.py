from django import forms

from rencana_aksi.models import PenilaianDokumen

Hasil = PenilaianDokumen.Hasil


class PenilaianForm(forms.Form):
    """A desk's verdict on one document (R-22)."""

    hasil = forms.ChoiceField(
        label="Penilaian",
        choices=Hasil.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih penilaian untuk dokumen ini."},
    )
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib kecuali sesuai: apa yang tidak sesuai, kurang, atau tidak terbaca.",
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("hasil") not in (None, Hasil.SESUAI) and not data.get("catatan"):
            self.add_error("catatan", "Tuliskan apa yang tidak sesuai, kurang, atau tidak terbaca.")
        return data
