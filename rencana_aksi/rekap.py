"""The quarter at a glance: rows and sums for the quarter page, as plain values ready to print."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Prefetch, prefetch_related_objects

from kinerja.models import Indikator, KelasCapaian, Ketentuan
from kinerja.perhitungan import Keadaan, kelas, rata_rata
from organisasi.bahasa import sisa, tanggal
from organisasi.peran import Peran
from rencana_aksi.jadwal import catatan_geser, dasar_aturan
from rencana_aksi.kalender import Tahap
from rencana_aksi.models import Capaian, Putusan, TargetTriwulan, Triwulan
from rencana_aksi.models.capaian import TAHAP_MEJA, Status
from rencana_aksi.penilaian import nilai_dari


@dataclass(frozen=True, slots=True)
class Baris:
    """One indicator in the quarter. `capaian` None: no target this quarter.

    `keadaan` says in words why there is no percentage; it is empty when there is one.
    """

    indikator: Indikator
    target: Decimal | None
    capaian: Capaian | None
    kelas: KelasCapaian | None
    terlambat: int
    keadaan: str

    @property
    def sementara(self) -> bool:
        """Un-ratified numbers never stand without this word."""
        return self.capaian is not None and self.capaian.persen is not None and self.capaian.status != Status.SAH


@dataclass(frozen=True, slots=True)
class Tenggat:
    """A stage's due date with the rule behind it, and why it was moved if it was."""

    nama: str
    batas: date
    sisa: str
    dasar: str
    catatan: str


@dataclass(frozen=True, slots=True)
class Ketepatan:
    """Of `jumlah` claims of a unit, or of all: how many stand submitted, and how many of those came in time (R-15)."""

    unit: str
    jumlah: int
    lengkap: int
    tepat: int


@dataclass(frozen=True, slots=True)
class RekapLayar:
    baris: Sequence[Baris]
    rata_rata: Decimal | None
    kelas: KelasCapaian | None
    sementara: bool
    per_status: dict[str, int]
    jumlah_klaim: int
    jumlah_sah: int
    jumlah_terlambat: int
    terlambat_terlama: int
    tanpa_target: int
    ketepatan: "Ketepatan"
    per_unit: Sequence["Ketepatan"]


# What hurts first comes first: returned, then in hand, then on a desk, then ratified, then without target.
_KEPENTINGAN = [
    Status.KEMBALI_PENGISI,
    Status.KEMBALI_ESELON_IV,
    Status.KEMBALI_ESELON_III,
    Status.DRAF,
    Status.DI_ESELON_IV,
    Status.DI_ESELON_III,
    Status.DI_CAMAT,
    Status.SAH,
]


_TEKS_PANJANG = (
    *(f"capaian__{kolom}" for kolom in ("analisis", "hambatan", "solusi")),
    *(f"rencana_aksi__indikator__{kolom}" for kolom in ("definisi_operasional", "formula", "sumber_data")),
    "rencana_aksi__langkah",
)
_SAUDARA = TargetTriwulan.objects.select_related("capaian", "triwulan")


def jadwal(triwulan: Triwulan, hari_ini: date) -> list[Tenggat]:
    """The due dates of the four desks with what moved them (R-10 to R-16); two queries."""
    dasar, geser = dasar_aturan(triwulan.tahun), catatan_geser([triwulan])
    dimajukan = triwulan.batas_camat != triwulan.batas_camat_aturan
    maju = f"Dimajukan dari {tanggal(triwulan.batas_camat_aturan)} karena jatuh pada hari libur." if dimajukan else ""
    return [
        Tenggat(
            nama=tahap.label,
            batas=triwulan.batas(tahap),
            sisa=sisa(triwulan.batas(tahap), hari_ini),
            dasar=dasar.get((triwulan.nomor, tahap), ""),
            catatan=" ".join(filter(None, (geser.get((triwulan.pk, tahap)), maju if tahap == Tahap.CAMAT else ""))),
        )
        for tahap in TAHAP_MEJA.values()
    ]


