"""The annual report's data as a workbook, attached to its PDF, and the human text as its snapshot keeps it."""

from collections.abc import Iterator, Sequence

from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from pelaporan import narasi
from pelaporan.lkjip_bab import susun_lkjip
from pelaporan.lkjip_blok import Angka, Baris, Sel, semua
from pelaporan.lkjip_blok import Tabel as TabelLkjip
from pelaporan.naskah.tahunan import BagianNarasi, NaskahTahunan


def narasi_naskah(tahun: int) -> tuple[BagianNarasi, ...]:
    """What people wrote for a year, its numbers resolved as they stand now."""
    return tuple(BagianNarasi(b.kunci, b.judul, b.wajib, b.teks) for b in narasi.bagian(tahun))


def buku_lkjip(naskah: NaskahTahunan) -> bytes:
    """Every table of the report as a sheet; numbers stay numbers. The same snapshot gives the same bytes."""
    return tulis_buku([_lembar(t) for t in semua(susun_lkjip(naskah), TabelLkjip)])


def _lembar(tabel: TabelLkjip) -> Tabel:
    kolom = [KolomTabel(k.judul, k.jenis) for k in tabel.kolom]
    return Tabel(tabel.nama, kolom, list(_baris(len(kolom), tabel.baris)))


def _baris(lebar: int, baris: Sequence[Baris]) -> Iterator[list[object]]:
    """The rows spread over all columns: a cell that spans several leaves the others empty."""
    for satu in baris:
        pertama, *lain = (_nilai(sel) for sel in satu.isi)
        kosong = [""] * (satu.rentang - 1)
        isi = [pertama, *kosong, *lain]
        yield isi + [""] * (lebar - len(isi))


def _nilai(sel: Sel) -> object:
    return sel.nilai if isinstance(sel, Angka) else sel
