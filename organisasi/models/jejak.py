from django.db import models

from organisasi.models.pegawai import Pegawai


class Jejak(models.Model):
    """One line of the audit trail: added once, chained to the line before, never changed (database triggers).

    Name and post are kept as printed that day. `data` holds only strings, whole numbers, lists and mappings,
    so that both databases give back the very text that was hashed.
    """

    nomor = models.PositiveBigIntegerField(primary_key=True)
    waktu = models.DateTimeField()
    peristiwa = models.CharField(max_length=60, db_index=True)
    oleh = models.ForeignKey(Pegawai, models.PROTECT, null=True, related_name="jejak")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160, blank=True)
    objek_jenis = models.CharField(max_length=60)
    objek_id = models.CharField(max_length=40)
    uraian = models.TextField()
    data = models.JSONField(default=dict)
    sidik_sebelum = models.CharField(max_length=64)
    sidik = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "jejak"
        verbose_name_plural = "jejak"
        ordering = ["nomor"]
        indexes = [models.Index(fields=["objek_jenis", "objek_id"], name="jejak_objek")]

    def __str__(self) -> str:
        return f"{self.nomor} {self.peristiwa}"


class KepalaJejak(models.Model):
    """The head of the chain, one row: locked by every writer, so numbers have no gap and lines cannot fork."""

    nomor = models.PositiveBigIntegerField(default=0)
    sidik = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="kepala_jejak_hanya_satu")]

    def __str__(self) -> str:
        return f"kepala jejak {self.nomor}"
