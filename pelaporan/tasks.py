"""Celery's entry points: the ring carries an id, the row says the rest."""

from celery import shared_task

from organisasi.pekerja import jalankan, kerjakan
from pelaporan.models import Laporan, Paket, Salinan
from pelaporan.paket import kerjakan_paket
from pelaporan.pekerja import cetak_laporan
from pelaporan.pengingat.detak import detak
from pelaporan.pengingat.kirim import kirim
from pelaporan.salinan import JENIS_BERKAS, buat_salinan


@shared_task(name=Laporan.TUGAS)
def buat_laporan(laporan_id: int) -> None:
    kerjakan(Laporan, laporan_id, cetak_laporan)


@shared_task(name=Salinan.TUGAS)
def buat_salinan_laporan(salinan_id: int) -> None:
    format_salinan = Salinan.objects.filter(pk=salinan_id).values_list("format", flat=True).first()
    if format_salinan:
        kerjakan(Salinan, salinan_id, buat_salinan, JENIS_BERKAS[format_salinan])


@shared_task(name=Paket.TUGAS)
def buat_paket_laporan(paket_id: int) -> None:
    jalankan(Paket, paket_id, kerjakan_paket)


@shared_task(name="pelaporan.tasks.detak_pengingat")
def detak_pengingat() -> None:
    detak()


@shared_task(name="pelaporan.tasks.kirim_surel")
def kirim_surel() -> None:
    kirim()
