"""The Camat's control page in a real browser: what slipped, the current week, one printed sheet."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.peramban.conftest import jalankan
from tests.peramban.test_jadwal import pada, periksa_halaman
from tests.peramban.test_triwulan import masuk

pytestmark = pytest.mark.peramban

MINGGU_KEEMPAT_JUNI = datetime(2023, 6, 28, 2, tzinfo=UTC)


def test_camat_melihat_langkah_yang_meleset(browser, tmp_path):
    with jalankan(tmp_path / "data", **pada(MINGGU_KEEMPAT_JUNI)) as layanan:
        halaman = masuk(browser, layanan, "camat")
        halaman.goto("/laporan/")
        halaman.get_by_role("link", name="Rencana Pengendalian").first.click()
        halaman.goto("/pengendalian/2023/")

        expect(halaman.get_by_text(re.compile("Sekarang.*Juni"))).to_be_visible()
        meleset = halaman.get_by_role("region", name="Yang meleset")
        # Nobody has signed a Perjanjian Kinerja in this office: January's first step.
        expect(meleset.get_by_role("listitem").filter(has_text="Penetapan Kinerja")).to_contain_text("minggu")
        # Its Rencana Aksi was ratified on 16 January, in time.
        expect(meleset.get_by_role("listitem").filter(has_text="Penetapan Rencana Aksi")).to_have_count(0)
        periksa_halaman(halaman)

        halaman.set_viewport_size({"width": 1280, "height": 900})
        expect(halaman.locator("th.kini")).to_have_count(1)
        halaman.get_by_role("button", name="Cetak Rencana Pengendalian 2023").click()
        expect(halaman.get_by_role("link", name=re.compile("Unduh"))).to_be_visible(timeout=60_000)
