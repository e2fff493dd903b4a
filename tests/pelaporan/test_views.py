import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from organisasi import penyimpanan
from organisasi.models import Jejak
from pelaporan.models import Laporan
from rencana_aksi.models.capaian import Status
from tests import factories

KUERI_DAFTAR = 8
KUERI_TRIWULAN = 9
Keadaan = Laporan.Keadaan
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def selesai(kantor):
    return factories.laporan(
        keadaan=Keadaan.SELESAI, persen=100, berkas=factories.berkas(), selesai_pada=timezone.now()
    )


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def halaman_triwulan():
    triwulan = factories.triwulan()
    return reverse("laporan_triwulan", args=[triwulan.tahun, triwulan.nomor])


def tindakan(nama):
    triwulan = factories.triwulan()
    return reverse(nama, args=[triwulan.tahun, triwulan.nomor])


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


@pytest.mark.parametrize(
    ("nama", "final", "konsep"),
    [
        ("camat", 200, 200),
        ("sekcam", 200, 200),
        ("kasubag", 200, 200),
        ("anggota", 200, 200),
        ("kasi", 200, 404),
        ("staf", 200, 404),
        ("admin", 404, 404),
    ],
)
def test_rinci_terlihat_menurut_peran(masuk, selesai, nama, final, konsep):
    draf = factories.laporan(konsep=True, versi=None)
    client = masuk(nama)

    for laporan, kode in ((selesai, final), (draf, konsep)):
        for halaman in ("laporan_rinci", "laporan_kemajuan"):
            assert client.get(reverse(halaman, args=[laporan.public_id])).status_code == kode


def test_unduh_berkas_dan_berjejak(masuk, selesai):
    respons = masuk("staf").get(reverse("laporan_unduh", args=[selesai.public_id]))

    with penyimpanan.buka(selesai.berkas.sha256) as berkas:
        assert b"".join(respons.streaming_content) == berkas.read()
    assert respons["Content-Type"] == "application/pdf"
    assert respons["Content-Disposition"] == 'attachment; filename="Laporan Kinerja Triwulan II 2023, versi 1.pdf"'
    baris = Jejak.objects.get(peristiwa="laporan.unduh")
    assert (baris.nama, baris.jabatan, baris.data) == (
        "Staf Pelayanan",
        "Pengadministrasi Pelayanan",
        {"sha256": selesai.berkas.sha256},
    )


def test_unduh_konsep_orang_lain_tidak_ada(masuk):
    draf = factories.laporan(konsep=True, versi=None)

    assert masuk("staf").get(reverse("laporan_unduh", args=[draf.public_id])).status_code == 404


def test_unduh_berkas_hilang_menjadi_kalimat(masuk, selesai):
    default_storage.delete(penyimpanan.jalur(selesai.berkas.sha256))

    respons = masuk("staf").get(reverse("laporan_unduh", args=[selesai.public_id]), follow=True)

    assert "tidak ditemukan di penyimpanan" in isi(respons)
    assert not Jejak.objects.filter(peristiwa="laporan.unduh").exists()


def test_kemajuan_menyebut_langkah_dan_terus_bertanya(masuk):
    laporan = factories.laporan(keadaan=Keadaan.BERJALAN, persen=50, langkah="Menata halaman", percobaan=2)

    teks = isi(masuk("staf").get(laporan.get_absolute_url()))

    assert "50% – Menata halaman" in teks
    assert "diulang otomatis, percobaan ke-2" in teks
    assert f'data-kemajuan="{reverse("laporan_kemajuan", args=[laporan.public_id])}"' in teks
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in teks


def test_selesai_menyebut_sidik_dan_berhenti_bertanya(masuk, selesai):
    teks = isi(masuk("staf").get(selesai.get_absolute_url()))

    assert selesai.berkas.sha256 in teks
    assert "data-kemajuan" not in teks
    assert "http-equiv" not in teks


def test_gagal_menyebut_saran_dan_hanya_camat_mengulang(masuk):
    laporan = factories.laporan(keadaan=Keadaan.GAGAL, percobaan=3, pesan_gagal="Penyimpanan penuh. Coba lagi.")
    ulang = reverse("laporan_ulang", args=[laporan.public_id])

    teks = isi(masuk("staf").get(laporan.get_absolute_url()))
    assert "Penyimpanan penuh. Coba lagi." in teks
    assert ulang not in teks
    assert masuk("staf").post(ulang).status_code == 403
    assert ulang in isi(masuk("camat").get(laporan.get_absolute_url()))
    assert masuk("camat").get(ulang).status_code == 405

    masuk("camat").post(ulang)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.percobaan) == (Keadaan.ANTRE, 0)


