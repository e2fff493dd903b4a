"""The first days of an office in a real browser: from an empty database to a year that runs, through four workbooks."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page, expect

from tests.berkas_contoh import pdf
from tests.peramban.conftest import Layanan, jalankan
from tests.skenario import SANDI

pytestmark = pytest.mark.peramban

TAHUN = 2024
# A Monday: the first quarter has opened on the Friday before.
HARI_INI = datetime(2024, 3, 4, 1, tzinfo=UTC)
ISI = settings.BASE_DIR / "fixtures" / "contoh"
LAMA = 60_000  # milliseconds: a worker reads or writes the workbook meanwhile

PEJABAT = {
    "camat": ("Camat Kalaena", "KEC", "Camat"),
    "sekcam": ("Sekretaris Camat", "SEKR", "Sekretaris Camat"),
    "kasubag.pk": ("Kepala Sub Bagian Perencanaan dan Kepegawaian", "SUB-PK", "Eselon IV"),
    "kasubag.ku": ("Kepala Sub Bagian Keuangan dan Umum", "SUB-KU", "Eselon IV"),
    "kasi.pem": ("Kepala Seksi Pemerintahan", "SEK-PEM", "Eselon IV"),
    "kasi.trantib": ("Kepala Seksi Ketenteraman dan Ketertiban Umum", "SEK-TRANTIB", "Eselon IV"),
    "kasi.pmd": ("Kepala Seksi Pemberdayaan Masyarakat dan Desa", "SEK-PMD", "Eselon IV"),
    "kasi.kessos": ("Kepala Seksi Kesejahteraan Sosial", "SEK-KESSOS", "Eselon IV"),
    "kasi.yanum": ("Kepala Seksi Pelayanan Umum", "SEK-YANUM", "Eselon IV"),
}
STAF = "staf.pem"


def _baca(nama: str) -> dict:
    return json.loads((ISI / f"{nama}.json").read_text())


@pytest.fixture
def layanan_kosong(tmp_path) -> Iterator[Layanan]:
    """Embedded, with nothing but reference data and an administrator, in March of the year that begins."""
    geser = int((HARI_INI - datetime.now(UTC)).total_seconds())
    jalur = os.pathsep.join(filter(None, (str(Path(__file__).parent / "jam"), os.environ.get("PYTHONPATH"))))
    lingkungan = {"UJI_GESER_DETIK": str(geser), "PYTHONPATH": jalur}
    with jalankan(tmp_path / "data", "tests.skenario_kosong", **lingkungan) as layanan:
        yield layanan


def masuk(peramban: Browser, layanan: Layanan, nama: str, sandi: str) -> Page:
    halaman = peramban.new_context(base_url=layanan.alamat, locale="id-ID").new_page()
    halaman.goto("/")
    halaman.get_by_label("Nama pengguna atau NIP").fill(nama)
    halaman.get_by_label("Kata sandi").fill(sandi)
    halaman.get_by_role("button", name="Masuk").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    return halaman


def menu(halaman: Page, nama: str) -> None:
    pintu = halaman.locator("summary", has_text="Menu")
    if pintu.is_visible():
        pintu.click()
    halaman.get_by_role("navigation", name="Utama").get_by_role("link", name=nama).click()


# Workbooks, filled as a planner fills them


def kolom(lembar: Worksheet) -> dict[str, int]:
    return {sel.value.removesuffix(" *"): sel.column for sel in lembar[1] if sel.value}


def tambah(lembar: Worksheet, baris: Sequence[dict[str, object]]) -> None:
    letak, awal = kolom(lembar), lembar.max_row + 1
    for nomor, satu in enumerate(baris, awal):
        for judul, nilai in satu.items():
            lembar.cell(nomor, letak[judul], nilai)


def isi_pegawai(buku: Workbook) -> None:
    orang = PEJABAT | {STAF: ("Pengelola Pemerintahan Desa", "SEK-PEM", "Pelaksana")}
    lembar = buku["Pegawai"]
    assert lembar.max_row == 1
    pilihan = {baris[0].value.partition(" – ")[0]: baris[0].value for baris in buku["Pilihan"]["A2:A10"]}
    tambah(
        lembar,
        [
            {
                "Nama": f"Pemangku {jabatan}",
                "Nama pengguna": akun,
                "Jabatan": jabatan,
                "Kode unit": pilihan[unit],
                "Tingkat": tingkat,
                "Mulai": "01-01-2024",
            }
            for akun, (jabatan, unit, tingkat) in orang.items()
        ],
    )


def isi_program(buku: Workbook) -> None:
    pagu, lembar = _baca("anggaran")["2023"], buku["Program"]
    letak = kolom(lembar)
    for nomor in range(2, lembar.max_row + 1):
        if milik := pagu.get(lembar.cell(nomor, letak["Kode"]).value):
            lembar.cell(nomor, letak[f"Pagu murni {TAHUN}"], Decimal(milik["murni"]))


def _kunci(kode: str) -> str:
    return f"IKU-{kode}" if kode.isdigit() else kode


def _setahun(akumulasi: str, triwulan: Sequence[str | None]) -> Decimal:
    """The year that the quarters make, worked out here and not by the code under test."""
    nilai = [Decimal(satu) for satu in triwulan if satu is not None]
    return {
        "Kumulatif (jumlah)": sum(nilai),
        "Posisi akhir": nilai[-1],
        "Rata-rata": sum(nilai) / len(nilai),
    }[akumulasi]


def isi_indikator(buku: Workbook) -> None:
    semua, lembar = _baca("indikator"), buku["Indikator"]
    letak = kolom(lembar)
    kepala = {unit: jabatan for jabatan, unit, _ in PEJABAT.values()}
    for nomor in range(2, lembar.max_row + 1):
        triwulan = semua[_kunci(lembar.cell(nomor, letak["Kode induk"]).value)]["target"]
        setahun = _setahun(lembar.cell(nomor, letak["Akumulasi"]).value, triwulan)
        unit = lembar.cell(nomor, letak["Kode unit"]).value.partition(" – ")[0]
        lembar.cell(nomor, letak[f"Target {TAHUN}"], setahun)
        lembar.cell(nomor, letak["Penanggung jawab"], kepala[unit])


def isi_rencana(buku: Workbook) -> None:
    semua, lembar = _baca("indikator"), buku["Rencana aksi"]
    letak, syarat = kolom(lembar), []
    for nomor in range(2, lembar.max_row + 1):
        kode, nama, unit = (lembar.cell(nomor, letak[j]).value for j in ("Kode induk", "Indikator", "Kode unit"))
        isi = semua[_kunci(kode)]
        lembar.cell(nomor, letak["Langkah aksi"], isi["langkah"])
        kepala = next(j for j, u, _ in PEJABAT.values() if u == unit.partition(" – ")[0])
        lembar.cell(nomor, letak["Penanggung jawab"], kepala)
        for angka, romawi in zip(isi["target"], ("I", "II", "III", "IV"), strict=True):
            if angka is not None:
                # Typed as text with a comma, as a spreadsheet often comes.
                lembar.cell(nomor, letak[f"TW {romawi}"], angka.replace(".", ","))
                syarat.append(
                    {
                        "Kode induk": kode,
                        "Indikator": nama,
                        "Triwulan": f"Triwulan {romawi}",
                        "Jenis": "Laporan pelaksanaan",
                        "Uraian": f"Laporan {nama}"[:200],
                    }
                )
    tambah(buku["Data dukung"], syarat)


# The walk


def unggah(
    halaman: Page, jenis: str, templat: str, isi: Callable[[Workbook], None], ringkas: str, folder: Path
) -> None:
    """Download the template of a kind, fill it, upload it, look at the preview, apply it."""
    menu(halaman, "Perencanaan")
    halaman.get_by_role("link", name="Impor Excel").click()
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name=f"Unduh templat {templat} {jenis}").click()
    berkas = folder / unduhan.value.suggested_filename
    unduhan.value.save_as(berkas)
    buku = load_workbook(berkas)
    isi(buku)
    buku.save(berkas)

    halaman.get_by_label("Jenis data").select_option(label=jenis)
    expect(halaman.get_by_role("spinbutton", name="Tahun")).to_have_value(str(TAHUN))
    halaman.get_by_label("Berkas Excel").set_input_files(berkas)
    halaman.get_by_role("button", name="Unggah dan baca").click()
    expect(halaman.get_by_role("heading", name="Terapkan")).to_be_visible(timeout=LAMA)
    expect(halaman.get_by_text(re.compile(ringkas)).first).to_be_visible()
    halaman.get_by_role("button", name="Terapkan impor ini").click()
    expect(halaman.get_by_text("Sudah diterapkan").first).to_be_visible(timeout=LAMA)


def beri_sandi(admin: Page) -> dict[str, str]:
    """First passwords for all imported accounts, as the administrator hands them out: account -> password."""
    menu(admin, "Perencanaan")
    admin.get_by_role("link", name="Kata sandi pegawai").click()
    admin.locator("#action-toggle").check()
    admin.locator("select[name=action]").select_option(label="Buat kata sandi awal bagi yang belum mempunyainya")
    admin.get_by_role("button", name=re.compile("Kirim|Go|Buka|Jalankan|Cari")).last.click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Kata sandi awal")
    baris = admin.locator("tbody tr").all()
    sandi = {satu.locator("td").nth(0).inner_text(): satu.locator("td").nth(1).inner_text() for satu in baris}
    admin.goto("/")
    return sandi


def tetapkan_tim(admin: Page) -> None:
    menu(admin, "Perencanaan")
    admin.get_by_role("link", name="SK Tim SAKIP").click()
    admin.get_by_role("link", name=re.compile("Susun|Ubah")).first.click()
    admin.get_by_label("Nomor Keputusan Camat").fill("100.3.3/01/KEC-KLN/2024")
    admin.get_by_label("Tanggal keputusan").fill("2024-01-08")
    pilihan = [f"Pemangku {jabatan} – {jabatan}" for jabatan, *_ in PEJABAT.values()]
    admin.get_by_role("combobox", name="Koordinator").select_option(label=pilihan[0])
    admin.get_by_role("combobox", name="Sekretaris").select_option(label=pilihan[2])
    for satu in pilihan:
        admin.get_by_role("checkbox", name=satu).check()
    admin.get_by_role("button", name=f"Simpan Tim SAKIP {TAHUN}").click()
    expect(admin.get_by_text(f"Tim SAKIP {TAHUN} tersimpan.")).to_be_visible()


def buka_tahun(kasubag: Page) -> None:
    menu(kasubag, "Perencanaan")
    kasubag.get_by_role("link", name="Awal tahun").click()
    kasubag.get_by_role("button", name=f"Buka tahun {TAHUN}").click()
    expect(kasubag.get_by_text(f"Tahun {TAHUN} dibuka: 51 rencana aksi")).to_be_visible()


def ke_rencana_aksi(halaman: Page) -> None:
    menu(halaman, "Perencanaan")
    halaman.get_by_role("link", name="Rencana Aksi Target triwulan").click()


def susun_perjanjian(kasubag: Page) -> None:
    """Drafts of all posts; the Camat's needs the name of who counter-signs outside the office."""
    menu(kasubag, "Perencanaan")
    kasubag.get_by_role("link", name="Perjanjian Kinerja Janji").click()
    kasubag.get_by_role("button", name="Susun draf semua jabatan").click()
    expect(kasubag.get_by_text(f"9 draf Perjanjian Kinerja {TAHUN}")).to_be_visible()
    kasubag.get_by_role("link", name="Camat Kalaena", exact=True).click()
    expect(kasubag.get_by_text("selaku pihak kedua belum diisi")).to_be_visible()
    kasubag.get_by_role("link", name="Ubah draf").click()
    kasubag.get_by_label("Nama pihak kedua di luar kantor").fill("BUPATI LUWU TIMUR")
    kasubag.get_by_role("button", name=re.compile("^Simpan")).click()
    expect(kasubag.get_by_text("Draf tersimpan.")).to_be_visible()


