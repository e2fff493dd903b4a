"""Tables that a page shows, as workbooks: only what `rekap` and `tugas` have read, nothing is computed here."""

from collections.abc import Iterable, Iterator

from organisasi.bahasa import persen
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku, tulis_tabel
from rencana_aksi.models import Triwulan
from rencana_aksi.rekap import Baris, RekapLayar
from rencana_aksi.tugas import DaftarTugas, Tugas

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


def buku_tugas(daftar: DaftarTugas) -> bytes:
    """The three groups of Tugas saya, a sheet for each."""
    kelompok = (
        ("Perlu tindakan", daftar.perlu),
        ("Menunggu orang lain", daftar.menunggu),
        ("Selesai", daftar.selesai),
    )
    return tulis_buku([Tabel(judul, _KOLOM_TUGAS, _baris_tugas(tugas)) for judul, tugas in kelompok])


def _baris_tugas(tugas: Iterable[Tugas]) -> Iterator[tuple[object, ...]]:
    for satu in tugas:
        capaian = satu.capaian
        yield (
            capaian.indikator.nama,
            str(capaian.triwulan),
            capaian.get_status_display(),
            satu.kalimat,
            satu.batas,
            satu.sisa,
        )
