from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kinerja.models import RevisiRenstra
from organisasi.models import Berkas, Jabatan, UnitKerja
from organisasi.models.dasar import DenganIdPublik
from organisasi.peran import Peran
from pelaporan.models.lhe import Lhe
from pelaporan.models.rapat import RapatEvaluasi
from rencana_aksi.models import PerubahanRencanaAksi, SaranPerbaikan, Triwulan


class Sumber(models.TextChoices):
    """Where a recommendation comes from (R-40, R-41; guideline IV for what flows downwards)."""

    LHE = "lhe", "LHE Inspektorat"
    BERKALA = "berkala", "Evaluasi triwulan"
    RAPAT = "rapat", "Rapat evaluasi"
    SARAN = "saran", "Saran perbaikan"
    CAMAT = "camat", "Camat"


class Bentuk(models.TextChoices):
    """The form that a follow-up takes (R-40, R-42)."""

    KEBIJAKAN_OPERASIONAL = "kebijakan_operasional", "Kebijakan operasional"
    REVISI_RENSTRA = "revisi_renstra", "Revisi Renstra atau target"
    PERUBAHAN_ANGGARAN = "perubahan_anggaran", "Perubahan alokasi anggaran"
    REWARD_PUNISHMENT = "reward_punishment", "Penghargaan atau sanksi bagi unit"
    LAINNYA = "lainnya", "Lainnya"


class StatusTindakLanjut(models.TextChoices):
    """R-44; that the last day has passed is computed, never stored."""

    BELUM = "belum", "Belum ditindaklanjuti"
    PROSES = "proses", "Dalam proses"
    SELESAI = "selesai", "Selesai, menunggu verifikasi"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    TIDAK_DAPAT = "tidak_dapat", "Tidak dapat ditindaklanjuti"


class Tindakan(models.TextChoices):
    """The steps of a follow-up, as the history words them."""

    RENCANAKAN = "rencanakan", "merencanakan tindak lanjut"
    SELESAIKAN = "selesaikan", "melaporkan selesai"
    VERIFIKASI = "verifikasi", "memverifikasi"
    KEMBALIKAN = "kembalikan", "mengembalikan"
    TIDAK_DAPAT = "tidak_dapat", "menyatakan tidak dapat ditindaklanjuti"
    BUKA_KEMBALI = "buka_kembali", "membuka kembali"
    ALIHKAN = "alihkan", "mengalihkan"


TERBUKA = (StatusTindakLanjut.BELUM, StatusTindakLanjut.PROSES)
WARNA = {
    StatusTindakLanjut.BELUM: "netral",
    StatusTindakLanjut.PROSES: "jalan",
    StatusTindakLanjut.SELESAI: "jalan",
    StatusTindakLanjut.DIVERIFIKASI: "baik",
    StatusTindakLanjut.TIDAK_DAPAT: "netral",
}
_INDUK = ("lhe", "triwulan", "rapat", "saran")


def _berinduk(sumber: Sumber, *ada: str) -> Q:
    return Q(sumber=sumber, **{f"{nama}__isnull": nama not in ada for nama in _INDUK})


class RekomendasiQuerySet(models.QuerySet):
    def visible_to(self, peran: Peran) -> "RekomendasiQuerySet":
        """Items that a person may know of: those of own units, or all for Camat, Sekcam and Tim SAKIP."""
        if peran.melihat_semua:
            return self
        milik = Q(penanggung_jawab__unit__in=peran.unit_ids) | Q(unit_dituju__in=peran.unit_ids)
        bawahan = Q(penanggung_jawab__atasan__in=[p.jabatan_id for p in peran.penugasan])
        return self.filter(milik | bawahan)

    def milik(self, peran: Peran) -> "RekomendasiQuerySet":
        """Items whose owner is a post that this person holds today, acting posts included."""
        return self.filter(penanggung_jawab__in=[p.jabatan_id for p in peran.penugasan])

    def terbuka(self) -> "RekomendasiQuerySet":
        """Items on which the owner has still to act."""
        return self.filter(status__in=TERBUKA)

    def terlambat(self, hari_ini: date) -> "RekomendasiQuerySet":
        """Open items whose last day has passed."""
        return self.terbuka().filter(batas__lt=hari_ini)

    def lengkap(self) -> "RekomendasiQuerySet":
        """With what a row of the register reads, in one join."""
        return self.select_related(
            *("lhe", "triwulan", "rapat", "penanggung_jawab__unit", "penanggung_jawab__atasan", "unit_dituju"),
            "saran__putusan__capaian__target_triwulan__rencana_aksi__indikator",
            *("dicatat_oleh", "selesai_oleh", "diverifikasi_oleh"),
            *("perubahan_rencana__rencana_aksi__indikator", "revisi_renstra__renstra"),
        )


