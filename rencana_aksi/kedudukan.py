"""A person before a claim: everything that the rules of the ladder ask, read once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kinerja.models import Ketentuan
from organisasi.models import Penugasan
from organisasi.peran import Peran
from rencana_aksi.kursi import Kursi, susun_kursi
from rencana_aksi.models import Capaian, DataDukung, Putusan
from rencana_aksi.penilaian import Penilaian, nilai_dari, realisasi_terhitung, saudara
from rencana_aksi.sidik import sidik_klaim

Tindakan = Putusan.Tindakan


@dataclass(frozen=True)
class Kedudukan:
    """A person before a claim: everything that the rules ask, read once."""

    capaian: Capaian
    peran: Peran
    kursi: Kursi
    riwayat: tuple[Putusan, ...]
    penyusun: frozenset[int]
    dokumen: tuple[DataDukung, ...] = field(repr=False)

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
        return next((p for p in reversed(self.riwayat) if p.tindakan != Tindakan.TIDAK_BERLAKU), None)

    @cached_property
    def ketentuan(self) -> Ketentuan:
        return Ketentuan.objects.untuk(self.capaian.triwulan.tahun)

    @cached_property
    def penilaian(self) -> Penilaian:
        return nilai_dari(self.capaian, saudara(self.capaian), self.ketentuan)

    @property
    def klaim(self) -> Decimal | None:
        """The percentage as last claimed."""
        return next((p.nilai_keluar for p in reversed(self.riwayat) if p.tindakan == Tindakan.AJUKAN), None)

    @property
    def sidik(self) -> str:
        return sidik_klaim(self.capaian, self.dokumen)


def kedudukan(capaian: Capaian, peran: Peran) -> Kedudukan:
    """Read what the rules need about one claim and one person; four queries.

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
    )


def dokumen_berlaku(capaian: Capaian) -> Iterable[DataDukung]:
    """The documents that stand behind a claim now, in the order of their slots."""
    return capaian.data_dukung.berlaku().select_related("berkas", "syarat", "diunggah_oleh")
