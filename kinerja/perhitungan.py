"""Every number of the system: percentages, roll-ups, classes, survey index (domain 2.3, 3 and 4).

Decimal at full precision throughout; `bulatkan` is for display only. NULL (None) is never read as 0.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter
from typing import TypeVar

from django.db.models import TextChoices

from organisasi.bahasa import angka

T = TypeVar("T")

NOL = Decimal(0)
SERATUS = Decimal(100)


class Polaritas(TextChoices):
    MAKSIMAL = "maksimal", "Makin tinggi makin baik"
    MINIMAL_A = "minimal_a", "Makin rendah makin baik (linear)"
    MINIMAL_B = "minimal_b", "Makin rendah makin baik (rasio)"
    RENTANG = "rentang", "Dalam rentang, makin tinggi makin baik"
    RENTANG_MINIMAL = "rentang_minimal", "Dalam rentang, makin rendah makin baik"
    STABIL = "stabil", "Makin dekat dengan target makin baik"
    KUALITATIF = "kualitatif", "Kualitatif (menurut tingkat)"


class Akumulasi(TextChoices):
    JUMLAH = "jumlah", "Kumulatif (jumlah)"
    AKHIR = "akhir", "Posisi akhir"
    RATA_RATA = "rata_rata", "Rata-rata"
    MAKSIMUM = "maksimum", "Nilai tertinggi"
    MINIMUM = "minimum", "Nilai terendah"


class Keadaan(TextChoices):
    TERHITUNG = "terhitung", "terhitung"
    BELUM_DIISI = "belum_diisi", "belum diisi"
    TANPA_TARGET = "tanpa_target", "tidak ada target"
    TIDAK_TERHITUNG = "tidak_terhitung", "tidak dapat dihitung"


@dataclass(frozen=True, slots=True)
class Target:
    """A target in the indicator's unit; for a range `nilai` is the lower bound and `atas` the upper."""

    nilai: Decimal | None
    atas: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HasilHitung:
    """`persen` is uncapped, never below 0, and None in every state except TERHITUNG.

    `target_nol` warns that the percentage is the cap, granted because anything was achieved on a target of 0.
    """

    keadaan: Keadaan
    persen: Decimal | None
    target_nol: bool = False


@dataclass(frozen=True, slots=True)
class Efisiensi:
    """`serapan` in percent, `selisih` in percentage points (> 0 efficient), `rasio` plain (> 1 efficient)."""

    serapan: Decimal | None
    selisih: Decimal | None
    rasio: Decimal | None


@dataclass(frozen=True, slots=True)
class _Langkah:
    """A result with the pattern of its explanation, made together so that the two cannot disagree."""

    hasil: HasilHitung
    pola: str


def bulatkan(nilai: Decimal, presisi: int) -> Decimal:
    """Round half up to `presisi` decimals, for display only (domain 3)."""
    return nilai.quantize(Decimal(1).scaleb(-presisi), ROUND_HALF_UP)


def _terhitung(persen: Decimal, pola: str) -> _Langkah:
    if persen < 0:
        return _Langkah(HasilHitung(Keadaan.TERHITUNG, NOL), f"{pola}, di bawah nol dihitung 0")
    return _Langkah(HasilHitung(Keadaan.TERHITUNG, persen), pola)


def _tanpa_nilai(keadaan: Keadaan) -> _Langkah:
    return _Langkah(HasilHitung(keadaan, None), keadaan.label)


def _tak_terhitung(pola: str) -> _Langkah:
    return _Langkah(HasilHitung(Keadaan.TIDAK_TERHITUNG, None), f"{pola}: tidak dapat dihitung")


def _maksimal(target: Decimal, realisasi: Decimal, batas: Decimal) -> _Langkah:
    if target < 0:
        return _tak_terhitung("target {t} negatif")
    if target > 0:
        return _terhitung(SERATUS * realisasi / target, "{r} ÷ {t} × 100")
    if realisasi == 0:
        return _tak_terhitung("target {t} dan realisasi {r}")
    if realisasi < 0:
        return _terhitung(NOL, "target {t}, realisasi {r} di bawahnya: 0")
    hasil = HasilHitung(Keadaan.TERHITUNG, batas, target_nol=True)
    return _Langkah(hasil, "target {t}, realisasi {r} di atasnya: nilai batas")


def _minimal_a(target: Decimal, realisasi: Decimal, batas: Decimal) -> _Langkah:
    if target > 0:
        return _terhitung(SERATUS * (2 * target - realisasi) / target, "(2 × {t} − {r}) ÷ {t} × 100")
    return _minimal_tanpa_pembagi(target, realisasi)


