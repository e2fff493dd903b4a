"""Writes about imports that a click makes: an upload, another reading, and the confirmation of what was shown."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from organisasi import antrean, penyimpanan
from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.peran import peran
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.impor.pratinjau import ada_perubahan, ringkas
from rencana_aksi.models import Impor, PenerapanImpor

EKSTENSI = "xlsx"
_DAPAT_DIULANG = (Impor.Keadaan.SELESAI, Impor.Keadaan.GAGAL)
_MENUNGGU = (Impor.Keadaan.ANTRE, Impor.Keadaan.BERJALAN)


class ImporDitolak(Exception):
    """The import cannot be done as it is; the message is a sentence for the person."""


@transaction.atomic
def unggah(*, berkas: UploadedFile, jenis: str, tahun: int, batas: int, oleh: Pegawai, jabatan: str) -> Impor:
    """Take a workbook and queue its reading; `batas` is in bytes.

    Raises PermissionDenied, BerkasDitolak when the gate refuses the file, ImporDitolak for another kind of file.
    """
    _pastikan_boleh(oleh)
    lolos = periksa(berkas, berkas.name, batas=batas)
    if lolos.ekstensi != EKSTENSI:
        raise ImporDitolak(f"“{lolos.nama}” bukan buku kerja Excel. Simpan sebagai .xlsx, lalu unggah lagi.")
    penyimpanan.simpan(berkas, lolos.sha256)
    isi, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)
    impor = Impor.objects.create(jenis=jenis, tahun=tahun, sumber=isi, nama=lolos.nama, diminta_oleh=oleh)
    catat(
        "impor.unggah",
        objek=impor,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengunggah {impor}",
        data={"sha256": lolos.sha256},
    )
    antrean.bunyikan_sesudah_tersimpan(impor)
    return impor


@transaction.atomic
def baca_ulang(*, impor: Impor, oleh: Pegawai) -> Impor:
    """Read the same file against the database as it is now. One that is applied or under way stays as it is."""
    _pastikan_boleh(oleh)
    Impor.objects.select_for_update().values_list("pk").get(pk=impor.pk)
    impor = Impor.objects.dengan_penerapan().get(pk=impor.pk)
    sibuk = impor.keadaan_penerapan in _MENUNGGU
    if impor.diterapkan_pada or sibuk or impor.keadaan not in _DAPAT_DIULANG:
        return impor
    impor.pratinjau, impor.jumlah_galat, impor.berkas, impor.selesai_pada = None, 0, None, None
    impor.save(update_fields=["pratinjau", "jumlah_galat", "berkas", "selesai_pada"])
    antrean.kembalikan_ke_antrean(impor)
    antrean.bunyikan_sesudah_tersimpan(impor)
    return impor


@transaction.atomic
def terapkan(*, impor: Impor, sidik: str, oleh: Pegawai, jabatan: str) -> PenerapanImpor:
    """Queue the writing of the preview that this person saw, named by its fingerprint.

    Raises PermissionDenied, and ImporDitolak with a sentence in every other case in which it must not be written.
    """
    _pastikan_boleh(oleh)
    Impor.objects.select_for_update().values_list("pk").get(pk=impor.pk)
    impor = Impor.objects.dengan_penerapan().get(pk=impor.pk)
    tersimpan, jumlah = ringkas(impor)
    if keberatan := keberatan_terapkan(impor, jumlah):
        raise ImporDitolak(keberatan)
    if sidik != tersimpan:
        raise ImporDitolak("Berkasnya sudah dibaca ulang sejak halaman Anda dibuka. Periksa dahulu pratinjau ini.")
    penerapan = PenerapanImpor.objects.create(impor=impor, sidik=sidik, jabatan=jabatan, diminta_oleh=oleh)
    antrean.bunyikan_sesudah_tersimpan(penerapan)
    return penerapan


def keberatan_terapkan(impor: Impor, jumlah: Mapping[str, int] | None) -> str | None:
    """The sentence that says why an import `dengan_penerapan` cannot be applied, or None when it can.

    `jumlah` is what the preview counted.
    """
    if impor.diterapkan_pada:
        return "Impor ini sudah diterapkan."
    if impor.keadaan_penerapan in _MENUNGGU:
        return "Impor ini sedang diterapkan."
    if impor.keadaan != Impor.Keadaan.SELESAI or jumlah is None:
        return "Berkas ini belum selesai dibaca."
    if impor.jumlah_galat:
        return f"Masih ada {impor.jumlah_galat} galat. Perbaiki berkasnya, lalu unggah lagi."
    if not ada_perubahan(jumlah):
        return "Tidak ada yang perlu ditambah atau diubah."
    return None


def _pastikan_boleh(oleh: Pegawai) -> None:
    if not boleh_mengimpor(peran(oleh)):
        raise PermissionDenied
