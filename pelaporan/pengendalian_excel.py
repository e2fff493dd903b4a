"""Rencana Pengendalian as a workbook: the steps in words, and the grid with the signs of the page."""

from organisasi.bahasa import BULAN
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from pelaporan.pengendalian import PEKAN, Pengendalian

TANDA = "□ direncanakan, ■ direncanakan dan terjadi, ● terjadi di luar rencana"
_KOLOM = (
    KolomTabel("No", Jenis.BULAT),
    KolomTabel("Kegiatan"),
    KolomTabel("Masa"),
    KolomTabel("Rencana"),
    KolomTabel("Kenyataan"),
    KolomTabel("Keadaan"),
    KolomTabel("Meleset (minggu)", Jenis.BULAT),
)
_KOLOM_KISI = (
    KolomTabel("No", Jenis.BULAT),
    KolomTabel("Kegiatan"),
    *(KolomTabel(f"{BULAN[bulan - 1][:3]} {minggu}", lebar=7) for bulan, minggu in PEKAN),
)


def buku_pengendalian(isi: Pengendalian) -> bytes:
    """Two sheets: the steps, and the grid of twelve months of four weeks."""
    judul = f"Rencana Pengendalian {isi.tahun}"
    langkah = (
        (satu.urutan, satu.nama, satu.masa, satu.rencana, satu.kenyataan, satu.teks, satu.meleset)
        for satu in isi.langkah
    )
    kisi = ((satu.urutan, satu.nama, *(sel.tanda or None for sel in satu.sel)) for satu in isi.kisi)
    return tulis_buku(
        [
            Tabel(judul, _KOLOM, langkah, (f"Keadaan pada {isi.kini}",)),
            Tabel(f"Kisi {isi.tahun}", _KOLOM_KISI, kisi, (TANDA,)),
        ]
    )
