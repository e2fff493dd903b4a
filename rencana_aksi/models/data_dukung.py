from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik
from organisasi.peran import Peran
from rencana_aksi.models.capaian import Capaian
from rencana_aksi.models.rencana import SyaratDataDukung


class DataDukungQuerySet(models.QuerySet):
    def visible_to(self, peran: Peran) -> "DataDukungQuerySet":
        return self.filter(capaian__in=Capaian.objects.visible_to(peran))

    def berlaku(self) -> "DataDukungQuerySet":
        """The documents that stand behind the claim now: not withdrawn and not replaced."""
        return self.filter(ditarik_pada=None, pengganti=None)


class DataDukung(DenganIdPublik):
    """A document that proves a claim. A replacement is a new row that points at the old one; nothing is removed."""

    capaian = models.ForeignKey(Capaian, models.PROTECT, related_name="data_dukung")
    syarat = models.ForeignKey(SyaratDataDukung, models.PROTECT, related_name="data_dukung")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="data_dukung")
    nama = models.CharField("nama berkas", max_length=120)
    nomor_dokumen = models.CharField("nomor dokumen", max_length=80, blank=True)
    tanggal_dokumen = models.DateField("tanggal dokumen", null=True, blank=True)
    masa_mulai = models.DateField("membuktikan masa dari", null=True, blank=True)
    masa_selesai = models.DateField("sampai", null=True, blank=True)
    uraian = models.CharField("keterangan", max_length=200, blank=True)
    alasan_kembar = models.CharField("alasan memakai berkas yang sama", max_length=200, blank=True)
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_dukung")
    menggantikan = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="pengganti")
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DataDukungQuerySet.as_manager()

    class Meta:
        verbose_name = "data dukung"
        verbose_name_plural = "data dukung"
        ordering = ["syarat__urutan", "diunggah_pada", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["capaian", "syarat", "berkas"], condition=Q(ditarik_pada=None), name="data_dukung_tidak_kembar"
            ),
            models.CheckConstraint(
                condition=Q(ditarik_pada=None, ditarik_oleh=None)
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False),
                name="data_dukung_ditarik_pada_dan_oleh",
            ),
            models.CheckConstraint(
                condition=Q(masa_mulai=None)
                | Q(masa_selesai=None)
                | Q(masa_selesai__gte=models.F("masa_mulai")),
                name="data_dukung_masa_berurutan",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class PernyataanTidakAdaQuerySet(models.QuerySet):
    def berlaku(self) -> "PernyataanTidakAdaQuerySet":
        """The declarations that stand now: not taken back."""
        return self.filter(dicabut_pada=None)


class PernyataanTidakAda(DenganIdPublik):
    """An agreed document that does not exist, and why: the claim may go up without it, red before every reviewer."""

    capaian = models.ForeignKey(Capaian, models.PROTECT, related_name="tidak_ada")
    syarat = models.ForeignKey(SyaratDataDukung, models.PROTECT, related_name="tidak_ada")
    alasan = models.TextField()
    dinyatakan_pada = models.DateTimeField(default=timezone.now)
    dinyatakan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PernyataanTidakAdaQuerySet.as_manager()

    class Meta:
        verbose_name = "pernyataan tidak ada"
        verbose_name_plural = "pernyataan tidak ada"
        ordering = ["syarat__urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["capaian", "syarat"], condition=Q(dicabut_pada=None), name="tidak_ada_satu_per_slot"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="tidak_ada_beralasan"),
            models.CheckConstraint(
                condition=Q(dicabut_pada=None, dicabut_oleh=None)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="tidak_ada_dicabut_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.syarat}: tidak ada"


class Unggahan(DenganIdPublik):
    """A file on its way in, piece by piece: how much has arrived. Its bytes lie in a temporary file until the gate."""

    capaian = models.ForeignKey(Capaian, models.CASCADE, related_name="unggahan")
    syarat = models.ForeignKey(SyaratDataDukung, models.CASCADE, related_name="unggahan")
    nama = models.CharField("nama berkas", max_length=255)
    ukuran = models.PositiveBigIntegerField("ukuran seluruhnya (bita)")
    diterima = models.PositiveBigIntegerField("sudah diterima (bita)", default=0)
    keterangan = models.JSONField(default=dict, help_text="Nomor, tanggal, dan masa dokumen seperti yang diketik.")
    dimulai_pada = models.DateTimeField(default=timezone.now)
    dimulai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unggahan")
    dokumen = models.ForeignKey(DataDukung, models.PROTECT, null=True, blank=True, related_name="unggahan")

    class Meta:
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        ordering = ["dimulai_pada", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(diterima__lte=models.F("ukuran")), name="unggahan_tidak_melebihi"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.diterima} dari {self.ukuran} bita"
