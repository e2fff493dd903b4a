from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisasi import bahasa

BANYAK_DIGIT = Context(prec=60)


@pytest.mark.parametrize(
    ("nilai", "presisi", "teks"),
    [
        (Decimal("1234.56"), 2, "1.234,56"),
        (Decimal("1234.565"), 2, "1.234,57"),
        (Decimal("-1234.565"), 2, "-1.234,57"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("-0.004"), 2, "0,00"),
        (87, 2, "87,00"),
        (2026, 0, "2.026"),
        (999, 0, "999"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1.5"), 3, "1,500"),
        (12345678901234567890123456789012, 2, "12.345.678.901.234.567.890.123.456.789.012,00"),
    ],
)
def test_angka_groups_by_dot_and_rounds_half_away_from_zero(nilai, presisi, teks):
    assert bahasa.angka(nilai, presisi) == teks


@pytest.mark.parametrize(
    ("nilai", "presisi", "teks"),
    [
        (Decimal("96.25"), 2, "96,25%"),
        (96, 0, "96%"),
        (Decimal("98.161"), 2, "98,16%"),
        (1000, 1, "1.000,0%"),
    ],
)
def test_persen_has_no_space(nilai, presisi, teks):
    assert bahasa.persen(nilai, presisi) == teks


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (1250000, "Rp1.250.000,00"),
        (Decimal("0.5"), "Rp0,50"),
        (0, "Rp0,00"),
        (Decimal("-1250000"), "-Rp1.250.000,00"),
        (Decimal("-0.001"), "Rp0,00"),
    ],
)
def test_rupiah_has_no_space(nilai, teks):
    assert bahasa.rupiah(nilai) == teks


@pytest.mark.parametrize(
    ("hari", "panjang", "berhari", "pendek"),
    [
        (date(2026, 11, 22), "22 November 2026", "Minggu, 22 November 2026", "22-11-2026"),
        (date(2026, 5, 1), "1 Mei 2026", "Jumat, 1 Mei 2026", "01-05-2026"),
        (date(2023, 3, 22), "22 Maret 2023", "Rabu, 22 Maret 2023", "22-03-2023"),
        # 20.00 UTC is 04.00 of the next day in Kalaena.
        (datetime(2026, 8, 16, 20, 0, tzinfo=UTC), "17 Agustus 2026", "Senin, 17 Agustus 2026", "17-08-2026"),
    ],
)
def test_tanggal_in_full_with_day_and_short(hari, panjang, berhari, pendek):
    assert (bahasa.tanggal(hari), bahasa.hari_tanggal(hari), bahasa.tanggal_pendek(hari)) == (
        panjang,
        berhari,
        pendek,
    )


def test_jam_is_local_time():
    saat = datetime(2026, 11, 22, 1, 41, tzinfo=UTC)

    assert bahasa.jam(saat) == "09.41 WITA"
    assert bahasa.tanggal_jam(saat) == "22 November 2026, 09.41 WITA"


def test_tanggal_jam_across_midnight_changes_day_and_hour_together():
    assert bahasa.tanggal_jam(datetime(2026, 12, 31, 17, 5, tzinfo=UTC)) == "1 Januari 2027, 01.05 WITA"


def test_jam_of_naive_datetime_is_refused():
    with pytest.raises(ValueError, match="naive"):
        bahasa.jam(datetime(2026, 11, 22, 9, 41))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("n", "teks"),
    [(1, "I"), (2, "II"), (3, "III"), (4, "IV"), (9, "IX"), (14, "XIV"), (17, "XVII"), (39, "XXXIX")],
)
def test_romawi(n, teks):
    assert bahasa.romawi(n) == teks


@pytest.mark.parametrize("n", [-1, 0, 40])
def test_romawi_outside_its_range_is_refused(n):
    with pytest.raises(ValueError, match="di luar 1 sampai 39"):
        bahasa.romawi(n)


def test_triwulan_with_and_without_year():
    assert bahasa.triwulan(2, 2026) == "Triwulan II 2026"
    assert bahasa.triwulan(4) == "Triwulan IV"


@pytest.mark.parametrize(
    ("batas", "teks"),
    [
        (date(2026, 11, 27), "5 hari lagi"),
        (date(2026, 11, 24), "2 hari lagi"),
        (date(2026, 11, 23), "besok"),
        (date(2026, 11, 22), "hari ini"),
        (date(2026, 11, 21), "terlambat 1 hari"),
        (date(2026, 11, 19), "terlambat 3 hari"),
        (date(2022, 11, 22), "terlambat 1.461 hari"),
    ],
)
def test_sisa(batas, teks):
    assert bahasa.sisa(batas, date(2026, 11, 22)) == teks


