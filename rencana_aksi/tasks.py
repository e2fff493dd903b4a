"""Celery's entry points: the ring carries an id, the row says the rest."""

from celery import shared_task

from organisasi.pekerja import kerjakan
from rencana_aksi.impor.pratinjau import baca_impor as buat
from rencana_aksi.models import Impor

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@shared_task(name=Impor.TUGAS)
def baca_impor(impor_id: int) -> None:
    kerjakan(Impor, impor_id, buat, JENIS_XLSX)
