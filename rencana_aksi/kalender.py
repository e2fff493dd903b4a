"""Quarters, weeks and deadlines of the guideline (domain 6.3, 6.7). Dates are WITA days; no clock is read."""

from calendar import monthrange
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from organisasi.bahasa import AKHIR_TAHUN, BULAN, HARI
from organisasi.bahasa import triwulan as nama_triwulan

HARI_TINDAK_LANJUT = 60


class Tahap(TextChoices):
    BUKA = "buka", "Pengisian dibuka"
    STAF = "staf", "Batas pengisian oleh staf"
    ESELON_IV = "eselon_iv", "Batas pemeriksaan Eselon IV"
    ESELON_III = "eselon_iii", "Batas pemeriksaan Eselon III"
    CAMAT = "camat", "Batas laporan Camat"


class ButirTahunan(TextChoices):
    """What is due once a year (domain 1.4, 1.5, 6.2)."""

    SK_TIM = "sk_tim", "Keputusan Camat tentang Tim SAKIP"
    PK = "pk", "Perjanjian Kinerja ditandatangani"
    RENCANA_AKSI = "rencana_aksi", "Rencana Aksi ditetapkan"
    LKJIP = "lkjip", "Laporan Kinerja (LKjIP) dikirim"


class Keadaan(TextChoices):
    """How a period stands: only an open one takes submissions."""

    BELUM_DIBUKA = "belum_dibuka", "belum dibuka"
    BUKA = "buka", "dibuka"
    TAHAN = "tahan", "ditahan"
    TUTUP = "tutup", "ditutup"


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


@dataclass(frozen=True, slots=True)
class AturanTahunan:
    """What is due once: day `hari` of month `bulan`, `geser_tahun` years after the year that it belongs to.

    `bulan_sesudah_dpa` other than 0: so many months after the DPA instead, once its date is known. `keluar`: it leaves
    the office, so R-14 moves it to a working day.
    """

    butir: ButirTahunan
    geser_tahun: int
    bulan: int
    hari: int
    keluar: bool
    dasar: str
    bulan_sesudah_dpa: int = 0


# The source of the fixture, as above. The guideline says January for the first three (R-01, domain 6.2).
ATURAN_TAHUNAN: tuple[AturanTahunan, ...] = (
    AturanTahunan(ButirTahunan.SK_TIM, 0, 1, 31, False, "bulan Januari setiap tahun, Bab III.B"),
    AturanTahunan(
        ButirTahunan.PK, 0, 1, 31, False, "satu bulan setelah DPA disahkan, Peraturan Menteri PANRB 53/2014", 1
    ),
    AturanTahunan(
        ButirTahunan.RENCANA_AKSI, 0, 1, 31, False, "bulan Januari sesudah Perjanjian Kinerja, Bab III.A"
    ),
    AturanTahunan(
        ButirTahunan.LKJIP,
        1,
        2,
        31,
        True,
        "dua bulan setelah tahun anggaran berakhir, Peraturan Menteri PANRB 53/2014",
    ),
)


def tanggal_tahunan(tahun: int, aturan: AturanTahunan, dpa: date | None = None) -> date:
    """Return the date of a yearly rule as printed, not moved to a working day; `dpa`: when the DPA was approved."""
    if aturan.bulan_sesudah_dpa and dpa:
        tahun_dpa, bulan = divmod(dpa.year * 12 + dpa.month - 1 + aturan.bulan_sesudah_dpa, 12)
        return hari_dalam_bulan(tahun_dpa, bulan + 1, dpa.day)
    return hari_dalam_bulan(tahun + aturan.geser_tahun, aturan.bulan, aturan.hari)


def hari_dalam_bulan(tahun: int, bulan: int, hari: int) -> date:
    """Return a day of a month; past the month's end its last day."""
    return date(tahun, bulan, min(hari, monthrange(tahun, bulan)[1]))


def _tanggal(tahun: int, triwulan: int, geser_bulan: int, hari: int) -> date:
    lewat, bulan = divmod(3 * min(triwulan, 4) - 1 + geser_bulan, 12)
    return hari_dalam_bulan(tahun + lewat, bulan + 1, hari)


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


def bukan_hari_kerja(tanggal: date, libur: Mapping[date, str]) -> str:
    """Return why nobody works on that day, as a name, or an empty text: internal dates stay and warn (R-14)."""
    return libur.get(tanggal) or (HARI[tanggal.weekday()] if tanggal.weekday() >= 5 else "")


@dataclass(frozen=True, slots=True)
class Kelonggaran:
    """An extension as a rule: the pengisi's new due date, and the last day on which it may be used."""

    baru: date
    sampai: date

    def batas(self, tahap: Tahap, batas: date, batas_staf: date, pada: date) -> date:
        """Return the due date of a stage for a claim that was submitted on `pada`, or that day asks to be.

        After `sampai` the period's own dates hold again. The inner desks move by as many days as the pengisi, so that
        each keeps its time; the Camat's report to others does not move, and no date ever moves earlier.
        """
        if tahap == Tahap.CAMAT or pada > self.sampai:
            return batas
        return batas + max(self.baru - batas_staf, timedelta(0))


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
