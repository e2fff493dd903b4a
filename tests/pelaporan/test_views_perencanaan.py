from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from organisasi.tim import TUGAS
from pelaporan.models import Laporan
from pelaporan.pdf import html_laporan
from tests import factories

pytestmark = pytest.mark.django_db
TAHUN = 2023


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def html(laporan) -> str:
    return " ".join(html_laporan(laporan).split())


def test_sk_tim_dicetak_dengan_susunannya(masuk, office):
    respons = masuk("kasubag").post(reverse("sk_tim_cetak", args=[TAHUN]))

    laporan = Laporan.objects.get()
    assert (respons.status_code, respons["Location"]) == (302, laporan.get_absolute_url())
    assert (laporan.jenis, laporan.objek, laporan.konsep, laporan.versi) == ("sk_tim", "2023", False, None)
    isi = laporan.snapshot
    assert (isi["nomor"], isi["tanggal"], len(isi["tugas"])) == ("1/2023", "9 Januari 2023", len(TUGAS))
    assert [(a["nama"], a["fungsi"]) for a in isi["anggota"]] == [
        (office.camat.nama, "Koordinator"),
        (office.kasubag.nama, "Sekretaris"),
        (office.anggota.nama, "Anggota"),
    ]
    teks = html(laporan)
    urutan = ["KEPUTUSAN CAMAT", "NOMOR 1/2023", "Menimbang", "Mengingat", "MEMUTUSKAN:", "KESATU", "Lampiran"]
    assert [teks.index(kata) for kata in urutan] == sorted(teks.index(kata) for kata in urutan)
    assert "a. menyusun pengukuran kinerja dan pengumpulan data kinerja;" in teks
    assert "d. menyampaikan laporan kepada Camat;" in teks
    assert "KONSEP" not in teks


def test_sk_tim_tanpa_nomor_menjadi_konsep(masuk, office):
    type(office.camat.tim_sakip.get(tahun=TAHUN)).objects.filter(tahun=TAHUN).update(nomor_sk="")

    masuk("kasubag").post(reverse("sk_tim_cetak", args=[TAHUN]))

    laporan = Laporan.objects.get()
    assert laporan.konsep
    assert '<div class="air">KONSEP</div>' in html(laporan)


def test_sk_tim_ditandatangani_pemangku_pada_tanggalnya(masuk, office):
    plt = factories.penugasan(
        jabatan=office.jabatan_camat, kapasitas="plt", mulai=date(2023, 1, 2), selesai=date(2023, 1, 31)
    )

    masuk("kasubag").post(reverse("sk_tim_cetak", args=[TAHUN]))

    tanda_tangan = Laporan.objects.get().snapshot["tanda_tangan"]
    assert (tanda_tangan["nama"], tanda_tangan["jabatan"]) == (plt.pegawai.nama, "Plt. Camat")


def test_iku_dicetak_dari_renstra(masuk, office):
    sasaran = factories.sasaran(urutan=1, uraian="Pelayanan prima")
    iku = factories.indikator(sasaran=sasaran, nama="IKM", satuan="Indeks", presisi=2, formula="Jumlah ÷ 9")
    factories.target_tahunan(indikator=iku, nilai=Decimal(87))

    masuk("staf").post(reverse("iku_cetak", args=[TAHUN]))

    laporan = Laporan.objects.get()
    (baris,) = laporan.snapshot["baris"]
    assert (laporan.jenis, laporan.judul) == ("iku", "Indikator Kinerja Utama Tahun 2023")
    assert (baris["target"], baris["acuan"], baris["definisi"]) == ("87,00", "belum terdapat", "belum diisi")
    assert "87,00 Indeks" in html(laporan)


@pytest.mark.parametrize(("nama", "tim", "iku"), [("kasubag", 302, 302), ("staf", 403, 302), ("admin", 302, 403)])
def test_siapa_boleh_mencetak(masuk, nama, tim, iku):
    client = masuk(nama)

    assert client.post(reverse("sk_tim_cetak", args=[TAHUN])).status_code == tim
    assert client.post(reverse("iku_cetak", args=[TAHUN])).status_code == iku
