"""A file on its way in, piece by piece (tus 1.0 core): the row says how much has arrived, the bytes wait for the gate.

The offset in the locked row is the truth: a piece is written only at it, after the temporary file was cut to it, so
a write that was not committed leaves nothing behind. The whole file then takes the way of every other (`unggah`).
"""

import base64
import hashlib
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import ukuran as tulis_ukuran
from organisasi.gerbang import JENIS_DITERIMA, PETUNJUK, BerkasDitolak, nama_bersih
from organisasi.models import Pegawai
from organisasi.penyimpanan import PenyimpananGagal, pastikan_ada_ruang
from rencana_aksi.kuota import periksa_kuota
from rencana_aksi.models import Capaian, DataDukung, SyaratDataDukung, Unggahan
from rencana_aksi.services import IsianDitolak, Keterangan, kunci_untuk_diisi, unggah

UMUR = timedelta(hours=24)
TERBUKA_MAKSIMUM = 20  # unfinished files of one person
POTONGAN_MAKSIMUM = 1024 * 1024  # bytes of one piece: it is held in memory until its hash is known


class BedaLetak(Exception):
    """The piece does not begin where the bytes received so far end."""


class PotonganRusak(Exception):
    """The bytes of the piece are not those of its hash."""


@transaction.atomic
def mulai(
    *, capaian: Capaian, syarat: SyaratDataDukung, nama: str, ukuran: int, keterangan: dict[str, str], oleh: Pegawai
) -> Unggahan:
    """Begin a file of `ukuran` bytes. What cannot end well is refused here, before a slow line carries it."""
    capaian = kunci_untuk_diisi(capaian)
    if syarat.target_triwulan_id != capaian.target_triwulan_id:
        raise IsianDitolak("Syarat data dukung ini bukan milik indikator dan triwulan ini.")
    nama = nama_bersih(nama)
    if nama.rpartition(".")[2].lower() not in JENIS_DITERIMA:
        raise BerkasDitolak(f"“{nama}” tidak dapat diterima karena jenisnya. {PETUNJUK}")
    if not 0 < ukuran <= settings.BATAS_UKURAN_BERKAS:
        raise BerkasDitolak(f"“{nama}” ({tulis_ukuran(ukuran)}) tidak dapat diterima karena ukurannya. {PETUNJUK}")
    if Unggahan.objects.filter(dimulai_oleh=oleh, dokumen=None).count() >= TERBUKA_MAKSIMUM:
        raise IsianDitolak(
            f"Anda mempunyai {TERBUKA_MAKSIMUM} unggahan yang belum selesai. "
            "Lanjutkan atau batalkan salah satunya dahulu."
        )
    periksa_kuota(capaian.indikator.unit, ukuran)
    pastikan_ada_ruang(2 * ukuran)  # once as pieces, once in the store
    return Unggahan.objects.create(
        capaian=capaian, syarat=syarat, nama=nama, ukuran=ukuran, keterangan=keterangan, dimulai_oleh=oleh
    )


def diterima(unggahan: Unggahan) -> int:
    """Bytes that are really there: a file that was lost begins anew, whatever the row says."""
    if unggahan.dokumen_id:
        return unggahan.ukuran
    try:
        return min(unggahan.diterima, _jalur(unggahan).stat().st_size)
    except FileNotFoundError:
        return 0


def periksa_potongan(isi: bytes, checksum: str) -> None:
    """Compare a piece with its `Upload-Checksum`, "sha256 <base64>"; an empty header compares nothing.

    ValueError for another algorithm, PotonganRusak when the hash differs.
    """
    if not checksum:
        return
    algoritma, _, nilai = checksum.partition(" ")
    if algoritma != "sha256":
        raise ValueError(algoritma)
    if base64.b64encode(hashlib.sha256(isi).digest()).decode() != nilai.strip():
        raise PotonganRusak("Potongan berkas rusak di perjalanan. Kirim lagi potongan itu.")


