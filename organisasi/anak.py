"""A process of its own for work on what others made: limits inside it, a clock around it, and it ends with its parent.

What runs in the child imports this module, so Django is not loaded here.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

AKAR = Path(__file__).resolve().parent.parent
LINGKUNGAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
_PR_SET_PDEATHSIG = 1  # prctl(2)


def mati_bersama_induk() -> None:
    """Called in the child: the kernel ends it when its parent ends, however that ends (Linux)."""
    induk = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != induk:  # it ended before the call above
        os._exit(1)


def batasi(*, memori: int, cpu: int, tulisan: int) -> None:
    """Called in the child: bytes of address space, seconds of CPU, bytes of one written file; no core dump."""
    for sumber, batas in (
        (resource.RLIMIT_AS, memori),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, tulisan),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(sumber, (batas, batas))


@contextmanager
def proses_anak(
    modul: str,
    *argumen: str,
    masuk: IO[bytes],
    galat: Path,
    batas_waktu: float,
    lingkungan: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen]:
    """Our own module as a process with nothing of ours in its environment; never left behind.

    `masuk`, a real file, is its standard input, `galat` takes its standard error, the caller reads its standard output.
    `batas_waktu` is in seconds of wall clock: a limit on CPU does not count waiting.
    """
    perintah: Sequence[str] = [sys.executable, "-m", modul, *argumen]
    with galat.open("wb") as keluar_galat:
        proses = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
            perintah,
            cwd=AKAR,
            env=LINGKUNGAN | dict(lingkungan or {}),
            stdin=masuk,
            stdout=subprocess.PIPE,
            stderr=keluar_galat,
            text=True,
        )
        penghenti = threading.Timer(batas_waktu, proses.kill)
        penghenti.start()
        try:
            yield proses
        finally:
            penghenti.cancel()
            proses.kill()
            proses.wait()
            proses.stdout.close()
