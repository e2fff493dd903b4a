from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.perhitungan import (
    Akumulasi,
    Efisiensi,
    HasilHitung,
    Keadaan,
    Polaritas,
    Target,
    bulatkan,
    capaian_tahun,
    capaian_tw,
    efisiensi,
    gulung_realisasi,
    gulung_target,
    hitung_capaian,
    ikm,
    kelas,
    mutu_ikm,
    nilai_koreksi_sah,
    predikat_akip,
    rata_rata,
    responden_minimum,
    selisih_pembagian,
    uraikan_rumus,
)

SKALA = [
    (D(66), "Sedang"),
    (D(91), "Sangat Tinggi"),
    (D(0), "Sangat Rendah"),
    (D(76), "Tinggi"),
    (D(51), "Rendah"),
]


def persen(polaritas, target, realisasi, atas=None):
    target = Target(D(target), None if atas is None else D(atas))
    return hitung_capaian(polaritas=polaritas, target=target, realisasi=D(realisasi))


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "diharapkan"),
    [
        ("maksimal", "87", "85.40", "98.16"),
        ("maksimal", "12", "5", "41.67"),
        ("maksimal", "10", "0", "0.00"),
        ("maksimal", "10", "15", "150.00"),
        ("maksimal", "10", "-1", "0.00"),
        ("minimal_a", "10", "0", "200.00"),
        ("minimal_a", "10", "5", "150.00"),
        ("minimal_a", "10", "8", "120.00"),
        ("minimal_a", "10", "10", "100.00"),
        ("minimal_a", "10", "12", "80.00"),
        ("minimal_a", "10", "20", "0.00"),
        ("minimal_a", "10", "25", "0.00"),
        ("minimal_b", "10", "5", "200.00"),
        ("minimal_b", "10", "8", "125.00"),
        ("minimal_b", "10", "10", "100.00"),
        ("minimal_b", "10", "12", "83.33"),
        ("minimal_b", "10", "20", "50.00"),
        ("minimal_b", "10", "25", "40.00"),
        ("stabil", "10", "10", "100.00"),
        ("stabil", "10", "12", "80.00"),
        ("stabil", "10", "8", "80.00"),
        ("stabil", "10", "21", "0.00"),
        # Ranks: AKIP B (4) against BB (5); then Ada/Tidak.
        ("kualitatif", "5", "4", "80.00"),
        ("kualitatif", "100", "100", "100.00"),
        ("kualitatif", "100", "0", "0.00"),
    ],
)
def test_hitung_capaian_single_target(polaritas, target, realisasi, diharapkan):
    hasil = persen(Polaritas(polaritas), target, realisasi)

    assert (hasil.keadaan, bulatkan(hasil.persen, 2)) == (Keadaan.TERHITUNG, D(diharapkan))
    assert not hasil.target_nol


@pytest.mark.parametrize(
    ("polaritas", "bawah", "atas", "realisasi", "diharapkan"),
    [
        ("rentang", "80", "90", "80", "100.00"),
        ("rentang", "80", "90", "85", "100.00"),
        ("rentang", "80", "90", "90", "100.00"),
        # The rule, not the regulation's printed example of 113.
        ("rentang", "80", "90", "92", "102.22"),
        ("rentang", "80", "90", "72", "90.00"),
        ("rentang", "0", "0", "0", "100.00"),
        ("rentang_minimal", "6", "12", "9", "100.00"),
        ("rentang_minimal", "6", "12", "15", "75.00"),
        ("rentang_minimal", "6", "12", "3", "150.00"),
        ("rentang_minimal", "6", "12", "30", "0.00"),
        ("rentang_minimal", "0", "0", "1", "0.00"),
    ],
)
def test_hitung_capaian_range(polaritas, bawah, atas, realisasi, diharapkan):
    hasil = persen(Polaritas(polaritas), bawah, realisasi, atas)

    assert (hasil.keadaan, bulatkan(hasil.persen, 2)) == (Keadaan.TERHITUNG, D(diharapkan))


