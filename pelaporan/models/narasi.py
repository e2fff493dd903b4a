"""What people write into the annual report, who is writing now, and what they answer before it is final."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinerja.models import Sasaran


class Narasi(models.Model):
    """The text of one section of a year's annual report, and who has it open; earlier texts are `VersiNarasi`.

    Numbers in `teks` are tokens (`pelaporan.narasi_token`). `versi` rises with every change and refuses old tabs.
    `dibawa_dari` is the year that the text was carried over from, until somebody edits it.
    """

    tahun = models.PositiveSmallIntegerField()
    bagian = models.CharField(max_length=30, help_text="Kunci dari pelaporan.narasi_bagian.")
    sasaran = models.ForeignKey(Sasaran, models.PROTECT, null=True, blank=True, related_name="narasi")
    teks = models.TextField(blank=True)
    versi = models.PositiveIntegerField(default=0, help_text="Naik setiap isian berubah: menolak tab lama.")
    dibawa_dari = models.PositiveSmallIntegerField("dibawa dari tahun", null=True, blank=True)
    disunting_pada = models.DateTimeField(null=True, blank=True)
    disunting_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="narasi_dipegang"
    )
    dipegang_sejak = models.DateTimeField(null=True, blank=True)
    denyut = models.DateTimeField("tanda hidup terakhir", null=True, blank=True)

    class Meta:
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        ordering = ["tahun", "bagian", "sasaran"]
        constraints = [
            models.UniqueConstraint(
                fields=["tahun", "bagian"], condition=Q(sasaran=None), name="narasi_umum_unik"
            ),
            models.UniqueConstraint(
                fields=["tahun", "bagian", "sasaran"], condition=Q(sasaran__isnull=False), name="narasi_sasaran_unik"
            ),
            models.CheckConstraint(condition=~Q(bagian=""), name="narasi_berbagian"),
            models.CheckConstraint(
                condition=Q(disunting_pada=None, disunting_oleh=None)
                | Q(disunting_pada__isnull=False, disunting_oleh__isnull=False),
                name="narasi_disunting_pada_dan_oleh",
            ),
            models.CheckConstraint(condition=Q(versi=0, teks="") | Q(versi__gt=0), name="narasi_berisi_berversi"),
            models.CheckConstraint(
                condition=Q(pemegang=None, dipegang_sejak=None, denyut=None)
                | Q(pemegang__isnull=False, dipegang_sejak__isnull=False, denyut__isnull=False),
                name="narasi_dipegang_lengkap",
            ),
        ]

    def __str__(self) -> str:
        return f"Narasi {self.tahun}: {self.bagian}"


class VersiNarasi(models.Model):
    """A text as somebody left it: kept when it is saved, and before another hand goes over it; only added."""

    narasi = models.ForeignKey(Narasi, models.PROTECT, related_name="riwayat")
    nomor = models.PositiveIntegerField(help_text="Versi narasi yang disimpan di sini.")
    teks = models.TextField(blank=True)
    dibawa_dari = models.PositiveSmallIntegerField(null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=120)
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "versi narasi"
        verbose_name_plural = "versi narasi"
        ordering = ["narasi", "nomor"]
        constraints = [models.UniqueConstraint(fields=["narasi", "nomor"], name="versi_narasi_nomor_unik")]

    def __str__(self) -> str:
        return f"{self.narasi}, versi {self.nomor}"


class ButirSumberDaya(models.Model):
    """A row of a small table of Bab I that the system cannot compute: schooling, equipment, villages."""

    class Tabel(models.TextChoices):
        PENDIDIKAN = "pendidikan", "Pegawai menurut pendidikan"
        SARANA = "sarana", "Sarana dan prasarana"
        DESA = "desa", "Desa di wilayah kerja"

    tahun = models.PositiveSmallIntegerField()
    tabel = models.CharField(max_length=12, choices=Tabel)
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=160)
    jumlah = models.PositiveIntegerField(null=True, blank=True, help_text="Orang, unit, atau jiwa; kosong bukan nol.")
    luas = models.DecimalField("luas (km²)", max_digits=9, decimal_places=2, null=True, blank=True)
    keterangan = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "butir sumber daya"
        verbose_name_plural = "butir sumber daya"
        ordering = ["tahun", "tabel", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "tabel", "urutan"], name="butir_sumber_daya_unik"),
            models.CheckConstraint(condition=~Q(uraian=""), name="butir_sumber_daya_ada_uraian"),
            models.CheckConstraint(
                condition=Q(luas=None) | Q(tabel="desa", luas__gte=0), name="butir_sumber_daya_luas_hanya_desa"
            ),
            models.CheckConstraint(
                condition=Q(tabel__in=["pendidikan", "sarana", "desa"]), name="butir_sumber_daya_tabel_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class JawabanPraReviu(models.Model):
    """The planner's own answer to a statement of the Inspektorat's checklist; earlier ones are in the trail."""

    class Jawaban(models.TextChoices):
        YA = "ya", "Ya"
        TIDAK = "tidak", "Tidak"
        TIDAK_BERLAKU = "tidak_berlaku", "Tidak berlaku"

    tahun = models.PositiveSmallIntegerField()
    butir = models.CharField(max_length=30, help_text="Kunci dari pelaporan.prareviu.")
    jawaban = models.CharField(max_length=13, choices=Jawaban)
    catatan = models.CharField(max_length=500, blank=True)
    dijawab_pada = models.DateTimeField(default=timezone.now)
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "jawaban pra-reviu"
        verbose_name_plural = "jawaban pra-reviu"
        ordering = ["tahun", "butir"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "butir"], name="jawaban_prareviu_unik"),
            models.CheckConstraint(
                condition=Q(jawaban__in=["ya", "tidak", "tidak_berlaku"]), name="jawaban_prareviu_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(jawaban="ya") | ~Q(catatan=""), name="jawaban_prareviu_selain_ya_bercatatan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.butir} {self.tahun}: {self.get_jawaban_display()}"
