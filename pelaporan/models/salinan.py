from django.db import models
from django.db.models import Q

from organisasi.models import Pekerjaan
from pelaporan.models.laporan import Laporan


class Salinan(Pekerjaan):
    """A printed document once more, for Word or Excel: made from the snapshot that its PDF is made from."""

    TUGAS = "pelaporan.tasks.buat_salinan"

    class Format(models.TextChoices):
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="salinan")
    format = models.CharField(max_length=4, choices=Format)

    class Meta:
        verbose_name = "salinan laporan"
        verbose_name_plural = "salinan laporan"
        ordering = ["laporan", "format"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "format"], name="salinan_satu_per_format"),
            models.CheckConstraint(
                condition=Q(keadaan="selesai", berkas__isnull=False, selesai_pada__isnull=False)
                | (~Q(keadaan="selesai") & Q(berkas=None, selesai_pada=None)),
                name="salinan_selesai_berberkas",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.laporan} ({self.get_format_display()})"
