"""The list of plans and the list of imports as workbooks."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import Berkas
from rencana_aksi.models import Impor
from tests import factories
from tests.factories import SAAT, TAHUN
from tests.rencana_aksi.rencana import indikator_bertarget, isi, simpan

KUERI_RENCANA, KUERI_IMPOR = 7, 5


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


def baris(klien, nama, *argumen) -> list[tuple]:
    return list(load_workbook(BytesIO(klien.get(reverse(nama, args=argumen)).content)).active.values)


def impor(office, nama="=1+1.xlsx", **kolom) -> Impor:
    sumber = Berkas.objects.first() or factories.berkas()
    return Impor.objects.create(
        **{"jenis": "pegawai", "tahun": TAHUN, "sumber": sumber, "nama": nama, "diminta_oleh": office.kasubag} | kolom
    )


def test_daftar_rencana_sama_dengan_halaman(client, office):
    factories.aturan_jadwal()
    simpan(indikator_bertarget(office, nama="=1+1"), isi("3", "3", "3", "2", jabatan=office.jabatan_kasi), office.kasi)
    indikator_bertarget(office, nama="Belum disusun sama sekali")
    client.force_login(office.staf)
    halaman = client.get(reverse("rencana_daftar", args=[TAHUN])).content.decode()

    assert baris(client, "rencana_daftar_xlsx", TAHUN)[-2:] == [
        (
            "=1+1", "Seksi Pelayanan Umum", "laporan", 12, "Draf",
            "Jumlah triwulan 11, kurang 1 dari target tahun 12.", "Tidak",
        ),
        ("Belum disusun sama sekali", "Seksi Pelayanan Umum", "laporan", 12, "Belum disusun", "–", "Tidak"),
    ]  # fmt: skip
    assert "Jumlah triwulan 11, kurang 1 dari target tahun 12." in halaman
    assert f'<a href="{reverse("rencana_daftar_xlsx", args=[TAHUN])}">Unduh Excel</a>' in halaman


@pytest.mark.parametrize("keadaan", ["antre", "gagal"])
def test_daftar_impor_sama_dengan_halaman(client, office, keadaan):
    impor(office, keadaan=keadaan)
    client.force_login(office.kasubag)
    halaman = client.get(reverse("impor")).content.decode()

    (satu,) = baris(client, "impor_xlsx")[3:]

    assert satu[:3] == ("Pegawai dan jabatan", "2023", "=1+1.xlsx")
    assert satu[4:] == ("Orang Kasubag", {"antre": "Sedang dibaca", "gagal": "Gagal dibaca"}[keadaan])
    assert satu[5] in halaman
    assert f'<a href="{reverse("impor_xlsx")}">Unduh Excel</a>' in halaman


def test_daftar_impor_hanya_perencana(client, office):
    client.force_login(office.staf)

    assert client.get(reverse("impor_xlsx")).status_code == 404


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(client, office, jumlah, django_assert_num_queries):
    for n in range(jumlah):
        indikator_bertarget(office, nama=f"Indikator {n}")
        impor(office, nama=f"{n}.xlsx")
    client.force_login(office.kasubag)

    with django_assert_num_queries(KUERI_RENCANA):
        client.get(reverse("rencana_daftar_xlsx", args=[TAHUN]))
    with django_assert_num_queries(KUERI_IMPOR):
        client.get(reverse("impor_xlsx"))
