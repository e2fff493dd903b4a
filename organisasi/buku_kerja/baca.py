"""Read a person's workbook by a schema: rows of values, and everything that is wrong with it, place by place."""

import difflib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import IO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange

from organisasi import bahasa

from .lembaran import BATAS_SEL, GALAT_BUKU, TERBONGKAR_MAKSIMUM, Lembaran, TerlaluBesar, buka, muat
from .nilai import Konteks, Masalah, Nilai, Sel, Tingkat, kutip, tafsir, wajib_diisi
from .skema import LEMBAR_SENDIRI, Kolom, Lembar, Skema, normalkan

BARIS_JUDUL_TERAKHIR = 50  # filled rows among which the titles are looked for
_LANGKAH_KEMAJUAN = 250
_SEBUT_PALING_BANYAK = 5

Kemajuan = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Baris:
    """One data row. A column that the sheet does not have is no key of `nilai`; an empty cell is None."""

    nomor: int
    nilai: Mapping[str, Nilai]


@dataclass(frozen=True, slots=True)
class Temuan:
    """One problem and its remedy. `baris` is None and `kolom` empty where it concerns the sheet or the file."""

    lembar: str
    baris: int | None
    kolom: str
    judul: str
    nilai: str
    masalah: str
    saran: str
    tingkat: Tingkat


@dataclass(frozen=True, slots=True)
class Letak:
    """A sheet's real name, and column letter and title by the schema's key; without those that are not there."""

    judul: str
    kolom: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HasilBaca:
    """Rows and places by the schema's sheet name; findings in the order of the sheets, rows and columns."""

    baris: dict[str, list[Baris]]
    letak: dict[str, Letak]
    temuan: list[Temuan] = field(default_factory=list)

    @property
    def ada_galat(self) -> bool:
        return any(satu.tingkat is Tingkat.GALAT for satu in self.temuan)


def baca(
    berkas: IO[bytes], skema: Skema, *, kemajuan: Kemajuan | None = None, hari_ini: date | None = None
) -> HasilBaca:
    """Read the workbook; never raises for its content.

    `kemajuan` is called with (rows done, rows altogether); `hari_ini` (WITA) is what a NIP is checked against.
    """
    nama = [lembar.nama for lembar in skema.lembar]
    hasil = HasilBaca({satu: [] for satu in nama}, {satu: Letak(satu) for satu in nama})
    try:
        with buka(berkas) as buku:
            bacaan = _muat_semua(buku, skema, hari_ini or timezone.localdate())
    except TerlaluBesar:
        masalah = f"Isi berkas ini lebih dari {TERBONGKAR_MAKSIMUM >> 20} MB sesudah dibuka dan tidak dibaca."
        hasil.temuan.append(_temuan_lembar("", masalah, "Salin datanya ke templat yang baru, lalu unggah lagi."))
        return hasil
    except GALAT_BUKU:
        hasil.temuan.append(_bukan_buku_kerja())
        return hasil
    hitung = _Hitungan(sum(len(satu.mentah.baris) for satu in bacaan if isinstance(satu, _Pembaca)), kemajuan)
    for satu in bacaan:
        if isinstance(satu, _Pembaca):
            hasil.baris[satu.lembar.nama].extend(satu.baca(hitung))
            hasil.letak[satu.lembar.nama] = satu.letak
            hasil.temuan.extend(sorted(satu.temuan, key=_letak))
        else:
            hasil.temuan.append(satu)
    hitung.selesai()
    return hasil


class _Hitungan:
    """Rows done, told to the caller now and then."""

    def __init__(self, jumlah: int, kemajuan: Kemajuan | None) -> None:
        self.jumlah, self.kemajuan, self.sudah = jumlah, kemajuan, 0

    def maju(self) -> None:
        self.sudah += 1
        if self.kemajuan and self.sudah % _LANGKAH_KEMAJUAN == 0:
            self.kemajuan(self.sudah, self.jumlah)

    def selesai(self) -> None:
        if self.kemajuan:
            self.kemajuan(self.jumlah, self.jumlah)


def _letak(temuan: Temuan) -> tuple[int, int, str]:
    return temuan.baris or 0, len(temuan.kolom), temuan.kolom


