"""Input about LHE, meetings, recommendations and their follow-up, into domain values."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.utils import timezone

from kinerja.models import RevisiRenstra
from organisasi.gerbang import ACCEPT, PETUNJUK
from organisasi.isian import AngkaField, TanggalField
from organisasi.models import Jabatan, UnitKerja
from organisasi.peran import Peran
from pelaporan.models import KomponenAkip, Lhe, RapatEvaluasi, Rekomendasi
from pelaporan.models.lhe import tahun_evaluasi
from pelaporan.models.tindak_lanjut import Bentuk, Sumber, Tindakan
from pelaporan.tindak_lanjut_langkah import IsiLangkah
from pelaporan.tindak_lanjut_services import IsianLhe, IsianRapat, IsianRekomendasi
from rencana_aksi.models import PerubahanRencanaAksi, Triwulan

TAHUN_TERAWAL, TAHUN_TERAKHIR = 2020, 2100
PANJANG = 3000  # characters of a free text
_KOSONG = ("", "Pilih …")


def _teks(label: str, *, baris: int = 3, bantuan: str = "", wajib: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=PANJANG,
        required=bool(wajib),
        widget=forms.Textarea({"rows": baris}),
        help_text=bantuan,
        error_messages={"required": wajib},
    )


def _pilihan_jabatan(label: str, wajib: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Jabatan.objects.filter(aktif=True).select_related("unit"),
        label=label,
        empty_label=_KOSONG[1],
        error_messages={"required": wajib},
    )


def _berkas(label: str, *, wajib: str = "", bantuan: str = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=bool(wajib),
        help_text=f"{bantuan}{PETUNJUK}",
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"required": wajib, "empty": "Berkas ini kosong (0 bita). Pilih berkas lain."},
    )


class LheForm(forms.Form):
    """An LHE as received; one score for each component of the set of weights."""

    tahun = forms.IntegerField(label="Tahun yang dievaluasi", min_value=TAHUN_TERAWAL, max_value=TAHUN_TERAKHIR)
    nomor = forms.CharField(label="Nomor LHE", max_length=80, error_messages={"required": "Tuliskan nomor LHE."})
    tanggal = TanggalField(label="Tanggal LHE", help_text="Tanggal yang tercetak pada LHE.")
    diterima = TanggalField(
        label="Tanggal diterima",
        help_text="Hari LHE sampai di kantor ini; batas tindak lanjut dihitung dari hari itu (Bab V).",
    )

    def __init__(self, *args, komponen: Sequence[KomponenAkip], lhe: Lhe | None = None, **kwargs):
        super().__init__(*args, initial=self._awal(lhe), **kwargs)
        self._komponen = komponen
        for satu in komponen:
            self.fields[f"nilai_{satu.urutan}"] = AngkaField(
                label=f"Nilai {satu.nama}", presisi=2, min_value=0, max_value=satu.bobot,
                help_text=f"0 sampai {satu.bobot.normalize():f}.",
            )  # fmt: skip
        if lhe is None:
            self.fields["berkas"] = _berkas("Berkas LHE", wajib="Pilih berkas LHE yang diterima.")
        else:
            self.fields["berkas"] = _berkas("Berkas LHE pengganti", bantuan="Kosongkan bila berkasnya tetap. ")

    @staticmethod
    def _awal(lhe: Lhe | None) -> dict[str, object]:
        if lhe is None:
            return {"tahun": tahun_evaluasi(timezone.localdate())}
        nilai = {f"nilai_{n.komponen.urutan}": n.nilai for n in lhe.nilai_komponen.select_related("komponen")}
        return {nama: getattr(lhe, nama) for nama in ("tahun", "nomor", "tanggal", "diterima")} | nilai

    def clean(self) -> dict:
        data = super().clean()
        if data.get("tanggal") and data.get("diterima") and data["diterima"] < data["tanggal"]:
            self.add_error("diterima", "Tanggal diterima mendahului tanggal LHE. Periksa kedua tanggalnya.")
        return data

    def isian(self) -> IsianLhe:
        return IsianLhe(**{nama: self.cleaned_data[nama] for nama in IsianLhe.__slots__})

    def nilai(self) -> dict[KomponenAkip, Decimal]:
        return {satu: self.cleaned_data[f"nilai_{satu.urutan}"] for satu in self._komponen}


class RekomendasiForm(forms.Form):
    """One recommendation and the post that answers for it."""

    uraian = _teks("Rekomendasi", wajib="Tuliskan apa yang direkomendasikan.")
    penanggung_jawab = _pilihan_jabatan("Penanggung jawab", "Pilih jabatan yang menindaklanjuti.")

    def isian(self) -> IsianRekomendasi:
        return IsianRekomendasi(self.cleaned_data["uraian"], self.cleaned_data["penanggung_jawab"])


class RekomendasiSendiriForm(RekomendasiForm):
    """A recommendation that stands in no other document: of a quarter's evaluation, or of the Camat."""

    sumber = forms.ChoiceField(choices=[(s.value, s.label) for s in (Sumber.BERKALA, Sumber.CAMAT)])
    triwulan = forms.ModelChoiceField(
        Triwulan.objects.none(), required=False, empty_label=_KOSONG[1], help_text="Hanya untuk evaluasi triwulan."
    )
    tanggal = TanggalField(label="Tanggal rekomendasi")
    diterima = TanggalField(label="Tanggal diterima", help_text="Batas tindak lanjut dihitung dari hari ini (Bab V).")
    field_order = ("sumber", "triwulan", "tanggal", "diterima", "uraian", "penanggung_jawab")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["triwulan"].queryset = _triwulan_terbuka()

    def clean(self) -> dict:
        data = super().clean()
        if data.get("sumber") == Sumber.BERKALA and not data.get("triwulan"):
            self.add_error("triwulan", "Pilih triwulan yang dievaluasi.")
        if data.get("tanggal") and data.get("diterima") and data["diterima"] < data["tanggal"]:
            self.add_error("diterima", "Tanggal diterima mendahului tanggal rekomendasi. Periksa kedua tanggalnya.")
        return data


