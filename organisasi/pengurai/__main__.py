"""Look through the file on standard input and print what the gate needs, as one line of JSON.

`{}` when the file passes, `alasan` and `saran` when it is refused, `rusak` when it is not what it claims to be. No line
at all means that a limit ended the process.
"""

import json
import mmap
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

from organisasi.anak import batasi, mati_bersama_induk
from organisasi.pengurai.gambar import piksel_heic, piksel_jpeg, piksel_wajar, piksel_webp, png_wajar
from organisasi.pengurai.paket import paket_wajar
from organisasi.pengurai.pdf import pdf_lengkap, pdf_tanpa_isi_aktif
from organisasi.pengurai.tolak import MB, Batas, Tolak

BATAS_DATA = 240 * MB  # of memory that is not a file
BATAS_ALAMAT = 1024 * MB  # of address space: libraries and the mapped file too
BATAS_CPU = 8  # seconds

# What the parsers raise on bytes that are not what they claim to be.
GALAT_PENGURAI = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    EOFError,
)


def batasi_diri() -> None:
    """The limits of this process, which the bytes that it reads cannot lift again."""
    batasi(memori=BATAS_ALAMAT, cpu=BATAS_CPU, tulisan=0)
    resource.setrlimit(resource.RLIMIT_DATA, (BATAS_DATA, BATAS_DATA))


def _pdf_wajar(isi: mmap.mmap, batas: Batas) -> None:
    # Loaded late: the library costs as much as everything else here together, and most files are not PDF.
    from organisasi.pengurai.pdf_dalam import pdf_dalam_wajar

    pdf_lengkap(isi)
    pdf_tanpa_isi_aktif(isi)
    pdf_dalam_wajar(isi, batas)


def _jpeg_wajar(isi: mmap.mmap, batas: Batas) -> None:
    piksel_wajar(piksel_jpeg(isi), batas)


PEMERIKSAAN: dict[str, Callable[[mmap.mmap, Batas], None]] = {
    "pdf": _pdf_wajar,
    "jpg": _jpeg_wajar,
    "jpeg": _jpeg_wajar,
    "png": png_wajar,
    "webp": lambda isi, batas: piksel_wajar(piksel_webp(isi), batas),
    "heic": lambda isi, batas: piksel_wajar(piksel_heic(isi), batas),
    "xlsx": lambda isi, batas: paket_wajar("spreadsheetml.sheet", isi, batas),
    "docx": lambda isi, batas: paket_wajar("wordprocessingml.document", isi, batas),
}


def periksa(ekstensi: str, batas: Batas) -> dict[str, str]:
    """The verdict on the file on standard input, as the gate reads it."""
    try:
        with mmap.mmap(0, 0, access=mmap.ACCESS_READ) as isi:
            PEMERIKSAAN[ekstensi](isi, batas)
    except Tolak as tolak:
        return {"alasan": tolak.alasan, "saran": tolak.saran}
    except GALAT_PENGURAI as galat:
        return {"rusak": f"{type(galat).__name__}: {galat}"[:200]}
    return {}


if __name__ == "__main__":
    mati_bersama_induk()
    batasi_diri()
    sys.stdout.write(json.dumps(periksa(sys.argv[1], Batas(**json.loads(sys.argv[2])))))
