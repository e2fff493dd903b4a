"""The audit trail: one writer, one checker. Every change of meaning writes its line in its own transaction."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from organisasi.models import Jejak, KepalaJejak, Pegawai

SISTEM = "Sistem"
SIDIK_AWAL = "0" * 64


@transaction.atomic
def catat(
    peristiwa: str,
    *,
    objek: models.Model,
    uraian: str,
    oleh: Pegawai | None = None,
    nama: str = SISTEM,
    jabatan: str = "",
    data: dict[str, Any] | None = None,
) -> Jejak:
    """Add one line to the chain, in the caller's transaction.

    `oleh` None means the system itself, or who else is named by `nama`. `data` may hold only JSON's strings, whole
    numbers, lists and mappings (a Decimal goes in as text): a float would not hash the same on both databases.
    """
    json.loads(json.dumps(data), parse_float=_tolak_pecahan)
    # Locking the head makes writers take turns: no gap, no fork, and the last line can be checked against it.
    kepala, _ = KepalaJejak.objects.select_for_update().get_or_create(pk=1)
    baris = Jejak(
        nomor=kepala.nomor + 1,
        waktu=timezone.now(),
        peristiwa=peristiwa,
        oleh=oleh,
        nama=oleh.nama if oleh else nama,
        jabatan=jabatan,
        objek_jenis=objek._meta.label_lower,
        objek_id=str(getattr(objek, "public_id", objek.pk)),
        uraian=uraian,
        data=data or {},
        sidik_sebelum=kepala.sidik,
    )
    baris.sidik = sidik(baris)
    baris.save(force_insert=True)
    KepalaJejak.objects.filter(pk=1).update(nomor=baris.nomor, sidik=baris.sidik)
    return baris


def _tolak_pecahan(angka: str) -> None:
    raise TypeError(f"Tulis {angka} sebagai teks: angka pecahan biner tidak terbaca sama di kedua basis data.")


def sidik(baris: Jejak) -> str:
    """SHA-256 (hex) over every column of a line and over the hash of the line before it."""
    isi = [
        baris.nomor,
        baris.waktu.astimezone(UTC).isoformat(),
        baris.peristiwa,
        baris.oleh_id,
        baris.nama,
        baris.jabatan,
        baris.objek_jenis,
        baris.objek_id,
        baris.uraian,
        baris.data,
        baris.sidik_sebelum,
    ]
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def periksa_rantai() -> Iterator[str]:
    """Walk the whole chain and yield a sentence for each fault; nothing yielded means nobody bent it."""
    nomor, sebelum = 0, SIDIK_AWAL
    for baris in Jejak.objects.order_by("nomor").iterator(chunk_size=1000):
        if baris.nomor != nomor + 1:
            yield f"Baris {nomor + 1} sampai {baris.nomor - 1} hilang."
        if baris.sidik_sebelum != sebelum:
            yield f"Baris {baris.nomor} tidak bersambung dengan baris sebelumnya."
        if sidik(baris) != baris.sidik:
            yield f"Isi baris {baris.nomor} tidak cocok dengan sidiknya."
        nomor, sebelum = baris.nomor, baris.sidik
    kepala = KepalaJejak.objects.filter(pk=1).first() or KepalaJejak()
    if (kepala.nomor, kepala.sidik) != (nomor, sebelum):
        yield f"Rantai berakhir pada baris {nomor}, seharusnya pada baris {kepala.nomor}."
