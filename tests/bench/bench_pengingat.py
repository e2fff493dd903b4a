"""Queries and CPU time of the tick over 2,000 open claims at twenty units, and of a tick with nothing to do.

`python -m tests.bench.bench_pengingat` builds its own database in a temporary folder (SQLite, or the server of
DATABASE_URL's test database). The same is measured with 200 claims: the difference is what grows.
"""

import time
from datetime import date

from tests.bench.bench_halaman import kueri  # sets Django up in a data folder of its own

from django.conf import settings  # isort: skip
from django.core.management import call_command  # isort: skip
from django.db import transaction  # isort: skip

from organisasi.models import Pegawai
from pelaporan.models import ButirPengingat, HariPengingat, Pemberitahuan
from pelaporan.pengingat.detak import catat_hari
from pelaporan.pengingat.sumber import semua_urusan
from rencana_aksi.models import Capaian
from tests import factories as f
from tests.factories import Tingkat

UNIT, KLAIM, STAF = 20, 2000, 2
HARI = date(f.TAHUN, 6, 27)  # three days late: holders and superiors both


@transaction.atomic
def bangun() -> list:
    """Twenty units with a head and two staff each, and their indicators."""
    kantor = f.kantor_lengkap()
    unit = []
    for _ in range(UNIT):
        kepala = f.jabatan(tingkat=Tingkat.ESELON_IV, atasan=kantor.jabatan_camat)
        f.penugasan(jabatan=kepala)
        for _ in range(STAF):
            f.penugasan(jabatan=f.jabatan(unit=kepala.unit, atasan=kepala))
        unit.append(kepala.unit)
    Pegawai.objects.update(email="orang@kantor.example")
    return unit


@transaction.atomic
def tambah_klaim(unit: list, jumlah: int) -> None:
    for nomor in range(jumlah):
        f.capaian(target_triwulan=f.target_triwulan(indikator=f.indikator(unit=unit[nomor % UNIT])))


def ukur(nama: str) -> None:
    Pemberitahuan.objects.all().delete()
    HariPengingat.objects.all().delete()
    baca = kueri(lambda: semua_urusan(HARI))
    mulai = time.process_time()
    jumlah = kueri(lambda: catat_hari(HARI))
    detik = time.process_time() - mulai
    ulang = kueri(lambda: catat_hari(HARI))
    print(
        f"{nama}: {Capaian.objects.count()} klaim, {Pemberitahuan.objects.count()} ikhtisar, "
        f"{ButirPengingat.objects.count()} butir: {jumlah} kueri ({baca} membaca), {detik:.2f} s CPU; "
        f"detak kedua {ulang} kueri"
    )


def main() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    unit = bangun()
    tambah_klaim(unit, KLAIM // 10)
    ukur("sepersepuluh")
    tambah_klaim(unit, KLAIM - KLAIM // 10)
    ukur("penuh")


if __name__ == "__main__":
    main()
