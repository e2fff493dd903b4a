"""Planning documents that have no page of their own here: the list of IKU and the decision on the Tim."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from organisasi.permissions import boleh_melihat_perencanaan, boleh_menyusun_tim
from organisasi.tim import susunan_tim
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan
from pelaporan.naskah.perencanaan import naskah_iku, naskah_sk_tim


@require_POST
def iku_cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    if not boleh_melihat_perencanaan(request.peran):
        raise PermissionDenied
    laporan = minta_cetak(
        jenis=Laporan.Jenis.IKU,
        objek=str(tahun),
        judul=f"Indikator Kinerja Utama Tahun {tahun}",
        isi=naskah_iku(tahun, request.peran.tanggal),
        konsep=False,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)


@require_POST
def sk_tim_cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    """The decision on the Tim; a draft while number or date is missing."""
    if not boleh_menyusun_tim(request.peran):
        raise PermissionDenied
    susunan = susunan_tim(tahun, request.peran.tanggal)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.SK_TIM,
        objek=str(tahun),
        judul=f"Keputusan Camat tentang Tim SAKIP Tahun {tahun}",
        isi=naskah_sk_tim(susunan, request.peran.tanggal),
        konsep=not susunan.ber_sk,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