def tandatangani(halaman: Page, jabatan: str, tanggal: str) -> None:
    """The first party records what was signed on paper."""
    menu(halaman, "Perencanaan")
    halaman.get_by_role("link", name="Perjanjian Kinerja Janji").click()
    halaman.get_by_role("link", name=jabatan, exact=True).click()
    halaman.get_by_label("Tanggal penandatanganan").fill(tanggal)
    halaman.get_by_role("button", name="Catat penandatanganan").click()
    expect(halaman.get_by_text("Penandatanganan tercatat.")).to_be_visible()


def isi_triwulan(staf: Page, berkas: Path) -> None:
    """The first claim of the year, from the task list to the desk of the head of the seksi."""
    staf.goto("/")
    staf.locator("a.task").first.click()
    staf.get_by_role("textbox", name=re.compile("^Realisasi")).fill("1")
    staf.get_by_label("Data sampai tanggal").fill("2024-03-04")
    staf.get_by_label("Analisis capaian").fill("Kegiatan dilaksanakan sesuai rencana aksi.")
    staf.locator("input[type=file]").first.set_input_files(berkas)
    staf.get_by_role("button", name="Simpan dan periksa").click()
    staf.get_by_role("button", name=re.compile("^Ajukan")).click()
    expect(staf.get_by_text(re.compile("Kepala Seksi Pemerintahan")).first).to_be_visible()


