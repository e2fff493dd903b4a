from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from kinerja.models import Pagu
from organisasi.models import Jejak
from pelaporan import narasi
from pelaporan.lkjip_forms import PengaturanLaporanForm
from pelaporan.lkjip_services import kekurangan_lkjip, minta_final_lkjip, minta_konsep_lkjip
from pelaporan.models import Laporan, PengaturanLaporan
from pelaporan.narasi import letak_tahun
from pelaporan.naskah.tahunan import dari_json
from pelaporan.naskah.triwulan import sidik_snapshot
from pelaporan.services import LaporanDitolak
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.pelaporan.tahun_contoh import TAHUN, tahun_contoh

pytestmark = pytest.mark.django_db


@pytest.fixture
def tahun():
    return tahun_contoh()


@pytest.fixture
def lengkap(tahun):
    """The year with every obligatory text written."""
    for letak in letak_tahun(TAHUN):
        if letak.jenis.wajib:
            factories.narasi(
                bagian=letak.jenis.kode,
                sasaran=letak.sasaran,
                teks="Sudah ditulis.",
                disunting_oleh=tahun.kantor.camat,
            )
    return tahun


def final(tahun, oleh=None):
    return minta_final_lkjip(tahun=TAHUN, oleh=oleh or tahun.kantor.camat, jabatan="Camat")


def test_konsep_dapat_dibuat_kapan_saja_dan_tidak_menutup(tahun):
    laporan = minta_konsep_lkjip(tahun=TAHUN, oleh=tahun.kantor.camat, jabatan="Camat")

    assert (str(laporan), laporan.versi, laporan.objek) == (f"LKjIP Tahun {TAHUN}, konsep", None, str(TAHUN))
    assert minta_konsep_lkjip(tahun=TAHUN, oleh=tahun.kantor.camat, jabatan="Camat") == laporan
    tahun.akhir.refresh_from_db()
    assert not tahun.akhir.ditutup


def test_staf_tidak_boleh_meminta(lengkap):
    with pytest.raises(PermissionDenied):
        minta_konsep_lkjip(tahun=TAHUN, oleh=lengkap.kantor.staf, jabatan="Staf")
    with pytest.raises(PermissionDenied):
        final(lengkap, lengkap.kantor.sekcam)


def test_final_membekukan_menutup_dan_berjejak(lengkap):
    laporan = final(lengkap)

    lengkap.akhir.refresh_from_db()
    assert (str(laporan), laporan.versi, laporan.konsep) == (f"LKjIP Tahun {TAHUN}, versi 1", 1, False)
    assert (lengkap.akhir.ditutup, lengkap.akhir.ditutup_oleh) == (True, lengkap.kantor.camat)
    assert sidik_snapshot(laporan.snapshot) == laporan.sidik_snapshot
    assert dari_json(laporan.snapshot).narasi_bagian("kesimpulan").teks == "Sudah ditulis."
    assert Jejak.objects.get(peristiwa="laporan.minta_final").data["sidik_snapshot"] == laporan.sidik_snapshot


def test_final_ditolak_selama_narasi_wajib_kosong(tahun):
    kurang = kekurangan_lkjip(tahun.akhir)

    assert (len(kurang.indikator), len(kurang.narasi)) == (0, sum(b.wajib for b in narasi.bagian(TAHUN)))
    with pytest.raises(LaporanDitolak, match="bagian narasi belum siap"):
        final(tahun)
    tahun.akhir.refresh_from_db()
    assert not tahun.akhir.ditutup
    assert not Laporan.objects.exists()


def test_final_ditolak_selama_satu_indikator_belum_sah(lengkap):
    belum = Capaian.objects.get(
        target_triwulan__triwulan=lengkap.akhir, target_triwulan__rencana_aksi__indikator=lengkap.ikm
    )
    Capaian.objects.filter(pk=belum.pk).update(status=Status.DI_CAMAT)

    with pytest.raises(LaporanDitolak) as ditolak:
        final(lengkap)

    assert str(ditolak.value) == "Laporan final belum dapat dibuat: 1 indikator belum disahkan."
    assert [k.capaian_id for k in ditolak.value.kekurangan] == [str(belum.public_id)]


def test_final_kedua_tanpa_perubahan_menunjuk_yang_pertama(lengkap):
    pertama = final(lengkap)

    assert final(lengkap) == pertama
    assert Laporan.objects.count() == 1


def test_versi_baru_memuat_perubahan_dan_yang_lama_tetap(lengkap):
    pertama = final(lengkap)
    isi_lama = pertama.snapshot
    Pagu.objects.filter(sub_kegiatan=lengkap.sub.sub_kegiatan).update(perubahan=Decimal(150))

    kedua = final(lengkap)

    pertama.refresh_from_db()
    assert (kedua.versi, str(kedua)) == (2, f"LKjIP Tahun {TAHUN}, versi 2")
    assert "Pagu anggaran 7.01.02.2.01.0001 berubah dari Rp120,00 menjadi Rp150,00." in kedua.snapshot["perubahan"]
    assert pertama.snapshot == isi_lama


def test_pengaturan_terbaru_sebelum_tahun_yang_berlaku():
    PengaturanLaporan.objects.create(berlaku_sejak=TAHUN - 1, label="LAKIP")
    PengaturanLaporan.objects.create(berlaku_sejak=TAHUN + 1, kertas="f4")

    pilihan = [PengaturanLaporan.objects.untuk(t) for t in (TAHUN - 2, TAHUN, TAHUN + 2)]

    assert [(p.label, p.kertas) for p in pilihan] == [("LKjIP", "a4"), ("LAKIP", "a4"), ("LKjIP", "f4")]


def test_dasar_hukum_ditulis_satu_setiap_baris():
    isian = {"berlaku_sejak": TAHUN, "label": "LAKIP", "kertas": "f4", "atas": 25, "kanan": 20, "bawah": 25, "kiri": 30}

    form = PengaturanLaporanForm(isian | {"dasar_hukum": "Pertama;\n\n  Kedua.\n"})

    assert form.save().dasar_hukum == ["Pertama;", "Kedua."]
    assert PengaturanLaporanForm(instance=form.instance)["dasar_hukum"].value() == "Pertama;\nKedua."


def test_batas_halaman_di_luar_kewajaran_ditolak():
    with pytest.raises(IntegrityError):
        PengaturanLaporan.objects.create(berlaku_sejak=TAHUN, kiri=5)
