from celery import shared_task
from celery.signals import worker_ready

from organisasi import antrean


@shared_task(name="organisasi.tasks.sapu")
def sapu() -> None:
    antrean.sapu()


@worker_ready.connect(dispatch_uid="organisasi.sapu_saat_mulai")
def sapu_saat_mulai(**_: object) -> None:
    """What was rung while no worker was there is found at once, in the pool: its parent must not open a database."""
    antrean.bunyikan("organisasi.tasks.sapu")
