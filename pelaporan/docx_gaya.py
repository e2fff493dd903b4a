"""How our Word documents look: styles, paper, running header and footer, and bytes that depend on the content alone."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Dokumen
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

# Metric twins of the shipped Liberation Sans, which a reader's computer has.
HURUF = "Arial"
TABEL, TABEL_RAPAT, TABEL_POLOS = "Tabel", "Tabel Rapat", "Tabel Polos"
_UKURAN_TABEL = {TABEL: 8.5, TABEL_RAPAT: 7.5, TABEL_POLOS: 10.5}
_UKURAN_JUDUL = {1: 14, 2: 12, 3: 11, 4: 10.5}
# ZIP cannot hold an earlier time; a constant one makes equal content equal bytes.
_WAKTU_TETAP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Halaman:
    """A4 with its margins in millimetres, as `cetak.css` has them."""

    lebar: int
    tinggi: int
    atas: int
    kanan: int
    bawah: int
    kiri: int

    @property
    def lebar_isi(self) -> Length:
        return Mm(self.lebar - self.kiri - self.kanan)


TEGAK = Halaman(210, 297, 25, 20, 25, 30)
MENDATAR = Halaman(297, 210, 25, 15, 20, 15)


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What runs along every page: office and title above, the note (draft, sample, hash) below."""

    judul: str
    pembuat: str
    kepala_kiri: str
    kepala_kanan: str
    catatan: str


def dokumen_kosong(keterangan: Keterangan, pada: datetime) -> Dokumen:
    """A document with our styles, in Indonesian, without the template's own words."""
    dokumen = Document()
    _atur_gaya(dokumen)
    inti = dokumen.core_properties
    inti.title, inti.author, inti.language = keterangan.judul, keterangan.pembuat, "id-ID"
    inti.subject = inti.comments = inti.keywords = inti.last_modified_by = ""
    # The properties hold UTC without saying so.
    inti.created = inti.modified = pada.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return dokumen


def _atur_gaya(dokumen: Dokumen) -> None:
    gaya = dokumen.styles
    bahasa = OxmlElement("w:lang")
    bahasa.set(qn("w:val"), "id-ID")
    bawaan = gaya.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for lama in bawaan.findall(qn("w:lang")):
        bawaan.remove(lama)
    bawaan.append(bahasa)
    _huruf(gaya["Normal"], 10.5)
    gaya["Normal"].paragraph_format.space_after = Mm(2.5)
    for tingkat, ukuran in _UKURAN_JUDUL.items():
        judul = gaya[f"Heading {tingkat}"]
        _huruf(judul, ukuran, tebal=True)
        judul.paragraph_format.space_before, judul.paragraph_format.space_after = Mm(6), Mm(2.5)
        judul.paragraph_format.keep_with_next = True
    gaya["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _huruf(gaya["Caption"], 8.5)
    gaya["Caption"].paragraph_format.space_after = Mm(1)
    for nama, ukuran in _UKURAN_TABEL.items():
        tabel = gaya.add_style(nama, WD_STYLE_TYPE.PARAGRAPH)
        tabel.base_style = gaya["Normal"]
        _huruf(tabel, ukuran)
        tabel.paragraph_format.space_after = Pt(0)


def _huruf(gaya: ParagraphStyle, ukuran: float, *, tebal: bool = False) -> None:
    gaya.font.name, gaya.font.size, gaya.font.bold, gaya.font.italic = HURUF, Pt(ukuran), tebal, False
    gaya.font.color.rgb = RGBColor(0, 0, 0)
    # The template names its fonts by theme, which would win over the name.
    huruf = gaya.element.rPr.rFonts
    for nama in [n for n in huruf.attrib if n.endswith("Theme")]:
        del huruf.attrib[nama]
    huruf.set(qn("w:cs"), HURUF)


def atur_halaman(bagian: Section, halaman: Halaman, keterangan: Keterangan) -> None:
    """Paper, margins and the running lines of a section; right-hand texts end at its own margin."""
    mendatar = halaman.lebar > halaman.tinggi
    bagian.orientation = WD_ORIENT.LANDSCAPE if mendatar else WD_ORIENT.PORTRAIT
    bagian.page_width, bagian.page_height = Mm(halaman.lebar), Mm(halaman.tinggi)
    bagian.top_margin, bagian.right_margin = Mm(halaman.atas), Mm(halaman.kanan)
    bagian.bottom_margin, bagian.left_margin = Mm(halaman.bawah), Mm(halaman.kiri)
    for daerah in (bagian.header, bagian.footer):
        daerah.is_linked_to_previous = False
    _dua_sisi(bagian.header.paragraphs[0], keterangan.kepala_kiri, halaman).add_run(keterangan.kepala_kanan)
    kaki = _dua_sisi(bagian.footer.paragraphs[0], keterangan.catatan, halaman)
    kaki.add_run("Halaman ")
    _ruas(kaki, "PAGE", "1")
    kaki.add_run(" dari ")
    _ruas(kaki, "NUMPAGES", "1")


def _dua_sisi(paragraf: Paragraph, kiri: str, halaman: Halaman) -> Paragraph:
    """A line of small text with `kiri` at its left, ready for what stands at its right."""
    # A first page that turns out to be landscape is set twice.
    for lama in list(paragraf._p):
        paragraf._p.remove(lama)
    paragraf.style = TABEL
    paragraf.paragraph_format.tab_stops.add_tab_stop(halaman.lebar_isi, WD_TAB_ALIGNMENT.RIGHT)
    paragraf.add_run(f"{kiri}\t")
    return paragraf


def _ruas(paragraf: Paragraph, perintah: str, sementara: str) -> None:
    ruas = OxmlElement("w:fldSimple")
    ruas.set(qn("w:instr"), perintah)
    paragraf._p.append(ruas)
    ruas.append(paragraf.add_run(sementara)._r)


def simpan(dokumen: Dokumen) -> bytes:
    """The document's bytes; python-docx would stamp the hour of writing on every member."""
    mentah, keluar = io.BytesIO(), io.BytesIO()
    dokumen.save(mentah)
    with zipfile.ZipFile(mentah) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for anggota in asal.infolist():
            info = zipfile.ZipInfo(anggota.filename, _WAKTU_TETAP)
            info.compress_type = zipfile.ZIP_DEFLATED
            tujuan.writestr(info, asal.read(anggota))
    return keluar.getvalue()
