"""The small tables of Bab I: people as the system knows them, and what the planner has typed beside."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import angka
from organisasi.jejak import catat
from organisasi.models import Pegawai, Penugasan
from organisasi.nip import NipKeliru, baca_nip
from pelaporan.models import ButirSumberDaya
from pelaporan.narasi_token import pegawai_tahun

Tabel = ButirSumberDaya.Tabel
_KELAMIN = {"L": "Laki-laki", "P": "Perempuan", "": "Tanpa NIP"}
_TANPA_GOLONGAN = "Tanpa golongan"
_KEPALA = {
    Tabel.PENDIDIKAN: ("Pendidikan", "Jumlah (orang)", "Keterangan"),
    Tabel.SARANA: ("Sarana atau prasarana", "Jumlah", "Keterangan"),
    Tabel.DESA: ("Desa", "Luas (km²)", "Penduduk (jiwa)", "Keterangan"),
}


@dataclass(frozen=True, slots=True)
class TabelSumberDaya:
    """A table as strings ready to print; `kunci` names the page that edits it, empty for a computed one.

    `jumlah` is the last line, empty where nothing is added up.
    """

    kunci: str
    judul: str
    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    jumlah: tuple[str, ...] = ()

    @property
    def sel(self) -> list[list[tuple[str, str]]]:
        """Every row as (head, cell), for a page whose tables become cards."""
        return [list(zip(self.kepala, baris, strict=True)) for baris in self.baris]


@dataclass(frozen=True, slots=True)
class IsianButir:
    """A typed row of a small table."""

    uraian: str
    jumlah: int | None = None
    luas: Decimal | None = None
    keterangan: str = ""


def tabel_sumber_daya(tahun: int) -> list[TabelSumberDaya]:
    """Every small table of a year, the empty ones too; computed ones first. Two queries."""
    orang = pegawai_tahun(tahun)
    butir = list(ButirSumberDaya.objects.filter(tahun=tahun))
    return [
        _tabel_pegawai("Pegawai menurut golongan", "Golongan", orang, _golongan),
        _tabel_pegawai("Pegawai menurut jenis kelamin", "Jenis kelamin", orang, _kelamin),
        *(_tabel_isian(tabel, [b for b in butir if b.tabel == tabel]) for tabel in Tabel),
    ]


def _tabel_pegawai(
    judul: str, kepala: str, orang: Sequence[Penugasan], golong: Callable[[Pegawai], str]
) -> TabelSumberDaya:
    jumlah = Counter(golong(p.pegawai) for p in orang)
    # Counter keeps the order of arrival; the page wants that of the names, what is not known last.
    urut = sorted(jumlah.items(), key=lambda satu: (satu[0].startswith("Tanpa"), satu[0]))
    return TabelSumberDaya(
        kunci="",
        judul=judul,
        kepala=(kepala, "Jumlah (orang)"),
        baris=tuple((nama, angka(n, 0)) for nama, n in urut),
        jumlah=("Jumlah", angka(len(orang), 0)),
    )


def _golongan(pegawai: Pegawai) -> str:
    return f"Golongan {pegawai.golongan.split('/')[0].strip()}" if pegawai.golongan else _TANPA_GOLONGAN


def _kelamin(pegawai: Pegawai) -> str:
    """As the NIP says it (domain 7.6)."""
    try:
        return _KELAMIN[baca_nip(pegawai.nip, timezone.localdate()).kelamin if pegawai.nip else ""]
    except NipKeliru:
        return _KELAMIN[""]


def _tabel_isian(tabel: Tabel, butir: Iterable[ButirSumberDaya]) -> TabelSumberDaya:
    return TabelSumberDaya(
        kunci=tabel.value,
        judul=tabel.label,
        kepala=_KEPALA[tabel],
        baris=tuple(_baris(b) for b in butir),
    )


def _baris(b: ButirSumberDaya) -> tuple[str, ...]:
    jumlah = "–" if b.jumlah is None else angka(b.jumlah, 0)
    if b.tabel != Tabel.DESA:
        return b.uraian, jumlah, b.keterangan
    return b.uraian, "–" if b.luas is None else angka(b.luas), jumlah, b.keterangan


def isian_tabel(tahun: int, tabel: str) -> list[IsianButir]:
    """The typed rows of one table, in their order. One query."""
    return [
        IsianButir(b.uraian, b.jumlah, b.luas, b.keterangan)
        for b in ButirSumberDaya.objects.filter(tahun=tahun, tabel=tabel)
    ]


@transaction.atomic
def simpan_tabel(*, tahun: int, tabel: str, isian: Sequence[IsianButir], oleh: Pegawai, jabatan: str) -> int:
    """Put these rows in place of the table's; return how many stand in it. The trail keeps what was before."""
    lama = isian_tabel(tahun, tabel)
    if lama == list(isian):
        return len(lama)
    berdiri = ButirSumberDaya.objects.filter(tahun=tahun, tabel=tabel)
    pertama = berdiri.first()
    berdiri.delete()
    baru = ButirSumberDaya.objects.bulk_create(
        ButirSumberDaya(
            tahun=tahun,
            tabel=tabel,
            urutan=nomor,
            uraian=b.uraian,
            jumlah=b.jumlah,
            luas=b.luas,
            keterangan=b.keterangan,
        )
        for nomor, b in enumerate(isian, 1)
    )
    catat(
        "narasi.tabel",
        objek=baru[0] if baru else pertama,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengubah tabel {Tabel(tabel).label}, LKjIP {tahun}",
        data={"tahun": tahun, "tabel": tabel, "lama": _teks(lama), "baru": _teks(isian)},
    )
    return len(baru)


def _teks(isian: Iterable[IsianButir]) -> list[list[str]]:
    return [[b.uraian, str(b.jumlah or ""), str(b.luas or ""), b.keterangan] for b in isian]
