"""Reads Formulir E.81 of a year up to a quarter: Renstra, Renja, realisasi and money of each program (domain 1.7 c)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.models import Indikator, Pagu, TargetRenstra
from kinerja.perhitungan import NOL, SERATUS, Akumulasi, Target, efisiensi, gulung_realisasi, hitung_capaian
from kinerja.pohon import Daun, Pohon, Simpul, pohon
from organisasi.bahasa import AKHIR_TAHUN
from pelaporan.formulir import rerata
from pelaporan.naskah.e81 import TRIWULAN, BarisE81, NaskahE81, Pasangan
from pelaporan.naskah.triwulan import Baris, RekapTriwulan
from pelaporan.rekap import penandatangan_pada, rekap_triwulan
from rencana_aksi.models import Capaian, RealisasiAnggaran, Triwulan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja

BUTIR_KAKI = 10  # lines under one heading of the foot: the form has room for no more
KOSONG = Pasangan(None, None)
_TINGKAT = ("program", "kegiatan", "sub kegiatan")


@dataclass(frozen=True, slots=True)
class _Klaim:
    """The reported realisasi of an indicator in a period; `sah` when the Camat ratified it."""

    nilai: Decimal
    sah: bool


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What the form needs of the years of a Renstra, by indicator (pk) or by the code of a sub kegiatan."""

    tahun: int
    nomor: int
    awal: int
    akhir: int
    renstra: Mapping[int, Mapping[int, TargetRenstra]]
    klaim: Mapping[int, Mapping[tuple[int, int], _Klaim]]
    pagu: Mapping[str, Decimal]
    belanja: Mapping[str, Mapping[tuple[int, int], Decimal]]
    keterangan: Mapping[str, Baris]

    @property
    def sampai(self) -> int:
        """The last quarter that is printed."""
        return min(self.nomor, TRIWULAN[-1])


def susun_e81(triwulan: Triwulan, *, tanggal: date) -> NaskahE81:
    """The form as it stands; thirty queries, whatever its size."""
    rekap = rekap_triwulan(triwulan, tanggal=tanggal)
    pohon_tahun = pohon(triwulan.tahun)
    bahan = _bahan(triwulan, pohon_tahun, rekap)
    baris = tuple(_semua_baris(pohon_tahun, bahan))
    program = [b for b in baris if b.tingkat == "program"]
    terukur = [b for b in rekap.pendukung if b.persen is not None]
    return NaskahE81(
        tahun=triwulan.tahun,
        nomor=triwulan.nomor,
        tanggal=tanggal,
        konsep=any(not b.sah for b in rekap.pendukung if b.bertarget) or not terukur,
        kantor=rekap.kantor,
        renstra=str(pohon_tahun.renstra or ""),
        tahun_akhir=pohon_tahun.renstra.tahun_akhir if pohon_tahun.renstra else None,
        baris=baris,
        rerata=rerata("", "Rata-rata capaian kinerja", rekap.per_program, rekap),
        serapan=_serapan(program),
        pendorong=_kalimat(terukur, lambda b: b.analisis if b.persen >= SERATUS else ""),
        penghambat=_kalimat(rekap.baris, lambda b: b.hambatan),
        tindak_lanjut_triwulan=_kalimat(rekap.baris, lambda b: b.solusi),
        tindak_lanjut_renja=_kalimat(terukur, _tindak_lanjut_renja),
        penandatangan=penandatangan_pada(tanggal),
    )


def _kalimat(baris: Iterable[Baris], isi: Callable[[Baris], str]) -> tuple[str, ...]:
    """What people wrote, each sentence once and with the indicator that it speaks of."""
    kalimat = dict.fromkeys(f"{b.nama}: {' '.join(isi(b).split())}" for b in baris if isi(b))
    semua = list(kalimat)
    if len(semua) > BUTIR_KAKI:
        semua = [*semua[:BUTIR_KAKI], f"dan {len(semua) - BUTIR_KAKI} lainnya dalam Laporan Kinerja."]
    return tuple(semua)


def _tindak_lanjut_renja(b: Baris) -> str:
    if b.persen >= SERATUS:
        return ""
    return f"capaian {b.persen_teks}, target dan langkah aksinya ditinjau pada penyusunan Renja berikutnya."


def _serapan(program: Sequence[BarisE81]) -> Decimal | None:
    pagu = [b.target_tahun.rp for b in program if b.target_tahun.rp is not None]
    belanja = [b.realisasi_tahun.rp for b in program if b.realisasi_tahun.rp is not None]
    return efisiensi(None, sum(pagu, NOL), sum(belanja, NOL) if belanja else None).serapan