def _minimal_b(target: Decimal, realisasi: Decimal, batas: Decimal) -> _Langkah:
    if target <= 0:
        return _minimal_tanpa_pembagi(target, realisasi)
    if realisasi <= 0:
        return _terhitung(batas, "realisasi {r} dengan target {t}: nilai batas")
    return _terhitung(SERATUS * target / realisasi, "{t} ÷ {r} × 100")


def _minimal_tanpa_pembagi(target: Decimal, realisasi: Decimal) -> _Langkah:
    if target < 0:
        return _tak_terhitung("target {t} negatif")
    if realisasi <= 0:
        return _terhitung(SERATUS, "target {t} tercapai dengan realisasi {r}: 100")
    return _terhitung(NOL, "target {t} terlampaui dengan realisasi {r}: 0")


def _stabil(target: Decimal, realisasi: Decimal, batas: Decimal) -> _Langkah:
    if target < 0:
        return _tak_terhitung("target {t} negatif")
    if target > 0:
        persen = SERATUS - SERATUS * abs(realisasi - target) / target
        return _terhitung(persen, "100 − |{r} − {t}| ÷ {t} × 100")
    if realisasi == 0:
        return _terhitung(SERATUS, "target {t} tercapai tepat: 100")
    return _terhitung(NOL, "realisasi {r} menyimpang dari target {t}: 0")


Rumus = Callable[[Decimal, Decimal, Decimal], _Langkah]

# Outside its range an indicator is measured against the nearest bound by the one-number rule of its
# direction: (1 + (1 - R/U)) x 100 is the linear rule written another way.
_RUMUS: dict[Polaritas, Rumus] = {
    Polaritas.MAKSIMAL: _maksimal,
    Polaritas.MINIMAL_A: _minimal_a,
    Polaritas.MINIMAL_B: _minimal_b,
    Polaritas.RENTANG: _maksimal,
    Polaritas.RENTANG_MINIMAL: _minimal_a,
    Polaritas.STABIL: _stabil,
    Polaritas.KUALITATIF: _maksimal,
}
_BERENTANG = frozenset({Polaritas.RENTANG, Polaritas.RENTANG_MINIMAL})


def _rentang(rumus: Rumus, target: Target, realisasi: Decimal, batas: Decimal) -> _Langkah:
    if target.atas is None or target.atas < target.nilai:
        return _tak_terhitung("batas rentang target belum benar")
    if target.nilai <= realisasi <= target.atas:
        return _terhitung(SERATUS, "{r} di dalam rentang {t} sampai {atas}: 100")
    if realisasi > target.atas:
        langkah = rumus(target.atas, realisasi, batas)
        return _Langkah(
            langkah.hasil,
            "{r} di atas rentang {t} sampai {atas}: " + langkah.pola.replace("{t}", "{atas}"),
        )
    langkah = rumus(target.nilai, realisasi, batas)
    return _Langkah(langkah.hasil, "{r} di bawah rentang {t} sampai {atas}: " + langkah.pola)


def _langkah(polaritas: Polaritas, target: Target, realisasi: Decimal | None, batas: Decimal) -> _Langkah:
    if target.nilai is None:
        return _tanpa_nilai(Keadaan.TANPA_TARGET)
    if realisasi is None:
        return _tanpa_nilai(Keadaan.BELUM_DIISI)
    rumus = _RUMUS[polaritas]
    if polaritas in _BERENTANG:
        return _rentang(rumus, target, realisasi, batas)
    return rumus(target.nilai, realisasi, batas)


def hitung_capaian(
    *, polaritas: Polaritas, target: Target, realisasi: Decimal | None, batas: Decimal = SERATUS
) -> HasilHitung:
    """Return the percentage of one indicator and its state (domain 3.1 and 3.2).

    `batas` (percent) is the value granted where the ratio has no divisor; the result itself is not capped.
    KUALITATIF expects numbers: the ranks or weights of the indicator's own level table.
    A missing target goes before a missing realisasi. A negative target cannot be computed.
    A range without an upper bound, or with its bounds exchanged, cannot be computed either.
    """
    return _langkah(polaritas, target, realisasi, batas).hasil


def uraikan_rumus(*, polaritas: Polaritas, target: Target, realisasi: Decimal | None, presisi: int) -> str:
    """Return the formula with its numbers filled in, as the review desk reads it: `85,40 ÷ 87,00 × 100`."""
    return pola_rumus(polaritas, target, realisasi).format(**teks_rumus(target, realisasi, presisi))


