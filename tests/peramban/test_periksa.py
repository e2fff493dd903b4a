"""The page of proof as a stranger meets it: the right file, one with a changed byte, and nothing that leaves."""

import base64
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.peramban.conftest import Layanan, jalankan
from tests.skenario_periksa import KODE, naskah

pytestmark = pytest.mark.peramban

# A file let fall on the page, as a person's mouse does it.
JATUHKAN = """async ([isi, nama]) => {
  const muatan = new DataTransfer();
  const bita = Uint8Array.from(atob(isi), (huruf) => huruf.charCodeAt(0));
  muatan.items.add(new File([bita], nama, { type: "application/pdf" }));
  const kotak = document.querySelector("[data-banding]");
  for (const jenis of ["dragover", "drop"])
    kotak.dispatchEvent(new DragEvent(jenis, { dataTransfer: muatan, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def layanan_periksa(tmp_path_factory) -> Iterator[Layanan]:
    with jalankan(tmp_path_factory.mktemp("periksa") / "data", "tests.skenario_periksa") as layanan:
        yield layanan


def buka(peramban: Browser, layanan: Layanan, **lain) -> Page:
    """The page that the QR leads to, on a small phone, without a login."""
    layar = {"viewport": {"width": 360, "height": 640}}
    konteks = peramban.new_context(base_url=layanan.alamat, locale="id-ID", **layar, **lain)
    halaman = konteks.new_page()
    halaman.goto(f"/periksa/{KODE}/")
    return halaman


def berubah_satu_bita(isi: bytes) -> bytes:
    return isi[:-2] + bytes([isi[-2] ^ 1]) + isi[-1:]


def jatuhkan(halaman: Page, isi: bytes, nama: str) -> None:
    halaman.evaluate(JATUHKAN, [base64.b64encode(isi).decode(), nama])


def pilih(halaman: Page, isi: bytes, nama: str) -> None:
    berkas = {"name": nama, "mimeType": "application/pdf", "buffer": isi}
    halaman.get_by_label("Pilih berkas").set_input_files(berkas)


def test_berkas_dibandingkan_di_peramban_tanpa_dikirim(browser, layanan_periksa):
    halaman = buka(browser, layanan_periksa)
    galat: list[str] = []
    halaman.on("console", lambda pesan: galat.append(pesan.text))
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Laporan Kinerja Triwulan")
    expect(halaman.get_by_text("Masih berlaku")).to_be_visible()
    expect(halaman.get_by_text("Camat Kalaena")).to_be_visible()
    hasil = halaman.locator("[data-hasil]")
    halaman.wait_for_load_state("networkidle")
    diminta: list[str] = []
    halaman.on("request", lambda r: diminta.append(r.url))

    for cara in (pilih, jatuhkan):
        cara(halaman, naskah(), "laporan.pdf")
        expect(hasil).to_have_text("Cocok: “laporan.pdf” sama persis dengan naskah resminya.")
        cara(halaman, berubah_satu_bita(naskah()), "salinan.pdf")
        expect(hasil).to_contain_text("Tidak cocok: isi “salinan.pdf” berbeda")
    halaman.wait_for_timeout(500)

    assert diminta == []
    assert galat == []
    assert halaman.locator("form").count() == 0
    assert halaman.evaluate("document.documentElement.scrollWidth") <= 360
    temuan = Axe().run(halaman, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert temuan.violations_count == 0, temuan.generate_report()


def test_tanpa_skrip_halaman_menunjukkan_cara_menghitung(browser, layanan_periksa):
    halaman = buka(browser, layanan_periksa, java_script_enabled=False)

    expect(halaman.get_by_label("Pilih berkas")).to_be_hidden()
    halaman.get_by_text("Menghitung sidik sendiri").click()
    expect(halaman.get_by_text("certutil -hashfile laporan.pdf SHA256")).to_be_visible()
    expect(halaman.get_by_text("sha256sum laporan.pdf")).to_be_visible()
