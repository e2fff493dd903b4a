"""A data folder with real processes on it: migrations, a waiting report, a Celery worker, the sweep.

`python -m tests.pelaporan.proses <pekerjaan> [argumen]` is what the tests start as a process of its own.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.peladen import free_port

AKAR = Path(__file__).resolve().parents[2]
TENGGAT = 60  # seconds until a test gives up waiting
TENGGAT_MIGRASI = 300  # seconds: all migrations, on a machine that runs other tests beside
BASIS_DATA = "sakip.sqlite3"


@dataclass
class Rumah:
    """A service's data folder; ends every process that it started."""

    folder: Path
    broker: str = ""
    proses: list[subprocess.Popen] = field(default_factory=list)

    @property
    def lingkungan(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "SAKIP_DATA": str(self.folder),
            "SECRET_KEY": "rahasia-uji",
            "REDIS_URL": self.broker,
            "DJANGO_SETTINGS_MODULE": "kalaena_sakip.settings",
            "PYTHONPATH": str(AKAR),
        }

    def siapkan(self) -> "Rumah":
        self.buat_folder()
        (self.folder / BASIS_DATA).write_bytes(_basis_data())
        return self

    def buat_folder(self) -> None:
        for nama in ("antrean/pesan", "antrean/kendali"):
            (self.folder / nama).mkdir(parents=True, exist_ok=True)

    def migrasikan(self) -> bytes:
        """The bytes of an empty database with every migration applied."""
        self.buat_folder()
        self._jalankan(sys.executable, str(AKAR / "manage.py"), "migrate", "-v0", tenggat=TENGGAT_MIGRASI)
        return (self.folder / BASIS_DATA).read_bytes()

    def tugas(self, *argumen: object) -> str:
        """Run a job of this module to its end and give back what it printed."""
        return self._jalankan(sys.executable, "-m", "tests.pelaporan.proses", *map(str, argumen))

    def _jalankan(self, *perintah: str, tenggat: int = TENGGAT) -> str:
        hasil = subprocess.run(
            perintah, env=self.lingkungan, cwd=self.folder, capture_output=True, text=True, timeout=tenggat, check=False
        )
        assert hasil.returncode == 0, hasil.stderr
        return hasil.stdout.strip()

    def mulai_pekerja(self) -> subprocess.Popen:
        return self._mulai("celery", "-A", "kalaena_sakip", "worker", "-c", "1", "-l", "INFO")

    def mulai_layanan(self) -> subprocess.Popen:
        """Web, worker and beat under the real supervisor, as bin/run starts them."""
        return self._mulai("kalaena_sakip.penyelia", "--port", str(free_port()), "--tanpa-contoh")

    def _mulai(self, modul: str, *argumen: str) -> subprocess.Popen:
        with (self.folder / "pekerja.log").open("ab") as catatan:
            proses = subprocess.Popen(
                [sys.executable, "-m", modul, *argumen],
                env=self.lingkungan,
                cwd=self.folder,
                stdout=catatan,
                stderr=catatan,
                start_new_session=True,
            )
        self.proses.append(proses)
        return proses

    def baca(self, kolom: str) -> tuple:
        with sqlite3.connect(self.folder / "sakip.sqlite3", timeout=20) as db:
            return db.execute(f"SELECT {kolom} FROM pelaporan_laporan").fetchone()

    def lewat_sewa(self) -> None:
        """As if the lease had passed: tests do not wait for half a minute."""
        with sqlite3.connect(self.folder / "sakip.sqlite3", timeout=20) as db:
            db.execute("UPDATE pelaporan_laporan SET denyut = datetime(denyut, '-31 seconds'),"
                " diminta_pada = datetime(diminta_pada, '-31 seconds')")

    def sapu(self) -> None:
        """The sweep as beat would ring it, once the lease has passed."""
        self.lewat_sewa()
        self.tugas("sapu")

    def tunggu(self, syarat: Callable[[], object]) -> object:
        batas = time.monotonic() + TENGGAT
        while not (hasil := syarat()):
            if self.proses and (self.proses[-1].poll() or 0) > 0:
                # A half-written message ends the worker on this transport; the supervisor would restart it.
                self.mulai_pekerja()
                self.lewat_sewa()
            assert time.monotonic() < batas, (self.folder / "pekerja.log").read_text()[-3000:]
            time.sleep(0.05)
        return hasil

    def sisa_sementara(self) -> list[str]:
        return [p.name for p in (self.folder / "sementara").glob("*-*-*-*-*")]

    def tutup(self) -> None:
        for pekerja in self.proses:
            if pekerja.poll() is None:
                os.killpg(pekerja.pid, signal.SIGKILL)
            pekerja.wait()


