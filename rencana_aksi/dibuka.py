"""Who has looked at a document. The first look is kept: approval asks for it, and no later look changes it.

A document counts as seen when its bytes (Buka, Unduh), one of its page images or its excerpt were handed over. A review
page that only lists it does not count: its page images lie folded away, and a browser asks for them when a person
unfolds them.
"""

from django.db import transaction

from organisasi.jejak import catat
from organisasi.models import Pegawai
from rencana_aksi.models import DataDukung, DokumenDibuka


def tandai_dibuka(dokumen: DataDukung, pegawai: Pegawai) -> bool:
    """Note that a person has seen what a document shows; True the first time."""
    if _sudah_dibuka(dokumen, pegawai):
        return False
    # A browser asks for several page images at once: only one of them is the first.
    return DokumenDibuka.objects.get_or_create(dokumen=dokumen, pegawai=pegawai)[1]


def tandai_pratinjau_dilihat(dokumen: DataDukung, pegawai: Pegawai, jabatan: str) -> None:
    """A look at the preview: a line in the trail the first time only, for a document has many pages."""
    # Asked before the transaction, which on SQLite takes the one write lock: a page has dozens of images.
    if _sudah_dibuka(dokumen, pegawai):
        return
    with transaction.atomic():
        if tandai_dibuka(dokumen, pegawai):
            catat(
                "data_dukung.lihat",
                objek=dokumen,
                oleh=pegawai,
                jabatan=jabatan,
                uraian=f"{pegawai.nama} melihat pratinjau “{dokumen.nama}”",
            )


def _sudah_dibuka(dokumen: DataDukung, pegawai: Pegawai) -> bool:
    return DokumenDibuka.objects.filter(dokumen=dokumen, pegawai=pegawai).exists()
