"""What the printed Bukti SAKIP says, as strings ready to print (domain 2.5)."""

from datetime import date
from typing import Any

from organisasi.bahasa import tanggal
from pelaporan.bukti import BarisKriteria, BuktiSakip, SkorKomponen
from pelaporan.naskah.perencanaan import kepala_naskah, tanda_tangan_camat


def naskah_bukti(isi: BuktiSakip, hari_ini: date) -> dict[str, Any]:
    """Scores, criteria in their order, and the register, with the signature of the Camat's post; two queries."""
    predikat, nama = isi.predikat
    return {
        **kepala_naskah(),
        "tahun": str(isi.tahun),
        "dasar": isi.dasar,
        "nilai": isi.nilai_teks,
        "predikat": f"{predikat} ({nama})",
        "belum_dinilai": str(isi.belum_dinilai) if isi.belum_dinilai else "",
        "jumlah": str(len(isi.baris)),
        "celah": [f"{celah.teks} {jumlah}" for celah, jumlah in isi.jumlah_celah()],
        "komponen": [_komponen(satu) for satu in isi.komponen],
        "dokumen": [
            {
                "jenis": d.get_jenis_display(),
                "judul": d.judul,
                "nomor": d.nomor or "–",
                "tanggal": tanggal(d.tanggal) if d.tanggal else "–",
                "sidik": d.berkas.sha256,
            }
            for d in isi.dokumen
        ],
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }


def _komponen(komponen: SkorKomponen) -> dict[str, Any]:
    return {
        "nama": f"{komponen.urutan}. {komponen.nama}",
        "bobot": komponen.bobot_teks,
        "nilai": komponen.nilai_teks,
        "sub": [
            {
                "nama": sub.nama,
                "bobot": sub.bobot_teks,
                "nilai": sub.nilai_teks,
                "dinilai": f"{sub.dinilai} dari {len(sub.baris)}",
                "baris": [_baris(satu) for satu in sub.baris],
            }
            for sub in komponen.sub
        ],
    }


def _baris(baris: BarisKriteria) -> dict[str, Any]:
    return {
        "kode": baris.kode,
        "uraian": baris.kriteria.uraian,
        "peringkat": baris.penilaian.peringkat if baris.penilaian else "–",
        "catatan": baris.penilaian.catatan if baris.penilaian else "",
        "celah": baris.celah.teks,
        "bukti": [f"{butir.teks} ({butir.derajat.value})" for butir in baris.otomatis],
        "dokumen": [dokumen.judul for dokumen in baris.dokumen],
    }
