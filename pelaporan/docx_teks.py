"""Words of our HTML as pieces of a paragraph: white space as a browser shows it, bold, italic and underline kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

_DALAM_BARIS = {"a", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup", "u"}
# XML cannot hold these, whatever somebody typed.
_BUKAN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Potongan:
    """Words set alike; a line break is a newline character."""

    teks: str
    tebal: bool = False
    miring: bool = False
    garis: bool = False


def kelas(simpul: HtmlElement) -> set[str]:
    return set(simpul.get("class", "").split())


def teks(simpul: HtmlElement) -> str:
    """All words below an element on one line."""
    return " ".join(_bersih(simpul.text_content()).split())


def potongan(simpul: HtmlElement, *, tebal: bool = False) -> list[Potongan]:
    """The pieces of one paragraph, without white space at its ends."""
    return rapikan(_urai(simpul, Potongan("", tebal=tebal)))


def paragraf_sel(simpul: HtmlElement, *, tebal: bool = False) -> list[list[Potongan]]:
    """The paragraphs of a table cell: one, or as many as it holds blocks."""
    semua: list[list[Potongan]] = []
    nomor = 0
    for satu in bagian(simpul, tebal=tebal):
        if isinstance(satu, list):
            semua.append(satu)
            continue
        paragraf = paragraf_sel(satu, tebal=tebal)
        if satu.tag == "li":
            nomor += 1
            paragraf[0].insert(0, Potongan(f"{nomor}. " if simpul.tag == "ol" else "• "))
        semua += paragraf
    return semua or [[]]


def bagian(simpul: HtmlElement, *, tebal: bool = False) -> Iterator[HtmlElement | list[Potongan]]:
    """What stands below an element: blocks, and between them lines of words, never lost and never torn apart."""
    cetakan = Potongan("", tebal=tebal)
    baris = [replace(cetakan, teks=_rata(simpul.text))]
    for anak in simpul:
        if anak.tag in _DALAM_BARIS:
            baris += _anak_baris(anak, cetakan)
        elif isinstance(anak.tag, str):
            if rapi := rapikan(baris):
                yield rapi
            yield anak
            baris = []
        baris.append(replace(cetakan, teks=_rata(anak.tail)))
    if rapi := rapikan(baris):
        yield rapi


def _urai(simpul: HtmlElement, cetakan: Potongan) -> Iterator[Potongan]:
    """Pieces in reading order; `cetakan` is how the words around them are set."""
    yield replace(cetakan, teks=_rata(simpul.text))
    for anak in simpul:
        if isinstance(anak.tag, str):
            yield from _anak_baris(anak, cetakan)
        yield replace(cetakan, teks=_rata(anak.tail))


def _anak_baris(anak: HtmlElement, cetakan: Potongan) -> Iterator[Potongan]:
    if anak.tag == "br":
        yield replace(cetakan, teks="\n")
    else:
        yield from _urai(anak, _cetakan(anak, cetakan))


def _cetakan(simpul: HtmlElement, luar: Potongan) -> Potongan:
    return replace(
        luar,
        tebal=luar.tebal or simpul.tag in ("b", "strong", "th"),
        miring=luar.miring or simpul.tag in ("i", "em"),
        garis=luar.garis or simpul.tag == "u",
    )


def _rata(teks: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", _bersih(teks or ""))


def _bersih(teks: str) -> str:
    return _BUKAN_XML.sub("", teks)


def rapikan(semua: Iterable[Potongan]) -> list[Potongan]:
    """Drop the spaces that a browser does not show: at the ends, around a break, and the second of two."""
    hasil: list[Potongan] = []
    for satu in semua:
        sesudah_jeda = not hasil or hasil[-1].teks.endswith((" ", "\n"))
        isi = satu.teks.lstrip(" ") if sesudah_jeda else satu.teks
        if isi == "\n" and hasil:
            hasil[-1] = replace(hasil[-1], teks=hasil[-1].teks.rstrip(" "))
        if isi:
            hasil.append(replace(satu, teks=isi))
    if hasil:
        hasil[-1] = replace(hasil[-1], teks=hasil[-1].teks.rstrip())
    return [satu for satu in hasil if satu.teks]
