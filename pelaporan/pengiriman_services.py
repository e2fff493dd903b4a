"""Writes about delivery: the dispatch of a report, its letter, and who gets reports. The actor is `oleh`."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from organisasi.gerbang import BerkasLolos, periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.penyimpanan import simpan
from organisasi.peran import peran
from pelaporan.cetakan import minta_cetak
from pelaporan.models import Laporan, PenerimaLaporan, Pengiriman
from pelaporan.naskah.surat import naskah_surat
from pelaporan.pengiriman import batas_kirim
from pelaporan.permissions import boleh_mengirim


class PengirimanDitolak(Exception):
    """The dispatch cannot be entered now; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class IsianKirim:
    """The letter and, once it has left, the day and the way."""

    nomor_surat: str
    dikirim: date | None
    cara: str

    def as_json(self) -> dict[str, str]:
        return {nama: str(nilai or "") for nama, nilai in asdict(self).items()}


def keberatan_kirim(laporan: Laporan) -> str:
    """Why a report is not sent, as a sentence; empty when it is."""
    if laporan.konsep or laporan.versi is None or laporan.berkas_id is None:
        return "Hanya laporan final yang sudah selesai dibuat yang dikirim ke luar kantor."
    if batas_kirim(laporan) is None:
        return "Jadwal tahun ini belum memuat batas kirim laporan. Lengkapi dahulu aturan jadwal tahunannya."
    return ""


def catat_pengiriman(
    *, laporan: Laporan, penerima: PenerimaLaporan, isian: IsianKirim, berkas: UploadedFile | None, oleh: Pegawai
) -> Pengiriman:
    """Enter the dispatch of a report, or correct it; no file keeps the receipt that is there.

    The due date is kept from the first entry on. Raises PermissionDenied, PengirimanDitolak, BerkasDitolak,
    PenyimpananGagal.
    """
    if not boleh_mengirim(peran(oleh)):
        raise PermissionDenied
    if alasan := keberatan_kirim(laporan):
        raise PengirimanDitolak(alasan)
    if isian.dikirim and isian.dikirim < timezone.localdate(laporan.diminta_pada):
        raise PengirimanDitolak("Tanggal kirim mendahului tanggal laporannya. Periksa kembali tanggalnya.")
    # The gate takes seconds for a hostile file: nobody else's write may wait for it.
    lolos = berkas and periksa(berkas, berkas.name, batas=settings.BATAS_UKURAN_BERKAS)
    with transaction.atomic():
        return _tulis(laporan, penerima, isian, berkas, lolos or None, oleh)


def _tulis(
    laporan: Laporan,
    penerima: PenerimaLaporan,
    isian: IsianKirim,
    berkas: UploadedFile | None,
    lolos: BerkasLolos | None,
    oleh: Pegawai,
) -> Pengiriman:
    # Two clicks make one dispatch: the second waits here and corrects what the first one wrote.
    Laporan.objects.select_for_update().get(pk=laporan.pk)
    lama = Pengiriman.objects.filter(laporan=laporan, penerima=penerima).first()
    if lama and lama.tanda_terima_id and isian.dikirim is None:
        raise PengirimanDitolak("Tanda terimanya sudah tersimpan, jadi tanggal kirimnya tidak dapat dikosongkan.")
    kolom: dict[str, Any] = asdict(isian) | {"dicatat_pada": timezone.now(), "dicatat_oleh": oleh}
    if lolos:
        kolom |= {"tanda_terima": _simpan(berkas, lolos), "nama_tanda_terima": lolos.nama}
    baru, _ = Pengiriman.objects.update_or_create(
        laporan=laporan,
        penerima=penerima,
        defaults=kolom,
        create_defaults=kolom | {"batas": batas_kirim(laporan)},
    )
    data = {"lama": _keterangan(lama) if lama else {}, "baru": _keterangan(baru)}
    _catat("pengiriman.ubah" if lama else "pengiriman.catat", baru, oleh, "mencatat pengiriman", data)
    return baru


def _keterangan(p: Pengiriman) -> dict[str, str]:
    terima = p.tanda_terima.sha256 if p.tanda_terima else ""
    return IsianKirim(p.nomor_surat, p.dikirim, p.cara).as_json() | {"tanda_terima": terima}


def _simpan(berkas: UploadedFile, lolos: BerkasLolos) -> Berkas:
    """The bytes are on disk before the row: a row without its file must never exist, a file without a row may."""
    berkas.seek(0)
    simpan(berkas, lolos.sha256)
    return Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)[0]


def cetak_surat(*, pengiriman: Pengiriman, oleh: Pegawai) -> Laporan:
    """Queue the surat pengantar of a dispatch (domain 7.5). Raises PermissionDenied."""
    jabatan = peran(oleh)
    if not boleh_mengirim(jabatan):
        raise PermissionDenied
    return minta_cetak(
        jenis=Laporan.Jenis.SURAT_PENGANTAR,
        objek=str(pengiriman.public_id),
        judul=f"Surat Pengantar {pengiriman}"[:200],
        isi=naskah_surat(pengiriman, jabatan.tanggal),
        konsep=False,
        oleh=oleh,
        jabatan=jabatan.nama_jabatan,
    )


@transaction.atomic
def simpan_penerima(*, penerima: PenerimaLaporan, oleh: Pegawai) -> PenerimaLaporan:
    """Keep a new recipient or a changed one. Raises PermissionDenied."""
    if not boleh_mengirim(peran(oleh)):
        raise PermissionDenied
    baru = penerima.pk is None
    penerima.save()
    data = {"nama": penerima.nama, "sapaan": penerima.sapaan, "melalui": penerima.melalui, "tempat": penerima.tempat}
    tindakan = "menambah penerima laporan" if baru else "mengubah penerima laporan"
    _catat("penerima.tambah" if baru else "penerima.ubah", penerima, oleh, tindakan, data)
    return penerima


def _catat(
    peristiwa: str, objek: Pengiriman | PenerimaLaporan, oleh: Pegawai, tindakan: str, data: dict[str, Any]
) -> None:
    jabatan = peran(oleh).nama_jabatan
    catat(peristiwa, objek=objek, oleh=oleh, jabatan=jabatan, uraian=f"{oleh.nama} {tindakan} {objek}", data=data)
