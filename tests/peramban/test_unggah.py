"""Evidence from a cheap phone on a bad line: cut, resumed, shrunk, refused politely, and without JavaScript too."""

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.berkas_contoh import pdf
from tests.peramban.conftest import Layanan, jalankan
from tests.skenario import SANDI

pytestmark = pytest.mark.peramban

PONSEL = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
ANGGARAN_JS = 10_000  # bytes over the wire (UX-41)


@pytest.fixture(scope="module")
def layanan(tmp_path_factory) -> Iterator[Layanan]:
    with jalankan(tmp_path_factory.mktemp("unggah") / "data") as layanan:
        yield layanan


@pytest.fixture
def buka(browser: Browser, layanan: Layanan) -> Iterator:
    """Log the staf in, in a browser of the given kind, and open the entry page of a quarter of IKM."""
    konteks = []

    def _buka(nomor: int = 2, **jenis) -> Page:
        satu = browser.new_context(base_url=layanan.alamat, locale="id-ID", **(PONSEL | jenis))
        konteks.append(satu)
        halaman = satu.new_page()
        masuk(halaman)
        isian = halaman.locator(f"a.task[href$='/isi/']:has-text('Triwulan {'II' if nomor == 2 else 'IV'} 2023')")
        halaman.goto(isian.first.get_attribute("href"))
        return halaman

    yield _buka
    for satu in konteks:
        satu.close()


def masuk(halaman: Page) -> None:
    halaman.goto("/")
    halaman.get_by_label("Nama pengguna atau NIP").fill("staf")
    halaman.get_by_label("Kata sandi").fill(SANDI)
    halaman.get_by_role("button", name="Masuk").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Tugas saya")


@pytest.fixture
def foto(tmp_path) -> Path:
    """A photo of about 3 MB, other bytes every time."""
    keluar = BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(keluar, "JPEG", quality=92)
    berkas = tmp_path / f"loket {hashlib.sha256(keluar.getvalue()).hexdigest()[:6]}.jpg"
    berkas.write_bytes(keluar.getvalue())
    return berkas


def pilih(halaman: Page, berkas: Path) -> None:
    halaman.locator("[data-unggah] input[type=file][multiple]").first.set_input_files(berkas)


def dokumen(halaman: Page, nama: str):
    return halaman.locator("li[id^=dokumen-]", has_text=nama)


def isi_tersimpan(halaman: Page, nama: str) -> bytes:
    alamat = dokumen(halaman, nama).get_by_role("link", name="Buka").get_attribute("href")
    return halaman.request.get(f"{alamat}unduh/").body()


class Sambungan:
    """The line of a page: counts the pieces that pass, and can be cut after some of them."""

    def __init__(self, halaman: Page, sesudah: int):
        self.letak: list[int] = []
        self.sesudah, self.putus = sesudah, False
        halaman.route(re.compile(r"/unggahan/[0-9a-f-]{36}/$"), self._lalu)

    def _lalu(self, rute: Route) -> None:
        if rute.request.method == "PATCH":
            self.putus = self.putus or len(self.letak) == self.sesudah
        if self.putus:
            rute.abort("internetdisconnected")
            return
        if rute.request.method == "PATCH":
            self.letak.append(int(rute.request.headers["upload-offset"]))
        rute.continue_()

    def pulih(self) -> None:
        self.putus, self.sesudah = False, -1


def test_sambungan_putus_di_tengah_lalu_pulih(buka, foto):
    halaman = buka()
    sambungan = Sambungan(halaman, sesudah=2)

    pilih(halaman, foto)
    expect(halaman.get_by_text("Sambungan terputus. Yang sudah terkirim tidak hilang")).to_be_visible()
    halaman.context.set_offline(True)
    sambungan.pulih()
    halaman.context.set_offline(False)

    expect(dokumen(halaman, foto.name)).to_be_visible(timeout=30_000)
    assert hashlib.sha256(isi_tersimpan(halaman, foto.name)).digest() == hashlib.sha256(foto.read_bytes()).digest()
    assert sambungan.letak == sorted(set(sambungan.letak))  # no piece went twice
    assert sambungan.letak[0] == 0
    assert halaman.evaluate("document.documentElement.scrollWidth") == 360


