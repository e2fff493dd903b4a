"""Tables of our HTML as tables of Word: real cells, merged where the HTML merges, heads repeated on every page.

Built as XML at once: python-docx walks the whole table for each cell that it is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from lxml.html import HtmlElement

from pelaporan.docx_gaya import TABEL, TABEL_POLOS, TABEL_RAPAT
from pelaporan.docx_teks import Potongan, kelas, paragraf_sel

_RAPAT = {"rapat", "sidik", "kisi"}
_POLOS = {"isi", "pihak", "tangan"}
_ARSIR = {"k": "F2F2F2", "r": "E6E6E6"}
_ARSIR_KEPALA = "E6E6E6"
_GARIS = ("top", "left", "bottom", "right", "insideH", "insideV")
# Word measures tables in twentieths of a point (twips), python-docx in EMU.
_EMU_PER_TWIP = 635
_TINGGI_RUANG = 1020  # twips: 18 mm


@dataclass
class _Kisi:
    """What earlier rows still hold of the columns: column -> (rows left, columns wide)."""

    lebar: list[int]
    tertahan: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sel:
    """A cell and how it is set; `lanjutan` continues the one above it."""

    kolom: int
    lebar: int
    baris: int
    simpul: HtmlElement | None
    arsir: str = ""
    tebal: bool = False
    rata: str = ""

    @property
    def lanjutan(self) -> bool:
        return self.simpul is None


def tabel(simpul: HtmlElement, lebar_isi: Length) -> CT_Tbl:
    """The table as a Word element as wide as the page's text."""
    baris = list(_baris(simpul))
    kolom = max((sum(int(s.get("colspan", 1)) for s in b) for b, _ in baris), default=1)
    kisi = _Kisi(_lebar_kolom(simpul, kolom, lebar_isi))
    polos = bool(kelas(simpul) & _POLOS)
    gaya = TABEL_POLOS if polos else TABEL_RAPAT if kelas(simpul) & _RAPAT else TABEL
    hasil = OxmlElement("w:tbl")
    hasil.append(_sifat_tabel(kisi.lebar, polos))
    hasil.append(_unsur("w:tblGrid", *(_unsur("w:gridCol", w=lebar) for lebar in kisi.lebar)))
    for satu, kepala in baris:
        hasil.append(_baris_word(satu, kisi, gaya, kepala=kepala))
    return hasil


def _baris(simpul: HtmlElement) -> Iterator[tuple[list[HtmlElement], bool]]:
    """The cells of each row, and whether the row is a head."""
    for tr in simpul.iter("tr"):
        yield [s for s in tr if s.tag in ("td", "th")], tr.getparent().tag == "thead"


def _beruang(sel: Sequence[HtmlElement]) -> bool:
    """A row that leaves room for a signature."""
    return bool(sel) and "ruang" in kelas(sel[0].getparent())


