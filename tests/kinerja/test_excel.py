"""The planning tables as workbooks: the figures of the page, and text that stays text."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.models import Dpa
from tests import factories
from tests.kinerja.test_views_perencanaan import TAHUN, iku, isi, masuk, office

pytestmark = pytest.mark.django_db
__all__ = ["iku", "masuk", "office"]  # fixtures
TABEL = ("rkt", "iku", "renstra", "pohon", "kelengkapan", "perjanjian", "tim")
HALAMAN = {"perjanjian": "perjanjian_daftar"}
RUMUS = "=1+1"
KUERI = {"rkt": 16, "iku": 9, "renstra": 9, "pohon": 14, "kelengkapan": 23}


@pytest.fixture
def berisi(iku, office):
    """The IKU with a target, its program down to an indicator whose name looks like a formula, and a range."""
    factories.target_tahunan(indikator=iku, nilai="88.5")
    program = factories.program(sasaran=iku.sasaran, kode="7.01.01", nama="Program penunjang")
    kegiatan = factories.kegiatan(program=program, kode="7.01.01.2.01", nama="Perencanaan")
    sub = factories.sub_kegiatan(kegiatan=kegiatan, kode="7.01.01.2.01.0001", nama="Dokumen")
    rumus = factories.indikator(sub_kegiatan=sub, nama=RUMUS, unit=office.pelayanan, polaritas="rentang")
    factories.target_tahunan(indikator=rumus, nilai=80, nilai_atas=85)
    return iku


def buku(klien, nama):
    jawaban = klien.get(reverse(f"{nama}_xlsx", args=[TAHUN]))
    assert jawaban["Content-Disposition"].startswith("attachment;")
    return load_workbook(BytesIO(jawaban.content))


def baris(klien, nama, lembar=0) -> list[tuple]:
    """Every row of a sheet below its title."""
    return list(buku(klien, nama).worksheets[lembar].values)[1:]


@pytest.mark.parametrize("nama", TABEL)
def test_halaman_menautkan_unduhannya(masuk, berisi, nama):
    if nama == "perjanjian":
        masuk("kasubag").post(reverse("perjanjian_buat_semua", args=[TAHUN]))
    halaman = isi(masuk("staf").get(reverse(HALAMAN.get(nama, nama), args=[TAHUN])))

    assert f'<a href="{reverse(f"{nama}_xlsx", args=[TAHUN])}">Unduh Excel</a>' in halaman


@pytest.mark.parametrize("nama", TABEL)
def test_tanpa_jabatan_tidak_ada_unduhan(masuk, berisi, office, nama):
    orang = "nonaktif" if nama == "tim" else "admin"

    assert masuk(orang).get(reverse(f"{nama}_xlsx", args=[TAHUN])).status_code in (302, 404)


def test_rkt_sama_dengan_halaman(masuk, berisi):
    klien = masuk("staf")
    halaman = isi(klien.get(reverse("rkt", args=[TAHUN])))

    isi_buku = baris(klien, "rkt")[-2:]

    assert isi_buku == [
        ("IKM", "Indikator Kinerja Utama", "Seksi Pelayanan Umum", "laporan", 87, 88.5, 1.5),
        (RUMUS, "Sub Kegiatan", "Seksi Pelayanan Umum", "laporan", "–", "80 sampai 85", "–"),
    ]
    for teks in ("87,00 laporan", "88,50 laporan", "+1,50", "80 sampai 85 laporan"):
        assert teks in halaman


def test_teks_seperti_rumus_tetap_teks(masuk, berisi):
    sel = [s for lembar in buku(masuk("staf"), "rkt") for b in lembar.iter_rows() for s in b if s.value == RUMUS]

    assert [s.data_type for s in sel] == ["s"]


def test_iku_sama_dengan_halaman(masuk, berisi):
    berisi.formula, berisi.definisi_operasional = "Jumlah nilai", "Nilai survei"
    berisi.save()
    klien = masuk("staf")

    assert baris(klien, "iku")[-1] == (
        str(berisi.sasaran), "IKM", "laporan", 88.5, "Nilai survei", "Jumlah nilai", "belum diisi", "belum ditetapkan",
        None,
    )  # fmt: skip
    halaman = isi(klien.get(reverse("iku", args=[TAHUN])))
    for teks in ("88,50 laporan", "Nilai survei", "Cara menghitung: Jumlah nilai", "belum ditetapkan"):
        assert teks in halaman


def test_renstra_dua_lembar(masuk, berisi):
    klien = masuk("staf")

    assert baris(klien, "renstra")[-2:] == [
        ("Tujuan", 1, "Pelayanan yang baik", None),
        ("Sasaran strategis", 1, str(berisi.sasaran), 1),
    ]
    target = baris(klien, "renstra", 1)
    assert target[-2][5:10] == ("2022", "2023", "2024", "2025", "2026")
    assert target[-1] == (1, "IKM", "laporan", "–", None, 87, 87, 87, 87, 87, "belum terdapat", None)


def test_pohon_datar_dengan_tingkatnya(masuk, berisi):
    sasaran = str(berisi.sasaran)

    assert [b[:7] for b in baris(masuk("staf"), "pohon")[2:]] == [
        ("Sasaran strategis", None, sasaran, None, "IKM", "laporan", 88.5),
        ("Program", "7.01.01", sasaran, "Program penunjang", "belum ada indikator", None, None),
        ("Kegiatan", "7.01.01.2.01", sasaran, "Perencanaan", "belum ada indikator", None, None),
        ("Sub kegiatan", "7.01.01.2.01.0001", sasaran, "Dokumen", RUMUS, "laporan", "80 sampai 85"),
    ]


def test_kelengkapan_sama_dengan_halaman(masuk, berisi):
    klien = masuk("staf")
    halaman = isi(klien.get(reverse("kelengkapan", args=[TAHUN])))

    isi_buku = baris(klien, "kelengkapan")[2:]

    assert ("Indikator tanpa sumber data", "IKM", "Seksi Pelayanan Umum") in isi_buku
    assert len(isi_buku) == halaman.count("<li>")


def test_perjanjian_menyebut_batas_dan_asalnya(masuk, berisi, office):
    Dpa.objects.create(tahun=TAHUN, tanggal="2023-01-03")
    masuk("kasubag").post(reverse("perjanjian_buat", args=[TAHUN, office.jabatan_kasi.public_id]))

    isi_buku = baris(masuk("staf"), "perjanjian")

    assert isi_buku[0][0] == (
        "Batas penandatanganan: 3 Februari 2023, satu bulan setelah DPA disahkan pada 3 Januari 2023."
    )
    assert ("Kasi Pelayanan Umum", "Seksi Pelayanan Umum", "Draf", "Murni", "–") in isi_buku
    assert ("Camat", "Kecamatan Kalaena", "belum ada", "–", "–") in isi_buku


def test_tim_sama_dengan_halaman(masuk, office):
    klien = masuk("staf")
    halaman = isi(klien.get(reverse("tim", args=[TAHUN])))

    isi_buku = baris(klien, "tim")[3:]

    assert [b[:2] for b in isi_buku][:2] == [("Orang Camat", "Koordinator"), ("Orang Kasubag", "Sekretaris")]
    assert all(f'<th scope="row">{b[0]}</th>' in halaman for b in isi_buku)


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize("nama", KUERI)
def test_jumlah_kueri_tetap(masuk, iku, nama, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=factories.program(sasaran=iku.sasaran)))
        factories.target_tahunan(indikator=factories.indikator(sub_kegiatan=sub))
        factories.indikator(sasaran=iku.sasaran)
    klien = masuk("staf")

    with django_assert_num_queries(KUERI[nama]):
        klien.get(reverse(f"{nama}_xlsx", args=[TAHUN]))
