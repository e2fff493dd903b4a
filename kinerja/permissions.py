"""Who may do what with the year's promises: pure answers about a person. They never look at a row's status."""

from kinerja.models import PerjanjianKinerja
from organisasi.peran import Peran
from organisasi.permissions import boleh_merencanakan


def boleh_menyusun_perjanjian(peran: Peran) -> bool:
    """The planner drafts, changes and withdraws drafts of every level."""
    return boleh_merencanakan(peran)


def boleh_menandatangani(peran: Peran, perjanjian: PerjanjianKinerja) -> bool:
    """The planner records what was signed on paper; the first party may do so for his own agreement."""
    return boleh_merencanakan(peran) or peran.memangku(perjanjian.jabatan_pertama) is not None
