from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organisasi.models import Berkas
from organisasi.models.dasar import DenganIdPublik
from pelaporan.models.lhe import KomponenAkip


class Peringkat(models.TextChoices):
    """The grade of one criterion (domain 2.3); the predicate of a total is another scale and has no E."""

    AA = "AA", "AA (100): terpenuhi seluruhnya, patut menjadi contoh nasional"
    A = "A", "A (90): terpenuhi seluruhnya, dengan upaya yang patut dihargai"
    BB = "BB", "BB (80): terpenuhi seluruhnya sesuai kebijakan nasional"
    B = "B", "B (70): terpenuhi lebih dari 75% sampai 100%"
    CC = "CC", "CC (60): terpenuhi lebih dari 50% sampai 75%"
    C = "C", "C (50): terpenuhi lebih dari 25% sampai 50%"
    D = "D", "D (30): terpenuhi sampai 25%"
    E = "E", "E (0): belum ada upaya"


NILAI_PERINGKAT = {
    Peringkat.AA: Decimal(100),
    Peringkat.A: Decimal(90),
    Peringkat.BB: Decimal(80),
    Peringkat.B: Decimal(70),
    Peringkat.CC: Decimal(60),
    Peringkat.C: Decimal(50),
    Peringkat.D: Decimal(30),
    Peringkat.E: Decimal(0),
}


class SubKomponenAkip(models.Model):
    """A part of a component and its share in per cent: Keberadaan 20, Kualitas 30, Pemanfaatan 50 (domain 2.1)."""

    komponen = models.ForeignKey(KomponenAkip, models.PROTECT, related_name="sub")
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=80)
    bagian = models.DecimalField("bagian dari komponen (%)", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "sub-komponen AKIP"
        verbose_name_plural = "sub-komponen AKIP"
        ordering = ["komponen", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["komponen", "urutan"], name="sub_komponen_akip_urutan_unik"),
            models.CheckConstraint(condition=Q(bagian__gt=0, bagian__lte=100), name="sub_komponen_akip_bagian"),
        ]

    def __str__(self) -> str:
        return f"{self.komponen}: {self.nama}"


class KriteriaAkip(models.Model):
    """A criterion of a sub-component; within one they weigh the same. `bukti` names what the system itself can show.

    The names are those of `bukti_otomatis.PEMBUKTI` and of the kinds of `DokumenSakip`.
    """

    sub = models.ForeignKey(SubKomponenAkip, models.PROTECT, related_name="kriteria")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.CharField(max_length=200)
    bukti = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "kriteria AKIP"
        verbose_name_plural = "kriteria AKIP"
        ordering = ["sub", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["sub", "urutan"], name="kriteria_akip_urutan_unik"),
            models.CheckConstraint(condition=~Q(uraian=""), name="kriteria_akip_ada_uraian"),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def kode(self) -> str:
        """`1.2.3`: component, sub-component, criterion. Reads both parents."""
        return f"{self.sub.komponen.urutan}.{self.sub.urutan}.{self.urutan}"


class PenilaianMandiri(models.Model):
    """The grade that the office gives itself for a criterion in an evaluated year; earlier ones are in the trail."""

    kriteria = models.ForeignKey(KriteriaAkip, models.PROTECT, related_name="penilaian")
    tahun = models.PositiveSmallIntegerField()
    peringkat = models.CharField(max_length=2, choices=Peringkat)
    catatan = models.TextField(blank=True)
    dinilai_pada = models.DateTimeField(default=timezone.now)
    dinilai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "penilaian mandiri"
        verbose_name_plural = "penilaian mandiri"
        ordering = ["tahun", "kriteria"]
        constraints = [
            models.UniqueConstraint(fields=["kriteria", "tahun"], name="penilaian_mandiri_satu_kali"),
            models.CheckConstraint(
                condition=Q(peringkat__in=Peringkat.values), name="penilaian_mandiri_peringkat_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kriteria}: {self.peringkat}"


class DokumenSakipQuerySet(models.QuerySet):
    def berlaku(self) -> "DokumenSakipQuerySet":
        """The documents that were not taken out of the register."""
        return self.filter(ditarik_pada=None)


class DokumenSakip(DenganIdPublik):
    """A document of the register that an evaluator asks for (domain 2.5), and the criteria that it proves.

    Taken back it stays as a row; its bytes are never removed.
    """

    class Jenis(models.TextChoices):
        RENSTRA = "renstra", "Renstra"
        RENJA = "renja", "Renja/RKT"
        RKPD = "rkpd", "RKPD/RPJMD"
        IKU = "iku", "Indikator Kinerja Utama"
        PERJANJIAN = "perjanjian", "Perjanjian Kinerja"
        DPA = "dpa", "DPA"
        POHON = "pohon", "Pohon kinerja dan cascading"
        RENCANA_AKSI = "rencana_aksi", "Rencana Aksi"
        PENGUKURAN = "pengukuran", "Pengukuran kinerja"
        PENGUKURAN_AKSI = "pengukuran_aksi", "Pengukuran Rencana Aksi"
        MONEV = "monev", "Laporan monev Rencana Aksi"
        LAPORAN = "laporan", "Laporan kinerja"
        LKJIP = "lkjip", "LKjIP/LPPD"
        EVALUASI_INTERNAL = "evaluasi_internal", "Evaluasi internal"
        LHE = "lhe", "LHE AKIP internal"
        TL_LHE = "tl_lhe", "Tindak lanjut LHE AKIP internal"
        TL_LHE_MENPAN = "tl_lhe_menpan", "Tindak lanjut LHE AKIP KemenPANRB"
        SKP = "skp", "SKP"
        PEDOMAN_PERENCANAAN = "pedoman_perencanaan", "Pedoman teknis perencanaan"
        PEDOMAN_PENGUKURAN = "pedoman_pengukuran", "Pedoman teknis pengukuran dan pengumpulan data"
        PEDOMAN_EVALUASI = "pedoman_evaluasi", "Pedoman teknis evaluasi internal"
        LAINNYA = "lainnya", "Dokumen lainnya"

    tahun = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=20, choices=Jenis)
    judul = models.CharField(max_length=200)
    nomor = models.CharField("nomor dokumen", max_length=80, blank=True)
    tanggal = models.DateField("tanggal dokumen", null=True, blank=True)
    berkas = models.ForeignKey(Berkas, models.PROTECT, related_name="+")
    nama_berkas = models.CharField(max_length=120)
    kriteria = models.ManyToManyField(KriteriaAkip, related_name="dokumen", blank=True)
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DokumenSakipQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen SAKIP"
        verbose_name_plural = "dokumen SAKIP"
        ordering = ["tahun", "jenis", "diunggah_pada", "pk"]
        indexes = [models.Index(fields=["tahun", "jenis"], name="dokumen_sakip_tahun_jenis")]
        constraints = [
            models.UniqueConstraint(
                fields=["tahun", "jenis", "berkas"],
                condition=Q(ditarik_pada=None),
                name="dokumen_sakip_tidak_kembar",
            ),
            models.CheckConstraint(condition=~Q(judul=""), name="dokumen_sakip_berjudul"),
            models.CheckConstraint(
                condition=Q(ditarik_pada=None, ditarik_oleh=None)
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False),
                name="dokumen_sakip_ditarik_pada_dan_oleh",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("dokumen_sakip", args=[self.public_id])
