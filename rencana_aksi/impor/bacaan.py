"""A workbook that has been read, with the findings that only the database can tell."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from organisasi import bahasa
from organisasi.buku_kerja.baca import Baris, HasilBaca, Temuan
from organisasi.buku_kerja.nilai import Tingkat, kutip, tampil
from organisasi.buku_kerja.skema import Skema

DIGIT_BULAT = 14  # before the comma; every number column keeps 18 digits, 4 of them after it


def sebaris(teks: str | None) -> str:
    """The text on one line, "" for an empty cell: names and titles are typed over several lines in narrow cells."""
    return " ".join(teks.split()) if teks else ""


class Bacaan:
    """Rows by sheet, findings of the reader and our own. `tahun` is the year that the workbook is for."""

    def __init__(self, hasil: HasilBaca, skema: Skema, tahun: int) -> None:
        self.hasil, self.skema, self.letak, self.tahun = hasil, skema, hasil.letak, tahun
        self._temuan = list(hasil.temuan)
        self._keliru = {(satu.lembar, satu.baris) for satu in hasil.temuan if satu.tingkat is Tingkat.GALAT}

    def baris(self, lembar: str) -> Iterator[Baris]:
        """The rows that can be compared: no error so far, and everything obligatory is there."""
        wajib = [k.kunci for satu in self.skema.lembar if satu.nama == lembar for k in satu.kolom if k.wajib]
        for satu in self.hasil.baris[lembar]:
            # Under a faulty merged cell rows are empty without a finding of their own.
            if self.layak(lembar, satu) and all(satu.nilai.get(kunci) is not None for kunci in wajib):
                yield satu

    def baris_sekali(self, lembar: str) -> Iterator[Baris]:
        """As `baris`, for a sheet that is gone through only once: its rows do not stay in memory."""
        try:
            yield from self.baris(lembar)
        finally:
            self.hasil.baris[lembar].clear()

    def layak(self, lembar: str, baris: Baris) -> bool:
        """False once the row has an error."""
        return (self.letak[lembar].judul, baris.nomor) not in self._keliru

    def galat(self, lembar: str, baris: Baris, kunci: str, masalah: str, saran: str) -> None:
        self._keliru.add((self.letak[lembar].judul, baris.nomor))
        self._lapor(lembar, baris, kunci, masalah, saran, Tingkat.GALAT)

    def peringatan(self, lembar: str, baris: Baris, kunci: str, masalah: str, saran: str) -> None:
        self._lapor(lembar, baris, kunci, masalah, saran, Tingkat.PERINGATAN)

    def galat_lembar(self, lembar: str, masalah: str, saran: str) -> None:
        """An error of a whole sheet."""
        self._temuan.append(Temuan(self.letak[lembar].judul, None, "", "", "", masalah, saran, Tingkat.GALAT))

    def peringatan_lembar(self, lembar: str, masalah: str, saran: str) -> None:
        """A warning about a whole sheet."""
        self._temuan.append(Temuan(self.letak[lembar].judul, None, "", "", "", masalah, saran, Tingkat.PERINGATAN))

    def _lapor(self, lembar: str, baris: Baris, kunci: str, masalah: str, saran: str, tingkat: Tingkat) -> None:
        letak = self.letak[lembar]
        huruf, judul = letak.kolom.get(kunci, ("", ""))
        nilai = _kutipan(baris.nilai.get(kunci))
        self._temuan.append(Temuan(letak.judul, baris.nomor, huruf, judul, nilai, masalah, saran, tingkat))

    def tempat(self, lembar: str, baris: Baris) -> str:
        return f"{self.letak[lembar].judul}, baris {baris.nomor}"

    def ganda(self, lembar: str, baris: Baris, kunci: str, pertama: int) -> None:
        """Report a row whose key stands in an earlier row already."""
        saran = "Hapus salah satu baris, atau perbaiki isinya."
        self.galat(lembar, baris, kunci, f"Isinya sama dengan baris {pertama}.", saran)

    def angka(self, lembar: str, baris: Baris, *kunci: str, desimal: int = 4) -> None:
        """Report numbers that the database cannot keep exactly, and negative ones."""
        for satu in kunci:
            nilai = baris.nilai.get(satu)
            if not isinstance(nilai, Decimal | int):
                continue
            if nilai < 0:
                self.galat(lembar, baris, satu, "Angkanya negatif.", "Tulis angka nol atau lebih.")
            elif nilai >= Decimal(10) ** DIGIT_BULAT:
                masalah = f"Angkanya lebih dari {DIGIT_BULAT} digit di depan koma."
                self.galat(lembar, baris, satu, masalah, "Periksa kembali angka dan satuannya.")
            elif -Decimal(nilai).normalize().as_tuple().exponent > desimal:
                masalah = f"Angka di belakang koma lebih dari {desimal}."
                self.galat(lembar, baris, satu, masalah, f"Bulatkan sampai {desimal} angka di belakang koma.")

    @property
    def temuan(self) -> list[Temuan]:
        """All findings in the order of the sheets, rows and columns; those of the whole file come first."""
        urutan = {letak.judul: nomor for nomor, letak in enumerate(self.letak.values(), 1)}
        akhir = len(urutan) + 1
        return sorted(
            self._temuan,
            key=lambda t: (urutan.get(t.lembar, akhir if t.lembar else 0), t.baris or 0, len(t.kolom), t.kolom),
        )

    @property
    def jumlah_galat(self) -> int:
        return sum(satu.tingkat is Tingkat.GALAT for satu in self._temuan)


def _kutipan(nilai: str | int | Decimal | date | None) -> str:
    if isinstance(nilai, Decimal | int):
        return tampil(nilai)
    return bahasa.tanggal_pendek(nilai) if isinstance(nilai, date) else kutip(nilai)
