"""Reads the measurement forms of a period: PKP for Eselon III, a PKK for every unit of Eselon IV (guideline III)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from kinerja.models import Indikator
from kinerja.perhitungan import NOL, kelas, rata_rata
from organisasi import bahasa
from organisasi.models import Jabatan, Penugasan, UnitKerja
from organisasi.peran import Peran, pemangku
from pelaporan.naskah.pengukuran import Butir, NaskahPengukuran, Pejabat, Serapan
from pelaporan.naskah.triwulan import Baris, Penandatangan, RekapTriwulan, Rerata
from pelaporan.permissions import boleh_konsep
from pelaporan.rekap import rekap_triwulan
from rencana_aksi.anggaran import Anggaran, BarisAnggaran, anggaran_tahun
from rencana_aksi.models import Triwulan

PKP = "Pengukuran Kinerja Program dan Kegiatan (PKP)"
PKK = "Pengukuran Kinerja Sub Kegiatan (PKK)"
Level = Indikator.Level
Tingkat = Jabatan.Tingkat
_SERAPAN_KOSONG = Serapan(None, None)


def boleh_pkk(peran: Peran, unit: UnitKerja) -> bool:
    """A unit's form is for the unit itself and for those who see every unit."""
    return boleh_konsep(peran) or unit.pk in peran.unit_ids


@dataclass
class BahanFormulir:
    """A period read once, for all of its forms. Eighteen queries with the posts, whatever its size."""

    triwulan: Triwulan
    tanggal: date

    @cached_property
    def rekap(self) -> RekapTriwulan:
        return rekap_triwulan(self.triwulan, tanggal=self.tanggal)

    @cached_property
    def anggaran(self) -> Anggaran:
        return anggaran_tahun(self.triwulan.tahun)

    @cached_property
    def serapan(self) -> Mapping[str, Serapan]:
        """Money by the code of program, kegiatan or sub kegiatan."""
        return {b.kode: self._serapan(b) for b in self.anggaran.baris}

    def _serapan(self, baris: BarisAnggaran) -> Serapan:
        """Spent up to the period's end; the year's own measurement counts all four quarters."""
        terpakai = [r for r in baris.angka.realisasi[: self.triwulan.nomor] if r is not None]
        return Serapan(baris.angka.berlaku, sum(terpakai, NOL) if terpakai else None)

    @cached_property
    def unit_pkk(self) -> list[UnitKerja]:
        """The units whose head is of Eselon IV, in their order."""
        kepala = Jabatan.objects.filter(tingkat=Tingkat.ESELON_IV, aktif=True).select_related("unit")
        return [j.unit for j in kepala.order_by("unit__urutan", "unit__kode")]

    @cached_property
    def kepala(self) -> Mapping[tuple[str, int], Pejabat]:
        """Who heads: (tingkat, unit) -> the post and its holder of that day, acting ones named as such."""
        duduk = pemangku(self.tanggal)
        jabatan = Jabatan.objects.filter(aktif=True).exclude(tingkat=Tingkat.PELAKSANA)
        return {(j.tingkat, j.unit_id): _pejabat(j, duduk.get(j.pk)) for j in jabatan}

    def pejabat(self, tingkat: str, unit: UnitKerja | None = None) -> Pejabat:
        """The head of a unit, or the only one of a level; a post that does not exist is vacant."""
        cocok = (p for (t, u), p in self.kepala.items() if t == tingkat and (unit is None or u == unit.pk))
        return next(cocok, Pejabat(Tingkat(tingkat).label, None))

    def baris_unit(self, unit: UnitKerja) -> list[Baris]:
        return [b for b in self.rekap.baris if b.level == Level.SUB_KEGIATAN and b.unit == unit.nama]


def _pejabat(jabatan: Jabatan, penugasan: Penugasan | None) -> Pejabat:
    if penugasan is None:
        return Pejabat(jabatan.nama, None)
    p = penugasan.pegawai
    return Pejabat(
        penugasan.nama_jabatan,
        Penandatangan(
            nama=p.nama,
            jabatan=penugasan.nama_jabatan,
            pangkat=", ".join(filter(None, (p.pangkat, p.golongan))),
            nip=bahasa.nip(p.nip or ""),
        ),
    )


def susun_pkp(bahan: BahanFormulir) -> NaskahPengukuran:
    """Every program and kegiatan of the office, answered for by the Sekcam and seen by the Camat."""
    pendukung = bahan.rekap.pendukung
    butir = tuple(_butir_pkp(pendukung, bahan))
    program = [b for b in butir if b.tingkat == "program"]
    sekcam = next((u for t, u in bahan.kepala if t == Tingkat.SEKCAM), None)
    nama_unit = UnitKerja.objects.filter(pk=sekcam).values_list("nama", flat=True).first()
    return _naskah(
        bahan,
        formulir=PKP,
        tingkat_eselon="III",
        unit=nama_unit or bahan.rekap.kantor.nama,
        butir=butir,
        rerata=rerata("", "Rata-rata program", bahan.rekap.per_program, bahan.rekap),
        jumlah=_jumlah(b.serapan for b in program),
        penanggung_jawab=bahan.pejabat(Tingkat.SEKCAM),
        mengetahui=bahan.pejabat(Tingkat.CAMAT),
    )


