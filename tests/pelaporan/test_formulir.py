from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from organisasi.bahasa import AKHIR_TAHUN
from organisasi.models import Penugasan
from organisasi.peran import peran
from pelaporan.docx import buat_docx
from pelaporan.formulir import BahanFormulir, susun_pkk, susun_pkp
from pelaporan.formulir_cetak import minta_pkk, minta_pkp, minta_semua
from pelaporan.models import Laporan
from pelaporan.naskah.pengukuran import NaskahPengukuran
from pelaporan.naskah.triwulan import ke_json, urai
from pelaporan.xlsx import buku_pengukuran
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf

HARI_INI = date(2023, 7, 3)
KUERI_HALAMAN = 8
KUERI_PKK = 18
Jenis = Laporan.Jenis
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def klaim(kantor, sub, *, nomor=2, target=4, persen="100", status=Status.SAH, **kolom):
    """A claim on a sub kegiatan of Seksi Pelayanan Umum, without its rungs."""
    indikator = factories.indikator(sub_kegiatan=sub, unit=kantor.pelayanan, **kolom)
    factories.target_tahunan(indikator=indikator, nilai=Decimal(12))
    tw = factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(target))
    factories.capaian_terajukan(
        target_triwulan=tw, status=status, diajukan_oleh=kantor.staf, persen=Decimal(persen), realisasi=Decimal(3)
    )
    return indikator


@pytest.fixture
def dua_sub(kantor):
    """Two sub kegiatan of one kegiatan: 120% and 80%, the second corrected; with their money."""
    kegiatan = factories.kegiatan()
    sub = [factories.sub_kegiatan(kegiatan=kegiatan) for _ in range(2)]
    klaim(kantor, sub[0], persen="120", nama="Jumlah laporan")
    klaim(kantor, sub[1], persen="80", nama="Jumlah dokumen")
    factories.pagu(sub_kegiatan=sub[0], murni=1_000_000)
    factories.pagu(sub_kegiatan=sub[1], murni=3_000_000, perubahan=Decimal(4_000_000))
    for nomor, jumlah in ((1, 200_000), (2, 300_000), (3, 400_000)):
        factories.realisasi_anggaran(sub_kegiatan=sub[0], nomor=nomor, jumlah=jumlah)
    return sub


def bahan(nomor=2):
    return BahanFormulir(factories.triwulan(nomor=nomor), HARI_INI)


def test_pkk_memuat_indikator_unit_dengan_anggarannya(kantor, dua_sub):
    naskah = susun_pkk(bahan(), kantor.pelayanan)

    assert (naskah.judul, naskah.unit, naskah.tingkat_eselon, naskah.sifat, naskah.konsep) == (
        "Pengukuran Kinerja Sub Kegiatan (PKK) Triwulan II 2023",
        "Seksi Pelayanan Umum",
        "IV",
        "Pengukuran Kinerja Berkala",
        False,
    )
    assert [
        (b.kode, b.serapan.pagu, b.serapan.realisasi, b.serapan.persen_teks, [r.persen_teks for r in b.baris])
        for b in naskah.butir
    ] == [
        (dua_sub[0].kode, 1_000_000, 500_000, "50,00%", ["120,00%"]),
        (dua_sub[1].kode, 4_000_000, None, "–", ["80,00%"]),
    ]
    # 120 counts as 100: (100 + 80) / 2.
    assert (naskah.rerata.persen, naskah.rerata.kelas, naskah.rerata.sah) == (90, "Tinggi", 2)
    assert (naskah.jumlah.pagu_teks, naskah.jumlah.realisasi_teks, naskah.jumlah.persen_teks) == (
        "5.000.000",
        "500.000",
        "10,00%",
    )


def test_pkk_unit_lain_kosong_dan_konsep(kantor, dua_sub):
    naskah = susun_pkk(bahan(), kantor.pemerintahan)

    assert (naskah.butir, naskah.konsep, naskah.rerata.persen) == ((), True, None)


def test_pkp_program_tanpa_indikator_sendiri_memakai_rata_rata(kantor, dua_sub):
    naskah = susun_pkp(bahan())

    program, kegiatan = naskah.butir
    assert (program.tingkat, program.rerata.persen, program.rerata.jumlah, program.baris) == ("program", 90, 2, ())
    assert (kegiatan.tingkat, kegiatan.kode, kegiatan.rerata.persen) == ("kegiatan", dua_sub[0].kegiatan.kode, 90)
    assert (program.serapan.pagu, kegiatan.serapan.realisasi) == (5_000_000, 500_000)
    assert (naskah.unit, naskah.tingkat_eselon, naskah.rerata.persen) == ("Sekretariat", "III", 90)
    assert (naskah.penanggung_jawab.jabatan, naskah.mengetahui.jabatan) == ("Sekretaris Camat", "Camat")


