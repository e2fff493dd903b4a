from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils import timezone

from kinerja.models import Indikator
from organisasi.models.dasar import DenganIdPublik
from organisasi.peran import Peran
from rencana_aksi.kalender import Kelonggaran, Tahap
from rencana_aksi.models.jadwal import Triwulan
from rencana_aksi.models.perpanjangan import Perpanjangan
from rencana_aksi.models.rencana import TargetTriwulan


class Meja(models.TextChoices):
    """The four desks of the ladder, in their order."""

    PENGISI = "pengisi", "Pengisi"
    ESELON_IV = "eselon_iv", "Eselon IV"
    ESELON_III = "eselon_iii", "Eselon III"
    CAMAT = "camat", "Camat"


class Status(models.TextChoices):
    """Each status has exactly one desk; a return is a status of the desk that it names."""

    DRAF = "draf", "Draf"
    DI_ESELON_IV = "di_eselon_iv", "Di meja Eselon IV"
    DI_ESELON_III = "di_eselon_iii", "Di meja Sekcam"
    DI_CAMAT = "di_camat", "Di meja Camat"
    KEMBALI_PENGISI = "kembali_pengisi", "Dikembalikan ke pengisi"
    KEMBALI_ESELON_IV = "kembali_eselon_iv", "Dikembalikan ke Eselon IV"
    KEMBALI_ESELON_III = "kembali_eselon_iii", "Dikembalikan ke Sekcam"
    SAH = "sah", "Sah"


MEJA_STATUS = {
    Status.DRAF: Meja.PENGISI,
    Status.KEMBALI_PENGISI: Meja.PENGISI,
    Status.DI_ESELON_IV: Meja.ESELON_IV,
    Status.KEMBALI_ESELON_IV: Meja.ESELON_IV,
    Status.DI_ESELON_III: Meja.ESELON_III,
    Status.KEMBALI_ESELON_III: Meja.ESELON_III,
    Status.DI_CAMAT: Meja.CAMAT,
}

# Whose due date of the quarter a desk keeps.
TAHAP_MEJA = {
    Meja.PENGISI: Tahap.STAF,
    Meja.ESELON_IV: Tahap.ESELON_IV,
    Meja.ESELON_III: Tahap.ESELON_III,
    Meja.CAMAT: Tahap.CAMAT,
}

# One colour role per status, always beside the word (look.md).
WARNA_STATUS = {
    Status.DRAF: "netral",
    Status.DI_ESELON_IV: "jalan",
    Status.DI_ESELON_III: "jalan",
    Status.DI_CAMAT: "jalan",
    Status.KEMBALI_PENGISI: "aksi",
    Status.KEMBALI_ESELON_IV: "aksi",
    Status.KEMBALI_ESELON_III: "aksi",
    Status.SAH: "baik",
}


class CapaianQuerySet(models.QuerySet):
    def visible_to(self, peran: Peran) -> "CapaianQuerySet":
        """Claims that a person may know of: own units, or all of them for Camat, Sekcam and Tim SAKIP."""
        return self if peran.melihat_semua else self.milik_unit(peran)

    def milik_unit(self, peran: Peran) -> "CapaianQuerySet":
        """Claims of the units in which this person holds a post."""
        return self.filter(target_triwulan__rencana_aksi__indikator__unit__in=peran.unit_ids)

    def triwulan(self, triwulan: Triwulan) -> "CapaianQuerySet":
        return self.filter(target_triwulan__triwulan=triwulan)

    def dengan_perpanjangan(self) -> "CapaianQuerySet":
        """With the two days of the newest extension that covers each claim, for `batas_pada`."""
        milik = Perpanjangan.objects.milik_klaim()
        return self.annotate(
            perpanjangan_baru=Subquery(milik.values("batas_baru")[:1]),
            perpanjangan_sampai=Subquery(milik.values("berlaku_sampai")[:1]),
        )

    def ringkas(self) -> "CapaianQuerySet":
        """With what a card or a row of a list shows, and no more: long texts stay in the database."""
        return self.select_related(
            "target_triwulan__triwulan", "target_triwulan__rencana_aksi__indikator"
        ).only(
            *("public_id", "status", "persen", "realisasi", "di_meja_sejak"),
            *(f"target_triwulan__triwulan__{kolom.name}" for kolom in Triwulan._meta.concrete_fields),
            "target_triwulan__rencana_aksi__indikator__nama",
            "target_triwulan__rencana_aksi__indikator__satuan",
            "target_triwulan__rencana_aksi__indikator__presisi",
            "target_triwulan__rencana_aksi__indikator__program_sumber",
        )

    def lengkap(self) -> "CapaianQuerySet":
        """With what every page and rule reads of a claim, in one join."""
        return self.dengan_perpanjangan().select_related(
            "target_triwulan__triwulan",
            "target_triwulan__rencana_aksi__indikator__unit",
            "target_triwulan__rencana_aksi__indikator__sasaran",
            "target_triwulan__rencana_aksi__indikator__sub_kegiatan__kegiatan__program",
            "diajukan_oleh",
        )


