from django.http import HttpRequest

from rencana_aksi.tugas import jumlah_giliran


def tugas(request: HttpRequest) -> dict:
    """The count of open tasks and the person's posts, for the header of every page."""
    if not request.user.is_authenticated:
        return {}
    return {
        "jumlah_tugas": jumlah_giliran(request.peran),
        "jabatan_saya": [p.nama_jabatan for p in request.peran.penugasan],
    }
