from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from pypdf import PdfReader

from organisasi import penyimpanan
from organisasi.models import Jejak
from organisasi.peran import peran
from pelaporan import naskah_bertanda
from pelaporan.jejak_angka import baris_angka
from pelaporan.kaki import alamat_periksa
from pelaporan.kode import baca_kode, berkelompok, kode_dokumen, kode_klaim, rentang
from pelaporan.laju import BATAS
from pelaporan.models import Laporan, NaskahBertanda
from pelaporan.naskah.triwulan import ke_json
from pelaporan.pdf import html_laporan
from pelaporan.verifikasi import BerkasDokumen, jabatan_penandatangan, keterangan
from tests import factories
from tests.berkas_contoh import gambar, pdf, unggahan
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf
from tests.pelaporan.naskah_contoh import baris, baris_sub, naskah_contoh

NOMOR = UUID("6a4c1c1e-93b0-4d6e-9f55-d0e58e9e3f11")
KODE = "6A4C1C1E93B0"
PDF_SISTEM = pdf(ekor=b"\n% sistem")
SITUS = "https://sakip.contoh.go.id"
Jenis = Laporan.Jenis
Keadaan = Laporan.Keadaan
KUERI = 12


@pytest.fixture(autouse=True)
def _hitungan_baru():
    cache.clear()


@pytest.fixture
def kantor(db):
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


@pytest.fixture
def final(db):
    return factories.laporan_selesai(PDF_SISTEM, public_id=NOMOR, situs=SITUS, snapshot=ke_json(naskah_contoh(3)))


def alamat(kode=KODE):
    return reverse("periksa", args=[kode])


def status(respons) -> int:
    """The answer's number; a file is read to its end, which closes it."""
    if respons.streaming:
        respons.getvalue()
    return respons.status_code


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


# The code


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("6A4C1C1E93B0", KODE),
        ("6a4c-1c1e-93b0", KODE),
        (" 6A4C 1C1E\t93B0 ", KODE),
        ("6A4C1C1E93B", None),
        ("6A4C1C1E93B0F", None),
        ("6A4C1C1E93BG", None),
        ("", None),
        ("../../etc/passwd", None),
        ("６A4C1C1E93B0", None),
        ("6A4C1C1E93B0" + " " * 40 + "FF", KODE),
    ],
)
def test_kode_terbaca_dengan_atau_tanpa_tanda_hubung(teks, kode):
    assert baca_kode(teks) == kode


def test_kode_dari_nomor_acak_baris():
    assert kode_dokumen(NOMOR) == KODE
    assert berkelompok(KODE) == "6A4C-1C1E-93B0"
    assert kode_klaim(NOMOR) == kode_klaim(str(NOMOR)) == "6A4C-1C1E"
    assert rentang(KODE) == (
        UUID("6a4c1c1e-93b0-0000-0000-000000000000"),
        UUID("6a4c1c1e-93b0-ffff-ffff-ffffffffffff"),
    )


# The foot of every page


def test_kaki_memuat_alamat_dan_kode_di_setiap_halaman(tmp_path):
    laporan = Laporan(
        public_id=NOMOR, situs=SITUS, jenis=Jenis.TRIWULAN, konsep=False, snapshot=ke_json(naskah_contoh(8))
    )

    hasil = PdfReader(BytesIO(cetak_pdf(html_laporan(laporan), tmp_path)))

    assert alamat_periksa(laporan) == "https://sakip.contoh.go.id/periksa/6A4C1C1E93B0/"
    assert len(hasil.pages) > 5
    for halaman in hasil.pages:
        teks = " ".join(halaman.extract_text().split())
        assert "dengan kode 6A4C-1C1E-93B0" in teks
        assert "sakip.contoh.go.id/periksa" in teks


def test_kaki_sama_bitanya_walaupun_situs_pindah(tmp_path, settings):
    settings.ALAMAT_SITUS = SITUS
    laporan = Laporan(public_id=NOMOR, jenis=Jenis.TRIWULAN, konsep=False, snapshot=ke_json(naskah_contoh(2)))
    pertama = cetak_pdf(html_laporan(laporan), tmp_path / "a")

    settings.ALAMAT_SITUS = "https://pindah.contoh.go.id"

    assert cetak_pdf(html_laporan(laporan), tmp_path / "b") == pertama


def test_dokumen_lain_kaki_lain():
    bersama = {"situs": SITUS, "jenis": Jenis.TRIWULAN, "konsep": False, "snapshot": ke_json(naskah_contoh(2))}

    pertama, kedua = (html_laporan(Laporan(public_id=uuid4(), **bersama)) for _ in range(2))

    assert pertama.split('<div class="periksa">')[0] == kedua.split('<div class="periksa">')[0]
    assert pertama != kedua


