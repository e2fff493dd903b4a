"""Pages of the action plan: the year's list, one indicator's sheet, its entry, its steps, and the matrix."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.models import Indikator, Pagu, TargetTahunan
from kinerja.views.umum import harus_melihat
from organisasi.models import Jejak
from rencana_aksi import perencanaan
from rencana_aksi import usulan as layanan_usulan
from rencana_aksi.daftar_rencana import daftar_rencana
from rencana_aksi.forms_rencana import KembalikanRencanaForm, PerubahanForm, RencanaForm
from rencana_aksi.isi_rencana import IsiRencana
from rencana_aksi.matriks import WARNA_STATUS, buku_matriks, matriks, nama_induk
from rencana_aksi.models import RencanaAksi
from rencana_aksi.pembagian import BERENTANG, NAMA_GULUNGAN, periksa_rencana, teks_target
from rencana_aksi.perencanaan import TRANSISI, Langkah, Lembar, buka_lembar, lembar_setahun, siap, sidik_semua
from rencana_aksi.permissions import boleh_menetapkan_rencana
from rencana_aksi.services import IsianDitolak
from rencana_aksi.tasks import JENIS_XLSX
from rencana_aksi.views.umum import ganti


def _ambil(request: HttpRequest, tahun: int, public_id: UUID) -> Lembar:
    """The sheet of an indicator in a year; to those who hold no post it does not exist (404)."""
    harus_melihat(request)
    indikator = Indikator.objects.select_related("unit", "sasaran", "program", "kegiatan", "sub_kegiatan")
    return buka_lembar(get_object_or_404(indikator, public_id=public_id), tahun)


def _tahun_bertarget(tahun: int) -> list[int]:
    return sorted({tahun, *TargetTahunan.objects.order_by().values_list("tahun", flat=True).distinct()})


@require_safe
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    """Every indicator of the year, how far its plan is and what it lacks."""
    harus_melihat(request)
    lembar = lembar_setahun(tahun)
    baris = daftar_rencana(tahun, lembar)
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": _tahun_bertarget(tahun),
        "baris": baris,
        "usulan": [b for b in baris if b.usulan],
        "jumlah": {s.label: sum(b.rencana is not None and b.status == s for b in lembar) for s in RencanaAksi.Status},
        "belum_lengkap": sum(bool(satu.kekurangan) for satu in lembar),
        "semua": [_semua(langkah, lembar, request) for langkah in (Langkah.AJUKAN, Langkah.TETAPKAN)],
    }
    return render(request, "rencana_aksi/rencana_daftar.html", konteks)


def _semua(langkah: Langkah, lembar: list[Lembar], request: HttpRequest) -> dict:
    terpilih = siap(langkah, lembar, request.peran)
    return {"langkah": langkah.value, "jumlah": len(terpilih), "sidik": sidik_semua(terpilih)}


@require_POST
def ajukan_semua(request: HttpRequest, tahun: int) -> HttpResponse:
    return _langkah_semua(request, tahun, perencanaan.ajukan_semua, "diajukan kepada Camat")


@require_POST
def tetapkan_semua(request: HttpRequest, tahun: int) -> HttpResponse:
    return _langkah_semua(request, tahun, perencanaan.tetapkan_semua, "ditetapkan")


def _langkah_semua(request: HttpRequest, tahun: int, layanan: Callable[..., int], kata: str) -> HttpResponse:
    harus_melihat(request)
    try:
        jumlah = layanan(tahun=tahun, sidik=request.POST.get("sidik", ""), **_pelaku(request))
    except IsianDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"{jumlah} rencana aksi {kata}.")
    return redirect("rencana_daftar", tahun)


def _pelaku(request: HttpRequest) -> dict:
    return {"oleh": request.user, "jabatan": request.peran.nama_jabatan}


@require_safe
def rinci(request: HttpRequest, tahun: int, public_id: UUID) -> HttpResponse:
    return _halaman_rinci(request, _ambil(request, tahun, public_id))


def _halaman_rinci(
    request: HttpRequest, lembar: Lembar, kembalikan_form: KembalikanRencanaForm | None = None
) -> HttpResponse:
    konteks = _konteks(lembar) | {
        "boleh": {langkah.value: lembar.boleh(langkah, request.peran) for langkah in Langkah},
        "perubahan": lembar.rencana.perubahan.select_related("oleh").order_by("-nomor") if lembar.rencana else [],
        "usulan": lembar.rencana.usulan.select_related("diusulkan_oleh") if lembar.rencana else [],
        "jejak": _jejak(lembar.rencana),
        "kembalikan_form": kembalikan_form or KembalikanRencanaForm(initial={"sidik": lembar.sidik}),
        "form": kembalikan_form,
    }
    return render(request, "rencana_aksi/rencana_rinci.html", konteks, status=422 if kembalikan_form else 200)


def _konteks(lembar: Lembar) -> dict:
    """What the sheet and its entry page both show."""
    indikator = lembar.indikator
    pagu = Pagu.objects.filter(sub_kegiatan=indikator.sub_kegiatan_id, tahun=lembar.tahun).first()
    return {
        "lembar": lembar,
        "indikator": indikator,
        "tahun": lembar.tahun,
        "induk": nama_induk(indikator),
        "warna": WARNA_STATUS[lembar.status],
        "target_tahun": teks_target(lembar.target_tahun, indikator.presisi),
        "target_tw": [teks_target(t, indikator.presisi) for t in lembar.isi.target],
        "pagu": pagu,
        "pembagian": periksa_rencana(indikator, lembar.isi.target, lembar.target_tahun),
        "kekurangan": lembar.kekurangan,
    }


def _jejak(rencana: RencanaAksi | None) -> list[Jejak]:
    if rencana is None:
        return []
    milik = Jejak.objects.filter(objek_jenis=rencana._meta.label_lower, objek_id=str(rencana.public_id))
    return list(milik.order_by("-nomor")[:50])


@require_http_methods(["GET", "HEAD", "POST"])
def isi(request: HttpRequest, tahun: int, public_id: UUID, langkah: Langkah) -> HttpResponse:
    """The plan as one form: a draft, or a change of a ratified plan. What cannot be saved comes back as typed."""
    lembar = _ambil(request, tahun, public_id)
    if not TRANSISI[langkah].siapa(request.peran, lembar.indikator):
        raise PermissionDenied
    if not lembar.boleh(langkah, request.peran):
        messages.warning(request, f"Rencana aksi ini berstatus “{lembar.status.label}”.")
        return redirect("rencana_rinci", tahun, public_id)
    form = _FORM[langkah](request.POST or None, indikator=lembar.indikator, isi=_awal(lembar), sidik=lembar.sidik)
    if request.method != "POST" or not (form.is_valid() and _simpan(langkah, lembar, form, request)):
        return _halaman_isi(request, langkah, lembar, form)
    messages.success(request, _TERSIMPAN[langkah])
    return redirect("rencana_isi" if "lanjut" in request.POST else "rencana_rinci", tahun, public_id)


_FORM = {Langkah.SIMPAN: RencanaForm, Langkah.UBAH: PerubahanForm, Langkah.USULKAN: PerubahanForm}
_TERSIMPAN = {
    Langkah.SIMPAN: "Rencana aksi tersimpan.",
    Langkah.UBAH: "Perubahan rencana aksi tersimpan beserta alasannya.",
    Langkah.USULKAN: "Usulan perubahan terkirim. Rencana aksi baru berubah sesudah Camat menyetujuinya.",
}


def _awal(lembar: Lembar) -> IsiRencana:
    """What the form starts from: a plan that nobody has begun is offered the indicator's own person in charge."""
    if lembar.rencana:
        return lembar.isi
    return replace(lembar.isi, penanggung_jawab=lembar.indikator.penanggung_jawab)