def pola_rumus(polaritas: Polaritas, target: Target, realisasi: Decimal | None) -> str:
    """The formula that applies, with places for `{t}`, `{atas}` and `{r}`."""
    return _langkah(polaritas, target, realisasi, SERATUS).pola


def teks_rumus(target: Target, realisasi: Decimal | None, presisi: int) -> dict[str, str]:
    """The numbers for the places of `pola_rumus`, in Indonesian form."""
    nilai = {"t": target.nilai, "atas": target.atas, "r": realisasi}
    return {nama: angka(n, presisi) for nama, n in nilai.items() if n is not None}


def _rata(nilai: Sequence[Decimal]) -> Decimal:
    return sum(nilai, NOL) / len(nilai)


_GULUNG: dict[Akumulasi, Callable[[Sequence[Decimal]], Decimal]] = {
    Akumulasi.JUMLAH: sum,
    Akumulasi.AKHIR: itemgetter(-1),
    Akumulasi.RATA_RATA: _rata,
    Akumulasi.MAKSIMUM: max,
    Akumulasi.MINIMUM: min,
}


def gulung(akumulasi: Akumulasi, nilai_tw: Sequence[Decimal | None], sampai: int) -> Decimal | None:
    """Roll quarters 1..`sampai` into one value over the quarters that have one (domain 3.5).

    None when no quarter has a value. Raises ValueError when `sampai` is not 1..4.
    """
    if sampai not in range(1, 5):
        raise ValueError(f"Triwulan harus 1 sampai 4, bukan {sampai}.")
    terisi = [nilai for nilai in nilai_tw[:sampai] if nilai is not None]
    return _GULUNG[akumulasi](terisi) if terisi else None


# Targets and realisasi roll up by one rule; two names let a caller say which of them it means.
gulung_target = gulung_realisasi = gulung


def selisih_pembagian(
    akumulasi: Akumulasi, target_tw: Sequence[Decimal | None], target_tahun: Decimal | None
) -> Decimal | None:
    """Return the rolled-up quarterly targets minus the year's target, in the indicator's unit; 0 is right.

    None when either side is missing. An average that does not end (1/3) leaves its remainder in the result.
    """
    tergulung = gulung_target(akumulasi, target_tw, 4)
    if tergulung is None or target_tahun is None:
        return None
    return tergulung - target_tahun


def capaian_tw(
    *,
    polaritas: Polaritas,
    akumulasi: Akumulasi,
    target_tw: Sequence[Target],
    realisasi_tw: Sequence[Decimal | None],
    triwulan: int,
    batas: Decimal = SERATUS,
) -> HasilHitung:
    """Return progress against the target planned up to this quarter (domain 3.5).

    The quarter's own target and realisasi must exist: an earlier quarter never speaks for a later one.
    """
    target = Target(
        gulung_target(akumulasi, [t.nilai for t in target_tw], triwulan),
        gulung_target(akumulasi, [t.atas for t in target_tw], triwulan),
    )
    realisasi = gulung_realisasi(akumulasi, realisasi_tw, triwulan)
    if target_tw[triwulan - 1].nilai is None:
        target = Target(None)
    if realisasi_tw[triwulan - 1] is None:
        realisasi = None
    return hitung_capaian(polaritas=polaritas, target=target, realisasi=realisasi, batas=batas)


def capaian_tahun(
    *,
    polaritas: Polaritas,
    akumulasi: Akumulasi,
    target_tahun: Target,
    realisasi_tw: Sequence[Decimal | None],
    triwulan: int,
    batas: Decimal = SERATUS,
) -> HasilHitung:
    """Return progress against the year's target with what is known up to this quarter (domain 3.5).

    Give it no class before quarter 4: it is low by design until then.
    """
    realisasi = gulung_realisasi(akumulasi, realisasi_tw, triwulan)
    return hitung_capaian(polaritas=polaritas, target=target_tahun, realisasi=realisasi, batas=batas)


def rata_rata(persen: Iterable[Decimal | None], batas: Decimal | None) -> Decimal | None:
    """Return the simple mean with each value capped at `batas` and missing ones left out (domain 3.6).

    `batas` None means no cap; None is returned when there is nothing to average.
    """
    ada = [nilai if batas is None else min(nilai, batas) for nilai in persen if nilai is not None]
    return _rata(ada) if ada else None


