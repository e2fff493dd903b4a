"""Celery's entry points: the ring carries an id, the row says the rest."""

from celery import shared_task

from organisasi.pekerja import kerjakan
from pelaporan.models import Laporan
from pelaporan.pekerja import cetak_laporan


@shared_task(name=Laporan.TUGAS)
def buat_laporan(laporan_id: int) -> None:
    kerjakan(Laporan, laporan_id, cetak_laporan)
