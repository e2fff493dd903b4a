from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kinerja.models import Indikator, Ketentuan, Program, SubKegiatan
from kinerja.perhitungan import Target, kelas
from tests import factories


@pytest.fixture(autouse=True)
def _basis_data(db):
    """Every test here asks the database."""


def _ditolak(aturan, tindakan, **kolom):
    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        tindakan(**kolom)


@pytest.mark.parametrize(("tahun", "sejak"), [(2020, 2020), (2023, 2020), (2024, 2024), (2030, 2024)])
def test_ketentuan_yang_berlaku_ialah_yang_terbaru_sampai_tahun_itu(tahun, sejak):
    factories.ketentuan(berlaku_sejak=2024, batas_koreksi=Decimal(110))
    factories.ketentuan(berlaku_sejak=2020)

    assert Ketentuan.objects.untuk(tahun).berlaku_sejak == sejak


def test_tahun_tanpa_ketentuan_disebut():
    factories.ketentuan(berlaku_sejak=2020)

    with pytest.raises(Ketentuan.DoesNotExist, match="Belum ada ketentuan pengukuran untuk tahun 2019"):
        Ketentuan.objects.untuk(2019)


@pytest.mark.parametrize(
    ("persen", "nama"),
    [
        ("120", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.9999", "Tinggi"),
        ("76", "Tinggi"),
        ("66", "Sedang"),
        ("51", "Rendah"),
        ("50.9999", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_skala_dibaca_dari_ketentuan(persen, nama):
    assert kelas(Decimal(persen), factories.ketentuan().skala()).nama == nama


def test_kelas_berbatas_sama_ditolak():
    aturan = factories.ketentuan()

    _ditolak("kelas", aturan.kelas.create, nama="Lain", batas_bawah=Decimal(91), warna="baik")


def test_indikator_memerlukan_satu_induk_sesuai_level():
    sasaran, program = factories.sasaran(), factories.program()

    _ditolak("satu_induk", factories.indikator, level="iku", program=program)
    _ditolak("satu_induk", factories.indikator, level="program", sasaran=sasaran)
    _ditolak("satu_induk", factories.indikator, level="iku", sasaran=sasaran, program=program)
    assert factories.indikator(program=program).level == Indikator.Level.PROGRAM
    assert factories.indikator(kegiatan=factories.kegiatan()).level == Indikator.Level.KEGIATAN
    assert factories.indikator(sub_kegiatan=factories.sub_kegiatan()).level == Indikator.Level.SUB_KEGIATAN


def test_indikator_terhitung_bila_bersumber_program():
    assert factories.indikator(program_sumber=factories.program()).terhitung is True
    assert factories.indikator().terhitung is False


def test_target_kosong_bukan_nol():
    assert factories.target_tahunan(nilai=None).target == Target(None, None)
    assert factories.target_tahunan(nilai=Decimal(0)).target == Target(Decimal(0), None)


def test_target_tahunan_satu_per_tahun():
    target = factories.target_tahunan()

    _ditolak("target_?tahunan", factories.target_tahunan, indikator=target.indikator)


def test_kode_unik_di_dalam_edisi():
    program = factories.program(kode="7.01.01")

    _ditolak("program", factories.program, kode="7.01.01", edisi=program.edisi)
    edisi_lain = factories.edisi(nama="Kepmendagri 900.1.15.5-1317 Tahun 2023")
    factories.program(kode="7.01.01", edisi=edisi_lain)


@pytest.mark.parametrize("kode", ["7.01.1", "7.01.01.2", "X.01.01", "7,01,01"])
def test_kode_program_yang_keliru_ditolak_formulir(kode):
    with pytest.raises(ValidationError):
        Program(edisi=factories.edisi(), kode=kode, nama="Program").full_clean()


@pytest.mark.parametrize("kode", ["7.01.01.2.01.01", "7.01.01.2.01.0001", "7.01.01.2.01.00001"])
def test_kode_sub_kegiatan_dua_sampai_lima_angka(kode):
    SubKegiatan(kegiatan=factories.kegiatan(), kode=kode, nama="Sub").full_clean()


def test_renstra_tidak_berakhir_sebelum_mulai():
    _ditolak("renstra_tahun_berurutan", factories.renstra, tahun_awal=2026, tahun_akhir=2021)
