from datetime import date
from decimal import Decimal

import pytest

from organisasi.gerbang import BerkasDitolak
from organisasi.models import Berkas, Jejak
from rencana_aksi.models import Capaian, DataDukung, Triwulan
from rencana_aksi.models.capaian import Status
from rencana_aksi.services import (
    Isian,
    IsianDitolak,
    Keterangan,
    siapkan_capaian,
    siapkan_tahun,
    simpan_isian,
    tarik_dokumen,
    unggah,
)
from rencana_aksi.slot import kembar
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.factories import SAAT
from tests.rencana_aksi.conftest import siapkan_klaim

BATAS = 1_000_000
ISIAN = Isian(Decimal("86.25"), date(2023, 6, 20), analisis="Isi baru.", hambatan="Listrik.", solusi="Genset.")
HANYA_BISA_DIBACA = [s for s in Status if s not in (Status.DRAF, Status.KEMBALI_PENGISI)]


def simpan(klaim, oleh, *, isian=ISIAN, versi=0):
    return simpan_isian(capaian=klaim, isian=isian, versi=versi, oleh=oleh)


def kirim(klaim, oleh, *, isi=None, nama="laporan.pdf", syarat=None, **kolom):
    return unggah(
        capaian=klaim,
        syarat=syarat or klaim.target_triwulan.syarat.first(),
        berkas=unggahan(isi or pdf(), nama),
        batas=BATAS,
        oleh=oleh,
        **kolom,
    )


def tutup(triwulan, oleh):
    triwulan.ditutup_pada, triwulan.ditutup_oleh = SAAT, oleh
    triwulan.save()


def test_simpan_isian_menulis_semua_kolom_dan_menaikkan_versi(klaim, staf_rekan):
    simpan(klaim, staf_rekan)

    tersimpan = Capaian.objects.get(pk=klaim.pk)
    assert (tersimpan.realisasi, tersimpan.tanggal_data, tersimpan.analisis) == (
        ISIAN.realisasi,
        ISIAN.tanggal_data,
        ISIAN.analisis,
    )
    assert (tersimpan.hambatan, tersimpan.solusi, tersimpan.versi) == ("Listrik.", "Genset.", 1)
    assert staf_rekan in tersimpan.penyusun.all()
    assert (tersimpan.status, tersimpan.persen) == (Status.DRAF, None)


def test_dua_tab_tab_lama_ditolak_dan_tidak_mengubah_apa_pun(klaim, staf, staf_rekan):
    simpan(klaim, staf)

    with pytest.raises(IsianDitolak, match="sudah diubah dari halaman lain"):
        simpan(klaim, staf_rekan, isian=Isian(Decimal(1), None))
    tersimpan = Capaian.objects.get(pk=klaim.pk)
    assert (tersimpan.realisasi, tersimpan.versi) == (Decimal("86.25"), 1)
    assert staf_rekan not in tersimpan.penyusun.all()


def test_menyimpan_hal_yang_sama_dua_kali_tidak_menaikkan_versi(klaim, staf):
    simpan(klaim, staf)

    assert simpan(klaim, staf).versi == 1


@pytest.mark.parametrize("status", HANYA_BISA_DIBACA)
def test_isian_terkunci_selama_di_meja_lain(status, di_status, staf):
    klaim = di_status(status)

    with pytest.raises(IsianDitolak, match="isiannya tidak dapat diubah"):
        simpan(klaim, staf)
    assert Capaian.objects.get(pk=klaim.pk).realisasi == Decimal("85.40")


def test_isian_terbuka_lagi_setelah_dikembalikan(di_status, staf):
    klaim = di_status(Status.KEMBALI_PENGISI)

    assert simpan(klaim, staf).realisasi == Decimal("86.25")


def test_isian_tertutup_setelah_triwulan_ditutup(klaim, staf, camat):
    tutup(klaim.triwulan, camat)

    with pytest.raises(IsianDitolak, match="Triwulan II 2023 sudah ditutup"):
        simpan(klaim, staf)