def rekap_layar(triwulan: Triwulan, peran: Peran) -> RekapLayar:
    """Rows that this person may see, with sums over exactly those rows; five or six queries whatever their number."""
    ketentuan = Ketentuan.objects.untuk(triwulan.tahun)
    skala = ketentuan.skala()
    terlambat = dict(
        Putusan.objects.filter(capaian__target_triwulan__triwulan=triwulan, tindakan=Putusan.Tindakan.AJUKAN)
        .values_list("capaian")
        .annotate(hari=Max("hari_terlambat"))
    )
    target = list(
        TargetTriwulan.objects.visible_to(peran)
        .filter(triwulan=triwulan)
        .select_related("triwulan", "capaian", "rencana_aksi__indikator__unit")
        .defer(*_TEKS_PANJANG)
    )
    # Only a draft with a figure of its own has to be computed; the year's other quarters are read for those alone.
    draf = [t.rencana_aksi for t in target if _berupa_draf(t)]
    prefetch_related_objects(draf, Prefetch("target_triwulan", _SAUDARA, to_attr="target_setahun"))
    baris = sorted((_baris(t, ketentuan, skala, terlambat) for t in target), key=_urutan)
    rata = rata_rata([b.capaian.persen for b in baris if b.capaian], ketentuan.batas_rata_rata)
    return RekapLayar(
        baris=baris,
        rata_rata=rata,
        kelas=kelas(rata, skala),
        sementara=any(b.capaian and b.capaian.status != Status.SAH for b in baris),
        per_status=_per_status(baris),
        jumlah_klaim=sum(b.capaian is not None for b in baris),
        jumlah_sah=sum(b.capaian is not None and b.capaian.status == Status.SAH for b in baris),
        jumlah_terlambat=sum(b.terlambat > 0 for b in baris),
        terlambat_terlama=max((b.terlambat for b in baris), default=0),
        tanpa_target=sum(b.capaian is None for b in baris),
        ketepatan=_ketepatan("", baris),
        per_unit=_per_unit(baris),
    )


def _ketepatan(unit: str, baris: Sequence[Baris]) -> Ketepatan:
    klaim = [b for b in baris if b.capaian]
    diajukan = [b for b in klaim if not b.capaian.dapat_diisi]
    return Ketepatan(unit, len(klaim), len(diajukan), sum(b.terlambat == 0 for b in diajukan))


def _per_unit(baris: Sequence[Baris]) -> list[Ketepatan]:
    """The same of every unit that has a claim, in the order of the units; none when there is only one unit."""
    unit = {b.indikator.unit_id: b.indikator.unit for b in baris if b.capaian}
    berurut = sorted(unit.values(), key=lambda u: (u.urutan, u.pk)) if len(unit) > 1 else []
    return [_ketepatan(u.nama, [b for b in baris if b.indikator.unit_id == u.pk]) for u in berurut]


def _baris(target: TargetTriwulan, ketentuan: Ketentuan, skala: list, terlambat: dict[int, int]) -> Baris:
    capaian = getattr(target, "capaian", None)
    return Baris(
        indikator=target.rencana_aksi.indikator,
        target=target.nilai,
        capaian=capaian,
        kelas=kelas(capaian.persen, skala) if capaian and not capaian.dapat_diisi else None,
        terlambat=terlambat.get(capaian.pk, 0) if capaian else 0,
        keadaan=_keadaan(target, capaian, ketentuan),
    )


def _berupa_draf(target: TargetTriwulan) -> bool:
    capaian = getattr(target, "capaian", None)
    return capaian is not None and capaian.persen is None


def _keadaan(target: TargetTriwulan, capaian: Capaian | None, ketentuan: Ketentuan) -> str:
    """The states without a percentage, never alike (domain 3.2); a draft that can be computed is not yet claimed."""
    if target.nilai is None:
        return Keadaan.TANPA_TARGET.label
    if capaian is None or (capaian.realisasi is None and not target.rencana_aksi.indikator.terhitung):
        return Keadaan.BELUM_DIISI.label
    if capaian.persen is not None:
        return ""
    hasil = nilai_dari(capaian, target.rencana_aksi.target_setahun, ketentuan).hasil
    return hasil.keadaan.label if hasil.keadaan == Keadaan.TIDAK_TERHITUNG else "belum diajukan"


def _urutan(baris: Baris) -> tuple:
    kepentingan = len(_KEPENTINGAN) if baris.capaian is None else _KEPENTINGAN.index(baris.capaian.status)
    indikator = baris.indikator
    return (kepentingan, indikator.level != Indikator.Level.IKU, indikator.urutan, indikator.pk)


def _per_status(baris: Sequence[Baris]) -> dict[str, int]:
    """How many claims stand in each status, in the words of the status, most urgent first."""
    jumlah = Counter(b.capaian.status for b in baris if b.capaian)
    return {s.label: jumlah[s] for s in _KEPENTINGAN if jumlah[s]}
