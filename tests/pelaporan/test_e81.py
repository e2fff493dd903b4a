"""The sixteen columns of Formulir E.81, computed by hand."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook

from kinerja.models import TargetRenstra
from kinerja.perhitungan import Akumulasi, Polaritas
from organisasi.bahasa import AKHIR_TAHUN
from pelaporan.e81 import BUTIR_KAKI, susun_e81
from pelaporan.e81_excel import KEPALA, buku_e81
from pelaporan.naskah.e81 import NaskahE81
from pelaporan.naskah.triwulan import ke_json, urai
from rencana_aksi.models.capaian import Status
from tests import factories

HARI_INI = date(2023, 7, 3)
KUERI = 28
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def program():
    renstra = factories.renstra(nama="Renstra 2021–2026", tahun_awal=2021, tahun_akhir=2026)
    return factories.program(sasaran=factories.sasaran(renstra=renstra, uraian="Pelayanan meningkat"))


@pytest.fixture
def sub(program):
    return factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))


def klaim(kantor, indikator, *, tahun=2023, nomor, realisasi, status=Status.SAH, persen="100", **kolom):
    tw = factories.target_triwulan(indikator=indikator, tahun=tahun, nomor=nomor, nilai=Decimal(3))
    return factories.capaian_terajukan(
        target_triwulan=tw,
        status=status,
        diajukan_oleh=kantor.staf,
        realisasi=Decimal(realisasi),
        persen=Decimal(persen),
        **kolom,
    )


def indikator_bertarget(kantor, sub, target=12, **kolom):
    indikator = factories.indikator(sub_kegiatan=sub, unit=kantor.pelayanan, **kolom)
    factories.target_tahunan(indikator=indikator, nilai=Decimal(target))
    return indikator


def renstra(indikator, **tahun):
    TargetRenstra.objects.bulk_create(
        TargetRenstra(indikator=indikator, tahun=int(satu[1:]), nilai=Decimal(nilai)) for satu, nilai in tahun.items()
    )


def e81(nomor=2):
    return susun_e81(factories.triwulan(nomor=nomor), tanggal=HARI_INI)


def daun(naskah):
    return next(b for b in naskah.baris if b.indikator)


def test_kolom_5_sampai_14_indikator_kumulatif(kantor, sub):
    indikator = indikator_bertarget(kantor, sub)
    renstra(indikator, t2022=10, t2023=12, t2024=12, t2025=13, t2026=13)
    for nomor, realisasi in ((1, 2), (2, 3), (3, 2), (4, 3)):
        klaim(kantor, indikator, tahun=2022, nomor=nomor, realisasi=realisasi)
    klaim(kantor, indikator, nomor=1, realisasi=3)
    klaim(kantor, indikator, nomor=2, realisasi=2)
    factories.pagu(sub_kegiatan=sub, murni=1_000_000)
    for tahun, nomor, jumlah in ((2022, 1, 700_000), (2023, 1, 200_000), (2023, 2, 100_000), (2023, 3, 999)):
        factories.realisasi_anggaran(sub_kegiatan=sub, tahun=tahun, nomor=nomor, jumlah=jumlah)

    baris = daun(e81())

    # 10 + 12 + 12 + 13 + 13 = 60; 2 + 3 + 2 + 3 = 10; 3 + 2 = 5; 10 + 5 = 15; 15 / 60.
    assert baris.teks == (
        ("60", "–"),
        ("10", "700.000"),
        ("12", "1.000.000"),
        ("3", "200.000"),
        ("2", "100.000"),
        ("–", "–"),
        ("–", "–"),
        ("5", "300.000"),
        ("15", "1.000.000"),
        ("25,00%", "–"),
    )
    assert (baris.unit, baris.keterangan) == ("Seksi Pelayanan Umum", "Sah")


def test_posisi_akhir_tidak_dijumlahkan(kantor, sub):
    indikator = indikator_bertarget(kantor, sub, akumulasi=Akumulasi.AKHIR, presisi=2)
    renstra(indikator, t2023=87, t2026=90)
    klaim(kantor, indikator, tahun=2022, nomor=4, realisasi=84)
    klaim(kantor, indikator, nomor=2, realisasi="85.5")

    baris = daun(e81())

    assert [k for k, _ in baris.teks] == [
        *("90,00", "84,00", "12,00", "–", "85,50", "–", "–", "85,50", "85,50", "95,00%"),
    ]


def test_rata_rata_tahun_menimbang_setiap_tahun_sama(kantor, sub):
    indikator = indikator_bertarget(kantor, sub, akumulasi=Akumulasi.RATA_RATA)
    for tahun, realisasi in ((2021, 1), (2022, 2)):
        klaim(kantor, indikator, tahun=tahun, nomor=1, realisasi=realisasi)
    klaim(kantor, indikator, nomor=2, realisasi=6)

    baris = daun(e81())

    assert (baris.realisasi_lalu.k, baris.realisasi_renstra.k) == (Decimal("1.5"), Decimal(3))


def test_makin_rendah_makin_baik_tidak_dibagi_begitu_saja(kantor, sub):
    indikator = indikator_bertarget(kantor, sub, akumulasi=Akumulasi.AKHIR, polaritas=Polaritas.MINIMAL_A)
    renstra(indikator, t2026=10)
    klaim(kantor, indikator, nomor=2, realisasi=12)

    assert daun(e81()).tingkat_k == 80


def test_akhir_tahun_memakai_pengukuran_setahun(kantor, sub):
    indikator = indikator_bertarget(kantor, sub)
    for nomor in (1, 2, 3, 4):
        klaim(kantor, indikator, nomor=nomor, realisasi=3)
    klaim(kantor, indikator, nomor=AKHIR_TAHUN, realisasi=11)

    assert (daun(e81(4)).realisasi_tahun.k, daun(e81(AKHIR_TAHUN)).realisasi_tahun.k) == (12, 11)


def test_yang_belum_disahkan_bertanda_dan_yang_masih_di_pengisi_tidak_masuk(kantor, sub):
    indikator = indikator_bertarget(kantor, sub)
    klaim(kantor, indikator, nomor=1, realisasi=3)
    klaim(kantor, indikator, nomor=2, realisasi=2, status=Status.DI_CAMAT)
    lain = indikator_bertarget(kantor, sub)
    klaim(kantor, lain, nomor=2, realisasi=9, status=Status.KEMBALI_PENGISI)

    naskah = e81()
    pertama, kedua = (b for b in naskah.baris if b.indikator)

    assert naskah.konsep is True
    assert [k for k, _ in pertama.teks[3:5]] == ["3", "2 *"]
    assert [k for k, _ in kedua.teks[3:5]] == ["–", "–"]


def test_uang_program_dan_kegiatan_jumlah_sub_kegiatannya(kantor, program):
    kegiatan = factories.kegiatan(program=program)
    sub = [factories.sub_kegiatan(kegiatan=kegiatan) for _ in range(2)]
    for satu, jumlah in zip(sub, (100, 250), strict=True):
        indikator_bertarget(kantor, satu)
        indikator_bertarget(kantor, satu)
        factories.pagu(sub_kegiatan=satu, murni=jumlah * 2)
        factories.realisasi_anggaran(sub_kegiatan=satu, nomor=1, jumlah=jumlah)

    naskah = e81()

    assert [(b.tingkat, b.sasaran, b.target_tahun.rp, b.realisasi_tahun.rp) for b in naskah.baris] == [
        ("program", "Pelayanan meningkat", 700, 350),
        ("kegiatan", "", 700, 350),
        ("sub kegiatan", "", 200, 100),
        ("sub kegiatan", "", None, None),
        ("sub kegiatan", "", 500, 250),
        ("sub kegiatan", "", None, None),
    ]
    assert naskah.serapan == 50


def test_sub_kegiatan_yang_tidak_dijalankan_tidak_tercantum(kantor, sub):
    factories.sub_kegiatan(kegiatan=sub.kegiatan)
    indikator_bertarget(kantor, sub)

    assert [b.kode for b in e81().baris] == [sub.kegiatan.program.kode, sub.kegiatan.kode, sub.kode]


def test_kaki_memuat_kata_kata_klaim_paling_banyak_sepuluh(kantor, sub):
    for nomor in range(BUTIR_KAKI + 2):
        indikator = indikator_bertarget(kantor, sub, nama=f"Indikator {nomor:02}")
        klaim(kantor, indikator, nomor=2, realisasi=3, persen="90", hambatan="Banjir.", solusi="Daring.", analisis="A.")

    naskah = e81()

    assert naskah.pendorong == ()
    assert naskah.penghambat[:1] == ("Indikator 00: Banjir.",)
    assert naskah.penghambat[-1] == "dan 2 lainnya dalam Laporan Kinerja."
    assert len(naskah.tindak_lanjut_triwulan) == BUTIR_KAKI + 1
    assert naskah.tindak_lanjut_renja[0].startswith("Indikator 00: capaian 90,00%, target dan langkah aksinya")
    assert (naskah.rerata.persen_teks, naskah.rerata.kelas) == ("90,00%", "Tinggi")


def test_enam_belas_kolom_menurut_formulir(kantor, sub):
    indikator_bertarget(kantor, sub)

    naskah = e81()

    assert (len(naskah.kolom), len(naskah.rumus_kolom)) == (16, 16)
    assert [nomor for nomor, (_, berpasangan) in enumerate(naskah.kolom, 1) if berpasangan] == list(range(5, 15))
    assert [nama for nama, _ in naskah.kolom][:4] == [
        *("No", "Sasaran", "Program/Kegiatan", "Indikator Kinerja Program (outcome)/Kegiatan (output)"),
    ]
    assert naskah.rumus_kolom[12:14] == ("13 = 6 + 12", "14 = 13 / 5 x 100")


def test_xlsx_berbentuk_formulir(kantor, sub):
    indikator = indikator_bertarget(kantor, sub, nama="=HYPERLINK(1)")
    klaim(kantor, indikator, nomor=1, realisasi=3, status=Status.DI_CAMAT)
    factories.pagu(sub_kegiatan=sub, murni=1_500_000)

    lembar = load_workbook(BytesIO(buku_e81(e81()))).active

    assert [lembar.cell(KEPALA, kolom).value for kolom in (1, 5, 7, 25, 26)] == [
        "No",
        "Target Renstra Perangkat Daerah pada akhir periode (tahun 2026)",
        "Realisasi Capaian Kinerja Renstra s.d. Renja tahun lalu (2022)",
        "Unit Perangkat Daerah Penanggung Jawab",
        "Keterangan",
    ]
    assert [s.value for s in lembar[KEPALA + 1]][4:8] == ["K", "Rp", "K", "Rp"]
    assert {"E5:F5", "A5:A6", "W7:X7"} <= {str(r) for r in lembar.merged_cells.ranges}
    baris = lembar[KEPALA + 5]
    assert (baris[3].value, baris[3].data_type, baris[3].quotePrefix) == ("=HYPERLINK(1) (laporan)", "s", True)
    # TW I: columns K and L; the year's pagu beside its target in J.
    assert (baris[10].value, baris[10].font.italic, baris[9].value) == (3, True, 1_500_000)
    assert lembar.print_title_rows == "$5:$7"


def test_pdf_mencetak_baris_dan_dua_tanda_tangan(kantor, sub):
    indikator_bertarget(kantor, sub, nama="<b>Jumlah</b>")
    naskah = e81()

    html = render_to_string("pelaporan/e81_pdf.html", {"isi": naskah, "judul": naskah.judul, "sidik": "a" * 64})

    assert html.count("<th>K</th><th>Rp</th>") == 10
    assert "&lt;b&gt;Jumlah&lt;/b&gt; (laporan)" in html
    assert "Kepala Bapelitbangda," in html
    assert "<u>Orang Camat</u>" in html


def test_tanpa_program_dan_renstra_tetap_terbentuk(kantor):
    naskah = e81()

    assert (naskah.baris, naskah.konsep, naskah.tahun_akhir, naskah.serapan) == ((), True, None, None)


def test_naskah_kembali_dari_json(kantor, sub):
    klaim(kantor, indikator_bertarget(kantor, sub), nomor=2, realisasi=3)
    naskah = e81()

    assert urai(NaskahE81, ke_json(naskah)) == naskah


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(kantor, sub, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        satu = factories.sub_kegiatan(kegiatan=sub.kegiatan)
        klaim(kantor, indikator_bertarget(kantor, satu), nomor=2, realisasi=3)
        factories.pagu(sub_kegiatan=satu, murni=1)
    triwulan = factories.triwulan()

    with django_assert_num_queries(KUERI):
        susun_e81(triwulan, tanggal=HARI_INI)
