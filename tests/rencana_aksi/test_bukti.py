import pytest
from django.urls import reverse

from organisasi.models import Jejak, Pratinjau
from rencana_aksi.bukti import Tampilan, susun_bukti
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.models import DokumenDibuka
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.rencana_aksi.conftest import lihat

KUERI_BUKTI = 8


@pytest.fixture
def di_kasi(di_status):
    return di_status(Status.DI_ESELON_IV)


@pytest.fixture
def pratinjau(dokumen):
    return factories.pratinjau(sumber=dokumen.berkas, halaman=3)


def alamat(dokumen, *, nomor=1, nama="lembar_kecil"):
    return reverse(nama, args=[dokumen.public_id, nomor])


def halaman_telaah(client, klaim, orang):
    client.force_login(orang)
    return client.get(reverse("capaian", args=[klaim.public_id])).content.decode()


def satu(klaim, orang):
    return susun_bukti(lihat(klaim, orang)).dokumen[0]


# What is shown


def test_halaman_telaah_memuat_gambar_malas_dengan_ukuran(client, di_kasi, dokumen, pratinjau, kasi):
    isi = halaman_telaah(client, di_kasi, kasi)

    assert isi.count('loading="lazy"') == 3
    assert 'width="1400" height="1982"' in isi
    assert f"{alamat(dokumen)} 640w, {alamat(dokumen, nama='lembar_besar')} 1400w" in isi
    assert "Halaman 2 dari 3" in isi
    assert "belum dibuka" in isi


def test_halaman_telaah_sendiri_tidak_menandai_dokumen_dibuka(client, di_kasi, pratinjau, kasi):
    halaman_telaah(client, di_kasi, kasi)

    assert DokumenDibuka.objects.filter(pegawai=kasi).count() == 0


def test_tampilan_menurut_keadaan_pratinjau(di_kasi, dokumen, kasi):
    tampak = [satu(di_kasi, kasi).tampilan]
    p = factories.pratinjau(sumber=dokumen.berkas, halaman=0, keadaan="berjalan")
    tampak.append(satu(di_kasi, kasi).tampilan)
    Pratinjau.objects.filter(pk=p.pk).update(keadaan="gagal")
    tampak.append(satu(di_kasi, kasi).tampilan)
    Pratinjau.objects.filter(pk=p.pk).update(keadaan="selesai", jumlah_halaman=1, selesai_pada=factories.SAAT)
    tampak.append(satu(di_kasi, kasi).tampilan)

    assert tampak == [Tampilan.DISIAPKAN, Tampilan.DISIAPKAN, Tampilan.GAGAL, Tampilan.PETIKAN]


def test_pratinjau_gagal_tetap_dapat_ditelaah(client, di_kasi, dokumen, kasi):
    factories.pratinjau(sumber=dokumen.berkas, halaman=0, keadaan="gagal")

    isi = halaman_telaah(client, di_kasi, kasi)

    assert "Pratinjau dokumen ini tidak dapat dibuat." in isi
    assert reverse("data_dukung", args=[dokumen.public_id]) in isi
    assert reverse("dokumen_nilai", args=[dokumen.public_id]) in isi


def test_pratinjau_dokumen_lama_diminta_saat_pertama_dilihat(client, di_kasi, dokumen, kasi):
    halaman_telaah(client, di_kasi, kasi)
    halaman_telaah(client, di_kasi, kasi)

    diminta = Pratinjau.objects.get()
    assert (diminta.sumber, diminta.diminta_oleh, diminta.keadaan) == (dokumen.berkas, kasi, "antre")


def test_berkas_yang_ditahan_pemindai_tidak_ditampilkan(client, di_kasi, dokumen, pratinjau, kasi):
    type(dokumen.berkas).objects.filter(pk=dokumen.berkas_id).update(
        pemindaian="terinfeksi", virus="Uji", dipindai_pada=factories.SAAT
    )

    assert satu(di_kasi, kasi).tampilan == Tampilan.DITAHAN
    isi = halaman_telaah(client, di_kasi, kasi)
    assert "pemindai virus" in isi
    assert alamat(dokumen) not in isi
    assert client.get(alamat(dokumen)).status_code == 404
    assert DokumenDibuka.objects.filter(pegawai=kasi).count() == 0


