import os
import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from pelaporan.lkjip_data import buku_lkjip
from pelaporan.lkjip_html import html_lkjip
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf
from tests.pelaporan.tahun_contoh import TAHUN, narasi_contoh, naskah_contoh, tahun_contoh

pytestmark = pytest.mark.django_db
SIDIK = "c0ffee" + "0" * 58
TUJUAN_ISI = re.compile(r"^(BAB I{1,3}V? .+?|LAMPIRAN \d .+?|[A-G]\. .+?)\s*\.{3,}\s*(\d+)$", re.MULTILINE)


@pytest.fixture
def naskah():
    return naskah_contoh(tahun_contoh())


@pytest.fixture
def data(naskah, tmp_path):
    berkas = tmp_path / "Data LKjIP.xlsx"
    berkas.write_bytes(buku_lkjip(naskah))
    os.utime(berkas, (naskah.dibuat.timestamp(),) * 2)
    return berkas


def test_pdf_lengkap_dan_dua_kali_sama_bitanya(naskah, data, tmp_path):
    html = html_lkjip(naskah, SIDIK)

    pdf = cetak_pdf(html, tmp_path / "satu", SIDIK, data)

    assert cetak_pdf(html, tmp_path / "dua", SIDIK, data) == pdf
    bacaan = PdfReader(BytesIO(pdf))
    akar = bacaan.trailer["/Root"]
    assert (akar["/Lang"], bool(akar["/MarkInfo"]["/Marked"])) == ("id", True)
    assert dict(bacaan.attachments) == {"Data LKjIP.xlsx": [data.read_bytes()]}
    assert bacaan.metadata["/CreationDate"].startswith(f"D:{TAHUN + 1}0120094100+08'00")
    teks = teks_pdf(pdf)
    for potongan in ("103,45%", "70,00%", "Satu bulan tidak tercatat.", SIDIK[:12], "Narasi yang ditulis orang."):
        assert potongan in teks, potongan
    assert "KONSEP" not in teks
    _periksa_halaman(bacaan)


def _periksa_halaman(bacaan: PdfReader) -> None:
    halaman = [h.extract_text() for h in bacaan.pages]
    depan = next(n for n, teks in enumerate(halaman) if teks.startswith("BAB I PENDAHULUAN"))
    assert [teks.split()[-1] for teks in halaman[1:depan]] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert [teks.split()[-1] for teks in halaman[depan:]] == [str(n) for n in range(1, len(halaman) - depan + 1)]
    isi = "\n".join(teks for teks in halaman[1:depan] if "DAFTAR ISI" in teks)
    rujukan = TUJUAN_ISI.findall(isi)
    assert len(rujukan) >= 20
    for judul, nomor in rujukan:
        assert judul in " ".join(halaman[depan + int(nomor) - 1].split()), (judul, nomor)
    assert all(len(teks.split()) > 10 for teks in halaman), "halaman kosong"
    huruf = {
        str(f.get_object()["/BaseFont"]).split("+")[-1] for h in bacaan.pages for f in h["/Resources"]["/Font"].values()
    }
    assert all(h.startswith("Liberation-Sans") for h in huruf)
    garis_besar = [b.title for b in bacaan.outline if not isinstance(b, list)]
    assert [judul for judul in garis_besar if judul.startswith("BAB")] == [
        "BAB I PENDAHULUAN",
        "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA",
        "BAB IV PENUTUP",
    ]


def test_konsep_menandai_yang_belum_diisi(naskah):
    html = html_lkjip(replace(naskah, konsep=True, versi=None, narasi=narasi_contoh("")), SIDIK)

    assert '<p class="kosong">Belum diisi: Kata-pengantar.</p>' in html
    assert '<div class="air">KONSEP</div>' in html


def test_narasi_jahat_tercetak_sebagai_teks(naskah):
    jahat = '<script>alert(1)</script><img src="file:///etc/passwd"><style>@import url(http://x/)</style>'

    html = html_lkjip(replace(naskah, narasi=narasi_contoh(jahat)), SIDIK)

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=&quot;file:///etc/passwd&quot;&gt;" in html
    assert html.count("<style>") == 1


def test_versi_baru_memuat_yang_berubah(naskah):
    html = html_lkjip(replace(naskah, versi=2, perubahan=("Realisasi “IKM” berubah.",)), SIDIK)

    assert "PERUBAHAN DARI VERSI SEBELUMNYA" in html
    assert "<li>Realisasi “IKM” berubah.</li>" in html


def test_pengaturan_tahun_menentukan_kertas_dan_sebutan(naskah):
    atur = replace(naskah.pengaturan, label="LAKIP", kertas="f4", kiri=35, kop="Kecamatan Kalaena", halaman_reviu=False)

    html = html_lkjip(replace(naskah, pengaturan=atur), SIDIK)

    assert "@page{size:215mm 330mm;margin:25mm 20mm 25mm 35mm" in html
    assert "<title>LAKIP Tahun" in html
    assert "KECAMATAN KALAENA" in html
    assert "PERNYATAAN TELAH DIREVIU" not in html


def test_buku_data_memuat_angka_sebagai_angka(naskah):
    buku = openpyxl.load_workbook(BytesIO(buku_lkjip(naskah)))

    lembar = next(
        s for s in buku.worksheets if (s["A1"].value or "").endswith(f"Realisasi anggaran setiap program tahun {TAHUN}")
    )
    isi = [[sel.value for sel in baris] for baris in lembar.iter_rows()]
    assert ["7.01.02", "Program Pelayanan", 120, 96, 80, 24] in isi
    assert ["Jumlah", None, 320, 276, 86.25, 44] in isi
