import hashlib
import io

import pytest

from organisasi.models import Berkas
from organisasi.penyimpanan import PenyimpananGagal
from rencana_aksi.kuota import kuota, periksa_kuota, terpakai
from rencana_aksi.models import DataDukung
from rencana_aksi.services import unggah
from tests import factories
from tests.berkas_contoh import pdf, unggahan

pytestmark = pytest.mark.django_db

MB = 1024 * 1024


def bytes_baru(isi: bytes, ukuran: int) -> Berkas:
    return Berkas.objects.create(sha256=hashlib.sha256(isi).hexdigest(), ukuran=ukuran, jenis="application/pdf")


@pytest.fixture
def klaim():
    return factories.capaian()


def test_kuota_bawaan_atau_milik_unit(klaim, settings):
    unit = klaim.indikator.unit
    settings.KUOTA_UNIT = 7

    assert kuota(unit) == 7 * MB
    unit.kuota_mb = 0
    assert kuota(unit) == 0


def test_terpakai_menghitung_isi_yang_sama_sekali(klaim):
    unit, isi = klaim.indikator.unit, bytes_baru(b"a", 3 * MB)
    slot = factories.syarat(target_triwulan=klaim.target_triwulan)
    for tempat in (slot, factories.syarat(target_triwulan=klaim.target_triwulan)):
        factories.data_dukung(capaian=klaim, syarat=tempat, berkas=isi)
    factories.data_dukung(capaian=klaim, syarat=slot, berkas=bytes_baru(b"b", MB))
    bytes_baru(b"milik orang", 50 * MB)

    assert terpakai(unit) == 4 * MB


def test_terpakai_tanpa_dokumen(klaim):
    assert terpakai(klaim.indikator.unit) == 0


@pytest.mark.parametrize(("tambahan", "muat"), [(2 * MB, True), (2 * MB + 1, False)])
def test_periksa_kuota_tepat_di_batas(klaim, tambahan, muat):
    unit = klaim.indikator.unit
    unit.kuota_mb = 5
    factories.data_dukung(capaian=klaim, berkas=bytes_baru(b"a", 3 * MB))

    if muat:
        periksa_kuota(unit, tambahan)
    else:
        with pytest.raises(PenyimpananGagal):
            periksa_kuota(unit, tambahan)


def test_kalimat_kuota_menyebut_pakai_batas_dan_tempat_meminta(klaim):
    unit = klaim.indikator.unit
    unit.kuota_mb = 5
    factories.data_dukung(capaian=klaim, berkas=bytes_baru(b"a", 3 * MB))

    with pytest.raises(PenyimpananGagal) as penuh:
        periksa_kuota(unit, 2 * MB + MB // 2)

    assert str(penuh.value) == (
        f"Berkas sebesar 2,5 MB belum tersimpan: {unit} sudah memakai 3 MB dari kuota data dukung 5 MB. "
        "Perkecil berkasnya, atau mintalah administrator menambah kuota."
    )


def test_isi_yang_sudah_ada_pada_unit_selalu_muat(klaim):
    unit = klaim.indikator.unit
    unit.kuota_mb = 0
    factories.data_dukung(capaian=klaim, berkas=bytes_baru(b"a", 3 * MB))

    periksa_kuota(unit, 3 * MB, io.BytesIO(b"a"))
    with pytest.raises(PenyimpananGagal):
        periksa_kuota(unit, 3 * MB, io.BytesIO(b"lain"))


def test_unggah_melebihi_kuota_tidak_meninggalkan_apa_pun(klaim):
    slot = factories.syarat(target_triwulan=klaim.target_triwulan)
    klaim.indikator.unit.kuota_mb = 0

    with pytest.raises(PenyimpananGagal, match="sudah memakai 0 B dari kuota data dukung 0 B"):
        unggah(
            capaian=klaim, syarat=slot, berkas=unggahan(pdf(), "a.pdf"), batas=MB, oleh=factories.pegawai()
        )

    assert (DataDukung.objects.count(), Berkas.objects.count()) == (0, 0)
