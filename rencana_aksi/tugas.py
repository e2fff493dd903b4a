"""Tugas saya: what a person must do now, what waits for others, and what is done (UX-01)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisasi.bahasa import angka, persen, sisa, tanggal
from organisasi.models import Jabatan
from organisasi.peran import Peran
from rencana_aksi.kalender import Tahap
from rencana_aksi.models import Capaian, DataDukung, Putusan, SyaratDataDukung, Triwulan
from rencana_aksi.models.capaian import Meja, Status

LAMA_SELESAI = timedelta(days=30)

_STATUS_MEJA = {
    Meja.PENGISI: (Status.DRAF, Status.KEMBALI_PENGISI),
    Meja.ESELON_IV: (Status.DI_ESELON_IV, Status.KEMBALI_ESELON_IV),
    Meja.ESELON_III: (Status.DI_ESELON_III, Status.KEMBALI_ESELON_III),
    Meja.CAMAT: (Status.DI_CAMAT,),
}
_TAHAP_TINGKAT = {
    Jabatan.Tingkat.PELAKSANA: Tahap.STAF,
    Jabatan.Tingkat.ESELON_IV: Tahap.ESELON_IV,
    Jabatan.Tingkat.SEKCAM: Tahap.ESELON_III,
    Jabatan.Tingkat.CAMAT: Tahap.CAMAT,
}
_UNIT = "target_triwulan__rencana_aksi__indikator__unit__in"


@dataclass(frozen=True, slots=True)
class Tugas:
    """One card of the page: `capaian` with the words about it, ready to print."""

    capaian: Capaian
    kalimat: str
    batas: date
    sisa: str
    warna: str
    terlambat: bool


@dataclass(frozen=True, slots=True)
class DaftarTugas:
    perlu: list[Tugas]
    menunggu: list[Tugas]
    selesai: list[Tugas]


@dataclass(frozen=True, slots=True)
class BatasMeja:
    """Until when one post must have done its part of a quarter."""

    jabatan: str
    batas: date
    sisa: str


def batas_meja(peran: Peran, triwulan: Triwulan) -> list[BatasMeja]:
    """The due date of each post that the person holds. No query."""
    hasil = []
    for penugasan in peran.penugasan:
        batas = triwulan.batas(_TAHAP_TINGKAT[penugasan.jabatan.tingkat])
        hasil.append(BatasMeja(penugasan.nama_jabatan, batas, sisa(batas, peran.tanggal)))
    return hasil


def giliran(peran: Peran) -> Q:
    """The claims that lie on this person's desk, as a filter; the quarter must be open."""
    staf = {p.jabatan.unit_id for p in peran.penugasan if p.jabatan.tingkat == Jabatan.Tingkat.PELAKSANA}
    kepala = {p.jabatan.unit_id for p in peran.penugasan if p.jabatan.tingkat == Jabatan.Tingkat.ESELON_IV}
    # A head who enters a claim himself; who has left the unit can no longer open its entry page.
    diisi_sendiri = Q(penyusun=peran.pegawai.pk, **{_UNIT: peran.unit_ids})
    milik = Q(status__in=_STATUS_MEJA[Meja.PENGISI]) & (Q(**{_UNIT: staf}) | diisi_sendiri)
    milik |= Q(status__in=_STATUS_MEJA[Meja.ESELON_IV], **{_UNIT: kepala})
    if peran.bertingkat(Jabatan.Tingkat.SEKCAM):
        milik |= Q(status__in=_STATUS_MEJA[Meja.ESELON_III])
    if peran.bertingkat(Jabatan.Tingkat.CAMAT):
        milik |= Q(status__in=_STATUS_MEJA[Meja.CAMAT])
    return milik


def _berjalan(peran: Peran) -> QuerySet[Capaian]:
    """Claims of the quarters that have opened and whose report is not final yet."""
    return Capaian.objects.visible_to(peran).filter(
        target_triwulan__triwulan__buka__lte=peran.tanggal, target_triwulan__triwulan__ditutup_pada=None
    )


def jumlah_giliran(peran: Peran) -> int:
    """The count in the header of every page; one query."""
    return _berjalan(peran).filter(giliran(peran)).distinct().count()


def berikutnya(peran: Peran) -> Capaian | None:
    """The claim to decide next: the nearest deadline, then the longest wait."""
    return (
        _berjalan(peran)
        .filter(giliran(peran))
        .exclude(status__in=_STATUS_MEJA[Meja.PENGISI])
        .order_by("target_triwulan__triwulan", "di_meja_sejak")
        .first()
    )


def siap_dilaporkan(hari_ini: date) -> list[Triwulan]:
    """Quarters whose claims are all ratified and whose report is not final yet: the Camat's next step."""
    belum_sah = Capaian.objects.filter(target_triwulan__triwulan=OuterRef("pk")).exclude(status=Status.SAH)
    return list(
        Triwulan.objects.filter(buka__lte=hari_ini, ditutup_pada=None, target__capaian__isnull=False)
        .exclude(Exists(belum_sah))
        .distinct()
    )


