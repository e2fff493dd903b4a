"""What an evaluator sees, and how the office lets one in. A guest has no account: every other page asks to log in."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.unduhan import BerkasHilang, respons_berkas
from pelaporan import tamu as layanan
from pelaporan.forms_pengiriman import UndanganForm
from pelaporan.laju import dibatasi
from pelaporan.models import NaskahBertanda, UndanganTamu
from pelaporan.models.laporan import alamat_situs
from pelaporan.permissions import boleh_mengundang
from pelaporan.verifikasi import naskah

KUNCI_SESI = "tamu"
DUA_JAM = 2 * 60 * 60  # seconds that a guest's browser stays inside; the link opens the door again


def khusus_tamu(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets in whoever came by a link that is still good, and gives the view the invitation."""

    @login_not_required
    @never_cache
    @wraps(view)
    def berjaga(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        undangan = UndanganTamu.objects.berlaku(timezone.localdate()).filter(pk=request.session.get(KUNCI_SESI)).first()
        # Somebody who has logged in since is no guest any more, and must not be recorded as one.
        if undangan is None or request.user.is_authenticated:
            return _tertutup(request)
        return view(request, undangan, *args, **kwargs)

    return berjaga


def _tertutup(request: HttpRequest) -> HttpResponse:
    return render(request, "pelaporan/tamu_tertutup.html", status=404)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@dibatasi
def tamu_masuk(request: HttpRequest, token: str) -> HttpResponse:
    """The link. Only the button opens the door: mail programs look at links before people do."""
    undangan = layanan.undangan_dari_tautan(token, timezone.localdate())
    if undangan is None:
        return _tertutup(request)
    if request.method != "POST":
        return render(request, "pelaporan/tamu_masuk.html", {"undangan": undangan})
    # A new session: nothing that this browser was before comes along.
    request.session.flush()
    request.session[KUNCI_SESI] = undangan.pk
    request.session.set_expiry(DUA_JAM)
    layanan.catat_kunjungan("tamu.masuk", undangan, undangan, "masuk lewat tautannya")
    return redirect("tamu")


@require_safe
@khusus_tamu
def tamu(request: HttpRequest, undangan: UndanganTamu) -> HttpResponse:
    layanan.catat_kunjungan("tamu.lihat_daftar", undangan, undangan, "melihat daftar laporan")
    daftar = layanan.laporan_tamu(undangan).defer("snapshot")
    return render(request, "pelaporan/tamu_daftar.html", {"undangan": undangan, "daftar": daftar})


@require_safe
@khusus_tamu
def tamu_laporan(request: HttpRequest, undangan: UndanganTamu, public_id: UUID) -> HttpResponse:
    terlihat = layanan.laporan_tamu(undangan).select_related("berkas")
    laporan = get_object_or_404(terlihat, public_id=public_id)
    layanan.catat_kunjungan("tamu.lihat", undangan, laporan, f"melihat {laporan}")
    konteks = {
        "undangan": undangan,
        "laporan": laporan,
        "sistem": next(naskah(laporan)),
        "bertanda": laporan.naskah_bertanda.select_related("berkas"),
        "paket": layanan.paket_tamu(undangan).filter(laporan=laporan).first(),
    }
    return render(request, "pelaporan/tamu_laporan.html", konteks)


@require_safe
@khusus_tamu
def tamu_unduh(request: HttpRequest, undangan: UndanganTamu, public_id: UUID) -> HttpResponseBase:
    terlihat = layanan.laporan_tamu(undangan).select_related("berkas")
    laporan = get_object_or_404(terlihat, public_id=public_id)
    return _serahkan(request, undangan, laporan, laporan.berkas, f"{laporan}.pdf")


@require_safe
@khusus_tamu
def tamu_bertanda(request: HttpRequest, undangan: UndanganTamu, public_id: UUID) -> HttpResponseBase:
    terlihat = NaskahBertanda.objects.filter(laporan__in=layanan.laporan_tamu(undangan))
    satu = get_object_or_404(terlihat.select_related("laporan__triwulan", "berkas"), public_id=public_id)
    return _serahkan(request, undangan, satu.laporan, satu.berkas, satu.nama)


@require_safe
@khusus_tamu
def tamu_paket(request: HttpRequest, undangan: UndanganTamu, public_id: UUID) -> HttpResponseBase:
    paket = get_object_or_404(layanan.paket_tamu(undangan), public_id=public_id)
    return _serahkan(request, undangan, paket.laporan, paket.berkas, f"{paket}.zip")


def _serahkan(request: HttpRequest, undangan: UndanganTamu, laporan, berkas, nama: str) -> HttpResponseBase:
    try:
        respons = respons_berkas(sha256=berkas.sha256, nama=nama, jenis=berkas.jenis, request=request)
    except BerkasHilang as hilang:
        raise Http404 from hilang
    layanan.catat_kunjungan("tamu.unduh", undangan, laporan, f"mengunduh {nama}", sha256=berkas.sha256)
    return respons


@require_POST
@khusus_tamu
def tamu_keluar(request: HttpRequest, undangan: UndanganTamu) -> HttpResponse:
    layanan.catat_kunjungan("tamu.keluar", undangan, undangan, "keluar")
    request.session.flush()
    return render(request, "pelaporan/tamu_tertutup.html", {"keluar": True})


# Inside the office


@require_http_methods(["GET", "HEAD", "POST"])
def undangan(request: HttpRequest) -> HttpResponse:
    """The invitations; the link of a new one is on the answer to its form and nowhere afterwards."""
    if not boleh_mengundang(request.peran):
        raise PermissionDenied
    form, tautan, baru = UndanganForm(request.POST or None), "", None
    if request.method == "POST" and form.is_valid():
        baru, token = layanan.undang(**form.cleaned_data, oleh=request.user)
        tautan, form = f"{alamat_situs()}{reverse('tamu_masuk', args=[token])}", UndanganForm()
    konteks = {
        "form": form,
        "tautan": tautan,
        "baru": baru,
        "hari_ini": request.peran.tanggal,
        "daftar": UndanganTamu.objects.select_related("dibuat_oleh"),
    }
    return render(request, "pelaporan/tamu_undangan.html", konteks, status=422 if form.errors else 200)


@require_POST
def undangan_cabut(request: HttpRequest, public_id: UUID) -> HttpResponse:
    if not boleh_mengundang(request.peran):
        raise PermissionDenied
    satu = get_object_or_404(UndanganTamu, public_id=public_id)
    layanan.cabut(undangan=satu, oleh=request.user)
    messages.success(request, f"{satu} dicabut. Tautannya tidak dapat dibuka lagi.")
    return redirect("undangan_tamu")
