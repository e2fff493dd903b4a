from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models.dasar import DenganIdPublik


class UndanganTamuQuerySet(models.QuerySet):
    def berlaku(self, hari: date) -> "UndanganTamuQuerySet":
        """Those that open the door on a day: neither withdrawn nor past their last day."""
        return self.filter(dicabut_pada=None, berlaku_sampai__gte=hari)


class UndanganTamu(DenganIdPublik):
    """An evaluator's dated leave to read the final reports of one year. Only the link's hash is kept."""

    lembaga = models.CharField(max_length=120)
    keperluan = models.CharField(max_length=200)
    tahun = models.PositiveSmallIntegerField("laporan tahun")
    sidik_tautan = models.CharField(max_length=64, unique=True)
    berlaku_sampai = models.DateField()
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dicabut_pada = models.DateTimeField(null=True)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = UndanganTamuQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan tamu"
        verbose_name_plural = "undangan tamu"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(lembaga="") & ~Q(keperluan=""), name="undangan_tamu_terisi"),
            models.CheckConstraint(
                condition=Q(dicabut_pada=None, dicabut_oleh=None)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="undangan_tamu_dicabut_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return f"Undangan {self.lembaga} untuk laporan {self.tahun}"

    def berlaku(self, hari_ini: date) -> bool:
        return self.dicabut_pada is None and hari_ini <= self.berlaku_sampai
