from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.bahasa import AKHIR_TAHUN
from organisasi.peran import peran
from pelaporan.rekapitulasi import buku_rekapitulasi, rekapitulasi
from rencana_aksi.models.capaian import Status
from tests import factories

KUERI_SEMUA = 11
KUERI_UNIT = 11
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


def klaim(kantor, indikator, persen, *, nomor=1, tahun=2023, status=Status.SAH):
    tw = factories.target_triwulan(indikator=indikator, nomor=nomor, tahun=tahun)
    return factories.capaian_terajukan(
        target_triwulan=tw, status=status, diajukan_oleh=kantor.staf, persen=Decimal(persen)
    )


@pytest.fixture
def isi(kantor):
    """One sasaran with two IKU, one program with two sub kegiatan in two units."""
    sasaran = factories.sasaran(uraian="Pelayanan meningkat")
    iku = [factories.indikator(sasaran=sasaran, unit=kantor.pelayanan, nama=n) for n in ("IKM", "Waktu layanan")]
    klaim(kantor, iku[0], 120)
    klaim(kantor, iku[1], 60, status=Status.DI_CAMAT)
    klaim(kantor, iku[0], 98, nomor=AKHIR_TAHUN)
    kegiatan = factories.kegiatan(program=factories.program(kode="7.01.02", nama="Program Pelayanan"))
    sub = [factories.sub_kegiatan(kegiatan=kegiatan) for _ in range(2)]
    unit = (kantor.pelayanan, kantor.pemerintahan)
    lain = [factories.indikator(sub_kegiatan=s, unit=u, nama=s.nama) for s, u in zip(sub, unit, strict=True)]
    klaim(kantor, lain[0], 90)
    klaim(kantor, lain[1], 50)
    return iku, lain


def kelompok(rekap):
    return {k.kunci: k for k in rekap.kelompok}


def angka(baris):
    return [s.teks_lengkap for s in baris.sel]


def test_setiap_kelompok_dihitung(kantor, isi):
    k = kelompok(rekapitulasi(2023, peran(kantor.camat)))

    assert list(k) == ["sasaran", "program", "unit", "tahun", "indikator"]
    # 120 counts as 100: (100 + 60) / 2 = 80.
    assert [(b.nama, angka(b)) for b in k["sasaran"].baris] == [
        ("Pelayanan meningkat", ["80,00% sementara", "–", "–", "–", "98,00%"]),
        ("Rata-rata organisasi", ["80,00% sementara", "–", "–", "–", "98,00%"]),
    ]
    assert [(b.nama, b.keterangan, angka(b)[0]) for b in k["program"].baris] == [
        ("7.01.02 Program Pelayanan", "2 indikator di bawahnya", "70,00%")
    ]
    # Seksi Pelayanan: (100 + 60 + 90) / 3.
    assert [(b.nama, angka(b)[0], b.sel[0].kelas) for b in k["unit"].baris] == [
        ("Seksi Pelayanan Umum", "83,33% sementara", "Tinggi"),
        ("Seksi Pemerintahan", "50,00%", "Sangat Rendah"),
    ]
    assert [(b.nama, angka(b)[0]) for b in k["tahun"].baris] == [("2023", "80,00% sementara")]
    assert [b.nama for b in k["indikator"].baris][:2] == ["IKM", "Waktu layanan"]
    assert angka(k["indikator"].baris[0]) == ["120,00%", *["tidak ada target"] * 3, "98,00%"]


def test_program_beri_indikator_sendiri_memakainya(kantor, isi):
    _, lain = isi
    program = lain[0].sub_kegiatan.kegiatan.program
    klaim(kantor, factories.indikator(program=program, unit=kantor.sekretariat), 95)

    baris = kelompok(rekapitulasi(2023, peran(kantor.camat)))["program"].baris[0]

    assert (baris.keterangan, angka(baris)[0]) == ("1 indikator program", "95,00%")


