"""A proposed change of a ratified plan: old and new side by side, and what the Camat or the proposer does with it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kinerja.views.umum import harus_melihat
from rencana_aksi import usulan as layanan
from rencana_aksi.forms_rencana import SetujuiUsulanForm, TolakUsulanForm
from rencana_aksi.models import UsulanPerubahan
from rencana_aksi.perencanaan import buka_lembar
from rencana_aksi.permissions import boleh_menarik_usulan, boleh_menetapkan_rencana
from rencana_aksi.services import IsianDitolak


def _ambil(request: HttpRequest, public_id: UUID) -> UsulanPerubahan:
    harus_melihat(request)
    lengkap = UsulanPerubahan.objects.select_related(
        "rencana_aksi__indikator__unit", "diusulkan_oleh", "diputus_oleh", "hasil"
    )
    return get_object_or_404(lengkap, public_id=public_id)


@require_safe
def rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _halaman(request, _ambil(request, public_id))


def _halaman(
    request: HttpRequest,
    usulan: UsulanPerubahan,
    *,
    setujui_form: SetujuiUsulanForm | None = None,
    tolak_form: TolakUsulanForm | None = None,
) -> HttpResponse:
    """The proposal; a form that was refused is shown again with what was typed."""
    rencana = usulan.rencana_aksi
    menunggu = usulan.keadaan == UsulanPerubahan.Keadaan.MENUNGGU
    form = setujui_form or tolak_form
    konteks = {
        "usulan": usulan,
        "rencana": rencana,
        "menunggu": menunggu,
        "berubah": menunggu and buka_lembar(rencana.indikator, rencana.tahun).sidik != usulan.sidik_awal,
        "menetapkan": menunggu and boleh_menetapkan_rencana(request.peran),
        "menarik": menunggu and boleh_menarik_usulan(request.peran, usulan),
        "setujui_form": setujui_form or SetujuiUsulanForm(),
        "tolak_form": tolak_form or TolakUsulanForm(),
        "menolak": tolak_form is not None,
        "form": form,
    }
    return render(request, "rencana_aksi/usulan_rinci.html", konteks, status=422 if form else 200)


@require_POST
def setujui(request: HttpRequest, public_id: UUID) -> HttpResponse:
    usulan, form = _ambil(request, public_id), SetujuiUsulanForm(request.POST)
    _harus_menetapkan(request)
    form.is_valid()
    try:
        layanan.setujui(
            usulan=usulan, menyentuh_klaim=form.cleaned_data["menyentuh_klaim"], **_pelaku(request)
        )
    except IsianDitolak as ditolak:
        for kalimat in (str(ditolak), *getattr(ditolak, "kekurangan", ())):
            form.add_error(None, kalimat)
        return _halaman(request, _ambil(request, public_id), setujui_form=form)
    messages.success(request, "Perubahan disetujui dan rencana aksinya sudah berubah.")
    return _ke_rencana(usulan)


@require_POST
def tolak(request: HttpRequest, public_id: UUID) -> HttpResponse:
    usulan, form = _ambil(request, public_id), TolakUsulanForm(request.POST)
    _harus_menetapkan(request)
    if not form.is_valid():
        return _halaman(request, usulan, tolak_form=form)
    tindakan = partial(layanan.tolak, alasan=form.cleaned_data["alasan"])
    return _jalankan(request, usulan, tindakan, "Usulan ditolak; rencana aksinya tidak berubah.")


@require_POST
def tarik(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _jalankan(request, _ambil(request, public_id), layanan.tarik, "Usulan ditarik.")


def _jalankan(request: HttpRequest, usulan: UsulanPerubahan, tindakan: Callable[..., object], kabar: str):
    try:
        tindakan(usulan=usulan, **_pelaku(request))
    except IsianDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("usulan", usulan.public_id)
    messages.success(request, kabar)
    return _ke_rencana(usulan)


def _harus_menetapkan(request: HttpRequest) -> None:
    if not boleh_menetapkan_rencana(request.peran):
        raise PermissionDenied


def _ke_rencana(usulan: UsulanPerubahan) -> HttpResponse:
    rencana = usulan.rencana_aksi
    return redirect("rencana_rinci", rencana.tahun, rencana.indikator.public_id)


def _pelaku(request: HttpRequest) -> dict:
    return {"oleh": request.user, "jabatan": request.peran.nama_jabatan}
