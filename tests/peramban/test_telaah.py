"""The review desk without a mouse, on a phone, and from a stale tab."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.berkas_contoh import pdf
from tests.peramban.conftest import Layanan
from tests.peramban.test_triwulan import buka_tugas_ikm, isi_dan_ajukan, lihat_bukti, masuk

pytestmark = pytest.mark.peramban

TERLAMA = 120  # presses of Tab: more than any page of ours has stops
# Whether what has the focus can be seen: its middle, or a corner of it, is not beneath something else (WCAG 2.4.11).
TERTUTUP = """async () => {
  const el = document.activeElement;
  const titik = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]];
  const tampak = () => {
    const k = el.getBoundingClientRect();
    return el === document.body || !k.width || titik.some(([x, y]) => {
      const atas = document.elementFromPoint(k.left + k.width * x, k.top + k.height * y);
      return atas && (el.contains(atas) || atas.contains(el));
    });
  };
  // The browser scrolls to the focus in the frames that follow.
  for (let n = 0; n < 60 && !tampak(); n += 1) await new Promise(requestAnimationFrame);
  return tampak() ? null : el.outerHTML.slice(0, 120);
}"""


def tab_ke(halaman: Page, pemilih: str) -> None:
    """Press Tab until the focus is on what the selector names, and see it at every stop."""
    for _ in range(TERLAMA):
        halaman.keyboard.press("Tab")
        assert halaman.evaluate(TERTUTUP) is None
        if halaman.evaluate("p => document.activeElement.matches(p)", pemilih):
            return
    pytest.fail(f"{pemilih} tidak tercapai dengan Tab")


def fokus_di(halaman: Page, pemilih: str) -> bool:
    return halaman.evaluate("p => document.activeElement.matches(p)", pemilih)


def bersih(halaman: Page) -> list[str]:
    """What axe has to say about the page, by rule."""
    return [satu["id"] for satu in Axe().run(halaman).response["violations"]]


@pytest.fixture
def di_meja_kasi(browser, layanan, tmp_path) -> Layanan:
    berkas: Path = tmp_path / "laporan-skm.pdf"
    berkas.write_bytes(pdf())
    isi_dan_ajukan(masuk(browser, layanan, "staf"), berkas)
    return layanan


def buka_bukti_dengan_papan_ketik(kasi: Page) -> None:
    kasi.keyboard.press("b")
    assert fokus_di(kasi, "#judul-bukti")
    tab_ke(kasi, "details.bukti > summary")
    kasi.keyboard.press("Enter")
    tab_ke(kasi, "#bukti a[target=_blank][href*='/data-dukung/']")
    with kasi.context.expect_page() as tab:
        kasi.keyboard.press("Enter")
    tab.value.close()
    kasi.reload()


def test_telaah_tanpa_tetikus_dan_tab_lama(browser: Browser, di_meja_kasi: Layanan):
    kasi = masuk(browser, di_meja_kasi, "kasi")
    tab_ke(kasi, ".tasks a.task")
    kasi.keyboard.press("Enter")
    expect(kasi.get_by_text("0 dari 1 diperiksa hari ini")).to_be_visible()
    assert bersih(kasi) == []

    # Approval is closed until the document was opened: the key leads to the reason.
    kasi.keyboard.press("t")
    assert fokus_di(kasi, "#alasan-naik")
    buka_bukti_dengan_papan_ketik(kasi)

    # While somebody types, a letter is a letter.
    kasi.keyboard.press("k")
    assert fokus_di(kasi, "#kembalikan input, #kembalikan select, #kembalikan textarea")
    tab_ke(kasi, "#kembalikan textarea")
    kasi.keyboard.type("tkbnp?")
    assert fokus_di(kasi, "#kembalikan textarea")
    expect(kasi.locator("#kembalikan textarea").first).to_have_value("tkbnp?")
    kasi.reload()

    # The keys can be switched off, and stay off on the next page.
    kasi.keyboard.press("?")
    assert fokus_di(kasi, "#pintasan > summary")
    tab_ke(kasi, "#pintasan-aktif")
    kasi.keyboard.press("Space")
    kasi.reload()
    kasi.keyboard.press("t")
    assert fokus_di(kasi, "body")
    tab_ke(kasi, "#pintasan > summary")
    kasi.keyboard.press("Enter")
    tab_ke(kasi, "#pintasan-aktif")
    kasi.keyboard.press("Space")

    lama = kasi.context.new_page()
    lama.goto(kasi.url)

    kasi.keyboard.press("t")
    assert fokus_di(kasi, ".actions button[form=naik]")
    kasi.keyboard.press("Enter")
    expect(kasi.get_by_text(re.compile("di meja sekcam dengan capaian 98,16%"))).to_be_visible()

    lama.get_by_role("button", name=re.compile("^Teruskan 98,16%")).click()
    expect(lama.get_by_text("Klaim ini di meja sekcam, bukan di meja Anda.")).to_be_visible()


def test_telaah_di_ponsel(browser: Browser, di_meja_kasi: Layanan):
    kasi = masuk(browser, di_meja_kasi, "kasi")
    kasi.set_viewport_size({"width": 360, "height": 640})
    buka_tugas_ikm(kasi)
    lebar = "[document.documentElement.scrollWidth, innerWidth]"
    assert kasi.evaluate(lebar) == [360, 360]

    for muka, lain in (("Bukti (1)", "#klaim"), ("Klaim", "#bukti")):
        kasi.get_by_role("link", name=muka, exact=True).click()
        expect(kasi.locator(lain)).to_be_hidden()
        expect(kasi.get_by_role("link", name=muka, exact=True)).to_be_in_viewport()
        assert kasi.evaluate(lebar) == [360, 360]
        assert bersih(kasi) == []

    kasi.get_by_role("link", name="Bukti (1)", exact=True).click()
    lihat_bukti(kasi, "laporan-skm.pdf")
    kasi.keyboard.press("t")
    expect(kasi.locator("#klaim")).to_be_visible()
    kasi.keyboard.press("k")
    tab_ke(kasi, "#kembalikan button")


def test_antrian_dan_sekaligus_di_ponsel(browser: Browser, di_meja_kasi: Layanan):
    kasi = masuk(browser, di_meja_kasi, "kasi")
    buka_tugas_ikm(kasi)
    lihat_bukti(kasi, "laporan-skm.pdf")
    kasi.set_viewport_size({"width": 360, "height": 640})
    kasi.goto("/antrian/")
    assert bersih(kasi) == []

    kasi.get_by_role("link", name="Teruskan sekaligus").click()
    assert kasi.evaluate("document.documentElement.scrollWidth") == 360
    assert bersih(kasi) == []
    kasi.get_by_role("button", name="Periksa pilihan").click()
    assert bersih(kasi) == []
    kasi.get_by_role("button", name="Teruskan 1 indikator").click()

    expect(kasi.get_by_role("heading", level=1)).to_have_text("1 selesai, 0 ditinggal")
    assert bersih(kasi) == []
