from datetime import date
from decimal import Decimal

import pytest

from kinerja.kaitan import kaitkan
from kinerja.models import Pagu
from kinerja.pohon import edisi_tahun, pohon
from organisasi.models import Jejak
from tests import factories

pytestmark = pytest.mark.django_db
TAHUN = 2023
KUERI = 11


@pytest.fixture
def sasaran():
    return factories.sasaran(urutan=1)


def cabang(sasaran, **kolom):
    """A program with one kegiatan, one sub kegiatan and its indicator."""
    program = factories.program(sasaran=sasaran)
    sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))
    return program, factories.indikator(sub_kegiatan=sub, **kolom)


def test_pohon_dari_sasaran_sampai_sub_kegiatan(sasaran):
    iku = factories.indikator(sasaran=sasaran, nama="IKM")
    program, indikator = cabang(sasaran, satuan="Dokumen")
    factories.target_tahunan(indikator=indikator, nilai=Decimal(4))
    indikator.unit_terkait.add(factories.unit(nama="Seksi Lain"))

    hasil = pohon(TAHUN)

    (satu,) = hasil.cabang
    assert ([d.indikator for d in satu.daun], [p.objek for p in satu.program]) == ([iku], [program])
    (sub,) = satu.program[0].anak[0].anak
    assert [(d.indikator, d.target, d.terkait) for d in sub.daun] == [(indikator, "4", ("Seksi Lain",))]
    assert (hasil.lepas, hasil.daun_lepas()) == ((), [])


def test_pemilik_adalah_jabatan_atau_unit(sasaran):
    jabatan = factories.jabatan(nama="Kasi Pelayanan")
    factories.indikator(sasaran=sasaran, penanggung_jawab=jabatan)
    factories.indikator(sasaran=sasaran, unit=factories.unit(nama="Seksi Pelayanan"))

    assert [d.pemilik for d in pohon(TAHUN).cabang[0].daun] == ["Kasi Pelayanan", "Seksi Pelayanan"]


def test_program_tanpa_sasaran_lepas_bersama_indikatornya(sasaran):
    program, indikator = cabang(None)

    hasil = pohon(TAHUN)

    assert [p.objek for p in hasil.lepas] == [program]
    assert [d.indikator for d in hasil.daun_lepas()] == [indikator]


def test_program_dari_sasaran_renstra_lain_lepas(sasaran):
    lama = factories.sasaran(renstra=factories.renstra(tahun_awal=2016, tahun_akhir=2020))
    program, _ = cabang(lama)

    assert [p.objek for p in pohon(TAHUN).lepas] == [program]


def test_indikator_bertarget_dari_edisi_lain_ikut_dan_lepas(sasaran):
    lama = factories.program(edisi=factories.edisi(nama="Edisi lama", tanggal=date(2019, 1, 1)))
    indikator = factories.indikator(program=lama)
    factories.target_tahunan(indikator=indikator)
    _, baru = cabang(sasaran)
    Pagu.objects.create(sub_kegiatan=baru.sub_kegiatan, tahun=TAHUN, murni=1)

    assert [d.indikator for d in pohon(TAHUN).daun_lepas()] == [indikator]


def test_edisi_tahun_menurut_pagu_lalu_target_lalu_terbaru():
    lama = factories.edisi(nama="Edisi lama", tanggal=date(2019, 1, 1))
    baru = factories.edisi(nama="Edisi baru", tanggal=date(2025, 1, 1))
    sub_lama = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=factories.program(edisi=lama)))
    factories.program(edisi=baru)
    factories.edisi(nama="Edisi kosong", tanggal=date(2026, 1, 1))
    factories.target_tahunan(indikator=factories.indikator(sub_kegiatan=sub_lama), tahun=2022)
    Pagu.objects.create(sub_kegiatan=sub_lama, tahun=2023, murni=1)

    assert [edisi_tahun(t) for t in (2022, 2023, 2025)] == [lama, lama, baru]


def test_edisi_tahun_tanpa_program_tidak_ada():
    factories.edisi()

    assert edisi_tahun(TAHUN) is None


def test_pohon_kosong_tanpa_renstra_dan_program():
    hasil = pohon(TAHUN)

    assert (hasil.renstra, hasil.edisi, hasil.cabang, hasil.semua) == (None, None, (), {})


def test_kaitkan_menulis_dan_mencatat_yang_berubah(sasaran):
    program, _ = cabang(None)
    tetap, _ = cabang(sasaran)

    kaitkan(kaitan={program: sasaran, tetap: sasaran}, oleh=factories.pegawai(), jabatan="Kasubag")

    program.refresh_from_db()
    assert program.sasaran == sasaran
    assert Jejak.objects.filter(peristiwa="program.kaitkan").count() == 1


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(sasaran, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        _, indikator = cabang(sasaran)
        factories.target_tahunan(indikator=indikator)

    with django_assert_num_queries(KUERI):
        hasil = pohon(TAHUN)
        assert sum(1 for p in hasil.program for _ in p.semua_daun()) == jumlah
