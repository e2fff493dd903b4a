"""The person's own workbook again, with every finding marked where it is and listed on a sheet "Temuan"."""

import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import IO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from organisasi import bahasa

from . import gaya
from .baca import Temuan
from .lembaran import GALAT_BUKU
from .nilai import Tingkat
from .skema import LEMBAR_TEMUAN

CATATAN_MAKSIMUM = 1000  # notes; Excel opens a sheet with tens of thousands of them only after minutes
DAFTAR_MAKSIMUM = 5000  # rows of the list; half a million cells would take 200 MB
TERBONGKAR_MAKSIMUM = 32 * 1024 * 1024  # bytes of XML that are loaded whole; 5,000 x 15 cells have 4 MB
_PENULIS = "Pemeriksaan berkas"
_PEMISAH = "— Temuan —\n"
_LATAR = {
    Tingkat.GALAT: PatternFill("solid", fgColor="FFC7CE"),
    Tingkat.PERINGATAN: PatternFill("solid", fgColor="FFEB9C"),
}
_WARNA = {latar.fgColor.rgb for latar in _LATAR.values()}
_SEBUTAN = {Tingkat.GALAT: "Galat", Tingkat.PERINGATAN: "Peringatan"}
_JUDUL = (
    ("No", 6), ("Lembar", 20), ("Baris", 8), ("Kolom", 8), ("Judul kolom", 24),
    ("Isi", 28), ("Masalah", 55), ("Saran", 55), ("Tingkat", 12),
)  # fmt: skip


def anotasi(berkas: IO[bytes], temuan: Sequence[Temuan]) -> bytes:
    """A copy with the faulty cells filled and noted; other values, formulas and formats stay as they are.

    Every cell is filled; the notes and the list stop at their limits, and the list says how many are left.
    Marks of an earlier copy are taken off. A file that cannot be loaded gives a workbook with the list alone.
    Cached results of formulas are not kept: Excel and LibreOffice compute them on opening.
    """
    buku = _muat(berkas)
    if buku is None:
        buku = Workbook()
        buku.remove(buku.active)
    for lembar in buku.worksheets:
        _bersihkan(lembar)
    _tandai(buku, temuan)
    _tulis_daftar(buku, temuan)
    return gaya.simpan(buku, buku.properties.title or "Hasil pemeriksaan berkas")


def _muat(berkas: IO[bytes]) -> Workbook | None:
    berkas.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with zipfile.ZipFile(berkas) as paket:
                if sum(bagian.file_size for bagian in paket.infolist()) > TERBONGKAR_MAKSIMUM:
                    return None
            return load_workbook(berkas, rich_text=True)
        except GALAT_BUKU:
            return None


def _bersihkan(lembar: Worksheet) -> None:
    """Take off what an earlier copy put on: the note's lower part and our two colours."""
    # iter_rows would create every missing cell between A1 and the last one, which may be XFD1048576.
    for sel in lembar._cells.values():
        if sel.comment is None or _PEMISAH not in sel.comment.text:
            continue
        semula = sel.comment.text.partition(_PEMISAH)[0].rstrip("\n")
        sel.comment = Comment(semula, sel.comment.author) if semula else None
        if sel.fill.fgColor.rgb in _WARNA:
            sel.fill = PatternFill()


def _tandai(buku: Workbook, temuan: Iterable[Temuan]) -> None:
    per_sel: dict[tuple[str, str], list[Temuan]] = defaultdict(list)
    for satu in temuan:
        if satu.baris and satu.kolom and satu.lembar in buku.sheetnames:
            per_sel[satu.lembar, f"{satu.kolom}{satu.baris}"].append(satu)
    for nomor, ((nama, alamat), daftar) in enumerate(per_sel.items()):
        sel = _sel_berisi(buku[nama], alamat)
        terberat = min((satu.tingkat for satu in daftar), key=list(Tingkat).index)
        sel.fill = _LATAR[terberat]
        if nomor < CATATAN_MAKSIMUM:
            _catat(sel, daftar)


def _sel_berisi(lembar: Worksheet, alamat: str) -> Cell:
    sel = lembar[alamat]
    if not isinstance(sel, MergedCell):
        return sel
    # Only the first cell of a merged range is shown and can carry a note.
    daerah = next(satu for satu in lembar.merged_cells.ranges if alamat in satu)
    return lembar.cell(daerah.min_row, daerah.min_col)


def _catat(sel: Cell, daftar: Iterable[Temuan]) -> None:
    isi = "\n".join(f"{_SEBUTAN[satu.tingkat]}: {satu.masalah} {satu.saran}" for satu in daftar)
    semula = f"{sel.comment.text}\n" if sel.comment else ""
    penulis = sel.comment.author if sel.comment else _PENULIS
    sel.comment = Comment(gaya.teks_sel(f"{semula}{_PEMISAH}{isi}"), penulis, height=120, width=300)


def _tulis_daftar(buku: Workbook, temuan: Sequence[Temuan]) -> None:
    if LEMBAR_TEMUAN in buku.sheetnames:
        buku.remove(buku[LEMBAR_TEMUAN])
    for lain in buku.worksheets:
        lain.sheet_view.tabSelected = False
    lembar = buku.create_sheet(LEMBAR_TEMUAN, 0)
    buku.active = 0
    for kolom, (judul, lebar) in enumerate(_JUDUL, 1):
        sel = lembar.cell(1, kolom)
        gaya.isi_teks(sel, judul)
        sel.font, sel.fill, sel.border, sel.alignment = gaya.TEBAL, gaya.LATAR_KEPALA, gaya.BINGKAI, gaya.KEPALA
        lembar.column_dimensions[sel.column_letter].width = lebar
    for nomor, satu in enumerate(temuan[:DAFTAR_MAKSIMUM], 1):
        _tulis_temuan(lembar, nomor, satu)
    if (lebih := len(temuan) - DAFTAR_MAKSIMUM) > 0:
        _tulis_sisa(lembar, lebih)
    lembar.freeze_panes = "A2"
    gaya.siapkan_cetak(lembar, 1)


def _tulis_sisa(lembar: Worksheet, lebih: int) -> None:
    jumlah = bahasa.angka(lebih, 0)
    teks = f"Masih ada {jumlah} temuan lain; selnya sudah diwarnai. Perbaiki yang tercantum, lalu unggah lagi."
    gaya.isi_teks(lembar.cell(DAFTAR_MAKSIMUM + 2, 2), teks)


def _tulis_temuan(lembar: Worksheet, nomor: int, satu: Temuan) -> None:
    isi = (
        nomor, satu.lembar, satu.baris, satu.kolom, satu.judul,
        satu.nilai, satu.masalah, satu.saran, _SEBUTAN[satu.tingkat],
    )  # fmt: skip
    for kolom, nilai in enumerate(isi, 1):
        sel = lembar.cell(nomor + 1, kolom)
        if isinstance(nilai, int):
            sel.value = nilai
        elif nilai:
            gaya.isi_teks(sel, nilai)
        sel.alignment = gaya.ATAS
    lembar.cell(nomor + 1, len(isi)).fill = _LATAR[satu.tingkat]
    if satu.baris and satu.lembar in lembar.parent.sheetnames:
        tujuan = f"{quote_sheetname(satu.lembar)}!{satu.kolom or 'A'}{satu.baris}"
        sel = lembar.cell(nomor + 1, 2)
        sel.hyperlink = Hyperlink(ref=sel.coordinate, location=tujuan)
