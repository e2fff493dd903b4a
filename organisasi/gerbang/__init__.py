"""The upload gate: every file of every form passes `periksa` before one byte of it is kept.

Cheapest first (security 3): the name, the size while reading, the first bytes; then a child process looks through the
whole file (`anak`, `organisasi.pengurai`), then the virus scanner where there is one. A check raises `Tolak` with a
reason and a remedy; `periksa` adds the name. A wrong refusal is a bug as serious as a wrong acceptance: phone photos,
padded scans, LibreOffice files and PDFs with a BSrE signature must pass, and the bytes are never rewritten.
"""

import hashlib
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy

from organisasi import pemindai
from organisasi.gerbang.anak import BerkasRusak, urai
from organisasi.models.berkas import Pemindaian
from organisasi.pengurai.jenis import ACCEPT, DAFTAR_JENIS, JENIS_DITERIMA
from organisasi.pengurai.tolak import MB, POTONGAN, Tolak
from organisasi.penyimpanan import PENUH, PenyimpananGagal

__all__ = ["ACCEPT", "JENIS_DITERIMA", "MB", "PETUNJUK", "BerkasDitolak", "BerkasLolos", "nama_bersih", "periksa"]

PANJANG_NAMA = 120  # characters of a shown name
_HURUF_GAIB = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Unicode categories: control, bidirectional, line ends


class BerkasDitolak(Exception):
    """The file is refused; the message is a full sentence for the person: name, reason, remedy."""


@dataclass(frozen=True, slots=True)
class BerkasLolos:
    """What the gate found out; `ukuran` in bytes, `jenis` is our own MIME type, never the browser's."""

    nama: str
    ekstensi: str
    jenis: str
    ukuran: int
    sha256: str
    pemindaian: str = Pemindaian.TANPA

    @property
    def kolom(self) -> dict[str, Any]:
        """The columns of a new `Berkas` row beside its hash."""
        dipindai = timezone.now() if self.pemindaian == Pemindaian.BERSIH else None
        return {"ukuran": self.ukuran, "jenis": self.jenis, "pemindaian": self.pemindaian, "dipindai_pada": dipindai}


_TANDA_ASING = [
    (b"MZ", "isinya sebuah program"),
    (b"\xd0\xcf\x11\xe0", "isinya dokumen Office lama atau terkunci kata sandi"),
]


def _ukuran(batas: int) -> str:
    return f"{batas // MB} MB" if batas >= MB else f"{batas // 1024} KB"


def _petunjuk() -> str:
    return f"Berkas {DAFTAR_JENIS}, paling besar {_ukuran(settings.BATAS_UKURAN_BERKAS)} tiap berkas."


PETUNJUK = lazy(_petunjuk, str)()  # printed before a file is chosen; lazy, for the limit is a setting


def nama_bersih(nama: str) -> str:
    """The name as shown: NFC, no path, no control or bidirectional characters, 1 to 120 characters."""
    tampak = "".join(huruf for huruf in nama if unicodedata.category(huruf) not in _HURUF_GAIB)
    ujung = re.split(r"[/\\]", unicodedata.normalize("NFC", tampak))[-1]
    bersih = " ".join(ujung.split()).rstrip(". ")
    pangkal, titik, ekstensi = bersih.rpartition(".")
    if not titik or len(ekstensi) > 10:
        return bersih[:PANJANG_NAMA] or "berkas"
    return f"{pangkal[: PANJANG_NAMA - 1 - len(ekstensi)].strip() or 'berkas'}.{ekstensi}"


