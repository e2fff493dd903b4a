from decimal import Decimal

from django.db import models


class KetentuanQuerySet(models.QuerySet):
    def untuk(self, tahun: int) -> "Ketentuan":
        """The rules in force in a year: the latest that began in it or before. Raises DoesNotExist."""
        ketentuan = self.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak").first()
        if ketentuan is None:
            raise self.model.DoesNotExist(f"Belum ada ketentuan pengukuran untuk tahun {tahun}.")
        return ketentuan


class Ketentuan(models.Model):
    """Numbers that a guideline or the county fixes, from a year on; all percentages in percent."""

    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun", unique=True)
    batas_rata_rata = models.DecimalField(
        "batas capaian dalam rata-rata (%)", max_digits=6, decimal_places=2, default=Decimal(100)
    )
    batas_koreksi = models.DecimalField("batas atas koreksi (%)", max_digits=6, decimal_places=2, default=Decimal(120))
    hari_tindak_lanjut = models.PositiveSmallIntegerField("batas tindak lanjut (hari)", default=60)
    dasar = models.CharField("dasar", max_length=200, blank=True)

    objects = KetentuanQuerySet.as_manager()

    class Meta:
        verbose_name = "ketentuan pengukuran"
        verbose_name_plural = "ketentuan pengukuran"
        ordering = ["-berlaku_sejak"]

    def __str__(self) -> str:
        return f"Ketentuan sejak {self.berlaku_sejak}"

    def skala(self) -> list[tuple[Decimal, "KelasCapaian"]]:
        """The class scale as `perhitungan.kelas` wants it: inclusive lower bound and class. One query."""
        return [(k.batas_bawah, k) for k in self.kelas.all()]


class KelasCapaian(models.Model):
    """A class of the five-class scale (Permendagri 86/2017), by its inclusive lower bound."""

    class PeranWarna(models.TextChoices):
        BAIK = "baik", "baik"
        JALAN = "jalan", "sedang"
        AKSI = "aksi", "perlu perhatian"
        BURUK = "buruk", "buruk"

    ketentuan = models.ForeignKey(Ketentuan, models.CASCADE, related_name="kelas")
    nama = models.CharField(max_length=30)
    batas_bawah = models.DecimalField(max_digits=6, decimal_places=2)
    warna = models.CharField(max_length=5, choices=PeranWarna)

    class Meta:
        verbose_name = "kelas capaian"
        verbose_name_plural = "kelas capaian"
        ordering = ["-batas_bawah"]
        constraints = [models.UniqueConstraint(fields=["ketentuan", "batas_bawah"], name="kelas_batas_unik")]

    def __str__(self) -> str:
        return self.nama
