"""What changed from one version of the annual report to the next, in words (a diff of two snapshots)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace

from organisasi.bahasa import angka, rupiah
from pelaporan.naskah.tahunan import NaskahTahunan, Uang
from pelaporan.naskah.triwulan import Baris

LAIN = "Keterangan lain dalam laporan diperbarui."
# What every version says anew and what is no change of the report itself.
_PENANDA = ("format", "templat", "konsep", "versi", "dibuat", "penandatangan", "perubahan")
_KEADAAN = ("tanggal", "ditutup")


def perubahan_versi(lama: NaskahTahunan, baru: NaskahTahunan) -> tuple[str, ...]:
    """A sentence for each difference, in the order of the report; empty when both say the same."""
    if _isi(lama) == _isi(baru):
        return ()
    return tuple(_kalimat(lama, baru)) or (LAIN,)


def _isi(naskah: NaskahTahunan) -> dict[str, object]:
    isi = {f.name: getattr(naskah, f.name) for f in fields(naskah) if f.name not in _PENANDA}
    return isi | {"rekap": replace(naskah.rekap, **dict.fromkeys(_KEADAAN))}


def _kalimat(lama: NaskahTahunan, baru: NaskahTahunan) -> Iterator[str]:
    if lama.pengaturan != baru.pengaturan:
        yield "Pengaturan laporan (label, kertas, kop, atau dasar hukum) diubah."
    yield from _narasi(lama, baru)
    yield from _baris(lama, baru)
    yield from _uang(lama, baru)
    for nama, ambil in _DAFTAR.items():
        yield from _jumlah(nama, Counter(ambil(lama)), Counter(ambil(baru)))


def _narasi(lama: NaskahTahunan, baru: NaskahTahunan) -> Iterator[str]:
    dulu = {b.kunci: b for b in lama.narasi}
    for b in baru.narasi:
        sebelum = dulu.get(b.kunci)
        if sebelum is None or sebelum.kosong:
            if not b.kosong:
                yield f"Bagian “{b.judul}” diisi."
        elif b.kosong:
            yield f"Bagian “{b.judul}” dikosongkan."
        elif b.teks != sebelum.teks:
            yield f"Bagian “{b.judul}” diubah."


_UKURAN = {"Target": "target_teks", "Realisasi": "realisasi_teks", "Capaian": "persen_teks", "Kategori": "kelas"}


def _baris(lama: NaskahTahunan, baru: NaskahTahunan) -> Iterator[str]:
    dulu = {b.indikator_id: b for b in lama.rekap.baris}
    kini = {b.indikator_id: b for b in baru.rekap.baris}
    for kunci, b in kini.items():
        if kunci not in dulu:
            yield f"Indikator “{b.nama}” ditambahkan."
        else:
            yield from _ukuran(dulu[kunci], b)
    yield from (f"Indikator “{b.nama}” tidak dimuat lagi." for kunci, b in dulu.items() if kunci not in kini)


def _ukuran(lama: Baris, baru: Baris) -> Iterator[str]:
    for sebutan, nama in _UKURAN.items():
        dulu, kini = getattr(lama, nama), getattr(baru, nama)
        if dulu != kini:
            yield f"{sebutan} “{baru.nama}” berubah dari {dulu or '–'} menjadi {kini or '–'}."


def _uang(lama: NaskahTahunan, baru: NaskahTahunan) -> Iterator[str]:
    dulu = {u.kode: u for u in lama.uang}
    for u in baru.uang:
        if u.tingkat == "sub kegiatan":
            yield from _satu_uang(dulu.get(u.kode), u)


def _satu_uang(lama: Uang | None, baru: Uang) -> Iterator[str]:
    for sebutan in ("pagu", "realisasi"):
        dulu, kini = (getattr(u, sebutan) if u else None for u in (lama, baru))
        if dulu != kini:
            yield f"{sebutan.capitalize()} anggaran {baru.kode} berubah dari {_rupiah(dulu)} menjadi {_rupiah(kini)}."


def _rupiah(nilai) -> str:
    return "kosong" if nilai is None else rupiah(nilai)


_DAFTAR: Mapping[str, Callable[[NaskahTahunan], Iterable]] = {
    "Data dukung": lambda n: (b.dokumen.sha256 + b.masa + b.indikator for b in n.bukti),
    "Koreksi persentase": lambda n: n.koreksi,
    "Tindak lanjut rekomendasi": lambda n: n.tindak_lanjut,
    "Perjanjian Kinerja": lambda n: (p.sidik for p in n.pk),
    "Susunan Tim SAKIP": lambda n: n.tim.anggota if n.tim else (),
}


def _jumlah(nama: str, lama: Counter, baru: Counter) -> Iterator[str]:
    bertambah, berkurang = (baru - lama).total(), (lama - baru).total()
    bagian = [f"{angka(bertambah, 0)} butir baru"] if bertambah else []
    if berkurang:
        bagian.append(f"{angka(berkurang, 0)} butir tidak berlaku lagi")
    if bagian:
        yield f"{nama}: {' dan '.join(bagian)}."
