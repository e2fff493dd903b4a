"""What a claim says, as every desk saw it: kept with each rung, and compared when the claim comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from organisasi.bahasa import angka, persen, tanggal
from rencana_aksi.models import Capaian, DataDukung, PernyataanTidakAda, Putusan
from rencana_aksi.penilaian import EMPAT_DESIMAL

Isi = dict[str, Any]

_NARASI = {"analisis": "Analisis capaian", "hambatan": "Hambatan", "solusi": "Solusi"}


def isi_klaim(
    capaian: Capaian, dokumen: Iterable[DataDukung], tidak_ada: Iterable[PernyataanTidakAda]
) -> Isi:
    """Figures, narrative, documents and absent documents, in JSON's own types. No query."""
    return {
        "realisasi": teks_nilai(capaian.realisasi),
        "tanggal_data": _hari(capaian.tanggal_data),
        "analisis": capaian.analisis,
        "hambatan": capaian.hambatan,
        "solusi": capaian.solusi,
        "dokumen": sorted((_dokumen(d) for d in dokumen), key=lambda d: (d["slot"], d["sha256"])),
        "tidak_ada": sorted(
            ({"slot": str(p.syarat.public_id), "uraian": p.syarat.uraian, "alasan": p.alasan} for p in tidak_ada),
            key=lambda p: p["slot"],
        ),
    }


def _dokumen(dokumen: DataDukung) -> Isi:
    return {
        "slot": str(dokumen.syarat.public_id),
        "uraian": dokumen.syarat.uraian,
        "sha256": dokumen.berkas.sha256,
        "nama": dokumen.nama,
        "nomor": dokumen.nomor_dokumen,
        "tanggal": _hari(dokumen.tanggal_dokumen),
        "masa_mulai": _hari(dokumen.masa_mulai),
        "masa_selesai": _hari(dokumen.masa_selesai),
        "keterangan": dokumen.uraian,
        "alasan_kembar": dokumen.alasan_kembar,
    }


def teks_nilai(nilai: Decimal | None) -> str | None:
    """A number the same whether it comes from a form or from the database: four decimals."""
    return None if nilai is None else str(nilai.quantize(EMPAT_DESIMAL))


def _hari(hari: date | None) -> str | None:
    return hari.isoformat() if hari else None


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One thing that is not as it was: what, and how it read before and reads now."""

    apa: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class SejakDilihat:
    """What changed since a desk's own last rung; no `perubahan` means the claim came back as it was."""

    putusan: Putusan
    perubahan: list[Perubahan]


def sejak_dilihat(putusan: Putusan, capaian: Capaian, isi: Isi) -> SejakDilihat:
    """Compare the claim that lies on a desk now with what the same desk saw on its rung `putusan`."""
    perubahan = _beda_isi(putusan.isi_dilihat, isi, capaian)
    if putusan.nilai_masuk != capaian.persen:
        perubahan.insert(
            0, Perubahan("Capaian yang tiba di meja ini", persen(putusan.nilai_masuk), persen(capaian.persen))
        )
    return SejakDilihat(putusan, perubahan)


def _beda_isi(lama: Isi, baru: Isi, capaian: Capaian) -> list[Perubahan]:
    indikator = capaian.indikator

    def angka_realisasi(teks: str | None) -> str:
        return f"{angka(Decimal(teks), indikator.presisi)} {indikator.satuan}" if teks else ""

    def baca_tanggal(teks: str | None) -> str:
        return tanggal(date.fromisoformat(teks)) if teks else ""

    bagian = [
        ("Realisasi", angka_realisasi(lama["realisasi"]), angka_realisasi(baru["realisasi"])),
        ("Data sampai tanggal", baca_tanggal(lama["tanggal_data"]), baca_tanggal(baru["tanggal_data"])),
        *((label, lama[nama], baru[nama]) for nama, label in _NARASI.items()),
    ]
    beda = [Perubahan(*satu) for satu in bagian if satu[1] != satu[2]]
    return [*beda, *_beda_dokumen(lama["dokumen"], baru["dokumen"]), *_beda_tidak_ada(lama, baru)]


def _beda_dokumen(lama: list[Isi], baru: list[Isi]) -> list[Perubahan]:
    """Slot by slot: what left and what came stand side by side as a replacement, the rest by themselves."""
    beda = []
    for slot in dict.fromkeys(d["slot"] for d in [*lama, *baru]):
        dulu = {d["sha256"]: d for d in lama if d["slot"] == slot}
        kini = {d["sha256"]: d for d in baru if d["slot"] == slot}
        pergi = [d for sidik, d in dulu.items() if sidik not in kini]
        datang = [d for sidik, d in kini.items() if sidik not in dulu]
        beda += [_ganti(a, b) for a, b in zip(pergi, datang, strict=False)]
        beda += [Perubahan(f"Data dukung ditarik: {d['uraian']}", _sebut(d), "") for d in pergi[len(datang) :]]
        beda += [Perubahan(f"Data dukung ditambahkan: {d['uraian']}", "", _sebut(d)) for d in datang[len(pergi) :]]
        beda += [
            Perubahan(f"Keterangan data dukung: {kini[sidik]['uraian']}", _sebut(d), _sebut(kini[sidik]))
            for sidik, d in dulu.items()
            if sidik in kini and d != kini[sidik]
        ]
    return beda


def _ganti(lama: Isi, baru: Isi) -> Perubahan:
    return Perubahan(f"Data dukung diganti: {baru['uraian']}", _sebut(lama), _sebut(baru))


def _sebut(dokumen: Isi) -> str:
    """A document in one line: its name and what was said of it."""
    masa = " sampai ".join(
        tanggal(date.fromisoformat(d)) for d in (dokumen["masa_mulai"], dokumen["masa_selesai"]) if d
    )
    bagian = (
        dokumen["nama"],
        dokumen["nomor"] and f"nomor {dokumen['nomor']}",
        dokumen["tanggal"] and f"tanggal {tanggal(date.fromisoformat(dokumen['tanggal']))}",
        masa and f"masa {masa}",
        dokumen["keterangan"],
        dokumen["alasan_kembar"] and f"berkas yang sama: {dokumen['alasan_kembar']}",
    )
    return ", ".join(b for b in bagian if b)


def _beda_tidak_ada(lama: Isi, baru: Isi) -> list[Perubahan]:
    dulu = {p["slot"]: p for p in lama["tidak_ada"]}
    kini = {p["slot"]: p for p in baru["tidak_ada"]}
    return [
        Perubahan(
            f"Dinyatakan tidak ada: {(kini.get(slot) or dulu[slot])['uraian']}",
            dulu.get(slot, {}).get("alasan", ""),
            kini.get(slot, {}).get("alasan", ""),
        )
        for slot in dict.fromkeys([*dulu, *kini])
        if dulu.get(slot) != kini.get(slot)
    ]
