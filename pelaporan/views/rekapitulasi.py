from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisasi.unduhan import respons_buku
from pelaporan.permissions import boleh_melihat_laporan
from pelaporan.rekapitulasi import Rekapitulasi, buku_rekapitulasi, rekapitulasi
from rencana_aksi.models import Triwulan


def _rekap(request: HttpRequest, tahun: int) -> Rekapitulasi:
    """A year that was never opened has no recap (404)."""
    if not boleh_melihat_laporan(request.peran) or not Triwulan.objects.filter(tahun=tahun).exists():
        raise Http404
    return rekapitulasi(tahun, request.peran)


@require_safe
def rekapitulasi_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    return render(request, "pelaporan/rekapitulasi.html", {"rekap": _rekap(request, tahun)})


@require_safe
def rekapitulasi_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    """What the page shows to this person."""
    return respons_buku(buku_rekapitulasi(_rekap(request, tahun)), f"Rekapitulasi capaian {tahun}")
