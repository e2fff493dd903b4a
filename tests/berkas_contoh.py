"""Makers of sample files, in memory: what an office really uploads, and what must never get in.

`BAIK` and `JAHAT` are the tables for other tests; every maker returns the bytes anew.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

PALSU = b"\x9d/JS (x) /JavaScript /Launch /EmbeddedFile\x01"  # what chance could put into packed bytes


def unggahan(isi: bytes, nama: str) -> SimpleUploadedFile:
    """The file as a form receives it; the browser's type is wrong on purpose, for it must not matter."""
    return SimpleUploadedFile(nama, isi, content_type="text/html")


def pdf(*objek: bytes, katalog: bytes = b"", ekor: bytes = b"") -> bytes:
    """A one-page PDF with a correct cross-reference table; `objek` are numbered from 5 on, `ekor` is appended."""
    halaman = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    tubuh = [
        b"<< /Type /Catalog /Pages 2 0 R " + katalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        halaman,
        aliran(b"BT (Laporan) Tj ET"),
        *objek,
    ]
    keluar, letak = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for nomor, satu in enumerate(tubuh, 1):
        letak.append(len(keluar))
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    tabel = b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    kepala = b"xref\n0 %d\n0000000000 65535 f \n" % (len(tubuh) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(tubuh) + 1, len(keluar))
    return keluar + kepala + tabel + trailer + ekor


def aliran(isi: bytes) -> bytes:
    """A stream object that holds exactly these bytes."""
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(isi), isi)


def pdf_bertanda_tangan() -> bytes:
    """A PDF with the dictionaries that a BSrE signature leaves behind."""
    tanda_tangan = (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 840 9032 400] "
        b"/Contents <" + b"30820a" * 1000 + b"> /Reason (Ditandatangani \\(BSrE\\)) /M (D:20230405) >>"
    )
    bidang = b"<< /FT /Sig /Type /Annot /Subtype /Widget /T (Tanda#20Tangan) /V 5 0 R /Rect [0 0 0 0] >>"
    return pdf(tanda_tangan, bidang, katalog=b"/AcroForm << /Fields [6 0 R] /SigFlags 3 >>")


def gambar(format_: str, lebar: int = 64, tinggi: int = 48, **pilihan) -> bytes:
    """A real picture written by Pillow."""
    keluar = io.BytesIO()
    Image.new("RGB", (lebar, tinggi), "#0a6e5c").save(keluar, format_, **pilihan)
    return keluar.getvalue()


