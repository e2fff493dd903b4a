from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisasi.jejak import catat
from organisasi.unduhan import BerkasHilang, respons_berkas, respons_tampil
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.services import IsianDitolak, tarik_dokumen


def _ambil(request: HttpRequest, public_id: UUID) -> DataDukung:
    terlihat = DataDukung.objects.visible_to(request.peran)
    beserta = ("berkas", "capaian__target_triwulan__rencana_aksi__indikator")
    return get_object_or_404(terlihat.select_related(*beserta), public_id=public_id)


@require_safe
def unduh(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    return _serahkan(request, _ambil(request, public_id), respons_berkas)


@require_safe
def lihat(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    return _serahkan(request, _ambil(request, public_id), respons_tampil)


def _serahkan(request: HttpRequest, dokumen: DataDukung, respons) -> HttpResponseBase:
    """Hand the bytes over and leave a trace: permission is asked at every view, not once."""
    try:
        berkas = dokumen.berkas
        hasil = respons(sha256=berkas.sha256, nama=dokumen.nama, jenis=berkas.jenis, request=request)
    except BerkasHilang as hilang:
        konteks = {"kalimat": str(hilang), "capaian": dokumen.capaian}
        return render(request, "rencana_aksi/berkas_hilang.html", konteks, status=404)
    tandai_dibuka(dokumen, request.user)
    catat(
        "data_dukung.buka",
        objek=dokumen,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} membuka “{dokumen.nama}”",
    )
    return hasil


@require_POST
def tarik(request: HttpRequest, public_id: UUID) -> HttpResponse:
    milik_unit = DataDukung.objects.filter(capaian__in=Capaian.objects.milik_unit(request.peran))
    dokumen = get_object_or_404(milik_unit.select_related("berkas", "capaian"), public_id=public_id)
    try:
        tarik_dokumen(dokumen=dokumen, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except IsianDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"“{dokumen.nama}” tidak lagi menjadi data dukung klaim ini.")
    return redirect("capaian_isi", dokumen.capaian.public_id)
