"""Tables that a page shows, as workbooks: only what `rekap` and `tugas` have read, nothing is computed here."""

from collections.abc import Iterable, Iterator, Mapping

from organisasi.bahasa import persen
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku, tulis_tabel
from rencana_aksi.daftar_rencana import BarisDaftar
from rencana_aksi.matriks import TANPA_TARGET, sel_target
from rencana_aksi.models import Impor, Triwulan
from rencana_aksi.rekap import Baris, RekapLayar
from rencana_aksi.tugas import Tugas

_KOLOM_TRIWULAN = (
    KolomTabel("Indikator"),
    KolomTabel("Unit"),
    KolomTabel("Satuan"),
    KolomTabel("Target", Jenis.ANGKA, kosong="tidak ada target"),
    KolomTabel("Realisasi", Jenis.ANGKA, kosong="–"),
    KolomTabel("Capaian", Jenis.PERSEN),
    KolomTabel("Kelas", kosong="–"),
    KolomTabel("Posisi", kosong="–"),
    KolomTabel("Sementara"),
    KolomTabel("Terlambat (hari)", Jenis.BULAT),
)
_KOLOM_TUGAS = (
    KolomTabel("Indikator"),
    KolomTabel("Unit"),
    KolomTabel("Triwulan"),
    KolomTabel("Status"),
    KolomTabel("Keterangan"),
    KolomTabel("Batas", Jenis.TANGGAL),
    KolomTabel("Sisa waktu"),
)


def buku_triwulan(triwulan: Triwulan, rekap: RekapLayar) -> bytes:
    """The quarter page's table with its figures above it."""
    rata = "belum ada" if rekap.rata_rata is None else persen(rekap.rata_rata)
    keterangan = (
        f"Rata-rata capaian: {rata}{' (sementara)' if rekap.sementara and rekap.rata_rata is not None else ''}",
        f"Sudah sah: {rekap.jumlah_sah} dari {rekap.jumlah_klaim}",
        f"Lengkap: {rekap.ketepatan.lengkap} dari {rekap.ketepatan.jumlah}",
        f"Tepat waktu: {rekap.ketepatan.tepat} dari {rekap.ketepatan.jumlah}",
        f"Tanpa target triwulan ini: {rekap.tanpa_target}",
    )
    return tulis_tabel(str(triwulan), _KOLOM_TRIWULAN, map(_baris_triwulan, rekap.baris), keterangan=keterangan)


def _baris_triwulan(baris: Baris) -> tuple[object, ...]:
    indikator, capaian = baris.indikator, baris.capaian
    return (
        indikator.nama,
        indikator.unit.nama,
        indikator.satuan,
        baris.target,
        capaian and capaian.realisasi,
        baris.keadaan or capaian.persen,
        baris.kelas and baris.kelas.nama,
        capaian and capaian.get_status_display(),
        baris.sementara,
        baris.terlambat,
    )


def buku_tugas(kelompok: Mapping[str, Iterable[Tugas]]) -> bytes:
    """The groups of Antrian saya, a sheet for each."""
    return tulis_buku([Tabel(judul, _KOLOM_TUGAS, _baris_tugas(tugas)) for judul, tugas in kelompok.items()])


def _baris_tugas(tugas: Iterable[Tugas]) -> Iterator[tuple[object, ...]]:
    for satu in tugas:
        capaian = satu.capaian
        yield (
            capaian.indikator.nama,
            satu.unit,
            str(capaian.triwulan),
            capaian.get_status_display(),
            satu.kalimat,
            satu.batas,
            satu.sisa,
        )


_KOLOM_RENCANA = (
    KolomTabel("Indikator", lebar=50),
    KolomTabel("Unit"),
    KolomTabel("Satuan"),
    KolomTabel("Target tahun", Jenis.ANGKA, kosong=TANPA_TARGET),
    KolomTabel("Keadaan"),
    KolomTabel("Yang kurang", kosong="–", lebar=60),
    KolomTabel("Usulan perubahan menunggu"),
)
_KOLOM_IMPOR = (
    KolomTabel("Jenis"),
    KolomTabel("Tahun"),
    KolomTabel("Berkas"),
    KolomTabel("Diunggah", Jenis.TANGGAL),
    KolomTabel("Oleh"),
    KolomTabel("Keadaan"),
)


def buku_daftar_rencana(tahun: int, baris: Iterable[BarisDaftar]) -> bytes:
    """The year's plans: how far each is and what it lacks."""
    return tulis_tabel(f"Daftar Rencana Aksi {tahun}", _KOLOM_RENCANA, map(_baris_rencana, baris))


def _baris_rencana(baris: BarisDaftar) -> tuple[object, ...]:
    indikator = baris.indikator
    return (
        *(indikator.nama, indikator.unit.nama, indikator.satuan, sel_target(baris.nilai, indikator.presisi)),
        *(baris.status, "\n".join(baris.kekurangan) or None, bool(baris.usulan)),
    )


def buku_impor(impor: Iterable[Impor]) -> bytes:
    """The imports so far, rows of `dengan_penerapan`."""
    isi = (
        (i.get_jenis_display(), str(i.tahun), i.nama, i.diminta_pada, i.diminta_oleh.nama, i.label[1]) for i in impor
    )
    return tulis_tabel("Impor Excel", _KOLOM_IMPOR, isi)
