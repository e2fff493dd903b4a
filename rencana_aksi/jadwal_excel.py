"""The calendar of a year as a workbook: only what `jadwal` has read, nothing is computed here."""

from collections.abc import Iterator

from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from rencana_aksi.jadwal import KalenderTahun

_TANGGAL = KolomTabel("Tanggal", Jenis.TANGGAL)
_KOLOM_JADWAL = (
    KolomTabel("Periode"),
    KolomTabel("Keadaan"),
    KolomTabel("Tahap", lebar=36),
    _TANGGAL,
    KolomTabel("Sisa waktu"),
    KolomTabel("Siapa", kosong="–", lebar=40),
    KolomTabel("Aturan", kosong="–", lebar=50),
    KolomTabel("Catatan", kosong="–", lebar=50),
)
_KOLOM_TAHUNAN = (
    KolomTabel("Hal", lebar=40),
    _TANGGAL,
    KolomTabel("Siapa", lebar=40),
    KolomTabel("Aturan", lebar=50),
    KolomTabel("Catatan", kosong="–", lebar=50),
)
_KOLOM_PERPANJANGAN = (
    KolomTabel("Periode"),
    KolomTabel("Unit"),
    KolomTabel("Indikator", lebar=50),
    KolomTabel("Batas baru", Jenis.TANGGAL),
    KolomTabel("Berlaku sampai", Jenis.TANGGAL),
    KolomTabel("Alasan", lebar=50),
    KolomTabel("Diberikan oleh"),
    KolomTabel("Keadaan"),
)
_KOLOM_PERUBAHAN = (
    KolomTabel("Saat", Jenis.TANGGAL),
    KolomTabel("Oleh"),
    KolomTabel("Yang dilakukan"),
    KolomTabel("Hal", lebar=50),
    KolomTabel("Dari", Jenis.TANGGAL, kosong="–"),
    KolomTabel("Menjadi", Jenis.TANGGAL, kosong="–"),
    KolomTabel("Alasan", lebar=50),
)


def buku_kalender(kalender: KalenderTahun) -> bytes:
    """Due dates, yearly dates, extensions, changes and holidays, a sheet for each."""
    tahunan = ((t.nama, t.tanggal, t.pelaku, t.dasar, "\n".join(t.catatan) or None) for t in kalender.tahunan)
    perubahan = (
        (p.pada, p.nama, p.get_jenis_display(), p.hal, p.dari, p.ke, p.alasan) for p in kalender.perubahan
    )
    return tulis_buku(
        [
            Tabel(f"Kalender {kalender.tahun}", _KOLOM_JADWAL, _jadwal(kalender)),
            Tabel("Tanggal tahunan", _KOLOM_TAHUNAN, tahunan),
            Tabel("Perpanjangan", _KOLOM_PERPANJANGAN, _perpanjangan(kalender)),
            Tabel("Perubahan", _KOLOM_PERUBAHAN, perubahan),
            Tabel("Hari libur", (_TANGGAL, KolomTabel("Nama", lebar=50)), kalender.libur),
        ]
    )


def _jadwal(kalender: KalenderTahun) -> Iterator[tuple[object, ...]]:
    for periode in kalender.periode:
        for t in periode.tanggal:
            yield (
                *(str(periode.triwulan), periode.keadaan.label, t.nama, t.tanggal, t.sisa),
                *(t.pelaku or None, t.dasar or None, "\n".join(filter(None, (*t.catatan, t.menunggu))) or None),
            )


def _perpanjangan(kalender: KalenderTahun) -> Iterator[tuple[object, ...]]:
    for periode in kalender.periode:
        for p in periode.perpanjangan:
            yield (
                *(str(periode.triwulan), p.unit, p.indikator, p.batas_baru, p.berlaku_sampai),
                *(p.alasan, p.oleh, p.keadaan),
            )
