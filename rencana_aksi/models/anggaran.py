from django.db import models
from django.db.models import Q

from kinerja.models import SubKegiatan
from rencana_aksi.models.jadwal import Triwulan


class RealisasiAnggaran(models.Model):
    """What was spent on a sub kegiatan within a quarter, in Rupiah (not cumulative)."""

    sub_kegiatan = models.ForeignKey(SubKegiatan, models.PROTECT, related_name="realisasi_anggaran")
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, related_name="realisasi_anggaran")
    jumlah = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["triwulan", "sub_kegiatan__kode"]
        constraints = [
            models.UniqueConstraint(fields=["sub_kegiatan", "triwulan"], name="realisasi_anggaran_unik"),
            models.CheckConstraint(condition=Q(jumlah__gte=0), name="realisasi_anggaran_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return f"{self.sub_kegiatan.kode}, {self.triwulan}"
