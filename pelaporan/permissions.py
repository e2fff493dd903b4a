"""Who may see and make reports: pure answers about a person. They never look at the state of a job or a quarter."""

from django.db.models import Q, QuerySet

from organisasi.models import Jabatan
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


def boleh_mengulang(peran: Peran, laporan: Laporan) -> bool:
    """Who may ask for a report may have it tried again; any other document also who asked for it."""
    if laporan.jenis in (Laporan.Jenis.TRIWULAN, Laporan.Jenis.LKJIP):
        return boleh_konsep(peran) if laporan.konsep else boleh_final(peran)
    return laporan.diminta_oleh_id == peran.pegawai.pk or boleh_konsep(peran)


def laporan_terlihat(peran: Peran) -> QuerySet[Laporan]:
    """Reports that a person may know of; to others they do not exist. A draft is also seen by who asked for it."""
    if boleh_konsep(peran):
        return Laporan.objects.all()
    if boleh_melihat_laporan(peran):
        return Laporan.objects.filter(Q(konsep=False) | Q(diminta_oleh=peran.pegawai))
    return Laporan.objects.none()


def boleh_mengurus_pengingat(peran: Peran) -> bool:
    """The planner sends the units' texts and looks after mails that failed; the administrator too."""
    return peran.pegawai.is_staff or peran.sekretaris_tim


def boleh_mengirim(peran: Peran) -> bool:
    """Who brings a final report out of the office, and back signed: the planner, the Sekcam or the Camat."""
    return peran.bertingkat(Jabatan.Tingkat.CAMAT, Jabatan.Tingkat.SEKCAM) or peran.sekretaris_tim


def boleh_menyimpan_bertanda(peran: Peran) -> bool:
    return boleh_mengirim(peran)


def boleh_mengundang(peran: Peran) -> bool:
    """An evaluator is let in by the Camat or by the planner."""
    return is_camat(peran) or peran.sekretaris_tim
