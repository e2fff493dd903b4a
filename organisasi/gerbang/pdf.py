"""PDF: whole to its end, and without anything that acts. Streams are skipped, not opened."""

import mmap
import re
from collections.abc import Iterator

from organisasi.gerbang.tolak import POTONGAN, Tolak

EKOR_PDF = 2048  # bytes after the last %%EOF that scanners and signing tools are known to append
LEKSEM_PDF = 1_000_000  # strings, brackets in them, comments and streams; 2,000 tagged pages stay far below

_PDF_TERLARANG = {
    b"JS": "skrip (JavaScript)",
    b"JavaScript": "skrip (JavaScript)",
    b"Launch": "perintah yang menjalankan program",
    b"EmbeddedFile": "berkas lain yang dilampirkan di dalamnya",
    b"RichMedia": "media aktif",
    b"XFA": "formulir dinamis XFA",
}
# A reader jumps to objects by offset: an object header inside a string or a stream always ends our skipping.
_KEPALA_OBJEK = rb"\d[\0\s]+\d+[\0\s]+obj\b"
_NAMA = rb"[^\0\s()<>\[\]{}/%]"
_LEKSEM = re.compile(
    rb"(?P<komentar>%[^\r\n]*)|(?P<teks>\()|(?P<stream>>>[\0\s]*stream[ \t]*[\r\n])"
    rb"|/(?P<nama>(?:" + b"|".join(_PDF_TERLARANG) + rb")(?!" + _NAMA + rb")"
    rb"|(?:(?!#)" + _NAMA + rb")*#" + _NAMA + rb"*)"
)
_KODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DALAM_TEKS = re.compile(rb"(?:\\.)+|(?P<buka>\()|(?P<tutup>\))|(?P<objek>" + _KEPALA_OBJEK + rb")", re.DOTALL)
_AKHIR_STREAM = re.compile(rb"endstream|(?=" + _KEPALA_OBJEK + rb")")


def _akhir_teks(isi: mmap.mmap, mulai: int, jatah: Iterator[int]) -> int:
    kedalaman = 1
    for temu, _ in zip(_DALAM_TEKS.finditer(isi, mulai), jatah, strict=False):
        if temu["objek"]:
            return temu.start()
        kedalaman += bool(temu["buka"]) - bool(temu["tutup"])
        if not kedalaman:
            return temu.end()
    return len(isi)


def _akhir_stream(isi: mmap.mmap, mulai: int) -> int:
    temu = _AKHIR_STREAM.search(isi, mulai)
    return temu.end() if temu else len(isi)


def _nama_pdf(isi: mmap.mmap) -> Iterator[bytes]:
    """Suspect names outside comments, strings and stream bodies, with #xx escapes decoded."""
    posisi, jatah = 0, iter(range(LEKSEM_PDF))
    for _ in jatah:
        temu = _LEKSEM.search(isi, posisi)
        if temu is None:
            return
        posisi = temu.end()
        match temu.lastgroup:
            case "teks":
                posisi = _akhir_teks(isi, posisi, jatah)
            case "stream":
                posisi = _akhir_stream(isi, posisi)
            case "nama":
                yield _KODE.sub(lambda kode: bytes.fromhex(kode[1].decode()), temu["nama"])
    raise Tolak("susunan PDF ini tidak wajar", "Cetak ulang dokumen menjadi PDF, lalu unggah hasilnya.")


def _akhir_isi(isi: mmap.mmap) -> int:
    """Where the last byte that says something ends: scanners fill the last block with zeros."""
    akhir = len(isi)
    while not (isian := isi[max(0, akhir - POTONGAN) : akhir].rstrip(b"\0 \t\r\n")):
        akhir -= POTONGAN
    return max(0, akhir - POTONGAN) + len(isian)


def pdf_lengkap(isi: mmap.mmap) -> None:
    akhir = _akhir_isi(isi)
    if isi.rfind(b"%%EOF", max(0, akhir - EKOR_PDF), akhir) < 0:
        saran = "Salin, pindai, atau unduh ulang dokumennya, lalu unggah lagi."
        raise Tolak("berkas PDF ini terpotong (akhirnya tidak ada)", saran)


def pdf_tanpa_isi_aktif(isi: mmap.mmap) -> None:
    for nama in _nama_pdf(isi):
        if nama in _PDF_TERLARANG:
            saran = "Cetak dokumen menjadi PDF baru tanpa isi itu, lalu unggah hasilnya."
            raise Tolak(f"PDF ini memuat {_PDF_TERLARANG[nama]}", saran)
