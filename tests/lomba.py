"""Several people at the same moment, on real PostgreSQL: SQLite lets one writer in at a time and hides every fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from pelaporan.narasi_services import NarasiDitolak
from pelaporan.services import LaporanDitolak
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak
from rencana_aksi.services import IsianDitolak
from rencana_aksi.workflow import TransisiDitolak

PESERTA = 8
KALAH = "kalah"
MENANG = "menang"


@pytest.fixture
def serentak():
    """Start all at one barrier, each on its own connection; who was refused in words has lost."""
    if connection.vendor != "postgresql":
        pytest.skip("Lomba dua penulis hanya berarti pada PostgreSQL.")
    with ThreadPoolExecutor(PESERTA) as kolam:
        yield lambda *aksi: list(kolam.map(partial(_jalan, Barrier(len(aksi))), aksi))
        pagar = Barrier(PESERTA)
        list(kolam.map(lambda _: (pagar.wait(10), connection.close()), range(PESERTA)))


def _jalan(pagar: Barrier, aksi: Callable[[], object]) -> str:
    connection.ensure_connection()
    pagar.wait(10)
    try:
        aksi()
    except (TransisiDitolak, IsianDitolak, LaporanDitolak, NarasiDitolak, TindakLanjutDitolak):
        return KALAH
    return MENANG
