"""Rencana Pengendalian of a year, plan beside actual: which step slipped, and by how many weeks (guideline IV)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from organisasi.bahasa import BULAN, daftar
from pelaporan.models import KegiatanPengendalian
from pelaporan.pengendalian_kenyataan import TAHUNAN, Kenyataan, Masa, kenyataan_tahun, masa_setahun
from rencana_aksi.kalender import minggu_ke

PEKAN_SETAHUN = 48
PEKAN = [(bulan, minggu) for bulan in range(1, 13) for minggu in range(1, 5)]


class Keadaan(Enum):
    """How a step stands."""

    LEWAT = "lewat"
    TERLAMBAT = "terlambat"
    BERJALAN = "berjalan"
    TEPAT = "tepat"
    NANTI = "nanti"
    KOSONG = "kosong"
    PERUBAHAN = "perubahan"


# Colour roles, always beside the word; the other states are netral.
_WARNA = {
    Keadaan.LEWAT: "buruk",
    Keadaan.TERLAMBAT: "aksi",
    Keadaan.BERJALAN: "jalan",
    Keadaan.TEPAT: "baik",
}


@dataclass(frozen=True, slots=True)
class Langkah:
    """One activity in one period; `meleset` in weeks of the grid, 0 when in time or not yet due."""

    urutan: int
    nama: str
    masa: str
    rencana: str
    kenyataan: str
    keadaan: Keadaan
    meleset: int

    @property
    def warna(self) -> str:
        return _WARNA.get(self.keadaan, "netral")

    @property
    def teks(self) -> str:
        """The state in words, the same on the page, on paper and in the workbook."""
        match self.keadaan:
            case Keadaan.LEWAT:
                return f"belum selesai, lewat {self.meleset} minggu"
            case Keadaan.TERLAMBAT:
                return f"selesai, terlambat {self.meleset} minggu"
            case Keadaan.BERJALAN:
                return "sedang waktunya"
            case Keadaan.TEPAT:
                return "selesai tepat waktu"
            case Keadaan.NANTI:
                return "belum waktunya"
            case Keadaan.KOSONG:
                return "tidak ada yang harus dikerjakan"
            case Keadaan.PERUBAHAN:
                return "hanya bila ada perubahan"


@dataclass(frozen=True, slots=True)
class Sel:
    """A week of an activity in the grid."""

    bulan: int
    minggu: int
    rencana: bool
    nyata: bool
    kini: bool

    @property
    def tanda(self) -> str:
        """A sign that is read without colour."""
        if self.rencana:
            return "■" if self.nyata else "□"
        return "●" if self.nyata else ""


@dataclass(frozen=True, slots=True)
class BarisKisi:
    """An activity with its 48 weeks."""

    urutan: int
    nama: str
    sumber: str
    sel: tuple[Sel, ...]


@dataclass(frozen=True, slots=True)
class Pengendalian:
    """The control page of a year; `asal` is the year whose plan is used, None while there is none at all."""

    tahun: int
    asal: int | None
    kini: str
    kisi: tuple[BarisKisi, ...]
    langkah: tuple[Langkah, ...]

    @property
    def milik_sendiri(self) -> bool:
        return self.asal == self.tahun

    def meleset(self) -> list[Langkah]:
        """What slipped: what is still open first, then by the number of weeks."""
        slip = [satu for satu in self.langkah if satu.meleset]
        return sorted(slip, key=lambda s: (s.keadaan != Keadaan.LEWAT, -s.meleset, s.urutan))

    def berjalan(self) -> list[Langkah]:
        return [satu for satu in self.langkah if satu.keadaan == Keadaan.BERJALAN]


def pekan_mutlak(tahun: int, bulan: int, minggu: int) -> int:
    """A running number of the guideline's weeks, four to a month, so that weeks of two years can be subtracted."""
    return tahun * PEKAN_SETAHUN + (bulan - 1) * 4 + minggu - 1


def _pekan_hari(hari: date) -> int:
    return pekan_mutlak(hari.year, hari.month, minggu_ke(hari))


def pengendalian(tahun: int, hari_ini: date) -> Pengendalian:
    """The plan of a year beside what happened. Eighteen queries, whatever happened."""
    kegiatan = list(KegiatanPengendalian.objects.untuk(tahun).prefetch_related("minggu"))
    nyata = kenyataan_tahun(tahun)
    return Pengendalian(
        tahun=tahun,
        asal=kegiatan[0].tahun if kegiatan else None,
        kini=f"minggu ke-{minggu_ke(hari_ini)} {BULAN[hari_ini.month - 1]} {hari_ini.year}",
        kisi=tuple(_baris(k, tahun, nyata, hari_ini) for k in kegiatan),
        langkah=tuple(satu for k in kegiatan for satu in _langkah(k, tahun, nyata, hari_ini)),
    )


# The grid


def _baris(
    kegiatan: KegiatanPengendalian, tahun: int, nyata: Mapping[tuple[str, Masa], Kenyataan], hari_ini: date
) -> BarisKisi:
    rencana = {pekan_mutlak(tahun, *satu) for satu in kegiatan.pekan()}
    hari = {h for (sumber, _), isi in nyata.items() if sumber == kegiatan.sumber for h in isi.hari}
    terjadi, kini = {_pekan_hari(h) for h in hari}, _pekan_hari(hari_ini)
    nomor = ((bulan, minggu, pekan_mutlak(tahun, bulan, minggu)) for bulan, minggu in PEKAN)
    sel = tuple(Sel(b, m, n in rencana, n in terjadi, n == kini) for b, m, n in nomor)
    return BarisKisi(kegiatan.urutan, kegiatan.nama, kegiatan.get_sumber_display(), sel)


