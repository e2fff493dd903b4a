from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kinerja.perhitungan import predikat_akip
from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik


class KomponenAkipQuerySet(models.QuerySet):
    def untuk(self, tahun: int) -> "KomponenAkipQuerySet":
        """The components of the set in force for an evaluated year: the latest that began in it or before."""
        sejak = self.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak").values("berlaku_sejak")[:1]
        return self.filter(berlaku_sejak=sejak)


class KomponenAkip(models.Model):
    """A component of the AKIP evaluation and its weight, from an evaluated year on; the weights of a set make 100."""

    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun yang dievaluasi")
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=80)
    bobot = models.DecimalField(max_digits=5, decimal_places=2)
    dasar = models.CharField(max_length=120)

    objects = KomponenAkipQuerySet.as_manager()

    class Meta:
        verbose_name = "komponen AKIP"
        verbose_name_plural = "komponen AKIP"
        ordering = ["-berlaku_sejak", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["berlaku_sejak", "urutan"], name="komponen_akip_urutan_unik"),
            models.CheckConstraint(condition=Q(bobot__gt=0, bobot__lte=100), name="komponen_akip_bobot"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.berlaku_sejak})"


class Lhe(DenganIdPublik):
    """Laporan Hasil Evaluasi of the Inspektorat, an incoming document (R-41); `tahun` is the year it evaluates.

    The day of receipt is told by the receiver and starts the 60 days of its recommendations.
    """

    tahun = models.PositiveSmallIntegerField("tahun yang dievaluasi")
    nomor = models.CharField("nomor LHE", max_length=80)
    tanggal = models.DateField("tanggal LHE")
    diterima = models.DateField("tanggal diterima")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    nama_berkas = models.CharField(max_length=120)
    dicatat_pada = models.DateTimeField(default=timezone.now)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "LHE"
        verbose_name_plural = "LHE"
        ordering = ["-tahun", "-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "nomor"], name="lhe_nomor_unik"),
            models.CheckConstraint(condition=Q(diterima__gte=F("tanggal")), name="lhe_diterima_sesudah_tanggal"),
            models.CheckConstraint(condition=~Q(nomor=""), name="lhe_bernomor"),
        ]

    def __str__(self) -> str:
        return f"LHE {self.tahun} Nomor {self.nomor}"

    def get_absolute_url(self) -> str:
        return reverse("lhe_rinci", args=[self.public_id])

    @property
    def nilai(self) -> Decimal:
        """The total, 0 to 100: the sum of the components."""
        return sum((n.nilai for n in self.nilai_komponen.all()), Decimal(0))

    @property
    def predikat(self) -> tuple[str, str]:
        """Predicate and its name by the total (domain 2.3)."""
        return predikat_akip(self.nilai)


class NilaiKomponen(models.Model):
    """What the LHE gives for a component: 0 to its weight. The set of weights is the one of its component."""

    lhe = models.ForeignKey(Lhe, models.CASCADE, related_name="nilai_komponen")
    komponen = models.ForeignKey(KomponenAkip, models.PROTECT, related_name="+")
    nilai = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "nilai komponen"
        verbose_name_plural = "nilai komponen"
        ordering = ["komponen__urutan"]
        constraints = [
            models.UniqueConstraint(fields=["lhe", "komponen"], name="nilai_komponen_satu_kali"),
            models.CheckConstraint(condition=Q(nilai__gte=0, nilai__lte=100), name="nilai_komponen_batas"),
        ]

    def __str__(self) -> str:
        return f"{self.komponen.nama}: {self.nilai}"


def tahun_evaluasi(hari_ini: date) -> int:
    """The year that an LHE received today most likely evaluates: the one before (domain 1.9)."""
    return hari_ini.year - 1
