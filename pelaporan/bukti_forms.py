from django import forms

from organisasi.gerbang import ACCEPT, PETUNJUK
from organisasi.isian import TanggalField
from pelaporan.bukti_services import IsianDokumen
from pelaporan.models import DokumenSakip, Peringkat


class PenilaianForm(forms.Form):
    """The grade that the office gives itself for one criterion, and why."""

    peringkat = forms.ChoiceField(
        label="Peringkat",
        choices=[("", "Pilih peringkat"), *Peringkat.choices],
        error_messages={"required": "Pilih peringkat dari AA sampai E."},
    )
    catatan = forms.CharField(
        label="Alasan atau catatan",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dibaca evaluator di samping buktinya.",
    )


class DokumenForm(forms.Form):
    """A document for the register."""

    jenis = forms.ChoiceField(
        label="Jenis dokumen",
        choices=[("", "Pilih jenis"), *DokumenSakip.Jenis.choices],
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    judul = forms.CharField(
        label="Judul dokumen", max_length=200, error_messages={"required": "Tuliskan judul dokumennya."}
    )
    nomor = forms.CharField(label="Nomor dokumen", max_length=80, required=False)
    tanggal = TanggalField(label="Tanggal dokumen", required=False)
    berkas = forms.FileField(
        label="Berkas",
        help_text=PETUNJUK,
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={
            "required": "Pilih berkasnya. Berkas perlu dipilih lagi setiap kali isian ditolak.",
            "empty": "Berkas itu kosong (0 bita). Periksa berkas di komputer Anda, lalu pilih lagi.",
        },
    )

    def isian(self) -> IsianDokumen:
        """What the register keeps of a valid form, beside the file."""
        return IsianDokumen(**{nama: self.cleaned_data[nama] for nama in ("jenis", "judul", "nomor", "tanggal")})


class KaitForm(forms.Form):
    """A document that stands in the register already and does not prove this criterion yet."""

    dokumen = forms.ModelChoiceField(
        DokumenSakip.objects.none(),
        label="Dokumen terdaftar",
        to_field_name="public_id",
        empty_label="Pilih dokumen",
        error_messages={
            "required": "Pilih dokumen yang hendak dikaitkan.",
            "invalid_choice": "Dokumen itu tidak ada dalam daftar tahun ini. Pilih dari daftar.",
        },
    )

    def __init__(self, *args, tahun: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dokumen"].queryset = DokumenSakip.objects.berlaku().filter(tahun=tahun)
