import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from organisasi.auth import NipAtauNamaPengguna, alamat_klien
from tests import factories
from tests.factories import SANDI

NIP = "197703292008011008"
BACKEND = NipAtauNamaPengguna()


@pytest.fixture
def orang(db):
    return factories.pegawai(username="kasi", nip=NIP)


@pytest.mark.parametrize("nama", ["kasi", NIP])
def test_masuk_dengan_nip_atau_nama_pengguna(nama, orang):
    assert BACKEND.authenticate(None, username=nama, password=SANDI) == orang


@pytest.mark.parametrize(
    ("nama", "sandi"),
    [
        ("kasi", "salah"),
        (NIP, "salah"),
        ("197703292008011009", SANDI),
        ("orang lain", SANDI),
        ("", SANDI),
        (None, SANDI),
        (NIP, ""),
        (NIP, None),
        ("१९७७०३२९२००८०११००८", SANDI),
    ],
)
def test_yang_salah_ditolak(nama, sandi, orang):
    assert BACKEND.authenticate(None, username=nama, password=sandi) is None


def test_akun_nonaktif_ditolak(orang):
    orang.is_active = False
    orang.save()

    assert BACKEND.authenticate(None, username=NIP, password=SANDI) is None
    assert BACKEND.get_user(orang.pk) is None


def test_pegawai_tanpa_nip_masuk_dengan_nama_pengguna(db):
    tenaga = factories.pegawai(username="tenaga")

    assert BACKEND.authenticate(None, username="tenaga", password=SANDI) == tenaga


def test_nama_pengguna_berupa_nip_orang_lain_tidak_mengambil_akunnya(orang):
    factories.pegawai(username=NIP, sandi="sandi-penyamar")

    assert BACKEND.authenticate(None, username=NIP, password=SANDI) == orang
    assert BACKEND.authenticate(None, username=NIP, password="sandi-penyamar") is None


def test_seluruh_rantai_autentikasi_menerima_nip(orang):
    permintaan = RequestFactory().post("/masuk/")

    assert authenticate(permintaan, username=NIP, password=SANDI) == orang


@pytest.mark.parametrize(
    ("jumlah_proxy", "kepala", "alamat"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, " , ,", "192.0.2.1"),
    ],
)
def test_alamat_klien_hanya_percaya_proxy_sendiri(jumlah_proxy, kepala, alamat, settings):
    settings.JUMLAH_PROXY = jumlah_proxy
    permintaan = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=kepala)

    assert alamat_klien(permintaan) == alamat
