"""The register as a workbook: what its page has read, nothing is computed here."""

from collections.abc import Sequence
from datetime import date

from organisasi.bahasa import tanggal
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel
from pelaporan.naskah.tindak_lanjut import hasil
from pelaporan.tindak_lanjut import Butir

_KOLOM = (
    KolomTabel("No", Jenis.BULAT, lebar=6),
    KolomTabel("Sumber"),
    KolomTabel("Asal", lebar=40),
    KolomTabel("Rekomendasi", lebar=50),
    KolomTabel("Penanggung jawab", lebar=30),
    KolomTabel("Unit kerja", lebar=30),
    KolomTabel("Tanggal rekomendasi"),
    KolomTabel("Tanggal diterima"),
    KolomTabel("Batas"),
    KolomTabel("Bentuk", kosong="belum dipilih"),
    KolomTabel("Rencana", kosong="belum ditulis", lebar=50),
    KolomTabel("Hasil", kosong="–", lebar=40),
    KolomTabel("Status"),
    KolomTabel("Hari", kosong="–", lebar=30),
    KolomTabel("Lewat batas (hari)", Jenis.BULAT),
)


def buku_tindak_lanjut(butir: Sequence[Butir], saringan: str, hari_ini: date) -> bytes:
    """The items of the page with the day on which they stood so, and what they were narrowed to."""
    keterangan = (f"Keadaan pada {tanggal(hari_ini)}", *([f"Saringan: {saringan}"] if saringan else []))
    return tulis_tabel("Tindak lanjut", _KOLOM, map(_baris, butir), keterangan=keterangan)


def _baris(b: Butir) -> tuple[object, ...]:
    r = b.rekomendasi
    return (
        *(b.nomor, r.get_sumber_display(), b.asal, r.uraian),
        *(r.penanggung_jawab.nama, r.penanggung_jawab.unit.nama, r.tanggal, r.diterima, r.batas),
        *(r.get_bentuk_display() or None, r.rencana or None, hasil(r) or None),
        *(b.status, b.hari or None, b.terlambat),
    )
