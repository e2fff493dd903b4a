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
from organisasi.models import Jabatan, Pegawai, Penugasan
from organisasi.peran import peran
from rencana_aksi.aturan import MEMUTUS, NAIK, TRANSISI, berwenang, keberatan, meja_lain, tujuan_kembali
from rencana_aksi.jalur import Jalur, jalur_ajukan, jalur_teruskan
from rencana_aksi.kalender import hari_terlambat
from rencana_aksi.kedudukan import DIKEMBALIKAN, Kedudukan, Tindakan, kedudukan
from rencana_aksi.models import Capaian, DataDukung, PenilaianDokumen, Putusan, SaranPerbaikan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status
from rencana_aksi.peristiwa import putusan_ditulis


class TransisiDitolak(Exception):
    """The step cannot be taken now; the message is a sentence for the person who tried."""


class KlaimBerubah(TransisiDitolak):
    """The claim is no longer what the person saw."""


class IsiDitolak(TransisiDitolak):
    """What the desk wrote on its rung is not enough; the same form can mend it."""


@dataclass(frozen=True, slots=True)
class IsiPutusan:
    """What a desk writes on its rung. `nilai` None keeps the percentage; a number corrects it (guideline III.C).

    `saran` is advice that does not hold the claim; without a `penanggung_jawab` it falls to the unit's head.
    """

    nilai: Decimal | None = None
    jenis_alasan: str = ""
    alasan: str = ""
    arahan: str = ""
    dokumen: Sequence[DataDukung] = ()
    tujuan: Status | None = None
    saran: str = ""
    penanggung_jawab: Jabatan | None = None


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

    return _tulis(tindakan, k, isi, _hasil(tindakan, k, isi), pada)


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
    if isi.saran.strip() and _penanggung_jawab(k, isi) is None:
        raise IsiDitolak("Pilih jabatan yang bertanggung jawab atas saran perbaikan.")
    if isi.nilai is not None:
        _periksa_koreksi(tindakan, k, isi)


def _penanggung_jawab(k: Kedudukan, isi: IsiPutusan) -> Jabatan | None:
    return isi.penanggung_jawab or k.kursi.kepala(k.capaian.indikator.unit_id)


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
    if isi.nilai > k.capaian.persen:
        _periksa_kutipan(k, isi)


def _periksa_kutipan(k: Kedudukan, isi: IsiPutusan) -> None:
    if not isi.dokumen:
        raise IsiDitolak("Untuk menaikkan capaian, pilih data dukung yang menunjukkan prestasi lebih tinggi.")
    penilaian = PenilaianDokumen.objects.filter(dokumen__in=isi.dokumen, meja=k.capaian.meja).order_by("pk")
    hasil = {p.dokumen_id: p.hasil for p in penilaian}
    for dokumen in isi.dokumen:
        if hasil.get(dokumen.pk) == PenilaianDokumen.Hasil.TIDAK_SESUAI:
            raise IsiDitolak(
                f"“{dokumen.nama}” dinilai tidak sesuai di meja ini, jadi tidak dapat dirujuk untuk menaikkan capaian. "
                "Pilih data dukung lain, atau nilai ulang dokumen itu."
            )


def _hasil(tindakan: Tindakan, k: Kedudukan, isi: IsiPutusan) -> Jalur:
    """Where the claim goes, and the percentage it carries there."""
    if tindakan == Tindakan.AJUKAN:
        return jalur_ajukan(k)
    if tindakan == Tindakan.KEMBALIKAN:
        return Jalur(isi.tujuan, _nilai_masuk(k, MEJA_STATUS[isi.tujuan]))
    if tindakan == Tindakan.TARIK:
        return Jalur(Status(k.terakhir.dari_status), k.terakhir.nilai_masuk)
    if tindakan == Tindakan.BATALKAN:
        return Jalur(Status.DI_CAMAT, _nilai_masuk(k, Meja.CAMAT))
    nilai = k.capaian.persen if isi.nilai is None else isi.nilai
    return Jalur(Status.SAH, nilai) if tindakan == Tindakan.SAHKAN else jalur_teruskan(k, nilai)


_BERNILAI = (*NAIK, Tindakan.TETAP_BERLAKU)


def _nilai_masuk(k: Kedudukan, meja: Meja) -> Decimal | None:
    """The percentage that a desk had before it decided; for the pengisi, the claim."""
    if meja == Meja.PENGISI:
        return k.klaim
    return next((p.nilai_masuk for p in reversed(k.riwayat) if p.meja == meja and p.tindakan in _BERNILAI), k.klaim)


