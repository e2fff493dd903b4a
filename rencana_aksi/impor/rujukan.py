"""What the rows of a workbook refer to: parents by code, posts by name, indicators by parent and name."""

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Model

from kinerja.models import EdisiNomenklatur, Indikator, Kegiatan, Program, Sasaran, SubKegiatan
from organisasi.bahasa import daftar
from organisasi.buku_kerja.baca import Baris
from organisasi.buku_kerja.skema import normalkan
from organisasi.models import Jabatan, UnitKerja
from rencana_aksi.impor.bacaan import Bacaan, sebaris

Level = Indikator.Level
INDUK = {
    Level.IKU: "sasaran",
    Level.PROGRAM: "program",
    Level.KEGIATAN: "kegiatan",
    Level.SUB_KEGIATAN: "sub_kegiatan",
}
# Code grammar of the Kepmendagri (domain 5.4); an IKU is found by the number of its sasaran.
_TATA_KODE = (
    (Level.IKU, re.compile(r"[1-9][0-9]?")),
    (Level.PROGRAM, re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}")),
    (Level.KEGIATAN, re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}")),
    (Level.SUB_KEGIATAN, re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2,5}")),
)
PERBANDINGAN_MAKSIMUM = 20_000  # pairs of names of one import; up to 0.1 ms each
HURUF_DIBANDINGKAN = 80
URAIAN = ("definisi_operasional", "formula", "sumber_data")  # long texts of an indicator, not needed by its plan
SARAN_KODE = "Tulis seperti 7.01.01 (program), 7.01.01.2.01 (kegiatan), atau 7.01.01.2.01.0001 (sub kegiatan)."


def level_kode(kode: str) -> Level | None:
    """The level that a code belongs to by its grammar, None when it has none."""
    return next((level for level, pola in _TATA_KODE if pola.fullmatch(kode)), None)


def kode_induk(indikator: Indikator) -> str:
    """The code under which an indicator hangs: the sasaran's number, or the code of the program and its parts."""
    induk = getattr(indikator, INDUK[Level(indikator.level)])
    return str(induk.urutan) if isinstance(induk, Sasaran) else induk.kode


def edisi_induk(indikator: Indikator) -> EdisiNomenklatur | None:
    """The edition of the code; a sasaran has none."""
    match indikator.level:
        case Level.PROGRAM:
            return indikator.program.edisi
        case Level.KEGIATAN:
            return indikator.kegiatan.program.edisi
        case Level.SUB_KEGIATAN:
            return indikator.sub_kegiatan.kegiatan.program.edisi
    return None


class PencariMirip:
    """Looks for the nearest of known names, within a budget: thousands of rows may each have thousands to be near."""

    def __init__(self) -> None:
        self._sisa, self.terlewat = PERBANDINGAN_MAKSIMUM, 0

    def saran(self, dicari: str, ada: Collection[str], lain: str) -> str:
        """The nearest of the names as a suggestion, else the sentence `lain`; counts what the budget left out."""
        if len(ada) > self._sisa:
            self.terlewat += 1
            return lain
        self._sisa -= len(ada)
        nama = {normalkan(satu)[:HURUF_DIBANDINGKAN]: satu for satu in ada}
        mirip = difflib.get_close_matches(normalkan(dicari)[:HURUF_DIBANDINGKAN], nama, n=1)
        return f"Mungkin maksudnya “{nama[mirip[0]]}”." if mirip else lain


def sasaran_per_nomor(tahun: int) -> dict[str | None, list[Sasaran]]:
    """The sasaran of every Renstra that covers a year, by their number as text. One query."""
    hasil: dict[str | None, list[Sasaran]] = defaultdict(list)
    for satu in Sasaran.objects.filter(renstra__tahun_awal__lte=tahun, renstra__tahun_akhir__gte=tahun):
        hasil[str(satu.urutan)].append(satu)
    return hasil


