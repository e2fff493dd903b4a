from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from organisasi.bahasa import tanggal
from pelaporan.models import Laporan
from pelaporan.pdf import html_laporan
from rencana_aksi.models import RencanaAksi
from tests import factories
from tests.factories import TAHUN
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf
from tests.rencana_aksi.rencana import bawa, indikator_bertarget, isi, simpan

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    factories.aturan_jadwal()
    return factories.kantor_lengkap()


@pytest.fixture
def rencana(office) -> RencanaAksi:
    indikator = indikator_bertarget(office, sasaran=factories.sasaran(uraian="Meningkatnya pelayanan"))
    return simpan(indikator, isi(None, "4", "4", "4", jabatan=office.jabatan_kasi), office.kasi)


@pytest.fixture
def cetak(client, office):
    def sebagai(siapa):
        client.force_login(getattr(office, siapa))
        return client.post(reverse("rencana_cetak", args=[TAHUN]))

    return sebagai


@pytest.mark.parametrize(
    ("siapa", "status"),
    [("camat", 302), ("sekcam", 302), ("kasubag", 302), ("anggota", 302), ("kasi", 403), ("staf", 403), ("admin", 404)],
)
def test_dicetak_camat_sekcam_dan_tim(cetak, siapa, status):
    assert cetak(siapa).status_code == status


def test_draf_dicetak_sebagai_konsep(cetak, rencana):
    respons = cetak("kasubag")

    laporan = Laporan.objects.get()
    assert respons.url == laporan.get_absolute_url()
    assert (laporan.jenis, laporan.objek, laporan.judul, laporan.konsep, laporan.versi) == (
        Laporan.Jenis.RENCANA_AKSI,
        "2023",
        "Rencana Aksi Tahun 2023, konsep",
        True,
        None,
    )
    assert laporan.snapshot["baris"] == [
        {
            "induk": "Meningkatnya pelayanan",
            "nama": "Laporan pelayanan",
            "satuan": "laporan",
            "target_tahun": "12",
            "target_tw": ["–", "4", "4", "4"],
            "langkah": "Membuka loket kedua.",
            "data_dukung": ["TW II, III, IV: Laporan kegiatan"],
            "anggaran": "–",
            "penanggung_jawab": "Kasi Pelayanan Umum",
            "unit": "Seksi Pelayanan Umum",
        }
    ]
    assert '<div class="air">KONSEP</div>' in html_laporan(laporan)


def test_tahun_tanpa_indikator_tetap_konsep(cetak):
    cetak("camat")

    laporan = Laporan.objects.get()
    assert laporan.konsep is True
    assert "Belum ada indikator yang bertarget pada tahun ini." in html_laporan(laporan)


def test_pdf_berbentuk_matriks_mendatar(cetak, rencana, office, tmp_path):
    bawa(rencana, office, RencanaAksi.Status.DITETAPKAN)
    cetak("camat")
    laporan = Laporan.objects.get()

    pdf = cetak_pdf(html_laporan(laporan), tmp_path, laporan.sidik_snapshot)

    assert laporan.konsep is False
    teks = teks_pdf(pdf)
    kolom = (
        "No Sasaran Indikator Satuan Target tahun TW I TW II TW III TW IV Aktivitas/langkah aksi "
        "Data dukung wajib per triwulan Anggaran Penanggung jawab Unit pelaksana"
    )
    assert "RENCANA AKSI TAHUN 2023" in teks
    assert "KONSEP" not in teks
    assert kolom.replace(" ", "") in teks.replace(" ", "")
    assert f"Kalaena, {tanggal(laporan.diminta_pada)}" in teks
    assert teks.index("CAMAT,") < teks.index("Orang Camat")
    kotak = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(kotak.width), round(kotak.height)) == (842, 595)
