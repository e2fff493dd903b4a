"""The child process that looks through a hostile file: a fresh one for each, and a refusal when it fails."""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import IO

from django.conf import settings

from organisasi.anak import AKAR, LINGKUNGAN
from organisasi.pengurai.tolak import Batas, Tolak

log = logging.getLogger(__name__)

BATAS_WAKTU = 30.0  # seconds on the clock; the child's own limit is CPU time, which waiting does not use up


class BerkasRusak(Exception):
    """The file is not what it claims to be, or cut."""


def urai(berkas: IO[bytes], ekstensi: str) -> None:
    """Let a child look through a file on disk. Raises BerkasRusak or Tolak, the latter also when the child dies."""
    pesan = {"ekstensi": ekstensi, "batas": asdict(batas_isi()), "detik": BATAS_WAKTU}
    keluar = _penetas.periksa(berkas.fileno(), pesan)
    if not keluar:
        log.warning("Pengurai %s terhenti pada batasnya", ekstensi)
        raise Tolak(
            "isinya terlalu besar atau terlalu rumit untuk diperiksa",
            "Cetak atau simpan ulang dokumennya, atau bagi menjadi beberapa berkas, lalu unggah lagi.",
        )
    match json.loads(keluar):
        case {"rusak": sebab}:
            raise BerkasRusak(sebab)
        case {"alasan": alasan, "saran": saran}:
            raise Tolak(alasan, saran)


class _Penetas:
    """The warm process of this one, started at the first file; a forked server makes its own."""

    def __init__(self) -> None:
        self._kunci = threading.Lock()
        self._pemilik = 0
        self._soket: socket.socket | None = None
        self._proses: subprocess.Popen | None = None

    def periksa(self, berkas: int, pesan: dict) -> str:
        """The verdict on an open file; empty when its child ended without one."""
        for _ in range(2):
            soket = self._siap()
            baca, tulis = os.pipe()
            with open(baca, encoding="utf-8") as keluar:
                try:
                    socket.send_fds(soket, [json.dumps(pesan).encode()], [berkas, tulis])
                except OSError:
                    log.warning("Pengurai dihidupkan ulang")
                finally:
                    os.close(tulis)
                teks = keluar.read()
            if teks or self._hidup():
                return teks
        return ""

    def _hidup(self) -> bool:
        return self._pemilik == os.getpid() and self._proses.poll() is None

    def _siap(self) -> socket.socket:
        with self._kunci:
            if not self._hidup():
                self._mulai()
            return self._soket

    def _mulai(self) -> None:
        if self._soket:
            self._soket.close()
        self._soket, anak = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with anak:
            self._proses = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "organisasi.pengurai.penetas", str(anak.fileno())],
                cwd=AKAR,
                env=LINGKUNGAN,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[anak.fileno()],
            )
        self._pemilik = os.getpid()

    def tutup(self) -> None:
        """End the warm process, if it is this one's own."""
        if self._pemilik == os.getpid():
            self._soket.close()
            self._proses.wait()


_penetas = _Penetas()
atexit.register(_penetas.tutup)


def batas_isi() -> Batas:
    """What a file may hold inside, as the settings say."""
    return Batas(
        megapiksel=settings.GERBANG_MEGAPIKSEL,
        terbongkar=settings.GERBANG_ARSIP_TERBONGKAR,
        anggota=settings.GERBANG_ARSIP_ANGGOTA,
        rasio=settings.GERBANG_ARSIP_RASIO,
        halaman=settings.GERBANG_PDF_HALAMAN,
        aliran=settings.GERBANG_PDF_ALIRAN,
    )
