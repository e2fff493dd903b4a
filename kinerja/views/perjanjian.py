from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.models import PerjanjianKinerja
from kinerja.perjanjian import services as layanan
from kinerja.perjanjian.beda import bandingkan
from kinerja.perjanjian.daftar import daftar_perjanjian
from kinerja.perjanjian.forms import DpaForm, FormulirDraf, PerubahanForm, PindaianForm, TandaTanganForm
from kinerja.perjanjian.naskah import perjanjian_lengkap, susun_naskah
from kinerja.perjanjian.services import PerjanjianDitolak, keberatan_tandatangan
from kinerja.permissions import boleh_menandatangani, boleh_menyusun_perjanjian
from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.gerbang import BerkasDitolak
from organisasi.jejak import catat
from organisasi.models import Jabatan
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.unduhan import BerkasHilang, respons_tampil


def _ambil(request: HttpRequest, public_id: UUID) -> PerjanjianKinerja:
    """The agreement, if this person may read planning pages at all."""
    harus_melihat(request)
    return get_object_or_404(perjanjian_lengkap(), public_id=public_id)


@require_safe
def perjanjian_tahun_ini(request: HttpRequest) -> HttpResponse:
    return redirect("perjanjian_daftar", request.peran.tanggal.year)


@require_safe
def perjanjian_daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    return _halaman_daftar(request, tahun)


def _halaman_daftar(request: HttpRequest, tahun: int, dpa_form: DpaForm | None = None) -> HttpResponse:
    harus_melihat(request)
    daftar = daftar_perjanjian(tahun)
    konteks = {
        "tahun": tahun,
        "daftar": daftar,
        "dpa_form": dpa_form or DpaForm(initial={"tanggal": daftar.tanggal_dpa}),
        "form": dpa_form,
        "menyusun": boleh_menyusun_perjanjian(request.peran),
    }
    return render(request, "kinerja/perjanjian_daftar.html", konteks, status=422 if dpa_form else 200)


