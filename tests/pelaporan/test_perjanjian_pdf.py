from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kinerja.perjanjian.kalimat import KALIMAT_BAKU
from pelaporan.models import Laporan
from pelaporan.pdf import html_laporan
from tests.kinerja.perjanjian_contoh import contoh, draf, tertanda
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    return contoh()


@pytest.fixture
def cetak(client, c, tmp_path):
    """The PDF of an agreement, asked for by a staf as on its page."""

    def _cetak(perjanjian):
        client.force_login(c.kantor.staf, backend="organisasi.auth.NipAtauNamaPengguna")
        client.post(reverse("perjanjian_cetak", args=[perjanjian.public_id]))
        laporan = Laporan.objects.latest("pk")
        return cetak_pdf(html_laporan(laporan), tmp_path, laporan.sidik_snapshot)

    return _cetak


def halaman(pdf):
    return [" ".join(h.extract_text().split()) for h in PdfReader(BytesIO(pdf)).pages]


def test_dua_bagian_masing_masing_satu_halaman(c, cetak):
    pernyataan, lampiran = halaman(cetak(tertanda(c, "camat")))

    for satu in (pernyataan, lampiran):
        assert "PERJANJIAN KINERJA TAHUN 2023 KECAMATAN KALAENA" in satu
        assert "Kalaena, 5 Januari 2023" in satu
    assert "(1) (2) (3) (4)" in lampiran
    assert "KONSEP" not in pernyataan


def test_kalimat_tetap_berurutan(c, cetak):
    teks = halaman(cetak(tertanda(c, "camat")))[0]

    urutan = [
        KALIMAT_BAKU["pembuka"],
        "Nama : Muhammad Yusri, S.E., M.M. Jabatan : Camat",
        "Selanjutnya disebut pihak pertama.",
        "Nama : Drs. H. Bupati Contoh, M.Si. Jabatan : Bupati Luwu Timur",
        "Selaku atasan pihak pertama, selanjutnya disebut pihak kedua.",
        KALIMAT_BAKU["janji_pertama"],
        KALIMAT_BAKU["janji_kedua"],
        "Kalaena, 5 Januari 2023",
    ]
    letak = [teks.find(potongan) for potongan in urutan]
    assert -1 not in letak
    assert letak == sorted(letak)


def test_tanda_tangan_kiri_pihak_kedua_kanan_pihak_pertama(c, cetak):
    pernyataan, lampiran = halaman(cetak(tertanda(c, "camat")))

    camat = "Muhammad Yusri, S.E., M.M. Pangkat: Pembina, IV/a NIP 19770329 200801 1 008"
    # The Bupati's block has neither pangkat nor NIP: his name stands right before the Camat's.
    assert f"Pihak Kedua, Pihak Pertama, Drs. H. Bupati Contoh, M.Si. {camat}" in pernyataan
    assert f"Bupati Luwu Timur, Camat, Drs. H. Bupati Contoh, M.Si. {camat}" in lampiran


def test_atasan_di_kantor_bernip_di_kiri(c, cetak):
    teks = halaman(cetak(tertanda(c)))[0]

    assert "Pihak Kedua, Pihak Pertama, Muhammad Yusri, S.E., M.M. Pangkat: Pembina, IV/a NIP 1977" in teks


@pytest.mark.parametrize(
    ("nama", "potongan"),
    [
        (
            "camat",
            [
                "No Sasaran Strategis Indikator Kinerja Target",
                "1 Meningkatnya kualitas pelayanan publik Indeks Kepuasan Masyarakat 87,00 Indeks",
                "96,50%",
                "Program Anggaran (Rp) Keterangan",
                "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH 120.000.000,50 APBD, DAU",
                "Jumlah 123.000.000,50",
            ],
        ),
        ("sekcam", ["Kegiatan Anggaran (Rp)", "Kegiatan Penyediaan Gaji 100.000.000,50 DAU", "Jumlah 120.000.000,50"]),
        ("kasubag", ["No Sasaran Sub Kegiatan", "21 Orang", "Sub Kegiatan Anggaran (Rp)", "Jumlah 120.000.000,50"]),
        ("kasi_lain", ["No Sasaran Sub Kegiatan", "7 Desa", "Fasilitasi Desa 3.000.000,00 APBD Jumlah 3.000.000,00"]),
    ],
)
def test_tabel_menurut_tingkat(c, cetak, nama, potongan):
    teks = halaman(cetak(tertanda(c, nama)))[1]

    for satu in potongan:
        assert satu in teks, satu


def test_draf_bertanda_konsep(c, cetak):
    laporan = cetak(draf(c))

    assert "KONSEP" in teks_pdf(laporan)
    assert str(Laporan.objects.get()) == "Perjanjian Kinerja Kasi Pemerintahan 2023, konsep"


def test_cetak_yang_ditandatangani_bukan_konsep_dan_kembali_ke_halamannya(c, client):
    perjanjian = tertanda(c)
    client.force_login(c.kantor.staf, backend="organisasi.auth.NipAtauNamaPengguna")

    respons = client.post(reverse("perjanjian_cetak", args=[perjanjian.public_id]))

    laporan = Laporan.objects.get()
    assert (respons["Location"], laporan.konsep, laporan.objek) == (
        laporan.get_absolute_url(),
        False,
        str(perjanjian.public_id),
    )
    assert perjanjian.get_absolute_url() in client.get(laporan.get_absolute_url()).content.decode()


def test_cetak_tanpa_jabatan_tidak_ada(c, client):
    client.force_login(c.kantor.admin, backend="organisasi.auth.NipAtauNamaPengguna")

    assert client.post(reverse("perjanjian_cetak", args=[draf(c).public_id])).status_code == 404
