"""The queue of a person: which claims lie on his or her desk, in which order, and which one comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, TextChoices
from django.utils import timezone

from organisasi.models import Jabatan
from organisasi.peran import Peran
from rencana_aksi.kalender import Kelonggaran
from rencana_aksi.models import Capaian, Putusan
from rencana_aksi.models.capaian import MEJA_STATUS, TAHAP_MEJA, Meja, Status
from rencana_aksi.percakapan import pertanyaan_terbuka

LAMA_DIPUTUS = timedelta(days=30)
DIPUTUS = (
    Putusan.Tindakan.AJUKAN,
    Putusan.Tindakan.TERUSKAN,
    Putusan.Tindakan.SAHKAN,
    Putusan.Tindakan.KEMBALIKAN,
    Putusan.Tindakan.BATALKAN,
)
_MENELAAH = (Putusan.Tindakan.TERUSKAN, Putusan.Tindakan.SAHKAN, Putusan.Tindakan.KEMBALIKAN)
_STATUS_MEJA = {meja: [s for s, m in MEJA_STATUS.items() if m == meja] for meja in Meja}
_UNIT = "target_triwulan__rencana_aksi__indikator__unit"
_TRIWULAN = "target_triwulan__triwulan"
_KOLOM = (
    *("pk", "public_id", "status", "di_meja_sejak"),
    *(f"{_UNIT}__kode", f"{_UNIT}__nama", f"{_TRIWULAN}__tahun", f"{_TRIWULAN}__nomor"),
    *(f"{_TRIWULAN}__batas_{TAHAP_MEJA[meja]}" for meja in Meja),
)
# What an extension changes; read only where a due date still matters.
_KELONGGARAN = ("diajukan_pada", "perpanjangan_baru", "perpanjangan_sampai")


class Kelompok(TextChoices):
    """The groups of a queue; `TERLAMBAT` is the part of the first that is past its deadline."""

    GILIRAN = "giliran", "Giliran saya"
    TERLAMBAT = "terlambat", "Terlambat"
    MENUNGGU = "menunggu", "Menunggu orang lain"
    DIPUTUS = "diputus", "Sudah saya putus"


@dataclass(frozen=True, slots=True)
class Diputus:
    """What a person did with a claim; both values in percent."""

    tindakan: Putusan.Tindakan
    nilai_masuk: Decimal | None
    nilai_keluar: Decimal | None
    alasan: str
    pada: datetime


@dataclass(frozen=True, slots=True)
class Butir:
    """A claim as a place in a list: plain values, because a list may hold hundreds and shows twenty."""

    kelompok: Kelompok
    pk: int
    public_id: UUID
    meja: Meja | None
    sejak: datetime
    kode_unit: str
    unit: str
    triwulan: tuple[int, int]
    batas: date | None
    di_meja: bool = False
    ditanya: bool = False
    diputus: Diputus | None = None

    @property
    def telaah(self) -> bool:
        """Whether it waits for a decision of this person, not for an entry or an answer."""
        return self.di_meja and self.meja != Meja.PENGISI

    @property
    def urutan(self) -> tuple[date, date, datetime, int]:
        """Oldest on the desk first, by days; within a day the nearest deadline."""
        return timezone.localdate(self.sejak), self.batas or date.max, self.sejak, self.pk

    def terlambat(self, hari_ini: date) -> bool:
        """Past the due date of the desk where it lies; an answer has no due date of its own."""
        return self.batas is not None and self.batas < hari_ini and (self.di_meja or not self.ditanya)


def giliran(peran: Peran) -> Q:
    """The claims that lie on this person's desk, as a filter without joins that repeat rows."""
    staf = {p.jabatan.unit_id for p in peran.penugasan if p.jabatan.tingkat == Jabatan.Tingkat.PELAKSANA}
    kepala = {p.jabatan.unit_id for p in peran.penugasan if p.jabatan.tingkat == Jabatan.Tingkat.ESELON_IV}
    # A head who enters a claim himself; who has left the unit can no longer open its entry page.
    disusun = Capaian.penyusun.through.objects.filter(pegawai=peran.pegawai.pk).values("capaian")
    diisi_sendiri = Q(pk__in=disusun, **{f"{_UNIT}__in": peran.unit_ids})
    milik = Q(status__in=_STATUS_MEJA[Meja.PENGISI]) & (Q(**{f"{_UNIT}__in": staf}) | diisi_sendiri)
    milik |= Q(status__in=_STATUS_MEJA[Meja.ESELON_IV], **{f"{_UNIT}__in": kepala})
    if peran.bertingkat(Jabatan.Tingkat.SEKCAM):
        milik |= Q(status__in=_STATUS_MEJA[Meja.ESELON_III])
    if peran.bertingkat(Jabatan.Tingkat.CAMAT):
        milik |= Q(status__in=_STATUS_MEJA[Meja.CAMAT])
    return milik


