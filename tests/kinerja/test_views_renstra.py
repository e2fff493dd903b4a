"""Forms of the Renstra: a range has two numbers, and a race for completeness asks why instead of failing."""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from kinerja.models import Renstra, RevisiRenstra
from tests import factories
from tests.kinerja.test_views_perencanaan import TAHUN, iku, isi, masuk, office

pytestmark = pytest.mark.django_db
__all__ = ["iku", "masuk", "office"]  # fixtures


@pytest.fixture
def belum_lengkap(iku):
    """The Renstra of `iku` without its visi: no change of it needs a reason yet."""
    Renstra.objects.update(visi="")
    return iku.sasaran.renstra


class Lengkapi:
    """Somebody else completes the Renstra between the page's look at it and the writer's lock."""

    def __init__(self):
        self.sudah = False

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT") and not self.sudah:
            self.sudah = True
            Renstra.objects.update(visi="Maju")
        return execute(sql, params, many, context)


@pytest.mark.parametrize(
    ("halaman", "data"),
    [
        ("renstra_ubah", {"nama": "Renstra Baru", "tahun_awal": 2021, "tahun_akhir": 2026, "misi": "Lain"}),
        ("tujuan_tambah", {"uraian": "Tujuan baru"}),
    ],
)
def test_renstra_yang_keburu_lengkap_meminta_alasan_tanpa_kehilangan_isian(masuk, belum_lengkap, halaman, data):
    client = masuk("kasubag")

    with connection.execute_wrapper(Lengkapi()):
        respons = client.post(reverse(halaman, args=[TAHUN]), data)

    teks = isi(respons)
    assert (respons.status_code, "Renstra sudah lengkap. Tuliskan alasan revisi" in teks) == (200, True)
    assert next(iter(data.values())) in teks
    assert 'name="alasan"' in teks
    assert not RevisiRenstra.objects.exists()
    assert client.post(reverse(halaman, args=[TAHUN]), data | {"alasan": "Evaluasi"}).status_code == 302
    assert RevisiRenstra.objects.get().alasan == "Evaluasi"


def data_iku(iku, **ubah):
    return {
        "sasaran": iku.sasaran_id,
        "nama": "Suhu ruang arsip",
        "satuan": "derajat",
        "unit": iku.unit_id,
        "polaritas": "rentang",
        "akumulasi": "akhir",
        "presisi": "1",
        "target_2026": "18",
        "atas_2026": "22,5",
        "alasan": "Tambahan",
    } | ubah


def test_iku_berentang_dibuat_dan_ditampilkan(masuk, iku):
    client = masuk("kasubag")

    assert client.post(reverse("iku_tambah", args=[TAHUN]), data_iku(iku)).status_code == 302

    baru = iku.sasaran.indikator.get(nama="Suhu ruang arsip")
    target = baru.target_renstra.get(tahun=2026)
    assert (baru.polaritas, target.nilai, target.nilai_atas) == ("rentang", Decimal(18), Decimal("22.5"))
    assert "18,0 sampai 22,5" in isi(client.get(reverse("renstra", args=[TAHUN])))
    rinci = isi(client.get(reverse("indikator_ubah", args=[baru.public_id])))
    assert 'name="atas_2026"' in rinci
    factories.target_tahunan(indikator=baru, nilai=Decimal(18), nilai_atas=Decimal(22))
    assert "18,0 sampai 22,0 derajat" in isi(client.get(reverse("rkt", args=[TAHUN])))


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"atas_2026": ""}, "Target rentang memerlukan batas bawah dan batas atas."),
        ({"atas_2026": "17"}, "Batas atas tidak boleh di bawah batas bawah."),
        ({"polaritas": "maksimal"}, "Batas atas hanya untuk arah “dalam rentang”. Kosongkan, atau pilih arah itu."),
    ],
)
def test_batas_rentang_diperiksa(masuk, iku, ubah, kalimat):
    respons = masuk("kasubag").post(reverse("iku_tambah", args=[TAHUN]), data_iku(iku, **ubah))

    assert kalimat in isi(respons)
    assert not iku.sasaran.indikator.filter(nama="Suhu ruang arsip").exists()
