"""Members of the Tim SAKIP verify documents at their unit's level and decide nothing by it (R-04)."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from organisasi.models import AnggotaTim, TimSakip
from rencana_aksi.aturan import MEMUTUS, berwenang
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.penilaian_dokumen import boleh_menilai, nilai_dokumen
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import buka_dokumen, lihat


@pytest.fixture(autouse=True)
def dalam_masa():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def anggota_unit(office):
    """A staf of the claim's own unit who sits in the Tim."""
    factories.anggota_tim(tim=TimSakip.objects.get(tahun=2023), pegawai=office.staf_rekan)
    return office.staf_rekan


# The secretary of the Tim (`kasubag`) verifies the whole office; `anggota` sits in another unit.
@pytest.mark.parametrize(
    ("status", "boleh"),
    [
        (Status.DRAF, set()),
        (Status.DI_ESELON_IV, {"staf_rekan", "kasubag", "kasi"}),
        (Status.DI_ESELON_III, {"sekcam"}),
        (Status.DI_CAMAT, {"camat"}),
        (Status.SAH, set()),
    ],
)
def test_siapa_menilai_dokumen(status, boleh, klaim, di_status, anggota_unit, office):
    di_status(status)

    semua = ("staf", "staf_rekan", "staf_lain", "kasi", "kasi_lain", "kasubag", "anggota", "sekcam", "camat", "admin")
    assert {nama for nama in semua if boleh_menilai(lihat(klaim, getattr(office, nama)))} == boleh


def test_penilaian_anggota_tim_tercatat_di_tingkat_unit(klaim, dokumen, di_status, anggota_unit):
    di_status(Status.DI_ESELON_IV)
    buka_dokumen(klaim, anggota_unit)

    nilai = nilai_dokumen(dokumen=dokumen, hasil="kurang", catatan="Tanpa tanda tangan.", oleh=anggota_unit)

    assert (nilai.meja, nilai.jabatan) == (Meja.ESELON_IV, "Pengolah Data Pelayanan")
    assert [t for t in MEMUTUS if berwenang(t, lihat(klaim, anggota_unit))] == []


def test_anggota_tim_yang_ikut_mengisi_tidak_memverifikasi(klaim, dokumen, di_status, anggota_unit):
    klaim.penyusun.add(anggota_unit)
    di_status(Status.DI_ESELON_IV)
    buka_dokumen(klaim, anggota_unit)

    with pytest.raises(PermissionDenied):
        nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=anggota_unit)


def test_sekretaris_tim_tidak_memutus_di_unit_lain(klaim, di_status, kasubag):
    di_status(Status.DI_ESELON_IV)

    assert [t for t in MEMUTUS if berwenang(t, lihat(klaim, kasubag))] == []
    assert AnggotaTim.objects.filter(pegawai=kasubag, fungsi="sekretaris", tim__tahun=date(2023, 1, 1).year).exists()
