"""The control page of a year: plan beside actual, the weeks of an activity, paper and workbook."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.bahasa import BULAN
from organisasi.permissions import boleh_merencanakan
from organisasi.unduhan import respons_buku
from pelaporan.cetakan import minta_cetak
from pelaporan.models import KegiatanPengendalian, Laporan
from pelaporan.naskah.pengendalian import naskah_pengendalian
from pelaporan.pengendalian import pengendalian
from pelaporan.pengendalian_excel import buku_pengendalian
from pelaporan.pengendalian_forms import KegiatanForm
from pelaporan.pengendalian_services import PengendalianDitolak, salin_rencana, ubah_kegiatan


@require_safe
def pengendalian_kini(request: HttpRequest) -> HttpResponse:
    harus_melihat(request)
    return redirect("pengendalian", request.peran.tanggal.year)


@require_safe
def pengendalian_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": range(tahun - 1, tahun + 2),
        "isi": pengendalian(tahun, request.peran.tanggal),
        "bulan": BULAN,
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "pelaporan/pengendalian_tahun.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pengendalian_ubah(request: HttpRequest, tahun: int, urutan: int) -> HttpResponse:
    harus_merencanakan(request)
    rencana = KegiatanPengendalian.objects.untuk(tahun).prefetch_related("minggu")
    kegiatan = get_object_or_404(rencana, urutan=urutan)
    form = KegiatanForm.awal(kegiatan.nama, kegiatan.pekan())
    if request.method == "POST":
        form = KegiatanForm(request.POST)
    if form.is_valid():
        nama = form.cleaned_data["nama"]
        ubah_kegiatan(tahun=tahun, urutan=urutan, nama=nama, pekan=form.dipilih(), oleh=request.user)
        messages.success(request, f"Rencana {tahun} untuk “{nama}” tersimpan.")
        return redirect("pengendalian", tahun)
    konteks = {"tahun": tahun, "kegiatan": kegiatan, "form": form}
    return render(request, "pelaporan/pengendalian_ubah.html", konteks, status=422 if form.errors else 200)


@require_POST
def pengendalian_salin(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    try:
        jumlah = salin_rencana(tahun=tahun, oleh=request.user)
    except PengendalianDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"Rencana {tahun} berdiri sendiri: {jumlah} kegiatan disalin.")
    return redirect("pengendalian", tahun)


@require_safe
def pengendalian_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    isi = pengendalian(tahun, request.peran.tanggal)
    return respons_buku(buku_pengendalian(isi), f"Rencana Pengendalian {tahun}")


@require_POST
def pengendalian_cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    isi = pengendalian(tahun, request.peran.tanggal)
    if isi.asal is None:
        raise Http404
    laporan = minta_cetak(
        jenis=Laporan.Jenis.PENGENDALIAN,
        objek=str(tahun),
        judul=f"Rencana Pengendalian Tahun {tahun}",
        isi=naskah_pengendalian(isi, request.peran.tanggal),
        konsep=False,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
