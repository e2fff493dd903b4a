"""Tugas saya: the cards of a queue with their words, ready to print (UX-01, UX-27)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from organisasi.bahasa import angka, persen, sisa, tanggal
from organisasi.models import Jabatan, Penugasan
from organisasi.peran import Peran
from rencana_aksi.antrian import Butir, Diputus, Kelompok, antrian, menunggu, sudah_diputus
from rencana_aksi.kalender import Tahap
from rencana_aksi.models import Capaian, DataDukung, Pesan, Putusan, SyaratDataDukung, Triwulan
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.percakapan import pertanyaan_terbuka

KARTU_GILIRAN, KARTU_LAIN = 10, 5

_TAHAP_TINGKAT = {
    Jabatan.Tingkat.PELAKSANA: Tahap.STAF,
    Jabatan.Tingkat.ESELON_IV: Tahap.ESELON_IV,
    Jabatan.Tingkat.SEKCAM: Tahap.ESELON_III,
    Jabatan.Tingkat.CAMAT: Tahap.CAMAT,
}
_TINGKAT_MEJA = {
    Meja.ESELON_IV: Jabatan.Tingkat.ESELON_IV,
    Meja.ESELON_III: Jabatan.Tingkat.SEKCAM,
    Meja.CAMAT: Jabatan.Tingkat.CAMAT,
}
_INDIKATOR = "target_triwulan__rencana_aksi__indikator"


@dataclass(frozen=True, slots=True)
class Tugas:
    """One card: `capaian` with the words about it. `batas` and `sisa` are empty for what needs nothing any more."""

    capaian: Capaian
    unit: str
    tujuan: str
    kalimat: str
    label: str
    warna: str
    batas: date | None = None
    sisa: str = ""
    terlambat: bool = False


@dataclass(frozen=True, slots=True)
class Tumpukan:
    """The first cards of a group and how many it has in all."""

    kartu: list[Tugas]
    jumlah: int

    @property
    def selebihnya(self) -> int:
        return self.jumlah - len(self.kartu)


@dataclass(frozen=True, slots=True)
class DaftarTugas:
    giliran: Tumpukan
    menunggu: Tumpukan
    diputus: Tumpukan
    jumlah_terlambat: int


@dataclass(frozen=True, slots=True)
class BatasMeja:
    """Until when one post must have done its part of a quarter."""

    jabatan: str
    batas: date
    sisa: str


def batas_meja(peran: Peran, triwulan: Triwulan) -> list[BatasMeja]:
    """The due date of each post that the person holds. No query."""
    hasil = []
    for penugasan in peran.penugasan:
        batas = triwulan.batas(_TAHAP_TINGKAT[penugasan.jabatan.tingkat])
        hasil.append(BatasMeja(penugasan.nama_jabatan, batas, sisa(batas, peran.tanggal)))
    return hasil


def siap_dilaporkan(hari_ini: date) -> list[Triwulan]:
    """Quarters whose claims are all ratified and whose report is not final yet: the Camat's next step."""
    belum_sah = Capaian.objects.filter(target_triwulan__triwulan=OuterRef("pk")).exclude(status=Status.SAH)
    return list(
        Triwulan.objects.filter(buka__lte=hari_ini, ditutup_pada=None, target__capaian__isnull=False)
        .exclude(Exists(belum_sah))
        .distinct()
    )


def daftar_tugas(peran: Peran) -> DaftarTugas:
    """The three groups of the home page with their first cards; at most five queries."""
    giliran, lain, diputus = antrian(peran), menunggu(peran), sudah_diputus(peran)
    tampil = [giliran[:KARTU_GILIRAN], lain[:KARTU_LAIN], diputus[:KARTU_LAIN]]
    kartu = iter(kartu_tugas([b for kelompok in tampil for b in kelompok], peran))
    isi = [[next(kartu) for _ in kelompok] for kelompok in tampil]
    return DaftarTugas(
        giliran=Tumpukan(isi[0], len(giliran)),
        menunggu=Tumpukan(isi[1], len(lain)),
        diputus=Tumpukan(isi[2], len(diputus)),
        jumlah_terlambat=sum(b.terlambat(peran.tanggal) for b in giliran),
    )


