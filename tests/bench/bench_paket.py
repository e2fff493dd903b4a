"""Time and memory of the Inspektorat's package: 10 and 100 documents of 5 MB, beside a raw copy of the same bytes.

`python -m tests.bench.bench_paket` works in a temporary folder (up to 2 GB) that it removes. Read the ratio to the copy
and how far the memory's peak rises: it must not grow with the number of documents.
"""

import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

from tests.bench.bench_halaman import f  # sets Django up in a data folder of its own

from celery import current_app  # isort: skip
from django.conf import settings  # isort: skip
from django.core.management import call_command  # isort: skip

from organisasi import penyimpanan
from organisasi.models import Berkas
from pelaporan.models import Laporan, Paket
from pelaporan.naskah.triwulan import Dokumen, ke_json, sidik_snapshot
from pelaporan.paket import minta_paket
from pelaporan.tasks import buat_paket_laporan
from tests.pelaporan.naskah_contoh import baris, dokumen, naskah_contoh

MB = 1024 * 1024
UKURAN, JUMLAH, SEFOLDER = 5 * MB, (10, 100), 5


def dokumen_besar(nomor: int) -> Dokumen:
    berkas: Berkas = f.berkas(os.urandom(UKURAN))
    return replace(dokumen(f"Laporan {nomor}.pdf"), sha256=berkas.sha256, ukuran=UKURAN)


def laporan(jumlah: int, versi: int) -> Laporan:
    """A final report with `jumlah` documents, five to an indicator."""
    semua = [dokumen_besar(n) for n in range(jumlah)]
    isi = tuple(baris(indikator_id=str(n), dokumen=tuple(semua[n : n + SEFOLDER])) for n in range(0, jumlah, SEFOLDER))
    beku = ke_json(naskah_contoh(isi=isi))
    return f.laporan_selesai(snapshot=beku, sidik_snapshot=sidik_snapshot(beku), versi=versi)


def memori(nama: str) -> float:
    """`VmRSS` or `VmHWM` of this process in MB."""
    keadaan = Path("/proc/self/status").read_text()
    return int(re.search(rf"{nama}:\s+(\d+)", keadaan)[1]) / 1024


def detik_salinan(satu: Laporan, tujuan: Path) -> float:
    """A plain copy of every document into one folder, on the same disk, synced."""
    tujuan.mkdir()
    sidik = [d["sha256"] for b in satu.snapshot["rekap"]["baris"] for d in b["dokumen"]]
    mulai = time.perf_counter()
    for satu_sidik in sidik:
        shutil.copyfile(penyimpanan.akar() / penyimpanan.jalur(satu_sidik), tujuan / satu_sidik)
    os.sync()
    lama = time.perf_counter() - mulai
    shutil.rmtree(tujuan)
    return lama


def ukur(jumlah: int, versi: int, camat) -> None:
    satu = laporan(jumlah, versi)
    salinan = detik_salinan(satu, Path(settings.DATA_DIR) / "salinan")
    paket = minta_paket(laporan=satu, oleh=camat, jabatan="Camat")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    awal, mulai = memori("VmRSS"), time.perf_counter()
    buat_paket_laporan(paket.pk)
    lama = time.perf_counter() - mulai
    paket.refresh_from_db()
    assert paket.keadaan == Paket.Keadaan.SELESAI, paket.pesan_gagal
    print(
        f"{jumlah} dokumen, {paket.berkas.ukuran / MB:.0f} MB: {lama:.1f} detik, {lama / salinan:.1f} kali salinan "
        f"biasa ({salinan:.1f} detik), memori naik {memori('VmHWM') - awal:.1f} MB dari {awal:.0f} MB"
    )


def main() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    current_app.send_task = lambda *_, **__: None
    try:
        call_command("migrate", verbosity=0)
        camat = f.kantor_lengkap().camat
        for versi, jumlah in enumerate(JUMLAH, start=1):
            ukur(jumlah, versi, camat)
    finally:
        shutil.rmtree(settings.DATA_DIR)


if __name__ == "__main__":
    main()
