from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from organisasi import pemindai
from pelaporan.mesin import kekurangan_mesin


@require_safe
@login_not_required
def hidup(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"hidup": True})


@require_safe
@login_not_required
def siap(request: HttpRequest) -> JsonResponse:
    """What works and what is missing: 503 without the database, else 200, if need be as a smaller service."""
    basis_data = _basis_data()
    bagian = {
        "basis_data": basis_data,
        "mesin_pdf": kekurangan_mesin() or "ada",
        "antrean": "redis" if settings.REDIS_URL else "folder",
        "pemindai_virus": pemindai.keadaan(),
    }
    siap = basis_data == "ada"
    return JsonResponse({"siap": siap, "bagian": bagian}, status=200 if siap else 503)


def _basis_data() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "tidak terjangkau"
    return "ada"
