"""Indonesian text of values, and values out of Indonesian text: the one home of both (UX-60 to UX-66)."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from decimal import MAX_EMAX, MAX_PREC, ROUND_HALF_UP, Context, Decimal

from django.utils import timezone

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# The default context stops at 28 digits and would refuse a long sum instead of printing it.
_TANPA_BATAS = Context(prec=MAX_PREC, Emax=MAX_EMAX, rounding=ROUND_HALF_UP)
_TUKAR_TITIK_KOMA = str.maketrans(",.", ".,")
_ROMAWI = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DASAR = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SKALA = (
    (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"),
    (1000, "ribu"), (100, "ratus"), (10, "puluh"),
)  # fmt: skip

_CONTOH_ANGKA = "Tulis misalnya 87,5 atau 1.234,56."
_CONTOH_TANGGAL = "Tulis misalnya 22 Agustus 2026 atau 22-08-2026."
_PANJANG_MAKSIMUM = 40
# ASCII digits are spelled out: \d would also take Arabic and full-width ones. A single dot before exactly
# three digits is a thousands group, as an Indonesian means it; "0.125" cannot be one, so its dot is decimal.
_ANGKA = re.compile(
    r"(?!.*Rp.*%)(?P<minus>[-−]?)\s*(?:Rp\.?\s*)?"
    r"(?:(?P<bulat>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<pecahan>[0-9]+))?"
    r"|(?P<bertitik>[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]{3}))"
    r"\s*%?",
    re.IGNORECASE,
)
_RANCU = re.compile(r"[-−]?\s*[1-9][0-9]{0,2}[.,][0-9]{3}\s*%?")
_GAYA_AMERIKA = re.compile(r"[-−]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_HARI_DI_DEPAN = re.compile(r"^(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\s*,?\s+")
_TANGGAL_ISO = re.compile(r"(?P<tahun>[0-9]{4})-(?P<bulan>[0-9]{1,2})-(?P<hari>[0-9]{1,2})")
_TANGGAL_ANGKA = re.compile(r"(?P<hari>[0-9]{1,2})([-/.])(?P<bulan>[0-9]{1,2})\2(?P<tahun>[0-9]{4})")
_TANGGAL_NAMA = re.compile(r"(?P<hari>[0-9]{1,2})[\s-]+(?P<bulan>[a-z]{3,9})\.?[\s-]+(?P<tahun>[0-9]{4})")
# Spellings that are no beginning of the month's name but are met in office letters.
_BULAN_LAIN = {"agt": 8, "agst": 8, "ags": 8, "peb": 2, "pebruari": 2, "nop": 11, "nopember": 11}


class TidakTerbaca(ValueError):
    """Typed text has no single meaning; the message is a sentence for the person who typed it."""


def angka(nilai: Decimal | int, presisi: int = 2) -> str:
    """`1.234,56`: exactly `presisi` decimals, halves rounded away from zero."""
    bulat = Decimal(nilai).quantize(Decimal(1).scaleb(-presisi), context=_TANPA_BATAS)
    # -0.001 rounds to minus zero, which nobody should read.
    return f"{bulat if bulat else abs(bulat):,f}".translate(_TUKAR_TITIK_KOMA)


def persen(nilai: Decimal | int, presisi: int = 2) -> str:
    """`96,25%`, without a space, as the guideline writes it."""
    return f"{angka(nilai, presisi)}%"


def rupiah(nilai: Decimal | int) -> str:
    """`Rp1.250.000,00`, without a space (EYD V); the minus stands before the sign."""
    teks = angka(nilai)
    return f"-Rp{teks[1:]}" if teks.startswith("-") else f"Rp{teks}"


def romawi(n: int) -> str:
    """Roman numeral of 1 to 39: quarters, golongan."""
    if not 1 <= n < 40:
        raise ValueError(f"{n} di luar 1 sampai 39")
    teks = ""
    for nilai, huruf in _ROMAWI:
        kali, n = divmod(n, nilai)
        teks += huruf * kali
    return teks


AKHIR_TAHUN = 5  # the measurement of the whole year stands behind its four quarters


def triwulan(nomor: int, tahun: int | None = None) -> str:
    """`Triwulan II 2026`, or `Triwulan II` without a year; `Akhir Tahun 2026` for the year's own measurement."""
    nama = "Akhir Tahun" if nomor == AKHIR_TAHUN else f"Triwulan {romawi(nomor)}"
    return nama if tahun is None else f"{nama} {tahun}"


