"""The evidence of a claim as the review desk shows it: every document with its pages, verdicts, versions and twins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import reverse

from organisasi.models import Berkas, Pratinjau
from rencana_aksi.aturan import belum_dibuka
from rencana_aksi.forms_bukti import PenilaianForm
from rencana_aksi.kedudukan import Kedudukan
from rencana_aksi.models import DataDukung, PenilaianDokumen
from rencana_aksi.penilaian_dokumen import boleh_menilai
from rencana_aksi.slot import Slot, kembar, petunjuk_waktu, slot_isian

WARNA_HASIL = {
    PenilaianDokumen.Hasil.SESUAI: "baik",
    PenilaianDokumen.Hasil.TIDAK_SESUAI: "buruk",
    PenilaianDokumen.Hasil.KURANG: "aksi",
    PenilaianDokumen.Hasil.TIDAK_TERBACA: "aksi",
}


class Tampilan(StrEnum):
    """What can be shown of a document without opening the file itself."""

    HALAMAN = "halaman"
    PETIKAN = "petikan"
    DISIAPKAN = "disiapkan"
    GAGAL = "gagal"
    DITAHAN = "ditahan"


def tampilan(berkas: Berkas, pratinjau: Pratinjau | None) -> Tampilan:
    """How a file can be looked at now; nothing is shown of bytes that the virus scanner holds back."""
    if not berkas.boleh_keluar:
        return Tampilan.DITAHAN
    if pratinjau is None or not pratinjau.berakhir:
        return Tampilan.DISIAPKAN
    if pratinjau.keadaan == Pratinjau.Keadaan.GAGAL:
        return Tampilan.GAGAL
    return Tampilan.HALAMAN if pratinjau.halaman.all() else Tampilan.PETIKAN


@dataclass
class DokumenBukti:
    """One document at the desk. `penilaian` are all verdicts, `kini` the one of the desk where the claim lies now."""

    dokumen: DataDukung
    pratinjau: Pratinjau | None
    dibuka: bool
    penilaian: list[PenilaianDokumen]
    kini: PenilaianDokumen | None
    petunjuk: list[str]
    kembar: list[DataDukung]
    versi_lama: list["DokumenBukti"] = field(default_factory=list)
    form: PenilaianForm | None = None

    @property
    def tampilan(self) -> Tampilan:
        return tampilan(self.dokumen.berkas, self.pratinjau)

    @property
    def wajib(self) -> bool:
        return self.dokumen.syarat.wajib

    @property
    def pangkal_lembar(self) -> str:
        """The address of its pages without their number: resolved once, for a document has dozens of images."""
        return reverse("dokumen_lembar", args=[self.dokumen.public_id, 0]).removesuffix("0/")

    @property
    def warna_kini(self) -> str:
        return WARNA_HASIL[self.kini.hasil] if self.kini else ""


@dataclass(frozen=True)
class SlotBukti:
    slot: Slot
    dokumen: list[DokumenBukti]


@dataclass(frozen=True)
class Bukti:
    """The right half of the review desk for one person."""

    slot: list[SlotBukti]
    dokumen: list[DokumenBukti]
    belum_dibuka: list[DataDukung]
    boleh_menilai: bool

    @property
    def jumlah(self) -> int:
        return len(self.dokumen)

    @property
    def jumlah_wajib(self) -> int:
        return sum(d.wajib for d in self.dokumen)

    @property
    def jumlah_dibuka(self) -> int:
        """How many of the obligatory documents this person has looked at."""
        return self.jumlah_wajib - len(self.belum_dibuka)

    @property
    def tanpa_pratinjau(self) -> list[Berkas]:
        """Files that nobody has asked a preview for yet."""
        return [d.dokumen.berkas for d in self.dokumen if d.pratinjau is None]


def susun_bukti(k: Kedudukan) -> Bukti:
    """Read the evidence of a claim for the person before it; eight queries, whatever the number of documents."""
    lama = _versi_lama(k)
    pratinjau = _pratinjau(k.dokumen)
    penilaian = _penilaian(k)
    kembarannya = _menurut(kembar(k.dokumen), "berkas_id")
    menilai = boleh_menilai(k)

    def susun(dokumen: DataDukung) -> DokumenBukti:
        milik = penilaian.get(dokumen.pk, [])
        kini = next((p for p in reversed(milik) if (p.meja, p.putaran) == (k.capaian.meja, k.capaian.putaran)), None)
        return DokumenBukti(
            dokumen=dokumen,
            pratinjau=pratinjau.get(dokumen.berkas_id),
            dibuka=dokumen.pk in k.dibuka,
            penilaian=milik,
            kini=kini,
            petunjuk=petunjuk_waktu(dokumen, k.capaian.triwulan),
            kembar=kembarannya.get(dokumen.berkas_id, []),
        )

    bukti = {d.pk: susun(d) for d in k.dokumen}
    for satu in bukti.values():
        satu.versi_lama = [susun(d) for d in _rantai(satu.dokumen, lama)]
        satu.form = form_penilaian(satu.dokumen, satu.kini) if menilai else None
    slot = [SlotBukti(s, [bukti[d.pk] for d in s.dokumen]) for s in slot_isian(k.capaian, k.dokumen)]
    return Bukti(slot=slot, dokumen=list(bukti.values()), belum_dibuka=belum_dibuka(k), boleh_menilai=menilai)


def form_penilaian(dokumen: DataDukung, kini: PenilaianDokumen | None, data=None) -> PenilaianForm:
    """The verdict's form, filled with the one that stands; its prefix keeps the many forms of a page apart."""
    awal = {"hasil": kini.hasil, "catatan": kini.catatan} if kini else None
    return PenilaianForm(data, initial=awal, prefix=f"nilai-{dokumen.public_id}")


def _pratinjau(dokumen: Sequence[DataDukung]) -> dict[int, Pratinjau]:
    """File id -> preview with its pages; the excerpts stay in the database."""
    milik = Pratinjau.objects.filter(sumber__in=[d.berkas_id for d in dokumen])
    return {p.sumber_id: p for p in milik.defer("petikan").prefetch_related("halaman")}


def _penilaian(k: Kedudukan) -> dict[int, list[PenilaianDokumen]]:
    return _menurut(PenilaianDokumen.objects.filter(dokumen__capaian=k.capaian), "dokumen_id")


def _versi_lama(k: Kedudukan) -> dict[int, DataDukung]:
    """The documents of the claim that another one has replaced."""
    diganti = k.capaian.data_dukung.exclude(pengganti=None).select_related("berkas", "syarat", "diunggah_oleh")
    return {d.pk: d for d in diganti}


def _rantai(dokumen: DataDukung, lama: dict[int, DataDukung]) -> Iterable[DataDukung]:
    """The versions before this one, the newest first."""
    while sebelum := lama.get(dokumen.menggantikan_id):
        yield sebelum
        dokumen = sebelum


def _menurut(baris: Iterable, kolom: str) -> dict[int, list]:
    kelompok: dict[int, list] = {}
    for satu in baris:
        kelompok.setdefault(getattr(satu, kolom), []).append(satu)
    return kelompok
