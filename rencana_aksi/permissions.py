"""Who: pure answers about a person and a row. They never look at a status (`workflow` does)."""

from organisasi.models import Jabatan
from organisasi.peran import Peran
from rencana_aksi.kursi import Kursi
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Meja

MEJA_PENELAAH = (Meja.ESELON_IV, Meja.ESELON_III, Meja.CAMAT)


def boleh_mengisi(peran: Peran, capaian: Capaian) -> bool:
    """Everyone with a post in the indicator's unit may enter its claim."""
    return capaian.indikator.unit_id in peran.unit_ids


def boleh_menelaah(peran: Peran, capaian: Capaian, kursi: Kursi) -> bool:
    """The holders of the three reviewing desks of this claim, acting officials included."""
    return any(kursi.penugasan(peran, meja, capaian) for meja in MEJA_PENELAAH)


def is_camat(peran: Peran) -> bool:
    """The Camat, or who holds the post today as Plt or Plh."""
    return peran.bertingkat(Jabatan.Tingkat.CAMAT)
