"""The queue of jobs. The row is the truth of a job, Celery only rings; whoever holds a row renews its heartbeat.

A row waits (antre), is held (berjalan, with `pemegang` and `denyut`), or has ended. A held row whose heartbeat is
older than SEWA belongs to nobody: the next worker takes it over. Every write of a holder names itself, so that a
worker that has lost its row can no longer change it.
"""

import hashlib
import logging
import shutil
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from kombu.exceptions import OperationalError

from organisasi.jejak import catat
from organisasi.models import Berkas, Pekerjaan
from organisasi.models.berkas import Pemindaian
from organisasi.penyimpanan import simpan

log = logging.getLogger(__name__)

SEWA = timedelta(seconds=30)
TUNGGU_BUNYI = 10  # seconds that a row may wait before the sweep rings for it
BATAS_BUNYI = 1.0  # seconds that a request waits for the broker
PERCOBAAN_MAKSIMUM = 3

Keadaan = Pekerjaan.Keadaan
SARAN = "Coba lagi; bila tetap gagal, hubungi administrator dan sebutkan waktu kegagalannya."


class HakHilang(Exception):
    """Another worker holds the row now, or nobody wants it any more; what this one does no longer counts."""


def bunyikan_sesudah_tersimpan(pekerjaan: Pekerjaan) -> None:
    """Ring for a row once its transaction is in the database, so that no worker looks for it too early."""
    transaction.on_commit(partial(bunyikan, pekerjaan.TUGAS, pekerjaan.pk))


def bunyikan(tugas: str, *argumen: int) -> None:
    """Tell the workers, for at most BATAS_BUNYI seconds; while the broker is away nothing is lost, the sweep rings."""
    utas = threading.Thread(target=_kirim, args=(tugas, argumen), daemon=True)
    utas.start()
    utas.join(BATAS_BUNYI)


def _kirim(tugas: str, argumen: tuple[int, ...]) -> None:
    try:
        current_app.send_task(tugas, args=argumen, retry=False)
    except (OperationalError, OSError) as galat:
        log.warning("Antrean tidak dapat dibunyikan untuk %s%s: %s", tugas, argumen, galat)


def _tak_dipegang() -> Q:
    return Q(keadaan=Keadaan.ANTRE) | Q(keadaan=Keadaan.BERJALAN, denyut__lt=timezone.now() - SEWA)


def ambil(model: type[Pekerjaan], pk: int) -> UUID | None:
    """Claim a row by one conditional update; the claim's own name, or None when the row is held, ended or gone."""
    pemegang = uuid4()
    terambil = model.objects.filter(_tak_dipegang(), pk=pk, percobaan__lt=PERCOBAAN_MAKSIMUM).update(
        keadaan=Keadaan.BERJALAN,
        pemegang=pemegang,
        percobaan=F("percobaan") + 1,
        denyut=timezone.now(),
        persen=0,
        langkah="Menyiapkan data",
    )
    return pemegang if terambil else None


def _milik(model: type[Pekerjaan], pk: int, pemegang: UUID) -> QuerySet[Pekerjaan]:
    return model.objects.filter(pk=pk, pemegang=pemegang, keadaan=Keadaan.BERJALAN)


def perpanjang(model: type[Pekerjaan], pk: int, pemegang: UUID, *, persen: int, langkah: str) -> bool:
    """Renew the lease and tell how far the job is; False when the row has another holder."""
    return bool(_milik(model, pk, pemegang).update(denyut=timezone.now(), persen=persen, langkah=langkah))


def selesaikan(model: type[Pekerjaan], pk: int, pemegang: UUID, hasil: Path, jenis: str = "application/pdf") -> None:
    """Keep the file `hasil` of MIME type `jenis` and end the job: bytes first, then both rows in one transaction."""
    with hasil.open("rb") as berkas:
        sha256 = hashlib.file_digest(berkas, "sha256").hexdigest()
        simpan(berkas, sha256)
    with transaction.atomic():
        # Made by ourselves, so no scanner is asked about it.
        bawaan = {"ukuran": hasil.stat().st_size, "jenis": jenis, "pemindaian": Pemindaian.TANPA}
        isi, _ = Berkas.objects.get_or_create(sha256=sha256, defaults=bawaan)
        tandai_selesai(model, pk, pemegang, berkas=isi)
        pekerjaan = model.objects.get(pk=pk)
        nama = model._meta.model_name
        catat(f"{nama}.selesai", objek=pekerjaan, uraian=f"{pekerjaan} selesai dibuat", data={"sha256": sha256})


