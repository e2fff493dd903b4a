"""The rule behind a percentage in words: how it is called, what it says, and its sum with every number named."""

from dataclasses import dataclass
from decimal import Decimal

from kinerja.perhitungan import Akumulasi, HasilHitung, Keadaan, Polaritas, Target, pola_rumus, teks_rumus
from organisasi.bahasa import persen


@dataclass(frozen=True, slots=True)
class AturanHitung:
    """How an indicator is computed (domain 3.1) and how its quarters add up (domain 3.5)."""

    nama: str
    penjelasan: str
    akumulasi: str
    penjelasan_akumulasi: str


_POLARITAS = {
    Polaritas.MAKSIMAL: "Realisasi dibagi target, dikali 100. Lebih dari target berarti lebih dari 100%.",
    Polaritas.MINIMAL_A: "Dua kali target dikurangi realisasi, dibagi target, dikali 100. Paling rendah 0%.",
    Polaritas.MINIMAL_B: "Target dibagi realisasi, dikali 100.",
    Polaritas.RENTANG: (
        "Di dalam rentang target berarti 100%. Di luarnya, realisasi dibagi batas rentang yang terdekat, dikali 100."
    ),
    Polaritas.RENTANG_MINIMAL: (
        "Di dalam rentang target berarti 100%. Di luarnya, dua kali batas rentang yang terdekat dikurangi realisasi, "
        "dibagi batas itu, dikali 100. Paling rendah 0%."
    ),
    Polaritas.STABIL: "Seratus dikurangi selisih realisasi dan target dalam persen dari target. Paling rendah 0%.",
    Polaritas.KUALITATIF: "Nilai tingkat yang dicapai dibagi nilai tingkat yang ditargetkan, dikali 100.",
}
_AKUMULASI = {
    Akumulasi.JUMLAH: "Target dan realisasi dijumlahkan dari triwulan I sampai dengan triwulan ini.",
    Akumulasi.AKHIR: "Dipakai angka triwulan terakhir yang ada, bukan jumlahnya.",
    Akumulasi.RATA_RATA: "Dipakai rata-rata triwulan yang mempunyai angka, sampai dengan triwulan ini.",
    Akumulasi.MAKSIMUM: "Dipakai angka tertinggi sampai dengan triwulan ini.",
    Akumulasi.MINIMUM: "Dipakai angka terendah sampai dengan triwulan ini.",
}


def aturan_hitung(polaritas: str, akumulasi: str) -> AturanHitung:
    arah, gabungan = Polaritas(polaritas), Akumulasi(akumulasi)
    return AturanHitung(arah.label, _POLARITAS[arah], gabungan.label, _AKUMULASI[gabungan])


def rumus_terisi(
    *, polaritas: str, target: Target, realisasi: Decimal | None, presisi: int, hasil: HasilHitung
) -> str:
    """`realisasi 91,48 ÷ target 96,00 × 100 = 95,29%`: every number named, and what comes out before any cap."""
    pola = pola_rumus(Polaritas(polaritas), target, realisasi)
    letak, _, hitungan = pola.rpartition(": ")
    if "÷" in hitungan:
        for tempat, nama in (("{t}", "target"), ("{atas}", "batas atas"), ("{r}", "realisasi")):
            hitungan = hitungan.replace(tempat, f"{nama} {tempat}")
    elif hitungan.isdigit():
        # The rule itself names the percentage: it stands behind the equals sign alone.
        letak, hitungan = "", letak
    teks = f"{letak}: {hitungan}" if letak else hitungan
    lengkap = teks.format(**teks_rumus(target, realisasi, presisi))
    sudah_bernilai = hasil.keadaan != Keadaan.TERHITUNG or lengkap.endswith("dihitung 0")
    return lengkap if sudah_bernilai else f"{lengkap} = {persen(hasil.persen)}"
