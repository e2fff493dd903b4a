"""The pages of a document, and a desk's verdict on it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisasi.models import Pratinjau
from organisasi.unduhan import BerkasHilang, respons_gambar
from rencana_aksi.bukti import Tampilan, form_penilaian, tampilan
from rencana_aksi.dibuka import tandai_pratinjau_dilihat
from rencana_aksi.kedudukan import Kedudukan, kedudukan
from rencana_aksi.models import DataDukung
from rencana_aksi.models.capaian import Meja
from rencana_aksi.penilaian_dokumen import PenilaianDitolak, boleh_menilai, nilai_dokumen
from rencana_aksi.views.umum import ambil_capaian


def _ambil(request: HttpRequest, public_id: UUID) -> DataDukung:
    """The document, if this person may know of it; a foreign one does not exist (404)."""
    beserta = ("berkas", "syarat", "capaian__target_triwulan__triwulan")
    terlihat = DataDukung.objects.visible_to(request.peran).select_related(
        *beserta, "capaian__target_triwulan__rencana_aksi__indikator", "diunggah_oleh"
    )
    return get_object_or_404(terlihat, public_id=public_id)


@require_safe
def lembar(request: HttpRequest, public_id: UUID, nomor: int) -> HttpResponse:
    """One page of a document as large as the screen, or its excerpt: the way to read without a download."""
    dokumen = _ambil(request, public_id)
    pratinjau = Pratinjau.objects.filter(sumber=dokumen.berkas).first()
    tampak = tampilan(dokumen.berkas, pratinjau)
    halaman = list(pratinjau.halaman.all()) if tampak == Tampilan.HALAMAN else []
    if nomor != 1 and nomor not in range(1, len(halaman) + 1):
        raise Http404
    if tampak == Tampilan.PETIKAN:
        tandai_pratinjau_dilihat(dokumen, request.user, request.peran.nama_jabatan)
    konteks = {
        "dokumen": dokumen,
        "pratinjau": pratinjau,
        "tampilan": tampak,
        "halaman": halaman[nomor - 1] if halaman else None,
        "nomor": nomor,
        "sebelum": nomor - 1,
        "sesudah": nomor + 1 if nomor < len(halaman) else 0,
    }
    return render(request, "rencana_aksi/dokumen_lembar.html", konteks)


@require_safe
def gambar(request: HttpRequest, public_id: UUID, nomor: int, ukuran: str) -> HttpResponseBase:
    """A page image in one of its two sizes; permission is asked at every view, and the first look is noted."""
    dokumen = _ambil(request, public_id)
    if not dokumen.berkas.boleh_keluar:
        raise Http404
    pratinjau = get_object_or_404(Pratinjau, sumber=dokumen.berkas)
    halaman = get_object_or_404(pratinjau.halaman.select_related(ukuran), nomor=nomor)
    try:
        respons = respons_gambar(request, sha256=getattr(halaman, ukuran).sha256)
    except BerkasHilang as hilang:
        raise Http404 from hilang
    tandai_pratinjau_dilihat(dokumen, request.user, request.peran.nama_jabatan)
    return respons


@require_POST
def nilai(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A verdict; back to the same document on the review page."""
    dokumen = _ambil(request, public_id)
    k = kedudukan(ambil_capaian(request, dokumen.capaian.public_id), request.peran)
    if not boleh_menilai(k):
        return _bukan_di_meja(request, dokumen, k)
    form = form_penilaian(dokumen, None, request.POST)
    try:
        if form.is_valid():
            nilai_dokumen(dokumen=dokumen, oleh=request.user, **form.cleaned_data)
            messages.success(request, f"Penilaian “{dokumen.nama}” tersimpan.")
            return redirect(f"{k.capaian.get_absolute_url()}#dokumen-{dokumen.public_id}")
    except PenilaianDitolak as ditolak:
        form.add_error(None, str(ditolak))
    return render(request, "rencana_aksi/dokumen_nilai.html", {"dokumen": dokumen, "form": form}, status=422)


def _bukan_di_meja(request: HttpRequest, dokumen: DataDukung, k: Kedudukan) -> HttpResponse:
    """403, or a sentence for who passed the claim on and has an older page open."""
    if k.terakhir is None or k.terakhir.oleh_id != request.user.pk or k.terakhir.meja == Meja.PENGISI:
        raise PermissionDenied
    messages.warning(request, f"“{dokumen.nama}” tidak dinilai: klaimnya tidak lagi di meja Anda.")
    return redirect(k.capaian)
