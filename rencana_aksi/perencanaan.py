"""The plan of an indicator: drafted, submitted, ratified, changed with a reason. Nothing else writes its status.

The order inside a step is fixed: lock, who, status, what was seen, precondition, write, trail.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from kinerja.models import Indikator, TargetTahunan
from kinerja.perhitungan import Akumulasi, Target
from organisasi.bahasa import AKHIR_TAHUN, daftar
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import Peran, peran
from rencana_aksi.akhir_tahun import siapkan_akhir_tahun
from rencana_aksi.isi_rencana import (
    TANPA_TARGET,
    Beda,
    IsiRencana,
    IsiTriwulan,
    bandingkan,
    isi_dari,
    kekurangan_rencana,
    sidik_isi,
)
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    PerubahanRencanaAksi,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
    Triwulan,
)
from rencana_aksi.permissions import boleh_menetapkan_rencana, boleh_mengajukan_rencana, boleh_menyusun_rencana
from rencana_aksi.services import IsianDitolak, siapkan_capaian, siapkan_tahun

Status = RencanaAksi.Status
# Room above the order numbers in use: the unique key must not be met while slots change places.
_GESER_URUTAN = 1000


class RencanaDitolak(IsianDitolak):
    """The step cannot be taken; `kekurangan` lists what is missing, when that is why."""

    def __init__(self, kalimat: str, kekurangan: Sequence[str] = ()):
        super().__init__(kalimat)
        self.kekurangan = list(kekurangan)


class RencanaBerubah(RencanaDitolak):
    """The plan is no longer what the person saw."""


class Langkah(models.TextChoices):
    SIMPAN = "simpan", "menyusun"
    AJUKAN = "ajukan", "mengajukan"
    KEMBALIKAN = "kembalikan", "mengembalikan"
    TETAPKAN = "tetapkan", "menetapkan"
    UBAH = "ubah", "mengubah"
    USULKAN = "usulkan", "mengusulkan perubahan"


@dataclass(frozen=True, slots=True)
class Transisi:
    dari: Status
    ke: Status
    siapa: Callable[[Peran, Indikator], bool]


def _camat(peran: Peran, indikator: Indikator) -> bool:
    return boleh_menetapkan_rencana(peran)


TRANSISI: dict[Langkah, Transisi] = {
    Langkah.SIMPAN: Transisi(Status.DRAF, Status.DRAF, boleh_menyusun_rencana),
    Langkah.AJUKAN: Transisi(Status.DRAF, Status.DIAJUKAN, boleh_mengajukan_rencana),
    Langkah.KEMBALIKAN: Transisi(Status.DIAJUKAN, Status.DRAF, _camat),
    Langkah.TETAPKAN: Transisi(Status.DIAJUKAN, Status.DITETAPKAN, _camat),
    Langkah.UBAH: Transisi(Status.DITETAPKAN, Status.DITETAPKAN, _camat),
    Langkah.USULKAN: Transisi(Status.DITETAPKAN, Status.DITETAPKAN, boleh_mengajukan_rencana),
}


@dataclass(frozen=True, slots=True)
class Lembar:
    """An indicator's sheet of a year; `rencana` is None until somebody has begun it."""

    indikator: Indikator
    tahun: int
    rencana: RencanaAksi | None
    isi: IsiRencana
    target_tahun: Target

    @property
    def status(self) -> Status:
        return Status(self.rencana.status) if self.rencana else Status.DRAF

    @property
    def sidik(self) -> str:
        return sidik_isi(self.isi, self.status)

    @property
    def kekurangan(self) -> list[str]:
        return kekurangan_rencana(self.indikator, self.isi, self.target_tahun)

    def boleh(self, langkah: Langkah, peran: Peran) -> bool:
        """Whether this person may take the step on the plan as it stands, complete or not."""
        transisi = TRANSISI[langkah]
        return self.status == transisi.dari and transisi.siapa(peran, self.indikator)


def buka_lembar(indikator: Indikator, tahun: int) -> Lembar:
    """Read one sheet; five queries."""
    rencana = rencana_lengkap().filter(indikator=indikator, tahun=tahun).first()
    target = TargetTahunan.objects.filter(indikator=indikator, tahun=tahun).first()
    return _lembar(indikator, tahun, rencana, target)


def _lembar(indikator: Indikator, tahun: int, rencana: RencanaAksi | None, target: TargetTahunan | None) -> Lembar:
    return Lembar(
        indikator=indikator,
        tahun=tahun,
        rencana=rencana,
        isi=isi_dari(rencana) if rencana else IsiRencana(),
        target_tahun=target.target if target else TANPA_TARGET,
    )


