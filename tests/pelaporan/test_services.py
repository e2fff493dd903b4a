from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from organisasi.models import Jejak
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import dari_json, sidik_snapshot
from pelaporan.services import LaporanDitolak, buka_kembali, minta_laporan, ulangi
from rencana_aksi.models.capaian import Status
from tests import factories

Keadaan = Laporan.Keadaan
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def sah(kantor):
    """The one claim of the quarter, ratified."""
    return factories.capaian_terajukan(status=Status.SAH, diajukan_oleh=kantor.staf)


def minta(kantor, *, konsep=False, oleh=None):
    return minta_laporan(triwulan=factories.triwulan(), konsep=konsep, oleh=oleh or kantor.camat, jabatan="Camat")


def test_final_membekukan_menutup_dan_berjejak(kantor, sah):
    laporan = minta(kantor)

    triwulan = factories.triwulan()
    assert (laporan.versi, laporan.konsep, laporan.keadaan) == (1, False, Keadaan.ANTRE)
    assert (triwulan.ditutup, triwulan.ditutup_oleh) == (True, kantor.camat)
    assert sidik_snapshot(laporan.snapshot) == laporan.sidik_snapshot
    assert dari_json(laporan.snapshot).rekap.baris[0].persen == Decimal(100)
    assert dari_json(laporan.snapshot).rekap.ditutup
    baris = Jejak.objects.get(peristiwa="laporan.minta_final")
    assert (baris.nama, baris.jabatan, baris.data) == (
        "Orang Camat",
        "Camat",
        {"sidik_snapshot": laporan.sidik_snapshot},
    )


def test_final_kedua_menunjuk_yang_pertama(kantor, sah):
    pertama = minta(kantor)

    assert minta(kantor) == pertama
    assert Laporan.objects.count() == 1


def test_final_ditolak_dengan_daftar_kekurangan(kantor, sah):
    factories.capaian_terajukan(
        target_triwulan=factories.target_triwulan(indikator=factories.indikator(nama="Tertahan")),
        status=Status.DI_CAMAT,
        diajukan_oleh=kantor.staf,
    )

    with pytest.raises(LaporanDitolak) as ditolak:
        minta(kantor)

    assert [k.nama for k in ditolak.value.kekurangan] == ["Tertahan"]
    assert str(ditolak.value) == (
        "Laporan final belum dapat dibuat: 1 indikator pada Triwulan II 2023 belum disahkan."
    )
    assert not factories.triwulan().ditutup
    assert Laporan.objects.count() == 0


@pytest.mark.parametrize("nama", ["sekcam", "kasubag", "kasi", "staf", "anggota", "admin", "nonaktif"])
def test_final_hanya_camat(kantor, sah, nama):
    with pytest.raises(PermissionDenied):
        minta(kantor, oleh=getattr(kantor, nama))


@pytest.mark.parametrize(
    ("nama", "boleh"),
    [
        ("camat", True),
        ("sekcam", True),
        ("kasubag", True),
        ("anggota", True),
        ("kasi", False),
        ("staf", False),
        ("admin", False),
    ],
)
def test_konsep_hanya_penyusun_laporan(kantor, sah, nama, boleh):
    orang = getattr(kantor, nama)
    if not boleh:
        with pytest.raises(PermissionDenied):
            minta(kantor, konsep=True, oleh=orang)
        return

    laporan = minta(kantor, konsep=True, oleh=orang)

    assert (laporan.konsep, laporan.versi, factories.triwulan().ditutup) == (True, None, False)


def test_konsep_diminta_dua_kali_satu_laporan(kantor, sah):
    pertama = minta(kantor, konsep=True)

    assert minta(kantor, konsep=True) == pertama
    assert minta(kantor, konsep=True, oleh=kantor.sekcam) != pertama


def test_final_oleh_pelaksana_harian(kantor, sah):
    plh = factories.pegawai(nama="Pelaksana Harian")
    hari = timezone.localdate()
    factories.penugasan(pegawai=plh, jabatan=kantor.jabatan_camat, kapasitas="plh", mulai=hari, selesai=hari)

    laporan = minta(kantor, oleh=plh)

    assert dari_json(laporan.snapshot).penandatangan.jabatan == "Plh. Camat"
    with pytest.raises(PermissionDenied):
        minta(kantor)


def test_buka_kembali_lalu_final_berversi_baru(kantor, sah):
    pertama = minta(kantor)

    buka_kembali(triwulan=factories.triwulan(), oleh=kantor.camat, alasan="Realisasi salah ketik", jabatan="Camat")

    assert not factories.triwulan().ditutup
    assert Jejak.objects.get(peristiwa="triwulan.buka_kembali").data == {"alasan": "Realisasi salah ketik"}
    kedua = minta(kantor)
    assert [(lap.pk, lap.versi) for lap in Laporan.objects.order_by("versi")] == [(pertama.pk, 1), (kedua.pk, 2)]


def test_buka_kembali_ditolak_tanpa_alasan_atau_saat_terbuka(kantor, sah):
    with pytest.raises(LaporanDitolak, match="tidak sedang ditutup"):
        buka_kembali(triwulan=factories.triwulan(), oleh=kantor.camat, alasan="x", jabatan="")
    minta(kantor)

    with pytest.raises(LaporanDitolak, match="Tuliskan alasan"):
        buka_kembali(triwulan=factories.triwulan(), oleh=kantor.camat, alasan="  ", jabatan="")
    with pytest.raises(PermissionDenied):
        buka_kembali(triwulan=factories.triwulan(), oleh=kantor.sekcam, alasan="x", jabatan="")
    assert factories.triwulan().ditutup


def test_ulangi_hanya_yang_gagal(kantor, sah):
    laporan = minta(kantor)
    assert ulangi(laporan=laporan, oleh=kantor.camat, jabatan="").percobaan == 0
    Laporan.objects.filter(pk=laporan.pk).update(keadaan=Keadaan.GAGAL, percobaan=3, pesan_gagal="Penuh")

    ulang = ulangi(laporan=laporan, oleh=kantor.camat, jabatan="Camat")

    assert (ulang.keadaan, ulang.percobaan, ulang.pesan_gagal) == (Keadaan.ANTRE, 0, "")
    assert ulang.sidik_snapshot == laporan.sidik_snapshot
    with pytest.raises(PermissionDenied):
        ulangi(laporan=laporan, oleh=kantor.sekcam, jabatan="")
