"""Confirmation pages: what goes with a tujuan, sasaran or indikator, or why it has to stay."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kinerja.forms_renstra import HapusForm
from kinerja.models import Indikator, Renstra, Sasaran, Tujuan
from kinerja.penghapusan import MasihDipakai, hapus_indikator, hapus_sasaran, hapus_tujuan, rancang_hapusan
from kinerja.renstra import RenstraDitolak, isi_renstra, renstra_untuk, terkunci
from kinerja.views.umum import harus_merencanakan


def _renstra(tahun: int) -> Renstra:
    renstra = renstra_untuk(tahun)
    if renstra is None:
        raise Http404
    return renstra


@require_http_methods(["GET", "HEAD", "POST"])
def tujuan_hapus(request: HttpRequest, tahun: int, urutan: int) -> HttpResponse:
    harus_merencanakan(request)
    tujuan = get_object_or_404(_renstra(tahun).tujuan, urutan=urutan)
    return _halaman(request, tahun, tujuan, tujuan.renstra, hapus_tujuan)


@require_http_methods(["GET", "HEAD", "POST"])
def sasaran_hapus(request: HttpRequest, tahun: int, urutan: int) -> HttpResponse:
    harus_merencanakan(request)
    sasaran = get_object_or_404(_renstra(tahun).sasaran, urutan=urutan)
    return _halaman(request, tahun, sasaran, sasaran.renstra, hapus_sasaran)


@require_http_methods(["GET", "HEAD", "POST"])
def indikator_hapus(request: HttpRequest, public_id: UUID) -> HttpResponse:
    harus_merencanakan(request)
    indikator = get_object_or_404(Indikator.objects.select_related("sasaran__renstra"), public_id=public_id)
    renstra = indikator.sasaran.renstra if indikator.sasaran else None
    return _halaman(request, request.peran.tanggal.year, indikator, renstra, hapus_indikator)


def _halaman(
    request: HttpRequest,
    tahun: int,
    objek: Tujuan | Sasaran | Indikator,
    renstra: Renstra | None,
    hapus: Callable[..., None],
) -> HttpResponse:
    form = HapusForm(
        request.POST if request.method == "POST" else None,
        terkunci=renstra is not None and terkunci(isi_renstra(renstra)),
    )
    if form.is_valid() and _terhapus(request, form, objek, hapus):
        return redirect("renstra", tahun) if renstra else redirect("pohon", tahun)
    konteks = {"tahun": tahun, "hapusan": rancang_hapusan(objek), "form": form, "renstra": renstra}
    return render(request, "kinerja/renstra_hapus.html", konteks, status=422 if form.errors else 200)


def _terhapus(
    request: HttpRequest, form: HapusForm, objek: Tujuan | Sasaran | Indikator, hapus: Callable[..., None]
) -> bool:
    jenis = objek._meta.model_name
    try:
        hapus(
            **{jenis: objek},
            alasan=form.alasan_revisi,
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except MasihDipakai as dipakai:
        form.add_error(None, str(dipakai))
        return False
    except RenstraDitolak as ditolak:
        form.minta_alasan(str(ditolak))
        return False
    messages.success(request, f"{objek._meta.verbose_name.capitalize()} “{objek}” dihapus.")
    return True
