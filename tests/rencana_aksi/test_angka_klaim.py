from decimal import Decimal

import pytest
import time_machine

from kinerja.perhitungan import Akumulasi
from rencana_aksi.angka_klaim import AngkaKlaim, Titik, angka_klaim
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import lihat


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def setahun(office):
    """A cumulative indicator with quarterly targets of 3 in each of two years, and its claims as they are told."""
    indikator = factories.indikator(unit=office.pelayanan, akumulasi=Akumulasi.JUMLAH)
    for tahun in (2022, 2023):
        for nomor in range(1, 5):
            factories.target_triwulan(indikator=indikator, tahun=tahun, nomor=nomor, nilai=Decimal(3))

    def _klaim(tahun, nomor, realisasi, persen, status=Status.SAH) -> Capaian:
        return factories.capaian_terajukan(
            status=status,
            diajukan_oleh=office.staf,
            target_triwulan=factories.target_triwulan(indikator=indikator, tahun=tahun, nomor=nomor),
            realisasi=Decimal(realisasi),
            persen=Decimal(persen),
        )

    return _klaim


def angka(klaim, office) -> AngkaKlaim:
    return angka_klaim(lihat(klaim, office.kasi))


def test_quarter_and_year_stand_side_by_side(setahun, office):
    setahun(2023, 1, 3, 100)
    klaim = setahun(2023, 2, 2, "83.3333", Status.DI_ESELON_IV)

    hasil = angka(klaim, office)

    assert hasil.titik == [
        Titik("TW I 2023", Decimal(100), Decimal(25), sementara=False),
        Titik("TW II 2023", Decimal("83.3333"), 100 * Decimal(5) / 12, sementara=True),
    ]
    assert (hasil.rumus, hasil.tahun) == ("realisasi 5 ÷ target 6 × 100 = 83,33%", 100 * Decimal(5) / 12)


def test_last_four_run_over_the_end_of_a_year_which_has_its_own_target(setahun, office):
    for nomor in (2, 3, 4):
        setahun(2022, nomor, 3, 100)
    setahun(2023, 1, 3, 100)
    klaim = setahun(2023, 2, 3, 100, Status.DI_ESELON_IV)

    titik = angka(klaim, office).titik
    assert [t.label for t in titik] == ["TW III 2022", "TW IV 2022", "TW I 2023", "TW II 2023"]
    assert [t.tahun for t in titik] == [Decimal(50), Decimal(75), Decimal(25), Decimal(50)]


def test_later_quarters_and_drafts_of_others_are_not_shown(setahun, office):
    setahun(2023, 1, 3, 100, Status.KEMBALI_PENGISI)
    setahun(2023, 3, 3, 100)
    klaim = setahun(2023, 2, 3, 100, Status.DI_ESELON_IV)

    hasil = angka(klaim, office)
    assert [(t.label, t.tahun) for t in hasil.titik] == [("TW II 2023", Decimal(25))]


def test_corrected_percentage_is_the_one_that_counts(setahun, office):
    setahun(2023, 1, 3, "92.5")
    klaim = setahun(2023, 2, 3, 100, Status.DI_ESELON_IV)

    assert angka(klaim, office).titik[0].triwulan == Decimal("92.5")


@pytest.mark.parametrize(("persen", "dibatasi"), [("100", None), ("133.3333", Decimal(100))])
def test_value_above_the_cap_says_what_an_average_takes(setahun, office, persen, dibatasi):
    klaim = setahun(2023, 2, 4, persen, Status.DI_ESELON_IV)

    assert angka(klaim, office).dalam_rata_rata == dibatasi


def test_empty_draft_has_no_year_figure_and_says_so(office, ikm):
    klaim = factories.capaian(target_triwulan=factories.target_triwulan(indikator=ikm))

    hasil = angka(klaim, office)
    assert (hasil.rumus, hasil.tahun) == ("belum diisi", None)


def test_page_has_the_chart_its_table_and_the_rule(client, setahun, office):
    klaim = setahun(2023, 2, 2, "66.6667", Status.DI_ESELON_IV)
    client.force_login(office.kasi)

    isi = client.get(klaim.get_absolute_url()).content.decode()

    assert 'aria-label="Capaian triwulan terakhir"' in isi
    assert '<th scope="row">TW II 2023</th><td class="num">66,67% <i class="small">sementara</i></td>' in isi
    assert "Aturan hitung: Makin tinggi makin baik" in isi
    assert "Target dan realisasi dijumlahkan dari triwulan I sampai dengan triwulan ini." in isi
