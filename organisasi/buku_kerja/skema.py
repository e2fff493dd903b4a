"""What a workbook should hold: its sheets, and the title and kind of every column."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

_KURUNG_WAJIB = re.compile(r"\(\s*wajib\s*\)", re.IGNORECASE)


class Jenis(Enum):
    """How the cells of a column are understood; the value is how people are told about it."""

    TEKS = "teks"
    KODE = "kode, ditulis sebagai teks"
    ANGKA = "angka, misalnya 87,5"
    BULAT = "bilangan bulat, misalnya 12"
    PERSEN = "persen, misalnya 96%"
    RUPIAH = "rupiah, misalnya 1250000"
    TANGGAL = "tanggal, misalnya 22-08-2026"
    PILIHAN = "pilihan dari daftar"
    NIP = "NIP 18 angka, ditulis sebagai teks"


# Excel keeps 15 digits of a number and eats zeros: these must be typed as text.
SEBAGAI_TEKS = frozenset({Jenis.TEKS, Jenis.KODE, Jenis.PILIHAN, Jenis.NIP})


def normalkan(teks: str) -> str:
    """Titles, sheet names and choices compare by this: no case, space, punctuation or "(wajib)"."""
    rata = unicodedata.normalize("NFKC", _KURUNG_WAJIB.sub(" ", teks)).casefold().replace("%", " persen ")
    return " ".join("".join(huruf if huruf.isalnum() else " " for huruf in rata).split())


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column. `pilihan` are (key, label) pairs, the value read is the key; `maks` counts characters."""

    kunci: str
    judul: str
    jenis: Jenis = Jenis.TEKS
    wajib: bool = False
    alias: tuple[str, ...] = ()
    pilihan: tuple[tuple[str, str], ...] = ()
    catatan: str = ""
    contoh: str = ""
    maks: int | None = None

    @property
    def nama(self) -> tuple[str, ...]:
        """Every title under which the column is recognised, normalised."""
        return tuple(normalkan(satu) for satu in (self.judul, *self.alias))


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet. `contoh_baris` are {key: value} rows, shown on the Petunjuk sheet only.

    ValueError when two columns share a key or could both claim one title.
    """

    nama: str
    kolom: tuple[Kolom, ...]
    contoh_baris: tuple[Mapping[str, object], ...] = ()

    def __post_init__(self) -> None:
        kunci = [kolom.kunci for kolom in self.kolom]
        nama = [satu for kolom in self.kolom for satu in set(kolom.nama)]
        for isi in (kunci, nama):
            if ganda := {satu for satu in isi if isi.count(satu) > 1}:
                raise ValueError(f"Lembar {self.nama}: {sorted(ganda)} dipakai lebih dari sekali")


@dataclass(frozen=True, slots=True)
class Skema:
    """One kind of workbook; `petunjuk` are the paragraphs on its first sheet."""

    kunci: str
    judul: str
    lembar: tuple[Lembar, ...]
    petunjuk: tuple[str, ...] = ()


# Our own sheets beside the data: never read, never reported as unknown.
LEMBAR_PETUNJUK = "Petunjuk"
LEMBAR_PILIHAN = "Pilihan"
LEMBAR_TEMUAN = "Temuan"
LEMBAR_SENDIRI = frozenset(normalkan(nama) for nama in (LEMBAR_PETUNJUK, LEMBAR_PILIHAN, LEMBAR_TEMUAN))
