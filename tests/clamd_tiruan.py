"""A small clamd on loopback that speaks the real protocol: zPING and zINSTREAM, with the EICAR string as its virus."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Jawab(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        perintah = b""
        while not perintah.endswith(b"\0") and (satu := self.rfile.read(1)):
            perintah += satu
        if perintah == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif perintah == b"zINSTREAM\0":
            self.wfile.write(self._putusan() + b"\0")

    def _putusan(self) -> bytes:
        isi = b""
        while panjang := struct.unpack(">I", self.rfile.read(4))[0]:
            isi += self.rfile.read(panjang)
        if len(isi) > self.server.batas:
            return b"INSTREAM size limit exceeded. ERROR"
        self.server.dipindai.append(len(isi))
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in isi else b"stream: OK"


class Clamd(socketserver.ThreadingTCPServer):
    """`alamat` is what the setting CLAMD wants; `dipindai` the sizes of what it was asked about."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Jawab)
        self.dipindai: list[int] = []
        self.batas = 30_000_000

    @property
    def alamat(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def clamd() -> Iterator[Clamd]:
    """A running scanner; gone, as after a crash, when the block ends."""
    with Clamd() as peladen:
        utas = threading.Thread(target=peladen.serve_forever, kwargs={"poll_interval": 0.02})
        utas.start()
        try:
            yield peladen
        finally:
            peladen.shutdown()
            utas.join()


def alamat_mati() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as soket:
        return f"127.0.0.1:{soket.getsockname()[1]}"
