"""A template to fill in, made from a schema: titles, drop-downs, notes, number formats, and a Petunjuk sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import gaya
from .skema import LEMBAR_PETUNJUK, LEMBAR_PILIHAN, SEBAGAI_TEKS, Jenis, Kolom, Lembar, Skema

BARIS_BERPILIHAN = 5000  # data rows that get the drop-downs
_PANJANG_DAFTAR = 255  # characters that Excel takes for a list inside the rule
_PENULIS = "SAKIP Kalaena"
_FORMAT = {
    Jenis.ANGKA: "#,##0.####",
    Jenis.BULAT: "#,##0",
    # A real percent format: in it both "96" and "96%" typed in Excel become 96%.
    Jenis.PERSEN: "0.00%",
    Jenis.RUPIAH: gaya.FORMAT_RUPIAH,
    Jenis.TANGGAL: gaya.FORMAT_TANGGAL,
} | dict.fromkeys(SEBAGAI_TEKS, "@")
_LEBAR = {
    Jenis.TEKS: 40,
    Jenis.KODE: 20,
    Jenis.ANGKA: 14,
    Jenis.BULAT: 12,
    Jenis.PERSEN: 12,
    Jenis.RUPIAH: 22,
    Jenis.TANGGAL: 16,
    Jenis.PILIHAN: 24,
    Jenis.NIP: 24,
}

Isi = Mapping[str, Sequence[Mapping[str, object]]]


def buat_templat(skema: Skema, *, isi: Isi | None = None) -> bytes:
    """The template workbook; `isi` are rows by sheet name that it starts with, in the form that `baca` returns.

    Equal input gives equal bytes. KeyError for rows of a sheet that the schema does not have.
    """
    buku, sisa = Workbook(), dict(isi or {})
    _tulis_petunjuk(buku.active, skema)
    for lembar in skema.lembar:
        _tulis_lembar(buku.create_sheet(lembar.nama), lembar, sisa.pop(lembar.nama, ()))
    if sisa:
        raise KeyError(", ".join(sisa))
    return gaya.simpan(buku, skema.judul)


def _tulis_lembar(lembar: Worksheet, arti: Lembar, baris: Sequence[Mapping[str, object]]) -> None:
    for nomor, kolom in enumerate(arti.kolom, 1):
        _tulis_judul(lembar.cell(1, nomor), kolom)
        huruf = get_column_letter(nomor)
        lembar.column_dimensions[huruf].width = max(_LEBAR[kolom.jenis], len(kolom.judul) // 2)
        lembar.column_dimensions[huruf].number_format = _FORMAT[kolom.jenis]
        if kolom.pilihan:
            lembar.add_data_validation(_aturan_pilihan(lembar.parent, kolom, f"{huruf}2:{huruf}{BARIS_BERPILIHAN + 1}"))
    for nomor_baris, satu in enumerate(baris, 2):
        for nomor, kolom in enumerate(arti.kolom, 1):
            isi_sel(lembar.cell(nomor_baris, nomor), kolom, satu.get(kolom.kunci))
    lembar.freeze_panes = "A2"
    gaya.siapkan_cetak(lembar, 1)


def _tulis_judul(sel: Cell, kolom: Kolom) -> None:
    gaya.isi_teks(sel, f"{kolom.judul} *" if kolom.wajib else kolom.judul)
    sel.font, sel.border, sel.alignment = gaya.TEBAL, gaya.BINGKAI, gaya.KEPALA
    sel.fill = gaya.LATAR_WAJIB if kolom.wajib else gaya.LATAR_KEPALA
    catatan = "\n".join(_catatan(kolom))
    sel.comment = Comment(gaya.teks_sel(catatan), _PENULIS, height=110, width=280)


def _catatan(kolom: Kolom) -> Iterator[str]:
    yield f"{'Wajib' if kolom.wajib else 'Boleh kosong'}: {kolom.jenis.value}."
    if kolom.catatan:
        yield kolom.catatan
    if kolom.contoh:
        yield f"Contoh: {kolom.contoh}"


def isi_sel(sel: Cell, kolom: Kolom, nilai: object) -> None:
    """Put a value as `baca` would give it back; None leaves the cell empty."""
    sel.number_format = _FORMAT[kolom.jenis]
    if nilai is None:
        return
    if kolom.jenis is Jenis.PILIHAN:
        gaya.isi_teks(sel, dict(kolom.pilihan)[nilai])
    elif isinstance(nilai, date):
        sel.value = nilai
    elif isinstance(nilai, int | Decimal):
        gaya.isi_angka(sel, Decimal(nilai) / 100 if kolom.jenis is Jenis.PERSEN else nilai)
    else:
        gaya.isi_teks(sel, str(nilai))


def _aturan_pilihan(buku: Workbook, kolom: Kolom, daerah: str) -> DataValidation:
    label = [satu for _, satu in kolom.pilihan]
    return DataValidation(
        type="list",
        formula1=_sumber_pilihan(buku, kolom.judul, label),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Pilihan tidak dikenal",
        error="Pilih salah satu dari daftar.",
        sqref=daerah,
    )


def _sumber_pilihan(buku: Workbook, judul: str, label: Sequence[str]) -> str:
    langsung = ",".join(label)
    # Inside the rule a comma always parts two choices, and a quote ends the list.
    if len(langsung) <= _PANJANG_DAFTAR and not any("," in satu or '"' in satu for satu in label):
        return f'"{langsung}"'
    return _tulis_pilihan(buku, judul, label)


def _tulis_pilihan(buku: Workbook, judul: str, label: Sequence[str]) -> str:
    if LEMBAR_PILIHAN not in buku.sheetnames:
        buku.create_sheet(LEMBAR_PILIHAN).sheet_state = "hidden"
    lembar = buku[LEMBAR_PILIHAN]
    kolom = 1 if lembar["A1"].value is None else lembar.max_column + 1
    for nomor, teks in enumerate((judul, *label), 1):
        gaya.isi_teks(lembar.cell(nomor, kolom), teks)
    huruf = get_column_letter(kolom)
    return f"{quote_sheetname(LEMBAR_PILIHAN)}!${huruf}$2:${huruf}${len(label) + 1}"


def _tulis_petunjuk(lembar: Worksheet, skema: Skema) -> None:
    lembar.title = LEMBAR_PETUNJUK
    _tambah(lembar, [skema.judul])[0].font = gaya.JUDUL
    for paragraf in (*skema.petunjuk, "Kolom bertanda * wajib diisi. Lembar Petunjuk ini tidak ikut dibaca."):
        _tambah(lembar, [paragraf])
    for arti in skema.lembar:
        lembar.append([])
        _tambah(lembar, [f"Lembar “{arti.nama}”"])[0].font = gaya.TEBAL
        _tambah_tabel(lembar, ("Kolom", "Wajib", "Isi", "Catatan", "Contoh"), map(_penjelasan, arti.kolom))
        lembar.append([])
        _tambah(lembar, ["Contoh isian"])[0].font = gaya.TEBAL
        _tambah_tabel(lembar, [kolom.judul for kolom in arti.kolom], _contoh(arti))
    for huruf, lebar in zip("ABCDE", (30, 12, 30, 60, 30), strict=True):
        lembar.column_dimensions[huruf].width = lebar
    gaya.siapkan_cetak(lembar, 0)


def _penjelasan(kolom: Kolom) -> tuple[str, ...]:
    pilihan = f"Pilihan: {'; '.join(label for _, label in kolom.pilihan)}." if kolom.pilihan else ""
    catatan = " ".join(satu for satu in (kolom.catatan, pilihan) if satu)
    return kolom.judul, "Ya" if kolom.wajib else "Tidak", kolom.jenis.value, catatan, kolom.contoh


def _contoh(arti: Lembar) -> Iterator[tuple[str, ...]]:
    for baris in arti.contoh_baris or ({kolom.kunci: kolom.contoh for kolom in arti.kolom},):
        yield tuple(str(baris.get(kolom.kunci, "")) for kolom in arti.kolom)


def _tambah(lembar: Worksheet, teks: Iterable[str]) -> list[Cell]:
    """Add a row of text and give back its cells."""
    baris = []
    for satu in teks:
        baris.append(Cell(lembar))
        gaya.isi_teks(baris[-1], satu)
    lembar.append(baris)
    return baris


def _tambah_tabel(lembar: Worksheet, judul: Sequence[str], baris: Iterable[Sequence[str]]) -> None:
    for sel in _tambah(lembar, judul):
        sel.font, sel.fill, sel.border, sel.alignment = gaya.TEBAL, gaya.LATAR_KEPALA, gaya.BINGKAI, gaya.KEPALA
    for satu in baris:
        for sel in _tambah(lembar, satu):
            sel.border, sel.alignment = gaya.BINGKAI, gaya.ATAS
