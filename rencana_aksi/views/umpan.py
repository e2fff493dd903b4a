"""The private calendar address: its page, and the feed itself, which asks for no login."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organisasi.models import Kantor
from organisasi.peran import peran
from rencana_aksi.models import TautanKalender
from rencana_aksi.umpan import acara, berkas_ics, buat_tautan, cabut_tautan, pemilik_token


@require_safe
def tautan(request: HttpRequest) -> HttpResponse:
    return _halaman(request)


def _halaman(request: HttpRequest, alamat: str = "") -> HttpResponse:
    milik = TautanKalender.objects.filter(pegawai=request.user.pk).first()
    konteks = {"tautan": milik, "alamat": alamat, "acara": acara(request.peran)}
    return render(request, "rencana_aksi/jadwal_tautan.html", konteks)


@require_POST
def buat(request: HttpRequest) -> HttpResponse:
    """The address is shown on this one page and never again: only its hash is kept."""
    token = buat_tautan(pegawai=request.user, jabatan=request.peran.nama_jabatan)
    return _halaman(request, request.build_absolute_uri(reverse("kalender_ics", args=[token])))


@require_POST
def cabut(request: HttpRequest) -> HttpResponse:
    cabut_tautan(pegawai=request.user, jabatan=request.peran.nama_jabatan)
    messages.success(request, "Tautan kalender dicabut. Aplikasi kalender yang memakainya tidak lagi diperbarui.")
    return redirect("kalender_saya")


@login_not_required
@require_safe
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The feed of whoever owns the address; to everybody else it does not exist (404)."""
    pemilik = pemilik_token(token)
    if pemilik is None:
        raise Http404
    kantor = Kantor.objects.first()
    isi = berkas_ics(
        acara(peran(pemilik)),
        nama=f"SAKIP {kantor.nama_singkat if kantor else ''}".strip(),
        host=request.get_host(),
        alamat=request.build_absolute_uri,
    )
    kepala = {"Content-Disposition": 'inline; filename="sakip.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(isi, content_type="text/calendar; charset=utf-8", headers=kepala)
