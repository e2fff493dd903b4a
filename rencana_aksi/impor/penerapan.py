"""The worker's part of a confirmation: read again, compare again, and write all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi.antrean import tandai_selesai
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.pekerja import Kemajuan, PekerjaanDitolak, denyut
from organisasi.peran import peran
from rencana_aksi.impor.bacaan import Bacaan
from rencana_aksi.impor.macam import MACAM
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.impor.pratinjau import bandingkan, buka_sumber, lapor_baca, ringkas, sidik
from rencana_aksi.impor.rancangan import Rancangan
from rencana_aksi.impor.skema import skema_impor
from rencana_aksi.models import Impor, PenerapanImpor
from rencana_aksi.services import IsianDitolak


class PratinjauUsang(PekerjaanDitolak):
    """The database is no longer what the preview was compared with."""

    def __init__(self) -> None:
        super().__init__(
            "Data berubah sejak pratinjau ini dibuat, jadi belum ada yang ditulis. Baca ulang berkasnya, "
            "periksa pratinjau yang baru, lalu terapkan."
        )


def terapkan_impor(kemajuan: Kemajuan, folder: Path) -> None:
    """Write what the preview showed: one transaction, one line in the trail, in the name of who confirmed it.

    Raises PratinjauUsang when the comparison now comes out differently, PekerjaanDitolak when this person may no
    longer import or the rows are refused, PekerjaanGagal when the file is gone, HakHilang when another worker has it.
    """
    penerapan = kemajuan.pekerjaan
    impor = Impor.objects.select_related("sumber").defer("pratinjau").get(pk=penerapan.impor_id)
    with denyut(kemajuan):
        # The bytes are named by their hash and cannot change: they are read before the transaction, because on
        # SQLite nobody else could write meanwhile. What the database says about them is asked again inside it.
        with buka_sumber(impor) as berkas:
            bacaan, banding = bandingkan(berkas, impor.jenis, impor.tahun, kemajuan=lapor_baca(kemajuan))
        kemajuan.lapor(60, "Membandingkan dengan data yang ada")
        try:
            _tulis(penerapan, impor, bacaan, banding, kemajuan)
        except IntegrityError as bentrok:
            # Somebody wrote the same rows between our comparison and our writing.
            raise PratinjauUsang from bentrok
        except IsianDitolak as ditolak:
            raise PekerjaanDitolak(f"{ditolak} Belum ada yang ditulis.") from ditolak


@transaction.atomic
def _tulis(
    penerapan: PenerapanImpor, impor: Impor, bacaan: Bacaan, banding: Callable[[], Rancangan], kemajuan: Kemajuan
) -> None:
    # Two confirmations of one kind take turns: the second compares with what the first has written.
    list(Impor.objects.select_for_update().filter(jenis=impor.jenis).order_by("pk").values_list("pk", flat=True))
    oleh = _yang_berwenang(penerapan)
    tersimpan, jumlah = ringkas(impor)
    if tersimpan != penerapan.sidik or skema_impor(impor.jenis, impor.tahun) != bacaan.skema:
        raise PratinjauUsang
    MACAM[impor.jenis].siapkan(impor.tahun)
    rancangan = banding()
    if sidik(bacaan, rancangan) != penerapan.sidik:
        raise PratinjauUsang
    rancangan.simpan(lambda sudah, semua: kemajuan.sebut(70 + 25 * sudah // semua, f"Menulis {sudah} dari {semua}"))
    Impor.objects.filter(pk=impor.pk).update(diterapkan_pada=timezone.now(), diterapkan_oleh=oleh)
    catat(
        "impor.terapkan",
        objek=impor,
        oleh=oleh,
        jabatan=penerapan.jabatan,
        uraian=f"{oleh.nama} menerapkan {impor}",
        data={"sha256": impor.sumber.sha256, "sidik": penerapan.sidik, "jumlah": jumlah},
    )
    tandai_selesai(PenerapanImpor, penerapan.pk, kemajuan.pemegang)


def _yang_berwenang(penerapan: PenerapanImpor) -> Pegawai:
    """Who confirmed; a permission that ended since the click is none."""
    oleh = Pegawai.objects.get(pk=penerapan.diminta_oleh_id)
    if not oleh.is_active or not boleh_mengimpor(peran(oleh)):
        raise PekerjaanDitolak(
            f"Wewenang {oleh.nama} untuk mengimpor sudah berakhir, jadi belum ada yang ditulis. "
            "Perencana yang sekarang dapat menerapkannya dari halaman ini."
        )
    return oleh
