"""Keeping a final report as it came back signed from outside the system. The actor is `oleh`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from organisasi.gerbang import BerkasLolos, periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.penyimpanan import simpan
from organisasi.peran import peran
from pelaporan.models import Laporan, NaskahBertanda
from pelaporan.permissions import boleh_menyimpan_bertanda


class NaskahDitolak(Exception):
    """This file cannot be the signed copy of this report; the message is a sentence for the person."""


def keberatan(laporan: Laporan) -> str:
    """Why a report takes no signed copy, as a sentence; empty when it does."""
    if laporan.konsep:
        return "Konsep tidak ditandatangani. Buat laporan final lebih dahulu."
    if laporan.berkas is None:
        return "PDF laporan ini belum selesai dibuat. Tunggu sampai selesai, lalu unggah naskah bertanda tangannya."
    return ""


def unggah_bertanda(*, laporan: Laporan, jenis: str, berkas: UploadedFile, oleh: Pegawai) -> NaskahBertanda:
    """Keep a signed PDF or a scan beside the system's own file; it becomes the final one.

    Raises PermissionDenied, BerkasDitolak, PenyimpananGagal, and NaskahDitolak for another kind of file or the very
    file that the system made.
    """
    if not boleh_menyimpan_bertanda(peran(oleh)):
        raise PermissionDenied
    if alasan := keberatan(laporan):
        raise NaskahDitolak(alasan)
    # The gate takes seconds for a hostile file: nobody else's write may wait for it.
    lolos = periksa(berkas, berkas.name, batas=settings.BATAS_UKURAN_BERKAS)
    _periksa_naskah(laporan, lolos)
    with transaction.atomic():
        laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
        isi = _simpan(berkas, lolos)
        if laporan.naskah_bertanda.filter(berkas=isi).exists():
            raise NaskahDitolak(f"“{lolos.nama}” sudah diunggah untuk laporan ini.")
        laporan.naskah_bertanda.update(resmi=False)
        naskah = NaskahBertanda.objects.create(
            laporan=laporan, jenis=jenis, berkas=isi, nama=lolos.nama, diunggah_oleh=oleh
        )
        _catat("laporan.unggah_bertanda", laporan, oleh, f"mengunggah {naskah}", naskah)
    return naskah


def _periksa_naskah(laporan: Laporan, lolos: BerkasLolos) -> None:
    if lolos.ekstensi != "pdf":
        raise NaskahDitolak(f"“{lolos.nama}” bukan PDF. Pindai atau simpan naskahnya sebagai PDF, lalu unggah lagi.")
    if lolos.sha256 == laporan.berkas.sha256:
        raise NaskahDitolak(
            f"“{lolos.nama}” sama persis dengan PDF yang dibuat sistem, jadi belum bertanda tangan. "
            "Pilih berkas hasil penandatanganan."
        )


def _simpan(berkas: UploadedFile, lolos: BerkasLolos) -> Berkas:
    """The bytes are on disk before the row: a row without its file must never exist, a file without a row may."""
    berkas.seek(0)
    simpan(berkas, lolos.sha256)
    return Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)[0]


@transaction.atomic
def resmikan(*, laporan: Laporan, naskah: NaskahBertanda | None, oleh: Pegawai) -> None:
    """Mark which file of a report is the final one; None is the system's own PDF. All files and hashes stay.

    Raises PermissionDenied.
    """
    if not boleh_menyimpan_bertanda(peran(oleh)):
        raise PermissionDenied
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    laporan.naskah_bertanda.filter(resmi=True).update(resmi=False)
    if naskah:
        laporan.naskah_bertanda.filter(pk=naskah.pk).update(resmi=True)
    _catat("laporan.resmikan", laporan, oleh, f"menetapkan naskah resmi {laporan}", naskah)


def _catat(peristiwa: str, laporan: Laporan, oleh: Pegawai, tindakan: str, naskah: NaskahBertanda | None) -> None:
    catat(
        peristiwa,
        objek=laporan,
        oleh=oleh,
        jabatan=peran(oleh).nama_jabatan,
        uraian=f"{oleh.nama} {tindakan}",
        data={"sha256": naskah.berkas.sha256 if naskah else laporan.berkas.sha256},
    )
