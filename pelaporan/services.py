"""Writes about reports: asking for one, trying again, opening a closed quarter. The actor is `oleh`."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from organisasi import antrean
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import sidik_snapshot
from pelaporan.permissions import boleh_final, boleh_konsep, boleh_mengulang
from pelaporan.rekap import KekuranganLaporan, kekurangan_laporan, snapshot, susun_naskah
from rencana_aksi.models import Triwulan

BELUM_BERAKHIR = (Laporan.Keadaan.ANTRE, Laporan.Keadaan.BERJALAN)


class LaporanDitolak(Exception):
    """The request cannot be granted now; the message is a sentence, `kekurangan` the indicators that are missing."""

    def __init__(self, kalimat: str, kekurangan: Sequence[KekuranganLaporan] = ()):
        super().__init__(kalimat)
        self.kekurangan = list(kekurangan)


@transaction.atomic
def minta_laporan(*, triwulan: Triwulan, konsep: bool, oleh: Pegawai, jabatan: str) -> Laporan:
    """Freeze the quarter as it stands and queue its report; a final one closes the quarter.

    A second request for the same thing gives the first one's report. Raises PermissionDenied for who may never ask,
    LaporanDitolak with the list of what is missing when the quarter is not ready.
    """
    boleh = boleh_konsep if konsep else boleh_final
    if not boleh(peran(oleh)):
        raise PermissionDenied
    # Two clicks make one report: whoever comes second waits here and finds what the first one made.
    triwulan = Triwulan.objects.select_for_update().get(pk=triwulan.pk)
    ada = _konsep_berjalan(triwulan, oleh) if konsep else _final_berlaku(triwulan)
    if ada:
        return ada
    if not konsep:
        _tutup(triwulan, oleh)
    laporan = _bekukan(triwulan, konsep=konsep, oleh=oleh)
    catat(
        "laporan.minta_konsep" if konsep else "laporan.minta_final",
        objek=laporan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} meminta {laporan}",
        data={"sidik_snapshot": laporan.sidik_snapshot},
    )
    antrean.bunyikan_sesudah_tersimpan(laporan)
    return laporan


def keberatan_final(triwulan: Triwulan, kurang: Sequence[KekuranganLaporan]) -> str | None:
    """The sentence that says why the quarter's final report cannot be made now, or None when it can."""
    if triwulan.ditutup:
        return f"{triwulan} sudah ditutup: laporan finalnya sudah diminta."
    if kurang:
        return f"Laporan final belum dapat dibuat: {len(kurang)} indikator pada {triwulan} belum disahkan."
    return None


def _konsep_berjalan(triwulan: Triwulan, oleh: Pegawai) -> Laporan | None:
    return Laporan.objects.filter(
        triwulan=triwulan, konsep=True, diminta_oleh=oleh, keadaan__in=BELUM_BERAKHIR
    ).first()


def _final_berlaku(triwulan: Triwulan) -> Laporan | None:
    if not triwulan.ditutup:
        return None
    return Laporan.objects.filter(triwulan=triwulan, konsep=False).order_by("-versi").first()


def _tutup(triwulan: Triwulan, oleh: Pegawai) -> None:
    # The ladder locks the quarter with every step: one that has begun ended before this, the next finds it closed.
    kurang = kekurangan_laporan(triwulan)
    if keberatan := keberatan_final(triwulan, kurang):
        raise LaporanDitolak(keberatan, kurang)
    triwulan.ditutup_pada, triwulan.ditutup_oleh = timezone.now(), oleh
    triwulan.save(update_fields=["ditutup_pada", "ditutup_oleh"])


def _bekukan(triwulan: Triwulan, *, konsep: bool, oleh: Pegawai) -> Laporan:
    sekarang = timezone.localtime()
    terakhir = Laporan.objects.filter(triwulan=triwulan).aggregate(Max("versi"))["versi__max"] or 0
    versi = None if konsep else terakhir + 1
    isi = snapshot(susun_naskah(triwulan, konsep=konsep, versi=versi, dibuat=sekarang))
    return Laporan.objects.create(
        triwulan=triwulan,
        konsep=konsep,
        versi=versi,
        snapshot=isi,
        sidik_snapshot=sidik_snapshot(isi),
        diminta_pada=sekarang,
        diminta_oleh=oleh,
    )


@transaction.atomic
def ulangi(*, laporan: Laporan, oleh: Pegawai, jabatan: str) -> Laporan:
    """Queue a failed or cancelled report again, from the same snapshot; any other stays as it is."""
    if not boleh_mengulang(peran(oleh), laporan):
        raise PermissionDenied
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    if not laporan.dapat_diulang:
        return laporan
    antrean.kembalikan_ke_antrean(laporan)
    catat("laporan.ulangi", objek=laporan, oleh=oleh, jabatan=jabatan, uraian=f"{oleh.nama} mengulang {laporan}")
    antrean.bunyikan_sesudah_tersimpan(laporan)
    return laporan


@transaction.atomic
def buka_kembali(*, triwulan: Triwulan, oleh: Pegawai, alasan: str, jabatan: str) -> None:
    """Open a closed quarter so that a ratification can be withdrawn; the reports made so far stay.

    Raises PermissionDenied for anyone but the Camat, LaporanDitolak without a reason or for an open quarter.
    """
    if not boleh_final(peran(oleh)):
        raise PermissionDenied
    if not alasan.strip():
        raise LaporanDitolak("Tuliskan alasan membuka kembali triwulan ini.")
    triwulan = Triwulan.objects.select_for_update().get(pk=triwulan.pk)
    if not triwulan.ditutup:
        raise LaporanDitolak(f"{triwulan} tidak sedang ditutup.")
    triwulan.ditutup_pada = triwulan.ditutup_oleh = None
    triwulan.save(update_fields=["ditutup_pada", "ditutup_oleh"])
    catat(
        "triwulan.buka_kembali",
        objek=triwulan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} membuka kembali {triwulan}: {alasan.strip()}",
        data={"alasan": alasan.strip()},
    )
