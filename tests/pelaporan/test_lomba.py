"""Two people at the same moment on one quarter's report."""

from functools import partial

import pytest

from pelaporan.models import Laporan
from pelaporan.services import buka_kembali, minta_laporan
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, Triwulan
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.lomba import KALAH, MENANG, PESERTA
from tests.rencana_aksi.conftest import ALASAN, bawa, langkah, siap_putus, siapkan_klaim

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

BABAK = 20


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def sah(kantor) -> Capaian:
    """The one claim of the quarter, ratified."""
    indikator = factories.indikator(unit=kantor.pelayanan, akumulasi="akhir")
    return bawa(siapkan_klaim(indikator, kantor.staf), kantor, Status.SAH)


def final(kantor) -> Laporan:
    return minta_laporan(triwulan=factories.triwulan(), konsep=False, oleh=kantor.camat, jabatan="Camat")


def minta_ke(diberikan: list[Laporan], kantor) -> None:
    diberikan.append(final(kantor))


def buka(kantor) -> None:
    buka_kembali(triwulan=factories.triwulan(), oleh=kantor.camat, alasan="Babak berikutnya.", jabatan="Camat")


@pytest.mark.parametrize("jumlah", [2, PESERTA])
def test_permintaan_final_serentak_membuat_tepat_satu_laporan(serentak, kantor, sah, jumlah):
    for versi in range(1, BABAK + 1):
        diberikan: list[Laporan] = []

        hasil = serentak(*[partial(minta_ke, diberikan, kantor)] * jumlah)

        assert hasil == [MENANG] * jumlah
        assert diberikan == [Laporan.objects.get(versi=versi)] * jumlah
        assert Laporan.objects.count() == versi
        buka(kantor)


def test_final_lawan_batalkan_tertutup_atau_batal(serentak, kantor, sah):
    for _ in range(BABAK):
        hasil = serentak(
            partial(final, kantor),
            siap_putus(Tindakan.BATALKAN, sah, kantor.camat, **ALASAN),
        )

        keadaan = (Triwulan.objects.get().ditutup, Capaian.objects.get().status)
        harapan = {(MENANG, KALAH): (True, Status.SAH), (KALAH, MENANG): (False, Status.DI_CAMAT)}
        assert keadaan == harapan[tuple(hasil)]
        if hasil[0] == MENANG:
            buka(kantor)
        else:
            langkah(Tindakan.SAHKAN, sah, kantor.camat)
