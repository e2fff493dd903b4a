from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse


class KegiatanPengendalianQuerySet(models.QuerySet):
    def untuk(self, tahun: int) -> "KegiatanPengendalianQuerySet":
        """The plan of a year: its own, or the one of the latest year before it that has one."""
        sejak = self.filter(tahun__lte=tahun).order_by("-tahun").values("tahun")[:1]
        return self.filter(tahun=sejak)


class KegiatanPengendalian(models.Model):
    """A row of the Rencana Pengendalian of a year (guideline IV): an activity, its weeks, and where its actual is read.

    Which of the system's own events are the actual says `sumber`; the rules are in `pengendalian_kenyataan`.
    """

    class Sumber(models.TextChoices):
        PERJANJIAN = "perjanjian", "Perjanjian Kinerja ditandatangani"
        RENCANA_AKSI = "rencana_aksi", "Rencana Aksi ditetapkan"
        PEDOMAN = "pedoman", "Pedoman pengukuran didaftarkan pada Bukti SAKIP"
        PENGUMPULAN = "pengumpulan", "Data dukung diunggah"
        PENGAJUAN = "pengajuan", "Capaian diajukan"
        TELAAH_ESELON_IV = "telaah_eselon_iv", "Capaian ditelaah Eselon IV"
        PENERUSAN = "penerusan", "Capaian sampai di Eselon III"
        TELAAH_ESELON_III = "telaah_eselon_iii", "Capaian ditelaah Eselon III"
        UMPAN_ESELON_III = "umpan_eselon_iii", "Arahan, saran, atau penyampaian dari Eselon III"
        UMPAN_CAMAT = "umpan_camat", "Arahan, saran, rapat, atau penyampaian dari Camat"
        TINDAK_LANJUT = "tindak_lanjut", "Saran perbaikan selesai ditindaklanjuti"
        LAPORAN_TRIWULAN = "laporan_triwulan", "Laporan triwulan final"
        LAPORAN_TAHUNAN = "laporan_tahunan", "LKjIP final"

    tahun = models.PositiveSmallIntegerField()
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField("kegiatan", max_length=200)
    sumber = models.CharField("kenyataan dibaca dari", max_length=20, choices=Sumber)

    objects = KegiatanPengendalianQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan pengendalian"
        verbose_name_plural = "kegiatan pengendalian"
        ordering = ["tahun", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "urutan"], name="kegiatan_pengendalian_urutan_unik"),
            models.UniqueConstraint(fields=["tahun", "sumber"], name="kegiatan_pengendalian_sumber_unik"),
            models.CheckConstraint(condition=Q(urutan__gte=1), name="kegiatan_pengendalian_urutan"),
            models.CheckConstraint(condition=~Q(nama=""), name="kegiatan_pengendalian_bernama"),
        ]

    def __str__(self) -> str:
        return f"{self.urutan}. {self.nama}"

    def get_absolute_url(self) -> str:
        return reverse("pengendalian", args=[self.tahun])

    def pekan(self) -> Iterable[tuple[int, int]]:
        """(month, week) of every planned week, in their order; reads the prefetched rows."""
        return sorted((m.bulan, m.minggu) for m in self.minggu.all())


class MingguPengendalian(models.Model):
    """A planned week of an activity: week 1 to 4 of a month, as the guideline counts them (domain 6.3)."""

    kegiatan = models.ForeignKey(KegiatanPengendalian, models.CASCADE, related_name="minggu")
    bulan = models.PositiveSmallIntegerField()
    minggu = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "minggu pengendalian"
        verbose_name_plural = "minggu pengendalian"
        ordering = ["kegiatan", "bulan", "minggu"]
        constraints = [
            models.UniqueConstraint(fields=["kegiatan", "bulan", "minggu"], name="minggu_pengendalian_satu_kali"),
            models.CheckConstraint(
                condition=Q(bulan__range=(1, 12)) & Q(minggu__range=(1, 4)), name="minggu_pengendalian_dalam_tahun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kegiatan}: bulan {self.bulan} minggu {self.minggu}"
