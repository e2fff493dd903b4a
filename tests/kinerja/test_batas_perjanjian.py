from datetime import date

import pytest

from kinerja.perjanjian.batas import batas_perjanjian


@pytest.mark.parametrize(
    ("dpa", "batas"),
    [
        (None, date(2023, 1, 31)),
        (date(2023, 1, 3), date(2023, 2, 3)),
        (date(2022, 12, 28), date(2023, 1, 28)),
        (date(2022, 12, 31), date(2023, 1, 31)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2024, 1, 30), date(2024, 2, 29)),
        (date(2022, 11, 15), date(2022, 12, 15)),
    ],
)
def test_satu_bulan_sesudah_dpa(dpa, batas):
    assert batas_perjanjian(2023, dpa) == batas
