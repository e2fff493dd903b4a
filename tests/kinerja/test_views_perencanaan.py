from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kinerja.models import Renstra, RevisiRenstra, TargetTahunan
from tests import factories

pytestmark = pytest.mark.django_db
TAHUN = 2023
KUERI = {"perencanaan_tahun": 27, "kelengkapan": 26, "renstra": 13, "iku": 12, "rkt": 19, "pohon": 17}
DIBACA = (*KUERI, "tim", "anggaran", "awal_tahun")


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


@pytest.fixture
def iku(office):
    renstra = factories.renstra(visi="Maju", misi="Melayani")
    tujuan = renstra.tujuan.create(urutan=1, uraian="Pelayanan yang baik")
    sasaran = factories.sasaran(renstra=renstra, tujuan=tujuan, urutan=1)
    iku = factories.indikator(sasaran=sasaran, nama="IKM", presisi=2, unit=office.pelayanan)
    for tahun in range(2022, 2027):
        iku.target_renstra.create(tahun=tahun, nilai=Decimal(87))
    return iku


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


@pytest.mark.parametrize("halaman", DIBACA)
def test_semua_yang_berjabatan_boleh_membaca(masuk, iku, halaman):
    alamat = reverse(halaman, args=[TAHUN])

    assert masuk("staf").get(alamat).status_code == 200
    assert masuk("kasubag").get(alamat).status_code == 200


@pytest.mark.parametrize("halaman", KUERI)
def test_tanpa_jabatan_tidak_ada(masuk, iku, halaman):
    assert masuk("admin").get(reverse(halaman, args=[TAHUN])).status_code == 404


@pytest.mark.parametrize(
    "halaman", ["renstra_ubah", "tujuan_tambah", "sasaran_tambah", "iku_tambah", "rkt_ubah", "pohon_kaitkan"]
)
def test_hanya_perencana_yang_mengubah(masuk, iku, halaman):
    alamat = reverse(halaman, args=[TAHUN])

    kode = {nama: masuk(nama).get(alamat).status_code for nama in ("kasubag", "camat", "anggota", "admin")}
    assert kode == {"kasubag": 200, "camat": 403, "anggota": 403, "admin": 404}


def test_menu_menuju_tahun_ini(masuk, iku):
    respons = masuk("staf").get(reverse("perencanaan"))

    assert respons.status_code == 302
    assert f'href="{reverse("perencanaan")}"' in isi(masuk("staf").get(reverse("beranda")))


def test_renstra_menyebut_target_dan_belum_terdapat(masuk, iku):
    teks = isi(masuk("staf").get(reverse("renstra", args=[TAHUN])))

    assert "belum terdapat" in teks
    assert '<td class="num kini" data-label="2023">87,00</td>' in teks


def test_renstra_baru_dari_halaman_kosong(masuk):
    data = {"nama": "Renstra 2027", "tahun_awal": 2027, "tahun_akhir": 2031}

    respons = masuk("kasubag").post(reverse("renstra_ubah", args=[2028]), data)

    assert (respons.status_code, respons["Location"]) == (302, reverse("renstra", args=[2027]))
    assert Renstra.objects.get().visi == ""


def test_renstra_lengkap_meminta_alasan(masuk, iku):
    alamat = reverse("tujuan_ubah", args=[TAHUN, 1])
    client = masuk("kasubag")

    assert "Tuliskan alasan revisi." in isi(client.post(alamat, {"uraian": "Lain"}))
    assert client.post(alamat, {"uraian": "Lain", "alasan": "Evaluasi"}).status_code == 302

    assert RevisiRenstra.objects.get().perubahan == [
        {"apa": "Tujuan 1", "lama": "Pelayanan yang baik", "baru": "Lain"}
    ]
    assert "Alasan: Evaluasi" in isi(client.get(reverse("renstra", args=[TAHUN])))


def test_indikator_dibaca_semua_dan_diubah_perencana(masuk, iku):
    alamat = reverse("indikator_ubah", args=[iku.public_id])

    assert "Hanya sekretaris Tim SAKIP yang mengubah indikator." in isi(masuk("staf").get(alamat))
    assert masuk("staf").post(alamat, {"nama": "Lain"}).status_code == 403
    data = {"nama": "IKM", "satuan": "Indeks", "formula": "Jumlah", "target_2023": "88,5", "alasan": "Evaluasi"}
    assert masuk("kasubag").post(alamat, data).status_code == 302

    iku.refresh_from_db()
    assert (iku.formula, iku.target_renstra.get(tahun=2023).nilai) == ("Jumlah", Decimal("88.5"))


def test_iku_baru(masuk, iku):
    data = {
        "sasaran": iku.sasaran_id,
        "nama": "Nilai SAKIP",
        "satuan": "Nilai",
        "unit": iku.unit_id,
        "polaritas": "maksimal",
        "akumulasi": "akhir",
        "presisi": "2",
        "target_2026": "75",
        "alasan": "Tambahan",
    }

    assert masuk("kasubag").post(reverse("iku_tambah", args=[TAHUN]), data).status_code == 302

    baru = iku.sasaran.indikator.get(nama="Nilai SAKIP")
    assert (baru.level, baru.target_renstra.get(tahun=2026).nilai) == ("iku", 75)


def test_rkt_tahun_lalu_tombolnya_mati_dan_tidak_tersimpan(masuk, iku):
    client = masuk("kasubag")

    assert "Tahun 2023 sudah berakhir" in isi(client.get(reverse("rkt", args=[TAHUN])))
    client.post(reverse("rkt_ubah", args=[TAHUN]), {f"target_{iku.pk}": "90"})

    assert not TargetTahunan.objects.exists()


@time_machine.travel("2023-06-01T09:00+08:00")
def test_rkt_tahun_ini_tersimpan(masuk, iku):
    client = masuk("kasubag")

    client.post(reverse("rkt_ubah", args=[TAHUN]), {f"target_{iku.pk}": "90,25"})

    assert TargetTahunan.objects.get(indikator=iku, tahun=TAHUN).nilai == Decimal("90.25")


def test_pohon_menyebut_pemilik_dan_unit_terkait(masuk, iku, office):
    iku.unit_terkait.add(office.pemerintahan)

    teks = isi(masuk("staf").get(reverse("pohon", args=[TAHUN])))

    assert "belum ada target" in teks
    assert "bersama Seksi Pemerintahan" in teks


def test_kaitkan_program(masuk, iku):
    program = factories.program()

    masuk("kasubag").post(reverse("pohon_kaitkan", args=[TAHUN]), {f"program_{program.pk}": iku.sasaran_id})

    program.refresh_from_db()
    assert program.sasaran == iku.sasaran


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize("halaman", KUERI)
def test_jumlah_kueri_tetap(masuk, iku, halaman, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        program = factories.program(sasaran=iku.sasaran)
        sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))
        factories.target_tahunan(indikator=factories.indikator(sub_kegiatan=sub))
        factories.indikator(sasaran=iku.sasaran)
    client = masuk("kasubag")

    with django_assert_num_queries(KUERI[halaman]):
        client.get(reverse(halaman, args=[TAHUN]))