def kelas(persen: Decimal | None, skala: Sequence[tuple[Decimal, T]]) -> T | None:
    """Return the class whose lower bound is the highest one reached by the unrounded value (domain 3.4).

    Lower bounds are inclusive and `skala` may come in any order. None without a value or below every bound.
    """
    if persen is None:
        return None
    tercapai = [baris for baris in skala if baris[0] <= persen]
    return max(tercapai, key=itemgetter(0))[1] if tercapai else None


def nilai_koreksi_sah(persen: Decimal, batas_atas: Decimal) -> bool:
    """Tell whether a corrected percentage lies within 0..`batas_atas` (domain 3.7)."""
    return NOL <= persen <= batas_atas


def efisiensi(capaian: Decimal | None, pagu: Decimal | None, realisasi: Decimal | None) -> Efisiensi:
    """Compare capaian (percent) with budget absorption (domain 3.8); what cannot be known stays None.

    `pagu` is the ceiling after the budget change when there is one.
    """
    if not pagu or realisasi is None:
        return Efisiensi(None, None, None)
    serapan = SERATUS * realisasi / pagu
    if capaian is None:
        return Efisiensi(serapan, None, None)
    return Efisiensi(serapan, capaian - serapan, capaian / serapan if serapan else None)


JUMLAH_UNSUR = 9
MUTU_IKM = (
    (Decimal("88.31"), ("A", "Sangat Baik")),
    (Decimal("76.61"), ("B", "Baik")),
    (Decimal("65.00"), ("C", "Kurang Baik")),
    (Decimal("25.00"), ("D", "Tidak Baik")),
)
PREDIKAT_AKIP = (
    (Decimal(90), ("AA", "Sangat Memuaskan")),
    (Decimal(80), ("A", "Memuaskan")),
    (Decimal(70), ("BB", "Sangat Baik")),
    (Decimal(60), ("B", "Baik")),
    (Decimal(50), ("CC", "Cukup (Memadai)")),
    (Decimal(30), ("C", "Kurang")),
)
PREDIKAT_TERENDAH = ("D", "Sangat Kurang")


def ikm(total: Sequence[Decimal | int], responden: int) -> Decimal:
    """Return the index 25..100 from nine totals of answers 1..4 (PermenPANRB 14/2017, domain 4.2).

    The weight is exactly 1/9: with the printed 0,11 a true 87.00 becomes 86.13, a target missed on paper.
    Nine means (NRR) instead of totals: pass `responden=1`. Raises ValueError for what no survey can give.
    """
    if len(total) != JUMLAH_UNSUR:
        raise ValueError(f"IKM memerlukan {JUMLAH_UNSUR} unsur, bukan {len(total)}.")
    if responden < 1:
        raise ValueError("Jumlah responden paling sedikit 1.")
    if not all(responden <= nilai <= 4 * responden for nilai in total):
        raise ValueError("Jumlah nilai setiap unsur harus antara 1 dan 4 kali jumlah responden.")
    return 25 * sum(total, NOL) / (JUMLAH_UNSUR * responden)


def mutu_ikm(nilai: Decimal) -> tuple[str, str]:
    """Return (mutu, kinerja unit) of an index, rounded to 2 decimals first (domain 4.2).

    Raises ValueError outside 25..100.
    """
    mutu = kelas(bulatkan(nilai, 2), MUTU_IKM)
    if mutu is None or nilai > SERATUS:
        raise ValueError("IKM harus antara 25 dan 100.")
    return mutu


def responden_minimum(populasi: int) -> int:
    """Return the Krejcie-Morgan sample size for `populasi` service users, rounded to nearest (domain 4.3)."""
    if populasi < 1:
        raise ValueError("Jumlah populasi paling sedikit 1.")
    # chi square 3.841 (1 degree, 95 %), P = 0.5, margin 0.05
    pembilang = Decimal("3.841") * Decimal("0.25")
    return int(bulatkan(pembilang * populasi / (Decimal("0.0025") * (populasi - 1) + pembilang), 0))


def predikat_akip(nilai: Decimal) -> tuple[str, str]:
    """Return (predikat, name) of an AKIP score 0..100; lower bounds are exclusive: 80 is BB (domain 2.3)."""
    if not NOL <= nilai <= SERATUS:
        raise ValueError("Nilai AKIP harus antara 0 dan 100.")
    return next((predikat for batas, predikat in PREDIKAT_AKIP if nilai > batas), PREDIKAT_TERENDAH)
