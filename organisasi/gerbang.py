"""The upload gate: every file of every form passes `periksa` before one byte of it is kept.

An ordered list of small checks per kind, cheapest first (security 3). A check gets the bytes as a memory map
(25 MB cost address space, not memory) and raises `_Tolak` with a reason and a remedy; `periksa` adds the
name. A wrong refusal is a bug as serious as a wrong acceptance: phone photos, padded scans, LibreOffice files
and PDFs with a BSrE signature must pass, and the bytes are never rewritten.
"""

import hashlib
import io
import mmap
import re
import shutil
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.utils.functional import lazy

MB = 1024 * 1024
POTONGAN = 64 * 1024  # bytes read or unpacked at a time
PANJANG_NAMA = 120  # characters of a shown name
_HURUF_GAIB = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Unicode categories: control, bidirectional, line ends
PIKSEL_MAKSIMUM = 50_000_000
EKOR_PDF = 2048  # bytes after the last %%EOF that scanners and signing tools are known to append
LEKSEM_PDF = 1_000_000  # strings, brackets in them, comments and streams; 2,000 tagged pages stay far below
ANGGOTA_MAKSIMUM = 2000
TERBONGKAR_MAKSIMUM = 100 * MB
RASIO_MAKSIMUM = 100  # unpacked to packed, for members over 1 MB
BAGIAN_RELASI_MAKSIMUM = 4 * MB  # the only parts that are parsed and not just read through


class BerkasDitolak(Exception):
    """The file is refused; the message is a full sentence for the person: name, reason, remedy."""


class _Tolak(Exception):
    def __init__(self, alasan: str, saran: str) -> None:
        super().__init__(alasan)
        self.alasan, self.saran = alasan, saran


# What the parsers below raise on bytes that are not what they claim to be.
_GALAT_PENGURAI = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
    EOFError,
)


@dataclass(frozen=True, slots=True)
class BerkasLolos:
    """What the gate found out; `ukuran` in bytes, `jenis` is our own MIME type, never the browser's."""

    nama: str
    ekstensi: str
    jenis: str
    ukuran: int
    sha256: str


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
    raise _Tolak("susunan PDF ini tidak wajar", "Cetak ulang dokumen menjadi PDF, lalu unggah hasilnya.")


def _akhir_isi(isi: mmap.mmap) -> int:
    """Where the last byte that says something ends: scanners fill the last block with zeros."""
    akhir = len(isi)
    while not (isian := isi[max(0, akhir - POTONGAN) : akhir].rstrip(b"\0 \t\r\n")):
        akhir -= POTONGAN
    return max(0, akhir - POTONGAN) + len(isian)


def _pdf_lengkap(isi: mmap.mmap) -> None:
    akhir = _akhir_isi(isi)
    if isi.rfind(b"%%EOF", max(0, akhir - EKOR_PDF), akhir) < 0:
        saran = "Salin, pindai, atau unduh ulang dokumennya, lalu unggah lagi."
        raise _Tolak("berkas PDF ini terpotong (akhirnya tidak ada)", saran)


def _pdf_tanpa_isi_aktif(isi: mmap.mmap) -> None:
    for nama in _nama_pdf(isi):
        if nama in _PDF_TERLARANG:
            saran = "Cetak dokumen menjadi PDF baru tanpa isi itu, lalu unggah hasilnya."
            raise _Tolak(f"PDF ini memuat {_PDF_TERLARANG[nama]}", saran)


Ukuran = tuple[int, int]
_SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_TANPA_PANJANG = {0x01, *range(0xD0, 0xD9)}


def _piksel_png(isi: mmap.mmap) -> Ukuran:
    if isi[12:16] != b"IHDR":
        raise ValueError("IHDR")
    return struct.unpack(">II", isi[16:24])


def _piksel_jpeg(isi: mmap.mmap) -> Ukuran:
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


def _piksel_webp(isi: mmap.mmap) -> Ukuran:
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


