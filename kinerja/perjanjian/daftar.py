"""The agreements of a year by unit: who has one, what it waits for, when all of them are due."""

from dataclasses import dataclass
from datetime import date

from kinerja.models import Dpa, PerjanjianKinerja
from kinerja.perjanjian.batas import batas_perjanjian
from organisasi.models import Jabatan


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One head of a unit with the versions of the year, newest first."""

    jabatan: Jabatan
    versi: tuple[PerjanjianKinerja, ...]

    @property
    def terakhir(self) -> PerjanjianKinerja | None:
        return self.versi[0] if self.versi else None

    @property
    def ditandatangani(self) -> bool:
        """Whether the year has a signed agreement, even while a revision is being drafted."""
        return any(p.terkunci for p in self.versi)

    @property
    def keadaan(self) -> str:
        """How far the agreement is, in words."""
        if self.terakhir is None:
            return "belum ada"
        if self.terakhir.terkunci:
            return self.terakhir.get_status_display()
        return "Draf perubahan" if self.ditandatangani else "Draf"

    @property
    def versi_teks(self) -> str:
        if self.terakhir is None:
            return "–"
        return f"Perubahan {self.terakhir.versi}" if self.terakhir.versi else "Murni"


@dataclass(frozen=True, slots=True)
class DaftarPerjanjian:
    tahun: int
    tanggal_dpa: date | None
    baris: tuple[BarisDaftar, ...]

    @property
    def batas(self) -> date:
        return batas_perjanjian(self.tahun, self.tanggal_dpa)

    @property
    def belum(self) -> int:
        """How many posts have no signed agreement yet."""
        return sum(not b.ditandatangani for b in self.baris)

    @property
    def kosong(self) -> bool:
        return not any(b.versi for b in self.baris)


def daftar_perjanjian(tahun: int) -> DaftarPerjanjian:
    """Every active head of a unit, and posts that are gone but have an agreement. Three queries."""
    per_jabatan: dict[int, list[PerjanjianKinerja]] = {}
    for p in PerjanjianKinerja.objects.filter(tahun=tahun).select_related("jabatan_pertama").order_by("-versi"):
        per_jabatan.setdefault(p.jabatan_pertama_id, []).append(p)
    pejabat = Jabatan.objects.exclude(tingkat=Jabatan.Tingkat.PELAKSANA).select_related("unit")
    baris = [BarisDaftar(j, tuple(per_jabatan.get(j.pk, ()))) for j in pejabat if j.aktif or j.pk in per_jabatan]
    dpa = Dpa.objects.filter(tahun=tahun).first()
    return DaftarPerjanjian(tahun, dpa.tanggal if dpa else None, tuple(baris))
