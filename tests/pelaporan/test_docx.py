"""A report as Word: what its HTML says, in Word's own headings, tables and fields."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from html import unescape
from io import BytesIO

import pytest
from django.utils.html import escape, strip_tags
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from pelaporan.docx import GAMBAR, buat_docx
from pelaporan.naskah.triwulan import ke_json
from pelaporan.pdf import html_triwulan
from pelaporan.xlsx import buku_triwulan
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf
from tests.pelaporan.naskah_contoh import DIBUAT, baris, naskah_contoh

PADA = datetime(2023, 7, 7, 1, 41, tzinfo=UTC)
BATAS = ("top_margin", "right_margin", "bottom_margin", "left_margin")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc00000030001"
    "01a5f645400000000049454e44ae426082"
)


def buka(isi: bytes):
    return Document(BytesIO(isi))


def halaman(badan: str, kepala: str = ""):
    """A small document of our kind."""
    return buka(
        buat_docx(
            f'<!doctype html><html lang="id"><head><title>Judul</title><meta name="author" content="Kantor">{kepala}'
            f"</head><body>{badan}</body></html>",
            [],
            PADA,
        )
    )


def teks(dokumen) -> str:
    """Every word of the document, tables included, in reading order."""
    isi = " ".join(t.text or "" for t in dokumen.element.body.iter(qn("w:t")))
    return " ".join(isi.split())


@pytest.fixture(scope="module")
def laporan():
    return buka(buat_docx(html_triwulan(naskah_contoh(48), "a" * 64), [PNG], DIBUAT))


def test_judul_word_menurut_bab(laporan):
    judul = [(p.style.name, p.text) for p in laporan.paragraphs if p.style.name.startswith("Heading")]

    assert [t for s, t in judul if s == "Heading 1"] == [
        "KATA PENGANTAR",
        "DAFTAR ISI",
        "BAB I PENDAHULUAN",
        "BAB II TARGET KINERJA",
        "BAB III CAPAIAN KINERJA",
        "BAB IV PENUTUP",
        "LAMPIRAN SIDIK BERKAS DATA DUKUNG",
    ]
    assert ("Heading 2", "B. Koreksi persentase capaian") in judul
    assert ("Heading 3", "Indeks Kepuasan Masyarakat") in judul


def test_kepala_tabel_diulang_dan_baris_tidak_terbelah(laporan):
    for tabel in laporan.tables:
        kepala = [tr for tr in tabel._tbl.tr_lst if tr.find(f".//{qn('w:tblHeader')}") is not None]
        terpotong = [tr for tr in tabel._tbl.tr_lst if tr.find(f".//{qn('w:cantSplit')}") is None]
        assert (kepala == tabel._tbl.tr_lst[: len(kepala)], len(kepala) > 0, terpotong) == (True, True, [])


def test_bab_iii_dan_lampiran_mendatar(laporan):
    arah = [(s.orientation, round(s.page_width.mm), round(s.page_height.mm)) for s in laporan.sections]

    assert arah == [
        (WD_ORIENT.PORTRAIT, 210, 297),
        (WD_ORIENT.LANDSCAPE, 297, 210),
        (WD_ORIENT.PORTRAIT, 210, 297),
        (WD_ORIENT.LANDSCAPE, 297, 210),
    ]


def test_nomor_halaman_dan_daftar_isi_ruas_word(laporan):
    kaki = laporan.sections[1].footer._element
    perintah = [r.text for r in laporan.element.body.iter(qn("w:instrText"))]

    assert [r.get(qn("w:instr")) for r in kaki.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert perintah == [' TOC \\o "1-2" \\h \\z \\u ']
    tanda = [r.get(qn("w:fldCharType")) for r in laporan.element.body.iter(qn("w:fldChar"))]
    assert tanda == ["begin", "separate", "end"]


def test_grafik_menjadi_gambar(laporan):
    (gambar,) = laporan.inline_shapes
    assert gambar._inline.docPr.get("descr") == "Capaian kinerja Triwulan II 2023"


def test_sifat_dokumen(laporan):
    inti = laporan.core_properties

    assert (inti.title, inti.author, inti.language) == (
        "Laporan Kinerja Triwulan II 2023 – Kantor Kecamatan Kalaena",
        "Kantor Kecamatan Kalaena",
        "id-ID",
    )
    assert (inti.created.isoformat()[:16], inti.modified, inti.comments) == ("2023-07-07T01:41", inti.created, "")


def test_konsep_tertulis_di_kepala_dan_kaki():
    dokumen = buka(buat_docx(html_triwulan(naskah_contoh(3, konsep=True), "b" * 64), [PNG], DIBUAT))

    bagian = dokumen.sections[1]
    assert bagian.header.paragraphs[0].text == "KANTOR KECAMATAN KALAENA\tKONSEP – Laporan Kinerja Triwulan II 2023"
    assert bagian.footer.paragraphs[0].text.startswith("KONSEP – Sidik data bbbbbbbbbbbb\tHalaman ")


def test_isi_yang_sama_byte_yang_sama():
    html = html_triwulan(naskah_contoh(5), "a" * 64)

    assert sha256(buat_docx(html, [PNG], DIBUAT)).digest() == sha256(buat_docx(html, [PNG], DIBUAT)).digest()


@pytest.mark.parametrize(
    "jahat",
    ["<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "&lt;b&gt;", "]]>", "=cmd|'/c'!A0", "\u202etxt.exe"],
)
def test_narasi_jahat_tetap_teks(jahat):
    naskah = naskah_contoh(isi=(baris(analisis=jahat, hambatan=jahat),))

    assert teks(buka(buat_docx(html_triwulan(naskah, "a" * 64), [PNG], DIBUAT))).count(jahat) == 2


def test_huruf_kendali_dibuang():
    assert teks(halaman(f"<p>a{escape(chr(7))}b</p>")) == "ab"


def test_sel_gabung_mendatar_dan_menurun():
    dokumen = halaman(
        '<table><thead><tr><th rowspan="2">No</th><th colspan="2">Target</th></tr><tr><th>K</th><th>Rp</th></tr>'
        '</thead><tbody><tr><td rowspan="2">1</td><td>a</td><td class="n">2</td></tr>'
        "<tr><td>b</td><td>3</td></tr></tbody></table>"
    )

    assert [[s.text for s in b.cells] for b in dokumen.tables[0].rows] == [
        ["No", "Target", "Target"],
        ["No", "K", "Rp"],
        ["1", "a", "2"],
        ["1", "b", "3"],
    ]


def test_sel_berparagraf_dan_kata_lepas_tidak_hilang():
    dokumen = halaman(
        "<table><tr><td>awal <b>tebal</b><p>satu</p><ol><li>dua</li><li>tiga</li></ol>akhir</td></tr></table>"
        "<div>kata <i>miring</i> lepas<p>paragraf</p>ekor</div>"
    )

    sel = dokumen.tables[0].cell(0, 0)
    assert [p.text for p in sel.paragraphs] == ["awal tebal", "satu", "1. dua", "2. tiga", "akhir"]
    assert [p.text for p in dokumen.paragraphs if p.text] == ["kata miring lepas", "paragraf", "ekor"]
    assert [r.text for p in dokumen.paragraphs for r in p.runs if r.italic] == ["miring"]


def test_yang_tersembunyi_dan_kaki_bukti_tidak_ikut():
    dokumen = halaman(
        '<div class="air">KONSEP</div><div class="periksa">QR</div><div class="sidikjari catatan">Sidik</div><p>Isi</p>'
    )

    assert teks(dokumen) == "Isi"
    assert dokumen.sections[0].footer.paragraphs[0].text.startswith("Sidik\t")


def test_kertas_dan_batas_menurut_dokumennya():
    dokumen = halaman(
        '<p>a</p><div class="lebar"><p>b</p></div>',
        "<style>@page{size:215mm 330mm;margin:20mm 21mm 22mm 23mm;x:y}"
        "@page lebar{size:330mm 215mm;margin:18mm 8mm 17mm 9mm}</style>",
    )

    ukuran = [
        tuple(round(getattr(s, nama).mm) for nama in ("page_width", "page_height", *BATAS)) for s in dokumen.sections
    ]
    assert ukuran == [(215, 330, 20, 21, 22, 23), (330, 215, 18, 8, 17, 9)]


def test_halaman_pertama_mendatar_tanpa_lembar_kosong():
    dokumen = halaman('<div class="lebar"><h1>Tabel</h1><p>Isi</p></div>')

    assert [s.orientation for s in dokumen.sections] == [WD_ORIENT.LANDSCAPE]
    assert dokumen.sections[0].header.paragraphs[0].text == "\t"


def test_arsip_tidak_memuat_makro_atau_tautan_luar(laporan):
    keluar = io.BytesIO()
    laporan.save(keluar)
    with zipfile.ZipFile(keluar) as arsip:
        hubungan = b"".join(arsip.read(n) for n in arsip.namelist() if n.endswith(".rels"))
        assert [n for n in arsip.namelist() if "vba" in n.lower()] == []
    assert b'TargetMode="External"' not in hubungan


def test_pola_gambar_hanya_grafik():
    qr = '<svg width="20"><path d="M0"/></svg>'
    grafik = '<svg xmlns="x" class="grafik" viewBox="0 0 640 90"><text>a</text></svg>'

    assert GAMBAR.findall(f"{qr}<p>x</p>{grafik}{qr}") == [grafik]


# One context, four forms (UX-75)

EMAS = (
    baris(),
    baris(
        nama="Jumlah pengaduan",
        presisi=0,
        target_tahun=Decimal(10),
        target=Decimal(10),
        realisasi=Decimal(12),
        persen_klaim=Decimal(80),
        persen=Decimal("83.335"),
        kelas="Tinggi",
    ),
    baris(
        nama="Nilai tanpa target",
        target=None,
        realisasi=None,
        keadaan="tanpa_target",
        persen_klaim=None,
        persen=None,
        kelas="",
        tangga=(),
    ),
    baris(
        nama="Rentang waktu",
        target=Decimal(5),
        target_atas=Decimal(8),
        realisasi=Decimal("6.5"),
        persen=Decimal(100),
        status="di_camat",
        status_teks="Di meja Camat",
    ),
)
ANGKA = ("98,16%", "97,00%", "85,40", "83,34%", "80,00%", "tidak ada target", "5,00 sampai 8,00", "100,00% sementara")


@pytest.fixture(scope="module")
def bentuk(tmp_path_factory):
    naskah = naskah_contoh(isi=EMAS)
    html = html_triwulan(naskah, "a" * 64)
    buku = load_workbook(BytesIO(buku_triwulan(ke_json(naskah))))
    return {
        "halaman": " ".join(unescape(strip_tags(html)).split()),
        "pdf": teks_pdf(cetak_pdf(html, tmp_path_factory.mktemp("cetak") / "x")),
        "docx": teks(buka(buat_docx(html, [PNG], DIBUAT))),
        "xlsx": [[s.value for s in b] for b in buku.worksheets[0].iter_rows(min_row=5)],
    }


@pytest.mark.parametrize("angka", ANGKA)
@pytest.mark.parametrize("nama", ["halaman", "pdf", "docx"])
def test_angka_sama_di_setiap_bentuk(bentuk, nama, angka):
    assert angka in bentuk[nama]


def test_angka_xlsx_sama_sebagai_angka(bentuk):
    isi = {b[2]: (b[6], b[7], b[8], b[9], b[10], b[11]) for b in bentuk["xlsx"]}

    assert isi == {
        "Indeks Kepuasan Masyarakat": (87, 85.4, 98.1609, 97, "sah", "Sangat Tinggi"),
        "Jumlah pengaduan": (10, 12, 80, 83.335, "sah", "Tinggi"),
        "Nilai tanpa target": ("tidak ada target", "–", "tidak ada target", "tidak ada target", None, "–"),
        "Rentang waktu": ("5,00 sampai 8,00", 6.5, 98.1609, 100, "sementara", "Sangat Tinggi"),
    }
