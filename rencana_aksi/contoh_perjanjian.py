"""The Perjanjian Kinerja of a sample year: drafted in January, signed level by level, one changed in the autumn."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from kinerja.models import PerjanjianKinerja
from kinerja.perjanjian.services import buat_perubahan, buat_semua, catat_dpa, tandatangani
from organisasi.models import Penugasan
from rencana_aksi.kalender import geser_ke_hari_kerja

_JAM = time(14)


def muat_perjanjian(isi: dict[str, Any], tahun: int, sampai: datetime, perencana: Penugasan) -> None:
    """Tell a year's agreements up to `sampai`; days are written as month-day, units by code.

    A day that is null stands for a signature that is still missing.
    """
    dpa = _saat(tahun, isi["dpa"])
    if dpa > sampai:
        return
    oleh = perencana.pegawai
    catat_dpa(tahun=tahun, tanggal=timezone.localdate(dpa), oleh=oleh, pada=dpa)
    buat_semua(tahun=tahun, oleh=oleh, pada=dpa)
    PerjanjianKinerja.objects.filter(tahun=tahun, jabatan_kedua=None).update(pihak_luar_nama=isi["bupati"])
    for unit, hari in isi["tandatangan"].items():
        _tandatangani(_terakhir(tahun, unit), hari, sampai, perencana)
    for satu in isi["perubahan"]:
        _ubah(satu, tahun, sampai, perencana)


def _saat(tahun: int, hari: str) -> datetime:
    """That day of the year, or the working day before it, in the afternoon."""
    tanggal = geser_ke_hari_kerja(date.fromisoformat(f"{tahun}-{hari}"), ())
    return timezone.make_aware(datetime.combine(tanggal, _JAM))


def _terakhir(tahun: int, unit: str) -> PerjanjianKinerja:
    milik = PerjanjianKinerja.objects.filter(tahun=tahun, jabatan_pertama__unit__kode=unit)
    return milik.select_related("jabatan_pertama").latest("versi")


def _tandatangani(perjanjian: PerjanjianKinerja, hari: str | None, sampai: datetime, perencana: Penugasan) -> None:
    if hari is None or (pada := _saat(perjanjian.tahun, hari)) > sampai:
        return
    tandatangani(
        perjanjian=perjanjian,
        tanggal=timezone.localdate(pada),
        tempat=perjanjian.tempat,
        oleh=perencana.pegawai,
        pada=pada,
    )


def _ubah(isi: dict[str, Any], tahun: int, sampai: datetime, perencana: Penugasan) -> None:
    lama, dibuat = _terakhir(tahun, isi["unit"]), _saat(tahun, isi["dibuat"])
    if dibuat > sampai:
        return
    baru = buat_perubahan(
        perjanjian=lama, dasar=isi["dasar"], alasan=isi["alasan"], oleh=perencana.pegawai, pada=dibuat
    )
    _tandatangani(baru, isi["tandatangan"], sampai, perencana)
