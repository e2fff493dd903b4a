"""A year's capaian at a glance: by indicator, sasaran, program and unit in every period, and the office over the years.

A figure counts from the day it is submitted; until the Camat ratifies it, it is *sementara*.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from kinerja.grafik import Batang, grafik_batang
from kinerja.models import Indikator, KelasCapaian, Ketentuan
from kinerja.perhitungan import Keadaan, kelas, rata_rata
from organisasi.bahasa import AKHIR_TAHUN, persen, romawi
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from organisasi.peran import Peran
from pelaporan.permissions import boleh_konsep
from rencana_aksi.models import Capaian, TargetTriwulan, Triwulan

Level = Indikator.Level
MASA = (1, 2, 3, 4, AKHIR_TAHUN)
KOSONG = "–"


@dataclass(frozen=True, slots=True)
class Sel:
    """One figure of a period. `keadaan` says in words why there is none; it is empty when there is one."""

    persen: Decimal | None = None
    kelas: str = ""
    warna: str = "netral"
    sementara: bool = False
    keadaan: str = KOSONG

    @property
    def teks(self) -> str:
        return self.keadaan if self.persen is None else persen(self.persen)

    @property
    def teks_lengkap(self) -> str:
        return f"{self.teks} sementara" if self.sementara else self.teks


@dataclass(frozen=True, slots=True)
class BarisRekap:
    """A line of figures, one for each of the group's columns; `keterangan` says what it belongs to."""

    nama: str
    keterangan: str
    sel: tuple[Sel, ...]

    @property
    def terakhir(self) -> Sel:
        """The figure of the latest period that has one."""
        return next((s for s in reversed(self.sel) if s.persen is not None), self.sel[-1])


@dataclass(frozen=True, slots=True)
class Kelompok:
    """One table of the page, with its chart where it is short enough to be read as one."""

    kunci: str
    judul: str
    kepala: str
    kolom: tuple[str, ...]
    baris: tuple[BarisRekap, ...]
    bergrafik: bool = True

    @property
    def isi(self) -> list[tuple[BarisRekap, list[tuple[str, Sel]]]]:
        """Each line with its figures beside the names of their columns."""
        return [(b, list(zip(self.kolom, b.sel, strict=True))) for b in self.baris]

    @property
    def grafik(self) -> str:
        """Bars of the latest figure of every line; empty without any figure."""
        if not self.bergrafik or all(b.terakhir.persen is None for b in self.baris):
            return ""
        batang = [Batang(b.nama, b.terakhir.persen, b.terakhir.teks_lengkap) for b in self.baris]
        uraian = "Batang mendatar: angka terakhir yang ada, dengan garis putus-putus pada target 100%."
        return grafik_batang(self.judul, uraian, batang)


@dataclass(frozen=True, slots=True)
class Rekapitulasi:
    tahun: int
    pilihan_tahun: tuple[int, ...]
    lengkap: bool
    batas_rata_rata: Decimal
    kelompok: tuple[Kelompok, ...]


@dataclass(frozen=True, slots=True)
class _Aturan:
    """The rules of a year: the cap of means, and the class scale."""

    batas: Decimal
    skala: list[tuple[Decimal, KelasCapaian]]

    def sel(self, nilai: Decimal | None, *, sementara: bool, keadaan: str = KOSONG) -> Sel:
        golongan = kelas(nilai, self.skala)
        if nilai is None or golongan is None:
            return Sel(nilai, sementara=sementara and nilai is not None, keadaan=keadaan)
        return Sel(nilai, golongan.nama, golongan.warna, sementara, "")

    def rerata(self, sel: Iterable[Sel]) -> Sel:
        """The capped mean of figures; those that do not exist are left out (domain 3.6)."""
        ada = [s for s in sel if s.persen is not None]
        return self.sel(rata_rata([s.persen for s in ada], self.batas), sementara=any(s.sementara for s in ada))


@dataclass(slots=True)
class _Baris:
    """An indicator of the year with its figures by period."""

    indikator: Indikator
    sel: dict[int, Sel] = field(default_factory=dict)

    def urut(self) -> tuple[Sel, ...]:
        return tuple(self.sel.get(n, Sel(keadaan=Keadaan.TANPA_TARGET.label)) for n in MASA)