def tandai_selesai(model: type[Pekerjaan], pk: int, pemegang: UUID, **hasil: object) -> None:
    """End the job in the caller's transaction, with its result if it has one. Raises HakHilang for any but the holder.

    A job that writes into the database ends in the same transaction: killed before it, the next try does all of it.
    """
    selesai = _milik(model, pk, pemegang).update(
        keadaan=Keadaan.SELESAI,
        selesai_pada=timezone.now(),
        persen=100,
        langkah="Selesai",
        pesan_gagal="",
        **hasil,
    )
    if not selesai:
        raise HakHilang


def lepaskan(model: type[Pekerjaan], pk: int, pemegang: UUID, pesan: str) -> None:
    """Give up one try: back into the queue, where the next sweep finds it, or failed for good after the last one."""
    habis = model.objects.filter(pk=pk, percobaan__gte=PERCOBAAN_MAKSIMUM).exists()
    _akhiri_percobaan(model, pk, pemegang, Keadaan.GAGAL if habis else Keadaan.ANTRE, pesan)


def gagalkan(model: type[Pekerjaan], pk: int, pemegang: UUID, pesan: str) -> None:
    """End the job without a result, whatever tries are left: another one would end in the same way."""
    _akhiri_percobaan(model, pk, pemegang, Keadaan.GAGAL, pesan)


def _akhiri_percobaan(model: type[Pekerjaan], pk: int, pemegang: UUID, keadaan: str, pesan: str) -> None:
    _milik(model, pk, pemegang).update(
        keadaan=keadaan, pemegang=None, denyut=timezone.now(), langkah="", pesan_gagal=pesan
    )


def batalkan(pekerjaan: Pekerjaan, pesan: str) -> bool:
    """End a job that waits or is being done; its worker finds that out at its next heartbeat. False when it has ended.

    One conditional update, so that of a worker that finishes and a person who cancels exactly one wins.
    """
    hidup = type(pekerjaan).objects.filter(pk=pekerjaan.pk, keadaan__in=(Keadaan.ANTRE, Keadaan.BERJALAN))
    return bool(hidup.update(keadaan=Keadaan.BATAL, pemegang=None, langkah="", pesan_gagal=pesan))


def kembalikan_ke_antrean(pekerjaan: Pekerjaan) -> None:
    """Let a job that ended without a result begin anew with all its tries; the caller holds the row's lock."""
    pekerjaan.keadaan, pekerjaan.percobaan, pekerjaan.persen = Keadaan.ANTRE, 0, 0
    pekerjaan.langkah = pekerjaan.pesan_gagal = ""
    pekerjaan.denyut, pekerjaan.pemegang = timezone.now(), None
    pekerjaan.save(
        update_fields=["keadaan", "percobaan", "persen", "langkah", "pesan_gagal", "denyut", "pemegang"]
    )


def sapu() -> None:
    """Ring for every row that nobody holds, end those without a try left, and clear what dead workers left behind."""
    for model in _semua_jenis():
        _gagalkan_yang_habis(model)
        for pk in _menunggu(model).values_list("pk", flat=True):
            bunyikan(model.TUGAS, pk)
    _bersihkan_folder()


def _semua_jenis() -> list[type[Pekerjaan]]:
    return [model for model in apps.get_models() if issubclass(model, Pekerjaan)]


def _menunggu(model: type[Pekerjaan]) -> QuerySet[Pekerjaan]:
    lama_menunggu = timezone.now() - timedelta(seconds=TUNGGU_BUNYI)
    tak_dipegang = model.objects.filter(_tak_dipegang()).annotate(sejak=Coalesce("denyut", "diminta_pada"))
    return tak_dipegang.filter(sejak__lt=lama_menunggu).order_by("sejak")


def _gagalkan_yang_habis(model: type[Pekerjaan]) -> None:
    """A job that took its worker down each time never comes to say so itself."""
    model.objects.filter(_tak_dipegang(), percobaan__gte=PERCOBAAN_MAKSIMUM).update(
        keadaan=Keadaan.GAGAL,
        pemegang=None,
        langkah="",
        pesan_gagal=f"{model.SEBUTAN} terhenti {PERCOBAAN_MAKSIMUM} kali. {SARAN}",
    )


def folder_sementara() -> Path:
    """Where files are made before they are kept; one folder for each try, named by its holder."""
    return Path(settings.DATA_DIR) / "sementara"


def _bersihkan_folder() -> None:
    # Listed before the rows are read: a folder is made after its claim, so a living one is among the holders.
    folder = [f for f in folder_sementara().glob("*-*-*-*-*") if f.is_dir()]
    batas = timezone.now() - SEWA
    pemegang = {
        str(p)
        for model in _semua_jenis()
        for p in model.objects.filter(keadaan=Keadaan.BERJALAN, denyut__gte=batas).values_list("pemegang", flat=True)
    }
    for f in folder:
        if f.name not in pemegang:
            shutil.rmtree(f, ignore_errors=True)
