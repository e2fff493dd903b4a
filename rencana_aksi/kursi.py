"""Which post sits at which desk of a claim."""

from dataclasses import dataclass

from organisasi.models import Jabatan, Penugasan
from organisasi.peran import Peran
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Meja


@dataclass(frozen=True)
class Kursi:
    """The posts behind the desks: one Camat, one Sekcam, and the head of each unit."""

    camat: Jabatan | None
    sekcam: Jabatan | None
    kepala_unit: dict[int, Jabatan]

    def jabatan(self, meja: Meja | None, unit_id: int) -> Jabatan | None:
        """The post at a desk for the claims of a unit.

        None for the pengisi's desk, which belongs to the whole unit, and for a unit without an Eselon IV head.
        """
        if meja == Meja.ESELON_IV:
            return self.kepala_unit.get(unit_id)
        return {Meja.ESELON_III: self.sekcam, Meja.CAMAT: self.camat}.get(meja)

    @property
    def semua(self) -> list[Jabatan]:
        """The posts that lead a unit, from the top."""
        return [j for j in (self.camat, self.sekcam, *self.kepala_unit.values()) if j]

    def kepala(self, unit_id: int) -> Jabatan | None:
        """The post that leads a unit, whatever its level."""
        return next((j for j in self.semua if j.unit_id == unit_id), None)

    def penugasan(self, peran: Peran, meja: Meja | None, capaian: Capaian) -> Penugasan | None:
        """The assignment by which a person may sit at this desk of this claim today, if any."""
        unit_id = capaian.indikator.unit_id
        if meja == Meja.PENGISI:
            return next((p for p in peran.penugasan if p.jabatan.unit_id == unit_id), None)
        return peran.memangku(self.jabatan(meja, unit_id))


def susun_kursi() -> Kursi:
    """Read the desks' posts; one query."""
    struktural = list(Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA))
    tunggal = {j.tingkat: j for j in struktural}
    return Kursi(
        camat=tunggal.get(Jabatan.Tingkat.CAMAT),
        sekcam=tunggal.get(Jabatan.Tingkat.SEKCAM),
        kepala_unit={j.unit_id: j for j in struktural if j.tingkat == Jabatan.Tingkat.ESELON_IV},
    )
