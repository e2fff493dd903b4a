"""The upload gate: every file of every form passes `periksa` before one byte of it is kept.

An ordered list of small checks per kind, cheapest first (security 3). A check gets the bytes as a memory map
(25 MB cost address space, not memory) and raises `Tolak` with a reason and a remedy; `periksa` adds the
name. A wrong refusal is a bug as serious as a wrong acceptance: phone photos, padded scans, LibreOffice files
and PDFs with a BSrE signature must pass, and the bytes are never rewritten.
"""

import hashlib
import mmap
import re
import shutil
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from django.conf import settings
from django.utils.functional import lazy

from organisasi.gerbang.jenis import ACCEPT, DAFTAR_JENIS, JENIS_DITERIMA
from organisasi.gerbang.tolak import MB, POTONGAN, Tolak

__all__ = ["ACCEPT", "JENIS_DITERIMA", "MB", "PETUNJUK", "BerkasDitolak", "BerkasLolos", "nama_bersih", "periksa"]

PANJANG_NAMA = 120  # characters of a shown name
_HURUF_GAIB = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Unicode categories: control, bidirectional, line ends


class BerkasDitolak(Exception):
    """The file is refused; the message is a full sentence for the person: name, reason, remedy."""


# What the parsers below raise on bytes that are not what they claim to be.
_GALAT_PENGURAI = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class BerkasLolos:
    """What the gate found out; `ukuran` in bytes, `jenis` is our own MIME type, never the browser's."""

    nama: str
    ekstensi: str
    jenis: str
    ukuran: int
    sha256: str


_TANDA_ASING = [
    (b"MZ", "isinya sebuah program"),
    (b"\xd0\xcf\x11\xe0", "isinya dokumen Office lama atau terkunci kata sandi"),
]


def _ukuran(batas: int) -> str:
    return f"{batas // MB} MB" if batas >= MB else f"{batas // 1024} KB"


def _petunjuk() -> str:
    return f"Berkas {DAFTAR_JENIS}, paling besar {_ukuran(settings.BATAS_UKURAN_BERKAS)} tiap berkas."


PETUNJUK = lazy(_petunjuk, str)()  # printed before a file is chosen; lazy, for the limit is a setting


def nama_bersih(nama: str) -> str:
    """The name as shown: NFC, no path, no control or bidirectional characters, 1 to 120 characters."""
    tampak = "".join(huruf for huruf in nama if unicodedata.category(huruf) not in _HURUF_GAIB)
    ujung = re.split(r"[/\\]", unicodedata.normalize("NFC", tampak))[-1]
    bersih = " ".join(ujung.split()).rstrip(". ")
    pangkal, titik, ekstensi = bersih.rpartition(".")
    if not titik or len(ekstensi) > 10:
        return bersih[:PANJANG_NAMA] or "berkas"
    return f"{pangkal[: PANJANG_NAMA - 1 - len(ekstensi)].strip() or 'berkas'}.{ekstensi}"


def periksa(berkas: IO[bytes], nama: str, *, batas: int) -> BerkasLolos:
    """Pass the file or raise `BerkasDitolak`; `batas` is in bytes. Leaves the file at its start."""
    nama = nama_bersih(nama)
    try:
        ekstensi = _ekstensi_diterima(nama)
        ukuran, sha256 = _ukur_dan_hitung(berkas, batas)
        with _peta(berkas) as isi:
            _tanda_cocok(isi, ekstensi)
            for pemeriksaan in JENIS_DITERIMA[ekstensi].pemeriksaan:
                pemeriksaan(isi)
    except Tolak as tolak:
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {tolak.alasan}. {tolak.saran}") from tolak
    except _GALAT_PENGURAI as galat:
        alasan = "berkas rusak atau tidak lengkap. Buat atau salin ulang, lalu unggah lagi."
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {alasan}") from galat
    finally:
        berkas.seek(0)
    return BerkasLolos(nama, ekstensi, JENIS_DITERIMA[ekstensi].mime, ukuran, sha256)


def _ekstensi_diterima(nama: str) -> str:
    _, titik, ekstensi = nama.rpartition(".")
    if not titik:
        raise Tolak("namanya tidak berakhiran jenis berkas", f"Unggah {DAFTAR_JENIS}.")
    if ekstensi.lower() not in JENIS_DITERIMA:
        raise Tolak(f"jenis .{ekstensi.lower()} tidak diizinkan", f"Unggah {DAFTAR_JENIS}.")
    return ekstensi.lower()


def _ukur_dan_hitung(berkas: IO[bytes], batas: int) -> tuple[int, str]:
    ukuran, hitung = 0, hashlib.sha256()
    berkas.seek(0)
    while potong := berkas.read(POTONGAN):
        ukuran += len(potong)
        if ukuran > batas:
            alasan = f"ukurannya melebihi {_ukuran(batas)}"
            raise Tolak(alasan, "Perkecil gambar di dalamnya atau bagi menjadi beberapa berkas.")
        hitung.update(potong)
    if not ukuran:
        raise Tolak("berkas kosong (0 bita)", "Periksa berkas di komputer Anda, lalu unggah lagi.")
    return ukuran, hitung.hexdigest()


@contextmanager
def _peta(berkas: IO[bytes]) -> Iterator[mmap.mmap]:
    """A read-only memory map of the upload; one without a file on disk is first put into a nameless one."""
    with tempfile.TemporaryFile() as salinan:
        try:
            nomor = berkas.fileno()
        except (OSError, AttributeError):
            berkas.seek(0)
            shutil.copyfileobj(berkas, salinan, POTONGAN)
            salinan.flush()
            nomor = salinan.fileno()
        with mmap.mmap(nomor, 0, access=mmap.ACCESS_READ) as isi:
            yield isi


def _tanda_cocok(isi: mmap.mmap, ekstensi: str) -> None:
    kepala = isi[:64]
    if JENIS_DITERIMA[ekstensi].tanda(kepala):
        return
    for tanda, alasan in _TANDA_ASING:
        if kepala.startswith(tanda):
            raise Tolak(f"{alasan}, bukan {ekstensi.upper()}", f"Unggah {DAFTAR_JENIS} tanpa kata sandi.")
    for sebenarnya, jenis in JENIS_DITERIMA.items():
        if jenis.tanda(kepala):
            saran = f"Ganti akhiran namanya menjadi .{sebenarnya} atau simpan ulang, lalu unggah lagi."
            raise Tolak(f"isinya {jenis.label}, bukan {ekstensi.upper()}", saran)
    raise Tolak(f"isinya bukan {ekstensi.upper()}", "Simpan ulang dari aplikasi asalnya, lalu unggah lagi.")
