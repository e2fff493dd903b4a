from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.gerbang import BerkasDitolak
from organisasi.jejak import catat
from organisasi.models import UnitKerja
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.unduhan import BerkasHilang, respons_buku, respons_tampil
from pelaporan import tindak_lanjut as pembaca
from pelaporan import tindak_lanjut_services as layanan
from pelaporan.cetakan import minta_cetak
from pelaporan.models import BuktiTindakLanjut, Laporan, Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut, Sumber, Tindakan
from pelaporan.naskah.tindak_lanjut import naskah_matriks
from pelaporan.permissions import boleh_konsep
from pelaporan.tindak_lanjut import TERLAMBAT, Saringan, butir, daftar_butir
from pelaporan.tindak_lanjut_excel import buku_tindak_lanjut
from pelaporan.tindak_lanjut_forms import FORM_LANGKAH, BuktiForm, RekomendasiSendiriForm
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak, boleh, keberatan, lakukan
from pelaporan.tindak_lanjut_permissions import boleh_melihat_tindak_lanjut, boleh_mencatat, boleh_menindaklanjuti

SEHALAMAN = 20
DITOLAK = (BerkasDitolak, PenyimpananGagal, TindakLanjutDitolak)
STATUS = [(TERLAMBAT, "Terlambat"), *StatusTindakLanjut.choices]


@dataclass(frozen=True, slots=True)
class Kata:
    """What a step is called on the page: the heading, the button, and what is said when it is done."""

    judul: str
    tombol: str
    kabar: str


KATA = {
    Tindakan.RENCANAKAN: Kata("Rencana tindak lanjut", "Simpan rencana", "Rencana tindak lanjut tersimpan."),
    Tindakan.SELESAIKAN: Kata(
        "Laporkan selesai", "Laporkan selesai", "Tindak lanjut dilaporkan selesai dan menunggu verifikasi."
    ),
    Tindakan.VERIFIKASI: Kata("Verifikasi", "Verifikasi tindak lanjut", "Tindak lanjut diverifikasi."),
    Tindakan.KEMBALIKAN: Kata("Kembalikan", "Kembalikan untuk diperbaiki", "Tindak lanjut dikembalikan."),
    Tindakan.TIDAK_DAPAT: Kata(
        "Tidak dapat ditindaklanjuti", "Nyatakan tidak dapat ditindaklanjuti", "Rekomendasi dinyatakan tidak dapat "
        "ditindaklanjuti.",
    ),
    Tindakan.BUKA_KEMBALI: Kata("Buka kembali", "Buka kembali", "Rekomendasi dibuka kembali."),
    Tindakan.ALIHKAN: Kata("Alihkan penanggung jawab", "Alihkan", "Penanggung jawab dialihkan."),
}  # fmt: skip
TERBENTANG = (Tindakan.RENCANAKAN, Tindakan.SELESAIKAN, Tindakan.VERIFIKASI)


@dataclass(frozen=True, slots=True)
class Panel:
    """A step as the page offers it: its form, and the reason why its button is not open yet."""

    tindakan: Tindakan
    kata: Kata
    form: forms.Form
    keberatan: str | None
    url: str
    buka: bool


def pastikan_melihat(request: HttpRequest) -> None:
    """To people without a post the register does not exist (404)."""
    if not boleh_melihat_tindak_lanjut(request.peran):
        raise Http404


def pastikan_mencatat(request: HttpRequest) -> None:
    pastikan_melihat(request)
    if not boleh_mencatat(request.peran):
        raise PermissionDenied


def _ambil(request: HttpRequest, public_id: UUID) -> Rekomendasi:
    pastikan_melihat(request)
    return get_object_or_404(Rekomendasi.objects.visible_to(request.peran).lengkap(), public_id=public_id)