def test_versi_lama_dan_berkas_kembar_tampak(client, di_kasi, dokumen, kasi, staf, ikm):
    baru = factories.data_dukung(capaian=di_kasi, nama="laporan-perbaikan.pdf", menggantikan=dokumen)
    type(dokumen).objects.filter(pk=dokumen.pk).update(ditarik_pada=factories.SAAT, ditarik_oleh=staf)
    lain = factories.capaian(target_triwulan=factories.target_triwulan(indikator=ikm, nomor=3))
    factories.data_dukung(capaian=lain, berkas=baru.berkas, nama="sama.pdf")

    butir = satu(di_kasi, kasi)
    isi = halaman_telaah(client, di_kasi, kasi)

    assert [v.dokumen for v in butir.versi_lama] == [dokumen]
    assert [d.nama for d in butir.kembar] == ["sama.pdf"]
    assert "Versi sebelumnya (1)" in isi
    assert "Triwulan III 2023 (sama.pdf)" in isi


def test_pernyataan_tidak_ada_tampak_merah(client, di_kasi, kasi, staf):
    syarat = factories.syarat(target_triwulan=di_kasi.target_triwulan, uraian="Daftar hadir")
    di_kasi.tidak_ada.create(syarat=syarat, alasan="Hilang saat pindah.", dinyatakan_oleh=staf)

    isi = halaman_telaah(client, di_kasi, kasi)

    assert '<span class="tag buruk">tidak ada, wajib</span>' in isi
    assert "Hilang saat pindah." in isi


def test_jumlah_dokumen_wajib_yang_dibuka_menurut_orangnya(client, di_kasi, dokumen, kasi, sekcam):
    pilihan = factories.syarat(target_triwulan=di_kasi.target_triwulan, uraian="Foto", wajib=False)
    factories.data_dukung(capaian=di_kasi, syarat=pilihan, nama="foto.jpg")
    kedua = factories.syarat(target_triwulan=di_kasi.target_triwulan, uraian="Rekap")
    belum = factories.data_dukung(capaian=di_kasi, syarat=kedua, nama="rekap.pdf")
    tandai_dibuka(dokumen, kasi)
    tandai_dibuka(belum, sekcam)

    bukti = susun_bukti(lihat(di_kasi, kasi))

    assert (bukti.jumlah, bukti.jumlah_wajib, bukti.jumlah_dibuka) == (3, 2, 1)
    assert bukti.belum_dibuka == [belum]
    assert "1 dari 2 dokumen wajib sudah Anda buka." in halaman_telaah(client, di_kasi, kasi)


# Page images


@pytest.mark.parametrize("nama", ["lembar_kecil", "lembar_besar"])
def test_gambar_halaman_disajikan_pribadi_dengan_etag(client, dokumen, pratinjau, di_kasi, kasi, nama):
    client.force_login(kasi)
    berkas = getattr(pratinjau.halaman.get(nomor=2), nama.removeprefix("lembar_"))

    respons = client.get(alamat(dokumen, nomor=2, nama=nama))

    assert b"".join(respons.streaming_content).startswith(b"RIFF webp")
    assert respons["Content-Type"] == "image/webp"
    assert respons["Cache-Control"] == "private, no-cache"
    assert respons["ETag"] == f'"{berkas.sha256}"'
    assert respons["X-Content-Type-Options"] == "nosniff"
    ulang = client.get(alamat(dokumen, nomor=2, nama=nama), headers={"if-none-match": respons["ETag"]})
    assert (ulang.status_code, ulang.content, ulang["Cache-Control"]) == (304, b"", "private, no-cache")


def test_gambar_menandai_dibuka_sekali_dengan_satu_jejak(client, dokumen, pratinjau, di_kasi, kasi):
    client.force_login(kasi)
    for nomor in (1, 2, 3, 1):
        client.get(alamat(dokumen, nomor=nomor)).getvalue()

    assert [d.dokumen for d in DokumenDibuka.objects.filter(pegawai=kasi)] == [dokumen]
    assert Jejak.objects.filter(peristiwa="data_dukung.lihat", oleh=kasi).count() == 1


