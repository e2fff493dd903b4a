"""Who may bring workbooks in."""

from organisasi.peran import Peran


def boleh_mengimpor(peran: Peran) -> bool:
    """The planner, and the administrators: an empty office has no Tim SAKIP and so no planner yet."""
    return peran.pegawai.is_staff or peran.sekretaris_tim
