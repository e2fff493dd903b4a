from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organisasi.jejak import catat
from organisasi.unduhan import BerkasHilang, respons_berkas
from pelaporan import services
from pelaporan.forms import BukaKembaliForm, LaporanFinalForm
from pelaporan.formulir_cetak import FORMULIR
from pelaporan.jejak_angka import konteks_bukti
from pelaporan.mesin import kekurangan_mesin
from pelaporan.models import Laporan
from pelaporan.paket import pilihan_paket
from pelaporan.permissions import (
    boleh_final,
    boleh_konsep,
    boleh_melihat_laporan,
    boleh_mengulang,
    laporan_terlihat,
)
from pelaporan.rekap import kekurangan_laporan
from pelaporan.salinan import boleh_membatalkan, pilihan_salinan
from rencana_aksi.models import Triwulan

SEHALAMAN = 20
PERENCANAAN, PENGUKURAN = "perencanaan", "pengukuran"
KINERJA = Q(jenis__in=(Laporan.Jenis.TRIWULAN, Laporan.Jenis.LKJIP))
# What each part of the list holds; without a part it is the reports themselves.
ISI_BAGIAN = {PENGUKURAN: Q(jenis__in=FORMULIR), PERENCANAAN: ~KINERJA & ~Q(jenis__in=FORMULIR)}
# The page that a printed document came from, by its kind; the address takes the document's `objek`.
HALAMAN_ASAL = {
    Laporan.Jenis.LKJIP: "lkjip",
    Laporan.Jenis.PERJANJIAN_KINERJA: "perjanjian",
    Laporan.Jenis.NOTULEN: "rapat_rinci",
    Laporan.Jenis.PRA_REVIU: "prareviu",
    Laporan.Jenis.PENGENDALIAN: "pengendalian",
    Laporan.Jenis.BUKTI_SAKIP: "bukti_sakip",
    Laporan.Jenis.SURAT_PENGANTAR: "pengiriman_rinci",
}


def _ambil(request: HttpRequest, public_id: UUID) -> Laporan:
    """The report, if this person may know of it; else it does not exist (404)."""
    terlihat = laporan_terlihat(request.peran).select_related("triwulan", "diminta_oleh", "berkas")
    return get_object_or_404(terlihat, public_id=public_id)


def _ambil_triwulan(request: HttpRequest, tahun: int, nomor: int) -> Triwulan:
    if not boleh_melihat_laporan(request.peran):
        raise Http404
    return get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)


@require_safe
def laporan(request: HttpRequest) -> HttpResponse:
    if not boleh_melihat_laporan(request.peran):
        raise Http404
    bagian = request.GET.get("bagian", "")
    terlihat = laporan_terlihat(request.peran).filter(ISI_BAGIAN.get(bagian, KINERJA))
    terlihat = terlihat.select_related("triwulan", "diminta_oleh").defer("snapshot")
    kini = Triwulan.objects.filter(buka__lte=timezone.localdate()).last()
    return render(
        request,
        "pelaporan/laporan_daftar.html",
        {
            "halaman": Paginator(terlihat, SEHALAMAN).get_page(request.GET.get("halaman")),
            "kini": kini,
            "perencanaan": bagian == PERENCANAAN,
            "pengukuran": bagian == PENGUKURAN,
        },
    )


