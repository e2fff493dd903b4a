from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Pekerjaan
from rencana_aksi.models import Triwulan


class Laporan(Pekerjaan):
    """A printed document: a frozen snapshot and the file made from it. Rendering it again gives the same bytes."""

    TUGAS = "pelaporan.tasks.buat_laporan"

    class Jenis(models.TextChoices):
        TRIWULAN = "triwulan", "Laporan Kinerja Triwulan"
        PERJANJIAN_KINERJA = "perjanjian_kinerja", "Perjanjian Kinerja"
        RENCANA_AKSI = "rencana_aksi", "Rencana Aksi"
        IKU = "iku", "Indikator Kinerja Utama"
        SK_TIM = "sk_tim", "Keputusan Tim SAKIP"

    jenis = models.CharField(max_length=20, choices=Jenis, default=Jenis.TRIWULAN)
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, null=True, related_name="laporan")
    objek = models.CharField(max_length=40, blank=True, help_text="Yang dicetak, selain laporan triwulan.")
    judul = models.CharField(max_length=200, blank=True)
    konsep = models.BooleanField(help_text="Konsep bertanda air; bukan laporan final.")
    versi = models.PositiveSmallIntegerField(null=True, help_text="Nomor urut laporan final; konsep tidak bernomor.")
    snapshot = models.JSONField()
    sidik_snapshot = models.CharField(max_length=64)

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering = ["-diminta_pada", "-pk"]
        indexes = [models.Index(fields=["jenis", "objek"], name="laporan_objek")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="triwulan", triwulan__isnull=False, objek="")
                | (~Q(jenis="triwulan") & Q(triwulan=None, versi=None) & ~Q(objek="") & ~Q(judul="")),
                name="laporan_induk_sesuai_jenis",
            ),
            models.UniqueConstraint(fields=["triwulan", "versi"], name="laporan_versi_unik"),
            models.CheckConstraint(
                condition=~Q(jenis="triwulan")
                | Q(konsep=True, versi=None)
                | Q(konsep=False, versi__isnull=False),
                name="laporan_final_bernomor",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="selesai", berkas__isnull=False, selesai_pada__isnull=False)
                | (~Q(keadaan="selesai") & Q(berkas=None, selesai_pada=None)),
                name="laporan_selesai_berberkas",
            ),
        ]

    def __str__(self) -> str:
        if self.judul:
            return self.judul
        versi = "konsep" if self.konsep else f"versi {self.versi}"
        return f"Laporan Kinerja {self.triwulan}, {versi}"

    def get_absolute_url(self) -> str:
        return reverse("laporan_rinci", args=[self.public_id])
