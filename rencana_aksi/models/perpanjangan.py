from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kinerja.models import Indikator
from organisasi.models import UnitKerja
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.kalender import Kelonggaran
from rencana_aksi.models.jadwal import Triwulan


class PerpanjanganQuerySet(models.QuerySet):
    def berlaku(self, hari: date) -> "PerpanjanganQuerySet":
        """Those in force on a day: neither ended by hand nor past their last day, after which they close themselves."""
        return self.filter(diakhiri_pada=None, berlaku_sampai__gte=hari)

    def milik_klaim(self) -> "PerpanjanganQuerySet":
        """The newest that covers the claim of the outer query, whether past or not: its last day is asked later."""
        indikator = OuterRef(OuterRef("target_triwulan__rencana_aksi__indikator"))
        disebut = Perpanjangan.indikator.through.objects.filter(perpanjangan=OuterRef("pk"), indikator=indikator)
        return self.filter(
            Q(semua_indikator=True) | Exists(disebut),
            diakhiri_pada=None,
            triwulan=OuterRef("target_triwulan__triwulan"),
            unit=OuterRef("target_triwulan__rencana_aksi__indikator__unit"),
        ).order_by("-pk")


class Perpanjangan(DenganIdPublik):
    """A unit's leave to submit later than the period's due date, for all its indicators or for some of them.

    Up to `batas_baru` a submission is in time. `berlaku_sampai` is the last day on which it may be used at all:
    whoever submits after it is measured against the period's own date again.
    """

    triwulan = models.ForeignKey(Triwulan, models.PROTECT, related_name="perpanjangan")
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="+")
    semua_indikator = models.BooleanField(default=True)
    indikator = models.ManyToManyField(Indikator, related_name="+", blank=True)
    alasan = models.CharField(max_length=500)
    batas_baru = models.DateField("batas pengajuan yang baru")
    berlaku_sampai = models.DateField("berlaku sampai")
    diberikan_pada = models.DateTimeField()
    diberikan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diakhiri_pada = models.DateTimeField(null=True, blank=True)
    diakhiri_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PerpanjanganQuerySet.as_manager()

    class Meta:
        verbose_name = "perpanjangan waktu"
        verbose_name_plural = "perpanjangan waktu"
        ordering = ["triwulan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(batas_baru__lte=F("berlaku_sampai")), name="perpanjangan_masa"),
            models.CheckConstraint(condition=~Q(alasan=""), name="perpanjangan_beralasan"),
            models.CheckConstraint(
                condition=Q(diakhiri_pada=None, diakhiri_oleh=None)
                | Q(diakhiri_pada__isnull=False, diakhiri_oleh__isnull=False),
                name="perpanjangan_diakhiri_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return f"Perpanjangan {self.triwulan} {self.unit.nama}"

    @property
    def kelonggaran(self) -> Kelonggaran:
        return Kelonggaran(self.batas_baru, self.berlaku_sampai)

    def berlaku(self, hari: date) -> bool:
        return self.diakhiri_pada is None and hari <= self.berlaku_sampai


class TautanKalender(models.Model):
    """The private address of a person's calendar feed. Only the hash is kept: who reads the table cannot use it."""

    pegawai = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tautan_kalender")
    sidik_token = models.CharField(max_length=64, unique=True)
    sejak = models.DateTimeField()

    class Meta:
        verbose_name = "tautan kalender"
        verbose_name_plural = "tautan kalender"

    def __str__(self) -> str:
        return f"Tautan kalender {self.pegawai}"