class Rekomendasi(DenganIdPublik):
    """A recommendation and its follow-up: who must do what until when, and how far it is (guideline V).

    `batas` is computed from the day of receipt and the rules of that year and then stored; `status` and what belongs
    to it are written by `tindak_lanjut_langkah` alone. The owner is a post, not a person.
    """

    class Imbalan(models.TextChoices):
        PENGHARGAAN = "penghargaan", "Penghargaan (reward)"
        SANKSI = "sanksi", "Sanksi (punishment)"

    sumber = models.CharField(max_length=10, choices=Sumber)
    lhe = models.ForeignKey(Lhe, models.PROTECT, null=True, blank=True, related_name="rekomendasi")
    triwulan = models.ForeignKey(Triwulan, models.PROTECT, null=True, blank=True, related_name="+")
    rapat = models.ForeignKey(RapatEvaluasi, models.PROTECT, null=True, blank=True, related_name="rekomendasi")
    saran = models.OneToOneField(SaranPerbaikan, models.PROTECT, null=True, blank=True, related_name="+")
    uraian = models.TextField("rekomendasi")
    tanggal = models.DateField("tanggal rekomendasi")
    diterima = models.DateField("tanggal diterima")
    batas = models.DateField("batas tindak lanjut")
    penanggung_jawab = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")

    status = models.CharField(max_length=12, choices=StatusTindakLanjut, default=StatusTindakLanjut.BELUM)
    bentuk = models.CharField("bentuk tindak lanjut", max_length=24, choices=Bentuk, blank=True)
    rencana = models.TextField("rencana tindak lanjut", blank=True)
    imbalan = models.CharField("penghargaan atau sanksi", max_length=12, choices=Imbalan, blank=True)
    unit_dituju = models.ForeignKey(UnitKerja, models.PROTECT, null=True, blank=True, related_name="+")
    perubahan_rencana = models.ForeignKey(
        PerubahanRencanaAksi, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revisi_renstra = models.ForeignKey(RevisiRenstra, models.PROTECT, null=True, blank=True, related_name="+")
    alasan_tidak_dapat = models.TextField(blank=True)

    dicatat_pada = models.DateTimeField(default=timezone.now)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)
    selesai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diverifikasi_pada = models.DateTimeField(null=True, blank=True)
    diverifikasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RekomendasiQuerySet.as_manager()

    class Meta:
        verbose_name = "rekomendasi"
        verbose_name_plural = "rekomendasi"
        ordering = ["batas", "pk"]
        indexes = [models.Index(fields=["status", "batas"], name="rekomendasi_status_batas")]
        constraints = [
            models.CheckConstraint(
                condition=_berinduk(Sumber.LHE, "lhe")
                | _berinduk(Sumber.BERKALA, "triwulan")
                | _berinduk(Sumber.RAPAT, "rapat", "triwulan")
                | _berinduk(Sumber.SARAN, "saran", "triwulan")
                | _berinduk(Sumber.CAMAT),
                name="rekomendasi_induk_sesuai_sumber",
            ),
            models.CheckConstraint(
                condition=Q(diterima__gte=F("tanggal"), batas__gte=F("diterima")), name="rekomendasi_tanggal_berurutan"
            ),
            models.CheckConstraint(condition=~Q(uraian=""), name="rekomendasi_ada_uraian"),
            models.CheckConstraint(
                condition=Q(status="belum") | Q(status="tidak_dapat") | (~Q(bentuk="") & ~Q(rencana="")),
                name="rekomendasi_berjalan_berencana",
            ),
            models.CheckConstraint(
                condition=(Q(status="tidak_dapat") & ~Q(alasan_tidak_dapat=""))
                | (~Q(status="tidak_dapat") & Q(alasan_tidak_dapat="")),
                name="rekomendasi_tidak_dapat_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(imbalan="", unit_dituju=None)
                | (Q(bentuk="reward_punishment", unit_dituju__isnull=False) & ~Q(imbalan="")),
                name="rekomendasi_imbalan_bagi_unit",
            ),
            models.CheckConstraint(
                condition=Q(bentuk="revisi_renstra") | Q(perubahan_rencana=None, revisi_renstra=None),
                name="rekomendasi_revisi_sesuai_bentuk",
            ),
            models.CheckConstraint(
                condition=Q(selesai_pada=None, selesai_oleh=None)
                | Q(selesai_pada__isnull=False, selesai_oleh__isnull=False),
                name="rekomendasi_selesai_pada_dan_oleh",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["selesai", "diverifikasi"], selesai_pada__isnull=False)
                | (~Q(status__in=["selesai", "diverifikasi"]) & Q(selesai_pada=None)),
                name="rekomendasi_selesai_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(diverifikasi_pada=None, diverifikasi_oleh=None)
                | Q(diverifikasi_pada__isnull=False, diverifikasi_oleh__isnull=False),
                name="rekomendasi_diverifikasi_pada_dan_oleh",
            ),
            models.CheckConstraint(
                condition=Q(status="diverifikasi", diverifikasi_pada__isnull=False)
                | (~Q(status="diverifikasi") & Q(diverifikasi_pada=None)),
                name="rekomendasi_diverifikasi_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(diverifikasi_oleh=None) | ~Q(diverifikasi_oleh=F("selesai_oleh")),
                name="rekomendasi_diverifikasi_orang_lain",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    def get_absolute_url(self) -> str:
        return reverse("tindak_lanjut_rinci", args=[self.public_id])

    @property
    def terbuka(self) -> bool:
        return self.status in TERBUKA

    @property
    def warna(self) -> str:
        return WARNA[StatusTindakLanjut(self.status)]


class RiwayatTindakLanjut(models.Model):
    """One step of a follow-up, as the guideline's SIPTL-like history wants it; only added (database triggers)."""

    rekomendasi = models.ForeignKey(Rekomendasi, models.PROTECT, related_name="riwayat")
    urutan = models.PositiveSmallIntegerField()
    tindakan = models.CharField(max_length=16, choices=Tindakan)
    dari_status = models.CharField(max_length=12, choices=StatusTindakLanjut)
    ke_status = models.CharField(max_length=12, choices=StatusTindakLanjut)
    catatan = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "riwayat tindak lanjut"
        verbose_name_plural = "riwayat tindak lanjut"
        ordering = ["rekomendasi", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["rekomendasi", "urutan"], name="riwayat_tindak_lanjut_urutan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.get_ke_status_display()}"


class BuktiTindakLanjutQuerySet(models.QuerySet):
    def berlaku(self) -> "BuktiTindakLanjutQuerySet":
        return self.filter(ditarik_pada=None)


class BuktiTindakLanjut(DenganIdPublik):
    """A document that proves a follow-up; taken back it stays as a row, its bytes are never removed."""

    rekomendasi = models.ForeignKey(Rekomendasi, models.PROTECT, related_name="bukti")
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    nama = models.CharField("nama berkas", max_length=120)
    uraian = models.CharField("keterangan", max_length=200, blank=True)
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BuktiTindakLanjutQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti tindak lanjut"
        verbose_name_plural = "bukti tindak lanjut"
        ordering = ["diunggah_pada", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rekomendasi", "berkas"], condition=Q(ditarik_pada=None), name="bukti_tindak_lanjut_sekali"
            ),
            models.CheckConstraint(
                condition=Q(ditarik_pada=None, ditarik_oleh=None)
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False),
                name="bukti_tindak_lanjut_ditarik_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