def daftar_tugas(peran: Peran) -> DaftarTugas:
    """The three groups, the most urgent first; four queries whatever the number of claims."""
    perlu = _dengan_bukti(_berjalan(peran).filter(giliran(peran)))
    perlu_ids = {c.pk for c in perlu}
    milik_lain = _berjalan(peran).filter(_terlibat(peran)).exclude(status=Status.SAH).exclude(pk__in=perlu_ids)
    menunggu = _dengan_bukti(milik_lain)
    selesai = (
        Capaian.objects.visible_to(peran)
        .filter(_terlibat(peran), status=Status.SAH, di_meja_sejak__gte=timezone.now() - LAMA_SELESAI)
        .ringkas()
        .distinct()
        .order_by("-di_meja_sejak")
    )
    alasan = _alasan_kembali([*perlu, *menunggu])
    return DaftarTugas(
        perlu=_urut(_tugas(c, peran, _kalimat_giliran(c, peran, alasan)) for c in perlu),
        menunggu=_urut(_tugas(c, peran, _kalimat_menunggu(c, peran)) for c in menunggu),
        selesai=[_tugas_selesai(c) for c in selesai],
    )


def _terlibat(peran: Peran) -> Q:
    """Claims of the person's own units, and those that he or she has decided on."""
    return Q(**{_UNIT: peran.unit_ids}) | Q(putusan__oleh=peran.pegawai.pk)


def _dengan_bukti(klaim: QuerySet[Capaian]) -> list[Capaian]:
    """With the number of obligatory slots and how many of them are filled."""
    wajib = (
        SyaratDataDukung.objects.filter(target_triwulan=OuterRef("target_triwulan"), wajib=True)
        .order_by()
        .values("target_triwulan")
        .annotate(n=Count("pk"))
        .values("n")
    )
    terisi = (
        DataDukung.objects.berlaku()
        .filter(capaian=OuterRef("pk"), syarat__wajib=True)
        .order_by()
        .values("capaian")
        .annotate(n=Count("syarat", distinct=True))
        .values("n")
    )
    return list(
        klaim.ringkas()
        .annotate(slot_wajib=Coalesce(Subquery(wajib), 0), slot_terisi=Coalesce(Subquery(terisi), 0))
        .distinct()
    )


def _alasan_kembali(klaim: Iterable[Capaian]) -> dict[int, Putusan]:
    """The latest return of every returned claim."""
    kembali = [c.pk for c in klaim if c.status.startswith("kembali")]
    putusan = Putusan.objects.filter(capaian__in=kembali, tindakan=Putusan.Tindakan.KEMBALIKAN).order_by("urutan")
    return {p.capaian_id: p for p in putusan}


def _urut(tugas: Iterable[Tugas]) -> list[Tugas]:
    return sorted(tugas, key=lambda t: (t.batas, t.capaian.di_meja_sejak, t.capaian.pk))


def _tugas(capaian: Capaian, peran: Peran, kalimat: str) -> Tugas:
    batas = capaian.batas
    terlambat = batas < peran.tanggal
    dekat = (batas - peran.tanggal).days <= 7
    return Tugas(
        capaian=capaian,
        kalimat=kalimat,
        batas=batas,
        sisa=sisa(batas, peran.tanggal),
        warna="buruk" if terlambat else "aksi" if dekat else "jalan",
        terlambat=terlambat,
    )


def _tugas_selesai(capaian: Capaian) -> Tugas:
    pada = timezone.localdate(capaian.di_meja_sejak)
    kalimat = f"Disahkan {tanggal(pada)} · {persen(capaian.persen)}"
    return Tugas(capaian=capaian, kalimat=kalimat, batas=pada, sisa="", warna="baik", terlambat=False)


def _kalimat_giliran(capaian: Capaian, peran: Peran, alasan: dict[int, Putusan]) -> str:
    bukti = f"{capaian.slot_terisi} dari {capaian.slot_wajib} data dukung wajib ada"
    if kembali := alasan.get(capaian.pk):
        return f"Dikembalikan {kembali.jabatan}: “{kembali.alasan}” · {bukti}"
    if capaian.meja == Meja.PENGISI:
        return f"{_isian(capaian)} · {bukti}"
    return f"Klaim {persen(capaian.persen)} menunggu putusan Anda {_sejak(capaian.di_meja_sejak, peran)} · {bukti}"


def _isian(capaian: Capaian) -> str:
    if capaian.indikator.terhitung:
        return "Realisasi dihitung dari sub kegiatan"
    if capaian.realisasi is None:
        return "Belum diisi"
    return f"Draf, realisasi {angka(capaian.realisasi, capaian.indikator.presisi)} {capaian.indikator.satuan}"


def _kalimat_menunggu(capaian: Capaian, peran: Peran) -> str:
    nilai = "" if capaian.persen is None else f" · capaian sekarang {persen(capaian.persen)} (sementara)"
    return f"{capaian.get_status_display()} {_sejak(capaian.di_meja_sejak, peran)}{nilai}"


def _sejak(saat: datetime, peran: Peran) -> str:
    hari = (peran.tanggal - timezone.localdate(saat)).days
    return "sejak hari ini" if hari <= 0 else f"sejak {hari} hari"