def test_pkp_indikator_sendiri_didahulukan(kantor, dua_sub):
    sendiri = factories.indikator(program=dua_sub[0].kegiatan.program, unit=kantor.sekretariat, nama="Persentase")
    tw = factories.target_triwulan(indikator=sendiri, nilai=Decimal(10))
    factories.capaian_terajukan(
        target_triwulan=tw, status=Status.DI_CAMAT, diajukan_oleh=kantor.staf, persen=Decimal(70)
    )

    naskah = susun_pkp(bahan())

    assert ([b.nama for b in naskah.butir[0].baris], naskah.butir[0].rerata) == (["Persentase"], None)
    assert (naskah.rerata.persen_teks, naskah.rerata.sementara, naskah.konsep) == ("70,00%", True, True)


def test_akhir_tahun_menghitung_belanja_empat_triwulan(kantor, dua_sub):
    factories.triwulan(nomor=AKHIR_TAHUN)
    factories.realisasi_anggaran(sub_kegiatan=dua_sub[0], nomor=4, jumlah=100_000)
    klaim(kantor, dua_sub[0], nomor=AKHIR_TAHUN, persen="100")

    naskah = susun_pkk(bahan(AKHIR_TAHUN), kantor.pelayanan)

    assert (naskah.judul, naskah.sifat, naskah.sampai) == (
        "Pengukuran Kinerja Sub Kegiatan (PKK) Akhir Tahun 2023",
        "Pengukuran Kinerja Akhir Tahun",
        "akhir tahun",
    )
    assert naskah.butir[0].serapan.realisasi == 1_000_000


@pytest.mark.parametrize(
    ("kapasitas", "sebutan"), [("plt", "Plt. Kasi Pelayanan Umum"), ("plh", "Plh. Kasi Pelayanan Umum")]
)
def test_penanda_tangan_dengan_kapasitasnya(kantor, dua_sub, kapasitas, sebutan):
    factories.penugasan(
        pegawai=kantor.kasubag,
        jabatan=kantor.jabatan_kasi,
        kapasitas=Penugasan.Kapasitas(kapasitas),
        mulai=date(2023, 7, 1),
        selesai=date(2023, 7, 31),
    )

    pejabat = susun_pkk(bahan(), kantor.pelayanan).penanggung_jawab

    assert (pejabat.jabatan, pejabat.orang.nama) == (sebutan, "Orang Kasubag")


def test_jabatan_kosong_disebut(kantor, dua_sub):
    Penugasan.objects.filter(jabatan=kantor.jabatan_kasi).update(selesai=date(2023, 6, 30))

    naskah = susun_pkk(bahan(), kantor.pelayanan)
    html = render_to_string("pelaporan/pkk_pdf.html", {"isi": naskah, "judul": naskah.judul, "sidik": "a" * 64})

    assert (naskah.penanggung_jawab.jabatan, naskah.penanggung_jawab.orang) == ("Kasi Pelayanan Umum", None)
    assert "(jabatan sedang kosong)" in html


def test_naskah_kembali_dari_json(kantor, dua_sub):
    naskah = susun_pkp(bahan())

    assert urai(NaskahPengukuran, ke_json(naskah)) == naskah


def test_xlsx_memuat_angka_yang_sama(kantor, dua_sub):
    naskah = susun_pkk(bahan(), kantor.pelayanan)

    lembar = load_workbook(BytesIO(buku_pengukuran(ke_json(naskah)))).active
    baris = [[s.value for s in b] for b in lembar.iter_rows(min_row=7)]

    assert [(b[0], b[8], b[9], b[11], b[12]) for b in baris] == [
        (dua_sub[0].kode, 120, "sah", 1_000_000, 500_000),
        (dua_sub[1].kode, 80, "sah", 4_000_000, None),
        (None, 90, "sah", 5_000_000, 500_000),
    ]


def test_pdf_dan_word_memuat_angka_yang_sama(kantor, dua_sub, tmp_path):
    klaim(kantor, dua_sub[1], persen="66.665", status=Status.DI_CAMAT)
    naskah = susun_pkk(bahan(), kantor.pelayanan)
    html = render_to_string("pelaporan/pkk_pdf.html", {"isi": naskah, "judul": naskah.judul, "sidik": "a" * 64})

    pdf = teks_pdf(cetak_pdf(html, tmp_path / "cetak"))
    tabel = Document(BytesIO(buat_docx(html, [], factories.SAAT))).tables[1]
    word = " ".join(sel.text for baris in tabel.rows for sel in baris.cells)

    for angka in ("120,00%", "80,00%", "66,67% sementara", "50,00%", "1.000.000", "500.000", "82,22% sementara"):
        assert (angka in pdf, angka in word) == (True, True), angka


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_pkk_tetap(kantor, jumlah, django_assert_num_queries):
    kegiatan = factories.kegiatan()
    for _ in range(jumlah):
        sub = factories.sub_kegiatan(kegiatan=kegiatan)
        klaim(kantor, sub)
        factories.pagu(sub_kegiatan=sub, murni=1_000_000)
    isi = bahan()

    with django_assert_num_queries(KUERI_PKK):
        susun_pkk(isi, kantor.pelayanan)


