"""Printing planning documents: each view freezes what its page shows and leads to the document's progress."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kinerja.perjanjian.naskah import perjanjian_lengkap, susun_naskah
from kinerja.views.umum import harus_melihat
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import ke_json


@require_POST
def perjanjian_cetak(request: HttpRequest, public_id: UUID) -> HttpResponse:
    harus_melihat(request)
    perjanjian = get_object_or_404(perjanjian_lengkap(), public_id=public_id)
    konsep = not perjanjian.terkunci
    laporan = minta_cetak(
        jenis=Laporan.Jenis.PERJANJIAN_KINERJA,
        objek=str(perjanjian.public_id),
        judul=f"{perjanjian}{', konsep' if konsep else ''}",
        isi=ke_json(susun_naskah(perjanjian)) | {"konsep": konsep},
        konsep=konsep,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
