"""Inbox, preferences, the office's outbox and the text for WhatsApp, as pages."""

from datetime import datetime
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from organisasi.models import Jejak, Pegawai
from pelaporan.models import ButirPengingat, Pemberitahuan, PilihanSurel, Surel
from pelaporan.pengingat.detak import catat_hari
from rencana_aksi.models import Capaian
from tests import factories

pytestmark = pytest.mark.django_db
SAAT = datetime(2023, 6, 24, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


def masuk(orang: Pegawai) -> Client:
    klien = Client()
    klien.force_login(orang, backend="organisasi.auth.NipAtauNamaPengguna")
    return klien


def klaim(kantor, nama: str) -> Capaian:
    target = factories.target_triwulan(indikator=factories.indikator(unit=kantor.pelayanan, nama=nama))
    return factories.capaian(target_triwulan=target)


def notis(penerima: Pegawai, jumlah: int, **kolom) -> list[Pemberitahuan]:
    """So many digests, each with one matter."""
    hasil = []
    for nomor in range(jumlah):
        kunci = f"uji|{penerima.pk}|{nomor}"
        bawaan = {"jenis": "pengingat", "judul": f"Urusan {nomor}", "tautan": "/antrian/"}
        satu = Pemberitahuan.objects.create(kunci=kunci, penerima=penerima, **bawaan | kolom)
        butir = {"objek": "uji", "judul": "B", "batas": SAAT.date(), "tahap": 0, "tautan": "/laporan/"}
        ButirPengingat.objects.create(kunci=kunci, pemberitahuan=satu, **butir)
        hasil.append(satu)
    return hasil


def surel_gagal(penerima: Pegawai, jumlah: int = 1) -> list[Surel]:
    hasil = []
    for satu in notis(penerima, jumlah):
        kolom = {"keadaan": "gagal", "galat": "Peladen surel menjawab 550: tidak ada", "percobaan": 1}
        hasil.append(Surel.objects.create(kunci=satu.kunci, pemberitahuan=satu, **kolom))
    return hasil


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kotak_masuk_kueri_tetap(kantor, django_assert_num_queries, jumlah):
    notis(kantor.staf, jumlah)
    klien = masuk(kantor.staf)

    with django_assert_num_queries(9):
        respons = klien.get("/kotak-masuk/")

    assert respons.status_code == 200
    assert respons.content.decode().count("belum dibaca</span> Pengingat") == min(jumlah, 20)


def test_lonceng_tidak_menambah_kueri_di_halaman_lain(kantor, django_assert_num_queries):
    klien = masuk(kantor.staf)
    with django_assert_num_queries(8) as tanpa:
        klien.get("/laporan/")
    notis(kantor.staf, 3)

    with django_assert_num_queries(len(tanpa)):
        isi = klien.get("/laporan/").content.decode()

    assert '<span class="count">3<span class="visually-hidden"> belum dibaca</span></span>' in isi


def test_kotak_masuk_hanya_milik_sendiri(kantor):
    notis(kantor.staf_lain, 1, judul="Rahasia orang lain")

    isi = masuk(kantor.staf).get("/kotak-masuk/").content.decode()

    assert "Rahasia orang lain" not in isi
    assert "Belum ada pemberitahuan." in isi


def test_ikhtisar_menampilkan_setiap_urusan_dengan_tombolnya(kantor):
    pertama, kedua = klaim(kantor, "Layanan A"), klaim(kantor, "Layanan B")
    with time_machine.travel(SAAT, tick=False):
        catat_hari(SAAT.date())
    klien = masuk(kantor.staf)
    isi = klien.get("/kotak-masuk/").content.decode()
    assert "2 urusan menunggu: batas 24 Juni 2023, hari ini" in isi
    assert all(nama in isi for nama in ("Layanan A", "Layanan B"))
    ikhtisar = Pemberitahuan.objects.get(penerima=kantor.staf)

    ke_b = klien.post(
        f"/kotak-masuk/{ikhtisar.public_id}/buka/", {"butir": ikhtisar.butir.get(capaian=kedua).pk}
    )
    tanpa_butir = klien.post(f"/kotak-masuk/{ikhtisar.public_id}/buka/")

    assert ke_b.url == f"/capaian/{kedua.public_id}/isi/"
    assert tanpa_butir.url == "/antrian/"
    assert klien.get(f"/capaian/{pertama.public_id}/isi/").status_code == 200


def test_buka_menandai_dibaca_sekali(kantor):
    (satu,) = notis(kantor.staf, 1)
    klien = masuk(kantor.staf)

    klien.post(f"/kotak-masuk/{satu.public_id}/buka/", {"butir": "bukan angka"})
    satu.refresh_from_db()
    pertama = satu.dibaca_pada
    klien.post(f"/kotak-masuk/{satu.public_id}/baca/")
    satu.refresh_from_db()

    assert pertama is not None
    assert satu.dibaca_pada == pertama


def test_pemberitahuan_orang_lain_tidak_ada(kantor):
    (satu,) = notis(kantor.staf_lain, 1)
    klien = masuk(kantor.staf)

    assert klien.post(f"/kotak-masuk/{satu.public_id}/buka/").status_code == 404
    assert klien.post(f"/kotak-masuk/{satu.public_id}/baca/").status_code == 404
    klien.post("/kotak-masuk/baca-semua/")

    satu.refresh_from_db()
    assert satu.dibaca_pada is None


def test_butir_pemberitahuan_lain_tidak_dituju(kantor):
    milik, lain = notis(kantor.staf, 2)

    respons = masuk(kantor.staf).post(f"/kotak-masuk/{milik.public_id}/buka/", {"butir": lain.butir.get().pk})

    assert respons.url == "/antrian/"


def test_baca_semua(kantor):
    notis(kantor.staf, 3)

    respons = masuk(kantor.staf).post("/kotak-masuk/baca-semua/", follow=True)

    assert "3 pemberitahuan ditandai sudah dibaca." in respons.content.decode()
    assert not Pemberitahuan.objects.filter(dibaca_pada=None).exists()


def test_pilihan_surel_tersimpan_dan_alamat_baru_tercatat(kantor):
    klien = masuk(kantor.staf)
    assert klien.get("/kotak-masuk/surel/").status_code == 200

    klien.post("/kotak-masuk/surel/", {"alamat": "staf@kantor.example", "aktif": "on", "kembali": "on"})

    pilihan = PilihanSurel.objects.get(pegawai=kantor.staf)
    assert [pilihan.mau(j) for j in ("pengingat", "kembali", "tanya", "sah")] == [False, True, False, False]
    kantor.staf.refresh_from_db()
    assert kantor.staf.email == "staf@kantor.example"
    assert Jejak.objects.latest("nomor").uraian == "Staf Pelayanan mengganti alamat surelnya"


@pytest.mark.parametrize("alamat", ["bukan alamat", "a@b\r\nBcc: c@d.example"])
def test_alamat_surel_rusak_ditolak_dengan_kalimat(kantor, alamat):
    respons = masuk(kantor.staf).post("/kotak-masuk/surel/", {"alamat": alamat, "aktif": "on"})

    assert respons.status_code == 422
    assert "Alamat surel tidak lengkap. Tulis misalnya nama@luwutimurkab.go.id." in respons.content.decode()
    assert not PilihanSurel.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 30])
