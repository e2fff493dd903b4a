"""Pictures: the size in pixels, read from the header alone, and what a header may blow up to."""

import mmap
import re
import struct
import zlib

from organisasi.pengurai.tolak import MB, Batas, Tolak

TEKS_PNG_MAKSIMUM = 8 * MB  # unpacked bytes of a colour profile or a comment; browsers stop here too
_PNG_TERMAMPAT = {b"iCCP", b"zTXt", b"iTXt"}

Ukuran = tuple[int, int]
_SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_TANPA_PANJANG = {0x01, *range(0xD0, 0xD9)}


def png_wajar(isi: mmap.mmap, batas: Batas) -> None:
    """The size in the header, and every chunk up to the end: small ones that unpack to hundreds of megabytes."""
    if isi[12:16] != b"IHDR":
        raise ValueError("IHDR")
    piksel_wajar(struct.unpack(">II", isi[16:24]), batas)
    posisi = 8
    while (jenis := isi[posisi + 4 : posisi + 8]) != b"IEND":
        panjang = struct.unpack(">I", isi[posisi : posisi + 4])[0]
        if jenis in _PNG_TERMAMPAT:
            _teks_png_wajar(isi[posisi + 8 : posisi + 8 + panjang])
        posisi += 12 + panjang


def _teks_png_wajar(isi: bytes) -> None:
    # The packed part begins somewhere behind the keyword: wherever a zlib header stands, it is tried.
    for temu in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", isi[:512]):
        pembuka = zlib.decompressobj()
        try:
            pembuka.decompress(isi[temu.start() :], TEKS_PNG_MAKSIMUM)
        except zlib.error:
            continue
        if pembuka.unconsumed_tail:
            raise Tolak("keterangan gambar ini mengembang terlalu besar saat dibuka", "Simpan ulang gambarnya.")


def piksel_jpeg(isi: mmap.mmap) -> Ukuran:
    posisi = 2
    while (posisi := isi.find(b"\xff", posisi)) >= 0:
        penanda = isi[posisi + 1]
        if penanda in (0x00, 0xFF) or penanda in _TANPA_PANJANG:
            posisi += 1
        elif penanda in _SOF:
            tinggi, lebar = struct.unpack(">HH", isi[posisi + 5 : posisi + 9])
            return lebar, tinggi
        elif penanda == 0xDA:
            break
        else:
            posisi += 2 + struct.unpack(">H", isi[posisi + 2 : posisi + 4])[0]
    raise ValueError("SOF")


def piksel_webp(isi: mmap.mmap) -> Ukuran:
    match isi[12:16]:
        case b"VP8X":
            return int.from_bytes(isi[24:27], "little") + 1, int.from_bytes(isi[27:30], "little") + 1
        case b"VP8L":
            bit = int.from_bytes(isi[21:25], "little")
            return (bit & 0x3FFF) + 1, (bit >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            lebar, tinggi = struct.unpack("<HH", isi[26:30])
            return lebar & 0x3FFF, tinggi & 0x3FFF
    raise ValueError("VP8")


def piksel_heic(isi: mmap.mmap) -> Ukuran:
    """The largest of the sizes declared: a phone photo is a grid of tiles with a thumbnail beside it."""
    temu = re.finditer(rb"ispe\0\0\0\0(.{8})", isi, re.DOTALL)
    return max((struct.unpack(">II", satu[1]) for satu in temu), key=lambda ukuran: ukuran[0] * ukuran[1])


def piksel_wajar(ukuran: Ukuran, batas: Batas) -> None:
    lebar, tinggi = ukuran
    if not lebar * tinggi:
        raise ValueError("0")
    if lebar * tinggi > batas.megapiksel * 1_000_000:
        alasan = f"ukuran gambar {lebar} x {tinggi} piksel melebihi {batas.megapiksel} megapiksel"
        raise Tolak(alasan, "Perkecil gambar, lalu unggah lagi.")
