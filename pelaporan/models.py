from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.models import Triwulan


class Laporan(DenganIdPublik):
    """A report: a frozen snapshot, the file made from it, and the state of the job that makes the file.

    The row is the truth of the job. Celery is only told its id; a job that nobody holds is rung again.
    """

    class Keadaan(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        BERJALAN = "berjalan", "Sedang dibuat"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    triwulan = models.ForeignKey(Triwulan, models.PROTECT, related_name="laporan")
    konsep = models.BooleanField(help_text="Konsep bertanda air; bukan laporan final.")
    versi = models.PositiveSmallIntegerField(null=True, help_text="Nomor urut laporan final; konsep tidak bernomor.")
    snapshot = models.JSONField()
    sidik_snapshot = models.CharField(max_length=64)
    diminta_pada = models.DateTimeField()
    diminta_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="laporan")

    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.ANTRE)
    persen = models.PositiveSmallIntegerField(default=0)
    langkah = models.CharField(max_length=80, blank=True)
    denyut = models.DateTimeField("tanda hidup terakhir", null=True)
    pemegang = models.UUIDField(null=True, help_text="Siapa yang sedang mengerjakan; baru pada setiap percobaan.")
    percobaan = models.PositiveSmallIntegerField(default=0)
    pesan_gagal = models.CharField(max_length=300, blank=True)
    selesai_pada = models.DateTimeField(null=True)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, related_name="laporan")

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering = ["-diminta_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["triwulan", "versi"], name="laporan_versi_unik"),
            models.CheckConstraint(
                condition=Q(konsep=True, versi=None) | Q(konsep=False, versi__isnull=False),
                name="laporan_final_bernomor",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="selesai", berkas__isnull=False, selesai_pada__isnull=False)
                | (~Q(keadaan="selesai") & Q(berkas=None, selesai_pada=None)),
                name="laporan_selesai_berberkas",
            ),
        ]

    def __str__(self) -> str:
        versi = "konsep" if self.konsep else f"versi {self.versi}"
        return f"Laporan Kinerja {self.triwulan}, {versi}"

    def get_absolute_url(self) -> str:
        return reverse("laporan_rinci", args=[self.public_id])

    @property
    def berakhir(self) -> bool:
        """True when no worker will touch this job again."""
        return self.keadaan in (self.Keadaan.SELESAI, self.Keadaan.GAGAL)