def test_surel_keluar_kueri_tetap_dan_menyebut_alasan(kantor, django_assert_num_queries, jumlah):
    surel_gagal(kantor.staf, jumlah)
    klien = masuk(kantor.kasubag)

    with django_assert_num_queries(10):
        isi = klien.get("/pengingat/surel/").content.decode()

    assert isi.count("Peladen surel menjawab 550: tidak ada") == min(jumlah, 20)
    assert "pegawai belum mempunyai alamat surel" in isi


def test_surel_gagal_dicoba_lagi_oleh_pengurus_dengan_jejak(kantor):
    (surel,) = surel_gagal(kantor.staf)
    klien = masuk(kantor.kasubag)

    klien.post(f"/pengingat/surel/{surel.public_id}/ulang/")
    dua_kali = klien.post(f"/pengingat/surel/{surel.public_id}/ulang/", follow=True)

    surel.refresh_from_db()
    assert (surel.keadaan, surel.percobaan, surel.galat) == ("antre", 0, "")
    assert "0 surel kembali ke antrean" in dua_kali.content.decode()
    assert Jejak.objects.filter(peristiwa="surel.ulangi").count() == 1


def test_semua_yang_gagal_dicoba_lagi(kantor):
    surel_gagal(kantor.staf, 3)

    masuk(kantor.admin).post("/pengingat/surel/ulang/")

    assert set(Surel.objects.values_list("keadaan", flat=True)) == {"antre"}


@pytest.mark.parametrize("siapa", ["staf", "kasi", "sekcam", "camat", "anggota"])
def test_halaman_pengurus_tidak_ada_bagi_yang_lain(kantor, siapa):
    (surel,) = surel_gagal(kantor.staf)
    klien = masuk(getattr(kantor, siapa))

    assert klien.get("/pengingat/surel/").status_code == 404
    assert klien.get("/pengingat/wa/").status_code == 404
    assert klien.post("/pengingat/surel/ulang/").status_code == 404
    assert klien.post(f"/pengingat/surel/{surel.public_id}/ulang/").status_code == 404
    surel.refresh_from_db()
    assert surel.keadaan == "gagal"


def test_teks_wa_per_unit_tanpa_data_pribadi(kantor, settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id"
    satu = klaim(kantor, "Layanan A & B")
    tim = kantor.kasubag
    with time_machine.travel(SAAT, tick=False):
        respons = masuk(tim).get("/pengingat/wa/")

    (teks,) = respons.context["daftar"]
    assert teks.teks == (
        "*Pengingat SAKIP, Seksi Pelayanan Umum*\n"
        "24 Juni 2023: 1 urusan menunggu.\n"
        "\n"
        "- Layanan A & B (Triwulan II 2023), batas 24 Juni 2023, hari ini\n"
        "\n"
        f"Selesaikan di sini: https://sakip.contoh.go.id/capaian/{satu.public_id}/isi/"
    )
    alamat = teks.tautan
    assert alamat.startswith("https://wa.me/?text=")
    assert unquote(alamat.removeprefix("https://wa.me/?text=")) == teks.teks
    assert "&" not in alamat
    assert not [nama for nama in Pegawai.objects.values_list("nama", flat=True) if nama in teks.teks]


@pytest.mark.parametrize("jumlah", [1, 30])
def test_teks_wa_kueri_tetap(kantor, django_assert_num_queries, jumlah):
    for nomor in range(jumlah):
        klaim(kantor, f"Layanan {nomor}")
    klien = masuk(kantor.kasubag)

    with time_machine.travel(SAAT, tick=False), django_assert_num_queries(18):
        isi = klien.get("/pengingat/wa/").content.decode()

    assert f"{jumlah} urusan menunggu." in isi
    assert ("- dan 15 lainnya" in isi) == (jumlah == 30)