def susun_pkk(bahan: BahanFormulir, unit: UnitKerja) -> NaskahPengukuran:
    """The sub kegiatan that a unit has an indicator of, answered for by its head and seen by the Sekcam."""
    baris = bahan.baris_unit(unit)
    butir = tuple(
        Butir("sub kegiatan", kode, isi[0].sub_kegiatan, tuple(isi), None, bahan.serapan.get(kode, _SERAPAN_KOSONG))
        for kode, isi in _menurut(baris, "kode_sub_kegiatan")
    )
    return _naskah(
        bahan,
        formulir=PKK,
        tingkat_eselon="IV",
        unit=unit.nama,
        butir=butir,
        rerata=rerata("", "Rata-rata capaian", baris, bahan.rekap),
        jumlah=_jumlah(b.serapan for b in butir),
        penanggung_jawab=bahan.pejabat(Tingkat.ESELON_IV, unit),
        mengetahui=bahan.pejabat(Tingkat.SEKCAM),
    )


def _naskah(bahan: BahanFormulir, *, butir: tuple[Butir, ...], **isi: object) -> NaskahPengukuran:
    rekap = bahan.rekap
    return NaskahPengukuran(
        tahun=rekap.tahun,
        nomor=rekap.nomor,
        sampai=rekap.sampai,
        tanggal=bahan.tanggal,
        konsep=_belum_sah(butir),
        kantor=rekap.kantor,
        butir=butir,
        batas_rata_rata=rekap.batas_rata_rata,
        **isi,
    )


def _belum_sah(butir: Iterable[Butir]) -> bool:
    """A form is a draft until every figure in it is ratified; one without any figure is a draft too."""
    baris = [b for satu in butir for b in satu.baris if b.bertarget]
    rerata = [satu.rerata for satu in butir if satu.rerata]
    return not (baris or rerata) or any(not b.sah for b in baris) or any(r.sementara for r in rerata)


def _butir_pkp(pendukung: Sequence[Baris], bahan: BahanFormulir) -> Iterable[Butir]:
    for kode, isi in _menurut(pendukung, "kode_program"):
        yield _butir("program", kode, isi[0].program, Level.PROGRAM, isi, bahan)
        for kode_kegiatan, bagian in _menurut([b for b in isi if b.kode_kegiatan], "kode_kegiatan"):
            yield _butir("kegiatan", kode_kegiatan, bagian[0].kegiatan, Level.KEGIATAN, bagian, bahan)


def _butir(
    tingkat: str, kode: str, nama: str, level: str, isi: Sequence[Baris], bahan: BahanFormulir
) -> Butir:
    """Measured by its own indicators, else by the mean of what lies below it (domain 3.6)."""
    sendiri = tuple(b for b in isi if b.level == level)
    di_bawah = None if sendiri else rerata(kode, nama, isi, bahan.rekap)
    return Butir(tingkat, kode, nama, sendiri, di_bawah, bahan.serapan.get(kode, _SERAPAN_KOSONG))


def _menurut(baris: Sequence[Baris], kolom: str) -> list[tuple[str, list[Baris]]]:
    terurut = sorted(baris, key=lambda b: getattr(b, kolom))
    return [(kode, list(isi)) for kode, isi in groupby(terurut, key=lambda b: getattr(b, kolom))]


def rerata(kode: str, nama: str, isi: Sequence[Baris | Rerata], rekap: RekapTriwulan) -> Rerata:
    """The capped mean of rows, or of means, of a period, classed by its year's scale (domain 3.4 and 3.6)."""
    rata = rata_rata([b.persen for b in isi], rekap.batas_rata_rata)
    golongan = kelas(rata, [(k.batas_bawah, k) for k in rekap.skala])
    ada = [b for b in isi if b.persen is not None]
    return Rerata(
        kode=kode,
        nama=nama,
        persen=rata,
        kelas=golongan.nama if golongan else "",
        warna=golongan.warna if golongan else "netral",
        jumlah=len(isi),
        terhitung=len(ada),
        sah=sum(not b.sementara for b in ada),
        sementara=any(b.sementara for b in ada),
    )


def _jumlah(serapan: Iterable[Serapan]) -> Serapan:
    semua = list(serapan)
    return Serapan(_tambah(s.pagu for s in semua), _tambah(s.realisasi for s in semua))


def _tambah(nilai: Iterable[Decimal | None]) -> Decimal | None:
    ada = [n for n in nilai if n is not None]
    return sum(ada, NOL) if ada else None
