"""From a workbook to its preview: read, compare, keep as JSON, and give the person's own file back with marks."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, Any

from organisasi import penyimpanan
from organisasi.antrean import HakHilang
from organisasi.buku_kerja.anotasi import anotasi
from organisasi.buku_kerja.baca import Temuan, baca
from organisasi.buku_kerja.nilai import Tingkat
from organisasi.buku_kerja.templat import buat_templat
from organisasi.pekerja import Kemajuan, PekerjaanGagal
from rencana_aksi.impor.bacaan import Bacaan
from rencana_aksi.impor.macam import MACAM
from rencana_aksi.impor.rancangan import Butir, Keadaan, Perubahan, Rancangan
from rencana_aksi.impor.skema import skema_impor
from rencana_aksi.models import Impor

TEMUAN_MAKSIMUM = 1000  # findings that the page shows; the annotated copy has more
_BERUBAH = (Keadaan.TAMBAH, Keadaan.UBAH)


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What the page shows of an import that has been read."""

    butir: Sequence[Butir]
    temuan: Sequence[Temuan]
    jumlah: Mapping[str, int]
    jumlah_galat: int
    jumlah_peringatan: int


def ada_perubahan(jumlah: Mapping[str, int]) -> bool:
    """Whether anything would be written, from the counts of a preview."""
    return any(jumlah.get(keadaan) for keadaan in _BERUBAH)


def templat(jenis: str, tahun: int, *, isi: bool = False) -> bytes:
    """The template of a kind for a year; with `isi` it starts with what the database holds."""
    return buat_templat(skema_impor(jenis, tahun), isi=MACAM[jenis].isi(tahun) if isi else None)


def bandingkan(
    berkas: IO[bytes], jenis: str, tahun: int, *, kemajuan: Callable[[int, int], None] | None = None
) -> tuple[Bacaan, Callable[[], Rancangan]]:
    """The workbook as it reads, and the comparison with the database, which may run later and again."""
    skema = skema_impor(jenis, tahun)
    bacaan = Bacaan(baca(berkas, skema, kemajuan=kemajuan), skema, tahun)
    return bacaan, lambda: MACAM[jenis].bandingkan(bacaan)


def ke_json(bacaan: Bacaan, rancangan: Rancangan) -> dict[str, Any]:
    """The preview as it is stored beside the import."""
    tingkat = Counter(satu.tingkat for satu in bacaan.temuan)
    return {
        "sidik": sidik(bacaan, rancangan),
        "butir": rancangan.butir,
        "temuan": [astuple(satu) for satu in bacaan.temuan[:TEMUAN_MAKSIMUM]],
        "jumlah": dict(Counter(satu.keadaan for satu in rancangan.butir)),
        "galat": tingkat[Tingkat.GALAT],
        "peringatan": tingkat[Tingkat.PERINGATAN],
    }


def dari_json(isi: Mapping[str, Any]) -> Pratinjau:
    """The stored preview as the page reads it."""
    return Pratinjau(
        butir=[
            Butir(keadaan, sebutan, letak, [Perubahan(*p) for p in perubahan], alasan)
            for keadaan, sebutan, letak, perubahan, alasan in isi["butir"]
        ],
        temuan=[Temuan(*satu[:-1], Tingkat(satu[-1])) for satu in isi["temuan"]],
        jumlah=isi["jumlah"],
        jumlah_galat=isi["galat"],
        jumlah_peringatan=isi["peringatan"],
    )


def ringkas(impor: Impor) -> tuple[str | None, Mapping[str, int] | None]:
    """Fingerprint and counts of the preview, without its thousands of lines."""
    return Impor.objects.values_list("pratinjau__sidik", "pratinjau__jumlah").get(pk=impor.pk)


def sidik(bacaan: Bacaan, rancangan: Rancangan) -> str:
    """SHA-256 (hex) of what would be written and of the errors that forbid it: another one means a stale preview."""
    return hashlib.sha256(f"{rancangan.sidik} {bacaan.jumlah_galat}".encode()).hexdigest()


def baca_impor(impor: Impor, folder: Path, kemajuan: Kemajuan) -> Path:
    """The worker's part: read and compare, keep the preview, give back the annotated copy (or the file as it was)."""
    with buka_sumber(impor) as berkas:
        bacaan, banding = bandingkan(berkas, impor.jenis, impor.tahun, kemajuan=lapor_baca(kemajuan))
        kemajuan.lapor(60, "Membandingkan dengan data yang ada")
        rancangan = banding()
        kemajuan.lapor(80, "Menyusun pratinjau")
        _simpan(impor, kemajuan, bacaan, rancangan)
        kemajuan.lapor(90, "Menandai temuan pada salinan berkas")
        tujuan = folder / "catatan.xlsx"
        berkas.seek(0)
        tujuan.write_bytes(anotasi(berkas, bacaan.temuan) if bacaan.temuan else berkas.read())
    return tujuan


def buka_sumber(impor: Impor) -> IO[bytes]:
    """The workbook as it was uploaded; the caller closes it. Raises PekerjaanGagal when it is gone."""
    try:
        return penyimpanan.buka(impor.sumber.sha256)
    except FileNotFoundError as hilang:
        raise PekerjaanGagal("Berkas yang diunggah tidak ditemukan di penyimpanan. Unggah lagi berkasnya.") from hilang


def lapor_baca(kemajuan: Kemajuan) -> Callable[[int, int], None]:
    """What the reader calls with (rows done, rows altogether): 5 to 55 percent of the job."""

    def lapor(sudah: int, jumlah: int) -> None:
        kemajuan.lapor(5 + 50 * sudah // max(jumlah, 1), f"Membaca baris {sudah} dari {jumlah}")

    return lapor


def _simpan(impor: Impor, kemajuan: Kemajuan, bacaan: Bacaan, rancangan: Rancangan) -> None:
    """Keep the preview, unless another worker holds the row by now."""
    isi = ke_json(bacaan, rancangan)
    milik = Impor.objects.filter(pk=impor.pk, pemegang=kemajuan.pemegang)
    if not milik.update(pratinjau=isi, jumlah_galat=bacaan.jumlah_galat):
        raise HakHilang