@pytest.mark.parametrize("polaritas", [Polaritas.RENTANG, Polaritas.RENTANG_MINIMAL])
@pytest.mark.parametrize("atas", [None, "79"])
def test_hitung_capaian_range_without_proper_upper_bound(polaritas, atas):
    assert persen(polaritas, "80", "85", atas) == HasilHitung(Keadaan.TIDAK_TERHITUNG, None)


TERHITUNG, TIDAK = Keadaan.TERHITUNG, Keadaan.TIDAK_TERHITUNG


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "diharapkan"),
    [
        ("maksimal", "0", "0", HasilHitung(TIDAK, None)),
        ("maksimal", "0", "3", HasilHitung(TERHITUNG, D(120), target_nol=True)),
        ("maksimal", "0", "-3", HasilHitung(TERHITUNG, D(0))),
        ("minimal_a", "0", "0", HasilHitung(TERHITUNG, D(100))),
        ("minimal_a", "0", "1", HasilHitung(TERHITUNG, D(0))),
        ("minimal_b", "0", "0", HasilHitung(TERHITUNG, D(100))),
        ("minimal_b", "0", "1", HasilHitung(TERHITUNG, D(0))),
        ("minimal_b", "10", "0", HasilHitung(TERHITUNG, D(120))),
        ("stabil", "0", "0", HasilHitung(TERHITUNG, D(100))),
        ("stabil", "0", "1", HasilHitung(TERHITUNG, D(0))),
        ("kualitatif", "0", "0", HasilHitung(TIDAK, None)),
        ("maksimal", "-5", "-5", HasilHitung(TIDAK, None)),
        ("minimal_a", "-5", "-5", HasilHitung(TIDAK, None)),
        ("minimal_b", "-5", "-5", HasilHitung(TIDAK, None)),
        ("stabil", "-5", "-5", HasilHitung(TIDAK, None)),
    ],
)
def test_hitung_capaian_without_divisor(polaritas, target, realisasi, diharapkan):
    # A plain string is what a database row holds.
    hasil = hitung_capaian(
        polaritas=polaritas, target=Target(D(target)), realisasi=D(realisasi), batas=D(120)
    )

    assert hasil == diharapkan


@pytest.mark.parametrize("polaritas", Polaritas)
@pytest.mark.parametrize(
    ("target", "realisasi", "keadaan"),
    [
        (Target(None), D(0), Keadaan.TANPA_TARGET),
        (Target(None), None, Keadaan.TANPA_TARGET),
        (Target(D(5), D(6)), None, Keadaan.BELUM_DIISI),
        (Target(D(0), D(0)), None, Keadaan.BELUM_DIISI),
    ],
)
def test_hitung_capaian_missing_value_is_a_state(polaritas, target, realisasi, keadaan):
    hasil = hitung_capaian(polaritas=polaritas, target=target, realisasi=realisasi)

    assert hasil == HasilHitung(keadaan, None)


def test_keadaan_labels_never_look_alike():
    assert Keadaan.labels == ["terhitung", "belum diisi", "tidak ada target", "tidak dapat dihitung"]


def test_hitung_capaian_keeps_full_precision():
    hasil = persen(Polaritas.MAKSIMAL, "3", "1")

    assert hasil.persen == D("33.33333333333333333333333333")