def test_sesudah_dimuat_ulang_dilanjutkan_dari_tempatnya(buka, foto):
    halaman = buka()
    Sambungan(halaman, sesudah=2)
    pilih(halaman, foto)
    expect(halaman.get_by_text("Sambungan terputus.")).to_be_visible()
    halaman.unroute_all()

    halaman.reload()
    expect(halaman.get_by_text(f"“{foto.name}” baru terkirim")).to_be_visible()
    sambungan = Sambungan(halaman, sesudah=-1)
    pilih(halaman, foto)

    expect(dokumen(halaman, foto.name)).to_be_visible(timeout=30_000)
    assert sambungan.letak[0] >= 2 * 256 * 1024
    assert isi_tersimpan(halaman, foto.name) == foto.read_bytes()
    expect(halaman.get_by_text(f"“{foto.name}” baru terkirim")).to_have_count(0)


def test_unggahan_dibatalkan_di_tengah_jalan(buka, foto):
    halaman = buka()
    Sambungan(halaman, sesudah=1)
    pilih(halaman, foto)
    expect(halaman.get_by_text("Sambungan terputus.")).to_be_visible()
    halaman.unroute_all()

    halaman.get_by_role("button", name=f"Batalkan {foto.name}").click()

    expect(halaman.get_by_text(foto.name)).to_have_count(0)
    halaman.reload()
    expect(halaman.get_by_text(foto.name)).to_have_count(0)


def test_tab_lama_ditolak_dengan_sopan_tanpa_kehilangan_apa_pun(buka, foto):
    halaman = buka()
    halaman.get_by_label("Analisis capaian").fill("Kalimat di tab yang lama.")
    lain = halaman.context.new_page()
    lain.goto("/")
    lain.locator("summary", has_text="Menu").click()
    lain.get_by_role("button", name="Keluar").click()

    pilih(halaman, foto)

    expect(halaman.get_by_text("Halaman ini sudah kedaluwarsa atau sesi Anda berakhir.")).to_be_visible()
    expect(halaman.get_by_label("Analisis capaian")).to_have_value("Kalimat di tab yang lama.")
    expect(halaman.get_by_text("Sesi Anda berakhir — isian disimpan di HP ini.")).to_be_visible(timeout=10_000)
    masuk(lain)
    halaman.reload()
    expect(halaman.get_by_label("Analisis capaian")).to_have_value("Kalimat di tab yang lama.")
    pilih(halaman, foto)
    expect(dokumen(halaman, foto.name)).to_be_visible(timeout=30_000)


def test_berkas_yang_ditolak_menyebut_nama_alasan_dan_jalan_keluarnya(buka, tmp_path):
    halaman = buka()
    palsu = tmp_path / "surat.pdf"
    palsu.write_bytes(b"bukan pdf")
    catatan = tmp_path / "catatan.txt"
    catatan.write_bytes(b"halo")

    pilih(halaman, palsu)
    expect(halaman.get_by_text("“surat.pdf” tidak dapat diterima: isinya bukan PDF.")).to_be_visible(timeout=15_000)
    pilih(halaman, catatan)
    expect(halaman.get_by_text("“catatan.txt” tidak dapat diterima karena jenisnya.")).to_be_visible()


def test_keterangan_yang_diketik_ikut_dokumennya(buka, foto):
    halaman = buka(nomor=4)
    bagian = halaman.locator("[data-unggah]").first
    bagian.locator("summary", has_text="dokumen baru").click()
    bagian.get_by_label("Nomor dokumen").last.fill("470/12")

    pilih(halaman, foto)

    expect(dokumen(halaman, foto.name).get_by_text("nomor 470/12")).to_be_visible(timeout=30_000)
    expect(bagian.get_by_label("Nomor dokumen").last).to_have_value("")