# The steps


def _langkah(
    kegiatan: KegiatanPengendalian, tahun: int, nyata: Mapping[tuple[str, Masa], Kenyataan], hari_ini: date
) -> Iterator[Langkah]:
    tahunan = kegiatan.sumber in TAHUNAN
    masa_rentang = setahun(kegiatan, tahun) if tahunan else per_triwulan(kegiatan, tahun)
    for nomor, (masa, rentang) in enumerate(masa_rentang):
        isi = nyata.get((kegiatan.sumber, masa), Kenyataan())
        if tahunan and nomor:
            keadaan, meleset, teks = Keadaan.PERUBAHAN, 0, f"{isi.lanjutan} perubahan"
        else:
            keadaan, meleset = _nilai(isi, tahun, rentang, _pekan_hari(hari_ini))
            teks = _teks_kenyataan(isi)
        yield Langkah(kegiatan.urutan, kegiatan.nama, str(masa), teks_pekan(rentang), teks, keadaan, meleset)


def _nilai(
    isi: Kenyataan, tahun: int, rentang: Sequence[tuple[int, int]], kini: int
) -> tuple[Keadaan, int]:
    """The state of a step and its slip: the weeks from the end of the plan to its completion, or to now."""
    if not isi.jumlah:
        return Keadaan.KOSONG, 0
    mulai, akhir = pekan_mutlak(tahun, *rentang[0]), pekan_mutlak(tahun, *rentang[-1])
    if isi.lengkap:
        meleset = max(0, _pekan_hari(isi.terakhir) - akhir)
        return (Keadaan.TERLAMBAT if meleset else Keadaan.TEPAT), meleset
    if kini > akhir:
        return Keadaan.LEWAT, kini - akhir
    return (Keadaan.BERJALAN if kini >= mulai else Keadaan.NANTI), 0


def setahun(kegiatan: KegiatanPengendalian, tahun: int) -> list[tuple[Masa, list[tuple[int, int]]]]:
    """The planned weeks of a yearly activity: the first run without a gap is the duty, what follows is for changes."""
    rentang = _rentang(kegiatan.pekan())
    masa = masa_setahun(kegiatan.sumber, tahun)
    sisa = [satu for lain in rentang[1:] for satu in lain]
    return [(masa, isi) for isi in (*rentang[:1], sisa) if isi]


def per_triwulan(kegiatan: KegiatanPengendalian, tahun: int) -> list[tuple[Masa, list[tuple[int, int]]]]:
    """The planned weeks of an activity, run by run, each with the quarter that it serves.

    A quarter is served by what begins in its last month or later, until the next quarter's last month begins: so
    January belongs to the fourth quarter of the year before.
    """
    hasil: dict[Masa, list[tuple[int, int]]] = {}
    for satu in _rentang(kegiatan.pekan()):
        hasil.setdefault(_masa(tahun, satu[0][0]), []).extend(satu)
    return list(hasil.items())


def _masa(tahun: int, bulan: int) -> Masa:
    return Masa(tahun, bulan // 3) if bulan >= 3 else Masa(tahun - 1, 4)


def _rentang(pekan: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    hasil: list[list[tuple[int, int]]] = []
    for satu in pekan:
        if hasil and PEKAN.index(satu) == PEKAN.index(hasil[-1][-1]) + 1:
            hasil[-1].append(satu)
        else:
            hasil.append([satu])
    return hasil


# Words


def teks_pekan(pekan: Iterable[tuple[int, int]]) -> str:
    """`Minggu ke-2 Januari sampai minggu ke-4 Februari`; runs with a gap are listed."""
    kalimat = daftar([_teks_rentang(satu) for satu in _rentang(pekan)])
    return kalimat[:1].upper() + kalimat[1:]


def _teks_rentang(rentang: Sequence[tuple[int, int]]) -> str:
    (bulan, minggu), (bulan_akhir, minggu_akhir) = rentang[0], rentang[-1]
    if rentang[0] == rentang[-1]:
        return f"minggu ke-{minggu} {BULAN[bulan - 1]}"
    if bulan == bulan_akhir:
        return f"minggu ke-{minggu} sampai ke-{minggu_akhir} {BULAN[bulan - 1]}"
    return f"minggu ke-{minggu} {BULAN[bulan - 1]} sampai minggu ke-{minggu_akhir} {BULAN[bulan_akhir - 1]}"


def _teks_kenyataan(isi: Kenyataan) -> str:
    if not isi.selesai:
        return f"0 dari {isi.jumlah}" if isi.jumlah else "–"
    hari = isi.terakhir
    terakhir = f"terakhir minggu ke-{minggu_ke(hari)} {BULAN[hari.month - 1]} {hari.year}"
    return f"{min(isi.selesai, isi.jumlah)} dari {isi.jumlah}, {terakhir}" if isi.jumlah else terakhir
