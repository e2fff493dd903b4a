"""What a plan says, as plain values: read from its rows, compared, and put into words."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kinerja.models import Indikator
from kinerja.perhitungan import Target
from organisasi.bahasa import triwulan
from organisasi.models import Jabatan
from rencana_aksi.models import RencanaAksi, SyaratDataDukung
from rencana_aksi.pembagian import BERENTANG, periksa_rencana, teks_target
from rencana_aksi.penilaian import EMPAT_DESIMAL

NOMOR_TRIWULAN = (1, 2, 3, 4)
TANPA_TARGET = Target(None)


@dataclass(frozen=True, slots=True)
class IsiSyarat:
    """A slot; `public_id` None means that it is new."""

    jenis: str
    uraian: str
    wajib: bool = True
    public_id: UUID | None = None

    def __str__(self) -> str:
        return f"{self.uraian} ({SyaratDataDukung.Jenis(self.jenis).label}, {'wajib' if self.wajib else 'bila ada'})"


@dataclass(frozen=True, slots=True)
class IsiTriwulan:
    """A quarter's share of the target, and the slots in their order."""

    target: Target = TANPA_TARGET
    syarat: tuple[IsiSyarat, ...] = ()


@dataclass(frozen=True, slots=True)
class IsiRencana:
    """A whole plan; `triwulan` has four entries, I to IV."""

    langkah: str = ""
    penanggung_jawab: Jabatan | None = None
    triwulan: tuple[IsiTriwulan, ...] = (IsiTriwulan(),) * 4

    @property
    def target(self) -> list[Target]:
        return [tw.target for tw in self.triwulan]


@dataclass(frozen=True, slots=True)
class Beda:
    """One difference between two versions of a plan, in words; `nomor` is its quarter, if it belongs to one."""

    apa: str
    lama: str
    baru: str
    nomor: int | None = None
    target: bool = False

    @property
    def teks(self) -> dict[str, str]:
        return {"apa": self.apa, "lama": self.lama, "baru": self.baru}


def isi_dari(rencana: RencanaAksi) -> IsiRencana:
    """Read a plan; two or three queries, none when targets and slots are prefetched."""
    per_nomor = {t.triwulan.nomor: t for t in rencana.target_triwulan.all()}
    return IsiRencana(
        langkah=rencana.langkah,
        penanggung_jawab=rencana.penanggung_jawab,
        triwulan=tuple(
            IsiTriwulan(per_nomor[n].target, tuple(map(_syarat_dari, per_nomor[n].syarat.all())))
            if n in per_nomor
            else IsiTriwulan()
            for n in NOMOR_TRIWULAN
        ),
    )


def _syarat_dari(syarat: SyaratDataDukung) -> IsiSyarat:
    return IsiSyarat(syarat.jenis, syarat.uraian, syarat.wajib, syarat.public_id)


def ke_json(isi: IsiRencana) -> dict:
    """A plan as plain JSON, numbers as text; read again by `dari_json`."""
    return {
        "langkah": isi.langkah,
        "penanggung_jawab": isi.penanggung_jawab and str(isi.penanggung_jawab.public_id),
        "triwulan": [
            {
                "nilai": _empat(tw.target.nilai),
                "atas": _empat(tw.target.atas),
                "syarat": [[s.jenis, s.uraian, s.wajib, s.public_id and str(s.public_id)] for s in tw.syarat],
            }
            for tw in isi.triwulan
        ],
    }


def dari_json(data: dict) -> IsiRencana:
    """The plan that `ke_json` wrote. One query."""
    return IsiRencana(
        langkah=data["langkah"],
        penanggung_jawab=Jabatan.objects.filter(public_id=data["penanggung_jawab"]).first(),
        triwulan=tuple(
            IsiTriwulan(
                Target(_angka(tw["nilai"]), _angka(tw["atas"])),
                tuple(IsiSyarat(jenis, uraian, wajib, pk and UUID(pk)) for jenis, uraian, wajib, pk in tw["syarat"]),
            )
            for tw in data["triwulan"]
        ),
    )


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def sidik_isi(isi: IsiRencana, status: str) -> str:
    """SHA-256 (hex) of a plan as a person sees it: a decision is bound to it."""
    butir = [
        status,
        isi.langkah,
        isi.penanggung_jawab and isi.penanggung_jawab.pk,
        [
            [
                _empat(tw.target.nilai),
                _empat(tw.target.atas),
                [[s.jenis, s.uraian, s.wajib, str(s.public_id)] for s in tw.syarat],
            ]
            for tw in isi.triwulan
        ],
    ]
    return hashlib.sha256(json.dumps(butir, ensure_ascii=False).encode()).hexdigest()


def _empat(nilai: Decimal | None) -> str | None:
    return None if nilai is None else str(nilai.quantize(EMPAT_DESIMAL))


def bandingkan(lama: IsiRencana, baru: IsiRencana, presisi: int) -> list[Beda]:
    """Every difference, in the order of the form."""
    return [b for b in _berpasangan(lama, baru, presisi) if b.lama != b.baru]


def _berpasangan(lama: IsiRencana, baru: IsiRencana, presisi: int) -> Iterator[Beda]:
    yield Beda("Langkah aksi", lama.langkah or "–", baru.langkah or "–")
    yield Beda("Penanggung jawab", str(lama.penanggung_jawab or "–"), str(baru.penanggung_jawab or "–"))
    for n, (dari, ke) in enumerate(zip(lama.triwulan, baru.triwulan, strict=True), 1):
        sebelum, sesudah = teks_target(dari.target, presisi), teks_target(ke.target, presisi)
        yield Beda(f"Target {triwulan(n)}", sebelum, sesudah, n, target=True)
        yield Beda(f"Data dukung {triwulan(n)}", teks_syarat(dari.syarat), teks_syarat(ke.syarat), n)


def teks_syarat(syarat: Sequence[IsiSyarat]) -> str:
    """`1. Laporan (Laporan pelaksanaan, wajib); 2. ...`, or a dash."""
    return "; ".join(f"{n}. {s}" for n, s in enumerate(syarat, 1)) or "–"


def kekurangan_rencana(indikator: Indikator, isi: IsiRencana, target_tahun: Target) -> list[str]:
    """What still stands between a plan and its ratification (domain 1.8), each as a sentence; empty when complete."""
    pembagian = periksa_rencana(indikator, isi.target, target_tahun)
    kurang = [] if pembagian.sesuai else [pembagian.kalimat]
    for n, tw in enumerate(isi.triwulan, 1):
        kurang += _kekurangan_triwulan(triwulan(n), tw, indikator)
    if not isi.langkah.strip():
        kurang.append("Langkah aksi belum diisi.")
    if isi.penanggung_jawab is None:
        kurang.append("Penanggung jawab belum dipilih.")
    return kurang


def _kekurangan_triwulan(nama: str, tw: IsiTriwulan, indikator: Indikator) -> Iterator[str]:
    if tw.target.nilai is None:
        if tw.syarat:
            yield f"{nama} mempunyai syarat data dukung, tetapi tidak bertarget."
        return
    bawah, atas = tw.target.nilai, tw.target.atas
    if indikator.polaritas in BERENTANG and (atas is None or atas < bawah):
        yield f"Batas atas target {nama} belum benar."
    if not tw.syarat:
        yield f"{nama} belum mempunyai syarat data dukung."