def semua_tugas(peran: Peran) -> dict[str, list[Tugas]]:
    """Every card of the three groups by its heading, for the workbook."""
    kelompok = {
        Kelompok.GILIRAN: antrian(peran),
        Kelompok.MENUNGGU: menunggu(peran),
        Kelompok.DIPUTUS: sudah_diputus(peran),
    }
    return {judul.label: kartu_tugas(butir, peran) for judul, butir in kelompok.items()}


def kartu_tugas(butir: Sequence[Butir], peran: Peran) -> list[Tugas]:
    """The cards of these places, in their order. One query, one more for returns and one for questions, if any."""
    klaim = {c.pk: c for c in _dengan_bukti({b.pk for b in butir})}
    alasan = _alasan_kembali(klaim.values())
    tanya = _pertanyaan([b.pk for b in butir if b.ditanya], peran)
    # A claim that was closed away between two queries has no card.
    return [_tugas(klaim[b.pk], b, peran, alasan, tanya.get(b.pk)) for b in butir if b.pk in klaim]


def _dengan_bukti(ids: Iterable[int]) -> list[Capaian]:
    """With the number of obligatory slots and how many of them are filled."""
    wajib = (
        SyaratDataDukung.objects.filter(target_triwulan=OuterRef("target_triwulan"), wajib=True)
        .order_by()
        .values("target_triwulan")
        .annotate(n=Count("pk"))
        .values("n")
    )
    terisi = (
        DataDukung.objects.berlaku()
        .filter(capaian=OuterRef("pk"), syarat__wajib=True)
        .order_by()
        .values("capaian")
        .annotate(n=Count("syarat", distinct=True))
        .values("n")
    )
    return list(
        Capaian.objects.filter(pk__in=ids)
        .ringkas()
        .annotate(
            unit_id=F(f"{_INDIKATOR}__unit"),
            slot_wajib=Coalesce(Subquery(wajib), 0),
            slot_terisi=Coalesce(Subquery(terisi), 0),
        )
        .order_by()
    )


def _alasan_kembali(klaim: Iterable[Capaian]) -> dict[int, Putusan]:
    """The latest return of every returned claim."""
    kembali = [c.pk for c in klaim if c.status.startswith("kembali")]
    putusan = Putusan.objects.filter(capaian__in=kembali, tindakan=Putusan.Tindakan.KEMBALIKAN).order_by("urutan")
    return {p.capaian_id: p for p in putusan}


def _pertanyaan(ids: list[int], peran: Peran) -> dict[int, Pesan]:
    """The first open question of each claim that this person has to answer."""
    if not ids:
        return {}
    return {p.capaian_id: p for p in reversed(list(pertanyaan_terbuka(peran).filter(capaian__in=ids)))}


def _tugas(
    capaian: Capaian, butir: Butir, peran: Peran, alasan: dict[int, Putusan], tanya: Pesan | None
) -> Tugas:
    status = {"label": capaian.get_status_display(), "warna": capaian.warna}
    if butir.kelompok == Kelompok.DIPUTUS:
        kalimat = _kalimat_diputus(butir.diputus)
        return Tugas(capaian, butir.unit, capaian.get_absolute_url(), kalimat, **status)
    if tanya and not butir.di_meja:
        tujuan = f"{capaian.get_absolute_url()}#percakapan"
        return Tugas(capaian, butir.unit, tujuan, _kalimat_tanya(tanya), label="perlu jawaban", warna="aksi")
    terlambat, tersisa = butir.terlambat(peran.tanggal), sisa(butir.batas, peran.tanggal)
    waktu = {"batas": butir.batas, "sisa": tersisa, "terlambat": terlambat}
    if butir.kelompok == Kelompok.MENUNGGU:
        kalimat = _kalimat_menunggu(capaian, butir, peran)
        return Tugas(capaian, butir.unit, capaian.get_absolute_url(), kalimat, **status, **waktu)
    dekat = (butir.batas - peran.tanggal).days <= 7
    warna = "buruk" if terlambat else "aksi" if dekat else "jalan"
    kalimat = _kalimat_giliran(capaian, peran, alasan) + (f" · {_kalimat_tanya(tanya)}" if tanya else "")
    return Tugas(capaian, butir.unit, _tujuan(capaian), kalimat, label=tersisa, warna=warna, **waktu)


