from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Pekerjaan
from rencana_aksi.models import Triwulan


def alamat_situs() -> str:
    """The site's address today, without a slash at its end."""
    return settings.ALAMAT_SITUS.rstrip("/")


class Laporan(Pekerjaan):
    """A printed document: a frozen snapshot and the file made from it. Rendering it again gives the same bytes."""

    TUGAS = "pelaporan.tasks.buat_laporan"

    class Jenis(models.TextChoices):
        TRIWULAN = "triwulan", "Laporan Kinerja Triwulan"
        PERJANJIAN_KINERJA = "perjanjian_kinerja", "Perjanjian Kinerja"
        RENCANA_AKSI = "rencana_aksi", "Rencana Aksi"
        IKU = "iku", "Indikator Kinerja Utama"
        SK_TIM = "sk_tim", "Keputusan Tim SAKIP"
        TINDAK_LANJUT = "tindak_lanjut", "Matriks Tindak Lanjut"
        PENYAMPAIAN = "penyampaian", "Penyampaian Hasil Evaluasi"
        NOTULEN = "notulen", "Notulen Rapat Evaluasi"
        PENGENDALIAN = "pengendalian", "Rencana Pengendalian"
        BUKTI_SAKIP = "bukti_sakip", "Bukti SAKIP"
        LKJIP = "lkjip", "Laporan Kinerja Tahunan"
        PRA_REVIU = "prareviu", "Pra-reviu Laporan Kinerja"
        PKP = "pkp", "Pengukuran Kinerja Program dan Kegiatan"
        PKK = "pkk", "Pengukuran Kinerja Sub Kegiatan"
        E81 = "e81", "Formulir E.81"
        SURAT_PENGANTAR = "surat_pengantar", "Surat Pengantar"

    jenis = models.CharField(max_length=20, choices=Jenis, default=Jenis.TRIWULAN)
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, null=True, related_name="laporan")
    objek = models.CharField(max_length=40, blank=True, help_text="Yang dicetak, selain laporan triwulan.")
    judul = models.CharField(max_length=200, blank=True)
    konsep = models.BooleanField(help_text="Konsep bertanda air; bukan laporan final.")
    versi = models.PositiveSmallIntegerField(null=True, help_text="Nomor urut laporan final; konsep tidak bernomor.")
    snapshot = models.JSONField()
    sidik_snapshot = models.CharField(max_length=64)
    # Printed on every page of a final document: kept, so that a later move of the site leaves the bytes as they are.
    situs = models.CharField("alamat situs pada cetakan", max_length=200, default=alamat_situs, editable=False)

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering = ["-diminta_pada", "-pk"]
        indexes = [models.Index(fields=["jenis", "objek"], name="laporan_objek")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="triwulan", triwulan__isnull=False, objek="")
                | (~Q(jenis="triwulan") & Q(triwulan=None) & ~Q(objek="") & ~Q(judul="")),
                name="laporan_induk_sesuai_jenis",
            ),
            models.UniqueConstraint(fields=["triwulan", "versi"], name="laporan_versi_unik"),
            models.UniqueConstraint(
                fields=["jenis", "objek", "versi"],
                condition=Q(triwulan=None),
                name="laporan_versi_per_objek_unik",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=["triwulan", "lkjip"]) | Q(versi=None), name="laporan_berversi_menurut_jenis"
            ),
            models.CheckConstraint(
                condition=~Q(jenis__in=["triwulan", "lkjip"])
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
