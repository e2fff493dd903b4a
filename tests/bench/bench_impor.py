"""Time and peak memory of an import of 5,000 rows from the upload to the written rows, for each kind.

`python -m tests.bench.bench_impor` makes a scratch database in a temporary folder and measures each kind in a process
of its own: the worker's two jobs, reading (preview and annotated copy) and applying. Memory is that of the process.
The plans are 5,000 with 5,000 slots more, beside 5,000 indicators that are in the database by then.
"""

import io
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from openpyxl import Workbook

AKAR = Path(__file__).resolve().parents[2]
BARIS = 5000
TAHUN = 2023
EDISI = "Kepmendagri 050-5889/2021"


def _pegawai() -> Iterator[tuple]:
    yield "Nama", "Nama pengguna", "Pangkat", "Golongan", "Jabatan", "Kode unit", "Tingkat", "Mulai", "Kapasitas"
    for n in range(BARIS):
        yield (f"Pegawai {n}", f"uji.{n}", "Penata", "III/c", f"Pengelola {n}", "PEL", "Pelaksana",
               "1 Januari 2023", "Definitif")  # fmt: skip


def _kode(n: int) -> str:
    return f"7.02.01.2.01.{n + 1:05}"


def _program() -> Iterator[tuple]:
    yield "Edisi nomenklatur", "Kode", "Nama", "Pagu murni", "Pagu perubahan", "Sumber dana"
    yield EDISI, "7.02.01", "Program uji", None, None, None
    yield EDISI, "7.02.01.2.01", "Kegiatan uji", None, None, None
    for n in range(BARIS - 2):
        yield EDISI, _kode(n), f"Sub kegiatan nomor {n}", "Rp1.250.000,00", 1250000, "APBD"


def _indikator() -> Iterator[tuple]:
    yield ("Level", "Kode induk", "Indikator", "Satuan", "Polaritas", "Akumulasi", "Presisi", "Kode unit",
           "Definisi operasional", "Cara menghitung", "Sumber data", "Target")  # fmt: skip
    for n in range(BARIS):
        yield ("Sub kegiatan", _kode(n % 4998), f"Jumlah dokumen nomor {n}", "Dokumen", "Makin tinggi makin baik",
               "Kumulatif (jumlah)", 0, "PEL", "Banyaknya dokumen", "Dijumlahkan", "Arsip", "12")  # fmt: skip


def _rencana() -> Iterator[tuple]:
    yield "Kode induk", "Indikator", "TW I", "TW II", "TW III", "TW IV", "Langkah aksi"
    for n in range(BARIS):
        yield _kode(n % 4998), f"Jumlah dokumen nomor {n}", 3, "3", "3,0", 3, "Disusun bersama seluruh unit kerja."


def _syarat() -> Iterator[tuple]:
    yield "Kode induk", "Indikator", "Triwulan", "Jenis", "Uraian", "Wajib"
    for n in range(BARIS):
        yield _kode(n % 4998), f"Jumlah dokumen nomor {n}", "Triwulan I", "Laporan pelaksanaan", "Laporan", "Ya"


ISI = {
    "pegawai": {"Pegawai": _pegawai},
    "program": {"Program": _program},
    "indikator": {"Indikator": _indikator},
    "rencana_aksi": {"Rencana aksi": _rencana, "Data dukung": _syarat},
}


def buku(jenis: str) -> bytes:
    hasil, keluar = Workbook(write_only=True), io.BytesIO()
    for nama, isi in ISI[jenis].items():
        lembar = hasil.create_sheet(nama)
        for baris in isi():
            lembar.append(baris)
    hasil.save(keluar)
    return keluar.getvalue()


def memori() -> float:
    """Peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def siapkan() -> None:
    """The office, the edition and the calendar that the four workbooks refer to."""
    import django

    django.setup()
    from tests import factories

    factories.kantor_lengkap()
    factories.edisi(nama=EDISI)
    factories.aturan_jadwal()


def unggah(jenis: str) -> int:
    """The web's part: the id of the import that waits for the worker."""
    import django

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile

    from organisasi.models import Pegawai
    from rencana_aksi.impor import services

    berkas, oleh = SimpleUploadedFile("uji.xlsx", buku(jenis)), Pegawai.objects.get(username="admin")
    return services.unggah(berkas=berkas, jenis=jenis, tahun=TAHUN, batas=10**8, oleh=oleh, jabatan="").pk


def ukur(impor_id: int) -> tuple[float, float, float, float, str]:
    """Seconds of reading and of applying, MB before, MB at the peak, how it ended and what the preview counted."""
    import django

    django.setup()
    from organisasi.models import Pegawai
    from rencana_aksi.models import Impor, PenerapanImpor
    from rencana_aksi.tasks import baca_impor, terapkan_impor

    awal, mulai = memori(), time.perf_counter()
    baca_impor(impor_id)
    terbaca = time.perf_counter()
    sidik, jumlah = Impor.objects.values_list("pratinjau__sidik", "pratinjau__jumlah").get(pk=impor_id)
    oleh = Pegawai.objects.get(username="admin")
    penerapan = PenerapanImpor.objects.create(impor_id=impor_id, sidik=sidik, diminta_oleh=oleh)
    terapkan_impor(penerapan.pk)
    selesai = time.perf_counter()
    penerapan.refresh_from_db()
    return terbaca - mulai, selesai - terbaca, awal, memori(), f"{penerapan.get_keadaan_display()} {jumlah}"


def _proses() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "kalaena_sakip.settings",
            "LOG_LEVEL": "CRITICAL",
            "SAKIP_DATA": folder,
        }
        for nama in ("pesan", "kendali"):
            (Path(folder) / "antrean" / nama).mkdir(parents=True)
        subprocess.run([sys.executable, str(AKAR / "manage.py"), "migrate", "-v0"], check=True)
        with _proses() as satu:
            satu.submit(siapkan).result()
        for jenis in ISI:
            # A fresh process each: the peak of a process never goes down again. Making the workbook counts elsewhere.
            with _proses() as web:
                impor_id = web.submit(unggah, jenis).result()
            with _proses() as pekerja:
                baca, tulis, awal, puncak, hasil = pekerja.submit(ukur, impor_id).result()
            print(f"{jenis:14} baca {baca:5.2f} s  terapkan {tulis:5.2f} s  {awal:4.0f} -> {puncak:4.0f} MB  {hasil}")


if __name__ == "__main__":
    main()
