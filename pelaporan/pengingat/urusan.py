"""A matter with a due date and who has to see to it, and the claims on their desks as such matters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import cached_property

from organisasi.models import Jabatan, Penugasan
from organisasi.peran import pemangku
from pelaporan.pengingat.jadwal import JADWAL_MEJA, Jadwal
from rencana_aksi.models import Capaian, Triwulan
from rencana_aksi.models.capaian import MEJA_STATUS, CapaianQuerySet, Meja, Status

_TINGKAT_MEJA = {Meja.ESELON_III: Jabatan.Tingkat.SEKCAM, Meja.CAMAT: Jabatan.Tingkat.CAMAT}
_TRIWULAN = "target_triwulan__triwulan"
_INDIKATOR = "target_triwulan__rencana_aksi__indikator"
_TERKAIT = (_TRIWULAN, _INDIKATOR)
_KOLOM = (
    *("public_id", "status", "diajukan_pada", f"{_INDIKATOR}__nama", f"{_INDIKATOR}__unit"),
    *(f"{_TRIWULAN}__{kolom.name}" for kolom in Triwulan._meta.concrete_fields),
)


@dataclass(frozen=True, slots=True)
class Urusan:
    """A matter with its due date. `pemegang` hold it today, `atasan` are told when it is late; both person ids."""

    objek: str
    judul: str
    batas: date
    tautan: str
    pemegang: frozenset[int]
    atasan: frozenset[int] = frozenset()
    capaian_id: int | None = None
    meja: str = ""
    unit_id: int | None = None
    kelompok: str = ""
    jadwal: Jadwal = JADWAL_MEJA


class Pejabat:
    """Who sits at which post on a date, acting officials included. Two queries, the second for superiors only."""

    def __init__(self, tanggal: date):
        self.tanggal = tanggal
        self._di_jabatan = {pk: p for pk, p in pemangku(tanggal).items() if p.pegawai.is_active}
        self._di_unit: dict[int, list[Penugasan]] = defaultdict(list)
        for penugasan in self._di_jabatan.values():
            self._di_unit[penugasan.jabatan.unit_id].append(penugasan)

    @cached_property
    def _atasan_jabatan(self) -> dict[int, int | None]:
        return dict(Jabatan.objects.values_list("pk", "atasan"))

    @property
    def semua(self) -> Iterable[Penugasan]:
        return self._di_jabatan.values()

    def bertingkat(self, tingkat: Jabatan.Tingkat) -> list[Penugasan]:
        return [p for p in self.semua if p.jabatan.tingkat == tingkat]

    def kepala(self, unit_id: int) -> list[Penugasan]:
        """Who leads a unit, whatever the level of its post."""
        return [p for p in self._di_unit[unit_id] if p.jabatan.tingkat != Jabatan.Tingkat.PELAKSANA]

    def di_unit(self, unit_id: int) -> list[Penugasan]:
        return self._di_unit[unit_id]

    def di_jabatan(self, jabatan_id: int) -> Penugasan | None:
        return self._di_jabatan.get(jabatan_id)

    def di_meja(self, meja: Meja, unit_id: int, penyusun: Iterable[int] = ()) -> list[Penugasan]:
        """Who has a claim of that unit on his or her desk, as `rencana_aksi.antrian.giliran` says.

        A unit without staff has nobody at the pengisi's desk; then everyone with a post in it is meant, so that
        no claim is late unnoticed.
        """
        if tingkat := _TINGKAT_MEJA.get(meja):
            return self.bertingkat(tingkat)
        di_unit = self.di_unit(unit_id)
        if meja == Meja.ESELON_IV:
            return [p for p in di_unit if p.jabatan.tingkat == Jabatan.Tingkat.ESELON_IV]
        pengisi = [
            p for p in di_unit if p.jabatan.tingkat == Jabatan.Tingkat.PELAKSANA or p.pegawai_id in penyusun
        ]
        return pengisi or di_unit

    def atasan(self, penugasan: Penugasan) -> Penugasan | None:
        """The nearest post above that another person holds today; a vacant one is passed over."""
        jabatan_id = self._atasan_jabatan.get(penugasan.jabatan_id)
        dilalui = {penugasan.jabatan_id}
        while jabatan_id is not None and jabatan_id not in dilalui:
            atas = self._di_jabatan.get(jabatan_id)
            if atas is not None and atas.pegawai_id != penugasan.pegawai_id:
                return atas
            dilalui.add(jabatan_id)
            jabatan_id = self._atasan_jabatan.get(jabatan_id)
        return None

    def pihak(self, pemegang: Iterable[Penugasan]) -> dict[str, frozenset[int]]:
        """Holders and their superiors as `Urusan` takes them; who holds a matter is not told of it a second time."""
        pemegang = list(pemegang)
        orang = frozenset(p.pegawai_id for p in pemegang)
        atasan = {a.pegawai_id for p in pemegang if (a := self.atasan(p))}
        return {"pemegang": orang, "atasan": frozenset(atasan - orang)}


def urusan_klaim(hari_ini: date, pejabat: Pejabat) -> list[Urusan]:
    """The claims of open periods that are not ratified, each at its desk. Two queries, whatever their number.

    While a period is held nobody can submit, so nobody is reminded to.
    """
    terbuka = klaim_terbuka(hari_ini)
    penyusun = _penyusun(terbuka)
    pihak: dict[tuple[Meja, int, frozenset[int]], dict[str, frozenset[int]]] = {}
    hasil = []
    for klaim in terbuka.dengan_perpanjangan().select_related(*_TERKAIT).only(*_KOLOM).order_by("pk"):
        if klaim.dapat_diisi and klaim.triwulan.ditahan:
            continue
        kunci = (klaim.meja, klaim.indikator.unit_id, frozenset(penyusun.get(klaim.pk, ())))
        if kunci not in pihak:
            pihak[kunci] = pejabat.pihak(pejabat.di_meja(*kunci))
        hasil.append(_urusan_klaim(klaim, hari_ini, pihak[kunci]))
    return hasil


def klaim_terbuka(hari_ini: date) -> CapaianQuerySet:
    """Claims that still wait for somebody: of periods that have opened and are not closed, and not ratified."""
    masa = {f"{_TRIWULAN}__buka__lte": hari_ini, f"{_TRIWULAN}__ditutup_pada": None}
    return Capaian.objects.filter(**masa).exclude(status=Status.SAH)


def _penyusun(terbuka: CapaianQuerySet) -> dict[int, set[int]]:
    """Who entered each claim that lies at the pengisi's desk."""
    hasil: dict[int, set[int]] = defaultdict(set)
    di_pengisi = terbuka.filter(status__in=[s for s, meja in MEJA_STATUS.items() if meja == Meja.PENGISI])
    for capaian_id, pegawai_id in di_pengisi.exclude(penyusun=None).order_by().values_list("pk", "penyusun"):
        hasil[capaian_id].add(pegawai_id)
    return hasil


def _urusan_klaim(klaim: Capaian, hari_ini: date, pihak: dict[str, frozenset[int]]) -> Urusan:
    return Urusan(
        objek=f"capaian:{klaim.pk}:{klaim.meja}",
        judul=klaim.indikator.nama,
        batas=klaim.batas_pada(hari_ini),
        tautan=reverse("capaian_isi" if klaim.dapat_diisi else "capaian", args=[klaim.public_id]),
        capaian_id=klaim.pk,
        meja=klaim.meja,
        unit_id=klaim.indikator.unit_id,
        kelompok=str(klaim.triwulan),
        **pihak,
    )
