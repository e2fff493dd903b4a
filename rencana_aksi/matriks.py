"""The year's plans as the matrix of domain 1.8: plain values, the same on the page, in the workbook and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from kinerja.models import Indikator, Pagu
from kinerja.perhitungan import Target
from organisasi.bahasa import romawi, rupiah
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel
from rencana_aksi.isi_rencana import IsiTriwulan
from rencana_aksi.models import RencanaAksi
from rencana_aksi.pembagian import teks_target
from rencana_aksi.perencanaan import Lembar, lembar_setahun

TANPA_TARGET = "tidak ada target"
WARNA_STATUS = {
    RencanaAksi.Status.DRAF: "netral",
    RencanaAksi.Status.DIAJUKAN: "jalan",
    RencanaAksi.Status.DITETAPKAN: "baik",
}


@dataclass(frozen=True, slots=True)
class BarisMatriks:
    """One indicator of the year. `target_tw` has four entries, `anggaran` is in Rupiah."""

    public_id: UUID
    induk: str
    nama: str
    satuan: str
    presisi: int
    target_tahun: Target
    target_tw: tuple[Target, ...]
    langkah: str
    data_dukung: tuple[str, ...]
    anggaran: Decimal | None
    penanggung_jawab: str
    unit: str
    status: str
    warna: str
    kekurangan: tuple[str, ...]

    @property
    def ditetapkan(self) -> bool:
        return self.status == RencanaAksi.Status.DITETAPKAN.label

    @property
    def target_tahun_teks(self) -> str:
        return teks_target(self.target_tahun, self.presisi)

    @property
    def target_tw_teks(self) -> list[tuple[str, str]]:
        """`("TW I", "3")` for each quarter."""
        return [(f"TW {romawi(n)}", teks_target(t, self.presisi)) for n, t in enumerate(self.target_tw, 1)]

    @property
    def anggaran_teks(self) -> str:
        return "–" if self.anggaran is None else rupiah(self.anggaran)


def matriks(tahun: int) -> list[BarisMatriks]:
    """Every indicator that has a target or a plan in the year; seven queries whatever their number."""
    pagu = {p.sub_kegiatan_id: p.berlaku for p in Pagu.objects.filter(tahun=tahun)}
    return [_baris(satu, pagu) for satu in lembar_setahun(tahun)]


def _baris(lembar: Lembar, pagu: dict[int, Decimal]) -> BarisMatriks:
    indikator, isi = lembar.indikator, lembar.isi
    return BarisMatriks(
        public_id=indikator.public_id,
        induk=nama_induk(indikator),
        nama=indikator.nama,
        satuan=indikator.satuan,
        presisi=indikator.presisi,
        target_tahun=lembar.target_tahun,
        target_tw=tuple(isi.target),
        langkah=isi.langkah,
        data_dukung=ringkas_data_dukung(isi.triwulan),
        anggaran=pagu.get(indikator.sub_kegiatan_id),
        penanggung_jawab=str(isi.penanggung_jawab or ""),
        unit=indikator.unit.nama,
        status=lembar.status.label if lembar.rencana else "Belum disusun",
        warna=WARNA_STATUS[lembar.status] if lembar.rencana else "aksi",
        kekurangan=tuple(lembar.kekurangan),
    )


def nama_induk(indikator: Indikator) -> str:
    """The sasaran of an IKU; the program, kegiatan or sub kegiatan, with its code, of any other indicator."""
    return str(indikator.sasaran or indikator.sub_kegiatan or indikator.kegiatan or indikator.program)


def ringkas_data_dukung(triwulan: Sequence[IsiTriwulan]) -> tuple[str, ...]:
    """`TW I, II, III, IV: Laporan; Foto (bila ada)`: quarters with the same slots are told together."""
    berisi = [(n, "; ".join(map(_nama_syarat, tw.syarat))) for n, tw in enumerate(triwulan, 1) if tw.syarat]
    berurut = sorted(berisi, key=lambda satu: (min(n for n, teks in berisi if teks == satu[1]), satu[0]))
    return tuple(
        f"TW {', '.join(romawi(n) for n, _ in isi)}: {teks}" for teks, isi in groupby(berurut, key=lambda satu: satu[1])
    )


def _nama_syarat(syarat) -> str:
    return syarat.uraian if syarat.wajib else f"{syarat.uraian} (bila ada)"


# As a workbook

_KOLOM = (
    KolomTabel("No", Jenis.BULAT),
    KolomTabel("Sasaran/Program/Kegiatan/Sub Kegiatan", lebar=40),
    KolomTabel("Indikator", lebar=40),
    KolomTabel("Satuan"),
    KolomTabel("Target tahun", kosong=TANPA_TARGET),
    *(KolomTabel(f"TW {romawi(n)}", kosong=TANPA_TARGET) for n in (1, 2, 3, 4)),
    KolomTabel("Langkah aksi", lebar=50),
    KolomTabel("Data dukung wajib per triwulan", lebar=50),
    KolomTabel("Anggaran (Rp)", Jenis.RUPIAH),
    KolomTabel("Penanggung jawab", lebar=30),
    KolomTabel("Unit pelaksana", lebar=30),
    KolomTabel("Keadaan"),
)


def buku_matriks(tahun: int, baris: Sequence[BarisMatriks]) -> bytes:
    """The matrix as a workbook; targets are numbers in the indicator's unit, a range is text."""
    return tulis_tabel(f"Rencana Aksi {tahun}", _KOLOM, (_isi_baris(n, b) for n, b in enumerate(baris, 1)))


def _isi_baris(nomor: int, b: BarisMatriks) -> list[object]:
    target = [sel_target(t, b.presisi) for t in (b.target_tahun, *b.target_tw)]
    return [
        *(nomor, b.induk, b.nama, b.satuan, *target, b.langkah, "\n".join(b.data_dukung)),
        *(b.anggaran, b.penanggung_jawab, b.unit, b.status),
    ]


def sel_target(target: Target, presisi: int) -> Decimal | str | None:
    """A target as a number of the sheet; a range is two numbers, so it is text."""
    return target.nilai if target.atas is None else teks_target(target, presisi)