def _berjalan(hari_ini: date) -> QuerySet[Capaian]:
    """Claims of the quarters that have opened and whose report is not final yet."""
    return Capaian.objects.filter(
        **{f"{_TRIWULAN}__buka__lte": hari_ini, f"{_TRIWULAN}__ditutup_pada": None}
    ).order_by()


def ditanya(peran: Peran) -> Q:
    """The claims with a question that this person has to answer, wherever they lie, as a filter."""
    return Q(pk__in=pertanyaan_terbuka(peran).select_related(None).order_by().values("capaian"))


def klaim_giliran(peran: Peran) -> QuerySet[Capaian]:
    """The claims on this person's desk, and those with a question to answer; both within what he or she may see."""
    return _berjalan(peran.tanggal).filter(giliran(peran) | ditanya(peran))


def jumlah_giliran(peran: Peran) -> int:
    """The count in the header of every page; one query."""
    return klaim_giliran(peran).count()


def antrian(peran: Peran) -> list[Butir]:
    """Giliran saya, oldest first, then the nearest deadline. One query."""
    tanda = {"di_meja": _tanda(giliran(peran)), "ditanya": _tanda(ditanya(peran))}
    klaim = klaim_giliran(peran).dengan_perpanjangan().annotate(**tanda)
    baris = klaim.values_list(*_KOLOM, *_KELONGGARAN, *tanda)
    butir = (
        _berjangka(Kelompok.GILIRAN, isi, peran.tanggal, di_meja=di_meja, ditanya=tanya)
        for *isi, di_meja, tanya in baris
    )
    return sorted(butir, key=lambda b: b.urutan)


def _tanda(syarat: Q) -> ExpressionWrapper:
    return ExpressionWrapper(syarat, BooleanField())


def menunggu(peran: Peran) -> list[Butir]:
    """Claims of own units, and those passed on or sent back by this person, that lie on another desk. One query."""
    pernah = Putusan.objects.filter(oleh=peran.pegawai.pk).values("capaian")
    milik = _berjalan(peran.tanggal).visible_to(peran).filter(Q(**{f"{_UNIT}__in": peran.unit_ids}) | Q(pk__in=pernah))
    lain = milik.exclude(status=Status.SAH).exclude(giliran(peran) | ditanya(peran)).dengan_perpanjangan()
    baris = lain.values_list(*_KOLOM, *_KELONGGARAN)
    return sorted((_berjangka(Kelompok.MENUNGGU, isi, peran.tanggal) for isi in baris), key=lambda b: b.urutan)


def sudah_diputus(peran: Peran) -> list[Butir]:
    """What this person decided in the last thirty days, ratified or not: the latest step of each claim. One query."""
    batas = timezone.now() - LAMA_DIPUTUS
    milik = Putusan.objects.filter(oleh=peran.pegawai.pk, tindakan__in=DIPUTUS, pada__gte=batas)
    if not peran.melihat_semua:
        milik = milik.filter(**{f"capaian__{_UNIT}__in": peran.unit_ids})
    kolom = (f"capaian__{k}" for k in _KOLOM)
    baris = milik.order_by("-pada", "-pk").values_list(
        "tindakan", "nilai_masuk", "nilai_keluar", "alasan", "pada", *kolom
    )
    terakhir: dict[int, Butir] = {}
    for tindakan, masuk, keluar, alasan, pada, *sisa in baris:
        diputus = Diputus(Putusan.Tindakan(tindakan), masuk, keluar, alasan, pada)
        terakhir.setdefault(sisa[0], _butir(Kelompok.DIPUTUS, sisa, diputus=diputus))
    return list(terakhir.values())


