"""One report made by one worker: claim, print in a process of its own under a heartbeat, keep the file."""

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from organisasi.penyimpanan import PenyimpananGagal
from pelaporan.antrean import SARAN, HakHilang, ambil, folder_sementara, lepaskan, perpanjang, selesaikan
from pelaporan.mesin import kekurangan_mesin
from pelaporan.models import Laporan
from pelaporan.naskah import dari_json
from pelaporan.pdf import html_laporan

log = logging.getLogger(__name__)

JEDA_DENYUT = 3.0  # seconds between two heartbeats
BATAS_CETAK = 120  # seconds of wall clock for one document
_LINGKUNGAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


class CetakGagal(Exception):
    """The document could not be made; the message is a sentence for the person who waits."""


class Kemajuan:
    """How far a document is, in percent and words, shared by the printing thread and the heartbeat."""

    _TAHAP = {
        "Step 1": (10, "Membaca naskah"),
        "Step 3": (20, "Menerapkan gaya cetak"),
        "Step 4": (35, "Menyusun isi"),
        "Step 5": (50, "Menata halaman"),
        "Step 6": (85, "Menulis PDF"),
        "Step 7": (95, "Melengkapi PDF"),
    }

    def __init__(self) -> None:
        self.persen, self.langkah = 5, "Menyiapkan data"

    def catat(self, baris: str) -> bool:
        """Take a line of the printing process; True when it is another step."""
        persen, langkah = self._TAHAP.get(baris[:6], (self.persen, self.langkah))
        berubah = langkah != self.langkah and persen > self.persen
        if berubah:
            self.persen, self.langkah = persen, langkah
        return berubah


def kerjakan(laporan_id: int) -> None:
    """Make the document of a row, if nobody else does. Ends quietly when the row is held, ended or gone."""
    pemegang = ambil(laporan_id)
    if pemegang is None:
        return
    folder = folder_sementara() / str(pemegang)
    # Stays if something happens that nobody foresaw: the try is given up, the error itself goes to the log.
    pesan = f"Pembuatan terhenti. {SARAN}"
    try:
        folder.mkdir(mode=0o700, parents=True)
        selesaikan(laporan_id, pemegang, _buat(laporan_id, pemegang, folder))
        pesan = ""
    except HakHilang:
        log.warning("Laporan %s diambil alih pekerja lain.", laporan_id)
        pesan = ""
    except (CetakGagal, PenyimpananGagal) as galat:
        pesan = str(galat)
    except OSError as galat:
        log.error("Laporan %s gagal: %s", laporan_id, galat)
        pesan = f"Penyimpanan server penuh atau tidak dapat ditulis. {SARAN}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if pesan:
            lepaskan(laporan_id, pemegang, pesan)


def _buat(laporan_id: int, pemegang: UUID, folder: Path) -> Path:
    laporan = Laporan.objects.get(pk=laporan_id)
    if kurang := kekurangan_mesin():
        raise CetakGagal(f"Mesin PDF belum lengkap di server ini. {kurang}")
    html = html_laporan(dari_json(laporan.snapshot), laporan.sidik_snapshot)
    kemajuan = Kemajuan()
    with (
        _proses_cetak(html, folder, laporan.sidik_snapshot) as proses,
        _denyut(laporan_id, pemegang, kemajuan, proses),
    ):
        for baris in proses.stdout:
            if kemajuan.catat(baris) and not _kabarkan(laporan_id, pemegang, kemajuan):
                raise HakHilang
        kode = proses.wait()
    if kode != 0:
        galat = (folder / "galat.txt").read_text(errors="replace")
        log.error("Proses cetak laporan %s berakhir dengan kode %s: %s", laporan_id, kode, galat[-2000:])
        raise CetakGagal(f"Dokumen tidak dapat dicetak. {SARAN}")
    return folder / "laporan.pdf"


@contextmanager
def _proses_cetak(html: str, folder: Path, sidik: str) -> Iterator[subprocess.Popen]:
    """The printing process, with nothing of ours in its environment; never left behind."""
    naskah, galat = folder / "naskah.html", folder / "galat.txt"
    naskah.write_text(html)
    with naskah.open("rb") as masuk, galat.open("wb") as keluar_galat:
        proses = subprocess.Popen(  # noqa: S603 - our own module, fixed arguments
            [sys.executable, "-m", "pelaporan.cetak", str(folder / "laporan.pdf"), sidik],
            cwd=settings.BASE_DIR,
            env=_LINGKUNGAN | {"TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder_sementara() / "cache")},
            stdin=masuk,
            stdout=subprocess.PIPE,
            stderr=keluar_galat,
            text=True,
        )
        # Its CPU limit does not count waiting; this one does.
        penghenti = threading.Timer(BATAS_CETAK, proses.kill)
        penghenti.start()
        try:
            yield proses
        finally:
            penghenti.cancel()
            proses.kill()
            proses.wait()
            proses.stdout.close()


@contextmanager
def _denyut(laporan_id: int, pemegang: UUID, kemajuan: Kemajuan, proses: subprocess.Popen) -> Iterator[None]:
    """Renew the lease from a thread of its own, and stop the printing when the row has another holder."""
    berhenti = threading.Event()
    utas = threading.Thread(
        target=_berdenyut, args=(berhenti, laporan_id, pemegang, kemajuan, proses), daemon=True
    )
    utas.start()
    try:
        yield
    finally:
        berhenti.set()
        utas.join()


def _kabarkan(laporan_id: int, pemegang: UUID, kemajuan: Kemajuan) -> bool:
    return perpanjang(laporan_id, pemegang, persen=kemajuan.persen, langkah=kemajuan.langkah)


def _berdenyut(
    berhenti: threading.Event, laporan_id: int, pemegang: UUID, kemajuan: Kemajuan, proses: subprocess.Popen
) -> None:
    try:
        while not berhenti.wait(JEDA_DENYUT):
            try:
                if not _kabarkan(laporan_id, pemegang, kemajuan):
                    proses.kill()
                    return
            except DatabaseError as galat:
                # Away for a moment: the lease outlives several missed beats.
                log.warning("Tanda hidup laporan %s tidak tercatat: %s", laporan_id, galat)
    finally:
        connection.close()
