"""The register of recommendations as pages, matrix and workbook read it, and what is due on a day (R-43, R-44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kinerja.models import Ketentuan
from organisasi.bahasa import tanggal
from organisasi.peran import Peran
from pelaporan.models import Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut, Sumber
from rencana_aksi.kalender import batas_tindak_lanjut, hari_terlambat

TERLAMBAT = "terlambat"  # computed, so it is no status of the row
PENGINGAT = (-30, -14, -7, -1, 0)  # days before the last day; weekly after it
_SEPEKAN = 7


def batas_rekomendasi(diterima: date) -> date:
    """The last day of a follow-up: the days of that year's rules after the day of receipt, which is day 0 (R-43).

    Raises Ketentuan.DoesNotExist when the year has no rules.
    """
    return batas_tindak_lanjut(diterima, Ketentuan.objects.untuk(diterima.year).hari_tindak_lanjut)


# Escalation


@dataclass(frozen=True, slots=True)
class TahapTindakLanjut:
    """A day on which an open follow-up is called to mind; `selisih` in days from the last day, negative before it."""

    selisih: int
    tanggal: date

    @property
    def nama(self) -> str:
        """`H-30`, `H`, `H+7`."""
        return f"H{self.selisih:+d}" if self.selisih else "H"


def tahap_tindak_lanjut(batas: date, hari_ini: date) -> TahapTindakLanjut | None:
    """The latest of D-30, D-14, D-7, D-1, D and each week after that has come; None before the first.

    On a day between two of them it is still the earlier one, with its own date: a missed day is caught up once.
    """
    selisih = (hari_ini - batas).days
    tercapai = [t for t in PENGINGAT if t <= selisih]
    if not tercapai:
        return None
    terakhir = selisih // _SEPEKAN * _SEPEKAN if selisih >= 0 else tercapai[-1]
    return TahapTindakLanjut(terakhir, date.fromordinal(batas.toordinal() + terakhir))


@dataclass(frozen=True, slots=True)
class JatuhTempo:
    """An open follow-up that has reached a stage, as plain values.

    `jabatan_id` is the owning post; `atasan_id` its superior's, from the first week late on, None before or without.
    """

    public_id: UUID
    uraian: str
    sumber: str
    batas: date
    hari_ke: int
    hari: int
    tahap: TahapTindakLanjut
    jabatan_id: int
    atasan_id: int | None
    unit_id: int
    alamat: str


def jatuh_tempo(hari_ini: date) -> list[JatuhTempo]:
    """Every open follow-up that has reached a stage, the most urgent first. One query."""
    terbuka = Rekomendasi.objects.terbuka().select_related("penanggung_jawab").order_by("batas", "pk")
    tahap = ((satu, tahap_tindak_lanjut(satu.batas, hari_ini)) for satu in terbuka)
    return [_jatuh_tempo(satu, langkah, hari_ini) for satu, langkah in tahap if langkah]


def _jatuh_tempo(satu: Rekomendasi, tahap: TahapTindakLanjut, hari_ini: date) -> JatuhTempo:
    pemilik = satu.penanggung_jawab
    return JatuhTempo(
        public_id=satu.public_id,
        uraian=satu.uraian,
        sumber=satu.get_sumber_display(),
        batas=satu.batas,
        hari_ke=(hari_ini - satu.diterima).days,
        hari=(satu.batas - satu.diterima).days,
        tahap=tahap,
        jabatan_id=pemilik.pk,
        atasan_id=pemilik.atasan_id if tahap.selisih > 0 else None,
        unit_id=pemilik.unit_id,
        alamat=satu.get_absolute_url(),
    )


# The register


@dataclass(frozen=True, slots=True)
class Butir:
    """A row of the register in ready words."""

    rekomendasi: Rekomendasi
    nomor: int
    asal: str
    status: str
    warna: str
    hari: str
    terlambat: int

    @property
    def lama(self) -> int:
        """Days from receipt to the last day, as the rules of that year gave them."""
        return (self.rekomendasi.batas - self.rekomendasi.diterima).days

    @property
    def tindak_lanjut(self) -> str:
        """Form and plan in one text; empty while nothing is planned."""
        r = self.rekomendasi
        return f"{r.get_bentuk_display()}: {r.rencana}" if r.rencana else r.get_bentuk_display()


def butir(r: Rekomendasi, hari_ini: date, nomor: int = 1) -> Butir:
    """The row of a recommendation that was read with `lengkap`."""
    lewat = hari_lewat(r, hari_ini)
    status, warna = r.get_status_display(), r.warna
    if lewat and r.terbuka:
        status, warna = f"Terlambat {lewat} hari", "buruk"
    return Butir(r, nomor, asal(r), status, warna, teks_hari(r, hari_ini), lewat)


def asal(r: Rekomendasi) -> str:
    """What the recommendation stands in: `LHE 2025 Nomor 700/12`, `Saran perbaikan, Triwulan II 2026: IKM`."""
    if r.sumber == Sumber.LHE:
        return str(r.lhe)
    if r.sumber == Sumber.CAMAT:
        return f"Camat, {tanggal(r.tanggal)}"
    if r.sumber == Sumber.SARAN:
        putusan = r.saran.putusan
        return f"Saran {putusan.get_meja_display()}, {r.triwulan}: {putusan.capaian.indikator}"
    return f"{r.get_sumber_display()}, {r.triwulan}"


def hari_lewat(r: Rekomendasi, hari_ini: date) -> int:
    """Days past the last day: until today while it is open, else until it was reported done."""
    if r.status == StatusTindakLanjut.TIDAK_DAPAT:
        return 0
    return hari_terlambat(r.batas, _sampai(r, hari_ini))


def teks_hari(r: Rekomendasi, hari_ini: date) -> str:
    """`hari ke-12 dari 60` (UX-30); a finished one says on which day it was done; none when it cannot be done."""
    if r.status == StatusTindakLanjut.TIDAK_DAPAT:
        return ""
    ke = (_sampai(r, hari_ini) - r.diterima).days
    teks = f"hari ke-{ke} dari {(r.batas - r.diterima).days}"
    lewat = hari_lewat(r, hari_ini)
    akhiran = f", lewat batas {lewat} hari" if lewat else ""
    return f"{teks}{akhiran}" if r.terbuka else f"selesai pada {teks}{akhiran}"


def _sampai(r: Rekomendasi, hari_ini: date) -> date:
    return timezone.localtime(r.selesai_pada).date() if r.selesai_pada else hari_ini


@dataclass(frozen=True, slots=True)
class Saringan:
    """What the register is narrowed to; empty texts narrow nothing. `unit` is a unit's code."""

    sumber: str = ""
    status: str = ""
    unit: str = ""

    def terapkan(self, semua: QuerySet[Rekomendasi], hari_ini: date) -> QuerySet[Rekomendasi]:
        if self.sumber:
            semua = semua.filter(sumber=self.sumber)
        if self.unit:
            semua = semua.filter(penanggung_jawab__unit__kode=self.unit)
        if self.status == TERLAMBAT:
            return semua.terlambat(hari_ini)
        return semua.filter(status=self.status) if self.status else semua

    @property
    def tersaring(self) -> bool:
        return bool(self.sumber or self.status or self.unit)

    @property
    def keterangan(self) -> str:
        """What is narrowed, in words; empty when nothing is."""
        status = {TERLAMBAT: "Terlambat"} | dict(StatusTindakLanjut.choices)
        bagian = (
            self.sumber and f"sumber {Sumber(self.sumber).label}",
            self.status and f"status {status[self.status]}",
            self.unit and f"unit {self.unit}",
        )
        return ", ".join(filter(None, bagian))


