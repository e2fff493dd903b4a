"""XLSX and DOCX: archives, unpacked for counting, without macros, foreign objects or outside references."""

import io
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from organisasi.pengurai.tolak import MB, POTONGAN, Batas, Tolak

Isi = mmap.mmap | bytes
BAGIAN_RELASI_MAKSIMUM = 4 * MB  # the only parts that are parsed and not just read through
SISIPAN_MAKSIMUM = 25 * MB  # bytes of a workbook behind a chart
_BUKU_SISIPAN = re.compile(r"(word|xl)/embeddings/[^/]+\.xlsx")

_SIMPAN_ULANG = "Buka di Excel, Word, atau LibreOffice, simpan ulang, lalu unggah hasilnya."
_ANGGOTA_TERLARANG = [
    (re.compile(pola, re.IGNORECASE), alasan, saran)
    for pola, alasan, saran in (
        (r"vba(project|data)|/macrosheets/", "memuat makro", "Simpan sebagai .xlsx atau .docx tanpa makro."),
        (
            r"\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|jar|swf|rtf|mht|mhtml)$",
            "memuat berkas lain yang dapat dijalankan",
            "Hapus sisipan itu, atau simpan sebagai PDF.",
        ),
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
# A field that starts a program: a field code begins with the word, whatever blanks stand before it.
_DDE = re.compile(rb"instr(?:Text[^<>]{0,100}>|\s*=\s*[\"'])\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_TUMPANG = 256  # bytes that two windows share, more than the longest match
_TEMPLAT_LOKAL = re.compile(r"file:///[A-Za-z]:", re.IGNORECASE)


def _anggota_wajar(anggota: list[zipfile.ZipInfo]) -> None:
    nama = [info.orig_filename.lower() for info in anggota]
    if len(set(nama)) != len(nama):
        raise Tolak("memuat dua bagian dengan nama yang sama", _SIMPAN_ULANG)
    for satu in nama:
        if ".." in satu.split("/") or satu.startswith("/") or re.search(r"[\\\0]|^[a-z]:", satu):
            raise Tolak("memuat bagian dengan nama yang keluar dari paket", _SIMPAN_ULANG)
        for pola, alasan, saran in _ANGGOTA_TERLARANG:
            if pola.search(satu) and not _BUKU_SISIPAN.fullmatch(satu):
                raise Tolak(alasan, saran)
    for info in anggota:
        if info.flag_bits & 0x2041:
            raise Tolak("terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi, lalu unggah hasilnya.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Tolak("dimampatkan dengan cara yang tidak dikenal", _SIMPAN_ULANG)


def _termampat(isi: Isi, info: zipfile.ZipInfo) -> Iterator[bytes]:
    awal = info.header_offset
    tanda, panjang_nama, panjang_ekstra = struct.unpack("<4s22xHH", isi[awal : awal + 30])
    if tanda != b"PK\3\4":
        raise zipfile.BadZipFile("local header")
    mulai = awal + 30 + panjang_nama + panjang_ekstra
    for posisi in range(mulai, mulai + info.compress_size, POTONGAN):
        yield isi[posisi : min(posisi + POTONGAN, mulai + info.compress_size)]


def _terbongkar(isi: Isi, info: zipfile.ZipInfo) -> Iterator[bytes]:
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


def _cocok_direktori(isi: Isi, info: zipfile.ZipInfo, sisa: int, rasio: int) -> Iterator[bytes]:
    """The same bytes, held to the budget of `sisa` bytes, to the ratio and to what the directory says."""
    ukuran = crc = 0
    for potong in _terbongkar(isi, info):
        ukuran += len(potong)
        crc = zlib.crc32(potong, crc)
        if ukuran > sisa or (ukuran > MB and ukuran > rasio * info.compress_size):
            raise Tolak("isinya mengembang terlalu besar saat dibuka", _SIMPAN_ULANG)
        yield potong
    if (ukuran, crc) != (info.file_size, info.CRC):
        raise zipfile.BadZipFile("size or CRC")


def _tanpa_dtd(potongan: Iterator[bytes]) -> Iterator[bytes]:
    """Pass the bytes on; refuse a DTD or an encoding that could hide one. Dropping zeros reads UTF-16 too."""
    ekor = b""
    for potong in potongan:
        jendela = ekor + potong.replace(b"\0", b"")
        if _XML_TERLARANG.search(jendela):
            raise Tolak("memuat deklarasi XML yang tidak diizinkan (DTD atau entitas)", _SIMPAN_ULANG)
        if _DDE.search(jendela):
            raise Tolak("memuat tautan DDE yang menjalankan program lain", "Hapus tautan itu, lalu simpan ulang.")
        ekor = jendela[-_TUMPANG:]
        yield potong


def _urai(potongan: Iterator[bytes]) -> ElementTree.Element:
    isi = io.BytesIO()
    for potong in potongan:
        if isi.write(potong) and isi.tell() > BAGIAN_RELASI_MAKSIMUM:
            raise Tolak("memuat daftar hubungan yang terlalu panjang", _SIMPAN_ULANG)
    return ElementTree.fromstring(isi.getvalue())  # noqa: S314 - size is bounded and DTDs were refused on the way


def _tanpa_relasi_luar(akar: ElementTree.Element) -> None:
    for relasi in akar.iter():
        jenis, tujuan = relasi.get("Type", "").rpartition("/")[2], relasi.get("Target", "")
        # Word notes the template a letter was made from; a path on the author's own disk reaches nowhere.
        lokal = jenis == "attachedTemplate" and _TEMPLAT_LOKAL.match(tujuan)
        if relasi.get("TargetMode", "").lower() == "external" and jenis != "hyperlink" and not lokal:
            saran = "Putuskan tautan itu (sisipkan gambarnya, jangan ditautkan), atau simpan sebagai PDF."
            raise Tolak("mengambil isi dari luar berkas", saran)


def _tipe_benar(format_: str, nama: set[str], akar: ElementTree.Element) -> None:
    """The main part is found by its type, not by its name: Office on the web writes word/document2.xml."""
    tipe = {bagian.get("PartName", "").lstrip("/").lower(): bagian.get("ContentType", "") for bagian in akar}
    if any("macroenabled" in satu.lower() for satu in tipe.values()):
        raise Tolak("memuat makro", "Simpan sebagai .xlsx atau .docx tanpa makro.")
    if not any(satu == _TIPE_UTAMA.format(format_) and bagian in nama for bagian, satu in tipe.items()):
        raise Tolak("isinya bukan dokumen yang sesuai dengan jenisnya", _SIMPAN_ULANG)


def paket_wajar(format_: str, isi: Isi, batas: Batas) -> None:
    """The whole archive, with the workbooks behind its charts: these may take what it has left."""
    _periksa_paket(format_, isi, batas, batas.terbongkar, dalam=0)


def _periksa_paket(format_: str, isi: Isi, batas: Batas, sisa: int, dalam: int) -> int:
    """The bytes left of `sisa` when the archive is through; `dalam` counts the archives around it."""
    anggota = _daftar_anggota(isi, batas)
    _anggota_wajar(anggota)
    nama = {info.filename.lower() for info in anggota}
    if "[content_types].xml" not in nama:
        raise Tolak("isinya bukan dokumen yang sesuai dengan jenisnya", _SIMPAN_ULANG)
    for info in anggota:
        potongan = _cocok_direktori(isi, info, sisa, batas.rasio)
        if _BUKU_SISIPAN.fullmatch(info.filename.lower()):
            sisa = _sisipan_wajar(potongan, batas, sisa, dalam)
        else:
            _bagian_wajar(format_, nama, info, potongan)
        sisa -= info.file_size
    return sisa


def _daftar_anggota(isi: Isi, batas: Batas) -> list[zipfile.ZipInfo]:
    # The directory's own count can lie, and each entry costs memory once opened: count the entries first.
    if sum(1 for _ in re.finditer(rb"PK\x01\x02", isi)) > batas.anggota:
        raise Tolak(f"memuat lebih dari {batas.anggota} bagian", _SIMPAN_ULANG)
    with zipfile.ZipFile(io.BytesIO(isi) if isinstance(isi, bytes) else isi) as paket:
        anggota = paket.infolist()
    # Members that share the same packed bytes would be read again and again.
    if sum(info.compress_size for info in anggota) > len(isi):
        raise zipfile.BadZipFile("overlap")
    return anggota


def _sisipan_wajar(potongan: Iterator[bytes], batas: Batas, sisa: int, dalam: int) -> int:
    """A chart keeps its numbers as a workbook: welcome when it passes the same rules, refused inside another one."""
    isi = bytearray()
    for potong in potongan:
        isi += potong
        if dalam or len(isi) > SISIPAN_MAKSIMUM:
            raise Tolak("memuat buku kerja di dalam buku kerja sisipan", "Ganti grafik itu dengan gambarnya.")
    if not isi.startswith(b"PK\3\4"):
        raise Tolak("memuat objek sisipan (OLE)", "Ganti objek itu dengan gambar, atau simpan sebagai PDF.")
    return _periksa_paket("spreadsheetml.sheet", bytes(isi), batas, sisa, dalam + 1)


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
