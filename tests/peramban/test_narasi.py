"""Two people write the annual report in a real browser: what one has in hand the other sees, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.peramban.conftest import Layanan, jalankan
from tests.peramban.test_triwulan import masuk

pytestmark = pytest.mark.peramban

BAGIAN = "/2023/narasi/sebab-1/"
TERSIMPAN = re.compile(r"^Tersimpan \d\d\.\d\d WITA\.$")


@pytest.fixture
def layanan_narasi(tmp_path) -> Iterator[Layanan]:
    with jalankan(tmp_path / "data", "tests.skenario_narasi") as layanan:
        yield layanan


def bersih(halaman: Page) -> None:
    """No fault that axe can see, and no scrolling sideways, on a phone."""
    halaman.set_viewport_size({"width": 360, "height": 640})
    temuan = Axe().run(halaman, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert temuan.response["violations"] == []
    assert halaman.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sunting(halaman: Page) -> None:
    halaman.goto(BAGIAN)
    halaman.get_by_role("button", name="Sunting bagian ini").click()


def keadaan(halaman: Page):
    return halaman.locator("[data-simpan-keadaan]")


def test_narasi_disimpan_sendiri_dan_dilihat_orang_kedua(browser, layanan_narasi):
    kasubag = masuk(browser, layanan_narasi, "kasubag")
    sunting(kasubag)
    kasubag.get_by_label("Teks").fill("Loket dibuka setiap hari pada ")
    kasubag.locator("summary", has_text="Sisipkan angka").click()
    kasubag.get_by_role("button", name="Sisipkan {tahun}", exact=True).click()
    expect(kasubag.get_by_label("Teks")).to_have_value("Loket dibuka setiap hari pada {tahun}")
    expect(keadaan(kasubag)).to_have_text(TERSIMPAN)
    bersih(kasubag)

    camat = masuk(browser, layanan_narasi, "camat")
    camat.goto(BAGIAN)
    expect(camat.get_by_text(re.compile("sedang disunting Kepala Sub Bagian Perencanaan sejak")).first).to_be_visible()
    expect(camat.get_by_role("button", name="Sunting bagian ini")).to_be_disabled()
    # What was only saved by itself is read by the other already, with its number in it.
    expect(camat.get_by_text("Loket dibuka setiap hari pada 2023")).to_be_visible()
    bersih(camat)

    kasubag.reload()
    expect(kasubag.get_by_label("Teks")).to_have_value("Loket dibuka setiap hari pada {tahun}")
    kasubag.get_by_role("button", name="Simpan dan selesai").click()
    expect(kasubag.get_by_text("Loket dibuka setiap hari pada 2023").first).to_be_visible()
    camat.reload()
    camat.get_by_role("button", name="Sunting bagian ini").click()
    expect(camat.get_by_label("Teks")).to_have_value("Loket dibuka setiap hari pada {tahun}")


def test_dua_tab_yang_lama_ditolak_dan_tulisannya_tetap(browser, layanan_narasi):
    pertama = masuk(browser, layanan_narasi, "kasubag")
    sunting(pertama)
    kedua = pertama.context.new_page()
    kedua.goto(f"{BAGIAN}isi/")
    pertama.get_by_label("Teks").fill("Tulisan tab pertama")
    expect(keadaan(pertama)).to_have_text(TERSIMPAN)

    kedua.get_by_label("Teks").fill("Tulisan tab kedua")
    expect(keadaan(kedua)).to_contain_text("jadi tulisan dari halaman ini belum disimpan")
    kedua.get_by_role("button", name="Simpan", exact=True).click()

    expect(kedua.get_by_role("alert")).to_contain_text("bandingkan dahulu dengan yang tersimpan")
    expect(kedua.get_by_label("Teks")).to_have_value("Tulisan tab kedua")
    expect(kedua.get_by_text("Tulisan tab pertama")).to_be_visible()
    bersih(kedua)


def test_narasi_tabel_dan_prareviu_tanpa_javascript(browser, layanan_narasi):
    konteks = masuk(browser, layanan_narasi, "kasubag").context
    halaman = browser.new_context(
        base_url=layanan_narasi.alamat, java_script_enabled=False, storage_state=konteks.storage_state()
    ).new_page()
    sunting(halaman)
    halaman.get_by_label("Teks").fill("Capaian pada {tahun}.\nBaris kedua.")
    halaman.get_by_role("button", name="Simpan dan selesai").click()
    expect(halaman.get_by_text("Capaian pada 2023.")).to_be_visible()

    halaman.goto("/2023/narasi/tabel/desa/")
    halaman.get_by_label("Desa").first.fill("Kalaena Kiri")
    halaman.get_by_role("button", name="Simpan tabel").click()
    expect(halaman.get_by_text("Kalaena Kiri")).to_be_visible()
    expect(halaman.get_by_text("1 dari 15 bagian wajib terisi")).to_be_visible()

    halaman.goto("/2023/pra-reviu/")
    halaman.get_by_text("Jawab sendiri butir 11").click()
    halaman.get_by_label("Jawaban butir 11").select_option(label="Ya")
    halaman.get_by_label("Catatan butir 11").fill("Data diperiksa unit.")
    halaman.get_by_role("button", name="Simpan jawaban").click()
    expect(halaman.get_by_text("Data diperiksa unit.").first).to_be_visible()


def test_halaman_narasi_lain_bersih_di_telepon(browser, layanan_narasi):
    halaman = masuk(browser, layanan_narasi, "kasubag")
    for alamat in ("/2023/narasi/", "/2023/narasi/tabel/desa/", "/2023/pra-reviu/"):
        halaman.goto(alamat)
        bersih(halaman)
