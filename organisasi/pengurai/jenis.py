"""The kinds that the gate accepts: MIME type and first bytes. What is done with the rest stands in `__main__`."""

from collections.abc import Callable
from typing import NamedTuple


class Jenis(NamedTuple):
    """One accepted kind; `tanda` reads the first bytes."""

    mime: str
    tanda: Callable[[bytes], bool]
    label: str


def _diawali(tanda: bytes) -> Callable[[bytes], bool]:
    return lambda kepala: kepala.startswith(tanda)


_MEREK_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}


def _tanda_heic(kepala: bytes) -> bool:
    merek, panjang = kepala[8:12], int.from_bytes(kepala[:4], "big")
    umum = merek in (b"mif1", b"msf1") and b"heic" in kepala[16:panjang]
    return kepala[4:8] == b"ftyp" and (umum or merek in _MEREK_HEIC)


_OOXML = "application/vnd.openxmlformats-officedocument."
_JPG = Jenis("image/jpeg", _diawali(b"\xff\xd8\xff"), "JPG")
JENIS_DITERIMA = {
    "pdf": Jenis("application/pdf", _diawali(b"%PDF-"), "PDF"),
    "jpg": _JPG,
    "jpeg": _JPG,
    "png": Jenis("image/png", _diawali(b"\x89PNG\r\n\x1a\n"), "PNG"),
    "webp": Jenis("image/webp", lambda kepala: kepala[:4] == b"RIFF" and kepala[8:12] == b"WEBP", "WEBP"),
    "heic": Jenis("image/heic", _tanda_heic, "HEIC"),
    "xlsx": Jenis(f"{_OOXML}spreadsheetml.sheet", _diawali(b"PK\3\4"), "XLSX"),
    "docx": Jenis(f"{_OOXML}wordprocessingml.document", _diawali(b"PK\3\4"), "DOCX"),
}
ACCEPT = ",".join(f".{ekstensi}" for ekstensi in JENIS_DITERIMA)
DAFTAR_JENIS = "PDF, JPG, PNG, WEBP, HEIC, XLSX, atau DOCX"
