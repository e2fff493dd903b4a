"""A printed document as Word, for editing and signing: the very HTML that its PDF is printed from.

So the figures cannot differ, and whatever can be printed can be had as Word. Headings are Word's own, tables are real
tables, charts are pictures. Only our own templates come in here; what people typed is text in them.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from docx.document import Document as Dokumen
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml.html import HtmlElement, document_fromstring

from pelaporan.docx_gaya import MENDATAR, TEGAK, Halaman, Keterangan, atur_halaman, dokumen_kosong, simpan
from pelaporan.docx_tabel import tabel
from pelaporan.docx_teks import Potongan, bagian, kelas, potongan, teks

GAMBAR = re.compile(r'<svg\b[^>]*class="grafik.*?</svg>', re.DOTALL)
_HALAMAN = re.compile(
    r"@page( lebar)?\{size:(\d+)mm (\d+)mm;margin:(\d+)mm (\d+)mm (\d+)mm (\d+)mm"
)
_MENDATAR = {"lebar", "sehalaman"}
# The watermark stands in the head; the foot of proof belongs to the PDF alone, whose hash it leads to.
_TERSEMBUNYI = {"air", "sidikjari", "periksa"}
_LEBAR_TTD = Mm(75)
_UKURAN_SAMPUL = {"judul": 24, "besar": 18}
_UKURAN_KOP = {"a": 14, "b": 18}


def buat_docx(html: str, gambar: Sequence[bytes], pada: datetime) -> bytes:
    """The document of a page of ours; `gambar` are its charts as PNG in their order, `pada` its date of making."""
    akar = document_fromstring(html)
    keterangan = _keterangan(akar)
    kertas = _kertas(akar)
    penulis = _Penulis(
        dokumen_kosong(keterangan, pada),
        keterangan,
        list(gambar),
        mendatar=kertas.get(" lebar", MENDATAR),
        halaman=kertas.get(None, TEGAK),
    )
    penulis.mulai(bersampul=bool(akar.find_class("sampul")))
    penulis.isi(akar.find("body"))
    return simpan(penulis.dokumen)


def _keterangan(akar: HtmlElement) -> Keterangan:
    """The running lines that the style sheet of the PDF takes from the same elements."""
    meta = {m.get("name"): m.get("content", "") for m in akar.iter("meta")}
    konsep = "KONSEP" if akar.find_class("air") else ""
    judul = _teks_kelas(akar, "judul")
    return Keterangan(
        judul=teks(akar.find(".//title")),
        pembuat=meta.get("author", ""),
        kepala_kiri=_teks_kelas(akar, "kantor"),
        kepala_kanan=" – ".join(filter(None, (konsep, judul))),
        catatan=_teks_kelas(akar, "catatan"),
    )


def _kertas(akar: HtmlElement) -> dict[str | None, Halaman]:
    """Paper and margins that a document sets for itself, in millimetres: of its pages, and of its landscape ones."""
    gaya = "".join(satu.text or "" for satu in akar.iter("style"))
    return {nama: Halaman(*map(int, ukuran)) for nama, *ukuran in (c.groups() for c in _HALAMAN.finditer(gaya))}


def _teks_kelas(akar: HtmlElement, nama: str) -> str:
    return next((teks(satu) for satu in akar.find_class(nama)), "")


@dataclass
class _Penulis:
    """Writes block after block; pages are begun only when something comes to stand on them."""

    dokumen: Dokumen
    keterangan: Keterangan
    gambar: list[bytes]
    mendatar: Halaman
    halaman: Halaman
    dimaksud: Halaman = field(init=False)
    halaman_baru: bool = False
    kosong: bool = True
    berisi_daftar: bool = False

    def __post_init__(self) -> None:
        self.dimaksud = self.halaman

    def mulai(self, *, bersampul: bool) -> None:
        bagian = self.dokumen.sections[0]
        # A cover carries no running lines.
        bagian.different_first_page_header_footer = bersampul
        atur_halaman(bagian, self.halaman, self.keterangan)

    def isi(self, simpul: HtmlElement) -> None:
        """The blocks below an element; words that stand loose between them are paragraphs."""
        for satu in bagian(simpul):
            if isinstance(satu, list):
                self._paragraf(satu)
            else:
                self._blok(satu)

    def _blok(self, simpul: HtmlElement) -> None:
        if kelas(simpul) & _TERSEMBUNYI or (simpul.tag == "p" and "catatan" in kelas(simpul)):
            return
        match simpul.tag:
            case "h1" | "h2" | "h3" | "h4":
                self._judul(simpul)
            case "p" | "dt" | "dd":
                self._paragraf_html(simpul)
            case "ol" | "ul":
                self._daftar(simpul)
            case "table":
                self._tabel(simpul)
            case "svg" if "grafik" in kelas(simpul):
                self._gambar(simpul)
            case "style" | "svg":
                pass
            case _:
                self._wadah(simpul)

    def _wadah(self, simpul: HtmlElement) -> None:
        """A box: some kinds begin a page, turn the paper or set their paragraphs in a way of their own."""
        sendiri = kelas(simpul)
        if simpul.tag == "section":
            self.halaman_baru = True
        with self._arah(mendatar=bool(sendiri & _MENDATAR)):
            if "sampul" in sendiri:
                self._sampul(simpul)
            elif "kop" in sendiri:
                self._kop(simpul)
            elif "ttd" in sendiri:
                self._tanda_tangan(simpul)
            else:
                self.isi(simpul)

    @contextmanager
    def _arah(self, *, mendatar: bool) -> Iterator[None]:
        luar = self.dimaksud
        if mendatar:
            self.dimaksud = self.mendatar
        yield
        self.dimaksud = luar

    def _siapkan_halaman(self) -> bool:
        """Turn the paper if it has to; True when the next paragraph must begin a page by itself."""
        baru, self.halaman_baru = self.halaman_baru and not self.kosong, False
        if self.dimaksud is not self.halaman:
            bagian = self.dokumen.sections[-1]
            if not self.kosong:
                bagian = self.dokumen.add_section(WD_SECTION.NEW_PAGE)
                bagian.different_first_page_header_footer = False
            self.halaman, baru = self.dimaksud, False
            atur_halaman(bagian, self.halaman, self.keterangan)
        self.kosong = False
        return baru

    def _paragraf(self, semua: Sequence[Potongan], gaya: str = "Normal") -> Paragraph:
        baru = self._siapkan_halaman()
        paragraf = self.dokumen.add_paragraph(style=gaya)
        paragraf.paragraph_format.page_break_before = baru or None
        for satu in semua:
            run = paragraf.add_run(satu.teks)
            run.bold, run.italic, run.underline = satu.tebal or None, satu.miring or None, satu.garis or None
        return paragraf

    def _paragraf_html(self, simpul: HtmlElement) -> Paragraph:
        sendiri = kelas(simpul)
        keterangan = "keterangan" in sendiri
        semua = potongan(simpul, tebal=simpul.tag == "dt" or "nama" in sendiri)
        paragraf = self._paragraf(semua, "Caption" if keterangan else "Normal")
        bentuk = paragraf.paragraph_format
        # Figures and their captions stay together.
        bentuk.keep_with_next = keterangan or simpul.tag == "dt" or None
        if sendiri & {"t"}:
            bentuk.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif sendiri & {"n", "tempat"}:
            bentuk.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraf

    def _judul(self, simpul: HtmlElement) -> None:
        self._paragraf(potongan(simpul), f"Heading {simpul.tag[1]}")

    def _daftar(self, simpul: HtmlElement) -> None:
        bernomor = simpul.tag == "ol"
        for nomor, butir in enumerate(simpul.iter("li"), 1):
            tanda = f"{nomor}.\t" if bernomor else "•\t"
            bentuk = self._paragraf([Potongan(tanda), *potongan(butir)]).paragraph_format
            bentuk.left_indent, bentuk.first_line_indent = Mm(8), -Mm(8)
            bentuk.tab_stops.add_tab_stop(Mm(8))
            bentuk.space_after = Mm(1)

    def _tabel(self, simpul: HtmlElement) -> None:
        tautan = list(simpul.iter("a"))
        if tautan and "isi" in kelas(simpul):
            self._daftar_isi(tautan)
            return
        if self._siapkan_halaman():
            self._paragraf([]).paragraph_format.page_break_before = True
        self.dokumen.element.body.insert_element_before(tabel(simpul, self.halaman.lebar_isi), "w:sectPr")
        # Word joins two tables that touch.
        self.dokumen.add_paragraph(style="Tabel").paragraph_format.space_after = Mm(2)

    def _daftar_isi(self, tautan: Sequence[HtmlElement]) -> None:
        """Word's own table of contents, with our entries until Word fills in the pages; others as plain lines."""
        paragraf = [self._paragraf([Potongan(teks(a))]) for a in tautan]
        for satu in paragraf:
            satu.paragraph_format.space_after = Pt(2)
        if not self.berisi_daftar:
            self.berisi_daftar = True
            _bungkus_ruas(paragraf, ' TOC \\o "1-2" \\h \\z \\u ')

    def _gambar(self, simpul: HtmlElement) -> None:
        if not self.gambar:
            return
        bentuk = self._paragraf([]).add_run().add_picture(
            io.BytesIO(self.gambar.pop(0)), width=self.halaman.lebar_isi
        )
        # Read out where the picture is not seen.
        bentuk._inline.docPr.set("descr", simpul.get("aria-label", ""))

    def _sampul(self, simpul: HtmlElement) -> None:
        for satu in simpul.iter("p"):
            sendiri = kelas(satu)
            if "catatan" in sendiri:
                continue
            paragraf = self._paragraf(potongan(satu))
            paragraf.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraf.paragraph_format.space_before = Mm(60) if sendiri & {"judul", "bawah"} else None
            ukuran = next((u for nama, u in _UKURAN_SAMPUL.items() if nama in sendiri), 14)
            for run in paragraf.runs:
                run.font.size, run.bold = Pt(ukuran), bool(sendiri & {"judul", "besar", "bawah"})
        self.halaman_baru = True

    def _kop(self, simpul: HtmlElement) -> None:
        for satu in simpul.iter("p"):
            paragraf = self._paragraf(potongan(satu))
            bentuk = paragraf.paragraph_format
            bentuk.alignment, bentuk.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
            ukuran = next((u for nama, u in _UKURAN_KOP.items() if nama in kelas(satu)), 9)
            for run in paragraf.runs:
                run.font.size, run.bold = Pt(ukuran), "b" in kelas(satu)
        bentuk.space_after = Mm(6)
        _garis_bawah(paragraf)

    def _tanda_tangan(self, simpul: HtmlElement) -> None:
        """The block at the right, kept on one page with room for the signature."""
        for satu in simpul.iter("p"):
            paragraf = self._paragraf_html(satu)
            bentuk = paragraf.paragraph_format
            bentuk.left_indent = self.halaman.lebar_isi - _LEBAR_TTD
            bentuk.space_after, bentuk.keep_with_next = Pt(0), True
            if "ruang" in kelas(satu):
                bentuk.space_after = Mm(18)
            if "nama" in kelas(satu):
                for run in paragraf.runs:
                    run.underline = True
        bentuk.keep_with_next = None


