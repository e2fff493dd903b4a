"""Content-addressed store: a file lives once, under its own SHA-256, and is never changed (design 3).

Written to a temporary name, synced, renamed, and only then named by a row: a power cut leaves at worst a file without a
row, which `sapu_yatim` takes away a day later.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage

POTONGAN = 64 * 1024
UMUR_YATIM = 24 * 60 * 60  # seconds that a file may wait for its row
AWALAN_SEMENTARA = ".unggah-"
_AWALAN_SAPU = ".sapu-"
_SHA256 = re.compile(r"[0-9a-f]{64}")
PENUH = (
    "Berkas belum tersimpan karena penyimpanan server penuh atau tidak dapat ditulis. "
    "Coba lagi beberapa saat lagi atau hubungi administrator."
)


class PenyimpananGagal(Exception):
    """The store does not take the file (disk full or read-only, quota used up); the message is for the person."""


def jalur(sha256: str) -> str:
    """Path `ab/cd/<sha256>` relative to the store; ValueError unless 64 lower-case hexadecimal digits."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("Bukan SHA-256.")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def simpan(berkas: IO[bytes], sha256: str) -> str:
    """Keep the bytes for good and return their relative path; call it before the row is committed.

    Bytes already there are not written twice; a damaged copy is replaced. ValueError if the bytes are not
    those of `sha256`, PenyimpananGagal if the disk refuses.
    """
    relatif = jalur(sha256)
    tujuan = _di_disk(sha256)
    panjang = berkas.seek(0, os.SEEK_END)
    if _tersimpan_utuh(tujuan, sha256, panjang):
        return relatif
    try:
        pastikan_ada_ruang(panjang)
        _buat_folder(tujuan.parent)
        _tulis(berkas, tujuan, sha256)
    except OSError as galat:
        raise PenyimpananGagal(PENUH) from galat
    return relatif


def pastikan_ada_ruang(tambahan: int) -> None:
    """Raise PenyimpananGagal when `tambahan` more bytes would leave the disk with less than SISA_DISK_MINIMUM."""
    letak = akar()
    while not letak.exists():
        letak = letak.parent
    if shutil.disk_usage(letak).free - tambahan < settings.SISA_DISK_MINIMUM:
        raise PenyimpananGagal(PENUH)


def _tersimpan_utuh(tujuan: Path, sha256: str, panjang: int) -> bool:
    try:
        # First of all young again: the sweep of files without a row leaves alone what has just been touched.
        os.utime(tujuan)
        return tujuan.stat().st_size == panjang and periksa_utuh(sha256)
    except OSError:
        return False


def akar() -> Path:
    """The folder of the store; it need not be there yet."""
    return Path(default_storage.path(""))


def isi_gudang() -> Iterator[Path]:
    """Every file of the store, the leftovers of broken writes too, in the order of their paths."""
    yield from sorted(satu for satu in akar().rglob("*") if satu.is_file())


def singkirkan_bila_lama(letak: Path, umur: float = UMUR_YATIM) -> bool:
    """Delete a file that nobody touched for `umur` seconds; True when it is gone.

    It is put aside under another name first, and put back if an upload of the same bytes has touched it meanwhile.
    """
    samping = letak.with_name(f"{_AWALAN_SAPU}{letak.name}")
    if time.time() - letak.stat().st_mtime < umur:
        return False
    letak.replace(samping)
    if time.time() - samping.stat().st_mtime < umur:
        samping.replace(letak)
        return False
    samping.unlink()
    return True


def buka(sha256: str) -> IO[bytes]:
    """The file opened for reading; FileNotFoundError if it is not in the store."""
    return _di_disk(sha256).open("rb")


def ada(sha256: str) -> bool:
    """Whether the store has a file under this hash."""
    return _di_disk(sha256).is_file()


def ukuran(sha256: str) -> int:
    """Bytes of the file on disk; FileNotFoundError if it is not in the store."""
    return _di_disk(sha256).stat().st_size


def periksa_utuh(sha256: str) -> bool:
    """Whether the bytes on disk still have the hash they are stored under; False too when they are gone."""
    try:
        with buka(sha256) as berkas:
            return hashlib.file_digest(berkas, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _di_disk(sha256: str) -> Path:
    return Path(default_storage.path(jalur(sha256)))


def _buat_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _buat_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _fsync_folder(folder.parent)


def _tulis(berkas: IO[bytes], tujuan: Path, sha256: str) -> None:
    hitung = hashlib.sha256()
    nomor, nama = tempfile.mkstemp(dir=tujuan.parent, prefix=AWALAN_SEMENTARA)
    sementara = Path(nama)
    try:
        with os.fdopen(nomor, "wb") as keluar:
            berkas.seek(0)
            while potong := berkas.read(POTONGAN):
                hitung.update(potong)
                keluar.write(potong)
            keluar.flush()
            os.fsync(keluar.fileno())
        if hitung.hexdigest() != sha256:
            raise ValueError("Isi berkas tidak sesuai dengan SHA-256.")
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
    # The rename itself survives a power cut only once the folder is on disk.
    _fsync_folder(tujuan.parent)


def _fsync_folder(folder: Path) -> None:
    nomor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(nomor)
    finally:
        os.close(nomor)
