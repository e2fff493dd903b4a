"""What every workbook that we write has in common: looks, text that stays text, page setup, stable bytes."""

import io
import re
import shutil
import warnings
import zipfile
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

TEBAL = Font(bold=True)
JUDUL = Font(bold=True, size=14)
ATAS = Alignment(vertical="top", wrap_text=True)
KEPALA = Alignment(horizontal="center", vertical="center", wrap_text=True)
LATAR_KEPALA = PatternFill("solid", fgColor="D9E8E4")
LATAR_WAJIB = PatternFill("solid", fgColor="F6E3B4")
_GARIS = Side(style="thin", color="8A9A96")
BINGKAI = Border(left=_GARIS, right=_GARIS, top=_GARIS, bottom=_GARIS)
FORMAT_TANGGAL = "dd-mm-yyyy"
FORMAT_RUPIAH = '"Rp"#,##0.00'
_A4 = 9
_PANJANG_SEL = 32_767  # characters that Excel keeps in a cell
# Control characters, lone surrogates and non-characters are not XML: one of them would spoil the whole file.
_BUKAN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# ZIP cannot hold an earlier time; a constant one makes equal content equal bytes.
_WAKTU_TETAP = (1980, 1, 1, 0, 0, 0)


def teks_sel(teks: str) -> str:
    """The text as a cell can hold it."""
    rapi = _BUKAN_XML.sub("", teks)
    return rapi if len(rapi) <= _PANJANG_SEL else f"{rapi[: _PANJANG_SEL - 1]}…"


def isi_teks(sel: Cell, teks: str) -> None:
    """Put text that is never a formula, not even after somebody edits the cell in Excel (security 19)."""
    sel.value = teks_sel(teks)
    # openpyxl makes "=..." a formula and "#N/A" an error, whoever typed it.
    sel.data_type = "s"
    if teks.startswith(_AWAL_RUMUS):
        sel.quotePrefix = True


def isi_angka(sel: Cell, angka: Decimal | int) -> None:
    """Put an exact number: openpyxl would send a Decimal through float and write 87.34999999999999."""
    sel.value = f"{Decimal(angka):f}"
    sel.data_type = "n"


def siapkan_cetak(lembar: Worksheet, baris_judul: int) -> None:
    """A4 landscape, one page wide, titles on every page; `baris_judul` 0 repeats none."""
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.paperSize = _A4
    lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight = 1, 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    lembar.oddFooter.center.text = "Halaman &P dari &N"
    if baris_judul:
        lembar.print_title_rows = f"{baris_judul}:{baris_judul}"


class _ArsipTetap(zipfile.ZipFile):
    """A package whose bytes depend on its content alone."""

    def _info(self, nama: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(nama, _WAKTU_TETAP)
        info.compress_type = zipfile.ZIP_DEFLATED
        return info

    def writestr(self, zinfo_or_arcname: str, data: str | bytes, *lain: object) -> None:
        super().writestr(self._info(zinfo_or_arcname), data)

    def write(self, filename: str, arcname: str, *lain: object) -> None:
        with open(filename, "rb") as sumber, self.open(self._info(arcname), "w") as tujuan:
            shutil.copyfileobj(sumber, tujuan)


def simpan(buku: Workbook, judul: str) -> bytes:
    """The workbook's bytes, without the hour and the program that wrote it."""
    buku.properties.title, buku.properties.creator = teks_sel(judul), "SAKIP Kalaena"
    buku.properties.created = buku.properties.modified = datetime(*_WAKTU_TETAP)  # noqa: DTZ001 - Excel has no zones
    keluar = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ExcelWriter(buku, _ArsipTetap(keluar, "w", zipfile.ZIP_DEFLATED)).save()
    return keluar.getvalue()


def judul_lembar(buku: Workbook, judul: str) -> str:
    """A sheet name that Excel takes: 31 characters, none of its special ones, not used before."""
    dasar = " ".join(re.sub(r"[\\*?:/\[\]]", " ", teks_sel(judul)).split()).strip("'") or "Lembar"
    dipakai, nama, nomor = {satu.casefold() for satu in buku.sheetnames}, dasar[:31], 1
    while nama.casefold() in dipakai:
        nomor += 1
        nama = f"{dasar[: 30 - len(str(nomor))]} {nomor}"
    return nama
