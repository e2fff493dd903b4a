"""The matrix of the action plans on paper."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kinerja.views.umum import harus_melihat
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan
from pelaporan.naskah.rencana import naskah_rencana
from pelaporan.permissions import boleh_konsep
from rencana_aksi.matriks import matriks


@require_POST
def rencana_cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    """A draft until every plan of the year is ratified."""
    harus_melihat(request)
    if not boleh_konsep(request.peran):
        raise PermissionDenied
    baris = matriks(tahun)
    konsep = not baris or not all(b.ditetapkan for b in baris)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.RENCANA_AKSI,
        objek=str(tahun),
        judul=f"Rencana Aksi Tahun {tahun}{', konsep' if konsep else ''}",
        isi=naskah_rencana(tahun, baris, request.peran.tanggal) | {"konsep": konsep},
        konsep=konsep,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
