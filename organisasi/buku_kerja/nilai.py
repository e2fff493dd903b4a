"""One cell into one value: what it says, what is wrong with it, and what to do (domain 7.6, UX-60 to UX-66).

Nothing is guessed silently: whatever could be meant in another way comes with a warning that repeats how it
was understood, and whatever Excel has already destroyed (zeros of a code, digits of a NIP) is reported.
"""

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import NamedTuple

from openpyxl.cell.cell import ERROR_CODES

from organisasi import bahasa
from organisasi.nip import NipKeliru, baca_nip

from .skema import Jenis, Kolom, normalkan

Nilai = str | int | Decimal | date | None

_PANJANG_KUTIPAN = 80
_PERBANDINGAN_MAKSIMUM = 20_000  # of wrong cells with choices, for one column
_SEBUT_PILIHAN = 10
# 40 characters may be typed, more digits than the default context keeps.
_LEGA = Context(prec=60, rounding=ROUND_HALF_UP)
_BATAS_TELITI = 10**15  # Excel keeps 15 digits; longer numbers have already been rounded by it.
_GALAT_EXCEL = frozenset((*ERROR_CODES, "#SPILL!", "#CALC!", "#GETTING_DATA", "#BLOCKED!", "#FIELD!"))
_TANDA_KOSONG = frozenset("-–—")
# Excel writes carriage returns inside texts like this.
_CR_EXCEL = re.compile(r"_x000D_\n?|\r\n?")
_HARFIAH = re.compile(r'"[^"]*"|\\.')
_FORMAT_KODE = re.compile(r"0+(?:\.(?P<pecahan>0+))?")
_KODE_BERTITIK = re.compile(r"[0-9. ]+")
_SPASI_TITIK = re.compile(r" ?\. ?")
_POLOS = frozenset(("General", "0", "@", ""))
_KALIMAT = re.compile(r"((?:.*”)?.*?\.) (.*)", re.DOTALL)


class Tingkat(StrEnum):
    """GALAT stops the import, PERINGATAN asks the person to look."""

    GALAT = "galat"
    PERINGATAN = "peringatan"


class Masalah(NamedTuple):
    masalah: str
    saran: str
    tingkat: Tingkat


class Sel(NamedTuple):
    """A cell as the workbook stores it; `tipe` is openpyxl's data type, `format` the number format."""

    isi: object
    tipe: str = "s"
    format: str = "General"
    rumus: bool = False


class SelKeliru(ValueError):
    """The cell has no value that could be trusted."""

    def __init__(self, masalah: str, saran: str) -> None:
        super().__init__(masalah)
        self.masalah, self.saran = masalah, saran


class Tafsiran(NamedTuple):
    """`nilai` is None for an empty cell and for one whose `masalah` is a GALAT."""

    nilai: Nilai
    masalah: Masalah | None = None


@dataclass(frozen=True, slots=True)
class Konteks:
    """What the meaning of a cell depends on besides the cell; `pilihan` are the keys by what may be typed for them."""

    kolom: Kolom
    hari_ini: date
    pilihan: Mapping[str, str] = field(init=False, compare=False)
    saran: dict[str, str] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        # Once a column, not once a cell. A key wins over another choice's label that happens to read the same.
        label = {normalkan(sebutan): kunci for kunci, sebutan in self.kolom.pilihan}
        kunci = {normalkan(kunci): kunci for kunci, _ in self.kolom.pilihan}
        object.__setattr__(self, "pilihan", label | kunci)


def bersih(teks: str) -> str:
    """NFC, without invisible characters and odd spaces; lines are kept."""
    rata = unicodedata.normalize("NFC", _CR_EXCEL.sub("\n", teks))
    if rata.isascii() and rata.isprintable():
        return rata.strip()
    return "".join(_huruf_bersih(huruf) for huruf in rata).strip()


def _huruf_bersih(huruf: str) -> str:
    if huruf == "\n":
        return huruf
    kategori = unicodedata.category(huruf)
    return " " if kategori in {"Zs", "Zl", "Zp", "Cc"} else "" if kategori in {"Cf", "Cs"} else huruf


def kutip(isi: object) -> str:
    """The cell's content on one line and short enough for a list of findings."""
    if isinstance(isi, datetime | date):
        return _tampil_waktu(isi)
    teks = " ".join(f"{isi}".split()) if isinstance(isi, str) else _tampil_polos(isi)
    return f"{teks[:_PANJANG_KUTIPAN]}…" if len(teks) > _PANJANG_KUTIPAN else teks


