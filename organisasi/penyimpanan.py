"""Content-addressed store: a file lives once, under its own SHA-256, and is never changed (design 3)."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage

POTONGAN = 64 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class PenyimpananGagal(Exception):
    """The disk refused the file (full, read-only, no right to write); the message is for the person."""


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
    berkas.seek(0, os.SEEK_END)
    if tujuan.is_file() and tujuan.stat().st_size == berkas.tell() and periksa_utuh(sha256):
        return relatif
    try:
        _buat_folder(tujuan.parent)
        _tulis(berkas, tujuan, sha256)
    except OSError as galat:
        raise PenyimpananGagal(
            "Berkas belum tersimpan karena penyimpanan server penuh atau tidak dapat ditulis. "
            "Coba lagi beberapa saat lagi atau hubungi administrator."
        ) from galat
    return relatif


def buka(sha256: str) -> IO[bytes]:
    """The file opened for reading; FileNotFoundError if it is not in the store."""
    return _di_disk(sha256).open("rb")


def ada(sha256: str) -> bool:
    """Whether the store has a file under this hash."""
    return _di_disk(sha256).is_file()


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
    nomor, nama = tempfile.mkstemp(dir=tujuan.parent, prefix=".unggah-")
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
