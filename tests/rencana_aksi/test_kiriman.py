"""The entry page as it is posted without JavaScript: files, particulars, declarations, and what is refused of them."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rencana_aksi.models import Capaian, DataDukung, PenilaianDokumen, PernyataanTidakAda, Unggahan
from rencana_aksi.services import Keterangan, nyatakan_tidak_ada, tarik_dokumen
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import SAAT


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def klien(client, staf):
    client.force_login(staf)
    return client


@pytest.fixture
def kosong(klaim):
    return factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto loket", jenis="foto")


def alamat(klaim: Capaian, nama: str = "capaian_isi") -> str:
    return reverse(nama, args=[klaim.public_id])


def teks(jawaban) -> str:
    utama = jawaban.content.decode().partition("<main")[2] or jawaban.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def isian(klaim: Capaian, **ubah) -> dict:
    data = {"realisasi": "85,40", "tanggal_data": "2023-06-20", "analisis": klaim.analisis}
    data |= {"hambatan": "", "solusi": ""}
    return data | {"versi": str(Capaian.objects.get(pk=klaim.pk).versi)} | ubah


def keterangan(dokumen, semula: Keterangan | None = None, **ubah) -> dict:
    """What the page posts for one document: all its fields, and the state that it showed."""
    kini = {"nomor_dokumen": "", "tanggal_dokumen": "", "masa_mulai": "", "masa_selesai": "", "uraian": ""}
    semula = (semula or Keterangan.dari(dokumen)).sidik
    return {f"{dokumen.public_id}-{nama}": nilai for nama, nilai in (kini | {"semula": semula} | ubah).items()}


def test_keterangan_dokumen_tersimpan_bersama_isian(klien, klaim, dokumen):
    data = isian(klaim) | keterangan(
        dokumen, nomor_dokumen="470/12", tanggal_dokumen="19 Juni 2023", masa_mulai="2023-04-01", uraian="Halaman 4"
    )

    assert klien.post(alamat(klaim), data).status_code == 302
    dokumen.refresh_from_db()
    assert Keterangan.dari(dokumen) == Keterangan(
        "470/12", date(2023, 6, 19), masa_mulai=date(2023, 4, 1), uraian="Halaman 4"
    )


def test_keterangan_yang_keliru_tidak_menghilangkan_apa_pun(klien, klaim, dokumen):
    data = isian(klaim, analisis="Kalimat yang baru.") | keterangan(
        dokumen, nomor_dokumen="470/12", tanggal_dokumen="31 Februari"
    )

    jawaban = klien.post(alamat(klaim), data)

    assert jawaban.status_code == 422
    assert "laporan.pdf, Tanggal dokumen: " in teks(jawaban)
    assert 'value="470/12"' in jawaban.content.decode()
    assert 'value="31 Februari"' in jawaban.content.decode()
    klaim.refresh_from_db()
    assert klaim.analisis == "Kalimat yang baru."


def test_halaman_lama_mempertahankan_tulisannya_dan_boleh_diulang(klien, klaim, dokumen):
    DataDukung.objects.filter(pk=dokumen.pk).update(nomor_dokumen="1/ORANG-LAIN")
    data = isian(klaim) | keterangan(dokumen, Keterangan(), nomor_dokumen="2/SAYA")

    jawaban = klien.post(alamat(klaim), data)

    dokumen.refresh_from_db()
    assert jawaban.status_code == 422
    assert "Keterangan “laporan.pdf” sudah diubah dari halaman lain" in teks(jawaban)
    assert 'value="2/SAYA"' in jawaban.content.decode()
    assert f'value="{Keterangan.dari(dokumen).sidik}"' in jawaban.content.decode()
    assert klien.post(alamat(klaim), isian(klaim) | keterangan(dokumen, nomor_dokumen="2/SAYA")).status_code == 302
    dokumen.refresh_from_db()
    assert dokumen.nomor_dokumen == "2/SAYA"


def test_ganti_lewat_halaman(klien, klaim, dokumen):
    baru = SimpleUploadedFile("versi dua.pdf", pdf(ekor=b"\n%% dua\n"))

    klien.post(alamat(klaim), isian(klaim) | keterangan(dokumen) | {f"ganti-{dokumen.public_id}": baru})

    halaman = teks(klien.get(alamat(klaim)))
    assert [(d.nama, d.menggantikan) for d in DataDukung.objects.berlaku()] == [("versi dua.pdf", dokumen)]
    assert "Riwayat dokumen (1)" in halaman
    assert "Diganti dengan “versi dua.pdf” oleh Staf Pelayanan, 23 Juni 2023" in halaman


def test_keterangan_tanpa_berkas_disebut_dan_tetap_tertulis(klien, klaim, kosong):
    data = isian(klaim, analisis="Kalimat yang baru.") | {f"{kosong.public_id}-nomor_dokumen": "470/12"}

    jawaban = klien.post(alamat(klaim), data)

    assert jawaban.status_code == 422
    assert "Keterangan dokumen sudah ditulis, tetapi berkasnya belum dipilih." in teks(jawaban)
    assert 'value="470/12"' in jawaban.content.decode()
    klaim.refresh_from_db()
    assert klaim.analisis == "Kalimat yang baru."


def test_berkas_tetap_ada_walaupun_angka_keliru(klien, klaim, kosong):
    data = isian(klaim, realisasi="dua belas") | {f"berkas-{kosong.public_id}": SimpleUploadedFile("foto.pdf", pdf())}

    jawaban = klien.post(alamat(klaim), data)

    assert jawaban.status_code == 422
    assert kosong.data_dukung.get().nama == "foto.pdf"
    assert "foto.pdf" in teks(jawaban)


def test_pernyataan_tidak_ada_tampil_merah_di_isian_dan_pemeriksaan(klien, klaim, kosong):
    jawaban = klien.post(alamat(klaim), isian(klaim) | {f"{kosong.public_id}-alasan_tidak_ada": "Kamera rusak."})

    assert jawaban.status_code == 302
    for nama in ("capaian_isi", "capaian_periksa"):
        halaman = klien.get(alamat(klaim, nama))
        assert '<span class="tag buruk">dinyatakan tidak ada</span>' in halaman.content.decode()
        assert "Kamera rusak." in teks(halaman)
    assert "Belum lengkap" not in teks(klien.get(alamat(klaim, "capaian_periksa")))


def test_pernyataan_bersama_berkas_ditolak_dengan_alasan_yang_tetap_tertulis(klien, klaim, kosong):
    data = isian(klaim) | {
        f"{kosong.public_id}-alasan_tidak_ada": "Kamera rusak.",
        f"berkas-{kosong.public_id}": SimpleUploadedFile("foto.pdf", pdf()),
    }

    jawaban = klien.post(alamat(klaim), data)

    assert jawaban.status_code == 422
    assert "“Foto loket” sudah berisi dokumen." in teks(jawaban)
    assert "Kamera rusak.</textarea>" in jawaban.content.decode()


def test_pernyataan_dicabut_dari_halaman(klien, klaim, kosong, staf):
    pernyataan = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)
    tujuan = reverse("tidak_ada_cabut", args=[pernyataan.public_id])
    assert f'formaction="{tujuan}"' in klien.get(alamat(klaim)).content.decode()

    jawaban = klien.post(tujuan)

    assert [str(p) for p in get_messages(jawaban.wsgi_request)] == ["“Foto loket” tidak lagi dinyatakan tidak ada."]
    assert list(PernyataanTidakAda.objects.berlaku()) == []


def test_pernyataan_unit_lain_tidak_ada(client, klaim, kosong, staf, staf_lain):
    pernyataan = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)
    client.force_login(staf_lain)

    assert client.post(reverse("tidak_ada_cabut", args=[pernyataan.public_id])).status_code == 404
    assert list(PernyataanTidakAda.objects.berlaku()) == [pernyataan]


def test_halaman_menyebut_putusan_tanggal_dan_berkas_sama(klien, klaim, dokumen, kasi, office):
    lain = factories.indikator(nama="Jumlah layanan", unit=office.pemerintahan)
    klaim_lain = factories.capaian(target_triwulan=factories.target_triwulan(indikator=lain))
    factories.data_dukung(capaian=klaim_lain, berkas=dokumen.berkas)
    DataDukung.objects.filter(pk=dokumen.pk).update(tanggal_dokumen=date(2023, 1, 3))
    PenilaianDokumen.objects.create(
        dokumen=dokumen, meja="eselon_iv", putaran=1, hasil="kurang", catatan="Tanpa lampiran.",
        oleh=kasi, nama=kasi.nama, jabatan="Kasi Pelayanan Umum", pada=SAAT,
    )  # fmt: skip

    halaman = teks(klien.get(alamat(klaim)))

    assert "Eselon IV: kurang Tanpa lampiran. Orang Kasi Pelayanan, 23 Juni 2023" in halaman
    assert "Tanggal dokumen 3 Januari 2023 berada di luar Triwulan II 2023" in halaman
    assert "Berkas yang sama juga dipakai untuk: Jumlah layanan, Triwulan II 2023 (laporan.pdf)." in halaman
    assert "Mengapa berkas yang sama dipakai lagi di sini?" in halaman


def test_berkas_sama_tanpa_alasan_tidak_menahan(klien, klaim, dokumen, office):
    lain = factories.indikator(nama="Jumlah layanan", unit=office.pemerintahan)
    klaim_lain = factories.capaian(target_triwulan=factories.target_triwulan(indikator=lain))
    factories.data_dukung(capaian=klaim_lain, berkas=dokumen.berkas)

    assert "Belum lengkap" not in teks(klien.get(alamat(klaim, "capaian_periksa")))
    klien.post(alamat(klaim), isian(klaim) | keterangan(dokumen, alasan_kembar="Satu laporan untuk dua indikator."))
    assert "Alasan: Satu laporan untuk dua indikator." in teks(klien.get(alamat(klaim, "capaian_periksa")))


def test_dokumen_yang_ditarik_tinggal_dalam_riwayat(klien, klaim, dokumen, staf):
    tarik_dokumen(dokumen=dokumen, oleh=staf)

    halaman = teks(klien.get(alamat(klaim)))

    assert "Laporan SKM wajib, belum ada" in halaman
    assert "Ditarik oleh Staf Pelayanan, 23 Juni 2023" in halaman


def test_simpan_otomatis_membawa_keterangan_dan_keadaan_barunya(klien, klaim, dokumen):
    data = isian(klaim) | keterangan(dokumen, nomor_dokumen="470/12")

    jawaban = klien.post(alamat(klaim, "capaian_simpan"), data).json()

    dokumen.refresh_from_db()
    assert dokumen.nomor_dokumen == "470/12"
    assert jawaban["nilai"] == {f"{dokumen.public_id}-semula": Keterangan.dari(dokumen).sidik}


def test_simpan_otomatis_dengan_keterangan_yang_belum_terbaca(klien, klaim, dokumen):
    data = isian(klaim, analisis="Kalimat yang baru.") | keterangan(dokumen, tanggal_dokumen="31 Feb")

    jawaban = klien.post(alamat(klaim, "capaian_simpan"), data).json()

    assert jawaban["pesan"].startswith("Tersimpan 10.00 WITA. laporan.pdf, Tanggal dokumen: ")
    klaim.refresh_from_db()
    assert klaim.analisis == "Kalimat yang baru."


def test_unggahan_yang_belum_selesai_disebut_kepada_pemiliknya(client, klaim, kosong, staf, staf_rekan):
    Unggahan.objects.create(
        capaian=klaim, syarat=kosong, nama="foto.jpg", ukuran=2 * 1024 * 1024, diterima=512 * 1024, dimulai_oleh=staf
    )
    kalimat = "“foto.jpg” baru terkirim 512 KB dari 2 MB. Pilih berkas yang sama untuk melanjutkan"

    client.force_login(staf)
    assert kalimat in teks(client.get(alamat(klaim)))
    client.force_login(staf_rekan)
    assert kalimat not in teks(client.get(alamat(klaim)))


def test_potongan_halaman_satu_slot(klien, klaim, dokumen, kosong):
    isi = klien.get(reverse("slot_isian", args=[dokumen.syarat.public_id])).content.decode()

    assert f'id="dokumen-{dokumen.public_id}"' in isi
    assert "Foto loket" not in isi
    assert "<html" not in isi


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kueri_tidak_tumbuh_bersama_dokumen(klien, klaim, dokumen, kasi, django_assert_num_queries, jumlah):
    lain = factories.capaian(target_triwulan=factories.target_triwulan())
    for _ in range(jumlah):
        satu = factories.data_dukung(capaian=klaim, syarat=dokumen.syarat)
        lama = factories.data_dukung(capaian=klaim, syarat=dokumen.syarat)
        tarik_dokumen(dokumen=lama, oleh=kasi)
        factories.data_dukung(capaian=lain, berkas=satu.berkas)
        PenilaianDokumen.objects.create(
            dokumen=satu, meja="eselon_iv", putaran=1, hasil="sesuai", oleh=kasi, nama=kasi.nama, jabatan="Kasi"
        )

    with django_assert_num_queries(19):
        klien.get(alamat(klaim))
