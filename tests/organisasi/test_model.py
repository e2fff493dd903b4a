from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisasi.models import AnggotaTim, Jabatan, Kantor, KepalaJejak, Pegawai, Penugasan
from tests import factories

Tingkat = Jabatan.Tingkat


@pytest.fixture(autouse=True)
def _basis_data(db):
    """Every test here asks the database."""


def _ditolak(aturan, tindakan, **kolom):
    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        tindakan(**kolom)


def test_nip_yang_sama_tidak_untuk_dua_akun():
    factories.pegawai(nip="197703292008011008")

    _ditolak("nip", factories.pegawai, nip="197703292008011008")


def test_tanpa_nip_boleh_banyak():
    assert [factories.pegawai().nip, factories.pegawai().nip] == [None, None]


def test_nip_yang_keliru_ditolak_formulir():
    with pytest.raises(ValidationError, match="NIP harus 18 angka"):
        Pegawai(username="a", nama="A", password="x", nip="123").full_clean()


def test_nama_pegawai_dipakai_sebagai_nama_lengkap():
    orang = factories.pegawai(nama="Orang Kalaena, S.IP.")

    assert (str(orang), orang.get_full_name(), orang.get_short_name()) == ("Orang Kalaena, S.IP.",) * 3


@pytest.mark.parametrize("tingkat", [Tingkat.CAMAT, Tingkat.SEKCAM])
def test_hanya_satu_camat_dan_satu_sekcam(tingkat):
    factories.jabatan(tingkat=tingkat)

    _ditolak("jabatan", factories.jabatan, tingkat=tingkat)
    factories.jabatan(tingkat=tingkat, aktif=False)


def test_hanya_satu_kepala_per_unit():
    kepala = factories.jabatan(tingkat=Tingkat.ESELON_IV)

    _ditolak("jabatan", factories.jabatan, tingkat=Tingkat.ESELON_IV, unit=kepala.unit)
    factories.jabatan(tingkat=Tingkat.PELAKSANA, unit=kepala.unit)
    factories.jabatan(tingkat=Tingkat.PELAKSANA, unit=kepala.unit)


@pytest.mark.parametrize(
    "kolom",
    [
        {"kapasitas": "plh", "selesai": date(2023, 6, 30), "surat_perintah": ""},
        {"kapasitas": "plt", "selesai": None},
    ],
)
def test_plt_plh_memerlukan_surat_dan_batas(kolom):
    _ditolak("penugasan_plt_plh_bersurat_dan_berbatas", factories.penugasan, mulai=date(2023, 6, 1), **kolom)


def test_penugasan_tidak_selesai_sebelum_mulai():
    _ditolak(
        "penugasan_selesai_sesudah_mulai",
        factories.penugasan,
        kapasitas="plh",
        mulai=date(2023, 6, 2),
        selesai=date(2023, 6, 1),
    )


@pytest.mark.parametrize(
    ("kapasitas", "nama"),
    [("definitif", "Kasi Pelayanan"), ("plt", "Plt. Kasi Pelayanan"), ("plh", "Plh. Kasi Pelayanan")],
)
def test_nama_jabatan_menyebut_kapasitas(kapasitas, nama):
    assert Penugasan(jabatan=Jabatan(nama="Kasi Pelayanan"), kapasitas=kapasitas).nama_jabatan == nama


def test_tim_hanya_satu_setahun_dengan_fungsi_tunggal():
    orang, lain = factories.pegawai(), factories.pegawai()
    tim = factories.tim_sakip()
    factories.anggota_tim(tim=tim, pegawai=orang, fungsi=AnggotaTim.Fungsi.KOORDINATOR)

    _ditolak("tahun", factories.tim_sakip)
    _ditolak("anggota", factories.anggota_tim, tim=tim, pegawai=orang)
    _ditolak("anggota", factories.anggota_tim, tim=tim, pegawai=lain, fungsi=AnggotaTim.Fungsi.KOORDINATOR)
    factories.anggota_tim(tim=tim, pegawai=lain)


def test_kantor_dan_kepala_rantai_hanya_satu_baris():
    factories.kantor()

    _ditolak("kantor_hanya_satu", Kantor.objects.create, pk=2, nama="Lain")
    _ditolak("kepala_jejak_hanya_satu", KepalaJejak.objects.create, pk=2)


def test_isi_yang_sama_hanya_satu_berkas():
    assert factories.berkas(b"%PDF sama") == factories.berkas(b"%PDF sama")
