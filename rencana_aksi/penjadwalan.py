"""Changes of the calendar: a date moved with a reason (R-16), a period held and let go, each in the trail."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import tanggal, tanggal_pendek
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from rencana_aksi.jadwal import hari_libur, tanggal_setahun
from rencana_aksi.kalender import ButirTahunan, Tahap, geser_ke_hari_kerja
from rencana_aksi.models import PerubahanJadwal, TanggalTahunan, Triwulan
from rencana_aksi.permissions import boleh_menggeser, is_camat

# The inner dates in the order in which a claim passes them; the Camat's may lie before week 4 ends.
_BERURUTAN = (Tahap.BUKA, Tahap.STAF, Tahap.ESELON_IV, Tahap.ESELON_III)
_PERISTIWA = {"geser": "jadwal.geser", "tahan": "triwulan.tahan", "lepas": "triwulan.lepas"}
Jenis = PerubahanJadwal.Jenis


class JadwalDitolak(Exception):
    """The calendar cannot be changed like this; the message is a sentence for the person."""


@transaction.atomic
def geser_batas(
    *, triwulan: Triwulan, tahap: Tahap, ke: date, alasan: str, oleh: Pegawai, jabatan: str = ""
) -> PerubahanJadwal:
    """Move one date of a period (R-16). The Camat's date leaves the office, so it falls back to a working day (R-14).

    Raises PermissionDenied for anyone but administrator and planner, JadwalDitolak with a sentence. Lateness that is
    recorded already stays as it is.
    """
    if not boleh_menggeser(peran(oleh)):
        raise PermissionDenied
    triwulan = Triwulan.objects.select_for_update().get(pk=triwulan.pk)
    _periksa(triwulan, triwulan.tahun, ke, alasan)
    dari = triwulan.batas(tahap)
    if tahap == Tahap.CAMAT:
        triwulan.batas_camat_aturan, ke = ke, geser_ke_hari_kerja(ke, hari_libur(ke.year))
    nama = "buka" if tahap == Tahap.BUKA else f"batas_{tahap}"
    setattr(triwulan, nama, ke)
    _periksa_urutan(triwulan, tahap)
    _periksa_beda(dari, ke)
    triwulan.save(update_fields=[nama, "batas_camat_aturan"])
    return _catat(
        PerubahanJadwal(jenis=Jenis.GESER, triwulan=triwulan, tahap=tahap, dari=dari, ke=ke),
        f"{tahap.label} {triwulan} dari {tanggal(dari)} menjadi {tanggal(ke)}",
        alasan,
        oleh,
        jabatan,
    )


@transaction.atomic
def geser_tahunan(
    *, tahun: int, butir: ButirTahunan, ke: date, alasan: str, oleh: Pegawai, jabatan: str = ""
) -> PerubahanJadwal:
    """Move a yearly date (R-16); raises as `geser_batas`. What follows the DPA moves with the DPA's own date."""
    if not boleh_menggeser(peran(oleh)):
        raise PermissionDenied
    satu = next((t for t in tanggal_setahun(tahun) if t.butir == butir), None)
    if satu is None:
        raise JadwalDitolak(f"Belum ada aturan untuk {butir.label} tahun {tahun}.")
    if satu.mengikuti_dpa:
        raise JadwalDitolak(
            f"{butir.label} mengikuti tanggal pengesahan DPA. Ubah tanggal DPA pada halaman Perjanjian Kinerja {tahun}."
        )
    _periksa(None, tahun, ke, alasan)
    aturan, ke = ke, geser_ke_hari_kerja(ke, hari_libur(ke.year)) if satu.keluar else ke
    _periksa_beda(satu.tanggal, ke)
    baris, _ = TanggalTahunan.objects.update_or_create(
        tahun=tahun, butir=butir, defaults={"tanggal": ke, "tanggal_aturan": aturan}
    )
    return _catat(
        PerubahanJadwal(jenis=Jenis.GESER, tahunan=baris, dari=satu.tanggal, ke=ke),
        f"{baris} dari {tanggal(satu.tanggal)} menjadi {tanggal(ke)}",
        alasan,
        oleh,
        jabatan,
    )


