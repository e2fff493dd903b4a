from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kinerja.models import Pagu, TargetTahunan
from organisasi.models import TimSakip
from rencana_aksi.models import RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.tahun import HasilBuka, TahunDitolak, buka_tahun, daftar_periksa
from tests import factories

HARI = date(2023, 12, 10)
KUERI = 33


@pytest.fixture
def rencana(office):
    """The year 2023 of one sub kegiatan: a plan with one slot in the second quarter, and its pagu."""
    factories.aturan_jadwal()
    sasaran = factories.sasaran(urutan=1)
    sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=factories.program(sasaran=sasaran)))
    indikator = factories.indikator(sub_kegiatan=sub, unit=office.pelayanan)
    rencana = factories.rencana_aksi(indikator=indikator, langkah="Survei", penanggung_jawab=office.jabatan_kasi)
    target = factories.target_triwulan(indikator=indikator, nilai=Decimal(5))
    factories.syarat(target_triwulan=target, uraian="Laporan survei", wajib=False)
    Pagu.objects.create(sub_kegiatan=sub, tahun=2023, murni=1000)
    return rencana


def buka(office, tahun=2024):
    return buka_tahun(tahun=tahun, oleh=office.kasubag, hari_ini=HARI, jabatan="Kasubag")


def test_buka_menyalin_susunan_tanpa_nilai(office, rencana):
    hasil = buka(office)

    baru = RencanaAksi.objects.get(tahun=2024)
    assert hasil == HasilBuka(2024, rencana=1, syarat=1, target=0)
    assert (baru.status, baru.langkah, baru.penanggung_jawab) == ("draf", "Survei", office.jabatan_kasi)
    assert list(baru.target_triwulan.values_list("triwulan__nomor", "nilai")) == [(n, None) for n in (1, 2, 3, 4)]
    syarat = SyaratDataDukung.objects.get(target_triwulan__rencana_aksi=baru)
    assert (syarat.target_triwulan.triwulan.nomor, syarat.uraian, syarat.wajib) == (2, "Laporan survei", False)


def test_buka_tidak_menyalin_pagu_dan_tim_dan_tidak_menyentuh_tahun_lama(office, rencana):
    lama = list(TargetTriwulan.objects.values()), list(RencanaAksi.objects.values())

    buka(office)

    assert not Pagu.objects.filter(tahun=2024).exists()
    assert not TimSakip.objects.filter(tahun=2024).exists()
    assert list(TargetTriwulan.objects.filter(rencana_aksi__tahun=2023).values()) == lama[0]
    assert list(RencanaAksi.objects.filter(tahun=2023).values()) == lama[1]


def test_buka_dua_kali_tidak_menggandakan(office, rencana):
    buka(office)
    RencanaAksi.objects.filter(tahun=2024).update(langkah="Sudah diubah")

    assert buka(office) == HasilBuka(2024, rencana=0, syarat=0, target=0)
    assert RencanaAksi.objects.get(tahun=2024).langkah == "Sudah diubah"
    assert Triwulan.objects.filter(tahun=2024).count() == 5


def test_buka_mengambil_target_renstra_yang_ada(office, rencana):
    satu, dua = rencana.indikator, factories.indikator(sasaran=rencana.indikator.sub_kegiatan.kegiatan.program.sasaran)
    satu.target_renstra.create(tahun=2024, nilai=12)
    dua.target_renstra.create(tahun=2024, nilai=None)
    ada = factories.indikator(sasaran=dua.sasaran)
    ada.target_renstra.create(tahun=2024, nilai=7)
    factories.target_tahunan(indikator=ada, tahun=2024, nilai=Decimal(9))

    assert buka(office).target == 1
    assert dict(TargetTahunan.objects.filter(tahun=2024).values_list("indikator", "nilai")) == {satu.pk: 12, ada.pk: 9}


def test_buka_tahun_pertama_membuat_rencana_kosong(office, rencana):
    RencanaAksi.objects.all().delete()

    assert buka(office) == HasilBuka(2024, rencana=1, syarat=0, target=0)
    assert TargetTriwulan.objects.filter(rencana_aksi__tahun=2024).count() == 4


def test_buka_terlalu_jauh_ditolak(office, rencana):
    with pytest.raises(TahunDitolak, match="mulai Januari 2024"):
        buka(office, 2025)

    assert not Triwulan.objects.filter(tahun=2025).exists()


def test_daftar_periksa_menyebut_keadaan(office, rencana):
    keadaan = {p.hal: (p.keadaan, p.selesai) for p in daftar_periksa(2024, HARI)}

    assert keadaan == {
        "Tahun 2024": ("0 dari 5 masa pengukuran", False),
        "SK Tim SAKIP": ("belum ditetapkan", False),
        "Unit kerja": ("5 unit", True),
        "Pejabat": ("5 dari 5 jabatan terisi", True),
        "Kata sandi pegawai": ("10 dari 10 akun mempunyai kata sandi", True),
        "Renstra": ("5 hal belum lengkap", False),
        "Indikator": ("1 indikator", True),
        "Target tahunan": ("0 dari 1 indikator bertarget", False),
        "Rencana Aksi": ("0 dari 1 rencana ditetapkan", False),
        "Perjanjian Kinerja": ("0 dari 5 perjanjian ditandatangani", False),
    }


@pytest.mark.parametrize(("nama", "lihat", "buka"), [("kasubag", 200, 302), ("staf", 200, 403), ("admin", 200, 403)])
def test_halaman_menurut_peran(client, office, rencana, nama, lihat, buka):
    client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")

    assert client.get(reverse("awal_tahun", args=[2024])).status_code == lihat
    assert client.post(reverse("buka_tahun", args=[2024])).status_code == buka


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(client, office, rencana, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        indikator = factories.indikator(sub_kegiatan=factories.sub_kegiatan())
        factories.rencana_aksi(indikator=indikator)
    client.force_login(office.camat, backend="organisasi.auth.NipAtauNamaPengguna")

    with django_assert_num_queries(KUERI):
        client.get(reverse("awal_tahun", args=[2023]))


def test_administrator_tanpa_jabatan_mulai_dari_daftar_periksa(client, office, rencana):
    tahun_ini = timezone.localdate().year
    client.force_login(office.admin, backend="organisasi.auth.NipAtauNamaPengguna")

    assert client.get(reverse("perencanaan")).headers["Location"] == reverse("awal_tahun", args=[tahun_ini])
    teks = client.get(reverse("awal_tahun", args=[tahun_ini])).content.decode()
    assert f'href="{reverse("impor")}?tahun={tahun_ini}"' in teks
    assert f'href="{reverse("tim", args=[tahun_ini])}"' in teks
    assert f'href="{reverse("renstra", args=[tahun_ini])}"' not in teks
    assert reverse("awal_tahun", args=[tahun_ini]) in client.get(reverse("beranda")).content.decode()
