from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organisasi.bahasa import AKHIR_TAHUN
from pelaporan.lkjip_forms import LkjipFinalForm
from pelaporan.lkjip_services import (
    kekurangan_lkjip,
    lkjip_tahun,
    minta_final_lkjip,
    minta_konsep_lkjip,
    versi_terbaru,
)
from pelaporan.mesin import kekurangan_mesin
from pelaporan.models import PengaturanLaporan
from pelaporan.permissions import boleh_final, boleh_konsep, boleh_melihat_laporan, laporan_terlihat
from pelaporan.services import LaporanDitolak
from rencana_aksi.models import Triwulan


def _akhir(request: HttpRequest, tahun: int) -> Triwulan:
    """The year's own measurement, if this person may see reports and the year was opened; else 404."""
    if not boleh_melihat_laporan(request.peran):
        raise Http404
    return get_object_or_404(Triwulan, tahun=tahun, nomor=AKHIR_TAHUN)


@require_safe
def lkjip_kini(request: HttpRequest) -> HttpResponse:
    """The last year whose own measurement has begun; before the first one has, the earliest there is."""
    akhir = Triwulan.objects.filter(nomor=AKHIR_TAHUN)
    kini = akhir.filter(buka__lte=timezone.localdate()).last() or akhir.first()
    if kini is None:
        raise Http404
    return redirect("lkjip", kini.tahun)


@require_safe
def lkjip(request: HttpRequest, tahun: int) -> HttpResponse:
    return _halaman(request, _akhir(request, tahun), LkjipFinalForm())


def _halaman(request: HttpRequest, akhir: Triwulan, form: LkjipFinalForm) -> HttpResponse:
    """The page of a year's report; a form that was refused is shown again with what was typed."""
    menyiapkan = boleh_konsep(request.peran)
    konteks = {
        "akhir": akhir,
        "tahun_ada": Triwulan.objects.filter(nomor=AKHIR_TAHUN).values_list("tahun", flat=True),
        "pengaturan": PengaturanLaporan.objects.untuk(akhir.tahun),
        "menyiapkan": menyiapkan,
        "camat": boleh_final(request.peran),
        "mesin": kekurangan_mesin(),
        "kurang": kekurangan_lkjip(akhir) if menyiapkan else None,
        "laporan": laporan_terlihat(request.peran).filter(pk__in=lkjip_tahun(akhir.tahun)).defer("snapshot"),
        "terbaru": versi_terbaru(akhir.tahun),
        "final_form": form,
        "form": form,
    }
    return render(request, "pelaporan/lkjip.html", konteks)


@require_POST
def lkjip_konsep(request: HttpRequest, tahun: int) -> HttpResponse:
    akhir = _akhir(request, tahun)
    return redirect(minta_konsep_lkjip(tahun=akhir.tahun, oleh=request.user, jabatan=request.peran.nama_jabatan))


@require_POST
def lkjip_final(request: HttpRequest, tahun: int) -> HttpResponse:
    akhir, form = _akhir(request, tahun), LkjipFinalForm(request.POST)
    if not form.is_valid():
        return _halaman(request, akhir, form)
    try:
        laporan = minta_final_lkjip(tahun=akhir.tahun, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except LaporanDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("lkjip", akhir.tahun)
    return redirect(laporan)
