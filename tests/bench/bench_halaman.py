"""Queries and median CPU time of the home, quarter and review pages with 100 indicators x 4 quarters.

`python -m tests.bench.bench_halaman` builds its own database in a temporary folder (SQLite, or the server of
DATABASE_URL's test database), asks every page in turns, and prints times as ratios of a page without a query. CPU
time, because it hardly depends on what else the machine has to do; on SQLite it is nearly all of a page's time.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal

os.environ.setdefault("SECRET_KEY", "bench")
os.environ["SAKIP_DATA"] = tempfile.mkdtemp(prefix="sakip-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from organisasi.models import Pegawai  # noqa: E402
from rencana_aksi.models import Capaian  # noqa: E402
from rencana_aksi.models.capaian import Status  # noqa: E402
from tests import factories as f  # noqa: E402

INDIKATOR, PUTARAN = 100, 41
DASAR = "hidup (tanpa kueri)"


@transaction.atomic
def bangun() -> f.KantorLengkap:
    """100 indicators of one unit in four quarters: the second quarter lies on the Camat's desk, the rest is mixed."""
    kantor = f.kantor_lengkap()
    status = (Status.SAH, Status.DI_CAMAT, Status.DI_ESELON_III, Status.DI_ESELON_IV)
    for _ in range(INDIKATOR):
        indikator = f.indikator(unit=kantor.pelayanan)
        for nomor in range(1, 5):
            target = f.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(3))
            f.syarat(target_triwulan=target)
            klaim = f.capaian_terajukan(
                target_triwulan=target, status=status[nomor - 1], diajukan_oleh=kantor.staf, realisasi=Decimal(3)
            )
            f.data_dukung(capaian=klaim, diunggah_oleh=kantor.staf)
    return kantor


def masuk(orang: Pegawai) -> Client:
    klien = Client(headers={"host": "localhost"})
    klien.force_login(orang, backend="organisasi.auth.NipAtauNamaPengguna")
    return klien


def ukur(minta: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median CPU milliseconds of each page, asked in turns so that a slow moment of the machine hits all alike."""
    waktu: dict[str, list[float]] = {nama: [] for nama in minta}
    for _ in range(PUTARAN):
        for nama, panggil in minta.items():
            mulai = time.process_time()
            panggil()
            waktu[nama].append(1000 * (time.process_time() - mulai))
    return {nama: statistics.median(w) for nama, w in waktu.items()}


def kueri(panggil: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as tangkapan:
        panggil()
    return len(tangkapan)


def main() -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    kantor = bangun()
    klaim = Capaian.objects.filter(status=Status.DI_CAMAT).first()
    camat, staf, orang_luar = masuk(kantor.camat), masuk(kantor.staf), Client(headers={"host": "localhost"})
    halaman = {
        DASAR: lambda: orang_luar.get("/hidup/"),
        "beranda Camat, 100 tugas": lambda: camat.get("/"),
        "beranda staf": lambda: staf.get("/"),
        "triwulan, 100 indikator": lambda: camat.get(f"/{f.TAHUN}/tw/2/"),
        "telaah": lambda: camat.get(klaim.get_absolute_url()),
    }
    for panggil in halaman.values():
        assert panggil().status_code == 200
    jumlah = {nama: kueri(panggil) for nama, panggil in halaman.items()}
    median = ukur(halaman)
    print(f"{'halaman':28} {'kueri':>6} {'CPU ms':>10} {'x dasar':>8}")
    for nama, ms in median.items():
        print(f"{nama:28} {jumlah[nama]:6} {ms:10.2f} {ms / median[DASAR]:8.1f}")


if __name__ == "__main__":
    main()