def register(peran: Peran, saringan: Saringan) -> QuerySet[Rekomendasi]:
    """The items that a person may see, the nearest last day first, in the order of pages and prints."""
    terlihat = Rekomendasi.objects.visible_to(peran).lengkap()
    return saringan.terapkan(terlihat, peran.tanggal).order_by("batas", "pk")


def milik_saya(peran: Peran) -> QuerySet[Rekomendasi]:
    """Open items that wait for this person, the nearest last day first."""
    return Rekomendasi.objects.milik(peran).terbuka().lengkap().order_by("batas", "pk")


def menunggu_verifikasi(peran: Peran) -> QuerySet[Rekomendasi]:
    """Finished items of posts below this person's, or of all for the planner and the Camat; own ones are others'."""
    selesai = Rekomendasi.objects.filter(status=StatusTindakLanjut.SELESAI).lengkap().order_by("selesai_pada", "pk")
    milik = [p.jabatan_id for p in peran.penugasan]
    selesai = selesai.exclude(penanggung_jawab__in=milik).exclude(selesai_oleh=peran.pegawai)
    if peran.sekretaris_tim or peran.bertingkat("camat"):
        return selesai
    return selesai.filter(penanggung_jawab__atasan__in=milik)


def daftar_butir(rekomendasi: Iterable[Rekomendasi], hari_ini: date, awal: int = 1) -> list[Butir]:
    """Rows numbered from `awal` on."""
    return [butir(satu, hari_ini, nomor) for nomor, satu in enumerate(rekomendasi, awal)]


def ringkasan(semua: QuerySet[Rekomendasi], hari_ini: date) -> list[tuple[str, int, str]]:
    """How many items stand where: word, number, value of the filter; late ones are open too. One query."""
    jumlah = dict.fromkeys(StatusTindakLanjut, 0)
    terlambat = 0
    for status, batas in semua.order_by().values_list("status", "batas"):
        jumlah[StatusTindakLanjut(status)] += 1
        terlambat += status in (StatusTindakLanjut.BELUM, StatusTindakLanjut.PROSES) and batas < hari_ini
    return [("Terlambat", terlambat, TERLAMBAT), *((s.label, n, s.value) for s, n in jumlah.items())]