class Pohon:
    """The tree of codes, every row once in memory: thousands of sub kegiatan share one program. Six queries."""

    def __init__(self, tahun: int) -> None:
        self.sasaran_tahun = sasaran_per_nomor(tahun)
        self.sasaran = {satu.pk: satu for satu in Sasaran.objects.all()}
        edisi = {satu.pk: satu for satu in EdisiNomenklatur.objects.all()}
        self.program = _berinduk(Program, "edisi", edisi)
        self.kegiatan = _berinduk(Kegiatan, "program", self.program)
        self.sub_kegiatan = _berinduk(SubKegiatan, "kegiatan", self.kegiatan)

    def induk(self, indikator: Indikator) -> Model:
        nama = INDUK[Level(indikator.level)]
        return getattr(self, nama)[getattr(indikator, f"{nama}_id")]


def _berinduk(model: type[Model], nama: str, induk: Mapping[int, Model]) -> dict[int, Model]:
    hasil = {}
    for satu in model.objects.all():
        setattr(satu, nama, induk[getattr(satu, f"{nama}_id")])
        hasil[satu.pk] = satu
    return hasil


class DaftarInduk:
    """Parents of indicators by level and code. One code may stand in several editions."""

    def __init__(self, pohon: Pohon) -> None:
        self._ada: dict[tuple[str, str], list[tuple[EdisiNomenklatur | None, Model]]] = defaultdict(list)
        for nomor, senomor in pohon.sasaran_tahun.items():
            self._ada[Level.IKU, nomor] = [(None, satu) for satu in senomor]
        for satu in pohon.program.values():
            self._ada[Level.PROGRAM, satu.kode].append((satu.edisi, satu))
        for satu in pohon.kegiatan.values():
            self._ada[Level.KEGIATAN, satu.kode].append((satu.program.edisi, satu))
        for satu in pohon.sub_kegiatan.values():
            self._ada[Level.SUB_KEGIATAN, satu.kode].append((satu.kegiatan.program.edisi, satu))

    def cari(self, bacaan: Bacaan, lembar: str, baris: Baris) -> Model | None:
        """The one parent that the row's `kode` (and `edisi`) names; anything else is reported."""
        kode, edisi = baris.nilai["kode"], baris.nilai.get("edisi")
        level = level_kode(kode)
        if level is None:
            masalah = f"“{kode}” bukan nomor sasaran dan bukan kode program, kegiatan, atau sub kegiatan."
            bacaan.galat(lembar, baris, "kode", masalah, f"Untuk IKU tulis nomor sasarannya. {SARAN_KODE}")
            return None
        cocok = [(e, satu) for e, satu in self._ada.get((level, kode), ()) if not (edisi and e) or e.nama == edisi]
        if len(cocok) == 1:
            return cocok[0][1]
        if cocok:
            self._rancu(bacaan, lembar, baris, cocok)
        else:
            self._tidak_ada(bacaan, lembar, baris, level)
        return None

    def _rancu(self, bacaan: Bacaan, lembar: str, baris: Baris, cocok: list) -> None:
        if all(edisi is None for edisi, _ in cocok):
            masalah = f"Ada {len(cocok)} sasaran bernomor ini dalam Renstra yang memuat tahun {bacaan.tahun}."
            bacaan.galat(lembar, baris, "kode", masalah, "Perbaiki nomor sasaran pada Renstra.")
            return
        nama = daftar([f"“{edisi.nama}”" for edisi, _ in sorted(cocok, key=lambda satu: satu[0].tanggal)])
        masalah = f"Kode ini ada dalam beberapa edisi nomenklatur: {nama}."
        bacaan.galat(lembar, baris, "kode", masalah, "Isi kolom Edisi nomenklatur.")

    def _tidak_ada(self, bacaan: Bacaan, lembar: str, baris: Baris, level: Level) -> None:
        if level is Level.IKU:
            masalah = f"Tidak ada sasaran nomor {baris.nilai['kode']} dalam Renstra yang memuat tahun {bacaan.tahun}."
            bacaan.galat(lembar, baris, "kode", masalah, "Periksa nomornya, atau lengkapi Renstra lebih dahulu.")
            return
        masalah = f"{level.label} dengan kode ini belum ada."
        bacaan.galat(lembar, baris, "kode", masalah, "Periksa kodenya, atau impor programnya lebih dahulu.")