def _tulis(tindakan: Tindakan, k: Kedudukan, isi: IsiPutusan, jalur: Jalur, pada: datetime) -> Putusan:
    """Write the rung, those that stand beside it, the claim and the trail; the claim's row is locked."""
    capaian, penugasan = k.capaian, _penugasan_bertindak(tindakan, k)
    anak_tangga = Putusan.objects.create(
        capaian=capaian,
        urutan=len(k.riwayat) + 1,
        putaran=_putaran(tindakan, k),
        meja=_meja_bertindak(tindakan, k),
        tindakan=tindakan,
        dari_status=capaian.status,
        ke_status=jalur.ke_status,
        nilai_masuk=None if tindakan == Tindakan.AJUKAN else capaian.persen,
        nilai_keluar=jalur.nilai,
        jenis_alasan=isi.jenis_alasan,
        alasan=isi.alasan.strip(),
        arahan=isi.arahan.strip(),
        sidik_dilihat=k.sidik,
        isi_dilihat=k.isi,
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
    _lewati(anak_tangga, jalur)
    if isi.saran.strip():
        SaranPerbaikan.objects.create(
            putusan=anak_tangga, uraian=isi.saran.strip(), penanggung_jawab=_penanggung_jawab(k, isi)
        )
    capaian.status, capaian.persen, capaian.putaran = jalur.ke_status, jalur.nilai_tiba, anak_tangga.putaran
    capaian.di_meja_sejak, capaian.dibuka_meja_pada = pada, None
    capaian.save(update_fields=_DITULIS_WORKFLOW)
    _catat_jejak(anak_tangga, isi.saran.strip())
    putusan_ditulis.send(Putusan, putusan=anak_tangga)
    return anak_tangga


_DITULIS_WORKFLOW = [
    "realisasi", "status", "persen", "putaran", "di_meja_sejak", "dibuka_meja_pada", "diajukan_pada", "diajukan_oleh",
]


def _putaran(tindakan: Tindakan, k: Kedudukan) -> int:
    """A returned claim that goes up again begins a new round; taking a step back and again does not."""
    naik_lagi = tindakan in NAIK and k.capaian.status in DIKEMBALIKAN and k.terakhir.tindakan != Tindakan.TARIK
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
    return hari_terlambat(k.capaian.batas_pada(k.peran.tanggal), k.peran.tanggal)


def _lewati(anak_tangga: Putusan, jalur: Jalur) -> None:
    """Record the desks that the claim passes without stopping, so that the ladder always has its four rungs."""
    if jalur.tidak_berlaku:
        _sertakan(
            anak_tangga,
            tindakan=Tindakan.TIDAK_BERLAKU,
            meja=Meja.ESELON_IV,
            nilai_masuk=anak_tangga.nilai_keluar,
            nilai_keluar=anak_tangga.nilai_keluar,
            alasan="Klaim diisi langsung oleh kepala unit, atau unit tidak mempunyai meja Eselon IV.",
            **{kolom: getattr(anak_tangga, kolom) for kolom in _PENANDA_TANGAN},
        )
    for nomor, lama in enumerate(jalur.tetap_berlaku, 1 + jalur.tidak_berlaku):
        # The judgement keeps the name of who made it: nobody judged anew, and it is still that person's desk.
        baru = _sertakan(
            anak_tangga,
            nomor=nomor,
            tindakan=Tindakan.TETAP_BERLAKU,
            **{kolom: getattr(lama, kolom) for kolom in (*_PUTUSAN_LAMA, *_PENANDA_TANGAN)},
        )
        baru.dokumen.set(lama.dokumen.all())


_PENANDA_TANGAN = ("oleh", "nama", "jabatan", "kapasitas")
_PUTUSAN_LAMA = ("meja", "nilai_masuk", "nilai_keluar", "jenis_alasan", "alasan", "rangkap")


def _sertakan(anak_tangga: Putusan, *, nomor: int = 1, **kolom: object) -> Putusan:
    """A rung that stands beside another one, of the same step and with the same claim in view."""
    return Putusan.objects.create(
        capaian=anak_tangga.capaian,
        urutan=anak_tangga.urutan + nomor,
        putaran=anak_tangga.putaran,
        dari_status=anak_tangga.dari_status,
        ke_status=anak_tangga.ke_status,
        sidik_dilihat=anak_tangga.sidik_dilihat,
        isi_dilihat=anak_tangga.isi_dilihat,
        pada=anak_tangga.pada,
        **kolom,
    )


def _catat_jejak(putusan: Putusan, saran: str) -> None:
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
            **({"saran": saran} if saran else {}),
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