NILAI = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(polaritas=st.sampled_from(Polaritas), bawah=NILAI, lebar=st.integers(0, 50), realisasi=NILAI)
def test_hitung_capaian_is_never_negative_and_always_explained(polaritas, bawah, lebar, realisasi):
    target = Target(bawah, bawah + lebar)

    hasil = hitung_capaian(polaritas=polaritas, target=target, realisasi=realisasi)
    uraian = uraikan_rumus(polaritas=polaritas, target=target, realisasi=realisasi, presisi=2)

    assert (hasil.persen is None) == (hasil.keadaan == Keadaan.TIDAK_TERHITUNG)
    assert hasil.persen is None or hasil.persen >= 0
    assert uraian.endswith("tidak dapat dihitung") == (hasil.persen is None)


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "presisi", "uraian"),
    [
        ("maksimal", Target(D(87)), D("85.4"), 2, "85,40 ÷ 87,00 × 100"),
        ("maksimal", Target(D(0)), D(0), 0, "target 0 dan realisasi 0: tidak dapat dihitung"),
        ("maksimal", Target(D(0)), D(3), 0, "target 0, realisasi 3 di atasnya: nilai batas"),
        ("minimal_a", Target(D(10)), D(12), 0, "(2 × 10 − 12) ÷ 10 × 100"),
        ("minimal_a", Target(D(10)), D(25), 0, "(2 × 10 − 25) ÷ 10 × 100, di bawah nol dihitung 0"),
        ("minimal_a", Target(D(0)), D(1), 0, "target 0 terlampaui dengan realisasi 1: 0"),
        ("minimal_b", Target(D(10)), D(12), 0, "10 ÷ 12 × 100"),
        ("minimal_b", Target(D(10)), D(0), 0, "realisasi 0 dengan target 10: nilai batas"),
        ("rentang", Target(D(80), D(90)), D(85), 0, "85 di dalam rentang 80 sampai 90: 100"),
        ("rentang", Target(D(80), D(90)), D(92), 0, "92 di atas rentang 80 sampai 90: 92 ÷ 90 × 100"),
        ("rentang", Target(D(80), D(90)), D(72), 0, "72 di bawah rentang 80 sampai 90: 72 ÷ 80 × 100"),
        (
            "rentang_minimal",
            Target(D(6), D(12)),
            D(15),
            0,
            "15 di atas rentang 6 sampai 12: (2 × 12 − 15) ÷ 12 × 100",
        ),
        ("stabil", Target(D(10)), D(12), 0, "100 − |12 − 10| ÷ 10 × 100"),
        ("kualitatif", Target(D(5)), D(4), 0, "4 ÷ 5 × 100"),
        ("maksimal", Target(D(1000)), D("1234.5"), 1, "1.234,5 ÷ 1.000,0 × 100"),
        ("maksimal", Target(None), D(1), 0, "tidak ada target"),
        ("rentang", Target(D(80), D(90)), None, 0, "belum diisi"),
    ],
)
def test_uraikan_rumus(polaritas, target, realisasi, presisi, uraian):
    assert uraikan_rumus(polaritas=polaritas, target=target, realisasi=realisasi, presisi=presisi) == uraian


@pytest.mark.parametrize(
    ("akumulasi", "nilai", "per_triwulan"),
    [
        ("jumlah", ["3", "2", None, "4"], ["3", "5", "5", "9"]),
        ("jumlah", [None, None, "0", None], [None, None, "0", "0"]),
        ("akhir", [None, "87", None, "88"], [None, "87", "87", "88"]),
        ("rata_rata", ["90", None, "80", "100"], ["90", "90", "85", "90"]),
        ("maksimum", ["3", "7", None, "5"], ["3", "7", "7", "7"]),
        ("minimum", ["3", "7", None, "1"], ["3", "3", "3", "1"]),
        ("jumlah", [None] * 4, [None] * 4),
        ("akhir", [None] * 4, [None] * 4),
        ("rata_rata", [None] * 4, [None] * 4),
    ],
)
@pytest.mark.parametrize("gulung", [gulung_target, gulung_realisasi])
def test_gulung_up_to_each_quarter(gulung, akumulasi, nilai, per_triwulan):
    nilai_tw = [None if n is None else D(n) for n in nilai]

    hasil = [gulung(akumulasi, nilai_tw, sampai) for sampai in (1, 2, 3, 4)]

    assert hasil == [None if n is None else D(n) for n in per_triwulan]


@pytest.mark.parametrize("sampai", [0, 5, -1])
def test_gulung_quarter_out_of_range(sampai):
    with pytest.raises(ValueError, match="1 sampai 4"):
        gulung_target(Akumulasi.JUMLAH, [D(1)] * 4, sampai)


