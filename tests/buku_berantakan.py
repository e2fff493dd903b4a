"""Makers of messy workbooks, in memory: what an office's own Excel sheets look like (issue 3, "Excel in")."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema

SEMESTER = (("1", "Semester I"), ("2", "Semester II"))
KOLOM = (
    Kolom("kode", "Kode", Jenis.KODE, wajib=True, alias=("Kode Rekening",)),
    Kolom("nama", "Indikator", Jenis.TEKS, wajib=True, alias=("Indikator Kinerja",), contoh="Indeks", maks=60),
    Kolom("target", "Target", Jenis.ANGKA),
    Kolom("persen", "Capaian (%)", Jenis.PERSEN),
    Kolom("pagu", "Pagu", Jenis.RUPIAH),
    Kolom("tanggal", "Tanggal", Jenis.TANGGAL),
    Kolom("semester", "Semester", Jenis.PILIHAN, pilihan=SEMESTER),
)
SKEMA = Skema("indikator", "Indikator dan target", (Lembar("Indikator", KOLOM),), ("Isi satu baris per indikator.",))
JUDUL = tuple(kolom.judul for kolom in KOLOM)
BERSIH = ("7.01.01", "Indeks Kepuasan", 87.5, "96%", 1250000, "22 Agustus 2026", "Semester I")


def ke_berkas(buku: Workbook) -> io.BytesIO:
    """The workbook as an upload gives it."""
    keluar = io.BytesIO()
    buku.save(keluar)
    keluar.seek(0)
    return keluar


def buku(baris: Iterable[Sequence[object]], nama: str = "Indikator") -> Workbook:
    """A workbook of one sheet with these rows."""
    hasil = Workbook()
    hasil.active.title = nama
    for satu in baris:
        hasil.active.append(list(satu))
    return hasil


def lembar(*baris: Sequence[object], ubah: Callable[[Worksheet], object] = lambda lembar: None) -> io.BytesIO:
    """A workbook with the titles in row 1 and these rows under them; `ubah` makes the mess."""
    hasil = buku([JUDUL, *baris])
    ubah(hasil.active)
    return ke_berkas(hasil)


def ubah_bagian(berkas: io.BytesIO, nama: str, ganti: Callable[[bytes], bytes]) -> io.BytesIO:
    """The package with one part changed: what openpyxl would never write itself."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(berkas) as lama, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as baru:
        for satu in lama.namelist():
            isi = lama.read(satu)
            baru.writestr(satu, ganti(isi) if satu == nama else isi)
    keluar.seek(0)
    return keluar


def sel_mentah(alamat: str, xml: bytes, *baris: Sequence[object]) -> io.BytesIO:
    """A workbook in which the cell at `alamat` is this XML, e.g. a formula with its cached value."""
    tanda = b'<c r="%s" t="inlineStr"><is><t>GANTI</t></is></c>' % alamat.encode()

    def ganti(isi: bytes) -> bytes:
        assert tanda in isi
        return isi.replace(tanda, xml)

    def tandai(lembar: Worksheet) -> None:
        lembar[alamat] = "GANTI"

    return ubah_bagian(lembar(*baris, ubah=tandai), "xl/worksheets/sheet1.xml", ganti)


def judul_di_baris_4() -> io.BytesIO:
    """Title lines above, a row of column numbers below, blank and repeated title rows, spaces at the end."""
    atas = [("INDIKATOR KINERJA KECAMATAN",), ("Tahun 2023",), ()]
    nomor = tuple(f"({n})" for n in range(1, 8))
    lain = ("7.01.02 \xa0", "\u200bTertib\xa0administrasi ", 3, None, None, None, " semester  ii ")
    return ke_berkas(buku([*atas, JUDUL, nomor, BERSIH, (), (" ", "\xa0"), JUDUL, lain, (), ("\t",)]))


def kolom_diubah() -> io.BytesIO:
    """Columns in another order, under other names, one unknown, one misspelt, one without a title."""
    judul = ("No", "INDIKATOR\nKINERJA", "kode rekening *", "Targett", "Pagu (wajib)", None)
    return ke_berkas(buku([judul, (1, "Indeks", "7.01", 5, "Rp1.250.000,00", "catatan")]))


def kolom_wajib_hilang() -> io.BytesIO:
    """No Kode at all, and Target twice."""
    return ke_berkas(buku([("Indikator", "Target", "Target"), ("Indeks", 1, 2)]))


def tanpa_judul() -> io.BytesIO:
    """Data only."""
    return ke_berkas(buku([BERSIH]))


def lembar_lain() -> io.BytesIO:
    """The sheet under a misspelt name, beside another one and one of ours."""
    hasil = buku([JUDUL, BERSIH], "Indikatr")
    for nama in ("Rekap", "Petunjuk"):
        hasil.create_sheet(nama)
    return ke_berkas(hasil)


def satu_lembar_bernama_lain() -> io.BytesIO:
    return ke_berkas(buku([JUDUL, BERSIH], "Sheet1"))


