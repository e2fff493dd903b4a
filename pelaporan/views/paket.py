"""The Inspektorat's package of a report: asked for, downloaded, stopped."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.jejak import catat
from organisasi.unduhan import BerkasHilang, respons_berkas
from pelaporan.forms import PaketTerbatasForm
from pelaporan.models import Laporan, Paket
from pelaporan.paket import (
    berpaket,
    boleh_memaketkan,
    boleh_memaketkan_terbatas,
    boleh_membuka,
    minta_paket,
)
from pelaporan.permissions import laporan_terlihat
from pelaporan.salinan import batalkan


def _laporan(request: HttpRequest, public_id: UUID) -> Laporan:
    """A report that has a package, if this person may know of it; else there is nothing here (404)."""
    laporan = get_object_or_404(laporan_terlihat(request.peran).select_related("triwulan"), public_id=public_id)
    if not berpaket(laporan):
        raise Http404
    return laporan


def _ambil(request: HttpRequest, public_id: UUID) -> Paket:
    """A package, if this person may have it; a report is for everyone, what lies behind it is not (403)."""
    terlihat = Paket.objects.filter(laporan__in=laporan_terlihat(request.peran))
    paket = get_object_or_404(terlihat.select_related("laporan__triwulan", "berkas"), public_id=public_id)
    if not boleh_membuka(request.peran, paket):
        raise PermissionDenied
    return paket


@require_POST
def paket_minta(request: HttpRequest, public_id: UUID) -> HttpResponse:
    laporan = _laporan(request, public_id)
    if not boleh_memaketkan(request.peran):
        raise PermissionDenied
    minta_paket(laporan=laporan, oleh=request.user, jabatan=request.peran.nama_jabatan)
    return redirect(laporan)


@require_http_methods(["GET", "HEAD", "POST"])
def paket_terbatas(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The Camat's reason for a package with restricted documents."""
    laporan, form = _laporan(request, public_id), PaketTerbatasForm(request.POST or None)
    if not boleh_memaketkan_terbatas(request.peran):
        raise PermissionDenied
    if form.is_valid():
        alasan = form.cleaned_data["alasan"]
        minta_paket(laporan=laporan, oleh=request.user, jabatan=request.peran.nama_jabatan, alasan=alasan)
        return redirect(laporan)
    status = 422 if request.method == "POST" else 200
    return render(request, "pelaporan/paket_terbatas.html", {"laporan": laporan, "form": form}, status=status)


@require_safe
def paket_unduh(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    paket = _ambil(request, public_id)
    if paket.berkas is None:
        return redirect(paket.laporan)
    berkas = {"sha256": paket.berkas.sha256, "nama": f"{paket}.zip", "jenis": paket.berkas.jenis}
    try:
        respons = respons_berkas(**berkas, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(paket.laporan)
    catat(
        "paket.unduh",
        objek=paket,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} mengunduh {paket}",
        data={"sha256": paket.berkas.sha256, "alasan": paket.alasan},
    )
    return respons


@require_POST
def paket_batal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    paket = _ambil(request, public_id)
    if not batalkan(pekerjaan=paket, oleh=request.user, jabatan=request.peran.nama_jabatan):
        messages.info(request, "Pembuatannya sudah berakhir sebelum sempat dibatalkan.")
    return redirect(paket.laporan)
