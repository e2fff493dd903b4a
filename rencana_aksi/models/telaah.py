from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from organisasi.models import Jabatan
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.models.capaian import Capaian, Meja
from rencana_aksi.models.data_dukung import DataDukung
from rencana_aksi.models.putusan import Putusan


class DokumenDibuka(models.Model):
    """Who has looked at which document, and when for the first time: no approval of what was never opened."""

    dokumen = models.ForeignKey(DataDukung, models.CASCADE, related_name="dibuka")
    pegawai = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dokumen_dibuka")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "dokumen dibuka"
        verbose_name_plural = "dokumen dibuka"
        constraints = [models.UniqueConstraint(fields=["dokumen", "pegawai"], name="dokumen_dibuka_sekali")]

    def __str__(self) -> str:
        return f"{self.pegawai}: {self.dokumen}"


class PenilaianDokumen(DenganIdPublik):
    """A desk's verdict on one document (R-22). Only added: the latest of a desk stands."""

    class Hasil(models.TextChoices):
        SESUAI = "sesuai", "Sesuai"
        TIDAK_SESUAI = "tidak_sesuai", "Tidak sesuai"
        KURANG = "kurang", "Kurang"
        TIDAK_TERBACA = "tidak_terbaca", "Tidak terbaca"

    dokumen = models.ForeignKey(DataDukung, models.PROTECT, related_name="penilaian")
    meja = models.CharField(max_length=10, choices=Meja)
    putaran = models.PositiveSmallIntegerField()
    hasil = models.CharField(max_length=15, choices=Hasil)
    catatan = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="penilaian_dokumen")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "penilaian dokumen"
        verbose_name_plural = "penilaian dokumen"
        ordering = ["dokumen", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasil="sesuai") | ~Q(catatan=""), name="penilaian_dokumen_beralasan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dokumen}: {self.get_hasil_display()}"


class PesanQuerySet(models.QuerySet):
    def tegak(self) -> "PesanQuerySet":
        """Messages that nobody took back."""
        return self.filter(~Exists(Pesan.objects.filter(induk=OuterRef("pk"), jenis=Pesan.Jenis.PENARIKAN)))

    def terbuka(self) -> "PesanQuerySet":
        """Questions that stand and have no standing answer."""
        jawaban = Pesan.objects.filter(induk=OuterRef("pk"), jenis=Pesan.Jenis.JAWABAN).tegak()
        return self.filter(~Exists(jawaban), jenis=Pesan.Jenis.PERTANYAAN).tegak()


class Pesan(DenganIdPublik):
    """A word in the thread of a claim. Only added: a retraction is a message of its own, the words it takes back stay.

    A question must have an answer, or be retracted, before the claim is passed on.
    """

    class Jenis(models.TextChoices):
        PERTANYAAN = "pertanyaan", "Pertanyaan"
        JAWABAN = "jawaban", "Jawaban"
        CATATAN = "catatan", "Catatan"
        PENARIKAN = "penarikan", "Penarikan"

    capaian = models.ForeignKey(Capaian, models.PROTECT, related_name="pesan")
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="balasan")
    jenis = models.CharField(max_length=10, choices=Jenis)
    teks = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pesan")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160)
    pada = models.DateTimeField(default=timezone.now)

    objects = PesanQuerySet.as_manager()

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        ordering = ["pada", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=["jawaban", "penarikan"], induk__isnull=False)
                | Q(jenis__in=["pertanyaan", "catatan"], induk=None),
                name="pesan_berinduk_sesuai_jenis",
            ),
            models.CheckConstraint(condition=Q(jenis="penarikan") | ~Q(teks=""), name="pesan_ada_teks"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nama}"


class SaranPerbaikan(DenganIdPublik):
    """What a desk asks to be done better, attached to its decision; it does not hold the claim (guideline IV)."""

    putusan = models.ForeignKey(Putusan, models.PROTECT, related_name="saran")
    uraian = models.TextField()
    penanggung_jawab = models.ForeignKey(Jabatan, models.PROTECT, related_name="saran_perbaikan")

    class Meta:
        verbose_name = "saran perbaikan"
        verbose_name_plural = "saran perbaikan"
        ordering = ["putusan", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(uraian=""), name="saran_ada_uraian")]

    def __str__(self) -> str:
        return self.uraian
