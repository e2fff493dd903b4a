"""The stages of a reminder, counted in days from the due date: before it, on it, daily after it, then weekly.

Pure: no clock, no database. Dates are WITA days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MENJELANG = (-14, -7, -3, -1, 0)
HARIAN_SAMPAI = 7  # days late; from here on once a week
SEJAK_ATASAN = 3  # days late from which the superior is told too


@dataclass(frozen=True, slots=True)
class Jadwal:
    """When a kind of matter is told, in days from its due date; what a desk owes has the office's own days."""

    menjelang: tuple[int, ...] = MENJELANG
    harian_sampai: int = HARIAN_SAMPAI
    sejak_atasan: int = SEJAK_ATASAN


JADWAL_MEJA = Jadwal()
# Domain 6.7: D-30, D-14, D-7, D-1, D, then weekly.
JADWAL_TINDAK_LANJUT = Jadwal(menjelang=(-30, -14, -7, -1, 0), harian_sampai=0)


def tahap_terakhir(batas: date, hari_ini: date, jadwal: Jadwal = JADWAL_MEJA) -> int | None:
    """The latest stage that has come by today: H-14, H-7, H-3, H-1, H, H+1 to H+7, then H+14, H+21, ...

    None while the due date is more than 14 days away.
    """
    lewat = (hari_ini - batas).days
    if lewat > jadwal.harian_sampai:
        return lewat - lewat % 7
    if lewat > 0:
        return lewat
    return max((tahap for tahap in jadwal.menjelang if tahap <= lewat), default=None)


def tahap_baru(batas: date, sejak: date, hari_ini: date, jadwal: Jadwal = JADWAL_MEJA) -> int | None:
    """The latest stage that came after the day `sejak` and by today.

    Of several missed ones only the latest counts: a day on which nothing ran is made up for once.
    """
    tahap = tahap_terakhir(batas, hari_ini, jadwal)
    return tahap if tahap is not None and tanggal_tahap(batas, tahap) > sejak else None


def tanggal_tahap(batas: date, tahap: int) -> date:
    return batas + timedelta(days=tahap)


def nama_tahap(tahap: int) -> str:
    """`H-3`, `H`, `H+7`."""
    return f"H{tahap:+d}" if tahap else "H"
