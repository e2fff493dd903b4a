"""The cells of one sheet as they are stored, streamed: values, cached formula results, merges, hidden parts.

openpyxl's read-only mode hides merges, hidden rows and whether a cell has a formula; its full mode knows them
but needs two loads (results and formulas). Measured with 5,000 rows x 15 columns: full mode twice 2.7 s and
63 MB, read-only twice 2.1 s without merges, this parser 1.3 s and 12 MB. It also survives one unreadable cell
and a sheet whose borders were drawn down to row 1,048,576, which full mode turns into gigabytes.
"""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import COL_TAG, DATA_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.functions import iterparse

from .nilai import Sel, bersih

BATAS_SEL = 300_000  # filled cells of one sheet; 20,000 rows of 15 columns, 60 MB

TERBONGKAR_MAKSIMUM = 100 * 1024 * 1024  # bytes of all parts; as much as the upload gate lets pass

# What zipfile, the XML parser and openpyxl raise on parts that are not what they claim to be.
GALAT_BUKU = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # every XML parser's own error is one, the standard library's and lxml's
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    EOFError,
    OSError,
    RuntimeError,
)
_YA = frozenset(("1", "true"))


class TerlaluBesar(Exception):
    """A sheet has more than BATAS_SEL filled cells, or the package more than TERBONGKAR_MAKSIMUM bytes."""


@dataclass(slots=True)
class Lembaran:
    """Filled cells by row and column number; `gabungan` are merged ranges, hidden columns are (first, last)."""

    judul: str
    tampak: bool
    baris: dict[int, dict[int, Sel]] = field(default_factory=dict)
    baris_tersembunyi: list[int] = field(default_factory=list)
    kolom_tersembunyi: list[tuple[int, int]] = field(default_factory=list)
    gabungan: list[CellRange] = field(default_factory=list)


@contextmanager
def buka(berkas: IO[bytes]) -> Iterator[Workbook]:
    """The workbook in read-only mode; raises TerlaluBesar, or one of GALAT_BUKU when it is none."""
    berkas.seek(0)
    with zipfile.ZipFile(berkas) as paket:
        # A part ends at the size that the directory says, whatever more is packed in it.
        if sum(bagian.file_size for bagian in paket.infolist()) > TERBONGKAR_MAKSIMUM:
            raise TerlaluBesar
    # openpyxl warns about whatever it drops (extensions, styles, odd dates); what matters is reported per cell.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        buku = load_workbook(berkas, read_only=True, data_only=True, keep_links=False)
        try:
            yield buku
        finally:
            buku.close()


def muat(lembar: ReadOnlyWorksheet) -> Lembaran:
    """All filled cells of the sheet; raises TerlaluBesar, or one of GALAT_BUKU for a damaged part."""
    with lembar._get_source() as sumber:
        pengurai = _Pengurai(lembar, sumber)
        hasil, jumlah = Lembaran(lembar.title, lembar.sheet_state == "visible"), 0
        for nomor, sel, tersembunyi in pengurai.isi():
            if not sel:
                continue
            hasil.baris.setdefault(nomor, {}).update(sel)
            jumlah += len(sel)
            if jumlah > BATAS_SEL:
                raise TerlaluBesar
            if tersembunyi:
                hasil.baris_tersembunyi.append(nomor)
    hasil.kolom_tersembunyi = pengurai.kolom_tersembunyi
    hasil.gabungan = [satu for satu in pengurai.gabungan if satu.size["rows"] > 1 or satu.size["columns"] > 1]
    return hasil


class _Pengurai(WorkSheetParser):
    """openpyxl's cell parser, fed row by row, with what read-only mode leaves out."""

    def __init__(self, lembar: ReadOnlyWorksheet, sumber: IO[bytes]) -> None:
        buku = lembar.parent
        super().__init__(
            sumber,
            lembar._shared_strings,
            data_only=True,
            epoch=buku.epoch,
            date_formats=buku._date_formats,
            timedelta_formats=buku._timedelta_formats,
        )
        self.buku, self.format_gaya = buku, {}
        self.kolom_tersembunyi: list[tuple[int, int]] = []
        self.gabungan: list[CellRange] = []

    def isi(self) -> Iterator[tuple[int, dict[int, Sel], bool]]:
        """Row number, filled cells by column, and whether the row is hidden."""
        data = None
        for peristiwa, elemen in iterparse(self.source, ("start", "end")):
            if peristiwa == "start":
                data = elemen if elemen.tag == DATA_TAG else data
            elif elemen.tag == ROW_TAG:
                yield self._satu_baris(elemen)
                # Clearing the parent, not the row: a million empty rows would stay in memory as elements.
                data.clear()
            elif elemen.tag == COL_TAG and elemen.get("hidden") in _YA:
                self.kolom_tersembunyi.append((int(elemen.get("min")), int(elemen.get("max"))))
            elif elemen.tag == MERGE_TAG:
                self.gabungan = [CellRange(satu.get("ref")) for satu in elemen]

    def _satu_baris(self, elemen: Element) -> tuple[int, dict[int, Sel], bool]:
        nomor, sel = self.parse_row(elemen)
        self.row_dimensions.clear()
        return nomor, {kolom: satu for kolom, satu in sel if satu is not None}, elemen.get("hidden") in _YA

    def parse_cell(self, element: Element) -> tuple[int, Sel | None]:
        """Column number and content; a cell that cannot be parsed is an error cell, not the end of the file."""
        rumus = element.find(FORMULA_TAG) is not None
        try:
            mentah = super().parse_cell(element)
        except (ValueError, LookupError, TypeError, OverflowError):
            kolom = coordinate_to_tuple(element.get("r"))[1] if element.get("r") else self.col_counter
            return kolom, Sel("#VALUE!", "e", rumus=rumus)
        return mentah["column"], self._sel(mentah, rumus=rumus)

    def _sel(self, mentah: dict, *, rumus: bool) -> Sel | None:
        isi, tipe = mentah["value"], mentah["data_type"]
        if isinstance(isi, str):
            isi = bersih(isi) or None
            # A formula that gives an empty text has a result: the empty text.
            return None if isi is None else Sel(isi, tipe, rumus=rumus)
        if isi is None:
            return self._tanpa_isi(tipe, rumus=rumus)
        return Sel(isi, tipe, self._format(mentah["style_id"]), rumus)

    def _tanpa_isi(self, tipe: str, *, rumus: bool) -> Sel | None:
        if tipe == "e":
            return Sel("#VALUE!", "e", rumus=rumus)
        return Sel(None, tipe, rumus=True) if rumus and tipe != "str" else None

    def _format(self, gaya: int) -> str:
        if gaya not in self.format_gaya:
            self.format_gaya[gaya] = self._cari_format(gaya)
        return self.format_gaya[gaya]

    def _cari_format(self, gaya: int) -> str:
        try:
            nomor = self.buku._cell_styles[gaya].numFmtId
            if nomor < BUILTIN_FORMATS_MAX_SIZE:
                return BUILTIN_FORMATS.get(nomor, "General")
            return self.buku._number_formats[nomor - BUILTIN_FORMATS_MAX_SIZE]
        except LookupError:
            return "General"