def test_yang_masih_di_pengisi_dan_tanpa_target_tidak_dihitung(kantor, isi):
    iku, _ = isi
    klaim(kantor, iku[0], 10, nomor=2, status=Status.KEMBALI_PENGISI)
    factories.capaian(target_triwulan=factories.target_triwulan(indikator=iku[1], nomor=2))
    factories.target_triwulan(indikator=iku[0], nomor=3, nilai=None)

    k = kelompok(rekapitulasi(2023, peran(kantor.camat)))

    assert angka(k["indikator"].baris[0])[1:3] == ["belum diajukan", "tidak ada target"]
    assert angka(k["sasaran"].baris[0])[1] == "–"


def test_tahun_lain_menurut_ketentuannya_sendiri(kantor, isi):
    iku, _ = isi
    factories.ketentuan(berlaku_sejak=2024, batas_rata_rata=Decimal(110))
    klaim(kantor, iku[0], 120, tahun=2024)

    k = kelompok(rekapitulasi(2023, peran(kantor.camat)))

    assert [(b.nama, angka(b)[0]) for b in k["tahun"].baris] == [("2023", "80,00% sementara"), ("2024", "110,00%")]


def test_unit_melihat_miliknya_saja(kantor, isi):
    rekap = rekapitulasi(2023, peran(kantor.kasi_lain))

    assert (rekap.lengkap, list(kelompok(rekap))) == (False, ["unit", "indikator"])
    assert [b.nama for b in kelompok(rekap)["unit"].baris] == ["Seksi Pemerintahan"]
    assert len(kelompok(rekap)["indikator"].baris) == 1


def test_halaman_menyebut_kelas_sementara_dan_grafik(masuk, isi):
    teks = " ".join(masuk("camat").get(reverse("rekapitulasi", args=[2023])).content.decode().split())

    assert '80,00% <i>sementara</i> <span class="tag baik">Tinggi</span>' in teks
    assert '<span class="tag buruk">Sangat Rendah</span>' in teks
    assert teks.count('<svg xmlns="http://www.w3.org/2000/svg" class="grafik"') == 4


def test_xlsx_memuat_lembar_setiap_kelompok(kantor, isi):
    buku = load_workbook(BytesIO(buku_rekapitulasi(rekapitulasi(2023, peran(kantor.camat)))))

    assert buku.sheetnames == [
        "Capaian per sasaran strategis",
        "Capaian per program",
        "Capaian per unit kerja",
        "Capaian organisasi dari tahun k",
        "Capaian per indikator",
    ]
    lembar = buku["Capaian per unit kerja"]
    assert [s.value for s in lembar[6]][:5] == [
        *("Seksi Pelayanan Umum", "3 indikator", pytest.approx(83.3333, abs=1e-4), "Tinggi", "sementara"),
    ]


@pytest.mark.parametrize(
    ("nama", "tahun", "kode"),
    [("camat", 2023, 200), ("staf", 2023, 200), ("admin", 2023, 404), ("camat", 2019, 404)],
)
def test_siapa_melihat_dan_tahun_yang_tidak_ada(masuk, isi, nama, tahun, kode):
    client = masuk(nama)

    assert client.get(reverse("rekapitulasi", args=[tahun])).status_code == kode
    assert client.get(reverse("rekapitulasi_xlsx", args=[tahun])).status_code == kode


@pytest.mark.parametrize(("nama", "kueri"), [("camat", KUERI_SEMUA), ("kasi", KUERI_UNIT)])
@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(masuk, kantor, nama, kueri, jumlah, django_assert_num_queries):
    kegiatan = factories.kegiatan()
    for _ in range(jumlah):
        sub = factories.sub_kegiatan(kegiatan=kegiatan)
        klaim(kantor, factories.indikator(sub_kegiatan=sub, unit=kantor.pelayanan), 90)
    client = masuk(nama)

    with django_assert_num_queries(kueri):
        client.get(reverse("rekapitulasi", args=[2023]))
