"""Who: pure answers about a person and a row. They never look at a status (`workflow` does)."""

from kinerja.models import Indikator
from organisasi.models import Jabatan, Penugasan
from organisasi.peran import Peran
from organisasi.permissions import boleh_menyusun_tim
from rencana_aksi.kursi import Kursi
from rencana_aksi.models import Capaian, UsulanPerubahan
from rencana_aksi.models.capaian import Meja

MEJA_PENELAAH = (Meja.ESELON_IV, Meja.ESELON_III, Meja.CAMAT)


def boleh_mengisi(peran: Peran, capaian: Capaian) -> bool:
    """Everyone with a post in the indicator's unit may enter its claim."""
    return capaian.indikator.unit_id in peran.unit_ids


def boleh_menelaah(peran: Peran, capaian: Capaian, kursi: Kursi) -> bool:
    """The holders of the three reviewing desks of this claim, acting officials included."""
    return any(kursi.penugasan(peran, meja, capaian) for meja in MEJA_PENELAAH)


def boleh_bercakap(peran: Peran, capaian: Capaian, kursi: Kursi) -> bool:
    """Who has a part in a claim: its unit, its desks, and the secretary of the Tim, who sees the whole office."""
    return boleh_mengisi(peran, capaian) or boleh_menelaah(peran, capaian, kursi) or peran.sekretaris_tim


def boleh_memverifikasi(peran: Peran, capaian: Capaian) -> bool:
    """Members of the Tim SAKIP verify at the level of their own unit, its secretary in every unit (R-02, R-04)."""
    return (boleh_mengisi(peran, capaian) and peran.anggota_tim) or peran.sekretaris_tim


def is_camat(peran: Peran) -> bool:
    """The Camat, or who holds the post today as Plt or Plh."""
    return peran.bertingkat(Jabatan.Tingkat.CAMAT)


def boleh_menyusun_rencana(peran: Peran, indikator: Indikator) -> bool:
    """Everyone with a post in the indicator's unit drafts its plan, and the planner every plan (domain 6.2)."""
    return indikator.unit_id in peran.unit_ids or peran.sekretaris_tim


def boleh_mengajukan_rencana(peran: Peran, indikator: Indikator) -> bool:
    """The head of the indicator's unit, acting heads included, or the planner."""
    kepala = (p.jabatan for p in peran.penugasan if p.jabatan.tingkat != Jabatan.Tingkat.PELAKSANA)
    return any(j.unit_id == indikator.unit_id for j in kepala) or peran.sekretaris_tim


def boleh_menetapkan_rencana(peran: Peran) -> bool:
    """The Camat, definitive or Plt: a Plh runs the day's business and sets no target."""
    return any(
        p.jabatan.tingkat == Jabatan.Tingkat.CAMAT and p.kapasitas != Penugasan.Kapasitas.PLH for p in peran.penugasan
    )


def boleh_menggeser(peran: Peran) -> bool:
    """The administrator or the planner moves a date of the calendar (R-16)."""
    return boleh_menyusun_tim(peran)


def boleh_memperpanjang(peran: Peran) -> bool:
    """The Camat or the planner gives a unit more time."""
    return is_camat(peran) or peran.sekretaris_tim


def boleh_menarik_usulan(peran: Peran, usulan: UsulanPerubahan) -> bool:
    """Who proposed a change takes it back, or who may propose one for that unit today."""
    pengusul = usulan.diusulkan_oleh_id == peran.pegawai.pk
    return pengusul or boleh_mengajukan_rencana(peran, usulan.rencana_aksi.indikator)
