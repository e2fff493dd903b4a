"""A year's target on which something stands is not taken away."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kinerja.models import TargetTahunan
from kinerja.perhitungan import Target
from rencana_aksi.target_tahunan import TargetDipakai, ubah_target
from tests import factories
from tests.factories import SAAT, TAHUN
from tests.kinerja.perjanjian_contoh import contoh, tertanda

KOSONG = Target(None)


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


def ubah(office, indikator, target):
    return ubah_target(
        tahun=TAHUN, tahun_ini=TAHUN, target={indikator: target}, oleh=office.kasubag, jabatan="Kasubag"
    )


@pytest.fixture
def indikator(office):
    satu = factories.indikator(unit=office.pelayanan, nama="IKM")
    factories.target_tahunan(indikator=satu, nilai=Decimal(12))
    return satu


def test_target_tanpa_pemakai_dapat_dikosongkan(office, indikator):
    assert ubah(office, indikator, KOSONG) == 1

    assert TargetTahunan.objects.get().nilai is None


def test_target_yang_menjadi_dasar_rencana_aksi_tetap(office, indikator):
    factories.rencana_aksi(indikator=indikator)

    with pytest.raises(TargetDipakai) as ditolak:
        ubah(office, indikator, KOSONG)
    assert ditolak.value.keluhan == {
        indikator.pk: "IKM: target 2023 tidak dapat dikosongkan karena menjadi dasar rencana aksi. "
        "Ubah angkanya bila target berubah; biarkan bila indikator baru berakhir tahun depan."
    }
    assert ubah(office, indikator, Target(Decimal(10))) == 1


def test_target_yang_dijanjikan_tetap(db):
    dasar = contoh()
    tertanda(dasar)

    with pytest.raises(TargetDipakai, match="karena menjadi dasar Perjanjian Kinerja yang sudah ditandatangani"):
        ubah(dasar.kantor, dasar.desa, KOSONG)


def test_halaman_menyebut_sebabnya_dan_menyimpan_yang_diketik(client, office, indikator):
    factories.rencana_aksi(indikator=indikator)
    lain = factories.indikator(unit=office.pelayanan, sasaran=indikator.sasaran)
    client.force_login(office.kasubag)

    data = {f"target_{indikator.pk}": "", f"target_{lain.pk}": "77"}
    halaman = client.post(reverse("rkt_ubah", args=[TAHUN]), data).content.decode()

    assert "target 2023 tidak dapat dikosongkan karena menjadi dasar rencana aksi" in halaman
    assert 'value="77"' in halaman
    assert not TargetTahunan.objects.filter(indikator=lain).exists()
