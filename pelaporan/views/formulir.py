"""The measurement forms of a period: PKP, a PKK for each unit, and E.81."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from pelaporan.formulir import BahanFormulir, boleh_pkk
from pelaporan.formulir_cetak import (
    FORMULIR,
    minta_e81,
    minta_pkk,
    minta_pkp,
    minta_semua,
    objek_formulir,
)
from pelaporan.models import Laporan
from pelaporan.permissions import boleh_konsep, boleh_melihat_laporan, laporan_terlihat
from rencana_aksi.models import Triwulan

Jenis = Laporan.Jenis


def _bahan(request: HttpRequest, tahun: int, nomor: int) -> BahanFormulir:
    if not boleh_melihat_laporan(request.peran):
        raise Http404
    return BahanFormulir(get_object_or_404(Triwulan, tahun=tahun, nomor=nomor), request.peran.tanggal)


def _bahan_lengkap(request: HttpRequest, tahun: int, nomor: int) -> BahanFormulir:
    """For forms that tell of every unit."""
    bahan = _bahan(request, tahun, nomor)
    if not boleh_konsep(request.peran):
        raise PermissionDenied
    return bahan


@require_safe
def formulir(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    bahan = _bahan(request, tahun, nomor)
    triwulan, masa = bahan.triwulan, objek_formulir(bahan.triwulan)
    terbaru = _terbaru(request, masa)
    unit = [u for u in bahan.unit_pkk if boleh_pkk(request.peran, u)]
    return render(
        request,
        "pelaporan/formulir_triwulan.html",
        {
            "triwulan": triwulan,
            "semua": boleh_konsep(request.peran),
            "pkp": terbaru.get((Jenis.PKP, masa)),
            "e81": terbaru.get((Jenis.E81, masa)),
            "unit": [(u, terbaru.get((Jenis.PKK, objek_formulir(triwulan, u)))) for u in unit],
        },
    )


def _terbaru(request: HttpRequest, masa: str) -> dict[tuple[str, str], Laporan]:
    """The latest document of each form of a period that this person may see. One query."""
    semua = laporan_terlihat(request.peran).filter(jenis__in=FORMULIR, objek__startswith=masa)
    # Oldest first, so that the latest of each form is what stays.
    return {(satu.jenis, satu.objek): satu for satu in semua.defer("snapshot").order_by("diminta_pada", "pk")}


@require_POST
def pkp_cetak(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    return redirect(minta_pkp(_bahan_lengkap(request, tahun, nomor), request.peran))


@require_POST
def pkk_cetak(request: HttpRequest, tahun: int, nomor: int, kode: str) -> HttpResponse:
    bahan = _bahan(request, tahun, nomor)
    unit = next((u for u in bahan.unit_pkk if u.kode == kode and boleh_pkk(request.peran, u)), None)
    if unit is None:
        raise Http404
    return redirect(minta_pkk(bahan, unit, request.peran))


@require_POST
def e81_cetak(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    bahan = _bahan_lengkap(request, tahun, nomor)
    return redirect(minta_e81(bahan.triwulan, request.peran))


@require_POST
def formulir_semua(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    semua = minta_semua(_bahan_lengkap(request, tahun, nomor), request.peran)
    messages.success(
        request,
        f"{len(semua)} dokumen diminta. Setiap dokumen dibuat tersendiri; Anda boleh meninggalkan halaman ini.",
    )
    return redirect("formulir", tahun, nomor)