def _temuan_lembar(nama: str, masalah: str, saran: str, tingkat: Tingkat = Tingkat.GALAT) -> Temuan:
    return Temuan(nama, None, "", "", "", masalah, saran, tingkat)


def _bukan_buku_kerja() -> Temuan:
    saran = "Buka di Excel atau LibreOffice, simpan sebagai Excel (.xlsx) tanpa kata sandi, lalu unggah lagi."
    return _temuan_lembar("", "Berkas ini tidak terbaca sebagai buku kerja Excel.", saran)


def _muat_semua(buku: Workbook, skema: Skema, hari_ini: date) -> list["_Pembaca | Temuan"]:
    """A reader for every sheet that is there and a finding for every one that is not, in the schema's order."""
    sisa = {satu.title: satu for satu in buku.worksheets if normalkan(satu.title) not in LEMBAR_SENDIRI}
    hasil: list[_Pembaca | Temuan] = []
    for lembar in skema.lembar:
        judul = _cari_lembar(lembar, skema, sisa)
        if judul is None:
            hasil.append(_lembar_tidak_ada(lembar, sisa))
        else:
            hasil.append(_muat_satu(lembar, sisa.pop(judul), hari_ini))
    return hasil + [_lembar_asing(judul, skema) for judul in sisa]


def _cari_lembar(lembar: Lembar, skema: Skema, sisa: Iterable[str]) -> str | None:
    dicari, judul = normalkan(lembar.nama), list(sisa)
    if cocok := next((satu for satu in judul if normalkan(satu) == dicari), None):
        return cocok
    return judul[0] if len(judul) == len(skema.lembar) == 1 else None


def _lembar_tidak_ada(lembar: Lembar, sisa: Iterable[str]) -> Temuan:
    mirip = difflib.get_close_matches(lembar.nama, list(sisa), n=1)
    saran = f"Ubah nama lembar “{mirip[0]}” menjadi" if mirip else "Tambahkan lembar dari templat dengan nama"
    return _temuan_lembar(lembar.nama, f"Lembar “{lembar.nama}” tidak ada.", f"{saran} “{lembar.nama}”.")


def _lembar_asing(judul: str, skema: Skema) -> Temuan:
    nama = bahasa.daftar([f"“{lembar.nama}”" for lembar in skema.lembar])
    masalah = f"Lembar “{judul}” tidak dikenal dan tidak dibaca."
    return _temuan_lembar(judul, masalah, f"Yang dibaca hanya lembar {nama}.", Tingkat.PERINGATAN)


def _muat_satu(lembar: Lembar, sumber: ReadOnlyWorksheet, hari_ini: date) -> "_Pembaca | Temuan":
    try:
        return _Pembaca(lembar, muat(sumber), hari_ini)
    except TerlaluBesar:
        masalah = f"Lembar ini berisi lebih dari {bahasa.angka(BATAS_SEL, 0)} sel terisi dan tidak dibaca."
        return _temuan_lembar(sumber.title, masalah, "Bagi isinya menjadi beberapa berkas.")
    except GALAT_BUKU:
        saran = "Buka di Excel, simpan sebagai berkas baru, lalu unggah lagi."
        return _temuan_lembar(sumber.title, "Lembar ini rusak dan tidak terbaca.", saran)


