"""The year's plans as their list shows them: how far each is, what it lacks, and whether a change waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kinerja.models import Indikator
from kinerja.perhitungan import Target
from rencana_aksi.matriks import WARNA_STATUS
from rencana_aksi.models import UsulanPerubahan
from rencana_aksi.pembagian import teks_target
from rencana_aksi.perencanaan import Lembar


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One indicator of the year; `usulan` is the id of a proposed change that waits for the Camat."""

    indikator: Indikator
    nilai: Target
    status: str
    warna: str
    kekurangan: tuple[str, ...]
    usulan: UUID | None

    @property
    def target(self) -> str:
        return teks_target(self.nilai, self.indikator.presisi)


def daftar_rencana(tahun: int, lembar: Sequence[Lembar]) -> list[BarisDaftar]:
    """The lines of the list, in the order of the sheets. One query."""
    menunggu = UsulanPerubahan.objects.filter(
        rencana_aksi__tahun=tahun, keadaan=UsulanPerubahan.Keadaan.MENUNGGU
    )
    usulan = dict(menunggu.values_list("rencana_aksi", "public_id"))
    return [_baris(satu, usulan) for satu in lembar]


def _baris(lembar: Lembar, usulan: dict[int, UUID]) -> BarisDaftar:
    rencana = lembar.rencana
    return BarisDaftar(
        indikator=lembar.indikator,
        nilai=lembar.target_tahun,
        status=lembar.status.label if rencana else "Belum disusun",
        warna=WARNA_STATUS[lembar.status] if rencana else "aksi",
        kekurangan=tuple(lembar.kekurangan) if rencana else (),
        usulan=usulan.get(rencana.pk) if rencana else None,
    )