def sel_gabungan() -> io.BytesIO:
    """Titles two rows high with a common title over two, a code merged down, a target merged across."""
    atas = ("Kode", "Indikator", "Tahun 2023", None)
    bawah = (None, None, "Target", "Capaian (%)")
    isi = [("7.01", "Indeks A", 1, "5%"), (None, "Indeks B", 2, None), (None, "Indeks C", 3, "7%"), (None,) * 4]
    hasil = buku([atas, bawah, *isi])
    for daerah in ("A1:A2", "B1:B2", "C1:D1", "A3:A6", "C4:D4"):
        hasil.active.merge_cells(daerah)
    return ke_berkas(hasil)


def tersembunyi() -> io.BytesIO:
    """Hidden rows, a hidden column and one outside the schema."""

    def ubah(lembar: Worksheet) -> None:
        for baris in (2, 4, 5):
            lembar.row_dimensions[baris].hidden = True
        lembar.column_dimensions["C"].hidden = True

    return lembar(*[BERSIH] * 4, ubah=ubah)


def angka_bermacam() -> io.BytesIO:
    """Numbers as offices type them, with every separator there is."""
    return lembar(
        ("a", "n", "87,5", "96%", "Rp1.250.000,00", None, None),
        ("b", "n", "1.500", "1,500", "Rp 1.500", None, None),
        ("c", "n", "1,234.5", "0,96", "1250000,005", None, None),
        ("d", "n", "-", "Rp5", "5%", None, None),
        ("e", "n", "lima", 0.96, "", None, None),
        ("f", "n", "96%", "87.5", -5, None, None),
        ("g", "n", "Rp 5.000", None, None, None, None),
    )


def persen_dan_format() -> io.BytesIO:
    """The same number under real and painted percent formats, in three kinds of column."""

    def ubah(lembar: Worksheet) -> None:
        for alamat in ("C2", "D2", "E2", "B2"):
            lembar[alamat].number_format = "0.00%"
        lembar["D3"].number_format = '0.00"%"'

    return lembar(("a", 0.96, 0.96, 0.96, 0.96), ("b", "n", 1, 96, 1.005), ubah=ubah)


def kode_sebagai_angka() -> io.BytesIO:
    """Codes that Excel took for numbers and a date."""

    def ubah(lembar: Worksheet) -> None:
        for alamat, format_ in (("A3", "0.00"), ("A4", "00"), ("A5", "#,##0"), ("A6", "0.0")):
            lembar[alamat].number_format = format_

    kode = (7.01, 7.1, 7, 7012, 7.01, date(2026, 1, 7), 7, "7.01. 02")
    return lembar(*((satu, "n") for satu in kode), ubah=ubah)


def tanggal_bermacam() -> io.BytesIO:
    isi = (
        date(2026, 8, 22), "22/8/2026", "Sabtu, 22 Agustus 2026", "8/22/2026", 46256,
        datetime.combine(date(2026, 8, 22), time(9, 30)), time(9, 30), date(2150, 1, 1), "31 Februari 2026",
    )  # fmt: skip
    return lembar(*(("a", "n", None, None, None, satu) for satu in isi))


def galat_dan_logika() -> io.BytesIO:
    """Error cells, an error as text, a truth value, a formula that was never computed."""
    return lembar(
        ("a", "#REF!", "#N/A"), ("b", "n", True), ("c", "n", "=1+1"), (None, "n", None, None, None, None, "Triwulan I")
    )


def rumus_terhitung() -> io.BytesIO:
    """A formula with its result."""
    return sel_mentah("C2", b'<c r="C2"><f>80+7.5</f><v>87.5</v></c>', ("a", "n"))


def rumus_teks_kosong() -> io.BytesIO:
    """A formula whose result is the empty text, as IF(...;"") leaves them by the hundred."""
    return sel_mentah("C2", b'<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>', ("a", "n"))


def sel_rusak() -> io.BytesIO:
    """One cell that points to a text which is not there."""
    return sel_mentah("C2", b'<c r="C2" t="s"><v>999999</v></c>', ("a", "n"))


def lembar_terpotong() -> io.BytesIO:
    """The sheet's XML ends in the middle."""
    return ubah_bagian(lembar(BERSIH), "xl/worksheets/sheet1.xml", lambda isi: isi[: len(isi) // 2])


def teks_panjang() -> io.BytesIO:
    return lembar(("a", "Sangat " * 1000, "9" * 41, None, None, None, "Semester I" * 500))


def nip_bermacam() -> io.BytesIO:
    """For SKEMA_PEGAWAI: right, short, as a number, with an impossible birth date."""
    nip = ("19770329 200801 1 008", "19770329200801100", 197703292008011008, "197713292008011008")
    return ke_berkas(buku([("NIP", "Kelas"), *((satu, 3.5) for satu in nip), ("197703292008011008", 9)], "Pegawai"))


SKEMA_PEGAWAI = Skema(
    "pegawai",
    "Pegawai",
    (Lembar("Pegawai", (Kolom("nip", "NIP", Jenis.NIP, wajib=True), Kolom("kelas", "Kelas", Jenis.BULAT))),),
)
