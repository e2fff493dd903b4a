"""Writes about imports: an upload, another reading, and the one transaction that applies what was shown."""

from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi import antrean, penyimpanan
from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.peran import peran
from rencana_aksi.impor.bacaan import Bacaan
from rencana_aksi.impor.macam import MACAM
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.impor.pratinjau import ada_perubahan, bandingkan, sidik
from rencana_aksi.impor.rancangan import Rancangan
from rencana_aksi.models import Impor
from rencana_aksi.services import IsianDitolak

EKSTENSI = "xlsx"
_DAPAT_DIULANG = (Impor.Keadaan.SELESAI, Impor.Keadaan.GAGAL)


class ImporDitolak(Exception):
    """The import cannot be done as it is; the message is a sentence for the person."""


class PratinjauUsang(ImporDitolak):
    """The database is no longer what the preview was compared with."""

    def __init__(self) -> None:
        super().__init__("Data berubah sejak pratinjau ini dibuat, jadi belum ada yang ditulis. Baca ulang berkasnya.")


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
    isi, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults={"ukuran": lolos.ukuran, "jenis": lolos.jenis})
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
    impor = Impor.objects.select_for_update().get(pk=impor.pk)
    if impor.diterapkan_pada or impor.keadaan not in _DAPAT_DIULANG:
        return impor
    impor.pratinjau, impor.jumlah_galat, impor.berkas, impor.selesai_pada = None, 0, None, None
    impor.save(update_fields=["pratinjau", "jumlah_galat", "berkas", "selesai_pada"])
    antrean.kembalikan_ke_antrean(impor)
    antrean.bunyikan_sesudah_tersimpan(impor)
    return impor


def terapkan(*, impor: Impor, oleh: Pegawai, jabatan: str) -> Impor:
    """Write what the preview showed: one transaction, one line in the trail, all of it or nothing.

    Raises PermissionDenied, PratinjauUsang when the comparison now comes out differently, ImporDitolak with a
    sentence in every other case in which it must not be written.
    """
    _pastikan_boleh(oleh)
    if keberatan := keberatan_terapkan(impor, _ringkas(impor)[1]):
        raise ImporDitolak(keberatan)
    try:
        # The file is read before the transaction: on SQLite nobody else could write meanwhile.
        with penyimpanan.buka(impor.sumber.sha256) as berkas:
            bacaan, banding = bandingkan(berkas, impor.jenis, impor.tahun)
    except FileNotFoundError as hilang:
        raise ImporDitolak("Berkas yang diunggah tidak ada lagi di penyimpanan. Unggah lagi berkasnya.") from hilang
    try:
        return _tulis(impor, bacaan, banding, oleh, jabatan)
    except IntegrityError as bentrok:
        # Somebody wrote the same rows between our comparison and our writing.
        raise PratinjauUsang from bentrok
    except IsianDitolak as ditolak:
        raise ImporDitolak(str(ditolak)) from ditolak


@transaction.atomic
def _tulis(
    impor: Impor, bacaan: Bacaan, banding: Callable[[], Rancangan], oleh: Pegawai, jabatan: str
) -> Impor:
    # Two confirmations of one kind take turns: the second compares with what the first has written.
    list(Impor.objects.select_for_update().filter(jenis=impor.jenis).order_by("pk").values_list("pk", flat=True))
    impor = Impor.objects.select_related("sumber").defer("pratinjau").get(pk=impor.pk)
    semula, jumlah = _ringkas(impor)
    if keberatan := keberatan_terapkan(impor, jumlah):
        raise ImporDitolak(keberatan)
    MACAM[impor.jenis].siapkan(impor.tahun)
    rancangan = banding()
    if sidik(bacaan, rancangan) != semula:
        raise PratinjauUsang
    rancangan.simpan()
    impor.diterapkan_pada, impor.diterapkan_oleh = timezone.now(), oleh
    impor.save(update_fields=["diterapkan_pada", "diterapkan_oleh"])
    catat(
        "impor.terapkan",
        objek=impor,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} menerapkan {impor}",
        data={"sha256": impor.sumber.sha256, "sidik": semula, "jumlah": jumlah},
    )
    return impor


def _ringkas(impor: Impor) -> tuple[str | None, Mapping[str, int] | None]:
    """Fingerprint and counts of the preview, without its thousands of lines."""
    return Impor.objects.values_list("pratinjau__sidik", "pratinjau__jumlah").get(pk=impor.pk)


def keberatan_terapkan(impor: Impor, jumlah: Mapping[str, int] | None) -> str | None:
    """The sentence that says why an import cannot be applied, or None when it can; `jumlah` is the preview's."""
    if impor.diterapkan_pada:
        return "Impor ini sudah diterapkan."
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
