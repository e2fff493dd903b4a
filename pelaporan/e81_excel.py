"""Formulir E.81 as a workbook in Bapelitbangda's own shape: sixteen columns, ten of them pairs of K and Rp."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from organisasi.bahasa import tanggal
from organisasi.buku_kerja import gaya
from pelaporan.naskah.e81 import BarisE81, NaskahE81, Pasangan

KEPALA = 5  # the first of the three rows of heads
_TERAKHIR = 26
_LEBAR = {1: 5, 2: 28, 3: 38, 4: 38, 25: 26, 26: 26}
_LEBAR_K, _LEBAR_RP = 11, 17
_MIRING = Font(italic=True)
_PERSEN = '0.00"%"'
_TENGAH = Alignment(horizontal="center", wrap_text=True)


def buku_e81(naskah: NaskahE81) -> bytes:
    """The form; a figure that the Camat has not ratified is set in italics, as a line above the table says."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = gaya.judul_lembar(buku, naskah.judul)
    for nomor in range(1, _TERAKHIR + 1):
        bawaan = _LEBAR_K if nomor % 2 else _LEBAR_RP
        lembar.column_dimensions[get_column_letter(nomor)].width = _LEBAR.get(nomor, bawaan)
    _kepala(lembar, naskah)
    akhir = _isi(lembar, naskah)
    _kaki(lembar, naskah, akhir + 1)
    gaya.siapkan_cetak(lembar, KEPALA)
    lembar.print_title_rows = f"{KEPALA}:{KEPALA + 2}"
    lembar.freeze_panes = f"E{KEPALA + 3}"
    return gaya.simpan(buku, naskah.judul)


def _kepala(lembar: Worksheet, naskah: NaskahE81) -> None:
    baris = (
        "FORMULIR E.81 EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH LINGKUP KABUPATEN",
        f"Renja {naskah.kantor.nama}, {naskah.kantor.nama_pemda}",
        f"Periode pelaksanaan: {naskah.masa}. Keadaan {tanggal(naskah.tanggal)}. {_catatan(naskah)}",
    )
    for nomor, teks in enumerate(baris, 1):
        gaya.isi_teks(lembar.cell(nomor, 1), teks)
    lembar.cell(1, 1).font = gaya.JUDUL
    kolom = 1
    for (nama, berpasangan), rumus in zip(naskah.kolom, naskah.rumus_kolom, strict=True):
        _kepala_kolom(lembar, kolom, nama, rumus, berpasangan=berpasangan)
        kolom += 1 + berpasangan
    for sel in (s for baris in lembar.iter_rows(KEPALA, KEPALA + 2, 1, _TERAKHIR) for s in baris):
        sel.font, sel.fill, sel.border, sel.alignment = gaya.TEBAL, gaya.LATAR_KEPALA, gaya.BINGKAI, gaya.KEPALA


def _catatan(naskah: NaskahE81) -> str:
    contoh = "DATA CONTOH. " if naskah.kantor.contoh else ""
    return f"{contoh}{'KONSEP: angka bercetak miring belum disahkan Camat.' if naskah.konsep else ''}"


def _kepala_kolom(lembar: Worksheet, kolom: int, nama: str, rumus: str, *, berpasangan: bool) -> None:
    gaya.isi_teks(lembar.cell(KEPALA, kolom), nama)
    gaya.isi_teks(lembar.cell(KEPALA + 2, kolom), rumus)
    if not berpasangan:
        lembar.merge_cells(start_row=KEPALA, end_row=KEPALA + 1, start_column=kolom, end_column=kolom)
        return
    for baris in (KEPALA, KEPALA + 2):
        lembar.merge_cells(start_row=baris, end_row=baris, start_column=kolom, end_column=kolom + 1)
    for geser, teks in enumerate(("K", "Rp")):
        gaya.isi_teks(lembar.cell(KEPALA + 1, kolom + geser), teks)


