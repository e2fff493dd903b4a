"""One job done by one worker: claim, work under a heartbeat, keep what comes of it."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, connection

from organisasi.antrean import (
    SARAN,
    HakHilang,
    ambil,
    folder_sementara,
    gagalkan,
    lepaskan,
    perpanjang,
    selesaikan,
)
from organisasi.models import Pekerjaan
from organisasi.penyimpanan import PenyimpananGagal

log = logging.getLogger(__name__)

JEDA_DENYUT = 3.0  # seconds between two heartbeats


class PekerjaanGagal(Exception):
    """The work could not be done; the message is a sentence for the person who waits."""


class PekerjaanDitolak(PekerjaanGagal):
    """The work must not be done, now or at another try."""


@dataclass
class Kemajuan:
    """How far a job is, in percent and words, shared by the work and its heartbeat."""

    pekerjaan: Pekerjaan
    pemegang: UUID
    persen: int = 5
    langkah: str = "Menyiapkan data"
    saat_hilang: Callable[[], None] = field(default=lambda: None)

    def kabarkan(self) -> bool:
        """Renew the lease with what is known; False when the row has another holder."""
        return perpanjang(
            type(self.pekerjaan), self.pekerjaan.pk, self.pemegang, persen=self.persen, langkah=self.langkah
        )

    def sebut(self, persen: int, langkah: str) -> None:
        """Tell of another step by the heartbeat alone: what a transaction writes nobody sees before its end."""
        self.persen, self.langkah = persen, langkah

    def lapor(self, persen: int, langkah: str) -> None:
        """Tell of another step. Raises HakHilang when the row has another holder, so that the work ends."""
        self.sebut(persen, langkah)
        if not self.kabarkan():
            raise HakHilang


Buat = Callable[[Pekerjaan, Path, Kemajuan], Path]
Kerja = Callable[[Kemajuan, Path], None]


def kerjakan(model: type[Pekerjaan], pk: int, buat: Buat, jenis: str = "application/pdf") -> None:
    """Let `buat` make the file of a row, if nobody else does. Ends quietly when the row is held, ended or gone.

    `buat` gets the row, an empty folder of its own and the progress to report; it returns the file's path.
    """

    def kerja(kemajuan: Kemajuan, folder: Path) -> None:
        with denyut(kemajuan):
            hasil = buat(kemajuan.pekerjaan, folder, kemajuan)
        selesaikan(model, pk, kemajuan.pemegang, hasil, jenis)

    jalankan(model, pk, kerja)


def jalankan(model: type[Pekerjaan], pk: int, kerja: Kerja) -> None:
    """Let `kerja` do a row's work and end the row, if nobody else does; what it raises gives the try up."""
    pemegang = ambil(model, pk)
    if pemegang is None:
        return
    folder = folder_sementara() / str(pemegang)
    # Stays if something happens that nobody foresaw: the try is given up, the error itself goes to the log.
    pesan, lepas = f"{model.SEBUTAN} terhenti. {SARAN}", lepaskan
    try:
        folder.mkdir(mode=0o700, parents=True)
        kerja(Kemajuan(model.objects.get(pk=pk), pemegang), folder)
        pesan = ""
    except HakHilang:
        log.warning("%s %s diambil alih pekerja lain atau dibatalkan.", model.__name__, pk)
        pesan = ""
    except PekerjaanDitolak as ditolak:
        pesan, lepas = str(ditolak), gagalkan
    except (PekerjaanGagal, PenyimpananGagal) as galat:
        pesan = str(galat)
    except OSError as galat:
        log.error("%s %s gagal: %s", model.__name__, pk, galat)
        pesan = f"Penyimpanan server penuh atau tidak dapat ditulis. {SARAN}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if pesan:
            lepas(model, pk, pemegang, pesan)


@contextmanager
def denyut(kemajuan: Kemajuan) -> Iterator[None]:
    """Renew the lease from a thread of its own."""
    berhenti = threading.Event()
    utas = threading.Thread(target=_berdenyut, args=(berhenti, kemajuan), daemon=True)
    utas.start()
    try:
        yield
    finally:
        berhenti.set()
        utas.join()


def _berdenyut(berhenti: threading.Event, kemajuan: Kemajuan) -> None:
    try:
        while not berhenti.wait(JEDA_DENYUT):
            try:
                if not kemajuan.kabarkan():
                    kemajuan.saat_hilang()
                    return
            except DatabaseError as galat:
                # Away for a moment: the lease outlives several missed beats.
                log.warning("Tanda hidup %s tidak tercatat: %s", kemajuan.pemegang, galat)
    finally:
        connection.close()
