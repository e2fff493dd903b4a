"""What really happened in a year, for the Rencana Pengendalian: events of the system, each with the period it serves.

The actual is never typed. An activity of a period is done when every thing that it is about has had its first event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from kinerja.models import PerjanjianKinerja
from organisasi.bahasa import triwulan as nama_triwulan
from organisasi.models import Jabatan
from pelaporan.models import DokumenSakip, KegiatanPengendalian, Laporan, RapatEvaluasi, Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    PerubahanRencanaAksi,
    Putusan,
    RencanaAksi,
    SaranPerbaikan,
    SyaratDataDukung,
    Triwulan,
)
from rencana_aksi.models.capaian import Meja, Status

Sumber = KegiatanPengendalian.Sumber
Tindakan = Putusan.Tindakan
SETAHUN = 0  # in place of a quarter: the activity is done once for the year
TAHUNAN = frozenset({Sumber.PERJANJIAN, Sumber.RENCANA_AKSI, Sumber.PEDOMAN, Sumber.LAPORAN_TAHUNAN})
_PER_KLAIM = (Sumber.PENGAJUAN, Sumber.TELAAH_ESELON_IV, Sumber.PENERUSAN, Sumber.TELAAH_ESELON_III)
_SEKALI = (Sumber.UMPAN_CAMAT, Sumber.UMPAN_ESELON_III, Sumber.LAPORAN_TRIWULAN)
_UMPAN = {Meja.ESELON_III.value: Sumber.UMPAN_ESELON_III, Meja.CAMAT.value: Sumber.UMPAN_CAMAT}
_TELAAH = {Tindakan.TERUSKAN, Tindakan.KEMBALIKAN, Tindakan.TIDAK_BERLAKU, Tindakan.TETAP_BERLAKU}
_NAIK = {Tindakan.AJUKAN, *_TELAAH}
_JALUR_TRIWULAN = ("target_triwulan__triwulan__tahun", "target_triwulan__triwulan__nomor")


class Masa(NamedTuple):
    """A quarter of a year, or the whole year (`SETAHUN`)."""

    tahun: int
    triwulan: int

    def __str__(self) -> str:
        return nama_triwulan(self.triwulan, self.tahun) if self.triwulan else f"Tahun {self.tahun}"


class Kejadian(NamedTuple):
    """Something happened to `objek` on a day (WITA); `lanjutan` marks a revision, which completes nothing."""

    sumber: str
    masa: Masa
    hari: date
    objek: int = 0
    lanjutan: bool = False


@dataclass
class Kenyataan:
    """The events of one activity in one period: how much there was to do, and when each thing was first done."""

    jumlah: int = 0
    pertama: dict[int, date] = field(default_factory=dict)
    hari: set[date] = field(default_factory=set)
    lanjutan: int = 0

    @property
    def selesai(self) -> int:
        return len(self.pertama)

    @property
    def lengkap(self) -> bool:
        return self.selesai >= self.jumlah

    @property
    def terakhir(self) -> date | None:
        return max(self.pertama.values(), default=None)

    def tambah(self, kejadian: Kejadian) -> None:
        self.hari.add(kejadian.hari)
        if kejadian.lanjutan:
            self.lanjutan += 1
        else:
            self.pertama[kejadian.objek] = min(kejadian.hari, self.pertama.get(kejadian.objek, kejadian.hari))


def masa_setahun(sumber: str, tahun: int) -> Masa:
    """The period that a yearly activity of a year serves: the LKjIP is about the year before."""
    return Masa(tahun - 1 if sumber == Sumber.LAPORAN_TAHUNAN else tahun, SETAHUN)


def kenyataan_tahun(tahun: int) -> dict[tuple[str, Masa], Kenyataan]:
    """Everything that the control page of a year compares with the plan; sixteen queries, whatever happened.

    The fourth quarter of the year before belongs to it: its evaluation falls into January.
    """
    berkala = Triwulan.objects.berkala().filter(Q(tahun=tahun) | Q(tahun=tahun - 1, nomor=4))
    tahun_triwulan = dict(berkala.values_list("pk", "tahun"))
    triwulan = list(tahun_triwulan)
    hasil: dict[tuple[str, Masa], Kenyataan] = defaultdict(Kenyataan)
    dibuka = set(tahun_triwulan.values())
    setahun = _jumlah_setahun(Masa(tahun, SETAHUN)) if tahun in dibuka else ()
    for kunci, jumlah in chain(setahun, _jumlah_berkala(triwulan)):
        hasil[kunci].jumlah = jumlah
    hasil[Sumber.LAPORAN_TAHUNAN, masa_setahun(Sumber.LAPORAN_TAHUNAN, tahun)].jumlah = int(tahun - 1 in dibuka)
    for kejadian in _kejadian(tahun, triwulan):
        hasil[kejadian.sumber, kejadian.masa].tambah(kejadian)
    return dict(hasil)


# How much there was to do


def _jumlah_berkala(triwulan: Sequence[int]) -> Iterator[tuple[tuple[str, Masa], int]]:
    wajib = SyaratDataDukung.objects.filter(target_triwulan=OuterRef("target_triwulan"), wajib=True)
    klaim = (
        Capaian.objects.filter(target_triwulan__triwulan__in=triwulan)
        .order_by()
        .values_list(*_JALUR_TRIWULAN)
        .annotate(semua=Count("pk"), berdokumen=Count("pk", filter=Exists(wajib)))
    )
    for tahun_tw, nomor, semua, berdokumen in klaim:
        masa = Masa(tahun_tw, nomor)
        yield (Sumber.PENGUMPULAN, masa), berdokumen
        yield from (((sumber, masa), semua) for sumber in _PER_KLAIM)
        yield from (((sumber, masa), 1) for sumber in _SEKALI)
    saran = (
        Rekomendasi.objects.filter(triwulan__in=triwulan)
        .exclude(status=StatusTindakLanjut.TIDAK_DAPAT)
        .order_by()
        .values_list("triwulan__tahun", "triwulan__nomor")
        .annotate(Count("pk"))
    )
    yield from (((Sumber.TINDAK_LANJUT, Masa(th, nomor)), jumlah) for th, nomor, jumlah in saran)


def _jumlah_setahun(masa: Masa) -> Iterator[tuple[tuple[str, Masa], int]]:
    kepala = Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA).count()
    yield (Sumber.PERJANJIAN, masa), kepala
    yield (Sumber.RENCANA_AKSI, masa), RencanaAksi.objects.filter(tahun=masa.tahun).count()
    yield (Sumber.PEDOMAN, masa), 1


# What happened


def _kejadian(tahun: int, triwulan: Sequence[int]) -> Iterator[Kejadian]:
    yield from _perencanaan(Masa(tahun, SETAHUN))
    yield from _dokumen(triwulan)
    yield from _putusan(triwulan)
    yield from _sesudahnya(triwulan)
    yield from _penyampaian(tahun)
    yield from _laporan(tahun, triwulan)


def _perencanaan(masa: Masa) -> Iterator[Kejadian]:
    tertanda = PerjanjianKinerja.objects.filter(
        tahun=masa.tahun, status=PerjanjianKinerja.Status.DITANDATANGANI
    ).order_by()
    for jabatan, hari, versi in tertanda.values_list("jabatan_pertama", "tanggal", "versi"):
        yield Kejadian(Sumber.PERJANJIAN, masa, hari, jabatan, lanjutan=versi > 0)
    rencana = RencanaAksi.objects.filter(tahun=masa.tahun, ditetapkan_pada__isnull=False).order_by()
    for pk, pada in rencana.values_list("pk", "ditetapkan_pada"):
        yield Kejadian(Sumber.RENCANA_AKSI, masa, timezone.localdate(pada), pk)
    perubahan = PerubahanRencanaAksi.objects.filter(rencana_aksi__tahun=masa.tahun).order_by()
    for pada in perubahan.values_list("pada", flat=True):
        yield Kejadian(Sumber.RENCANA_AKSI, masa, timezone.localdate(pada), lanjutan=True)
    pedoman = DokumenSakip.objects.berlaku().filter(
        tahun=masa.tahun, jenis=DokumenSakip.Jenis.PEDOMAN_PENGUKURAN
    )
    for hari in pedoman.values_list(Coalesce("tanggal", TruncDate("diunggah_pada")), flat=True):
        yield Kejadian(Sumber.PEDOMAN, masa, hari)


def _dokumen(triwulan: Sequence[int]) -> Iterator[Kejadian]:
    jalur = [f"capaian__{satu}" for satu in _JALUR_TRIWULAN]
    unggahan = DataDukung.objects.filter(capaian__target_triwulan__triwulan__in=triwulan, syarat__wajib=True)
    harian = unggahan.order_by().values_list("capaian", *jalur, TruncDate("diunggah_pada")).distinct()
    for capaian, tahun, nomor, hari in harian:
        yield Kejadian(Sumber.PENGUMPULAN, Masa(tahun, nomor), hari, capaian)


def _putusan(triwulan: Sequence[int]) -> Iterator[Kejadian]:
    jalur = [f"capaian__{satu}" for satu in _JALUR_TRIWULAN]
    bersaran = Exists(SaranPerbaikan.objects.filter(putusan=OuterRef("pk")))
    langkah = (
        Putusan.objects.filter(capaian__target_triwulan__triwulan__in=triwulan)
        .order_by()
        .values_list("capaian", *jalur, "pada", "meja", "tindakan", "ke_status", ~Q(arahan="") | Q(bersaran))
    )
    for capaian, tahun, nomor, pada, meja, tindakan, ke_status, berpesan in langkah:
        masa, hari = Masa(tahun, nomor), timezone.localdate(pada)
        for sumber in _sumber_putusan(meja, tindakan, ke_status):
            yield Kejadian(sumber, masa, hari, capaian)
        if berpesan or tindakan == Tindakan.KEMBALIKAN:
            yield from (Kejadian(sumber, masa, hari) for sumber in _sumber_umpan(meja))


def _sumber_putusan(meja: str, tindakan: str, ke_status: str) -> Iterator[str]:
    """Which activities a rung of the ladder belongs to."""
    if tindakan == Tindakan.AJUKAN:
        yield Sumber.PENGAJUAN
    if tindakan in _TELAAH and meja == Meja.ESELON_IV:
        yield Sumber.TELAAH_ESELON_IV
    if tindakan in _TELAAH and meja == Meja.ESELON_III:
        yield Sumber.TELAAH_ESELON_III
    if tindakan in _NAIK and ke_status == Status.DI_ESELON_III:
        yield Sumber.PENERUSAN


def _sumber_umpan(meja: str) -> Iterable[str]:
    """A word of advice, or a claim sent back, tells the lower level what was found (R-34)."""
    return [_UMPAN[meja]] if meja in _UMPAN else []


def _sesudahnya(triwulan: Sequence[int]) -> Iterator[Kejadian]:
    rapat = RapatEvaluasi.objects.filter(triwulan__in=triwulan).order_by()
    for tahun, nomor, hari in rapat.values_list("triwulan__tahun", "triwulan__nomor", "tanggal"):
        yield Kejadian(Sumber.UMPAN_CAMAT, Masa(tahun, nomor), hari)
    selesai = Rekomendasi.objects.filter(triwulan__in=triwulan, selesai_pada__isnull=False).order_by()
    for pk, tahun, nomor, pada in selesai.values_list("pk", "triwulan__tahun", "triwulan__nomor", "selesai_pada"):
        yield Kejadian(Sumber.TINDAK_LANJUT, Masa(tahun, nomor), timezone.localdate(pada), pk)


def _penyampaian(tahun: int) -> Iterator[Kejadian]:
    """The document by which a desk tells what it found names year, quarter and desk."""
    milik = Q(objek__startswith=f"{tahun}-") | Q(objek__startswith=f"{tahun - 1}-4-")
    cetakan = Laporan.objects.filter(milik, jenis=Laporan.Jenis.PENYAMPAIAN, konsep=False).order_by()
    for objek, pada in cetakan.values_list("objek", "diminta_pada"):
        tahun_tw, nomor, meja = objek.split("-")
        for sumber in _sumber_umpan(meja):
            yield Kejadian(sumber, Masa(int(tahun_tw), int(nomor)), timezone.localdate(pada))


def _laporan(tahun: int, triwulan: Sequence[int]) -> Iterator[Kejadian]:
    final = Laporan.objects.filter(triwulan__in=triwulan, konsep=False).order_by()
    for tahun_tw, nomor, pada, versi in final.values_list(
        "triwulan__tahun", "triwulan__nomor", "diminta_pada", "versi"
    ):
        hari = timezone.localdate(pada)
        yield Kejadian(Sumber.LAPORAN_TRIWULAN, Masa(tahun_tw, nomor), hari, lanjutan=versi > 1)
    masa = masa_setahun(Sumber.LAPORAN_TAHUNAN, tahun)
    lkjip = Laporan.objects.filter(jenis=Laporan.Jenis.LKJIP, objek=str(masa.tahun), konsep=False).order_by()
    for pada in lkjip.values_list("diminta_pada", flat=True):
        yield Kejadian(Sumber.LAPORAN_TAHUNAN, masa, timezone.localdate(pada))
