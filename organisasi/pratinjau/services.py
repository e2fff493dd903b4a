"""Asking for previews: rows in the caller's transaction, found by the worker through the ring or the sweep."""

from collections.abc import Iterable

from organisasi.antrean import bunyikan_sesudah_tersimpan
from organisasi.models import Berkas, Pegawai, Pratinjau


def minta_pratinjau(berkas: Berkas, *, oleh: Pegawai) -> Pratinjau:
    """The preview of a file that has just been stored; bytes that are known keep the one they have."""
    pratinjau, baru = Pratinjau.objects.get_or_create(sumber=berkas, defaults={"diminta_oleh": oleh})
    if baru:
        bunyikan_sesudah_tersimpan(pratinjau)
    return pratinjau


def susulkan_pratinjau(berkas: Iterable[Berkas], *, oleh: Pegawai) -> None:
    """Queue what old files lack. Nobody rings: a page with many old files must not wait for the broker many times."""
    Pratinjau.objects.bulk_create(
        (Pratinjau(sumber=satu, diminta_oleh=oleh) for satu in berkas), ignore_conflicts=True
    )
