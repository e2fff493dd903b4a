"""The Kasi reviews five documents of five kinds on a phone: looked at, judged and passed on without one download."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.peramban.conftest import Layanan, jalankan
from tests.skenario import SANDI
from tests.skenario_bukti import DOKUMEN

pytestmark = pytest.mark.peramban

SIAP = 90_000  # milliseconds: the worker makes six previews meanwhile
CATATAN = "Notula tidak bertanda tangan."


@pytest.fixture
def layanan_bukti(tmp_path) -> Iterator[Layanan]:
    with jalankan(tmp_path / "data", "tests.skenario_bukti") as layanan:
        yield layanan


def masuk(peramban: Browser, layanan: Layanan, **layar) -> Page:
    konteks = peramban.new_context(base_url=layanan.alamat, locale="id-ID", accept_downloads=False, **layar)
    halaman = konteks.new_page()
    halaman.goto("/")
    halaman.get_by_label("Nama pengguna atau NIP").fill("kasi")
    halaman.get_by_label("Kata sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk").click()
    return halaman


def buka_telaah(halaman: Page) -> None:
    halaman.goto("/")
    halaman.get_by_role("link", name=re.compile("Indeks Kepuasan Masyarakat")).first.click()


def tunggu_pratinjau(halaman: Page) -> None:
    """Load the page anew, as its text says, until the worker has made every preview."""
    for _ in range(SIAP // 3000):
        if halaman.get_by_text("Pratinjau sedang disiapkan").count() == 0:
            return
        halaman.wait_for_timeout(3000)
        halaman.reload()
    raise AssertionError("Pratinjau tidak selesai.")


def kartu(halaman: Page, nama: str):
    return halaman.locator("details.bukti", has=halaman.locator("summary", has_text=nama))


def nilai(halaman: Page, nama: str, hasil: str, catatan: str = "") -> None:
    """Judge a document and land on it again."""
    satu = kartu(halaman, nama)
    satu.get_by_role("radio", name=hasil, exact=True).check()
    satu.get_by_label("Catatan").fill(catatan)
    satu.get_by_role("button", name=f"Simpan penilaian {nama}").click()
    expect(kartu(halaman, nama).locator("summary .tag")).to_have_text(hasil)
    assert "#dokumen-" in halaman.url


def bersih(halaman: Page) -> None:
    """No fault that axe can see, and no scrolling sideways."""
    temuan = Axe().run(halaman, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert temuan.violations_count == 0, temuan.generate_report()
    assert halaman.evaluate("document.documentElement.scrollWidth") <= halaman.viewport_size["width"]


def test_lima_dokumen_ditelaah_di_ponsel_tanpa_mengunduh(browser, layanan_bukti):
    hp = masuk(
        browser, layanan_bukti, viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True,
        has_touch=True,
    )  # fmt: skip
    diminta: list[str] = []
    hp.on("request", lambda r: diminta.append(r.url))
    buka_telaah(hp)
    tunggu_pratinjau(hp)
    hp.get_by_role("link", name="Bukti (5)").click()
    expect(hp.get_by_text("0 dari 5 dokumen wajib sudah Anda buka.")).to_be_visible()
    expect(hp.get_by_text("Daftar hadir hilang saat kantor pindah ruang.")).to_be_visible()
    # What lies folded away is not fetched, so that nothing counts as seen by itself.
    assert not [u for u in diminta if "/lembar/" in u]
    bersih(hp)

    for nama in DOKUMEN[:3]:
        kartu(hp, nama).locator("summary").first.click()
        gambar = kartu(hp, nama).locator("img").first
        gambar.scroll_into_view_if_needed()
        hp.wait_for_function("g => g.complete && g.naturalWidth > 0", arg=gambar.element_handle())
        nilai(hp, nama, "Sesuai")
    for nama, kata in ((DOKUMEN[3], "12.000"), (DOKUMEN[4], "Dihadiri 12 orang.")):
        kartu(hp, nama).locator("summary").first.click()
        hp.get_by_role("link", name=f"Lihat isi {nama}").click()
        expect(hp.get_by_text(kata)).to_be_visible()
        bersih(hp)
        hp.get_by_role("link", name=re.compile("^Kembali ke telaah")).click()
    nilai(hp, DOKUMEN[3], "Sesuai")
    nilai(hp, DOKUMEN[4], "Kurang", CATATAN)

    expect(hp.get_by_text("5 dari 5 dokumen wajib sudah Anda buka.")).to_be_visible()
    bersih(hp)
    assert not [u for u in diminta if "/unduh/" in u or re.search(r"/data-dukung/[0-9a-f-]+/$", u)]
    tombol = hp.locator("button", has_text=re.compile("^Teruskan 98,16%"))
    expect(tombol.first).to_be_enabled()


def test_halaman_dokumen_berjalan_tanpa_javascript(browser, layanan_bukti):
    meja = masuk(browser, layanan_bukti, viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    buka_telaah(meja)
    tunggu_pratinjau(meja)
    expect(meja.locator("#klaim")).to_be_visible()
    expect(meja.locator("#bukti")).to_be_visible()

    kartu(meja, DOKUMEN[0]).locator("summary").first.click()
    kartu(meja, DOKUMEN[0]).get_by_role("link", name=f"{DOKUMEN[0]}, halaman 2, buka lebih besar").click()
    expect(meja.get_by_text("halaman 2 dari 3")).to_be_visible()
    meja.get_by_role("link", name="Halaman 3").first.click()
    expect(meja.get_by_role("img", name=f"{DOKUMEN[0]}, halaman 3")).to_be_visible()
    meja.get_by_role("link", name=re.compile("^Kembali ke telaah")).click()
    kartu(meja, DOKUMEN[0]).get_by_role("radio", name="Kurang", exact=True).check()
    kartu(meja, DOKUMEN[0]).get_by_role("button", name=f"Simpan penilaian {DOKUMEN[0]}").click()
    expect(meja.get_by_role("alert")).to_contain_text("Tuliskan apa yang tidak sesuai")
    meja.get_by_label("Catatan").fill(CATATAN)
    meja.get_by_role("button", name="Simpan penilaian").click()

    expect(kartu(meja, DOKUMEN[0]).locator("summary .tag").first).to_have_text("Kurang")
    expect(kartu(meja, DOKUMEN[0])).to_contain_text(CATATAN)
