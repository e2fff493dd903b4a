"""The printing of a report: in a process of its own, with limits, told step by step."""

import logging
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from organisasi.anak import proses_anak
from organisasi.antrean import SARAN, folder_sementara
from organisasi.pekerja import Kemajuan, PekerjaanGagal
from pelaporan.lkjip_data import buku_lkjip
from pelaporan.mesin import kekurangan_mesin
from pelaporan.models import Laporan
from pelaporan.naskah.tahunan import dari_json
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
    lampiran = [_lampiran(laporan, folder)] if laporan.jenis == Laporan.Jenis.LKJIP else []
    return cetak_html(html_laporan(laporan), folder, laporan.sidik_snapshot, kemajuan, lampiran=lampiran)


def _lampiran(laporan: Laporan, folder: Path) -> Path:
    """The report's data as a workbook, dated as the snapshot is: the time of a file goes into the PDF."""
    naskah = dari_json(laporan.snapshot)
    berkas = folder / f"Data {naskah.judul}.xlsx"
    berkas.write_bytes(buku_lkjip(naskah))
    saat = naskah.dibuat.timestamp()
    os.utime(berkas, (saat, saat))
    return berkas


def cetak_html(
    html: str,
    folder: Path,
    sidik: str,
    kemajuan: Kemajuan,
    *,
    tahap: Mapping[str, tuple[int, str]] = _TAHAP,
    lampiran: Sequence[Path] = (),
) -> Path:
    """Print any HTML of ours into `folder`, telling of the steps in `tahap`; at most one `lampiran` is embedded.

    Raises PekerjaanGagal with a sentence.
    """
    if kurang := kekurangan_mesin():
        raise PekerjaanGagal(f"Mesin PDF belum lengkap di server ini. {kurang}")
    with _proses_cetak(html, folder, sidik, lampiran) as proses:
        kemajuan.saat_hilang = proses.kill
        for baris in proses.stdout:
            if langkah := tahap_cetak(baris, kemajuan.persen, tahap):
                kemajuan.lapor(*langkah)
        kode = proses.wait()
    if kode != 0:
        # A printer that was stopped because somebody cancelled is no failure: this raises HakHilang.
        kemajuan.lapor(kemajuan.persen, kemajuan.langkah)
        galat = (folder / "galat.txt").read_text(errors="replace")
        log.error("Proses cetak %s berakhir dengan kode %s: %s", kemajuan.pekerjaan, kode, galat[-2000:])
        raise PekerjaanGagal(f"Dokumen tidak dapat dicetak. {SARAN}")
    return folder / "laporan.pdf"


def tahap_cetak(
    baris: str, persen: int, tahap: Mapping[str, tuple[int, str]] = _TAHAP
) -> tuple[int, str] | None:
    """Percent and words of the step that a line of the printing process announces, if it leads beyond `persen`."""
    langkah = tahap.get(baris[:6])
    return langkah if langkah and langkah[0] > persen else None


@contextmanager
def _proses_cetak(
    html: str, folder: Path, sidik: str, lampiran: Sequence[Path]
) -> Iterator[subprocess.Popen]:
    naskah = folder / "naskah.html"
    naskah.write_text(html)
    lingkungan = {"TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder_sementara() / "cache")}
    with (
        naskah.open("rb") as masuk,
        proses_anak(
            "pelaporan.cetak",
            str(folder / "laporan.pdf"),
            sidik,
            *map(str, lampiran),
            masuk=masuk,
            galat=folder / "galat.txt",
            batas_waktu=BATAS_CETAK,
            lingkungan=lingkungan,
        ) as proses,
    ):
        yield proses
