from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from organisasi.models import Jabatan, Penugasan
from organisasi.peran import pemangku, peran
from tests import factories

Kapasitas = Penugasan.Kapasitas
HARI = date(2023, 6, 23)


@pytest.fixture
def office(db):
    return factories.kantor_lengkap()


def _gantikan(orang, jabatan, kapasitas=Kapasitas.PLH, mulai=date(2023, 6, 20), selesai=date(2023, 6, 30)):
    return factories.penugasan(pegawai=orang, jabatan=jabatan, kapasitas=kapasitas, mulai=mulai, selesai=selesai)


def test_pemangku_menyebut_setiap_jabatan_yang_terisi(office):
    kosong = factories.jabatan()

    peta = pemangku(HARI)

    assert peta[office.jabatan_camat.pk].pegawai == office.camat
    assert peta[office.jabatan_kasi.pk].pegawai == office.kasi
    assert kosong.pk not in peta
    assert office.nonaktif not in {p.pegawai for p in peta.values()}


@pytest.mark.parametrize(
    ("hari", "siapa"),
    [
        (date(2023, 6, 19), "camat"),
        (date(2023, 6, 20), "sekcam"),
        (date(2023, 6, 30), "sekcam"),
        (date(2023, 7, 1), "camat"),
    ],
)
def test_plh_mengambil_meja_seketika_dan_lepas_sendiri(hari, siapa, office):
    _gantikan(office.sekcam, office.jabatan_camat)

    assert pemangku(hari)[office.jabatan_camat.pk].pegawai == getattr(office, siapa)
    assert peran(office.camat, hari).bertingkat(Jabatan.Tingkat.CAMAT) is (siapa == "camat")
    assert peran(office.sekcam, hari).bertingkat(Jabatan.Tingkat.CAMAT) is (siapa == "sekcam")


def test_plh_didahulukan_dari_plt_dan_plt_dari_definitif(office):
    _gantikan(office.kasi, office.jabatan_sekcam, Kapasitas.PLT)
    assert pemangku(HARI)[office.jabatan_sekcam.pk].pegawai == office.kasi

    _gantikan(office.kasubag, office.jabatan_sekcam, Kapasitas.PLH)
    assert pemangku(HARI)[office.jabatan_sekcam.pk].pegawai == office.kasubag


def test_dari_dua_plh_yang_mulai_terakhir_yang_duduk(office):
    _gantikan(office.kasubag, office.jabatan_sekcam, mulai=date(2023, 6, 22))
    _gantikan(office.kasi, office.jabatan_sekcam, mulai=date(2023, 6, 20))

    assert pemangku(HARI)[office.jabatan_sekcam.pk].pegawai == office.kasubag


def test_plh_tetap_memegang_jabatannya_sendiri(office):
    _gantikan(office.sekcam, office.jabatan_camat)

    milik = peran(office.sekcam, HARI)

    assert sorted(p.nama_jabatan for p in milik.penugasan) == ["Plh. Camat", "Sekretaris Camat"]
    assert set(milik.nama_jabatan.split(", ")) == {"Plh. Camat", "Sekretaris Camat"}
    assert milik.unit_ids == {office.kecamatan.pk, office.sekretariat.pk}


def test_memangku_menjawab_dengan_penugasannya(office):
    plh = _gantikan(office.sekcam, office.jabatan_camat)

    milik = peran(office.sekcam, HARI)

    assert milik.memangku(office.jabatan_camat) == plh
    assert milik.memangku(office.jabatan_kasi) is None
    assert milik.memangku(None) is None


@pytest.mark.parametrize(
    ("siapa", "semua"),
    [
        ("camat", True),
        ("sekcam", True),
        ("anggota", True),
        ("kasubag", True),
        ("kasi", False),
        ("staf", False),
        ("admin", False),
        ("nonaktif", False),
    ],
)
def test_melihat_semua_hanya_pimpinan_dan_tim(siapa, semua, office):
    assert peran(getattr(office, siapa), HARI).melihat_semua is semua


def test_tim_tahun_lain_tidak_berlaku(office):
    assert peran(office.anggota, date(2022, 6, 23)).anggota_tim is False


def test_tanpa_jabatan_tanpa_peran(office):
    milik = peran(office.nonaktif, HARI)

    assert (milik.penugasan, milik.unit_ids, milik.nama_jabatan) == ((), frozenset(), "")


def test_peran_memerlukan_satu_kueri(office, django_assert_num_queries):
    with django_assert_num_queries(1):
        peran(office.kasi, HARI)


@pytest.mark.parametrize(
    ("mulai", "selesai"),
    [
        (date(2023, 1, 1), None),
        (date(2022, 12, 31), date(2023, 6, 1)),
        (date(2023, 6, 30), date(2023, 6, 30)),
        (date(2023, 1, 1), date(2023, 1, 1)),
        (date(2020, 1, 1), date(2030, 1, 1)),
    ],
)
def test_dua_pemangku_definitif_yang_beririsan_ditolak_basis_data(mulai, selesai, db):
    kursi = factories.jabatan()
    factories.penugasan(jabatan=kursi, mulai=date(2023, 1, 1), selesai=date(2023, 6, 30))

    with pytest.raises(DatabaseError, match="definitif"), transaction.atomic():
        factories.penugasan(jabatan=kursi, mulai=mulai, selesai=selesai)
    baru = Penugasan(pegawai=factories.pegawai(), jabatan=kursi, mulai=mulai, selesai=selesai)
    with pytest.raises(ValidationError, match="sudah dipangku"):
        baru.full_clean()


def test_pemangku_definitif_berurutan_boleh(db):
    kursi = factories.jabatan()
    factories.penugasan(jabatan=kursi, mulai=date(2023, 1, 1), selesai=date(2023, 6, 30))
    factories.penugasan(jabatan=kursi, mulai=date(2022, 1, 1), selesai=date(2022, 12, 31))

    Penugasan(pegawai=factories.pegawai(), jabatan=kursi, mulai=date(2023, 7, 1)).full_clean()
    penerus = factories.penugasan(jabatan=kursi, mulai=date(2023, 7, 1))

    assert pemangku(date(2023, 6, 30))[kursi.pk] != penerus
    assert pemangku(date(2023, 7, 1))[kursi.pk] == penerus


def test_memperpanjang_penugasan_hingga_beririsan_ditolak_basis_data(db):
    kursi = factories.jabatan()
    lama = factories.penugasan(jabatan=kursi, mulai=date(2023, 1, 1), selesai=date(2023, 6, 30))
    factories.penugasan(jabatan=kursi, mulai=date(2023, 7, 1))

    with pytest.raises(DatabaseError, match="definitif"), transaction.atomic():
        Penugasan.objects.filter(pk=lama.pk).update(selesai=None)
    assert Penugasan.objects.filter(pk=lama.pk).update(selesai=date(2023, 6, 29)) == 1


def test_plh_dan_plt_boleh_beririsan_dengan_definitif(office):
    for kapasitas in (Kapasitas.PLT, Kapasitas.PLH):
        assert _gantikan(office.kasi, office.jabatan_sekcam, kapasitas).pk is not None


def test_pemangku_tanpa_batas_tetap_berlaku(office):
    assert pemangku(HARI + timedelta(days=20_000))[office.jabatan_camat.pk].pegawai == office.camat
