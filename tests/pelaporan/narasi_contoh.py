"""The annual report of the sample year, small enough to be computed by hand."""

from dataclasses import dataclass
from decimal import Decimal

from kinerja.models import Indikator, Pagu, Sasaran, TargetRenstra
from organisasi.bahasa import AKHIR_TAHUN
from rencana_aksi.models import RealisasiAnggaran
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import TAHUN, KantorLengkap


@dataclass(frozen=True)
class TahunContoh:
    office: KantorLengkap
    sasaran: Sasaran
    ikm: Indikator
    lain: Indikator


def siapkan() -> TahunContoh:
    """One sasaran with two IKU: IKM promised 87 and ratified at 85,40 (98,16%), the other without a claim.

    The office has a pagu of Rp1.000.000,00 of which Rp962.500,00 (96,25%) is spent.
    """
    office = factories.kantor_lengkap()
    renstra = factories.renstra(tahun_awal=2021, tahun_akhir=2026)
    sasaran = factories.sasaran(renstra=renstra, urutan=1, uraian="Pelayanan prima")
    ikm = factories.indikator(
        sasaran=sasaran, nama="IKM", satuan="Indeks", presisi=2, akumulasi="akhir", unit=office.pelayanan, urutan=1
    )
    lain = factories.indikator(sasaran=sasaran, nama="Nilai SAKIP", satuan="%", presisi=2, urutan=2)
    factories.target_tahunan(indikator=ikm, nilai=Decimal(87))
    TargetRenstra.objects.create(indikator=ikm, tahun=2026, nilai=Decimal(90))
    target = factories.target_triwulan(indikator=ikm, nomor=AKHIR_TAHUN, nilai=Decimal(87))
    factories.capaian_terajukan(
        target_triwulan=target,
        status=Status.SAH,
        diajukan_oleh=office.staf,
        realisasi=Decimal("85.40"),
        persen=Decimal("98.1609"),
    )
    sub = factories.sub_kegiatan()
    Pagu.objects.create(sub_kegiatan=sub, tahun=TAHUN, murni=Decimal(1_000_000))
    RealisasiAnggaran.objects.create(
        sub_kegiatan=sub, triwulan=factories.triwulan(TAHUN, 4), jumlah=Decimal(962_500)
    )
    return TahunContoh(office, sasaran, ikm, lain)
