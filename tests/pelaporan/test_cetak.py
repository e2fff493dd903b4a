import socketserver
import threading
import time
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.pdf import html_triwulan
from tests.pelaporan.cetakan import cetak_pdf, jalankan_cetak, teks_pdf
from tests.pelaporan.naskah_contoh import baris, baris_sub, naskah_contoh

SIDIK = "c0ffee" + "0" * 58


@pytest.fixture(scope="module")
def final(tmp_path_factory):
    naskah = naskah_contoh(8)
    return cetak_pdf(html_triwulan(naskah, SIDIK), tmp_path_factory.mktemp("final"), SIDIK)


def test_pdf_memuat_setiap_angka_alasan_dan_sidik(final):
    teks = teks_pdf(final)

    for potongan in (
        "Laporan Kinerja Triwulan II 2023",
        "87,00",
        "85,40",
        "98,16%",
        "95,00%",
        "97,00%",
        "Rekap responden tidak sesuai dengan lembar survei.",
        "Lembar survei susulan melengkapi rekap.",
        "Muhammad Yusri, S.E., M.M.",
        "NIP 19770329 200801 1 008",
        "Kalaena Kiri, 7 Juli 2023",
        "Jaringan internet kantor terputus selama empat hari.",
        SIDIK,
        *(d.sha256 for d in baris().dokumen),
    ):
        assert potongan in teks, potongan


def test_pdf_bertanda_berbahasa_dan_berhalaman(final):
    pdf = PdfReader(BytesIO(final))
    akar = pdf.trailer["/Root"]

    assert akar["/Lang"] == "id"
    assert akar["/MarkInfo"]["/Marked"]
    assert pdf.metadata["/CreationDate"] == "D:20230707094100+08'00"
    assert "Halaman 3 dari" in pdf.pages[2].extract_text()


def test_pdf_memakai_huruf_kita_saja(tmp_path):
    naskah = naskah_contoh(isi=(baris(nama="Indeks 中文 العربية 😀 Ω"),))

    pdf = PdfReader(BytesIO(cetak_pdf(html_triwulan(naskah, SIDIK), tmp_path)))

    huruf = {
        str(f.get_object()["/BaseFont"]).split("+")[-1] for h in pdf.pages for f in h["/Resources"]["/Font"].values()
    }
    assert {h.removesuffix("-Bold").removesuffix("-Italic") for h in huruf} == {"Liberation-Sans"}


def test_pdf_dari_snapshot_sama_sama_bitanya(final, tmp_path):
    naskah = naskah_contoh(8)

    ulang = cetak_pdf(html_triwulan(naskah, SIDIK), tmp_path, SIDIK)

    assert ulang == final


def test_snapshot_lain_bita_lain(final, tmp_path):
    naskah = naskah_contoh(isi=(baris(realisasi=Decimal("85.5")),))
    sidik = sidik_snapshot(ke_json(naskah))

    assert cetak_pdf(html_triwulan(naskah, sidik), tmp_path, sidik) != final


def test_konsep_berair_dan_menyebut_sementara(tmp_path):
    naskah = naskah_contoh(konsep=True, isi=(baris(status="di_camat"), baris_sub(1)))

    teks = teks_pdf(cetak_pdf(html_triwulan(naskah, SIDIK), tmp_path))

    assert "KONSEP" in teks
    assert "97,00% sementara" in teks


