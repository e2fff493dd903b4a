"""The Inspektorat's checklist, answered by the office itself before the annual report is final."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from organisasi.bahasa import jam
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan
from pelaporan.narasi_permissions import boleh_menjawab_prareviu
from pelaporan.permissions import boleh_konsep
from pelaporan.prareviu import prareviu, ringkas
from pelaporan.prareviu_forms import PraReviuForm
from pelaporan.prareviu_services import jawab, naskah_prareviu
from pelaporan.views.narasi import harus_melihat_tahun


@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat_tahun(request, tahun)
    menjawab = boleh_menjawab_prareviu(request.peran)
    if request.method == "POST" and not menjawab:
        raise PermissionDenied
    butir = prareviu(tahun)
    form = PraReviuForm(request.POST or None, butir=butir)
    if request.method == "POST" and form.is_valid():
        jawab(tahun=tahun, isian=form.isian, oleh=request.user, jabatan=request.peran.nama_jabatan)
        messages.success(request, f"Tersimpan {jam(timezone.now())}.")
        return redirect("prareviu", tahun)
    konteks = {"tahun": tahun, "butir": butir, "ringkasan": ringkas(butir), "menjawab": menjawab, "form": form}
    konteks["mencetak"] = boleh_konsep(request.peran)
    return render(request, "pelaporan/prareviu_daftar.html", konteks, status=422 if form.errors else 200)


@require_POST
def cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    """The checklist on paper; a draft while a statement is open."""
    harus_melihat_tahun(request, tahun)
    if not boleh_konsep(request.peran):
        raise PermissionDenied
    butir = prareviu(tahun)
    konsep = ringkas(butir).belum > 0
    laporan = minta_cetak(
        jenis=Laporan.Jenis.PRA_REVIU,
        objek=str(tahun),
        judul=f"Pra-reviu Laporan Kinerja Tahun {tahun}{', konsep' if konsep else ''}",
        isi=naskah_prareviu(tahun, butir, request.peran.tanggal) | {"konsep": konsep},
        konsep=konsep,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