class _Pembaca:
    """One sheet against its schema: finds the titles, then reads row by row and collects `temuan`."""

    def __init__(self, lembar: Lembar, mentah: Lembaran, hari_ini: date) -> None:
        self.lembar, self.mentah, self.temuan = lembar, mentah, []
        self.konteks = {kolom.kunci: Konteks(kolom, hari_ini) for kolom in lembar.kolom}
        self.nomor = sorted(mentah.baris)
        self.turunan = self._turunkan_gabungan()
        self.peta: dict[int, Kolom] = {}
        self.kepala: dict[int, str] = {}
        self.baris_judul = self.akhir_judul = 0

    def baca(self, hitung: _Hitungan) -> Iterator[Baris]:
        """The data rows; `temuan` is complete when they have been read."""
        self._periksa_nama()
        if not self._temukan_judul():
            return
        self._petakan_kolom()
        self._periksa_gabungan()
        terbaca, tak_berjudul = [], set()
        for nomor in self.nomor[bisect_right(self.nomor, self.akhir_judul) :]:
            hitung.maju()
            sel = self.mentah.baris.pop(nomor)
            tak_berjudul |= sel.keys() - self.kepala.keys()
            if self.peta.keys().isdisjoint(sel) or self._bukan_data(nomor, sel):
                continue
            terbaca.append(nomor)
            yield self._satu_baris(nomor, sel)
        self._laporkan_tak_berjudul(tak_berjudul)
        self._laporkan_tersembunyi(terbaca)

    @property
    def letak(self) -> Letak:
        kolom = {arti.kunci: (get_column_letter(nomor), self.kepala[nomor]) for nomor, arti in self.peta.items()}
        return Letak(self.mentah.judul, kolom)

    def _turunkan_gabungan(self) -> dict[int, dict[int, Sel]]:
        """What the filled rows under the top of a merged range inherit, by row and column."""
        turunan: dict[int, dict[int, Sel]] = defaultdict(dict)
        jatah = BATAS_SEL
        for satu in self.mentah.gabungan:
            sel = self.mentah.baris.get(satu.min_row, {}).get(satu.min_col)
            mulai, akhir = bisect_right(self.nomor, satu.min_row), bisect_right(self.nomor, satu.max_row)
            jatah -= akhir - mulai
            # Ranges of a real workbook do not overlap, so together they never cover more than its cells.
            if jatah < 0:
                raise TerlaluBesar
            if sel is None:
                continue
            for nomor in self.nomor[mulai:akhir]:
                turunan[nomor].setdefault(satu.min_col, sel)
        return turunan

    def _lapor(
        self, baris: int | None, kolom: int | None, masalah: Masalah, *, nilai: str = "", judul: str | None = None
    ) -> None:
        if judul is None:
            judul = self.kepala.get(kolom, "")
        huruf = get_column_letter(kolom) if kolom else ""
        self.temuan.append(Temuan(self.mentah.judul, baris, huruf, judul, nilai, *masalah))

    def _galat(self, baris: int | None, kolom: int | None, masalah: str, saran: str, **lain: str) -> None:
        self._lapor(baris, kolom, Masalah(masalah, saran, Tingkat.GALAT), **lain)

    def _peringatan(self, baris: int | None, kolom: int | None, masalah: str, saran: str, **lain: str) -> None:
        self._lapor(baris, kolom, Masalah(masalah, saran, Tingkat.PERINGATAN), **lain)

    def _periksa_nama(self) -> None:
        judul, nama = self.mentah.judul, self.lembar.nama
        if normalkan(judul) != normalkan(nama):
            masalah = f"Lembar “{judul}” dibaca sebagai “{nama}” karena hanya ada satu lembar."
            self._peringatan(None, None, masalah, f"Ubah nama lembarnya menjadi “{nama}”.")
        if not self.mentah.tampak:
            saran = "Tampilkan lembarnya dan periksa isinya."
            self._peringatan(None, None, "Lembar ini tersembunyi, tetapi ikut dibaca.", saran)

    def _teks_baris(self, nomor: int) -> dict[int, str]:
        sel = self.turunan.get(nomor, {}) | self.mentah.baris[nomor]
        return {kolom: kutip(satu.isi) for kolom, satu in sorted(sel.items()) if satu.isi is not None}

    def _temukan_judul(self) -> bool:
        """The row that names the most columns; the first one of equals."""
        nama = {satu: kolom.kunci for kolom in self.lembar.kolom for satu in kolom.nama}
        cocok = {
            nomor: len({nama.get(normalkan(teks)) for teks in self._teks_baris(nomor).values()} - {None})
            for nomor in self.nomor[:BARIS_JUDUL_TERAKHIR]
        }
        if max(cocok.values(), default=0) < min(2, len(self.lembar.kolom)):
            saran = f"Tulis judul kolom dalam satu baris: {'; '.join(kolom.judul for kolom in self.lembar.kolom)}."
            self._galat(None, None, "Baris judul kolom tidak ditemukan.", saran)
            return False
        self.baris_judul = max(cocok, key=cocok.get)
        self.kepala = self._teks_baris(self.baris_judul)
        return True

    def _petakan_kolom(self) -> None:
        nama = {satu: kolom for kolom in self.lembar.kolom for satu in kolom.nama}
        letak: dict[str, int] = {}
        asing = []
        for nomor, judul in self.kepala.items():
            kolom = nama.get(normalkan(judul))
            if kolom is None:
                asing.append(nomor)
            elif kolom.kunci in letak:
                self._judul_ganda(nomor, letak[kolom.kunci])
            else:
                letak[kolom.kunci], self.peta[nomor] = nomor, kolom
        hilang = [kolom for kolom in self.lembar.kolom if kolom.kunci not in letak]
        self._laporkan_asing(asing, hilang)
        self._laporkan_hilang(hilang)
        self._laporkan_kolom_tersembunyi()
        mencakup = (satu.max_row for satu in self._gabungan_judul())
        self.akhir_judul = max(mencakup, default=self.baris_judul)

    def _gabungan_judul(self) -> Iterator[CellRange]:
        for satu in self.mentah.gabungan:
            if satu.min_row <= self.baris_judul <= satu.max_row and satu.min_col in self.peta:
                yield satu

    def _judul_ganda(self, nomor: int, pertama: int) -> None:
        masalah = f"Judul ini sudah dipakai kolom {get_column_letter(pertama)}; kolom ini tidak dibaca."
        self._galat(self.baris_judul, nomor, masalah, "Hapus salah satu kolom atau ubah judulnya.")

    def _laporkan_asing(self, asing: Iterable[int], hilang: Iterable[Kolom]) -> None:
        belum = {satu: kolom.judul for kolom in hilang for satu in kolom.nama}
        for nomor in asing:
            mirip = difflib.get_close_matches(normalkan(self.kepala[nomor]), belum, n=1)
            saran = f"Bila maksudnya “{belum[mirip[0]]}”, ubah judulnya." if mirip else "Abaikan bila tidak diperlukan."
            self._peringatan(self.baris_judul, nomor, "Kolom ini tidak dikenal dan tidak dibaca.", saran)

    def _laporkan_hilang(self, hilang: Iterable[Kolom]) -> None:
        for kolom in hilang:
            if kolom.wajib:
                masalah = f"Kolom wajib “{kolom.judul}” tidak ada."
                saran = f"Tambahkan kolom dengan judul “{kolom.judul}” pada baris {self.baris_judul}."
                self._galat(self.baris_judul, None, masalah, saran, judul=kolom.judul)

    def _laporkan_kolom_tersembunyi(self) -> None:
        for nomor in self.peta:
            if any(mulai <= nomor <= akhir for mulai, akhir in self.mentah.kolom_tersembunyi):
                saran = "Tampilkan kolomnya dan periksa isinya."
                self._peringatan(self.baris_judul, nomor, "Kolom ini tersembunyi, tetapi ikut dibaca.", saran)

    def _periksa_gabungan(self) -> None:
        menurun: dict[int, list[CellRange]] = defaultdict(list)
        for satu in sorted(self.mentah.gabungan, key=lambda gabungan: (gabungan.min_row, gabungan.min_col)):
            berisi = satu.min_col in self.mentah.baris.get(satu.min_row, {})
            if satu.min_row <= self.akhir_judul or satu.min_col not in self.peta or not berisi:
                continue
            if any(satu.min_col < kolom <= satu.max_col for kolom in self.peta):
                self._gabungan_melebar(satu)
            if satu.max_row > satu.min_row:
                menurun[satu.min_col].append(satu)
        for kolom, daftar in menurun.items():
            self._gabungan_menurun(kolom, daftar)

    def _gabungan_melebar(self, satu: CellRange) -> None:
        huruf = get_column_letter(satu.min_col)
        masalah = f"Sel gabungan {satu.coord} menutupi beberapa kolom; nilainya hanya dibaca untuk kolom {huruf}."
        nilai = kutip(self.mentah.baris[satu.min_row][satu.min_col].isi)
        self._peringatan(satu.min_row, satu.min_col, masalah, "Pisahkan selnya dan isi setiap kolom.", nilai=nilai)

    def _gabungan_menurun(self, kolom: int, daftar: list[CellRange]) -> None:
        letak = [satu.coord for satu in daftar[:_SEBUT_PALING_BANYAK]]
        if lebih := len(daftar) - len(letak):
            letak.append(f"{lebih} lainnya")
        masalah = f"Sel gabungan {bahasa.daftar(letak)}: nilainya dipakai untuk setiap baris di dalamnya."
        saran = "Pisahkan selnya bila nilai itu tidak berlaku untuk setiap baris."
        self._peringatan(daftar[0].min_row, kolom, masalah, saran)

    def _bukan_data(self, nomor: int, sel: Mapping[int, Sel]) -> bool:
        """True for a repeated title row, and for the row of column numbers under the titles."""
        teks = {kolom: kutip(satu.isi) for kolom, satu in sel.items() if kolom in self.peta}
        if all(normalkan(isi) == normalkan(self.kepala[kolom]) for kolom, isi in teks.items()):
            self._peringatan(nomor, None, "Baris ini mengulang judul kolom dan dilewati.", "Hapus baris ini.")
            return True
        if nomor == self.akhir_judul + 1 and self._baris_nomor(sel):
            self._peringatan(nomor, None, "Baris nomor kolom di bawah judul dilewati.", "Hapus baris ini.")
            return True
        return False

    def _baris_nomor(self, sel: Mapping[int, Sel]) -> bool:
        angka = [kutip(sel[kolom].isi).strip("()") if kolom in sel else "" for kolom in self.kepala]
        urut = all(satu.isdecimal() for satu in angka) and [int(satu) for satu in angka]
        return len(angka) > 2 and bool(urut) and all(b - a == 1 for a, b in pairwise(urut)) and urut[0] == 1

    def _satu_baris(self, nomor: int, sel: Mapping[int, Sel]) -> Baris:
        turunan, nilai = self.turunan.get(nomor, {}), {}
        for kolom, arti in self.peta.items():
            if kolom in sel:
                nilai[arti.kunci] = self._nilai(nomor, kolom, sel[kolom])
            elif kolom in turunan:
                # Its problem was reported where the merged range begins.
                nilai[arti.kunci] = tafsir(turunan[kolom], self.konteks[arti.kunci]).nilai
            else:
                nilai[arti.kunci] = None
                if arti.wajib:
                    self._lapor(nomor, kolom, wajib_diisi(arti))
        return Baris(nomor, nilai)

    def _nilai(self, nomor: int, kolom: int, sel: Sel) -> Nilai:
        nilai, masalah = tafsir(sel, self.konteks[self.peta[kolom].kunci])
        if masalah:
            self._lapor(nomor, kolom, masalah, nilai=kutip(sel.isi))
        return nilai

    def _laporkan_tak_berjudul(self, kolom: Iterable[int]) -> None:
        for nomor in kolom:
            masalah = "Kolom ini berisi data tanpa judul dan tidak dibaca."
            self._peringatan(self.baris_judul, nomor, masalah, "Beri judul, atau kosongkan kolomnya.")

    def _laporkan_tersembunyi(self, terbaca: Iterable[int]) -> None:
        if baris := sorted(set(self.mentah.baris_tersembunyi) & set(terbaca)):
            masalah = f"Baris {_rentang(baris)} tersembunyi, tetapi ikut dibaca."
            self._peringatan(baris[0], None, masalah, "Tampilkan barisnya, periksa, lalu hapus bila tidak dimaksud.")


def _rentang(nomor: list[int]) -> str:
    """`5, 7 sampai 9, dan 12`; the rest is counted where there are many."""
    kelompok = [[nomor[0], nomor[0]]]
    for satu in nomor[1:]:
        if satu == kelompok[-1][1] + 1:
            kelompok[-1][1] = satu
        else:
            kelompok.append([satu, satu])
    butir = [f"{a}" if a == b else f"{a} sampai {b}" for a, b in kelompok[:_SEBUT_PALING_BANYAK]]
    if len(kelompok) > len(butir):
        butir.append(f"{sum(b - a + 1 for a, b in kelompok[len(butir) :])} baris lainnya")
    return bahasa.daftar(butir)