def _garis_bawah(paragraf: Paragraph) -> None:
    garis = OxmlElement("w:pBdr")
    bawah = OxmlElement("w:bottom")
    for kunci, nilai in (("val", "double"), ("sz", "6"), ("space", "4"), ("color", "000000")):
        bawah.set(qn(f"w:{kunci}"), nilai)
    garis.append(bawah)
    sifat = paragraf._p.get_or_add_pPr()
    # The schema fixes the order of a paragraph's properties.
    sifat.insert_element_before(garis, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _bungkus_ruas(paragraf: Sequence[Paragraph], perintah: str) -> None:
    """Make the paragraphs the present result of a field that Word computes anew when it opens the document."""
    pembuka = paragraf[0]._p
    awal = pembuka.index(paragraf[0].runs[0]._r)
    for urutan, unsur in enumerate((_tanda("begin", dirty="true"), _perintah(perintah), _tanda("separate"))):
        pembuka.insert(awal + urutan, unsur)
    paragraf[-1]._p.append(_tanda("end"))


def _tanda(jenis: str, **atribut: str) -> OxmlElement:
    r, tanda = OxmlElement("w:r"), OxmlElement("w:fldChar")
    for kunci, nilai in {"fldCharType": jenis, **atribut}.items():
        tanda.set(qn(f"w:{kunci}"), nilai)
    r.append(tanda)
    return r


def _perintah(isi: str) -> OxmlElement:
    r, perintah = OxmlElement("w:r"), OxmlElement("w:instrText")
    perintah.text = isi
    perintah.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    r.append(perintah)
    return r
