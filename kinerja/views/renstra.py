from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kinerja import renstra as layanan
from kinerja.forms_renstra import (
    BeralasanForm,
    IkuBaruForm,
    IndikatorForm,
    RenstraForm,
    SasaranForm,
    TujuanForm,
)
from kinerja.models import Indikator, Renstra
from kinerja.renstra import RenstraDitolak, isi_renstra, renstra_indikator, renstra_untuk, terkunci
from kinerja.rkt import rkt_iku
from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.permissions import boleh_merencanakan


def _pelaku(request: HttpRequest) -> dict[str, object]:
    return {"oleh": request.user, "jabatan": request.peran.nama_jabatan}


def _ambil(tahun: int) -> Renstra:
    renstra = renstra_untuk(tahun)
    if renstra is None:
        raise Http404
    return renstra


@require_safe
def renstra(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    renstra = renstra_untuk(tahun)
    konteks = {"tahun": tahun, "renstra": renstra, "merencanakan": boleh_merencanakan(request.peran)}
    if renstra:
        isi = isi_renstra(renstra)
        konteks |= {
            "isi": isi,
            "kekurangan": isi.kekurangan(),
            "iku": [(i, _teks_target(i, isi.tahun)) for i in isi.iku],
            "revisi": renstra.revisi.select_related("oleh").order_by("-nomor"),
        }
    return render(request, "kinerja/renstra_rinci.html", konteks)


def _teks_target(indikator: Indikator, tahun: range) -> list[tuple[int, str]]:
    return [
        (satu, layanan.teks_target(t.nilai, t.atas, indikator.presisi))
        for satu, t in layanan.target_setahun(indikator, tahun)
    ]


def _formulir(request: HttpRequest, tahun: int, form: BeralasanForm, judul: str) -> HttpResponse:
    return render(request, "kinerja/renstra_formulir.html", {"tahun": tahun, "form": form, "judul": judul})


def _simpan(request: HttpRequest, form: BeralasanForm, layanan: Callable[..., object], **isi: object) -> bool:
    """Write a valid form; when the Renstra has become complete meanwhile, the form asks for the reason instead."""
    try:
        layanan(alasan=form.alasan_revisi, **isi, **_pelaku(request))
    except RenstraDitolak as ditolak:
        form.minta_alasan(str(ditolak))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def renstra_ubah(request: HttpRequest, tahun: int) -> HttpResponse:
    """The frame of the Renstra; without one for this year, the first entry of a new one."""
    harus_merencanakan(request)
    renstra = renstra_untuk(tahun)
    form = RenstraForm(
        request.POST or None,
        terkunci=renstra is not None and terkunci(isi_renstra(renstra)),
        initial=RenstraForm.awal(renstra),
    )
    if form.is_valid():
        if renstra is None:
            baru = layanan.buat_renstra(kolom=form.kolom, **_pelaku(request))
            return redirect("renstra", baru.tahun_awal)
        if _simpan(request, form, layanan.simpan_renstra, renstra=renstra, kolom=form.kolom):
            return redirect("renstra", form.kolom["tahun_awal"] if not _memuat(form, tahun) else tahun)
    return _formulir(request, tahun, form, "Ubah Renstra" if renstra else "Renstra baru")


def _memuat(form: RenstraForm, tahun: int) -> bool:
    return form.kolom["tahun_awal"] <= tahun <= form.kolom["tahun_akhir"]


@require_http_methods(["GET", "HEAD", "POST"])
def tujuan_ubah(request: HttpRequest, tahun: int, urutan: int = 0) -> HttpResponse:
    harus_merencanakan(request)
    renstra = _ambil(tahun)
    tujuan = get_object_or_404(renstra.tujuan, urutan=urutan) if urutan else None
    form = TujuanForm(
        request.POST or None,
        terkunci=terkunci(isi_renstra(renstra)),
        initial={"uraian": tujuan.uraian} if tujuan else {},
    )
    if form.is_valid() and _simpan(
        request, form, layanan.simpan_tujuan, renstra=renstra, tujuan=tujuan, uraian=form.cleaned_data["uraian"]
    ):
        return redirect("renstra", tahun)
    return _formulir(request, tahun, form, f"Tujuan {urutan}" if tujuan else "Tambah tujuan")


@require_http_methods(["GET", "HEAD", "POST"])
def sasaran_ubah(request: HttpRequest, tahun: int, urutan: int = 0) -> HttpResponse:
    harus_merencanakan(request)
    renstra = _ambil(tahun)
    sasaran = get_object_or_404(renstra.sasaran, urutan=urutan) if urutan else None
    form = SasaranForm(
        request.POST or None,
        renstra=renstra,
        terkunci=terkunci(isi_renstra(renstra)),
        initial={"uraian": sasaran.uraian, "tujuan": sasaran.tujuan_id} if sasaran else {},
    )
    if form.is_valid() and _simpan(
        request,
        form,
        layanan.simpan_sasaran,
        renstra=renstra,
        sasaran=sasaran,
        tujuan=form.cleaned_data["tujuan"],
        uraian=form.cleaned_data["uraian"],
    ):
        return redirect("renstra", tahun)
    return _formulir(request, tahun, form, f"Sasaran {urutan}" if sasaran else "Tambah sasaran strategis")


@require_http_methods(["GET", "HEAD", "POST"])
def iku_tambah(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    renstra = _ambil(tahun)
    form = IkuBaruForm(request.POST or None, renstra=renstra, terkunci=terkunci(isi_renstra(renstra)))
    if form.is_valid() and _simpan(
        request,
        form,
        layanan.buat_iku,
        sasaran=form.cleaned_data["sasaran"],
        kolom=form.kolom,
        unit_terkait=form.cleaned_data["unit_terkait"],
        target=form.target,
    ):
        return redirect("renstra", tahun)
    return _formulir(request, tahun, form, "Tambah Indikator Kinerja Utama")


@require_http_methods(["GET", "HEAD", "POST"])
def indikator_ubah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What an indicator means; readable for all, changed by the planner."""
    harus_melihat(request)
    indikator = get_object_or_404(Indikator.objects.select_related("sasaran__renstra"), public_id=public_id)
    renstra = renstra_indikator(indikator)
    merencanakan = boleh_merencanakan(request.peran)
    form = IndikatorForm(
        request.POST or None,
        renstra=renstra,
        indikator=indikator,
        terkunci=indikator.sasaran_id is not None and terkunci(isi_renstra(renstra)),
    )
    if request.method == "POST" and not merencanakan:
        raise PermissionDenied
    if form.is_valid() and _simpan(
        request,
        form,
        layanan.simpan_indikator,
        indikator=indikator,
        kolom=form.kolom,
        unit_terkait=form.cleaned_data["unit_terkait"],
        target=form.target,
    ):
        messages.success(request, f"{indikator.nama} tersimpan.")
        return redirect("indikator_ubah", indikator.public_id)
    tahun = request.peran.tanggal.year
    konteks = {"tahun": tahun, "indikator": indikator, "form": form, "merencanakan": merencanakan}
    return render(request, "kinerja/indikator_rinci.html", konteks)


@require_safe
def iku(request: HttpRequest, tahun: int) -> HttpResponse:
    """The list of IKU with definition, formula, source and owner (domain 8, table 5)."""
    harus_melihat(request)
    renstra = renstra_untuk(tahun)
    konteks = {
        "tahun": tahun,
        "renstra": renstra,
        "baris": rkt_iku(tahun, renstra),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/iku_daftar.html", konteks)
