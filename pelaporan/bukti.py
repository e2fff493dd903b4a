"""Bukti SAKIP of a year: every criterion of the AKIP evaluation with its evidence, self-score and gap (domain 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cached_property

from django.db.models import Prefetch

from kinerja.perhitungan import NOL, SERATUS, bulatkan, predikat_akip
from organisasi.bahasa import angka
from pelaporan.bukti_otomatis import ButirBukti, Derajat, bukti_otomatis
from pelaporan.models import DokumenSakip, KomponenAkip, KriteriaAkip, PenilaianMandiri, SubKomponenAkip
from pelaporan.models.bukti import NILAI_PERINGKAT, Peringkat

AWALAN_DOKUMEN = "dokumen:"


class Celah(IntEnum):
    """What a criterion lacks, the gravest first."""

    TANPA_BUKTI = 0
    BELUM_DINILAI = 1
    SEBAGIAN = 2
    LENGKAP = 3

    @property
    def teks(self) -> str:
        return ("belum ada bukti", "belum dinilai", "bukti sebagian", "lengkap")[self]

    @property
    def warna(self) -> str:
        return ("buruk", "aksi", "jalan", "baik")[self]


@dataclass(frozen=True, slots=True)
class BarisKriteria:
    """A criterion in a year: what proves it, and the grade that the office gives itself (None: not yet)."""

    kriteria: KriteriaAkip
    kode: str
    otomatis: tuple[ButirBukti, ...]
    dokumen: tuple[DokumenSakip, ...]
    penilaian: PenilaianMandiri | None

    @property
    def nilai(self) -> Decimal | None:
        return NILAI_PERINGKAT[Peringkat(self.penilaian.peringkat)] if self.penilaian else None

    @property
    def celah(self) -> Celah:
        derajat = {butir.derajat for butir in self.otomatis}
        if not self.dokumen and derajat <= {Derajat.BELUM}:
            return Celah.TANPA_BUKTI
        if self.penilaian is None:
            return Celah.BELUM_DINILAI
        return Celah.LENGKAP if derajat <= {Derajat.ADA} else Celah.SEBAGIAN


@dataclass(frozen=True, slots=True)
class SkorSub:
    """A sub-component: its weight in the total, and its score; what is not graded yet counts as nothing."""

    nama: str
    bobot: Decimal
    baris: tuple[BarisKriteria, ...]

    @property
    def dinilai(self) -> int:
        return sum(satu.penilaian is not None for satu in self.baris)

    @property
    def nilai(self) -> Decimal:
        return nilai_sub(self.bobot, [satu.nilai for satu in self.baris])

    @property
    def nilai_teks(self) -> str:
        return angka(self.nilai, 2)

    @property
    def bobot_teks(self) -> str:
        return angka(self.bobot, 2)


@dataclass(frozen=True, slots=True)
class SkorKomponen:
    """A component with its sub-components."""

    urutan: int
    nama: str
    bobot: Decimal
    sub: tuple[SkorSub, ...]

    @property
    def nilai(self) -> Decimal:
        return sum((satu.nilai for satu in self.sub), NOL)

    @property
    def nilai_teks(self) -> str:
        return angka(self.nilai, 2)

    @property
    def bobot_teks(self) -> str:
        return angka(self.bobot, 2)


@dataclass(frozen=True)
class BuktiSakip:
    """The whole set of a year. `dokumen` is the register, also of what proves no criterion."""

    tahun: int
    dasar: str
    komponen: tuple[SkorKomponen, ...]
    dokumen: tuple[DokumenSakip, ...]

    @cached_property
    def baris(self) -> list[BarisKriteria]:
        return [satu for k in self.komponen for sub in k.sub for satu in sub.baris]

    def menurut_celah(self) -> list[BarisKriteria]:
        """Gaps first, within a kind in the order of the criteria."""
        return sorted(self.baris, key=lambda satu: satu.celah)

    def jumlah_celah(self) -> list[tuple[Celah, int]]:
        return [(celah, sum(satu.celah == celah for satu in self.baris)) for celah in Celah]

    def cari(self, kode: str) -> BarisKriteria | None:
        return next((satu for satu in self.baris if satu.kode == kode), None)

    @property
    def belum_dinilai(self) -> int:
        return sum(satu.penilaian is None for satu in self.baris)

    @property
    def nilai(self) -> Decimal:
        """0 to 100, as printed: the predicate is that of the printed figure."""
        return bulatkan(sum((k.nilai for k in self.komponen), NOL), 2)

    @property
    def nilai_teks(self) -> str:
        return angka(self.nilai, 2)

    @property
    def predikat(self) -> tuple[str, str]:
        return predikat_akip(self.nilai)


def nilai_sub(bobot: Decimal, nilai: Sequence[Decimal | None]) -> Decimal:
    """Score of a sub-component: its weight times the mean of its criteria (0 to 100 each; None counts as 0)."""
    if not nilai:
        return NOL
    return bobot * sum((satu or NOL for satu in nilai), NOL) / (len(nilai) * SERATUS)


def bukti_sakip(tahun: int) -> BuktiSakip:
    """Read a year's criteria with evidence, documents and grades. Thirty queries, whatever the year holds."""
    komponen = list(KomponenAkip.objects.untuk(tahun).order_by("urutan").prefetch_related(_sub()))
    dokumen = tuple(_dokumen(tahun))
    penyusun = _Penyusun(
        otomatis=bukti_otomatis(tahun),
        dokumen=dokumen,
        penilaian={p.kriteria_id: p for p in PenilaianMandiri.objects.filter(tahun=tahun)},
    )
    return BuktiSakip(
        tahun=tahun,
        dasar=komponen[0].dasar if komponen else "",
        komponen=tuple(penyusun.komponen(k) for k in komponen),
        dokumen=dokumen,
    )