def _piksel_heic(isi: mmap.mmap) -> Ukuran:
    """The largest of the sizes declared: a phone photo is a grid of tiles with a thumbnail beside it."""
    temu = re.finditer(rb"ispe\0\0\0\0(.{8})", isi, re.DOTALL)
    return max((struct.unpack(">II", satu[1]) for satu in temu), key=lambda ukuran: ukuran[0] * ukuran[1])


def _piksel_wajar(ukur: Callable[[mmap.mmap], Ukuran], isi: mmap.mmap) -> None:
    lebar, tinggi = ukur(isi)
    if not lebar * tinggi:
        raise ValueError("0")
    if lebar * tinggi > PIKSEL_MAKSIMUM:
        alasan = f"ukuran gambar {lebar} x {tinggi} piksel melebihi {PIKSEL_MAKSIMUM // 1_000_000} megapiksel"
        raise _Tolak(alasan, "Perkecil gambar, lalu unggah lagi.")


_SIMPAN_ULANG = "Buka di Excel, Word, atau LibreOffice, simpan ulang, lalu unggah hasilnya."
_ANGGOTA_TERLARANG = [
    (re.compile(pola, re.IGNORECASE), alasan, saran)
    for pola, alasan, saran in (
        (r"vba(project|data)|/macrosheets/", "memuat makro", "Simpan sebagai .xlsx atau .docx tanpa makro."),
        (r"/activex", "memuat kontrol ActiveX", "Hapus kontrol itu, atau simpan sebagai PDF."),
        (
            r"/embeddings/|oleobject",
            "memuat objek sisipan (OLE)",
            "Ganti objek itu dengan gambar, atau simpan sebagai PDF.",
        ),
        (
            r"^xl/externallinks/",
            "memuat tautan ke buku kerja lain",
            "Putuskan tautan itu (Data, Edit Tautan) atau simpan sebagai PDF.",
        ),
    )
]
_TIPE_UTAMA = "application/vnd.openxmlformats-officedocument.{}.main+xml"
# A declared encoding such as cp037 spells a DTD in other bytes. The grammar wants the version first.
_XML_TERLARANG = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\?xml\s+version\s*=\s*[\"'][\d.]+[\"']\s+encoding\s*=\s*[\"']"
    rb"(?!(?i:utf-?8|utf-16(?:le|be)?|us-ascii|iso-8859-1|windows-1252)[\"'])"
)
_TUMPANG = 256  # bytes that two windows share, more than the longest match
_TEMPLAT_LOKAL = re.compile(r"file:///[A-Za-z]:", re.IGNORECASE)