def terbilang(n: Decimal | int) -> str:
    """A number in words, decimals read digit by digit: `seribu lima ratus`, `satu koma lima`."""
    if n < 0:
        return f"minus {terbilang(Decimal(n).copy_negate())}"
    bulat, _, pecahan = f"{Decimal(n):f}".partition(".")
    kata = _terbilang_bulat(int(bulat))
    return " ".join([kata, "koma", *(_DASAR[int(digit)] for digit in pecahan)]) if pecahan else kata


def _terbilang_bulat(n: int) -> str:
    if n < 12:
        return _DASAR[n]
    if n < 20:
        return f"{_DASAR[n - 10]} belas"
    nilai, nama = next(skala for skala in _SKALA if n >= skala[0])
    kali, sisa_n = divmod(n, nilai)
    # "satu juta" but "seribu" and "seratus".
    kepala = f"se{nama}" if kali == 1 and nilai <= 1000 else f"{_terbilang_bulat(kali)} {nama}"
    return f"{kepala} {_terbilang_bulat(sisa_n)}" if sisa_n else kepala


def ukuran(jumlah_byte: int) -> str:
    """`1,8 MB`: steps of 1,024, one decimal where it says something."""
    nilai, satuan = Decimal(jumlah_byte), "B"
    for lebih_besar in ("KB", "MB", "GB"):
        # 1,023.96 KB would be printed as 1.024 KB: step up on the rounded value.
        if round(nilai, 1) >= 1024:
            nilai, satuan = nilai / 1024, lebih_besar
    return f"{angka(nilai, 1).removesuffix(',0')} {satuan}"


def _tanggal_lokal(d: date) -> date:
    # A datetime holds UTC: late evening in London is already tomorrow in Kalaena.
    return timezone.localtime(d).date() if isinstance(d, datetime) else d


def tanggal(d: date) -> str:
    """`22 November 2026`; a datetime is taken by its local day."""
    d = _tanggal_lokal(d)
    return f"{d.day} {BULAN[d.month - 1]} {d.year}"


def hari_tanggal(d: date) -> str:
    """`Minggu, 22 November 2026`."""
    d = _tanggal_lokal(d)
    return f"{HARI[d.weekday()]}, {tanggal(d)}"


def tanggal_pendek(d: date) -> str:
    """`22-11-2026`."""
    return f"{_tanggal_lokal(d):%d-%m-%Y}"


def jam(dt: datetime) -> str:
    """`09.41 WITA`: local time of an aware datetime; ValueError for a naive one."""
    return f"{timezone.localtime(dt):%H.%M %Z}"


def tanggal_jam(dt: datetime) -> str:
    """`22 November 2026, 09.41 WITA`."""
    return f"{tanggal(dt)}, {jam(dt)}"


def sisa(batas: date, hari_ini: date) -> str:
    """Days to a deadline: `5 hari lagi`, `besok`, `hari ini`, `terlambat 3 hari`."""
    hari = (_tanggal_lokal(batas) - _tanggal_lokal(hari_ini)).days
    if hari < 0:
        return f"terlambat {angka(-hari, 0)} hari"
    return {0: "hari ini", 1: "besok"}.get(hari, f"{angka(hari, 0)} hari lagi")


def nip(teks: str) -> str:
    """`19770329 200801 1 008` (domain 7.6); text that is not 18 digits is given back as it is."""
    cocok = re.fullmatch(r"([0-9]{8})([0-9]{6})([0-9])([0-9]{3})", re.sub(r"[\s.-]", "", teks))
    return " ".join(cocok.groups()) if cocok else teks


def daftar(butir: Sequence[str]) -> str:
    """`a, b, dan c`; two are joined by "dan" alone, none is an empty text."""
    if len(butir) < 3:
        return " dan ".join(butir)
    return f"{', '.join(butir[:-1])}, dan {butir[-1]}"


