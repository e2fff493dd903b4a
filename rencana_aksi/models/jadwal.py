from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organisasi.bahasa import AKHIR_TAHUN, tanggal
from organisasi.bahasa import triwulan as nama_triwulan
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.kalender import Aturan, AturanTahunan, ButirTahunan, Keadaan, Tahap


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


class AturanJadwalTahunan(models.Model):
    """One rule of what is due once a year (domain 1.4, 1.5, 6.2), in force from a year on."""

    berlaku_sejak = models.PositiveSmallIntegerField("berlaku sejak tahun")
    butir = models.CharField(max_length=12, choices=ButirTahunan)
    geser_tahun = models.PositiveSmallIntegerField("tahun sesudah tahun yang dimaksud", default=0)
    bulan = models.PositiveSmallIntegerField()
    hari = models.PositiveSmallIntegerField("tanggal (31 berarti hari terakhir)")
    keluar = models.BooleanField("keluar dari kantor", default=False, help_text="Dimajukan bila jatuh pada hari libur.")
    bulan_sesudah_dpa = models.PositiveSmallIntegerField(
        "bulan sesudah DPA disahkan", default=0, help_text="0 berarti tidak bergantung pada DPA."
    )
    dasar = models.CharField(max_length=120)

    class Meta:
        verbose_name = "aturan jadwal tahunan"
        verbose_name_plural = "aturan jadwal tahunan"
        ordering = ["-berlaku_sejak", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["berlaku_sejak", "butir"], name="aturan_tahunan_unik"),
            models.CheckConstraint(condition=Q(bulan__range=(1, 12)), name="aturan_tahunan_bulan"),
            models.CheckConstraint(condition=Q(hari__range=(1, 31)), name="aturan_tahunan_hari"),
        ]

    def __str__(self) -> str:
        return f"{self.get_butir_display()}: {self.dasar}"

    @property
    def aturan(self) -> AturanTahunan:
        return AturanTahunan(
            ButirTahunan(self.butir),
            self.geser_tahun,
            self.bulan,
            self.hari,
            self.keluar,
            self.dasar,
            self.bulan_sesudah_dpa,
        )


class TanggalTahunan(models.Model):
    """What is due once in a year: computed from the rules once, then stored, and movable with a reason (R-16)."""

    tahun = models.PositiveSmallIntegerField()
    butir = models.CharField(max_length=12, choices=ButirTahunan)
    tanggal = models.DateField(help_text="Yang keluar dari kantor: hari kerja terakhir pada atau sebelum aturan.")
    tanggal_aturan = models.DateField("tanggal menurut aturan")

    class Meta:
        verbose_name = "tanggal tahunan"
        verbose_name_plural = "tanggal tahunan"
        ordering = ["tahun", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "butir"], name="tanggal_tahunan_unik"),
            models.CheckConstraint(
                condition=Q(tanggal__lte=F("tanggal_aturan")), name="tanggal_tahunan_paling_lambat_aturan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_butir_display()} {self.tahun}"


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
    ditahan_pada = models.DateTimeField(null=True, blank=True, editable=False)
    ditahan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    alasan_tahan = models.CharField("alasan ditahan", max_length=500, blank=True, editable=False)

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
            models.CheckConstraint(
                condition=Q(ditahan_pada=None, ditahan_oleh=None, alasan_tahan="")
                | (Q(ditahan_pada__isnull=False, ditahan_oleh__isnull=False) & ~Q(alasan_tahan="")),
                name="triwulan_ditahan_pada_dan_oleh",
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

    @property
    def ditahan(self) -> bool:
        """True while the Camat holds back submissions."""
        return self.ditahan_pada is not None

    def keadaan(self, hari_ini: date) -> Keadaan:
        """The state on a day: closed before held, held before open."""
        if self.ditutup:
            return Keadaan.TUTUP
        if not self.sudah_buka(hari_ini):
            return Keadaan.BELUM_DIBUKA
        return Keadaan.TAHAN if self.ditahan else Keadaan.BUKA

    @property
    def sebab_tutup(self) -> str:
        """Why a closed period takes nothing any more, since when, and who opens it."""
        return (
            f"{self} sudah ditutup karena laporannya sudah final. Ditutup sejak {tanggal(self.ditutup_pada)}; "
            "hanya Camat yang dapat membukanya kembali, dari halaman laporan triwulan."
        )

    @property
    def sebab_tahan(self) -> str:
        """Why a held period takes no submission, since when, and who lifts it."""
        return (
            f"Pengajuan {self} ditahan sejak {tanggal(self.ditahan_pada)}: “{self.alasan_tahan}” "
            "Isian Anda tetap tersimpan; pengajuan dibuka lagi oleh Camat."
        )


class PerubahanJadwal(DenganIdPublik):
    """One change of the calendar by a person: a date moved, a period held or let go (R-16). Rows are only added."""

    class Jenis(models.TextChoices):
        GESER = "geser", "menggeser tanggal"
        TAHAN = "tahan", "menahan pengajuan"
        LEPAS = "lepas", "membuka kembali pengajuan"

    jenis = models.CharField(max_length=5, choices=Jenis)
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, null=True, blank=True, related_name="perubahan_jadwal")
    tahap = models.CharField(max_length=10, choices=Tahap, blank=True)
    tahunan = models.ForeignKey(TanggalTahunan, models.PROTECT, null=True, blank=True, related_name="perubahan")
    dari = models.DateField(null=True, blank=True)
    ke = models.DateField(null=True, blank=True)
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=160)
    jabatan = models.CharField(max_length=300, blank=True)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "perubahan jadwal"
        verbose_name_plural = "perubahan jadwal"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(triwulan__isnull=False, tahunan=None) | Q(triwulan=None, tahunan__isnull=False),
                name="perubahan_jadwal_satu_hal",
            ),
            models.CheckConstraint(
                condition=(Q(jenis="geser", dari__isnull=False, ke__isnull=False) & ~Q(dari=F("ke")))
                | (~Q(jenis="geser") & Q(dari=None, ke=None, tahap="", triwulan__isnull=False)),
                name="perubahan_jadwal_bertanggal",
            ),
            models.CheckConstraint(
                condition=~Q(jenis="geser") | Q(tahunan__isnull=False) | ~Q(tahap=""), name="perubahan_jadwal_bertahap"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="perubahan_jadwal_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.get_jenis_display()} {self.hal}"

    @property
    def hal(self) -> str:
        """What was changed, in words."""
        if self.tahunan:
            return str(self.tahunan)
        return f"{self.get_tahap_display()} {self.triwulan}".strip()