def _butir(kelompok: Kelompok, baris: Sequence, **lain: object) -> Butir:
    pk, public_id, status, sejak, kode, unit, tahun, nomor, *batas = baris
    meja = MEJA_STATUS.get(Status(status))
    jatuh_tempo = None if meja is None else batas[list(Meja).index(meja)]
    return Butir(kelompok, pk, public_id, meja, sejak, kode, unit, (tahun, nomor), jatuh_tempo, **lain)


def _berjangka(kelompok: Kelompok, baris: Sequence, hari_ini: date, **lain: object) -> Butir:
    """A place with the due date that an extension leaves it (`Capaian.batas_pada`, for a row of plain values)."""
    *isi, diajukan_pada, baru, sampai = baris
    butir = _butir(kelompok, isi, **lain)
    if baru is None or butir.meja is None:
        return butir
    pada = hari_ini if butir.meja == Meja.PENGISI else timezone.localdate(diajukan_pada)
    batas_staf = isi[-len(Meja)]
    batas = Kelonggaran(baru, sampai).batas(TAHAP_MEJA[butir.meja], butir.batas, batas_staf, pada)
    return replace(butir, batas=batas)


def diputus_hari_ini(peran: Peran) -> int:
    """How many claims this person has decided at a reviewing desk today (WITA). One query."""
    milik = Putusan.objects.filter(oleh=peran.pegawai.pk, tindakan__in=_MENELAAH, pada__date=peran.tanggal)
    return milik.order_by().values("capaian").distinct().count()


@dataclass(frozen=True, slots=True)
class Letak:
    """Where one claim stands in the queue of a reviewer: its neighbours and how far the person has come.

    `diperiksa` of `seluruhnya`: decided today, of that and what still waits. Nothing is remembered between pages.
    """

    sebelum: UUID | None
    sesudah: UUID | None
    diperiksa: int
    menunggu: int
    jumlah_tugas: int

    @property
    def seluruhnya(self) -> int:
        return self.diperiksa + self.menunggu


def letak(peran: Peran, capaian: Capaian) -> Letak:
    """Where this claim stands in the person's queue of reviews; it need not lie there itself. Two queries."""
    semua = antrian(peran)
    telaah = [b for b in semua if b.telaah]
    return Letak(
        sebelum=next((b.public_id for b in reversed(telaah) if b.urutan < _urutan(capaian)), None),
        sesudah=next((b.public_id for b in telaah if b.urutan > _urutan(capaian)), None),
        diperiksa=diputus_hari_ini(peran),
        menunggu=len(telaah),
        jumlah_tugas=len(semua),
    )


def navigasi(peran: Peran, capaian: Capaian) -> dict[str, object]:
    """What the head of a review page shows of the queue, and the count that the header would ask for again."""
    letak_klaim = letak(peran, capaian)
    return {"letak": letak_klaim, "jumlah_tugas": letak_klaim.jumlah_tugas}


def berikutnya(peran: Peran, capaian: Capaian) -> UUID | None:
    """The claim to review after this one, as it stood before its decision; behind the last comes the first again."""
    telaah = [b for b in antrian(peran) if b.telaah and b.pk != capaian.pk]
    sesudah = (b for b in telaah if b.urutan > _urutan(capaian))
    pilihan = next(sesudah, telaah[0] if telaah else None)
    return pilihan and pilihan.public_id


def _urutan(capaian: Capaian) -> tuple[date, date, datetime, int]:
    batas = capaian.batas or date.max
    return timezone.localdate(capaian.di_meja_sejak), batas, capaian.di_meja_sejak, capaian.pk
