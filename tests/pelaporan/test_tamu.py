from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from organisasi.models import Jejak
from pelaporan import naskah_bertanda, tamu
from pelaporan.models import Laporan, Paket, UndanganTamu
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.kalaena_sakip.test_csrf import alamat, nama_halaman

pytestmark = pytest.mark.django_db
HALAMAN_TAMU = {"tamu", "tamu_keluar", "tamu_masuk", "tamu_laporan", "tamu_unduh", "tamu_bertanda", "tamu_paket"}
KUERI = 6
TERBUKA = {"masuk", "hidup", "siap", "periksa_awal", "periksa", "kalender_ics"}


@pytest.fixture(autouse=True)
def _hitungan_baru():
    cache.clear()


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def undang(kantor, **kolom):
    bawaan = {
        "lembaga": "Inspektorat Kabupaten Luwu Timur",
        "keperluan": "Evaluasi AKIP",
        "tahun": factories.TAHUN,
        "berlaku_sampai": timezone.localdate() + timedelta(7),
        "oleh": kantor.camat,
    }
    undangan, token = tamu.undang(**bawaan | kolom)
    return undangan, reverse("tamu_masuk", args=[token])


@pytest.fixture
def undangan(kantor):
    return undang(kantor)


@pytest.fixture
def di_dalam(undangan):
    klien = Client()
    assert klien.post(undangan[1]).url == reverse("tamu")
    return klien


@pytest.fixture
def final():
    return factories.laporan_selesai()


def status(respons) -> int:
    if respons.streaming:
        respons.getvalue()
    return respons.status_code


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


# Inviting


@pytest.mark.parametrize(
    ("nama", "kode"),
    [("camat", 200), ("kasubag", 200), ("sekcam", 403), ("kasi", 403), ("staf", 403), ("anggota", 403), ("admin", 403)],
)
def test_siapa_mengundang(masuk, nama, kode):
    assert masuk(nama).get(reverse("undangan_tamu")).status_code == kode


@pytest.mark.parametrize("nama", ["sekcam", "kasi", "staf", "anggota", "admin"])
def test_layanan_menolak_yang_tidak_berhak(kantor, undangan, nama):
    with pytest.raises(PermissionDenied):
        undang(kantor, oleh=getattr(kantor, nama))
    with pytest.raises(PermissionDenied):
        tamu.cabut(undangan=undangan[0], oleh=getattr(kantor, nama))


