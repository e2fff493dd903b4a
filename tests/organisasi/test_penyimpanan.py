import hashlib
import io
import stat

import pytest
from django.core.files.storage import default_storage

from organisasi import penyimpanan

ISI = b"bukti pelaksanaan Musrenbang"
SHA256 = hashlib.sha256(ISI).hexdigest()


@pytest.fixture(autouse=True)
def gudang(settings, tmp_path):
    letak = tmp_path / "berkas"
    simpan = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(letak)}}
    settings.STORAGES = settings.STORAGES | {"default": simpan}
    assert default_storage.path("x") == str(letak / "x")
    return letak


def isi_gudang(gudang):
    return sorted(str(satu.relative_to(gudang)) for satu in gudang.rglob("*") if satu.is_file())


def test_simpan_di_jalur_sesuai_isi_dan_tertutup(gudang):
    relatif = penyimpanan.simpan(io.BytesIO(ISI), SHA256)

    letak = gudang / relatif
    assert relatif == f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"
    assert letak.read_bytes() == ISI
    assert stat.S_IMODE(letak.stat().st_mode) == 0o600
    assert stat.S_IMODE(letak.parent.stat().st_mode) == 0o700
    assert isi_gudang(gudang) == [relatif]


def test_simpan_dua_kali_tidak_menulis_lagi(gudang):
    relatif = penyimpanan.simpan(io.BytesIO(ISI), SHA256)
    semula = (gudang / relatif).stat()

    assert penyimpanan.simpan(io.BytesIO(ISI), SHA256) == relatif
    assert (gudang / relatif).stat().st_ino == semula.st_ino
    assert isi_gudang(gudang) == [relatif]


@pytest.mark.parametrize("rusak", [ISI[:-1], b"X" + ISI[1:], b""])
def test_simpan_mengganti_salinan_yang_rusak(gudang, rusak):
    relatif = penyimpanan.simpan(io.BytesIO(ISI), SHA256)
    (gudang / relatif).write_bytes(rusak)
    assert penyimpanan.periksa_utuh(SHA256) is False

    penyimpanan.simpan(io.BytesIO(ISI), SHA256)

    assert (gudang / relatif).read_bytes() == ISI
    assert penyimpanan.periksa_utuh(SHA256) is True


def test_simpan_isi_lain_dari_sha256_tidak_meninggalkan_berkas(gudang):
    with pytest.raises(ValueError, match="tidak sesuai"):
        penyimpanan.simpan(io.BytesIO(b"lain"), SHA256)

    assert isi_gudang(gudang) == []


def test_simpan_membaca_dari_awal_walau_sudah_dibaca():
    berkas = io.BytesIO(ISI)
    berkas.read()

    penyimpanan.simpan(berkas, SHA256)

    with penyimpanan.buka(SHA256) as tersimpan:
        assert tersimpan.read() == ISI


def test_simpan_disk_menolak_memberi_kalimat(gudang):
    gudang.write_bytes(b"bukan folder")

    with pytest.raises(penyimpanan.PenyimpananGagal, match=r"^Berkas belum tersimpan karena"):
        penyimpanan.simpan(io.BytesIO(ISI), SHA256)


@pytest.mark.parametrize("sha256", ["../../etc/passwd", SHA256.upper(), SHA256[:-1], SHA256 + "\n", ""])
def test_jalur_menolak_yang_bukan_sha256(sha256):
    with pytest.raises(ValueError, match="Bukan SHA-256"):
        penyimpanan.jalur(sha256)


def test_berkas_yang_tidak_ada():
    assert penyimpanan.ada(SHA256) is False
    assert penyimpanan.periksa_utuh(SHA256) is False
    with pytest.raises(FileNotFoundError):
        penyimpanan.buka(SHA256)


def test_simpan_menyisakan_ruang_pada_disk(gudang, settings):
    settings.SISA_DISK_MINIMUM = 2**60

    with pytest.raises(penyimpanan.PenyimpananGagal, match="penuh atau tidak dapat ditulis"):
        penyimpanan.simpan(io.BytesIO(ISI), SHA256)

    assert gudang.exists() is False


def test_simpan_yang_sudah_ada_tidak_butuh_ruang(settings):
    relatif = penyimpanan.simpan(io.BytesIO(ISI), SHA256)
    settings.SISA_DISK_MINIMUM = 2**60

    assert penyimpanan.simpan(io.BytesIO(ISI), SHA256) == relatif


@pytest.mark.django_db
@pytest.mark.parametrize(("panjang", "status"), [(3_000_000, 405), (2**61, 507), (2**63, 413)])
def test_kiriman_yang_tidak_muat_di_disk_ditolak_sebelum_dibaca(panjang, status, client, settings):
    settings.BATAS_UKURAN_PERMINTAAN = 2**62

    jawaban = client.generic("POST", "/hidup/", b"x", CONTENT_LENGTH=str(panjang))

    assert jawaban.status_code == status
    judul = {405: "", 413: "<h1>Berkas terlalu besar</h1>", 507: "<h1>Penyimpanan server penuh</h1>"}
    assert judul[status] in jawaban.content.decode()
