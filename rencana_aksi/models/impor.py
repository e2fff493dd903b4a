from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Berkas, Pekerjaan


class ImporQuerySet(models.QuerySet):
    def dengan_penerapan(self) -> "ImporQuerySet":
        """With `keadaan_penerapan`, where the confirmation of this reading stands; without the thousands of lines."""
        pembacaan_ini = Q(impor=models.OuterRef("pk"), diminta_pada__gte=models.OuterRef("selesai_pada"))
        terakhir = PenerapanImpor.objects.filter(pembacaan_ini).values("keadaan")[:1]
        return self.annotate(keadaan_penerapan=models.Subquery(terakhir)).defer("pratinjau")


class Impor(Pekerjaan):
    """A workbook on its way in: read by the worker, shown as a preview, written only when it is confirmed.

    `berkas` is the annotated copy with the findings; `pratinjau` holds what would be added, changed and left.
    """

    TUGAS = "rencana_aksi.tasks.baca_impor"
    SEBUTAN = "Pembacaan"

    class Jenis(models.TextChoices):
        PEGAWAI = "pegawai", "Pegawai dan jabatan"
        PROGRAM = "program", "Program, kegiatan, sub kegiatan, dan pagu"
        INDIKATOR = "indikator", "Indikator dan target"
        RENCANA_AKSI = "rencana_aksi", "Rencana aksi dan syarat data dukung"

    jenis = models.CharField(max_length=15, choices=Jenis)
    tahun = models.PositiveSmallIntegerField()
    sumber = models.ForeignKey(Berkas, models.PROTECT, related_name="impor")
    nama = models.CharField("nama berkas", max_length=120)
    pratinjau = models.JSONField(null=True)
    jumlah_galat = models.PositiveIntegerField(default=0)
    diterapkan_pada = models.DateTimeField(null=True, blank=True)
    diterapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImporQuerySet.as_manager()

    class Meta(Pekerjaan.Meta):
        verbose_name = "impor"
        verbose_name_plural = "impor"
        constraints = [
            models.CheckConstraint(
                condition=Q(diterapkan_pada=None, diterapkan_oleh=None)
                | Q(
                    diterapkan_pada__isnull=False,
                    diterapkan_oleh__isnull=False,
                    keadaan="selesai",
                    jumlah_galat=0,
                ),
                name="impor_diterapkan_tanpa_galat",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.get_jenis_display()} {self.tahun}: {self.nama}"

    def get_absolute_url(self) -> str:
        return reverse("impor_rinci", args=[self.public_id])

    @property
    def label(self) -> tuple[str, str]:
        """Where it stands, as (role of the colour, words); only for rows of `dengan_penerapan`."""
        if self.diterapkan_pada:
            return "baik", "Sudah diterapkan"
        if self.keadaan == self.Keadaan.GAGAL:
            return "buruk", "Gagal dibaca"
        if self.keadaan != self.Keadaan.SELESAI:
            return "jalan", "Sedang dibaca"
        if self.keadaan_penerapan in (self.Keadaan.ANTRE, self.Keadaan.BERJALAN):
            return "jalan", "Sedang diterapkan"
        if self.jumlah_galat:
            return "buruk", "Ada galat"
        gagal = self.keadaan_penerapan == self.Keadaan.GAGAL
        return ("buruk", "Gagal diterapkan") if gagal else ("aksi", "Belum diterapkan")


class PenerapanImpor(Pekerjaan):
    """A confirmed preview on its way into the database; `diminta_oleh` is who confirmed it and acts in the trail.

    `sidik` is the fingerprint of the preview that this person saw: another comparison is not written.
    """

    TUGAS = "rencana_aksi.tasks.terapkan_impor"
    SEBUTAN = "Penerapan"

    impor = models.ForeignKey(Impor, models.PROTECT, related_name="penerapan")
    sidik = models.CharField(max_length=64)
    jabatan = models.CharField("jabatan saat menerapkan", max_length=160, blank=True)

    class Meta(Pekerjaan.Meta):
        verbose_name = "penerapan impor"
        verbose_name_plural = "penerapan impor"
        constraints = [
            models.UniqueConstraint(
                fields=["impor"], condition=~Q(keadaan="gagal"), name="penerapan_impor_satu_yang_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return f"Penerapan {self.impor}"
