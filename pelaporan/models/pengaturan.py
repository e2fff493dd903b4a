from django.db import models
from django.db.models import Q


def dasar_hukum_baku() -> list[str]:
    """The legal basis that a year begins with (domain 1.1); each year may change its own."""
    return [
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
        "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah;",
        "Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan;",
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan "
        "Evaluasi Pembangunan Daerah;",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang "
        "Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi "
        "Pemerintah;",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 88 Tahun 2021 tentang "
        "Evaluasi Akuntabilitas Kinerja Instansi Pemerintah.",
    ]


class PengaturanLaporanQuerySet(models.QuerySet):
    def untuk(self, tahun: int) -> "PengaturanLaporan":
        """The settings in force in a year: the latest that began in it or before, else the standing defaults."""
        berlaku = self.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak").first()
        return berlaku or self.model(berlaku_sejak=tahun)


class PengaturanLaporan(models.Model):
    """How the annual report looks, from a year on: its label, paper and margins (domain 7.5), kop and legal basis."""

    class Label(models.TextChoices):
        LKJIP = "LKjIP", "LKjIP (Laporan Kinerja Instansi Pemerintah)"
        LAKIP = "LAKIP", "LAKIP (Laporan Akuntabilitas Kinerja Instansi Pemerintah)"

    class Kertas(models.TextChoices):
        A4 = "a4", "A4 (210 × 297 mm)"
        F4 = "f4", "F4/Folio (215 × 330 mm)"

    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun", unique=True)
    label = models.CharField(max_length=8, choices=Label, default=Label.LKJIP)
    kertas = models.CharField(max_length=2, choices=Kertas, default=Kertas.A4)
    atas = models.PositiveSmallIntegerField("batas atas (mm)", default=25)
    kanan = models.PositiveSmallIntegerField("batas kanan (mm)", default=20)
    bawah = models.PositiveSmallIntegerField("batas bawah (mm)", default=25)
    kiri = models.PositiveSmallIntegerField("batas kiri (mm)", default=30)
    kop = models.CharField(
        "nama kantor pada kop", max_length=120, blank=True, help_text="Kosong berarti nama kantor seperti tercatat."
    )
    dasar_hukum = models.JSONField(default=dasar_hukum_baku, help_text="Daftar peraturan, satu kalimat setiap butir.")
    halaman_reviu = models.BooleanField(
        "sisipkan lembar pernyataan telah direviu", default=True, help_text="Ditandatangani Inspektur."
    )

    objects = PengaturanLaporanQuerySet.as_manager()

    class Meta:
        verbose_name = "pengaturan laporan tahunan"
        verbose_name_plural = "pengaturan laporan tahunan"
        ordering = ["-berlaku_sejak"]
        constraints = [
            models.CheckConstraint(
                condition=Q(atas__range=(10, 50), kanan__range=(10, 50), bawah__range=(10, 50), kiri__range=(10, 50)),
                name="pengaturan_laporan_batas_wajar",
                violation_error_message="Batas halaman 10 sampai 50 mm.",
            )
        ]

    def __str__(self) -> str:
        return f"Pengaturan {self.label} sejak {self.berlaku_sejak}"
