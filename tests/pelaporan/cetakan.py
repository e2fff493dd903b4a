"""The printing process, run as the worker runs it but without a row."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from django.conf import settings
from pypdf import PdfReader


def jalankan_cetak(html: str, folder: Path, sidik: str = "a" * 64, *lampiran: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pelaporan.cetak", str(folder / "laporan.pdf"), sidik, *map(str, lampiran)],
        input=html.encode(),
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder)},
        capture_output=True,
        timeout=100,
        check=False,
    )


def cetak_pdf(html: str, folder: Path, sidik: str = "a" * 64, *lampiran: Path) -> bytes:
    folder.mkdir(exist_ok=True)
    hasil = jalankan_cetak(html, folder, sidik, *lampiran)
    assert (hasil.returncode, hasil.stderr.decode()) == (0, "")
    return (folder / "laporan.pdf").read_bytes()


def teks_pdf(pdf: bytes) -> str:
    """The whole text on one line, hyphenation and line ends closed up."""
    return " ".join(" ".join(halaman.extract_text() for halaman in PdfReader(BytesIO(pdf)).pages).split())
