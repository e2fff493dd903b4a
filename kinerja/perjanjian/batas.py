"""When the agreements of a year are due (domain 1.4)."""

from calendar import monthrange
from datetime import date

BATAS_TANPA_DPA = (1, 31)  # month, day: the DPA is approved by the end of December as a rule


def batas_perjanjian(tahun: int, tanggal_dpa: date | None) -> date:
    """One month after the DPA was approved, on the last day where the month is shorter; 31 January when unknown."""
    if tanggal_dpa is None:
        return date(tahun, *BATAS_TANPA_DPA)
    sejak = tanggal_dpa.year * 12 + tanggal_dpa.month
    tahun_batas, bulan = divmod(sejak, 12)
    return date(tahun_batas, bulan + 1, min(tanggal_dpa.day, monthrange(tahun_batas, bulan + 1)[1]))
