"""What the system itself knows of a year's annual report, read once for the pra-reviu."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from kinerja.models import Indikator, PerjanjianKinerja, Sasaran, TargetTahunan
from kinerja.renstra import iku_renstra, renstra_untuk
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.models import AnggotaTim, Jabatan, TimSakip
from pelaporan.narasi import Bagian
from rencana_aksi.anggaran import Anggaran, anggaran_tahun
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    PernyataanTidakAda,
    Putusan,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
)
from rencana_aksi.models.capaian import Status


@dataclass(frozen=True, slots=True)
class BahanPraReviu:
    """Facts of a year. `bertarget`, `sah` and so on are numbers of claims of the year's own measurement.

    `iku_perjanjian` is None while the Camat's agreement of the year is not signed, `lalu` the indicators that have a
    ratified percentage of the year before.
    """

    tahun: int
    bagian: Sequence[Bagian]
    sasaran: Sequence[Sasaran]
    iku: Sequence[Indikator]
    target_tahun: dict[int, Decimal | None]
    iku_perjanjian: frozenset[int] | None
    iku_terukur: frozenset[int]
    bertarget: int
    sah: int
    bertangga: int
    beranalisis: int
    slot_wajib: int
    slot_kosong: int
    rencana: int
    tanpa_penanggung_jawab: int
    lalu: frozenset[int]
    anggaran: Anggaran
    ber_sk_tim: bool
    bersekretaris: bool

    def teks(self, kode: str) -> list[Bagian]:
        """The sections of one kind, one for each sasaran where it is so."""
        return [b for b in self.bagian if b.kode == kode]


def baca_bahan(tahun: int, bagian: Sequence[Bagian]) -> BahanPraReviu:
    """A number of queries that never grows."""
    renstra = renstra_untuk(tahun)
    iku = iku_renstra(renstra) if renstra else []
    akhir = {"target_triwulan__triwulan__tahun": tahun, "target_triwulan__triwulan__nomor": AKHIR_TAHUN}
    target = TargetTriwulan.objects.filter(triwulan__tahun=tahun, triwulan__nomor=AKHIR_TAHUN, nilai__isnull=False)
    klaim = Capaian.objects.filter(**akhir, target_triwulan__nilai__isnull=False)
    syarat = SyaratDataDukung.objects.filter(wajib=True, **akhir, target_triwulan__nilai__isnull=False)
    rencana = RencanaAksi.objects.filter(tahun=tahun)
    tim = TimSakip.objects.filter(tahun=tahun).first()
    return BahanPraReviu(
        tahun=tahun,
        bagian=bagian,
        sasaran=list(renstra.sasaran.order_by("urutan")) if renstra else [],
        iku=iku,
        target_tahun=dict(
            TargetTahunan.objects.filter(tahun=tahun, indikator__in=iku).values_list("indikator", "nilai")
        ),
        iku_perjanjian=_iku_perjanjian(tahun),
        iku_terukur=frozenset(target.values_list("rencana_aksi__indikator", flat=True)),
        bertarget=target.count(),
        sah=klaim.filter(status=Status.SAH).count(),
        bertangga=Putusan.objects.filter(capaian__in=klaim.filter(status=Status.SAH)).values("capaian").distinct().count(),
        beranalisis=klaim.exclude(analisis="").count(),
        slot_wajib=syarat.count(),
        slot_kosong=_slot_kosong(syarat),
        rencana=rencana.count(),
        tanpa_penanggung_jawab=rencana.filter(penanggung_jawab=None).count(),
        lalu=_berangka_tahun_lalu(tahun),
        anggaran=anggaran_tahun(tahun),
        ber_sk_tim=tim is not None and bool(tim.nomor_sk),
        bersekretaris=AnggotaTim.objects.filter(tim=tim, fungsi=AnggotaTim.Fungsi.SEKRETARIS).exists(),
    )


def _iku_perjanjian(tahun: int) -> frozenset[int] | None:
    """The indicators of the Camat's latest signed agreement of the year."""
    tertanda = PerjanjianKinerja.objects.filter(
        tahun=tahun,
        jabatan_pertama__tingkat=Jabatan.Tingkat.CAMAT,
        status=PerjanjianKinerja.Status.DITANDATANGANI,
    )
    terakhir = tertanda.order_by("-versi").first()
    return frozenset(terakhir.baris.values_list("indikator", flat=True)) if terakhir else None


def _slot_kosong(syarat: QuerySet[SyaratDataDukung]) -> int:
    """Obligatory documents of the year's measurement that neither a file nor a declaration answers."""
    for model in (DataDukung, PernyataanTidakAda):
        syarat = syarat.exclude(pk__in=model.objects.berlaku().values("syarat"))
    return syarat.count()


def _berangka_tahun_lalu(tahun: int) -> frozenset[int]:
    lalu = Capaian.objects.filter(target_triwulan__triwulan__tahun=tahun - 1, status=Status.SAH)
    return frozenset(lalu.values_list("target_triwulan__rencana_aksi__indikator", flat=True))
