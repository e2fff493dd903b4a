"""Bukti SAKIP: the criteria of a year, one criterion, and the document register."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.gerbang import BerkasDitolak
from organisasi.jejak import catat
from organisasi.models import Jejak
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.permissions import boleh_merencanakan
from organisasi.unduhan import BerkasHilang, respons_buku, respons_tampil
from pelaporan import bukti_services as layanan
from pelaporan.bukti import BarisKriteria, BuktiSakip, bukti_sakip
from pelaporan.bukti_excel import buku_bukti
from pelaporan.bukti_forms import DokumenForm, KaitForm, PenilaianForm
from pelaporan.cetakan import minta_cetak
from pelaporan.models import DokumenSakip, KriteriaAkip, Laporan
from pelaporan.naskah.bukti import naskah_bukti

RIWAYAT = 20  # lines of history on the page of a criterion


@require_safe
def bukti_kini(request: HttpRequest) -> HttpResponse:
    harus_melihat(request)
    return redirect("bukti_sakip", request.peran.tanggal.year)


@require_safe
def bukti_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    isi = bukti_sakip(tahun)
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": range(tahun - 1, tahun + 2),
        "isi": isi,
        "predikat": isi.predikat,
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "pelaporan/bukti_tahun.html", konteks)


def _kriteria(tahun: int, kode: str) -> tuple[BuktiSakip, BarisKriteria]:
    """The criterion by its code in that year's set; 404 when the set has none."""
    isi = bukti_sakip(tahun)
    baris = isi.cari(kode)
    if baris is None:
        raise Http404
    return isi, baris


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_kriteria(request: HttpRequest, tahun: int, kode: str) -> HttpResponse:
    """A criterion with its evidence; the planner grades it here."""
    harus_melihat(request)
    isi, baris = _kriteria(tahun, kode)
    if request.method != "POST":
        return _halaman_kriteria(request, isi, baris)
    harus_merencanakan(request)
    form = PenilaianForm(request.POST)
    if not form.is_valid():
        return _halaman_kriteria(request, isi, baris, nilai_form=form)
    layanan.nilai_kriteria(tahun=tahun, kriteria=_utuh(baris), oleh=request.user, **form.cleaned_data)
    messages.success(request, f"Kriteria {kode} dinilai {form.cleaned_data['peringkat']}.")
    return redirect("bukti_kriteria", tahun, kode)


@require_POST
def bukti_kaitkan(request: HttpRequest, tahun: int, kode: str) -> HttpResponse:
    """Let a document of the register prove this criterion too."""
    harus_merencanakan(request)
    isi, baris = _kriteria(tahun, kode)
    form = KaitForm(request.POST, tahun=tahun)
    if not form.is_valid():
        return _halaman_kriteria(request, isi, baris, kait_form=form)
    dokumen = form.cleaned_data["dokumen"]
    try:
        layanan.kaitkan_dokumen(dokumen=dokumen, kriteria=_utuh(baris), oleh=request.user)
    except layanan.BuktiDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"“{dokumen.judul}” menjadi bukti kriteria {kode}.")
    return redirect("bukti_kriteria", tahun, kode)


def _utuh(baris: BarisKriteria) -> KriteriaAkip:
    """The criterion with the parents that its code is read from."""
    return KriteriaAkip.objects.select_related("sub__komponen").get(pk=baris.kriteria.pk)


def _halaman_kriteria(
    request: HttpRequest,
    isi: BuktiSakip,
    baris: BarisKriteria,
    *,
    nilai_form: PenilaianForm | None = None,
    kait_form: KaitForm | None = None,
) -> HttpResponse:
    penilaian, ditolak = baris.penilaian, nilai_form or kait_form
    awal = {"peringkat": penilaian.peringkat, "catatan": penilaian.catatan} if penilaian else {}
    konteks = {
        "tahun": isi.tahun,
        "baris": baris,
        "riwayat": _riwayat(baris),
        "merencanakan": boleh_merencanakan(request.peran),
        "nilai_form": nilai_form or PenilaianForm(initial=awal),
        "kait_form": kait_form or KaitForm(tahun=isi.tahun),
        "ada_lain": len(isi.dokumen) > len(baris.dokumen),
        "form": ditolak,
    }
    return render(request, "pelaporan/bukti_kriteria.html", konteks, status=422 if ditolak else 200)