def test_konsep_tanpa_kaki():
    konsep = Laporan(
        public_id=NOMOR, situs=SITUS, jenis=Jenis.TRIWULAN, konsep=True, snapshot=ke_json(naskah_contoh(2, konsep=True))
    )

    assert 'class="periksa"' not in html_laporan(konsep)


def test_kode_klaim_pada_tabel_dan_lampiran(tmp_path):
    naskah = naskah_contoh(isi=(baris(), baris_sub(7), baris_sub(8)))
    laporan = Laporan(public_id=NOMOR, situs=SITUS, jenis=Jenis.TRIWULAN, konsep=False, snapshot=ke_json(naskah))

    teks = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path))
    tabel, _, lampiran = teks.partition("LAMPIRAN SIDIK BERKAS")

    for kode in ("6A4C-1C1E", "0000-0007", "0000-0008"):
        assert kode in tabel, kode
        assert kode in lampiran, kode


# The public page


def test_halaman_periksa_tanpa_masuk_menyebut_dokumen(client, final):
    respons = client.get(alamat())
    teks = isi(respons)

    assert respons.status_code == 200
    assert "no-store" in respons["Cache-Control"]
    assert respons["X-Robots-Tag"] == "noindex"
    assert respons.cookies == {}
    for potongan in (
        "Laporan Kinerja Triwulan",
        "Triwulan II 2023",
        "<dt>Versi</dt><dd>1</dd>",
        "23 Juni 2023",
        "Camat Kalaena",
        "Masih berlaku",
        "6A4C-1C1E-93B0",
        final.berkas.sha256,
        "certutil -hashfile",
        "sha256sum",
        "bukan tanda tangan",
    ):
        assert potongan in teks, potongan


def test_halaman_periksa_tidak_menyebut_orang(client, final):
    teks = isi(client.get(alamat()))

    assert "Yusri" not in teks
    assert "19770329" not in teks
    assert final.diminta_oleh.nama not in teks
    assert str(final.public_id) not in teks


@pytest.mark.parametrize("kode", ["6a4c-1c1e-93b0", "6A4C1C1E93B0", "6a4c1c1e93b0"])
def test_kode_ditulis_bagaimanapun_menemukan_dokumen(client, final, kode):
    assert client.get(alamat(kode)).status_code == 200


@pytest.mark.parametrize(
    ("kolom", "kode"),
    [
        ({}, "6A4C1C1E93B1"),
        ({}, "bukan-kode"),
        ({"konsep": True, "versi": None}, KODE),
        ({"keadaan": Keadaan.GAGAL, "berkas": None, "selesai_pada": None}, KODE),
    ],
)
def test_yang_bukan_dokumen_final_satu_jawaban(client, final, kolom, kode):
    Laporan.objects.filter(pk=final.pk).update(**kolom)

    respons = client.get(alamat(kode))

    assert respons.status_code == 404
    assert respons.content == client.get(alamat("000000000000")).content


def test_seribu_kode_acak_tidak_ditemukan(final):
    assert [keterangan(kode_dokumen(uuid4())) for _ in range(1000)] == [None] * 1000


def test_dokumen_diganti_versi_terbaru(client, final):
    factories.laporan_selesai(triwulan=final.triwulan, versi=2)
    factories.laporan_selesai(triwulan=final.triwulan, versi=3)
    factories.laporan(triwulan=final.triwulan, versi=4)

    assert keterangan(KODE).pengganti == "versi 3"
    assert "Diganti versi 3" in isi(client.get(alamat()))


def test_cetakan_perencanaan_diganti_yang_isinya_lain(db):
    kolom = {"triwulan": None, "versi": None, "jenis": Jenis.IKU, "objek": "2023", "judul": "IKU Tahun 2023"}
    pada = datetime(2023, 3, 1, 3, tzinfo=UTC)
    lama = factories.laporan_selesai(**kolom, public_id=NOMOR, snapshot={"tahun": "2023"}, diminta_pada=pada)
    factories.laporan_selesai(**kolom, diminta_pada=pada + timedelta(1))

    assert keterangan(KODE).pengganti == ""

    factories.laporan_selesai(**kolom, sidik_snapshot="1" * 64, diminta_pada=pada + timedelta(2))

    assert keterangan(KODE).pengganti == "cetakan tanggal 3 Maret 2023"
    assert (keterangan(KODE).judul, keterangan(KODE).masa, lama.versi) == ("IKU Tahun 2023", "Tahun 2023", None)


