"""Formulir E.81 (Permendagri 86/2017): the evaluation of the Renja in Bapelitbangda's own sixteen columns.

Frozen values with their texts; PDF, Word and workbook read only this. K is performance in the indicator's unit, Rp is
money in Rupiah.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi import bahasa
from pelaporan.naskah.pengukuran import KOSONG, rupiah
from pelaporan.naskah.triwulan import DataKantor, Penandatangan, Rerata

TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Pasangan:
    """The two halves of a column: performance and money. None is what the system does not hold, which is not 0."""

    k: Decimal | None
    rp: Decimal | None
    k_atas: Decimal | None = None
    sementara: bool = False


@dataclass(frozen=True, slots=True)
class BarisE81:
    """One indicator, columns 2 to 16. Money stands in the first row of a program, kegiatan or sub kegiatan.

    `triwulan` are columns 8 to 11; `tingkat_k` and `tingkat_rp` are percentages.
    """

    tingkat: str
    sasaran: str
    kode: str
    nama: str
    indikator: str
    satuan: str
    presisi: int
    target_renstra: Pasangan
    realisasi_lalu: Pasangan
    target_tahun: Pasangan
    triwulan: tuple[Pasangan, ...]
    realisasi_tahun: Pasangan
    realisasi_renstra: Pasangan
    tingkat_k: Decimal | None
    tingkat_rp: Decimal | None
    unit: str
    keterangan: str

    @property
    def angka(self) -> tuple[Pasangan, ...]:
        """The pairs of columns 5 to 13 in their order."""
        return (
            *(self.target_renstra, self.realisasi_lalu, self.target_tahun),
            *self.triwulan,
            *(self.realisasi_tahun, self.realisasi_renstra),
        )

    @property
    def teks(self) -> tuple[tuple[str, str], ...]:
        """Columns 5 to 14 as printed, each its K and its Rp; the foot says that a star is *sementara*."""
        tingkat = tuple(KOSONG if p is None else bahasa.persen(p) for p in (self.tingkat_k, self.tingkat_rp))
        return (*((self._k(p), rupiah(p.rp)) for p in self.angka), tingkat)

    def _k(self, p: Pasangan) -> str:
        if p.k is None:
            return KOSONG
        bawah = bahasa.angka(p.k, self.presisi)
        teks = bawah if p.k_atas is None else f"{bawah} sampai {bahasa.angka(p.k_atas, self.presisi)}"
        return f"{teks} *" if p.sementara else teks


@dataclass(frozen=True, slots=True)
class NaskahE81:
    """The form of a year up to a quarter. `rerata` is the mean of the year's capaian, `serapan` percent of the pagu."""

    tahun: int
    nomor: int
    tanggal: date
    konsep: bool
    kantor: DataKantor
    renstra: str
    tahun_akhir: int | None
    baris: tuple[BarisE81, ...]
    rerata: Rerata
    serapan: Decimal | None
    pendorong: tuple[str, ...]
    penghambat: tuple[str, ...]
    tindak_lanjut_triwulan: tuple[str, ...]
    tindak_lanjut_renja: tuple[str, ...]
    penandatangan: Penandatangan | None

    @property
    def masa(self) -> str:
        return bahasa.triwulan(self.nomor, self.tahun)

    @property
    def judul(self) -> str:
        return f"Formulir E.81 {self.masa}"

    @property
    def kolom(self) -> tuple[tuple[str, bool], ...]:
        """The heads of the sixteen columns, and whether each is a pair of K and Rp (domain 1.7 c)."""
        akhir = f" (tahun {self.tahun_akhir})" if self.tahun_akhir else ""
        return (
            ("No", False),
            ("Sasaran", False),
            ("Program/Kegiatan", False),
            ("Indikator Kinerja Program (outcome)/Kegiatan (output)", False),
            (f"Target Renstra Perangkat Daerah pada akhir periode{akhir}", True),
            (f"Realisasi Capaian Kinerja Renstra s.d. Renja tahun lalu ({self.tahun - 1})", True),
            (f"Target Kinerja dan Anggaran Renja tahun berjalan ({self.tahun})", True),
            *((f"Realisasi Kinerja pada Triwulan {bahasa.romawi(n)}", True) for n in TRIWULAN),
            ("Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi", True),
            (f"Realisasi Kinerja dan Anggaran Renstra s.d. tahun {self.tahun}", True),
            (f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s.d. tahun {self.tahun} (%)", True),
            ("Unit Perangkat Daerah Penanggung Jawab", False),
            ("Keterangan", False),
        )

    @property
    def rumus_kolom(self) -> tuple[str, ...]:
        """The numbers under the heads, with the form's own formulas."""
        rumus = {12: "12", 13: "13 = 6 + 12", 14: "14 = 13 / 5 x 100"}
        return tuple(rumus.get(n, str(n)) for n in range(1, 17))

    @property
    def kaki(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What stands under the table: a heading and its lines."""
        serapan = KOSONG if self.serapan is None else bahasa.persen(self.serapan)
        sementara = " (sementara)" if self.rerata.sementara else ""
        return (
            ("Rata-rata capaian kinerja (%)", (f"K {self.rerata.persen_teks}{sementara}; Rp {serapan}",)),
            ("Predikat kinerja", (f"{self.rerata.kelas or KOSONG}{sementara if self.rerata.kelas else ''}",)),
            ("Faktor pendorong keberhasilan kinerja", self.pendorong),
            ("Faktor penghambat pencapaian kinerja", self.penghambat),
            ("Tindak lanjut yang diperlukan dalam triwulan berikutnya", self.tindak_lanjut_triwulan),
            ("Tindak lanjut yang diperlukan dalam Renja berikutnya", self.tindak_lanjut_renja),
        )