def _kalimat_tanya(tanya: Pesan) -> str:
    return f"Pertanyaan {tanya.nama} belum dijawab: “{_ringkas(tanya.teks)}”"


def _tujuan(capaian: Capaian) -> str:
    return reverse("capaian_isi", args=[capaian.public_id]) if capaian.dapat_diisi else capaian.get_absolute_url()


def _kalimat_giliran(capaian: Capaian, peran: Peran, alasan: dict[int, Putusan]) -> str:
    bukti = f"{capaian.slot_terisi} dari {capaian.slot_wajib} data dukung wajib ada"
    if kembali := alasan.get(capaian.pk):
        return f"Dikembalikan {kembali.jabatan}: “{_ringkas(kembali.alasan)}” · {bukti}"
    if capaian.meja == Meja.PENGISI:
        return f"{_isian(capaian)} · {bukti}"
    return f"Klaim {persen(capaian.persen)} menunggu putusan Anda {_sejak(capaian.di_meja_sejak, peran)} · {bukti}"


def _isian(capaian: Capaian) -> str:
    if capaian.indikator.terhitung:
        return "Realisasi dihitung dari sub kegiatan"
    if capaian.realisasi is None:
        return "Belum diisi"
    return f"Draf, realisasi {angka(capaian.realisasi, capaian.indikator.presisi)} {capaian.indikator.satuan}"


def _kalimat_menunggu(capaian: Capaian, butir: Butir, peran: Peran) -> str:
    nilai = "" if capaian.persen is None else f" · capaian sekarang {persen(capaian.persen)} (sementara)"
    return f"{_di_mana(capaian, butir, peran)} {_sejak(capaian.di_meja_sejak, peran)}{nilai}"


def _di_mana(capaian: Capaian, butir: Butir, peran: Peran) -> str:
    """Whose desk: the post with who holds it today, or the unit that fills the claim in."""
    kembali = capaian.status.startswith("kembali")
    if butir.meja == Meja.PENGISI:
        return f"{'Dikembalikan ke pengisi' if kembali else 'Belum diajukan pengisi'} {butir.unit}"
    arah = "Dikembalikan ke" if kembali else "Di meja"
    pemegang = _pemegang(peran, butir.meja, capaian.unit_id)
    if pemegang is None:
        unit = f" {butir.unit}" if butir.meja == Meja.ESELON_IV else ""
        return f"{arah} {butir.meja.label}{unit}, yang belum ada pejabatnya,"
    return f"{arah} {pemegang.nama_jabatan} ({pemegang.pegawai.nama})"


def _pemegang(peran: Peran, meja: Meja, unit_id: int) -> Penugasan | None:
    """Who sits at a reviewing desk today, acting officials included."""
    tingkat = _TINGKAT_MEJA[meja]
    duduk = (p for p in peran.semua if p.jabatan.tingkat == tingkat)
    return next((p for p in duduk if meja != Meja.ESELON_IV or p.jabatan.unit_id == unit_id), None)


def _kalimat_diputus(diputus: Diputus) -> str:
    pada = tanggal(diputus.pada)
    if diputus.tindakan in (Putusan.Tindakan.KEMBALIKAN, Putusan.Tindakan.BATALKAN):
        return f"Anda {diputus.tindakan.label} {pada}: “{_ringkas(diputus.alasan)}”"
    if diputus.tindakan == Putusan.Tindakan.AJUKAN or diputus.nilai_masuk == diputus.nilai_keluar:
        return f"Anda {diputus.tindakan.label} {persen(diputus.nilai_keluar)}, {pada}"
    return (
        f"Anda {diputus.tindakan.label} dengan koreksi {persen(diputus.nilai_masuk)} menjadi "
        f"{persen(diputus.nilai_keluar)}, {pada}: “{_ringkas(diputus.alasan)}”"
    )


def _ringkas(alasan: str) -> str:
    return Truncator(alasan).chars(160)


def _sejak(saat: datetime, peran: Peran) -> str:
    hari = (peran.tanggal - timezone.localdate(saat)).days
    return "sejak hari ini" if hari <= 0 else f"sejak {hari} hari"
