"""The content of the annual report as plain frozen values, and its way into JSON and back.

Percentages in percent, money in Rupiah, targets and realisasi in the indicator's own unit. None is what nobody has
entered, which is not 0. The sentences of the machine (`kalimat`) and those of people (`narasi`) are kept apart.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kinerja.perhitungan import NOL, Efisiensi, efisiensi
from organisasi import bahasa
from pelaporan.naskah.triwulan import (
    AnakTangga,
    Baris,
    Dokumen,
    Penandatangan,
    RekapTriwulan,
    Rerata,
    urai,
)

FORMAT = 1
KOSONG = "–"


@dataclass(frozen=True, slots=True)
class Pengaturan:
    """The settings of the year as they stood; margins in millimetres."""

    label: str
    kepanjangan: str
    kertas: str
    atas: int
    kanan: int
    bawah: int
    kiri: int
    kop: str
    dasar_hukum: tuple[str, ...]
    halaman_reviu: bool


@dataclass(frozen=True, slots=True)
class TargetSetahun:
    tahun: int
    nilai: Decimal | None
    atas: Decimal | None

    def teks(self, presisi: int) -> str:
        if self.nilai is None:
            return KOSONG
        bawah = bahasa.angka(self.nilai, presisi)
        return bawah if self.atas is None else f"{bawah} sampai {bahasa.angka(self.atas, presisi)}"


@dataclass(frozen=True, slots=True)
class Lampau:
    """What an IKU reached in a past year, as the Camat ratified it."""

    target: TargetSetahun
    realisasi: Decimal
    persen: Decimal
    kelas: str

    @property
    def tahun(self) -> int:
        return self.target.tahun


@dataclass(frozen=True, slots=True)
class Berkala:
    """One quarter of an IKU. `persen` as its desk left it, rolled up to that quarter; `sah` when it is ratified."""

    nomor: int
    target: Decimal | None
    atas: Decimal | None
    realisasi: Decimal | None
    persen: Decimal | None
    sah: bool
    analisis: str
    hambatan: str
    solusi: str


@dataclass(frozen=True, slots=True)
class KalimatIku:
    """The machine's sentences on one IKU, by the analyses of domain 1.6."""

    capaian: tuple[str, ...]
    perbandingan: tuple[str, ...]
    renstra: tuple[str, ...]
    nasional: tuple[str, ...]
    sebab: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Iku:
    """One IKU of the year: `baris` is its claim of the whole year, `riwayat` the past ones, oldest first."""

    baris: Baris
    definisi: str
    formula: str
    sumber_data: str
    awal: Decimal | None
    tahun_awal: int | None
    acuan: Decimal | None
    sumber_acuan: str
    renstra: tuple[TargetSetahun, ...]
    riwayat: tuple[Lampau, ...]
    berkala: tuple[Berkala, ...]
    kalimat: KalimatIku

    def angka(self, nilai: Decimal | None) -> str:
        """A value of this indicator with its own decimals."""
        return KOSONG if nilai is None else bahasa.angka(nilai, self.baris.presisi)

    @property
    def awal_teks(self) -> str:
        if self.awal is None:
            return KOSONG
        return f"{self.angka(self.awal)} ({self.tahun_awal})" if self.tahun_awal else self.angka(self.awal)


@dataclass(frozen=True, slots=True)
class Uang:
    """A program, kegiatan or sub kegiatan and its money; `tingkat` is one of those words."""

    tingkat: str
    kode: str
    nama: str
    murni: Decimal | None
    perubahan: Decimal | None
    pagu: Decimal | None
    realisasi_tw: tuple[Decimal | None, ...]
    realisasi: Decimal | None

    @property
    def serapan(self) -> Decimal | None:
        return efisiensi(None, self.pagu, self.realisasi).serapan

    @property
    def sisa(self) -> Decimal | None:
        return None if self.pagu is None else self.pagu - (self.realisasi or NOL)

    def efisiensi(self, capaian: Decimal | None) -> Efisiensi:
        """Achievement (percent) set against absorption (domain 3.8)."""
        return efisiensi(capaian, self.pagu, self.realisasi)


@dataclass(frozen=True, slots=True)
class SasaranTahunan:
    """A sasaran strategis with its IKU, the programs behind it and their money summed."""

    urutan: int
    uraian: str
    tujuan: str
    rerata: Rerata
    iku: tuple[Iku, ...]
    kode_program: tuple[str, ...]
    uang: Uang
    kalimat_efisiensi: tuple[str, ...]
    kalimat_program: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renstra:
    nama: str
    visi: str
    misi: tuple[str, ...]
    tujuan: tuple[str, ...]
    tahun_target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BarisPk:
    sasaran: str
    indikator: str
    target: str


