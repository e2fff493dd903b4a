"""What a Perjanjian Kinerja says, taken from the year's indicators, targets and pagu (domain 1.2 and 1.3)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from django.db.models import Q, QuerySet

from kinerja.models import AnggaranPerjanjian, BarisPerjanjian, Indikator, Pagu, PerjanjianKinerja, TargetTahunan
from organisasi.models import Jabatan, UnitKerja

Level = Indikator.Level
PANJANG_SASARAN = 300


@dataclass(frozen=True, slots=True)
class Bentuk:
    """What follows the level of the first party: the words of the form and the step its budget table is summed to."""

    sasaran: str
    anggaran: str
    langkah: Callable[[Pagu], object]
    kolom: str


_CAMAT = Bentuk("Sasaran Strategis", "Program", lambda p: p.sub_kegiatan.kegiatan.program, "program")
_SEKCAM = Bentuk("Sasaran Kegiatan", "Kegiatan", lambda p: p.sub_kegiatan.kegiatan, "kegiatan")
_ESELON_IV = Bentuk("Sasaran Sub Kegiatan", "Sub Kegiatan", lambda p: p.sub_kegiatan, "sub_kegiatan")
_BENTUK = {Jabatan.Tingkat.CAMAT: _CAMAT, Jabatan.Tingkat.SEKCAM: _SEKCAM}
_URUTAN_LEVEL = (Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN)


def bentuk(jabatan: Jabatan) -> Bentuk:
    return _BENTUK.get(jabatan.tingkat, _ESELON_IV)


def judul_sasaran(jabatan: Jabatan, level: Iterable[str]) -> str:
    """The title of the second column: by the level of the post, and below the Camat by what the rows promise."""
    ada = [Level(satu).label for satu in _URUTAN_LEVEL if satu in set(level)]
    if jabatan.tingkat == Jabatan.Tingkat.CAMAT or not ada:
        return bentuk(jabatan).sasaran
    return f"Sasaran {'/'.join(ada)}"


def unit_dipimpin(jabatan: Jabatan) -> set[int]:
    """The unit of a post and every unit below it. One query."""
    bawahan: dict[int | None, list[int]] = {}
    for pk, induk in UnitKerja.objects.values_list("pk", "induk"):
        bawahan.setdefault(induk, []).append(pk)
    hasil, antre = set(), [jabatan.unit_id]
    while antre:
        satu = antre.pop()
        hasil.add(satu)
        antre += bawahan.get(satu, [])
    return hasil


def _milik(jabatan: Jabatan) -> QuerySet[Indikator]:
    """The indicators that a post answers for.

    The Camat: the IKU. The Sekcam: programs and kegiatan of the sekretariat and its subbagian, or the sub kegiatan
    where nothing is measured above them. Heads below the Sekcam: their sub kegiatan; a Kasi: all that the seksi has.
    """
    if jabatan.tingkat == Jabatan.Tingkat.CAMAT:
        return Indikator.objects.filter(level=Level.IKU)
    if jabatan.tingkat == Jabatan.Tingkat.SEKCAM:
        milik = Indikator.objects.filter(unit__in=unit_dipimpin(jabatan)).exclude(level=Level.IKU)
        atas = milik.exclude(level=Level.SUB_KEGIATAN)
        return atas if atas.exists() else milik
    milik = Indikator.objects.filter(unit=jabatan.unit_id).exclude(level=Level.IKU)
    if jabatan.atasan and jabatan.atasan.tingkat == Jabatan.Tingkat.SEKCAM:
        return milik.filter(level=Level.SUB_KEGIATAN)
    return milik


def _induk(indikator: Indikator) -> tuple:
    """Where an indicator stands in the tree, as a key to order by; a sasaran's rows must lie together."""
    if indikator.sasaran:
        return ("", indikator.sasaran.urutan)
    return ((indikator.program or indikator.kegiatan or indikator.sub_kegiatan).kode, 0)


def sasaran_baku(indikator: Indikator) -> str:
    """The sasaran in words: below the IKU the plan has none of its own, so the planner starts from the work's name."""
    if indikator.sasaran:
        return indikator.sasaran.uraian
    nama = (indikator.program or indikator.kegiatan or indikator.sub_kegiatan).nama
    kalimat = f"Terlaksananya {nama}"
    return kalimat if len(kalimat) <= PANJANG_SASARAN else nama


def _target(jabatan: Jabatan, tahun: int) -> list[TargetTahunan]:
    induk = ("sasaran", "program", "kegiatan", "sub_kegiatan")
    target = TargetTahunan.objects.filter(tahun=tahun, nilai__isnull=False, indikator__in=_milik(jabatan))
    target = target.select_related("indikator", *(f"indikator__{nama}" for nama in induk))
    return sorted(target, key=lambda t: (*_induk(t.indikator), t.indikator.urutan, t.indikator_id))


def susun_baris(perjanjian: PerjanjianKinerja, sasaran: Mapping[int, str]) -> Iterator[BarisPerjanjian]:
    """The promised targets; an indicator without a target this year promises nothing.

    `sasaran` holds wordings by indicator that were already chosen; they stay.
    """
    for urutan, target in enumerate(_target(perjanjian.jabatan_pertama, perjanjian.tahun), 1):
        indikator = target.indikator
        yield BarisPerjanjian(
            perjanjian=perjanjian,
            urutan=urutan,
            indikator=indikator,
            sasaran=sasaran.get(indikator.pk) or sasaran_baku(indikator),
            nama_indikator=indikator.nama,
            satuan=indikator.satuan,
            nilai=target.nilai,
            nilai_atas=target.nilai_atas,
        )


def _pagu(jabatan: Jabatan, tahun: int) -> QuerySet[Pagu]:
    pagu = Pagu.objects.filter(tahun=tahun).select_related("sub_kegiatan__kegiatan__program")
    if jabatan.tingkat == Jabatan.Tingkat.CAMAT:
        return pagu
    unit = unit_dipimpin(jabatan)
    milik = Indikator.objects.filter(Q(unit__in=unit), level=Level.SUB_KEGIATAN)
    return pagu.filter(sub_kegiatan__in=milik.values("sub_kegiatan"))


def susun_anggaran(perjanjian: PerjanjianKinerja) -> Iterator[AnggaranPerjanjian]:
    """The budget table in Rupiah, summed to the step of the level: murni for version 0, later what is in force."""
    bentuk_ini = bentuk(perjanjian.jabatan_pertama)
    kelompok: dict[object, list[Pagu]] = {}
    for pagu in _pagu(perjanjian.jabatan_pertama, perjanjian.tahun):
        kelompok.setdefault(bentuk_ini.langkah(pagu), []).append(pagu)
    for urutan, (langkah, isi) in enumerate(sorted(kelompok.items(), key=lambda k: (k[0].kode, k[0].pk)), 1):
        yield AnggaranPerjanjian(
            perjanjian=perjanjian,
            urutan=urutan,
            kode=langkah.kode,
            nama=langkah.nama,
            jumlah=sum((p.berlaku if perjanjian.versi else p.murni for p in isi), Decimal(0)),
            keterangan=shorten(", ".join(sorted({p.sumber_dana for p in isi})), width=40, placeholder=" …"),
            **{bentuk_ini.kolom: langkah},
        )
