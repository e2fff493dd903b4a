"""Several people at the same moment on one section of the annual report."""

from functools import partial

import pytest

from pelaporan.models import Narasi
from pelaporan.narasi import letak_tahun
from pelaporan.narasi_services import lepas, pegang, simpan_draf
from tests import factories
from tests.lomba import KALAH, MENANG

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TAHUN = 2023
BABAK = 10


@pytest.fixture
def penulis():
    office = factories.kantor_lengkap()
    return office.kasubag, office.anggota, office.camat


def test_pegang_serentak_hanya_satu_yang_mendapat(serentak, penulis):
    # In the first round the row itself is made by three at once.
    letak = letak_tahun(TAHUN)[0]
    for _ in range(BABAK):
        hasil = serentak(*[partial(pegang, tahun=TAHUN, letak=letak, oleh=o, jabatan="") for o in penulis])

        assert sorted(hasil) == [KALAH, KALAH, MENANG]
        narasi = Narasi.objects.get()
        assert narasi.pemegang == penulis[hasil.index(MENANG)]
        lepas(narasi=narasi, oleh=narasi.pemegang)


def test_dua_tab_serentak_hanya_satu_yang_tersimpan(serentak, penulis):
    letak, kasubag = letak_tahun(TAHUN)[0], penulis[0]
    for versi in range(BABAK):
        isi = [f"Tab {n} versi {versi}" for n in range(2)]

        hasil = serentak(
            *[
                partial(simpan_draf, tahun=TAHUN, letak=letak, teks=t, versi=versi, oleh=kasubag, jabatan="")
                for t in isi
            ]
        )

        assert sorted(hasil) == [KALAH, MENANG]
        narasi = Narasi.objects.get()
        assert (narasi.teks, narasi.versi) == (isi[hasil.index(MENANG)], versi + 1)