def _kutip(teks: str) -> str:
    """What somebody typed, in quotes, on one line and short enough to stand in a sentence."""
    bersih = "".join(huruf if huruf.isprintable() else " " for huruf in teks[: _PANJANG_MAKSIMUM + 1])
    return f"“{bersih[:_PANJANG_MAKSIMUM]}…”" if len(bersih) > _PANJANG_MAKSIMUM else f"“{bersih}”"


def baca_angka(teks: str) -> Decimal:
    """The number that an Indonesian means (UX-61): `87,5`, `87.5`, `1.500` = 1500, `Rp1.250.000,00`, `96%`.

    Raises TidakTerbaca with a sentence for anything else.
    """
    teks = teks.strip()
    if not teks:
        raise TidakTerbaca(f"Angka belum ditulis. {_CONTOH_ANGKA}")
    if _GAYA_AMERIKA.fullmatch(teks):
        raise TidakTerbaca(
            f"{_kutip(teks)} memakai koma untuk ribuan. "
            f"Pakai titik untuk ribuan dan koma untuk desimal. {_CONTOH_ANGKA}"
        )
    cocok = _ANGKA.fullmatch(teks) if len(teks) <= _PANJANG_MAKSIMUM else None
    if cocok is None:
        raise TidakTerbaca(f"{_kutip(teks)} tidak terbaca sebagai angka. {_CONTOH_ANGKA}")
    mutlak = cocok["bertitik"] or f"{cocok['bulat'].replace('.', '')}.{cocok['pecahan'] or ''}"
    return Decimal(f"-{mutlak}" if cocok["minus"] else mutlak)


def angka_rancu(teks: str) -> bool:
    """True where others read another number (`1.500`, `1,500`): echo how it was understood."""
    return _RANCU.fullmatch(teks.strip()) is not None


def baca_tanggal(teks: str) -> date:
    """A typed date, day first (UX-63): `22 Agustus 2026`, `22/8/2026`, `22-08-2026`, or `2026-08-22`.

    A weekday name in front is ignored. Raises TidakTerbaca with a sentence for anything else.
    """
    asli = teks.strip()
    if not asli:
        raise TidakTerbaca(f"Tanggal belum ditulis. {_CONTOH_TANGGAL}")
    isi = _HARI_DI_DEPAN.sub("", asli.casefold())
    for pola in (_TANGGAL_ISO, _TANGGAL_ANGKA, _TANGGAL_NAMA):
        if cocok := pola.fullmatch(isi):
            return _susun_tanggal(asli, cocok["tahun"], cocok["bulan"], cocok["hari"])
    raise TidakTerbaca(f"{_kutip(asli)} tidak terbaca sebagai tanggal. {_CONTOH_TANGGAL}")


def _susun_tanggal(asli: str, teks_tahun: str, teks_bulan: str, teks_hari: str) -> date:
    tahun, bulan, hari = int(teks_tahun), _nomor_bulan(teks_bulan), int(teks_hari)
    if bulan is None:
        raise TidakTerbaca(f"{_kutip(asli)} memuat nama bulan yang tidak dikenal. {_CONTOH_TANGGAL}")
    if not 1900 <= tahun <= 2100:
        raise TidakTerbaca(f"{_kutip(asli)} memuat tahun di luar 1900 sampai 2100. {_CONTOH_TANGGAL}")
    if not 1 <= bulan <= 12:
        raise TidakTerbaca(
            f"{_kutip(asli)} memuat bulan ke-{bulan}, padahal tanggal ditulis hari lebih dahulu. "
            f"{_CONTOH_TANGGAL}"
        )
    terakhir = monthrange(tahun, bulan)[1]
    if not 1 <= hari <= terakhir:
        raise TidakTerbaca(
            f"{_kutip(asli)} tidak ada dalam kalender: {BULAN[bulan - 1]} {tahun} "
            f"mempunyai tanggal 1 sampai {terakhir}. Periksa kembali tanggalnya."
        )
    return date(tahun, bulan, hari)


def _nomor_bulan(teks: str) -> int | None:
    if teks.isdigit():
        return int(teks)
    # Three letters already tell the twelve names apart, so every longer beginning does too.
    penuh = (nomor for nomor, nama in enumerate(BULAN, 1) if nama.casefold().startswith(teks))
    return _BULAN_LAIN.get(teks) or next(penuh, None)
