"""The figures of a claim as the review page shows them: the sum with its numbers, its rule, the last quarters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from kinerja.grafik import Kolom, grafik_kolom
from kinerja.perhitungan import Target, capaian_tahun, gulung_target
from kinerja.rumus import AturanHitung, aturan_hitung, rumus_terisi
from organisasi.bahasa import AKHIR_TAHUN, romawi
from rencana_aksi.kedudukan import Kedudukan
from rencana_aksi.models import Capaian, TargetTriwulan
from rencana_aksi.models.capaian import Meja, Status

JUMLAH_TITIK = 4


@dataclass(frozen=True, slots=True)
class Titik:
    """One period of the chart; `tahun` is the progress against the year's target. Percentages."""

    label: str
    triwulan: Decimal | None
    tahun: Decimal | None
    sementara: bool


@dataclass(frozen=True, slots=True)
class AngkaKlaim:
    """`dalam_rata_rata` is what an average takes of the percentage, where that is less than the percentage itself."""

    rumus: str
    aturan: AturanHitung
    tahun: Decimal | None
    dalam_rata_rata: Decimal | None
    titik: list[Titik]
    grafik: SafeString


def angka_klaim(k: Kedudukan) -> AngkaKlaim:
    """Put the claim among the quarters of two years. No query besides those of `k`."""
    indikator, hitung = k.capaian.indikator, k.penilaian
    titik = _titik(k, k.dua_tahun)
    kini = hitung.persen if k.capaian.persen is None else k.capaian.persen
    batas = k.ketentuan.batas_rata_rata
    return AngkaKlaim(
        rumus=rumus_terisi(
            polaritas=indikator.polaritas,
            target=hitung.target,
            realisasi=hitung.realisasi if k.capaian.realisasi is not None else None,
            presisi=indikator.presisi,
            hasil=hitung.hasil,
        ),
        aturan=aturan_hitung(indikator.polaritas, indikator.akumulasi),
        tahun=titik[-1].tahun if titik else None,
        dalam_rata_rata=batas if kini is not None and kini > batas else None,
        titik=titik,
        grafik=_grafik(titik),
    )


def _titik(k: Kedudukan, target: Sequence[TargetTriwulan]) -> list[Titik]:
    """The last periods up to this one; a quarter without a target or without a claim under way is left out."""
    kini = (k.capaian.triwulan.tahun, k.capaian.triwulan.nomor)
    titik = []
    for satu in target:
        saat = (satu.triwulan.tahun, satu.triwulan.nomor)
        if saat == kini:
            persen = k.penilaian.persen if k.capaian.persen is None else k.capaian.persen
            titik.append(_satu(satu, persen, k.capaian, target, k))
        elif saat < kini and satu.nilai is not None and _terajukan(satu) and not satu.triwulan.akhir_tahun:
            titik.append(_satu(satu, satu.capaian.persen, satu.capaian, target, k))
    return titik[-JUMLAH_TITIK:]


def _satu(
    target: TargetTriwulan, persen: Decimal | None, capaian: Capaian, semua: Iterable[TargetTriwulan], k: Kedudukan
) -> Titik:
    tahun, nomor = target.triwulan.tahun, target.triwulan.nomor
    setahun = [t for t in semua if t.triwulan.tahun == tahun and not t.triwulan.akhir_tahun]
    return Titik(
        label=f"Akhir {tahun}" if nomor == AKHIR_TAHUN else f"TW {romawi(nomor)} {tahun}",
        triwulan=persen,
        tahun=persen if nomor == AKHIR_TAHUN else _tahun(nomor, setahun, k),
        sementara=capaian.status != Status.SAH,
    )


def _tahun(nomor: int, setahun: Iterable[TargetTriwulan], k: Kedudukan) -> Decimal | None:
    """Progress against the year's target, which the quarters of a ratified plan roll up to (domain 3.5)."""
    target: list[Target] = [Target(None)] * 4
    realisasi: list[Decimal | None] = [None] * 4
    for satu in setahun:
        milik_sendiri = satu.pk == k.capaian.target_triwulan_id
        target[satu.triwulan.nomor - 1] = satu.target
        if milik_sendiri or _terajukan(satu):
            realisasi[satu.triwulan.nomor - 1] = (k.capaian if milik_sendiri else satu.capaian).realisasi
    indikator = k.capaian.indikator
    return capaian_tahun(
        polaritas=indikator.polaritas,
        akumulasi=indikator.akumulasi,
        target_tahun=Target(
            gulung_target(indikator.akumulasi, [t.nilai for t in target], 4),
            gulung_target(indikator.akumulasi, [t.atas for t in target], 4),
        ),
        realisasi_tw=realisasi,
        triwulan=nomor,
        batas=k.ketentuan.batas_rata_rata,
    ).persen


def _terajukan(target: TargetTriwulan) -> bool:
    """What a pengisi still has in hand is not shown to a desk."""
    capaian = getattr(target, "capaian", None)
    return capaian is not None and capaian.meja != Meja.PENGISI


def _grafik(titik: Iterable[Titik]) -> SafeString:
    return grafik_kolom(
        "Capaian triwulan terakhir",
        "Setiap triwulan dua batang: capaian triwulan, lalu capaian terhadap target tahun. Garis putus-putus: 100%.",
        [Kolom(t.label, t.triwulan, t.tahun, t.sementara) for t in titik],
    )
