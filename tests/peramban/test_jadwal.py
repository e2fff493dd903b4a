"""An extension in a real browser: the Camat gives it, the late claim is in time again, and it expires by itself."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.peramban.conftest import hidupkan, jalankan
from tests.peramban.test_triwulan import masuk

pytestmark = pytest.mark.peramban

# Four days past the staf's due date of the second quarter, and two days past the extension's last one.
TERLAMBAT, SESUDAH = datetime(2023, 6, 28, 2, tzinfo=UTC), datetime(2023, 7, 2, 2, tzinfo=UTC)
ALASAN = "Survei tertunda karena banjir."


def pada(saat: datetime) -> dict[str, str]:
    jam = str(Path(__file__).parent / "jam")
    jalur = os.pathsep.join(filter(None, (jam, os.environ.get("PYTHONPATH"))))
    return {"UJI_GESER_DETIK": str(int((saat - datetime.now(UTC)).total_seconds())), "PYTHONPATH": jalur}


def periksa_halaman(halaman: Page) -> None:
    """No fault that axe can see, and no scrolling sideways on a phone."""
    halaman.set_viewport_size({"width": 360, "height": 800})
    assert [satu["id"] for satu in Axe().run(halaman).response["violations"]] == []
    assert halaman.evaluate("document.documentElement.scrollWidth") == 360


def beri_perpanjangan(halaman: Page) -> None:
    halaman.goto("/jadwal/2023/")
    periksa_halaman(halaman)
    halaman.get_by_role("link", name="Beri perpanjangan Triwulan II 2023").click()
    periksa_halaman(halaman)
    halaman.get_by_label("Unit kerja").select_option(label="Seksi Pelayanan Umum")
    halaman.get_by_label("Batas pengajuan yang baru").fill("2023-06-30")
    halaman.get_by_label("Berlaku sampai").fill("2023-06-30")
    halaman.get_by_label("Alasan").fill(ALASAN)
    halaman.get_by_role("button", name="Beri perpanjangan").click()
    expect(halaman.get_by_text("Perpanjangan Triwulan II 2023 diberikan.")).to_be_visible()
    expect(halaman.locator("li", has_text=ALASAN).locator(".tag")).to_have_text("berlaku")
    periksa_halaman(halaman)


def kartu_ikm(peramban: Browser, layanan) -> str:
    halaman = masuk(peramban, layanan, "staf")
    teks = halaman.get_by_role("link", name=re.compile("Indeks Kepuasan Masyarakat")).first.inner_text()
    halaman.context.close()
    return teks


def test_perpanjangan_berakhir_sendiri(browser, tmp_path):
    with jalankan(tmp_path / "data", **pada(TERLAMBAT)) as layanan:
        assert "terlambat 4 hari" in kartu_ikm(browser, layanan)
        beri_perpanjangan(masuk(browser, layanan, "camat"))
        assert "2 hari lagi" in kartu_ikm(browser, layanan)

    with hidupkan(layanan.data, layanan.lingkungan | pada(SESUDAH)) as layanan:
        assert "terlambat 8 hari" in kartu_ikm(browser, layanan)
        kalender = masuk(browser, layanan, "camat")
        kalender.goto("/jadwal/2023/")
        expect(kalender.locator("li", has_text=ALASAN).locator(".tag")).to_have_text("berakhir sendiri 30 Juni 2023")
