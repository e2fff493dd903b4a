"""Open follow-ups of recommendations as matters to be reminded of, on their own days (R-43)."""

from datetime import date

from pelaporan.pengingat.jadwal import JADWAL_TINDAK_LANJUT
from pelaporan.pengingat.urusan import Pejabat, Urusan
from pelaporan.tindak_lanjut import JatuhTempo, jatuh_tempo

AWALAN = "rekomendasi:"


def urusan_tindak_lanjut(hari_ini: date, pejabat: Pejabat) -> list[Urusan]:
    """The follow-ups that have reached a stage, each with who holds the owning post today. One query."""
    return [_urusan(j, pejabat) for j in jatuh_tempo(hari_ini)]


def _urusan(j: JatuhTempo, pejabat: Pejabat) -> Urusan:
    pemilik = pejabat.di_jabatan(j.jabatan_id)
    return Urusan(
        objek=f"{AWALAN}{j.public_id}",
        judul=f"Tindak lanjut: {j.uraian}",
        batas=j.batas,
        tautan=j.alamat,
        unit_id=j.unit_id,
        kelompok="Tindak lanjut",
        jadwal=JADWAL_TINDAK_LANJUT,
        **pejabat.pihak([pemilik] if pemilik else []),
    )
