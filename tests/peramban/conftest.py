import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.peladen import atau_lewati, free_port

CHROMIUM = shutil.which("chromium")
BATAS_MULAI = 60  # seconds


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        atau_lewati("Chromium tidak terpasang.")
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "id-ID", "timezone_id": "Asia/Makassar"}


@dataclass(frozen=True)
class Layanan:
    """The whole service as bin/run starts it: web, worker and beat, on a data folder of its own."""

    alamat: str
    data: Path
    lingkungan: dict[str, str]


def _menjawab(port: int) -> bool:
    sambungan = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        sambungan.request("GET", "/siap/")
        return sambungan.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        sambungan.close()


@contextmanager
def jalankan(data: Path, skenario: str = "tests.skenario", **lingkungan: str) -> Iterator[Layanan]:
    """Set the office of a scenario (a module) up and start the service."""
    data.mkdir()
    env = os.environ | {"SAKIP_DATA": str(data), "SECRET_KEY": "kunci-uji" * 8, **lingkungan}
    subprocess.run([sys.executable, "-m", skenario], env=env, check=True, stdout=subprocess.DEVNULL)
    with hidupkan(data, env) as layanan:
        yield layanan


@contextmanager
def hidupkan(data: Path, env: dict[str, str]) -> Iterator[Layanan]:
    """Start the service on a data folder that is set up, and stop it with all its children."""
    port = free_port()
    perintah = [sys.executable, "-m", "kalaena_sakip.penyelia", "--port", str(port), "--tanpa-contoh"]
    with (data / "layanan.log").open("w") as catatan:
        proses = subprocess.Popen(perintah, env=env, stdout=catatan, stderr=catatan)
    try:
        batas = monotonic() + BATAS_MULAI
        while not _menjawab(port):
            assert proses.poll() is None, (data / "layanan.log").read_text()
            assert monotonic() < batas, (data / "layanan.log").read_text()
            sleep(0.1)
        yield Layanan(f"http://127.0.0.1:{port}", data, env)
    finally:
        proses.terminate()
        proses.wait(timeout=30)


@pytest.fixture
def layanan(tmp_path) -> Iterator[Layanan]:
    """Embedded: SQLite, and the queue in a folder."""
    with jalankan(tmp_path / "data") as layanan:
        yield layanan


@pytest.fixture
def layanan_kantor(tmp_path, postgresql_url, redis_url) -> Iterator[Layanan]:
    """As on the office server: PostgreSQL and Redis."""
    with jalankan(tmp_path / "data", DATABASE_URL=postgresql_url, REDIS_URL=redis_url) as layanan:
        yield layanan
