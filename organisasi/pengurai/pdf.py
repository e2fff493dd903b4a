"""PDF as it lies in the file: whole to its end, and without a name that acts. `pdf_dalam` opens the streams."""

import mmap
import re
from collections.abc import Iterator

from organisasi.pengurai.tolak import POTONGAN, Tolak

Isi = mmap.mmap | bytes

CETAK_ULANG = "Cetak ulang dokumen menjadi PDF, lalu unggah hasilnya."
EKOR_PDF = 2048  # bytes after the last %%EOF that scanners and signing tools are known to append
LEKSEM_PDF = 1_000_000  # strings, brackets in them, comments and streams; 2,000 tagged pages stay far below

_PDF_TERLARANG = {
    b"JS": "skrip (JavaScript)",
    b"JavaScript": "skrip (JavaScript)",
    b"Launch": "perintah yang menjalankan program",
    b"EmbeddedFile": "berkas lain yang dilampirkan di dalamnya",
    b"RichMedia": "media aktif",
    b"XFA": "formulir dinamis XFA",
    b"SubmitForm": "formulir yang mengirim isinya ke luar",
    b"ImportData": "perintah yang mengambil isi dari luar",
    b"AA": "perintah yang berjalan sendiri",
    b"EF": "berkas lain yang dilampirkan di dalamnya",
}
# So short that a font may bear the name: forbidden only as a key, in front of a dictionary or a reference to one.
_PENDEK = (b"AA", b"EF")
# A reader jumps to objects by offset: an object header inside a string or a stream always ends our skipping.
_KEPALA_OBJEK = rb"\d[\0\s]+\d+[\0\s]+obj\b"
_NAMA = rb"[^\0\s()<>\[\]{}/%]"
_LEKSEM = re.compile(
    rb"(?P<komentar>%[^\r\n]*)|(?P<teks>\()|(?P<stream>>>[\0\s]*stream[ \t]*[\r\n])"
    rb"|/(?P<nama>(?:" + b"|".join(n for n in _PDF_TERLARANG if n not in _PENDEK) + rb")(?!" + _NAMA + rb")"
    rb"|(?:" + b"|".join(_PENDEK) + rb")(?=[\0\s]*<<|[\0\s]+\d+[\0\s]+\d+[\0\s]+R\b)"
    rb"|(?:(?!#)" + _NAMA + rb")*#" + _NAMA + rb"*)"
)
_KODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DALAM_TEKS = re.compile(rb"(?:\\.)+|(?P<buka>\()|(?P<tutup>\))|(?P<objek>" + _KEPALA_OBJEK + rb")", re.DOTALL)
_NOMOR_OBJEK = re.compile(rb"(\d+)[\0\s]+(\d+)[\0\s]+\Z")
_AKHIR_KATA = re.compile(rb"\W|\Z")
_JENDELA = 1024  # bytes before "obj" in which its number stands


def _akhir_teks(isi: Isi, mulai: int, jatah: Iterator[int]) -> int:
    kedalaman = 1
    for temu, _ in zip(_DALAM_TEKS.finditer(isi, mulai), jatah, strict=False):
        if temu["objek"]:
            return temu.start()
        kedalaman += bool(temu["buka"]) - bool(temu["tutup"])
        if not kedalaman:
            return temu.end()
    return len(isi)


def _akhir_stream(isi: Isi, mulai: int) -> int:
    akhir = isi.find(b"endstream", mulai)
    akhir = len(isi) if akhir < 0 else akhir + len(b"endstream")
    return next((letak for letak, _ in kepala_objek(isi, mulai, akhir)), akhir)


def kepala_objek(isi: Isi, mulai: int, akhir: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where objects begin, and their number and generation: the word is searched first, it is rare in packed bytes."""
    posisi = mulai
    while (posisi := isi.find(b"obj", posisi, akhir)) >= 0:
        jendela = isi[max(mulai, posisi - _JENDELA) : posisi]
        if (temu := _NOMOR_OBJEK.search(jendela)) and _AKHIR_KATA.match(isi[posisi + 3 : posisi + 4]):
            yield posisi - len(jendela) + temu.start(), (int(temu[1][-10:]), int(temu[2][-10:]))
        elif len(jendela) == _JENDELA and not jendela.strip(b"\0 \t\n\f\r\v0123456789"):
            raise Tolak("susunan PDF ini tidak wajar", CETAK_ULANG)
        posisi += 3


def _nama_pdf(isi: Isi) -> Iterator[bytes]:
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
    raise Tolak("susunan PDF ini tidak wajar", CETAK_ULANG)


def _akhir_isi(isi: Isi) -> int:
    """Where the last byte that says something ends: scanners fill the last block with zeros."""
    for akhir in range(len(isi), 0, -POTONGAN):
        awal = max(0, akhir - POTONGAN)
        if isian := isi[awal:akhir].rstrip(b"\0 \t\r\n"):
            return awal + len(isian)
    return 0


def pdf_lengkap(isi: Isi) -> None:
    akhir = _akhir_isi(isi)
    if isi.rfind(b"%%EOF", max(0, akhir - EKOR_PDF), akhir) < 0:
        saran = "Salin, pindai, atau unduh ulang dokumennya, lalu unggah lagi."
        raise Tolak("berkas PDF ini terpotong (akhirnya tidak ada)", saran)


def pdf_tanpa_isi_aktif(isi: Isi) -> None:
    for nama in _nama_pdf(isi):
        if nama in _PDF_TERLARANG:
            saran = "Cetak dokumen menjadi PDF baru tanpa isi itu, lalu unggah hasilnya."
            raise Tolak(f"PDF ini memuat {_PDF_TERLARANG[nama]}", saran)
