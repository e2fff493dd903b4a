from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rencana_aksi.antrian import jumlah_giliran


def tugas(request: HttpRequest) -> dict:
    """The count of open tasks and the person's posts, for the header of every page."""
    if not request.user.is_authenticated:
        return {}
    return {
        # Only counted where the page has not brought its own count along.
        "jumlah_tugas": SimpleLazyObject(lambda: jumlah_giliran(request.peran)),
        "jabatan_saya": [p.nama_jabatan for p in request.peran.penugasan],
    }
