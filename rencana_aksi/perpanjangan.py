"""More time for a unit: given by the Camat or the planner, with a reason and a last day; it closes itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from kinerja.models import Indikator
from organisasi.bahasa import daftar, tanggal
from organisasi.jejak import catat
from organisasi.models import Pegawai, UnitKerja
from organisasi.peran import peran
from rencana_aksi.models import Perpanjangan, Triwulan
from rencana_aksi.permissions import boleh_memperpanjang

TERLAMA = timedelta(days=60)
SEMUA_INDIKATOR = "semua indikator unit ini"


class PerpanjanganDitolak(Exception):
    """The extension cannot be given or ended like this; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class IsiPerpanjangan:
    """What is given. `indikator` empty means all of the unit's; `berlaku_sampai` is the last day of use."""

    unit: UnitKerja
    batas_baru: date
    berlaku_sampai: date
    alasan: str
    indikator: Collection[Indikator] = ()


@transaction.atomic
def beri(*, triwulan: Triwulan, isi: IsiPerpanjangan, oleh: Pegawai, jabatan: str = "") -> Perpanjangan:
    """Give a unit more time. The newest one counts where two cover the same claim.

    Raises PermissionDenied for anyone but Camat and planner, PerpanjanganDitolak with a sentence.
    """
    if not boleh_memperpanjang(peran(oleh)):
        raise PermissionDenied
    triwulan = Triwulan.objects.select_for_update().get(pk=triwulan.pk)
    if keberatan := _keberatan(triwulan, isi, timezone.localdate()):
        raise PerpanjanganDitolak(keberatan)
    baris = Perpanjangan.objects.create(
        triwulan=triwulan,
        unit=isi.unit,
        semua_indikator=not isi.indikator,
        alasan=isi.alasan.strip(),
        batas_baru=isi.batas_baru,
        berlaku_sampai=isi.berlaku_sampai,
        diberikan_pada=timezone.now(),
        diberikan_oleh=oleh,
    )
    baris.indikator.set(isi.indikator)
    _catat(baris, "perpanjangan.beri", f"memperpanjang waktu sampai {tanggal(isi.batas_baru)}", oleh, jabatan)
    return baris


@transaction.atomic
def akhiri(*, perpanjangan: Perpanjangan, oleh: Pegawai, jabatan: str = "") -> None:
    """Take an extension back; what was submitted under it in time stays in time. Raises as `beri`."""
    if not boleh_memperpanjang(peran(oleh)):
        raise PermissionDenied
    baris = Perpanjangan.objects.select_for_update().get(pk=perpanjangan.pk)
    if not baris.berlaku(timezone.localdate()):
        raise PerpanjanganDitolak("Perpanjangan ini sudah berakhir.")
    baris.diakhiri_pada, baris.diakhiri_oleh = timezone.now(), oleh
    baris.save(update_fields=["diakhiri_pada", "diakhiri_oleh"])
    _catat(baris, "perpanjangan.akhiri", "mengakhiri perpanjangan", oleh, jabatan)


def _keberatan(triwulan: Triwulan, isi: IsiPerpanjangan, hari_ini: date) -> str | None:
    if triwulan.ditutup:
        return triwulan.sebab_tutup
    if not isi.alasan.strip():
        return "Tuliskan alasan perpanjangan; alasan itu dicetak dalam lampiran laporan."
    if isi.batas_baru <= triwulan.batas_staf:
        return f"Batas baru harus sesudah batas pengisian {tanggal(triwulan.batas_staf)}."
    if isi.berlaku_sampai < isi.batas_baru:
        return "Perpanjangan harus berlaku paling sedikit sampai batas barunya."
    if isi.berlaku_sampai < hari_ini:
        return "Hari terakhir perpanjangan sudah lewat."
    if isi.berlaku_sampai > triwulan.batas_staf + TERLAMA:
        return f"Perpanjangan paling lama {TERLAMA.days} hari sesudah batas pengisian. Periksa kembali tahunnya."
    if any(i.unit_id != isi.unit.pk for i in isi.indikator):
        return f"Ada indikator yang bukan milik {isi.unit.nama}."
    return None


def _catat(baris: Perpanjangan, peristiwa: str, kerja: str, oleh: Pegawai, jabatan: str) -> None:
    catat(
        peristiwa,
        objek=baris,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {kerja} {baris.triwulan} untuk {baris.unit.nama}: {baris.alasan}",
        data={
            "batas_baru": baris.batas_baru.isoformat(),
            "berlaku_sampai": baris.berlaku_sampai.isoformat(),
            "indikator": sorted(str(i.public_id) for i in baris.indikator.all()),
        },
    )


@dataclass(frozen=True, slots=True)
class BarisPerpanjangan:
    """An extension with its words, ready to print."""

    perpanjangan: Perpanjangan
    unit: str
    indikator: str
    batas_baru: date
    berlaku_sampai: date
    alasan: str
    oleh: str
    keadaan: str
    berlaku: bool


def perpanjangan_triwulan(triwulan: Collection[Triwulan], hari_ini: date) -> list[BarisPerpanjangan]:
    """The extensions of these periods, ended ones too. One query, two when there are any."""
    rows = Perpanjangan.objects.filter(triwulan__in=triwulan).select_related("unit", "diberikan_oleh", "triwulan")
    return [_baris(p, hari_ini) for p in rows.prefetch_related("indikator")]


def _baris(p: Perpanjangan, hari_ini: date) -> BarisPerpanjangan:
    return BarisPerpanjangan(
        perpanjangan=p,
        unit=p.unit.nama,
        indikator=SEMUA_INDIKATOR if p.semua_indikator else daftar([i.nama for i in p.indikator.all()]),
        batas_baru=p.batas_baru,
        berlaku_sampai=p.berlaku_sampai,
        alasan=p.alasan,
        oleh=p.diberikan_oleh.nama,
        keadaan=_keadaan(p, hari_ini),
        berlaku=p.berlaku(hari_ini),
    )


def _keadaan(p: Perpanjangan, hari_ini: date) -> str:
    if p.diakhiri_pada:
        return f"diakhiri {tanggal(p.diakhiri_pada)}"
    return "berlaku" if p.berlaku(hari_ini) else f"berakhir sendiri {tanggal(p.berlaku_sampai)}"


def untuk_klaim(semua: Sequence[Perpanjangan], unit_id: int, indikator_id: int) -> Perpanjangan | None:
    """The newest of these that covers an indicator, as `PerpanjanganQuerySet.milik_klaim` finds it for one claim."""
    cocok = (p for p in semua if p.unit_id == unit_id and p.diakhiri_pada is None)
    kena = [p for p in cocok if p.semua_indikator or indikator_id in {i.pk for i in p.indikator.all()}]
    return max(kena, key=lambda p: p.pk, default=None)
