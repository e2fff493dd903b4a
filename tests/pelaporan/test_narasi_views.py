from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from pelaporan.models import ButirSumberDaya, Narasi, VersiNarasi
from pelaporan.narasi_tabel import tabel_sumber_daya
from tests import factories
from tests.pelaporan.narasi_contoh import siapkan

pytestmark = pytest.mark.django_db
TAHUN = 2023
KINI = datetime(2024, 1, 15, 1, 41, tzinfo=UTC)
MUATAN = '<script>alert(1)</script> {{7*7}} [a](javascript:alert(1)) <img src=x onerror=alert(2)>'


@pytest.fixture
def contoh():
    with time_machine.travel(KINI, tick=False):
        yield siapkan()


@pytest.fixture
def masuk(client, contoh):
    def _masuk(nama):
        client.force_login(getattr(contoh.office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def alamat(nama, kunci="kata-pengantar"):
    return reverse(f"narasi_{nama}", args=[TAHUN, kunci])


def teks(respons):
    return " ".join(respons.content.decode().split())


def test_daftar_menyebut_kemajuan_kekurangan_dan_siapa_menyunting(masuk, contoh):
    factories.narasi()
    factories.narasi(bagian="kesimpulan", teks="", versi=0, disunting_pada=None, disunting_oleh=None)
    masuk("anggota").post(alamat("sunting", "kesimpulan"))

    isi = teks(masuk("kasubag").get(reverse("narasi_daftar", args=[TAHUN])))

    assert "1 dari 12 bagian wajib terisi" in isi
    assert "11 hal yang masih kurang" in isi
    assert f'href="{alamat("bagian", "sebab-1")}"' in isi
    assert "Sedang disunting Anggota Tim sejak 09.41 WITA" in isi


def test_sunting_membuka_penyunting_dan_simpan_selesai_melepasnya(masuk, contoh):
    klien = masuk("kasubag")

    assert klien.post(alamat("sunting"))["Location"] == alamat("isi")
    isi = teks(klien.get(alamat("isi")))
    assert "Anda menyunting bagian ini sejak 09.41 WITA" in isi
    assert "{capaian IKU-1}" in isi
    respons = klien.post(alamat("isi"), {"teks": "Capaian {capaian iku-1}.\r\nBaris dua.", "versi": 0, "selesai": "1"})

    assert respons["Location"] == alamat("bagian")
    narasi = Narasi.objects.get()
    assert narasi.teks == f"Capaian {{capaian:{contoh.ikm.public_id}}}.\nBaris dua."
    assert narasi.pemegang is None
    pratinjau = teks(klien.get(alamat("bagian")))
    assert "<p>Capaian 98,16%.</p><p>Baris dua.</p>" in pratinjau


def test_penyunting_tanpa_memegang_dikembalikan(masuk):
    respons = masuk("kasubag").get(alamat("isi"))

    assert (respons.status_code, respons["Location"]) == (302, alamat("bagian"))


def test_simpan_tanpa_selesai_tetap_memegang(masuk, contoh):
    klien = masuk("kasubag")
    klien.post(alamat("sunting"))

    assert klien.post(alamat("isi"), {"teks": "Satu", "versi": 0})["Location"] == alamat("isi")
    assert Narasi.objects.get().pemegang == contoh.office.kasubag


def test_nama_angka_yang_keliru_ditolak_dan_tulisan_tetap(masuk):
    klien = masuk("kasubag")
    klien.post(alamat("sunting"))

    respons = klien.post(alamat("isi"), {"teks": "Naik {capain IKU-1} dan {x}.", "versi": 0})

    isi = teks(respons)
    assert respons.status_code == 422
    assert "Teks: Angka {capain IKU-1} tidak dikenal. Mungkin maksud Anda {capaian IKU-1}." in isi
    assert "Angka {x} tidak dikenal." in isi
    assert "Naik {capain IKU-1} dan {x}.</textarea>" in isi
    assert Narasi.objects.get().teks == ""


def test_simpan_sendiri_menjawab_versi_dan_menyebut_angka_yang_keliru(masuk):
    klien = masuk("kasubag")
    klien.post(alamat("sunting"))

    respons = klien.post(alamat("simpan"), {"teks": "Naik {capain IKU-1}", "versi": 0})

    assert respons.json() == {
        "pesan": "Tersimpan 09.41 WITA. Angka {capain IKU-1} tidak dikenal. Mungkin maksud Anda {capaian IKU-1}.",
        "versi": 1,
    }
    assert Narasi.objects.get().teks == "Naik {capain IKU-1}"
    assert VersiNarasi.objects.count() == 0


def test_dua_orang_yang_kedua_melihat_dan_ditolak(masuk, contoh):
    masuk("kasubag").post(alamat("sunting"))
    klien = masuk("anggota")

    isi = teks(klien.get(alamat("bagian")))
    assert "Bagian ini sedang disunting Orang Kasubag sejak 09.41 WITA" in isi
    assert '<button class="btn btn-primary" disabled aria-describedby="alasan-dipegang">Sunting bagian ini' in isi
    assert klien.post(alamat("sunting"))["Location"] == alamat("bagian")
    simpan = klien.post(alamat("simpan"), {"teks": "Milik anggota", "versi": 0})
    assert simpan.status_code == 409
    assert simpan.json()["pesan"].startswith("Bagian ini sedang disunting Orang Kasubag sejak 09.41 WITA.")
    denyut = klien.post(alamat("denyut"))
    assert (denyut.status_code, denyut.json()["pesan"]) == (
        409,
        "Bagian ini sedang disunting Orang Kasubag sejak 09.41 WITA. Salin tulisan Anda, lalu buka kembali bagiannya.",
    )
    assert masuk("kasubag").post(alamat("denyut")).status_code == 200


def test_kiriman_sesudah_diambil_alih_ditolak_tanpa_kehilangan(masuk, contoh):
    masuk("kasubag").post(alamat("sunting"))
    with time_machine.travel(KINI + timedelta(minutes=15), tick=False):
        masuk("anggota").post(alamat("sunting"))
        masuk("anggota").post(alamat("isi"), {"teks": "Tulisan anggota", "versi": 0, "selesai": "1"})
        klien = masuk("kasubag")
        respons = klien.post(alamat("isi"), {"teks": "Tulisan kasubag", "versi": 0})

        isi = teks(respons)
        assert respons.status_code == 422
        assert "Bagian ini sudah diubah Anggota Tim 09.56 WITA, jadi tulisan dari halaman ini belum disimpan." in isi
        assert "Tulisan kasubag</textarea>" in isi
        assert "<summary>Yang tersimpan sekarang</summary> <p>Tulisan anggota</p>" in isi
        assert '<input type="hidden" name="versi" value="1"' in isi
        assert Narasi.objects.get().teks == "Tulisan anggota"

        # With the newer text in sight the next press is meant.
        assert klien.post(alamat("isi"), {"teks": "Gabungan", "versi": 1}).status_code == 302
    assert Narasi.objects.get().teks == "Gabungan"


def test_berhenti_menyimpan_draf_yang_belum_betul_dan_melepasnya(masuk):
    klien = masuk("kasubag")
    klien.post(alamat("sunting"))

    respons = klien.post(alamat("isi"), {"teks": "Naik {capain", "versi": 0, "berhenti": "1"})

    assert respons["Location"] == alamat("bagian")
    narasi = Narasi.objects.get()
    assert (narasi.teks, narasi.pemegang) == ("Naik {capain", None)
    assert "Ada tanda { atau } tanpa pasangannya." in teks(klien.get(alamat("bagian")))


def test_muatan_jahat_tampil_sebagai_tulisan(masuk):
    klien = masuk("kasubag")
    factories.narasi(teks=MUATAN)
    klien.post(alamat("sunting"))
    versi = factories.narasi(bagian="kesimpulan", teks="x")
    VersiNarasi.objects.create(
        narasi=versi, nomor=1, teks=MUATAN, oleh=versi.disunting_oleh, nama="<i>x</i>", pada=KINI
    )
    tertulis = (
        "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} [a](javascript:alert(1)) &lt;img src=x onerror=alert(2)&gt;"
    )

    for halaman in (alamat("bagian"), alamat("isi"), alamat("bagian", "kesimpulan")):
        isi = teks(klien.get(halaman))
        assert tertulis in isi, halaman
        assert "<script>alert" not in isi
        assert "<img" not in isi
        assert "<i>x" not in isi


def test_huruf_kendali_dibuang(masuk):
    klien = masuk("kasubag")

    klien.post(alamat("simpan"), {"teks": "a\x07b\x1b[0m\tc\r\nd", "versi": 0})

    assert Narasi.objects.get().teks == "ab[0mc\nd"


def test_teks_terlalu_panjang_ditolak_dengan_angkanya(masuk):
    respons = masuk("kasubag").post(alamat("simpan"), {"teks": "x" * 30_001, "versi": 0})

    assert respons.status_code == 422
    assert respons.json()["pesan"] == (
        "Belum tersimpan: Teks terlalu panjang: 30001 huruf, batasnya 30000. Ringkaskan teksnya."
    )


def test_bawa_teks_tahun_lalu_bertanda(masuk):
    factories.narasi(tahun=TAHUN - 1, teks="Teks tahun lalu")
    klien = masuk("camat")
    assert "Bawa teks tahun lalu" in teks(klien.get(alamat("bagian")))

    isi = teks(klien.post(alamat("bawa"), follow=True))

    assert "Teks tahun 2022 dibawa. Periksa dan sesuaikan dengan tahun 2023." in isi
    assert "Teks ini dibawa dari tahun 2022 dan belum disunting." in isi
    assert "Bawa teks tahun lalu" not in isi
    assert "Dibawa dari 2022" in teks(klien.get(reverse("narasi_daftar", args=[TAHUN])))


@pytest.mark.parametrize("nama", ["sekcam", "kasi", "staf"])
def test_pegawai_lain_membaca_saja(masuk, nama):
    factories.narasi()
    klien = masuk(nama)

    isi = teks(klien.get(alamat("bagian")))
    assert "<p>Puji syukur.</p>" in isi
    assert "Sunting bagian ini" not in isi
    assert klien.get(reverse("narasi_daftar", args=[TAHUN])).status_code == 200
    for langkah in ("sunting", "isi", "simpan", "denyut", "bawa"):
        assert klien.post(alamat(langkah), {"teks": "x", "versi": 0}).status_code == 403, langkah
    assert klien.get(reverse("narasi_tabel", args=[TAHUN, "desa"])).status_code == 403


@pytest.mark.parametrize(
    ("nama", "halaman"),
    [
        ("admin", reverse("narasi_daftar", args=[TAHUN])),
        ("admin", alamat("bagian")),
        ("kasubag", reverse("narasi_daftar", args=[1999])),
        ("kasubag", reverse("narasi_daftar", args=[10**20])),
        ("kasubag", alamat("bagian", "sebab-7")),
        ("kasubag", alamat("bagian", "sebab")),
        ("kasubag", alamat("bagian", "lain")),
        ("kasubag", reverse("narasi_tabel", args=[TAHUN, "lain"])),
    ],
)
def test_yang_tidak_ada_404(masuk, nama, halaman):
    assert masuk(nama).get(halaman).status_code == 404


@pytest.mark.parametrize("jumlah", [1, 30])
def test_daftar_tetap_jumlah_kuerinya(masuk, contoh, jumlah, django_assert_num_queries):
    for nomor in range(2, jumlah + 2):
        sasaran = factories.sasaran(renstra=contoh.sasaran.renstra, urutan=nomor)
        factories.narasi(bagian="sebab", sasaran=sasaran)
        ButirSumberDaya.objects.create(tahun=TAHUN, tabel="sarana", urutan=nomor, uraian="Meja")
    klien = masuk("kasubag")
    halaman = reverse("narasi_daftar", args=[TAHUN])
    klien.get(halaman)

    with django_assert_num_queries(59):
        klien.get(halaman)


@pytest.mark.parametrize("jumlah", [1, 30])
def test_bagian_tetap_jumlah_kuerinya(masuk, jumlah, django_assert_num_queries):
    narasi = factories.narasi()
    for nomor in range(1, jumlah + 1):
        VersiNarasi.objects.create(narasi=narasi, nomor=nomor, oleh=narasi.disunting_oleh, nama="x", pada=KINI)
    klien = masuk("kasubag")
    klien.get(alamat("bagian"))

    with django_assert_num_queries(34):
        klien.get(alamat("bagian"))


# The small tables


def isian(*baris, jumlah_awal=0):
    data = {"baris-TOTAL_FORMS": str(len(baris)), "baris-INITIAL_FORMS": str(jumlah_awal)}
    for nomor, kolom in enumerate(baris):
        data |= {f"baris-{nomor}-{nama}": nilai for nama, nilai in kolom.items()}
    return data


def tabel(judul):
    return next(t for t in tabel_sumber_daya(TAHUN) if t.judul == judul)


def test_tabel_pegawai_dihitung_dari_data(contoh):
    office = contoh.office
    for orang, golongan, nip in (
        (office.camat, "IV/a", "197703292008011008"),
        (office.sekcam, "III/d", "198001012005012001"),
        (office.kasi, "III/c", None),
    ):
        type(orang).objects.filter(pk=orang.pk).update(golongan=golongan, nip=nip)

    golongan, kelamin = tabel("Pegawai menurut golongan"), tabel("Pegawai menurut jenis kelamin")

    assert golongan.baris == (("Golongan III", "2"), ("Golongan IV", "1"), ("Tanpa golongan", "7"))
    assert golongan.jumlah == ("Jumlah", "10")
    assert kelamin.baris == (("Laki-laki", "1"), ("Perempuan", "1"), ("Tanpa NIP", "8"))


def test_tabel_desa_disimpan_dan_dicetak(masuk):
    klien = masuk("anggota")
    halaman = reverse("narasi_tabel", args=[TAHUN, "desa"])
    kosong = {"uraian": "", "jumlah": "", "luas": "", "keterangan": ""}
    baris = {"uraian": "Kalaena Kiri", "jumlah": "1.250", "luas": "12,5", "keterangan": ""}

    respons = klien.post(halaman, isian(baris, kosong, {**baris, "uraian": "Argomulyo", "jumlah": ""}))

    assert respons["Location"] == reverse("narasi_daftar", args=[TAHUN])
    assert tabel("Desa di wilayah kerja").baris == (
        ("Kalaena Kiri", "12,50", "1.250", ""),
        ("Argomulyo", "12,50", "–", ""),
    )
    isi = teks(klien.get(halaman))
    assert 'value="Argomulyo"' in isi
    assert klien.post(halaman, isian(kosong, jumlah_awal=1)).status_code == 302
    assert ButirSumberDaya.objects.count() == 0


@pytest.mark.parametrize(
    ("kolom", "galat"),
    [
        ({"uraian": "", "jumlah": "3"}, "Baris 1, Sarana atau prasarana: Isi sarana atau prasarana baris ini"),
        ({"uraian": "Mobil", "jumlah": "dua"}, "Baris 1, Jumlah: “dua” tidak terbaca sebagai angka."),
        ({"uraian": "Mobil", "jumlah": "1,5"}, "Baris 1, Jumlah: 1,5 terlalu rinci. Tulis bilangan bulat."),
    ],
)
def test_tabel_yang_keliru_ditolak_dan_isian_tetap(masuk, kolom, galat):
    respons = masuk("kasubag").post(reverse("narasi_tabel", args=[TAHUN, "sarana"]), isian(kolom))

    isi = teks(respons)
    assert respons.status_code == 422
    assert galat in isi
    assert f'value="{kolom["jumlah"]}"' in isi
    assert ButirSumberDaya.objects.count() == 0
