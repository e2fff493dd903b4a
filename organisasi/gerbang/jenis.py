"""The kinds that the gate accepts: MIME type, first bytes, and the checks of the whole file."""

import mmap
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from organisasi.gerbang.gambar import piksel_heic, piksel_jpeg, piksel_png, piksel_wajar, piksel_webp
from organisasi.gerbang.paket import paket_wajar
from organisasi.gerbang.pdf import pdf_lengkap, pdf_tanpa_isi_aktif


class Jenis(NamedTuple):
    """One accepted kind; `tanda` reads the first bytes, `pemeriksaan` run in order on the whole file."""

    mime: str
    tanda: Callable[[bytes], bool]
    label: str
    pemeriksaan: tuple[Callable[[mmap.mmap], None], ...]


def _diawali(tanda: bytes) -> Callable[[bytes], bool]:
    return lambda kepala: kepala.startswith(tanda)


_MEREK_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}


def _tanda_heic(kepala: bytes) -> bool:
    merek, panjang = kepala[8:12], int.from_bytes(kepala[:4], "big")
    umum = merek in (b"mif1", b"msf1") and b"heic" in kepala[16:panjang]
    return kepala[4:8] == b"ftyp" and (umum or merek in _MEREK_HEIC)


_OOXML = "application/vnd.openxmlformats-officedocument."
_JPG = Jenis("image/jpeg", _diawali(b"\xff\xd8\xff"), "JPG", (partial(piksel_wajar, piksel_jpeg),))
JENIS_DITERIMA = {
    "pdf": Jenis("application/pdf", _diawali(b"%PDF-"), "PDF", (pdf_lengkap, pdf_tanpa_isi_aktif)),
    "jpg": _JPG,
    "jpeg": _JPG,
    "png": Jenis("image/png", _diawali(b"\x89PNG\r\n\x1a\n"), "PNG", (partial(piksel_wajar, piksel_png),)),
    "webp": Jenis(
        "image/webp",
        lambda kepala: kepala[:4] == b"RIFF" and kepala[8:12] == b"WEBP",
        "WEBP",
        (partial(piksel_wajar, piksel_webp),),
    ),
    "heic": Jenis("image/heic", _tanda_heic, "HEIC", (partial(piksel_wajar, piksel_heic),)),
    "xlsx": Jenis(
        f"{_OOXML}spreadsheetml.sheet",
        _diawali(b"PK\3\4"),
        "XLSX",
        (partial(paket_wajar, "spreadsheetml.sheet"),),
    ),
    "docx": Jenis(
        f"{_OOXML}wordprocessingml.document",
        _diawali(b"PK\3\4"),
        "DOCX",
        (partial(paket_wajar, "wordprocessingml.document"),),
    ),
}
ACCEPT = ",".join(f".{ekstensi}" for ekstensi in JENIS_DITERIMA)
DAFTAR_JENIS = "PDF, JPG, PNG, WEBP, HEIC, XLSX, atau DOCX"
