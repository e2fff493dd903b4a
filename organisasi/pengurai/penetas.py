"""The parsers kept warm: one process that has them loaded and forks a child with limits for each file.

Starting Python and the PDF library anew took 150 ms of CPU for every file; a fork takes a few. The process is its own
program with a single thread, so that forking it is safe, and it ends when the socket to its owner closes.
"""

import json
import os
import signal
import socket
import sys

from organisasi.anak import mati_bersama_induk
from organisasi.pengurai import pdf_dalam  # noqa: F401 - loaded before the first fork, and shared by all of them
from organisasi.pengurai.__main__ import batasi_diri, periksa
from organisasi.pengurai.tolak import Batas

UKURAN_PESAN = 4096  # bytes


def tetaskan(soket: socket.socket) -> None:
    """Fork a child for each message, which carries the file and the pipe for the verdict, until the owner is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: the end of the pipe tells
    while True:
        pesan, fd, _, _ = socket.recv_fds(soket, UKURAN_PESAN, 2)
        if not pesan:
            return
        if os.fork() == 0:
            try:
                soket.close()
                _kerjakan(*fd, **json.loads(pesan))
            finally:
                os._exit(0)
        for satu in fd:
            os.close(satu)


def _kerjakan(masuk: int, keluar: int, *, ekstensi: str, batas: dict[str, int], detik: float) -> None:
    mati_bersama_induk()
    signal.setitimer(signal.ITIMER_REAL, detik)  # a limit on CPU does not count waiting
    os.dup2(masuk, 0)
    batasi_diri()
    os.write(keluar, json.dumps(periksa(ekstensi, Batas(**batas))).encode())


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as soket_pemilik:
        tetaskan(soket_pemilik)
