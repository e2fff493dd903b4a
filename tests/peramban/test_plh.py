"""A Plh Camat: the surat perintah is entered in Data acuan, the queue follows at once, and ends after the last day."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from organisasi.bahasa import tanggal_pendek
from tests.peramban.conftest import Layanan, hidupkan, jalankan
from tests.peramban.test_triwulan import masuk

pytestmark = pytest.mark.peramban

SURAT = "800/45/KK/2026"
TUGAS = re.compile("Indeks Kepuasan Masyarakat")


def pilih(halaman: Page, kolom: str, teks: str) -> None:
    """Choose in one of the searching fields of Data acuan."""
    halaman.locator(f"[aria-labelledby='select2-id_{kolom}-container']").focus()
    halaman.keyboard.press("Enter")
    halaman.keyboard.type(teks)
    expect(halaman.locator(".select2-results__option--highlighted", has_text=teks)).to_be_attached()
    halaman.keyboard.press("Enter")


def tugaskan_plh(halaman: Page) -> None:
    """The Kasi of another section stands in for the Camat, today only."""
    hari_ini = tanggal_pendek(timezone.localdate())
    halaman.goto("/kelola/organisasi/penugasan/add/")
    pilih(halaman, "pegawai", "Kepala Seksi Pemerintahan")
    pilih(halaman, "jabatan", "Camat")
    halaman.locator("#id_kapasitas").select_option("plh")
    halaman.locator("#id_mulai").fill(hari_ini)
    halaman.locator("#id_selesai").fill(hari_ini)
    halaman.locator("#id_surat_perintah").fill(SURAT)
    halaman.locator("input[name=_save]").click()
    expect(halaman.locator(".messagelist .success")).to_be_visible()


def sehari_kemudian(layanan: Layanan) -> dict[str, str]:
    jam = str(Path(__file__).parent / "jam")
    jalur = os.pathsep.join(filter(None, (jam, os.environ.get("PYTHONPATH"))))
    geser = int(timedelta(days=1).total_seconds())
    return layanan.lingkungan | {"UJI_GESER_DETIK": str(geser), "PYTHONPATH": jalur}


def perlu_tindakan(peramban: Browser, layanan: Layanan, nama: str) -> int:
    halaman = masuk(peramban, layanan, nama)
    jumlah = halaman.locator("ul.tasks").first.get_by_role("link", name=TUGAS).count()
    halaman.context.close()
    return jumlah


def test_plh_camat_mengambil_antrian_dan_melepasnya_sesudah_hari_terakhir(browser, tmp_path):
    with jalankan(tmp_path / "data", "tests.skenario_plh") as layanan:
        assert [perlu_tindakan(browser, layanan, nama) for nama in ("camat", "kasi.pem")] == [1, 0]
        tugaskan_plh(masuk(browser, layanan, "admin"))
        assert [perlu_tindakan(browser, layanan, nama) for nama in ("camat", "kasi.pem")] == [0, 1]

    with hidupkan(layanan.data, sehari_kemudian(layanan)) as layanan:
        assert [perlu_tindakan(browser, layanan, nama) for nama in ("camat", "kasi.pem")] == [1, 0]
