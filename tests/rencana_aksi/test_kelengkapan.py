from datetime import date
from decimal import Decimal

import pytest

from rencana_aksi.kelengkapan import Kekurangan, kekurangan, slot_kosong
from rencana_aksi.models import Capaian
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import siapkan_klaim

HARI = date(2023, 6, 23)


def _segar(klaim):
    return Capaian.objects.lengkap().get(pk=klaim.pk)


def test_klaim_yang_siap_tidak_kurang_apa_pun(klaim):
    assert kekurangan(klaim, HARI) == []


@pytest.mark.parametrize(
    ("kolom", "untuk", "kalimat"),
    [
        ({"realisasi": None}, "realisasi", "Realisasi belum diisi."),
        (
            {"tanggal_data": None},
            "tanggal_data",
            "Tanggal data belum diisi: sampai tanggal berapa realisasi dihitung?",
        ),
        ({"tanggal_data": date(2023, 6, 24)}, "tanggal_data", "Tanggal data tidak boleh sesudah hari ini."),
        (
            {"analisis": " \n "},
            "analisis",
            "Analisis capaian belum diisi: apa yang dikerjakan dan apa hasilnya?",
        ),
    ],
)
def test_setiap_isian_yang_kurang_disebut(kolom, untuk, kalimat, klaim):
    for nama, nilai in kolom.items():
        setattr(klaim, nama, nilai)

    assert kekurangan(klaim, HARI) == [Kekurangan(untuk, kalimat)]


def test_tanggal_data_hari_ini_diterima(klaim):
    klaim.tanggal_data = HARI

    assert kekurangan(klaim, HARI) == []


def test_nol_adalah_realisasi(klaim):
    klaim.realisasi = Decimal(0)

    assert kekurangan(klaim, HARI) == []


def test_yang_tidak_dapat_dihitung_disebut(klaim):
    klaim.target_triwulan.nilai = Decimal(0)
    klaim.target_triwulan.save()
    klaim.realisasi = Decimal(0)

    assert kekurangan(klaim, HARI) == [
        Kekurangan("realisasi", "Capaian tidak dapat dihitung: periksa realisasi dan target triwulan ini.")
    ]


def test_slot_wajib_yang_kosong_disebut_dengan_namanya(klaim):
    wajib = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto loket", jenis="foto")
    factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Notulen", jenis="notulen", wajib=False)

    assert slot_kosong(klaim) == [wajib]
    assert kekurangan(klaim, HARI) == [
        Kekurangan(str(wajib.public_id), "Data dukung wajib “Foto loket” belum diunggah.")
    ]


def test_dokumen_yang_ditarik_mengosongkan_slot(klaim, dokumen, staf):
    dokumen.ditarik_pada, dokumen.ditarik_oleh = SAAT, staf
    dokumen.save()

    assert slot_kosong(klaim) == [dokumen.syarat]


def test_dokumen_klaim_lain_tidak_mengisi_slot(klaim, dokumen, ikm, staf):
    lain = siapkan_klaim(ikm, staf, nomor=3)
    kosong = factories.syarat(target_triwulan=lain.target_triwulan, uraian="Foto", jenis="foto")

    assert slot_kosong(lain) == [kosong]
    assert slot_kosong(klaim) == []


@pytest.mark.parametrize(("hari", "boleh"), [(date(2023, 5, 31), False), (date(2023, 6, 1), True)])
def test_jendela_dibuka_pada_harinya(hari, boleh, klaim):
    klaim.tanggal_data = hari

    assert (kekurangan(klaim, hari) == []) is boleh


def test_terlambat_tidak_menghalangi(klaim):
    assert kekurangan(klaim, date(2024, 3, 1)) == []


def test_triwulan_yang_ditutup_disebut(klaim, camat):
    tw = klaim.triwulan
    tw.ditutup_pada, tw.ditutup_oleh = SAAT, camat
    tw.save()

    kurang = kekurangan(_segar(klaim), HARI)
    assert [k.untuk for k in kurang] == [""]
    assert kurang[0].kalimat.startswith("Triwulan II 2023 sudah ditutup karena laporannya sudah final.")


def test_indikator_terhitung_tanpa_sumber_disebut(office, anggota):
    iku = factories.indikator(unit=office.subbag, program_sumber=factories.program(), akumulasi="akhir")

    assert kekurangan(siapkan_klaim(iku, anggota), HARI) == [
        Kekurangan("realisasi", "Belum ada capaian sub kegiatan yang menjadi dasar hitung indikator ini.")
    ]


def test_indikator_terhitung_menyebut_tiga_sumber_yang_belum_sah(office, anggota):
    penunjang = factories.program()
    for nomor in range(1, 6):
        sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=penunjang))
        ukuran = factories.indikator(sub_kegiatan=sub, nama=f"Ukuran {nomor}", unit=office.pelayanan, urutan=nomor)
        factories.capaian(target_triwulan=factories.target_triwulan(indikator=ukuran))
    iku = factories.indikator(unit=office.subbag, program_sumber=penunjang, akumulasi="akhir")

    assert [k.kalimat for k in kekurangan(siapkan_klaim(iku, anggota), HARI)] == [
        "Realisasi dihitung dari 5 sub kegiatan; 5 belum sah: Ukuran 1, Ukuran 2, dan Ukuran 3 dan lainnya. "
        "Tunggu sampai semuanya disahkan."
    ]
