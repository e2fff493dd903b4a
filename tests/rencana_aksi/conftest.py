from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from kinerja.models import Indikator
from kinerja.perhitungan import Akumulasi
from organisasi.models import Pegawai
from organisasi.peran import peran
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.kedudukan import Kedudukan, Tindakan, kedudukan
from rencana_aksi.models import Capaian, DataDukung, Putusan
from rencana_aksi.models.capaian import Status
from rencana_aksi.workflow import IsiPutusan, putuskan
from tests import factories
from tests.factories import SAAT, KantorLengkap

ALASAN = {"jenis_alasan": Putusan.JenisAlasan.TIDAK_SESUAI, "alasan": "Rekap SKM memuat 84,10, bukan 85,40."}

# The shortest way to each status by real steps: step, who, and what the rung says.
_AJUKAN = (Tindakan.AJUKAN, "staf", {})
_LEWAT_IV = (Tindakan.TERUSKAN, "kasi", {})
_LEWAT_III = (Tindakan.TERUSKAN, "sekcam", {})
JALAN = {
    Status.DRAF: (),
    Status.DI_ESELON_IV: (_AJUKAN,),
    Status.DI_ESELON_III: (_AJUKAN, _LEWAT_IV),
    Status.DI_CAMAT: (_AJUKAN, _LEWAT_IV, _LEWAT_III),
    Status.SAH: (_AJUKAN, _LEWAT_IV, _LEWAT_III, (Tindakan.SAHKAN, "camat", {})),
    Status.KEMBALI_PENGISI: (
        _AJUKAN,
        (Tindakan.KEMBALIKAN, "kasi", {**ALASAN, "tujuan": Status.KEMBALI_PENGISI}),
    ),
    Status.KEMBALI_ESELON_IV: (
        _AJUKAN,
        _LEWAT_IV,
        (Tindakan.KEMBALIKAN, "sekcam", {**ALASAN, "tujuan": Status.KEMBALI_ESELON_IV}),
    ),
    Status.KEMBALI_ESELON_III: (
        _AJUKAN,
        _LEWAT_IV,
        _LEWAT_III,
        (Tindakan.KEMBALIKAN, "camat", {**ALASAN, "tujuan": Status.KEMBALI_ESELON_III}),
    ),
}


def lihat(capaian: Capaian, oleh: Pegawai, pada: datetime = SAAT) -> Kedudukan:
    """The claim as this person's page shows it at a moment."""
    return kedudukan(Capaian.objects.lengkap().get(pk=capaian.pk), peran(oleh, timezone.localdate(pada)))


def buka_dokumen(capaian: Capaian, oleh: Pegawai) -> None:
    """Look at every document of the claim, as a desk must before it approves."""
    for satu in DataDukung.objects.berlaku().filter(capaian=capaian):
        tandai_dibuka(satu, oleh)


def langkah(tindakan: Tindakan, capaian: Capaian, oleh: Pegawai, *, pada: datetime = SAAT, **isi) -> Putusan:
    """Open the claim's page, look at its documents where the step asks for it, and take the step at once."""
    if tindakan in (Tindakan.TERUSKAN, Tindakan.SAHKAN):
        buka_dokumen(capaian, oleh)
    sidik = lihat(capaian, oleh, pada).sidik
    return putuskan(tindakan, capaian=capaian, oleh=oleh, sidik=sidik, isi=IsiPutusan(**isi), pada=pada)


def siap_putus(tindakan: Tindakan, capaian: Capaian, oleh: Pegawai, **isi) -> Callable[[], Putusan]:
    """A decision whose page is open and whose documents were looked at, not yet taken."""
    buka_dokumen(capaian, oleh)
    sidik = lihat(capaian, oleh).sidik
    return partial(putuskan, tindakan, capaian=capaian, oleh=oleh, sidik=sidik, isi=IsiPutusan(**isi), pada=SAAT)


def bawa(capaian: Capaian, office: KantorLengkap, status: Status) -> Capaian:
    """Bring a draft to a status by real steps, all of them in time."""
    for tindakan, siapa, isi in JALAN[status]:
        langkah(tindakan, capaian, getattr(office, siapa), **isi)
    return Capaian.objects.lengkap().get(pk=capaian.pk)


def siapkan_klaim(indikator: Indikator, oleh: Pegawai, *, nomor: int = 2, target: str = "87", realisasi: str = "85.40"):
    """A draft that is ready to be submitted: figures, narrative and one obligatory slot filled."""
    tw = factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(target))
    claim = factories.capaian(
        target_triwulan=tw,
        realisasi=Decimal(realisasi),
        tanggal_data=tw.triwulan.buka,
        analisis="Loket kedua dibuka sejak Mei.",
    )
    claim.penyusun.add(oleh)
    slot = factories.syarat(target_triwulan=tw, jenis="laporan_skm", uraian="Laporan SKM")
    factories.data_dukung(capaian=claim, syarat=slot, diunggah_oleh=oleh)
    return Capaian.objects.lengkap().get(pk=claim.pk)


@pytest.fixture
def office(db) -> KantorLengkap:
    return factories.kantor_lengkap()


@pytest.fixture
def staf(office) -> Pegawai:
    return office.staf


@pytest.fixture
def staf_rekan(office) -> Pegawai:
    return office.staf_rekan


@pytest.fixture
def staf_lain(office) -> Pegawai:
    return office.staf_lain


@pytest.fixture
def kasi(office) -> Pegawai:
    return office.kasi


@pytest.fixture
def kasi_lain(office) -> Pegawai:
    return office.kasi_lain


@pytest.fixture
def kasubag(office) -> Pegawai:
    return office.kasubag


@pytest.fixture
def sekcam(office) -> Pegawai:
    return office.sekcam


@pytest.fixture
def camat(office) -> Pegawai:
    return office.camat


@pytest.fixture
def anggota(office) -> Pegawai:
    return office.anggota


@pytest.fixture
def admin(office) -> Pegawai:
    return office.admin


@pytest.fixture
def nonaktif(office) -> Pegawai:
    return office.nonaktif


@pytest.fixture
def ikm(office) -> Indikator:
    return factories.indikator(
        nama="Indeks Kepuasan Masyarakat",
        satuan="indeks",
        akumulasi=Akumulasi.AKHIR,
        presisi=2,
        unit=office.pelayanan,
    )


@pytest.fixture
def klaim(ikm, staf) -> Capaian:
    """IKM in the second quarter of 2023: target 87, realisasi 85,40, its one obligatory slot filled."""
    return siapkan_klaim(ikm, staf)


@pytest.fixture
def dokumen(klaim) -> DataDukung:
    return klaim.data_dukung.get()


@pytest.fixture
def di_status(klaim, office) -> Callable[[Status], Capaian]:
    """Bring `klaim` to a status by real steps and return it."""
    return lambda status: bawa(klaim, office, status)
