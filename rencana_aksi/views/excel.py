from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from rencana_aksi.excel import buku_triwulan, buku_tugas
from rencana_aksi.models import Triwulan
from rencana_aksi.rekap import rekap_layar
from rencana_aksi.tasks import JENIS_XLSX
from rencana_aksi.tugas import daftar_tugas


def _unduhan(isi: bytes, nama: str) -> HttpResponse:
    respons = HttpResponse(isi, content_type=JENIS_XLSX)
    respons["Content-Disposition"] = content_disposition_header(True, f"{nama}.xlsx")
    return respons


@require_safe
def triwulan_xlsx(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    """What the quarter page shows to this person."""
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    return _unduhan(buku_triwulan(triwulan, rekap_layar(triwulan, request.peran)), str(triwulan))


@require_safe
def tugas_xlsx(request: HttpRequest) -> HttpResponse:
    """What Tugas saya shows to this person."""
    return _unduhan(buku_tugas(daftar_tugas(request.peran)), f"Tugas {request.peran.tanggal:%d-%m-%Y}")
