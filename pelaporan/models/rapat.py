from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organisasi.models import Jabatan
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.models import Triwulan


class RapatEvaluasi(DenganIdPublik):
    """The meeting on a quarter's evaluation: its minutes and who was there; each decision is a `Rekomendasi`."""

    triwulan = models.ForeignKey(Triwulan, models.PROTECT, related_name="+")
    tanggal = models.DateField("tanggal rapat")
    tempat = models.CharField(max_length=120)
    agenda = models.TextField()
    notulen = models.TextField("jalannya rapat")
    pimpinan = models.ForeignKey(Jabatan, models.PROTECT, verbose_name="pemimpin rapat", related_name="+")
    dicatat_pada = models.DateTimeField(default=timezone.now)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "rapat evaluasi"
        verbose_name_plural = "rapat evaluasi"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(tempat="") & ~Q(notulen=""), name="rapat_bertempat_dan_bernotulen"),
        ]

    def __str__(self) -> str:
        return f"Rapat evaluasi {self.triwulan}"

    def get_absolute_url(self) -> str:
        return reverse("rapat_rinci", args=[self.public_id])


class PesertaRapat(models.Model):
    """A post that was present, with the person who held it that day as printed."""

    rapat = models.ForeignKey(RapatEvaluasi, models.CASCADE, related_name="peserta")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=120)
    nama_jabatan = models.CharField(max_length=160)

    class Meta:
        verbose_name = "peserta rapat"
        verbose_name_plural = "peserta rapat"
        ordering = ["jabatan__unit__urutan", "jabatan"]
        constraints = [models.UniqueConstraint(fields=["rapat", "jabatan"], name="peserta_rapat_satu_kali")]

    def __str__(self) -> str:
        return f"{self.nama}, {self.nama_jabatan}"
