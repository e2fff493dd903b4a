from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kinerja.models import Pagu
from rencana_aksi.isi_rencana import IsiSyarat, IsiTriwulan
from rencana_aksi.matriks import buku_matriks, matriks, ringkas_data_dukung
from rencana_aksi.models import RencanaAksi
from tests import factories
from tests.factories import TAHUN
from tests.rencana_aksi.rencana import bawa, indikator_bertarget, isi, simpan

LAPORAN = IsiSyarat("laporan", "Laporan")
FOTO = IsiSyarat("foto", "Foto", wajib=False)


@pytest.fixture
def sub(office):
    """A sub kegiatan's indicator with budget and a ratified plan; the first quarter has no target."""
    factories.aturan_jadwal()
    sub_kegiatan = factories.sub_kegiatan(nama="Fasilitasi pelayanan")
    Pagu.objects.create(sub_kegiatan=sub_kegiatan, tahun=TAHUN, murni=Decimal(5_000_000), perubahan=Decimal(4_500_000))
    indikator = indikator_bertarget(office, sub_kegiatan=sub_kegiatan, nama="=Jumlah laporan")
    rencana = simpan(indikator, isi(None, "4", "4", "4", jabatan=office.jabatan_kasi), office.kasi)
    bawa(rencana, office, RencanaAksi.Status.DITETAPKAN)
    return indikator


def test_baris_memuat_bentuk_resmi(sub):
    (baris,) = matriks(TAHUN)

    assert (baris.induk, baris.nama, baris.satuan) == (str(sub.sub_kegiatan), "=Jumlah laporan", "laporan")
    assert (baris.target_tahun_teks, baris.target_tw_teks) == (
        "12",
        [("TW I", "–"), ("TW II", "4"), ("TW III", "4"), ("TW IV", "4")],
    )
    assert baris.data_dukung == ("TW II, III, IV: Laporan kegiatan",)
    assert (baris.anggaran, baris.anggaran_teks) == (Decimal(4_500_000), "Rp4.500.000,00")
    assert (baris.penanggung_jawab, baris.unit) == ("Kasi Pelayanan Umum", "Seksi Pelayanan Umum")
    assert (baris.status, baris.ditetapkan, baris.kekurangan) == ("Ditetapkan", True, ())


def test_indikator_tanpa_rencana_tetap_tampak_dan_tanpa_target_tidak(sub, office):
    belum = indikator_bertarget(office)
    factories.target_tahunan(indikator=factories.indikator(), nilai=None)

    baris = matriks(TAHUN)

    assert [(b.public_id, b.status) for b in baris] == [
        (belum.public_id, "Belum disusun"),
        (sub.public_id, "Ditetapkan"),
    ]
    assert baris[0].kekurangan[0] == "Belum ada triwulan yang bertarget."
    assert baris[0].induk == belum.sasaran.uraian


@pytest.mark.parametrize(
    ("syarat", "harapan"),
    [
        ([(), (), (), ()], ()),
        ([(LAPORAN, FOTO)] * 4, ("TW I, II, III, IV: Laporan; Foto (bila ada)",)),
        (
            [(LAPORAN,), (FOTO,), (LAPORAN,), ()],
            ("TW I, III: Laporan", "TW II: Foto (bila ada)"),
        ),
    ],
)
def test_data_dukung_yang_sama_disebut_bersama(syarat, harapan):
    assert ringkas_data_dukung([IsiTriwulan(syarat=satu) for satu in syarat]) == harapan


def test_buku_memuat_angka_yang_sama(sub):
    lembar = load_workbook(BytesIO(buku_matriks(TAHUN, matriks(TAHUN)))).active

    judul, baris = [[sel.value for sel in r] for r in lembar.iter_rows(min_row=3, max_row=4)]
    assert judul[:9] == [
        "No",
        "Sasaran/Program/Kegiatan/Sub Kegiatan",
        "Indikator",
        "Satuan",
        "Target tahun",
        "TW I",
        "TW II",
        "TW III",
        "TW IV",
    ]
    assert baris == [
        *(1, str(sub.sub_kegiatan), "=Jumlah laporan", "laporan"),
        *(12, "tidak ada target", 4, 4, 4),
        *("Membuka loket kedua.", "TW II, III, IV: Laporan kegiatan", 4500000),
        *("Kasi Pelayanan Umum", "Seksi Pelayanan Umum", "Ditetapkan"),
    ]
    assert lembar["C4"].data_type == "s"


@pytest.mark.parametrize("jumlah", [1, 30])
def test_matriks_queries(office, django_assert_num_queries, jumlah):
    factories.aturan_jadwal()
    for _ in range(jumlah):
        indikator = indikator_bertarget(office)
        tw = factories.target_triwulan(indikator=indikator, nomor=4, nilai=Decimal(12))
        factories.syarat(target_triwulan=tw)

    with django_assert_num_queries(7):
        assert len(matriks(TAHUN)) == jumlah
