"""How much evidence a unit may keep: counted in distinct bytes, for the same file behind ten claims lies there once."""

import hashlib
from typing import IO

from django.conf import settings
from django.db.models import QuerySet, Sum

from organisasi.bahasa import ukuran as tulis_ukuran
from organisasi.models import Berkas, UnitKerja
from organisasi.penyimpanan import PenyimpananGagal

_MB = 1024 * 1024


def kuota(unit: UnitKerja) -> int:
    """Bytes that the unit may keep: its own number, or that of the settings."""
    return (settings.KUOTA_UNIT if unit.kuota_mb is None else unit.kuota_mb) * _MB


def terpakai(unit: UnitKerja) -> int:
    """Distinct bytes behind the unit's claims, withdrawn and replaced documents too: they are kept as well."""
    return _milik(unit).aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0


def periksa_kuota(unit: UnitKerja, ukuran: int, isi: IO[bytes] | None = None) -> None:
    """Raise PenyimpananGagal when `ukuran` more bytes do not fit; the message says how much of what, and whom to ask.

    Bytes that the unit has already, told by `isi`, always fit: sending a file twice stays without consequence.
    """
    batas, ada = kuota(unit), terpakai(unit)
    if ada + ukuran <= batas or (isi is not None and _sudah_ada(unit, isi)):
        return
    raise PenyimpananGagal(
        f"Berkas sebesar {tulis_ukuran(ukuran)} belum tersimpan: {unit} sudah memakai {tulis_ukuran(ada)} "
        f"dari kuota data dukung {tulis_ukuran(batas)}. Perkecil berkasnya, atau mintalah administrator menambah kuota."
    )


def _milik(unit: UnitKerja) -> QuerySet[Berkas]:
    per_unit = {"data_dukung__capaian__target_triwulan__rencana_aksi__indikator__unit": unit}
    return Berkas.objects.filter(pk__in=Berkas.objects.filter(**per_unit).values("pk"))


def _sudah_ada(unit: UnitKerja, isi: IO[bytes]) -> bool:
    isi.seek(0)
    hitung = hashlib.sha256()
    while potong := isi.read(_MB):
        hitung.update(potong)
    isi.seek(0)
    return _milik(unit).filter(sha256=hitung.hexdigest()).exists()
