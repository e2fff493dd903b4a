from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinerja.models import Indikator
from kinerja.perhitungan import Target
from organisasi.models import Jabatan
from organisasi.models.dasar import DenganIdPublik
from organisasi.peran import Peran
from rencana_aksi.models.jadwal import Triwulan


class RencanaAksi(DenganIdPublik):
    """How the year's target of an indicator is reached: steps, quarterly targets and the proof agreed in advance."""

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DIAJUKAN = "diajukan", "Diajukan"
        DITETAPKAN = "ditetapkan", "Ditetapkan"

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="rencana_aksi")
    tahun = models.PositiveSmallIntegerField()
    langkah = models.TextField("langkah aksi", blank=True)
    penanggung_jawab = models.ForeignKey(
        Jabatan, models.PROTECT, null=True, blank=True, related_name="rencana_aksi"
    )

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAF)
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"
        ordering = ["tahun", "indikator"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun"], name="rencana_aksi_unik"),
            models.CheckConstraint(
                condition=Q(status="ditetapkan", ditetapkan_pada__isnull=False, ditetapkan_oleh__isnull=False)
                | (~Q(status="ditetapkan") & Q(ditetapkan_pada=None, ditetapkan_oleh=None)),
                name="rencana_aksi_ditetapkan_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} ({self.tahun})"


class PerubahanRencanaAksi(models.Model):
    """A change of a ratified plan: why, and each value before and after; only added."""

    rencana_aksi = models.ForeignKey(RencanaAksi, models.PROTECT, related_name="perubahan")
    nomor = models.PositiveSmallIntegerField()
    alasan = models.TextField()
    perubahan = models.JSONField(help_text="Daftar {apa, lama, baru} dalam teks.")
    menyentuh_klaim = models.BooleanField(default=False, help_text="Mengubah triwulan yang sudah mempunyai klaim.")
    pada = models.DateTimeField(default=timezone.now)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="perubahan_rencana_aksi")

    class Meta:
        verbose_name = "perubahan rencana aksi"
        verbose_name_plural = "perubahan rencana aksi"
        ordering = ["rencana_aksi", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["rencana_aksi", "nomor"], name="perubahan_rencana_aksi_nomor_unik"),
            models.CheckConstraint(condition=~Q(alasan=""), name="perubahan_rencana_aksi_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.rencana_aksi}, perubahan {self.nomor}"


class UsulanPerubahan(DenganIdPublik):
    """A change of a ratified plan as its unit or the planner asks for it; the plan moves only when it is confirmed."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu Camat"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"
        DITARIK = "ditarik", "Ditarik pengusul"

    rencana_aksi = models.ForeignKey(RencanaAksi, models.PROTECT, related_name="usulan")
    isi = models.JSONField(help_text="Isi rencana yang diusulkan, utuh.")
    perubahan = models.JSONField(help_text="Daftar {apa, lama, baru} dalam teks.")
    alasan = models.TextField()
    menyentuh_klaim = models.BooleanField(default=False, help_text="Mengubah triwulan yang sudah mempunyai klaim.")
    sidik_awal = models.CharField(max_length=64, help_text="Sidik rencana yang hendak diubah.")
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.MENUNGGU)
    alasan_putusan = models.TextField(blank=True)
    hasil = models.OneToOneField(
        PerubahanRencanaAksi, models.PROTECT, null=True, blank=True, related_name="usulan"
    )
    diusulkan_pada = models.DateTimeField(default=timezone.now)
    diusulkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="usulan_perubahan")
    diputus_pada = models.DateTimeField(null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "usulan perubahan rencana aksi"
        verbose_name_plural = "usulan perubahan rencana aksi"
        ordering = ["-diusulkan_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rencana_aksi"], condition=Q(keadaan="menunggu"), name="usulan_satu_menunggu_per_rencana"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="usulan_beralasan"),
            models.CheckConstraint(
                condition=~Q(keadaan="ditolak") | ~Q(alasan_putusan=""), name="usulan_ditolak_beralasan"
            ),
            models.CheckConstraint(
                condition=Q(keadaan="menunggu", diputus_pada=None, diputus_oleh=None)
                | (~Q(keadaan="menunggu") & Q(diputus_pada__isnull=False, diputus_oleh__isnull=False)),
                name="usulan_diputus_pada_dan_oleh",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="disetujui", hasil__isnull=False) | (~Q(keadaan="disetujui") & Q(hasil=None)),
                name="usulan_disetujui_berhasil",
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan perubahan {self.rencana_aksi}"


class TargetTriwulanQuerySet(models.QuerySet):
    def visible_to(self, peran: Peran) -> "TargetTriwulanQuerySet":
        """Targets that a person may know of: own units, or all of them for Camat, Sekcam and Tim SAKIP."""
        return self if peran.melihat_semua else self.filter(rencana_aksi__indikator__unit__in=peran.unit_ids)


class TargetTriwulan(models.Model):
    """The share of the annual target that falls to a quarter; NULL means no target this quarter, which is not 0."""

    rencana_aksi = models.ForeignKey(RencanaAksi, models.CASCADE, related_name="target_triwulan")
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, related_name="target")
    nilai = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    nilai_atas = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)

    objects = TargetTriwulanQuerySet.as_manager()

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ["triwulan"]
        constraints = [models.UniqueConstraint(fields=["rencana_aksi", "triwulan"], name="target_triwulan_unik")]

    def __str__(self) -> str:
        return f"{self.rencana_aksi.indikator}, {self.triwulan}"

    @property
    def target(self) -> Target:
        return Target(self.nilai, self.nilai_atas)


class SyaratDataDukung(DenganIdPublik):
    """A slot: one document agreed in advance that must prove this quarter's target (guideline III.A.b)."""

    class Jenis(models.TextChoices):
        SURAT_KEPUTUSAN = "surat_keputusan", "Surat Keputusan"
        LAPORAN = "laporan", "Laporan pelaksanaan"
        FOTO = "foto", "Dokumentasi/foto"
        PETA = "peta", "Peta"
        SP2D = "sp2d", "Fotokopi SP2D"
        REKENING_KELOMPOK = "rekening_kelompok", "Rekening kelompok"
        KAJIAN = "kajian", "Kajian akademis"
        DAFTAR_HADIR = "daftar_hadir", "Daftar hadir"
        NOTULEN = "notulen", "Notulen"
        LAPORAN_SKM = "laporan_skm", "Laporan SKM"
        BERITA_ACARA = "berita_acara", "Berita acara"
        LAINNYA = "lainnya", "Bukti lainnya yang sesuai"

    target_triwulan = models.ForeignKey(TargetTriwulan, models.CASCADE, related_name="syarat")
    urutan = models.PositiveSmallIntegerField(default=1)
    jenis = models.CharField(max_length=20, choices=Jenis)
    uraian = models.CharField(max_length=200)
    wajib = models.BooleanField(default=True)

    class Meta:
        verbose_name = "syarat data dukung"
        verbose_name_plural = "syarat data dukung"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target_triwulan", "urutan"], name="syarat_urutan_unik"),
            models.CheckConstraint(condition=~Q(uraian=""), name="syarat_ada_uraian"),
        ]

    def __str__(self) -> str:
        return self.uraian