@pytest.mark.parametrize(
    ("snapshot", "jabatan"),
    [
        ({"penandatangan": {"jabatan": "Plt. Camat Kalaena", "nama": "Orang"}}, "Plt. Camat Kalaena"),
        ({"tanda_tangan": {"jabatan": "Camat", "nama": "Orang"}}, "Camat"),
        ({"pertama": {"jabatan": "Camat"}, "kedua": {"jabatan": "Bupati"}}, "Camat dan Bupati"),
        ({"penandatangan": None}, ""),
        ({"tanda_tangan": {}}, ""),
    ],
)
def test_jabatan_penandatangan_setiap_bentuk_dokumen(snapshot, jabatan):
    assert jabatan_penandatangan(snapshot) == jabatan


@time_machine.travel("2023-07-07T09:41:00+08:00", tick=False)
def test_terlalu_sering_diminta_menunggu(client, final):
    for _ in range(BATAS):
        assert client.get(alamat()).status_code == 200

    respons = client.get(alamat())

    assert (respons.status_code, respons["Retry-After"]) == (429, "60")
    assert "Tunggu satu menit" in isi(respons)
    assert client.get(alamat(), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_kode_ditulis_tangan_menuju_halamannya(client, db):
    assert client.get(reverse("periksa_awal"), {"kode": "6a4c-1c1e-93b0"}).url == alamat()
    assert "Kode ini tidak terbaca" in isi(client.get(reverse("periksa_awal"), {"kode": '"><script>'}))
    assert '"><script>' not in isi(client.get(reverse("periksa_awal"), {"kode": '"><script>'}))


# Signed copies


def kirim(client, laporan, berkas, jenis="tte"):
    return client.post(reverse("bertanda_unggah", args=[laporan.public_id]), {"jenis": jenis, "berkas": berkas})


def test_naskah_bertanda_menjadi_resmi_dan_kedua_sidik_tersimpan(masuk, kantor, final):
    respons = kirim(masuk("kasubag"), final, unggahan(pdf(ekor=b"\n% bertanda"), "laporan-tte.pdf"))
    naskah = NaskahBertanda.objects.get()

    assert respons.url == final.get_absolute_url()
    assert keterangan(KODE).naskah == (
        BerkasDokumen("PDF yang dibuat sistem", final.berkas.sha256, False),
        BerkasDokumen("PDF bertanda tangan elektronik tersertifikasi", naskah.berkas.sha256, True),
    )
    assert penyimpanan.periksa_utuh(naskah.berkas.sha256)
    assert (naskah.nama, naskah.diunggah_oleh) == ("laporan-tte.pdf", kantor.kasubag)
    catatan = Jejak.objects.get(peristiwa="laporan.unggah_bertanda")
    assert catatan.data == {"sha256": naskah.berkas.sha256}


def test_naskah_kedua_menggantikan_dan_dapat_dikembalikan(masuk, kantor, final):
    klien = masuk("camat")
    kirim(klien, final, unggahan(pdf(ekor=b"\n% satu"), "satu.pdf"), "pindai")
    kirim(klien, final, unggahan(pdf(ekor=b"\n% dua"), "dua.pdf"))
    satu, dua = NaskahBertanda.objects.order_by("pk")

    assert (satu.resmi, dua.resmi) == (False, True)

    klien.post(reverse("bertanda_resmikan", args=[satu.public_id]))

    assert [n.resmi for n in keterangan(KODE).naskah] == [False, True, False]

    klien.post(reverse("bertanda_lepas", args=[final.public_id]))

    assert [n.resmi for n in keterangan(KODE).naskah] == [True, False, False]
    assert Jejak.objects.filter(peristiwa="laporan.resmikan").count() == 2


@pytest.mark.parametrize(
    ("berkas", "kalimat"),
    [
        (unggahan(gambar("PNG"), "pindaian.png"), "bukan PDF"),
        (unggahan(b"MZ" + b"0" * 100, "laporan.pdf"), "tidak dapat diterima"),
        (unggahan(PDF_SISTEM, "laporan.pdf"), "belum bertanda tangan"),
    ],
)
def test_berkas_keliru_ditolak_dengan_sebabnya(masuk, final, berkas, kalimat):
    respons = kirim(masuk("sekcam"), final, berkas)

    assert respons.status_code == 422
    assert kalimat in isi(respons)
    assert not NaskahBertanda.objects.exists()


def test_naskah_yang_sama_dua_kali_ditolak(masuk, final):
    klien = masuk("camat")
    kirim(klien, final, unggahan(pdf(ekor=b"\n% satu"), "satu.pdf"))

    respons = kirim(klien, final, unggahan(pdf(ekor=b"\n% satu"), "satu lagi.pdf"))

    assert "sudah diunggah" in isi(respons)
    assert NaskahBertanda.objects.count() == 1


def test_konsep_tidak_menerima_naskah_bertanda(masuk, kantor):
    konsep = factories.laporan_selesai(konsep=True, versi=None)

    respons = kirim(masuk("camat"), konsep, unggahan(pdf(), "satu.pdf"))

    assert "Konsep tidak ditandatangani" in isi(respons)
    assert not NaskahBertanda.objects.exists()


@pytest.mark.parametrize(
    ("nama", "unggah", "unduh"),
    [
        ("camat", 302, 200),
        ("sekcam", 302, 200),
        ("kasubag", 302, 200),
        ("kasi", 403, 200),
        ("staf", 403, 200),
        ("anggota", 403, 200),
        ("admin", 404, 404),
    ],
)
def test_siapa_mengunggah_dan_mengunduh_naskah_bertanda(masuk, kantor, final, nama, unggah, unduh):
    ada = naskah_bertanda.unggah_bertanda(
        laporan=final, jenis="tte", berkas=unggahan(pdf(ekor=b"\n% ada"), "ada.pdf"), oleh=kantor.camat
    )
    klien = masuk(nama)

    assert kirim(klien, final, unggahan(pdf(ekor=b"\n% lain"), "lain.pdf")).status_code == unggah
    assert status(klien.get(reverse("bertanda_unduh", args=[ada.public_id]))) == unduh
    lepas = klien.post(reverse("bertanda_lepas", args=[final.public_id])).status_code
    resmikan = klien.post(reverse("bertanda_resmikan", args=[ada.public_id])).status_code
    assert (lepas, resmikan) == (unggah, unggah)


def test_naskah_bertanda_tidak_untuk_umum(client, kantor, final):
    ada = naskah_bertanda.unggah_bertanda(
        laporan=final, jenis="tte", berkas=unggahan(pdf(ekor=b"\n% ada"), "ada.pdf"), oleh=kantor.camat
    )

    assert client.get(reverse("bertanda_unduh", args=[ada.public_id])).url.startswith(reverse("masuk"))


# From a figure to its proof


@pytest.fixture
def berklaim(kantor):
    """A final report whose two rows are claims of `pelayanan` and of `pemerintahan`."""
    klaim = [
        factories.capaian(
            target_triwulan=factories.target_triwulan(indikator=factories.indikator(unit=unit), nomor=2)
        )
        for unit in (kantor.pelayanan, kantor.pemerintahan)
    ]
    rows = tuple(baris(capaian_id=str(satu.public_id), nama=f"Indikator {i}") for i, satu in enumerate(klaim, 1))
    return factories.laporan_selesai(snapshot=ke_json(naskah_contoh(isi=rows))), klaim


def test_setiap_angka_menuju_klaimnya(masuk, berklaim):
    laporan, klaim = berklaim

    teks = isi(masuk("camat").get(laporan.get_absolute_url()))

    for satu in klaim:
        halaman = reverse("capaian", args=[satu.public_id])
        assert f'<a href="{halaman}#klaim">87,00</a>' in teks
        assert f'<a href="{halaman}#klaim">85,40</a>' in teks
        assert f'<a href="{halaman}#klaim">98,16%</a>' in teks
        assert f'<a href="{halaman}#klaim">97,00%</a>' in teks
        assert f'<a href="{halaman}#bukti">1 dari 1</a>' in teks
        assert kode_klaim(satu.public_id) in teks


def test_angka_unit_lain_tanpa_tautan(kantor, berklaim):
    laporan, klaim = berklaim

    tautan = [satu.tautan for satu in baris_angka(laporan, peran(kantor.kasi))]

    assert tautan == [reverse("capaian", args=[klaim[0].public_id]), ""]


def test_dokumen_tanpa_angka_tidak_berjejak(kantor):
    surat = factories.laporan(
        triwulan=None, versi=None, jenis=Jenis.IKU, objek="2023", judul="IKU", snapshot={"tahun": "2023"}
    )

    assert baris_angka(surat, peran(kantor.camat)) == []


@pytest.mark.parametrize("jumlah", [1, 30])
def test_halaman_laporan_tetap_jumlah_kuerinya(masuk, django_assert_num_queries, jumlah):
    laporan = factories.laporan_selesai(snapshot=ke_json(naskah_contoh(jumlah)))
    klien = masuk("camat")
    klien.get(laporan.get_absolute_url())

    with django_assert_num_queries(KUERI):
        assert klien.get(laporan.get_absolute_url()).status_code == 200
