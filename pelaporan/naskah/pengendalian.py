"""What the printed Rencana Pengendalian says, as strings ready to print: one landscape page (UX-29)."""

from datetime import date
from itertools import groupby
from typing import Any

from organisasi.bahasa import BULAN, tanggal
from pelaporan.naskah.perencanaan import kepala_naskah, tanda_tangan_camat
from pelaporan.pengendalian import BarisKisi, Keadaan, Langkah, Pengendalian


def naskah_pengendalian(isi: Pengendalian, hari_ini: date) -> dict[str, Any]:
    """The grid of a year with each activity's slip, and the signature of who holds the Camat's post; two queries."""
    langkah = {urutan: list(satu) for urutan, satu in groupby(isi.langkah, key=lambda s: s.urutan)}
    return {
        **kepala_naskah(),
        "tahun": str(isi.tahun),
        "kini": isi.kini,
        "bulan": [nama[:3] for nama in BULAN],
        "baris": [_baris(satu, langkah.get(satu.urutan, []), isi.tahun) for satu in isi.kisi],
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }


def _baris(baris: BarisKisi, langkah: list[Langkah], tahun: int) -> dict[str, Any]:
    return {
        "urutan": str(baris.urutan),
        "nama": baris.nama,
        "sel": [{"minggu": str(s.minggu), "tanda": s.tanda, "rencana": s.rencana, "kini": s.kini} for s in baris.sel],
        "keadaan": _ringkas(langkah, tahun),
    }


def _ringkas(langkah: list[Langkah], tahun: int) -> str:
    """The slips of an activity in weeks, what is still open first; two lines at most, for it all stays on one page."""
    bagian = [
        f"{kata}: {daftar_slip} minggu"
        for keadaan, kata in ((Keadaan.LEWAT, "belum selesai, lewat"), (Keadaan.TERLAMBAT, "selesai, terlambat"))
        if (daftar_slip := ", ".join(_slip(satu, tahun) for satu in langkah if satu.keadaan == keadaan))
    ]
    if bagian:
        return "; ".join(bagian)
    return "sesuai rencana" if any(satu.keadaan == Keadaan.TEPAT for satu in langkah) else "–"


def _slip(langkah: Langkah, tahun: int) -> str:
    masa = langkah.masa.replace("Triwulan", "TW").removesuffix(f" {tahun}")
    return str(langkah.meleset) if masa.startswith("Tahun") else f"{masa} {langkah.meleset}"
