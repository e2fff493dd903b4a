from django.core.validators import RegexValidator
from django.db import models

from kinerja.models.renstra import Sasaran


class EdisiNomenklatur(models.Model):
    """An edition of the Kepmendagri that codes belong to: the same code may mean something else in the next one."""

    nama = models.CharField(max_length=80, unique=True)
    tanggal = models.DateField()

    class Meta:
        verbose_name = "edisi nomenklatur"
        verbose_name_plural = "edisi nomenklatur"
        ordering = ["-tanggal"]

    def __str__(self) -> str:
        return self.nama


class Program(models.Model):
    """A program of bidang urusan 7.01, e.g. `7.01.01`."""

    edisi = models.ForeignKey(EdisiNomenklatur, models.PROTECT, related_name="program")
    kode = models.CharField(max_length=7, validators=[RegexValidator(r"^\d\.\d{2}\.\d{2}$")])
    nama = models.CharField(max_length=300)
    sasaran = models.ForeignKey(
        Sasaran,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="sasaran strategis yang didukung",
        related_name="program",
    )

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["kode"]
        constraints = [models.UniqueConstraint(fields=["edisi", "kode"], name="program_kode_unik_per_edisi")]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class Kegiatan(models.Model):
    """A kegiatan of a program, e.g. `7.01.01.2.01`."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="kegiatan")
    kode = models.CharField(max_length=12, validators=[RegexValidator(r"^\d\.\d{2}\.\d{2}\.\d\.\d{2}$")])
    nama = models.CharField(max_length=300)

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["kode"]
        constraints = [models.UniqueConstraint(fields=["program", "kode"], name="kegiatan_kode_unik")]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class SubKegiatan(models.Model):
    """A sub kegiatan of a kegiatan, e.g. `7.01.01.2.01.0001`; the last part has 2 to 5 digits by edition."""

    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, related_name="sub_kegiatan")
    kode = models.CharField(max_length=18, validators=[RegexValidator(r"^\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{2,5}$")])
    nama = models.CharField(max_length=300)

    class Meta:
        verbose_name = "sub kegiatan"
        verbose_name_plural = "sub kegiatan"
        ordering = ["kode"]
        constraints = [models.UniqueConstraint(fields=["kegiatan", "kode"], name="sub_kegiatan_kode_unik")]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"
