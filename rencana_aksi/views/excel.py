from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kinerja.views.umum import harus_melihat
from organisasi.unduhan import respons_buku
from rencana_aksi.daftar_rencana import daftar_rencana
from rencana_aksi.excel import buku_daftar_rencana, buku_impor, buku_triwulan, buku_tugas
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.models import Impor, Triwulan
from rencana_aksi.perencanaan import lembar_setahun
from rencana_aksi.rekap import rekap_layar
from rencana_aksi.tugas import semua_tugas


@require_safe
def triwulan_xlsx(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    """What the quarter page shows to this person."""
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    return respons_buku(buku_triwulan(triwulan, rekap_layar(triwulan, request.peran)), str(triwulan))


@require_safe
def tugas_xlsx(request: HttpRequest) -> HttpResponse:
    """Antrian saya in full: what is this person's turn, what waits for others, and what was decided."""
    return respons_buku(buku_tugas(semua_tugas(request.peran)), f"Antrian {request.peran.tanggal:%d-%m-%Y}")


@require_safe
def rencana_daftar_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    """The list of the year's plans and what each of them lacks."""
    harus_melihat(request)
    baris = daftar_rencana(tahun, lembar_setahun(tahun))
    return respons_buku(buku_daftar_rencana(tahun, baris), f"Daftar Rencana Aksi {tahun}")


@require_safe
def impor_xlsx(request: HttpRequest) -> HttpResponse:
    """Every import, newest first; the page shows them by fifties."""
    if not boleh_mengimpor(request.peran):
        raise Http404
    semua = Impor.objects.dengan_penerapan().select_related("diminta_oleh")
    return respons_buku(buku_impor(semua), f"Impor Excel {request.peran.tanggal:%d-%m-%Y}")
