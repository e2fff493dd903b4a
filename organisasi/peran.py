"""Who may act for which post on a date. A post is not a person; an acting official takes the desk at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from organisasi.models import AnggotaTim, Jabatan, Pegawai, Penugasan, TimSakip

# While a Plh or Plt is in force the definitive holder is away: the acting official holds the desk alone.
_DIDAHULUKAN = {Penugasan.Kapasitas.PLH: 0, Penugasan.Kapasitas.PLT: 1, Penugasan.Kapasitas.DEFINITIF: 2}


@dataclass(frozen=True)
class Peran:
    """A person together with the posts that are really his or hers on a date."""

    pegawai: Pegawai
    tanggal: date
    penugasan: tuple[Penugasan, ...]
    # Everybody who sits at a post that day: read anyway to know who is away, and asked by every list of desks.
    semua: tuple[Penugasan, ...] = field(default=(), repr=False, compare=False)

    def memangku(self, jabatan: Jabatan | None) -> Penugasan | None:
        """The assignment by which this person holds that post today, if so."""
        if jabatan is None:
            return None
        return next((p for p in self.penugasan if p.jabatan_id == jabatan.pk), None)

    @cached_property
    def anggota_tim(self) -> bool:
        """Whether this person sits in the year's Tim SAKIP; asked only of those without a higher post."""
        return TimSakip.objects.filter(tahun=self.tanggal.year, anggota=self.pegawai).exists()

    @cached_property
    def sekretaris_tim(self) -> bool:
        """Whether this person is the secretary of the year's Tim SAKIP (R-02): the planner of the office."""
        fungsi = AnggotaTim.Fungsi.SEKRETARIS
        return AnggotaTim.objects.filter(tim__tahun=self.tanggal.year, pegawai=self.pegawai, fungsi=fungsi).exists()

    def bertingkat(self, *tingkat: str) -> bool:
        return any(p.jabatan.tingkat in tingkat for p in self.penugasan)

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(p.jabatan.unit_id for p in self.penugasan)

    @property
    def nama_jabatan(self) -> str:
        """All posts of the day as printed, the acting ones named as such."""
        return ", ".join(p.nama_jabatan for p in self.penugasan)

    @property
    def melihat_semua(self) -> bool:
        """The Camat, the Sekcam and the Tim SAKIP answer for every unit, so they see every unit."""
        return self.bertingkat(Jabatan.Tingkat.CAMAT, Jabatan.Tingkat.SEKCAM) or self.anggota_tim


def pemangku(tanggal: date) -> dict[int, Penugasan]:
    """Who sits at each post on a date: post id -> assignment. A vacant post is absent. One query."""
    berlaku = Penugasan.objects.berlaku(tanggal).select_related("jabatan__unit", "pegawai")
    return _pemangku_dari(berlaku)


def _pemangku_dari(penugasan: Iterable[Penugasan]) -> dict[int, Penugasan]:
    peta: dict[int, Penugasan] = {}
    # Later rows win: the most preferred capacity, then the latest start, is written last.
    for baris in sorted(penugasan, key=lambda p: (-_DIDAHULUKAN[p.kapasitas], p.mulai, p.pk)):
        peta[baris.jabatan_id] = baris
    return peta


def peran(pegawai: Pegawai, tanggal: date | None = None) -> Peran:
    """What this person may act as on a date (today in WITA when not given). One query."""
    tanggal = tanggal or timezone.localdate()
    semua = tuple(pemangku(tanggal).values())
    milik = tuple(p for p in semua if p.pegawai_id == pegawai.pk)
    return Peran(pegawai=pegawai, tanggal=tanggal, penugasan=milik, semua=semua)
