"""What lies where in a package: every indicator of a report with its documents, as plain values. No database.

A path in the package has at most 120 bytes and is safe on Windows, so that it can be unpacked on any PC.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from organisasi.gerbang import nama_bersih
from pelaporan.naskah.tahunan import Bukti
from pelaporan.naskah.triwulan import Baris, Dokumen, RekapTriwulan, urai
from rencana_aksi.models import SyaratDataDukung

PANJANG_FOLDER, PANJANG_BERKAS = 45, 74  # bytes: file systems count those
PANJANG_EKSTENSI = 10
TANGGA = "00_Tangga penilaian.html"
DAFTAR, INDEKS, MANIFES = "DAFTAR.xlsx", "index.html", "SHA256SUMS.txt"
# As a snapshot writes them: bank accounts and names, not for everyone.
JENIS_TERBATAS = frozenset({SyaratDataDukung.Jenis.SP2D.label, SyaratDataDukung.Jenis.REKENING_KELOMPOK.label})
_TERLARANG = re.compile(r'[<>:"/\\|?*]')  # in a name on Windows


@dataclass(frozen=True, slots=True)
class Lampiran:
    """A document of an indicator; `jalur` is empty for one that is listed and left out."""

    dokumen: Dokumen
    masa: str
    pengunggah: str
    penilaian: str
    terbatas: bool
    jalur: str

    @property
    def tautan(self) -> str:
        """From the package's own root."""
        return quote(self.jalur)

    @property
    def tautan_dekat(self) -> str:
        """From the page of the ladder, which lies beside it."""
        return quote(self.jalur.rpartition("/")[2])

    @property
    def nama(self) -> str:
        return nama_bersih(self.dokumen.nama)

    @property
    def slot(self) -> str:
        return f"{self.masa}: {self.dokumen.slot}" if self.masa else self.dokumen.slot

    @property
    def keadaan(self) -> str:
        if self.jalur:
            return "Disertakan, terbatas" if self.terbatas else "Disertakan"
        return "Terbatas, tidak disertakan"


@dataclass(frozen=True, slots=True)
class FolderIndikator:
    """One indicator; `baris` is None for documents of a claim that the report has no row of."""

    nomor: str
    nama: str
    folder: str
    baris: Baris | None
    lampiran: tuple[Lampiran, ...]

    @property
    def tangga(self) -> str:
        return f"{self.folder}/{TANGGA}"

    @property
    def tautan(self) -> str:
        return quote(self.tangga)

    @property
    def disertakan(self) -> int:
        return sum(bool(satu.jalur) for satu in self.lampiran)


def nama_aman(nama: str, panjang: int) -> str:
    """A name that Windows takes, at most `panjang` bytes long, its ending kept.

    The caller puts a number first: that keeps it from being a device (`CON`) and from standing twice in a folder.
    """
    bersih = nama_bersih(_TERLARANG.sub("_", nama)).strip(". ")
    pangkal, titik, ekstensi = bersih.rpartition(".")
    if not titik or len(ekstensi) > PANJANG_EKSTENSI:
        return _potong(bersih, panjang)
    return f"{_potong(pangkal, panjang - 1 - len(ekstensi.encode()))}.{ekstensi}"


def _potong(teks: str, panjang: int) -> str:
    return teks.encode()[:panjang].decode(errors="ignore").rstrip(". ")


def folder_paket(snapshot: dict[str, Any], keterangan: dict[str, Any], *, terbatas: bool) -> list[FolderIndikator]:
    """Every indicator of a report's snapshot, in its order; with `terbatas` the restricted documents too (R-24).

    `keterangan` has, by the id of a document, what the snapshot does not say (`paket.keterangan_dokumen`).
    """
    baris = urai(RekapTriwulan, snapshot["rekap"]).baris
    milik: dict[str, list[Bukti]] = defaultdict(list)
    for kunci, bukti in _bukti(baris, snapshot, keterangan):
        milik[kunci].append(bukti)
    dikenal = {b.indikator_id for b in baris}
    isi = [(b.nama, b, milik.get(b.indikator_id, [])) for b in baris]
    isi += [(bukti[0].indikator, None, bukti) for kunci, bukti in milik.items() if kunci not in dikenal]
    return [
        _folder(_nomor(n, len(isi)), nama, b, [_Bahan(satu, keterangan, terbatas) for satu in bukti])
        for n, (nama, b, bukti) in enumerate(isi, start=1)
    ]


def _nomor(n: int, jumlah: int) -> str:
    return f"{n:0{max(2, len(str(jumlah)))}}"


def _bukti(baris: Sequence[Baris], snapshot: dict[str, Any], keterangan: dict[str, Any]) -> Iterator[tuple[str, Bukti]]:
    """Each document with its indicator's id; a report that lists those of every period has all of these."""
    if "bukti" not in snapshot:
        yield from ((b.indikator_id, Bukti(b.nama, "", d)) for b in baris for d in b.dokumen)
        return
    for bukti in urai(tuple[Bukti, ...], snapshot["bukti"]):
        yield keterangan.get(bukti.dokumen.id, {}).get("indikator", bukti.indikator), bukti


@dataclass(frozen=True, slots=True)
class _Bahan:
    bukti: Bukti
    keterangan: dict[str, Any]
    disertakan: bool

    def lampiran(self, folder: str, nomor: str) -> Lampiran:
        dokumen, lebih = self.bukti.dokumen, self.keterangan.get(self.bukti.dokumen.id, {})
        terbatas = dokumen.jenis in JENIS_TERBATAS
        nama = nama_aman(f"{nomor}_{nama_bersih(dokumen.nama)}", PANJANG_BERKAS)
        return Lampiran(
            dokumen=dokumen,
            masa=self.bukti.masa,
            pengunggah=lebih.get("pengunggah", ""),
            penilaian=lebih.get("penilaian", ""),
            terbatas=terbatas,
            jalur="" if terbatas and not self.disertakan else f"{folder}/{nama}",
        )


def _folder(nomor: str, nama: str, baris: Baris | None, bahan: Sequence[_Bahan]) -> FolderIndikator:
    # Its own dots go: what stands behind the last one is no ending here.
    folder = nama_aman(f"{nomor}_{nama.replace('.', '_')}", PANJANG_FOLDER)
    lampiran = (b.lampiran(folder, _nomor(n, len(bahan))) for n, b in enumerate(bahan, start=1))
    return FolderIndikator(nomor=nomor, nama=nama, folder=folder, baris=baris, lampiran=tuple(lampiran))