def periksa(berkas: IO[bytes], nama: str, *, batas: int) -> BerkasLolos:
    """Pass the file or raise `BerkasDitolak`; `batas` is in bytes. Leaves the file at its start."""
    nama = nama_bersih(nama)
    try:
        ekstensi = _ekstensi_diterima(nama)
        ukuran, sha256 = _ukur_dan_hitung(berkas, batas)
        _tanda_cocok(berkas, ekstensi)
        with _di_disk(berkas) as isi:
            urai(isi, ekstensi)
        pemindaian = _bebas_virus(berkas)
    except Tolak as tolak:
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {tolak.alasan}. {tolak.saran}") from tolak
    except BerkasRusak as rusak:
        alasan = "berkas rusak atau tidak lengkap. Buat atau salin ulang, lalu unggah lagi."
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima: {alasan}") from rusak
    finally:
        berkas.seek(0)
    return BerkasLolos(nama, ekstensi, JENIS_DITERIMA[ekstensi].mime, ukuran, sha256, pemindaian)


def _ekstensi_diterima(nama: str) -> str:
    _, titik, ekstensi = nama.rpartition(".")
    if not titik:
        raise Tolak("namanya tidak berakhiran jenis berkas", f"Unggah {DAFTAR_JENIS}.")
    if ekstensi.lower() not in JENIS_DITERIMA:
        raise Tolak(f"jenis .{ekstensi.lower()} tidak diizinkan", f"Unggah {DAFTAR_JENIS}.")
    return ekstensi.lower()


def _ukur_dan_hitung(berkas: IO[bytes], batas: int) -> tuple[int, str]:
    ukuran, hitung = 0, hashlib.sha256()
    berkas.seek(0)
    while potong := berkas.read(POTONGAN):
        ukuran += len(potong)
        if ukuran > batas:
            alasan = f"ukurannya melebihi {_ukuran(batas)}"
            raise Tolak(alasan, "Perkecil gambar di dalamnya atau bagi menjadi beberapa berkas.")
        hitung.update(potong)
    if not ukuran:
        raise Tolak("berkas kosong (0 bita)", "Periksa berkas di komputer Anda, lalu unggah lagi.")
    return ukuran, hitung.hexdigest()


@contextmanager
def _di_disk(berkas: IO[bytes]) -> Iterator[IO[bytes]]:
    """The upload as a file that another process can open; one in memory is first put into a nameless file."""
    try:
        berkas.fileno()
    except (OSError, AttributeError):
        with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as salinan:
            _salin(berkas, salinan)
            yield salinan
    else:
        yield berkas


def _salin(berkas: IO[bytes], salinan: IO[bytes]) -> None:
    berkas.seek(0)
    try:
        shutil.copyfileobj(berkas, salinan, POTONGAN)
        salinan.flush()
    except OSError as galat:
        raise PenyimpananGagal(PENUH) from galat


def _bebas_virus(berkas: IO[bytes]) -> Pemindaian:
    berkas.seek(0)
    putusan = pemindai.pindai_bila_ada(berkas)
    if putusan.virus:
        saran = "Jangan buka berkas itu. Bersihkan komputer Anda dengan antivirus, lalu buat ulang dokumennya."
        raise Tolak(f"pemindai virus menemukan {putusan.virus} di dalamnya", saran)
    return putusan.pemindaian


def _tanda_cocok(berkas: IO[bytes], ekstensi: str) -> None:
    berkas.seek(0)
    kepala = berkas.read(64)
    if JENIS_DITERIMA[ekstensi].tanda(kepala):
        return
    for tanda, alasan in _TANDA_ASING:
        if kepala.startswith(tanda):
            raise Tolak(f"{alasan}, bukan {ekstensi.upper()}", f"Unggah {DAFTAR_JENIS} tanpa kata sandi.")
    for sebenarnya, jenis in JENIS_DITERIMA.items():
        if jenis.tanda(kepala):
            saran = f"Ganti akhiran namanya menjadi .{sebenarnya} atau simpan ulang, lalu unggah lagi."
            raise Tolak(f"isinya {jenis.label}, bukan {ekstensi.upper()}", saran)
    raise Tolak(f"isinya bukan {ekstensi.upper()}", "Simpan ulang dari aplikasi asalnya, lalu unggah lagi.")