@pytest.mark.parametrize(
    ("jumlah", "teks"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1 KB"),
        (1536, "1,5 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (1887437, "1,8 MB"),
        (10 * 1024 * 1024, "10 MB"),
        (3 * 1024**3, "3 GB"),
        (5000 * 1024**3, "5.000 GB"),
    ],
)
def test_ukuran(jumlah, teks):
    assert bahasa.ukuran(jumlah) == teks


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("197703292008011008", "19770329 200801 1 008"),
        ("19770329 200801 1 008", "19770329 200801 1 008"),
        ("19770329.200801.1.008", "19770329 200801 1 008"),
        ("1977", "1977"),
        ("belum ada", "belum ada"),
    ],
)
def test_nip_groups_eight_six_one_three(teks, hasil):
    assert bahasa.nip(teks) == hasil


@pytest.mark.parametrize(
    ("n", "teks"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (85, "delapan puluh lima"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1000, "seribu"),
        (1500, "seribu lima ratus"),
        (2026, "dua ribu dua puluh enam"),
        (11000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_001, "satu miliar satu"),
        (10**15, "seribu triliun"),
        (-7, "minus tujuh"),
        (Decimal("1.5"), "satu koma lima"),
        (Decimal("0.05"), "nol koma nol lima"),
        (Decimal("1500"), "seribu lima ratus"),
    ],
)
def test_terbilang(n, teks):
    assert bahasa.terbilang(n) == teks


@pytest.mark.parametrize(
    ("butir", "teks"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_daftar(butir, teks):
    assert bahasa.daftar(butir) == teks


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("87", "87"),
        ("87,5", "87.5"),
        ("87.5", "87.5"),
        ("87.50", "87.50"),
        ("87.1234", "87.1234"),
        ("87,500", "87.5"),
        ("0.125", "0.125"),
        ("1.500", "1500"),
        ("12.500", "12500"),
        ("1.500,5", "1500.5"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1234567,89", "1234567.89"),
        ("Rp1.250.000,00", "1250000"),
        ("rp 1.250.000", "1250000"),
        ("Rp. 1.250.000", "1250000"),
        ("-Rp1.250.000,00", "-1250000"),
        ("96%", "96"),
        ("96,25 %", "96.25"),
        ("-4,5", "-4.5"),
        ("−4,5", "-4.5"),
        ("  87,5\t", "87.5"),
        ("\u00a087,5\u00a0", "87.5"),
        ("0", "0"),
        ("007", "7"),
        ("12345678901234567890123456789012,5", "12345678901234567890123456789012.5"),
    ],
)
def test_baca_angka_means_what_an_indonesian_means(teks, nilai):
    assert bahasa.baca_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize(
    "teks",
    [
        "12.34,5", "12,3,4", "1,234,567", "1.2.3", "1234.567", "012.345", "0.125.000", "1.5000.000", "1.234,",
        ",5", ".5", "5.", "delapan", "87a", "1e5", "1E+5", "NaN", "Infinity", "8 7", "1 250 000", "1_000",
        "+5", "--5", "5-", "Rp", "%", "Rp5%", "-Rp5%", "%5", "8７,5", "８７", "٨٧", "0x10", "1/2",
        "\x0087", "87\n88", "9" * 41,
    ],
)  # fmt: skip
def test_baca_angka_refuses_what_has_no_single_meaning(teks):
    with pytest.raises(bahasa.TidakTerbaca, match="tidak terbaca sebagai angka"):
        bahasa.baca_angka(teks)


def test_baca_angka_quotes_what_was_typed():
    with pytest.raises(bahasa.TidakTerbaca) as keluhan:
        bahasa.baca_angka("12,3,4")

    assert str(keluhan.value) == "“12,3,4” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56."


@pytest.mark.parametrize("teks", ["1,234.56", "1,234,567.8", "-1,234.5"])
def test_baca_angka_explains_the_american_form(teks):
    with pytest.raises(bahasa.TidakTerbaca) as keluhan:
        bahasa.baca_angka(teks)

    assert str(keluhan.value) == (
        f"“{teks}” memakai koma untuk ribuan. Pakai titik untuk ribuan dan koma untuk desimal. "
        "Tulis misalnya 87,5 atau 1.234,56."
    )


@pytest.mark.parametrize("teks", ["", "   ", "\u00a0"])
def test_baca_angka_of_nothing_says_so(teks):
    with pytest.raises(bahasa.TidakTerbaca, match="Angka belum ditulis"):
        bahasa.baca_angka(teks)


def test_baca_angka_shortens_and_cleans_a_long_quotation():
    with pytest.raises(bahasa.TidakTerbaca) as keluhan:
        bahasa.baca_angka("a\r\n\x1b" + "b" * 1_000_000)

    assert str(keluhan.value) == (
        f"“a   {'b' * 36}…” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56."
    )


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6), st.integers(min_value=0, max_value=6))
def test_baca_angka_reads_back_what_angka_wrote(nilai, presisi):
    bulat = nilai.quantize(Decimal(1).scaleb(-presisi), rounding=ROUND_HALF_UP, context=BANYAK_DIGIT)

    assert bahasa.baca_angka(bahasa.angka(nilai, presisi)) == bulat
    assert bahasa.baca_angka(bahasa.persen(nilai, presisi)) == bulat


