"""The ladder of a claim: staf -> Eselon IV -> Eselon III -> Camat. Nothing else writes a claim's status.

The order inside a transition is fixed: lock, who, status, precondition, rung, write, trail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from kinerja.perhitungan import bulatkan, nilai_koreksi_sah
from organisasi.bahasa import angka, persen
from organisasi.jejak import catat
from organisasi.models import Pegawai, Penugasan
from organisasi.peran import peran
from rencana_aksi.aturan import MEMUTUS, NAIK, TRANSISI, berwenang, keberatan, meja_lain, tujuan_ajukan, tujuan_kembali
from rencana_aksi.kalender import hari_terlambat
from rencana_aksi.kedudukan import Kedudukan, Tindakan, kedudukan
from rencana_aksi.models import Capaian, DataDukung, Putusan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status

_DIKEMBALIKAN = (Status.KEMBALI_PENGISI, Status.KEMBALI_ESELON_IV, Status.KEMBALI_ESELON_III)


class TransisiDitolak(Exception):
    """The step cannot be taken now; the message is a sentence for the person who tried."""


class KlaimBerubah(TransisiDitolak):
    """The claim is no longer what the person saw."""


class IsiDitolak(TransisiDitolak):
    """What the desk wrote on its rung is not enough; the same form can mend it."""


@dataclass(frozen=True, slots=True)
class IsiPutusan:
    """What a desk writes on its rung. `nilai` None keeps the percentage; a number corrects it (guideline III.C)."""

    nilai: Decimal | None = None
    jenis_alasan: str = ""
    alasan: str = ""
    arahan: str = ""
    dokumen: Sequence[DataDukung] = ()
    tujuan: Status | None = None


@transaction.atomic
def putuskan(
    tindakan: Tindakan,
    *,
    capaian: Capaian,
    oleh: Pegawai,
    sidik: str,
    isi: IsiPutusan | None = None,
    pada: datetime | None = None,
) -> Putusan:
    """Take one step on the ladder and return its rung.

    `sidik` is the fingerprint that the person saw; `pada` is the moment of the decision, now unless the sample
    year is being told. Raises PermissionDenied when the step is never this person's,
    KlaimBerubah when the claim changed meanwhile, IsiDitolak when what was written is not enough, and
    TransisiDitolak when it cannot be taken now, each with a sentence.
    """
    isi, pada = isi or IsiPutusan(), pada or timezone.now()
    k = kedudukan(_kunci(capaian), peran(oleh, timezone.localdate(pada)))

    if not berwenang(tindakan, k):
        raise PermissionDenied
    if k.capaian.status not in TRANSISI[tindakan]:
        raise TransisiDitolak(keberatan(tindakan, k))
    if sidik != k.sidik:
        raise KlaimBerubah("Klaim ini berubah sejak Anda membukanya. Periksa kembali isinya, lalu putuskan lagi.")
    if alasan := keberatan(tindakan, k):
        raise TransisiDitolak(alasan)
    _periksa_isi(tindakan, k, isi)

    ke_status, nilai_keluar = _hasil(tindakan, k, isi)
    return _tulis(tindakan, k, isi, ke_status, nilai_keluar, pada)


def _kunci(capaian: Capaian) -> Capaian:
    """The claim as it is now, locked together with its quarter.

    Two desks may click at once, and the final report closes the quarter: decide on the locked rows, never on
    the page's copy.
    """
    terkunci = Capaian.objects.lengkap().select_for_update(of=("self", "target_triwulan__triwulan"), no_key=True)
    return terkunci.get(pk=capaian.pk)


def _periksa_isi(tindakan: Tindakan, k: Kedudukan, isi: IsiPutusan) -> None:
    if tindakan in (Tindakan.KEMBALIKAN, Tindakan.BATALKAN) and not (isi.alasan.strip() and isi.jenis_alasan):
        raise IsiDitolak("Tuliskan alasannya: apa yang kurang dan apa yang harus diperbaiki.")
    if tindakan == Tindakan.KEMBALIKAN and isi.tujuan not in tujuan_kembali(k):
        raise IsiDitolak("Pilih meja tujuan pengembalian.")
    berlaku = {d.pk for d in k.dokumen}
    if any(d.pk not in berlaku for d in isi.dokumen):
        raise IsiDitolak("Dokumen yang dikutip tidak termasuk data dukung klaim ini.")
    if isi.nilai is not None:
        _periksa_koreksi(tindakan, k, isi)


def _periksa_koreksi(tindakan: Tindakan, k: Kedudukan, isi: IsiPutusan) -> None:
    """A correction needs a reason, stays within bounds, and to go up needs the documents that show more (R-05)."""
    batas = k.ketentuan.batas_koreksi
    if tindakan not in (Tindakan.TERUSKAN, Tindakan.SAHKAN):
        raise IsiDitolak("Koreksi hanya dapat dilakukan saat meneruskan atau mengesahkan.")
    if bulatkan(isi.nilai, 2) == bulatkan(k.capaian.persen, 2):
        raise IsiDitolak(f"Nilai koreksi sama dengan nilai sekarang, {persen(isi.nilai)}.")
    if not nilai_koreksi_sah(isi.nilai, batas):
        raise IsiDitolak(f"Nilai koreksi harus antara 0 dan {angka(batas)} persen.")
    if not (isi.alasan.strip() and isi.jenis_alasan):
        raise IsiDitolak("Koreksi memerlukan jenis alasan dan penjelasannya.")
    if isi.nilai > k.capaian.persen and not isi.dokumen:
        raise IsiDitolak("Untuk menaikkan capaian, pilih data dukung yang menunjukkan prestasi lebih tinggi.")


def _hasil(tindakan: Tindakan, k: Kedudukan, isi: IsiPutusan) -> tuple[Status, Decimal | None]:
    """Where the claim goes, and the percentage it carries there."""
    if tindakan == Tindakan.AJUKAN:
        return tujuan_ajukan(k), k.penilaian.persen
    if tindakan == Tindakan.KEMBALIKAN:
        return isi.tujuan, _nilai_masuk(k, MEJA_STATUS[isi.tujuan])
    if tindakan == Tindakan.TARIK:
        return Status(k.terakhir.dari_status), k.terakhir.nilai_masuk
    if tindakan == Tindakan.BATALKAN:
        return Status.DI_CAMAT, _nilai_masuk(k, Meja.CAMAT)
    ke_status = TRANSISI[tindakan][Status(k.capaian.status)][0]
    return ke_status, k.capaian.persen if isi.nilai is None else isi.nilai


def _nilai_masuk(k: Kedudukan, meja: Meja) -> Decimal | None:
    """The percentage that a desk had before it decided; for the pengisi, the claim."""
    if meja == Meja.PENGISI:
        return k.klaim
    return next((p.nilai_masuk for p in reversed(k.riwayat) if p.meja == meja and p.tindakan in NAIK), k.klaim)


def _tulis(
    tindakan: Tindakan,
    k: Kedudukan,
    isi: IsiPutusan,
    ke_status: Status,
    nilai_keluar: Decimal | None,
    pada: datetime,
) -> Putusan:
    """Write the rung, the skipped rung if any, the claim and the trail; the claim's row is locked."""
    capaian, penugasan = k.capaian, _penugasan_bertindak(tindakan, k)
    anak_tangga = Putusan.objects.create(
        capaian=capaian,
        urutan=len(k.riwayat) + 1,
        putaran=_putaran(tindakan, k),
        meja=_meja_bertindak(tindakan, k),
        tindakan=tindakan,
        dari_status=capaian.status,
        ke_status=ke_status,
        nilai_masuk=None if tindakan == Tindakan.AJUKAN else capaian.persen,
        nilai_keluar=nilai_keluar,
        jenis_alasan=isi.jenis_alasan,
        alasan=isi.alasan.strip(),
        arahan=isi.arahan.strip(),
        sidik_dilihat=k.sidik,
        hari_terlambat=_terlambat(tindakan, k),
        oleh=k.peran.pegawai,
        nama=k.peran.pegawai.nama,
        jabatan=penugasan.nama_jabatan,
        kapasitas=penugasan.kapasitas,
        rangkap=tindakan in MEMUTUS and meja_lain(k) is not None,
        pada=pada,
    )
    anak_tangga.dokumen.set(isi.dokumen)
    if tindakan == Tindakan.AJUKAN:
        capaian.diajukan_pada, capaian.diajukan_oleh = pada, k.peran.pegawai
        capaian.penyusun.add(k.peran.pegawai)
        if ke_status == Status.DI_ESELON_III:
            _lewati_eselon_iv(anak_tangga)
    capaian.status, capaian.persen, capaian.putaran = ke_status, nilai_keluar, anak_tangga.putaran
    capaian.di_meja_sejak, capaian.dibuka_meja_pada = pada, None
    capaian.save(update_fields=_DITULIS_WORKFLOW)
    _catat_jejak(anak_tangga)
    return anak_tangga


