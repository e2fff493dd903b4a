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
    uraian = models.CharField("keterangan", max_length=200, blank=True)
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
        ]

    def __str__(self) -> str:
        return self.nama
