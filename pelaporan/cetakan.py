"""Printed documents other than the quarterly report: asked for with what they say, made by the same worker."""

from typing import Any

from django.db import transaction

from organisasi import antrean
from organisasi.jejak import catat
from organisasi.models import Pegawai
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import sidik_snapshot
from pelaporan.services import BELUM_BERAKHIR


@transaction.atomic
def minta_cetak(
    *, jenis: str, objek: str, judul: str, isi: dict[str, Any], konsep: bool, oleh: Pegawai, jabatan: str
) -> Laporan:
    """Freeze `isi` (plain JSON, strings ready to print) and queue its PDF; who may ask is decided by the caller.

    `objek` names what is printed: a public id or a year. While a person's identical request waits or is being made,
    asking again gives that one. Raises nothing of its own.
    """
    # Two clicks make one document: the second waits here and finds what the first one made.
    Pegawai.objects.select_for_update().get(pk=oleh.pk)
    kunci = {"jenis": jenis, "objek": objek, "konsep": konsep, "sidik_snapshot": sidik_snapshot(isi)}
    menunggu = Laporan.objects.filter(**kunci, diminta_oleh=oleh, keadaan__in=BELUM_BERAKHIR, judul=judul)
    if ada := menunggu.first():
        return ada
    laporan = Laporan.objects.create(**kunci, judul=judul, snapshot=isi, diminta_oleh=oleh)
    catat(
        "laporan.minta_cetak",
        objek=laporan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mencetak {judul}",
        data={"jenis": jenis, "objek": objek, "sidik_snapshot": laporan.sidik_snapshot},
    )
    antrean.bunyikan_sesudah_tersimpan(laporan)
    return laporan
