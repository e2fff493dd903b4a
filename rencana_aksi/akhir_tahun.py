"""The measurement of the whole year (guideline III, R-13): its target, its proof and its claim.

The fourth quarter closes before the books do, so the year's realisasi is entered and ratified again in January through
the same ladder, apart from what the fourth quarter reported.
"""

from collections.abc import Iterable

from kinerja.perhitungan import Target, gulung_target
from organisasi.bahasa import AKHIR_TAHUN
from rencana_aksi.models import RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.services import siapkan_capaian

# Asked where no quarter has agreed on a document that could prove the year.
SYARAT_BAWAAN = {
    "jenis": SyaratDataDukung.Jenis.LAPORAN,
    "uraian": "Laporan atau dokumen yang memuat realisasi setahun",
    "wajib": True,
}


def siapkan_akhir_tahun(rencana: Iterable[RencanaAksi]) -> None:
    """Give ratified plans their year-end target, slots and claim; what stands is only brought up to date.

    The target is the four quarters rolled up, which ratification has checked against the year's own. The proof is that
    of the last quarter with a target. A year that was opened without this period gets it when it is opened again.
    """
    target = _menurut_rencana(rencana)
    akhir = {tw.tahun: tw for tw in Triwulan.objects.filter(tahun__in={r.tahun for r in target}, nomor=AKHIR_TAHUN)}
    siapkan_capaian(
        [_siapkan(satu, akhir[satu.tahun], berkala) for satu, berkala in target.items() if satu.tahun in akhir]
    )


def _menurut_rencana(rencana: Iterable[RencanaAksi]) -> dict[RencanaAksi, list[TargetTriwulan]]:
    """The targets of each plan's quarters, in their order, with the slots."""
    per_rencana = {satu: [] for satu in rencana}
    berkala = TargetTriwulan.objects.filter(rencana_aksi__in=per_rencana, triwulan__nomor__lt=AKHIR_TAHUN)
    asal = {satu.pk: satu for satu in per_rencana}
    for target in berkala.select_related("triwulan").prefetch_related("syarat").order_by("triwulan__nomor"):
        per_rencana[asal[target.rencana_aksi_id]].append(target)
    return per_rencana


def _siapkan(rencana: RencanaAksi, akhir: Triwulan, berkala: list[TargetTriwulan]) -> TargetTriwulan:
    setahun = target_setahun(rencana.indikator.akumulasi, berkala)
    target, baru = TargetTriwulan.objects.update_or_create(
        rencana_aksi=rencana, triwulan=akhir, defaults={"nilai": setahun.nilai, "nilai_atas": setahun.atas}
    )
    if baru:
        _salin_syarat(target, berkala)
    return target


def target_setahun(akumulasi: str, berkala: list[TargetTriwulan]) -> Target:
    """The year's target as its quarters, in their order, roll up to it (domain 3.5)."""
    nilai, atas = [t.nilai for t in berkala], [t.nilai_atas for t in berkala]
    return Target(gulung_target(akumulasi, nilai, 4), gulung_target(akumulasi, atas, 4))


def _salin_syarat(target: TargetTriwulan, berkala: list[TargetTriwulan]) -> None:
    terakhir = next((t for t in reversed(berkala) if t.nilai is not None), None)
    asal = list(terakhir.syarat.all()) if terakhir else []
    isi = [{"jenis": s.jenis, "uraian": s.uraian, "wajib": s.wajib} for s in asal] or [SYARAT_BAWAAN]
    SyaratDataDukung.objects.bulk_create(
        SyaratDataDukung(target_triwulan=target, urutan=urutan, **satu) for urutan, satu in enumerate(isi, 1)
    )
