import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from organisasi.buku_kerja.baca import baca
from organisasi.buku_kerja.nilai import bersih
from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema
from organisasi.buku_kerja.templat import buat_templat
from tests import buku_berantakan as bb

HARI_INI = date(2026, 11, 22)
BANYAK = tuple((f"p{nomor}", f"Seksi, nomor {nomor}") for nomor in range(40))
LENGKAP = Skema(
    "lengkap",
    "Templat lengkap",
    (
        Lembar(
            "Data",
            (
                *(Kolom(jenis.name, jenis.value, jenis) for jenis in Jenis if jenis is not Jenis.PILIHAN),
                Kolom("PILIHAN", "Pilihan", Jenis.PILIHAN, pilihan=bb.SEMESTER, catatan="Pilih satu."),
                Kolom("unit", "Unit", Jenis.PILIHAN, wajib=True, pilihan=BANYAK, contoh="Seksi, nomor 3"),
            ),
            ({"TEKS": "Indeks", "unit": "Seksi, nomor 3"},),
        ),
        bb.SKEMA.lembar[0],
    ),
    ("Isi dengan teliti.",),
)


def _muat(isi: bytes):
    return load_workbook(io.BytesIO(isi))


def test_templat_dibaca_kembali_kosong_dan_sah():
    hasil = baca(io.BytesIO(buat_templat(LENGKAP)), LENGKAP, hari_ini=HARI_INI)

    assert hasil.baris == {"Data": [], "Indikator": []}
    assert hasil.temuan == []


def test_templat_sama_setiap_kali():
    assert buat_templat(LENGKAP) == buat_templat(LENGKAP)


def test_templat_susunan_lembar():
    buku = _muat(buat_templat(LENGKAP))

    assert [(lembar.title, lembar.sheet_state) for lembar in buku] == [
        ("Petunjuk", "visible"), ("Data", "visible"), ("Pilihan", "hidden"), ("Indikator", "visible"),
    ]  # fmt: skip
    data = buku["Data"]
    assert (data.freeze_panes, data.print_title_rows) == ("A2", "$1:$1")
    assert (data.page_setup.orientation, data.page_setup.fitToHeight) == ("landscape", 0)
    assert data.column_dimensions["B"].number_format == "@"
    assert data["J1"].value == "Unit *"
    assert data["J1"].comment.text == "Wajib: pilihan dari daftar.\nContoh: Seksi, nomor 3"


def test_templat_pilihan_panjang_memakai_lembar_tersembunyi():
    buku = _muat(buat_templat(LENGKAP))

    aturan = {str(satu.sqref): satu.formula1 for satu in buku["Data"].data_validations.dataValidation}

    assert aturan == {"I2:I5001": '"Semester I,Semester II"', "J2:J5001": "'Pilihan'!$A$2:$A$41"}
    assert [sel.value for sel in buku["Pilihan"]["A"]] == ["Unit", *(label for _, label in BANYAK)]


def test_templat_contoh_hanya_di_petunjuk():
    petunjuk = [sel for baris in _muat(buat_templat(LENGKAP))["Petunjuk"].iter_rows(values_only=True) for sel in baris]

    assert petunjuk[0] == "Templat lengkap"
    assert petunjuk.count("Seksi, nomor 3") == 2


def test_templat_menolak_isi_lembar_yang_tidak_ada():
    with pytest.raises(KeyError):
        buat_templat(bb.SKEMA, isi={"Lain": []})


TEKS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="\ufffe\uffff"), max_size=30)
TEKS_BERSIH = TEKS.map(bersih).filter(lambda teks: teks and not teks.startswith("#"))
ANGKA = st.decimals(-(10**9), 10**9, places=4)
NILAI = {
    "TEKS": TEKS_BERSIH,
    "KODE": st.from_regex(r"[0-9]{1,2}(\.[0-9]{2,4}){0,5}", fullmatch=True),
    "ANGKA": ANGKA,
    "BULAT": st.integers(-(10**12), 10**12),
    "PERSEN": ANGKA,
    "RUPIAH": st.decimals(0, 10**12, places=2),
    "TANGGAL": st.dates(date(1901, 1, 1), date(2100, 12, 31)),
    "NIP": st.just("197703292008011008"),
    "PILIHAN": st.sampled_from([kunci for kunci, _ in bb.SEMESTER]),
}
BARIS = st.fixed_dictionaries(
    {kunci: st.none() | nilai for kunci, nilai in NILAI.items()}
    | {"unit": st.sampled_from([kunci for kunci, _ in BANYAK])}
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BARIS, min_size=1, max_size=5))
def test_templat_berisi_dibaca_kembali_sama(baris):
    hasil = baca(io.BytesIO(buat_templat(LENGKAP, isi={"Data": baris})), LENGKAP, hari_ini=HARI_INI)

    assert [satu.nilai for satu in hasil.baris["Data"]] == baris
    assert hasil.temuan == []


def test_templat_persen_menjadi_persen_excel():
    sel = _muat(buat_templat(bb.SKEMA, isi={"Indikator": [{"persen": Decimal("96.25")}]}))["Indikator"]["D2"]

    assert (sel.value, sel.number_format) == (0.9625, "0.00%")