@transaction.atomic
def tahan(*, triwulan: Triwulan, alasan: str, oleh: Pegawai, jabatan: str = "") -> PerubahanJadwal:
    """Hold back the submissions of a period; drafts and the desks go on, and no due date moves.

    Raises PermissionDenied for anyone but the Camat, JadwalDitolak with a sentence.
    """
    triwulan = _kunci_camat(triwulan, oleh)
    _periksa(triwulan, triwulan.tahun, None, alasan)
    if triwulan.ditahan:
        raise JadwalDitolak(f"Pengajuan {triwulan} sudah ditahan sejak {tanggal(triwulan.ditahan_pada)}.")
    triwulan.ditahan_pada, triwulan.ditahan_oleh = timezone.now(), oleh
    triwulan.alasan_tahan = alasan.strip()
    return _simpan_tahan(triwulan, Jenis.TAHAN, alasan, oleh, jabatan)


@transaction.atomic
def lepas(*, triwulan: Triwulan, alasan: str, oleh: Pegawai, jabatan: str = "") -> PerubahanJadwal:
    """Take submissions again; raises as `tahan`."""
    triwulan = _kunci_camat(triwulan, oleh)
    _periksa(triwulan, triwulan.tahun, None, alasan)
    if not triwulan.ditahan:
        raise JadwalDitolak(f"Pengajuan {triwulan} tidak sedang ditahan.")
    triwulan.ditahan_pada = triwulan.ditahan_oleh = None
    triwulan.alasan_tahan = ""
    return _simpan_tahan(triwulan, Jenis.LEPAS, alasan, oleh, jabatan)


def _kunci_camat(triwulan: Triwulan, oleh: Pegawai) -> Triwulan:
    if not is_camat(peran(oleh)):
        raise PermissionDenied
    return Triwulan.objects.select_for_update().get(pk=triwulan.pk)


def _simpan_tahan(triwulan: Triwulan, jenis: Jenis, alasan: str, oleh: Pegawai, jabatan: str) -> PerubahanJadwal:
    triwulan.save(update_fields=["ditahan_pada", "ditahan_oleh", "alasan_tahan"])
    return _catat(PerubahanJadwal(jenis=jenis, triwulan=triwulan), str(triwulan), alasan, oleh, jabatan)


def _periksa(triwulan: Triwulan | None, tahun: int, ke: date | None, alasan: str) -> None:
    if not alasan.strip():
        raise JadwalDitolak("Tuliskan alasannya, agar yang membaca kalender ini tahu sebabnya.")
    if triwulan and triwulan.ditutup:
        raise JadwalDitolak(triwulan.sebab_tutup)
    # The rules give no date outside of these two years, so another one is a slip of the pen.
    if ke and ke.year not in (tahun, tahun + 1):
        raise JadwalDitolak(f"{tanggal(ke)} di luar tahun {tahun} dan {tahun + 1}. Periksa kembali tahunnya.")


def _periksa_urutan(triwulan: Triwulan, tahap: Tahap) -> None:
    """The dates inside the office climb with the ladder."""
    if tahap not in _BERURUTAN:
        return
    for lebih_awal, kemudian in pairwise(_BERURUTAN):
        if triwulan.batas(lebih_awal) > triwulan.batas(kemudian):
            raise JadwalDitolak(
                f"{lebih_awal.label} ({tanggal(triwulan.batas(lebih_awal))}) tidak boleh sesudah "
                f"{kemudian.label.lower()} ({tanggal(triwulan.batas(kemudian))}). Geser tanggal yang satunya dahulu."
            )


def _periksa_beda(dari: date, ke: date) -> None:
    if dari == ke:
        raise JadwalDitolak(f"Tanggalnya sudah {tanggal(ke)}, jadi tidak ada yang berubah.")


def _catat(baris: PerubahanJadwal, hal: str, alasan: str, oleh: Pegawai, jabatan: str) -> PerubahanJadwal:
    baris.alasan, baris.oleh, baris.nama, baris.jabatan = alasan.strip(), oleh, oleh.nama, jabatan
    baris.save(force_insert=True)
    data = {"alasan": baris.alasan}
    if baris.jenis == Jenis.GESER:
        data |= {"tahap": baris.tahap, "dari": tanggal_pendek(baris.dari), "ke": tanggal_pendek(baris.ke)}
    catat(
        _PERISTIWA[baris.jenis],
        objek=baris.triwulan or baris.tahunan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {baris.get_jenis_display()} {hal}: {baris.alasan}",
        data=data,
    )
    return baris
