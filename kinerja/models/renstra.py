from django.db import models
from django.db.models import F, Q


class Renstra(models.Model):
    """The five-year strategic plan that the sasaran belong to."""

    nama = models.CharField(max_length=160)
    tahun_awal = models.PositiveSmallIntegerField()
    tahun_akhir = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "Renstra"
        verbose_name_plural = "Renstra"
        ordering = ["-tahun_awal"]
        constraints = [
            models.CheckConstraint(condition=Q(tahun_akhir__gte=F("tahun_awal")), name="renstra_tahun_berurutan")
        ]

    def __str__(self) -> str:
        return self.nama


class Sasaran(models.Model):
    """A sasaran strategis of the office."""

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="sasaran")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=300)

    class Meta:
        verbose_name = "sasaran strategis"
        verbose_name_plural = "sasaran strategis"
        ordering = ["renstra", "urutan"]
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="sasaran_urutan_unik")]

    def __str__(self) -> str:
        return self.uraian
