"""An outbox full of mails in a data folder of its own, and a real sender on it that a test may kill.

`python -m tests.pelaporan.proses_surel <pekerjaan> [argumen]` is what the tests start as a process of its own.
"""

import sqlite3
import subprocess
import sys
from dataclasses import dataclass

from tests.pelaporan.proses import Rumah

PENERIMA = 20


@dataclass
class RumahSurel(Rumah):
    port: int = 0

    @property
    def lingkungan(self) -> dict[str, str]:
        return super().lingkungan | {
            "EMAIL_URL": f"smtp://127.0.0.1:{self.port}",
            "EMAIL_TIMEOUT": "5",
            "ALAMAT_SITUS": "https://sakip.contoh.go.id",
            "LOG_LEVEL": "ERROR",
        }

    def tugas(self, *argumen: object) -> str:
        return self._jalankan(sys.executable, "-m", "tests.pelaporan.proses_surel", *map(str, argumen))

    def mulai_pengirim(self) -> subprocess.Popen:
        return self._mulai("tests.pelaporan.proses_surel", "kirim")

    def surel(self, kolom: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "sakip.sqlite3", timeout=20) as db:
            return db.execute(f"SELECT {kolom} FROM pelaporan_surel ORDER BY id").fetchall()


def _isi(jumlah: str) -> None:
    """So many mails to twenty people; every hundredth carries a line break in its subject."""
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from organisasi.models import Pegawai
    from pelaporan.models import Pemberitahuan
    from pelaporan.pengingat.tulis import susun_kunci, tulis
    from rencana_aksi.models.capaian import Status
    from tests import factories

    sandi = make_password(None)
    orang = Pegawai.objects.bulk_create(
        Pegawai(username=f"o{n}", nama=f"Orang {n}", email=f"o{n}@kantor.example", password=sandi)
        for n in range(PENERIMA)
    )
    klaim = factories.capaian_terajukan(status=Status.SAH, diajukan_oleh=orang[0])
    putusan = factories.putusan(capaian=klaim, oleh=orang[0])
    hari = timezone.localdate()
    tulis(
        Pemberitahuan(
            kunci=susun_kunci("sah", "uji", 1, orang[n % PENERIMA].pk, hari, n),
            penerima=orang[n % PENERIMA],
            jenis="sah",
            judul=f"Klaim {n}\r\nBcc: jahat@luar.example" if n % 100 == 99 else f"Klaim {n}",
            tautan="/",
            capaian=klaim,
            putusan=putusan,
        )
        for n in range(int(jumlah))
    )


def _kirim() -> None:
    """Send until nothing waits, without waiting for leases and pauses: no other sender is alive."""
    from django.utils import timezone

    from pelaporan.models import Surel
    from pelaporan.pengingat.kirim import kirim

    antre = Surel.objects.filter(keadaan=Surel.Keadaan.ANTRE)
    while antre.exists():
        antre.update(sewa=None, pemegang=None, berikut=timezone.now())
        kirim()


if __name__ == "__main__":
    import django

    django.setup()
    {"isi": _isi, "kirim": _kirim}[sys.argv[1]](*sys.argv[2:])
