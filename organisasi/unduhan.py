"""The one way a stored file leaves: type from our own table, sandboxed, never cached (security 1)."""

import logging

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from organisasi import penyimpanan
from organisasi.gerbang import nama_bersih

logger = logging.getLogger(__name__)

JENIS_TAMPIL = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
# A header that the view has set is left alone by django-csp's middleware.
KEBIJAKAN = "sandbox; default-src 'none'"


class BerkasHilang(Exception):
    """The row is there and the bytes are not; the message is a sentence for the person."""


class BerkasBerubah(BerkasHilang):
    """The bytes on disk are no longer those of the row: evidence no more, so they are not handed out."""


def respons_berkas(*, sha256: str, nama: str, jenis: str) -> HttpResponseBase:
    """The file as a download; BerkasHilang or BerkasBerubah when the store no longer has these bytes."""
    return _respons(sha256, jenis, content_disposition_header(True, nama_bersih(nama)))


def respons_tampil(*, sha256: str, nama: str, jenis: str) -> HttpResponseBase:
    """The file shown in the browser's own tab where that is safe (PDF and web images), else as a download."""
    return _respons(sha256, jenis, content_disposition_header(jenis not in JENIS_TAMPIL, nama_bersih(nama)))


def _respons(sha256: str, jenis: str, disposisi: str) -> HttpResponseBase:
    _pastikan_utuh(sha256)
    respons = _isi(sha256)
    respons["Content-Type"] = jenis
    respons["Content-Disposition"] = disposisi
    respons["X-Content-Type-Options"] = "nosniff"
    respons["Content-Security-Policy"] = KEBIJAKAN
    respons["Cache-Control"] = "private, no-store"
    respons["ETag"] = f'"{sha256}"'
    return respons


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


def _isi(sha256: str) -> HttpResponseBase:
    awalan = getattr(settings, "X_ACCEL_PREFIX", "")
    if not awalan:
        return FileResponse(penyimpanan.buka(sha256))
    # nginx keeps type and disposition only: its internal location must add the other headers again.
    return HttpResponse(headers={"X-Accel-Redirect": f"{awalan.rstrip('/')}/{penyimpanan.jalur(sha256)}"})
