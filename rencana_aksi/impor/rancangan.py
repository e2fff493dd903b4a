"""What an import would do: one line for each row of the workbook, and the rows that would be written."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db import models

from organisasi.bahasa import tanggal_pendek
from organisasi.buku_kerja.nilai import tampil

KOSONG = "(kosong)"
SEKALI_TULIS = 500  # rows of one INSERT


class Keadaan(models.TextChoices):
    TAMBAH = "tambah", "Ditambah"
    UBAH = "ubah", "Diubah"
    TETAP = "tetap", "Tetap"
    DITINGGAL = "ditinggal", "Ditinggal"


class Perubahan(NamedTuple):
    """One value before and after, as text; `lama` is empty for a new row."""

    apa: str
    lama: str
    baru: str


class Butir(NamedTuple):
    """What happens to one row of the workbook; `alasan` says why it is left."""

    keadaan: str
    sebutan: str
    letak: str
    perubahan: Sequence[Perubahan] = ()
    alasan: str = ""


def teks(nilai: object) -> str:
    """A value as the preview prints it."""
    match nilai:
        case None | "":
            return KOSONG
        case bool():
            return "Ya" if nilai else "Tidak"
        case int() | Decimal():
            return tampil(nilai)
        case date():
            return tanggal_pendek(nilai)
    return str(nilai)


class Rancangan:
    """The plan of an import. `urutan` names the groups of new rows, parents before children."""

    def __init__(self, urutan: Sequence[str]) -> None:
        self.butir: list[Butir] = []
        self._baru: dict[str, dict[int, models.Model]] = {nama: {} for nama in urutan}
        self._diubah: dict[int, tuple[models.Model, set[str]]] = {}

    def pasang(
        self, objek: models.Model, isian: Mapping[str, object], *, kelompok: str = "", awalan: str = ""
    ) -> list[Perubahan]:
        """Set the fields of a row that is saved or new, remember it for `simpan`, and tell what changes."""
        if objek.pk is None:
            self._baru[kelompok or objek._meta.model_name][id(objek)] = objek
            terisi = ((nama, nilai) for nama, nilai in isian.items() if nilai not in (None, ""))
            hasil = [_isian_baru(objek, nama, nilai, awalan) for nama, nilai in terisi]
        elif hasil := perbedaan(objek, isian, awalan):
            berubah = {nama for nama, nilai in isian.items() if getattr(objek, nama) != nilai}
            self._diubah.setdefault(id(objek), (objek, set()))[1].update(berubah)
        for nama, nilai in isian.items():
            setattr(objek, nama, nilai)
        return hasil

    def catat(self, sebutan: str, letak: str, perubahan: Sequence[Perubahan], *, keadaan: str = "") -> None:
        """Add a row's line; without `keadaan` it is changed or stays as `perubahan` says."""
        keadaan = keadaan or (Keadaan.UBAH if perubahan else Keadaan.TETAP)
        self.butir.append(Butir(str(keadaan), sebutan, letak, list(perubahan)))

    def tinggalkan(self, sebutan: str, letak: str, perubahan: Sequence[Perubahan], alasan: str) -> None:
        """A row whose values are not written, and why."""
        self.butir.append(Butir(str(Keadaan.DITINGGAL), sebutan, letak, list(perubahan), alasan))

    def simpan(self, kemajuan: Callable[[int, int], None]) -> None:
        """Write everything and forget it; the caller holds the transaction.

        `kemajuan` gets (rows written, rows altogether).
        """
        self.butir.clear()
        semua = len(self._diubah) + sum(map(len, self._baru.values()))
        # Changes first: an assignment that ends today makes room for the new one of the same post.
        for objek, kolom in self._diubah.values():
            objek.save(update_fields=sorted(kolom))
        sudah = len(self._diubah)
        for baru in self._baru.values():
            while baru:
                kemajuan(sudah, semua)
                baris = [baru.pop(kunci) for kunci in list(islice(baru, SEKALI_TULIS))]
                type(baris[0])._default_manager.bulk_create(baris)
                sudah += len(baris)

    @property
    def sidik(self) -> str:
        """SHA-256 (hex) over all lines: equal when the same rows would change from and to the same values."""
        hitung = hashlib.sha256()
        for satu in self.butir:
            hitung.update(json.dumps(satu, ensure_ascii=False, separators=(",", ":")).encode())
        return hitung.hexdigest()


def perbedaan(objek: models.Model, isian: Mapping[str, object], awalan: str = "") -> list[Perubahan]:
    """What `pasang` would change on a saved row, without touching it."""
    return [
        _isian_baru(objek, nama, nilai, awalan)._replace(lama=_tampil(objek, nama, getattr(objek, nama)))
        for nama, nilai in isian.items()
        if getattr(objek, nama) != nilai
    ]


def _isian_baru(objek: models.Model, nama: str, nilai: object, awalan: str) -> Perubahan:
    return Perubahan(_sebutan(type(objek), nama, awalan), "", _tampil(objek, nama, nilai))


def _tampil(objek: models.Model, nama: str, nilai: object) -> str:
    return teks(_pilihan(type(objek), nama).get(nilai, nilai) if isinstance(nilai, str) else nilai)


# Asked for every cell of a workbook: one text of each, not sixty thousand.
@cache
def _sebutan(model: type[models.Model], nama: str, awalan: str) -> str:
    teks_kolom = f"{awalan} {model._meta.get_field(nama).verbose_name}".strip()
    return teks_kolom[:1].upper() + teks_kolom[1:]


@cache
def _pilihan(model: type[models.Model], nama: str) -> Mapping[str, str]:
    return dict(model._meta.get_field(nama).flatchoices)
