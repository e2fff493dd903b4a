"""An import cannot lower a pagu below what is already spent."""

from decimal import Decimal

import pytest

from kinerja.models import Pagu
from rencana_aksi.models import Impor, RealisasiAnggaran
from tests import factories
from tests.rencana_aksi.impor.conftest import EDISI, TAHUN

JUDUL = ("Edisi", "Kode", "Nama", "Pagu murni", "Pagu perubahan")
SUB = "7.01.01.2.01.0001"


@pytest.fixture
def terpakai(pohon):
    Pagu.objects.create(sub_kegiatan=pohon.sub_kegiatan, tahun=TAHUN, murni=Decimal(1000))
    RealisasiAnggaran.objects.create(
        sub_kegiatan=pohon.sub_kegiatan, triwulan=factories.triwulan(TAHUN, 1), jumlah=Decimal(600)
    )


@pytest.mark.parametrize(
    ("murni", "perubahan", "temuan"),
    [
        (600, None, []),
        (599, None, [("D", f"{SUB}: pagu Rp599,00 kurang dari yang sudah terpakai, Rp600,00.")]),
        (1000, 599, [("E", f"{SUB}: pagu Rp599,00 kurang dari yang sudah terpakai, Rp600,00.")]),
        (599, 700, []),
    ],
)
def test_pagu_di_bawah_yang_terpakai_menjadi_galat(terpakai, baca, murni, perubahan, temuan):
    _, hasil = baca(
        Impor.Jenis.PROGRAM, {"Program": [JUDUL, (EDISI, SUB, "Penyusunan Dokumen", murni, perubahan)]}
    )

    assert [(t.kolom, t.masalah) for t in hasil] == temuan
