"""Writes to the Rencana Pengendalian: a year takes over the plan before it, and each activity its own weeks."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisasi.jejak import catat
from organisasi.models import Kantor, Pegawai
from organisasi.peran import Peran, peran
from organisasi.permissions import boleh_merencanakan
from pelaporan.models import KegiatanPengendalian, MingguPengendalian
from pelaporan.pengendalian import teks_pekan


class PengendalianDitolak(Exception):
    """The plan cannot be changed like this; the message is a sentence for the person."""


@transaction.atomic
def salin_rencana(*, tahun: int, oleh: Pegawai) -> int:
    """Give a year its own copy of the latest plan before it; return how many activities were copied, 0 if it has one.

    Raises PermissionDenied for who does not plan, PengendalianDitolak when no earlier year has a plan.
    """
    return _salin(tahun, _perencana(oleh))


@transaction.atomic
def ubah_kegiatan(
    *, tahun: int, urutan: int, nama: str, pekan: Collection[tuple[int, int]], oleh: Pegawai
) -> KegiatanPengendalian:
    """Set name and planned weeks, (month, week) each, of an activity of a year; the year gets its own plan first.

    Raises as `salin_rencana` does, and PengendalianDitolak for an activity that the plan does not have.
    """
    pelaku = _perencana(oleh)
    _salin(tahun, pelaku)
    kegiatan = KegiatanPengendalian.objects.select_for_update().filter(tahun=tahun, urutan=urutan).first()
    if kegiatan is None:
        raise PengendalianDitolak("Kegiatan itu tidak ada pada rencana pengendalian tahun ini.")
    lama, lama_pekan, baru_pekan = kegiatan.nama, kegiatan.pekan(), sorted(set(pekan))
    if (lama, lama_pekan) == (nama, baru_pekan):
        return kegiatan
    kegiatan.nama = nama
    kegiatan.save(update_fields=["nama"])
    kegiatan.minggu.all().delete()
    _tulis_pekan(kegiatan, baru_pekan)
    catat(
        "pengendalian.ubah",
        objek=kegiatan,
        oleh=oleh,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{oleh.nama} mengubah Rencana Pengendalian {tahun}: {nama}, {_teks(baru_pekan)}",
        data={"lama": [lama, _teks(lama_pekan)], "baru": [nama, _teks(baru_pekan)]},
    )
    return kegiatan


def _perencana(oleh: Pegawai) -> Peran:
    pelaku = peran(oleh)
    if not boleh_merencanakan(pelaku):
        raise PermissionDenied
    return pelaku


def _salin(tahun: int, pelaku: Peran) -> int:
    # The office's one row makes two clicks take turns.
    Kantor.objects.select_for_update().filter(pk=1).first()
    sumber = list(KegiatanPengendalian.objects.untuk(tahun).prefetch_related("minggu"))
    if not sumber:
        raise PengendalianDitolak("Belum ada rencana pengendalian pada tahun ini maupun tahun sebelumnya.")
    if sumber[0].tahun == tahun:
        return 0
    for lama in sumber:
        baru = KegiatanPengendalian.objects.create(
            tahun=tahun, urutan=lama.urutan, nama=lama.nama, sumber=lama.sumber
        )
        _tulis_pekan(baru, lama.pekan())
    catat(
        "pengendalian.salin",
        objek=baru,
        oleh=pelaku.pegawai,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{pelaku.pegawai.nama} menyalin Rencana Pengendalian {lama.tahun} menjadi rencana {tahun}",
        data={"tahun": tahun, "dari": lama.tahun},
    )
    return len(sumber)


def _tulis_pekan(kegiatan: KegiatanPengendalian, pekan: Collection[tuple[int, int]]) -> None:
    MingguPengendalian.objects.bulk_create(
        MingguPengendalian(kegiatan=kegiatan, bulan=bulan, minggu=minggu) for bulan, minggu in pekan
    )


def _teks(pekan: Collection[tuple[int, int]]) -> str:
    return teks_pekan(pekan) if pekan else "tanpa minggu"
