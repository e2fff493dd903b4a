from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Pegawai
from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.models import Capaian, Pesan, Putusan
from rencana_aksi.models.capaian import Meja

PANJANG_KUNCI = 200


class HariPengingat(models.Model):
    """A local day whose reminders have been written; the next day begins where the last of these ended."""

    tanggal = models.DateField(unique=True)
    dicatat = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "hari pengingat"
        verbose_name_plural = "hari pengingat"
        ordering = ["tanggal"]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y}"


class Pemberitahuan(DenganIdPublik):
    """A notice in a person's inbox, which is the truth; a mail is only its copy (`Surel`).

    `kunci` is `jenis|objek|versi|penerima|tanggal lokal|tahap`: written twice, it stands once.
    """

    class Jenis(models.TextChoices):
        PENGINGAT = "pengingat", "Pengingat batas waktu"
        KEMBALI = "kembali", "Klaim dikembalikan"
        TANYA = "tanya", "Pertanyaan dan jawaban"
        SAH = "sah", "Pengesahan"

    kunci = models.CharField(max_length=PANJANG_KUNCI, unique=True, editable=False)
    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pemberitahuan")
    jenis = models.CharField(max_length=10, choices=Jenis)
    judul = models.CharField(max_length=400)
    isi = models.TextField(blank=True, help_text="Hanya tampil di kotak masuk, tidak ikut dalam surel.")
    tautan = models.CharField(max_length=200, help_text="Alamat di dalam situs, tempat urusan ini diselesaikan.")
    capaian = models.ForeignKey(Capaian, models.CASCADE, null=True, related_name="+")
    putusan = models.ForeignKey(Putusan, models.CASCADE, null=True, related_name="+")
    pesan = models.ForeignKey(Pesan, models.CASCADE, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    dibaca_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-pada", "-pk"]
        indexes = [
            models.Index(fields=["penerima"], condition=Q(dibaca_pada=None), name="pemberitahuan_belum_dibaca"),
            models.Index(fields=["penerima", "-pada"], name="pemberitahuan_kotak_masuk"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="pengingat", capaian=None) | (~Q(jenis="pengingat") & Q(capaian__isnull=False)),
                name="pemberitahuan_bercapaian_sesuai_jenis",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class ButirPengingat(models.Model):
    """One matter inside a day's digest, and its stage: `tahap` days from its due date, negative before it."""

    class Sebagai(models.TextChoices):
        PEMEGANG = "pemegang", "Pemegang tugas"
        ATASAN = "atasan", "Atasan"

    kunci = models.CharField(max_length=PANJANG_KUNCI, unique=True, editable=False)
    pemberitahuan = models.ForeignKey(Pemberitahuan, models.CASCADE, related_name="butir")
    objek = models.CharField(max_length=80)
    capaian = models.ForeignKey(Capaian, models.CASCADE, null=True, related_name="+")
    meja = models.CharField(max_length=10, choices=Meja, blank=True)
    judul = models.CharField(max_length=400)
    batas = models.DateField()
    tahap = models.SmallIntegerField()
    sebagai = models.CharField(max_length=10, choices=Sebagai, default=Sebagai.PEMEGANG)
    tautan = models.CharField(max_length=200)

    class Meta:
        verbose_name = "butir pengingat"
        verbose_name_plural = "butir pengingat"
        ordering = ["batas", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capaian=None, meja="") | (Q(capaian__isnull=False) & ~Q(meja="")),
                name="butir_pengingat_klaim_bermeja",
            ),
            models.CheckConstraint(
                condition=Q(sebagai="pemegang") | Q(tahap__gte=3), name="butir_pengingat_atasan_sejak_h3"
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class SurelQuerySet(models.QuerySet):
    def siap(self) -> "SurelQuerySet":
        """Waiting mails that nobody holds and whose pause is over.

        A lease or a pause well further ahead than any that we give was written before the clock was set back. "Well":
        a sender that waited for the row's lock compares a fresh lease with the moment before it waited.
        """
        kini = timezone.now()
        bebas = Q(sewa=None) | Q(sewa__lt=kini) | Q(sewa__gt=kini + 2 * Surel.SEWA)
        tiba = Q(berikut__lte=kini) | Q(berikut__gt=kini + Surel.JEDA[-1] + Surel.SEWA)
        return self.filter(bebas, tiba, keadaan=Surel.Keadaan.ANTRE)


class Surel(DenganIdPublik):
    """The mail that copies a notice: sent by whoever holds the row's lease, then marked (security 2b)."""

    class Keadaan(models.TextChoices):
        ANTRE = "antre", "Menunggu dikirim"
        TERKIRIM = "terkirim", "Terkirim"
        BATAL = "batal", "Batal, sudah tidak perlu"
        GAGAL = "gagal", "Gagal"

    SEWA = timedelta(minutes=3)
    JEDA = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 30, 60))

    kunci = models.CharField(max_length=PANJANG_KUNCI, unique=True, editable=False)
    pemberitahuan = models.OneToOneField(Pemberitahuan, models.CASCADE, related_name="surel")
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.ANTRE)
    dibuat = models.DateTimeField(default=timezone.now)
    berikut = models.DateTimeField("dikirim paling cepat", default=timezone.now)
    sewa = models.DateTimeField("dipegang sampai", null=True)
    pemegang = models.UUIDField(null=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.CharField("alasan", max_length=300, blank=True)
    terkirim_pada = models.DateTimeField(null=True)

    objects = SurelQuerySet.as_manager()

    class Meta:
        verbose_name = "surel"
        verbose_name_plural = "surel"
        ordering = ["-dibuat", "-pk"]
        indexes = [models.Index(fields=["berikut"], condition=Q(keadaan="antre"), name="surel_antre")]
        constraints = [
            models.CheckConstraint(
                condition=Q(keadaan="terkirim", terkirim_pada__isnull=False)
                | (~Q(keadaan="terkirim") & Q(terkirim_pada=None)),
                name="surel_terkirim_berwaktu",
            ),
            models.CheckConstraint(
                condition=Q(sewa=None, pemegang=None) | Q(sewa__isnull=False, pemegang__isnull=False, keadaan="antre"),
                name="surel_sewa_berpemegang",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan__in=["gagal", "batal"]) | ~Q(galat=""), name="surel_gagal_beralasan"
            ),
        ]

    def __str__(self) -> str:
        return self.kunci

    @property
    def usia(self) -> timedelta:
        return timezone.now() - self.dibuat


class PilihanSurel(models.Model):
    """What a person wants to have by mail; without a row, all of it. The inbox gets everything in any case."""

    pegawai = models.OneToOneField(Pegawai, models.CASCADE, primary_key=True, related_name="pilihan_surel")
    aktif = models.BooleanField("Kirim salinan lewat surel", default=True)
    pengingat = models.BooleanField("Pengingat batas waktu, paling banyak satu sehari", default=True)
    kembali = models.BooleanField("Klaim dikembalikan", default=True)
    tanya = models.BooleanField("Pertanyaan dan jawaban tentang klaim", default=True)
    sah = models.BooleanField("Pengesahan dan pembatalannya", default=True)

    class Meta:
        verbose_name = "pilihan surel"
        verbose_name_plural = "pilihan surel"

    def __str__(self) -> str:
        return str(self.pegawai)

    def mau(self, jenis: str) -> bool:
        return self.aktif and getattr(self, jenis)
