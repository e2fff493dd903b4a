"""The optional virus scanner: clamd's INSTREAM over a socket, and the sweep that catches up with it (security 2, F19).

Setting CLAMD names it, as the path of a socket or as host:port. While it is away nothing is refused and nothing is
served: what arrives waits as “belum dipindai”.
"""

import logging
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from django.conf import settings
from django.utils import timezone

from organisasi import penyimpanan
from organisasi.jejak import catat
from organisasi.models.berkas import Berkas, Pemindaian

log = logging.getLogger(__name__)

BATAS_SAMBUNG = 3.0  # seconds
BATAS_JAWAB = 30.0  # seconds without a word from the scanner
POTONGAN = 128 * 1024
JATAH_SAPUAN = 20.0  # seconds of one sweep; the next one goes on


class PemindaiTakTerjangkau(Exception):
    """The scanner does not answer, or answers with an error of its own."""


class Putusan(NamedTuple):
    """`virus` is empty for clean bytes."""

    pemindaian: Pemindaian
    virus: str = ""


@contextmanager
def _sambungan() -> Iterator[socket.socket]:
    try:
        with _soket() as soket:
            soket.settimeout(BATAS_JAWAB)
            yield soket
    except OSError as galat:
        raise PemindaiTakTerjangkau(str(galat)) from galat


def _soket() -> socket.socket:
    if "/" not in settings.CLAMD:
        rumah, _, porta = settings.CLAMD.rpartition(":")
        return socket.create_connection((rumah.strip("[]"), porta), timeout=BATAS_SAMBUNG)
    soket = socket.socket(socket.AF_UNIX)
    soket.settimeout(BATAS_SAMBUNG)
    try:
        soket.connect(settings.CLAMD)
    except OSError:
        soket.close()
        raise
    return soket


def _jawaban(soket: socket.socket) -> str:
    isi = b""
    while b"\0" not in isi and len(isi) < 4096 and (potong := soket.recv(4096)):
        isi += potong
    return isi.partition(b"\0")[0].decode(errors="replace").strip()


def keadaan() -> str:
    """What /siap/ says of the scanner."""
    if not settings.CLAMD:
        return "tidak dipasang"
    try:
        with _sambungan() as soket:
            soket.sendall(b"zPING\0")
            return "ada" if _jawaban(soket) == "PONG" else "tidak menjawab"
    except PemindaiTakTerjangkau:
        return "tidak terjangkau"


def pindai(berkas: IO[bytes]) -> Putusan:
    """Ask the scanner about the bytes, from where the file stands; PemindaiTakTerjangkau when it gives no verdict."""
    with _sambungan() as soket:
        soket.sendall(b"zINSTREAM\0")
        while potong := berkas.read(POTONGAN):
            soket.sendall(struct.pack(">I", len(potong)) + potong)
        soket.sendall(struct.pack(">I", 0))
        jawaban = _jawaban(soket)
    if jawaban == "stream: OK":
        return Putusan(Pemindaian.BERSIH)
    if jawaban.endswith(" FOUND"):
        virus = jawaban.removesuffix(" FOUND").removeprefix("stream: ")
        return Putusan(Pemindaian.TERINFEKSI, virus[:200] or "tanpa nama")
    raise PemindaiTakTerjangkau(jawaban or "jawaban kosong")


def pindai_bila_ada(berkas: IO[bytes]) -> Putusan:
    """The verdict for a file on its way in; where the scanner is away it is that the file waits."""
    if not settings.CLAMD:
        return Putusan(Pemindaian.TANPA)
    try:
        return pindai(berkas)
    except PemindaiTakTerjangkau as galat:
        log.warning("Pemindai virus tidak terjangkau, berkas menunggu: %s", galat)
        return Putusan(Pemindaian.BELUM)


def sapu_pemindaian() -> None:
    """Scan what waits, then what came in before there was a scanner; ends when the scanner is away."""
    if not settings.CLAMD:
        return
    akhir = time.monotonic() + JATAH_SAPUAN
    belum = Berkas.objects.filter(pemindaian__in=[Pemindaian.BELUM, Pemindaian.TANPA])
    try:
        for berkas in belum.order_by("pemindaian", "pk").iterator():
            _pindai_tersimpan(berkas)
            if time.monotonic() > akhir:
                return
    except PemindaiTakTerjangkau as galat:
        log.warning("Pemindai virus tidak terjangkau, %s berkas menunggu: %s", belum.count(), galat)


def _pindai_tersimpan(berkas: Berkas) -> None:
    try:
        with penyimpanan.buka(berkas.sha256) as isi:
            putusan = pindai(isi)
    except OSError as galat:
        log.error("Berkas %s tidak terbaca untuk dipindai: %s", berkas.sha256, galat)
        return
    berkas.pemindaian, berkas.virus, berkas.dipindai_pada = *putusan, timezone.now()
    berkas.save(update_fields=["pemindaian", "virus", "dipindai_pada"])
    if putusan.virus:
        log.error("Berkas %s dikunci: pemindai menemukan %s", berkas.sha256, putusan.virus)
        catat("berkas.terinfeksi", objek=berkas, uraian=f"Pemindai virus menemukan {putusan.virus}, berkas dikunci")