def foto_ponsel() -> bytes:
    """A JPEG with EXIF, the phone's turn of the picture, and a video appended as motion photos have it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Ponsel", 6
    return gambar("JPEG", exif=exif) + b"\0\0\0\x18ftypmp42" + b"\0" * 100


def _potongan_png(jenis: bytes, isi: bytes) -> bytes:
    return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))


def png_besar(lebar: int = 30_000, tinggi: int = 30_000) -> bytes:
    """A PNG of a few bytes whose header asks for 900 megapixels."""
    kepala = _potongan_png(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0))
    isi = _potongan_png(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + kepala + isi + _potongan_png(b"IEND", b"")


def jpg_besar() -> bytes:
    """A JPEG whose frame header was changed to 65,000 x 65,000 pixels."""
    isi = bytearray(gambar("JPEG"))
    mulai = isi.index(b"\xff\xc0") + 5
    isi[mulai : mulai + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(isi)


def heic(*ukuran: tuple[int, int], merek: bytes = b"heic") -> bytes:
    """The boxes that the gate reads of a phone's HEIC: brands, then one size per tile, grid and thumbnail."""
    ftyp = b"ftyp" + merek + b"\0\0\0\0mif1heic"
    sifat = b"".join(b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", *satu) for satu in ukuran)
    return struct.pack(">I", len(ftyp) + 4) + ftyp + b"\0\0\1\0meta\0\0\0\0" + sifat + b"\0" * 64


def xlsx() -> bytes:
    """A workbook as openpyxl and many portals write it."""
    buku, keluar = Workbook(), io.BytesIO()
    buku.active.append(["Indikator", "Target", "<!DOCTYPE bukan>"])
    buku.save(keluar)
    return keluar.getvalue()


XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOKUMEN_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELASI = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def tipe(utama: str = _DOKUMEN_WORD, bagian: str = "/word/document.xml") -> bytes:
    """The list of content types of a docx, with one main part."""
    bawaan = '<Default Extension="xml" ContentType="text/xml"/>'
    isi = f'{bawaan}<Override PartName="{bagian}" ContentType="{utama}"/>'
    ruang = "http://schemas.openxmlformats.org/package/2006/content-types"
    return XML + f'<Types xmlns="{ruang}">{isi}</Types>'.encode()


def relasi(jenis: bytes, tujuan: bytes, modus: bytes = b"External") -> bytes:
    """A relationship part with one relationship."""
    sifat = b'Id="r1" Type="%s%s" Target="%s" TargetMode="%s"' % (_RELASI, jenis, tujuan, modus)
    ruang = b"http://schemas.openxmlformats.org/package/2006/relationships"
    return XML + b'<Relationships xmlns="%s"><Relationship %s/></Relationships>' % (ruang, sifat)


DOKUMEN = {
    "[Content_Types].xml": tipe(),
    "_rels/.rels": relasi(b"officeDocument", b"word/document.xml", b"Internal"),
    "word/document.xml": XML + b"<w:document xmlns:w='w'><w:body/></w:document>",
}


def docx(bagian: dict[str, bytes | None] | None = None, cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A document of the parts of `DOKUMEN` and these, which win over them; None leaves a part out."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", cara) as paket:
        for nama, isi in (DOKUMEN | (bagian or {})).items():
            if isi is not None:
                paket.writestr(nama, isi)
    return keluar.getvalue()


def docx_ganda() -> bytes:
    """A document with two parts of one name: two readers would see two documents."""
    return docx({"word/documenT.xml": b"lain"})


def docx_dusta() -> bytes:
    """A document whose directory claims 10 bytes for a part that unpacks to far more."""
    isi = bytearray(docx({"word/isi.xml": b"A" * 5000}))
    awal = isi.index(b"PK\1\2", isi.index(b"PK\1\2") + 1)
    while b"word/isi.xml" not in isi[awal : awal + 60]:
        awal = isi.index(b"PK\1\2", awal + 1)
    isi[awal + 24 : awal + 28] = struct.pack("<I", 10)
    return bytes(isi)


def docx_terkunci() -> bytes:
    """A document whose members carry the flag of an encrypted archive."""
    isi = bytearray(docx())
    posisi = -1
    while (posisi := isi.find(b"PK\1\2", posisi + 1)) >= 0:
        isi[posisi + 8] |= 1
    return bytes(isi)


def docx_tumpang_tindih() -> bytes:
    """A document whose directory names the same packed bytes four times over."""
    isi = docx({"word/0.bin": random.Random(1).randbytes(5000)})
    akhir = isi.rindex(b"PK\5\6")
    entri = isi[isi.rindex(b"PK\1\2") : akhir]
    tambahan = b"".join(entri.replace(b"0.bin", b"%d.bin" % nomor) for nomor in (1, 2, 3))
    ukuran, letak = struct.unpack("<II", isi[akhir + 12 : akhir + 20])
    penutup = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 7, 7, ukuran + len(tambahan), letak, 0)
    return isi[:akhir] + tambahan + penutup


def docx_bom_datar() -> bytes:
    """110 MB of unlike parts, each of them below the ratio."""
    acak = random.Random(1)
    isi = b"".join(acak.randbytes(300) + b"\0" * 20_000 for _ in range(550))
    return docx({f"word/isi{nomor}.bin": isi for nomor in range(10)})


_LUAR = b"http://jahat.example/x"
_RELS = "word/_rels/document.xml.rels"
_SVG = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
_JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
_TIPE_MAKRO = tipe("application/vnd.ms-word.document.macroEnabled.main+xml")
_DTD = XML + b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
_UTF16 = "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16")
_CP037 = b"<?xml version = '1.0' encoding='cp037'?>" + "<!DOCTYPE a><a/>".encode("cp037")

