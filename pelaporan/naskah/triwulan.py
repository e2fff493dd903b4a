"""The content of a quarterly report as plain frozen values, and its way into JSON and back.

A `Naskah` is what a report freezes: pages and PDF read only this. Percentages in percent, sizes in bytes, amounts in
the indicator's own unit. Texts of values are prepared here, so that screen and paper cannot differ (UX-75).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from kinerja.perhitungan import Keadaan
from organisasi import bahasa
from pelaporan.kode import kode_klaim
from rencana_aksi.models.capaian import Status

SIDIK_PENDEK = 12  # hexadecimal digits of a SHA-256 that are printed in a table; the annex has them all
FORMAT_RENSTRA = 2  # the first snapshots with the Renstra columns


@dataclass(frozen=True, slots=True)
class DataKantor:
    nama_pemda: str
    nama: str
    nama_singkat: str
    alamat: str
    kontak: str
    tempat: str
    contoh: bool


@dataclass(frozen=True, slots=True)
class Penandatangan:
    """Who signs, as printed that day; `jabatan` says Plt. or Plh. where it is so."""

    nama: str
    jabatan: str
    pangkat: str
    nip: str


@dataclass(frozen=True, slots=True)
class Dokumen:
    id: str
    slot: str
    jenis: str
    nama: str
    sha256: str
    ukuran: int
    nomor: str
    tanggal: date | None

    @property
    def ukuran_teks(self) -> str:
        return bahasa.ukuran(self.ukuran)

    @property
    def sidik_pendek(self) -> str:
        return self.sha256[:SIDIK_PENDEK]


@dataclass(frozen=True, slots=True)
class AnakTangga:
    """One standing rung of the ladder: what a desk made of the percentage."""

    meja: str
    tindakan: str
    dari: Decimal | None
    ke: Decimal | None
    dikoreksi: bool
    jenis_alasan: str
    alasan: str
    arahan: str
    dokumen: tuple[str, ...]
    nama: str
    jabatan: str
    rangkap: bool
    terlambat: int
    pada: datetime

    @property
    def dari_teks(self) -> str:
        return _persen(self.dari)

    @property
    def ke_teks(self) -> str:
        return _persen(self.ke)


@dataclass(frozen=True, slots=True)
class Baris:
    """One indicator in the quarter. `target` and `realisasi` are rolled up to this quarter.

    `persen_klaim` is what was claimed, `persen` what the last desk left of it; both None unless `keadaan` is terhitung.
    `kemajuan` is percent of `target_akhir`, the Renstra's last target, by the reported realisasi.
    """

    indikator_id: str
    capaian_id: str | None
    level: str
    nama: str
    satuan: str
    presisi: int
    sasaran: str
    kode_program: str
    program: str
    kode_kegiatan: str
    kegiatan: str
    kode_sub_kegiatan: str
    sub_kegiatan: str
    unit: str
    penanggung_jawab: str
    target_tahun: Decimal | None
    target_tahun_atas: Decimal | None
    target: Decimal | None
    target_atas: Decimal | None
    realisasi: Decimal | None
    keadaan: str
    rumus: str
    persen_klaim: Decimal | None
    persen: Decimal | None
    persen_tahun_lalu: Decimal | None
    kelas: str
    warna: str
    status: str
    status_teks: str
    meja: str
    terlambat: int
    tanggal_data: date | None
    analisis: str
    hambatan: str
    solusi: str
    tangga: tuple[AnakTangga, ...]
    dokumen: tuple[Dokumen, ...]
    slot_kosong: tuple[str, ...]
    # The Renstra columns of domain 1.7 (b); snapshots of format 1 have none.
    target_akhir: Decimal | None = None
    target_akhir_atas: Decimal | None = None
    kemajuan: Decimal | None = None

    @property
    def bertarget(self) -> bool:
        return self.keadaan != Keadaan.TANPA_TARGET

    @property
    def sah(self) -> bool:
        return self.status == Status.SAH

    @property
    def kode(self) -> str:
        """The short code of the claim, empty without one: the same on the page, in the tables and in the annex."""
        return kode_klaim(self.capaian_id) if self.capaian_id else ""

    @property
    def sementara(self) -> bool:
        """A figure that the Camat has not ratified: never shown without this word."""
        return self.persen is not None and not self.sah

    @property
    def koreksi(self) -> tuple[AnakTangga, ...]:
        return tuple(a for a in self.tangga if a.dikoreksi)

    @property
    def target_tahun_teks(self) -> str:
        return self._rentang(self.target_tahun, self.target_tahun_atas)

    @property
    def target_teks(self) -> str:
        return self._rentang(self.target, self.target_atas) if self.bertarget else Keadaan.TANPA_TARGET.label

    @property
    def realisasi_teks(self) -> str:
        if self.realisasi is not None:
            return bahasa.angka(self.realisasi, self.presisi)
        return Keadaan.BELUM_DIISI.label if self.bertarget else "–"

    @property
    def persen_klaim_teks(self) -> str:
        return self._persen_atau_keadaan(self.persen_klaim)

    @property
    def persen_teks(self) -> str:
        return self._persen_atau_keadaan(self.persen)

    @property
    def persen_tahun_lalu_teks(self) -> str:
        return _persen(self.persen_tahun_lalu)

    @property
    def target_akhir_teks(self) -> str:
        return "–" if self.target_akhir is None else self._rentang(self.target_akhir, self.target_akhir_atas)

    @property
    def kemajuan_teks(self) -> str:
        return _persen(self.kemajuan)

    @property
    def data_dukung_teks(self) -> str:
        """How many of the agreed documents are there: `2 dari 2`."""
        terisi = len({d.slot for d in self.dokumen})
        return f"{terisi} dari {terisi + len(self.slot_kosong)}"

    def _rentang(self, bawah: Decimal | None, atas: Decimal | None) -> str:
        if bawah is None:
            return Keadaan.TANPA_TARGET.label
        teks = bahasa.angka(bawah, self.presisi)
        return teks if atas is None else f"{teks} sampai {bahasa.angka(atas, self.presisi)}"

    def _persen_atau_keadaan(self, persen: Decimal | None) -> str:
        return Keadaan(self.keadaan).label if persen is None else bahasa.persen(persen)


@dataclass(frozen=True, slots=True)
class Rerata:
    """The capped mean of a group (domain 3.6). `sementara` when one of its figures is not ratified."""

    kode: str
    nama: str
    persen: Decimal | None
    kelas: str
    warna: str
    jumlah: int
    terhitung: int
    sah: int
    sementara: bool

    @property
    def persen_teks(self) -> str:
        return _persen(self.persen)


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """How the quarter stands, in numbers of indicators; `menunggu` is (place, number) in the order of the ladder."""

    jumlah: int
    bertarget: int
    sah: int
    belum_diisi: int
    terlambat: int
    terlambat_terlama: int
    menunggu: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KelasSkala:
    nama: str
    batas_bawah: Decimal
    warna: str

    @property
    def batas_teks(self) -> str:
        return bahasa.persen(self.batas_bawah, 0)


@dataclass(frozen=True, slots=True)
class WaktuTambahan:
    """An extension that a unit was given in the quarter, as the annex lists it."""

    unit: str
    indikator: str
    batas_baru: date
    berlaku_sampai: date
    alasan: str
    oleh: str
    keadaan: str


@dataclass(frozen=True, slots=True)
class RekapTriwulan:
    """One quarter of the whole office, read once."""

    tahun: int
    nomor: int
    tanggal: date
    batas_kirim: date
    ditutup: bool
    kantor: DataKantor
    baris: tuple[Baris, ...]
    per_sasaran: tuple[Rerata, ...]
    per_program: tuple[Rerata, ...]
    organisasi: Rerata
    ringkasan: Ringkasan
    skala: tuple[KelasSkala, ...]
    batas_rata_rata: Decimal
    tahun_akhir_renstra: int | None = None
    # Older snapshots have none.
    perpanjangan: tuple[WaktuTambahan, ...] = ()

    @property
    def judul(self) -> str:
        return bahasa.triwulan(self.nomor, self.tahun)

    @property
    def sampai(self) -> str:
        """Up to when targets and realisasi are rolled up, as the heads of columns say it."""
        return "akhir tahun" if self.nomor == bahasa.AKHIR_TAHUN else f"TW {bahasa.romawi(self.nomor)}"

    @property
    def iku(self) -> tuple[Baris, ...]:
        return tuple(b for b in self.baris if b.level == "iku")

    @property
    def pendukung(self) -> tuple[Baris, ...]:
        """Indicators of programs, kegiatan and sub kegiatan."""
        return tuple(b for b in self.baris if b.level != "iku")


@dataclass(frozen=True, slots=True)
class Naskah:
    """Everything that a report prints. `dibuat` is the moment of the snapshot, `format` the version of this shape."""

    format: int
    konsep: bool
    versi: int | None
    dibuat: datetime
    penandatangan: Penandatangan | None
    dasar_hukum: tuple[str, ...]
    rekap: RekapTriwulan

    @property
    def berkolom_renstra(self) -> bool:
        """Whether the Renstra columns are printed: an older report is printed again as it was."""
        return self.format >= FORMAT_RENSTRA

    @property
    def judul(self) -> str:
        return f"Laporan Kinerja {self.rekap.judul}"


def _persen(nilai: Decimal | None) -> str:
    return "–" if nilai is None else bahasa.persen(nilai)


def ke_json(nilai: Any) -> Any:
    """A value of this module as plain JSON: numbers with decimals as text, days and times as ISO 8601."""
    if is_dataclass(nilai):
        return {f.name: ke_json(getattr(nilai, f.name)) for f in fields(nilai)}
    if isinstance(nilai, tuple):
        return [ke_json(n) for n in nilai]
    if isinstance(nilai, Decimal):
        return str(nilai)
    return nilai.isoformat() if isinstance(nilai, date) else nilai


def dari_json(isi: dict[str, Any]) -> Naskah:
    """The Naskah that a snapshot holds."""
    return urai(Naskah, isi)


@cache
def _kolom(tipe: type) -> tuple[tuple[str, Any], ...]:
    petunjuk = get_type_hints(tipe)
    return tuple((f.name, petunjuk[f.name]) for f in fields(tipe))


def urai(tipe: Any, isi: Any) -> Any:
    """The value of a type that `ke_json` wrote: the way back for every naskah."""
    if isi is None:
        return None
    if is_dataclass(tipe):
        # What an older snapshot does not know keeps its default.
        return tipe(**{nama: urai(jenis, isi[nama]) for nama, jenis in _kolom(tipe) if nama in isi})
    if get_origin(tipe) is tuple:
        return tuple(urai(t, n) for t, n in zip(_tipe_butir(tipe, isi), isi, strict=True))
    if get_origin(tipe) is not None or NoneType in get_args(tipe):
        return urai(next(t for t in get_args(tipe) if t is not NoneType), isi)
    if tipe is Decimal:
        return Decimal(isi)
    return tipe.fromisoformat(isi) if tipe in (date, datetime) else isi


def _tipe_butir(tipe: Any, isi: Sequence[Any]) -> Sequence[Any]:
    butir = get_args(tipe)
    return [butir[0]] * len(isi) if butir[-1] is Ellipsis else butir


def sidik_snapshot(isi: dict[str, Any]) -> str:
    """SHA-256 (hex) of a snapshot in its one canonical writing."""
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()
