from decimal import Decimal

import pytest

from kinerja.perhitungan import Akumulasi, Polaritas, Target, hitung_capaian
from kinerja.rumus import aturan_hitung, rumus_terisi

P = Polaritas


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "teks"),
    [
        (P.MAKSIMAL, ("96",), "91.48", "realisasi 91,48 ÷ target 96,00 × 100 = 95,29%"),
        (P.MAKSIMAL, ("3",), "4", "realisasi 4,00 ÷ target 3,00 × 100 = 133,33%"),
        (P.MAKSIMAL, ("0",), "2", "target 0,00, realisasi 2,00 di atasnya: nilai batas = 100,00%"),
        (P.MAKSIMAL, ("0",), "0", "target 0,00 dan realisasi 0,00: tidak dapat dihitung"),
        (P.MAKSIMAL, ("3",), None, "belum diisi"),
        (P.MAKSIMAL, (None,), "3", "tidak ada target"),
        (P.MINIMAL_A, ("10",), "12", "(2 × target 10,00 − realisasi 12,00) ÷ target 10,00 × 100 = 80,00%"),
        (
            P.MINIMAL_A,
            ("10",),
            "25",
            "(2 × target 10,00 − realisasi 25,00) ÷ target 10,00 × 100, di bawah nol dihitung 0",
        ),
        (P.MINIMAL_B, ("10",), "8", "target 10,00 ÷ realisasi 8,00 × 100 = 125,00%"),
        (P.RENTANG, ("80", "90"), "85", "85,00 di dalam rentang 80,00 sampai 90,00 = 100,00%"),
        (
            P.RENTANG,
            ("80", "90"),
            "92",
            "92,00 di atas rentang 80,00 sampai 90,00: realisasi 92,00 ÷ batas atas 90,00 × 100 = 102,22%",
        ),
        (P.STABIL, ("10",), "12", "100 − |realisasi 12,00 − target 10,00| ÷ target 10,00 × 100 = 80,00%"),
    ],
)
def test_sum_with_every_number_named(polaritas, target, realisasi, teks):
    target = Target(*(None if n is None else Decimal(n) for n in target))
    realisasi = None if realisasi is None else Decimal(realisasi)
    hasil = hitung_capaian(polaritas=polaritas, target=target, realisasi=realisasi)

    terisi = rumus_terisi(polaritas=polaritas, target=target, realisasi=realisasi, presisi=2, hasil=hasil)
    assert terisi == teks


@pytest.mark.parametrize("polaritas", Polaritas)
@pytest.mark.parametrize("akumulasi", Akumulasi)
def test_every_rule_has_its_name_and_its_words(polaritas, akumulasi):
    aturan = aturan_hitung(polaritas.value, akumulasi.value)

    assert (aturan.nama, aturan.akumulasi) == (polaritas.label, akumulasi.label)
    assert aturan.penjelasan.endswith(".")
    assert aturan.penjelasan_akumulasi.endswith(".")
