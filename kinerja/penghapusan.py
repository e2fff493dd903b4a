"""Taking a tujuan, sasaran or indikator out again: only while nothing hangs on it, and never without a trace."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector

from kinerja.models import Indikator, Renstra, Sasaran, Tujuan
from kinerja.renstra import RenstraDitolak, perubahan_renstra, potret_indikator, teks_target
from organisasi.bahasa import daftar
from organisasi.jejak import catat
from organisasi.models import Pegawai


class MasihDipakai(RenstraDitolak):
    """Something hangs on the row; the message says what, and what to do."""


_SARAN: dict[type[Model], str] = {
    Tujuan: "Kaitkan sasarannya dengan tujuan lain, atau hapus dahulu sasarannya.",
    Sasaran: "Hapus dahulu indikatornya, dan kaitkan programnya dengan sasaran lain pada pohon kinerja.",
    Indikator: (
        "Draf Perjanjian Kinerja yang memuatnya dapat dihapus dahulu; yang sudah ditandatangani, direncanakan, atau "
        "diukur tetap tersimpan. Untuk mengakhiri indikator ini, kosongkan targetnya pada RKT tahun-tahun berikutnya."
    ),
}


@dataclass(frozen=True, slots=True)
class Hapusan:
    """What a confirmation page says: what goes, and why it may not (None when it may)."""

    objek: Tujuan | Sasaran | Indikator
    hilang: tuple[str, ...]
    keberatan: str | None


def rancang_hapusan(objek: Tujuan | Sasaran | Indikator) -> Hapusan:
    """Look at what a deletion would take with it."""
    return Hapusan(objek, tuple(_yang_hilang(objek)), keberatan_hapus(objek))


def _yang_hilang(objek: Tujuan | Sasaran | Indikator) -> Iterator[str]:
    if not isinstance(objek, Indikator):
        yield f"{objek._meta.verbose_name.capitalize()} {objek.urutan}: {objek.uraian}"
        return
    isian = ((apa, isi) for apa, isi in potret_indikator(objek).values() if isi)
    yield from (f"{apa.rpartition(': ')[2].capitalize()}: {isi}" for apa, isi in isian)
    for t in objek.target_tahunan.filter(nilai__isnull=False):
        yield f"Target tahunan {t.tahun}: {teks_target(t.nilai, t.nilai_atas, objek.presisi)}"


def keberatan_hapus(objek: Tujuan | Sasaran | Indikator) -> str | None:
    """Why a row cannot be deleted, in a sentence, or None: the database's own PROTECT rules decide."""
    kolektor = Collector(using=objek._state.db, origin=objek)
    try:
        kolektor.collect([objek])
    except ProtectedError as galat:
        jumlah = Counter(type(satu) for satu in galat.protected_objects)
        pemakai = daftar([f"{n} {model._meta.verbose_name}" for model, n in jumlah.items()])
        nama = objek._meta.verbose_name.capitalize()
        return f"{nama} ini tidak dapat dihapus karena masih dipakai {pemakai}. {_SARAN[type(objek)]}"
    return None


def hapus_tujuan(*, tujuan: Tujuan, alasan: str, oleh: Pegawai, jabatan: str) -> None:
    """Delete a tujuan that no sasaran supports. MasihDipakai, or RenstraDitolak without a needed reason."""
    _hapus_dari_renstra(tujuan.renstra, tujuan, alasan=alasan, oleh=oleh, jabatan=jabatan)


def hapus_sasaran(*, sasaran: Sasaran, alasan: str, oleh: Pegawai, jabatan: str) -> None:
    """Delete a sasaran without indikator and program. Raises as `hapus_tujuan`."""
    _hapus_dari_renstra(sasaran.renstra, sasaran, alasan=alasan, oleh=oleh, jabatan=jabatan)


def hapus_indikator(*, indikator: Indikator, alasan: str, oleh: Pegawai, jabatan: str) -> None:
    """Delete an indicator with its targets; an IKU's deletion is a change of its Renstra. Raises as `hapus_tujuan`."""
    if indikator.sasaran_id:
        _hapus_dari_renstra(indikator.sasaran.renstra, indikator, alasan=alasan, oleh=oleh, jabatan=jabatan)
        return
    with transaction.atomic():
        catat(
            "indikator.hapus",
            objek=indikator,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} menghapus indikator {indikator}",
            data={"isi": list(_yang_hilang(indikator))},
        )
        _hapus(indikator)


def _hapus_dari_renstra(
    renstra: Renstra, objek: Tujuan | Sasaran | Indikator, *, alasan: str, oleh: Pegawai, jabatan: str
) -> None:
    with perubahan_renstra(renstra, alasan=alasan, oleh=oleh, jabatan=jabatan):
        _hapus(objek)


def _hapus(objek: Tujuan | Sasaran | Indikator) -> None:
    # Locked before it is weighed: whoever would hang something on it now has to wait.
    terkunci = type(objek).objects.select_for_update().get(pk=objek.pk)
    if keberatan := keberatan_hapus(terkunci):
        raise MasihDipakai(keberatan)
    terkunci.delete()
