"""The stages of a reminder, day by day."""

from datetime import date, timedelta

import pytest

from pelaporan.pengingat.jadwal import nama_tahap, tahap_baru, tahap_terakhir, tanggal_tahap

BATAS = date(2023, 6, 24)


@pytest.mark.parametrize(
    ("hari_ini", "tahap"),
    [
        (date(2023, 6, 9), None),
        (date(2023, 6, 10), -14),
        (date(2023, 6, 16), -14),
        (date(2023, 6, 17), -7),
        (date(2023, 6, 20), -7),
        (date(2023, 6, 21), -3),
        (date(2023, 6, 22), -3),
        (date(2023, 6, 23), -1),
        (date(2023, 6, 24), 0),
        (date(2023, 6, 25), 1),
        (date(2023, 6, 27), 3),
        (date(2023, 7, 1), 7),
        (date(2023, 7, 2), 7),
        (date(2023, 7, 7), 7),
        (date(2023, 7, 8), 14),
        (date(2023, 7, 14), 14),
        (date(2023, 7, 15), 21),
        (date(2024, 6, 24), 364),
    ],
)
def test_tahap_terakhir_menurut_hari(hari_ini, tahap):
    assert tahap_terakhir(BATAS, hari_ini) == tahap


def test_tahap_baru_setiap_hari_tepat_menurut_daftar():
    hari = [date(2023, 6, 1) + timedelta(days=n) for n in range(60)]

    jatuh = {h: t for h in hari if (t := tahap_baru(BATAS, h - timedelta(days=1), h)) is not None}

    assert jatuh == {
        date(2023, 6, 10): -14,
        date(2023, 6, 17): -7,
        date(2023, 6, 21): -3,
        date(2023, 6, 23): -1,
        date(2023, 6, 24): 0,
        date(2023, 6, 25): 1,
        date(2023, 6, 26): 2,
        date(2023, 6, 27): 3,
        date(2023, 6, 28): 4,
        date(2023, 6, 29): 5,
        date(2023, 6, 30): 6,
        date(2023, 7, 1): 7,
        date(2023, 7, 8): 14,
        date(2023, 7, 15): 21,
        date(2023, 7, 22): 28,
        date(2023, 7, 29): 35,
    }


@pytest.mark.parametrize(
    ("sejak", "hari_ini", "tahap"),
    [
        (date(2023, 6, 16), date(2023, 6, 18), -7),  # the seventeenth was missed
        (date(2023, 6, 17), date(2023, 6, 18), None),
        (date(2023, 6, 16), date(2023, 6, 23), -1),  # three were missed, the latest counts
        (date(2023, 7, 1), date(2023, 7, 9), 14),
        (date(2023, 7, 8), date(2023, 7, 9), None),
        (date(2023, 5, 1), date(2023, 6, 9), None),
    ],
)
def test_tahap_baru_sesudah_hari_terlewat(sejak, hari_ini, tahap):
    assert tahap_baru(BATAS, sejak, hari_ini) == tahap


def test_tanggal_tahap_melintasi_bulan():
    assert tanggal_tahap(BATAS, 7) == date(2023, 7, 1)
    assert tanggal_tahap(date(2028, 3, 7), -7) == date(2028, 2, 29)


@pytest.mark.parametrize(("tahap", "nama"), [(-14, "H-14"), (0, "H"), (1, "H+1"), (28, "H+28")])
def test_nama_tahap(tahap, nama):
    assert nama_tahap(tahap) == nama