def test_kantor_kosong_menjadi_tahun_yang_berjalan(browser, layanan_kosong, tmp_path):
    berkas = tmp_path / "laporan.pdf"
    berkas.write_bytes(pdf())

    admin = masuk(browser, layanan_kosong, "admin", SANDI)
    unggah(admin, "Pegawai dan jabatan", "kosong", isi_pegawai, "10 ditambah, 0 diubah, 0 tetap", tmp_path)
    sandi = beri_sandi(admin)
    assert sandi.keys() == {*PEJABAT, STAF}
    tetapkan_tim(admin)

    kasubag = masuk(browser, layanan_kosong, "kasubag.pk", sandi["kasubag.pk"])
    jenis = "Program, kegiatan, sub kegiatan, dan pagu"
    unggah(kasubag, jenis, "berisi", isi_program, "49 diubah, 23 tetap", tmp_path)
    unggah(kasubag, "Indikator dan target", "berisi", isi_indikator, "51 diubah", tmp_path)
    buka_tahun(kasubag)
    jenis = "Rencana aksi dan syarat data dukung"
    unggah(kasubag, jenis, "berisi", isi_rencana, "51 diubah", tmp_path)
    ke_rencana_aksi(kasubag)
    kasubag.get_by_role("button", name="Ajukan 51 rencana aksi").click()
    susun_perjanjian(kasubag)

    camat = masuk(browser, layanan_kosong, "camat", sandi["camat"])
    tandatangani(camat, "Camat Kalaena", "2024-01-29")
    ke_rencana_aksi(camat)
    camat.get_by_role("button", name="Tetapkan 51 rencana aksi").click()
    expect(camat.get_by_text("51 rencana aksi ditetapkan.")).to_be_visible()
    for akun in ("sekcam", "kasi.pem"):
        tandatangani(masuk(browser, layanan_kosong, akun, sandi[akun]), PEJABAT[akun][0], "2024-01-30")

    menu(kasubag, "Perencanaan")
    kasubag.get_by_role("link", name="Awal tahun").click()
    baris = kasubag.locator("tbody tr").all()
    keadaan = {b.locator("th").inner_text(): b.locator("td").nth(1).inner_text() for b in baris}
    assert keadaan == {
        "Unit kerja": "sudah",
        "Pejabat": "sudah",
        "Kata sandi pegawai": "sudah",
        "SK Tim SAKIP": "sudah",
        f"Tahun {TAHUN}": "sudah",
        "Renstra": "belum",
        "Indikator": "sudah",
        "Target tahunan": "sudah",
        "Rencana Aksi": "sudah",
        "Perjanjian Kinerja": "belum",
    }
    isi_triwulan(masuk(browser, layanan_kosong, STAF, sandi[STAF]), berkas)