def _bahan(triwulan: Triwulan, isi: Pohon, rekap: RekapTriwulan) -> _Bahan:
    awal = isi.renstra.tahun_awal if isi.renstra else triwulan.tahun
    akhir = isi.renstra.tahun_akhir if isi.renstra else triwulan.tahun
    indikator = [pk for pk, d in isi.semua.items() if d.indikator.level != Indikator.Level.IKU]
    renstra: dict[int, dict[int, TargetRenstra]] = defaultdict(dict)
    for t in TargetRenstra.objects.filter(indikator__in=indikator, tahun__range=(awal, akhir)):
        renstra[t.indikator_id][t.tahun] = t
    return _Bahan(
        tahun=triwulan.tahun,
        nomor=triwulan.nomor,
        awal=awal,
        akhir=akhir,
        renstra=renstra,
        klaim=_klaim(indikator, awal, triwulan.tahun),
        pagu={p.sub_kegiatan.kode: p.berlaku for p in _pagu(triwulan.tahun)},
        belanja=_belanja(awal, triwulan.tahun),
        keterangan={b.indikator_id: b for b in rekap.baris},
    )


def _pagu(tahun: int) -> Iterable[Pagu]:
    return Pagu.objects.filter(tahun=tahun).select_related("sub_kegiatan")


def _klaim(indikator: Sequence[int], awal: int, tahun: int) -> Mapping[int, Mapping[tuple[int, int], _Klaim]]:
    """Realisasi by (year, period); what a pengisi still has in hand does not count."""
    di_pengisi = [s for s, meja in MEJA_STATUS.items() if meja == Meja.PENGISI]
    semua = (
        Capaian.objects.filter(
            target_triwulan__rencana_aksi__indikator__in=indikator,
            target_triwulan__triwulan__tahun__range=(awal, tahun),
            realisasi__isnull=False,
        )
        .exclude(status__in=di_pengisi)
        .order_by()
        .values_list(
            "target_triwulan__rencana_aksi__indikator",
            "target_triwulan__triwulan__tahun",
            "target_triwulan__triwulan__nomor",
            "realisasi",
            "status",
        )
    )
    peta: dict[int, dict[tuple[int, int], _Klaim]] = defaultdict(dict)
    for pk, tahun_klaim, nomor, realisasi, status in semua:
        peta[pk][tahun_klaim, nomor] = _Klaim(realisasi, status == "sah")
    return peta


def _belanja(awal: int, tahun: int) -> Mapping[str, Mapping[tuple[int, int], Decimal]]:
    """Spending by code of sub kegiatan: editions change its row, its code is what the years have in common."""
    peta: dict[str, dict[tuple[int, int], Decimal]] = defaultdict(dict)
    kolom = ("sub_kegiatan__kode", "triwulan__tahun", "triwulan__nomor", "jumlah")
    semua = RealisasiAnggaran.objects.filter(triwulan__tahun__range=(awal, tahun)).order_by()
    for kode, tahun_belanja, nomor, jumlah in semua.values_list(*kolom):
        peta[kode][tahun_belanja, nomor] = peta[kode].get((tahun_belanja, nomor), NOL) + jumlah
    return peta


def _semua_baris(isi: Pohon, bahan: _Bahan) -> Iterator[BarisE81]:
    for cabang in isi.cabang:
        for urutan, program in enumerate(cabang.program):
            yield from _baris_simpul(program, 0, cabang.sasaran.uraian if urutan == 0 else "", bahan)
    for program in isi.lepas:
        yield from _baris_simpul(program, 0, "", bahan)


def _baris_simpul(simpul: Simpul, tingkat: int, sasaran: str, bahan: _Bahan) -> Iterator[BarisE81]:
    """A node's rows, a row for each indicator and at least one; then those of what lies below it."""
    if not _dijalankan(simpul, bahan):
        return
    for urutan, daun in enumerate(simpul.daun or [None]):
        uang = _uang(simpul, bahan) if urutan == 0 else [KOSONG] * 9
        yield _baris(simpul, daun, uang, _TINGKAT[tingkat], sasaran if urutan == 0 else "", bahan)
    for anak in simpul.anak:
        yield from _baris_simpul(anak, tingkat + 1, "", bahan)


def _dijalankan(simpul: Simpul, bahan: _Bahan) -> bool:
    """An edition has codes that the office does not use in a year: neither promised nor paid for."""
    bertarget = any(d.nilai.nilai is not None for d in simpul.semua_daun())
    return bertarget or any(k in bahan.pagu for k in _kode_sub(simpul))


def _uang(simpul: Simpul, bahan: _Bahan) -> list[Pasangan]:
    """The Rp of columns 5 to 13; the money of the Renstra's end is not held by the system."""
    kode = list(_kode_sub(simpul))
    lalu = _jumlah(bahan.belanja[k].get((t, n)) for k in kode for t in range(bahan.awal, bahan.tahun) for n in TRIWULAN)
    per_triwulan = [
        _jumlah(bahan.belanja[k].get((bahan.tahun, n)) for k in kode) if n <= bahan.sampai else None for n in TRIWULAN
    ]
    tahun_ini = _jumlah(per_triwulan)
    pagu = _jumlah(bahan.pagu.get(k) for k in kode)
    semua = [None, lalu, pagu, *per_triwulan, tahun_ini, _jumlah([lalu, tahun_ini])]
    return [Pasangan(None, rp) for rp in semua]


