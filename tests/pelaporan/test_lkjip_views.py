import pytest
from django.urls import reverse

from pelaporan.models import Laporan
from pelaporan.narasi import letak_tahun
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.pelaporan.tahun_contoh import TAHUN, tahun_contoh

pytestmark = pytest.mark.django_db


@pytest.fixture
def tahun():
    return tahun_contoh()


@pytest.fixture
def halaman(client, tahun):
    def buka(orang):
        client.force_login(orang)
        return client.get(reverse("lkjip", args=[TAHUN]))

    return buka


def test_halaman_menyebut_setiap_kekurangan_dengan_tautannya(halaman, tahun):
    belum = Capaian.objects.get(
        target_triwulan__triwulan=tahun.akhir, target_triwulan__rencana_aksi__indikator=tahun.ikm
    )
    Capaian.objects.filter(pk=belum.pk).update(status=Status.DI_CAMAT)

    isi = halaman(tahun.kantor.camat).content.decode()

    assert belum.get_absolute_url() in isi
    assert reverse("narasi_bagian", args=[TAHUN, "kesimpulan"]) in isi
    assert "Laporan final belum dapat dibuat: 1 indikator belum disahkan dan" in isi
    assert '<button class="btn btn-primary" disabled aria-describedby="alasan-final">' in isi


def test_staf_melihat_tanpa_tombol(halaman, tahun):
    respons = halaman(tahun.kantor.staf)

    assert respons.status_code == 200
    assert "Buat konsep" not in respons.content.decode()


def test_konsep_diminta_dari_halaman(client, tahun):
    client.force_login(tahun.kantor.sekcam)

    respons = client.post(reverse("lkjip_konsep", args=[TAHUN]))

    laporan = Laporan.objects.get(jenis=Laporan.Jenis.LKJIP)
    assert respons.headers["Location"] == laporan.get_absolute_url()
    rinci = client.get(laporan.get_absolute_url()).content.decode()
    assert reverse("lkjip", args=[TAHUN]) in rinci


def test_konsep_ditolak_untuk_staf(client, tahun):
    client.force_login(tahun.kantor.staf)

    assert client.post(reverse("lkjip_konsep", args=[TAHUN])).status_code == 403


def test_final_memerlukan_tanda_paham(client, tahun):
    client.force_login(tahun.kantor.camat)

    respons = client.post(reverse("lkjip_final", args=[TAHUN]))

    assert "Beri tanda bahwa Anda memahami akibatnya" in respons.content.decode()
    assert not Laporan.objects.exists()


def test_final_yang_belum_siap_kembali_dengan_alasan(client, tahun):
    client.force_login(tahun.kantor.camat)

    respons = client.post(reverse("lkjip_final", args=[TAHUN]), {"paham": "on"}, follow=True)

    assert respons.redirect_chain == [(reverse("lkjip", args=[TAHUN]), 302)]
    assert "bagian narasi belum siap" in respons.content.decode()
    assert not Laporan.objects.exists()


def test_final_dari_halaman(client, tahun):
    for letak in letak_tahun(TAHUN):
        if letak.jenis.wajib:
            kolom = {"bagian": letak.jenis.kode, "sasaran": letak.sasaran, "disunting_oleh": tahun.kantor.camat}
            factories.narasi(**kolom)
    client.force_login(tahun.kantor.camat)

    client.post(reverse("lkjip_final", args=[TAHUN]), {"paham": "on"})
    tahun.sub.sub_kegiatan.pagu.update(perubahan=150)
    client.post(reverse("lkjip_final", args=[TAHUN]), {"paham": "on"})

    assert sorted(Laporan.objects.values_list("versi", flat=True)) == [1, 2]
    isi = client.get(reverse("lkjip", args=[TAHUN])).content.decode()
    assert "Yang berubah pada versi 2" in isi
    assert "Pagu anggaran 7.01.02.2.01.0001 berubah dari Rp120,00 menjadi Rp150,00." in isi


def test_tahun_yang_belum_dibuka_tidak_ada(client, tahun):
    client.force_login(tahun.kantor.camat)

    assert client.get(reverse("lkjip", args=[TAHUN + 5])).status_code == 404


def test_laporan_tahunan_kini_menuju_tahun_terakhir(client, tahun):
    client.force_login(tahun.kantor.staf)

    assert client.get(reverse("lkjip_kini")).headers["Location"] == reverse("lkjip", args=[TAHUN])


KUERI = 37


def test_jumlah_kueri_halaman_tetap(client, tahun, django_assert_num_queries):
    client.force_login(tahun.kantor.camat)
    alamat = reverse("lkjip", args=[TAHUN])
    client.get(alamat)
    factories.laporan(jenis="lkjip", triwulan=None, objek=str(TAHUN), judul="LKjIP, versi 1")
    with django_assert_num_queries(KUERI):
        client.get(alamat)
    for versi in range(2, 31):
        factories.laporan(jenis="lkjip", triwulan=None, objek=str(TAHUN), judul=f"LKjIP, versi {versi}", versi=versi)
    with django_assert_num_queries(KUERI):
        client.get(alamat)
