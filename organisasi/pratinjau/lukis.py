"""A file in, pictures of its pages or an excerpt out: `python -m organisasi.pratinjau.lukis <jenis> <folder> <batas>`.

The file comes on standard input. Whatever is in it, this process ends at its limits or with its parent; the pictures
and `hasil.json` lie in the folder afterwards. Django is not loaded.
"""

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from organisasi.anak import batasi, mati_bersama_induk
from organisasi.pratinjau.petik import petik_docx, petik_xlsx

BATAS_MEMORI = 1024**3  # bytes of address space
BATAS_CPU = 60  # seconds
BATAS_BERKAS = 32 * 1024**2  # bytes of one written file
LEBAR = {"kecil": 640, "besar": 1400}  # pixels
TINGGI_PER_LEBAR = 2  # a page that is longer is made narrower, so that a receipt is still one picture
MUTU = 72  # WebP quality, at which 8-point type stays readable


def lukis_pdf(berkas: Path, batas: int) -> tuple[int, Iterator[Image.Image]]:
    """The number of pages, and the first of them as pictures. Signatures and filled form fields are drawn too."""
    import pypdfium2

    dokumen = pypdfium2.PdfDocument(berkas)
    dokumen.init_forms()
    return len(dokumen), (_lukis_halaman(dokumen[nomor]) for nomor in range(min(batas, len(dokumen))))


def _lukis_halaman(halaman: Any) -> Image.Image:
    lebar, tinggi = halaman.get_size()
    skala = min(LEBAR["besar"] / lebar, LEBAR["besar"] * TINGGI_PER_LEBAR / tinggi)
    gambar = halaman.render(scale=skala).to_pil().convert("RGB")
    halaman.close()
    return gambar


def lukis_foto(berkas: Path, batas: int) -> tuple[int, Iterator[Image.Image]]:
    """A photo the way up that it was taken; of a moving picture the first frame."""
    return 1, islice(_foto(berkas), batas)


def _foto(berkas: Path) -> Iterator[Image.Image]:
    with Image.open(berkas) as asli:
        # Lets the JPEG decoder skip what would be thrown away: a 50-megapixel photo in a tenth of the time.
        asli.draft("RGB", (LEBAR["besar"], LEBAR["besar"]))
        tegak = ImageOps.exif_transpose(asli)
        tegak.thumbnail((LEBAR["besar"], LEBAR["besar"] * TINGGI_PER_LEBAR))
        bening = tegak.convert("RGBA")
    alas = Image.new("RGB", bening.size, "white")
    alas.paste(bening, mask=bening)
    yield alas


def lukis_heic(berkas: Path, batas: int) -> tuple[int, Iterator[Image.Image]]:
    import pi_heif

    pi_heif.register_heif_opener()
    return lukis_foto(berkas, batas)


LUKIS: dict[str, Callable[[Path, int], tuple[int, Iterator[Image.Image]]]] = {
    "application/pdf": lukis_pdf,
    "image/jpeg": lukis_foto,
    "image/png": lukis_foto,
    "image/webp": lukis_foto,
    "image/heic": lukis_heic,
}
_OOXML = "application/vnd.openxmlformats-officedocument."
PETIK = {f"{_OOXML}spreadsheetml.sheet": petik_xlsx, f"{_OOXML}wordprocessingml.document": petik_docx}
JENIS = frozenset(LUKIS) | frozenset(PETIK)


def simpan_halaman(gambar: Image.Image, nomor: int, folder: Path) -> dict[str, int]:
    """Write a page in both sizes and give its measures in pixels; a picture is never made larger than it is."""
    lebar = {}
    for ukuran, batas in LEBAR.items():
        satu = gambar.copy()
        satu.thumbnail((batas, batas * TINGGI_PER_LEBAR))
        satu.save(folder / f"{nomor}-{ukuran}.webp", "WEBP", quality=MUTU, method=4)
        lebar[ukuran] = satu.width
    return {"lebar_kecil": lebar["kecil"], "lebar": satu.width, "tinggi": satu.height}


def utama() -> None:
    jenis, folder, batas = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    mati_bersama_induk()
    batasi(memori=BATAS_MEMORI, cpu=BATAS_CPU, tulisan=BATAS_BERKAS)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    berkas = Path("/proc/self/fd/0")
    if jenis in PETIK:
        hasil = {"jumlah_halaman": 1, "petikan": PETIK[jenis](berkas), "halaman": []}
    else:
        jumlah, gambar = LUKIS[jenis](berkas, batas)
        halaman = [simpan_halaman(satu, nomor, folder) for nomor, satu in enumerate(gambar, 1)]
        hasil = {"jumlah_halaman": jumlah, "petikan": [], "halaman": halaman}
    (folder / "hasil.json").write_text(json.dumps(hasil))


if __name__ == "__main__":
    utama()