def rekapitulasi(tahun: int, peran: Peran) -> Rekapitulasi:
    """The recap that this person may see: everything, or the indicators of the own units. Five queries or six."""
    lengkap = boleh_konsep(peran)
    tahun_ada = tuple(Triwulan.objects.order_by("tahun").values_list("tahun", flat=True).distinct())
    semua_aturan = list(Ketentuan.objects.order_by("berlaku_sejak").prefetch_related("kelas"))
    aturan = _aturan(semua_aturan, tahun)
    baris = _baca(_target(peran).filter(triwulan__tahun=tahun), aturan)
    unit, indikator = _menurut_unit(baris, aturan), _menurut_indikator(baris)
    kelompok = [unit, indikator]
    if lengkap:
        iku = TargetTriwulan.objects.filter(rencana_aksi__indikator__level=Level.IKU)
        tahunan = _menurut_tahun(_lengkapi(iku), {t: _aturan(semua_aturan, t) for t in tahun_ada})
        kelompok = [_menurut_sasaran(baris, aturan), _menurut_program(baris, aturan), unit, tahunan, indikator]
    return Rekapitulasi(tahun, tahun_ada, lengkap, aturan.batas, tuple(kelompok))


def _aturan(semua: Sequence[Ketentuan], tahun: int) -> _Aturan:
    berlaku = [k for k in semua if k.berlaku_sejak <= tahun]
    if not berlaku:
        raise Ketentuan.DoesNotExist(f"Belum ada ketentuan pengukuran untuk tahun {tahun}.")
    return _Aturan(berlaku[-1].batas_rata_rata, berlaku[-1].skala())


def _target(peran: Peran) -> QuerySet[TargetTriwulan]:
    return _lengkapi(TargetTriwulan.objects.visible_to(peran))


def _lengkapi(target: QuerySet[TargetTriwulan]) -> QuerySet[TargetTriwulan]:
    """With what a line shows and no more: long texts stay in the database."""
    induk = "rencana_aksi__indikator__"
    return (
        target.select_related(
            *("triwulan", "capaian", f"{induk}unit", f"{induk}sasaran", f"{induk}program"),
            *(f"{induk}kegiatan__program", f"{induk}sub_kegiatan__kegiatan__program"),
        )
        .defer(
            *(f"capaian__{kolom}" for kolom in ("analisis", "hambatan", "solusi")),
            *(f"{induk}{kolom}" for kolom in ("definisi_operasional", "formula", "sumber_data")),
            "rencana_aksi__langkah",
        )
        .order_by("triwulan__tahun", "triwulan__nomor")
    )


def _baca(target: Iterable[TargetTriwulan], aturan: _Aturan) -> list[_Baris]:
    """Every indicator with a target somewhere in the year, IKU first, then by code."""
    peta: dict[int, _Baris] = {}
    for t in target:
        indikator = t.rencana_aksi.indikator
        peta.setdefault(indikator.pk, _Baris(indikator)).sel[t.triwulan.nomor] = _sel(t, aturan)
    return sorted(peta.values(), key=_urutan)


def _urutan(b: _Baris) -> tuple[object, ...]:
    i = b.indikator
    return (i.sasaran is None, i.sasaran.urutan if i.sasaran else 0, _kode(i), i.urutan, i.pk)


def _kode(i: Indikator) -> str:
    objek = i.sub_kegiatan or i.kegiatan or i.program
    return objek.kode if objek else ""


def _sel(target: TargetTriwulan, aturan: _Aturan) -> Sel:
    capaian: Capaian | None = getattr(target, "capaian", None)
    if target.nilai is None:
        return Sel(keadaan=Keadaan.TANPA_TARGET.label)
    if capaian is None or capaian.dapat_diisi:
        return Sel(keadaan="belum diajukan")
    return aturan.sel(capaian.persen, sementara=capaian.meja is not None, keadaan=Keadaan.TIDAK_TERHITUNG.label)


def _per_masa(baris: Sequence[_Baris], gabung: Callable[[Iterable[Sel]], Sel]) -> tuple[Sel, ...]:
    return tuple(gabung(b.sel[n] for b in baris if n in b.sel) for n in MASA)


def _kolom_masa() -> tuple[str, ...]:
    return tuple("Akhir tahun" if n == AKHIR_TAHUN else f"TW {romawi(n)}" for n in MASA)


def _kelompokkan(baris: Iterable[_Baris], kunci: Callable[[_Baris], object]) -> Mapping[object, list[_Baris]]:
    peta: dict[object, list[_Baris]] = defaultdict(list)
    for b in baris:
        peta[kunci(b)].append(b)
    return peta


def _menurut_sasaran(baris: Sequence[_Baris], aturan: _Aturan) -> Kelompok:
    kelompok = _kelompokkan((b for b in baris if b.indikator.sasaran), lambda b: b.indikator.sasaran)
    isi = [
        BarisRekap(s.uraian, f"{len(bagian)} Indikator Kinerja Utama", _per_masa(bagian, aturan.rerata))
        for s, bagian in kelompok.items()
    ]
    organisasi = tuple(aturan.rerata(b.sel[i] for b in isi) for i in range(len(MASA)))
    isi.append(BarisRekap("Rata-rata organisasi", f"{len(kelompok)} sasaran strategis", organisasi))
    return Kelompok("sasaran", "Capaian per sasaran strategis", "Sasaran", _kolom_masa(), tuple(isi))


