"""The printing of a report: in a process of its own, with limits, told step by step."""

import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from organisasi.anak import proses_anak
from organisasi.antrean import SARAN, folder_sementara
from organisasi.pekerja import Kemajuan, PekerjaanGagal
from pelaporan.mesin import kekurangan_mesin
from pelaporan.models import Laporan
from pelaporan.pdf import html_laporan

log = logging.getLogger(__name__)

BATAS_CETAK = 120  # seconds of wall clock for one document
# The lines that the printing process writes, and what they mean to the person who waits.
_TAHAP = {
    "Step 1": (10, "Membaca naskah"),
    "Step 3": (20, "Menerapkan gaya cetak"),
    "Step 4": (35, "Menyusun isi"),
    "Step 5": (50, "Menata halaman"),
    "Step 6": (85, "Menulis PDF"),
    "Step 7": (95, "Melengkapi PDF"),
}


def cetak_laporan(laporan: Laporan, folder: Path, kemajuan: Kemajuan) -> Path:
    """Print a report from its snapshot into `folder`. Raises PekerjaanGagal with a sentence."""
    if kurang := kekurangan_mesin():
        raise PekerjaanGagal(f"Mesin PDF belum lengkap di server ini. {kurang}")
    with _proses_cetak(html_laporan(laporan), folder, laporan.sidik_snapshot) as proses:
        kemajuan.saat_hilang = proses.kill
        for baris in proses.stdout:
            if tahap := tahap_cetak(baris, kemajuan.persen):
                kemajuan.lapor(*tahap)
        kode = proses.wait()
    if kode != 0:
        galat = (folder / "galat.txt").read_text(errors="replace")
        log.error("Proses cetak laporan %s berakhir dengan kode %s: %s", laporan.pk, kode, galat[-2000:])
        raise PekerjaanGagal(f"Dokumen tidak dapat dicetak. {SARAN}")
    return folder / "laporan.pdf"


def tahap_cetak(baris: str, persen: int) -> tuple[int, str] | None:
    """Percent and words of the step that a line of the printing process announces, if it leads beyond `persen`."""
    tahap = _TAHAP.get(baris[:6])
    return tahap if tahap and tahap[0] > persen else None


@contextmanager
def _proses_cetak(html: str, folder: Path, sidik: str) -> Iterator[subprocess.Popen]:
    naskah = folder / "naskah.html"
    naskah.write_text(html)
    lingkungan = {"TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder_sementara() / "cache")}
    with (
        naskah.open("rb") as masuk,
        proses_anak(
            "pelaporan.cetak",
            str(folder / "laporan.pdf"),
            sidik,
            masuk=masuk,
            galat=folder / "galat.txt",
            batas_waktu=BATAS_CETAK,
            lingkungan=lingkungan,
        ) as proses,
    ):
        yield proses