def rencana_lengkap() -> QuerySet[RencanaAksi]:
    """Plans with all that a sheet reads of them; two queries more, whatever their number."""
    return RencanaAksi.objects.select_related("penanggung_jawab").prefetch_related(
        "target_triwulan__triwulan", "target_triwulan__syarat"
    )


def lembar_setahun(tahun: int) -> list[Lembar]:
    """The sheets of every indicator that has a target or a plan in the year, IKU first; six queries."""
    target = {t.indikator_id: t for t in TargetTahunan.objects.filter(tahun=tahun)}
    rencana = {r.indikator_id: r for r in rencana_lengkap().filter(tahun=tahun)}
    perlu = {pk for pk, t in target.items() if t.nilai is not None} | rencana.keys()
    indikator = Indikator.objects.filter(pk__in=perlu).select_related(
        "unit", "sasaran", "program", "kegiatan", "sub_kegiatan"
    )
    lembar = [_lembar(i, tahun, rencana.get(i.pk), target.get(i.pk)) for i in indikator]
    return sorted(lembar, key=urutan_lembar)


def urutan_lembar(lembar: Lembar) -> tuple[bool, str, int, int]:
    """IKU by their order, then everything else by its code, a program before what hangs below it."""
    indikator = lembar.indikator
    induk = indikator.sub_kegiatan or indikator.kegiatan or indikator.program
    return (induk is not None, induk.kode if induk else "", indikator.urutan, indikator.pk)


# Steps


@transaction.atomic
def simpan_rencana(
    *, indikator: Indikator, tahun: int, isi: IsiRencana, sidik: str, oleh: Pegawai, jabatan: str
) -> RencanaAksi:
    """Save a draft, incomplete or not; the first save begins the plan and the year's quarters.

    `sidik` is the fingerprint of the sheet that the person's page showed. Raises PermissionDenied, RencanaBerubah,
    RencanaDitolak.
    """
    if not boleh_menyusun_rencana(peran(oleh), indikator):
        raise PermissionDenied
    siapkan_tahun(tahun)
    rencana, _ = RencanaAksi.objects.get_or_create(indikator=indikator, tahun=tahun)
    lembar = _mulai(Langkah.SIMPAN, rencana, sidik, oleh)
    beda, _ = _tulis_isi(lembar, isi, boleh_menyentuh=False)
    if beda:
        _catat(Langkah.SIMPAN, lembar, oleh, jabatan, {"perubahan": [b.teks for b in beda]})
    return lembar.rencana


@transaction.atomic
def ajukan(*, rencana: RencanaAksi, sidik: str, oleh: Pegawai, jabatan: str) -> RencanaAksi:
    """Submit a complete draft to the Camat. Raises PermissionDenied, RencanaBerubah, RencanaDitolak."""
    lembar = _mulai(Langkah.AJUKAN, rencana, sidik, oleh)
    _ajukan(lembar, oleh, jabatan)
    return lembar.rencana


@transaction.atomic
def tetapkan(*, rencana: RencanaAksi, sidik: str, oleh: Pegawai, jabatan: str) -> RencanaAksi:
    """Ratify a submitted plan and prepare the claim of each quarter that has a target. Raises as `ajukan`."""
    lembar = _mulai(Langkah.TETAPKAN, rencana, sidik, oleh)
    _tetapkan(lembar, oleh, jabatan)
    return lembar.rencana


@transaction.atomic
def kembalikan(*, rencana: RencanaAksi, alasan: str, sidik: str, oleh: Pegawai, jabatan: str) -> RencanaAksi:
    """Give a submitted plan back as a draft, with a reason. Raises as `ajukan`."""
    lembar = _mulai(Langkah.KEMBALIKAN, rencana, sidik, oleh)
    if not alasan.strip():
        raise RencanaDitolak("Tuliskan apa yang harus diperbaiki pada rencana aksi ini.")
    _pindah(lembar, Langkah.KEMBALIKAN)
    _catat(Langkah.KEMBALIKAN, lembar, oleh, jabatan, {"alasan": alasan.strip()})
    return lembar.rencana


