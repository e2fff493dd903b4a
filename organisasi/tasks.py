from celery import shared_task
from celery.signals import worker_ready

from organisasi import antrean, keutuhan, pemindai
from organisasi.models import Pratinjau
from organisasi.pekerja import jalankan
from organisasi.pratinjau.pekerja import buat


@shared_task(name="organisasi.tasks.sapu")
def sapu() -> None:
    antrean.sapu()


@shared_task(name="organisasi.tasks.sapu_pemindaian")
def sapu_pemindaian() -> None:
    pemindai.sapu_pemindaian()


@shared_task(name="organisasi.tasks.sapu_yatim")
def sapu_yatim() -> None:
    keutuhan.sapu_yatim()


@shared_task(name=Pratinjau.TUGAS)
def buat_pratinjau(pratinjau_id: int) -> None:
    jalankan(Pratinjau, pratinjau_id, buat)


@worker_ready.connect(dispatch_uid="organisasi.sapu_saat_mulai")
def sapu_saat_mulai(**_: object) -> None:
    """What was rung while no worker was there is found at once, in the pool: its parent must not open a database."""
    antrean.bunyikan("organisasi.tasks.sapu")