def test_unggah_menyimpan_berkas_dan_jejaknya(klaim, staf):
    isi = pdf(ekor=b"\n%% unik\n")

    keterangan = Keterangan(nomor_dokumen="470/12", tanggal_dokumen=date(2023, 6, 19))
    dokumen = kirim(klaim, staf, isi=isi, keterangan=keterangan, pada=SAAT)

    assert (dokumen.nama, dokumen.nomor_dokumen, dokumen.diunggah_oleh) == ("laporan.pdf", "470/12", staf)
    assert (dokumen.berkas.ukuran, dokumen.berkas.jenis) == (len(isi), "application/pdf")
    jejak = Jejak.objects.get()
    assert (jejak.peristiwa, jejak.objek_id) == ("data_dukung.unggah", str(dokumen.public_id))
    assert jejak.data["sha256"] == dokumen.berkas.sha256


def test_pengunggah_menjadi_penyusun(klaim, staf_rekan):
    kirim(klaim, staf_rekan)

    assert staf_rekan in klaim.penyusun.all()


def test_unggah_dua_kali_menyimpan_sekali(klaim, staf):
    pertama = kirim(klaim, staf)

    assert kirim(klaim, staf, nama="nama lain.pdf") == pertama
    assert klaim.data_dukung.filter(berkas=pertama.berkas).count() == 1
    assert Jejak.objects.count() == 1


def test_unggah_lagi_setelah_ditarik_menjadi_dokumen_baru(klaim, staf):
    pertama = kirim(klaim, staf)
    tarik_dokumen(dokumen=pertama, oleh=staf)

    kedua = kirim(klaim, staf)

    assert kedua != pertama
    assert kedua.berkas == pertama.berkas
    assert kedua in DataDukung.objects.berlaku()


def test_isi_yang_sama_di_klaim_lain_satu_berkas_dan_disebut(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)
    asal = kirim(lain, office.staf_lain)

    dokumen = kirim(klaim, staf)

    assert dokumen.berkas == asal.berkas
    assert kembar([dokumen]) == [asal]
    assert kembar([asal]) == [dokumen]


def test_dokumen_yang_ditarik_di_tempat_lain_tidak_disebut(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)
    asal = kirim(lain, office.staf_lain)
    dokumen = kirim(klaim, staf)

    tarik_dokumen(dokumen=asal, oleh=office.staf_lain)

    assert kembar([dokumen]) == []


def test_slot_milik_klaim_lain_ditolak(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)
    sebelum = DataDukung.objects.count()

    with pytest.raises(IsianDitolak, match="bukan milik indikator dan triwulan ini"):
        kirim(klaim, staf, syarat=lain.target_triwulan.syarat.get())
    assert DataDukung.objects.count() == sebelum


@pytest.mark.parametrize(("isi", "nama"), [(b"<svg/>", "gambar.svg"), (b"bukan pdf", "laporan.pdf"), (b"", "a.pdf")])
def test_berkas_yang_ditolak_gerbang_tidak_meninggalkan_apa_pun(isi, nama, klaim, staf):
    sebelum = (DataDukung.objects.count(), Berkas.objects.count())

    with pytest.raises(BerkasDitolak):
        unggah(
            capaian=klaim,
            syarat=klaim.target_triwulan.syarat.get(),
            berkas=unggahan(isi, nama),
            batas=BATAS,
            oleh=staf,
        )
    assert (DataDukung.objects.count(), Berkas.objects.count()) == sebelum


@pytest.mark.parametrize("status", HANYA_BISA_DIBACA)
def test_unggah_dan_tarik_ditolak_setelah_diajukan(status, di_status, staf, dokumen):
    klaim = di_status(status)

    with pytest.raises(IsianDitolak, match="isiannya tidak dapat diubah"):
        kirim(klaim, staf)
    with pytest.raises(IsianDitolak, match="isiannya tidak dapat diubah"):
        tarik_dokumen(dokumen=dokumen, oleh=staf)
    assert list(DataDukung.objects.berlaku().filter(capaian=klaim)) == [dokumen]