@pytest.mark.parametrize(
    ("akumulasi", "target_tw", "target_tahun", "selisih"),
    [
        ("jumlah", [3, 3, 3, 3], 12, 0),
        ("jumlah", [3, 3, None, 3], 12, -3),
        ("akhir", [None, 87, None, 87], 87, 0),
        ("akhir", [50, 87, None, None], 90, -3),
        ("rata_rata", [90, None, 100, None], 95, 0),
        ("maksimum", [1, 4, 2, 2], 3, 1),
        ("minimum", [5, 4, 6, 7], 4, 0),
        ("jumlah", [None] * 4, 12, None),
        ("jumlah", [3, 3, 3, 3], None, None),
    ],
)
def test_selisih_pembagian(akumulasi, target_tw, target_tahun, selisih):
    hasil = selisih_pembagian(
        Akumulasi(akumulasi),
        [None if t is None else D(t) for t in target_tw],
        None if target_tahun is None else D(target_tahun),
    )

    assert hasil == selisih


def tw(*nilai):
    return [Target(None if n is None else D(n)) for n in nilai]


def test_capaian_sum_worked_example():
    realisasi = [D(3), D(2), None, None]
    aturan = {"polaritas": Polaritas.MAKSIMAL, "akumulasi": Akumulasi.JUMLAH, "realisasi_tw": realisasi}

    hasil_tw = capaian_tw(target_tw=tw(3, 3, 3, 3), triwulan=2, **aturan)
    hasil_tahun = capaian_tahun(target_tahun=Target(D(12)), triwulan=2, **aturan)

    assert bulatkan(hasil_tw.persen, 2) == D("83.33")
    assert kelas(hasil_tw.persen, SKALA) == "Tinggi"
    assert bulatkan(hasil_tahun.persen, 2) == D("41.67")


@pytest.mark.parametrize(
    ("triwulan", "keadaan", "diharapkan"),
    [
        (1, Keadaan.TANPA_TARGET, None),
        (2, Keadaan.TERHITUNG, D("98.16")),
        (3, Keadaan.TANPA_TARGET, None),
        (4, Keadaan.BELUM_DIISI, None),
    ],
)
def test_capaian_tw_last_worked_example(triwulan, keadaan, diharapkan):
    hasil = capaian_tw(
        polaritas=Polaritas.MAKSIMAL,
        akumulasi=Akumulasi.AKHIR,
        target_tw=tw(None, 87, None, 87),
        realisasi_tw=[None, D("85.40"), None, None],
        triwulan=triwulan,
    )

    assert hasil.keadaan == keadaan
    assert (hasil.persen and bulatkan(hasil.persen, 2)) == diharapkan


@pytest.mark.parametrize(
    ("triwulan", "keadaan", "diharapkan"),
    [
        (1, Keadaan.BELUM_DIISI, None),
        (2, Keadaan.TERHITUNG, D("98.16")),
        (3, Keadaan.TERHITUNG, D("98.16")),
    ],
)
def test_capaian_tahun_carries_the_last_position(triwulan, keadaan, diharapkan):
    hasil = capaian_tahun(
        polaritas=Polaritas.MAKSIMAL,
        akumulasi=Akumulasi.AKHIR,
        target_tahun=Target(D(87)),
        realisasi_tw=[None, D("85.40"), None, None],
        triwulan=triwulan,
    )

    assert hasil.keadaan == keadaan
    assert (hasil.persen and bulatkan(hasil.persen, 2)) == diharapkan


def test_capaian_tw_zero_realisasi_is_a_result():
    hasil = capaian_tw(
        polaritas=Polaritas.MAKSIMAL,
        akumulasi=Akumulasi.JUMLAH,
        target_tw=tw(3, 3, 3, 3),
        realisasi_tw=[D(0), None, None, None],
        triwulan=1,
    )

    assert hasil == HasilHitung(Keadaan.TERHITUNG, D(0))


def test_capaian_tw_unreported_quarter_is_not_read_as_zero():
    hasil = capaian_tw(
        polaritas=Polaritas.MAKSIMAL,
        akumulasi=Akumulasi.JUMLAH,
        target_tw=tw(3, 3, 3, 3),
        realisasi_tw=[D(3), None, None, None],
        triwulan=2,
    )

    assert hasil == HasilHitung(Keadaan.BELUM_DIISI, None)


