"""Celery's entry points: the ring carries an id, the row says the rest."""

from celery import shared_task

from organisasi.pekerja import jalankan, kerjakan
from rencana_aksi import unggahan
from rencana_aksi.impor import penerapan, pratinjau
from rencana_aksi.models import Impor, PenerapanImpor

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@shared_task(name=Impor.TUGAS)
def baca_impor(impor_id: int) -> None:
    kerjakan(Impor, impor_id, pratinjau.baca_impor, JENIS_XLSX)


@shared_task(name=PenerapanImpor.TUGAS)
def terapkan_impor(penerapan_id: int) -> None:
    jalankan(PenerapanImpor, penerapan_id, penerapan.terapkan_impor)


@shared_task(name="rencana_aksi.tasks.sapu_unggahan")
def sapu_unggahan() -> None:
    unggahan.sapu()
