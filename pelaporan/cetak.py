"""HTML in, PDF out, in a process of its own: `python -m pelaporan.cetak <keluaran> <sidik> < laporan.html`.

Whatever a report may contain, this process opens no address and no file, sees only our fonts, and ends at its limits
or with its parent. It prints one line per step, so that the parent can tell how far it is. Django is not loaded.
"""

import gc
import logging
import os
import sys
from pathlib import Path

from organisasi.anak import batasi, mati_bersama_induk

STATIS = Path(__file__).resolve().parent.parent / "static"
BATAS_MEMORI = 1024**3  # bytes of address space
BATAS_CPU = 60  # seconds
BATAS_BERKAS = 256 * 1024**2  # bytes written

VARIAN = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}


class _Langkah(logging.Handler):
    """WeasyPrint's own progress, one line each to the parent."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stdout.write(f"{record.getMessage()}\n")
        sys.stdout.flush()


def cetak(html: str, keluaran: Path, sidik: str) -> None:
    """Write the PDF of `html`. The same text and `sidik` give the same bytes, whenever and wherever it runs."""
    # Read by fontconfig as soon as WeasyPrint is imported; a machine without any font crashes it.
    os.environ["FONTCONFIG_FILE"] = str(STATIS / "fonts/fonts.conf")
    from weasyprint import CSS, HTML
    from weasyprint.logger import PROGRESS_LOGGER
    from weasyprint.urls import URLFetcher

    class TolakSemua(URLFetcher):
        def fetch(self, url, headers=None):
            raise ValueError("Alamat luar tidak dibuka.")

    PROGRESS_LOGGER.addHandler(_Langkah())
    PROGRESS_LOGGER.setLevel(logging.INFO)
    penolak = TolakSemua(allowed_protocols=())
    gaya = CSS(string=(STATIS / "cetak.css").read_text(), url_fetcher=penolak)
    # The work is one long growth of boxes; collecting in between costs a quarter of the time and frees nothing.
    gc.disable()
    HTML(string=html, url_fetcher=penolak).write_pdf(
        keluaran, stylesheets=[gaya], pdf_identifier=sidik.encode(), **VARIAN
    )


def utama() -> None:
    mati_bersama_induk()
    batasi(memori=BATAS_MEMORI, cpu=BATAS_CPU, tulisan=BATAS_BERKAS)
    keluaran, sidik = sys.argv[1:]
    cetak(sys.stdin.buffer.read().decode(), Path(keluaran), sidik)
    sys.stdout.flush()
    # The document's hundred thousand objects need no tidying up: the process ends here.
    os._exit(0)


if __name__ == "__main__":
    utama()