_DITULIS_WORKFLOW = [
    "realisasi", "status", "persen", "putaran", "di_meja_sejak", "dibuka_meja_pada", "diajukan_pada", "diajukan_oleh",
]


def _putaran(tindakan: Tindakan, k: Kedudukan) -> int:
    """A returned claim that goes up again begins a new round; taking a step back and again does not."""
    naik_lagi = tindakan in NAIK and k.capaian.status in _DIKEMBALIKAN and k.terakhir.tindakan != Tindakan.TARIK
    return k.capaian.putaran + naik_lagi


def _meja_bertindak(tindakan: Tindakan, k: Kedudukan) -> Meja:
    """The desk that a rung belongs to: where the claim lies, but for the two steps that reach for it."""
    if tindakan == Tindakan.TARIK:
        return Meja(k.terakhir.meja)
    return Meja.CAMAT if tindakan == Tindakan.BATALKAN else k.capaian.meja


def _penugasan_bertindak(tindakan: Tindakan, k: Kedudukan) -> Penugasan:
    """The assignment in which the person acts; who withdraws after changing posts acts in the present one."""
    penugasan = k.kursi.penugasan(k.peran, _meja_bertindak(tindakan, k), k.capaian)
    if penugasan is None:
        raise PermissionDenied
    return penugasan


