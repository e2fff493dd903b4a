from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from organisasi.nip import Nip, NipKeliru, baca_nip, validasi_nip

HARI_INI = date(2026, 11, 22)


def test_baca_nip_of_pns():
    hasil = baca_nip("19770329 200801 1 008", HARI_INI)

    assert hasil == Nip("197703292008011008", date(1977, 3, 29), 2008, 1, "L")
    assert (hasil.jenis, hasil.bentuk_cetak) == ("PNS", "19770329 200801 1 008")


def test_baca_nip_of_pppk():
    hasil = baca_nip("19900101 202321 2 001", HARI_INI)

    assert hasil == Nip("199001012023212001", date(1990, 1, 1), 2023, 21, "P")
    assert (hasil.jenis, hasil.bentuk_cetak) == ("PPPK", "19900101 202321 2 001")


@pytest.mark.parametrize(
    "teks",
    ["197703292008011008", "19770329.200801.1.008", "19770329-200801-1-008", " 19770329\u00a0200801 1 008\n"],
)
def test_baca_nip_ignores_separators(teks):
    assert baca_nip(teks, HARI_INI).nomor == "197703292008011008"


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        (
            "1977032920080110",
            "NIP harus 18 angka, yang tertulis 16 angka. Tulis misalnya 19770329 200801 1 008.",
        ),
        (
            "1977032920080110081",
            "NIP harus 18 angka, yang tertulis 19 angka. Tulis misalnya 19770329 200801 1 008.",
        ),
        ("", "NIP harus 18 angka, yang tertulis 0 angka. Tulis misalnya 19770329 200801 1 008."),
        ("1977O329 200801 1 008", "NIP hanya boleh berisi angka. Tulis misalnya 19770329 200801 1 008."),
        ("１9770329 200801 1 008", "NIP hanya boleh berisi angka. Tulis misalnya 19770329 200801 1 008."),
        (
            "19770230 200801 1 008",
            "Delapan angka pertama NIP (19770230) bukan tanggal lahir yang ada dalam kalender. "
            "Periksa kembali.",
        ),
        (
            "20261123 204401 1 008",
            "Tanggal lahir dalam NIP, 23 November 2026, belum terjadi. Periksa kembali.",
        ),
        (
            "19770329 198001 1 008",
            "Menurut NIP, pegawai lahir tahun 1977 dan diangkat tahun 1980, "
            "padahal usia pengangkatan paling muda 17 tahun. Periksa kembali.",
        ),
        ("19770329 202801 1 008", "Tahun pengangkatan dalam NIP, 2028, masih terlalu jauh. Periksa kembali."),
        (
            "19770329 200813 1 008",
            "Angka ke-13 dan ke-14 NIP harus bulan 01 sampai 12 untuk PNS, atau 21 ke atas untuk PPPK, "
            "bukan 13. Periksa kembali.",
        ),
        (
            "19770329 200801 3 008",
            "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), bukan 3. Periksa kembali.",
        ),
        (
            "19770329 200801 1 000",
            "Tiga angka terakhir NIP ialah nomor urut dan tidak mungkin 000. Periksa kembali.",
        ),
    ],
)
def test_baca_nip_names_the_fault(teks, kalimat):
    with pytest.raises(NipKeliru) as keliru:
        baca_nip(teks, HARI_INI)

    assert str(keliru.value) == kalimat


@pytest.mark.parametrize("teks", ["19770329 199401 1 008", "19770329 202712 1 008", "19770329 202399 1 001"])
def test_baca_nip_accepts_the_edges_of_its_ranges(teks):
    assert baca_nip(teks, HARI_INI).bentuk_cetak == teks


@pytest.mark.parametrize("kode", ["00", "13", "20"])
def test_baca_nip_refuses_codes_between_month_and_pppk(kode):
    with pytest.raises(NipKeliru, match=f"bukan {kode}"):
        baca_nip(f"19770329 2008{kode} 1 008", HARI_INI)


@time_machine.travel("2026-11-22 17:00:00Z")
def test_validasi_nip_uses_the_local_day():
    # 01.00 WITA of the 23rd: the child of the 23rd is born, and the next complaint is the age.
    with pytest.raises(ValidationError, match="lahir tahun 2026"):
        validasi_nip("20261123 202701 1 001")


@time_machine.travel("2026-11-22 04:00:00Z")
def test_validasi_nip_gives_the_sentence_to_django():
    with pytest.raises(ValidationError) as keluhan:
        validasi_nip("19770329 200801 1 000")

    assert keluhan.value.messages == [
        "Tiga angka terakhir NIP ialah nomor urut dan tidak mungkin 000. Periksa kembali."
    ]
    assert keluhan.value.code == "nip"
