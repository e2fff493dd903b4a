"""Asking for the annual report: a draft at any time, a final version once nothing is missing (R-13, domain 1.6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from organisasi import antrean
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.lkjip_beda import perubahan_versi
from pelaporan.lkjip_data import narasi_naskah
from pelaporan.models import Laporan
from pelaporan.narasi import KekuranganNarasi, kekurangan_narasi
from pelaporan.naskah.tahunan import NaskahTahunan, dari_json
from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.permissions import boleh_final, boleh_konsep
from pelaporan.rekap import KekuranganLaporan, kekurangan_laporan
from pelaporan.rekap_tahun import susun_naskah_tahunan
from pelaporan.services import BELUM_BERAKHIR, LaporanDitolak
from rencana_aksi.models import Triwulan


@dataclass(frozen=True, slots=True)
class KekuranganLkjip:
    """What keeps a year's report from being final: claims that are not ratified, texts that are missing."""

    indikator: Sequence[KekuranganLaporan]
    narasi: Sequence[KekuranganNarasi]

    @property
    def keberatan(self) -> str | None:
        """The sentence that says why there can be no final report now, or None when it can be made."""
        bagian = []
        if self.indikator:
            bagian.append(f"{len(self.indikator)} indikator belum disahkan")
        if self.narasi:
            bagian.append(f"{len(self.narasi)} bagian narasi belum siap")
        return f"Laporan final belum dapat dibuat: {' dan '.join(bagian)}." if bagian else None


def kekurangan_lkjip(akhir: Triwulan) -> KekuranganLkjip:
    """Read the gaps of a year; `akhir` is the period of its own measurement."""
    return KekuranganLkjip(kekurangan_laporan(akhir), kekurangan_narasi(akhir.tahun))


def lkjip_tahun(tahun: int) -> QuerySet[Laporan]:
    """Every annual report of a year that was ever asked for, drafts too."""
    return Laporan.objects.filter(jenis=Laporan.Jenis.LKJIP, objek=str(tahun))


def versi_terbaru(tahun: int) -> dict | None:
    """The last final version's number and what changed in it (`perubahan`), without the rest of its snapshot."""
    final = lkjip_tahun(tahun).filter(konsep=False).annotate(perubahan=F("snapshot__perubahan"))
    return final.order_by("-versi").values("versi", "perubahan").first()


@transaction.atomic
def minta_konsep_lkjip(*, tahun: int, oleh: Pegawai, jabatan: str) -> Laporan:
    """Freeze the year as it stands and queue a draft; a person's waiting draft is given again.

    Raises PermissionDenied for who may not prepare reports.
    """
    if not boleh_konsep(peran(oleh)):
        raise PermissionDenied
    akhir = _kunci(tahun)
    if ada := lkjip_tahun(tahun).filter(konsep=True, diminta_oleh=oleh, keadaan__in=BELUM_BERAKHIR).first():
        return ada
    return _simpan(_susun(akhir, konsep=True, versi=None), oleh=oleh, jabatan=jabatan)


@transaction.atomic
def minta_final_lkjip(*, tahun: int, oleh: Pegawai, jabatan: str) -> Laporan:
    """Freeze the year as its next version, close its measurement and queue the PDF.

    While nothing has changed since the last version, that one is given: two clicks make one report. Raises
    PermissionDenied for anyone but the Camat, LaporanDitolak when something is missing.
    """
    if not boleh_final(peran(oleh)):
        raise PermissionDenied
    # The ladder locks the period with every step: a claim ends its step before this, the next finds it closed.
    akhir = _kunci(tahun)
    kurang = kekurangan_lkjip(akhir)
    if kurang.keberatan:
        raise LaporanDitolak(kurang.keberatan, kurang.indikator)
    _tutup(akhir, oleh)
    terakhir = lkjip_tahun(tahun).filter(konsep=False).order_by("-versi").first()
    naskah = _susun(akhir, konsep=False, versi=terakhir.versi + 1 if terakhir else 1)
    if terakhir is None:
        return _simpan(naskah, oleh=oleh, jabatan=jabatan)
    perubahan = perubahan_versi(dari_json(terakhir.snapshot), naskah)
    if not perubahan:
        return terakhir
    return _simpan(replace(naskah, perubahan=perubahan), oleh=oleh, jabatan=jabatan)


def _kunci(tahun: int) -> Triwulan:
    return Triwulan.objects.select_for_update().get(tahun=tahun, nomor=AKHIR_TAHUN)


def _tutup(akhir: Triwulan, oleh: Pegawai) -> None:
    if not akhir.ditutup:
        akhir.ditutup_pada, akhir.ditutup_oleh = timezone.now(), oleh
        akhir.save(update_fields=["ditutup_pada", "ditutup_oleh"])


def _susun(akhir: Triwulan, *, konsep: bool, versi: int | None) -> NaskahTahunan:
    return susun_naskah_tahunan(
        akhir, konsep=konsep, versi=versi, dibuat=timezone.localtime(), narasi=narasi_naskah(akhir.tahun)
    )


def _simpan(naskah: NaskahTahunan, *, oleh: Pegawai, jabatan: str) -> Laporan:
    isi = ke_json(naskah)
    versi = "konsep" if naskah.konsep else f"versi {naskah.versi}"
    laporan = Laporan.objects.create(
        jenis=Laporan.Jenis.LKJIP,
        objek=str(naskah.tahun),
        judul=f"{naskah.judul}, {versi}",
        konsep=naskah.konsep,
        versi=naskah.versi,
        snapshot=isi,
        sidik_snapshot=sidik_snapshot(isi),
        diminta_pada=naskah.dibuat,
        diminta_oleh=oleh,
    )
    catat(
        "laporan.minta_konsep" if naskah.konsep else "laporan.minta_final",
        objek=laporan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} meminta {laporan}",
        data={"sidik_snapshot": laporan.sidik_snapshot, "perubahan": list(naskah.perubahan)},
    )
    antrean.bunyikan_sesudah_tersimpan(laporan)
    return laporan
