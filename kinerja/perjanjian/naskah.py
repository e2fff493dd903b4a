"""A Perjanjian Kinerja as it is read: every text ready, so that screen and paper cannot differ (domain 1.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kinerja.models import BarisPerjanjian, PerjanjianKinerja
from kinerja.perjanjian.isi import bentuk, judul_sasaran
from kinerja.perjanjian.services import potret, potret_luar
from organisasi import bahasa
from organisasi.models import Jabatan, Kantor, Penugasan
from organisasi.peran import pemangku

KOSONG = "………………"


@dataclass(frozen=True, slots=True)
class Pihak:
    """A party; `pangkat` and `nip` are empty for who has none or prints none."""

    nama: str
    jabatan: str
    pangkat: str
    nip: str


@dataclass(frozen=True, slots=True)
class BarisNaskah:
    indikator: str
    target: str


@dataclass(frozen=True, slots=True)
class SasaranNaskah:
    """One sasaran with its indicators: the merged cell of the first table."""

    nomor: int
    sasaran: str
    baris: tuple[BarisNaskah, ...]


@dataclass(frozen=True, slots=True)
class AnggaranNaskah:
    """A line of the budget table; `jumlah` in Rupiah without the sign, which stands in the column's title."""

    nama: str
    jumlah: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class NaskahPerjanjian:
    """The whole document: Part A the statement, Part B its annex."""

    judul: str
    unit: str
    pemda: str
    kantor: str
    alamat: str
    kontak: str
    contoh: bool
    pembuka: str
    janji_pertama: str
    janji_kedua: str
    pertama: Pihak
    kedua: Pihak
    tempat_tanggal: str
    kolom_sasaran: str
    sasaran: tuple[SasaranNaskah, ...]
    kolom_anggaran: str
    anggaran: tuple[AnggaranNaskah, ...]
    jumlah: str


def perjanjian_lengkap() -> QuerySet[PerjanjianKinerja]:
    """Agreements with all that is shown of them, in three queries."""
    beserta = ("jabatan_pertama__unit", "jabatan_pertama__atasan", "jabatan_kedua", "pindaian", "ditandatangani_oleh")
    baris = Prefetch("baris", BarisPerjanjian.objects.select_related("indikator"))
    return PerjanjianKinerja.objects.select_related(*beserta).prefetch_related(baris, "anggaran")


def susun_naskah(perjanjian: PerjanjianKinerja) -> NaskahPerjanjian:
    """Read an agreement; a draft shows the parties of today and blanks where nothing is known yet.

    Of a row of `perjanjian_lengkap` it asks at most two queries: the office, and the holders for a draft.
    """
    kantor = Kantor.objects.filter(pk=1).first() or Kantor()
    pertama, kedua = pihak_tercetak(perjanjian)
    baris = list(perjanjian.baris.all())
    anggaran = list(perjanjian.anggaran.all())
    return NaskahPerjanjian(
        judul=judul(perjanjian),
        unit=perjanjian.jabatan_pertama.unit.nama,
        pemda=kantor.nama_pemda,
        kantor=kantor.nama,
        alamat=kantor.alamat,
        kontak=kantor.kontak,
        contoh=kantor.berisi_data_contoh,
        **perjanjian.kalimat,
        pertama=pertama,
        kedua=kedua,
        tempat_tanggal=f"{perjanjian.tempat or KOSONG}, {_tanggal(perjanjian)}",
        kolom_sasaran=judul_sasaran(perjanjian.jabatan_pertama, {b.indikator.level for b in baris}),
        sasaran=tuple(_kelompok(baris)),
        kolom_anggaran=bentuk(perjanjian.jabatan_pertama).anggaran,
        anggaran=tuple(AnggaranNaskah(a.nama, bahasa.angka(a.jumlah), a.keterangan) for a in anggaran),
        jumlah=bahasa.angka(sum((a.jumlah for a in anggaran), Decimal(0))),
    )


def judul(perjanjian: PerjanjianKinerja) -> str:
    """`PERJANJIAN KINERJA PERUBAHAN TAHUN 2023`; the number of the version is not part of the form."""
    return f"PERJANJIAN KINERJA {'PERUBAHAN ' if perjanjian.versi else ''}TAHUN {perjanjian.tahun}"


def target_teks(baris: BarisPerjanjian) -> str:
    """`87,00 Indeks`, `96,00%`, `70 sampai 80 Indeks`: the target with its unit; never fewer decimals than it has."""
    if baris.nilai is None:
        return "belum bertarget"
    batas = [n for n in (baris.nilai, baris.nilai_atas) if n is not None]
    presisi = max(baris.indikator.presisi, *(_desimal(n) for n in batas))
    angka = " sampai ".join(bahasa.angka(n, presisi) for n in batas)
    return f"{angka}%" if baris.satuan in ("%", "Persen", "persen") else f"{angka} {baris.satuan}"


def _desimal(nilai: Decimal) -> int:
    return len(f"{nilai:f}".partition(".")[2].rstrip("0"))


def _kelompok(baris: Sequence[BarisPerjanjian]) -> Iterable[SasaranNaskah]:
    kelompok = groupby(baris, key=lambda b: b.sasaran)
    for nomor, (sasaran, isi) in enumerate(kelompok, 1):
        yield SasaranNaskah(nomor, sasaran, tuple(BarisNaskah(b.nama_indikator, target_teks(b)) for b in isi))


def pihak_tercetak(perjanjian: PerjanjianKinerja) -> tuple[Pihak, Pihak]:
    """First and second party: frozen once signed, until then who holds the posts today."""
    if perjanjian.terkunci:
        return Pihak(**perjanjian.pihak_pertama), Pihak(**perjanjian.pihak_kedua)
    duduk = pemangku(timezone.localdate())
    pertama = _pemangku(duduk, perjanjian.jabatan_pertama)
    if perjanjian.jabatan_kedua:
        return pertama, _pemangku(duduk, perjanjian.jabatan_kedua)
    luar = potret_luar(perjanjian)
    return pertama, Pihak(**luar | {"nama": luar["nama"] or KOSONG})


def _pemangku(duduk: dict[int, Penugasan], jabatan: Jabatan) -> Pihak:
    penugasan = duduk.get(jabatan.pk)
    return Pihak(**potret(penugasan)) if penugasan else Pihak(KOSONG, jabatan.nama, "", "")


def _tanggal(perjanjian: PerjanjianKinerja) -> str:
    return bahasa.tanggal(perjanjian.tanggal) if perjanjian.tanggal else f"{KOSONG} {perjanjian.tahun}"
