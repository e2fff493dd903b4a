"""Pages per CPU second of the report: `python -m tests.bench.bench_pdf`. Read the ratios; nothing is asserted.

CPU time of the printing process, because it hardly depends on what else the machine has to do; printing does not wait.
"""

import os
import re
import resource
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from statistics import median

import django

UKURAN = (48, 200)
PUTARAN = 3


def _detik_anak() -> float:
    """CPU seconds of all processes that this one started and that have ended."""
    terpakai = resource.getrusage(resource.RUSAGE_CHILDREN)
    return terpakai.ru_utime + terpakai.ru_stime


def _ukur(html: str, folder: Path) -> tuple[float, int]:
    from pypdf import PdfReader

    from tests.pelaporan.cetakan import cetak_pdf

    mulai = _detik_anak()
    pdf = cetak_pdf(html, folder)
    return _detik_anak() - mulai, len(PdfReader(BytesIO(pdf)).pages)


def _naif(html: str) -> str:
    """The same report as it would come without care: a flex box in every cell."""
    gaya = "<style>td>div{display:flex;flex-direction:column}</style></head>"
    return re.sub(r"<td([^>]*)>(.*?)</td>", r"<td\1><div><span>\2</span></div></td>", html).replace("</head>", gaya)


def _naskah(jumlah: int) -> str:
    from pelaporan.pdf import html_triwulan
    from tests.pelaporan.naskah_contoh import naskah_contoh

    return html_triwulan(naskah_contoh(jumlah), "0" * 64)


def laju(jumlah: int, folder: Path) -> str:
    """Pages per second with a cold start, as the worker does it."""
    hasil = [_ukur(_naskah(jumlah), folder) for _ in range(PUTARAN)]
    detik, halaman = median(d for d, _ in hasil), hasil[0][1]
    return f"{jumlah} indikator: {halaman} halaman, {detik:.2f} s CPU, {halaman / detik:.1f} halaman/s\n"


def bandingkan(jumlah: int, folder: Path) -> str:
    """How much longer the careless variant takes."""
    html = _naskah(jumlah)
    cepat, lambat = _ukur(html, folder)[0], _ukur(_naif(html), folder)[0]
    return f"kotak flex di setiap sel: {lambat / cepat:.1f} kali lebih lama\n"


def utama() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    os.environ.setdefault("SECRET_KEY", "bangku-ukur")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        kosong, _ = _ukur("<!doctype html><html lang=id><body>x</body></html>", Path(folder))
        sys.stdout.write(f"mulai dingin: {kosong:.2f} s CPU\n")
        for jumlah in UKURAN:
            sys.stdout.write(laju(jumlah, Path(folder)))
        sys.stdout.write(bandingkan(UKURAN[0], Path(folder)))


if __name__ == "__main__":
    utama()