def _triwulan_terbuka():
    return Triwulan.objects.filter(buka__lte=timezone.localdate()).order_by("-tahun", "-nomor")


class RapatForm(forms.Form):
    """Minutes of an evaluation meeting, with the posts that were present."""

    triwulan = forms.ModelChoiceField(
        Triwulan.objects.none(),
        label="Triwulan yang dievaluasi",
        empty_label=_KOSONG[1],
        error_messages={"required": "Pilih triwulan yang dievaluasi."},
    )
    tanggal = TanggalField(label="Tanggal rapat")
    tempat = forms.CharField(max_length=120, error_messages={"required": "Tuliskan tempat rapat."})
    pimpinan = _pilihan_jabatan("Pemimpin rapat", "Pilih jabatan yang memimpin rapat.")
    agenda = _teks("Agenda", baris=2, wajib="Tuliskan agenda rapat.")
    notulen = _teks("Jalannya rapat", baris=6, wajib="Tuliskan jalannya rapat.")
    hadir = forms.ModelMultipleChoiceField(
        Jabatan.objects.none(),
        label="Yang hadir, menurut jabatan",
        widget=forms.CheckboxSelectMultiple,
        help_text="Nama dicatat menurut pemangku jabatan pada tanggal rapat.",
        error_messages={"required": "Beri tanda pada jabatan yang hadir."},
    )

    def __init__(self, *args, peran: Peran, rapat: RapatEvaluasi | None = None, **kwargs):
        super().__init__(*args, initial=self._awal(rapat), **kwargs)
        self.fields["triwulan"].queryset = _triwulan_terbuka()
        self.fields["hadir"].queryset = Jabatan.objects.filter(aktif=True).select_related("unit")
        pemangku = {p.jabatan_id: p.pegawai.nama for p in peran.semua}
        self.fields["hadir"].label_from_instance = lambda j: f"{j.nama} – {pemangku.get(j.pk, 'sedang kosong')}"

    @staticmethod
    def _awal(rapat: RapatEvaluasi | None) -> dict[str, object]:
        if rapat is None:
            return {}
        hadir = [p.jabatan_id for p in rapat.peserta.all()]
        return {nama: getattr(rapat, nama) for nama in IsianRapat.__slots__} | {"hadir": hadir}

    def isian(self) -> IsianRapat:
        return IsianRapat(**{nama: self.cleaned_data[nama] for nama in IsianRapat.__slots__})


class LangkahForm(forms.Form):
    """A step of a follow-up; its own words become the step's content. The prefix keeps ids on one page apart."""

    def __init__(self, *args, rekomendasi: Rekomendasi, **kwargs):
        super().__init__(*args, **kwargs)
        self.rekomendasi = rekomendasi

    def isi(self) -> IsiLangkah:
        return IsiLangkah(**{nama: nilai for nama, nilai in self.cleaned_data.items() if nilai is not None})


