"""A person before a claim: everything that the rules of the ladder ask, read once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kinerja.models import Ketentuan
from organisasi.models import Penugasan
from organisasi.peran import Peran
from rencana_aksi.isi_klaim import Isi, isi_klaim
from rencana_aksi.kursi import Kursi, susun_kursi
from rencana_aksi.models import Capaian, DataDukung, DokumenDibuka, PernyataanTidakAda, Pesan, Putusan, TargetTriwulan
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.penilaian import Penilaian, dua_tahun, nilai_dari, realisasi_terhitung, sebelum_yang_belum_sah
from rencana_aksi.sidik import sidik_klaim

Tindakan = Putusan.Tindakan
DIKEMBALIKAN = (Status.KEMBALI_PENGISI, Status.KEMBALI_ESELON_IV, Status.KEMBALI_ESELON_III)
# Rungs that nobody set: they stand beside the one that a person set in the same step.
MENYERTAI = (Tindakan.TIDAK_BERLAKU, Tindakan.TETAP_BERLAKU)


@dataclass(frozen=True)
class Kedudukan:
    """A person before a claim: everything that the rules ask, read once."""

    capaian: Capaian
    peran: Peran
    kursi: Kursi
    riwayat: tuple[Putusan, ...]
    penyusun: frozenset[int]
    dokumen: tuple[DataDukung, ...] = field(repr=False)
    tidak_ada: tuple[PernyataanTidakAda, ...] = field(repr=False)

    @property
    def penugasan(self) -> Penugasan | None:
        """The assignment by which this person holds the desk where the claim lies."""
        return self.kursi.penugasan(self.peran, self.capaian.meja, self.capaian)

    @property
    def sejak_diajukan(self) -> tuple[Putusan, ...]:
        """The rungs from the last submission on: the ladder that stands, over all returns between the desks."""
        mulai = max((i for i, p in enumerate(self.riwayat) if p.tindakan == Tindakan.AJUKAN), default=0)
        return self.riwayat[mulai:]

    @property
    def terakhir(self) -> Putusan | None:
        """The last rung that a person set."""
        return next((p for p in reversed(self.riwayat) if p.tindakan not in MENYERTAI), None)

    @property
    def pengembalian(self) -> Putusan | None:
        """The return by which the claim lies where it lies; None when it was not returned."""
        if self.capaian.status not in DIKEMBALIKAN:
            return None
        return next((p for p in reversed(self.riwayat) if p.tindakan == Tindakan.KEMBALIKAN), None)

    def putusan_akhir(self, meja: Meja) -> Putusan | None:
        """The last rung of a desk, standing or not."""
        milik = (p for p in reversed(self.riwayat) if p.meja == meja and p.tindakan != Tindakan.TIDAK_BERLAKU)
        return next(milik, None)

    @cached_property
    def ketentuan(self) -> Ketentuan:
        return Ketentuan.objects.untuk(self.capaian.triwulan.tahun)

    @cached_property
    def dua_tahun(self) -> tuple[TargetTriwulan, ...]:
        """The periods of this year and the year before of the same indicator, with their claims, in their order."""
        return tuple(dua_tahun(self.capaian))

    @cached_property
    def penilaian(self) -> Penilaian:
        tahun = self.capaian.triwulan.tahun
        return nilai_dari(self.capaian, [t for t in self.dua_tahun if t.triwulan.tahun == tahun], self.ketentuan)

    @property
    def klaim(self) -> Decimal | None:
        """The percentage as last claimed."""
        return next((p.nilai_keluar for p in reversed(self.riwayat) if p.tindakan == Tindakan.AJUKAN), None)

    @cached_property
    def lebih_awal_belum_sah(self) -> Capaian | None:
        """An earlier quarter's claim that this one adds to and that is not ratified."""
        return sebelum_yang_belum_sah(self.capaian)

    @cached_property
    def dibuka(self) -> frozenset[int]:
        """The documents of this claim that this person has looked at; one query, asked only before approval."""
        dilihat = DokumenDibuka.objects.filter(pegawai=self.peran.pegawai, dokumen__in=[d.pk for d in self.dokumen])
        return frozenset(dilihat.values_list("dokumen", flat=True))

    @cached_property
    def bertanya(self) -> Pesan | None:
        """The first question about this claim that nobody has answered; one query, asked only before approval."""
        return self.capaian.pesan.terbuka().first()

    @property
    def isi(self) -> Isi:
        return isi_klaim(self.capaian, self.dokumen, self.tidak_ada)

    @property
    def sidik(self) -> str:
        return sidik_klaim(self.capaian, self.isi)


def kedudukan(capaian: Capaian, peran: Peran) -> Kedudukan:
    """Read what the rules need about one claim and one person; five queries.

    A computed indicator still in hand shows the figure of this moment, the one that would be submitted.
    """
    if capaian.indikator.terhitung and capaian.dapat_diisi:
        capaian.realisasi = realisasi_terhitung(capaian).nilai
    return Kedudukan(
        capaian=capaian,
        peran=peran,
        kursi=susun_kursi(),
        riwayat=tuple(capaian.putusan.select_related("oleh")),
        penyusun=frozenset(capaian.penyusun.values_list("pk", flat=True)),
        dokumen=tuple(dokumen_berlaku(capaian)),
        tidak_ada=tuple(capaian.tidak_ada.filter(dicabut_pada=None).select_related("syarat")),
    )


def dokumen_berlaku(capaian: Capaian) -> Iterable[DataDukung]:
    """The documents that stand behind a claim now, in the order of their slots."""
    return capaian.data_dukung.berlaku().select_related("berkas", "syarat", "diunggah_oleh")
