from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from organisasi.models.dasar import DenganIdPublik
from organisasi.models.unit import Jabatan
from organisasi.nip import validasi_nip


class Pegawai(AbstractUser):
    """A person of the office, who logs in with NIP or user name. A person holds posts by `Penugasan`."""

    first_name = None
    last_name = None

    nip = models.CharField(
        "NIP",
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[validasi_nip],
        help_text="18 angka tanpa spasi. Kosongkan untuk tenaga yang tidak mempunyai NIP.",
    )
    nama = models.CharField("nama dengan gelar", max_length=120)
    pangkat = models.CharField(max_length=40, blank=True, help_text="Misalnya: Pembina")
    golongan = models.CharField("golongan/ruang", max_length=8, blank=True, help_text="Misalnya: IV/a")

    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self, tanggal: date) -> "PenugasanQuerySet":
        """Assignments in force on a date; `selesai` is the last day, inclusive."""
        return self.filter(Q(selesai=None) | Q(selesai__gte=tanggal), mulai__lte=tanggal)


class Penugasan(DenganIdPublik):
    """Who holds a post, from when to when, and in which capacity.

    Two definitive holders at the same time are refused by the database: an exclusion constraint on
    PostgreSQL, a trigger on SQLite (migration 0002).
    """

    class Kapasitas(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."

    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="penugasan")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="penugasan")
    kapasitas = models.CharField(max_length=10, choices=Kapasitas, default=Kapasitas.DEFINITIF)
    mulai = models.DateField()
    selesai = models.DateField("hari terakhir", null=True, blank=True)
    surat_perintah = models.CharField("nomor surat perintah/keputusan", max_length=80, blank=True)
    tanggal_surat = models.DateField(null=True, blank=True)
    boleh_rangkap = models.BooleanField(
        "boleh merangkap meja",
        default=False,
        help_text="Hanya bila surat perintah menyebutkannya: boleh memutus klaim yang sudah diputusnya di meja lain.",
    )

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")),
                name="penugasan_selesai_sesudah_mulai",
                violation_error_message="Hari terakhir tidak boleh sebelum hari mulai.",
            ),
            models.CheckConstraint(
                condition=Q(kapasitas="definitif") | ~Q(surat_perintah="") & Q(selesai__isnull=False),
                name="penugasan_plt_plh_bersurat_dan_berbatas",
                violation_error_message="Plt./Plh. memerlukan nomor surat perintah dan hari terakhir.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai} – {self.nama_jabatan}"

    @property
    def nama_jabatan(self) -> str:
        """The post as printed: `Plt. Camat` for an acting official."""
        if self.kapasitas == self.Kapasitas.DEFINITIF:
            return self.jabatan.nama
        return f"{self.get_kapasitas_display()} {self.jabatan.nama}"

    def clean(self) -> None:
        if self.kapasitas != self.Kapasitas.DEFINITIF or not self.mulai or not self.jabatan_id:
            return
        lain = Penugasan.objects.filter(jabatan=self.jabatan, kapasitas=self.kapasitas).exclude(pk=self.pk)
        lain = lain.filter(Q(selesai=None) | Q(selesai__gte=self.mulai))
        if self.selesai:
            lain = lain.filter(mulai__lte=self.selesai)
        if bentrok := lain.select_related("pegawai").first():
            raise ValidationError(
                f"{self.jabatan} pada masa itu sudah dipangku {bentrok.pegawai} sejak {bentrok.mulai:%d-%m-%Y}. "
                "Isi dahulu hari terakhirnya."
            )