def _menurut_program(baris: Sequence[_Baris], aturan: _Aturan) -> Kelompok:
    """A program by its own indicators where it has some, else by what lies below it (domain 3.6)."""
    kelompok = _kelompokkan((b for b in baris if not b.indikator.sasaran), lambda b: _program(b.indikator))
    isi = []
    for program, bagian in sorted(kelompok.items(), key=lambda pasangan: pasangan[0].kode):
        sendiri = [b for b in bagian if b.indikator.level == Level.PROGRAM]
        dasar = f"{len(sendiri or bagian)} indikator {'program' if sendiri else 'di bawahnya'}"
        isi.append(BarisRekap(str(program), dasar, _per_masa(sendiri or bagian, aturan.rerata)))
    return Kelompok("program", "Capaian per program", "Program", _kolom_masa(), tuple(isi))


def _program(i: Indikator) -> object:
    kegiatan = i.sub_kegiatan.kegiatan if i.sub_kegiatan else i.kegiatan
    return kegiatan.program if kegiatan else i.program


def _menurut_unit(baris: Sequence[_Baris], aturan: _Aturan) -> Kelompok:
    kelompok = _kelompokkan(baris, lambda b: b.indikator.unit)
    isi = (
        BarisRekap(unit.nama, f"{len(bagian)} indikator", _per_masa(bagian, aturan.rerata))
        for unit, bagian in sorted(kelompok.items(), key=lambda pasangan: (pasangan[0].urutan, pasangan[0].kode))
    )
    return Kelompok("unit", "Capaian per unit kerja", "Unit kerja", _kolom_masa(), tuple(isi))


def _menurut_indikator(baris: Sequence[_Baris]) -> Kelompok:
    isi = tuple(BarisRekap(b.indikator.nama, _keterangan(b.indikator), b.urut()) for b in baris)
    return Kelompok("indikator", "Capaian per indikator", "Indikator", _kolom_masa(), isi, bergrafik=False)


def _keterangan(i: Indikator) -> str:
    return f"{i.get_level_display()} · {i.unit.nama}" if i.sasaran else f"{_kode(i)} · {i.unit.nama}"


def _menurut_tahun(iku: Iterable[TargetTriwulan], aturan: Mapping[int, _Aturan]) -> Kelompok:
    """The office in every year: the mean over its sasaran of their IKU, in the latest period that has figures."""
    per_tahun: dict[int, list[TargetTriwulan]] = defaultdict(list)
    for t in iku:
        per_tahun[t.triwulan.tahun].append(t)
    isi = tuple(_baris_tahun(tahun, per_tahun[tahun], satu) for tahun, satu in aturan.items())
    return Kelompok("tahun", "Capaian organisasi dari tahun ke tahun", "Tahun", _kolom_masa(), isi)


def _baris_tahun(tahun: int, target: Iterable[TargetTriwulan], aturan: _Aturan) -> BarisRekap:
    sasaran = _menurut_sasaran(_baca(target, aturan), aturan).baris
    return BarisRekap(str(tahun), sasaran[-1].keterangan, sasaran[-1].sel)


# As a workbook


def buku_rekapitulasi(rekap: Rekapitulasi) -> bytes:
    """The page's tables, a sheet each, with class and provisional state in columns of their own."""
    batas = persen(rekap.batas_rata_rata, 0)
    keterangan = (
        f"Rekapitulasi capaian {rekap.tahun}. Angka masuk sejak diajukan; sebelum disahkan Camat berstatus sementara.",
        f"Dalam rata-rata setiap capaian dibatasi {batas}.",
    )
    return tulis_buku([Tabel(k.judul, _kolom_buku(k), _isi_buku(k), keterangan) for k in rekap.kelompok])


def _kolom_buku(k: Kelompok) -> tuple[KolomTabel, ...]:
    per_masa = (
        (KolomTabel(masa, Jenis.PERSEN), KolomTabel(f"{masa}: kelas"), KolomTabel(f"{masa}: sifat"))
        for masa in k.kolom
    )
    return (
        KolomTabel(k.kepala, lebar=50),
        KolomTabel("Keterangan", lebar=40),
        *(satu for tiga in per_masa for satu in tiga),
    )


def _isi_buku(k: Kelompok) -> Iterator[tuple[object, ...]]:
    for b in k.baris:
        yield b.nama, b.keterangan, *(satu for s in b.sel for satu in _sel_buku(s))


def _sel_buku(s: Sel) -> tuple[object, str, str]:
    if s.persen is None:
        return s.keadaan, "", ""
    return s.persen, s.kelas, "sementara" if s.sementara else "sah"