def _isi(lembar: Worksheet, naskah: NaskahE81) -> int:
    """Write the rows; return the number of the last one."""
    nomor = KEPALA + 2
    for nomor, b in enumerate(naskah.baris, KEPALA + 3):
        depan = (b.sasaran, f"{b.kode} {b.nama}", f"{b.indikator} ({b.satuan})" if b.indikator else "–")
        gaya.isi_angka(lembar.cell(nomor, 1), nomor - KEPALA - 2)
        for kolom, teks in (*enumerate(depan, 2), (25, b.unit or "–"), (26, b.keterangan)):
            gaya.isi_teks(lembar.cell(nomor, kolom), teks)
        for kolom, (nilai, format_angka, miring) in enumerate(_angka(b), 5):
            sel = lembar.cell(nomor, kolom)
            if isinstance(nilai, str):
                gaya.isi_teks(sel, nilai)
            else:
                gaya.isi_angka(sel, nilai)
                sel.number_format = format_angka
            if miring:
                sel.font = _MIRING
        for sel in lembar[nomor]:
            sel.border, sel.alignment = gaya.BINGKAI, gaya.ATAS
            if b.tingkat == "program" and sel.column <= 4:
                sel.font = gaya.TEBAL
    return nomor


def _angka(b: BarisE81) -> Iterator[tuple[object, str, bool]]:
    """Columns 5 to 14 as (value or words, number format, provisional); a dash is what nobody holds."""
    format_k = f"#,##0.{'0' * b.presisi}" if b.presisi else "#,##0"
    for pasangan, (teks_k, _) in zip(b.angka, b.teks, strict=False):
        yield _k(pasangan, teks_k), format_k, pasangan.sementara
        yield "–" if pasangan.rp is None else pasangan.rp, "#,##0.00", False
    for tingkat in (b.tingkat_k, b.tingkat_rp):
        yield "–" if tingkat is None else tingkat, _PERSEN, b.realisasi_renstra.sementara


def _k(pasangan: Pasangan, teks: str) -> object:
    return teks if pasangan.k is None or pasangan.k_atas is not None else pasangan.k


def _kaki(lembar: Worksheet, naskah: NaskahE81, mulai: int) -> None:
    nomor = mulai
    for judul, isi in naskah.kaki:
        for urutan, teks in enumerate(isi or ("–",)):
            gaya.isi_teks(lembar.cell(nomor, 1), judul if urutan == 0 else "")
            lembar.cell(nomor, 1).font = gaya.TEBAL
            gaya.isi_teks(lembar.cell(nomor, 5), teks)
            lembar.merge_cells(start_row=nomor, end_row=nomor, start_column=1, end_column=4)
            lembar.merge_cells(start_row=nomor, end_row=nomor, start_column=5, end_column=_TERAKHIR)
            lembar.cell(nomor, 5).alignment = gaya.ATAS
            nomor += 1
    _tanda_tangan(lembar, naskah, nomor + 1)


def _tanda_tangan(lembar: Worksheet, naskah: NaskahE81, mulai: int) -> None:
    p = naskah.penandatangan
    kiri = ("Dievaluasi,", "Kepala Bapelitbangda,", "", "", "(...................................)", "", "")
    kanan = (
        f"{naskah.kantor.tempat}, {tanggal(naskah.tanggal)}",
        f"{p.jabatan if p else 'Camat'},",
        *("", "", p.nama if p else "(jabatan Camat sedang kosong)"),
        f"Pangkat: {p.pangkat}" if p and p.pangkat else "",
        f"NIP {p.nip}" if p and p.nip else "",
    )
    for baris, pasangan in enumerate(zip(kiri, kanan, strict=True), mulai):
        for kolom, akhir, teks in ((2, 4, pasangan[0]), (19, 25, pasangan[1])):
            sel = lembar.cell(baris, kolom)
            gaya.isi_teks(sel, teks)
            sel.alignment = _TENGAH
            lembar.merge_cells(start_row=baris, end_row=baris, start_column=kolom, end_column=akhir)
