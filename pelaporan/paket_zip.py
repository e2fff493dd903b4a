"""Writes a ZIP a piece at a time: any size in little memory, and the same bytes for the same content."""

import hashlib
from datetime import datetime
from pathlib import Path
from types import TracebackType
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from organisasi import penyimpanan

POTONGAN = 256 * 1024
_HAK_BACA = 0o100644 << 16
_UNIX = 3


class IsiBerubah(Exception):
    """The store does not have these bytes, or has others under their hash."""


class ArsipPaket:
    """A ZIP whose entries all bear the hour `pada`, with the SHA-256 of each for its manifest.

    Evidence is kept as it is: every kind that the gate accepts is compressed already.
    """

    def __init__(self, tujuan: Path, pada: datetime):
        self.arsip = ZipFile(tujuan, "w", allowZip64=True)
        self.jam = timezone.localtime(pada).timetuple()[:6]
        self.sidik: list[tuple[str, str]] = []

    def __enter__(self) -> "ArsipPaket":
        return self

    def __exit__(self, jenis: type[BaseException] | None, galat: BaseException | None, t: TracebackType | None) -> None:
        self.arsip.close()

    def tulis(self, jalur: str, isi: bytes) -> None:
        """A file that was made just now."""
        self.arsip.writestr(self._kepala(jalur, ZIP_DEFLATED), isi)
        self.sidik.append((hashlib.sha256(isi).hexdigest(), jalur))

    def salin(self, jalur: str, sha256: str) -> None:
        """A file of the store, checked while it is copied. Raises IsiBerubah."""
        hitung = hashlib.sha256()
        kepala = self._kepala(jalur, ZIP_STORED)
        try:
            kepala.file_size = penyimpanan.ukuran(sha256)
            with penyimpanan.buka(sha256) as sumber, self.arsip.open(kepala, "w") as tujuan:
                while potong := sumber.read(POTONGAN):
                    hitung.update(potong)
                    tujuan.write(potong)
        except FileNotFoundError as hilang:
            raise IsiBerubah(sha256) from hilang
        if hitung.hexdigest() != sha256:
            raise IsiBerubah(sha256)
        self.sidik.append((sha256, jalur))

    def manifes(self) -> bytes:
        """What `sha256sum -c` reads, of everything written so far."""
        return "".join(f"{sidik}  {jalur}\n" for sidik, jalur in self.sidik).encode()

    def _kepala(self, jalur: str, cara: int) -> ZipInfo:
        kepala = ZipInfo(jalur, self.jam)
        kepala.compress_type, kepala.create_system, kepala.external_attr = cara, _UNIX, _HAK_BACA
        return kepala
