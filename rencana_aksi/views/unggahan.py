"""Upload in pieces, as tus 1.0 describes it: creation, termination, checksum, expiration. Answers are sentences."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.gerbang import BerkasDitolak
from organisasi.penyimpanan import PenyimpananGagal
from rencana_aksi.forms import KembarForm
from rencana_aksi.kedudukan import dokumen_berlaku
from rencana_aksi.models import Capaian, PernyataanTidakAda, SyaratDataDukung, Unggahan
from rencana_aksi.services import IsianDitolak, cabut_pernyataan
from rencana_aksi.slot import slot_pengisi
from rencana_aksi.unggahan import (
    POTONGAN_MAKSIMUM,
    UMUR,
    BedaLetak,
    PotonganRusak,
    batalkan,
    diterima,
    mulai,
    periksa_potongan,
    selesaikan,
    tambah,
)
from rencana_aksi.views.umum import konteks_berkas

VERSI = "1.0.0"
# 460 is tus's own; the others say: begin elsewhere, locked, refused for good, the disk is full.
STATUS = {PotonganRusak: 460, BedaLetak: 409, IsianDitolak: 423, BerkasDitolak: 422, PenyimpananGagal: 507}


class PermintaanKeliru(Exception):
    """A request that our own script never sends; `status` and a sentence."""

    def __init__(self, status: int, kalimat: str) -> None:
        super().__init__(kalimat)
        self.status = status


def tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer OPTIONS, insist on the protocol's version, and turn refusals into their status with a sentence."""

    @wraps(view)
    def jawab(request: HttpRequest, public_id: UUID) -> HttpResponse:
        if request.method == "OPTIONS":
            jawaban = HttpResponse(status=204)
        elif request.method != "GET" and request.headers.get("Tus-Resumable") != VERSI:
            jawaban = JsonResponse({"pesan": "Halaman ini sudah kedaluwarsa. Muat ulang halaman."}, status=412)
        else:
            jawaban = _jawab(view, request, public_id)
        for nama, nilai in _kemampuan().items():
            jawaban.headers[nama] = nilai
        return jawaban

    return jawab


def _kemampuan() -> dict[str, str]:
    return {
        "Tus-Resumable": VERSI,
        "Tus-Version": VERSI,
        "Tus-Extension": "creation,termination,checksum,expiration",
        "Tus-Checksum-Algorithm": "sha256",
        "Tus-Max-Size": str(settings.BATAS_UKURAN_BERKAS),
    }


def _jawab(view: Callable[..., HttpResponse], request: HttpRequest, public_id: UUID) -> HttpResponse:
    try:
        return view(request, public_id)
    except PermintaanKeliru as keliru:
        return JsonResponse({"pesan": str(keliru)}, status=keliru.status)
    except Unggahan.DoesNotExist as hilang:  # cancelled in another tab between two lines of ours
        raise Http404 from hilang
    except tuple(STATUS) as ditolak:
        return JsonResponse({"pesan": str(ditolak)}, status=STATUS[type(ditolak)])


