"""Evaluation meetings, and the hand-down of a quarter's evaluation."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pelaporan import tindak_lanjut_services as layanan
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan, RapatEvaluasi
from pelaporan.naskah.tindak_lanjut import PENERIMA, naskah_notulen, naskah_penyampaian, penyampaian
from pelaporan.tindak_lanjut import daftar_butir
from pelaporan.tindak_lanjut_forms import RapatForm, RekomendasiForm
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak
from pelaporan.tindak_lanjut_permissions import boleh_mencatat, boleh_menyampaikan
from pelaporan.views.tindak_lanjut import pastikan_melihat, pastikan_mencatat
from rencana_aksi.models import Triwulan
from rencana_aksi.models.capaian import Meja

SEHALAMAN = 20


def _ambil(request: HttpRequest, public_id: UUID) -> RapatEvaluasi:
    pastikan_melihat(request)
    lengkap = RapatEvaluasi.objects.select_related("triwulan", "pimpinan", "dicatat_oleh")
    return get_object_or_404(lengkap, public_id=public_id)


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    pastikan_melihat(request)
    semua = RapatEvaluasi.objects.select_related("triwulan")
    konteks = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "mencatat": boleh_mencatat(request.peran),
    }
    return render(request, "pelaporan/rapat_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: HttpRequest) -> HttpResponse:
    pastikan_mencatat(request)
    return _formulir(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pastikan_mencatat(request)
    return _formulir(request, _ambil(request, public_id))


def _formulir(request: HttpRequest, rapat: RapatEvaluasi | None) -> HttpResponse:
    form = RapatForm(request.POST or None, peran=request.peran, rapat=rapat)
    if form.is_valid():
        try:
            tersimpan = layanan.simpan_rapat(
                rapat=rapat, isian=form.isian(), hadir=form.cleaned_data["hadir"], oleh=request.user
            )
        except TindakLanjutDitolak as ditolak:
            form.add_error(None, str(ditolak))
        else:
            messages.success(request, "Notulen tersimpan. Setiap keputusan rapat dicatat sebagai rekomendasi.")
            return redirect(tersimpan)
    return render(request, "pelaporan/rapat_ubah.html", {"form": form, "rapat": rapat})


@require_safe
def rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _halaman(request, _ambil(request, public_id))


def _halaman(request: HttpRequest, rapat: RapatEvaluasi, form: RekomendasiForm | None = None) -> HttpResponse:
    konteks = {
        "rapat": rapat,
        "peserta": rapat.peserta.all(),
        "butir": daftar_butir(rapat.rekomendasi.lengkap().order_by("pk"), request.peran.tanggal),
        # The minutes tell every decision; its page opens only for who may see the item.
        "terlihat": set(rapat.rekomendasi.visible_to(request.peran).values_list("pk", flat=True)),
        "mencatat": boleh_mencatat(request.peran),
        "keputusan_form": form or RekomendasiForm(),
        "form": form,
    }
    return render(request, "pelaporan/rapat_rinci.html", konteks, status=422 if form else 200)


@require_POST
def keputusan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rapat, form = _ambil(request, public_id), RekomendasiForm(request.POST)
    if not boleh_mencatat(request.peran):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman(request, rapat, form)
    try:
        layanan.tambah_keputusan_rapat(rapat=rapat, isian=form.isian(), oleh=request.user)
    except TindakLanjutDitolak as ditolak:
        form.add_error(None, str(ditolak))
        return _halaman(request, rapat, form)
    messages.success(request, "Keputusan rapat tercatat.")
    return redirect(rapat)


@require_POST
def cetak(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rapat = _ambil(request, public_id)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.NOTULEN,
        objek=str(rapat.public_id),
        judul=f"Notulen {rapat}, {rapat.tanggal:%d-%m-%Y}",
        isi=naskah_notulen(rapat, request.peran.tanggal),
        konsep=False,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)


def _ambil_penyampaian(request: HttpRequest, tahun: int, nomor: int, meja: str) -> tuple[Triwulan, Meja]:
    pastikan_melihat(request)
    if meja not in PENERIMA:
        raise Http404
    return get_object_or_404(Triwulan, tahun=tahun, nomor=nomor), Meja(meja)


@require_safe
def penyampaian_rinci(request: HttpRequest, tahun: int, nomor: int, meja: str) -> HttpResponse:
    triwulan, desk = _ambil_penyampaian(request, tahun, nomor, meja)
    layanan.serap_saran()
    konteks = {
        "isi": penyampaian(triwulan, desk, request.peran),
        "pilihan_meja": [(m.value, teks) for m, teks in PENERIMA.items()],
        "menyampaikan": boleh_menyampaikan(request.peran, desk),
        "mencatat": boleh_mencatat(request.peran),
    }
    return render(request, "pelaporan/tindak_lanjut_penyampaian.html", konteks)


@require_POST
def penyampaian_cetak(request: HttpRequest, tahun: int, nomor: int, meja: str) -> HttpResponse:
    triwulan, desk = _ambil_penyampaian(request, tahun, nomor, meja)
    if not boleh_menyampaikan(request.peran, desk):
        raise PermissionDenied
    isi = penyampaian(triwulan, desk, request.peran)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.PENYAMPAIAN,
        objek=f"{triwulan.tahun}-{triwulan.nomor}-{desk}",
        judul=isi.judul,
        isi=naskah_penyampaian(isi, request.peran.tanggal),
        konsep=False,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
