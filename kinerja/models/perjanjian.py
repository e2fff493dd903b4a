from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kinerja.models.indikator import Indikator
from kinerja.models.program import Kegiatan, Program, SubKegiatan
from kinerja.perjanjian.kalimat import kalimat_baku
from organisasi.models import Berkas, Jabatan
from organisasi.models.dasar import DenganIdPublik


class Dpa(models.Model):
    """The day on which a year's Dokumen Pelaksanaan Anggaran was approved: the agreements are due a month later."""

    tahun = models.PositiveSmallIntegerField(unique=True)
    tanggal = models.DateField("tanggal pengesahan DPA")

    class Meta:
        verbose_name = "DPA"
        verbose_name_plural = "DPA"
        ordering = ["-tahun"]

    def __str__(self) -> str:
        return f"DPA {self.tahun}"


class PerjanjianKinerja(DenganIdPublik):
    """The promise of one official to another for a year (PermenPANRB 53/2014, Lampiran I; domain 1.2 to 1.4).

    Who counter-signs is data, not rank: `pihak_kedua` is a post of the office, or, for the Bupati, a name and a title.
    Version 0 is murni, 1 and up perubahan. Signing freezes parties and rows; a signed version is never edited.
    """

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DITANDATANGANI = "ditandatangani", "Ditandatangani"

    class Dasar(models.TextChoices):
        PEJABAT = "pejabat", "Pergantian atau mutasi pejabat"
        STRATEGI = "strategi", "Perubahan program, kegiatan, atau anggaran"
        PRIORITAS = "prioritas", "Perubahan prioritas atau asumsi"

    tahun = models.PositiveSmallIntegerField()
    jabatan_pertama = models.ForeignKey(Jabatan, models.PROTECT, related_name="perjanjian_pertama")
    jabatan_kedua = models.ForeignKey(
        Jabatan, models.PROTECT, null=True, blank=True, related_name="perjanjian_kedua"
    )
    pihak_luar_nama = models.CharField("nama pihak kedua di luar kantor", max_length=120, blank=True)
    pihak_luar_jabatan = models.CharField("jabatan pihak kedua di luar kantor", max_length=120, blank=True)
    versi = models.PositiveSmallIntegerField(default=0)
    dasar = models.CharField("dasar perubahan", max_length=10, choices=Dasar, blank=True)
    alasan = models.TextField("alasan perubahan", blank=True)
    kalimat = models.JSONField(default=kalimat_baku, help_text="Kalimat pembuka dan janji kedua pihak.")
    tempat = models.CharField(max_length=60, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.DRAF)
    pihak_pertama = models.JSONField(default=dict, help_text="Nama, jabatan, pangkat, NIP pada saat ditandatangani.")
    pihak_kedua = models.JSONField(default=dict)
    sidik = models.CharField(max_length=64, blank=True)
    ditandatangani_pada = models.DateTimeField(null=True, blank=True)
    ditandatangani_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pindaian = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="perjanjian_kinerja")

    class Meta:
        verbose_name = "Perjanjian Kinerja"
        verbose_name_plural = "Perjanjian Kinerja"
        ordering = ["-tahun", "jabatan_pertama__unit__urutan", "versi"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "jabatan_pertama", "versi"], name="perjanjian_versi_unik"),
            models.CheckConstraint(
                condition=Q(jabatan_kedua__isnull=False, pihak_luar_nama="", pihak_luar_jabatan="")
                | (Q(jabatan_kedua=None) & ~Q(pihak_luar_jabatan="")),
                name="perjanjian_satu_pihak_kedua",
            ),
            models.CheckConstraint(
                condition=Q(versi=0, dasar="", alasan="") | (Q(versi__gt=0) & ~Q(dasar="") & ~Q(alasan="")),
                name="perjanjian_perubahan_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(status="draf", ditandatangani_pada=None, ditandatangani_oleh=None, sidik="")
                | (
                    Q(
                        status="ditandatangani",
                        ditandatangani_pada__isnull=False,
                        ditandatangani_oleh__isnull=False,
                        tanggal__isnull=False,
                    )
                    & ~Q(sidik="")
                ),
                name="perjanjian_ditandatangani_lengkap",
            ),
        ]

    def __str__(self) -> str:
        perubahan = f" Perubahan {self.versi}" if self.versi else ""
        return f"Perjanjian Kinerja{perubahan} {self.jabatan_pertama} {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("perjanjian", args=[self.public_id])

    @property
    def terkunci(self) -> bool:
        """True once signed: neither rows nor parties change any more."""
        return self.status == self.Status.DITANDATANGANI


class BarisPerjanjian(models.Model):
    """A promised target. The words are kept as printed, so that a later change of the indicator leaves them alone."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="baris")
    urutan = models.PositiveSmallIntegerField()
    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="baris_perjanjian")
    sasaran = models.CharField(max_length=300)
    nama_indikator = models.CharField(max_length=300)
    satuan = models.CharField(max_length=60)
    nilai = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    nilai_atas = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "baris Perjanjian Kinerja"
        verbose_name_plural = "baris Perjanjian Kinerja"
        ordering = ["urutan"]
        constraints = [
            models.UniqueConstraint(fields=["perjanjian", "urutan"], name="baris_perjanjian_urutan_unik"),
            models.UniqueConstraint(fields=["perjanjian", "indikator"], name="baris_perjanjian_indikator_unik"),
        ]

    def __str__(self) -> str:
        return self.nama_indikator


class AnggaranPerjanjian(models.Model):
    """A line of the budget table: program, kegiatan or sub kegiatan with its amount in Rupiah."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="anggaran")
    urutan = models.PositiveSmallIntegerField()
    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="+")
    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, null=True, blank=True, related_name="+")
    sub_kegiatan = models.ForeignKey(SubKegiatan, models.PROTECT, null=True, blank=True, related_name="+")
    kode = models.CharField(max_length=18)
    nama = models.CharField(max_length=300)
    jumlah = models.DecimalField(max_digits=18, decimal_places=2)
    keterangan = models.CharField("sumber dana", max_length=40, blank=True)

    class Meta:
        verbose_name = "anggaran Perjanjian Kinerja"
        verbose_name_plural = "anggaran Perjanjian Kinerja"
        ordering = ["urutan"]
        constraints = [
            models.UniqueConstraint(fields=["perjanjian", "urutan"], name="anggaran_perjanjian_urutan_unik"),
            models.CheckConstraint(condition=Q(jumlah__gte=0), name="anggaran_perjanjian_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"
