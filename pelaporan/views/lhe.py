from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pelaporan import tindak_lanjut_services as layanan
from pelaporan.models import KomponenAkip, Lhe, Rekomendasi
from pelaporan.models.lhe import tahun_evaluasi
from pelaporan.tindak_lanjut import daftar_butir
from pelaporan.tindak_lanjut_forms import LheForm, RekomendasiForm
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak
from pelaporan.tindak_lanjut_permissions import boleh_mencatat
from pelaporan.views.tindak_lanjut import DITOLAK, pastikan_melihat, pastikan_mencatat, serahkan


def _ambil(request: HttpRequest, public_id: UUID) -> Lhe:
    pastikan_melihat(request)
    lengkap = Lhe.objects.select_related("berkas", "dicatat_oleh").prefetch_related("nilai_komponen__komponen")
    return get_object_or_404(lengkap, public_id=public_id)


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    pastikan_melihat(request)
    konteks = {
        "daftar": Lhe.objects.prefetch_related("nilai_komponen", "rekomendasi"),
        "mencatat": boleh_mencatat(request.peran),
    }
    return render(request, "pelaporan/lhe_daftar.html", konteks)


def _set_bobot() -> dict[int, str]:
    """Year from which a set of weights is in force -> what fixes it, the newest first."""
    return dict(KomponenAkip.objects.values_list("berlaku_sejak", "dasar"))


def _komponen(request: HttpRequest) -> list[KomponenAkip]:
    """The set that the address names, else that of the year most likely evaluated, else the oldest."""
    semua = _set_bobot()
    teks = request.GET.get("bobot", "")
    diminta = int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else None
    if diminta in semua:
        return list(KomponenAkip.objects.filter(berlaku_sejak=diminta))
    tahun = tahun_evaluasi(timezone.localdate())
    berlaku = list(KomponenAkip.objects.untuk(tahun))
    return berlaku or list(KomponenAkip.objects.filter(berlaku_sejak=min(semua, default=tahun)))


@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: HttpRequest) -> HttpResponse:
    pastikan_mencatat(request)
    komponen = _komponen(request)
    form = LheForm(request.POST or None, request.FILES or None, komponen=komponen)
    if form.is_valid() and (lhe := _simpan(request, form, None)):
        messages.success(request, f"{lhe} tercatat. Tambahkan rekomendasinya satu per satu.")
        return redirect(lhe)
    konteks = {"form": form, "set_bobot": _set_bobot().items(), "bobot": komponen and komponen[0].berlaku_sejak}
    return render(request, "pelaporan/lhe_ubah.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pastikan_mencatat(request)
    lhe = _ambil(request, public_id)
    komponen = [n.komponen for n in lhe.nilai_komponen.all()]
    form = LheForm(request.POST or None, request.FILES or None, komponen=komponen, lhe=lhe)
    if form.is_valid() and _simpan(request, form, lhe):
        messages.success(request, f"Perubahan {lhe} tersimpan.")
        return redirect(lhe)
    return render(request, "pelaporan/lhe_ubah.html", {"form": form, "lhe": lhe})


def _simpan(request: HttpRequest, form: LheForm, lhe: Lhe | None) -> Lhe | None:
    """The LHE as saved; None with the reason on the form when it is refused."""
    try:
        return layanan.simpan_lhe(
            lhe=lhe,
            isian=form.isian(),
            nilai=form.nilai(),
            berkas=form.cleaned_data["berkas"],
            batas=settings.BATAS_UKURAN_BERKAS,
            oleh=request.user,
        )
    except TindakLanjutDitolak as ditolak:
        form.add_error(None, str(ditolak))
    except DITOLAK as ditolak:
        form.add_error("berkas", str(ditolak))
    return None


@require_safe
def rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _halaman(request, _ambil(request, public_id))


def _halaman(request: HttpRequest, lhe: Lhe, form: RekomendasiForm | None = None) -> HttpResponse:
    terlihat = Rekomendasi.objects.visible_to(request.peran).lengkap().filter(lhe=lhe).order_by("pk")
    konteks = {
        "lhe": lhe,
        "nilai": lhe.nilai_komponen.all(),
        "butir": daftar_butir(terlihat, request.peran.tanggal),
        "mencatat": boleh_mencatat(request.peran),
        "rekomendasi_form": form or RekomendasiForm(),
        "form": form,
    }
    return render(request, "pelaporan/lhe_rinci.html", konteks, status=422 if form else 200)


@require_POST
def rekomendasi(request: HttpRequest, public_id: UUID) -> HttpResponse:
    lhe, form = _ambil(request, public_id), RekomendasiForm(request.POST)
    if not boleh_mencatat(request.peran):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman(request, lhe, form)
    try:
        layanan.tambah_rekomendasi_lhe(lhe=lhe, isian=form.isian(), oleh=request.user)
    except TindakLanjutDitolak as ditolak:
        form.add_error(None, str(ditolak))
        return _halaman(request, lhe, form)
    messages.success(request, "Rekomendasi tercatat.")
    return redirect(lhe)


@require_safe
def berkas(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    lhe = _ambil(request, public_id)
    return serahkan(request, lhe.berkas, lhe.nama_berkas, objek=lhe, peristiwa="lhe.buka")
