import pytest
from django.urls import reverse

from organisasi.models import Jejak
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan
from tests import factories

Jenis, Keadaan = Laporan.Jenis, Laporan.Keadaan
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def cetak(oleh, **ubahan):
    bawaan = {"jenis": Jenis.IKU, "objek": "2023", "judul": "IKU Tahun 2023", "isi": {"tahun": "2023"}, "konsep": True}
    return minta_cetak(**bawaan | ubahan, oleh=oleh, jabatan="Jabatan")


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


def test_minta_cetak_membekukan_isi_dan_berjejak(kantor):
    laporan = cetak(kantor.kasi)

    assert (laporan.jenis, laporan.objek, str(laporan), laporan.snapshot, laporan.konsep, laporan.versi) == (
        Jenis.IKU,
        "2023",
        "IKU Tahun 2023",
        {"tahun": "2023"},
        True,
        None,
    )
    baris = Jejak.objects.get(peristiwa="laporan.minta_cetak")
    assert (baris.uraian, baris.jabatan, baris.data) == (
        "Orang Kasi Pelayanan mencetak IKU Tahun 2023",
        "Jabatan",
        {"jenis": "iku", "objek": "2023", "sidik_snapshot": laporan.sidik_snapshot},
    )


def test_minta_cetak_membunyikan_antrean_sesudah_tersimpan(kantor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as panggilan:
        laporan = cetak(kantor.kasi)
        cetak(kantor.kasi)

    assert [satu.args for satu in panggilan] == [(Laporan.TUGAS, laporan.pk)]


@pytest.mark.parametrize(
    ("ubahan", "jumlah"),
    [
        ({}, 1),
        ({"isi": {"tahun": "2024"}}, 2),
        ({"objek": "2024"}, 2),
        ({"konsep": False}, 2),
        ({"judul": "IKU"}, 2),
        ({"jenis": Jenis.SK_TIM}, 2),
    ],
)
def test_permintaan_yang_sama_satu_baris(kantor, ubahan, jumlah):
    cetak(kantor.kasi)
    cetak(kantor.kasi, **ubahan)

    assert Laporan.objects.count() == jumlah


def test_permintaan_orang_lain_atau_sesudah_selesai_baris_baru(kantor):
    pertama = cetak(kantor.kasi)
    cetak(kantor.staf)
    Laporan.objects.filter(pk=pertama.pk).update(keadaan=Keadaan.GAGAL)
    cetak(kantor.kasi)

    assert Laporan.objects.count() == 3


@pytest.mark.parametrize(
    ("nama", "kode"), [("kasi", 200), ("camat", 200), ("sekcam", 200), ("anggota", 200), ("staf", 404), ("admin", 404)]
)
def test_konsep_terlihat_oleh_peminta_dan_yang_melihat_semua(masuk, kantor, nama, kode):
    laporan = cetak(kantor.kasi)

    assert masuk(nama).get(laporan.get_absolute_url()).status_code == kode


def test_daftar_memisahkan_dokumen_perencanaan(masuk, kantor):
    cetak(kantor.kasi)
    factories.laporan()
    client = masuk("kasi")

    triwulan, perencanaan = isi(client.get(reverse("laporan"))), isi(client.get("/laporan/?bagian=perencanaan"))

    assert ("IKU Tahun 2023" in triwulan, "Triwulan II 2023, versi 1" in triwulan) == (False, True)
    assert ("IKU Tahun 2023" in perencanaan, "Triwulan II 2023, versi 1" in perencanaan) == (True, False)


def test_rinci_tanpa_triwulan_kembali_ke_dokumen_perencanaan(masuk, kantor):
    teks = isi(masuk("kasi").get(cetak(kantor.kasi).get_absolute_url()))

    assert '<p class="jejak"><a href="/laporan/?bagian=perencanaan">Dokumen perencanaan</a></p>' in teks


@pytest.mark.parametrize(("nama", "kode"), [("kasi", 302), ("sekcam", 302), ("staf", 403)])
def test_mengulang_dokumen_final_boleh_peminta(masuk, kantor, nama, kode):
    laporan = cetak(kantor.kasi, konsep=False)
    Laporan.objects.filter(pk=laporan.pk).update(keadaan=Keadaan.GAGAL, percobaan=3)

    assert masuk(nama).post(reverse("laporan_ulang", args=[laporan.public_id])).status_code == kode