@transaction.atomic
def ubah(
    *,
    rencana: RencanaAksi,
    isi: IsiRencana,
    alasan: str,
    menyentuh_klaim: bool,
    sidik: str,
    oleh: Pegawai,
    jabatan: str,
) -> PerubahanRencanaAksi:
    """Change a ratified plan; old and new values are kept beside the reason.

    `menyentuh_klaim` says that the person knows of the submitted claims below the change: without it such a change
    is refused, and a change below a final report always. Raises PermissionDenied, RencanaBerubah, RencanaDitolak.
    """
    lembar = _mulai(Langkah.UBAH, rencana, sidik, oleh)
    _pastikan_ubahan(lembar, isi, alasan)
    beda, diajukan = _tulis_isi(lembar, isi, boleh_menyentuh=menyentuh_klaim)
    siapkan_capaian(TargetTriwulan.objects.filter(rencana_aksi=lembar.rencana))
    siapkan_akhir_tahun([lembar.rencana])
    perubahan = PerubahanRencanaAksi.objects.create(
        rencana_aksi=lembar.rencana,
        nomor=lembar.rencana.perubahan.count() + 1,
        alasan=alasan.strip(),
        perubahan=[b.teks for b in beda],
        menyentuh_klaim=bool(diajukan),
        oleh=oleh,
    )
    data = {"alasan": perubahan.alasan, "perubahan": perubahan.perubahan, "klaim": [str(c.triwulan) for c in diajukan]}
    _catat(Langkah.UBAH, lembar, oleh, jabatan, data)
    return perubahan


def mulai_usulan(
    *, rencana: RencanaAksi, isi: IsiRencana, alasan: str, menyentuh_klaim: bool, sidik: str, oleh: Pegawai
) -> tuple[Lembar, list[Beda], bool]:
    """Lock a ratified plan and weigh a proposed change as `ubah` would, without writing it.

    Returns the sheet, the differences, and whether they reach submitted claims. Raises as `ubah`.
    """
    lembar = _mulai(Langkah.USULKAN, rencana, sidik, oleh)
    _pastikan_ubahan(lembar, isi, alasan)
    beda = bandingkan(lembar.isi, isi, lembar.indikator.presisi)
    klaim, triwulan = _kunci_klaim(lembar.rencana)
    diajukan = _diajukan(lembar, beda, klaim, triwulan)
    _pastikan_menyentuh(diajukan, boleh_menyentuh=menyentuh_klaim)
    for n in sorted({b.nomor for b in beda if b.nomor}):
        _periksa_slot(lembar.isi.triwulan[n - 1], isi.triwulan[n - 1])
    return lembar, beda, bool(diajukan)


# The whole year at once


def siap(langkah: Langkah, lembar: Iterable[Lembar], peran: Peran) -> list[Lembar]:
    """The sheets on which this person may take the step now, and which are complete."""
    return [s for s in lembar if s.rencana and s.boleh(langkah, peran) and not s.kekurangan]


def sidik_semua(lembar: Iterable[Lembar]) -> str:
    """The fingerprint of several sheets together."""
    return hashlib.sha256("".join(sorted(s.sidik for s in lembar)).encode()).hexdigest()


@transaction.atomic
def ajukan_semua(*, tahun: int, sidik: str, oleh: Pegawai, jabatan: str) -> int:
    """Submit every complete draft of the year that this person may submit; returns how many.

    `sidik` is `sidik_semua` of the sheets that the page counted. Raises PermissionDenied, RencanaBerubah.
    """
    lembar = _mulai_semua(Langkah.AJUKAN, tahun, sidik, oleh)
    for satu in lembar:
        _ajukan(satu, oleh, jabatan)
    return len(lembar)


@transaction.atomic
def tetapkan_semua(*, tahun: int, sidik: str, oleh: Pegawai, jabatan: str) -> int:
    """Ratify every submitted and complete plan of the year; returns how many."""
    lembar = _mulai_semua(Langkah.TETAPKAN, tahun, sidik, oleh)
    for satu in lembar:
        _tetapkan(satu, oleh, jabatan)
    return len(lembar)


def _mulai_semua(langkah: Langkah, tahun: int, sidik: str, oleh: Pegawai) -> list[Lembar]:
    list(RencanaAksi.objects.select_for_update(no_key=True).filter(tahun=tahun).order_by("pk"))
    pelaku, setahun = peran(oleh), lembar_setahun(tahun)
    if not any(TRANSISI[langkah].siapa(pelaku, s.indikator) for s in setahun):
        raise PermissionDenied
    lembar = siap(langkah, setahun, pelaku)
    if not lembar or sidik != sidik_semua(lembar):
        raise RencanaBerubah("Daftar ini berubah sejak Anda membukanya. Periksa kembali, lalu ulangi.")
    return lembar


# Inside a step