def _kode_sub(simpul: Simpul) -> Iterator[str]:
    if not simpul.anak:
        yield simpul.objek.kode
    for anak in simpul.anak:
        yield from _kode_sub(anak)


def _jumlah(nilai: Iterable[Decimal | None]) -> Decimal | None:
    ada = [n for n in nilai if n is not None]
    return sum(ada, NOL) if ada else None


def _baris(
    simpul: Simpul, daun: Daun | None, uang: Sequence[Pasangan], tingkat: str, sasaran: str, bahan: _Bahan
) -> BarisE81:
    kinerja = _kinerja(daun, bahan) if daun else [KOSONG] * 9
    isi = [Pasangan(k.k, rp.rp, k.k_atas, k.sementara) for k, rp in zip(kinerja, uang, strict=True)]
    indikator = daun.indikator if daun else None
    baris = bahan.keterangan.get(str(indikator.public_id)) if indikator else None
    return BarisE81(
        tingkat=tingkat,
        sasaran=sasaran,
        kode=simpul.objek.kode,
        nama=simpul.objek.nama,
        indikator=indikator.nama if indikator else "",
        satuan=indikator.satuan if indikator else "",
        presisi=indikator.presisi if indikator else 0,
        target_renstra=isi[0],
        realisasi_lalu=isi[1],
        target_tahun=isi[2],
        triwulan=tuple(isi[3:7]),
        realisasi_tahun=isi[7],
        realisasi_renstra=isi[8],
        tingkat_k=_tingkat_k(indikator, isi[0], isi[8]) if indikator else None,
        tingkat_rp=efisiensi(None, isi[0].rp, isi[8].rp).serapan,
        unit=indikator.unit.nama if indikator else "",
        keterangan=baris.status_teks if baris else "",
    )


def _kinerja(daun: Daun, bahan: _Bahan) -> list[Pasangan]:
    """The K of columns 5 to 13."""
    indikator, klaim = daun.indikator, bahan.klaim[daun.indikator.pk]
    tahun_ini = [klaim.get((bahan.tahun, n)) if n <= bahan.sampai else None for n in TRIWULAN]
    dievaluasi = _setahun(indikator, klaim, bahan.tahun, bahan.nomor)
    lalu = [_setahun(indikator, klaim, t, AKHIR_TAHUN) for t in range(bahan.awal, bahan.tahun)]
    return [
        _target_renstra(indikator, bahan),
        _pasangan(_gulung(indikator, lalu)),
        Pasangan(daun.nilai.nilai, None, daun.nilai.atas),
        *map(_pasangan, tahun_ini),
        _pasangan(dievaluasi),
        _pasangan(_gulung(indikator, [*lalu, dievaluasi])),
    ]


def _setahun(
    indikator: Indikator, klaim: Mapping[tuple[int, int], _Klaim], tahun: int, nomor: int
) -> _Klaim | None:
    """A year's realisasi up to a period: the year's own measurement where there is one, else its quarters."""
    akhir = klaim.get((tahun, AKHIR_TAHUN))
    if akhir and nomor == AKHIR_TAHUN:
        return akhir
    return _gulung(indikator, [klaim.get((tahun, n)) for n in TRIWULAN[:nomor]])


def _gulung(indikator: Indikator, klaim: Sequence[_Klaim | None]) -> _Klaim | None:
    """Periods rolled into one as the indicator accumulates (domain 3.5): summed, or the last, mean, highest, lowest."""
    ada = [k for k in klaim if k is not None]
    if not ada:
        return None
    return _Klaim(_gulung_nilai(indikator.akumulasi, [k.nilai for k in ada]), all(k.sah for k in ada))


def _gulung_nilai(akumulasi: str, nilai: Sequence[Decimal]) -> Decimal:
    """Any number of values: `gulung` itself knows the four quarters of a year only."""
    if akumulasi == Akumulasi.RATA_RATA:
        return sum(nilai, NOL) / len(nilai)
    hasil = nilai[0]
    for satu in nilai[1:]:
        hasil = gulung_realisasi(akumulasi, [hasil, satu], 2)
    return hasil


def _pasangan(klaim: _Klaim | None) -> Pasangan:
    return KOSONG if klaim is None else Pasangan(klaim.nilai, None, sementara=not klaim.sah)


def _target_renstra(indikator: Indikator, bahan: _Bahan) -> Pasangan:
    """What the Renstra promises by its end: the years together where they add up, else its last year."""
    target = bahan.renstra[indikator.pk]
    terakhir = target.get(bahan.akhir)
    if indikator.akumulasi != Akumulasi.JUMLAH:
        return KOSONG if terakhir is None else Pasangan(terakhir.nilai, None, terakhir.nilai_atas)
    return Pasangan(_jumlah(t.nilai for t in target.values()), None)


def _tingkat_k(indikator: Indikator, target: Pasangan, realisasi: Pasangan) -> Decimal | None:
    """Column 14: column 13 against column 5, the way that the indicator is measured."""
    return hitung_capaian(
        polaritas=indikator.polaritas, target=Target(target.k, target.k_atas), realisasi=realisasi.k
    ).persen
