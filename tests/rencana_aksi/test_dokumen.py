"""New versions, particulars and declarations: what may happen to evidence, and what never."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from organisasi.models import Jejak
from rencana_aksi.kelengkapan import kekurangan, slot_kosong
from rencana_aksi.models import DataDukung, PenilaianDokumen, PernyataanTidakAda
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.services import (
    IsianDitolak,
    Keterangan,
    cabut_pernyataan,
    nyatakan_tidak_ada,
    tarik_dokumen,
    ubah_keterangan,
    unggah,
)
from rencana_aksi.slot import petunjuk_waktu, slot_isian, slot_pengisi
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.factories import SAAT
from tests.rencana_aksi.conftest import siapkan_klaim

HANYA_BISA_DIBACA = [s for s in Status if s not in (Status.DRAF, Status.KEMBALI_PENGISI)]
KETERANGAN = Keterangan("470/12", date(2023, 6, 19), date(2023, 4, 1), date(2023, 6, 30), "Halaman 4")


def kirim(klaim, oleh, *, ekor=b"\n%% baru\n", syarat=None, **kolom):
    return unggah(
        capaian=klaim,
        syarat=syarat or klaim.target_triwulan.syarat.first(),
        berkas=unggahan(pdf(ekor=ekor), "baru.pdf"),
        batas=1_000_000,
        oleh=oleh,
        **kolom,
    )


def berlaku(klaim):
    return list(DataDukung.objects.berlaku().filter(capaian=klaim))


def peristiwa():
    return list(Jejak.objects.order_by("nomor").values_list("peristiwa", flat=True))


@pytest.fixture
def kosong(klaim):
    """A second obligatory slot, still empty."""
    return factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto loket", jenis="foto")


# --- A new version ---


def test_pengganti_menunjuk_yang_lama_yang_tetap_terlihat(klaim, staf, dokumen):
    baru = kirim(klaim, staf, menggantikan=dokumen)

    (slot,) = slot_pengisi(klaim, berlaku(klaim), staf)
    assert baru.menggantikan == dokumen
    assert slot.dokumen == [baru]
    assert [isi.dokumen for isi in slot.riwayat] == [dokumen]
    assert peristiwa() == ["data_dukung.ganti"]
    assert Jejak.objects.get().data["menggantikan"] == str(dokumen.public_id)


def test_pengganti_mewarisi_keterangan_yang_tidak_ditulis(klaim, staf):
    lama = kirim(klaim, staf, keterangan=replace(KETERANGAN, alasan_kembar="Satu laporan."))

    baru = kirim(
        klaim, staf, ekor=b"\n%% dua\n", menggantikan=lama, keterangan=Keterangan(tanggal_dokumen=date(2023, 6, 21))
    )

    assert Keterangan.dari(baru) == replace(KETERANGAN, tanggal_dokumen=date(2023, 6, 21))


def test_mengganti_dua_kali_dengan_isi_yang_sama_adalah_sekali(klaim, staf, dokumen):
    baru = kirim(klaim, staf, menggantikan=dokumen)

    assert kirim(klaim, staf, menggantikan=dokumen) == baru
    assert berlaku(klaim) == [baru]


def test_mengganti_dengan_isinya_sendiri_tidak_mengubah_apa_pun(klaim, staf):
    lama = kirim(klaim, staf)

    assert kirim(klaim, staf, menggantikan=lama) == lama
    assert lama in berlaku(klaim)


def test_isi_yang_sudah_diganti_boleh_kembali(klaim, staf):
    pertama = kirim(klaim, staf)
    kirim(klaim, staf, ekor=b"\n%% dua\n", menggantikan=pertama)

    kembali = kirim(klaim, staf)

    assert kembali != pertama
    assert kembali.berkas == pertama.berkas
    assert kembali in berlaku(klaim)


def test_mengganti_dengan_isi_dokumen_lain_di_slot_itu_ditolak(klaim, staf, dokumen):
    lain = kirim(klaim, staf)

    with pytest.raises(IsianDitolak, match=r"isi berkas baru sama dengan “baru\.pdf”"):
        kirim(klaim, staf, menggantikan=dokumen)
    assert berlaku(klaim) == [dokumen, lain]


def test_mengganti_yang_sudah_diganti_dari_halaman_lain_ditolak(klaim, staf, dokumen):
    baru = kirim(klaim, staf, menggantikan=dokumen)

    with pytest.raises(IsianDitolak, match="sudah ditarik atau diganti dari halaman lain"):
        kirim(klaim, staf, ekor=b"\n%% tiga\n", menggantikan=dokumen)
    assert berlaku(klaim) == [baru]


def test_mengganti_dokumen_slot_lain_ditolak(klaim, staf, dokumen, kosong):
    with pytest.raises(IsianDitolak, match="bukan milik data dukung ini"):
        kirim(klaim, staf, syarat=kosong, menggantikan=dokumen)


def test_mengganti_dokumen_klaim_lain_ditolak(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)

    with pytest.raises(IsianDitolak, match="bukan milik data dukung ini"):
        kirim(klaim, staf, menggantikan=lain.data_dukung.get())
    assert len(berlaku(lain)) == 1


# --- Evidence that was submitted ---


@pytest.mark.parametrize("status", HANYA_BISA_DIBACA)
@pytest.mark.parametrize("siapa", ["staf", "staf_rekan", "kasi", "sekcam", "camat", "kasubag", "admin"])
def test_bukti_yang_diajukan_tidak_dapat_diubah_siapa_pun(
    status, siapa, klaim, kosong, staf, dokumen, di_status, office
):
    pernyataan = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)
    klaim, oleh = di_status(status), getattr(office, siapa)
    sebelum = (berlaku(klaim), Jejak.objects.count())

    for perbuatan in (
        partial(kirim, klaim, oleh),
        partial(kirim, klaim, oleh, menggantikan=dokumen),
        partial(tarik_dokumen, dokumen=dokumen, oleh=oleh),
        partial(ubah_keterangan, dokumen=dokumen, keterangan=KETERANGAN, semula=Keterangan().sidik, oleh=oleh),
        partial(nyatakan_tidak_ada, capaian=klaim, syarat=kosong, alasan="Lain.", oleh=oleh),
        partial(cabut_pernyataan, pernyataan=pernyataan, oleh=oleh),
    ):
        with pytest.raises(IsianDitolak, match="isiannya tidak dapat diubah"):
            perbuatan()
    dokumen.refresh_from_db()
    assert (berlaku(klaim), Jejak.objects.count()) == sebelum
    assert (dokumen.ditarik_pada, dokumen.nomor_dokumen) == (None, "")
    assert list(PernyataanTidakAda.objects.berlaku()) == [pernyataan]


def test_bukti_terbuka_lagi_sesudah_dikembalikan(di_status, staf, dokumen):
    klaim = di_status(Status.KEMBALI_PENGISI)

    assert kirim(klaim, staf, menggantikan=dokumen).menggantikan == dokumen


# --- Particulars ---


def test_keterangan_diubah_dan_nilai_lamanya_tercatat(klaim, staf_rekan, dokumen):
    ubah_keterangan(dokumen=dokumen, keterangan=KETERANGAN, semula=Keterangan().sidik, oleh=staf_rekan)

    dokumen.refresh_from_db()
    assert Keterangan.dari(dokumen) == KETERANGAN
    assert Jejak.objects.get().data["nomor_dokumen"] == ["", "470/12"]
    assert staf_rekan in klaim.penyusun.all()


def test_halaman_lama_tidak_menimpa_keterangan(staf, dokumen):
    awal = Keterangan().sidik
    ubah_keterangan(dokumen=dokumen, keterangan=KETERANGAN, semula=awal, oleh=staf)

    ubah_keterangan(dokumen=dokumen, keterangan=Keterangan(), semula=awal, oleh=staf)  # untouched on that page
    with pytest.raises(IsianDitolak, match="sudah diubah dari halaman lain"):
        ubah_keterangan(dokumen=dokumen, keterangan=Keterangan("9"), semula=awal, oleh=staf)
    ubah_keterangan(dokumen=dokumen, keterangan=KETERANGAN, semula=awal, oleh=staf)  # the same words twice

    dokumen.refresh_from_db()
    assert Keterangan.dari(dokumen) == KETERANGAN
    assert Jejak.objects.count() == 1


def test_masa_yang_terbalik_ditolak_basis_data(dokumen):
    dokumen.masa_mulai, dokumen.masa_selesai = date(2023, 6, 30), date(2023, 6, 1)

    with pytest.raises(IntegrityError, match="data_dukung_masa_berurutan"), transaction.atomic():
        dokumen.save()


@pytest.mark.parametrize(
    ("kolom", "jumlah"),
    [
        ({}, 0),
        ({"tanggal_dokumen": date(2023, 4, 1)}, 0),
        ({"tanggal_dokumen": date(2023, 6, 30)}, 0),
        ({"tanggal_dokumen": date(2023, 3, 31)}, 1),
        ({"tanggal_dokumen": date(2023, 7, 1)}, 1),
        ({"masa_mulai": date(2023, 1, 1), "masa_selesai": date(2023, 6, 30)}, 0),  # a report of half a year
        ({"masa_mulai": date(2023, 1, 1), "masa_selesai": date(2023, 3, 31)}, 1),
        ({"masa_mulai": date(2023, 7, 1)}, 1),
        ({"masa_selesai": date(2023, 3, 31)}, 1),
        ({"tanggal_dokumen": date(2022, 6, 1), "masa_selesai": date(2022, 6, 1)}, 2),
    ],
)
def test_petunjuk_waktu_di_luar_triwulan(kolom, jumlah, klaim):
    assert len(petunjuk_waktu(DataDukung(**kolom), klaim.triwulan)) == jumlah


def test_petunjuk_menyebut_tanggal_dan_batas_triwulan(klaim):
    assert petunjuk_waktu(DataDukung(tanggal_dokumen=date(2023, 1, 3)), klaim.triwulan) == [
        "Tanggal dokumen 3 Januari 2023 berada di luar Triwulan II 2023 (1 April 2023 sampai 30 Juni 2023)."
    ]


# --- What does not exist ---


def test_pernyataan_menjawab_slot_wajib(klaim, kosong, staf_rekan):
    assert slot_kosong(klaim) == [kosong]

    pernyataan = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan=" Kamera rusak. ", oleh=staf_rekan)

    slot = slot_isian(klaim, berlaku(klaim))[1]
    assert (pernyataan.alasan, slot.tidak_ada, slot.terjawab) == ("Kamera rusak.", pernyataan, True)
    assert slot_kosong(klaim) == []
    assert kekurangan(klaim, date(2023, 6, 23)) == []
    assert staf_rekan in klaim.penyusun.all()


def test_pernyataan_yang_sama_dua_kali_adalah_sekali(klaim, kosong, staf):
    pertama = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)

    assert nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf) == pertama
    assert peristiwa() == ["tidak_ada.nyatakan"]


def test_alasan_baru_menggeser_yang_lama(klaim, kosong, staf):
    nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)

    baru = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kegiatan batal.", oleh=staf)

    assert list(PernyataanTidakAda.objects.berlaku()) == [baru]
    assert peristiwa() == ["tidak_ada.nyatakan", "tidak_ada.cabut", "tidak_ada.nyatakan"]


def test_pernyataan_dicabut_sekali(klaim, kosong, staf):
    pernyataan = nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)

    cabut_pernyataan(pernyataan=pernyataan, oleh=staf)
    cabut_pernyataan(pernyataan=pernyataan, oleh=staf)

    pernyataan.refresh_from_db()
    assert pernyataan.dicabut_oleh == staf
    assert slot_kosong(klaim) == [kosong]
    assert peristiwa() == ["tidak_ada.nyatakan", "tidak_ada.cabut"]


def test_dokumen_yang_datang_mencabut_pernyataan(klaim, kosong, staf):
    nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan="Kamera rusak.", oleh=staf)

    kirim(klaim, staf, syarat=kosong)

    assert list(PernyataanTidakAda.objects.berlaku()) == []


@pytest.mark.parametrize("alasan", ["", " \n "])
def test_pernyataan_tanpa_alasan_ditolak(alasan, klaim, kosong, staf):
    with pytest.raises(IsianDitolak, match="Tuliskan mengapa “Foto loket” tidak ada"):
        nyatakan_tidak_ada(capaian=klaim, syarat=kosong, alasan=alasan, oleh=staf)


def test_slot_yang_berisi_tidak_dapat_dinyatakan_tidak_ada(klaim, dokumen, staf):
    with pytest.raises(IsianDitolak, match="sudah berisi dokumen"):
        nyatakan_tidak_ada(capaian=klaim, syarat=dokumen.syarat, alasan="Tidak ada.", oleh=staf)


def test_slot_yang_tidak_wajib_tidak_perlu_dinyatakan(klaim, staf):
    bebas = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Notulen", wajib=False)

    with pytest.raises(IsianDitolak, match="“Notulen” tidak wajib"):
        nyatakan_tidak_ada(capaian=klaim, syarat=bebas, alasan="Tidak rapat.", oleh=staf)


def test_slot_klaim_lain_tidak_dapat_dinyatakan(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)

    with pytest.raises(IsianDitolak, match="bukan milik indikator dan triwulan ini"):
        nyatakan_tidak_ada(capaian=klaim, syarat=lain.target_triwulan.syarat.get(), alasan="x", oleh=staf)


# --- What the pengisi sees of a document ---


def test_putusan_terakhir_tiap_meja_yang_terlihat(klaim, dokumen, staf, kasi, sekcam):
    def nilai(meja, hasil, oleh, **kolom):
        siapa = {"oleh": oleh, "nama": oleh.nama, "jabatan": "Kasi", "pada": SAAT}
        return PenilaianDokumen.objects.create(dokumen=dokumen, meja=meja, putaran=1, hasil=hasil, **siapa, **kolom)

    nilai(Meja.ESELON_IV, "kurang", kasi, catatan="Tanpa lampiran.")
    ulang = nilai(Meja.ESELON_IV, "sesuai", kasi)
    lain = nilai(Meja.ESELON_III, "tidak_terbaca", sekcam, catatan="Buram.")

    (slot,) = slot_pengisi(klaim, berlaku(klaim), staf)
    assert slot.isi[0].penilaian == [ulang, lain]


def test_berkas_sama_di_klaim_lain_dan_alasannya(klaim, staf, office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)
    asal = kirim(lain, office.staf_lain)
    dokumen = kirim(klaim, staf)

    (slot,) = slot_pengisi(klaim, berlaku(klaim), staf)

    (isi,) = [satu for satu in slot.isi if satu.dokumen == dokumen]
    assert isi.kembar == [asal]
    assert "alasan_kembar" in isi.form.fields
    assert "alasan_kembar" not in next(satu for satu in slot.isi if satu.dokumen != dokumen).form.fields