@given(st.text(alphabet="0123456789.,-− %Rp\u00a0", max_size=15))
def test_baca_angka_gives_a_number_or_a_complaint_and_nothing_else(teks):
    with suppress(bahasa.TidakTerbaca):
        assert bahasa.baca_angka(teks).is_finite()


@pytest.mark.parametrize(
    ("teks", "rancu"),
    [
        ("1.500", True),
        ("12.500", True),
        ("-1.500", True),
        (" 1.500 ", True),
        ("1,500", True),
        ("96.250%", True),
        ("1.234.567", False),
        ("1.500,0", False),
        ("Rp1.500", False),
        ("0.125", False),
        ("87.5", False),
        ("87,5", False),
        ("1500", False),
        ("", False),
    ],
)
def test_angka_rancu(teks, rancu):
    assert bahasa.angka_rancu(teks) is rancu


@pytest.mark.parametrize(
    ("teks", "hari"),
    [
        ("22 Agustus 2026", date(2026, 8, 22)),
        ("1 Mei 2026", date(2026, 5, 1)),
        ("01 mei 2026", date(2026, 5, 1)),
        ("22 AGUSTUS 2026", date(2026, 8, 22)),
        ("22 Agu 2026", date(2026, 8, 22)),
        ("22 Agt. 2026", date(2026, 8, 22)),
        ("22-Agu-2026", date(2026, 8, 22)),
        ("5 Des 2026", date(2026, 12, 5)),
        ("7 Sept 2026", date(2026, 9, 7)),
        ("7 Pebruari 2026", date(2026, 2, 7)),
        ("7 Nopember 2026", date(2026, 11, 7)),
        ("22/8/2026", date(2026, 8, 22)),
        ("22-08-2026", date(2026, 8, 22)),
        ("22.08.2026", date(2026, 8, 22)),
        ("2026-08-22", date(2026, 8, 22)),
        ("3/4/2026", date(2026, 4, 3)),
        ("29/2/2028", date(2028, 2, 29)),
        ("Minggu, 22 November 2026", date(2026, 11, 22)),
        ("jum'at 1 mei 2026", date(2026, 5, 1)),
        ("  22\u00a0Agustus  2026 ", date(2026, 8, 22)),
    ],
)
def test_baca_tanggal_day_first(teks, hari):
    assert bahasa.baca_tanggal(teks) == hari


@pytest.mark.parametrize(
    ("teks", "sebab"),
    [
        ("", "Tanggal belum ditulis."),
        ("12/25/2026", "“12/25/2026” memuat bulan ke-25, padahal tanggal ditulis hari lebih dahulu."),
        ("2026-22-08", "“2026-22-08” memuat bulan ke-22, padahal tanggal ditulis hari lebih dahulu."),
        ("22/0/2026", "“22/0/2026” memuat bulan ke-0, padahal tanggal ditulis hari lebih dahulu."),
        ("22 August 2026", "“22 August 2026” memuat nama bulan yang tidak dikenal."),
        ("22 Ma 2026", "“22 Ma 2026” tidak terbaca sebagai tanggal."),
        ("22/8/26", "“22/8/26” tidak terbaca sebagai tanggal."),
        ("22/8-2026", "“22/8-2026” tidak terbaca sebagai tanggal."),
        ("22082026", "“22082026” tidak terbaca sebagai tanggal."),
        ("２２/8/2026", "“２２/8/2026” tidak terbaca sebagai tanggal."),
        ("22 senin Agustus 2026", "“22 senin Agustus 2026” tidak terbaca sebagai tanggal."),
        ("0026-08-22", "“0026-08-22” memuat tahun di luar 1900 sampai 2100."),
        ("besok", "“besok” tidak terbaca sebagai tanggal."),
    ],
)
def test_baca_tanggal_refuses_with_cause_and_example(teks, sebab):
    with pytest.raises(bahasa.TidakTerbaca) as keluhan:
        bahasa.baca_tanggal(teks)

    assert str(keluhan.value) == f"{sebab} Tulis misalnya 22 Agustus 2026 atau 22-08-2026."


@pytest.mark.parametrize(
    ("teks", "bulan_terakhir"),
    [
        ("30/2/2026", "Februari 2026 mempunyai tanggal 1 sampai 28"),
        ("31 April 2026", "April 2026 mempunyai tanggal 1 sampai 30"),
        ("0/4/2026", "April 2026 mempunyai tanggal 1 sampai 30"),
    ],
)
def test_baca_tanggal_refuses_a_day_outside_the_month(teks, bulan_terakhir):
    with pytest.raises(bahasa.TidakTerbaca) as keluhan:
        bahasa.baca_tanggal(teks)

    assert (
        str(keluhan.value)
        == f"“{teks}” tidak ada dalam kalender: {bulan_terakhir}. Periksa kembali tanggalnya."
    )


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_baca_tanggal_reads_back_every_written_form(hari):
    tertulis = [
        bahasa.tanggal(hari),
        bahasa.hari_tanggal(hari),
        bahasa.tanggal_pendek(hari),
        hari.isoformat(),
    ]

    assert [bahasa.baca_tanggal(teks) for teks in tertulis] == [hari] * 4
