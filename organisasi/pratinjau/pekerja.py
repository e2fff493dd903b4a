"""The making of a preview: the file goes into a process with limits, its pictures go into the store."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from organisasi import penyimpanan
from organisasi.anak import proses_anak
from organisasi.antrean import tandai_selesai
from organisasi.models import Berkas, HalamanPratinjau, Pratinjau
from organisasi.models.berkas import Pemindaian
from organisasi.pekerja import Kemajuan, PekerjaanDitolak, denyut
from organisasi.pratinjau.lukis import JENIS

log = logging.getLogger(__name__)

BATAS_WAKTU = 120  # seconds of wall clock for one file
GAGAL = "Pratinjau berkas ini tidak dapat dibuat. Berkasnya sendiri tetap dapat dibuka atau diunduh."


def buat(kemajuan: Kemajuan, folder: Path) -> None:
    """Make the preview of a row and end it. What cannot be shown fails at once: another try would show no more."""
    pratinjau, sumber = kemajuan.pekerjaan, kemajuan.pekerjaan.sumber
    if sumber.jenis not in JENIS or not penyimpanan.periksa_utuh(sumber.sha256):
        raise PekerjaanDitolak(GAGAL)
    with denyut(kemajuan):
        kemajuan.sebut(20, "Menggambar halaman")
        hasil = _lukis(sumber, folder, kemajuan)
        halaman = [_halaman(pratinjau, nomor, ukuran, folder) for nomor, ukuran in enumerate(hasil["halaman"], 1)]
    _simpan(kemajuan, hasil, halaman)


def _lukis(sumber: Berkas, folder: Path, kemajuan: Kemajuan) -> dict[str, Any]:
    galat = folder / "galat.txt"
    with (
        penyimpanan.buka(sumber.sha256) as masuk,
        proses_anak(
            "organisasi.pratinjau.lukis",
            sumber.jenis,
            str(folder),
            str(settings.HALAMAN_PRATINJAU),
            masuk=masuk,
            galat=galat,
            batas_waktu=BATAS_WAKTU,
            lingkungan={"TMPDIR": str(folder)},
        ) as proses,
    ):
        kemajuan.saat_hilang = proses.kill
        kode = proses.wait()
    if kode != 0:
        log.error("Pratinjau %s berakhir dengan kode %s: %s", sumber, kode, galat.read_text(errors="replace")[-500:])
        raise PekerjaanDitolak(GAGAL)
    return json.loads((folder / "hasil.json").read_text())


def _halaman(pratinjau: Pratinjau, nomor: int, ukuran: dict[str, int], folder: Path) -> HalamanPratinjau:
    gambar = {nama: _simpan_gambar(folder / f"{nomor}-{nama}.webp") for nama in ("kecil", "besar")}
    return HalamanPratinjau(pratinjau=pratinjau, nomor=nomor, **gambar, **ukuran)


def _simpan_gambar(jalur: Path) -> Berkas:
    """The picture in the store, then its row. Made by ourselves, so no scanner is asked about it."""
    with jalur.open("rb") as isi:
        sha256 = hashlib.file_digest(isi, "sha256").hexdigest()
        penyimpanan.simpan(isi, sha256)
    bawaan = {"ukuran": jalur.stat().st_size, "jenis": "image/webp", "pemindaian": Pemindaian.TANPA}
    return Berkas.objects.get_or_create(sha256=sha256, defaults=bawaan)[0]


@transaction.atomic
def _simpan(kemajuan: Kemajuan, hasil: dict[str, Any], halaman: list[HalamanPratinjau]) -> None:
    """Pages and end of the job in one transaction: a worker that lost the row leaves no pages of its own."""
    tandai_selesai(
        Pratinjau,
        kemajuan.pekerjaan.pk,
        kemajuan.pemegang,
        jumlah_halaman=hasil["jumlah_halaman"],
        petikan=hasil["petikan"],
    )
    HalamanPratinjau.objects.bulk_create(halaman)
