"""What the public page says about a document: enough to know it by, and of people only the post that signs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from organisasi import bahasa
from pelaporan.kode import baca_kode, berkelompok, kode_dokumen, rentang
from pelaporan.models import Laporan, NaskahBertanda

PDF_SISTEM = "PDF yang dibuat sistem"


@dataclass(frozen=True, slots=True)
class BerkasDokumen:
    """One file of a document; `resmi` marks the one that counts as the final."""

    sebutan: str
    sha256: str
    resmi: bool


@dataclass(frozen=True, slots=True)
class Keterangan:
    """A document as strangers may know it. `pengganti` is empty while the document stands."""

    kode: str
    judul: str
    masa: str
    versi: str
    tanggal: date
    jabatan: str
    pengganti: str
    naskah: tuple[BerkasDokumen, ...]


def keterangan(teks: str) -> Keterangan | None:
    """What stands behind a code; None for a draft, an unfinished document and a code that nobody gave out."""
    kode = baca_kode(teks)
    if kode is None:
        return None
    laporan = _final().filter(public_id__range=rentang(kode)).select_related("triwulan", "berkas").first()
    return laporan and _keterangan(laporan)


def _final() -> QuerySet[Laporan]:
    return Laporan.objects.filter(konsep=False, keadaan=Laporan.Keadaan.SELESAI)


def _keterangan(laporan: Laporan) -> Keterangan:
    return Keterangan(
        kode=berkelompok(kode_dokumen(laporan.public_id)),
        judul=laporan.judul or laporan.get_jenis_display(),
        masa=_masa(laporan),
        versi=str(laporan.versi or ""),
        tanggal=timezone.localdate(laporan.diminta_pada),
        jabatan=jabatan_penandatangan(laporan.snapshot),
        pengganti=pengganti(laporan),
        naskah=tuple(naskah(laporan)),
    )


def _masa(laporan: Laporan) -> str:
    if laporan.triwulan:
        return str(laporan.triwulan)
    tahun = laporan.objek if laporan.jenis == Laporan.Jenis.LKJIP else laporan.snapshot.get("tahun")
    return f"Tahun {tahun}" if tahun else ""


def jabatan_penandatangan(snapshot: dict[str, Any]) -> str:
    """The post, or the two posts, that sign what the snapshot prints; empty while the post is vacant."""
    pihak = [snapshot.get(nama) for nama in ("penandatangan", "tanda_tangan", "pertama", "kedua")]
    jabatan = [satu["jabatan"] for satu in pihak if isinstance(satu, dict) and satu.get("jabatan")]
    return bahasa.daftar(list(dict.fromkeys(jabatan))) if jabatan else ""


def pengganti(laporan: Laporan) -> str:
    """What took the place of a document: `versi 2`, or a later print that says something else; else empty."""
    sejenis = _final().filter(jenis=laporan.jenis, triwulan=laporan.triwulan, objek=laporan.objek)
    if laporan.versi:
        terbaru = sejenis.filter(versi__gt=laporan.versi).order_by("-versi").first()
        return f"versi {terbaru.versi}" if terbaru else ""
    terbaru = sejenis.filter(judul=laporan.judul, pk__gt=laporan.pk).order_by("-pk").first()
    if terbaru is None or terbaru.sidik_snapshot == laporan.sidik_snapshot:
        return ""
    return f"cetakan tanggal {bahasa.tanggal(timezone.localdate(terbaru.diminta_pada))}"


def naskah(laporan: Laporan) -> Iterator[BerkasDokumen]:
    """The files of a finished document: the system's PDF, then what came back signed."""
    kembali: list[NaskahBertanda] = list(laporan.naskah_bertanda.select_related("berkas"))
    yield BerkasDokumen(PDF_SISTEM, laporan.berkas.sha256, not any(satu.resmi for satu in kembali))
    for satu in kembali:
        yield BerkasDokumen(satu.get_jenis_display(), satu.berkas.sha256, satu.resmi)