def _mulai(langkah: Langkah, rencana: RencanaAksi, sidik: str, oleh: Pegawai) -> Lembar:
    """Lock the plan and read it again, if this person may take this step on what they saw."""
    kunci = RencanaAksi.objects.select_for_update(of=("self",), no_key=True)
    terkunci = kunci.select_related("indikator", "penanggung_jawab").get(pk=rencana.pk)
    # The locked row itself, not the reader's: what was read before a write must not be taken for what is there after.
    lembar = replace(buka_lembar(terkunci.indikator, terkunci.tahun), rencana=terkunci)
    transisi = TRANSISI[langkah]
    if not transisi.siapa(peran(oleh), lembar.indikator):
        raise PermissionDenied
    if lembar.status != transisi.dari:
        raise RencanaDitolak(f"Rencana aksi ini berstatus “{lembar.status.label}”.")
    if sidik != lembar.sidik:
        raise RencanaBerubah("Rencana aksi ini berubah sejak Anda membukanya. Periksa kembali, lalu ulangi.")
    return lembar


def _ajukan(lembar: Lembar, oleh: Pegawai, jabatan: str) -> None:
    _pastikan_lengkap(lembar)
    _pindah(lembar, Langkah.AJUKAN)
    _catat(Langkah.AJUKAN, lembar, oleh, jabatan)


def _tetapkan(lembar: Lembar, oleh: Pegawai, jabatan: str) -> None:
    _pastikan_lengkap(lembar)
    lembar.rencana.ditetapkan_pada, lembar.rencana.ditetapkan_oleh = timezone.now(), oleh
    _pindah(lembar, Langkah.TETAPKAN)
    siapkan_capaian(TargetTriwulan.objects.filter(rencana_aksi=lembar.rencana))
    siapkan_akhir_tahun([lembar.rencana])
    _catat(Langkah.TETAPKAN, lembar, oleh, jabatan)


def _pastikan_ubahan(lembar: Lembar, isi: IsiRencana, alasan: str) -> None:
    """A change of a ratified plan says why, leaves the plan complete, and changes something."""
    if not alasan.strip():
        raise RencanaDitolak("Tuliskan alasan perubahan rencana aksi ini.")
    if kurang := kekurangan_rencana(lembar.indikator, isi, lembar.target_tahun):
        raise RencanaDitolak("Perubahan belum lengkap.", kurang)
    if not bandingkan(lembar.isi, isi, lembar.indikator.presisi):
        raise RencanaDitolak("Tidak ada yang berubah.")


def _pastikan_lengkap(lembar: Lembar) -> None:
    if kurang := lembar.kekurangan:
        raise RencanaDitolak("Rencana aksi ini belum lengkap.", kurang)


def _pindah(lembar: Lembar, langkah: Langkah) -> None:
    lembar.rencana.status = TRANSISI[langkah].ke
    lembar.rencana.save(update_fields=["status", "ditetapkan_pada", "ditetapkan_oleh"])


def _catat(langkah: Langkah, lembar: Lembar, oleh: Pegawai, jabatan: str, data: dict | None = None) -> None:
    alasan = f": {data['alasan']}" if data and "alasan" in data else ""
    catat(
        f"rencana_aksi.{langkah.value}",
        objek=lembar.rencana,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {langkah.label} rencana aksi “{lembar.indikator}” {lembar.tahun}{alasan}",
        data=data,
    )


# Writing what a plan says


def _tulis_isi(lembar: Lembar, isi: IsiRencana, *, boleh_menyentuh: bool) -> tuple[list[Beda], list[Capaian]]:
    """Write the differences, and say which they are and which submitted claims lie on them."""
    beda = bandingkan(lembar.isi, isi, lembar.indikator.presisi)
    if not beda:
        return [], []
    rencana = lembar.rencana
    klaim, triwulan = _kunci_klaim(rencana)
    diajukan = _diajukan(lembar, beda, klaim, triwulan)
    _pastikan_menyentuh(diajukan, boleh_menyentuh=boleh_menyentuh)
    rencana.langkah, rencana.penanggung_jawab = isi.langkah, isi.penanggung_jawab
    rencana.save(update_fields=["langkah", "penanggung_jawab"])
    for n in sorted({b.nomor for b in beda if b.nomor}):
        _periksa_slot(lembar.isi.triwulan[n - 1], isi.triwulan[n - 1])
        if isi.triwulan[n - 1].target.nilai is None and n in klaim:
            _hapus_klaim_kosong(klaim[n])
        _tulis_triwulan(rencana, triwulan[n], isi.triwulan[n - 1])
    return beda, diajukan