def test_tautan_tampil_sekali_dan_tidak_tersimpan(masuk, settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id/"
    klien = masuk("kasubag")
    sampai = timezone.localdate() + timedelta(14)
    isian = {"lembaga": "Inspektorat", "keperluan": "Evaluasi", "tahun": "2023", "berlaku_sampai": sampai.isoformat()}

    respons = klien.post(reverse("undangan_tamu"), isian)
    tautan = respons.context["tautan"]

    assert tautan.startswith("https://sakip.contoh.go.id/tamu/masuk/")
    assert tautan in isi(respons)
    assert "tamu/masuk" not in isi(klien.get(reverse("undangan_tamu")))
    rahasia = tautan.split("/")[-2]
    sidik = UndanganTamu.objects.values_list("sidik_tautan", flat=True)
    tersimpan = [*sidik, *map(str, Jejak.objects.values_list("uraian", "data"))]
    assert not any(rahasia[:20] in satu for satu in tersimpan)
    assert Client().get(tautan.removeprefix("https://sakip.contoh.go.id")).status_code == 200


@pytest.mark.parametrize("hari", [-1, 91])
def test_undangan_di_luar_masanya_ditolak(masuk, hari):
    sampai = timezone.localdate() + timedelta(hari)
    isian = {"lembaga": "Inspektorat", "keperluan": "Evaluasi", "tahun": "2023", "berlaku_sampai": sampai.isoformat()}

    respons = masuk("camat").post(reverse("undangan_tamu"), isian)

    assert respons.status_code == 422
    assert "90 hari ke depan" in isi(respons)
    assert not UndanganTamu.objects.exists()


@pytest.mark.parametrize("jumlah", [1, 30])
def test_daftar_undangan_tetap_jumlah_kuerinya(masuk, kantor, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        factories.undangan_tamu(dibuat_oleh=kantor.camat)
    klien = masuk("camat")
    klien.get(reverse("undangan_tamu"))

    with django_assert_num_queries(KUERI):
        assert klien.get(reverse("undangan_tamu")).status_code == 200


# The link


def test_membuka_tautan_belum_masuk_sampai_tombol_ditekan(undangan):
    klien = Client()

    respons = klien.get(undangan[1])

    assert (respons.status_code, "sessionid" in klien.cookies) == (200, False)
    assert "no-store" in respons["Cache-Control"]
    assert klien.get(reverse("tamu")).status_code == 404


def _lain(teks: str) -> str:
    """The text with another last letter."""
    return teks[:-1] + ("B" if teks[-1] == "A" else "A")


def _ubah(token: str) -> list[str]:
    rahasia, _, tanda = token.partition(":")
    return [
        rahasia,
        f"{rahasia}:",
        f"{_lain(rahasia)}:{tanda}",
        f"{rahasia}:{_lain(tanda)}",
        signing.Signer(salt="lain").sign(rahasia),
        signing.Signer(salt="pelaporan.tamu").sign("karangan"),
        "x" * 500,
    ]


def test_tautan_yang_diubah_tidak_membuka_apa_pun(undangan):
    token = undangan[1].split("/")[-2]

    for palsu in _ubah(token):
        klien = Client()
        respons = klien.post(reverse("tamu_masuk", args=[palsu]))
        assert (respons.status_code, "sessionid" in klien.cookies) == (404, False), palsu


def test_undangan_dicabut_menutup_pintu_dan_yang_di_dalam(kantor, undangan, di_dalam):
    assert di_dalam.get(reverse("tamu")).status_code == 200

    tamu.cabut(undangan=undangan[0], oleh=kantor.kasubag)

    assert di_dalam.get(reverse("tamu")).status_code == 404
    assert Client().get(undangan[1]).status_code == 404
    tamu.cabut(undangan=undangan[0], oleh=kantor.kasubag)
    assert Jejak.objects.filter(peristiwa="tamu.cabut").count() == 1


def test_undangan_berakhir_sesudah_hari_terakhir(undangan, di_dalam):
    terakhir = undangan[0].berlaku_sampai

    # The guest's session itself ends after two hours: a new one each day.
    with time_machine.travel(f"{terakhir}T23:50:00+08:00", tick=False):
        klien = Client()
        assert klien.post(undangan[1]).status_code == 302
        assert klien.get(reverse("tamu")).status_code == 200
    with time_machine.travel(f"{terakhir + timedelta(1)}T00:01:00+08:00", tick=False):
        assert klien.get(reverse("tamu")).status_code == 404
        assert Client().post(undangan[1]).status_code == 404


# Inside


def test_tamu_melihat_laporan_final_tahunnya_saja(di_dalam, final):
    lain = (
        factories.laporan_selesai(konsep=True, versi=None),
        factories.laporan_selesai(triwulan=factories.triwulan(2024, 1)),
        factories.laporan(triwulan=factories.triwulan(nomor=3)),
        factories.laporan_selesai(triwulan=None, versi=None, jenis="iku", objek="2023", judul="IKU Tahun 2023"),
        factories.laporan_selesai(triwulan=None, jenis="lkjip", objek="2022", judul="LKjIP Tahun 2022"),
    )
    tahunan = factories.laporan_selesai(triwulan=None, jenis="lkjip", objek="2023", judul="LKjIP Tahun 2023")

    daftar = di_dalam.get(reverse("tamu")).context["daftar"]

    assert {*daftar} == {final, tahunan}
    for halaman in ("tamu_laporan", "tamu_unduh"):
        assert [status(di_dalam.get(reverse(halaman, args=[satu.public_id]))) for satu in lain] == [404] * 5
        assert [status(di_dalam.get(reverse(halaman, args=[s.public_id]))) for s in (final, tahunan)] == [200] * 2


def test_tamu_mengunduh_dan_semuanya_tercatat(kantor, undangan, di_dalam, final):
    bertanda = naskah_bertanda.unggah_bertanda(
        laporan=final, jenis="tte", berkas=unggahan(pdf(ekor=b"\n% tte"), "tte.pdf"), oleh=kantor.camat
    )

    di_dalam.get(reverse("tamu"))
    di_dalam.get(reverse("tamu_laporan", args=[final.public_id]))
    respons = di_dalam.get(reverse("tamu_unduh", args=[final.public_id]))
    kedua = di_dalam.get(reverse("tamu_bertanda", args=[bertanda.public_id]))

    assert len(respons.getvalue()) == final.berkas.ukuran
    assert kedua.getvalue() == pdf(ekor=b"\n% tte")
    assert "no-store" in respons["Cache-Control"]
    assert "no-store" in kedua["Cache-Control"]
    kunjungan = Jejak.objects.filter(data__undangan=str(undangan[0].public_id))
    assert [(j.peristiwa, j.nama, j.jabatan, j.oleh, j.data.get("sha256")) for j in kunjungan] == [
        ("tamu.masuk", undangan[0].lembaga, "Tamu", None, None),
        ("tamu.lihat_daftar", undangan[0].lembaga, "Tamu", None, None),
        ("tamu.lihat", undangan[0].lembaga, "Tamu", None, None),
        ("tamu.unduh", undangan[0].lembaga, "Tamu", None, final.berkas.sha256),
        ("tamu.unduh", undangan[0].lembaga, "Tamu", None, bertanda.berkas.sha256),
    ]


def paket(laporan, **kolom):
    bawaan = {"keadaan": Paket.Keadaan.SELESAI, "selesai_pada": timezone.now(), "diminta_oleh": laporan.diminta_oleh}
    return Paket.objects.create(laporan=laporan, berkas=factories.berkas(b"PK isi paket"), **bawaan | kolom)


def test_tamu_mengunduh_paket_tanpa_dokumen_terbatas(undangan, di_dalam, final):
    boleh = paket(final)
    tidak = (
        paket(final, terbatas=True, alasan="Pemeriksaan kas"),
        paket(factories.laporan_selesai(triwulan=factories.triwulan(2024, 1))),
    )

    respons = di_dalam.get(reverse("tamu_paket", args=[boleh.public_id]))

    assert (respons.status_code, respons.getvalue()) == (200, b"PK isi paket")
    assert [di_dalam.get(reverse("tamu_paket", args=[satu.public_id])).status_code for satu in tidak] == [404, 404]
    assert di_dalam.get(reverse("tamu_laporan", args=[final.public_id])).context["paket"] == boleh
    assert Jejak.objects.filter(peristiwa="tamu.unduh", objek_id=str(final.public_id)).count() == 1


def test_seribu_nomor_acak_tidak_ditemukan(di_dalam, final):
    # The trail must not grow by what does not exist.
    sebelum = Jejak.objects.count()

    hasil = {di_dalam.get(reverse("tamu_laporan", args=[uuid4()])).status_code for _ in range(1000)}

    assert (hasil, Jejak.objects.count()) == ({404}, sebelum)


def test_halaman_tamu_tidak_disimpan_peramban_dan_tidak_menuju_ke_dalam(di_dalam, final):
    for nama, argumen in (("tamu", []), ("tamu_laporan", [final.public_id])):
        respons = di_dalam.get(reverse(nama, args=argumen))
        assert "no-store" in respons["Cache-Control"]
        tujuan = {potong.split('"')[0] for potong in isi(respons).split('href="')[1:]}
        assert all(t.startswith(("/tamu/", "/static/", "#")) for t in tujuan), tujuan


SELAIN_TAMU = sorted(
    (nama, argumen)
    for nama, argumen in nama_halaman(get_resolver().url_patterns)
    if nama not in HALAMAN_TAMU | TERBUKA | {"keluar"}
)


def test_semua_halaman_lain_mengajak_masuk(di_dalam):
    for nama, argumen in SELAIN_TAMU:
        for minta in (di_dalam.get, di_dalam.post):
            respons = minta(alamat(nama, argumen))
            assert (nama, respons.status_code, respons.url.split("?")[0]) == (nama, 302, reverse("masuk"))


def test_tamu_yang_masuk_sebagai_pegawai_bukan_tamu_lagi(kantor, undangan, di_dalam):
    di_dalam.force_login(kantor.staf, backend="organisasi.auth.NipAtauNamaPengguna")

    assert di_dalam.get(reverse("tamu")).status_code == 404
    assert not Jejak.objects.filter(peristiwa="tamu.lihat_daftar").exists()


def test_pegawai_yang_membuka_tautan_keluar_dahulu(masuk, undangan):
    klien = masuk("staf")
    lama = klien.cookies["sessionid"].value

    klien.post(undangan[1])

    assert klien.cookies["sessionid"].value != lama
    assert klien.get(reverse("beranda")).url.startswith(reverse("masuk"))
    assert klien.get(reverse("tamu")).status_code == 200


def test_tamu_keluar(di_dalam):
    assert "Anda sudah keluar" in isi(di_dalam.post(reverse("tamu_keluar")))
    assert di_dalam.get(reverse("tamu")).status_code == 404


def test_laporan_tamu_terbatas_dari_pintunya(undangan, final):
    assert [*tamu.laporan_tamu(undangan[0])] == [final]
    assert Laporan.objects.count() == 1
