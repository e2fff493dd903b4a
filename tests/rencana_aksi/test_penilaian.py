from decimal import Decimal

import pytest

from kinerja.perhitungan import Keadaan, Target
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Status
from rencana_aksi.penilaian import nilai, realisasi_terhitung
from tests import factories


@pytest.fixture
def staf(db):
    factories.ketentuan()
    return factories.pegawai()


def _klaim(indikator, staf, nomor, target, realisasi, status=Status.DI_CAMAT, persen="100"):
    tw = factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=target and Decimal(target))
    if status == Status.DRAF:
        return factories.capaian(target_triwulan=tw, realisasi=realisasi and Decimal(realisasi))
    return factories.capaian_terajukan(
        target_triwulan=tw,
        realisasi=Decimal(realisasi),
        persen=Decimal(persen),
        status=status,
        diajukan_oleh=staf,
    )


@pytest.mark.parametrize(
    ("akumulasi", "satu", "dua", "persen", "target", "realisasi"),
    [
        ("jumlah", ("3", "3"), ("3", "2"), "83.3333", "6", "5"),
        ("akhir", ("87", "80"), ("87", "85.40"), "98.1609", "87", "85.40"),
        ("rata_rata", ("80", "70"), ("90", "80"), "88.2353", "85", "75"),
        ("maksimum", ("80", "90"), ("85", "70"), "105.8824", "85", "90"),
        ("minimum", ("80", "90"), ("85", "70"), "87.5000", "80", "70"),
    ],
)
def test_nilai_menggulung_sampai_triwulan_ini(akumulasi, satu, dua, persen, target, realisasi, staf):
    indikator = factories.indikator(akumulasi=akumulasi)
    _klaim(indikator, staf, 1, *satu)
    kedua = _klaim(indikator, staf, 2, *dua)
    _klaim(indikator, staf, 3, "1000", "1000")

    hitung = nilai(kedua)

    assert hitung.persen == Decimal(persen)
    assert (hitung.target, hitung.realisasi) == (Target(Decimal(target)), Decimal(realisasi))


def test_triwulan_sebelumnya_yang_masih_di_tangan_pengisi_tidak_dihitung(staf):
    indikator = factories.indikator(akumulasi="jumlah")
    pertama = _klaim(indikator, staf, 1, "3", "3", Status.DRAF)
    kedua = _klaim(indikator, staf, 2, "3", "2")
    assert nilai(kedua).persen == Decimal("33.3333")

    Capaian.objects.filter(pk=pertama.pk).update(
        status=Status.DI_ESELON_IV, persen=100, diajukan_pada=kedua.diajukan_pada, diajukan_oleh=staf
    )
    assert nilai(kedua).persen == Decimal("83.3333")


def test_draf_memakai_realisasinya_sendiri(staf):
    draf = _klaim(factories.indikator(akumulasi="akhir"), staf, 2, "87", "85.40", Status.DRAF)

    assert nilai(draf).persen == Decimal("98.1609")


@pytest.mark.parametrize(
    ("target", "realisasi", "keadaan"),
    [
        ("87", None, Keadaan.BELUM_DIISI),
        (None, "3", Keadaan.TANPA_TARGET),
        ("0", "0", Keadaan.TIDAK_TERHITUNG),
    ],
)
def test_keadaan_tanpa_persen(target, realisasi, keadaan, staf):
    hitung = nilai(_klaim(factories.indikator(), staf, 2, target, realisasi, Status.DRAF))

    assert (hitung.hasil.keadaan, hitung.persen) == (keadaan, None)


def test_nol_tetap_nol(staf):
    hitung = nilai(_klaim(factories.indikator(), staf, 2, "3", "0", Status.DRAF))

    assert (hitung.hasil.keadaan, hitung.persen) == (Keadaan.TERHITUNG, Decimal("0.0000"))


def test_rumus_menyebut_angka_yang_digulung(staf):
    indikator = factories.indikator(akumulasi="jumlah", presisi=0)
    _klaim(indikator, staf, 1, "3", "3")

    assert nilai(_klaim(indikator, staf, 2, "3", "2")).rumus == "5 ÷ 6 × 100"


def test_persen_disimpan_empat_angka_dibulatkan_ke_atas_pada_titik_tengah(staf):
    # 100 x 1 / 128 = 0,78125: half up, as everywhere else, not to the even digit.
    hitung = nilai(_klaim(factories.indikator(), staf, 2, "128", "1", Status.DRAF))

    assert hitung.persen == Decimal("0.7813")


def test_nilai_memerlukan_dua_kueri(staf, django_assert_num_queries):
    klaim = _klaim(factories.indikator(), staf, 2, "3", "2")
    klaim = Capaian.objects.lengkap().get(pk=klaim.pk)

    with django_assert_num_queries(2):
        nilai(klaim)


@pytest.fixture
def program():
    return factories.program()


def _sumber(program, staf, persen, status=Status.SAH, nomor=2):
    sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))
    return _klaim(factories.indikator(sub_kegiatan=sub), staf, nomor, "3", "3", status, persen)


def _iku(program):
    tw = factories.target_triwulan(indikator=factories.indikator(program_sumber=program), nilai=Decimal(96))
    return factories.capaian(target_triwulan=tw)


def test_realisasi_terhitung_ialah_rata_rata_yang_dibatasi(staf, program):
    for persen in ("150", "100", "70"):
        _sumber(program, staf, persen)

    terhitung = realisasi_terhitung(_iku(program))

    assert (terhitung.nilai, terhitung.jumlah, terhitung.belum_sah) == (Decimal(90), 3, ())


def test_realisasi_terhitung_menyebut_yang_belum_sah(staf, program):
    _sumber(program, staf, "80")
    belum = _sumber(program, staf, "100", Status.DI_CAMAT)

    terhitung = realisasi_terhitung(_iku(program))

    assert (terhitung.nilai, terhitung.jumlah, terhitung.belum_sah) == (Decimal(80), 2, (belum,))


def test_realisasi_terhitung_hanya_dari_program_dan_triwulannya(staf, program):
    _sumber(factories.program(), staf, "10")
    _sumber(program, staf, "10", nomor=1)
    _sumber(program, staf, "90")

    assert realisasi_terhitung(_iku(program)).nilai == Decimal(90)


def test_realisasi_terhitung_tanpa_sumber(staf, program):
    terhitung = realisasi_terhitung(_iku(program))

    assert (terhitung.nilai, terhitung.jumlah, terhitung.belum_sah) == (None, 0, ())
