"""Time and peak memory of workbooks with 5,000 rows x 15 columns: reading, exporting, template, annotated copy.

`python -m tests.bench.bench_excel` measures each step in a process of its own; memory is what the step adds to
the imported program, and the whole process.
"""

import io
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal

os.environ.setdefault("SECRET_KEY", "bench")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from openpyxl import Workbook  # noqa: E402

from organisasi.buku_kerja.anotasi import anotasi  # noqa: E402
from organisasi.buku_kerja.baca import baca  # noqa: E402
from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema  # noqa: E402
from organisasi.buku_kerja.templat import buat_templat  # noqa: E402
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel  # noqa: E402

BARIS = 5000
JENIS = (
    Jenis.KODE, Jenis.TEKS, Jenis.TEKS, Jenis.ANGKA, Jenis.ANGKA, Jenis.ANGKA, Jenis.ANGKA, Jenis.PERSEN,
    Jenis.RUPIAH, Jenis.RUPIAH, Jenis.TANGGAL, Jenis.TANGGAL, Jenis.BULAT, Jenis.TEKS, Jenis.PILIHAN,
)  # fmt: skip
PILIHAN = (("1", "Semester I"), ("2", "Semester II"))
SKEMA = Skema(
    "bench",
    "Uji beban",
    (Lembar("Data", tuple(Kolom(f"k{n}", f"Kolom {n}", jenis, pilihan=PILIHAN) for n, jenis in enumerate(JENIS))),),
)


def berantakan(baris: int) -> tuple[object, ...]:
    """One row as offices type it: numbers and dates partly as text."""
    return (
        f"7.01.{baris:04}", f"Indikator nomor {baris}", "Persentase desa yang tertib administrasi", 87.5, "87,5",
        "1.234,56", 12, "96%", "Rp1.250.000,00", 1250000, "22 Agustus 2026", date(2026, 8, 22), 3,
        "catatan\xa0panjang", "semester i",
    )  # fmt: skip


def buku(isi: Callable[[int], tuple[object, ...]]) -> bytes:
    hasil, keluar = Workbook(write_only=True), io.BytesIO()
    lembar = hasil.create_sheet("Data")
    lembar.append([kolom.judul for kolom in SKEMA.lembar[0].kolom])
    for baris in range(BARIS):
        lembar.append(isi(baris))
    hasil.save(keluar)
    return keluar.getvalue()


def baris_ekspor(baris: int) -> tuple[object, ...]:
    angka = Decimal(baris) / 8
    teks = f"Indikator nomor {baris}"
    hari = date(2026, 8, 22)
    return (teks, teks, teks, angka, angka, None, angka, angka, angka, angka, hari, hari, 3, teks, "a")


def memori() -> float:
    """Peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ukur(langkah: str) -> tuple[float, float, float, str]:
    """Seconds, MB added, MB of the process, and what came out."""
    siap, kerja = LANGKAH[langkah]
    masukan = siap()
    awal, mulai = memori(), time.perf_counter()
    hasil = kerja(masukan)
    return time.perf_counter() - mulai, memori() - awal, memori(), hasil


def _baca(isi: bytes) -> str:
    hasil = baca(io.BytesIO(isi), SKEMA)
    return f"{len(hasil.baris['Data'])} baris, {len(hasil.temuan)} temuan"


def _anotasi(isi: bytes) -> str:
    berkas = io.BytesIO(isi)
    return f"{len(anotasi(berkas, baca(berkas, SKEMA).temuan)) // 1024} KB"


def _ekspor(_: None) -> str:
    kolom = [KolomTabel(f"Kolom {n}", jenis, kosong="tidak ada") for n, jenis in enumerate(JENIS)]
    return f"{len(tulis_tabel('Uji', kolom, map(baris_ekspor, range(BARIS)))) // 1024} KB"


def _templat(isi: bytes) -> str:
    baris = [satu.nilai for satu in baca(io.BytesIO(isi), SKEMA).baris["Data"]]
    return f"{len(buat_templat(SKEMA, isi={'Data': baris})) // 1024} KB"


def _biasa() -> bytes:
    return buku(berantakan)


def _keliru() -> bytes:
    return buku(lambda baris: ("a", "b", "c", *["keliru"] * 12))


LANGKAH: dict[str, tuple[Callable, Callable]] = {
    "baca": (_biasa, _baca),
    "baca, 55.000 temuan": (_keliru, _baca),
    "ekspor": (lambda: None, _ekspor),
    "baca dan templat berisi": (_biasa, _templat),
    "baca dan salinan bertanda": (_biasa, _anotasi),
    "baca dan 55.000 tanda": (_keliru, _anotasi),
}


def main() -> None:
    print(f"{BARIS} baris x {len(JENIS)} kolom")
    for langkah in LANGKAH:
        # A fresh process each: the peak of a process never goes down again.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as kolam:
            detik, tambah, semua, hasil = kolam.submit(ukur, langkah).result()
        print(f"{langkah:28} {detik:6.2f} s  +{tambah:5.0f} MB  proses {semua:5.0f} MB  {hasil}")


if __name__ == "__main__":
    main()
