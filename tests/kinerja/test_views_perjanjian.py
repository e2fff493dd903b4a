from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kinerja.models import Dpa, PerjanjianKinerja
from kinerja.perjanjian.services import buat_perubahan, simpan_pindaian
from organisasi.models import Jejak
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import TAHUN
from tests.kinerja.perjanjian_contoh import contoh, draf, tertanda

KUERI_DAFTAR = 9
KUERI_RINCI = 12
KUERI_UBAH = 10
KUERI_BEDA = 12
DAFTAR = "/perencanaan/2023/perjanjian/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    return contoh()


@pytest.fixture
def masuk(client, c):
    def _masuk(nama):
        client.force_login(getattr(c.kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


def tindakan(nama, perjanjian):
    return reverse(f"perjanjian_{nama}", args=[perjanjian.public_id])


@pytest.mark.parametrize(("nama", "kode"), [("staf", 200), ("camat", 200), ("kasubag", 200), ("admin", 404)])
def test_semua_pemangku_jabatan_membaca(masuk, c, nama, kode):
    perjanjian, client = draf(c), masuk(nama)

    for alamat in (DAFTAR, perjanjian.get_absolute_url()):
        assert client.get(alamat).status_code == kode


def test_daftar_kosong_menawarkan_draf_kepada_perencana_saja(masuk):
    assert "Susun draf semua jabatan" not in isi(masuk("camat").get(DAFTAR))
    client = masuk("kasubag")
    assert "Susun draf semua jabatan" in isi(client.get(DAFTAR))

    teks = isi(client.post(reverse("perjanjian_buat_semua", args=[TAHUN]), follow=True))

    assert "5 draf Perjanjian Kinerja 2023 disusun dari data." in teks
    assert PerjanjianKinerja.objects.count() == 5


def test_daftar_menyebut_batas_dan_yang_belum(masuk, c):
    tertanda(c)
    draf(c, "kasubag")

    teks = isi(masuk("kasubag").get(DAFTAR))

    assert "Batas penandatanganan: <b>Selasa, 31 Januari 2023</b>" in teks
    assert "4 dari 5 jabatan belum menandatangani" in teks
    assert "Tanggal pengesahan DPA belum dicatat" in teks


def test_dpa_menggeser_batas(masuk):
    client = masuk("kasubag")

    assert "Tanggal belum diisi" in isi(client.post(reverse("dpa_catat", args=[TAHUN]), {"tanggal": ""}))
    teks = isi(client.post(reverse("dpa_catat", args=[TAHUN]), {"tanggal": "3 Januari 2023"}, follow=True))

    assert "<b>Jumat, 3 Februari 2023</b>" in teks
    assert Dpa.objects.get().tanggal == date(2023, 1, 3)


@pytest.mark.parametrize("nama", ["camat", "staf", "kasi_lain"])
def test_yang_bukan_perencana_ditolak(masuk, c, nama):
    perjanjian, client = draf(c), masuk(nama)

    assert client.get(tindakan("ubah", perjanjian)).status_code == 403
    for alamat in (
        tindakan("ambil_ulang", perjanjian),
        tindakan("hapus", perjanjian),
        reverse("perjanjian_buat", args=[TAHUN, c.kantor.jabatan_kasi.public_id]),
        reverse("perjanjian_buat_semua", args=[TAHUN]),
        reverse("dpa_catat", args=[TAHUN]),
    ):
        assert client.post(alamat).status_code == 403
    assert client.post(tindakan("perubahan", perjanjian), {"dasar": "pejabat", "alasan": "x"}).status_code == 403


def test_susun_lalu_ubah_draf(masuk, c):
    client = masuk("kasubag")
    client.post(reverse("perjanjian_buat", args=[TAHUN, c.kantor.jabatan_kasi_lain.public_id]))
    perjanjian = PerjanjianKinerja.objects.get()
    baris, anggaran = perjanjian.baris.get(), perjanjian.anggaran.get()
    kalimat = {"pembuka": "A", "janji_pertama": "B", "janji_kedua": "C"}
    data = {
        "jabatan_kedua": c.kantor.jabatan_sekcam.pk,
        "tempat": "Kalaena Kiri",
        f"baris-{baris.pk}-urutan": "1",
        f"baris-{baris.pk}-sasaran": "Terfasilitasinya desa",
        f"anggaran-{anggaran.pk}-keluarkan": "on",
        **kalimat,
    }

    respons = client.post(tindakan("ubah", perjanjian), data)

    perjanjian.refresh_from_db()
    assert respons["Location"] == perjanjian.get_absolute_url()
    assert (perjanjian.jabatan_kedua, perjanjian.tempat, perjanjian.kalimat) == (
        c.kantor.jabatan_sekcam,
        "Kalaena Kiri",
        kalimat,
    )
    assert [b.sasaran for b in perjanjian.baris.all()] == ["Terfasilitasinya desa"]
    assert not perjanjian.anggaran.exists()


def test_ubah_yang_keliru_menyebut_kolomnya(masuk, c):
    perjanjian = draf(c, "camat")
    baris = perjanjian.baris.first()

    data = {"tempat": "Kalaena", f"baris-{baris.pk}-urutan": "nol"}
    respons = masuk("kasubag").post(tindakan("ubah", perjanjian), data)

    assert respons.status_code == 422
    assert f'<a href="#id_baris-{baris.pk}-urutan">Urutan: ' in isi(respons)
    assert "atau isi jabatan pejabat di luar kantor" in isi(respons)


def test_ubah_yang_ditandatangani_dialihkan(masuk, c):
    perjanjian = tertanda(c)

    respons = masuk("kasubag").get(tindakan("ubah", perjanjian))

    assert respons["Location"] == perjanjian.get_absolute_url()


def test_pihak_pertama_mencatat_penandatanganan_dan_pindaian(masuk, c):
    perjanjian, client = draf(c), masuk("kasi_lain")

    client.post(tindakan("tandatangani", perjanjian), {"tanggal": "5 Januari 2023", "tempat": "Kalaena"})
    client.post(tindakan("unggah", perjanjian), {"berkas": SimpleUploadedFile("p.pdf", pdf())})

    perjanjian.refresh_from_db()
    assert perjanjian.terkunci
    respons = client.get(tindakan("pindaian", perjanjian))
    assert b"".join(respons.streaming_content) == pdf()
    assert respons["Content-Disposition"] == 'inline; filename="Perjanjian Kinerja Kasi Pemerintahan 2023.pdf"'
    assert Jejak.objects.filter(peristiwa="perjanjian.buka_pindaian").count() == 1


def test_staf_tidak_mencatat_penandatanganan(masuk, c):
    perjanjian = draf(c)

    respons = masuk("staf").post(tindakan("tandatangani", perjanjian), {"tanggal": "2023-01-05", "tempat": "K"})

    assert respons.status_code == 403


def test_penandatanganan_yang_ditolak_menjadi_pesan(masuk, c):
    client, alamat = masuk("kasubag"), tindakan("tandatangani", draf(c))

    teks = isi(client.post(alamat, {"tanggal": "5 Januari 2019", "tempat": "K"}, follow=True))
    assert "tidak ada pemangkunya pada 5 Januari 2019" in teks
    assert "Tanggal belum diisi" in isi(client.post(alamat, {"tempat": "K"}))


def test_tombol_yang_belum_dapat_dipakai_menyebut_alasan(masuk, c):
    teks = isi(masuk("kasubag").get(draf(c, "camat").get_absolute_url()))

    assert "Nama Bupati Luwu Timur selaku pihak kedua belum diisi." in teks
    assert "disabled" in teks


def test_perubahan_dan_perbedaannya(masuk, c):
    lama, client = tertanda(c), masuk("kasubag")

    client.post(tindakan("perubahan", lama), {"dasar": "pejabat", "alasan": "Mutasi"})

    baru = PerjanjianKinerja.objects.get(versi=1)
    assert "sama isinya" in isi(client.get(tindakan("beda", baru)))
    assert "Pergantian atau mutasi pejabat" in isi(client.get(baru.get_absolute_url()))
    assert client.get(tindakan("beda", lama))["Location"] == lama.get_absolute_url()


def test_hapus_draf_kembali_ke_daftar(masuk, c):
    assert masuk("kasubag").post(tindakan("hapus", draf(c)))["Location"] == DAFTAR


def test_tahun_ini_dan_pindaian_yang_belum_ada(masuk, c):
    perjanjian, client = draf(c), masuk("staf")

    assert client.get(reverse("perjanjian_tahun_ini"))["Location"].endswith("/perjanjian/")
    assert client.get(tindakan("pindaian", perjanjian))["Location"] == perjanjian.get_absolute_url()


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(masuk, c, jumlah, django_assert_num_queries):
    for nomor in range(jumlah):
        indikator = factories.indikator(sub_kegiatan=c.desa.sub_kegiatan, unit=c.kantor.pemerintahan)
        factories.target_tahunan(indikator=indikator)
        if nomor:
            jabatan = factories.jabatan(tingkat="eselon_iv")
            PerjanjianKinerja.objects.create(tahun=TAHUN, jabatan_pertama=jabatan, jabatan_kedua=c.kantor.jabatan_camat)
    lama = tertanda(c)
    simpan_pindaian(perjanjian=lama, berkas=SimpleUploadedFile("p.pdf", pdf()), oleh=c.kantor.kasubag)
    baru = buat_perubahan(perjanjian=lama, dasar="strategi", alasan="x", oleh=c.kantor.kasubag)
    client = masuk("kasubag")

    for alamat, kueri in (
        (DAFTAR, KUERI_DAFTAR),
        (baru.get_absolute_url(), KUERI_RINCI),
        (tindakan("ubah", baru), KUERI_UBAH),
        (tindakan("beda", baru), KUERI_BEDA),
    ):
        with django_assert_num_queries(kueri):
            client.get(alamat)
