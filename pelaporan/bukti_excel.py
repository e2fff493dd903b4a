"""Bukti SAKIP as a workbook for the evaluator: scores, criteria with their evidence, and the document register."""

from collections.abc import Iterator

from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from pelaporan.bukti import BarisKriteria, BuktiSakip
from pelaporan.models import DokumenSakip

_KOLOM_NILAI = (
    KolomTabel("Komponen"),
    KolomTabel("Sub-komponen", kosong="jumlah komponen"),
    KolomTabel("Bobot", Jenis.ANGKA),
    KolomTabel("Nilai mandiri", Jenis.ANGKA),
    KolomTabel("Kriteria dinilai", Jenis.BULAT, kosong="–"),
    KolomTabel("Kriteria", Jenis.BULAT, kosong="–"),
)
_KOLOM_KRITERIA = (
    KolomTabel("Kode"),
    KolomTabel("Kriteria"),
    KolomTabel("Keadaan"),
    KolomTabel("Peringkat", kosong="belum dinilai"),
    KolomTabel("Nilai", Jenis.BULAT, kosong="–"),
    KolomTabel("Catatan", kosong="–"),
    KolomTabel("Bukti dari sistem", kosong="–"),
    KolomTabel("Dokumen", kosong="–"),
)
_KOLOM_DOKUMEN = (
    KolomTabel("Jenis"),
    KolomTabel("Judul"),
    KolomTabel("Nomor", kosong="–"),
    KolomTabel("Tanggal", kosong="–"),
    KolomTabel("Kriteria", kosong="–"),
    KolomTabel("Berkas"),
    KolomTabel("SHA-256"),
)


def buku_bukti(isi: BuktiSakip) -> bytes:
    """Three sheets."""
    predikat, nama = isi.predikat
    keterangan = [isi.dasar, f"Nilai mandiri {isi.nilai_teks}, predikat {predikat} ({nama})"]
    if isi.belum_dinilai:
        keterangan.append(f"Sementara: {isi.belum_dinilai} dari {len(isi.baris)} kriteria belum dinilai.")
    return tulis_buku(
        [
            Tabel(f"Nilai {isi.tahun}", _KOLOM_NILAI, _nilai(isi), keterangan),
            Tabel(f"Kriteria {isi.tahun}", _KOLOM_KRITERIA, map(_kriteria, isi.baris), (isi.dasar,)),
            Tabel(f"Dokumen {isi.tahun}", _KOLOM_DOKUMEN, map(_dokumen, isi.dokumen)),
        ]
    )


def _nilai(isi: BuktiSakip) -> Iterator[tuple[object, ...]]:
    for komponen in isi.komponen:
        for sub in komponen.sub:
            yield komponen.nama, sub.nama, sub.bobot, sub.nilai, sub.dinilai, len(sub.baris)
        yield komponen.nama, None, komponen.bobot, komponen.nilai, None, None


def _kriteria(baris: BarisKriteria) -> tuple[object, ...]:
    return (
        baris.kode,
        baris.kriteria.uraian,
        baris.celah.teks,
        baris.penilaian.peringkat if baris.penilaian else None,
        baris.nilai,
        (baris.penilaian.catatan if baris.penilaian else "") or None,
        "\n".join(f"{butir.teks} ({butir.derajat.value})" for butir in baris.otomatis) or None,
        "\n".join(dokumen.judul for dokumen in baris.dokumen) or None,
    )


def _dokumen(dokumen: DokumenSakip) -> tuple[object, ...]:
    return (
        dokumen.get_jenis_display(),
        dokumen.judul,
        dokumen.nomor or None,
        dokumen.tanggal,
        ", ".join(satu.kode for satu in dokumen.kriteria.all()) or None,
        dokumen.nama_berkas,
        dokumen.berkas.sha256,
    )
