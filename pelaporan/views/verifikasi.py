"""The page of proof, open to everybody, and the signed copies of a final report inside the office."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.gerbang import BerkasDitolak
from organisasi.jejak import catat
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.unduhan import BerkasHilang, respons_berkas
from pelaporan import naskah_bertanda as layanan
from pelaporan.forms_pengiriman import NaskahBertandaForm
from pelaporan.kode import baca_kode
from pelaporan.laju import dibatasi
from pelaporan.models import Laporan, NaskahBertanda
from pelaporan.permissions import boleh_menyimpan_bertanda, laporan_terlihat
from pelaporan.verifikasi import keterangan


@login_not_required
@require_safe
@never_cache
def periksa_awal(request: HttpRequest) -> HttpResponse:
    """Where a code is typed by hand; a readable one leads on, whether anybody gave it out or not."""
    ditulis = request.GET.get("kode", "")
    if kode := baca_kode(ditulis):
        return redirect("periksa", kode)
    return render(request, "pelaporan/periksa_awal.html", {"ditulis": ditulis})


@login_not_required
@require_safe
@never_cache
@dibatasi
def periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """A draft, an unfinished document and a made-up code get one and the same answer."""
    dokumen = keterangan(kode)
    if dokumen is None:
        return render(request, "pelaporan/periksa_tidak_ada.html", status=404)
    respons = render(request, "pelaporan/periksa_rinci.html", {"dokumen": dokumen})
    respons["X-Robots-Tag"] = "noindex"
    return respons


def _ambil_laporan(request: HttpRequest, public_id: UUID) -> Laporan:
    terlihat = laporan_terlihat(request.peran).select_related("triwulan", "berkas")
    return get_object_or_404(terlihat, public_id=public_id)


def _ambil(request: HttpRequest, public_id: UUID) -> NaskahBertanda:
    """The signed copy of a report that this person may know of; else it does not exist (404)."""
    beserta = ("laporan__triwulan", "berkas")
    terlihat = NaskahBertanda.objects.filter(laporan__in=laporan_terlihat(request.peran)).select_related(*beserta)
    return get_object_or_404(terlihat, public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def bertanda_unggah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    laporan = _ambil_laporan(request, public_id)
    if not boleh_menyimpan_bertanda(request.peran):
        raise PermissionDenied
    form = NaskahBertandaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.unggah_bertanda(laporan=laporan, oleh=request.user, **form.cleaned_data)
            messages.success(request, "Naskah bertanda tangan tersimpan dan menjadi naskah resmi laporan ini.")
            return redirect(laporan)
        except (BerkasDitolak, PenyimpananGagal, layanan.NaskahDitolak) as ditolak:
            form.add_error("berkas", str(ditolak))
    konteks = {"laporan": laporan, "form": form, "keberatan": layanan.keberatan(laporan)}
    return render(request, "pelaporan/periksa_unggah.html", konteks, status=422 if form.errors else 200)


@require_POST
def bertanda_resmikan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    naskah = _ambil(request, public_id)
    layanan.resmikan(laporan=naskah.laporan, naskah=naskah, oleh=request.user)
    messages.success(request, f"“{naskah.nama}” menjadi naskah resmi laporan ini.")
    return redirect(naskah.laporan)


@require_POST
def bertanda_lepas(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Back to the system's own PDF as the final one."""
    laporan = _ambil_laporan(request, public_id)
    layanan.resmikan(laporan=laporan, naskah=None, oleh=request.user)
    messages.success(request, "PDF yang dibuat sistem menjadi naskah resmi laporan ini.")
    return redirect(laporan)


@require_safe
def bertanda_unduh(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    naskah = _ambil(request, public_id)
    try:
        berkas = {"sha256": naskah.berkas.sha256, "nama": naskah.nama, "jenis": naskah.berkas.jenis}
        respons = respons_berkas(**berkas, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(naskah.laporan)
    catat(
        "laporan.unduh_bertanda",
        objek=naskah.laporan,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} mengunduh {naskah}",
        data={"sha256": naskah.berkas.sha256},
    )
    return respons