def _riwayat(baris: BarisKriteria) -> list[Jejak]:
    """Who graded and who attached what, the newest first."""
    dokumen = [str(satu.public_id) for satu in baris.dokumen]
    milik = Q(objek_jenis="pelaporan.dokumensakip", objek_id__in=dokumen) & ~Q(peristiwa="dokumen_sakip.buka")
    if baris.penilaian:
        milik |= Q(objek_jenis="pelaporan.penilaianmandiri", objek_id=str(baris.penilaian.pk))
    return list(Jejak.objects.filter(milik).order_by("-nomor")[:RIWAYAT])


# The register


@require_safe
def dokumen_daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    dokumen = (
        DokumenSakip.objects.berlaku()
        .filter(tahun=tahun)
        .select_related("berkas", "diunggah_oleh")
        .prefetch_related("kriteria__sub__komponen")
    )
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": range(tahun - 1, tahun + 2),
        "dokumen": dokumen,
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "pelaporan/dokumen_sakip_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def dokumen_tambah(request: HttpRequest, tahun: int) -> HttpResponse:
    """Upload into the register; `?kriteria=` names the criterion whose page asked for it."""
    harus_merencanakan(request)
    kode = request.GET.get("kriteria", "")
    baris = _kriteria(tahun, kode)[1] if kode else None
    asal = reverse("bukti_kriteria", args=[tahun, kode]) if baris else reverse("dokumen_sakip_daftar", args=[tahun])
    form = DokumenForm(request.POST, request.FILES) if request.method == "POST" else DokumenForm()
    if form.is_valid() and _daftarkan(request, tahun, form, [baris.kriteria] if baris else []):
        return redirect(asal)
    konteks = {"tahun": tahun, "baris": baris, "asal": asal, "form": form}
    return render(request, "pelaporan/dokumen_sakip_tambah.html", konteks, status=422 if form.errors else 200)


def _daftarkan(request: HttpRequest, tahun: int, form: DokumenForm, kriteria: list[KriteriaAkip]) -> bool:
    """True when the document stands in the register; else the reason is on the form."""
    berkas = form.cleaned_data["berkas"]
    try:
        dokumen = layanan.daftarkan_dokumen(
            tahun=tahun, isian=form.isian(), berkas=berkas, kriteria=kriteria, oleh=request.user
        )
    except (BerkasDitolak, PenyimpananGagal, layanan.BuktiDitolak) as ditolak:
        form.add_error("berkas", str(ditolak))
        return False
    messages.success(request, f"“{dokumen.judul}” terdaftar.")
    return True


def _dokumen(request: HttpRequest, public_id: UUID) -> DokumenSakip:
    harus_melihat(request)
    return get_object_or_404(DokumenSakip.objects.berlaku().select_related("berkas"), public_id=public_id)


@require_safe
def dokumen_lihat(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    dokumen = _dokumen(request, public_id)
    berkas = dokumen.berkas
    try:
        respons = respons_tampil(
            sha256=berkas.sha256, nama=dokumen.nama_berkas, jenis=berkas.jenis, request=request
        )
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect("dokumen_sakip_daftar", dokumen.tahun)
    catat(
        "dokumen_sakip.buka",
        objek=dokumen,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
        uraian=f"{request.user.nama} membuka “{dokumen.judul}”",
        data={"sha256": berkas.sha256},
    )
    return respons


@require_POST
def dokumen_tarik(request: HttpRequest, public_id: UUID) -> HttpResponse:
    dokumen = _dokumen(request, public_id)
    harus_merencanakan(request)
    try:
        layanan.tarik_dokumen(dokumen=dokumen, oleh=request.user)
    except layanan.BuktiDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"“{dokumen.judul}” ditarik dari daftar. Berkasnya tetap tersimpan.")
    return redirect("dokumen_sakip_daftar", dokumen.tahun)


# For the evaluator


@require_safe
def bukti_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    return respons_buku(buku_bukti(bukti_sakip(tahun)), f"Bukti SAKIP {tahun}")


@require_POST
def bukti_cetak(request: HttpRequest, tahun: int) -> HttpResponse:
    """A draft until every criterion is graded."""
    harus_melihat(request)
    isi = bukti_sakip(tahun)
    konsep = not isi.baris or bool(isi.belum_dinilai)
    laporan = minta_cetak(
        jenis=Laporan.Jenis.BUKTI_SAKIP,
        objek=str(tahun),
        judul=f"Bukti SAKIP Tahun {tahun}{', konsep' if konsep else ''}",
        isi=naskah_bukti(isi, request.peran.tanggal) | {"konsep": konsep},
        konsep=konsep,
        oleh=request.user,
        jabatan=request.peran.nama_jabatan,
    )
    return redirect(laporan)