@require_safe
def laporan_triwulan(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    return _halaman_triwulan(request, _ambil_triwulan(request, tahun, nomor))


def _halaman_triwulan(
    request: HttpRequest,
    triwulan: Triwulan,
    *,
    final_form: LaporanFinalForm | None = None,
    buka_form: BukaKembaliForm | None = None,
) -> HttpResponse:
    """The quarter's report page; a form that was refused is shown again with what was typed."""
    menyiapkan = boleh_konsep(request.peran)
    kurang = kekurangan_laporan(triwulan) if menyiapkan else []
    return render(
        request,
        "pelaporan/laporan_triwulan.html",
        {
            "triwulan": triwulan,
            "menyiapkan": menyiapkan,
            "mesin": kekurangan_mesin(),
            "kurang": kurang,
            "camat": boleh_final(request.peran),
            "keberatan": services.keberatan_final(triwulan, kurang),
            "laporan": laporan_terlihat(request.peran).filter(triwulan=triwulan).select_related("triwulan"),
            "final_form": final_form or LaporanFinalForm(),
            "buka_form": buka_form or BukaKembaliForm(),
            "form": final_form or buka_form,
        },
    )


@require_POST
def minta_konsep(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    return _minta(request, _ambil_triwulan(request, tahun, nomor), konsep=True)


@require_POST
def minta_final(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    triwulan, form = _ambil_triwulan(request, tahun, nomor), LaporanFinalForm(request.POST)
    if not boleh_final(request.peran):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman_triwulan(request, triwulan, final_form=form)
    return _minta(request, triwulan, konsep=False)


def _minta(request: HttpRequest, triwulan: Triwulan, *, konsep: bool) -> HttpResponse:
    try:
        laporan = services.minta_laporan(
            triwulan=triwulan, konsep=konsep, oleh=request.user, jabatan=request.peran.nama_jabatan
        )
    except services.LaporanDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("laporan_triwulan", triwulan.tahun, triwulan.nomor)
    return redirect(laporan)


@require_POST
def buka_kembali(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    triwulan, form = _ambil_triwulan(request, tahun, nomor), BukaKembaliForm(request.POST)
    if not boleh_final(request.peran):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman_triwulan(request, triwulan, buka_form=form)
    try:
        services.buka_kembali(
            triwulan=triwulan,
            oleh=request.user,
            alasan=form.cleaned_data["alasan"],
            jabatan=request.peran.nama_jabatan,
        )
    except services.LaporanDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"{triwulan} dibuka kembali. Laporan yang sudah dibuat tetap tersimpan.")
    return redirect("laporan_triwulan", tahun, nomor)


@require_safe
def laporan_rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    laporan = _ambil(request, public_id)
    konteks = _konteks(request, laporan) | konteks_bukti(laporan, request.peran)
    return render(request, "pelaporan/laporan_rinci.html", konteks)


@require_safe
def laporan_kemajuan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The region of the page that changes while the report is made (UX-32)."""
    return render(request, "pelaporan/_laporan_kemajuan.html", _konteks(request, _ambil(request, public_id)))


def _konteks(request: HttpRequest, laporan: Laporan) -> dict:
    sampai = laporan.selesai_pada or timezone.now()
    salinan = pilihan_salinan(laporan, request.peran)
    paket = pilihan_paket(laporan, request.peran)
    return {
        "laporan": laporan,
        "asal": _asal(laporan),
        "pilihan_salinan": salinan,
        "pilihan_paket": paket,
        "berjalan": not laporan.berakhir or any(s.berjalan for s in (*salinan, *paket)),
        "boleh_batal": not laporan.berakhir and boleh_membatalkan(request.peran, laporan),
        "lama": _lama(sampai - laporan.diminta_pada),
        "boleh_ulang": laporan.dapat_diulang and boleh_mengulang(request.peran, laporan),
    }


def _asal(laporan: Laporan) -> str | None:
    """The page that a document was asked for on, where it has one of its own."""
    if laporan.jenis in FORMULIR:
        # The period stands first in what a form is of.
        return reverse("formulir", args=laporan.objek.split("-")[:2])
    asal = HALAMAN_ASAL.get(laporan.jenis)
    return asal and reverse(asal, args=[laporan.objek])


def _lama(selang: timedelta) -> str:
    """`1 menit 5 detik`; seconds alone below a minute."""
    menit, detik = divmod(int(selang.total_seconds()), 60)
    return f"{menit} menit {detik} detik" if menit else f"{detik} detik"


@require_safe
def laporan_unduh(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    laporan = _ambil(request, public_id)
    if laporan.berkas is None:
        return redirect(laporan)
    try:
        berkas = {"sha256": laporan.berkas.sha256, "nama": f"{laporan}.pdf", "jenis": laporan.berkas.jenis}
        respons = respons_berkas(**berkas, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(laporan)
    catat(
        "laporan.unduh",
        objek=laporan,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} mengunduh {laporan}",
        data={"sha256": laporan.berkas.sha256},
    )
    return respons


@require_POST
def laporan_ulang(request: HttpRequest, public_id: UUID) -> HttpResponse:
    laporan = _ambil(request, public_id)
    return redirect(services.ulangi(laporan=laporan, oleh=request.user, jabatan=request.peran.nama_jabatan))
