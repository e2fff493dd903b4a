"""What the printed Rencana Aksi says, as strings ready to print (domain 1.8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from organisasi.bahasa import tanggal
from pelaporan.naskah.perencanaan import kepala_naskah, tanda_tangan_camat
from rencana_aksi.matriks import BarisMatriks


def naskah_rencana(tahun: int, baris: Sequence[BarisMatriks], hari_ini: date) -> dict[str, Any]:
    """The matrix of a year, with the signature of who holds the Camat's post today; one query besides the office's."""
    return {
        **kepala_naskah(),
        "tahun": str(tahun),
        "baris": [_baris(b) for b in baris],
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }


def _baris(b: BarisMatriks) -> dict[str, Any]:
    return {
        "induk": b.induk,
        "nama": b.nama,
        "satuan": b.satuan,
        "target_tahun": b.target_tahun_teks,
        "target_tw": [teks for _, teks in b.target_tw_teks],
        "langkah": b.langkah or "–",
        "data_dukung": list(b.data_dukung) or ["–"],
        "anggaran": b.anggaran_teks,
        "penanggung_jawab": b.penanggung_jawab or "–",
        "unit": b.unit,
    }
