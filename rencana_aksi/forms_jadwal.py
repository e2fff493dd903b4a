"""Changes of the calendar as forms: a date with its reason, a reason alone, and an extension."""

from django import forms

from kinerja.models import Indikator
from organisasi.isian import TanggalField
from organisasi.models import UnitKerja
from rencana_aksi.models import Triwulan


class AlasanForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Tampil pada kalender dan tercatat dalam jejak.",
        error_messages={"required": "Tuliskan alasannya."},
    )


class GeserForm(AlasanForm):
    ke = TanggalField(label="Tanggal baru")
    field_order = ["ke", "alasan"]


class PerpanjanganForm(AlasanForm):
    """For whom, for what, until when; the indicators offered are those with a claim in the period."""

    unit = forms.ModelChoiceField(
        label="Unit kerja",
        queryset=UnitKerja.objects.none(),
        empty_label="Pilih unit kerja",
        error_messages={"required": "Pilih unit kerjanya."},
    )
    indikator = forms.ModelMultipleChoiceField(
        label="Indikator",
        queryset=Indikator.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan agar berlaku untuk semua indikator unit itu.",
    )
    batas_baru = TanggalField(label="Batas pengajuan yang baru")
    berlaku_sampai = TanggalField(
        label="Berlaku sampai",
        help_text="Hari terakhir perpanjangan dapat dipakai; sesudahnya perpanjangan berakhir sendiri.",
    )
    field_order = ["unit", "indikator", "batas_baru", "berlaku_sampai", "alasan"]

    def __init__(self, *args, triwulan: Triwulan, **kwargs):
        super().__init__(*args, **kwargs)
        klaim = Indikator.objects.filter(
            rencana_aksi__target_triwulan__triwulan=triwulan, rencana_aksi__target_triwulan__nilai__isnull=False
        ).select_related("unit")
        self.fields["unit"].queryset = UnitKerja.objects.filter(pk__in=klaim.values("unit")).order_by("urutan")
        self.fields["indikator"].queryset = klaim.order_by("unit__urutan", "urutan", "pk").distinct()
        self.fields["indikator"].label_from_instance = lambda i: f"{i.nama} ({i.unit.nama})"
