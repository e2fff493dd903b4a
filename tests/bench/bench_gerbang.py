"""What the gate costs: `python -m tests.bench.bench_gerbang`. Read the ratios; nothing is asserted here.

Time and memory of the child for every hostile file, then a 20 MB upload through gate and store beside a plain copy.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from typing import NamedTuple

import django

from organisasi.pengurai.tolak import MB, Batas

AKAR = Path(__file__).resolve().parents[2]
PUTARAN = 5
# The child as it is, with its highest resident memory told at the end: getrusage would count its parent's too.
_PENUTUR = """
import atexit, re, runpy, sys
@atexit.register
def _tutur():
    sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
runpy.run_module("organisasi.pengurai", run_name="__main__", alter_sys=True)
"""


class Biaya(NamedTuple):
    """`puncak` in bytes; 0 when the kernel ended the child at a limit, which then holds."""

    lolos: bool
    detik: float
    cpu: float
    puncak: int


def ukur_anak(letak: Path, ekstensi: str) -> Biaya:
    """Let the child look through one file."""
    mulai = time.perf_counter()
    with (
        letak.open("rb") as masuk,
        Popen(
            [sys.executable, "-c", _PENUTUR, ekstensi, json.dumps(asdict(Batas()))],
            cwd=AKAR,
            env={},
            stdin=masuk,
            stdout=PIPE,
            stderr=PIPE,
        ) as proses,
    ):
        keluar, galat = proses.stdout.read(), proses.stderr.read()
        _, _, terpakai = os.wait4(proses.pid, 0)
        proses.returncode = 0
    detik = time.perf_counter() - mulai
    puncak = int(galat.rsplit(b"\n")[-1]) * 1024 if galat.rsplit(b"\n")[-1].isdigit() else 0
    return Biaya(keluar == b"{}", detik, terpakai.ru_utime + terpakai.ru_stime, puncak)


def _jahat(folder: Path) -> None:
    from organisasi.pengurai.jenis import JENIS_DITERIMA
    from tests.berkas_dalam import SEMUA_BAIK, SEMUA_JAHAT

    for judul, tabel in (("jahat", SEMUA_JAHAT), ("baik", SEMUA_BAIK)):
        biaya = []
        for nama, buat, *_ in tabel:
            ekstensi = nama.rpartition(".")[2].lower()
            if ekstensi not in JENIS_DITERIMA or not (isi := buat()):
                continue
            letak = folder / "contoh"
            letak.write_bytes(isi)
            biaya.append((ukur_anak(letak, ekstensi), nama))
        lama, besar = max(biaya, key=lambda satu: satu[0].detik), max(biaya, key=lambda satu: satu[0].puncak)
        print(f"{judul}: {len(biaya)} berkas, median {median(b.detik for b, _ in biaya) * 1000:.0f} ms di anak")
        print(f"  terlama {lama[0].detik:.2f} s (CPU {lama[0].cpu:.2f} s): {lama[1]}")
        print(f"  memori terbesar {besar[0].puncak / MB:.0f} MB: {besar[1]}")


def _contoh_20_mb() -> dict[str, bytes]:
    import random

    from tests.berkas_contoh import aliran, docx, gambar, pdf

    acak = random.Random(1).randbytes(1024 * 1024)
    return {
        "pdf": pdf(*[aliran(acak)] * 20),
        "docx": docx({f"word/media/foto{nomor}.jpeg": acak for nomor in range(20)}),
        "jpg": gambar("JPEG") + acak * 20,
    }


def _unggahan(folder: Path) -> None:
    from organisasi import penyimpanan
    from organisasi.gerbang import periksa

    for ekstensi, isi in _contoh_20_mb().items():
        salin, lewat = [], []
        letak = folder / f"besar.{ekstensi}"
        letak.write_bytes(isi)
        for _ in range(PUTARAN):
            mulai = time.perf_counter()
            with letak.open("rb") as masuk, (folder / "salinan").open("wb") as keluar:
                shutil.copyfileobj(masuk, keluar, 64 * 1024)
                keluar.flush()
                os.fsync(keluar.fileno())
            salin.append(time.perf_counter() - mulai)
            mulai = time.perf_counter()
            with letak.open("rb") as masuk:
                lolos = periksa(masuk, letak.name, batas=25 * MB)
                penyimpanan.simpan(masuk, lolos.sha256)
            lewat.append(time.perf_counter() - mulai)
            (penyimpanan.akar() / penyimpanan.jalur(lolos.sha256)).unlink()
        a, b = median(salin), median(lewat)
        print(f"20 MB {ekstensi}: salin {a * 1000:.0f} ms, gerbang dan simpan {b * 1000:.0f} ms, {b / a:.1f} kali")


def main() -> None:
    with tempfile.TemporaryDirectory() as nama:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "kalaena_sakip.settings", "SAKIP_DATA": nama}
        os.environ.setdefault("SECRET_KEY", "bench")
        django.setup()
        _jahat(Path(nama))
        _unggahan(Path(nama))


if __name__ == "__main__":
    main()