@pytest.mark.parametrize(
    ("realisasi", "diharapkan"), [((40, 45), "100.00"), ((50, 49), "110.00"), ((30, 42), "90.00")]
)
def test_capaian_tw_range_rolls_up_both_bounds(realisasi, diharapkan):
    hasil = capaian_tw(
        polaritas=Polaritas.RENTANG,
        akumulasi=Akumulasi.JUMLAH,
        target_tw=[Target(D(40), D(45)), Target(D(40), D(45)), Target(None), Target(None)],
        realisasi_tw=[*map(D, realisasi), None, None],
        triwulan=2,
    )

    assert bulatkan(hasil.persen, 2) == D(diharapkan)


@pytest.mark.parametrize(
    ("nilai", "batas", "diharapkan"),
    [
        ([D(150), D(50)], D(100), D(75)),
        ([D(150), D(50)], None, D(100)),
        ([D(150), D(50)], D(120), D(85)),
        ([D(80), None, D(0)], D(100), D(40)),
        ([None, None], D(100), None),
        ([], None, None),
    ],
)
def test_rata_rata(nilai, batas, diharapkan):
    assert rata_rata(iter(nilai), batas) == diharapkan


@pytest.mark.parametrize(
    ("nilai", "diharapkan"),
    [
        ("150", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.99", "Tinggi"),
        ("90.999999", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65.5", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_kelas_inclusive_lower_bound_unrounded(nilai, diharapkan):
    assert kelas(D(nilai), SKALA) == diharapkan


def test_kelas_without_value_or_below_the_scale():
    assert kelas(None, SKALA) is None
    assert kelas(D(10), [(D(51), "Rendah")]) is None
    assert kelas(D(10), []) is None


@pytest.mark.parametrize(
    ("nilai", "sah"), [("0", True), ("120", True), ("98.5", True), ("120.01", False), ("-0.01", False)]
)
def test_nilai_koreksi_sah(nilai, sah):
    assert nilai_koreksi_sah(D(nilai), D(120)) is sah


TOTAL_IKM = [105, 101, 100, 116, 102, 105, 106, 105, 115]


def test_ikm_published_data_with_exact_weight():
    nilai = ikm(TOTAL_IKM, 29)

    assert bulatkan(nilai, 4) == D("91.4751")
    assert bulatkan(nilai, 2) == D("91.48")
    assert mutu_ikm(nilai) == ("A", "Sangat Baik")


def test_ikm_true_87_meets_the_target():
    nilai = ikm([D("3.48")] * 9, 1)

    assert nilai == D(87)
    assert mutu_ikm(nilai) == ("B", "Baik")
    assert persen(Polaritas.MAKSIMAL, "87", nilai).persen == 100


def test_ikm_ends_of_the_range():
    assert ikm([10] * 9, 10) == 25
    assert ikm([40] * 9, 10) == 100


@pytest.mark.parametrize(
    ("total", "responden"),
    [([30] * 8, 10), ([30] * 10, 10), ([30] * 9, 0), ([9] * 9, 10), ([30] * 8 + [41], 10)],
)
def test_ikm_refuses_what_no_survey_gives(total, responden):
    with pytest.raises(ValueError, match=r"unsur|responden"):
        ikm(total, responden)


@pytest.mark.parametrize(
    ("nilai", "mutu"),
    [
        ("100", ("A", "Sangat Baik")),
        ("88.31", ("A", "Sangat Baik")),
        ("88.305", ("A", "Sangat Baik")),
        ("88.3049", ("B", "Baik")),
        ("88.30", ("B", "Baik")),
        ("87", ("B", "Baik")),
        ("76.61", ("B", "Baik")),
        ("76.60", ("C", "Kurang Baik")),
        ("65.00", ("C", "Kurang Baik")),
        ("64.995", ("C", "Kurang Baik")),
        ("64.99", ("D", "Tidak Baik")),
        ("25", ("D", "Tidak Baik")),
    ],
)
def test_mutu_ikm_rounds_before_it_classifies(nilai, mutu):
    assert mutu_ikm(D(nilai)) == mutu


@pytest.mark.parametrize("nilai", ["24.99", "100.01"])
def test_mutu_ikm_outside_its_range(nilai):
    with pytest.raises(ValueError, match="25 dan 100"):
        mutu_ikm(D(nilai))


KREJCIE_MORGAN = """
10 10 100 80 280 162 800 260 2800 338
15 14 110 86 290 165 850 265 3000 341
20 19 120 92 300 169 900 269 3500 346
25 24 130 97 320 175 950 274 4000 351
30 28 140 103 340 181 1000 278 4500 354
35 32 150 108 360 186 1100 285 5000 357
40 36 160 113 380 191 1200 291 6000 361
45 40 170 118 400 196 1300 297 7000 364
50 44 180 123 420 201 1400 302 8000 367
55 48 190 127 440 205 1500 306 9000 368
60 52 200 132 460 210 1600 310 10000 370
65 56 210 136 480 214 1700 313 15000 375
70 59 220 140 500 217 1800 317 20000 377
75 63 230 144 550 226 1900 320 30000 379
80 66 240 148 600 234 2000 322 50000 381
85 70 250 152 650 242 2200 327 75000 382
90 73 260 155 700 248 2400 331 1000000 384
95 76 270 159 750 254 2600 335
"""


def test_responden_minimum_reproduces_the_published_table():
    angka = [int(n) for n in KREJCIE_MORGAN.split()]
    tabel = dict(zip(angka[::2], angka[1::2], strict=True))

    assert len(tabel) == 89
    assert {n: responden_minimum(n) for n in tabel} == tabel


def test_responden_minimum_of_one_and_of_none():
    assert responden_minimum(1) == 1
    with pytest.raises(ValueError, match="populasi"):
        responden_minimum(0)


def test_efisiensi_example():
    hasil = efisiensi(D("98.50"), D(1_000_000), D(923_000))

    assert (hasil.serapan, hasil.selisih) == (D("92.30"), D("6.20"))
    assert bulatkan(hasil.rasio, 3) == D("1.067")


@pytest.mark.parametrize(
    ("capaian", "pagu", "realisasi", "diharapkan"),
    [
        (None, D(100), D(50), Efisiensi(D(50), None, None)),
        (D(90), None, D(50), Efisiensi(None, None, None)),
        (D(90), D(0), D(0), Efisiensi(None, None, None)),
        (D(90), D(100), None, Efisiensi(None, None, None)),
        (D(90), D(100), D(0), Efisiensi(D(0), D(90), None)),
        (D(80), D(100), D(100), Efisiensi(D(100), D(-20), D("0.8"))),
    ],
)
def test_efisiensi_missing_and_zero(capaian, pagu, realisasi, diharapkan):
    assert efisiensi(capaian, pagu, realisasi) == diharapkan


@pytest.mark.parametrize(
    ("nilai", "predikat"),
    [
        ("100", ("AA", "Sangat Memuaskan")),
        ("90.01", ("AA", "Sangat Memuaskan")),
        ("90", ("A", "Memuaskan")),
        ("80.01", ("A", "Memuaskan")),
        ("80.00", ("BB", "Sangat Baik")),
        ("70", ("B", "Baik")),
        ("60", ("CC", "Cukup (Memadai)")),
        ("50", ("C", "Kurang")),
        ("30.01", ("C", "Kurang")),
        ("30", ("D", "Sangat Kurang")),
        ("0", ("D", "Sangat Kurang")),
    ],
)
def test_predikat_akip_lower_bound_is_exclusive(nilai, predikat):
    assert predikat_akip(D(nilai)) == predikat


@pytest.mark.parametrize("nilai", ["-0.01", "100.01"])
def test_predikat_akip_outside_its_range(nilai):
    with pytest.raises(ValueError, match="0 dan 100"):
        predikat_akip(D(nilai))


@pytest.mark.parametrize(
    ("nilai", "presisi", "diharapkan"),
    [("98.455", 2, "98.46"), ("0.5", 0, "1"), ("2.5", 0, "3"), ("41.6649", 2, "41.66"), ("5", 2, "5.00")],
)
def test_bulatkan_half_up(nilai, presisi, diharapkan):
    assert str(bulatkan(D(nilai), presisi)) == diharapkan