def _saringan(request: HttpRequest) -> Saringan:
    """The filters of the address; values that nobody offers narrow nothing."""
    dikenal = {
        "sumber": Sumber.values,
        "status": [nilai for nilai, _ in STATUS],
        "unit": UnitKerja.objects.values_list("kode", flat=True) if request.GET.get("unit") else (),
    }
    return Saringan(**{n: v if (v := request.GET.get(n, "")) in semua else "" for n, semua in dikenal.items()})


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    pastikan_melihat(request)
    # Saran from before there was a register become its items when somebody first reads it.
    layanan.serap_saran()
    peran, saringan = request.peran, _saringan(request)
    terlihat = Rekomendasi.objects.visible_to(peran)
    halaman = Paginator(pembaca.register(peran, saringan), SEHALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "milik": daftar_butir(pembaca.milik_saya(peran), peran.tanggal),
        "verifikasi": daftar_butir(pembaca.menunggu_verifikasi(peran), peran.tanggal),
        "halaman": halaman,
        "butir": daftar_butir(halaman, peran.tanggal, halaman.start_index()),
        "ringkasan": pembaca.ringkasan(terlihat, peran.tanggal),
        "saringan": saringan,
        "pilihan": {"sumber": Sumber.choices, "status": STATUS, "unit": _pilihan_unit(terlihat)},
        "mencatat": boleh_mencatat(peran),
        "mencetak": boleh_konsep(peran),
    }
    return render(request, "pelaporan/tindak_lanjut_daftar.html", konteks)


def _pilihan_unit(terlihat) -> list[tuple[str, str]]:
    unit = UnitKerja.objects.filter(pk__in=terlihat.values("penanggung_jawab__unit"))
    return list(unit.values_list("kode", "nama"))


@require_safe
def xlsx(request: HttpRequest) -> HttpResponse:
    pastikan_melihat(request)
    saringan, hari = _saringan(request), request.peran.tanggal
    isi = daftar_butir(pembaca.register(request.peran, saringan), hari)
    return respons_buku(buku_tindak_lanjut(isi, saringan.keterangan, hari), f"Tindak lanjut {hari:%d-%m-%Y}")


@require_POST
def cetak(request: HttpRequest) -> HttpResponse:
    """The matrix of what the page shows, as a document that stays as it is today; of the whole office, so for few."""
    pastikan_melihat(request)
    if not boleh_konsep(request.peran):
        raise PermissionDenied
    saringan, hari = _saringan(request), request.peran.tanggal
    baris = daftar_butir(pembaca.register(request.peran, saringan).prefetch_related("bukti"), hari)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.TINDAK_LANJUT,
        objek=str(hari),
        judul=f"Matriks Tindak Lanjut per {hari:%d-%m-%Y}",
        isi=naskah_matriks(baris, saringan.keterangan, hari),
        # A document that is no draft is everybody's, and this one tells of every unit.
        konsep=True,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)


@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: HttpRequest) -> HttpResponse:
    pastikan_mencatat(request)
    awal = {"tanggal": timezone.localdate(), "diterima": timezone.localdate()}
    form = RekomendasiSendiriForm(request.POST or None, initial=awal)
    if form.is_valid() and (baru := _tambah(request, form)):
        messages.success(request, "Rekomendasi tercatat.")
        return redirect(baru)
    return render(request, "pelaporan/tindak_lanjut_tambah.html", {"form": form})


def _tambah(request: HttpRequest, form: RekomendasiSendiriForm) -> Rekomendasi | None:
    data = form.cleaned_data
    isi = {"isian": form.isian(), "tanggal": data["tanggal"], "diterima": data["diterima"], "oleh": request.user}
    try:
        if data["sumber"] == Sumber.BERKALA:
            return layanan.tambah_rekomendasi_berkala(triwulan=data["triwulan"], **isi)
        return layanan.tambah_arahan_camat(**isi)
    except TindakLanjutDitolak as ditolak:
        form.add_error("diterima", str(ditolak))
        return None


@require_safe
def rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _halaman(request, _ambil(request, public_id))


def _halaman(
    request: HttpRequest,
    r: Rekomendasi,
    *,
    ditolak: tuple[Tindakan, forms.Form] | None = None,
    bukti_form: BuktiForm | None = None,
) -> HttpResponse:
    """The item; a form that was refused is shown again with what was typed."""
    pemilik = boleh_menindaklanjuti(request.peran, r)
    form = ditolak[1] if ditolak else bukti_form
    konteks = {
        "r": r,
        "butir": butir(r, request.peran.tanggal),
        "hari_ini": request.peran.tanggal,
        "bukti": r.bukti.select_related("berkas", "diunggah_oleh"),
        "riwayat": r.riwayat.all(),
        "panel": [_panel(request, r, t, ditolak) for t in Tindakan if boleh(t, r, request.peran)],
        "bukti_form": bukti_form or BuktiForm(),
        "mengunggah": pemilik and r.status == StatusTindakLanjut.PROSES,
        "form": form,
    }
    return render(request, "pelaporan/tindak_lanjut_rinci.html", konteks, status=422 if form else 200)


