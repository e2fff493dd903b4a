from django.db import models

from organisasi.models.dasar import DenganIdPublik
from organisasi.models.pegawai import Pegawai


class TimSakip(DenganIdPublik):
    """Tim SAKIP/LAKIP of a year, set by a Keputusan Camat (R-01)."""

    tahun = models.PositiveSmallIntegerField(unique=True)
    nomor_sk = models.CharField("nomor keputusan", max_length=80, blank=True)
    tanggal_sk = models.DateField("tanggal keputusan", null=True, blank=True)
    anggota = models.ManyToManyField(Pegawai, through="AnggotaTim", related_name="tim_sakip")

    class Meta:
        verbose_name = "Tim SAKIP"
        verbose_name_plural = "Tim SAKIP"
        ordering = ["-tahun"]

    def __str__(self) -> str:
        return f"Tim SAKIP {self.tahun}"


class AnggotaTim(models.Model):
    """A member and the function that R-02 gives: the Camat coordinates, the Kasubag Perencanaan is secretary."""

    class Fungsi(models.TextChoices):
        KOORDINATOR = "koordinator", "Koordinator"
        SEKRETARIS = "sekretaris", "Sekretaris"
        ANGGOTA = "anggota", "Anggota"

    tim = models.ForeignKey(TimSakip, models.CASCADE, related_name="keanggotaan")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="keanggotaan_tim")
    fungsi = models.CharField(max_length=12, choices=Fungsi, default=Fungsi.ANGGOTA)

    class Meta:
        verbose_name = "anggota tim"
        verbose_name_plural = "anggota tim"
        constraints = [
            models.UniqueConstraint(fields=["tim", "pegawai"], name="anggota_tim_satu_kali"),
            models.UniqueConstraint(
                fields=["tim", "fungsi"], condition=~models.Q(fungsi="anggota"), name="anggota_tim_fungsi_tunggal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai} ({self.get_fungsi_display()})"
