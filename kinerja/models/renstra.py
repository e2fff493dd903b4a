from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Renstra(models.Model):
    """The five-year strategic plan that the sasaran belong to."""

    nama = models.CharField(max_length=160)
    tahun_awal = models.PositiveSmallIntegerField()
    tahun_akhir = models.PositiveSmallIntegerField()
    visi = models.TextField(blank=True)
    misi = models.TextField(blank=True)

    class Meta:
        verbose_name = "Renstra"
        verbose_name_plural = "Renstra"
        ordering = ["-tahun_awal"]
        constraints = [
            models.CheckConstraint(condition=Q(tahun_akhir__gte=F("tahun_awal")), name="renstra_tahun_berurutan")
        ]

    def __str__(self) -> str:
        return self.nama


class RevisiRenstra(models.Model):
    """One revision of a Renstra, with its reason and what stood before and after; only added."""

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="revisi")
    nomor = models.PositiveSmallIntegerField()
    alasan = models.TextField()
    perubahan = models.JSONField(help_text="Daftar {apa, lama, baru} dalam teks.")
    pada = models.DateTimeField(default=timezone.now)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisi_renstra")

    class Meta:
        verbose_name = "revisi Renstra"
        verbose_name_plural = "revisi Renstra"
        ordering = ["renstra", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["renstra", "nomor"], name="revisi_renstra_nomor_unik"),
            models.CheckConstraint(condition=~Q(alasan=""), name="revisi_renstra_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.renstra}, revisi {self.nomor}"


class Tujuan(models.Model):
    """A tujuan of a Renstra, above its sasaran."""

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="tujuan")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=300)

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["renstra", "urutan"]
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="tujuan_urutan_unik")]

    def __str__(self) -> str:
        return self.uraian


class Sasaran(models.Model):
    """A sasaran strategis of the office."""

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="sasaran")
    tujuan = models.ForeignKey(Tujuan, models.PROTECT, null=True, blank=True, related_name="sasaran")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=300)

    class Meta:
        verbose_name = "sasaran strategis"
        verbose_name_plural = "sasaran strategis"
        ordering = ["renstra", "urutan"]
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="sasaran_urutan_unik")]

    def __str__(self) -> str:
        return self.uraian