def _pastikan_menyentuh(diajukan: Sequence[Capaian], *, boleh_menyentuh: bool) -> None:
    if diajukan and not boleh_menyentuh:
        raise RencanaDitolak(
            f"Perubahan ini mengubah dasar {daftar([str(c.triwulan) for c in diajukan])}, yang klaimnya sudah "
            "diajukan. Nyatakan bahwa Anda mengubah triwulan yang sudah diajukan, beserta alasannya."
        )


def _kunci_klaim(rencana: RencanaAksi) -> tuple[dict[int, Capaian], dict[int, Triwulan]]:
    """The plan's claims and the year's quarters by number, locked: a claim may go up, or a report close its quarter.

    Claims before quarters, as the ladder locks them, so that neither waits for the other.
    """
    klaim = Capaian.objects.filter(target_triwulan__rencana_aksi=rencana).order_by("pk")
    klaim = klaim.select_for_update(of=("self",)).select_related("target_triwulan__triwulan")
    per_nomor = {c.triwulan.nomor: c for c in klaim}
    triwulan = Triwulan.objects.select_for_update(no_key=True).filter(tahun=rencana.tahun).order_by("nomor")
    return per_nomor, {tw.nomor: tw for tw in triwulan}


def _diajukan(
    lembar: Lembar, beda: Sequence[Beda], klaim: dict[int, Capaian], triwulan: dict[int, Triwulan]
) -> list[Capaian]:
    """The submitted claims whose figures or proof the differences reach. Refuses what a final report stands on."""
    terkena = [n for n in _nomor_terkena(beda, lembar.indikator.akumulasi) if n in triwulan]
    langsung = {b.nomor for b in beda}
    for n in terkena:
        if triwulan[n].ditutup and (n in langsung or n in klaim):
            raise RencanaDitolak(f"{triwulan[n]} sudah ditutup karena laporannya sudah final, jadi dasarnya tetap.")
    return [klaim[n] for n in terkena if n in klaim and not klaim[n].dapat_diisi]


def _nomor_terkena(beda: Sequence[Beda], akumulasi: str) -> list[int]:
    """The periods that the differences reach: a rolled-up target carries those after it, every target the year."""
    terkena: set[int] = set()
    for satu in beda:
        if satu.nomor:
            sampai = 4 if satu.target and akumulasi != Akumulasi.AKHIR else satu.nomor
            terkena.update(range(satu.nomor, sampai + 1), [AKHIR_TAHUN] if satu.target else [])
    return sorted(terkena)


def _periksa_slot(lama: IsiTriwulan, baru: IsiTriwulan) -> None:
    ada, dipakai = ({s.public_id for s in tw.syarat if s.public_id} for tw in (lama, baru))
    if not dipakai <= ada:
        raise RencanaDitolak("Ada syarat data dukung yang bukan milik triwulan ini. Muat ulang halaman ini.")
    berisi = DataDukung.objects.filter(syarat__public_id__in=ada - dipakai).select_related("syarat").first()
    if berisi:
        raise RencanaDitolak(
            f"Syarat “{berisi.syarat}” sudah mempunyai dokumen, jadi tidak dapat dihapus. Jadikan “bila ada”."
        )


def _hapus_klaim_kosong(klaim: Capaian) -> None:
    """A claim that nobody has touched goes with its target; one with anything in it keeps the target."""
    if klaim.versi or klaim.data_dukung.exists() or klaim.putusan.exists():
        raise RencanaDitolak(f"{klaim.triwulan} sudah mempunyai isian klaim, jadi targetnya tidak dapat dikosongkan.")
    klaim.delete()


def _tulis_triwulan(rencana: RencanaAksi, triwulan: Triwulan, isi: IsiTriwulan) -> None:
    nilai = {"nilai": isi.target.nilai, "nilai_atas": isi.target.atas}
    target, _ = TargetTriwulan.objects.update_or_create(rencana_aksi=rencana, triwulan=triwulan, defaults=nilai)
    target.syarat.exclude(public_id__in=[s.public_id for s in isi.syarat if s.public_id]).delete()
    target.syarat.update(urutan=F("urutan") + _GESER_URUTAN)
    for urutan, satu in enumerate(isi.syarat, 1):
        kolom = {"urutan": urutan, "jenis": satu.jenis, "uraian": satu.uraian, "wajib": satu.wajib}
        if satu.public_id:
            target.syarat.filter(public_id=satu.public_id).update(**kolom)
        else:
            SyaratDataDukung.objects.create(target_triwulan=target, **kolom)