def _tampil_waktu(isi: date) -> str:
    if isinstance(isi, datetime) and (isi.hour, isi.minute, isi.second) != (0, 0, 0):
        return f"{isi:%d-%m-%Y %H.%M}"
    return bahasa.tanggal_pendek(isi.date() if isinstance(isi, datetime) else isi)


def _tampil_polos(isi: object) -> str:
    if isinstance(isi, bool):
        return "TRUE" if isi else "FALSE"
    if isinstance(isi, float) and math.isfinite(isi):
        return tampil(_desimal(isi))
    return "" if isi is None else f"{isi}"


def tampil(angka: Decimal | int) -> str:
    """A number in Indonesian with exactly the decimals that it has."""
    rata = Decimal(angka).normalize(_LEGA)
    return bahasa.angka(rata, max(0, -rata.as_tuple().exponent))


def tafsir(sel: Sel, konteks: Konteks) -> Tafsiran:
    """The value of a cell that is not empty, or why there is none; never raises."""
    try:
        nilai, peringatan = _tafsir(sel, konteks)
        _periksa_panjang(nilai, konteks.kolom)
    except SelKeliru as keliru:
        return Tafsiran(None, Masalah(keliru.masalah, keliru.saran, Tingkat.GALAT))
    if nilai is None and konteks.kolom.wajib:
        return Tafsiran(None, wajib_diisi(konteks.kolom))
    return Tafsiran(nilai, peringatan)


def wajib_diisi(kolom: Kolom) -> Masalah:
    contoh = f", misalnya {kolom.contoh}" if kolom.contoh else ""
    return Masalah(f"Kolom “{kolom.judul}” wajib diisi.", f"Isi sel ini{contoh}.", Tingkat.GALAT)


def _periksa_panjang(nilai: Nilai, kolom: Kolom) -> None:
    if kolom.maks and isinstance(nilai, str) and len(nilai) > kolom.maks:
        panjang, maks = bahasa.angka(len(nilai), 0), bahasa.angka(kolom.maks, 0)
        raise SelKeliru(f"Isinya {panjang} karakter, paling banyak {maks} karakter.", "Persingkat isinya.")


def _tafsir(sel: Sel, konteks: Konteks) -> Tafsiran:
    _tolak_galat(sel)
    jenis = konteks.kolom.jenis
    match sel.isi:
        case str(teks) if teks in _TANDA_KOSONG and jenis is not Jenis.TEKS:
            return Tafsiran(None, _peringatan(f"Tanda “{teks}” dibaca sebagai kosong.", "Kosongkan selnya."))
        case str(teks):
            return _DARI_TEKS[jenis](teks, konteks)
        case datetime() | date():
            return _dari_tanggal(sel.isi, jenis)
        case time() | timedelta():
            raise SelKeliru("Sel berisi jam, bukan " + _sebutan(jenis) + ".", _ketik_ulang(jenis))
    return _DARI_ANGKA[jenis](_angka_excel(sel), sel.format, konteks)


def _tolak_galat(sel: Sel) -> None:
    if sel.tipe == "e" or (isinstance(sel.isi, str) and sel.isi in _GALAT_EXCEL):
        saran = "Perbaiki rumus atau rujukannya di Excel, atau ganti dengan nilai yang benar."
        raise SelKeliru(f"Sel berisi galat Excel {kutip(sel.isi)}.", saran)
    if sel.rumus and sel.isi is None:
        saran = "Buka berkas di Excel dan simpan lagi, atau ganti rumus dengan nilainya."
        raise SelKeliru("Rumus di sel ini belum mempunyai hasil yang tersimpan.", saran)
    if isinstance(sel.isi, bool):
        raise SelKeliru(f"Sel berisi nilai logika {kutip(sel.isi)}.", "Ganti dengan teks atau angka yang dimaksud.")


def _peringatan(masalah: str, saran: str) -> Masalah:
    return Masalah(masalah, saran, Tingkat.PERINGATAN)


def _sebutan(jenis: Jenis) -> str:
    return jenis.value.partition(",")[0]


def _ketik_ulang(jenis: Jenis) -> str:
    return f"Ubah format sel menjadi Teks, lalu ketik ulang ({jenis.value})."


