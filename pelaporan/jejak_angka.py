"""From a figure to its proof: the rows that a report printed, each with the way to its claim."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from organisasi.peran import Peran
from pelaporan.kode import berkelompok, kode_dokumen
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import Baris, urai
from pelaporan.permissions import boleh_menyimpan_bertanda
from pelaporan.verifikasi import naskah, pengganti
from rencana_aksi.models import Capaian


@dataclass(frozen=True, slots=True)
class BarisAngka:
    """A row as frozen in the report; `tautan` is empty for who may not see the claim, and where there is none."""

    baris: Baris
    tautan: str


def baris_angka(laporan: Laporan, peran: Peran) -> list[BarisAngka]:
    """The rows of a report that measures, as they were frozen; empty for every other document. One query."""
    isi = laporan.snapshot.get("rekap", {}).get("baris", ())
    baris = [urai(Baris, satu) for satu in isi]
    klaim = [b.capaian_id for b in baris if b.capaian_id]
    terlihat = {str(satu) for satu in _terlihat(klaim, peran)} if klaim else set()
    return [BarisAngka(b, reverse("capaian", args=[b.capaian_id]) if b.capaian_id in terlihat else "") for b in baris]


def _terlihat(klaim: list[str], peran: Peran) -> Any:
    return Capaian.objects.visible_to(peran).filter(public_id__in=klaim).values_list("public_id", flat=True)


def konteks_bukti(laporan: Laporan, peran: Peran) -> dict[str, Any]:
    """What the page of a document adds about its proof: code, files, what replaced it, and its figures."""
    konteks: dict[str, Any] = {"angka": baris_angka(laporan, peran)}
    if laporan.konsep or laporan.berkas is None:
        return konteks
    return konteks | {
        "kode": berkelompok(kode_dokumen(laporan.public_id)),
        "kode_alamat": kode_dokumen(laporan.public_id),
        "sistem": next(naskah(laporan)),
        "bertanda": laporan.naskah_bertanda.select_related("berkas", "diunggah_oleh"),
        "pengganti": pengganti(laporan),
        "boleh_bertanda": boleh_menyimpan_bertanda(peran),
    }
