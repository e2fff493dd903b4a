"""The human text of a year's annual report as pages and documents read it: sections, gaps, progress.

Texts of people and automatic sentences never meet in one field: whatever is generated anew leaves these rows alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from kinerja.models import Sasaran
from kinerja.renstra import renstra_untuk
from pelaporan.models import Narasi
from pelaporan.narasi_bagian import Letak, letak_bagian
from pelaporan.narasi_token import DaftarAngka, daftar_angka


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section of the annual report, its numbers resolved. `teks` is plain text and has to be escaped.

    `kunci` names it within the year (`sebab-2`), `kode` without the sasaran (`sebab`). `dibawa_dari` is the year that
    the text was carried over from and not edited since. `keluhan` says what in it cannot be printed yet.
    """

    kunci: str
    kode: str
    sasaran_id: int | None
    bab: str
    judul: str
    petunjuk: str
    wajib: bool
    teks: str
    dibawa_dari: int | None
    keluhan: tuple[str, ...]
    url: str

    @property
    def kosong(self) -> bool:
        return not self.teks.strip()

    @property
    def selesai(self) -> bool:
        """Whether nothing in this section keeps the report from being final."""
        return not self.keluhan and not (self.wajib and self.kosong)

    @property
    def paragraf(self) -> tuple[str, ...]:
        """Every line that says something is a paragraph."""
        return paragraf(self.teks)


@dataclass(frozen=True, slots=True)
class KekuranganNarasi:
    """What keeps the annual report from being final, and the page that mends it."""

    judul: str
    kalimat: str
    url: str


@dataclass(frozen=True, slots=True)
class KemajuanNarasi:
    """How many of the obligatory sections are ready."""

    selesai: int
    wajib: int

    @property
    def persen(self) -> int:
        return 100 * self.selesai // self.wajib

    def __str__(self) -> str:
        return f"{self.selesai} dari {self.wajib} bagian wajib terisi"


def paragraf(teks: str) -> tuple[str, ...]:
    return tuple(baris.strip() for baris in teks.splitlines() if baris.strip())


def letak_tahun(tahun: int) -> list[Letak]:
    """The sections of a year in printed order. Two queries."""
    return letak_bagian(sasaran_tahun(tahun))


def sasaran_tahun(tahun: int) -> list[Sasaran]:
    renstra = renstra_untuk(tahun)
    return list(renstra.sasaran.order_by("urutan")) if renstra else []


def narasi_tahun(tahun: int) -> dict[tuple[str, int | None], Narasi]:
    """The rows of a year by section and sasaran, with who holds them. One query."""
    baris = Narasi.objects.filter(tahun=tahun).select_related("pemegang", "disunting_oleh")
    return {(n.bagian, n.sasaran_id): n for n in baris}


def bagian(tahun: int) -> list[Bagian]:
    """Every section of a year's annual report in printed order. A number of queries that never grows."""
    return susun_bagian(tahun, letak_tahun(tahun), narasi_tahun(tahun), daftar_angka(tahun))


def susun_bagian(
    tahun: int, letak: Sequence[Letak], narasi: Mapping[tuple[str, int | None], Narasi], angka: DaftarAngka
) -> list[Bagian]:
    """The same from rows that were read already. No query."""
    return [satu_bagian(tahun, satu, narasi.get((satu.jenis.kode, satu.sasaran_id)), angka) for satu in letak]


def satu_bagian(tahun: int, letak: Letak, narasi: Narasi | None, angka: DaftarAngka) -> Bagian:
    teks = narasi.teks if narasi else ""
    keluhan = angka.keluhan(teks)
    if tanpa := angka.tanpa_nilai(teks):
        keluhan.append(f"Belum ada data untuk {', '.join(tanpa)}.")
    return Bagian(
        kunci=letak.kunci,
        kode=letak.jenis.kode,
        sasaran_id=letak.sasaran_id,
        bab=letak.jenis.bab,
        judul=letak.judul,
        petunjuk=letak.jenis.petunjuk,
        wajib=letak.jenis.wajib,
        teks=angka.terurai(teks),
        dibawa_dari=narasi.dibawa_dari if narasi else None,
        keluhan=tuple(keluhan),
        url=reverse("narasi_bagian", args=[tahun, letak.kunci]),
    )


def kekurangan_narasi(tahun: int) -> list[KekuranganNarasi]:
    """Every section that keeps the annual report from being final; empty when the texts are ready."""
    return kekurangan(bagian(tahun))


def kekurangan(semua: Sequence[Bagian]) -> list[KekuranganNarasi]:
    """The same from sections that were read already. No query."""
    hasil = []
    for satu in semua:
        if satu.wajib and satu.kosong:
            hasil.append(KekuranganNarasi(satu.judul, "Bagian wajib ini belum diisi.", satu.url))
        hasil += [KekuranganNarasi(satu.judul, kalimat, satu.url) for kalimat in satu.keluhan]
    return hasil


def kemajuan(semua: Sequence[Bagian]) -> KemajuanNarasi:
    wajib = [satu for satu in semua if satu.wajib]
    return KemajuanNarasi(sum(satu.selesai for satu in wajib), len(wajib))