def _lebar_kolom(simpul: HtmlElement, jumlah: int, lebar_isi: Length) -> list[int]:
    """Widths in twips, by the shares of the colgroup; what it leaves open is divided evenly."""
    penuh = int(lebar_isi) // _EMU_PER_TWIP
    diminta = [_bagian(kolom.get("style", ""), penuh) for kolom in simpul.iter("col")][:jumlah]
    diminta += [None] * (jumlah - len(diminta))
    terbuka = diminta.count(None)
    sisa = max(penuh - sum(d for d in diminta if d is not None), terbuka * 400)
    return [sisa // terbuka if d is None else d for d in diminta]


def _bagian(gaya: str, penuh: int) -> int | None:
    nilai = gaya.partition("width:")[2].partition(";")[0].strip()
    if nilai.endswith("%"):
        return round(float(nilai[:-1]) * penuh / 100)
    return round(float(nilai[:-2]) * 1440 / 25.4) if nilai.endswith("mm") else None


def _sifat_tabel(lebar: Sequence[int], polos: bool) -> BaseOxmlElement:
    sifat = _unsur("w:tblPr", _unsur("w:tblW", w=sum(lebar), type="dxa"))
    if not polos:
        garis = {"val": "single", "sz": 4, "space": 0, "color": "777777"}
        sifat.append(_unsur("w:tblBorders", *(_unsur(f"w:{sisi}", **garis) for sisi in _GARIS)))
    sifat.append(_unsur("w:tblLayout", type="fixed"))
    tepi = [_unsur(f"w:{sisi}", w=60, type="dxa") for sisi in ("left", "right")]
    sifat.append(_unsur("w:tblCellMar", *tepi))
    return sifat


def _baris_word(sel: Sequence[HtmlElement], kisi: _Kisi, gaya: str, *, kepala: bool) -> BaseOxmlElement:
    sifat = _unsur("w:trPr", _unsur("w:cantSplit"))
    if kepala:
        sifat.append(_unsur("w:tblHeader"))
    if _beruang(sel):
        sifat.append(_unsur("w:trHeight", val=_TINGGI_RUANG, hRule="atLeast"))
    tr = _unsur("w:tr", sifat)
    for satu in _tempatkan(sel, kisi, kepala=kepala):
        tr.append(_sel_word(satu, kisi, gaya))
    return tr


def _tempatkan(sel: Sequence[HtmlElement], kisi: _Kisi, *, kepala: bool) -> Iterator[_Sel]:
    """Give each cell its column, beside those that reach down from above."""
    sisa, kolom = list(sel), 0
    while kolom < len(kisi.lebar):
        if kolom in kisi.tertahan:
            baris, lebar = kisi.tertahan[kolom]
            kisi.tertahan[kolom][0] -= 1
            if baris == 1:
                del kisi.tertahan[kolom]
            yield _Sel(kolom, lebar, 1, None)
        elif sisa:
            satu = _sel(sisa.pop(0), kolom, kepala=kepala)
            lebar = satu.lebar
            if satu.baris > 1:
                kisi.tertahan[kolom] = [satu.baris - 1, lebar]
            yield satu
        else:
            lebar = 1
            yield _Sel(kolom, 1, 1, HtmlElement())
        kolom += lebar


def _sel(simpul: HtmlElement, kolom: int, *, kepala: bool) -> _Sel:
    baris, sendiri = kelas(simpul.getparent()), kelas(simpul)
    arsir = _ARSIR_KEPALA if kepala else next((warna for nama, warna in _ARSIR.items() if nama in baris), "")
    rata = "right" if "n" in sendiri else "center" if kepala or sendiri & {"t", "m"} else ""
    return _Sel(
        kolom=kolom,
        lebar=int(simpul.get("colspan", 1)),
        baris=int(simpul.get("rowspan", 1)),
        simpul=simpul,
        arsir=arsir,
        tebal=simpul.tag == "th" or bool(baris & set(_ARSIR)),
        rata=rata,
    )


def _sel_word(sel: _Sel, kisi: _Kisi, gaya: str) -> BaseOxmlElement:
    sifat = _unsur("w:tcPr", _unsur("w:tcW", w=sum(kisi.lebar[sel.kolom : sel.kolom + sel.lebar]), type="dxa"))
    if sel.lebar > 1:
        sifat.append(_unsur("w:gridSpan", val=sel.lebar))
    if sel.lanjutan:
        sifat.append(_unsur("w:vMerge"))
    elif sel.baris > 1:
        sifat.append(_unsur("w:vMerge", val="restart"))
    if sel.arsir:
        sifat.append(_unsur("w:shd", val="clear", color="auto", fill=sel.arsir))
    tc = _unsur("w:tc", sifat)
    for potongan in [()] if sel.lanjutan else paragraf_sel(sel.simpul, tebal=sel.tebal):
        tc.append(_paragraf(potongan, gaya, sel.rata))
    return tc


def _paragraf(potongan: Sequence[Potongan], gaya: str, rata: str) -> BaseOxmlElement:
    # Style ids are the names without their spaces.
    sifat = _unsur("w:pPr", _unsur("w:pStyle", val=gaya.replace(" ", "")))
    if rata:
        sifat.append(_unsur("w:jc", val=rata))
    p = _unsur("w:p", sifat)
    for satu in potongan:
        p.append(_potongan(satu))
    return p


def _potongan(satu: Potongan) -> BaseOxmlElement:
    r = OxmlElement("w:r")
    if satu.tebal or satu.miring or satu.garis:
        ciri = (("w:b", satu.tebal), ("w:i", satu.miring))
        r.append(_unsur("w:rPr", *(_unsur(nama) for nama, ada in ciri if ada)))
        if satu.garis:
            r[0].append(_unsur("w:u", val="single"))
    for nomor, baris in enumerate(satu.teks.split("\n")):
        if nomor:
            r.append(_unsur("w:br"))
        t = OxmlElement("w:t")
        t.text = baris
        t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        r.append(t)
    return r


def _unsur(nama: str, *anak: BaseOxmlElement, **atribut: object) -> BaseOxmlElement:
    hasil = OxmlElement(nama)
    for kunci, nilai in atribut.items():
        hasil.set(qn(f"w:{kunci}"), str(nilai))
    hasil.extend(anak)
    return hasil