@pytest.mark.parametrize("nama", ["data_dukung", "data_dukung_unduh"])
def test_membuka_dan_mengunduh_menandai_dibuka(client, dokumen, di_kasi, kasi, nama):
    client.force_login(kasi)

    client.get(reverse(nama, args=[dokumen.public_id])).getvalue()

    assert DokumenDibuka.objects.filter(dokumen=dokumen, pegawai=kasi).count() == 1


@pytest.mark.parametrize("nama", ["lembar_kecil", "lembar_besar", "dokumen_lembar"])
def test_halaman_dokumen_unit_lain_tidak_ada(client, dokumen, pratinjau, di_kasi, kasi_lain, nama):
    client.force_login(kasi_lain)

    assert client.get(alamat(dokumen, nama=nama)).status_code == 404
    assert DokumenDibuka.objects.filter(pegawai=kasi_lain).count() == 0


def test_halaman_yang_tidak_ada_dan_gambar_yang_hilang_404(client, dokumen, pratinjau, di_kasi, kasi):
    client.force_login(kasi)
    halaman = pratinjau.halaman.get(nomor=1)
    type(halaman.besar).objects.filter(pk=halaman.besar_id).update(sha256="0" * 64)

    assert client.get(alamat(dokumen, nomor=4)).status_code == 404
    assert client.get(alamat(dokumen, nomor=4, nama="dokumen_lembar")).status_code == 404
    assert client.get(alamat(dokumen, nomor=0, nama="dokumen_lembar")).status_code == 404
    assert client.get(alamat(dokumen, nama="lembar_besar")).status_code == 404
    assert DokumenDibuka.objects.filter(pegawai=kasi).count() == 0


# One page of its own


def test_lembar_menunjukkan_satu_halaman_dan_jalan_ke_yang_lain(client, dokumen, pratinjau, di_kasi, kasi):
    client.force_login(kasi)

    isi = client.get(alamat(dokumen, nomor=2, nama="dokumen_lembar")).content.decode()

    assert alamat(dokumen, nomor=2, nama="lembar_besar") in isi
    assert alamat(dokumen, nomor=1, nama="dokumen_lembar") in isi
    assert alamat(dokumen, nomor=3, nama="dokumen_lembar") in isi
    assert f"{reverse('capaian', args=[di_kasi.public_id])}#dokumen-{dokumen.public_id}" in isi


def test_petikan_tampil_sebagai_teks_dan_menandai_dibuka(client, dokumen, di_kasi, kasi):
    petikan = [
        {"jenis": "tabel", "judul": "Rekap", "baris": [["Desa", "<b>1.000</b>"]], "terpotong": True},
        {"jenis": "teks", "isi": ["Notula rapat"], "terpotong": False},
    ]
    factories.pratinjau(sumber=dokumen.berkas, halaman=0, petikan=petikan)
    client.force_login(kasi)

    isi = client.get(alamat(dokumen, nama="dokumen_lembar")).content.decode()

    assert "<td>&lt;b&gt;1.000&lt;/b&gt;</td>" in isi
    assert "<p>Notula rapat</p>" in isi
    assert isi.count("Isinya lebih panjang dari petikan ini.") == 1
    assert DokumenDibuka.objects.filter(dokumen=dokumen, pegawai=kasi).count() == 1


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kueri_bukti_tidak_tumbuh_bersama_dokumen(
    di_kasi, dokumen, pratinjau, kasi, django_assert_num_queries, jumlah
):
    for nomor in range(1, jumlah):
        satu = factories.data_dukung(capaian=di_kasi, nama=f"lampiran {nomor}.pdf")
        factories.pratinjau(sumber=satu.berkas, halaman=2)
        satu.penilaian.create(meja="eselon_iv", putaran=1, hasil="sesuai", oleh=kasi, nama=kasi.nama, jabatan="Kasi")
    k = lihat(di_kasi, kasi)

    with django_assert_num_queries(KUERI_BUKTI):
        bukti = susun_bukti(k)
        assert [d.tampilan for d in bukti.dokumen] == [Tampilan.HALAMAN] * jumlah
