"""Who may write the annual report's text: pure answers about a person. They never look at a lock."""

from organisasi.peran import Peran
from organisasi.permissions import boleh_merencanakan
from rencana_aksi.permissions import is_camat


def boleh_menyunting_narasi(peran: Peran) -> bool:
    """The Tim SAKIP, the planner among them, and the Camat, who signs the report (R-02)."""
    return is_camat(peran) or peran.anggota_tim


def boleh_menjawab_prareviu(peran: Peran) -> bool:
    """The planner answers for the office before the Inspektorat does."""
    return boleh_merencanakan(peran)
