"""The thread of a claim as forms: a message is sent by itself, and what cannot be taken stays on a page of its own."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from rencana_aksi.forms import JawabanForm, PenarikanForm, PesanForm
from rencana_aksi.models import Capaian, Pesan
from rencana_aksi.percakapan import PesanDitolak, jawab, jenis_pesan, tarik_pesan, tulis_pesan
from rencana_aksi.views.umum import ambil_capaian


@require_POST
def tulis(request: HttpRequest, public_id: UUID) -> HttpResponse:
    capaian = ambil_capaian(request, public_id)
    form = PesanForm(request.POST, jenis=jenis_pesan(capaian), prefix="pesan")
    return _kirim(request, capaian, form, partial(tulis_pesan, capaian=capaian), judul="Pesan tentang")


@require_POST
def jawaban(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pertanyaan = _ambil(request, public_id)
    form = JawabanForm(request.POST, prefix=str(public_id))
    kirim = partial(jawab, pertanyaan=pertanyaan)
    return _kirim(request, pertanyaan.capaian, form, kirim, judul="Jawaban tentang", pesan=pertanyaan)


@require_POST
def tarik(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pesan = _ambil(request, public_id)
    form = PenarikanForm(request.POST, prefix=f"tarik-{public_id}")
    return _kirim(request, pesan.capaian, form, partial(tarik_pesan, pesan=pesan), judul="Tarik pesan", pesan=pesan)


def _ambil(request: HttpRequest, public_id: UUID) -> Pesan:
    """The message, if this person may know of its claim; a foreign one does not exist (404)."""
    terlihat = Pesan.objects.filter(capaian__in=Capaian.objects.visible_to(request.peran))
    beserta = ("capaian__target_triwulan__triwulan", "capaian__target_triwulan__rencana_aksi__indikator")
    return get_object_or_404(terlihat.select_related(*beserta), public_id=public_id)


def _kirim(
    request: HttpRequest, capaian: Capaian, form: PesanForm, kirim: Callable[..., Pesan], **konteks: object
) -> HttpResponse:
    if form.is_valid():
        try:
            terkirim = kirim(oleh=request.user, **form.cleaned_data)
        except PesanDitolak as ditolak:
            form.add_error(None, str(ditolak))
        else:
            messages.success(request, f"{terkirim.get_jenis_display()} tersimpan.")
            return redirect(f"{capaian.get_absolute_url()}#percakapan")
    konteks |= {"capaian": capaian, "form": form}
    return render(request, "rencana_aksi/pesan_tulis.html", konteks, status=422)
