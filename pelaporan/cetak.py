"""HTML in, PDF out, in a process of its own: `python -m pelaporan.cetak <keluaran> <sidik> [lampiran] < laporan.html`.

Whatever a report may contain, this process opens no address and no file, sees only our fonts, and ends at its limits
or with its parent. It prints one line per step, so that the parent can tell how far it is. Django is not loaded.
"""

import gc
import logging
import mimetypes
import os
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from organisasi.anak import batasi, mati_bersama_induk

STATIS = Path(__file__).resolve().parent.parent / "static"
BATAS_MEMORI = 1024**3  # bytes of address space
BATAS_CPU = 60  # seconds
BATAS_BERKAS = 256 * 1024**2  # bytes written

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

VARIAN = {"pdf_variant": "pdf/a-3u", "pdf_tags": True}


class _Langkah(logging.Handler):
    """WeasyPrint's own progress, one line each to the parent."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stdout.write(f"{record.getMessage()}\n")
        sys.stdout.flush()


def cetak(html: str, keluaran: Path, sidik: str, lampiran: Path | None = None) -> None:
    """Write the PDF of `html`, with `lampiran` embedded under its own name.

    The same text, `sidik` and file (with its time) give the same bytes, whenever and wherever it runs.
    """
    # Read by fontconfig as soon as WeasyPrint is imported; a machine without any font crashes it.
    os.environ["FONTCONFIG_FILE"] = str(STATIS / "fonts/fonts.conf")
    from weasyprint import CSS, HTML, Attachment
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
    sertaan = []
    if lampiran:
        # What the machine's own tables call the type would be in the bytes.
        mimetypes.add_type(JENIS_XLSX, ".xlsx")
        saat = datetime.fromtimestamp(lampiran.stat().st_mtime, UTC)
        isi = BytesIO(lampiran.read_bytes())
        kolom = {"name": lampiran.name, "description": "Data laporan", "relationship": "Data"}
        sertaan.append(Attachment(file_obj=isi, created=saat, modified=saat, **kolom))
    HTML(string=html, url_fetcher=penolak).write_pdf(
        keluaran, stylesheets=[gaya], pdf_identifier=sidik.encode(), attachments=sertaan, **VARIAN
    )


def utama() -> None:
    mati_bersama_induk()
    batasi(memori=BATAS_MEMORI, cpu=BATAS_CPU, tulisan=BATAS_BERKAS)
    keluaran, sidik, *lampiran = sys.argv[1:]
    cetak(sys.stdin.buffer.read().decode(), Path(keluaran), sidik, *map(Path, lampiran))
    sys.stdout.flush()
    # The document's hundred thousand objects need no tidying up: the process ends here.
    os._exit(0)


if __name__ == "__main__":
    utama()
