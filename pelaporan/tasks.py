"""Celery's entry points: the ring carries an id, the row says the rest."""

from celery import shared_task
from celery.signals import worker_ready

from pelaporan import antrean, pekerja


@shared_task(name="pelaporan.tasks.buat_laporan")
def buat_laporan(laporan_id: int) -> None:
    pekerja.kerjakan(laporan_id)


@shared_task(name="pelaporan.tasks.sapu")
def sapu() -> None:
    antrean.sapu()


@worker_ready.connect(dispatch_uid="pelaporan.sapu_saat_mulai")
def sapu_saat_mulai(**_: object) -> None:
    """What was rung while no worker was there is found at once, in the pool: its parent must not open a database."""
    antrean.bunyikan("pelaporan.tasks.sapu")
