from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik
from pelaporan.models.laporan import Laporan
from rencana_aksi.kalender import hari_terlambat


class PenerimaLaporan(DenganIdPublik):
    """An office that gets the final reports (domain 1.5): who the letter is addressed to, and by whose hands."""

    nama = models.CharField("nama singkat", max_length=80, unique=True)
    sapaan = models.CharField("alamat surat", max_length=200, help_text="Ditulis sesudah “Yth.” pada surat pengantar.")
    melalui = models.CharField(max_length=200, blank=True, help_text="Kosong bila dikirim langsung.")
    tempat = models.CharField("di", max_length=60)
    laporan_triwulan = models.BooleanField("menerima laporan triwulan", default=True)
    laporan_tahunan = models.BooleanField("menerima laporan tahunan", default=True)
    urutan = models.PositiveSmallIntegerField(default=1)
    aktif = models.BooleanField("masih dikirimi", default=True)

    class Meta:
        verbose_name = "penerima laporan"
        verbose_name_plural = "penerima laporan"
        ordering = ["urutan", "pk"]

    def __str__(self) -> str:
        return self.nama


class Pengiriman(DenganIdPublik):
    """One final report on its way to one recipient. `batas` is kept as it was when the dispatch was entered.

    Without `dikirim` only the letter stands ready; the receipt comes after the dispatch.
    """

    class Cara(models.TextChoices):
        LANGSUNG = "langsung", "Diantar langsung"
        SUREL = "surel", "Surel"
        APLIKASI = "aplikasi", "Aplikasi persuratan"
        POS = "pos", "Pos atau jasa pengiriman"

    laporan = models.ForeignKey(Laporan, models.PROTECT, related_name="pengiriman")
    penerima = models.ForeignKey(PenerimaLaporan, models.PROTECT, related_name="pengiriman")
    batas = models.DateField("batas kirim")
    nomor_surat = models.CharField(max_length=60)
    dikirim = models.DateField("tanggal kirim", null=True, blank=True)
    cara = models.CharField("cara kirim", max_length=8, choices=Cara, blank=True)
    tanda_terima = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="+")
    nama_tanda_terima = models.CharField(max_length=120, blank=True)
    dicatat_pada = models.DateTimeField(default=timezone.now)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pengiriman"
        verbose_name_plural = "pengiriman"
        ordering = ["laporan", "penerima__urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "penerima"], name="pengiriman_unik"),
            models.CheckConstraint(condition=~Q(nomor_surat=""), name="pengiriman_bernomor_surat"),
            models.CheckConstraint(
                condition=Q(dikirim=None, cara="", tanda_terima=None) | (Q(dikirim__isnull=False) & ~Q(cara="")),
                name="pengiriman_bercara",
            ),
            models.CheckConstraint(
                condition=Q(tanda_terima=None, nama_tanda_terima="")
                | (Q(tanda_terima__isnull=False) & ~Q(nama_tanda_terima="")),
                name="pengiriman_tanda_terima_bernama",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.laporan} kepada {self.penerima}"

    def terlambat(self, hari_ini: date) -> int:
        """Days past the due date: of the dispatch, or until today while it has not left."""
        return hari_terlambat(self.batas, self.dikirim or hari_ini)
