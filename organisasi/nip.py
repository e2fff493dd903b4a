"""Reading and checking a NIP: 18 digits that carry birth date, appointment and sex (domain 7.6)."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from . import bahasa

_SUSUNAN = re.compile(r"(\d{8})(\d{4})(\d{2})(\d)(\d{3})", re.ASCII)
_USIA_ANGKAT_TERMUDA = 17


class NipKeliru(ValueError):
    """The NIP cannot be right; the message is a sentence for the person who typed it."""


@dataclass(frozen=True)
class Nip:
    """A NIP whose parts have been checked; `kode_angkat` is the month for a PNS, 21 to 99 for a PPPK."""

    nomor: str
    lahir: date
    tahun_angkat: int
    kode_angkat: int
    kelamin: str

    @property
    def jenis(self) -> str:
        return "PNS" if self.kode_angkat <= 12 else "PPPK"

    @property
    def bentuk_cetak(self) -> str:
        return bahasa.nip(self.nomor)


def baca_nip(teks: str, hari_ini: date) -> Nip:
    """Read a NIP with or without spaces, dots and dashes; NipKeliru names the first fault (domain 7.6)."""
    nomor = re.sub(r"[\s.-]", "", teks)
    cocok = _SUSUNAN.fullmatch(nomor)
    if cocok is None:
        raise NipKeliru(_keluhan_bentuk(nomor))
    delapan, tahun, kode, kelamin, urut = cocok.groups()
    lahir = _baca_lahir(delapan, hari_ini)
    _periksa_angkat(int(tahun), int(kode), lahir, hari_ini)
    if kelamin not in "12":
        raise NipKeliru(
            f"Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), bukan {kelamin}. Periksa kembali."
        )
    if urut == "000":
        raise NipKeliru("Tiga angka terakhir NIP ialah nomor urut dan tidak mungkin 000. Periksa kembali.")
    return Nip(nomor, lahir, int(tahun), int(kode), "L" if kelamin == "1" else "P")


def _keluhan_bentuk(nomor: str) -> str:
    contoh = "Tulis misalnya 19770329 200801 1 008."
    if not re.fullmatch(r"\d*", nomor, re.ASCII):
        return f"NIP hanya boleh berisi angka. {contoh}"
    return f"NIP harus 18 angka, yang tertulis {len(nomor)} angka. {contoh}"


def _baca_lahir(delapan: str, hari_ini: date) -> date:
    try:
        lahir = date(int(delapan[:4]), int(delapan[4:6]), int(delapan[6:]))
    except ValueError:
        raise NipKeliru(
            f"Delapan angka pertama NIP ({delapan}) bukan tanggal lahir yang ada dalam kalender. "
            "Periksa kembali."
        ) from None
    if lahir > hari_ini:
        raise NipKeliru(f"Tanggal lahir dalam NIP, {bahasa.tanggal(lahir)}, belum terjadi. Periksa kembali.")
    return lahir


def _periksa_angkat(tahun: int, kode: int, lahir: date, hari_ini: date) -> None:
    if tahun < lahir.year + _USIA_ANGKAT_TERMUDA:
        raise NipKeliru(
            f"Menurut NIP, pegawai lahir tahun {lahir.year} dan diangkat tahun {tahun}, "
            f"padahal usia pengangkatan paling muda {_USIA_ANGKAT_TERMUDA} tahun. Periksa kembali."
        )
    if tahun > hari_ini.year + 1:
        raise NipKeliru(f"Tahun pengangkatan dalam NIP, {tahun}, masih terlalu jauh. Periksa kembali.")
    if not (1 <= kode <= 12 or kode >= 21):
        raise NipKeliru(
            f"Angka ke-13 dan ke-14 NIP harus bulan 01 sampai 12 untuk PNS, atau 21 ke atas untuk PPPK, "
            f"bukan {kode:02}. Periksa kembali."
        )


def validasi_nip(nilai: str) -> None:
    """Model and form validator around `baca_nip`, for today's date in WITA."""
    try:
        baca_nip(nilai, timezone.localdate())
    except NipKeliru as keliru:
        raise ValidationError(str(keliru), code="nip") from keliru