@require_POST
def dpa_catat(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    form = DpaForm(request.POST)
    if not form.is_valid():
        return _halaman_daftar(request, tahun, form)
    layanan.catat_dpa(tahun=tahun, tanggal=form.cleaned_data["tanggal"], oleh=request.user)
    messages.success(request, f"Tanggal DPA {tahun} tersimpan.")
    return redirect("perjanjian_daftar", tahun)


@require_POST
def perjanjian_buat(request: HttpRequest, tahun: int, jabatan_id: UUID) -> HttpResponse:
    harus_melihat(request)
    jabatan = get_object_or_404(Jabatan, public_id=jabatan_id, aktif=True)
    try:
        perjanjian = layanan.buat_perjanjian(tahun=tahun, jabatan=jabatan, oleh=request.user)
    except PerjanjianDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect("perjanjian_daftar", tahun)
    return redirect(perjanjian)


@require_POST
def perjanjian_buat_semua(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    jumlah = layanan.buat_semua(tahun=tahun, oleh=request.user)
    messages.success(request, f"{jumlah} draf Perjanjian Kinerja {tahun} disusun dari data.")
    return redirect("perjanjian_daftar", tahun)


@require_safe
def perjanjian(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _halaman(request, _ambil(request, public_id))


def _halaman(request: HttpRequest, perjanjian: PerjanjianKinerja, **form) -> HttpResponse:
    """The agreement as the form reads; a form that was refused is shown again with what was typed."""
    versi = PerjanjianKinerja.objects.filter(tahun=perjanjian.tahun, jabatan_pertama=perjanjian.jabatan_pertama_id)
    versi = sorted(versi, key=lambda p: p.versi)
    konteks = {
        "perjanjian": perjanjian,
        "naskah": susun_naskah(perjanjian),
        "versi": versi,
        "terakhir": versi[-1].pk == perjanjian.pk,
        "menyusun": boleh_menyusun_perjanjian(request.peran),
        "menandatangani": boleh_menandatangani(request.peran, perjanjian),
        "keberatan": None if perjanjian.terkunci else keberatan_tandatangan(perjanjian),
        "tandatangan_form": TandaTanganForm(initial={"tempat": perjanjian.tempat}),
        "perubahan_form": PerubahanForm(),
        "pindaian_form": PindaianForm(),
    } | form
    konteks["form"] = next(iter(form.values()), None)
    return render(request, "kinerja/perjanjian_rinci.html", konteks, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_ubah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    perjanjian = _ambil(request, public_id)
    harus_merencanakan(request)
    if perjanjian.terkunci:
        messages.error(request, f"{perjanjian} sudah ditandatangani, jadi tidak dapat diubah.")
        return redirect(perjanjian)
    formulir = FormulirDraf(perjanjian, request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulir.is_valid():
        return _laksanakan(request, perjanjian, "Draf tersimpan.", layanan.ubah_draf, ubahan=formulir.ubahan())
    galat = [f for f in formulir.butir if f.errors]
    konteks = {"perjanjian": perjanjian, "formulir": formulir, "form": formulir.utama, "slot": galat}
    konteks["ada_galat"] = bool(galat)
    status = 422 if galat or formulir.utama.errors else 200
    return render(request, "kinerja/perjanjian_ubah.html", konteks, status=status)


def _laksanakan(request: HttpRequest, perjanjian: PerjanjianKinerja, kabar: str, tindakan, **isi) -> HttpResponse:
    """Do one thing to an agreement and come back to its page with what happened."""
    try:
        hasil = tindakan(perjanjian=perjanjian, oleh=request.user, **isi)
    except (PerjanjianDitolak, BerkasDitolak, PenyimpananGagal) as ditolak:
        messages.error(request, str(ditolak))
        return redirect(perjanjian)
    messages.success(request, kabar)
    return redirect(hasil or perjanjian)


@require_POST
def perjanjian_ambil_ulang(request: HttpRequest, public_id: UUID) -> HttpResponse:
    kabar = "Indikator, target, dan anggaran diambil ulang dari data."
    return _laksanakan(request, _ambil(request, public_id), kabar, layanan.ambil_ulang)


@require_POST
def perjanjian_hapus(request: HttpRequest, public_id: UUID) -> HttpResponse:
    perjanjian = _ambil(request, public_id)
    try:
        layanan.hapus_draf(perjanjian=perjanjian, oleh=request.user)
    except PerjanjianDitolak as ditolak:
        messages.error(request, str(ditolak))
        return redirect(perjanjian)
    messages.success(request, f"Draf {perjanjian} dihapus.")
    return redirect("perjanjian_daftar", perjanjian.tahun)


@require_POST
def perjanjian_tandatangani(request: HttpRequest, public_id: UUID) -> HttpResponse:
    perjanjian, form = _ambil(request, public_id), TandaTanganForm(request.POST)
    if not form.is_valid():
        return _halaman(request, perjanjian, tandatangan_form=form)
    return _laksanakan(request, perjanjian, "Penandatanganan tercatat.", layanan.tandatangani, **form.cleaned_data)


@require_POST
def perjanjian_perubahan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    perjanjian, form = _ambil(request, public_id), PerubahanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, perjanjian, perubahan_form=form)
    return _laksanakan(request, perjanjian, "Draf perubahan dibuat.", layanan.buat_perubahan, **form.cleaned_data)


@require_POST
def perjanjian_pindaian(request: HttpRequest, public_id: UUID) -> HttpResponse:
    perjanjian, form = _ambil(request, public_id), PindaianForm(request.POST, request.FILES)
    if not form.is_valid():
        return _halaman(request, perjanjian, pindaian_form=form)
    return _laksanakan(request, perjanjian, "Pindaian tersimpan.", layanan.simpan_pindaian, **form.cleaned_data)


@require_safe
def perjanjian_pindaian_lihat(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    perjanjian = _ambil(request, public_id)
    if perjanjian.pindaian is None:
        return redirect(perjanjian)
    berkas = perjanjian.pindaian
    nama = f"{perjanjian}.{berkas.jenis.rpartition('/')[2]}"
    try:
        respons = respons_tampil(sha256=berkas.sha256, nama=nama, jenis=berkas.jenis, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(perjanjian)
    catat(
        "perjanjian.buka_pindaian",
        objek=perjanjian,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} membuka pindaian {perjanjian}",
        data={"sha256": berkas.sha256},
    )
    return respons


@require_safe
def perjanjian_beda(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A revision beside the version before it; version 0 has none (redirect)."""
    baru = _ambil(request, public_id)
    if not baru.versi:
        return redirect(baru)
    lama = perjanjian_lengkap().get(
        tahun=baru.tahun, jabatan_pertama=baru.jabatan_pertama_id, versi=baru.versi - 1
    )
    konteks = {"lama": lama, "baru": baru, "beda": bandingkan(lama, baru)}
    return render(request, "kinerja/perjanjian_beda.html", konteks)