def _simpan(langkah: Langkah, lembar: Lembar, form: RencanaForm, request: HttpRequest) -> bool:
    """Save a readable form; what cannot be saved becomes an error of the form, which keeps what was typed."""
    data = form.cleaned_data
    umum = {"isi": form.isi(), "sidik": data["sidik"], **_pelaku(request)}
    try:
        if langkah == Langkah.SIMPAN:
            perencanaan.simpan_rencana(indikator=lembar.indikator, tahun=lembar.tahun, **umum)
        else:
            alasan = {"alasan": data["alasan"], "menyentuh_klaim": data["menyentuh_klaim"]}
            layanan = perencanaan.ubah if langkah == Langkah.UBAH else layanan_usulan.usulkan
            layanan(rencana=lembar.rencana, **alasan, **umum)
    except IsianDitolak as ditolak:
        for kalimat in _kalimat(ditolak):
            form.add_error(None, kalimat)
        # The next click is bound to the plan as it is now.
        form.data = ganti(form.data, "sidik", lembar.sidik)
        return False
    return True


def _kalimat(ditolak: IsianDitolak) -> list[str]:
    return [str(ditolak), *getattr(ditolak, "kekurangan", ())]


def _halaman_isi(request: HttpRequest, langkah: Langkah, lembar: Lembar, form: RencanaForm) -> HttpResponse:
    galat = form.galat_syarat()
    konteks = _konteks(lembar) | {
        "pembagian": periksa_rencana(lembar.indikator, form.target(lembar.isi.target), lembar.target_tahun),
        "form": form,
        "slot": galat,
        "ada_galat": bool(form.errors) or bool(galat),
        "mengubah": langkah != Langkah.SIMPAN,
        "mengusulkan": langkah == Langkah.USULKAN,
        "nama_gulungan": NAMA_GULUNGAN[lembar.indikator.akumulasi],
        "berentang": lembar.indikator.polaritas in BERENTANG,
    }
    return render(request, "rencana_aksi/rencana_isi.html", konteks, status=422 if konteks["ada_galat"] else 200)