def test_empat_keadaan_angka_tercetak_berbeda(tmp_path):
    kosong = {"persen": None, "persen_klaim": None, "tangga": (), "status": "draf"}
    isi = (
        baris(nama="Pertama", keadaan="belum_diisi", realisasi=None, **kosong),
        baris(nama="Kedua", keadaan="tanpa_target", target=None, realisasi=None, **kosong),
        baris(nama="Ketiga", keadaan="tidak_terhitung", realisasi=Decimal(0), target=Decimal(0), **kosong),
        baris(nama="Keempat", realisasi=Decimal(0), persen=Decimal(0), persen_klaim=Decimal(0)),
    )

    teks = teks_pdf(cetak_pdf(html_triwulan(naskah_contoh(isi=isi), SIDIK), tmp_path))

    for nama, keadaan in (
        ("Pertama", "belum diisi belum diisi belum diisi"),
        ("Kedua", "tidak ada target – tidak ada target tidak ada target"),
        ("Ketiga", "0,00 0,00 tidak dapat dihitung tidak dapat dihitung"),
        ("Keempat", "87,00 0,00 0,00% 0,00%"),
    ):
        awal = teks.index(f"{nama} Indeks –")
        assert keadaan in teks[awal : awal + 120], teks[awal : awal + 120]


@pytest.fixture
def jerat(tmp_path):
    """A listener and a file that nobody may touch; yields (address, file, hits)."""
    kunjungan = []

    class Pencatat(socketserver.BaseRequestHandler):
        def handle(self):
            kunjungan.append(self.request.recv(1000))

    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text("burung-kenari-7731")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Pencatat) as peladen:
        threading.Thread(target=peladen.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{peladen.server_address[1]}", rahasia, kunjungan
        peladen.shutdown()


JAHAT = (
    "<script>alert(1)</script>",
    '<img src="{berkas}">',
    '<img src="{alamat}/gambar">',
    '<link rel="attachment" href="{berkas}">',
    '<link rel="stylesheet" href="{alamat}/gaya.css">',
    '<a rel="attachment" href="{berkas}">lampiran</a>',
    '<style>@import url("{alamat}/impor.css");@font-face{{font-family:x;src:url({berkas})}}p{{font-family:x}}</style>',
    '<svg><image href="{alamat}/svg"/><use href="{alamat}/pakai#a"/></svg>',
    '<object data="{berkas}"></object><embed src="{alamat}/tanam"><iframe src="{berkas}"></iframe>',
    '<div style="background:url({alamat}/latar);list-style-image:url({berkas})">x</div>',
    '<base href="{alamat}/"><img src="nisbi.png">',
    '<meta http-equiv="refresh" content="0;url={alamat}">',
)


def _jahat(jerat) -> list[str]:
    alamat, rahasia, _ = jerat
    return [potongan.format(alamat=alamat, berkas=rahasia.as_uri()) for potongan in JAHAT]


def _tak_tersentuh(pdf: bytes, jerat) -> None:
    _, _, kunjungan = jerat
    bacaan = PdfReader(BytesIO(pdf))
    assert kunjungan == []
    assert "burung-kenari" not in teks_pdf(pdf)
    assert b"burung-kenari" not in pdf
    assert dict(bacaan.attachments) == {}


def test_narasi_jahat_tercetak_sebagai_teks(jerat, tmp_path):
    potongan = _jahat(jerat)
    naskah = naskah_contoh(isi=(baris(nama=potongan[0], analisis="\n".join(potongan), hambatan=potongan[3]),))

    pdf = cetak_pdf(html_triwulan(naskah, SIDIK), tmp_path)

    _tak_tersentuh(pdf, jerat)
    rapat = teks_pdf(pdf).replace(" ", "")
    for p in potongan:
        assert p.replace(" ", "") in rapat, p


def test_pencetak_sendiri_tidak_membuka_apa_pun(jerat, tmp_path):
    html = f"<html lang=id><head>{''.join(_jahat(jerat))}</head><body>{''.join(_jahat(jerat))}</body></html>"

    pdf = cetak_pdf(html, tmp_path)

    _tak_tersentuh(pdf, jerat)


@pytest.mark.parametrize(
    "bom",
    [
        '<table><tr><td colspan="1000000000">x</table>',
        "<div>" * 3000,
    ],
)
def test_bom_berakhir_dalam_batas(bom, tmp_path):
    mulai = time.monotonic()

    hasil = jalankan_cetak(f"<html lang=id><body>{bom}</body></html>", tmp_path)

    assert time.monotonic() - mulai < 70
    assert hasil.returncode != 0
