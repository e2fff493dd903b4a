from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organisasi.bahasa import AKHIR_TAHUN
from organisasi.bahasa import triwulan as nama_triwulan
from rencana_aksi.kalender import Aturan, Tahap


class AturanJadwal(models.Model):
    """One row of the guideline's calendar (R-10 to R-13), in force from a year on."""

    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun")
    triwulan = models.PositiveSmallIntegerField()
    tahap = models.CharField(max_length=10, choices=Tahap)
    geser_bulan = models.PositiveSmallIntegerField("bulan sesudah bulan terakhir triwulan", default=0)
    hari = models.PositiveSmallIntegerField("tanggal (31 berarti hari terakhir)")
    dasar = models.CharField(max_length=120)

    class Meta:
        verbose_name = "aturan jadwal"
        verbose_name_plural = "aturan jadwal"
        ordering = ["-berlaku_sejak", "triwulan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["berlaku_sejak", "triwulan", "tahap"], name="aturan_jadwal_unik"),
            models.CheckConstraint(condition=Q(triwulan__range=(1, AKHIR_TAHUN)), name="aturan_jadwal_triwulan"),
            models.CheckConstraint(condition=Q(hari__range=(1, 31)), name="aturan_jadwal_hari"),
        ]

    def __str__(self) -> str:
        return f"{nama_triwulan(self.triwulan)} {self.get_tahap_display()}: {self.dasar}"

    @property
    def aturan(self) -> Aturan:
        return Aturan(self.triwulan, Tahap(self.tahap), self.geser_bulan, self.hari, self.dasar)


class HariLibur(models.Model):
    """A national holiday or a day of cuti bersama (R-14)."""

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"

    tanggal = models.DateField()
    nama = models.CharField(max_length=160)
    jenis = models.CharField(max_length=12, choices=Jenis)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["tanggal"]
        constraints = [models.UniqueConstraint(fields=["tanggal", "nama"], name="hari_libur_unik")]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"


class TriwulanQuerySet(models.QuerySet):
    def berkala(self) -> "TriwulanQuerySet":
        """The quarters, without the measurement of the whole year."""
        return self.exclude(nomor=AKHIR_TAHUN)


class Triwulan(models.Model):
    """A period of measurement with its due dates: computed from the rules once, then stored.

    Quarters 1 to 4 are measured as they pass (Berkala); AKHIR_TAHUN is the year's own measurement, entered and ratified
    in January once the books are closed (guideline III, R-13). All days end at 23.59.59 WITA.
    """

    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveSmallIntegerField()
    buka = models.DateField("mulai diisi")
    batas_staf = models.DateField()
    batas_eselon_iv = models.DateField()
    batas_eselon_iii = models.DateField()
    batas_camat = models.DateField("batas kirim", help_text="Hari kerja terakhir pada atau sebelum tanggal aturan.")
    batas_camat_aturan = models.DateField("batas kirim menurut aturan")
    ditutup_pada = models.DateTimeField(null=True, blank=True, editable=False)
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = TriwulanQuerySet.as_manager()

    class Meta:
        verbose_name = "triwulan"
        verbose_name_plural = "triwulan"
        ordering = ["tahun", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "nomor"], name="triwulan_unik"),
            models.CheckConstraint(condition=Q(nomor__range=(1, AKHIR_TAHUN)), name="triwulan_nomor"),
            models.CheckConstraint(
                condition=Q(buka__lte=F("batas_staf"))
                & Q(batas_staf__lte=F("batas_eselon_iv"))
                & Q(batas_eselon_iv__lte=F("batas_eselon_iii"))
                & Q(batas_camat__lte=F("batas_camat_aturan")),
                name="triwulan_batas_berurutan",
            ),
            models.CheckConstraint(
                condition=Q(ditutup_pada=None, ditutup_oleh=None)
                | Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False),
                name="triwulan_ditutup_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return nama_triwulan(self.nomor, self.tahun)

    def batas(self, tahap: str) -> date:
        """The due date of a stage (`kalender.Tahap`)."""
        return self.buka if tahap == Tahap.BUKA else getattr(self, f"batas_{tahap}")

    def sudah_buka(self, hari_ini: date) -> bool:
        return self.buka <= hari_ini

    @property
    def akhir_tahun(self) -> bool:
        """True for the measurement of the whole year, which stands apart from its four quarters."""
        return self.nomor == AKHIR_TAHUN

    @property
    def ditutup(self) -> bool:
        """True once the quarter's report is final: no claim of it changes any more."""
        return self.ditutup_pada is not None
