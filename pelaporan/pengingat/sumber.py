"""Every dated matter of the office in one list. Another kind of matter is one more entry here."""

from collections.abc import Callable
from datetime import date

from pelaporan.pengingat.tahunan import urusan_tahunan
from pelaporan.pengingat.tindak_lanjut import urusan_tindak_lanjut
from pelaporan.pengingat.urusan import Pejabat, Urusan, urusan_klaim

SUMBER: tuple[Callable[[date, Pejabat], list[Urusan]], ...] = (urusan_klaim, urusan_tahunan, urusan_tindak_lanjut)


def semua_urusan(hari_ini: date) -> list[Urusan]:
    """Every open matter with its due date, whatever its stage; what nobody holds today waits for a holder."""
    pejabat = Pejabat(hari_ini)
    return [u for sumber in SUMBER for u in sumber(hari_ini, pejabat) if u.pemegang]
