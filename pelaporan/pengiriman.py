"""Where each final report of a year went: per period and recipient, against its due date (domain 1.5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, TextChoices

from organisasi.bahasa import AKHIR_TAHUN
from pelaporan.models import Laporan, PenerimaLaporan, Pengiriman
from rencana_aksi.jadwal import tanggal_setahun
from rencana_aksi.kalender import ButirTahunan, hari_terlambat
from rencana_aksi.models import Triwulan

Jenis = Laporan.Jenis


class Keadaan(TextChoices):
    """How one report stands with one recipient."""

    BELUM_FINAL = "belum_final", "Laporan final belum ada"
    BELUM = "belum", "Belum dikirim"
    VERSI_BARU = "versi_baru", "Versi baru belum dikirim"
    TEPAT = "tepat", "Dikirim tepat waktu"
    TERLAMBAT = "terlambat", "Dikirim terlambat"


@dataclass(frozen=True, slots=True)
class BarisKirim:
    """One report for one recipient. `pertama` is the first dispatch of the period, of whatever version."""

    masa: str
    laporan: Laporan | None
    penerima: PenerimaLaporan
    batas: date
    pengiriman: Pengiriman | None
    pertama: Pengiriman | None
    hari_ini: date

    @property
    def keadaan(self) -> Keadaan:
        if self.laporan is None:
            return Keadaan.BELUM_FINAL
        if self.pertama is None:
            return Keadaan.BELUM
        if self.pengiriman is None or self.pengiriman.dikirim is None:
            return Keadaan.VERSI_BARU
        return Keadaan.TERLAMBAT if self.terlambat else Keadaan.TEPAT

    @property
    def terlambat(self) -> int:
        """Days past the due date: of the first dispatch, or until today while nothing has left."""
        if self.pertama:
            return hari_terlambat(self.pertama.batas, self.pertama.dikirim)
        return hari_terlambat(self.batas, self.hari_ini)

    @property
    def warna(self) -> str:
        if self.keadaan == Keadaan.TEPAT:
            return "baik"
        if self.keadaan == Keadaan.TERLAMBAT or self.terlambat:
            return "buruk"
        return "aksi" if self.laporan else "netral"


@dataclass(frozen=True, slots=True)
class DaftarKirim:
    """A year's dispatches with their figures; `menunggu` are final and lie here, `lewat` are late and lie here."""

    tahun: int
    baris: tuple[BarisKirim, ...]

    def _jumlah(self, *keadaan: Keadaan) -> int:
        return sum(b.keadaan in keadaan for b in self.baris)

    @property
    def tepat(self) -> int:
        return self._jumlah(Keadaan.TEPAT)

    @property
    def terlambat(self) -> int:
        return self._jumlah(Keadaan.TERLAMBAT)

    @property
    def menunggu(self) -> int:
        return self._jumlah(Keadaan.BELUM, Keadaan.VERSI_BARU)

    @property
    def lewat(self) -> int:
        return sum(b.pertama is None and b.terlambat > 0 for b in self.baris)


@dataclass(frozen=True, slots=True)
class _Masa:
    """A report that is due in a year: its name, where its versions are filed, and the last day to send it."""

    nama: str
    kunci: tuple[int | None, str]
    batas: date


def daftar_kirim(tahun: int, hari_ini: date) -> DaftarKirim:
    """Every report of a year for every recipient of its kind. Nine queries, whatever the number of rows."""
    terbaru: dict[tuple[int | None, str], Laporan] = {}
    for laporan in laporan_final(tahun).defer("snapshot").order_by("versi"):
        terbaru[(laporan.triwulan_id, laporan.objek)] = laporan
    kiriman = defaultdict(list)
    semua = Pengiriman.objects.filter(laporan__in=laporan_final(tahun)).select_related("laporan", "tanda_terima")
    for satu in semua.defer("laporan__snapshot"):
        kiriman[(satu.laporan.triwulan_id, satu.laporan.objek), satu.penerima_id].append(satu)
    penerima = list(PenerimaLaporan.objects.all())
    return DaftarKirim(
        tahun,
        tuple(
            _baris(masa, terbaru.get(masa.kunci), tujuan, kiriman.get((masa.kunci, tujuan.pk), ()), hari_ini)
            for masa in _masa(tahun)
            for tujuan in _penerima(masa, penerima, kiriman)
        ),
    )


def laporan_final(tahun: int) -> QuerySet[Laporan]:
    """The finished final reports of a year, of all versions: what leaves the office and what a guest may read."""
    final = Laporan.objects.filter(konsep=False, versi__isnull=False, keadaan=Laporan.Keadaan.SELESAI)
    triwulanan = final.filter(jenis=Jenis.TRIWULAN, triwulan__tahun=tahun)
    return (triwulanan | final.filter(jenis=Jenis.LKJIP, objek=str(tahun))).select_related("triwulan")


def batas_kirim(laporan: Laporan) -> date | None:
    """The last day to send a report; None for what is not sent, and while the year has no rule."""
    if laporan.triwulan:
        return laporan.triwulan.batas_camat
    return _batas_tahunan(int(laporan.objek)) if laporan.jenis == Jenis.LKJIP else None


def _batas_tahunan(tahun: int) -> date | None:
    return next((t.tanggal for t in tanggal_setahun(tahun) if t.butir == ButirTahunan.LKJIP), None)


def _masa(tahun: int) -> Iterator[_Masa]:
    for triwulan in Triwulan.objects.filter(tahun=tahun).exclude(nomor=AKHIR_TAHUN):
        yield _Masa(str(triwulan), (triwulan.pk, ""), triwulan.batas_camat)
    if batas := _batas_tahunan(tahun):
        yield _Masa(f"Tahun {tahun}", (None, str(tahun)), batas)


def _penerima(masa: _Masa, penerima: Iterable[PenerimaLaporan], kiriman: Mapping) -> Iterator[PenerimaLaporan]:
    """Who gets a report today, and who got it although its row is no longer in use."""
    tahunan = masa.kunci[0] is None
    for satu in penerima:
        dituju = satu.aktif and (satu.laporan_tahunan if tahunan else satu.laporan_triwulan)
        if dituju or (masa.kunci, satu.pk) in kiriman:
            yield satu


def _baris(
    masa: _Masa, laporan: Laporan | None, penerima: PenerimaLaporan, kiriman: Sequence[Pengiriman], hari_ini: date
) -> BarisKirim:
    terkirim = [satu for satu in kiriman if satu.dikirim]
    return BarisKirim(
        masa=masa.nama,
        laporan=laporan,
        penerima=penerima,
        batas=masa.batas,
        pengiriman=next((k for k in kiriman if laporan and k.laporan_id == laporan.pk), None),
        pertama=min(terkirim, key=lambda k: k.dikirim, default=None),
        hari_ini=hari_ini,
    )