# Asking for documents


def test_semua_sekaligus_satu_pekerjaan_per_dokumen(kantor, dua_sub):
    semua = minta_semua(bahan(), peran(kantor.camat))

    assert sorted((satu.jenis, satu.objek, satu.konsep) for satu in semua) == [
        ("e81", "2023-2", False),
        ("pkk", "2023-2-PEL", False),
        ("pkk", "2023-2-PEM", True),
        ("pkk", "2023-2-SUB", True),
        ("pkp", "2023-2", False),
    ]
    assert Laporan.objects.count() == 5


def test_dokumen_yang_tidak_berubah_tidak_dibuat_ulang(kantor, dua_sub):
    pertama = minta_pkp(bahan(), peran(kantor.camat))
    Laporan.objects.filter(pk=pertama.pk).update(
        keadaan=Laporan.Keadaan.SELESAI, berkas=factories.berkas(), selesai_pada=factories.SAAT
    )

    assert minta_pkp(bahan(), peran(kantor.sekcam)) == pertama
    factories.realisasi_anggaran(sub_kegiatan=dua_sub[1], nomor=2, jumlah=1_000)
    assert minta_pkp(bahan(), peran(kantor.sekcam)) != pertama


def test_dokumen_batal_dibuat_baru(kantor, dua_sub):
    pertama = minta_pkp(bahan(), peran(kantor.camat))
    Laporan.objects.filter(pk=pertama.pk).update(keadaan=Laporan.Keadaan.BATAL)

    assert minta_pkp(bahan(), peran(kantor.camat)) != pertama


def test_konsep_orang_lain_yang_tidak_terlihat_tidak_dipakai(kantor, dua_sub):
    milik_kasi = minta_pkk(bahan(), kantor.pemerintahan, peran(kantor.kasi_lain))

    assert minta_pkk(bahan(), kantor.pemerintahan, peran(kantor.staf_lain)) != milik_kasi


# Pages

HALAMAN = {"tahun": 2023, "nomor": 2}


@pytest.mark.parametrize(
    ("nama", "semua", "pkk"),
    [("camat", 302, 302), ("sekcam", 302, 302), ("anggota", 302, 302), ("kasi", 403, 302), ("staf", 403, 302),
     ("kasi_lain", 403, 404), ("admin", 404, 404)],
)  # fmt: skip
def test_siapa_boleh_meminta(masuk, kantor, nama, semua, pkk):
    factories.triwulan()
    client = masuk(nama)

    for halaman in ("pkp_cetak", "e81_cetak", "formulir_semua"):
        assert client.post(reverse(halaman, kwargs=HALAMAN)).status_code == semua
    assert client.post(reverse("pkk_cetak", kwargs=HALAMAN | {"kode": "PEL"})).status_code == pkk


def test_unit_tanpa_kepala_eselon_iv_tidak_ada(masuk):
    factories.triwulan()

    assert masuk("camat").post(reverse("pkk_cetak", kwargs=HALAMAN | {"kode": "KEC"})).status_code == 404


def test_halaman_unit_hanya_unit_sendiri(masuk, dua_sub):
    teks = masuk("kasi").get(reverse("formulir", kwargs=HALAMAN)).content.decode()

    assert reverse("pkk_cetak", kwargs=HALAMAN | {"kode": "PEL"}) in teks
    assert reverse("pkk_cetak", kwargs=HALAMAN | {"kode": "PEM"}) not in teks
    assert reverse("formulir_semua", kwargs=HALAMAN) not in teks


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_halaman_tetap(masuk, kantor, jumlah, django_assert_num_queries):
    factories.triwulan()
    for nomor in range(jumlah):
        unit = factories.unit(kode=f"X{nomor}")
        factories.jabatan(tingkat="eselon_iv", unit=unit)
        factories.laporan(
            jenis=Jenis.PKK, triwulan=None, versi=None, objek=f"2023-2-X{nomor}", judul="PKK", diminta_oleh=kantor.camat
        )
    client = masuk("camat")

    with django_assert_num_queries(KUERI_HALAMAN):
        client.get(reverse("formulir", kwargs=HALAMAN))


def test_dokumen_kembali_ke_halaman_formulirnya(masuk, kantor, dua_sub):
    laporan = minta_pkk(bahan(), kantor.pelayanan, peran(kantor.kasi))

    teks = masuk("kasi").get(laporan.get_absolute_url()).content.decode()

    assert f'href="{reverse("formulir", kwargs=HALAMAN)}"' in teks


def test_daftar_laporan_memisahkan_formulir(masuk, kantor, dua_sub):
    judul = str(minta_pkp(bahan(), peran(kantor.camat)))
    client = masuk("camat")

    letak = {bagian: judul in client.get(f"/laporan/?bagian={bagian}").content.decode()
             for bagian in ("", "pengukuran", "perencanaan")}  # fmt: skip

    assert letak == {"": False, "pengukuran": True, "perencanaan": False}
