from django.db import models


class Berkas(models.Model):
    """The bytes of a file, once per content: the name on disk is the SHA-256, what people call it is elsewhere."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    ukuran = models.PositiveBigIntegerField("ukuran (bita)", editable=False)
    jenis = models.CharField("jenis MIME", max_length=100, editable=False)
    disimpan_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"

    def __str__(self) -> str:
        return self.sha256[:12]