@dataclass(frozen=True, slots=True)
class UangPk:
    nama: str
    jumlah: Decimal
    keterangan: str


@dataclass(frozen=True, slots=True)
class Pk:
    """A signed Perjanjian Kinerja of the Camat; version 0 is murni."""

    versi: int
    judul: str
    tanggal: date | None
    pertama: str
    kedua: str
    sidik: str
    baris: tuple[BarisPk, ...]
    anggaran: tuple[UangPk, ...]


@dataclass(frozen=True, slots=True)
class BarisRencana:
    """A line of the Rencana Aksi (domain 1.8) in ready words."""

    induk: str
    nama: str
    satuan: str
    target_tahun: str
    target_tw: tuple[str, ...]
    langkah: str
    data_dukung: tuple[str, ...]
    penanggung_jawab: str
    unit: str


@dataclass(frozen=True, slots=True)
class AnggotaTim:
    nama: str
    nip: str
    jabatan: str
    fungsi: str


@dataclass(frozen=True, slots=True)
class Tim:
    nomor: str
    tanggal: date | None
    anggota: tuple[AnggotaTim, ...]


@dataclass(frozen=True, slots=True)
class Kursi:
    """A post of the office and who held it on the last day of the year; `nama` empty while vacant."""

    unit: str
    jabatan: str
    nama: str
    golongan: str


@dataclass(frozen=True, slots=True)
class Kelompok:
    """How many employees share a feature: golongan, kind of employment, sex."""

    menurut: str
    nama: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class SumberDaya:
    """A row of a small table that people fill in; `luas` in square kilometres."""

    tabel: str
    uraian: str
    jumlah: int | None
    luas: Decimal | None
    keterangan: str


@dataclass(frozen=True, slots=True)
class Bukti:
    """A document that stands behind a claim; `masa` is the period it proves."""

    indikator: str
    masa: str
    dokumen: Dokumen


@dataclass(frozen=True, slots=True)
class Koreksi:
    indikator: str
    masa: str
    langkah: AnakTangga


@dataclass(frozen=True, slots=True)
class ButirTindakLanjut:
    asal: str
    lhe: bool
    uraian: str
    penanggung_jawab: str
    tindak_lanjut: str
    batas: date
    status: str


@dataclass(frozen=True, slots=True)
class BagianNarasi:
    """What a person wrote for a section; tokens are already replaced by the figures of the year."""

    kunci: str
    judul: str
    wajib: bool
    teks: str

    @property
    def kosong(self) -> bool:
        return not self.teks.strip()


@dataclass(frozen=True, slots=True)
class NaskahTahunan:
    """Everything that the annual report prints. `templat` is the version of its layout."""

    format: int
    templat: int
    konsep: bool
    versi: int | None
    dibuat: datetime
    penandatangan: Penandatangan | None
    pengaturan: Pengaturan
    rekap: RekapTriwulan
    renstra: Renstra | None
    sasaran: tuple[SasaranTahunan, ...]
    uang: tuple[Uang, ...]
    uang_total: Uang
    pk: tuple[Pk, ...]
    rencana: tuple[BarisRencana, ...]
    tim: Tim | None
    kursi: tuple[Kursi, ...]
    pegawai: tuple[Kelompok, ...]
    sumber_daya: tuple[SumberDaya, ...]
    bukti: tuple[Bukti, ...]
    koreksi: tuple[Koreksi, ...]
    tindak_lanjut: tuple[ButirTindakLanjut, ...]
    narasi: tuple[BagianNarasi, ...]
    kalimat_ikhtisar: tuple[str, ...]
    kalimat_anggaran: tuple[str, ...]
    perubahan: tuple[str, ...]

    @property
    def tahun(self) -> int:
        return self.rekap.tahun

    @property
    def judul(self) -> str:
        return f"{self.pengaturan.label} Tahun {self.tahun}"

    @property
    def kantor(self) -> str:
        """The office as the kop prints it."""
        return self.pengaturan.kop or self.rekap.kantor.nama

    def narasi_bagian(self, kunci: str) -> BagianNarasi | None:
        return next((b for b in self.narasi if b.kunci == kunci), None)


def dari_json(isi: dict[str, Any]) -> NaskahTahunan:
    """The NaskahTahunan that a snapshot holds."""
    return urai(NaskahTahunan, isi)
