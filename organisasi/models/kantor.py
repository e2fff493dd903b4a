from django.db import models


class Kantor(models.Model):
    """The office itself, one row: what the kop, the signature block and the page header print."""

    nama_pemda = models.CharField("nama pemerintah daerah", max_length=120)
    nama = models.CharField("nama kantor", max_length=120)
    nama_singkat = models.CharField(max_length=60)
    alamat = models.CharField(max_length=200, blank=True)
    kontak = models.CharField("telepon, pos-el, laman", max_length=200, blank=True)
    tempat = models.CharField("tempat surat", max_length=60)
    kode_wilayah = models.CharField(max_length=13, blank=True)
    berisi_data_contoh = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "kantor"
        verbose_name_plural = "kantor"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="kantor_hanya_satu")]

    def __str__(self) -> str:
        return self.nama