@require_http_methods(["OPTIONS", "GET", "POST"])
@tus
def unggahan_baru(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET lists this person's unfinished files of the slot; POST begins a new one."""
    capaian, syarat = _slot(request, public_id)
    if request.method == "GET":
        terbuka = Unggahan.objects.filter(capaian=capaian, syarat=syarat, dimulai_oleh=request.user, dokumen=None)
        return JsonResponse({"unggahan": [_ringkas(satu) for satu in terbuka]})
    keterangan = _metadata(request.headers.get("Upload-Metadata", ""))
    _baca_keterangan(keterangan)
    baru = mulai(
        capaian=capaian,
        syarat=syarat,
        nama=keterangan.pop("filename", ""),
        ukuran=_bilangan(request, "Upload-Length"),
        keterangan=keterangan,
        oleh=request.user,
    )
    return HttpResponse(status=201, headers={"Location": _alamat(baru)} | _habis(baru))


@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE"])
@tus
def unggahan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One file on its way in: how much has arrived, the next piece, or the end of it. Only for who began it."""
    milik = Unggahan.objects.filter(dimulai_oleh=request.user, capaian__in=Capaian.objects.milik_unit(request.peran))
    satu = get_object_or_404(milik.select_related("capaian", "syarat", "dimulai_oleh"), public_id=public_id)
    if request.method == "PATCH":
        satu = _terima(request, satu)
    elif request.method == "DELETE":
        batalkan(satu)
        return HttpResponse(status=204)
    panjang = {"Upload-Offset": str(diterima(satu)), "Upload-Length": str(satu.ukuran), "Cache-Control": "no-store"}
    return HttpResponse(status=204 if request.method == "PATCH" else 200, headers=panjang | _habis(satu))


def _terima(request: HttpRequest, satu: Unggahan) -> Unggahan:
    """Add the piece; the last one sends the file into its slot. An empty piece at the end tries that again."""
    if request.content_type != "application/offset+octet-stream":
        raise PermintaanKeliru(415, "Potongan berkas harus dikirim sebagai application/offset+octet-stream.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > POTONGAN_MAKSIMUM:
        raise PermintaanKeliru(413, "Potongan berkas terlalu besar. Kirim paling banyak 1 MB sekali jalan.")
    letak = _bilangan(request, "Upload-Offset")
    try:
        periksa_potongan(request.body, request.headers.get("Upload-Checksum", ""))
    except ValueError as galat:
        raise PermintaanKeliru(400, "Sidik potongan harus memakai sha256.") from galat
    satu = tambah(unggahan=satu, letak=letak, isi=request.body)
    if satu.dokumen_id is None and satu.diterima == satu.ukuran:
        keterangan = _baca_keterangan(satu.keterangan)
        satu.dokumen = selesaikan(unggahan=satu, keterangan=keterangan, jabatan=request.peran.nama_jabatan)
    return satu


@require_safe
def slot(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One slot of the entry page as it stands now: what the script shows after a file has arrived."""
    capaian, syarat = _slot(request, public_id)
    if not capaian.dapat_diisi:
        return redirect(capaian)
    semua = slot_pengisi(capaian, tuple(dokumen_berlaku(capaian)), request.user)
    konteks = {"slot": next(s for s in semua if s.syarat == syarat)} | konteks_berkas()
    return render(request, "rencana_aksi/_slot_isian.html", konteks)


@require_POST
def cabut(request: HttpRequest, public_id: UUID) -> HttpResponse:
    milik_unit = PernyataanTidakAda.objects.filter(capaian__in=Capaian.objects.milik_unit(request.peran))
    pernyataan = get_object_or_404(milik_unit.select_related("capaian", "syarat"), public_id=public_id)
    try:
        cabut_pernyataan(pernyataan=pernyataan, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except IsianDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"“{pernyataan.syarat}” tidak lagi dinyatakan tidak ada.")
    return redirect("capaian_isi", pernyataan.capaian.public_id)


def _slot(request: HttpRequest, public_id: UUID) -> tuple[Capaian, SyaratDataDukung]:
    syarat = get_object_or_404(SyaratDataDukung, public_id=public_id)
    milik_unit = Capaian.objects.milik_unit(request.peran).lengkap()
    return get_object_or_404(milik_unit, target_triwulan=syarat.target_triwulan_id), syarat


def _ringkas(satu: Unggahan) -> dict[str, str | int]:
    return {
        "nama": satu.nama,
        "ukuran": satu.ukuran,
        "diterima": diterima(satu),
        "menggantikan": satu.keterangan.get("menggantikan", ""),
        "alamat": _alamat(satu),
    }


def _alamat(satu: Unggahan) -> str:
    return reverse("unggahan", args=[satu.public_id])


def _habis(satu: Unggahan) -> dict[str, str]:
    return {"Upload-Expires": http_date((satu.dimulai_pada + UMUR).timestamp())}


def _bilangan(request: HttpRequest, nama: str) -> int:
    nilai = request.headers.get(nama, "")
    if not (nilai.isascii() and nilai.isdigit()) or len(nilai) > 15:
        raise PermintaanKeliru(400, f"{nama} harus berupa bilangan.")
    return int(nilai)


def _metadata(teks: str) -> dict[str, str]:
    """`Upload-Metadata`: "key base64,key base64"; what a document says of itself, as it was typed."""
    try:
        pasangan = (satu.strip().partition(" ") for satu in teks.split(",") if satu.strip())
        return {nama: base64.b64decode(nilai, validate=True).decode() for nama, _, nilai in pasangan}
    except (binascii.Error, UnicodeDecodeError) as galat:
        raise PermintaanKeliru(400, "Keterangan unggahan tidak terbaca. Muat ulang halaman.") from galat


def _baca_keterangan(tertulis: dict[str, str]):
    form = KembarForm(tertulis)
    if not form.is_valid():
        kolom, keluhan = next(iter(form.errors.items()))
        raise BerkasDitolak(f"{form.fields[kolom].label}: {keluhan[0]}")
    return form.keterangan()