def _anggota_wajar(anggota: list[zipfile.ZipInfo]) -> None:
    nama = [info.orig_filename.lower() for info in anggota]
    if len(set(nama)) != len(nama):
        raise _Tolak("memuat dua bagian dengan nama yang sama", _SIMPAN_ULANG)
    for satu in nama:
        if ".." in satu.split("/") or satu.startswith("/") or re.search(r"[\\\0]|^[a-z]:", satu):
            raise _Tolak("memuat bagian dengan nama yang keluar dari paket", _SIMPAN_ULANG)
        for pola, alasan, saran in _ANGGOTA_TERLARANG:
            if pola.search(satu):
                raise _Tolak(alasan, saran)
    for info in anggota:
        if info.flag_bits & 0x2041:
            raise _Tolak("terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi, lalu unggah hasilnya.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Tolak("dimampatkan dengan cara yang tidak dikenal", _SIMPAN_ULANG)


def _termampat(isi: mmap.mmap, info: zipfile.ZipInfo) -> Iterator[bytes]:
    awal = info.header_offset
    tanda, panjang_nama, panjang_ekstra = struct.unpack("<4s22xHH", isi[awal : awal + 30])
    if tanda != b"PK\3\4":
        raise zipfile.BadZipFile("local header")
    mulai = awal + 30 + panjang_nama + panjang_ekstra
    for posisi in range(mulai, mulai + info.compress_size, POTONGAN):
        yield isi[posisi : min(posisi + POTONGAN, mulai + info.compress_size)]


def _terbongkar(isi: mmap.mmap, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes as they really come out; zipfile would stop at the size the directory claims."""
    if info.compress_type == zipfile.ZIP_STORED:
        yield from _termampat(isi, info)
        return
    pembuka = zlib.decompressobj(-zlib.MAX_WBITS)
    for potong in _termampat(isi, info):
        while potong:
            yield pembuka.decompress(potong, POTONGAN)
            potong = pembuka.unconsumed_tail
    yield pembuka.flush()


def _cocok_direktori(isi: mmap.mmap, info: zipfile.ZipInfo, sisa: int) -> Iterator[bytes]:
    """The same bytes, held to the budget of `sisa` bytes, to the ratio and to what the directory says."""
    ukuran = crc = 0
    for potong in _terbongkar(isi, info):
        ukuran += len(potong)
        crc = zlib.crc32(potong, crc)
        if ukuran > sisa or (ukuran > MB and ukuran > RASIO_MAKSIMUM * info.compress_size):
            raise _Tolak("isinya mengembang terlalu besar saat dibuka", _SIMPAN_ULANG)
        yield potong
    if (ukuran, crc) != (info.file_size, info.CRC):
        raise zipfile.BadZipFile("size or CRC")


def _tanpa_dtd(potongan: Iterator[bytes]) -> Iterator[bytes]:
    """Pass the bytes on; refuse a DTD or an encoding that could hide one. Dropping zeros reads UTF-16 too."""
    ekor = b""
    for potong in potongan:
        jendela = ekor + potong.replace(b"\0", b"")
        if _XML_TERLARANG.search(jendela):
            raise _Tolak("memuat deklarasi XML yang tidak diizinkan (DTD atau entitas)", _SIMPAN_ULANG)
        ekor = jendela[-_TUMPANG:]
        yield potong


def _urai(potongan: Iterator[bytes]) -> ElementTree.Element:
    isi = io.BytesIO()
    for potong in potongan:
        if isi.write(potong) and isi.tell() > BAGIAN_RELASI_MAKSIMUM:
            raise _Tolak("memuat daftar hubungan yang terlalu panjang", _SIMPAN_ULANG)
    return ElementTree.fromstring(isi.getvalue())  # noqa: S314 - size is bounded and DTDs were refused on the way


def _tanpa_relasi_luar(akar: ElementTree.Element) -> None:
    for relasi in akar.iter():
        jenis, tujuan = relasi.get("Type", "").rpartition("/")[2], relasi.get("Target", "")
        # Word notes the template a letter was made from; a path on the author's own disk reaches nowhere.
        lokal = jenis == "attachedTemplate" and _TEMPLAT_LOKAL.match(tujuan)
        if relasi.get("TargetMode", "").lower() == "external" and jenis != "hyperlink" and not lokal:
            saran = "Putuskan tautan itu (sisipkan gambarnya, jangan ditautkan), atau simpan sebagai PDF."
            raise _Tolak("mengambil isi dari luar berkas", saran)


def _tipe_benar(format_: str, nama: set[str], akar: ElementTree.Element) -> None:
    """The main part is found by its type, not by its name: Office on the web writes word/document2.xml."""
    tipe = {bagian.get("PartName", "").lstrip("/").lower(): bagian.get("ContentType", "") for bagian in akar}
    if any("macroenabled" in satu.lower() for satu in tipe.values()):
        raise _Tolak("memuat makro", "Simpan sebagai .xlsx atau .docx tanpa makro.")
    if not any(satu == _TIPE_UTAMA.format(format_) and bagian in nama for bagian, satu in tipe.items()):
        raise _Tolak("isinya bukan dokumen yang sesuai dengan jenisnya", _SIMPAN_ULANG)


def _paket_wajar(format_: str, isi: mmap.mmap) -> None:
    # The directory's own count can lie, and each entry costs memory once opened: count the entries first.
    if sum(1 for _ in re.finditer(rb"PK\x01\x02", isi)) > ANGGOTA_MAKSIMUM:
        raise _Tolak(f"memuat lebih dari {ANGGOTA_MAKSIMUM} bagian", _SIMPAN_ULANG)
    with zipfile.ZipFile(isi) as paket:
        anggota = paket.infolist()
    # Members that share the same packed bytes would be read again and again.
    if sum(info.compress_size for info in anggota) > len(isi):
        raise zipfile.BadZipFile("overlap")
    _anggota_wajar(anggota)
    nama = {info.filename.lower() for info in anggota}
    if "[content_types].xml" not in nama:
        raise _Tolak("isinya bukan dokumen yang sesuai dengan jenisnya", _SIMPAN_ULANG)
    sisa = TERBONGKAR_MAKSIMUM
    for info in anggota:
        _bagian_wajar(format_, nama, info, _cocok_direktori(isi, info, sisa))
        sisa -= info.file_size


def _bagian_wajar(format_: str, nama: set[str], info: zipfile.ZipInfo, potongan: Iterator[bytes]) -> None:
    bagian = PurePosixPath(info.filename.lower())
    if bagian.name == "[content_types].xml":
        _tipe_benar(format_, nama, _urai(_tanpa_dtd(potongan)))
    elif bagian.suffix == ".rels":
        _tanpa_relasi_luar(_urai(_tanpa_dtd(potongan)))
    else:
        # A drawing program's SVG picture may carry its doctype; it is never parsed as a part of the document.
        for _ in potongan if bagian.parent.name == "media" else _tanpa_dtd(potongan):
            pass


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
_JPG = Jenis("image/jpeg", _diawali(b"\xff\xd8\xff"), "JPG", (partial(_piksel_wajar, _piksel_jpeg),))
JENIS_DITERIMA = {
    "pdf": Jenis("application/pdf", _diawali(b"%PDF-"), "PDF", (_pdf_lengkap, _pdf_tanpa_isi_aktif)),
    "jpg": _JPG,
    "jpeg": _JPG,
    "png": Jenis("image/png", _diawali(b"\x89PNG\r\n\x1a\n"), "PNG", (partial(_piksel_wajar, _piksel_png),)),
    "webp": Jenis(
        "image/webp",
        lambda kepala: kepala[:4] == b"RIFF" and kepala[8:12] == b"WEBP",
        "WEBP",
        (partial(_piksel_wajar, _piksel_webp),),
    ),
    "heic": Jenis("image/heic", _tanda_heic, "HEIC", (partial(_piksel_wajar, _piksel_heic),)),
    "xlsx": Jenis(
        f"{_OOXML}spreadsheetml.sheet",
        _diawali(b"PK\3\4"),
        "XLSX",
        (partial(_paket_wajar, "spreadsheetml.sheet"),),
    ),
    "docx": Jenis(
        f"{_OOXML}wordprocessingml.document",
        _diawali(b"PK\3\4"),
        "DOCX",
        (partial(_paket_wajar, "wordprocessingml.document"),),
    ),
}
ACCEPT = ",".join(f".{ekstensi}" for ekstensi in JENIS_DITERIMA)
_DAFTAR_JENIS = "PDF, JPG, PNG, WEBP, HEIC, XLSX, atau DOCX"
_TANDA_ASING = [
    (b"MZ", "isinya sebuah program"),
    (b"\xd0\xcf\x11\xe0", "isinya dokumen Office lama atau terkunci kata sandi"),
]


def _ukuran(batas: int) -> str:
    return f"{batas // MB} MB" if batas >= MB else f"{batas // 1024} KB"


def _petunjuk() -> str:
    return f"Berkas {_DAFTAR_JENIS}, paling besar {_ukuran(settings.BATAS_UKURAN_BERKAS)} tiap berkas."


PETUNJUK = lazy(_petunjuk, str)()  # printed before a file is chosen; lazy, for the limit is a setting


def nama_bersih(nama: str) -> str:
    """The name as shown: NFC, no path, no control or bidirectional characters, 1 to 120 characters."""
    tampak = "".join(huruf for huruf in nama if unicodedata.category(huruf) not in _HURUF_GAIB)
    ujung = re.split(r"[/\\]", unicodedata.normalize("NFC", tampak))[-1]
    bersih = " ".join(ujung.split()).rstrip(". ")
    pangkal, titik, ekstensi = bersih.rpartition(".")
    if not titik or len(ekstensi) > 10:
        return bersih[:PANJANG_NAMA] or "berkas"
    return f"{pangkal[: PANJANG_NAMA - 1 - len(ekstensi)].strip() or 'berkas'}.{ekstensi}"


def periksa(berkas: IO[bytes], nama: str, *, batas: int) -> BerkasLolos:
    """Pass the file or raise `BerkasDitolak`; `batas` is in bytes. Leaves the file at its start."""
    nama = nama_bersih(nama)
    try:
        ekstensi = _ekstensi_diterima(nama)
        ukuran, sha256 = _ukur_dan_hitung(berkas, batas)
        with _peta(berkas) as isi:
            _tanda_cocok(isi, ekstensi)
            for pemeriksaan in JENIS_DITERIMA[ekstensi].pemeriksaan:
                pemeriksaan(isi)
    except _Tolak as tolak:
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {tolak.alasan}. {tolak.saran}") from tolak
    except _GALAT_PENGURAI as galat:
        alasan = "berkas rusak atau tidak lengkap. Buat atau salin ulang, lalu unggah lagi."
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {alasan}") from galat
    finally:
        berkas.seek(0)
    return BerkasLolos(nama, ekstensi, JENIS_DITERIMA[ekstensi].mime, ukuran, sha256)


def _ekstensi_diterima(nama: str) -> str:
    _, titik, ekstensi = nama.rpartition(".")
    if not titik:
        raise _Tolak("namanya tidak berakhiran jenis berkas", f"Unggah {_DAFTAR_JENIS}.")
    if ekstensi.lower() not in JENIS_DITERIMA:
        raise _Tolak(f"jenis .{ekstensi.lower()} tidak diizinkan", f"Unggah {_DAFTAR_JENIS}.")
    return ekstensi.lower()


def _ukur_dan_hitung(berkas: IO[bytes], batas: int) -> tuple[int, str]:
    ukuran, hitung = 0, hashlib.sha256()
    berkas.seek(0)
    while potong := berkas.read(POTONGAN):
        ukuran += len(potong)
        if ukuran > batas:
            alasan = f"ukurannya melebihi {_ukuran(batas)}"
            raise _Tolak(alasan, "Perkecil gambar di dalamnya atau bagi menjadi beberapa berkas.")
        hitung.update(potong)
    if not ukuran:
        raise _Tolak("berkas kosong (0 bita)", "Periksa berkas di komputer Anda, lalu unggah lagi.")
    return ukuran, hitung.hexdigest()


@contextmanager
def _peta(berkas: IO[bytes]) -> Iterator[mmap.mmap]:
    """A read-only memory map of the upload; one without a file on disk is first put into a nameless one."""
    with tempfile.TemporaryFile() as salinan:
        try:
            nomor = berkas.fileno()
        except (OSError, AttributeError):
            berkas.seek(0)
            shutil.copyfileobj(berkas, salinan, POTONGAN)
            salinan.flush()
            nomor = salinan.fileno()
        with mmap.mmap(nomor, 0, access=mmap.ACCESS_READ) as isi:
            yield isi


def _tanda_cocok(isi: mmap.mmap, ekstensi: str) -> None:
    kepala = isi[:64]
    if JENIS_DITERIMA[ekstensi].tanda(kepala):
        return
    for tanda, alasan in _TANDA_ASING:
        if kepala.startswith(tanda):
            raise _Tolak(f"{alasan}, bukan {ekstensi.upper()}", f"Unggah {_DAFTAR_JENIS} tanpa kata sandi.")
    for sebenarnya, jenis in JENIS_DITERIMA.items():
        if jenis.tanda(kepala):
            saran = f"Ganti akhiran namanya menjadi .{sebenarnya} atau simpan ulang, lalu unggah lagi."
            raise _Tolak(f"isinya {jenis.label}, bukan {ekstensi.upper()}", saran)
    raise _Tolak(f"isinya bukan {ekstensi.upper()}", "Simpan ulang dari aplikasi asalnya, lalu unggah lagi.")
