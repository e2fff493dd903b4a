import pytest

from kinerja.models import Indikator
from pelaporan.narasi_token import BELUM_ADA, Angka, DaftarAngka, daftar_angka
from rencana_aksi.models import Capaian
from tests import factories
from tests.pelaporan.narasi_contoh import siapkan

TAHUN = 2023
DAFTAR = DaftarAngka(
    (
        Angka("tahun", "tahun", "Tahun laporan", "2023"),
        Angka("capaian IKU-1", "capaian:a1", "Persentase capaian: IKM", "98,16%"),
        Angka("capaian IKU-2", "capaian:b2", "Persentase capaian: Nilai SAKIP", ""),
    )
)


@pytest.mark.parametrize(
    ("tulisan", "simpanan"),
    [
        ("Tahun {tahun}.", "Tahun {tahun}."),
        ("{capaian IKU-1}", "{capaian:a1}"),
        ("{ Capaian   iku-1 }{CAPAIAN IKU-2}", "{capaian:a1}{capaian:b2}"),
        ("{capaian IKU-9}", "{capaian IKU-9}"),
        ("{}", "{}"),
        ("{capaian\nIKU-1}", "{capaian\nIKU-1}"),
        ("{{capaian IKU-1}}", "{{capaian:a1}}"),
        ("tanpa angka", "tanpa angka"),
        ("", ""),
    ],
)
def test_ke_simpanan(tulisan, simpanan):
    assert DAFTAR.ke_simpanan(tulisan) == simpanan


@pytest.mark.parametrize(
    ("simpanan", "tulisan", "terurai"),
    [
        ("{capaian:a1} pada {tahun}", "{capaian IKU-1} pada {tahun}", "98,16% pada 2023"),
        ("{capaian:b2}", "{capaian IKU-2}", BELUM_ADA),
        ("{capaian:hilang}", "{capaian:hilang}", "{capaian:hilang}"),
        # A draft saved while its indicator was not there yet.
        ("{Capaian  IKU-1}", "{capaian IKU-1}", "98,16%"),
        ("<b>{capaian:a1}</b>", "<b>{capaian IKU-1}</b>", "<b>98,16%</b>"),
    ],
)
def test_ke_tulisan_dan_terurai(simpanan, tulisan, terurai):
    assert DAFTAR.ke_tulisan(simpanan) == tulisan
    assert DAFTAR.terurai(simpanan) == terurai


def test_nilai_yang_memuat_nama_tidak_diuraikan_lagi():
    daftar = DaftarAngka((Angka("nama IKU-1", "nama:a1", "", "{tahun}"), Angka("tahun", "tahun", "", "2023")))

    assert daftar.terurai("{nama:a1} {tahun}") == "{tahun} 2023"


BERPASANGAN = "Ada tanda { atau } tanpa pasangannya. Tulis angka seperti {tahun}, atau hapus tandanya."


@pytest.mark.parametrize(
    ("teks", "keluhan"),
    [
        ("{capaian:a1} dan {tahun}", []),
        ("{capain IKU-1}", ["Angka {capain IKU-1} tidak dikenal. Mungkin maksud Anda {capaian IKU-1}."]),
        ("{xyz} {xyz}", ["Angka {xyz} tidak dikenal. Pilih namanya dari daftar angka."]),
        ("{tahun", [BERPASANGAN]),
        ("tahun}", [BERPASANGAN]),
        ("{{tahun}}", [BERPASANGAN]),
        ("{}", [BERPASANGAN]),
    ],
)
def test_keluhan(teks, keluhan):
    assert DAFTAR.keluhan(teks) == keluhan


def test_tanpa_nilai_menyebut_yang_dipakai_saja():
    assert DAFTAR.tanpa_nilai("{capaian:a1}") == []
    assert DAFTAR.tanpa_nilai("{capaian:b2} {capaian:b2}") == ["{capaian IKU-2}"]


@pytest.mark.django_db
def test_daftar_angka_mengikuti_data_tahunnya():
    contoh = siapkan()

    nilai = {a.nama: a.nilai for a in daftar_angka(TAHUN).angka}

    iku1 = {nama.removesuffix(" IKU-1"): isi for nama, isi in nilai.items() if nama.endswith("IKU-1")}
    assert iku1 == {
        "nama": "IKM",
        "target": "87,00 Indeks",
        "realisasi": "85,40 Indeks",
        "capaian": "98,16%",
        "kelas": "Sangat Tinggi",
        "capaian tahun lalu": "",
        "target akhir Renstra": "90,00 Indeks",
        "kemajuan Renstra": "94,89%",
        "standar nasional": "belum terdapat",
    }
    assert (nilai["nama IKU-2"], nilai["capaian IKU-2"]) == (contoh.lain.nama, "")
    assert (nilai["capaian Sasaran-1"], nilai["kelas Sasaran-1"]) == ("98,16%", "Sangat Tinggi")
    assert (nilai["pagu"], nilai["realisasi anggaran"], nilai["serapan"]) == (
        "Rp1.000.000,00",
        "Rp962.500,00",
        "96,25%",
    )
    # Camat, Sekcam, Kasubag, two Kasi, four staf and the member of the Tim; who left in 2022 is not counted.
    assert (nilai["tahun"], nilai["tahun lalu"], nilai["jumlah pegawai"]) == ("2023", "2022", "10 orang")


@pytest.mark.django_db
def test_angka_yang_belum_disahkan_bertanda_sementara():
    siapkan()
    Capaian.objects.update(status="di_camat")

    nilai = {a.nama: a.nilai for a in daftar_angka(TAHUN).angka}

    assert nilai["capaian IKU-1"] == "98,16% (sementara)"
    assert nilai["realisasi IKU-1"] == "85,40 Indeks (sementara)"
    assert nilai["capaian kecamatan"] == "98,16% (sementara)"


@pytest.mark.django_db
def test_angka_tetap_pada_indikatornya_bila_urutan_berubah():
    contoh = siapkan()
    simpanan = daftar_angka(TAHUN).ke_simpanan("{nama IKU-1}: {capaian IKU-1}")

    Indikator.objects.filter(pk=contoh.ikm.pk).update(urutan=9)

    sesudah = daftar_angka(TAHUN)
    assert sesudah.ke_tulisan(simpanan) == "{nama IKU-2}: {capaian IKU-2}"
    assert sesudah.terurai(simpanan) == "IKM: 98,16%"


@pytest.mark.django_db
def test_daftar_angka_tanpa_renstra_dan_tanpa_pengukuran_tahunan():
    factories.kantor()

    nilai = {a.nama: a.nilai for a in daftar_angka(TAHUN).angka}

    assert (nilai["tahun"], nilai["capaian kecamatan"], nilai["pagu"]) == ("2023", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize("jumlah", [1, 30])
def test_daftar_angka_tetap_jumlah_kuerinya(jumlah, django_assert_num_queries):
    contoh = siapkan()
    for _ in range(jumlah):
        baru = factories.indikator(sasaran=contoh.sasaran)
        factories.capaian(target_triwulan=factories.target_triwulan(indikator=baru, nomor=5))

    with django_assert_num_queries(23):
        daftar_angka(TAHUN)