@transaction.atomic
def tambah(*, unggahan: Unggahan, letak: int, isi: bytes) -> Unggahan:
    """Write a piece at `letak` (bytes from the start). BedaLetak unless exactly that much has arrived."""
    unggahan = Unggahan.objects.select_for_update().get(pk=unggahan.pk)
    ada = diterima(unggahan)
    if letak != ada:
        raise BedaLetak(f"Berkas ini sudah diterima sampai bita ke-{ada}. Lanjutkan dari sana.")
    if ada + len(isi) > unggahan.ukuran:
        raise BerkasDitolak(f"“{unggahan.nama}” lebih besar daripada yang disebut di awal. Unggah ulang dari awal.")
    if isi:
        _tulis(unggahan, ada, isi)
        unggahan.diterima = ada + len(isi)
        unggahan.save(update_fields=["diterima"])
    return unggahan


def selesaikan(*, unggahan: Unggahan, keterangan: Keterangan, jabatan: str = "") -> DataDukung:
    """Send the whole file through the gate into its slot, once; a refused file is thrown away with its row.

    While the claim or the disk cannot take it (IsianDitolak, PenyimpananGagal) the bytes stay, to be tried again.
    """
    try:
        with _jalur(unggahan).open("rb") as isi:
            dokumen = unggah(
                capaian=unggahan.capaian,
                syarat=unggahan.syarat,
                berkas=File(isi, name=unggahan.nama),
                batas=settings.BATAS_UKURAN_BERKAS,
                oleh=unggahan.dimulai_oleh,
                jabatan=jabatan,
                keterangan=keterangan,
                menggantikan=_yang_diganti(unggahan),
            )
    except BerkasDitolak:
        batalkan(unggahan)
        raise
    except FileNotFoundError as galat:
        if selesai := DataDukung.objects.filter(unggahan=unggahan).first():
            return selesai  # the last piece came twice, and the other one was faster
        raise BedaLetak("Potongan yang sudah terkirim tidak ditemukan lagi. Berkas dikirim ulang dari awal.") from galat
    Unggahan.objects.filter(pk=unggahan.pk).update(dokumen=dokumen)
    _jalur(unggahan).unlink(missing_ok=True)
    return dokumen


def _yang_diganti(unggahan: Unggahan) -> DataDukung | None:
    nomor = unggahan.keterangan.get("menggantikan")
    if not nomor:
        return None
    lama = unggahan.capaian.data_dukung.filter(public_id=nomor).first()
    if lama is None:
        raise IsianDitolak("Dokumen yang hendak diganti bukan milik klaim ini.")
    return lama


def batalkan(unggahan: Unggahan) -> None:
    """Throw an unfinished file away; a finished one only loses its row here, never its document."""
    Unggahan.objects.filter(pk=unggahan.pk).delete()
    _jalur(unggahan).unlink(missing_ok=True)


def sapu() -> int:
    """Throw away what was begun over 24 hours ago, and files without a row as old as that; how many rows."""
    batas = timezone.now() - UMUR
    lama = list(Unggahan.objects.filter(dimulai_pada__lt=batas))
    for unggahan in lama:
        batalkan(unggahan)
    for sisa in settings.UNGGAHAN_DIR.glob("*"):
        if sisa.stat().st_mtime < batas.timestamp():
            sisa.unlink(missing_ok=True)
    return len(lama)


def _jalur(unggahan: Unggahan) -> Path:
    return settings.UNGGAHAN_DIR / unggahan.public_id.hex


def _tulis(unggahan: Unggahan, letak: int, isi: bytes) -> None:
    try:
        settings.UNGGAHAN_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        nomor = os.open(_jalur(unggahan), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(nomor, "wb") as berkas:
            berkas.truncate(letak)
            berkas.seek(letak)
            berkas.write(isi)
            berkas.flush()
            # After a power cut the row must never claim bytes that the disk has not got.
            os.fsync(nomor)
    except OSError as galat:
        raise PenyimpananGagal(
            "Potongan berkas belum tersimpan karena penyimpanan server penuh atau tidak dapat ditulis. "
            "Coba lagi beberapa saat lagi atau hubungi administrator."
        ) from galat
