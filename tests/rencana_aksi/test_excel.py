import io

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import bawa, siapkan_klaim

KUERI_TRIWULAN = 10
KUERI_TUGAS = 8


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


def lembar(jawaban, nama) -> list[tuple]:
    return list(load_workbook(io.BytesIO(jawaban.content))[nama].iter_rows(values_only=True))


def test_triwulan_sama_dengan_halamannya(client, office, klaim):
    bawa(klaim, office, Status.DI_CAMAT)
    tanpa = factories.indikator(nama="=HYPERLINK(1)", unit=office.pelayanan, satuan="Orang")
    factories.target_triwulan(indikator=tanpa, nilai=None)
    client.force_login(office.camat)

    jawaban = client.get(reverse("triwulan_xlsx", args=[2023, 2]))

    baris = lembar(jawaban, "Triwulan II 2023")
    assert jawaban["Content-Disposition"] == 'attachment; filename="Triwulan II 2023.xlsx"'
    assert [satu[0] for satu in baris[:6]] == [
        "Triwulan II 2023",
        "Rata-rata capaian: 98,16% (sementara)",
        "Sudah sah: 0 dari 1",
        "Lengkap: 1 dari 1",
        "Tepat waktu: 1 dari 1",
        "Tanpa target triwulan ini: 1",
    ]
    assert baris[8] == (
        "Indeks Kepuasan Masyarakat", "Seksi Pelayanan Umum", "indeks", 87, 85.4, 98.1609, "Sangat Tinggi",
        "Di meja Camat", "Ya", 0,
    )  # fmt: skip
    assert baris[9] == (
        "=HYPERLINK(1)", "Seksi Pelayanan Umum", "Orang", "tidak ada target", "–", "tidak ada target", "–", "–",
        "Tidak", 0,
    )  # fmt: skip


def test_tugas_tiga_lembar(client, office, klaim):
    client.force_login(office.staf)

    jawaban = client.get(reverse("tugas_xlsx"))

    assert load_workbook(io.BytesIO(jawaban.content)).sheetnames == [
        "Giliran saya",
        "Menunggu orang lain",
        "Sudah saya putus",
    ]
    baris = lembar(jawaban, "Giliran saya")[3]
    assert baris[:4] == ("Indeks Kepuasan Masyarakat", "Seksi Pelayanan Umum", "Triwulan II 2023", "Draf")


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(client, office, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        siapkan_klaim(factories.indikator(unit=office.pelayanan), office.staf)
    client.force_login(office.staf)

    with django_assert_num_queries(KUERI_TRIWULAN):
        client.get(reverse("triwulan_xlsx", args=[2023, 2]))
    with django_assert_num_queries(KUERI_TUGAS):
        client.get(reverse("tugas_xlsx"))
