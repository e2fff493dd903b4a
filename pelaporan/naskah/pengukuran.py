"""The measurement forms of the guideline (III): PKP of programs and kegiatan, PKK of a unit's sub kegiatan.

Frozen values with their texts, as in `triwulan`: page, PDF, Word and workbook read only this. Money in Rupiah.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.perhitungan import efisiensi
from organisasi import bahasa
from pelaporan.naskah.triwulan import Baris, DataKantor, Penandatangan, Rerata

KOSONG = "–"


@dataclass(frozen=True, slots=True)
class Serapan:
    """Money up to the period's end: the year's pagu in force and what was spent; None is what nobody entered."""

    pagu: Decimal | None
    realisasi: Decimal | None

    @property
    def persen(self) -> Decimal | None:
        """Percent of the pagu that is spent (domain 3.8)."""
        return efisiensi(None, self.pagu, self.realisasi).serapan

    @property
    def pagu_teks(self) -> str:
        return rupiah(self.pagu)

    @property
    def realisasi_teks(self) -> str:
        return rupiah(self.realisasi)

    @property
    def persen_teks(self) -> str:
        return KOSONG if self.persen is None else bahasa.persen(self.persen)


@dataclass(frozen=True, slots=True)
class Butir:
    """A program, kegiatan or sub kegiatan with its indicators and its money.

    `rerata` stands in where a program or kegiatan has no indicator of its own (domain 3.6); else it is None.
    """

    tingkat: str
    kode: str
    nama: str
    baris: tuple[Baris, ...]
    rerata: Rerata | None
    serapan: Serapan

    @property
    def tinggi(self) -> int:
        """Rows that it takes in a table."""
        return max(len(self.baris), 1)


@dataclass(frozen=True, slots=True)
class Pejabat:
    """Who signs a form. `orang` None: the post is vacant and stands alone."""

    jabatan: str
    orang: Penandatangan | None


@dataclass(frozen=True, slots=True)
class NaskahPengukuran:
    """A form of one unit and one period. `tingkat_eselon` is III for a PKP, IV for a PKK."""

    formulir: str
    tingkat_eselon: str
    unit: str
    tahun: int
    nomor: int
    sampai: str
    tanggal: date
    konsep: bool
    kantor: DataKantor
    butir: tuple[Butir, ...]
    rerata: Rerata
    jumlah: Serapan
    batas_rata_rata: Decimal
    penanggung_jawab: Pejabat
    mengetahui: Pejabat

    @property
    def masa(self) -> str:
        return bahasa.triwulan(self.nomor, self.tahun)

    @property
    def sifat(self) -> str:
        """Which of the guideline's two measurements it is."""
        return "Pengukuran Kinerja " + ("Akhir Tahun" if self.nomor == bahasa.AKHIR_TAHUN else "Berkala")

    @property
    def judul(self) -> str:
        return f"{self.formulir} {self.masa}"


def rupiah(nilai: Decimal | None) -> str:
    """Rupiah without the sign, which stands in the head of the column; whole amounts without empty cents."""
    if nilai is None:
        return KOSONG
    return bahasa.angka(nilai, 0 if nilai == nilai.to_integral_value() else 2)
