from django.db import models
from django.db.models import Q

from organisasi.models import Pekerjaan
from pelaporan.models.laporan import Laporan


class Paket(Pekerjaan):
    """A final report with every document that proves it, as one ZIP: made from the snapshot that its PDF is made from.

    `alasan` is why documents of restricted kinds (R-24) are in it; a package without a reason has none of them.
    """

    TUGAS = "pelaporan.tasks.buat_paket"
    SEBUTAN = "Pembuatan paket"

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="paket")
    terbatas = models.BooleanField("memuat dokumen terbatas", default=False)
    alasan = models.CharField("alasan memuat dokumen terbatas", max_length=300, blank=True)
    keterangan = models.JSONField(
        default=dict, help_text="Pengunggah dan penilaian setiap dokumen, dibekukan saat diminta."
    )

    class Meta:
        verbose_name = "paket laporan"
        verbose_name_plural = "paket laporan"
        ordering = ["laporan", "terbatas"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "terbatas"], name="paket_satu_per_isi"),
            models.CheckConstraint(
                condition=Q(terbatas=False, alasan="") | (Q(terbatas=True) & ~Q(alasan="")),
                name="paket_terbatas_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="selesai", berkas__isnull=False, selesai_pada__isnull=False)
                | (~Q(keadaan="selesai") & Q(berkas=None, selesai_pada=None)),
                name="paket_selesai_berberkas",
            ),
        ]

    def __str__(self) -> str:
        return f"Paket {self.laporan}{', dengan dokumen terbatas' if self.terbatas else ''}"
