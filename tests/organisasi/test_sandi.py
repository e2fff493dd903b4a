import pytest
from django.urls import reverse

from organisasi.models import Jejak, Pegawai
from organisasi.sandi import BELUM_BERSANDI, beri_sandi_awal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return _bersandi(factories.pegawai(username="admin", is_staff=True, is_superuser=True), "sudah-ada")


def tanpa_sandi(username, **kolom):
    return _bersandi(factories.pegawai(username=username, **kolom), None)


def _bersandi(orang, sandi):
    orang.set_password(sandi)
    orang.save(update_fields=["password"])
    return orang


def test_sandi_awal_hanya_bagi_yang_belum_mempunyainya(admin):
    baru = tanpa_sandi("baru")

    daftar = beri_sandi_awal(pegawai=[admin, baru], oleh=admin)

    assert [satu.pegawai for satu in daftar] == [baru]
    assert Pegawai.objects.get(pk=baru.pk).check_password(daftar[0].sandi)
    assert Pegawai.objects.get(pk=admin.pk).check_password("sudah-ada")
    assert not Pegawai.objects.filter(BELUM_BERSANDI).exists()


def test_sandi_awal_tidak_sama_dan_tidak_masuk_jejak(admin):
    daftar = beri_sandi_awal(pegawai=[tanpa_sandi("satu"), tanpa_sandi("dua")], oleh=admin)

    satu, dua = (orang.sandi for orang in daftar)
    jejak = Jejak.objects.filter(peristiwa="pegawai.sandi_awal")
    assert satu != dua
    assert len(satu) == 14
    assert jejak.count() == 2
    assert not any(sandi in baris.uraian + str(baris.data) for baris in jejak for sandi in (satu, dua))


def test_akun_nonaktif_tidak_diberi_sandi(admin):
    assert beri_sandi_awal(pegawai=[tanpa_sandi("pindah", is_active=False)], oleh=admin) == []


def test_administrator_memberi_sandi_lewat_data_acuan(client, admin):
    baru = tanpa_sandi("baru")
    client.force_login(admin, backend="organisasi.auth.NipAtauNamaPengguna")
    alamat = reverse("admin:organisasi_pegawai_changelist")

    respons = client.post(alamat, {"action": "buat_sandi_awal", "_selected_action": [baru.pk, admin.pk]})

    sandi = respons.context["daftar"][0].sandi
    assert f"<code>{sandi}</code>" in respons.content.decode()
    assert "no-store" in respons["Cache-Control"]
    assert Pegawai.objects.get(pk=baru.pk).check_password(sandi)


def test_saringan_menunjukkan_yang_belum_bersandi(client, admin):
    baru = tanpa_sandi("baru")
    client.force_login(admin, backend="organisasi.auth.NipAtauNamaPengguna")

    respons = client.get(reverse("admin:organisasi_pegawai_changelist"), {"sandi": "belum"})

    assert [*respons.context["cl"].queryset] == [baru]