def _desimal(isi: float) -> Decimal:
    # 15 digits are what Excel shows: 0.1 + 0.2 is stored as 0.30000000000000004.
    return Decimal(f"{isi:.15g}")


def _angka_excel(sel: Sel) -> Decimal:
    isi = sel.isi
    if isinstance(isi, float) and not math.isfinite(isi):
        raise SelKeliru("Angka di sel ini tidak terhingga.", "Ganti dengan angka yang benar.")
    if abs(isi) >= _BATAS_TELITI:
        saran = "Ubah format sel menjadi Teks, lalu ketik ulang angkanya dari dokumen asal."
        raise SelKeliru("Angka lebih dari 15 digit; Excel sudah membulatkan digit terakhirnya.", saran)
    return _desimal(isi) if isinstance(isi, float) else Decimal(isi)


def _berformat_persen(format_: str) -> bool:
    # A percent sign in quotes is only painted: the number behind it is not multiplied by 100.
    return "%" in _HARFIAH.sub("", format_)


def _dari_tanggal(isi: date, jenis: Jenis) -> Tafsiran:
    tampak = kutip(isi)
    if jenis is Jenis.TEKS:
        return Tafsiran(tampak, _peringatan(f"Sel berisi tanggal, dibaca sebagai teks “{tampak}”.", "Periksa isinya."))
    if jenis is not Jenis.TANGGAL:
        raise SelKeliru(f"Excel menyimpan isian ini sebagai tanggal ({tampak}).", _ketik_ulang(jenis))
    if not 1900 <= isi.year <= 2100:
        raise SelKeliru(f"Tahun {isi.year} di luar 1900 sampai 2100.", "Periksa kembali tanggalnya.")
    hari = isi.date() if isinstance(isi, datetime) else isi
    if tampak == bahasa.tanggal_pendek(hari):
        return Tafsiran(hari)
    return Tafsiran(hari, _peringatan(f"Jam pada “{tampak}” diabaikan.", "Hapus jamnya bila tidak diperlukan."))