Pembuat = Callable[[], bytes]
BAIK: list[tuple[str, Pembuat]] = [
    ("laporan.pdf", pdf),
    ("bertanda tangan BSrE.pdf", pdf_bertanda_tangan),
    ("pindaian diisi nol.PDF", partial(pdf, ekor=b"\0" * 70_000)),
    ("pindaian dengan ekor.pdf", partial(pdf, ekor=b"\r\n% Scanner 12.3\r\n" + b"x" * 1500)),
    ("kebetulan dalam stream.pdf", partial(pdf, aliran(PALSU))),
    ("judul HTML-JavaScript.pdf", partial(pdf, b"<< /Title (Kursus HTML/JavaScript \\( (/JS) dasar) >>")),
    ("komentar.pdf", partial(pdf, b"% /JS /Launch ( tidak dibaca\n<< /Font#20Baru /JSX /JavaScripts >>")),
    ("foto ponsel.jpg", foto_ponsel),
    ("foto berbantalan.jpg", lambda: gambar("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1)),
    ("foto progresif.jpeg", partial(gambar, "JPEG", progressive=True)),
    ("tangkapan layar.png", partial(gambar, "PNG")),
    ("gambar.webp", partial(gambar, "WEBP")),
    ("gambar tanpa rugi.webp", partial(gambar, "WEBP", lossless=True)),
    ("gambar luas.webp", partial(gambar, "WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")),
    ("foto iPhone.heic", partial(heic, (512, 512), (4032, 3024), (320, 240))),
    ("foto Android.heic", partial(heic, (4000, 3000), merek=b"mif1")),
    ("data.xlsx", xlsx),
    ("surat.docx", docx),
    ("tanpa mampat.docx", partial(docx, cara=zipfile.ZIP_STORED)),
    ("tautan web.docx", partial(docx, {_RELS: relasi(b"hyperlink", b"https://kemendagri.go.id")})),
    (
        "templat kantor.docx",
        partial(docx, {"word/_rels/settings.xml.rels": relasi(b"attachedTemplate", b"file:///C:\\Surat.dotx")}),
    ),
    ("bergambar svg.docx", partial(docx, {"word/media/logo.svg": _SVG})),
    (
        "dari Office web.docx",
        partial(
            docx,
            {
                "[Content_Types].xml": tipe(bagian="/word/document2.xml"),
                "word/document.xml": None,
                "word/document2.xml": DOKUMEN["word/document.xml"],
            },
        ),
    ),
    ("utf-16.docx", partial(docx, {"word/x.xml": _UTF16})),
]

# Name, maker, and the words of the refusal that name the right reason.
JAHAT: list[tuple[str, Pembuat, str]] = [
    ("laporan.exe", pdf, "jenis .exe tidak diizinkan"),
    ("laporan.pdf\0.svg", pdf, "jenis .svg tidak diizinkan"),
    ("laporan\u202efdp.html", pdf, "jenis .html tidak diizinkan"),
    ("laporan", pdf, "namanya tidak berakhiran"),
    ("kosong.pdf", bytes, "berkas kosong"),
    ("program.pdf", partial(bytes.join, b"", [b"MZ\x90\0", b"\0" * 99]), "isinya sebuah program"),
    ("lama.xlsx", partial(bytes.join, b"", [b"\xd0\xcf\x11\xe0", b"\0" * 99]), "terkunci kata sandi"),
    ("halaman.pdf", partial(bytes.join, b"", [b"<html>", b"%PDF-1.7 %%EOF"]), "isinya bukan PDF"),
    ("gambar.jpg", partial(gambar, "PNG"), "isinya PNG, bukan JPG"),
    ("bergeser.pdf", lambda: b"\n" + pdf(), "isinya bukan PDF"),
    ("terpotong.pdf", lambda: pdf(aliran(b"x" * 9000))[:5000], "terpotong"),
    ("ekor panjang.pdf", partial(pdf, ekor=b"<script>" * 400), "terpotong"),
    ("skrip.pdf", partial(pdf, _JS), "skrip (JavaScript)"),
    ("skrip tersamar.pdf", partial(pdf, b"<< /S /J#61v#61Script >>"), "skrip (JavaScript)"),
    ("skrip di balik teks.pdf", partial(pdf, b"(tak tertutup", _JS), "skrip (JavaScript)"),
    ("skrip di dalam stream.pdf", partial(pdf, aliran(b"9 0 obj " + _JS)), "skrip (JavaScript)"),
    ("skrip di balik komentar.pdf", partial(pdf, b"<< %(\r/JS (x) >>"), "skrip (JavaScript)"),
    ("program.pdf", partial(pdf, b"<< /S/Launch/F(cmd.exe) >>"), "menjalankan program"),
    ("lampiran.pdf", partial(pdf, b"<< /Type /EmbeddedFile >>"), "dilampirkan di dalamnya"),
    ("media.pdf", partial(pdf, b"<< /Subtype /RichMedia >>"), "media aktif"),
    ("formulir.pdf", partial(pdf, katalog=b"/AcroForm << /XFA [] >>"), "formulir dinamis XFA"),
    ("banyak teks.pdf", partial(pdf, b"()" * 500_001), "tidak wajar"),
    ("kurung bersarang.pdf", partial(pdf, b"(" * 1_000_001), "tidak wajar"),
    ("besar.png", png_besar, "30000 x 30000 piksel melebihi 50 megapiksel"),
    ("besar.jpg", jpg_besar, "65000 x 65000 piksel melebihi 50 megapiksel"),
    ("besar.heic", partial(heic, (512, 512), (20_000, 20_000)), "20000 x 20000 piksel"),
    ("nol.png", partial(png_besar, 0, 5), "rusak atau tidak lengkap"),
    ("terpotong.jpg", lambda: gambar("JPEG")[:30], "rusak atau tidak lengkap"),
    ("tanpa ukuran.heic", heic, "rusak atau tidak lengkap"),
    ("terpotong.docx", lambda: docx()[:-40], "rusak atau tidak lengkap"),
    ("ternyata docx.xlsx", docx, "isinya bukan dokumen yang sesuai"),
    ("tanpa tipe.docx", partial(docx, {"[Content_Types].xml": None}), "isinya bukan dokumen yang sesuai"),
    ("tanpa isi.docx", partial(docx, {"word/document.xml": None}), "isinya bukan dokumen yang sesuai"),
    ("makro.docx", partial(docx, {"word/vbaProject.bin": b"x"}), "memuat makro"),
    ("tipe makro.docx", partial(docx, {"[Content_Types].xml": _TIPE_MAKRO}), "memuat makro"),
    ("activex.docx", partial(docx, {"word/activeX/activeX1.xml": b"<a/>"}), "memuat kontrol ActiveX"),
    ("ole.docx", partial(docx, {"word/embeddings/oleObject1.bin": b"x"}), "memuat objek sisipan"),
    ("tautan.docx", partial(docx, {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "buku kerja lain"),
    ("keluar.docx", partial(docx, {"../../etc/cron.d/x": b"x"}), "keluar dari paket"),
    ("mutlak.docx", partial(docx, {"/etc/passwd": b"x"}), "keluar dari paket"),
    ("ganda.docx", docx_ganda, "nama yang sama"),
    ("dtd.docx", partial(docx, {"word/x.xml": _DTD}), "deklarasi XML"),
    ("dtd utf-16.docx", partial(docx, {"word/x.xml": _DTD.decode().encode("utf-16")}), "deklarasi XML"),
    ("dtd jauh.docx", partial(docx, {"word/x.xml": b" " * 65_532 + b"<!DOCTYPE a><a/>"}), "deklarasi XML"),
    ("dtd cp037.docx", partial(docx, {"word/x.xml": _CP037}), "deklarasi XML"),
    ("dtd relasi.docx", partial(docx, {_RELS: _DTD}), "deklarasi XML"),
    ("gambar luar.docx", partial(docx, {_RELS: relasi(b"image", _LUAR)}), "dari luar berkas"),
    ("templat luar.docx", partial(docx, {_RELS: relasi(b"attachedTemplate", _LUAR)}), "dari luar berkas"),
    ("relasi rusak.docx", partial(docx, {_RELS: b"<a"}), "rusak atau tidak lengkap"),
    ("banyak.docx", partial(docx, {f"word/{nomor}.bin": b"" for nomor in range(2001)}), "lebih dari 2000"),
    ("bom.docx", partial(docx, {"word/bom.xml": b"\0" * 20_000_000}), "mengembang terlalu besar"),
    ("bom datar.docx", docx_bom_datar, "mengembang terlalu besar"),
    ("dusta.docx", docx_dusta, "rusak atau tidak lengkap"),
    ("tumpang tindih.docx", docx_tumpang_tindih, "rusak atau tidak lengkap"),
    ("terkunci.docx", docx_terkunci, "terkunci dengan kata sandi"),
    ("lzma.docx", partial(docx, cara=zipfile.ZIP_LZMA), "cara yang tidak dikenal"),
]
