from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from rencana_aksi.kalender import Tahap
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import SAAT


@pytest.fixture(autouse=True)
def _basis_data(db):
    """Every test here asks the database."""


def _ditolak(aturan, tindakan, **kolom):
    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        tindakan(**kolom)


def test_batas_setiap_tahap():
    tw = factories.triwulan()

    assert [tw.batas(tahap) for tahap in Tahap] == [
        date(2023, 6, 1),
        date(2023, 6, 24),
        date(2023, 6, 27),
        date(2023, 6, 30),
        date(2023, 7, 7),
    ]


@pytest.mark.parametrize(("hari", "buka"), [(date(2023, 5, 31), False), (date(2023, 6, 1), True)])
def test_sudah_buka_sejak_hari_pertama(hari, buka):
    assert factories.triwulan().sudah_buka(hari) is buka


def test_nama_triwulan():
    assert str(factories.triwulan(2023, 4)) == "Triwulan IV 2023"


@pytest.mark.parametrize(
    "kolom",
    [
        {"batas_staf": date(2023, 5, 31)},
        {"batas_eselon_iv": date(2023, 6, 23)},
        {"batas_eselon_iii": date(2023, 6, 26)},
        {"batas_camat": date(2023, 7, 8)},
    ],
)
def test_batas_berurutan(kolom):
    _ditolak("triwulan_batas_berurutan", factories.triwulan, **kolom)


def test_nomor_triwulan_atau_akhir_tahun():
    satu = factories.triwulan()

    for nomor in (0, 6):
        satu.nomor = nomor
        _ditolak("triwulan_nomor", satu.save)


def test_ditutup_memerlukan_orang():
    tw, orang = factories.triwulan(), factories.pegawai()
    assert tw.ditutup is False

    tw.ditutup_pada = SAAT
    _ditolak("triwulan_ditutup_pada_dan_oleh", tw.save)
    tw.ditutup_oleh = orang
    tw.save()
    assert tw.ditutup is True


def test_klaim_terajukan_selalu_bernilai():
    _ditolak("capaian_terajukan_bernilai", factories.capaian, status=Status.DI_ESELON_IV)


def test_pengajuan_memerlukan_saat_dan_orang():
    _ditolak("capaian_diajukan_pada_dan_oleh", factories.capaian, diajukan_pada=SAAT)


def test_satu_klaim_per_target():
    klaim = factories.capaian()

    _ditolak("target_triwulan", factories.capaian, target_triwulan=klaim.target_triwulan)


def test_persen_tidak_negatif():
    _ditolak("capaian_persen_tidak_negatif", factories.capaian, persen=-1)


def test_data_dukung_ditarik_memerlukan_orang():
    dokumen = factories.data_dukung(capaian=factories.capaian())
    dokumen.ditarik_pada = SAAT

    _ditolak("data_dukung_ditarik_pada_dan_oleh", dokumen.save)


def test_isi_yang_sama_sekali_per_slot():
    dokumen = factories.data_dukung(capaian=factories.capaian())

    _ditolak(
        "data_?dukung", factories.data_dukung, capaian=dokumen.capaian, syarat=dokumen.syarat, berkas=dokumen.berkas
    )


def test_syarat_memerlukan_uraian():
    _ditolak("syarat_ada_uraian", factories.syarat, uraian="")


def test_lama_di_meja_dihitung_dari_saat_tiba():
    klaim = factories.capaian()
    klaim.di_meja_sejak -= timedelta(days=3)

    assert klaim.lama_di_meja.days == 3
