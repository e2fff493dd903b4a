"""Quarters, weeks and deadlines of the guideline (domain 6.3, 6.7). Dates are WITA days; no clock is read."""

from calendar import monthrange
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from organisasi.bahasa import AKHIR_TAHUN, BULAN
from organisasi.bahasa import triwulan as nama_triwulan

HARI_TINDAK_LANJUT = 60


class Tahap(TextChoices):
    BUKA = "buka", "Pengisian dibuka"
    STAF = "staf", "Batas pengisian oleh staf"
    ESELON_IV = "eselon_iv", "Batas pemeriksaan Eselon IV"
    ESELON_III = "eselon_iii", "Batas pemeriksaan Eselon III"
    CAMAT = "camat", "Batas laporan Camat"


@dataclass(frozen=True, slots=True)
class Aturan:
    """One dated step: day `hari` of the month `geser_bulan` (0 or 1) after the period's last month.

    `triwulan` 1..4 is a quarter, AKHIR_TAHUN the measurement of the year, whose last month is December too.

    A day past the month's end means its last day. `dasar` is the rule as the reader may open it.
    """

    triwulan: int
    tahap: Tahap
    geser_bulan: int
    hari: int
    dasar: str


def _aturan_berjalan(triwulan: int) -> tuple[Aturan, ...]:
    bulan, bulan_berikutnya = BULAN[3 * triwulan - 1], BULAN[3 * triwulan]
    pekan = f"minggu ke-4 {bulan}, Bab III.E"
    return (
        Aturan(triwulan, Tahap.BUKA, 0, 1, f"awal {bulan}, bulan terakhir triwulan, Bab III.E"),
        Aturan(triwulan, Tahap.STAF, 0, 24, pekan),
        Aturan(triwulan, Tahap.ESELON_IV, 0, 27, pekan),
        Aturan(triwulan, Tahap.ESELON_III, 0, 31, pekan),
        Aturan(triwulan, Tahap.CAMAT, 1, 7, f"minggu ke-1 {bulan_berikutnya}, Bab III.E"),
    )


# The source of the fixture for the table of rules: for quarters 1 to 3, R-12 and R-13 for the
# fourth, where the Camat's report is due in the week that the chain before it would need.
_MENDAHULUI = "mendahului laporan Camat pada minggu terakhir Desember, Bab III.E"
ATURAN_PEDOMAN: tuple[Aturan, ...] = (
    *_aturan_berjalan(1),
    *_aturan_berjalan(2),
    *_aturan_berjalan(3),
    Aturan(4, Tahap.BUKA, 0, 1, "awal Desember, bulan terakhir triwulan, Bab III.E"),
    Aturan(4, Tahap.STAF, 0, 18, _MENDAHULUI),
    Aturan(4, Tahap.ESELON_IV, 0, 21, _MENDAHULUI),
    Aturan(4, Tahap.ESELON_III, 0, 24, _MENDAHULUI),
    Aturan(4, Tahap.CAMAT, 0, 31, "minggu terakhir Desember, Bab III.E"),
    # Inferred: the guideline names the measurement, and its report is due when the books of the year are closed.
    *(
        Aturan(AKHIR_TAHUN, tahap, 1, hari, "pengukuran akhir tahun pada Januari, sesudah buku ditutup, Bab III")
        for tahap, hari in zip(Tahap, (1, 15, 20, 25, 31), strict=True)
    ),
)


def _tanggal(tahun: int, triwulan: int, geser_bulan: int, hari: int) -> date:
    lewat, bulan = divmod(3 * min(triwulan, 4) - 1 + geser_bulan, 12)
    tahun, bulan = tahun + lewat, bulan + 1
    return date(tahun, bulan, min(hari, monthrange(tahun, bulan)[1]))


def jadwal_triwulan(tahun: int, triwulan: int, aturan: Iterable[Aturan]) -> dict[Tahap, date]:
    """Return the date of every stage of a quarter or of AKHIR_TAHUN, in the order of the chain (R-10 to R-13).

    `aturan` are rules or rows with the same attributes; other periods are skipped. Dates are as printed, not
    moved to working days. Raises ValueError when a stage has no rule: a desk without a deadline is a fault.
    """
    milik = {Tahap(a.tahap): a for a in aturan if a.triwulan == triwulan}
    if kurang := [tahap.label for tahap in Tahap if tahap not in milik]:
        raise ValueError(f"Aturan jadwal {nama_triwulan(triwulan)} belum lengkap: {', '.join(kurang)}.")
    return {t: _tanggal(tahun, triwulan, milik[t].geser_bulan, milik[t].hari) for t in Tahap}


def _pastikan_triwulan(triwulan: int) -> None:
    if triwulan not in range(1, 5):
        raise ValueError(f"Triwulan harus 1 sampai 4, bukan {triwulan}.")


def jendela_internal(tahun: int, triwulan: int) -> tuple[date, date]:
    """Return the first and last day of week 4 of the quarter's last month (R-10)."""
    _pastikan_triwulan(triwulan)
    return _tanggal(tahun, triwulan, 0, 22), _tanggal(tahun, triwulan, 0, 31)


def jendela_eksternal(tahun: int, triwulan: int) -> tuple[date, date]:
    """Return the Camat's window: week 1 of the next quarter (R-11), or 25 to 31 December (R-12)."""
    _pastikan_triwulan(triwulan)
    if triwulan == 4:
        return date(tahun, 12, 25), date(tahun, 12, 31)
    return _tanggal(tahun, triwulan, 1, 1), _tanggal(tahun, triwulan, 1, 7)


def minggu_ke(tanggal: date) -> int:
    """Return the guideline's week 1..4: days 1-7, 8-14, 15-21, 22 to the month's end (domain 6.3)."""
    return min((tanggal.day - 1) // 7 + 1, 4)


def masa(tahun: int, triwulan: int) -> tuple[date, date]:
    """Return the first and last day that a quarter measures; for AKHIR_TAHUN those of the year."""
    awal = 1 if triwulan == AKHIR_TAHUN else 3 * triwulan - 2
    return date(tahun, awal, 1), _tanggal(tahun, triwulan, 0, 31)


def triwulan_dari(tanggal: date) -> tuple[int, int]:
    """Return (year, quarter 1..4) of a date."""
    return tanggal.year, (tanggal.month - 1) // 3 + 1


def geser_ke_hari_kerja(tanggal: date, libur: Container[date]) -> date:
    """Return the date itself or the nearest working day before it (R-14: external due dates only).

    Saturday and Sunday are never working days; `libur` holds public holidays and joint leave.
    """
    while tanggal.weekday() >= 5 or tanggal in libur:
        tanggal -= timedelta(days=1)
    return tanggal


def hari_terlambat(batas: date, tanggal: date) -> int:
    """Return the days past the due date, 0 when in time; the due day ends at 23.59 WITA (R-15)."""
    return max(0, (tanggal - batas).days)


def sisa_hari(batas: date, hari_ini: date) -> int:
    """Return the days left: 0 on the due date itself, negative after it."""
    return (batas - hari_ini).days


def batas_tindak_lanjut(diterima: date, hari: int = HARI_TINDAK_LANJUT) -> date:
    """Return the last day to carry out a recommendation: calendar days, receipt is day 0 (R-43)."""
    return diterima + timedelta(days=hari)


def nama_minggu(tanggal: date) -> str:
    """`Minggu ke-4 Maret`."""
    return f"Minggu ke-{minggu_ke(tanggal)} {BULAN[tanggal.month - 1]}"
