from django.conf import settings
from django.db import models
from django.db.models import Q

from organisasi.models.dasar import DenganIdPublik
from rencana_aksi.models.capaian import Capaian, Meja, Status
from rencana_aksi.models.data_dukung import DataDukung


class Putusan(DenganIdPublik):
    """One rung of the ladder: what a desk did to a claim. Only added, never changed (database triggers).

    Name, post and capacity are kept as of that day. `nilai_masuk` and `nilai_keluar` are percentages.
    """

    class Tindakan(models.TextChoices):
        AJUKAN = "ajukan", "mengajukan"
        TIDAK_BERLAKU = "tidak_berlaku", "tidak berlaku"
        TETAP_BERLAKU = "tetap_berlaku", "putusan sebelumnya tetap berlaku"
        TERUSKAN = "teruskan", "meneruskan"
        SAHKAN = "sahkan", "mengesahkan"
        KEMBALIKAN = "kembalikan", "mengembalikan"
        TARIK = "tarik", "menarik kembali"
        BATALKAN = "batalkan", "membatalkan pengesahan"

    class JenisAlasan(models.TextChoices):
        TIDAK_SESUAI = "tidak_sesuai", "Data dukung tidak sesuai"
        TIDAK_VALID = "tidak_valid", "Data dukung tidak valid"
        MELEBIHI = "melebihi", "Data dukung melebihi prestasi yang dilaporkan"
        SALAH_HITUNG = "salah_hitung", "Salah hitung"
        KURANG_LENGKAP = "kurang_lengkap", "Isian atau data dukung kurang lengkap"
        LAINNYA = "lainnya", "Alasan lain"

    capaian = models.ForeignKey(Capaian, models.PROTECT, related_name="putusan")
    urutan = models.PositiveSmallIntegerField()
    putaran = models.PositiveSmallIntegerField()
    meja = models.CharField(max_length=10, choices=Meja)
    tindakan = models.CharField(max_length=15, choices=Tindakan)
    dari_status = models.CharField(max_length=20, choices=Status)
    ke_status = models.CharField(max_length=20, choices=Status)
    nilai_masuk = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    nilai_keluar = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    jenis_alasan = models.CharField(max_length=16, choices=JenisAlasan, blank=True)
    alasan = models.TextField(blank=True)
    arahan = models.TextField("arahan/umpan balik", blank=True)
    dokumen = models.ManyToManyField(DataDukung, related_name="dikutip_dalam", blank=True)
    sidik_dilihat = models.CharField(max_length=64)
    isi_dilihat = models.JSONField(null=True, help_text="Angka, narasi, dan data dukung saat diputus.")
    hari_terlambat = models.PositiveSmallIntegerField(default=0)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="putusan")
    nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160)
    kapasitas = models.CharField(max_length=10)
    rangkap = models.BooleanField("dua meja oleh satu orang menurut surat perintah", default=False)
    pada = models.DateTimeField()

    class Meta:
        verbose_name = "putusan"
        verbose_name_plural = "putusan"
        ordering = ["urutan"]
        constraints = [
            models.UniqueConstraint(fields=["capaian", "urutan"], name="putusan_urutan_unik"),
            models.CheckConstraint(
                condition=~Q(tindakan__in=["kembalikan", "batalkan"]) | ~Q(alasan=""), name="putusan_beralasan"
            ),
            models.CheckConstraint(
                condition=Q(tindakan="ajukan")
                | Q(nilai_masuk=models.F("nilai_keluar"))
                | (~Q(alasan="") & ~Q(jenis_alasan=""))
                | Q(tindakan="tarik"),
                name="putusan_koreksi_beralasan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_meja_display()} {self.get_tindakan_display()}"

    @property
    def dikoreksi(self) -> bool:
        """True when this desk changed the percentage, or when its change stands again."""
        bernilai = (self.Tindakan.TERUSKAN, self.Tindakan.SAHKAN, self.Tindakan.TETAP_BERLAKU)
        return self.tindakan in bernilai and self.nilai_masuk != self.nilai_keluar
