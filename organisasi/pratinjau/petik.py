"""What can be read in a workbook or a text document, as plain blocks: enough to recognise and to judge it on a phone.

A block is `{"jenis": "tabel", "judul": ..., "baris": [[...], ...], "terpotong": ...}` or `{"jenis": "teks", ...}` with
`"isi": [...]`. Pictures, styles and formulas are left out; a formula shows the value that was saved with it.
"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

BARIS = 100  # rows of a sheet
KOLOM = 16
LEMBAR = 4
HURUF_SEL = 150
HURUF_TEKS = 20_000  # of a document's text
BLOK = 200  # paragraphs and tables of a document

Blok = dict[str, Any]


def petik_xlsx(berkas: Path) -> list[Blok]:
    """The first rows of the first visible sheets, one block each; an empty sheet is a table without rows."""
    from openpyxl import load_workbook

    with berkas.open("rb") as isi:
        buku = load_workbook(isi, read_only=True, data_only=True, keep_links=False)
        tampak = (lembar for lembar in buku.worksheets if lembar.sheet_state == "visible")
        blok = [_lembar(lembar) for lembar in islice(tampak, LEMBAR)]
        buku.close()
    return blok


def _lembar(lembar: Any) -> Blok:
    # The size that a file claims is not believed: it may be a million rows of nothing.
    lembar.reset_dimensions()
    terbaca = list(islice(lembar.iter_rows(max_col=KOLOM + 1, values_only=True), BARIS + 1))
    baris = [[_sel(nilai) for nilai in satu[:KOLOM]] for satu in terbaca[:BARIS]]
    lebih = len(terbaca) > BARIS or any(nilai is not None for satu in terbaca for nilai in satu[KOLOM:])
    return tabel(lembar.title, baris, terpotong=lebih)


def tabel(judul: str, baris: list[list[str]], *, terpotong: bool) -> Blok:
    """A table without the empty rows below it and the empty columns to its right."""
    while baris and not any(baris[-1]):
        baris.pop()
    lebar = max((nomor + 1 for satu in baris for nomor, sel in enumerate(satu) if sel), default=0)
    rata = [[*satu, *[""] * lebar][:lebar] for satu in baris]
    return {"jenis": "tabel", "judul": judul, "baris": rata, "terpotong": terpotong}


def _sel(nilai: object) -> str:
    """A cell as text. Numbers as Indonesians write them, dates as day-month-year."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, datetime):
        return f"{nilai:%d-%m-%Y}" if nilai.time() == time() else f"{nilai:%d-%m-%Y %H.%M}"
    if isinstance(nilai, date):
        return f"{nilai:%d-%m-%Y}"
    if isinstance(nilai, int | float):
        return _angka(nilai)
    return str(nilai)[:HURUF_SEL]


def _angka(nilai: float) -> str:
    if nilai == int(nilai) and abs(nilai) < 1e15:
        return f"{int(nilai):,}".replace(",", ".")
    return f"{nilai:,.4f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def petik_docx(berkas: Path) -> list[Blok]:
    """The paragraphs and tables of a document in their order, up to HURUF_TEKS characters."""
    with zipfile.ZipFile(berkas) as paket, paket.open(_bagian_utama(paket)) as isi:
        akar = ElementTree.parse(isi).getroot()  # noqa: S314 - the gate refuses every DTD and entity
    tubuh = next((satu for satu in akar if _nama(satu) == "body"), ())
    return _sampai_penuh(_blok_docx(tubuh))


def _bagian_utama(paket: zipfile.ZipFile) -> str:
    with paket.open("_rels/.rels") as isi:
        akar = ElementTree.parse(isi).getroot()  # noqa: S314 - see above
    tujuan = next(satu.get("Target", "") for satu in akar if satu.get("Type", "").endswith("/officeDocument"))
    return tujuan.lstrip("/")


def _nama(elemen: ElementTree.Element) -> str:
    return elemen.tag.rpartition("}")[2]


def _blok_docx(tubuh: Iterable[ElementTree.Element]) -> Iterator[Blok]:
    for satu in tubuh:
        match _nama(satu):
            case "p":
                if teks := _teks(satu):
                    yield {"jenis": "teks", "isi": [teks], "terpotong": False}
            case "tbl":
                yield _tabel_docx(satu)
            case "sdt":
                isi = (anak for anak in satu if _nama(anak) == "sdtContent")
                yield from _blok_docx(next(isi, ()))


def _tabel_docx(elemen: ElementTree.Element) -> Blok:
    baris = [satu for satu in elemen if _nama(satu) == "tr"]
    sel = [[satu for satu in b if _nama(satu) == "tc"] for b in baris[:BARIS]]
    isi = [[" ".join(filter(None, map(_teks, s)))[:HURUF_SEL] for s in satu[:KOLOM]] for satu in sel]
    return tabel("", isi, terpotong=len(baris) > BARIS or any(len(satu) > KOLOM for satu in sel))


def _teks(elemen: ElementTree.Element) -> str:
    """The words of a paragraph; deleted words of tracked changes (`delText`) and field codes are not among them."""
    potongan = {"tab": " ", "br": " ", "cr": " "}
    kata = ((satu.text or "") if _nama(satu) == "t" else potongan.get(_nama(satu), "") for satu in elemen.iter())
    return " ".join("".join(kata).split())[:HURUF_TEKS]


def _sampai_penuh(blok: Iterator[Blok]) -> list[Blok]:
    """Blocks up to the limit, neighbouring paragraphs in one; the last one says whether there was more."""
    hasil: list[Blok] = []
    huruf = 0
    for nomor, satu in enumerate(blok):
        if hasil and (huruf >= HURUF_TEKS or nomor >= BLOK):
            hasil[-1]["terpotong"] = True
            break
        huruf += sum(map(len, satu.get("isi", ()))) + sum(len(s) for b in satu.get("baris", ()) for s in b)
        if hasil and satu["jenis"] == hasil[-1]["jenis"] == "teks":
            hasil[-1]["isi"] += satu["isi"]
        else:
            hasil.append(satu)
    return hasil