class RencanaForm(LangkahForm):
    bentuk = forms.ChoiceField(
        label="Bentuk tindak lanjut",
        choices=[_KOSONG, *Bentuk.choices],
        error_messages={"required": "Pilih bentuk tindak lanjut."},
    )
    rencana = _teks("Rencana tindak lanjut", wajib="Tuliskan apa yang akan dikerjakan.")
    imbalan = forms.ChoiceField(
        label="Penghargaan atau sanksi",
        required=False,
        choices=[("", "Tidak ada"), *Rekomendasi.Imbalan.choices],
        help_text="Hanya untuk bentuk penghargaan atau sanksi bagi unit.",
    )
    unit_dituju = forms.ModelChoiceField(
        UnitKerja.objects.filter(aktif=True), label="Unit yang menerimanya", required=False, empty_label="Tidak ada"
    )

    def __init__(self, *args, rekomendasi: Rekomendasi, **kwargs):
        awal = {nama: getattr(rekomendasi, nama) for nama in ("bentuk", "rencana", "imbalan", "unit_dituju")}
        super().__init__(*args, rekomendasi=rekomendasi, initial=awal, **kwargs)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("bentuk") == Bentuk.REWARD_PUNISHMENT:
            if not data.get("imbalan"):
                self.add_error("imbalan", "Pilih penghargaan atau sanksi.")
            if not data.get("unit_dituju"):
                self.add_error("unit_dituju", "Pilih unit yang menerimanya.")
        return data


class SelesaiForm(LangkahForm):
    catatan = _teks("Hasil tindak lanjut", baris=2, wajib="Tuliskan apa yang sudah dikerjakan.")
    perubahan_rencana = forms.ModelChoiceField(
        PerubahanRencanaAksi.objects.none(),
        label="Perubahan rencana aksi yang dihasilkan",
        required=False,
        empty_label="Tidak ada",
    )
    revisi_renstra = forms.ModelChoiceField(
        RevisiRenstra.objects.none(),
        label="Revisi Renstra yang dihasilkan",
        required=False,
        empty_label="Tidak ada",
        help_text="Sejak tanggal rekomendasi. Pilih salah satu atau keduanya.",
    )

    def __init__(self, *args, rekomendasi: Rekomendasi, **kwargs):
        super().__init__(*args, rekomendasi=rekomendasi, **kwargs)
        if rekomendasi.bentuk != Bentuk.REVISI_RENSTRA:
            del self.fields["perubahan_rencana"], self.fields["revisi_renstra"]
            return
        sejak = {"pada__date__gte": rekomendasi.tanggal}
        perubahan = PerubahanRencanaAksi.objects.filter(**sejak).select_related("rencana_aksi__indikator")
        self.fields["perubahan_rencana"].queryset = perubahan
        self.fields["revisi_renstra"].queryset = RevisiRenstra.objects.filter(**sejak).select_related("renstra")


class VerifikasiForm(LangkahForm):
    catatan = _teks("Catatan verifikasi", baris=2, bantuan="Boleh dikosongkan.")


class AlasanForm(LangkahForm):
    catatan = _teks("Alasan", baris=2, wajib="Tuliskan alasannya: yang mengerjakan membacanya.")


class AlihkanForm(AlasanForm):
    penanggung_jawab = _pilihan_jabatan("Penanggung jawab baru", "Pilih jabatan lain sebagai penanggung jawab.")
    field_order = ("penanggung_jawab", "catatan")


FORM_LANGKAH: dict[Tindakan, type[LangkahForm]] = {
    Tindakan.RENCANAKAN: RencanaForm,
    Tindakan.SELESAIKAN: SelesaiForm,
    Tindakan.VERIFIKASI: VerifikasiForm,
    Tindakan.KEMBALIKAN: AlasanForm,
    Tindakan.TIDAK_DAPAT: AlasanForm,
    Tindakan.BUKA_KEMBALI: AlasanForm,
    Tindakan.ALIHKAN: AlihkanForm,
}


class BuktiForm(forms.Form):
    berkas = _berkas("Bukti tindak lanjut", wajib="Pilih berkas bukti tindak lanjut.")
    uraian = forms.CharField(
        label="Keterangan satu baris", required=False, max_length=200, help_text="Misalnya: SK pada halaman 2."
    )