@cache
def _basis_data() -> bytes:
    """Migrated once for all tests of a run: each of them begins with a copy."""
    with TemporaryDirectory() as folder:
        return Rumah(Path(folder)).migrasikan()


def anak(pid: int) -> list[int]:
    """The living children of a process."""
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def pekerja_layanan(layanan: subprocess.Popen) -> int | None:
    """The worker among a supervisor's children."""
    return next((pid for pid in anak(layanan.pid) if _nama(pid) == "sakip-worker"), None)


def pencetak(pekerja: int) -> tuple[int, int] | None:
    """(pool child, its printing process) while a document is being printed."""
    pasangan = ((kolam, c) for kolam in anak(pekerja) for c in anak(kolam))
    return next(((k, c) for k, c in pasangan if b"pelaporan.cetak" in _perintah(c)), None)


def hidup(pid: int) -> bool:
    return b"pelaporan.cetak" in _perintah(pid)


def _nama(pid: int) -> str:
    return _baca_proc(pid, "comm").decode().strip()


def _perintah(pid: int) -> bytes:
    return _baca_proc(pid, "cmdline")


def _baca_proc(pid: int, nama: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{nama}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _buat(jumlah: str) -> None:
    """A waiting draft of that many indicators, long enough to be killed in the middle."""
    from organisasi.models import Pegawai
    from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
    from tests import factories
    from tests.pelaporan.naskah_contoh import naskah_contoh

    isi = ke_json(naskah_contoh(int(jumlah), konsep=True))
    factories.laporan(
        konsep=True,
        versi=None,
        snapshot=isi,
        sidik_snapshot=sidik_snapshot(isi),
        diminta_oleh=Pegawai.objects.first() or factories.pegawai(),
    )


def _racun() -> None:
    """A waiting draft whose snapshot nobody can read."""
    from tests import factories

    factories.laporan(konsep=True, versi=None, snapshot={"format": 1})


def _minta() -> None:
    """Ask for a draft through the service, and print the seconds that it took."""
    from organisasi.models import Pegawai
    from pelaporan.services import minta_laporan
    from tests import factories

    kantor = factories.kantor_lengkap()
    factories.capaian()
    mulai = time.monotonic()
    minta_laporan(triwulan=factories.triwulan(), konsep=True, oleh=Pegawai.objects.get(pk=kantor.camat.pk), jabatan="")
    sys.stdout.write(f"{time.monotonic() - mulai:.2f}")


def _banyak(jumlah: str) -> None:
    """Ask for that many documents through the service, one right after the other."""
    from pelaporan.cetakan import minta_cetak
    from tests import factories

    camat = factories.kantor_lengkap().camat
    for nomor in range(int(jumlah)):
        isi = {"tahun": "2023", "renstra": f"Renstra {nomor}"}
        minta_cetak(
            jenis="iku", objek="2023", judul=f"IKU {nomor}", isi=isi, konsep=True, oleh=camat, jabatan="Camat"
        )


def _batal() -> None:
    """Cancel the only document there is, as whoever asked for it."""
    from pelaporan.models import Laporan
    from pelaporan.salinan import batalkan

    laporan = Laporan.objects.get()
    sys.stdout.write(str(batalkan(pekerjaan=laporan, oleh=laporan.diminta_oleh, jabatan="")))


def _sapu() -> None:
    from organisasi.antrean import sapu

    sapu()


if __name__ == "__main__":
    import django

    django.setup()
    tugas = {"buat": _buat, "racun": _racun, "minta": _minta, "banyak": _banyak, "batal": _batal, "sapu": _sapu}
    tugas[sys.argv[1]](*sys.argv[2:])
