from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from kinerja.models.program import SubKegiatan

NOL = Decimal(0)


class Pagu(models.Model):
    """The year's budget of a sub kegiatan in Rupiah; `perubahan` NULL until the APBD Perubahan."""

    sub_kegiatan = models.ForeignKey(SubKegiatan, models.PROTECT, related_name="pagu")
    tahun = models.PositiveSmallIntegerField()
    murni = models.DecimalField("pagu murni (Rp)", max_digits=18, decimal_places=2, validators=[MinValueValidator(NOL)])
    perubahan = models.DecimalField(
        "pagu perubahan (Rp)",
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(NOL)],
    )
    sumber_dana = models.CharField(max_length=40, default="APBD")

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        ordering = ["tahun", "sub_kegiatan__kode"]
        constraints = [
            models.UniqueConstraint(fields=["sub_kegiatan", "tahun"], name="pagu_unik"),
            models.CheckConstraint(
                condition=Q(murni__gte=0) & (Q(perubahan=None) | Q(perubahan__gte=0)), name="pagu_tidak_negatif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sub_kegiatan.kode} {self.tahun}"

    @property
    def berlaku(self) -> Decimal:
        """The amount in force: after the APBD Perubahan where there is one."""
        return self.murni if self.perubahan is None else self.perubahan
