"""Two versions of a Perjanjian Kinerja side by side: what was added, taken out, changed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kinerja.models import PerjanjianKinerja
from kinerja.perjanjian.naskah import pihak_tercetak, target_teks
from organisasi import bahasa

TETAP, BERUBAH, BARU, DIHAPUS = "tetap", "berubah", "baru", "dihapus"
_WARNA = {TETAP: "netral", BERUBAH: "aksi", BARU: "baik", DIHAPUS: "buruk"}


@dataclass(frozen=True, slots=True)
class Beda:
    """One line: `apa` with its value in the old and the new version; an empty side is not in that version."""

    apa: str
    lama: str
    baru: str

    @property
    def keadaan(self) -> str:
        if not self.lama:
            return BARU
        if not self.baru:
            return DIHAPUS
        return TETAP if self.lama == self.baru else BERUBAH

    @property
    def warna(self) -> str:
        return _WARNA[self.keadaan]


@dataclass(frozen=True, slots=True)
class BedaPerjanjian:
    """Everything that a revision may change; budget lines in Rupiah, met by their code."""

    pihak: tuple[Beda, ...]
    target: tuple[Beda, ...]
    anggaran: tuple[Beda, ...]

    @property
    def berubah(self) -> int:
        return sum(b.keadaan != TETAP for b in (*self.pihak, *self.target, *self.anggaran))


def bandingkan(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> BedaPerjanjian:
    """Compare two versions, rows in the order of the new one, what is gone at the end. Both of `perjanjian_lengkap`."""
    return BedaPerjanjian(
        pihak=tuple(
            Beda(apa, f"{a.nama}, {a.jabatan}", f"{b.nama}, {b.jabatan}")
            for apa, a, b in zip(
                ("Pihak pertama", "Pihak kedua"), pihak_tercetak(lama), pihak_tercetak(baru), strict=True
            )
        ),
        target=tuple(_sandingkan(lama.baris.all(), baru.baris.all(), kunci=lambda b: b.indikator_id, teks=_teks_baris)),
        anggaran=tuple(_sandingkan(lama.anggaran.all(), baru.anggaran.all(), kunci=lambda a: a.kode, teks=_teks_pagu)),
    )


def _teks_baris(baris) -> tuple[str, str]:
    return baris.nama_indikator, f"{target_teks(baris)} – {baris.sasaran}"


def _teks_pagu(anggaran) -> tuple[str, str]:
    return str(anggaran), f"{bahasa.rupiah(anggaran.jumlah)} {anggaran.keterangan}".strip()


def _sandingkan(lama: Iterable, baru: Iterable, *, kunci: Callable, teks: Callable) -> Iterator[Beda]:
    tinggal = {kunci(satu): satu for satu in lama}
    for satu in baru:
        apa, isi = teks(satu)
        sebelum = tinggal.pop(kunci(satu), None)
        yield Beda(apa, teks(sebelum)[1] if sebelum else "", isi)
    for satu in tinggal.values():
        apa, isi = teks(satu)
        yield Beda(apa, isi, "")
