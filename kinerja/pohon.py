"""The pohon kinerja of a year: sasaran, program, kegiatan, sub kegiatan with indicators, targets and owners."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch

from kinerja.models import (
    EdisiNomenklatur,
    Indikator,
    Kegiatan,
    Pagu,
    Program,
    Renstra,
    Sasaran,
    SubKegiatan,
    TargetTahunan,
)
from kinerja.perhitungan import Target
from kinerja.renstra import renstra_untuk, teks_target

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Daun:
    """An indicator in the tree with its target of the year."""

    indikator: Indikator
    nilai: Target
    terkait: tuple[str, ...]

    @property
    def target(self) -> str:
        """As text, empty when the year has none."""
        return teks_target(self.nilai.nilai, self.nilai.atas, self.indikator.presisi)

    @property
    def pemilik(self) -> str:
        """Who answers for it: the post, else the unit that carries it out."""
        return str(self.indikator.penanggung_jawab or self.indikator.unit)


@dataclass(frozen=True, slots=True)
class Simpul:
    """A program, kegiatan or sub kegiatan with its indicators and what lies below it."""

    objek: Program | Kegiatan | SubKegiatan
    daun: tuple[Daun, ...] = ()
    anak: tuple["Simpul", ...] = ()

    def semua_daun(self) -> Iterator[Daun]:
        yield from self.daun
        for anak in self.anak:
            yield from anak.semua_daun()


@dataclass(frozen=True, slots=True)
class Cabang:
    """A sasaran strategis with its IKU and the programs that support it."""

    sasaran: Sasaran
    daun: tuple[Daun, ...]
    program: tuple[Simpul, ...]


@dataclass(frozen=True)
class Pohon:
    """`lepas` are programs that support no sasaran of the Renstra: they hang nowhere."""

    tahun: int
    renstra: Renstra | None
    edisi: EdisiNomenklatur | None
    cabang: tuple[Cabang, ...]
    lepas: tuple[Simpul, ...]
    semua: dict[int, Daun] = field(default_factory=dict, repr=False)

    @property
    def program(self) -> tuple[Simpul, ...]:
        """Every program of the year in the order of its code."""
        bersasaran = [p for c in self.cabang for p in c.program]
        return tuple(sorted([*bersasaran, *self.lepas], key=lambda s: s.objek.kode))

    def sub_kegiatan(self) -> Iterator[Simpul]:
        return (sub for p in self.program for kegiatan in p.anak for sub in kegiatan.anak)

    def daun_lepas(self) -> list[Daun]:
        """Indicators of the year that reach no sasaran of its Renstra."""
        tergantung = {d.indikator.pk for d in self._bersasaran()}
        return [d for pk, d in self.semua.items() if pk not in tergantung]

    def _bersasaran(self) -> Iterator[Daun]:
        for cabang in self.cabang:
            yield from cabang.daun
            for program in cabang.program:
                yield from program.semua_daun()


def edisi_tahun(tahun: int) -> EdisiNomenklatur | None:
    """The edition whose codes a year uses: the one with budget, else with targets, else the newest. One query."""
    induk = {"sub_kegiatan__kegiatan__program__edisi": OuterRef("pk"), "tahun": tahun}
    target = {f"indikator__{kunci}": nilai for kunci, nilai in induk.items() if kunci != "tahun"}
    return (
        EdisiNomenklatur.objects.filter(Exists(Program.objects.filter(edisi=OuterRef("pk"))))
        .annotate(
            berpagu=Exists(Pagu.objects.filter(**induk)),
            bertarget=Exists(TargetTahunan.objects.filter(**target, tahun=tahun)),
        )
        .order_by("-berpagu", "-bertarget", "-tanggal")
        .first()
    )


def pohon(tahun: int) -> Pohon:
    """Read the whole tree of a year. Eleven queries, whatever its size."""
    renstra, edisi = renstra_untuk(tahun), edisi_tahun(tahun)
    daun = _daun(tahun, renstra, edisi)
    program = _program(edisi, daun)
    sasaran = list(renstra.sasaran.all()) if renstra else []
    per_sasaran = _kelompok((p, p.objek.sasaran_id) for p in program)
    iku = _kelompok((d, d.indikator.sasaran_id) for d in daun.values())
    dikenal = {s.pk for s in sasaran}
    return Pohon(
        tahun=tahun,
        renstra=renstra,
        edisi=edisi,
        cabang=tuple(Cabang(s, tuple(iku[s.pk]), tuple(per_sasaran[s.pk])) for s in sasaran),
        lepas=tuple(p for p in program if p.objek.sasaran_id not in dikenal),
        semua=daun,
    )


def _daun(tahun: int, renstra: Renstra | None, edisi: EdisiNomenklatur | None) -> dict[int, Daun]:
    """Indicators that belong to the year: of its Renstra, of its edition, or with a target in it."""
    milik = Indikator.objects.none()
    if renstra:
        milik = milik | Indikator.objects.filter(sasaran__renstra=renstra)
    if edisi:
        milik = (
            milik
            | Indikator.objects.filter(program__edisi=edisi)
            | Indikator.objects.filter(kegiatan__program__edisi=edisi)
            | Indikator.objects.filter(sub_kegiatan__kegiatan__program__edisi=edisi)
        )
    bertarget = TargetTahunan.objects.filter(tahun=tahun, nilai__isnull=False)
    kunci = set(milik.values_list("pk", flat=True)) | set(bertarget.values_list("indikator", flat=True))
    baris = (
        Indikator.objects.filter(pk__in=kunci)
        .select_related("unit", "penanggung_jawab")
        .prefetch_related("unit_terkait", Prefetch("target_tahunan", bertarget, to_attr="target_tahun_ini"))
        .order_by("urutan", "pk")
    )
    return {i.pk: _satu_daun(i) for i in baris}


def _satu_daun(indikator: Indikator) -> Daun:
    target = next(iter(indikator.target_tahun_ini), None)
    nilai = target.target if target else Target(None)
    return Daun(indikator, nilai, tuple(u.nama for u in indikator.unit_terkait.all()))


def _program(edisi: EdisiNomenklatur | None, daun: Mapping[int, Daun]) -> list[Simpul]:
    """Programs of an edition with everything below them."""
    if edisi is None:
        return []
    program = list(Program.objects.filter(edisi=edisi))
    kegiatan = list(Kegiatan.objects.filter(program__edisi=edisi))
    sub = list(SubKegiatan.objects.filter(kegiatan__program__edisi=edisi))
    milik = {nama: _kelompok((d, getattr(d.indikator, nama)) for d in daun.values()) for nama in _INDUK}
    s_sub = _kelompok((Simpul(s, tuple(milik["sub_kegiatan_id"][s.pk])), s.kegiatan_id) for s in sub)
    s_kegiatan = _kelompok(
        (Simpul(k, tuple(milik["kegiatan_id"][k.pk]), tuple(s_sub[k.pk])), k.program_id) for k in kegiatan
    )
    return [Simpul(p, tuple(milik["program_id"][p.pk]), tuple(s_kegiatan[p.pk])) for p in program]


_INDUK = ("program_id", "kegiatan_id", "sub_kegiatan_id")


def _kelompok(pasangan: Iterable[tuple[T, int | None]]) -> defaultdict[int | None, list[T]]:
    peta: defaultdict[int | None, list[T]] = defaultdict(list)
    for nilai, kunci in pasangan:
        peta[kunci].append(nilai)
    return peta
