from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik
from pelaporan.models.laporan import Laporan


class NaskahBertanda(DenganIdPublik):
    """A final report as it came back signed: the PDF with an electronic certificate, or the scan of the paper.

    The system's own PDF stays beside it, so both hashes are kept; `resmi` says that this file is the final one, and
    where no file of a report says so, the system's PDF is.
    """

    class Jenis(models.TextChoices):
        TTE = "tte", "PDF bertanda tangan elektronik tersertifikasi"
        PINDAI = "pindai", "Pindaian naskah bertanda tangan basah"

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="naskah_bertanda")
    jenis = models.CharField("bentuk", max_length=6, choices=Jenis)
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    nama = models.CharField("nama berkas", max_length=120)
    resmi = models.BooleanField(default=True, help_text="Berkas inilah naskah resminya.")
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "naskah bertanda tangan"
        verbose_name_plural = "naskah bertanda tangan"
        ordering = ["diunggah_pada", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "berkas"], name="naskah_bertanda_sekali"),
            models.UniqueConstraint(fields=["laporan"], condition=Q(resmi=True), name="naskah_bertanda_satu_resmi"),
            models.CheckConstraint(condition=~Q(nama=""), name="naskah_bertanda_bernama"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.laporan}"
