"""Rows and bytes compared: what is missing, changed or unreadable, and what no row knows (security 2, F8, F17, F20)."""

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

from organisasi import penyimpanan
from organisasi.models import Berkas

log = logging.getLogger(__name__)


def periksa_gudang() -> Iterator[str]:
    """Read every file once and yield a sentence for each fault; nothing yielded means rows and bytes agree."""
    for berkas in Berkas.objects.order_by("pk").iterator():
        if keluhan := _keluhan(berkas):
            yield f"{keluhan}: {berkas.sha256} ({', '.join(_pemakai(berkas)) or 'tidak dipakai'})."
    for letak in tanpa_baris():
        yield f"Yatim, tanpa catatan di basis data: {_nama(letak)}."


def tanpa_baris() -> Iterator[Path]:
    """Files of the store that no row names: cut writes, and uploads whose transaction came to nothing."""
    # The files first, the rows after them: an upload that ends in between is not taken for an orphan.
    ada = list(penyimpanan.isi_gudang())
    dikenal = {penyimpanan.jalur(sha256) for sha256 in Berkas.objects.values_list("sha256", flat=True)}
    yield from (letak for letak in ada if _nama(letak) not in dikenal)


def sapu_yatim() -> int:
    """Take away the files without a row that nobody touched for a day; how many they were."""
    jumlah = sum(penyimpanan.singkirkan_bila_lama(letak) for letak in tanpa_baris())
    if jumlah:
        log.warning("%s berkas tanpa catatan di basis data disingkirkan.", jumlah)
    return jumlah


def _keluhan(berkas: Berkas) -> str:
    try:
        with penyimpanan.buka(berkas.sha256) as isi:
            if hashlib.file_digest(isi, "sha256").hexdigest() == berkas.sha256:
                return ""
    except FileNotFoundError:
        return "Hilang"
    except OSError as galat:
        return f"Tidak terbaca ({galat.strerror})"
    return "Berubah"


def _pemakai(berkas: Berkas) -> Iterator[str]:
    """The rows that stand on these bytes, by their own names; whatever app they belong to."""
    for relasi in Berkas._meta.related_objects:
        baris = relasi.related_model._base_manager.filter(**{relasi.field.name: berkas})
        yield from (f"{relasi.related_model._meta.verbose_name} “{satu}”" for satu in baris)


def _nama(letak: Path) -> str:
    return letak.relative_to(penyimpanan.akar()).as_posix()
