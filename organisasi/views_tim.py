from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organisasi.excel import buku_tim
from organisasi.forms_tim import TimForm
from organisasi.permissions import boleh_melihat_tim, boleh_menyusun_tim
from organisasi.tim import TUGAS, hari_acuan, penugasan_per_pegawai, simpan_tim, susunan_tim
from organisasi.unduhan import respons_buku


@require_safe
def tim(request: HttpRequest, tahun: int) -> HttpResponse:
    if not boleh_melihat_tim(request.peran):
        raise Http404
    konteks = {
        "tahun": tahun,
        "susunan": susunan_tim(tahun, request.peran.tanggal),
        "tugas": TUGAS,
        "menyusun": boleh_menyusun_tim(request.peran),
    }
    return render(request, "organisasi/tim_rinci.html", konteks)


@require_safe
def tim_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    """The same table as a workbook."""
    if not boleh_melihat_tim(request.peran):
        raise Http404
    return respons_buku(buku_tim(susunan_tim(tahun, request.peran.tanggal)), f"Tim SAKIP {tahun}")


@require_http_methods(["GET", "HEAD", "POST"])
def tim_ubah(request: HttpRequest, tahun: int) -> HttpResponse:
    if not boleh_menyusun_tim(request.peran):
        raise PermissionDenied
    tanggal = request.peran.tanggal
    form = TimForm(
        request.POST or None,
        tugas=penugasan_per_pegawai(hari_acuan(tahun, tanggal)),
        susunan=susunan_tim(tahun, tanggal),
    )
    if form.is_valid():
        simpan_tim(tahun=tahun, isian=form.isian(), oleh=request.user, jabatan=request.peran.nama_jabatan)
        messages.success(request, f"Tim SAKIP {tahun} tersimpan.")
        return redirect("tim", tahun)
    return render(request, "organisasi/tim_ubah.html", {"tahun": tahun, "form": form})
