from django.db import models
from django.db.models import Q

from organisasi.models.dasar import DenganIdPublik


class UnitKerja(DenganIdPublik):
    """A work unit: the kecamatan, its sekretariat, subbagian and seksi (domain 5.1)."""

    kode = models.CharField(max_length=20, unique=True)
    nama = models.CharField(max_length=120)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bawahan")
    urutan = models.PositiveSmallIntegerField(default=0)
    aktif = models.BooleanField(default=True)
    kuota_mb = models.PositiveIntegerField(
        "kuota data dukung (MB)", null=True, blank=True, help_text="Kosong berarti kuota bawaan sistem."
    )

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["urutan", "kode"]

    def __str__(self) -> str:
        return self.nama


class Jabatan(DenganIdPublik):
    """A post, which is not a person: who holds it is asked for a date (`organisasi.peran`).

    `tingkat` is the role in the ladder. It is not read from the eselon: the Camat is eselon IIIa as the
    Sekcam is IIIb, and the guideline's "Eselon III" means the Sekcam.
    """

    class Tingkat(models.TextChoices):
        CAMAT = "camat", "Camat"
        SEKCAM = "sekcam", "Sekretaris Camat"
        ESELON_IV = "eselon_iv", "Eselon IV"
        PELAKSANA = "pelaksana", "Pelaksana"

    nama = models.CharField(max_length=120)
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="jabatan")
    tingkat = models.CharField(max_length=10, choices=Tingkat)
    eselon = models.CharField(max_length=5, blank=True)
    atasan = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bawahan")
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["unit__urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=~Q(tingkat="pelaksana") & Q(aktif=True),
                name="jabatan_satu_kepala_per_unit",
                violation_error_message="Unit ini sudah mempunyai kepala.",
            ),
            models.UniqueConstraint(
                fields=["tingkat"],
                condition=Q(tingkat__in=["camat", "sekcam"]) & Q(aktif=True),
                name="jabatan_satu_camat_satu_sekcam",
                violation_error_message="Kecamatan hanya mempunyai satu Camat dan satu Sekretaris Camat.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
