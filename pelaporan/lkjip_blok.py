"""The annual report as blocks in printed order: headings, paragraphs, tables, figures.

PDF, Word and workbook are written from the same blocks, so that none of them can say something else. Tables and
figures are numbered here, within their chapter; what is not printed takes no number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.utils.safestring import SafeString

from organisasi import bahasa
from organisasi.buku_kerja.skema import Jenis
from pelaporan.naskah.tahunan import KOSONG, BagianNarasi

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Angka:
    """A cell that is a number: `teks` is what is printed, `nilai` what a workbook keeps."""

    nilai: Decimal
    teks: str

    def __str__(self) -> str:
        return self.teks


Sel = str | Angka


def angka(nilai: Decimal | int | None, presisi: int = 2) -> Sel:
    return KOSONG if nilai is None else Angka(Decimal(nilai), bahasa.angka(nilai, presisi))


def persen(nilai: Decimal | None) -> Sel:
    return KOSONG if nilai is None else Angka(nilai, bahasa.persen(nilai))


def uang(nilai: Decimal | None) -> Sel:
    """Rupiah without the sign, which stands in the head of the column; whole amounts without empty cents."""
    if nilai is None:
        return KOSONG
    return Angka(nilai, bahasa.angka(nilai, 0 if nilai == nilai.to_integral_value() else 2))


@dataclass(frozen=True, slots=True)
class Kolom:
    """`lebar` in percent of the table; `rata` is `n` (right, numbers), `t` (centre), `h` (hash) or empty (left)."""

    judul: str
    lebar: Decimal
    rata: str = ""
    jenis: Jenis = Jenis.TEKS


def kolom(judul: str, lebar: str, rata: str = "", jenis: Jenis = Jenis.TEKS) -> Kolom:
    return Kolom(judul, Decimal(lebar), rata, jenis)


@dataclass(frozen=True, slots=True)
class Baris:
    """A row. The first cell spans `rentang` columns; `gaya` is `k` (group), `r` (sum) or empty."""

    isi: tuple[Sel, ...]
    gaya: str = ""
    rentang: int = 1


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading; `depan` while its page bears a roman number."""

    tingkat: int
    teks: str
    jangkar: str
    depan: bool


@dataclass(frozen=True, slots=True)
class Paragraf:
    teks: str
    gaya: str = ""


@dataclass(frozen=True, slots=True)
class Daftar:
    isi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narasi:
    """What a person wrote, or the mark that it is still missing."""

    bagian: BagianNarasi

    @property
    def paragraf(self) -> list[str]:
        return [p for p in (p.strip() for p in self.bagian.teks.split("\n")) if p]


@dataclass(frozen=True, slots=True)
class Tabel:
    jangkar: str
    depan: bool
    nomor: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    catatan: str
    rapat: bool

    @property
    def nama(self) -> str:
        return f"Tabel {self.nomor} {self.judul}"


@dataclass(frozen=True, slots=True)
class Gambar:
    jangkar: str
    nomor: str
    judul: str
    svg: SafeString

    @property
    def nama(self) -> str:
        return f"Gambar {self.nomor} {self.judul}"


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """The place of the Camat's signature, with place and date."""


@dataclass(frozen=True, slots=True)
class LembarReviu:
    """The Inspektorat's statement, to be signed by hand (domain 1.9)."""


Blok = Judul | Paragraf | Daftar | Narasi | Tabel | Gambar | TandaTangan | LembarReviu


@dataclass(slots=True)
class Bagian:
    """Blocks that begin on a new page; `lebar` ones lie across the page."""

    depan: bool
    lebar: bool
    blok: list[Blok] = field(default_factory=list)


@dataclass(slots=True)
class Penyusun:
    """Takes the blocks in printed order and gives them their numbers."""

    bagian: list[Bagian] = field(default_factory=list)
    _bab: str = ""
    _jangkar: int = 0
    _tabel: int = 0
    _gambar: int = 0

    def mulai(self, judul: str, *, bab: str = "", depan: bool = False, lebar: bool = False) -> None:
        """Begin a part on a new page; with `bab` its tables and figures count from 1 under that sign."""
        if bab:
            self._bab, self._tabel, self._gambar = bab, 0, 0
        self.bagian.append(Bagian(depan, lebar))
        self.judul(1, judul)

    def judul(self, tingkat: int, teks: str) -> None:
        self._tambah(Judul(tingkat, teks, self._tanda("j"), self.bagian[-1].depan))

    def paragraf(self, *teks: str, gaya: str = "") -> None:
        for satu in teks:
            self._tambah(Paragraf(satu, gaya))

    def daftar(self, isi: Iterable[str]) -> None:
        if butir := tuple(isi):
            self._tambah(Daftar(butir))

    def narasi(self, bagian: BagianNarasi | None) -> None:
        """A section that people write; an optional one that is empty is left out."""
        if bagian and (bagian.wajib or not bagian.kosong):
            self._tambah(Narasi(bagian))

    def tabel(
        self, judul: str, kolom: Sequence[Kolom], baris: Iterable[Baris], *, catatan: str = "", rapat: bool = False
    ) -> None:
        """A table with its number; one without rows is not printed."""
        if isi := tuple(baris):
            self._tabel += 1
            nomor = f"{self._bab}.{self._tabel}"
            self._tambah(
                Tabel(self._tanda("t"), self.bagian[-1].depan, nomor, judul, tuple(kolom), isi, catatan, rapat)
            )

    def gambar(self, judul: str, svg: SafeString) -> None:
        self._gambar += 1
        self._tambah(Gambar(self._tanda("g"), f"{self._bab}.{self._gambar}", judul, svg))

    def tambah(self, blok: TandaTangan | LembarReviu) -> None:
        self._tambah(blok)

    def _tambah(self, blok: Blok) -> None:
        self.bagian[-1].blok.append(blok)

    def _tanda(self, huruf: str) -> str:
        self._jangkar += 1
        return f"{huruf}{self._jangkar}"


def semua(bagian: Iterable[Bagian], jenis: type[T]) -> Iterator[T]:
    """Every block of one kind, in printed order."""
    return (blok for satu in bagian for blok in satu.blok if isinstance(blok, jenis))
