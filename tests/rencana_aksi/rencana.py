"""Plans for tests: complete ones, their sheets, and the shortest way to each status."""

from decimal import Decimal

from kinerja.models import Indikator
from kinerja.perhitungan import Target
from organisasi.models import Pegawai
from rencana_aksi import perencanaan
from rencana_aksi.isi_rencana import IsiRencana, IsiSyarat, IsiTriwulan
from rencana_aksi.models import RencanaAksi
from rencana_aksi.perencanaan import Lembar, buka_lembar
from tests import factories
from tests.factories import TAHUN, KantorLengkap

LAPORAN = IsiSyarat("laporan", "Laporan kegiatan")


def isi(*nilai: str | None, langkah="Membuka loket kedua.", jabatan=None, syarat=(LAPORAN,)) -> IsiRencana:
    """A plan with these four targets; every quarter that has one gets the slots."""
    angka = [None if n is None else Decimal(n) for n in nilai]
    return IsiRencana(
        langkah=langkah,
        penanggung_jawab=jabatan,
        triwulan=tuple(IsiTriwulan(Target(n), () if n is None else tuple(syarat)) for n in angka),
    )


def indikator_bertarget(office: KantorLengkap, target: str = "12", **kolom) -> Indikator:
    satu = factories.indikator(**{"unit": office.pelayanan, "nama": "Laporan pelayanan"} | kolom)
    factories.target_tahunan(indikator=satu, nilai=Decimal(target))
    return satu


def simpan(indikator: Indikator, isi: IsiRencana, oleh: Pegawai, sidik: str | None = None) -> RencanaAksi:
    sidik = sidik or buka_lembar(indikator, TAHUN).sidik
    return perencanaan.simpan_rencana(
        indikator=indikator, tahun=TAHUN, isi=isi, sidik=sidik, oleh=oleh, jabatan="Jabatan"
    )


def lembar(rencana: RencanaAksi) -> Lembar:
    return buka_lembar(rencana.indikator, rencana.tahun)


def langkah(layanan, rencana: RencanaAksi, oleh: Pegawai, **kolom):
    """Open the sheet and take a step on it at once."""
    return layanan(rencana=rencana, **{"sidik": lembar(rencana).sidik} | kolom, oleh=oleh, jabatan="Jabatan")


def bawa(rencana: RencanaAksi, office: KantorLengkap, status: str) -> RencanaAksi:
    """Bring a complete draft to a status by real steps."""
    if status != RencanaAksi.Status.DRAF:
        langkah(perencanaan.ajukan, rencana, office.kasi)
    if status == RencanaAksi.Status.DITETAPKAN:
        langkah(perencanaan.tetapkan, rencana, office.camat)
    return RencanaAksi.objects.get(pk=rencana.pk)
