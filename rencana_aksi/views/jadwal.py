"""The calendar of a year and what changes it: dates moved, periods held, more time given."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.bahasa import hari_tanggal
from organisasi.models import Pegawai
from organisasi.unduhan import respons_buku
from rencana_aksi import penjadwalan, perpanjangan
from rencana_aksi.forms_jadwal import AlasanForm, GeserForm, PerpanjanganForm
from rencana_aksi.jadwal import kalender_tahun, pilihan_tahun, tanggal_setahun
from rencana_aksi.jadwal_excel import buku_kalender
from rencana_aksi.kalender import ButirTahunan, Tahap
from rencana_aksi.models import Perpanjangan, Triwulan
from rencana_aksi.penjadwalan import JadwalDitolak
from rencana_aksi.permissions import boleh_memperpanjang, boleh_menggeser, is_camat
from rencana_aksi.perpanjangan import IsiPerpanjangan, PerpanjanganDitolak


@require_safe
def jadwal(request: HttpRequest) -> HttpResponse:
    return redirect("jadwal_tahun", request.peran.tanggal.year)


@require_safe
def tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    """Due dates are for everybody who may log in; what lies where is shown of one's own units."""
    konteks = {
        "kalender": kalender_tahun(tahun, request.peran),
        "pilihan_tahun": pilihan_tahun(request.peran.tanggal),
        "menggeser": boleh_menggeser(request.peran),
        "menahan": is_camat(request.peran),
        "memperpanjang": boleh_memperpanjang(request.peran),
    }
    return render(request, "rencana_aksi/jadwal_tahun.html", konteks)


@require_safe
def unduh(request: HttpRequest, tahun: int) -> HttpResponse:
    return respons_buku(buku_kalender(kalender_tahun(tahun, request.peran)), f"Kalender {tahun}")


@require_http_methods(["GET", "HEAD", "POST"])
def geser(request: HttpRequest, tahun: int, nomor: int, tahap: str) -> HttpResponse:
    _harus(boleh_menggeser(request.peran))
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    if tahap not in Tahap:
        raise Http404
    form = GeserForm(request.POST or None)
    kerja = partial(penjadwalan.geser_batas, triwulan=triwulan, tahap=Tahap(tahap))
    if _lakukan(request, form, kerja):
        return _ke_kalender(request, tahun, f"{Tahap(tahap).label} {triwulan} digeser.")
    sekarang = f"Sekarang {hari_tanggal(triwulan.batas(tahap))}."
    if tahap == Tahap.CAMAT:
        sekarang += " Tanggal baru yang jatuh pada hari libur dimajukan ke hari kerja sebelumnya."
    return _formulir(request, form, tahun, f"Geser: {Tahap(tahap).label}, {triwulan}", sekarang, "Geser tanggal")


@require_http_methods(["GET", "HEAD", "POST"])
def geser_tahunan(request: HttpRequest, tahun: int, butir: str) -> HttpResponse:
    _harus(boleh_menggeser(request.peran))
    satu = next((t for t in tanggal_setahun(tahun) if t.butir == butir), None)
    if satu is None:
        raise Http404
    form = GeserForm(request.POST or None)
    kerja = partial(penjadwalan.geser_tahunan, tahun=tahun, butir=ButirTahunan(butir))
    if _lakukan(request, form, kerja):
        return _ke_kalender(request, tahun, f"{satu.nama} {tahun} digeser.")
    sekarang = f"Sekarang {hari_tanggal(satu.tanggal)}."
    return _formulir(request, form, tahun, f"Geser: {satu.nama} {tahun}", sekarang, "Geser tanggal")


@require_http_methods(["GET", "HEAD", "POST"])
def tahan(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    """Hold back submissions, or take them again: the same page, by the state that the period is in."""
    _harus(is_camat(request.peran))
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    form = AlasanForm(request.POST or None)
    kerja = partial(penjadwalan.lepas if triwulan.ditahan else penjadwalan.tahan, triwulan=triwulan)
    if _lakukan(request, form, kerja):
        pesan = "dibuka kembali" if triwulan.ditahan else "ditahan"
        return _ke_kalender(request, tahun, f"Pengajuan {triwulan} {pesan}.")
    if triwulan.ditahan:
        return _formulir(request, form, tahun, f"Buka kembali pengajuan {triwulan}", triwulan.sebab_tahan, "Buka lagi")
    penjelasan = (
        "Selama ditahan tidak ada klaim baru yang dapat diajukan. Isian tetap dapat disimpan dan meja lain tetap "
        "memutus. Batas waktu tidak ikut bergeser: geser tanggalnya atau beri perpanjangan bila perlu."
    )
    return _formulir(request, form, tahun, f"Tahan pengajuan {triwulan}", penjelasan, "Tahan pengajuan")


@require_http_methods(["GET", "HEAD", "POST"])
def perpanjang(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    _harus(boleh_memperpanjang(request.peran))
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    form = PerpanjanganForm(request.POST or None, triwulan=triwulan)
    if _lakukan(request, form, partial(_beri, triwulan)):
        return _ke_kalender(request, tahun, f"Perpanjangan {triwulan} diberikan.")
    penjelasan = (
        f"Batas pengisian {triwulan} {hari_tanggal(triwulan.batas_staf)}. Klaim yang diajukan sampai batas baru tidak "
        "dihitung terlambat, dan meja Eselon IV serta Sekcam mendapat tambahan hari yang sama. "
        "Batas laporan Camat tetap."
    )
    return _formulir(request, form, tahun, f"Perpanjangan waktu {triwulan}", penjelasan, "Beri perpanjangan")


def _beri(triwulan: Triwulan, *, oleh: Pegawai, jabatan: str, **isi: object) -> None:
    perpanjangan.beri(triwulan=triwulan, isi=IsiPerpanjangan(**isi), oleh=oleh, jabatan=jabatan)


@require_POST
def akhiri(request: HttpRequest, public_id: UUID) -> HttpResponse:
    _harus(boleh_memperpanjang(request.peran))
    baris = get_object_or_404(Perpanjangan.objects.select_related("triwulan", "unit"), public_id=public_id)
    try:
        perpanjangan.akhiri(perpanjangan=baris, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except PerpanjanganDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("jadwal_tahun", baris.triwulan.tahun)
    return _ke_kalender(request, baris.triwulan.tahun, f"{baris} diakhiri.")


def _harus(boleh: bool) -> None:
    if not boleh:
        raise PermissionDenied


def _lakukan(request: HttpRequest, form: forms.Form, kerja: Callable[..., object]) -> bool:
    """Do the work with what a valid form says; a refusal becomes an error of the form, which keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        kerja(**form.cleaned_data, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except (JadwalDitolak, PerpanjanganDitolak) as ditolak:
        form.add_error(None, str(ditolak))
        return False
    return True


def _formulir(
    request: HttpRequest, form: forms.Form, tahun: int, judul: str, penjelasan: str, tombol: str
) -> HttpResponse:
    konteks = {"form": form, "tahun": tahun, "judul": judul, "penjelasan": penjelasan, "tombol": tombol}
    return render(request, "rencana_aksi/jadwal_ubah.html", konteks, status=422 if form.errors else 200)


def _ke_kalender(request: HttpRequest, tahun: int, pesan: str) -> HttpResponse:
    messages.success(request, pesan)
    return redirect("jadwal_tahun", tahun)
