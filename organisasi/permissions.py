"""Who may read and write what is planned: pure answers about a person. They never look at a row's state."""

from organisasi.peran import Peran


def boleh_melihat_perencanaan(peran: Peran) -> bool:
    """Plans are for everyone who holds a post or sits in the Tim: whoever is measured knows the measure."""
    return bool(peran.penugasan) or peran.anggota_tim


def boleh_merencanakan(peran: Peran) -> bool:
    """The secretary of the year's Tim SAKIP is the planner of the office (R-02)."""
    return peran.sekretaris_tim


def boleh_melihat_tim(peran: Peran) -> bool:
    return boleh_menyusun_tim(peran) or boleh_melihat_perencanaan(peran)


def boleh_menyusun_tim(peran: Peran) -> bool:
    """The administrator too: without the first Tim there is no secretary who could set one."""
    return peran.pegawai.is_staff or peran.sekretaris_tim


def boleh_mengisi_anggaran(peran: Peran) -> bool:
    """Whoever sits in the year's Tim SAKIP: the treasurer's unit is always in it (R-02)."""
    return peran.anggota_tim