def _panel(
    request: HttpRequest, r: Rekomendasi, tindakan: Tindakan, ditolak: tuple[Tindakan, forms.Form] | None
) -> Panel:
    salah = ditolak is not None and ditolak[0] == tindakan
    return Panel(
        tindakan=tindakan,
        kata=KATA[tindakan],
        form=ditolak[1] if salah else FORM_LANGKAH[tindakan](rekomendasi=r, prefix=tindakan.value),
        keberatan=keberatan(tindakan, r, request.user),
        url=f"tindak_lanjut_{tindakan}",
        buka=salah or tindakan in TERBENTANG,
    )


def _langkah(tindakan: Tindakan) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """The view of one step."""

    @require_POST
    def langkah(request: HttpRequest, public_id: UUID) -> HttpResponse:
        r = _ambil(request, public_id)
        form = FORM_LANGKAH[tindakan](request.POST, rekomendasi=r, prefix=tindakan.value)
        if not form.is_valid():
            return _halaman(request, r, ditolak=(tindakan, form))
        try:
            lakukan(tindakan, rekomendasi=r, oleh=request.user, isi=form.isi())
        except TindakLanjutDitolak as ditolak:
            form.add_error(None, str(ditolak))
            return _halaman(request, _ambil(request, public_id), ditolak=(tindakan, form))
        messages.success(request, KATA[tindakan].kabar)
        return redirect(r)

    return langkah


rencanakan = _langkah(Tindakan.RENCANAKAN)
selesaikan = _langkah(Tindakan.SELESAIKAN)
verifikasi = _langkah(Tindakan.VERIFIKASI)
kembalikan = _langkah(Tindakan.KEMBALIKAN)
tidak_dapat = _langkah(Tindakan.TIDAK_DAPAT)
buka_kembali = _langkah(Tindakan.BUKA_KEMBALI)
alihkan = _langkah(Tindakan.ALIHKAN)


@require_POST
def bukti_unggah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    r, form = _ambil(request, public_id), BuktiForm(request.POST, request.FILES)
    if not boleh_menindaklanjuti(request.peran, r):
        raise PermissionDenied
    if not form.is_valid():
        return _halaman(request, r, bukti_form=form)
    data = form.cleaned_data
    try:
        bukti = layanan.unggah_bukti(
            rekomendasi=r,
            berkas=data["berkas"],
            uraian=data["uraian"],
            batas=settings.BATAS_UKURAN_BERKAS,
            oleh=request.user,
        )
    except DITOLAK as ditolak:
        form.add_error("berkas", str(ditolak))
        return _halaman(request, r, bukti_form=form)
    messages.success(request, f"“{bukti.nama}” tersimpan sebagai bukti.")
    return redirect(r)


def _ambil_bukti(request: HttpRequest, public_id: UUID) -> BuktiTindakLanjut:
    pastikan_melihat(request)
    terlihat = BuktiTindakLanjut.objects.filter(rekomendasi__in=Rekomendasi.objects.visible_to(request.peran))
    return get_object_or_404(terlihat.select_related("berkas", "rekomendasi"), public_id=public_id)


@require_safe
def bukti_lihat(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    bukti = _ambil_bukti(request, public_id)
    return serahkan(request, bukti.berkas, bukti.nama, objek=bukti.rekomendasi, peristiwa="tindak_lanjut.buka_bukti")


def serahkan(request: HttpRequest, berkas, nama: str, *, objek, peristiwa: str) -> HttpResponseBase:
    """Hand a file out and leave a trace; when its bytes cannot be given, go back to the page with the reason."""
    try:
        respons = respons_tampil(sha256=berkas.sha256, nama=nama, jenis=berkas.jenis, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(objek)
    catat(
        peristiwa,
        objek=objek,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} membuka “{nama}”",
    )
    return respons


@require_POST
def bukti_tarik(request: HttpRequest, public_id: UUID) -> HttpResponse:
    bukti = _ambil_bukti(request, public_id)
    try:
        layanan.tarik_bukti(bukti=bukti, oleh=request.user)
    except TindakLanjutDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"“{bukti.nama}” tidak lagi menjadi bukti.")
    return redirect(bukti.rekomendasi)
