"""The one way a stored file leaves: type from our own table, sandboxed, never cached (security 1)."""

import logging
import re
from collections.abc import Iterator

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from organisasi import penyimpanan
from organisasi.gerbang import nama_bersih
from organisasi.models import Berkas
from organisasi.models.berkas import Pemindaian

logger = logging.getLogger(__name__)

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JENIS_TAMPIL = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
# A header that the view has set is left alone by django-csp's middleware.
KEBIJAKAN = "sandbox; default-src 'none'"
POTONGAN = 64 * 1024
# One range of bytes; several at once are answered with the whole file, as the standard allows.
_RENTANG = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))")


class BerkasHilang(Exception):
    """The row is there and the bytes are not; the message is a sentence for the person."""


class BerkasBerubah(BerkasHilang):
    """The bytes on disk are no longer those of the row: evidence no more, so they are not handed out."""


class BerkasTertahan(BerkasHilang):
    """The virus scanner has not spoken yet, or has found something; the message says which."""


def respons_buku(isi: bytes, nama: str) -> HttpResponse:
    """A workbook that was written just now; `nama` without its ending."""
    disposisi = content_disposition_header(True, nama_bersih(f"{nama}.xlsx"))
    return HttpResponse(isi, content_type=JENIS_XLSX, headers={"Content-Disposition": disposisi})


def respons_berkas(
    *, sha256: str, nama: str, jenis: str, request: HttpRequest | None = None
) -> HttpResponseBase:
    """The file as a download; the part or the "unchanged" that `request` asks for, once permission was given.

    BerkasHilang, or one of its kinds, when these bytes cannot be handed out.
    """
    return _respons(sha256, jenis, content_disposition_header(True, nama_bersih(nama)), request)


def respons_tampil(
    *, sha256: str, nama: str, jenis: str, request: HttpRequest | None = None
) -> HttpResponseBase:
    """The file shown in the browser's own tab where that is safe (PDF and web images), else as a download."""
    return _respons(sha256, jenis, content_disposition_header(jenis not in JENIS_TAMPIL, nama_bersih(nama)), request)


def respons_gambar(request: HttpRequest, *, sha256: str) -> HttpResponseBase:
    """A picture that we made ourselves, kept in the person's own browser but asked for anew at every view.

    So permission is asked each time, and a slow line carries the picture once. BerkasHilang as above.
    """
    etag = f'"{sha256}"'
    if belum_berubah := get_conditional_response(request, etag=etag):
        respons = belum_berubah
    else:
        _pastikan_utuh(sha256)
        # Small, and the headers below are not those of nginx's internal location: sent by ourselves.
        respons = FileResponse(penyimpanan.buka(sha256), content_type="image/webp")
        respons["X-Content-Type-Options"] = "nosniff"
        respons["Content-Security-Policy"] = KEBIJAKAN
    respons["Cache-Control"] = "private, no-cache"
    respons["ETag"] = etag
    return respons


def _respons(sha256: str, jenis: str, disposisi: str, request: HttpRequest | None) -> HttpResponseBase:
    _pastikan_dipindai(sha256)
    _pastikan_utuh(sha256)
    etag = f'"{sha256}"'
    respons = (request and get_conditional_response(request, etag=etag)) or _isi(sha256, etag, request)
    respons["Content-Type"] = jenis
    respons["Content-Disposition"] = disposisi
    respons["X-Content-Type-Options"] = "nosniff"
    respons["Content-Security-Policy"] = KEBIJAKAN
    respons["Cache-Control"] = "private, no-store"
    respons["ETag"] = etag
    return respons


def _pastikan_dipindai(sha256: str) -> None:
    berkas = Berkas.objects.filter(sha256=sha256).first()
    if berkas is None or berkas.boleh_keluar:
        return
    if berkas.pemindaian == Pemindaian.TERINFEKSI:
        raise BerkasTertahan(
            f"Berkas ini dikunci karena pemindai virus menemukan {berkas.virus} di dalamnya. "
            "Mintalah pengunggahnya membuat ulang dokumen dari komputer yang bersih, lalu mengunggahnya lagi."
        )
    raise BerkasTertahan(
        "Berkas ini tersimpan, tetapi belum dipindai dari virus, sehingga belum dapat dibuka. "
        "Muat ulang halaman ini beberapa menit lagi; bila tetap begini, hubungi administrator."
    )


def _pastikan_utuh(sha256: str) -> None:
    if penyimpanan.periksa_utuh(sha256):
        return
    if penyimpanan.ada(sha256):
        logger.error("Berkas %s pada penyimpanan telah berubah", sha256)
        raise BerkasBerubah(
            "Berkas ini tidak dapat dibuka karena isinya tidak lagi sama dengan yang diunggah. "
            "Laporkan kepada administrator agar dipulihkan dari cadangan."
        )
    logger.error("Berkas %s tidak ada pada penyimpanan", sha256)
    raise BerkasHilang(
        "Berkas ini tercatat, tetapi tidak ditemukan di penyimpanan. "
        "Laporkan kepada administrator agar dipulihkan dari cadangan."
    )


def _isi(sha256: str, etag: str, request: HttpRequest | None) -> HttpResponseBase:
    awalan = getattr(settings, "X_ACCEL_PREFIX", "")
    if awalan:
        # nginx keeps type and disposition only: its internal location must add the other headers again.
        return HttpResponse(headers={"X-Accel-Redirect": f"{awalan.rstrip('/')}/{penyimpanan.jalur(sha256)}"})
    if request is not None and request.headers.get("If-Range", etag) == etag:
        rentang = _RENTANG.fullmatch(request.headers.get("Range", ""))
    else:
        rentang = None
    respons = _sebagian(sha256, rentang) if rentang else FileResponse(penyimpanan.buka(sha256))
    respons["Accept-Ranges"] = "bytes"
    return respons


def _sebagian(sha256: str, rentang: re.Match[str]) -> HttpResponseBase:
    """206 with the bytes asked for, 416 when the file has none of them (RFC 9110, 14)."""
    ukuran = penyimpanan.ukuran(sha256)
    mulai, selesai, ekor = rentang.groups()
    awal = max(0, ukuran - int(ekor)) if ekor else int(mulai)
    akhir = min(int(selesai), ukuran - 1) if selesai else ukuran - 1
    if awal >= ukuran or (selesai and int(selesai) < awal):
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{ukuran}"})
    kepala = {"Content-Range": f"bytes {awal}-{akhir}/{ukuran}", "Content-Length": str(akhir + 1 - awal)}
    return StreamingHttpResponse(_potongan(sha256, awal, akhir + 1 - awal), status=206, headers=kepala)


def _potongan(sha256: str, awal: int, sisa: int) -> Iterator[bytes]:
    with penyimpanan.buka(sha256) as berkas:
        berkas.seek(awal)
        while sisa and (potong := berkas.read(min(POTONGAN, sisa))):
            sisa -= len(potong)
            yield potong