def test_hemat_data_dengan_persetujuan_dan_kamera(buka, foto):
    halaman = buka(nomor=4)
    halaman.get_by_label("Hemat data").check()

    with halaman.expect_file_chooser() as pemilih:
        halaman.get_by_role("button", name=re.compile("^Ambil foto")).first.click()
    pemilih.value.set_files(foto)

    expect(halaman.get_by_text(f"{foto.name} tersimpan.")).to_be_visible(timeout=30_000)
    isi = isi_tersimpan(halaman, foto.name)
    assert len(isi) < foto.stat().st_size / 2
    assert Image.open(BytesIO(isi)).size == (1600, 1200)


def test_tanpa_javascript_unggah_ganti_dan_tarik(buka, tmp_path):
    halaman = buka(java_script_enabled=False)
    surat, versi_dua = tmp_path / "surat tanpa skrip.pdf", tmp_path / "versi dua.pdf"
    surat.write_bytes(pdf(ekor=b"\n%% satu\n"))
    versi_dua.write_bytes(pdf(ekor=b"\n%% dua\n"))

    expect(halaman.get_by_text("paling besar 25 MB tiap berkas").first).to_be_visible()
    halaman.get_by_role("textbox", name="Realisasi (Indeks)").fill("dua belas")
    pilih(halaman, surat)
    halaman.get_by_role("button", name="Simpan", exact=True).click()
    expect(halaman.get_by_role("heading", name="Ada masalah")).to_be_visible()
    expect(dokumen(halaman, surat.name)).to_be_visible()  # UX-04
    expect(halaman.get_by_role("textbox", name="Realisasi (Indeks)")).to_have_value("dua belas")

    halaman.get_by_role("textbox", name="Realisasi (Indeks)").fill("85,40")
    dokumen(halaman, surat.name).locator("summary", has_text="Ganti").click()
    halaman.get_by_label(f"Berkas pengganti {surat.name}").set_input_files(versi_dua)
    halaman.get_by_role("button", name="Simpan", exact=True).click()
    expect(dokumen(halaman, versi_dua.name)).to_be_visible()
    expect(dokumen(halaman, surat.name)).to_have_count(0)

    halaman.get_by_role("button", name=f"Tarik {versi_dua.name}").click()
    expect(dokumen(halaman, versi_dua.name)).to_have_count(0)
    expect(halaman.get_by_text("tidak lagi menjadi data dukung klaim ini")).to_be_visible()


def test_tanpa_sambungan_isian_tinggal_di_ponsel(buka):
    halaman = buka(nomor=4)
    halaman.context.set_offline(True)
    halaman.get_by_label("Analisis capaian").fill("Ditulis tanpa sambungan.")
    halaman.get_by_label("Hambatan").focus()
    expect(halaman.get_by_text("Tidak ada sambungan — isian disimpan di HP ini")).to_be_visible(timeout=10_000)
    alamat = halaman.url
    halaman.close()

    halaman.context.set_offline(False)
    lagi = halaman.context.new_page()
    lagi.goto(alamat)

    expect(lagi.get_by_label("Analisis capaian")).to_have_value("Ditulis tanpa sambungan.")
    expect(lagi.get_by_text(re.compile(r"^Tersimpan \d\d\.\d\d WITA"))).to_be_visible(timeout=10_000)


def test_halaman_isian_ringan_dan_terakses(buka):
    halaman = buka(nomor=4)
    skrip: dict[str, int] = {}
    cdp = halaman.context.new_cdp_session(halaman)
    alamat: dict[str, str] = {}
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    cdp.on("Network.responseReceived", lambda p: alamat.update({p["requestId"]: p["response"]["url"]}))
    cdp.on("Network.loadingFinished", lambda p: skrip.update({alamat[p["requestId"]]: p["encodedDataLength"]}))

    halaman.reload(wait_until="networkidle")
    halaman.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")

    berat = {nama: bita for nama, bita in skrip.items() if nama.endswith(".js")}
    assert len(berat) == 3
    assert sum(berat.values()) <= ANGGARAN_JS
    assert Axe().run(halaman).response["violations"] == []
    assert halaman.evaluate("document.documentElement.scrollWidth") == 360
