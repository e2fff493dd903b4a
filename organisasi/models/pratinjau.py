from django.db import models
from django.db.models import Q

from organisasi.models.berkas import Berkas
from organisasi.models.pekerjaan import Pekerjaan


class Pratinjau(Pekerjaan):
    """What a file looks like, for people who only want to look: page images, or an excerpt of a table or a text.

    One per file, so that the same bytes are rendered once wherever they are used. Its result is its pages, hence
    `berkas` stays empty. A failed preview takes nothing away: the file itself can still be opened.
    """

    TUGAS = "organisasi.tasks.buat_pratinjau"

    sumber = models.OneToOneField(Berkas, models.PROTECT, related_name="pratinjau")
    jumlah_halaman = models.PositiveIntegerField(
        null=True, help_text="Banyaknya halaman atau lembar pada berkasnya; yang ditampilkan boleh lebih sedikit."
    )
    petikan = models.JSONField(default=list, help_text="Petikan isi XLSX atau DOCX; kosong bila berhalaman gambar.")

    class Meta(Pekerjaan.Meta):
        verbose_name = "pratinjau"
        verbose_name_plural = "pratinjau"
        constraints = [
            models.CheckConstraint(
                condition=(Q(keadaan="selesai") & Q(jumlah_halaman__gte=1, selesai_pada__isnull=False))
                | (~Q(keadaan="selesai") & Q(jumlah_halaman=None, selesai_pada=None)),
                name="pratinjau_selesai_berhalaman",
            ),
        ]

    def __str__(self) -> str:
        return f"Pratinjau {self.sumber}"


class HalamanPratinjau(models.Model):
    """One page as two pictures, for a narrow column and for reading; sizes in pixels of the large one."""

    pratinjau = models.ForeignKey(Pratinjau, models.CASCADE, related_name="halaman")
    nomor = models.PositiveSmallIntegerField()
    kecil = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    besar = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    lebar_kecil = models.PositiveSmallIntegerField()
    lebar = models.PositiveSmallIntegerField()
    tinggi = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "halaman pratinjau"
        verbose_name_plural = "halaman pratinjau"
        ordering = ["pratinjau", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["pratinjau", "nomor"], name="halaman_pratinjau_bernomor"),
            models.CheckConstraint(
                condition=Q(nomor__gte=1, lebar_kecil__gte=1, lebar__gte=models.F("lebar_kecil"), tinggi__gte=1),
                name="halaman_pratinjau_berukuran",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pratinjau}, halaman {self.nomor}"