def test_menarik_dokumen_menyisakan_baris_dan_isinya(klaim, staf, dokumen):
    tarik_dokumen(dokumen=dokumen, oleh=staf)

    dokumen.refresh_from_db()
    assert dokumen.ditarik_oleh == staf
    assert dokumen.ditarik_pada is not None
    assert list(DataDukung.objects.berlaku().filter(capaian=klaim)) == []
    assert Berkas.objects.filter(pk=dokumen.berkas_id).exists()
    assert Jejak.objects.get().peristiwa == "data_dukung.tarik"


def test_menarik_dari_dua_tab_dicatat_sekali(klaim, staf, staf_rekan, dokumen):
    tab_lama = DataDukung.objects.get(pk=dokumen.pk)
    tarik_dokumen(dokumen=dokumen, oleh=staf)

    tarik_dokumen(dokumen=tab_lama, oleh=staf_rekan)

    assert DataDukung.objects.get(pk=dokumen.pk).ditarik_oleh == staf
    assert Jejak.objects.count() == 1


def test_dokumen_pengganti_menggeser_yang_lama(klaim, staf, dokumen):
    pengganti = factories.data_dukung(capaian=klaim, menggantikan=dokumen, diunggah_oleh=staf)

    assert list(DataDukung.objects.berlaku().filter(capaian=klaim)) == [pengganti]


def test_siapkan_tahun_menghitung_empat_triwulan(db):
    factories.aturan_jadwal()

    empat = siapkan_tahun(2023)

    assert [(t.nomor, t.buka, t.batas_staf, t.batas_eselon_iv, t.batas_eselon_iii, t.batas_camat) for t in empat] == [
        (1, date(2023, 3, 1), date(2023, 3, 24), date(2023, 3, 27), date(2023, 3, 31), date(2023, 4, 7)),
        (2, date(2023, 6, 1), date(2023, 6, 24), date(2023, 6, 27), date(2023, 6, 30), date(2023, 7, 7)),
        (3, date(2023, 9, 1), date(2023, 9, 24), date(2023, 9, 27), date(2023, 9, 30), date(2023, 10, 6)),
        (4, date(2023, 12, 1), date(2023, 12, 18), date(2023, 12, 21), date(2023, 12, 24), date(2023, 12, 29)),
    ]
    assert [t.batas_camat_aturan for t in empat] == [
        date(2023, 4, 7),
        date(2023, 7, 7),
        date(2023, 10, 7),
        date(2023, 12, 31),
    ]


def test_siapkan_tahun_memajukan_batas_luar_sebelum_libur(db):
    factories.aturan_jadwal()
    factories.hari_libur(tanggal=date(2023, 7, 7))

    assert siapkan_tahun(2023)[1].batas_camat == date(2023, 7, 6)


def test_siapkan_tahun_dua_kali_tidak_mengubah_yang_sudah_digeser(db):
    factories.aturan_jadwal()
    siapkan_tahun(2023)
    Triwulan.objects.filter(nomor=2).update(batas_staf=date(2023, 6, 26))

    siapkan_tahun(2023)

    assert Triwulan.objects.get(nomor=2).batas_staf == date(2023, 6, 26)
    assert Triwulan.objects.count() == 5


def test_siapkan_tahun_tanpa_aturan_ditolak(db):
    factories.aturan_jadwal(berlaku_sejak=2024)

    with pytest.raises(IsianDitolak, match="Belum ada aturan jadwal untuk tahun 2023"):
        siapkan_tahun(2023)


def test_siapkan_capaian_melewati_target_kosong_dan_yang_sudah_ada(klaim, ikm):
    kosong = factories.target_triwulan(indikator=ikm, nomor=1, nilai=None)
    baru = factories.target_triwulan(indikator=ikm, nomor=4, nilai=Decimal(87))

    siapkan_capaian([kosong, klaim.target_triwulan, baru])

    assert set(Capaian.objects.values_list("target_triwulan", flat=True)) == {klaim.target_triwulan_id, baru.pk}
