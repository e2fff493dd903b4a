"""Where the columns of a schema stand in a person's workbook, so that our own findings point at the right cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from organisasi.buku_kerja.lembaran import GALAT_BUKU, buka
from organisasi.buku_kerja.skema import LEMBAR_SENDIRI, Lembar, Skema, normalkan

BARIS_DILIHAT = 200  # rows in which the titles are looked for


@dataclass(frozen=True, slots=True)
class Letak:
    """A sheet's real name, and column letter and title by the schema's key."""

    judul: str
    kolom: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def letak_kolom(berkas: IO[bytes], skema: Skema) -> dict[str, Letak]:
    """By the schema's sheet name. A sheet or column that is not found has the schema's own name and no letter."""
    try:
        with buka(berkas) as buku:
            lembar = [satu for satu in buku.worksheets if normalkan(satu.title) not in LEMBAR_SENDIRI]
            return {satu.nama: _letak(satu, _pasangan(satu, skema, lembar)) for satu in skema.lembar}
    except GALAT_BUKU:
        return {satu.nama: Letak(satu.nama) for satu in skema.lembar}


def _pasangan(
    lembar: Lembar, skema: Skema, sumber: list[ReadOnlyWorksheet]
) -> ReadOnlyWorksheet | None:
    cocok = (satu for satu in sumber if normalkan(satu.title) == normalkan(lembar.nama))
    tunggal = sumber[0] if len(sumber) == len(skema.lembar) == 1 else None
    return next(cocok, tunggal)


def _letak(lembar: Lembar, sumber: ReadOnlyWorksheet | None) -> Letak:
    if sumber is None:
        return Letak(lembar.nama)
    kunci = {nama: kolom.kunci for kolom in lembar.kolom for nama in kolom.nama}
    baris = [dict(_judul(sel, kunci)) for sel in islice(sumber.iter_rows(values_only=True), BARIS_DILIHAT)]
    terbaik = max(range(len(baris)), key=lambda nomor: len(baris[nomor]), default=-1)
    kolom: dict[str, tuple[str, str]] = {}
    # A title may be merged over two rows: its text then stands above the row that names the most columns.
    for satu in baris[: terbaik + 1]:
        kolom |= satu
    return Letak(sumber.title, kolom)


def _judul(sel: Iterable[object], kunci: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Key, letter and title of the cells that name a column; of two with one title the left one counts."""
    ada = set()
    for nomor, isi in enumerate(sel, 1):
        nama = kunci.get(normalkan(isi)) if isinstance(isi, str) else None
        if nama and nama not in ada:
            ada.add(nama)
            yield nama, (get_column_letter(nomor), " ".join(isi.split()))
