from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from organisasi.models.berkas import Berkas
from organisasi.models.dasar import DenganIdPublik


class Pekerjaan(DenganIdPublik):
    """Work that a worker does behind the page: who asked, how far it is, and the file that came out of it.

    The row is the truth of the job. Celery is only told its id; a job that nobody holds is rung again
    (`organisasi.antrean`).
    """

    class Keadaan(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        BERJALAN = "berjalan", "Sedang dibuat"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"
        BATAL = "batal", "Dibatalkan"

    TUGAS: ClassVar[str]  # the name of the Celery task that does the work
    SEBUTAN: ClassVar[str] = "Pembuatan"  # what the work is called in a sentence about it

    diminta_pada = models.DateTimeField(default=timezone.now)
    diminta_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)s_diminta")
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.ANTRE)
    persen = models.PositiveSmallIntegerField(default=0)
    langkah = models.CharField(max_length=80, blank=True)
    denyut = models.DateTimeField("tanda hidup terakhir", null=True)
    pemegang = models.UUIDField(null=True, help_text="Siapa yang sedang mengerjakan; baru pada setiap percobaan.")
    percobaan = models.PositiveSmallIntegerField(default=0)
    pesan_gagal = models.CharField(max_length=300, blank=True)
    selesai_pada = models.DateTimeField(null=True)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-diminta_pada", "-pk"]

    @property
    def berakhir(self) -> bool:
        """True when no worker will touch this job again."""
        return self.keadaan in (self.Keadaan.SELESAI, self.Keadaan.GAGAL, self.Keadaan.BATAL)

    @property
    def dapat_diulang(self) -> bool:
        """True when it ended without a result."""
        return self.keadaan in (self.Keadaan.GAGAL, self.Keadaan.BATAL)
