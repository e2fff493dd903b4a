"""The real quarter in a real browser: IKM of TW II, from the staff's entry to the Camat's report."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.berkas_contoh import pdf
from tests.peramban.conftest import Layanan
from tests.skenario import SANDI

pytestmark = pytest.mark.peramban

ALASAN_TURUN = "Jumlah responden pada laporan hanya 96, bukan 150 seperti yang ditulis."
ALASAN_NAIK = "Lampiran laporan memuat 54 responden susulan yang belum dihitung."


def masuk(peramban: Browser, layanan: Layanan, nama: str) -> Page:
    halaman = peramban.new_context(base_url=layanan.alamat, locale="id-ID").new_page()
    halaman.goto("/")
    halaman.get_by_label("Nama pengguna atau NIP").fill(nama)
    halaman.get_by_label("Kata sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    return halaman


def buka_tugas_ikm(halaman: Page) -> None:
    halaman.get_by_role("link", name=re.compile("Indeks Kepuasan Masyarakat")).first.click()


def isi_dan_ajukan(halaman: Page, berkas: Path) -> None:
    buka_tugas_ikm(halaman)
    halaman.get_by_role("textbox", name="Realisasi (Indeks)").fill("85,40")
    halaman.get_by_label("Data sampai tanggal").fill("2023-06-19")
    halaman.get_by_label("Analisis capaian").fill("Survei 150 responden, April sampai Juni.")
    halaman.locator("input[type=file]").first.set_input_files(berkas)
    halaman.get_by_role("button", name="Simpan dan periksa").click()
    expect(halaman.get_by_text("98,16%").first).to_be_visible()
    halaman.get_by_role("button", name=re.compile("^Ajukan")).click()


def koreksi_dan_teruskan(halaman: Page, nilai: str, jenis: str, alasan: str, *kutipan: str) -> None:
    halaman.locator("summary", has_text="Koreksi capaian").click()
    halaman.get_by_label("Koreksi capaian menjadi").fill(nilai)
    halaman.get_by_label("Jenis alasan koreksi").select_option(label=jenis)
    halaman.get_by_label("Penjelasan koreksi").fill(alasan)
    for nama in kutipan:
        halaman.get_by_role("checkbox", name=nama).check()
    halaman.get_by_role("button", name="Koreksi, lalu teruskan").click()


def lihat_bukti(halaman: Page, nama: str) -> None:
    """Look at a document in its own tab, as a desk must before it approves, and come back to the claim."""
    halaman.locator("details.bukti > summary", has_text=nama).click()
    with halaman.context.expect_page() as tab:
        halaman.get_by_role("link", name=re.compile(f"^Buka berkas.*{re.escape(nama)}")).click()
    tab.value.close()
    halaman.reload()


def naskah(isi: bytes) -> str:
    """The PDF's text with its line breaks taken out: a sentence may run over two lines."""
    return " ".join(" ".join(h.extract_text() for h in PdfReader(BytesIO(isi)).pages).split())


def jalani(peramban: Browser, layanan: Layanan, tmp_path: Path) -> str:
    """Walk the quarter and return the text of the final report."""
    berkas = tmp_path / "laporan-skm.pdf"
    berkas.write_bytes(pdf())

    staf = masuk(peramban, layanan, "staf")
    isi_dan_ajukan(staf, berkas)
    expect(staf.get_by_text(re.compile("Kepala Seksi Pelayanan Umum")).first).to_be_visible()

    kasi = masuk(peramban, layanan, "kasi")
    buka_tugas_ikm(kasi)
    lihat_bukti(kasi, "laporan-skm.pdf")
    koreksi_dan_teruskan(kasi, "95", "Data dukung tidak sesuai", ALASAN_TURUN)
    expect(kasi.get_by_text(re.compile("95,00%")).first).to_be_visible()

    sekcam = masuk(peramban, layanan, "sekcam")
    buka_tugas_ikm(sekcam)
    lihat_bukti(sekcam, "laporan-skm.pdf")
    koreksi_dan_teruskan(
        sekcam, "97,00", "Data dukung melebihi prestasi yang dilaporkan", ALASAN_NAIK, "laporan-skm.pdf"
    )

    camat = masuk(peramban, layanan, "camat")
    buka_tugas_ikm(camat)
    lihat_bukti(camat, "laporan-skm.pdf")
    camat.get_by_role("button", name=re.compile("^Sahkan 97,00%")).first.click()

    camat.goto("/2023/tw/2/laporan/")
    camat.get_by_role("checkbox").check()
    camat.get_by_role("button", name="Buat laporan final").click()
    unduh = camat.get_by_role("link", name=re.compile("^Unduh"))
    expect(unduh).to_be_visible(timeout=60_000)
    with camat.expect_download() as unduhan:
        unduh.click()
    return naskah(Path(unduhan.value.path()).read_bytes())


def periksa_naskah(teks: str) -> None:
    for isi in ("87,00", "85,40", "98,16", "95,00", "97,00", ALASAN_TURUN, ALASAN_NAIK, "MUHAMMAD YUSRI"):
        assert isi in teks


def test_triwulan_dari_isian_sampai_laporan_tanpa_server_lain(browser, layanan, tmp_path):
    periksa_naskah(jalani(browser, layanan, tmp_path))


@pytest.mark.postgresql
@pytest.mark.redis
def test_triwulan_dari_isian_sampai_laporan_dengan_postgresql_dan_redis(browser, layanan_kantor, tmp_path):
    periksa_naskah(jalani(browser, layanan_kantor, tmp_path))
