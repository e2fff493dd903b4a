from datetime import date

import pytest
from django.urls import reverse

from organisasi.models import AnggotaTim, Jejak, TimSakip
from organisasi.tim import IsianTim, hari_acuan, simpan_tim, susunan_tim
from tests import factories

pytestmark = pytest.mark.django_db
TAHUN = 2023
HARI = date(2023, 6, 1)
Fungsi = AnggotaTim.Fungsi
KUERI = 10


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def isian(office, **kolom):
    bawaan = {"nomor_sk": "5/2024", "tanggal_sk": date(2024, 1, 8), "koordinator": office.camat}
    return IsianTim(**bawaan | {"sekretaris": office.kasubag, "anggota": [office.kasi]} | kolom)


@pytest.mark.parametrize(
    ("hari_ini", "acuan"),
    [
        (date(2023, 6, 1), date(2023, 6, 1)),
        (date(2022, 12, 1), date(2023, 1, 1)),
        (date(2026, 5, 5), date(2023, 12, 31)),
    ],
)
def test_hari_acuan_tetap_di_dalam_tahunnya(hari_ini, acuan):
    assert hari_acuan(TAHUN, hari_ini) == acuan


def test_susunan_mengurutkan_fungsi_dan_menyebut_unit_kosong(office):
    susunan = susunan_tim(TAHUN, HARI)

    assert [(a.pegawai, a.fungsi) for a in susunan.anggota] == [
        (office.camat, "koordinator"),
        (office.kasubag, "sekretaris"),
        (office.anggota, "anggota"),
    ]
    assert set(susunan.unit_kosong) == {office.sekretariat, office.pelayanan, office.pemerintahan}
    assert susunan.ber_sk


def test_susunan_tanpa_tim_menyebut_semua_unit(office):
    susunan = susunan_tim(2031, HARI)

    assert (susunan.tim, susunan.anggota, len(susunan.unit_kosong), susunan.ber_sk) == (None, (), 5, False)


def test_simpan_menulis_fungsi_dan_jejak(office):
    dua_kali = isian(office, anggota=[office.camat, office.kasi])

    tim = simpan_tim(tahun=2024, isian=dua_kali, oleh=office.kasubag, jabatan="K")

    assert set(tim.keanggotaan.values_list("pegawai", "fungsi")) == {
        (office.camat.pk, Fungsi.KOORDINATOR),
        (office.kasubag.pk, Fungsi.SEKRETARIS),
        (office.kasi.pk, Fungsi.ANGGOTA),
    }
    assert Jejak.objects.get(peristiwa="tim.simpan").data["baru"]["nomor_sk"] == "5/2024"


def test_simpan_menukar_koordinator_dan_sekretaris(office):
    simpan_tim(tahun=2024, isian=isian(office), oleh=office.kasubag, jabatan="K")

    tukar = isian(office, koordinator=office.kasubag, sekretaris=office.camat)
    tim = simpan_tim(tahun=2024, isian=tukar, oleh=office.kasubag, jabatan="K")

    assert tim.keanggotaan.get(fungsi=Fungsi.KOORDINATOR).pegawai == office.kasubag


def test_simpan_yang_sama_tidak_menambah_jejak(office):
    for _ in range(2):
        simpan_tim(tahun=2024, isian=isian(office), oleh=office.kasubag, jabatan="K")

    assert Jejak.objects.filter(peristiwa="tim.simpan").count() == 1


@pytest.mark.parametrize(
    ("nama", "lihat", "ubah"),
    [("kasubag", 200, 200), ("camat", 200, 403), ("staf", 200, 403), ("admin", 200, 200)],
)
def test_halaman_menurut_peran(masuk, nama, lihat, ubah):
    client = masuk(nama)

    assert client.get(reverse("tim", args=[TAHUN])).status_code == lihat
    assert client.get(reverse("tim_ubah", args=[TAHUN])).status_code == ubah


def test_halaman_menyebut_tugas_dan_unit_tanpa_anggota(masuk, office):
    teks = masuk("staf").get(reverse("tim", args=[TAHUN])).content.decode()

    assert "Belum ada anggota dari 3 unit kerja" in teks
    assert "Menyusun evaluasi kinerja dan rekomendasi perbaikan kinerja." in teks


def test_ubah_menyimpan(masuk, office):
    data = {
        "nomor_sk": "9/2027",
        "tanggal_sk": "4 Januari 2027",
        "koordinator": office.camat.pk,
        "sekretaris": office.kasubag.pk,
        "anggota": [office.kasi.pk, office.kasi_lain.pk],
    }

    respons = masuk("kasubag").post(reverse("tim_ubah", args=[2027]), data)

    assert (respons.status_code, respons["Location"]) == (302, reverse("tim", args=[2027]))
    assert (TimSakip.objects.get(tahun=2027).tanggal_sk, AnggotaTim.objects.filter(tim__tahun=2027).count()) == (
        date(2027, 1, 4),
        4,
    )


def test_ubah_menolak_satu_orang_dua_fungsi(masuk, office):
    data = {"koordinator": office.camat.pk, "sekretaris": office.camat.pk}

    respons = masuk("kasubag").post(reverse("tim_ubah", args=[2027]), data)

    assert "dua orang yang berbeda" in respons.content.decode()
    assert not TimSakip.objects.filter(tahun=2027).exists()


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(masuk, jumlah, django_assert_num_queries):
    tim = TimSakip.objects.get(tahun=TAHUN)
    for _ in range(jumlah):
        factories.anggota_tim(tim=tim, pegawai=factories.penugasan().pegawai)
    client = masuk("camat")

    with django_assert_num_queries(KUERI):
        client.get(reverse("tim", args=[TAHUN]))
