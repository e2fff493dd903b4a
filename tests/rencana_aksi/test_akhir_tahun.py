"""The year's own measurement: entered, proved and ratified in January, apart from the four quarters (R-13)."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja.perhitungan import Akumulasi, Keadaan
from organisasi.bahasa import AKHIR_TAHUN
from rencana_aksi.akhir_tahun import siapkan_akhir_tahun
from rencana_aksi.models import Capaian, RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.models.capaian import Status
from rencana_aksi.penilaian import nilai, sebelum_yang_belum_sah, yang_bertumpu
from tests import factories
from tests.factories import TAHUN


@pytest.fixture
def akhir(db) -> Triwulan:
    factories.ketentuan()
    return factories.triwulan(TAHUN, AKHIR_TAHUN)


def rencana(akumulasi=Akumulasi.JUMLAH, nilai_tw=("3", "3", None, "4")) -> RencanaAksi:
    indikator = factories.indikator(akumulasi=akumulasi)
    for nomor, teks in enumerate(nilai_tw, 1):
        angka = None if teks is None else Decimal(teks)
        factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=angka)
    return RencanaAksi.objects.get(indikator=indikator)


def klaim_akhir(satu: RencanaAksi, realisasi: str | None = None) -> Capaian:
    siapkan_akhir_tahun([satu])
    klaim = Capaian.objects.lengkap().get(target_triwulan__triwulan__nomor=AKHIR_TAHUN)
    klaim.realisasi = None if realisasi is None else Decimal(realisasi)
    return klaim


def test_nama_dan_jadwal(akhir):
    assert str(akhir) == f"Akhir Tahun {TAHUN}"
    assert akhir.akhir_tahun
    assert (akhir.buka, akhir.batas_staf) == (date(TAHUN + 1, 1, 1), date(TAHUN + 1, 1, 15))
    assert list(Triwulan.objects.berkala()) == []


@pytest.mark.parametrize(
    ("akumulasi", "setahun"),
    [
        (Akumulasi.JUMLAH, "10"),
        (Akumulasi.AKHIR, "4"),
        (Akumulasi.MAKSIMUM, "4"),
        (Akumulasi.MINIMUM, "3"),
    ],
)
def test_target_adalah_keempat_triwulan_yang_digulung(akhir, akumulasi, setahun):
    assert klaim_akhir(rencana(akumulasi)).target_triwulan.nilai == Decimal(setahun)


def test_tanpa_target_setahun_tidak_ada_klaim(akhir):
    siapkan_akhir_tahun([rencana(nilai_tw=(None, None, None, None))])

    assert TargetTriwulan.objects.get(triwulan=akhir).nilai is None
    assert not Capaian.objects.filter(target_triwulan__triwulan=akhir).exists()


def test_syarat_disalin_dari_triwulan_bertarget_terakhir(akhir):
    satu = rencana(nilai_tw=("3", "3", "3", None))
    for nomor, uraian in ((1, "Laporan awal"), (3, "Laporan SKM"), (4, "Tidak dipakai")):
        factories.syarat(target_triwulan=satu.target_triwulan.get(triwulan__nomor=nomor), uraian=uraian, wajib=False)

    siapkan_akhir_tahun([satu])

    syarat = SyaratDataDukung.objects.filter(target_triwulan__triwulan=akhir)
    assert list(syarat.values_list("uraian", "wajib")) == [("Laporan SKM", False)]


def test_tanpa_syarat_diminta_satu_bukti_setahun(akhir):
    siapkan_akhir_tahun([rencana()])

    syarat = SyaratDataDukung.objects.filter(target_triwulan__triwulan=akhir)
    assert list(syarat.values_list("uraian", "wajib")) == [("Laporan atau dokumen yang memuat realisasi setahun", True)]


def test_disiapkan_lagi_target_ikut_syarat_dan_klaim_tetap(akhir):
    satu = rencana()
    klaim = klaim_akhir(satu)
    satu.target_triwulan.filter(triwulan__nomor=4).update(nilai=Decimal(5))

    assert klaim_akhir(satu) == klaim
    assert TargetTriwulan.objects.get(triwulan=akhir).nilai == 11
    assert SyaratDataDukung.objects.filter(target_triwulan__triwulan=akhir).count() == 1


def test_tahun_tanpa_masa_akhir_dilewati(db):
    siapkan_akhir_tahun([rencana()])

    assert not Capaian.objects.exists()


@pytest.mark.parametrize(
    ("realisasi", "persen", "keadaan"),
    [
        ("10", Decimal("100.0000"), Keadaan.TERHITUNG),
        ("9", Decimal("90.0000"), Keadaan.TERHITUNG),
        ("0", Decimal("0.0000"), Keadaan.TERHITUNG),
        (None, None, Keadaan.BELUM_DIISI),
    ],
)
def test_nilai_berdiri_sendiri(akhir, realisasi, persen, keadaan):
    """The quarters reported nothing at all: the year's figure does not ask them."""
    hasil = nilai(klaim_akhir(rencana(), realisasi))

    assert (hasil.persen, hasil.hasil.keadaan, hasil.target.nilai) == (persen, keadaan, Decimal(10))


def test_nilai_triwulan_tidak_membaca_angka_setahun(akhir):
    satu = rencana()
    setahun = klaim_akhir(satu, "10")
    Capaian.objects.filter(pk=setahun.pk).update(realisasi=10)
    triwulan = factories.capaian(target_triwulan=satu.target_triwulan.get(triwulan__nomor=4), realisasi=Decimal(4))

    assert nilai(Capaian.objects.lengkap().get(pk=triwulan.pk)).realisasi == 4


def test_tidak_menunggu_dan_tidak_ditunggu_triwulan(akhir, penyusun):
    satu = rencana()
    triwulan_iv = factories.capaian(target_triwulan=satu.target_triwulan.get(triwulan__nomor=4), realisasi=Decimal(4))
    setahun = klaim_akhir(satu, "10")
    Capaian.objects.filter(pk=setahun.pk).update(
        status=Status.DI_CAMAT, realisasi=10, persen=100, diajukan_pada=factories.SAAT, diajukan_oleh=penyusun
    )

    assert sebelum_yang_belum_sah(setahun) is None
    assert yang_bertumpu(Capaian.objects.lengkap().get(pk=triwulan_iv.pk)) is None


@pytest.fixture
def penyusun(db):
    return factories.pegawai()
