from django.db import models
from django.db.models import Q

from kinerja.models.program import Kegiatan, Program, SubKegiatan
from kinerja.models.renstra import Sasaran
from kinerja.perhitungan import Akumulasi, Polaritas, Target
from organisasi.models import Jabatan, UnitKerja
from organisasi.models.dasar import DenganIdPublik


class Indikator(DenganIdPublik):
    """What is measured: an IKU of a sasaran, or the indicator of a program, kegiatan or sub kegiatan."""

    class Level(models.TextChoices):
        IKU = "iku", "Indikator Kinerja Utama"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub Kegiatan"

    level = models.CharField(max_length=12, choices=Level)
    sasaran = models.ForeignKey(Sasaran, models.PROTECT, null=True, blank=True, related_name="indikator")
    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="indikator")
    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, null=True, blank=True, related_name="indikator")
    sub_kegiatan = models.ForeignKey(SubKegiatan, models.PROTECT, null=True, blank=True, related_name="indikator")
    nama = models.CharField(max_length=300)
    satuan = models.CharField(max_length=60)
    polaritas = models.CharField(max_length=16, choices=Polaritas, default=Polaritas.MAKSIMAL)
    akumulasi = models.CharField(max_length=10, choices=Akumulasi, default=Akumulasi.JUMLAH)
    presisi = models.PositiveSmallIntegerField("angka di belakang koma", default=0)
    definisi_operasional = models.TextField(blank=True)
    formula = models.TextField("cara menghitung", blank=True)
    sumber_data = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(UnitKerja, models.PROTECT, verbose_name="unit pelaksana", related_name="indikator")
    penanggung_jawab = models.ForeignKey(
        Jabatan, models.PROTECT, null=True, blank=True, related_name="indikator_ditanggung"
    )
    unit_terkait = models.ManyToManyField(
        UnitKerja, blank=True, related_name="indikator_terkait", help_text="Unit lain yang ikut menentukan hasilnya."
    )
    nilai_awal = models.DecimalField("kondisi awal", max_digits=18, decimal_places=4, null=True, blank=True)
    tahun_awal = models.PositiveSmallIntegerField("tahun kondisi awal", null=True, blank=True)
    acuan_nasional = models.DecimalField(
        "standar nasional",
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Kosong berarti belum terdapat standar nasional.",
    )
    sumber_acuan = models.CharField("sumber standar nasional", max_length=200, blank=True)
    program_sumber = models.ForeignKey(
        Program,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indikator_terhitung",
        help_text="Bila diisi, realisasi dihitung dari capaian sub kegiatan program ini, tidak diketik.",
    )
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["level", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    level="iku", sasaran__isnull=False, program=None, kegiatan=None, sub_kegiatan=None
                )
                | Q(level="program", sasaran=None, program__isnull=False, kegiatan=None, sub_kegiatan=None)
                | Q(level="kegiatan", sasaran=None, program=None, kegiatan__isnull=False, sub_kegiatan=None)
                | Q(level="sub_kegiatan", sasaran=None, program=None, kegiatan=None, sub_kegiatan__isnull=False),
                name="indikator_satu_induk_sesuai_level",
                violation_error_message="Isi tepat satu induk, yang sesuai dengan level indikator.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def terhitung(self) -> bool:
        """True when the realisasi comes from other claims and nobody types it (IKU 2)."""
        return self.program_sumber_id is not None


class TargetRenstra(models.Model):
    """What the Renstra foresees for a year; the year's own target (`TargetTahunan`) may differ from it."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target_renstra")
    tahun = models.PositiveSmallIntegerField()
    nilai = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    nilai_atas = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "target Renstra"
        verbose_name_plural = "target Renstra"
        ordering = ["tahun"]
        constraints = [models.UniqueConstraint(fields=["indikator", "tahun"], name="target_renstra_unik")]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"


class TargetTahunan(models.Model):
    """The promise for a year. `nilai` NULL means no target, which is not 0; `nilai_atas` only for a range."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target_tahunan")
    tahun = models.PositiveSmallIntegerField()
    nilai = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    nilai_atas = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"
        ordering = ["tahun"]
        constraints = [models.UniqueConstraint(fields=["indikator", "tahun"], name="target_tahunan_unik")]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"

    @property
    def target(self) -> Target:
        return Target(self.nilai, self.nilai_atas)
