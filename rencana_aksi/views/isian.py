from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.bahasa import jam
from rencana_aksi.aturan import keberatan, tujuan_ajukan
from rencana_aksi.forms import IsianForm, LangkahForm
from rencana_aksi.kedudukan import Tindakan, kedudukan
from rencana_aksi.kelengkapan import kekurangan
from rencana_aksi.kiriman import simpan_dokumen, simpan_keterangan
from rencana_aksi.kursi import susun_kursi
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import MEJA_STATUS
from rencana_aksi.penilaian import sumber_terhitung
from rencana_aksi.services import IsianDitolak, simpan_isian
from rencana_aksi.slot import Slot, slot_pengisi
from rencana_aksi.views.umum import ambil_untuk_diisi, ganti, konteks_berkas
from rencana_aksi.workflow import TransisiDitolak, putuskan


@require_http_methods(["GET", "HEAD", "POST"])
def isi(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The entry page: numbers, words and documents in one form, so that one click never loses the other."""
    capaian = ambil_untuk_diisi(request, public_id)
    if not capaian.dapat_diisi:
        return redirect(capaian)
    if request.method != "POST":
        return _halaman_isi(request, capaian, IsianForm.dari(capaian))

    form = IsianForm(request.POST, capaian=capaian)
    slot = simpan_dokumen(request, capaian)
    if _simpan(form, request) and not any(s.galat for s in slot):
        if "periksa" in request.POST:
            return redirect("capaian_periksa", capaian.public_id)
        messages.success(request, _tersimpan(form))
        return redirect("capaian_isi", capaian.public_id)
    return _halaman_isi(request, capaian, form, slot)


def _tersimpan(form: IsianForm) -> str:
    return f"Tersimpan {jam(timezone.now())}. {form.terbaca()}".strip()


def _simpan(form: IsianForm, request: HttpRequest) -> bool:
    """Save a readable form; what cannot be saved becomes an error of the form, which keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        simpan_isian(
            capaian=form.capaian, isian=form.isian(), versi=form.cleaned_data["versi"], oleh=request.user
        )
    except IsianDitolak as ditolak:
        form.add_error(None, str(ditolak))
        form.data = ganti(form.data, "versi", Capaian.objects.get(pk=form.capaian.pk).versi)
        return False
    return True


def _halaman_isi(request: HttpRequest, capaian: Capaian, form: IsianForm, slot: Sequence[Slot] = ()) -> HttpResponse:
    k = kedudukan(capaian, request.peran)
    slot = slot or slot_pengisi(capaian, k.dokumen, request.user)
    konteks = {
        "capaian": capaian,
        "form": form,
        "slot": slot,
        "penilaian": k.penilaian,
        "sumber": _sumber(capaian),
        "kembali": k.terakhir if k.terakhir and k.terakhir.tindakan == Tindakan.KEMBALIKAN else None,
        "batas": capaian.batas,
        "ada_galat": bool(form.errors) or any(s.galat for s in slot),
    } | konteks_berkas()
    return render(request, "rencana_aksi/capaian_isi.html", konteks, status=422 if konteks["ada_galat"] else 200)


def _sumber(capaian: Capaian) -> Iterable[Capaian]:
    """The claims that a computed indicator is made of."""
    if not capaian.indikator.terhitung:
        return ()
    return sumber_terhitung(capaian.indikator.program_sumber_id, capaian.triwulan)


@require_POST
def simpan(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Save a draft by itself; 409 when another page was faster, 422 when a field cannot be read."""
    capaian = ambil_untuk_diisi(request, public_id)
    form = IsianForm(request.POST, capaian=capaian)
    if not form.is_valid():
        pesan = next(iter(form.errors.values()))[0]
        return JsonResponse({"pesan": f"Belum tersimpan: {pesan}"}, status=422)
    try:
        capaian = simpan_isian(
            capaian=capaian, isian=form.isian(), versi=form.cleaned_data["versi"], oleh=request.user
        )
    except IsianDitolak as ditolak:
        return JsonResponse({"pesan": str(ditolak)}, status=409)
    keluhan, keadaan = simpan_keterangan(request, capaian)
    pesan = " ".join([_tersimpan(form), *keluhan])
    return JsonResponse({"pesan": pesan, "versi": capaian.versi, "nilai": keadaan})


@require_safe
def periksa(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check answers: the claim as the desks will see it, and what is still missing, before it goes up."""
    capaian = ambil_untuk_diisi(request, public_id)
    if not capaian.dapat_diisi:
        return redirect(capaian)
    k = kedudukan(capaian, request.peran)
    konteks = {
        "capaian": capaian,
        "penilaian": k.penilaian,
        "slot": slot_pengisi(capaian, k.dokumen, request.user),
        "jabatan_tujuan": k.kursi.jabatan(MEJA_STATUS[tujuan_ajukan(k)], capaian.indikator.unit_id),
        "kekurangan": kekurangan(capaian, request.peran.tanggal),
        "keberatan": keberatan(Tindakan.AJUKAN, k),
        "form": LangkahForm(initial={"sidik": k.sidik}),
    }
    return render(request, "rencana_aksi/capaian_periksa.html", konteks)


@require_POST
def ajukan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    capaian = ambil_untuk_diisi(request, public_id)
    try:
        putuskan(Tindakan.AJUKAN, capaian=capaian, oleh=request.user, sidik=request.POST.get("sidik", ""))
    except TransisiDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("capaian_periksa", capaian.public_id)
    return redirect("capaian_terkirim", capaian.public_id)


@require_safe
def terkirim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The confirmation: a reference number, who acts next and by when."""
    capaian = ambil_untuk_diisi(request, public_id)
    if capaian.dapat_diisi:
        return redirect("capaian_isi", capaian.public_id)
    konteks = {
        "capaian": capaian,
        "batas": capaian.batas,
        "jabatan_tujuan": susun_kursi().jabatan(capaian.meja, capaian.indikator.unit_id),
    }
    return render(request, "rencana_aksi/capaian_terkirim.html", konteks)
