from django import forms
from django.utils import timezone

from rencana_aksi.models import Impor

TAHUN_TERAWAL, TAHUN_TERAKHIR = 2020, 2100


class ImporForm(forms.Form):
    """Which workbook, of which kind, for which year."""

    jenis = forms.ChoiceField(label="Jenis data", choices=Impor.Jenis.choices)
    tahun = forms.IntegerField(label="Tahun", min_value=TAHUN_TERAWAL, max_value=TAHUN_TERAKHIR)
    berkas = forms.FileField(
        label="Berkas Excel",
        help_text="Hanya .xlsx tanpa kata sandi dan tanpa makro.",
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": "Pilih berkas Excel (.xlsx) yang akan dibaca.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tahun"].initial = timezone.localdate().year