@require_POST
def langkah(request: HttpRequest, tahun: int, public_id: UUID, langkah: Langkah) -> HttpResponse:
    """Submit or ratify the plan as it was seen."""
    lembar = _ambil(request, tahun, public_id)
    layanan = {Langkah.AJUKAN: perencanaan.ajukan, Langkah.TETAPKAN: perencanaan.tetapkan}[langkah]
    return _jalankan(request, lembar, layanan, request.POST.get("sidik", ""))


@require_POST
def kembalikan(request: HttpRequest, tahun: int, public_id: UUID) -> HttpResponse:
    lembar, form = _ambil(request, tahun, public_id), KembalikanRencanaForm(request.POST)
    if not boleh_menetapkan_rencana(request.peran):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman_rinci(request, lembar, form)
    layanan = partial(perencanaan.kembalikan, alasan=form.cleaned_data["alasan"])
    return _jalankan(request, lembar, layanan, form.cleaned_data["sidik"])


def _jalankan(request: HttpRequest, lembar: Lembar, layanan: Callable[..., RencanaAksi], sidik: str) -> HttpResponse:
    if lembar.rencana is None:
        raise Http404
    try:
        rencana = layanan(rencana=lembar.rencana, sidik=sidik, **_pelaku(request))
    except IsianDitolak as ditolak:
        messages.error(request, " ".join(_kalimat(ditolak)))
    else:
        messages.success(request, f"Rencana aksi {lembar.indikator}: {rencana.get_status_display().lower()}.")
    return redirect("rencana_rinci", lembar.tahun, lembar.indikator.public_id)


@require_safe
def matriks_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    """The matrix of domain 1.8 for a year."""
    harus_melihat(request)
    baris = matriks(tahun)
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": _tahun_bertarget(tahun),
        "baris": baris,
        "konsep": not all(b.ditetapkan for b in baris),
        "boleh_cetak": request.peran.melihat_semua,
    }
    return render(request, "rencana_aksi/rencana_matriks.html", konteks)


@require_safe
def matriks_unduh(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    nama = content_disposition_header(True, f"Rencana Aksi {tahun}.xlsx")
    isi = buku_matriks(tahun, matriks(tahun))
    return HttpResponse(isi, content_type=JENIS_XLSX, headers={"Content-Disposition": nama})
