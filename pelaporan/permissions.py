"""Who may see and make reports: pure answers about a person. They never look at the state of a job or a quarter."""

from django.db.models import QuerySet

from organisasi.peran import Peran
from pelaporan.models import Laporan
from rencana_aksi.permissions import is_camat


def boleh_konsep(peran: Peran) -> bool:
    """Camat, Sekcam and Tim SAKIP prepare the report, so they see and make drafts."""
    return peran.melihat_semua


def boleh_final(peran: Peran) -> bool:
    """Only the Camat, or who holds the post that day, makes a final report and opens its quarter again."""
    return is_camat(peran)


def boleh_melihat_laporan(peran: Peran) -> bool:
    """A final report is for everyone who holds a post in the office (R-30)."""
    return bool(peran.penugasan) or peran.melihat_semua


def laporan_terlihat(peran: Peran) -> QuerySet[Laporan]:
    """Reports that a person may know of; to others they do not exist."""
    if boleh_konsep(peran):
        return Laporan.objects.all()
    if boleh_melihat_laporan(peran):
        return Laporan.objects.filter(konsep=False)
    return Laporan.objects.none()
