"""A report as Word or Excel, and jobs that are stopped."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from organisasi.jejak import catat
from organisasi.unduhan import BerkasHilang, respons_berkas
from pelaporan.models import Laporan, Salinan
from pelaporan.permissions import laporan_terlihat
from pelaporan.salinan import batalkan, format_tersedia, minta_salinan


def _ambil(request: HttpRequest, public_id: UUID) -> Salinan:
    """A copy is known to who may know of its report; to others it does not exist (404)."""
    terlihat = Salinan.objects.filter(laporan__in=laporan_terlihat(request.peran))
    return get_object_or_404(terlihat.select_related("laporan__triwulan", "berkas"), public_id=public_id)


@require_POST
def salinan_minta(request: HttpRequest, public_id: UUID, format: str) -> HttpResponse:
    laporan = get_object_or_404(laporan_terlihat(request.peran), public_id=public_id)
    if format not in format_tersedia(laporan):
        raise Http404
    minta_salinan(laporan=laporan, format=format, oleh=request.user, jabatan=request.peran.nama_jabatan)
    return redirect(laporan)


@require_safe
def salinan_unduh(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    salinan = _ambil(request, public_id)
    if salinan.berkas is None:
        return redirect(salinan.laporan)
    berkas = {
        "sha256": salinan.berkas.sha256,
        "nama": f"{salinan.laporan}.{salinan.format}",
        "jenis": salinan.berkas.jenis,
    }
    try:
        respons = respons_berkas(**berkas, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(salinan.laporan)
    catat(
        "salinan.unduh",
        objek=salinan,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} mengunduh {salinan}",
        data={"sha256": salinan.berkas.sha256},
    )
    return respons


@require_POST
def salinan_batal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    salinan = _ambil(request, public_id)
    return _batalkan(request, salinan, salinan.laporan)


@require_POST
def laporan_batal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    laporan = get_object_or_404(laporan_terlihat(request.peran), public_id=public_id)
    return _batalkan(request, laporan, laporan)


def _batalkan(request: HttpRequest, pekerjaan: Laporan | Salinan, laporan: Laporan) -> HttpResponse:
    jabatan = request.peran.nama_jabatan
    if not batalkan(pekerjaan=pekerjaan, oleh=request.user, jabatan=jabatan):
        messages.info(request, "Pembuatannya sudah berakhir sebelum sempat dibatalkan.")
    return redirect(laporan)