def _terlambat(tindakan: Tindakan, k: Kedudukan) -> int:
    """Days past the desk's due date; late is accepted and flagged for ever (R-15)."""
    if tindakan not in NAIK:
        return 0
    return hari_terlambat(k.capaian.batas, k.peran.tanggal)


def _lewati_eselon_iv(ajukan: Putusan) -> None:
    """Record the Eselon IV rung as not applicable, so that the ladder always has its four rungs."""
    Putusan.objects.create(
        capaian=ajukan.capaian,
        urutan=ajukan.urutan + 1,
        putaran=ajukan.putaran,
        meja=Meja.ESELON_IV,
        tindakan=Tindakan.TIDAK_BERLAKU,
        dari_status=ajukan.dari_status,
        ke_status=ajukan.ke_status,
        nilai_masuk=ajukan.nilai_keluar,
        nilai_keluar=ajukan.nilai_keluar,
        alasan="Klaim diisi langsung oleh kepala unit, atau unit tidak mempunyai meja Eselon IV.",
        sidik_dilihat=ajukan.sidik_dilihat,
        oleh=ajukan.oleh,
        nama=ajukan.nama,
        jabatan=ajukan.jabatan,
        kapasitas=ajukan.kapasitas,
        pada=ajukan.pada,
    )


def _catat_jejak(putusan: Putusan) -> None:
    catat(
        f"capaian.{putusan.tindakan}",
        objek=putusan.capaian,
        oleh=putusan.oleh,
        jabatan=putusan.jabatan,
        uraian=f"{putusan.nama} {putusan.get_tindakan_display()} capaian {putusan.capaian}",
        data={
            "putaran": putusan.putaran,
            "dari": putusan.dari_status,
            "ke": putusan.ke_status,
            "nilai_masuk": _teks(putusan.nilai_masuk),
            "nilai_keluar": _teks(putusan.nilai_keluar),
            "alasan": putusan.alasan,
            "sidik_dilihat": putusan.sidik_dilihat,
            "pada": putusan.pada.isoformat(),
        },
    )


def _teks(nilai: Decimal | None) -> str | None:
    return None if nilai is None else str(nilai)


def buka_di_meja(k: Kedudukan) -> None:
    """Note that the desk has opened the claim: from now on it cannot be withdrawn."""
    if k.penugasan and not k.capaian.dapat_diisi and k.capaian.dibuka_meja_pada is None:
        Capaian.objects.filter(pk=k.capaian.pk, status=k.capaian.status, dibuka_meja_pada=None).update(
            dibuka_meja_pada=timezone.now()
        )
