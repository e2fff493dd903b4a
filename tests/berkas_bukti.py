"""Files with something to look at: one of each kind that a reviewer meets."""

import io
from base64 import b64decode
from datetime import date

from openpyxl import Workbook
from PIL import Image, ImageDraw

from tests.berkas_contoh import XML, aliran, docx

_HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAA"
    "AAAERAAAEAAQAAAAABegABAAAAAAAAAS0AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAA"
    "AAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkA"
    "AAAwAAAwAeoBQgeWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrBiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAACgAAAA"
    "eAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAATVtZGF0AAABKSgBrxlCLKC56xnFlMiStOH76uAzEjgkdvPwD5QAv2"
    "50JrjvTOtJi0exw1+Z1eYFWFb1myttBrFXD5UnAUCjs8fA/jyH0+dOQWV5gkOvnfjAhmIz+nbiQPBI5w83TNok5MgnWGjOfSLyswI4Hc6u86Cj"
    "dbkG4ROA0jXISMnmd/2vSCeUktojeidG0AFfnjwQgs3UUo09E9/MAB7tMG99MVL1zOYD9hYD10XNAwqxva9eZS4rlDRYJcNJ08mFk6jD4sUjSU"
    "yCfchATQRGFkPjU/WQQKQJxXNAAAADAX2wf9EDGZ8oAGRP/5MDQzjrmfybkCeu3K1wCH44X4Iq+MgTf7/5ruc/9WVXbZtZNmcmRPeMNKqwkWmu"
    "XapWVNYEe1C7ZfAZOBRFP4BPwA=="
)


def pdf_berhalaman(jumlah: int) -> bytes:
    """A PDF of A4 pages, each with its number in large type."""
    anak = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(jumlah))
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (anak, jumlah),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for nomor in range(1, jumlah + 1):
        objek.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (3 + 2 * nomor)
        )
        objek.append(aliran(b"BT /F1 48 Tf 80 700 Td (Laporan SKM, hal. %d) Tj ET" % nomor))
    keluar, letak = b"%PDF-1.7\n", []
    for nomor, satu in enumerate(objek, 1):
        letak.append(len(keluar))
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    tabel = b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    return keluar + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objek) + 1)
        + tabel
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objek) + 1, len(keluar))
    )


def foto_miring(lebar: int = 1600, tinggi: int = 1200) -> bytes:
    """A phone's JPEG that lies on its side: red where the top left is once it stands upright."""
    gambar, keluar, exif = Image.new("RGB", (lebar, tinggi), "#d5dce1"), io.BytesIO(), Image.Exif()
    # Orientation 6: the camera's bottom left corner is the upright picture's top left.
    ImageDraw.Draw(gambar).rectangle((0, tinggi * 3 // 4, lebar // 4, tinggi), fill="#9b1c1c")
    exif[0x0112] = 6
    gambar.save(keluar, "JPEG", exif=exif)
    return keluar.getvalue()


def foto_heic() -> bytes:
    """A small HEIC of 160 x 120 pixels; no library at hand writes one."""
    return _HEIC


def buku(baris: int = 3) -> bytes:
    """A workbook with a list, a hidden sheet and an empty one."""
    berkas, keluar = Workbook(), io.BytesIO()
    berkas.active.title = "Rekap"
    berkas.active.append(["Desa", "Responden", "Nilai", "Tanggal", "Lengkap"])
    for nomor in range(1, baris + 1):
        berkas.active.append([f"Desa {nomor}", 1000 * nomor, 85.4, date(2023, 6, 19), True])
    berkas.create_sheet("Rahasia").sheet_state = "hidden"
    berkas.create_sheet("Kosong")
    berkas.save(keluar)
    return keluar.getvalue()


def surat(*paragraf: str) -> bytes:
    """A text document with these paragraphs and a table of two rows below them."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    isi = "".join(f"<w:p><w:r><w:t>{teks}</w:t></w:r></w:p>" for teks in paragraf)
    sel = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{a}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{b}</w:t></w:r></w:p></w:tc></w:tr>"
        for a, b in (("Unsur", "Nilai"), ("Waktu", "3,4"))
    )
    tubuh = f'<w:document xmlns:w="{w}"><w:body>{isi}<w:tbl>{sel}</w:tbl></w:body></w:document>'
    return docx({"word/document.xml": XML + tubuh.encode()})
