"""Whatever stands in the cells: reading never raises, and a row is written only without an error of its own."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisasi.buku_kerja.nilai import Tingkat
from rencana_aksi.impor.skema import skema_impor
from rencana_aksi.models import Impor
from tests.rencana_aksi.impor.conftest import EDISI, banding, berkas
from tests.rencana_aksi.impor.test_berantakan import DOKUMEN, IKM, SUB

# What fits somewhere, so that rows get past the reader, and what fits nowhere.
SEL = st.one_of(
    st.none(),
    st.sampled_from(
        [
            EDISI, "7.01.01", "7.01.01.2.01", SUB, "1", 1, 7.01, DOKUMEN, IKM, "PEL", "SUB", "Pelaksana", "Camat",
            "Kasi Pelayanan Umum", "camat", "staf", "Triwulan I", "Laporan pelaksanaan", "IKU", "Sub Kegiatan",
            "Makin tinggi makin baik", "Dalam rentang, makin tinggi makin baik", "Posisi akhir", "Rata-rata", "Plt.",
            "96%", "87,5", "1.500", "Rp1.250.000,00", "1 Januari 2023", "31/12/2023", 87, 0, -1, 1e15, "-", "#N/A",
            "=1+1", True,
        ]
    ),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)  # fmt: skip


@pytest.mark.parametrize("jenis", Impor.Jenis.values)
def test_isi_apa_pun_terbaca_tanpa_galat_program(pohon, jenis):
    skema = skema_impor(jenis, 2023)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def coba(data):
        isi = {}
        for lembar in skema.lembar:
            lebar = len(lembar.kolom)
            baris = st.lists(SEL, min_size=lebar, max_size=lebar)
            isi[lembar.nama] = [[k.judul for k in lembar.kolom], *data.draw(st.lists(baris, max_size=4))]

        butir, temuan = banding(jenis, berkas(isi))

        bergalat = {f"{t.lembar}, baris {t.baris}" for t in temuan if t.tingkat is Tingkat.GALAT}
        assert not bergalat & {b.letak for b in butir}
        assert all(t.masalah and t.saran for t in temuan)

    coba()
