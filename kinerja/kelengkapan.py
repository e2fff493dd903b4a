"""What the planner still has to mend before a year's plan holds together; each item with the page that mends it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from kinerja.pohon import Daun, Pohon, Simpul
from kinerja.renstra import IsiRenstra, isi_renstra
from organisasi.tim import SusunanTim


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing to mend: what it is, where it belongs, and the address that mends it."""

    nama: str
    tempat: str
    url: str


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """Everything that lacks the same thing."""

    judul: str
    butir: tuple[Butir, ...]


def kelengkapan(pohon: Pohon, tim: SusunanTim) -> list[Kekurangan]:
    """The completeness list of a year, without the kinds that lack nothing. Six queries for the Renstra."""
    daun = list(pohon.semua.values())
    semua = (
        Kekurangan("Renstra belum lengkap", tuple(_renstra(pohon))),
        Kekurangan("Program tanpa sasaran strategis", tuple(_program_lepas(pohon))),
        Kekurangan("Indikator yang tidak bergantung pada sasaran", tuple(map(_indikator, pohon.daun_lepas()))),
        Kekurangan("Sub kegiatan tanpa indikator", tuple(_sub_kosong(pohon))),
        Kekurangan(f"Indikator tanpa target {pohon.tahun}", tuple(_tanpa_target(pohon.tahun, daun))),
        Kekurangan("Indikator tanpa definisi operasional", tuple(_tanpa(daun, "definisi_operasional"))),
        Kekurangan("Indikator tanpa cara menghitung", tuple(_tanpa(daun, "formula"))),
        Kekurangan("Indikator tanpa sumber data", tuple(_tanpa(daun, "sumber_data"))),
        Kekurangan("Indikator tanpa penanggung jawab", tuple(_tanpa(daun, "penanggung_jawab"))),
        Kekurangan("Unit kerja tanpa anggota Tim SAKIP", tuple(_unit(tim))),
    )
    return [k for k in semua if k.butir]


def _renstra(pohon: Pohon) -> Iterator[Butir]:
    url = reverse("renstra", args=[pohon.tahun])
    if pohon.renstra is None:
        yield Butir(f"Belum ada Renstra yang memuat tahun {pohon.tahun}.", "", url)
        return
    isi: IsiRenstra = isi_renstra(pohon.renstra)
    yield from (Butir(kalimat, "", url) for kalimat in isi.kekurangan())


def _program_lepas(pohon: Pohon) -> Iterator[Butir]:
    url = reverse("pohon_kaitkan", args=[pohon.tahun])
    yield from (Butir(str(simpul.objek), "", url) for simpul in pohon.lepas)


def _sub_kosong(pohon: Pohon) -> Iterator[Butir]:
    url = reverse("pohon", args=[pohon.tahun])
    simpul: Simpul
    for simpul in pohon.sub_kegiatan():
        if not simpul.daun:
            yield Butir(str(simpul.objek), "", f"{url}#s{simpul.objek.pk}")


def _indikator(daun: Daun, jangkar: str = "") -> Butir:
    url = reverse("indikator_ubah", args=[daun.indikator.public_id])
    return Butir(daun.indikator.nama, daun.indikator.unit.nama, f"{url}{jangkar}")


def _tanpa(daun: list[Daun], kolom: str) -> Iterator[Butir]:
    yield from (_indikator(d, f"#id_{kolom}") for d in daun if not getattr(d.indikator, kolom))


def _tanpa_target(tahun: int, daun: list[Daun]) -> Iterator[Butir]:
    url = reverse("rkt_ubah", args=[tahun])
    for d in daun:
        if not d.target:
            yield Butir(d.indikator.nama, d.indikator.unit.nama, f"{url}#id_target_{d.indikator.pk}")


def _unit(tim: SusunanTim) -> Iterator[Butir]:
    url = reverse("tim_ubah", args=[tim.tahun])
    yield from (Butir(unit.nama, "", url) for unit in tim.unit_kosong)
