"""One LHE in a real browser: received and entered, its recommendation planned, proved, reported done and verified."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from organisasi.bahasa import tanggal
from tests.berkas_contoh import pdf
from tests.peramban.conftest import Layanan
from tests.skenario import SANDI

pytestmark = pytest.mark.peramban

PONSEL = {"width": 360, "height": 740}
NILAI = {
    "Perencanaan Kinerja": "24,5",
    "Pengukuran Kinerja": "22,75",
    "Pelaporan Kinerja": "12",
    "Evaluasi Akuntabilitas Kinerja Internal": "18",
}
REKOMENDASI = "Menyusun definisi operasional setiap indikator kinerja utama."
SK = {"name": "sk-definisi.pdf", "mimeType": "application/pdf"}


def masuk(peramban: Browser, layanan: Layanan, nama: str) -> Page:
    halaman = peramban.new_context(base_url=layanan.alamat, locale="id-ID", viewport=PONSEL).new_page()
    halaman.goto("/")
    halaman.get_by_label("Nama pengguna atau NIP").fill(nama)
    halaman.get_by_label("Kata sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk").click()
    return halaman


def ke_tindak_lanjut(halaman: Page) -> None:
    halaman.locator("summary", has_text="Menu").click()
    halaman.get_by_role("navigation", name="Utama").get_by_role("link", name="Tindak lanjut").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Tindak lanjut")


def bersih(halaman: Page) -> None:
    """No fault that axe can see, and no scrolling sideways."""
    temuan = Axe().run(halaman, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert temuan.violations_count == 0, temuan.generate_report()
    assert halaman.evaluate("document.documentElement.scrollWidth") <= PONSEL["width"]


def catat_lhe(camat: Page, terbit: str, diterima: str) -> None:
    camat.get_by_role("link", name="Catat LHE").click()
    bersih(camat)
    camat.get_by_label("Nomor LHE").fill("700/12/INSP/2026")
    camat.get_by_label("Tanggal LHE").fill(diterima)
    camat.get_by_label("Tanggal diterima").fill(terbit)
    for komponen, nilai in NILAI.items():
        camat.get_by_label(f"Nilai {komponen}").fill(nilai)
    camat.get_by_label("Berkas LHE").set_input_files(SK | {"name": "lhe.pdf", "buffer": pdf(ekor=b"\n% lhe")})
    camat.get_by_role("button", name="Simpan LHE").click()
    # Received before it was written: refused, and everything but the file is still there.
    expect(camat.get_by_text("Tanggal diterima mendahului tanggal LHE.").first).to_be_visible()
    expect(camat.get_by_label("Nilai Pengukuran Kinerja")).to_have_value("22,75")
    camat.get_by_label("Tanggal LHE").fill(terbit)
    camat.get_by_label("Tanggal diterima").fill(diterima)
    camat.get_by_label("Berkas LHE").set_input_files(SK | {"name": "lhe.pdf", "buffer": pdf(ekor=b"\n% lhe")})
    camat.get_by_role("button", name="Simpan LHE").click()
    expect(camat.get_by_text("Tambahkan rekomendasinya satu per satu.")).to_be_visible()
    expect(camat.get_by_text("77,25")).to_be_visible()
    expect(camat.get_by_text("Sangat Baik")).to_be_visible()


def tambah_rekomendasi(camat: Page) -> None:
    camat.get_by_role("textbox", name="Rekomendasi").fill(REKOMENDASI)
    camat.get_by_label("Penanggung jawab").select_option(label="Kepala Seksi Pelayanan Umum")
    camat.get_by_role("button", name="Tambah rekomendasi").click()
    expect(camat.get_by_text("Rekomendasi tercatat.")).to_be_visible()
    bersih(camat)


def kerjakan(kasi: Page, batas: str) -> None:
    ke_tindak_lanjut(kasi)
    expect(kasi.get_by_text("hari ke-5 dari 60").first).to_be_visible()
    expect(kasi.get_by_text(batas).first).to_be_visible()
    bersih(kasi)
    kasi.get_by_role("link", name=REKOMENDASI).first.click()
    kasi.get_by_label("Bentuk tindak lanjut").select_option(label="Kebijakan operasional")
    kasi.get_by_role("textbox", name="Rencana tindak lanjut").fill("Menetapkannya dengan keputusan Camat.")
    kasi.get_by_role("button", name="Simpan rencana").click()
    expect(kasi.get_by_text("Rencana tindak lanjut tersimpan.")).to_be_visible()
    # Nothing is done before there is proof: the button says so and stays shut.
    expect(kasi.get_by_role("button", name="Laporkan selesai")).to_be_disabled()
    kasi.get_by_label("Bukti tindak lanjut").set_input_files(SK | {"buffer": pdf(ekor=b"\n% sk")})
    kasi.get_by_role("button", name="Unggah bukti").click()
    expect(kasi.get_by_text("“sk-definisi.pdf” tersimpan sebagai bukti.")).to_be_visible()
    kasi.get_by_role("textbox", name="Hasil tindak lanjut").fill("Keputusan Camat sudah ditetapkan.")
    bersih(kasi)
    kasi.get_by_role("button", name="Laporkan selesai").click()
    expect(kasi.get_by_text("dilaporkan selesai dan menunggu verifikasi")).to_be_visible()
    expect(kasi.get_by_role("button", name="Verifikasi tindak lanjut")).to_have_count(0)


def verifikasi(camat: Page) -> None:
    ke_tindak_lanjut(camat)
    expect(camat.get_by_role("heading", name="Menunggu verifikasi Anda")).to_be_visible()
    camat.get_by_role("link", name=REKOMENDASI).first.click()
    # Whether a browser shows a PDF or downloads it is its own affair: ask with its session for the same address.
    bukti = camat.request.get(camat.get_by_role("link", name="sk-definisi.pdf").get_attribute("href"))
    assert (bukti.status, bukti.body()) == (200, pdf(ekor=b"\n% sk"))
    camat.get_by_role("button", name="Verifikasi tindak lanjut").click()
    expect(camat.get_by_text("Tindak lanjut diverifikasi.")).to_be_visible()
    expect(camat.get_by_text("selesai pada hari ke-5 dari 60")).to_be_visible()
    bersih(camat)


def test_lhe_dari_penerimaan_sampai_verifikasi(browser, layanan):
    hari_ini = timezone.localdate()
    diterima, terbit = hari_ini - timedelta(days=5), hari_ini - timedelta(days=9)
    camat, kasi = masuk(browser, layanan, "camat"), masuk(browser, layanan, "kasi")

    ke_tindak_lanjut(camat)
    catat_lhe(camat, terbit.isoformat(), diterima.isoformat())
    tambah_rekomendasi(camat)
    kerjakan(kasi, tanggal(diterima + timedelta(days=60)))
    verifikasi(camat)

    for satu in ("Merencanakan tindak lanjut", "Melaporkan selesai", "Memverifikasi"):
        expect(camat.get_by_text(satu, exact=True)).to_be_visible()
