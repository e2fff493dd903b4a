"""Tables that a page shows, as a workbook: the same figures, text as text, numbers and dates as such."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from . import gaya
from .nilai import kutip
from .skema import Jenis

_FORMAT = {
    Jenis.ANGKA: "#,##0.00",
    Jenis.BULAT: "#,##0",
    # The value is 96, not 0.96: the sign is painted behind it.
    Jenis.PERSEN: '0.00"%"',
    Jenis.RUPIAH: gaya.FORMAT_RUPIAH,
}
_FORMAT_JAM = f"{gaya.FORMAT_TANGGAL} hh.mm"
_LEBAR_MINIMUM, _LEBAR_MAKSIMUM = 8, 60
_CONTOH_LEBAR = 200  # rows that decide the widths


@dataclass(frozen=True, slots=True)
class KolomTabel:
    """`kosong` stands where the value is None, e.g. "tidak ada target"; `lebar` in characters, or by content."""

    judul: str
    jenis: Jenis = Jenis.TEKS
    kosong: str = ""
    lebar: int | None = None


@dataclass(frozen=True, slots=True)
class Tabel:
    """One sheet. Values of `baris` are str, Decimal, int, bool, date, aware datetime or None."""

    judul: str
    kolom: Sequence[KolomTabel]
    baris: Iterable[Sequence[object]]
    keterangan: Sequence[str] = ()


def tulis_tabel(
    judul: str,
    kolom: Sequence[KolomTabel],
    baris: Iterable[Sequence[object]],
    *,
    keterangan: Sequence[str] = (),
) -> bytes:
    """A workbook of one table; `baris` may be a generator and is not kept in memory."""
    return tulis_buku([Tabel(judul, kolom, baris, keterangan)])


def tulis_buku(tabel: Sequence[Tabel]) -> bytes:
    """A workbook with a sheet for each table. TypeError for a value that has no exact form (float)."""
    buku = Workbook(write_only=True)
    for satu in tabel:
        _tulis_lembar(buku.create_sheet(gaya.judul_lembar(buku, satu.judul)), satu)
    return gaya.simpan(buku, tabel[0].judul)


def _tulis_lembar(lembar: WriteOnlyWorksheet, tabel: Tabel) -> None:
    baris = iter(tabel.baris)
    contoh = list(islice(baris, _CONTOH_LEBAR))
    baris_judul = 3 + len(tabel.keterangan)
    # Write-only sheets take their layout before the first row.
    for nomor, kolom in enumerate(tabel.kolom):
        lembar.column_dimensions[get_column_letter(nomor + 1)].width = kolom.lebar or _lebar(kolom, nomor, contoh)
    lembar.freeze_panes = f"A{baris_judul + 1}"
    gaya.siapkan_cetak(lembar, baris_judul)
    # A sheet left open by a failing row would complain later, in somebody else's request.
    with closing(lembar):
        for satu in _kepala(lembar, tabel):
            lembar.append(satu)
        for satu in chain(contoh, baris):
            lembar.append([_sel(lembar, kolom, nilai) for kolom, nilai in zip(tabel.kolom, satu, strict=True)])


def _lebar(kolom: KolomTabel, nomor: int, contoh: Sequence[Sequence[object]]) -> int:
    isi = (len(kutip(baris[nomor])) for baris in contoh)
    # Room for the separators and signs that the number format adds.
    tambahan = 6 if kolom.jenis in _FORMAT else 2
    return min(max(len(kolom.judul), len(kolom.kosong), *isi, _LEBAR_MINIMUM) + tambahan, _LEBAR_MAKSIMUM)


def _kepala(lembar: WriteOnlyWorksheet, tabel: Tabel) -> Iterator[list[Cell]]:
    judul = _sel_teks(lembar, tabel.judul)
    judul.font = gaya.JUDUL
    yield [judul]
    for satu in tabel.keterangan:
        yield [_sel_teks(lembar, satu)]
    yield []
    yield [_sel_judul(lembar, kolom) for kolom in tabel.kolom]


def _sel_judul(lembar: WriteOnlyWorksheet, kolom: KolomTabel) -> Cell:
    sel = _sel_teks(lembar, kolom.judul)
    sel.font, sel.fill, sel.border, sel.alignment = gaya.TEBAL, gaya.LATAR_KEPALA, gaya.BINGKAI, gaya.KEPALA
    return sel


def _sel_teks(lembar: WriteOnlyWorksheet, teks: str) -> Cell:
    sel = WriteOnlyCell(lembar)
    gaya.isi_teks(sel, teks)
    return sel


def _sel(lembar: WriteOnlyWorksheet, kolom: KolomTabel, nilai: object) -> Cell | None:
    nilai = kolom.kosong if nilai is None else nilai
    if nilai == "":
        return None
    sel = WriteOnlyCell(lembar)
    match nilai:
        case bool():
            gaya.isi_teks(sel, "Ya" if nilai else "Tidak")
        case str():
            gaya.isi_teks(sel, nilai)
            sel.alignment = gaya.ATAS
        case int() | Decimal():
            gaya.isi_angka(sel, nilai)
            sel.number_format = _FORMAT.get(kolom.jenis, "General")
        case datetime():
            sel.value, sel.number_format = timezone.make_naive(nilai), _FORMAT_JAM
        case date():
            sel.value, sel.number_format = nilai, gaya.FORMAT_TANGGAL
        case _:
            raise TypeError(f"{type(nilai).__name__} tidak dapat ditulis pada kolom {kolom.judul}")
    return sel