def _angka_ke_teks(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    if _berformat_persen(format_):
        teks = f"{tampil(angka * 100)}%"
    elif angka == angka.to_integral_value() and format_ in _POLOS:
        return Tafsiran(f"{int(angka)}")
    else:
        teks = tampil(angka)
    saran = "Bila bukan itu maksudnya, ubah format sel menjadi Teks dan ketik ulang."
    return Tafsiran(teks, _peringatan(f"Sel berisi angka, dibaca sebagai teks “{teks}”.", saran))


def _angka_ke_kode(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    bentuk = _FORMAT_KODE.fullmatch(format_)
    if angka < 0 or (bentuk is None and format_ not in _POLOS):
        raise SelKeliru(f"Kode tersimpan sebagai angka {tampil(angka)}.", _ketik_ulang(Jenis.KODE))
    if bentuk is None or (format_ == "0" and angka == angka.to_integral_value()):
        return _kode_tanpa_bentuk(angka)
    kode = _kode_terbentuk(angka, format_, len(bentuk["pecahan"] or ""))
    saran = "Bandingkan dengan dokumen asal; sebaiknya ubah format sel menjadi Teks."
    return Tafsiran(kode, _peringatan(f"Kode tersimpan sebagai angka, dibaca “{kode}” seperti yang tampak.", saran))


def _kode_terbentuk(angka: Decimal, format_: str, presisi: int) -> str:
    kode = f"{angka:0{len(format_)}.{presisi}f}"
    if Decimal(kode) != angka:
        masalah = f"Kode tersimpan sebagai angka {tampil(angka)}, tetapi tampak “{kode}”."
        raise SelKeliru(masalah, _ketik_ulang(Jenis.KODE))
    return kode


def _kode_tanpa_bentuk(angka: Decimal) -> Tafsiran:
    # "07" became 7 and "7.10" became 7.1 the moment they were typed; the file does not remember.
    kode = f"{angka:f}"
    masalah = f"Kode tersimpan sebagai angka, dibaca “{kode}”; angka 0 di depan atau di belakang mungkin hilang."
    saran = "Bandingkan dengan dokumen asal; bila berbeda, ketik ulang sebagai Teks."
    return Tafsiran(kode, _peringatan(masalah, saran))


def _angka_ke_angka(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    if not _berformat_persen(format_):
        return Tafsiran(angka)
    return Tafsiran(angka * 100, _bersatuan("%", angka * 100))


def _bersatuan(teks: str, angka: Decimal) -> Masalah | None:
    satuan = "tanda persen" if "%" in teks else "“Rp”" if "rp" in teks.casefold() else ""
    if not satuan:
        return None
    return _peringatan(f"Isinya memakai {satuan}, dibaca {tampil(angka)}.", "Periksa satuan kolom ini.")


def _angka_ke_bulat(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    nilai, peringatan = _angka_ke_angka(angka, format_, konteks)
    return Tafsiran(_bulat(nilai), peringatan)


def _bulat(angka: Decimal) -> int:
    if angka != angka.to_integral_value():
        raise SelKeliru(f"{tampil(angka)} bukan bilangan bulat.", "Tulis bilangan bulat, misalnya 12.")
    return int(angka)


def _angka_ke_persen(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    return Tafsiran(angka * 100) if _berformat_persen(format_) else _persen_tanpa_tanda(angka)


def _persen_tanpa_tanda(angka: Decimal) -> Tafsiran:
    if not 0 < abs(angka) <= 1:
        return Tafsiran(angka)
    saran = f"Bila maksudnya {tampil(angka * 100)}%, tulis dengan tanda persen."
    return Tafsiran(angka, _peringatan(f"Ditulis tanpa tanda persen, dibaca {tampil(angka)}%.", saran))


def _angka_ke_rupiah(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    if _berformat_persen(format_):
        raise SelKeliru("Sel berisi persen, bukan rupiah.", "Tulis jumlahnya dalam rupiah, misalnya 1250000.")
    return _sampai_sen(angka, None)


def _sampai_sen(angka: Decimal, peringatan: Masalah | None) -> Tafsiran:
    if -angka.as_tuple().exponent <= 2:
        return Tafsiran(angka, peringatan)
    sen = angka.quantize(Decimal("0.01"), context=_LEGA)
    saran = "Tulis jumlah rupiah dengan paling banyak dua desimal."
    return Tafsiran(sen, _peringatan(f"Lebih dari dua desimal, dibulatkan menjadi {bahasa.rupiah(sen)}.", saran))


def _angka_ke_tanggal(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    raise SelKeliru(f"Sel berisi angka {tampil(angka)}, bukan tanggal.", "Ketik ulang, misalnya 22-08-2026.")


def _angka_ke_pilihan(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    return _teks_ke_pilihan(f"{angka:f}", konteks)


def _angka_ke_nip(angka: Decimal, format_: str, konteks: Konteks) -> Tafsiran:
    return _teks_ke_nip(f"{angka:f}", konteks)


_DARI_ANGKA: dict[Jenis, Callable[[Decimal, str, Konteks], Tafsiran]] = {
    Jenis.TEKS: _angka_ke_teks,
    Jenis.KODE: _angka_ke_kode,
    Jenis.ANGKA: _angka_ke_angka,
    Jenis.BULAT: _angka_ke_bulat,
    Jenis.PERSEN: _angka_ke_persen,
    Jenis.RUPIAH: _angka_ke_rupiah,
    Jenis.TANGGAL: _angka_ke_tanggal,
    Jenis.PILIHAN: _angka_ke_pilihan,
    Jenis.NIP: _angka_ke_nip,
}


def _teks_ke_teks(teks: str, konteks: Konteks) -> Tafsiran:
    return Tafsiran(teks)


def _teks_ke_kode(teks: str, konteks: Konteks) -> Tafsiran:
    rata = " ".join(teks.split())
    # "7.01. 02" means 7.01.02; words in a code keep their spaces.
    return Tafsiran(_SPASI_TITIK.sub(".", rata) if _KODE_BERTITIK.fullmatch(rata) else rata)


def _baca(baca: Callable[[str], Decimal | date], teks: str) -> Decimal | date:
    try:
        return baca(teks)
    except bahasa.TidakTerbaca as keliru:
        raise _dari_kalimat(str(keliru)) from keliru


def _dari_kalimat(pesan: str) -> SelKeliru:
    cocok = _KALIMAT.fullmatch(pesan)
    return SelKeliru(cocok[1], cocok[2]) if cocok else SelKeliru(pesan, "Periksa kembali isinya.")


def _teks_ke_angka(teks: str, konteks: Konteks) -> Tafsiran:
    angka = _baca(bahasa.baca_angka, teks)
    return Tafsiran(angka, _peringatan_rancu(teks, angka) or _bersatuan(teks, angka))


def _peringatan_rancu(teks: str, angka: Decimal) -> Masalah | None:
    if not bahasa.angka_rancu(teks):
        return None
    saran = "Bila bukan itu maksudnya, tulis tanpa pemisah ribuan dan dengan koma desimal."
    # A separator in the echo would be as ambiguous as the original.
    rata = angka.normalize(_LEGA)
    polos = f"{rata:f}".replace(".", ",")
    return _peringatan(f"“{teks}” dapat dibaca dua cara; dibaca {polos} ({bahasa.terbilang(rata)}).", saran)


def _teks_ke_bulat(teks: str, konteks: Konteks) -> Tafsiran:
    angka, peringatan = _teks_ke_angka(teks, konteks)
    return Tafsiran(_bulat(angka), peringatan)


def _teks_ke_persen(teks: str, konteks: Konteks) -> Tafsiran:
    if "rp" in teks.casefold():
        raise SelKeliru("Sel berisi rupiah, bukan persen.", "Tulis persennya, misalnya 96%.")
    angka = _baca(bahasa.baca_angka, teks)
    if rancu := _peringatan_rancu(teks, angka):
        return Tafsiran(angka, rancu)
    return Tafsiran(angka) if "%" in teks else _persen_tanpa_tanda(angka)


def _teks_ke_rupiah(teks: str, konteks: Konteks) -> Tafsiran:
    if "%" in teks:
        raise SelKeliru("Sel berisi persen, bukan rupiah.", "Tulis jumlahnya dalam rupiah, misalnya 1250000.")
    angka = _baca(bahasa.baca_angka, teks)
    return _sampai_sen(angka, _peringatan_rancu(teks, angka))


def _teks_ke_tanggal(teks: str, konteks: Konteks) -> Tafsiran:
    return Tafsiran(_baca(bahasa.baca_tanggal, teks))


def _teks_ke_pilihan(teks: str, konteks: Konteks) -> Tafsiran:
    dicari = normalkan(teks)
    cocok = konteks.pilihan.get(dicari)
    if cocok is None:
        raise SelKeliru(f"“{kutip(teks)}” tidak ada dalam daftar pilihan.", _saran_pilihan(dicari, konteks))
    return Tafsiran(cocok)


def _saran_pilihan(dicari: str, konteks: Konteks) -> str:
    """The nearest choice; the first of all choices when none is near, or when a column has been asked too often."""
    pilihan, saran = konteks.kolom.pilihan, konteks.saran
    if dicari not in saran and len(saran) * len(pilihan) <= _PERBANDINGAN_MAKSIMUM:
        saran[dicari] = _pilihan_terdekat(dicari, pilihan)
    if terdekat := saran.get(dicari):
        return f"Mungkin maksudnya “{terdekat}”."
    lebih = " (dan seterusnya)" if len(pilihan) > _SEBUT_PILIHAN else ""
    return f"Pilih salah satu: {'; '.join(label for _, label in pilihan[:_SEBUT_PILIHAN])}{lebih}."


def _pilihan_terdekat(dicari: str, pilihan: Sequence[tuple[str, str]]) -> str:
    sebutan = {normalkan(label): label for _, label in pilihan}
    mirip = difflib.get_close_matches(dicari[:_PANJANG_KUTIPAN], sebutan, n=1)
    return sebutan[mirip[0]] if mirip else ""


def _teks_ke_nip(teks: str, konteks: Konteks) -> Tafsiran:
    try:
        return Tafsiran(baca_nip(teks, konteks.hari_ini).nomor)
    except NipKeliru as keliru:
        raise _dari_kalimat(str(keliru)) from keliru


_DARI_TEKS: dict[Jenis, Callable[[str, Konteks], Tafsiran]] = {
    Jenis.TEKS: _teks_ke_teks,
    Jenis.KODE: _teks_ke_kode,
    Jenis.ANGKA: _teks_ke_angka,
    Jenis.BULAT: _teks_ke_bulat,
    Jenis.PERSEN: _teks_ke_persen,
    Jenis.RUPIAH: _teks_ke_rupiah,
    Jenis.TANGGAL: _teks_ke_tanggal,
    Jenis.PILIHAN: _teks_ke_pilihan,
    Jenis.NIP: _teks_ke_nip,
}