def test_triwulan_menyebut_kekurangan_dengan_tautan(masuk, kantor):
    capaian = factories.capaian_terajukan(status=Status.DI_CAMAT, diajukan_oleh=kantor.staf)

    teks = isi(masuk("camat").get(halaman_triwulan()))

    assert f'<a href="{reverse("capaian", args=[capaian.public_id])}">{capaian.indikator.nama}</a>' in teks
    assert "1 indikator pada Triwulan II 2023 belum disahkan." in teks
    assert tindakan("laporan_final") not in teks


def test_triwulan_staf_tanpa_tombol(masuk):
    teks = isi(masuk("staf").get(halaman_triwulan()))

    assert "Buat konsep" not in teks
    assert "Buat laporan final" not in teks


def test_triwulan_sekcam_diberi_tahu_siapa_yang_boleh(masuk, kantor):
    factories.capaian_terajukan(status=Status.SAH, diajukan_oleh=kantor.staf)

    teks = isi(masuk("sekcam").get(halaman_triwulan()))

    assert "Hanya Camat atau pejabat yang memangku jabatannya" in teks
    assert tindakan("laporan_final") not in teks


def test_final_memerlukan_tanda_paham(masuk, kantor):
    factories.capaian_terajukan(status=Status.SAH, diajukan_oleh=kantor.staf)
    client = masuk("camat")

    assert "Beri tanda bahwa Anda memahami akibatnya" in isi(client.post(tindakan("laporan_final")))
    assert Laporan.objects.count() == 0

    respons = client.post(tindakan("laporan_final"), {"paham": "on"})

    laporan = Laporan.objects.get()
    assert (respons.status_code, respons["Location"]) == (302, laporan.get_absolute_url())
    assert laporan.versi == 1


def test_final_yang_belum_lengkap_menjadi_pesan(masuk, kantor):
    factories.capaian_terajukan(status=Status.DI_CAMAT, diajukan_oleh=kantor.staf)

    respons = masuk("camat").post(tindakan("laporan_final"), {"paham": "on"}, follow=True)

    assert respons.redirect_chain == [(halaman_triwulan(), 302)]
    assert "Laporan final belum dapat dibuat" in isi(respons)


@pytest.mark.parametrize(("nama", "kode"), [("sekcam", 302), ("kasi", 403), ("staf", 403), ("admin", 404)])
def test_konsep_menurut_peran(masuk, kantor, nama, kode):
    factories.triwulan()

    assert masuk(nama).post(tindakan("laporan_konsep")).status_code == kode


def test_buka_kembali_hanya_camat_dan_beralasan(masuk, kantor):
    triwulan = factories.triwulan(ditutup_pada=timezone.now(), ditutup_oleh=kantor.camat)
    alamat = tindakan("buka_kembali")

    assert masuk("sekcam").post(alamat, {"alasan": "x"}).status_code == 403
    assert "Tuliskan alasan membuka kembali" in isi(masuk("camat").post(alamat, {"alasan": ""}))
    masuk("camat").post(alamat, {"alasan": "Salah ketik"})

    triwulan.refresh_from_db()
    assert not triwulan.ditutup


def test_tanpa_masuk_ke_halaman_masuk(client, selesai):
    for alamat in (reverse("laporan"), halaman_triwulan(), selesai.get_absolute_url()):
        respons = client.get(alamat)
        assert (respons.status_code, respons["Location"].split("?")[0]) == (302, reverse("masuk"))


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(masuk, kantor, jumlah, django_assert_num_queries):
    for versi in range(1, jumlah + 1):
        factories.laporan(versi=versi, diminta_oleh=kantor.camat)
        factories.capaian_terajukan(
            target_triwulan=factories.target_triwulan(indikator=factories.indikator()),
            status=Status.DI_CAMAT,
            diajukan_oleh=kantor.staf,
        )
    client = masuk("camat")

    with django_assert_num_queries(KUERI_DAFTAR):
        client.get(reverse("laporan"))
    with django_assert_num_queries(KUERI_TRIWULAN):
        client.get(halaman_triwulan())
