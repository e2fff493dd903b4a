"""Who may do what with recommendations: pure answers about a person and a row. They never look at a status."""

from organisasi.models import Jabatan
from organisasi.peran import Peran
from pelaporan.models import Rekomendasi
from rencana_aksi.models.capaian import Meja
from rencana_aksi.permissions import is_camat


def boleh_melihat_tindak_lanjut(peran: Peran) -> bool:
    """Results of an evaluation are for everyone who holds a post in the office (R-30, R-32)."""
    return bool(peran.penugasan) or peran.anggota_tim


def boleh_mencatat(peran: Peran) -> bool:
    """An LHE, a meeting and a recommendation are entered by the planner, the Sekcam or the Camat."""
    return peran.bertingkat(Jabatan.Tingkat.CAMAT, Jabatan.Tingkat.SEKCAM) or peran.sekretaris_tim


def boleh_menindaklanjuti(peran: Peran, rekomendasi: Rekomendasi) -> bool:
    """The holder of the owning post today, acting officials included."""
    return peran.memangku(rekomendasi.penanggung_jawab) is not None


def boleh_memeriksa(peran: Peran, rekomendasi: Rekomendasi) -> bool:
    """The secretary of the Tim, the owner's superior, or the Camat; never who holds the owning post."""
    if boleh_menindaklanjuti(peran, rekomendasi):
        return False
    return peran.sekretaris_tim or peran.memangku(rekomendasi.penanggung_jawab.atasan) is not None or is_camat(peran)


def boleh_mengalihkan(peran: Peran, rekomendasi: Rekomendasi) -> bool:
    """Who enters recommendations also gives them to another post."""
    return boleh_mencatat(peran)


def boleh_menyampaikan(peran: Peran, meja: Meja) -> bool:
    """Each desk hands down its own results; the planner prepares both."""
    tingkat = {Meja.ESELON_III: Jabatan.Tingkat.SEKCAM, Meja.CAMAT: Jabatan.Tingkat.CAMAT}
    return peran.bertingkat(tingkat[meja]) or peran.sekretaris_tim
