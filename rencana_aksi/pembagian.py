"""Whether the quarters of a plan roll up to the year's target, and the sentence that says so (domain 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja.models import Indikator
from kinerja.perhitungan import Akumulasi, Polaritas, Target, bulatkan, gulung_target, selisih_pembagian
from organisasi.bahasa import angka

BERENTANG = frozenset({Polaritas.RENTANG, Polaritas.RENTANG_MINIMAL})

# What the roll-up of the quarters is called; `static/js/pembagian.js` says the same words while typing.
NAMA_GULUNGAN = {
    Akumulasi.JUMLAH: "Jumlah triwulan",
    Akumulasi.AKHIR: "Target triwulan terakhir",
    Akumulasi.RATA_RATA: "Rata-rata triwulan",
    Akumulasi.MAKSIMUM: "Target triwulan tertinggi",
    Akumulasi.MINIMUM: "Target triwulan terendah",
}


@dataclass(frozen=True, slots=True)
class Pembagian:
    """`sesuai` is True only when both sides exist and agree; `kalimat` tells the figures either way."""

    sesuai: bool
    kalimat: str


def periksa_pembagian(
    akumulasi: Akumulasi, presisi: int, target_tw: Sequence[Decimal | None], target_tahun: Decimal | None
) -> Pembagian:
    """Compare the quarters with the year, exactly; an average after rounding both to the indicator's precision."""
    tergulung = gulung_target(akumulasi, target_tw, 4)
    if target_tahun is None:
        return Pembagian(False, "Target tahun belum ditetapkan.")
    if tergulung is None:
        return Pembagian(False, "Belum ada triwulan yang bertarget.")
    selisih = selisih_pembagian(akumulasi, target_tw, target_tahun)
    if akumulasi == Akumulasi.RATA_RATA:
        selisih = bulatkan(tergulung, presisi) - bulatkan(target_tahun, presisi)
    hasil = f"{NAMA_GULUNGAN[akumulasi]} {_teks(tergulung, presisi)}"
    if selisih == 0:
        return Pembagian(True, f"{hasil}, sesuai dengan target tahun.")
    arah = "kurang" if selisih < 0 else "lebih"
    beda, tahun = _teks(abs(selisih), presisi), _teks(target_tahun, presisi)
    return Pembagian(False, f"{hasil}, {arah} {beda} dari target tahun {tahun}.")


def periksa_rencana(indikator: Indikator, target_tw: Sequence[Target], target_tahun: Target) -> Pembagian:
    """As `periksa_pembagian` for an indicator; of a range the lower bound first, then the upper one."""
    akumulasi, presisi = Akumulasi(indikator.akumulasi), indikator.presisi
    bawah = periksa_pembagian(akumulasi, presisi, [t.nilai for t in target_tw], target_tahun.nilai)
    if not bawah.sesuai or indikator.polaritas not in BERENTANG:
        return bawah
    atas = periksa_pembagian(akumulasi, presisi, [t.atas for t in target_tw], target_tahun.atas)
    return bawah if atas.sesuai else Pembagian(False, f"Batas atas: {atas.kalimat}")


def teks_target(target: Target, presisi: int) -> str:
    """`12`, `80,5–90`, or a dash where there is no target, which is not 0."""
    if target.nilai is None:
        return "–"
    bawah = _teks(target.nilai, presisi)
    return bawah if target.atas is None else f"{bawah}–{_teks(target.atas, presisi)}"


def _teks(nilai: Decimal, presisi: int) -> str:
    # A stored value may be finer than the indicator's precision: a difference of 0,25 must not be told as 0.
    desimal = len(f"{bulatkan(nilai, 4).normalize():f}".partition(".")[2])
    return angka(nilai, max(presisi, desimal))
