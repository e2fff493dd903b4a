"""A worker that is killed while it writes: nothing of it stays, and the next one does all of it."""

import sqlite3
import subprocess
import sys

import pytest

from tests.pelaporan.proses import AKAR, Rumah

pytestmark = pytest.mark.proses

SIAPKAN = """
from django.core.files.uploadedfile import SimpleUploadedFile
from rencana_aksi.impor import services
from rencana_aksi.models import Impor
from rencana_aksi.tasks import baca_impor
from tests import factories
from tests.rencana_aksi.impor.conftest import EDISI, berkas
from tests.rencana_aksi.impor.test_berantakan import PROGRAM
admin = factories.pegawai(is_staff=True)
factories.edisi(nama=EDISI)
isi = {"Program": [PROGRAM, *((EDISI, f"7.02.{n:02}", f"Program {n}", None, None, None) for n in range(90))]}
impor = services.unggah(berkas=SimpleUploadedFile("a.xlsx", berkas(isi).read()), jenis="program", tahun=2023,
                        batas=10**7, oleh=admin, jabatan="")
baca_impor(impor.pk)
sidik = Impor.objects.get().pratinjau["sidik"]
services.terapkan(impor=impor, sidik=sidik, oleh=admin, jabatan="")
"""
MATI_SAAT_MENULIS = """
import os, signal
from rencana_aksi.impor import penerapan
penerapan.catat = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
"""
KERJAKAN = """
from rencana_aksi.models import PenerapanImpor
from rencana_aksi.tasks import terapkan_impor
terapkan_impor(PenerapanImpor.objects.get().pk)
"""


@pytest.fixture
def rumah(tmp_path):
    rumah = Rumah(tmp_path).siapkan()
    yield rumah
    rumah.tutup()


def jalankan(rumah: Rumah, naskah: str) -> int:
    perintah = [sys.executable, "-c", f"import django; django.setup()\n{naskah}"]
    return subprocess.run(perintah, env=rumah.lingkungan, cwd=AKAR, timeout=60, check=False).returncode


def keadaan(rumah: Rumah) -> tuple:
    with sqlite3.connect(rumah.folder / "sakip.sqlite3", timeout=20) as db:
        return db.execute(
            "SELECT keadaan, percobaan, (SELECT count(*) FROM kinerja_program),"
            " (SELECT count(*) FROM organisasi_jejak WHERE peristiwa = 'impor.terapkan'),"
            " (SELECT diterapkan_pada IS NOT NULL FROM rencana_aksi_impor) FROM rencana_aksi_penerapanimpor"
        ).fetchone()


def test_pekerja_dibunuh_saat_menulis_semua_atau_tidak_sama_sekali(rumah):
    assert jalankan(rumah, SIAPKAN) == 0

    assert jalankan(rumah, MATI_SAAT_MENULIS + KERJAKAN) == -9

    assert keadaan(rumah) == ("berjalan", 1, 0, 0, 0)
    with sqlite3.connect(rumah.folder / "sakip.sqlite3", timeout=20) as db:
        db.execute("UPDATE rencana_aksi_penerapanimpor SET denyut = datetime(denyut, '-31 seconds')")
    assert jalankan(rumah, KERJAKAN) == 0
    assert keadaan(rumah) == ("selesai", 2, 90, 1, 1)
    assert jalankan(rumah, KERJAKAN) == 0
    assert keadaan(rumah) == ("selesai", 2, 90, 1, 1)
