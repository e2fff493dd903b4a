from django.conf import settings
from django.db import models
from django.db.models import Q


class Pemindaian(models.TextChoices):
    """What the virus scanner said about the bytes."""

    BELUM = "belum_dipindai", "Belum dipindai"
    BERSIH = "bersih", "Bersih"
    TERINFEKSI = "terinfeksi", "Terinfeksi"
    TANPA = "tanpa_pemindai", "Tanpa pemindai"


def pemindaian_awal() -> str:
    """The state of new bytes of which nothing is known: where a scanner is set, they wait for it."""
    return Pemindaian.BELUM if settings.CLAMD else Pemindaian.TANPA


class Berkas(models.Model):
    """The bytes of a file, once per content: the name on disk is the SHA-256, what people call it is elsewhere."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)", editable=False)
    jenis = models.CharField("jenis MIME", max_length=100, editable=False)
    disimpan_pada = models.DateTimeField(auto_now_add=True)
    pemindaian = models.CharField(max_length=14, choices=Pemindaian, default=pemindaian_awal, editable=False)
    dipindai_pada = models.DateTimeField(null=True, blank=True, editable=False)
    virus = models.CharField("virus yang ditemukan", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        constraints = [
            models.CheckConstraint(condition=Q(pemindaian__in=Pemindaian.values), name="berkas_pemindaian_dikenal"),
            models.CheckConstraint(
                condition=Q(pemindaian=Pemindaian.TERINFEKSI) ^ Q(virus=""), name="berkas_virus_bernama"
            ),
            models.CheckConstraint(
                condition=Q(pemindaian__in=[Pemindaian.BELUM, Pemindaian.TANPA], dipindai_pada=None)
                | Q(pemindaian__in=[Pemindaian.BERSIH, Pemindaian.TERINFEKSI], dipindai_pada__isnull=False),
                name="berkas_dipindai_pada",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def boleh_keluar(self) -> bool:
        """Whether anybody may see these bytes: never when infected, and not before a scanner that is set has spoken."""
        menunggu = self.pemindaian == Pemindaian.BELUM and bool(settings.CLAMD)
        return self.pemindaian != Pemindaian.TERINFEKSI and not menunggu
