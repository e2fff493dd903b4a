"""Follow-ups in the daily digest: on their own days, to the owning post, to its superior when late."""

from datetime import date, timedelta

import pytest

from organisasi.models import Pegawai
from pelaporan.models import ButirPengingat, Pemberitahuan, Rekomendasi
from pelaporan.pengingat.berlaku import butir_berlaku
from pelaporan.pengingat.detak import catat_hari
from pelaporan.pengingat.jadwal import JADWAL_TINDAK_LANJUT, tahap_terakhir
from pelaporan.tindak_lanjut import tahap_tindak_lanjut
from tests import factories

pytestmark = pytest.mark.django_db

BATAS = date(2023, 9, 1)


@pytest.fixture
def office():
    return factories.kantor_lengkap()


def test_kedua_penghitung_tahap_sepakat():
    hari = [BATAS + timedelta(days=n) for n in range(-40, 60)]

    assert [tahap_terakhir(BATAS, h, JADWAL_TINDAK_LANJUT) for h in hari] == [
        t and t.selisih for t in (tahap_tindak_lanjut(BATAS, h) for h in hari)
    ]


def test_ikhtisar_pada_hari_harinya_saja(office):
    factories.rekomendasi(uraian="Perbaiki IKU", penanggung_jawab=office.jabatan_kasi)
    diterima = []

    for n in range(-40, 16):
        catat_hari(BATAS + timedelta(days=n))
        sudah = sum(jumlah for _, jumlah in diterima)
        baru = list(ButirPengingat.objects.order_by("pk").values_list("pemberitahuan__penerima", "sebagai"))[sudah:]
        if baru:
            diterima.append((n, len(baru)))

    # One for the Kasi until the last day; once it is late one more, for the Camat above.
    assert diterima == [(-30, 1), (-14, 1), (-7, 1), (-1, 1), (0, 1), (7, 2), (14, 2)]
    assert {b.judul for b in ButirPengingat.objects.all()} == {"Tindak lanjut: Perbaiki IKU"}
    atasan = ButirPengingat.objects.filter(sebagai="atasan").values_list("pemberitahuan__penerima", flat=True)
    assert set(atasan) == {office.camat.pk}


def test_pejabat_pengganti_yang_diingatkan(office):
    factories.rekomendasi(penanggung_jawab=office.jabatan_kasi)
    factories.penugasan(
        pegawai=office.kasi_lain,
        jabatan=office.jabatan_kasi,
        kapasitas="plh",
        mulai=date(2023, 8, 25),
        selesai=date(2023, 8, 25),
    )

    catat_hari(date(2023, 8, 25))

    assert Pegawai.objects.get(pk=Pemberitahuan.objects.get().penerima_id) == office.kasi_lain


def test_yang_sudah_dilaporkan_selesai_tidak_lagi_diingatkan(office):
    r = factories.rekomendasi(penanggung_jawab=office.jabatan_kasi)
    catat_hari(BATAS - timedelta(days=7))
    notis = Pemberitahuan.objects.get()
    assert len(butir_berlaku(notis)) == 1
    Rekomendasi.objects.filter(pk=r.pk).update(
        status="selesai", bentuk="lainnya", rencana="R", selesai_pada=factories.SAAT, selesai_oleh=office.kasi
    )

    catat_hari(BATAS)

    assert (ButirPengingat.objects.count(), butir_berlaku(notis)) == (1, [])