class DaftarJabatan:
    """Posts by name. One query."""

    def __init__(self) -> None:
        self._ada: dict[str, list[Jabatan]] = defaultdict(list)
        for satu in Jabatan.objects.filter(aktif=True).select_related("unit__induk__induk"):
            self._ada[satu.nama].append(satu)

    def penanggung_jawab(self, bacaan: Bacaan, lembar: str, baris: Baris, unit: UnitKerja) -> Jabatan | None:
        """The post that the row names; among namesakes the one of the indicator's unit. Reports what is in doubt."""
        nama = baris.nilai.get("penanggung_jawab")
        if not nama:
            return None
        senama = self._ada[nama]
        seunit = [satu for satu in senama if satu.unit_id == unit.pk]
        calon = seunit if len(senama) > 1 else senama
        if len(calon) != 1:
            self._rancu(bacaan, lembar, baris, len(senama))
            return None
        if calon[0].unit_id not in _sampai_puncak(unit):
            masalah = f"Jabatan ini milik {calon[0].unit}, sedangkan indikatornya milik {unit}."
            bacaan.peringatan(lembar, baris, "penanggung_jawab", masalah, "Abaikan bila memang demikian.")
        return calon[0]

    def _rancu(self, bacaan: Bacaan, lembar: str, baris: Baris, jumlah: int) -> None:
        rancu = f"Ada {jumlah} jabatan bernama ini, jadi tidak jelas yang mana."
        masalah = rancu if jumlah else "Jabatan ini tidak aktif."
        bacaan.galat(lembar, baris, "penanggung_jawab", masalah, "Tulis jabatan lain, misalnya kepala unitnya.")


def _sampai_puncak(unit: UnitKerja) -> set[int]:
    hasil = set()
    while unit is not None:
        hasil.add(unit.pk)
        unit = unit.induk
    return hasil


class DaftarIndikator:
    """Indicators by parent and name, with unit, post and parent; `tanpa` names columns not needed. Three queries."""

    def __init__(self, pohon: Pohon, *, tanpa: Collection[str] = ()) -> None:
        self._ada: dict[tuple[str, int], dict[str, Indikator]] = defaultdict(dict)
        self.mirip = PencariMirip()
        unit = {satu.pk: satu for satu in UnitKerja.objects.select_related("induk__induk")}
        jabatan = {satu.pk: satu for satu in Jabatan.objects.all()}
        # Of two with one name the older one is meant: it is written last.
        for satu in Indikator.objects.order_by("-pk").defer(*tanpa).iterator():
            satu.unit, satu.penanggung_jawab = unit[satu.unit_id], jabatan.get(satu.penanggung_jawab_id)
            induk = pohon.induk(satu)
            setattr(satu, INDUK[Level(satu.level)], induk)
            self._ada[satu.level, induk.pk][normalkan(satu.nama)] = satu

    def semua(self) -> Iterable[Indikator]:
        return (satu for senduk in self._ada.values() for satu in senduk.values())

    def pada(self, induk: Model) -> dict[str, Indikator]:
        """The indicators of a parent by normalised name."""
        return self._ada.get((_LEVEL[type(induk)], induk.pk), {})

    def cari(self, bacaan: Bacaan, lembar: str, baris: Baris, induk: Model) -> Indikator | None:
        """The indicator that the row's `indikator` names under its parent; a missing one is reported."""
        ada, nama = self.pada(induk), sebaris(baris.nilai["indikator"])
        indikator = ada.get(normalkan(nama))
        if indikator is None:
            saran = self.mirip.saran(nama, [satu.nama for satu in ada.values()], "Impor indikatornya lebih dahulu.")
            bacaan.galat(lembar, baris, "indikator", "Indikator ini tidak ada pada induk dengan kode itu.", saran)
        return indikator


_LEVEL = {
    Sasaran: Level.IKU,
    Program: Level.PROGRAM,
    Kegiatan: Level.KEGIATAN,
    SubKegiatan: Level.SUB_KEGIATAN,
}