class Capaian(DenganIdPublik):
    """The claim of one indicator in one quarter, and where it stands on the ladder.

    `status`, `putaran`, `persen` and the desk's clock are written by `workflow` alone. `realisasi` stays as
    reported for ever; a correction changes `persen` (guideline III.C), which is the value of the last rung.
    """

    target_triwulan = models.OneToOneField(TargetTriwulan, models.PROTECT, related_name="capaian")
    realisasi = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    tanggal_data = models.DateField("data sampai tanggal", null=True, blank=True)
    analisis = models.TextField("analisis capaian", blank=True)
    hambatan = models.TextField(blank=True)
    solusi = models.TextField(blank=True)
    versi = models.PositiveIntegerField(default=0, help_text="Naik setiap isian berubah: menolak tab lama.")
    penyusun = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="capaian_disusun", blank=True)

    status = models.CharField(max_length=20, choices=Status, default=Status.DRAF, db_index=True)
    putaran = models.PositiveSmallIntegerField(default=1)
    persen = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    di_meja_sejak = models.DateTimeField(default=timezone.now)
    dibuka_meja_pada = models.DateTimeField(null=True, blank=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="capaian_diajukan"
    )

    objects = CapaianQuerySet.as_manager()

    class Meta:
        verbose_name = "capaian"
        verbose_name_plural = "capaian"
        ordering = ["target_triwulan__triwulan", "target_triwulan__rencana_aksi__indikator"]
        constraints = [
            models.CheckConstraint(
                condition=Q(diajukan_pada=None, diajukan_oleh=None)
                | Q(diajukan_pada__isnull=False, diajukan_oleh__isnull=False),
                name="capaian_diajukan_pada_dan_oleh",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draf", "kembali_pengisi"])
                | Q(persen__isnull=False, realisasi__isnull=False, diajukan_pada__isnull=False),
                name="capaian_terajukan_bernilai",
            ),
            models.CheckConstraint(condition=Q(persen=None) | Q(persen__gte=0), name="capaian_persen_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return str(self.target_triwulan)

    def get_absolute_url(self) -> str:
        return reverse("capaian", args=[self.public_id])

    @property
    def indikator(self) -> Indikator:
        return self.target_triwulan.rencana_aksi.indikator

    @property
    def triwulan(self) -> Triwulan:
        return self.target_triwulan.triwulan

    @property
    def meja(self) -> Meja | None:
        """The desk that must act now; None when the claim is ratified."""
        return MEJA_STATUS.get(Status(self.status))

    @property
    def batas(self) -> date | None:
        """The due date of the desk where the claim lies, today; None when it is ratified."""
        return self.batas_pada(timezone.localdate())

    @property
    def kelonggaran(self) -> Kelonggaran | None:
        """The extension that was read with the claim (`dengan_perpanjangan`), if it has one."""
        baru = getattr(self, "perpanjangan_baru", None)
        return Kelonggaran(baru, self.perpanjangan_sampai) if baru else None

    def batas_pada(self, hari: date, kelonggaran: Kelonggaran | None = None) -> date | None:
        """The due date on a day, under `kelonggaran` or the extension that was read with the claim.

        An extension is asked for the day of submission, which is `hari` while the claim is in hand.
        """
        kelonggaran = kelonggaran or self.kelonggaran
        if self.meja is None:
            return None
        tahap = TAHAP_MEJA[self.meja]
        batas = self.triwulan.batas(tahap)
        if kelonggaran is None:
            return batas
        pada = hari if self.dapat_diisi else timezone.localdate(self.diajukan_pada)
        return kelonggaran.batas(tahap, batas, self.triwulan.batas_staf, pada)

    @property
    def warna(self) -> str:
        return WARNA_STATUS[Status(self.status)]

    @property
    def dapat_diisi(self) -> bool:
        return self.meja == Meja.PENGISI

    @property
    def lama_di_meja(self) -> timedelta:
        return timezone.now() - self.di_meja_sejak