def _sub() -> Prefetch:
    sub = SubKomponenAkip.objects.order_by("urutan")
    return Prefetch("sub", sub.prefetch_related(Prefetch("kriteria", KriteriaAkip.objects.order_by("urutan"))))


def _dokumen(tahun: int) -> Iterable[DokumenSakip]:
    berlaku = DokumenSakip.objects.berlaku().filter(tahun=tahun)
    return berlaku.select_related("berkas", "diunggah_oleh").prefetch_related(
        Prefetch("kriteria", KriteriaAkip.objects.select_related("sub__komponen"))
    )


@dataclass(frozen=True)
class _Penyusun:
    """Puts what was read together; asks the database nothing."""

    otomatis: Mapping[str, ButirBukti]
    dokumen: Sequence[DokumenSakip]
    penilaian: Mapping[int, PenilaianMandiri]

    def komponen(self, komponen: KomponenAkip) -> SkorKomponen:
        sub = tuple(self._sub(komponen, satu) for satu in komponen.sub.all())
        return SkorKomponen(komponen.urutan, komponen.nama, komponen.bobot, sub)

    def _sub(self, komponen: KomponenAkip, sub: SubKomponenAkip) -> SkorSub:
        awalan = f"{komponen.urutan}.{sub.urutan}"
        baris = tuple(self._baris(satu, f"{awalan}.{satu.urutan}") for satu in sub.kriteria.all())
        return SkorSub(sub.nama, komponen.bobot * sub.bagian / SERATUS, baris)

    def _baris(self, kriteria: KriteriaAkip, kode: str) -> BarisKriteria:
        jenis = {nama.removeprefix(AWALAN_DOKUMEN) for nama in kriteria.bukti if nama.startswith(AWALAN_DOKUMEN)}
        return BarisKriteria(
            kriteria=kriteria,
            kode=kode,
            otomatis=tuple(self.otomatis[nama] for nama in kriteria.bukti if nama in self.otomatis),
            dokumen=tuple(d for d in self.dokumen if d.jenis in jenis or kriteria in d.kriteria.all()),
            penilaian=self.penilaian.get(kriteria.pk),
        )
