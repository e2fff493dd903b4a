from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Berkas, Pekerjaan


class Impor(Pekerjaan):
    """A workbook on its way in: read by the worker, shown as a preview, written only when it is confirmed.

    `berkas` is the annotated copy with the findings; `pratinjau` holds what would be added, changed and left.
    """

    TUGAS = "rencana_aksi.tasks.baca_impor"

    class Jenis(models.TextChoices):
        PEGAWAI = "pegawai", "Pegawai dan jabatan"
        PROGRAM = "program", "Program, kegiatan, sub kegiatan, dan pagu"
        INDIKATOR = "indikator", "Indikator dan target"
        RENCANA_AKSI = "rencana_aksi", "Rencana aksi dan syarat data dukung"

    jenis = models.CharField(max_length=15, choices=Jenis)
    tahun = models.PositiveSmallIntegerField()
    sumber = models.ForeignKey(Berkas, models.PROTECT, related_name="impor")
    nama = models.CharField("nama berkas", max_length=120)
    pratinjau = models.JSONField(null=True)
    jumlah_galat = models.PositiveIntegerField(default=0)
    diterapkan_pada = models.DateTimeField(null=True, blank=True)
    diterapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Pekerjaan.Meta):
        verbose_name = "impor"
        verbose_name_plural = "impor"
        constraints = [
            models.CheckConstraint(
                condition=Q(diterapkan_pada=None, diterapkan_oleh=None)
                | Q(
                    diterapkan_pada__isnull=False,
                    diterapkan_oleh__isnull=False,
                    keadaan="selesai",
                    jumlah_galat=0,
                ),
                name="impor_diterapkan_tanpa_galat",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.get_jenis_display()} {self.tahun}: {self.nama}"

    def get_absolute_url(self) -> str:
        return reverse("impor_rinci", args=[self.public_id])
