from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisasi.jejak import periksa_rantai
from organisasi.models import Jejak, Penugasan
from rencana_aksi.aturan import berwenang, keberatan, tujuan_kembali
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import (
    Capaian,
    DokumenDibuka,
    PenilaianDokumen,
    PernyataanTidakAda,
    Putusan,
    SaranPerbaikan,
)
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.services import Isian, simpan_isian, tarik_dokumen
from rencana_aksi.workflow import IsiDitolak, IsiPutusan, KlaimBerubah, TransisiDitolak, buka_di_meja, putuskan
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, bawa, buka_dokumen, langkah, lihat, siap_putus, siapkan_klaim

Kapasitas = Penugasan.Kapasitas


def kembalikan(klaim, oleh, tujuan, **isi):
    return langkah(Tindakan.KEMBALIKAN, klaim, oleh, tujuan=tujuan, **ALASAN, **isi)


def gantikan(orang, jabatan, *, kapasitas=Kapasitas.PLH, **kolom):
    """An acting official in the last third of June 2023."""
    return factories.penugasan(
        pegawai=orang,
        jabatan=jabatan,
        kapasitas=kapasitas,
        **{"mulai": date(2023, 6, 20), "selesai": date(2023, 6, 30)} | kolom,
    )


def segar(klaim):
    return Capaian.objects.lengkap().get(pk=klaim.pk)


def tangga(klaim):
    return [(p.meja, p.tindakan, p.nilai_masuk, p.nilai_keluar, p.putaran) for p in klaim.putusan.all()]


def test_tangga_membawa_koreksi_naik_dan_turun(klaim, dokumen, staf, kasi, sekcam, camat):
    langkah(Tindakan.AJUKAN, klaim, staf)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(95), **ALASAN)
    langkah(Tindakan.TERUSKAN, klaim, sekcam, nilai=Decimal(97), dokumen=[dokumen], **ALASAN)
    langkah(Tindakan.SAHKAN, klaim, camat)

    klaim_awal = Decimal("98.1609")
    assert tangga(klaim) == [
        ("pengisi", "ajukan", None, klaim_awal, 1),
        ("eselon_iv", "teruskan", klaim_awal, Decimal(95), 1),
        ("eselon_iii", "teruskan", Decimal(95), Decimal(97), 1),
        ("camat", "sahkan", Decimal(97), Decimal(97), 1),
    ]
    akhir = segar(klaim)
    assert (akhir.status, akhir.persen, akhir.realisasi) == (Status.SAH, Decimal(97), Decimal("85.40"))
    assert [p.dikoreksi for p in klaim.putusan.all()] == [False, True, True, False]
    assert list(klaim.putusan.get(meja=Meja.ESELON_III).dokumen.all()) == [dokumen]


def test_koreksi_camat_menjadi_nilai_akhir(klaim, di_status, camat):
    di_status(Status.DI_CAMAT)

    langkah(Tindakan.SAHKAN, klaim, camat, nilai=Decimal("96.5"), **ALASAN)

    assert (segar(klaim).status, segar(klaim).persen) == (Status.SAH, Decimal("96.5"))


def test_anak_tangga_menyimpan_orang_jabatan_dan_saat(klaim, staf, kasi):
    langkah(Tindakan.AJUKAN, klaim, staf)
    putusan = langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(95), arahan="Lampirkan rekap loket.", **ALASAN)

    putusan.refresh_from_db()
    assert (putusan.nama, putusan.jabatan, putusan.kapasitas, putusan.oleh) == (
        "Orang Kasi Pelayanan",
        "Kasi Pelayanan Umum",
        "definitif",
        kasi,
    )
    assert (putusan.pada, putusan.dari_status, putusan.ke_status) == (SAAT, Status.DI_ESELON_IV, Status.DI_ESELON_III)
    assert (putusan.jenis_alasan, putusan.alasan, putusan.arahan) == (
        Putusan.JenisAlasan.TIDAK_SESUAI,
        ALASAN["alasan"],
        "Lampirkan rekap loket.",
    )


def test_nama_pada_anak_tangga_tidak_ikut_berubah(klaim, di_status, kasi, office):
    di_status(Status.DI_ESELON_III)

    kasi.nama = "Nama Baru"
    kasi.save(update_fields=["nama"])
    office.jabatan_kasi.nama = "Kasi Pelayanan Terpadu"
    office.jabatan_kasi.save(update_fields=["nama"])

    rung = klaim.putusan.get(meja=Meja.ESELON_IV)
    assert (rung.nama, rung.jabatan) == ("Orang Kasi Pelayanan", "Kasi Pelayanan Umum")


def test_ajukan_mencatat_pengaju_dan_jam_meja(klaim, staf_rekan):
    langkah(Tindakan.AJUKAN, klaim, staf_rekan)

    akhir = segar(klaim)
    assert (akhir.diajukan_oleh, akhir.diajukan_pada, akhir.di_meja_sejak) == (staf_rekan, SAAT, SAAT)
    assert staf_rekan in akhir.penyusun.all()
    assert akhir.meja == Meja.ESELON_IV


# The due dates of the second quarter of 2023 are 24, 27 and 30 June and 7 July.
@pytest.mark.parametrize(
    ("hari", "harapan"),
    [
        ((6, 1), [0, 0, 0, 0]),
        ((6, 24), [0, 0, 0, 0]),
        ((6, 25), [1, 0, 0, 0]),
        ((6, 28), [4, 1, 0, 0]),
        ((7, 1), [7, 4, 1, 0]),
        ((7, 8), [14, 11, 8, 1]),
    ],
)
def test_keterlambatan_dicatat_di_setiap_meja(hari, harapan, klaim, staf, kasi, sekcam, camat):
    pada = datetime(2023, *hari, 3, 0, tzinfo=UTC)

    for tindakan, oleh in (
        (Tindakan.AJUKAN, staf),
        (Tindakan.TERUSKAN, kasi),
        (Tindakan.TERUSKAN, sekcam),
        (Tindakan.SAHKAN, camat),
    ):
        langkah(tindakan, klaim, oleh, pada=pada)

    assert [p.hari_terlambat for p in klaim.putusan.all()] == harapan


@pytest.mark.parametrize(("jam_utc", "terlambat"), [(15, 0), (16, 1)])
def test_hari_terakhir_berakhir_pukul_24_wita(jam_utc, terlambat, klaim, staf):
    putusan = langkah(Tindakan.AJUKAN, klaim, staf, pada=datetime(2023, 6, 24, jam_utc, 59, tzinfo=UTC))

    assert putusan.hari_terlambat == terlambat


def test_pengembalian_tidak_pernah_terlambat(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)

    putusan = langkah(
        Tindakan.KEMBALIKAN,
        klaim,
        kasi,
        pada=datetime(2023, 8, 1, tzinfo=UTC),
        tujuan=Status.KEMBALI_PENGISI,
        **ALASAN,
    )

    assert putusan.hari_terlambat == 0


def test_klaim_yang_diisi_kasi_melewati_eselon_iv(klaim, kasi):
    langkah(Tindakan.AJUKAN, klaim, kasi)

    assert segar(klaim).status == Status.DI_ESELON_III
    assert tangga(klaim) == [
        ("pengisi", "ajukan", None, Decimal("98.1609"), 1),
        ("eselon_iv", "tidak_berlaku", Decimal("98.1609"), Decimal("98.1609"), 1),
    ]


def test_kasi_yang_ikut_menyunting_dilewati_walau_staf_yang_mengajukan(klaim, staf, kasi):
    isian = Isian(Decimal("85.40"), date(2023, 6, 20), analisis="Disunting Kasi.")
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=kasi)

    langkah(Tindakan.AJUKAN, klaim, staf)

    assert segar(klaim).status == Status.DI_ESELON_III


def test_kasi_yang_mengisi_diputus_plh_nya(klaim, kasi, kasi_lain, office):
    gantikan(kasi_lain, office.jabatan_kasi)
    klaim.penyusun.add(kasi)

    langkah(Tindakan.AJUKAN, klaim, office.staf)

    assert segar(klaim).status == Status.DI_ESELON_IV
    assert langkah(Tindakan.TERUSKAN, klaim, kasi_lain).jabatan == "Plh. Kasi Pelayanan Umum"


@pytest.fixture
def klaim_tanpa_kasi(office):
    """A claim of the sekretariat, whose head is the Sekcam: no Eselon IV desk."""
    orang = factories.pegawai(nama="Staf Sekretariat")
    factories.penugasan(pegawai=orang, jabatan=factories.jabatan(unit=office.sekretariat))
    return siapkan_klaim(factories.indikator(unit=office.sekretariat, akumulasi="akhir"), orang), orang


def test_unit_tanpa_eselon_iv_langsung_ke_sekcam(klaim_tanpa_kasi, sekcam):
    klaim, orang = klaim_tanpa_kasi

    langkah(Tindakan.AJUKAN, klaim, orang)

    assert segar(klaim).status == Status.DI_ESELON_III
    assert [p.tindakan for p in klaim.putusan.all()] == ["ajukan", "tidak_berlaku"]
    assert tujuan_kembali(lihat(klaim, sekcam)) == [Status.KEMBALI_PENGISI]


def test_kembali_ke_eselon_iv_yang_dilewati_ditolak(klaim_tanpa_kasi, sekcam):
    klaim, orang = klaim_tanpa_kasi
    langkah(Tindakan.AJUKAN, klaim, orang)

    with pytest.raises(IsiDitolak, match="Pilih meja tujuan pengembalian"):
        kembalikan(klaim, sekcam, Status.KEMBALI_ESELON_IV)


def test_meja_yang_dilewati_tetap_dilewati_pada_putaran_berikutnya(klaim_tanpa_kasi, sekcam, camat):
    klaim, orang = klaim_tanpa_kasi
    langkah(Tindakan.AJUKAN, klaim, orang)
    langkah(Tindakan.TERUSKAN, klaim, sekcam)
    kembalikan(klaim, camat, Status.KEMBALI_ESELON_III)
    langkah(Tindakan.TERUSKAN, klaim, sekcam)

    assert tujuan_kembali(lihat(klaim, camat)) == [Status.KEMBALI_ESELON_III, Status.KEMBALI_PENGISI]
    with pytest.raises(IsiDitolak, match="Pilih meja tujuan pengembalian"):
        kembalikan(klaim, camat, Status.KEMBALI_ESELON_IV)


def test_pengisi_yang_menjadi_plh_kasi_tidak_memutus_klaimnya(klaim, di_status, staf, office):
    di_status(Status.DI_ESELON_IV)
    gantikan(staf, office.jabatan_kasi)

    with pytest.raises(TransisiDitolak, match="Anda ikut mengisi klaim ini"):
        langkah(Tindakan.TERUSKAN, klaim, staf)
    with pytest.raises(TransisiDitolak, match="Anda ikut mengisi klaim ini"):
        kembalikan(klaim, staf, Status.KEMBALI_PENGISI)


def test_yang_sekadar_mengunggah_juga_pengisi(klaim, di_status, staf_rekan, office):
    klaim.penyusun.add(staf_rekan)
    di_status(Status.DI_CAMAT)
    gantikan(staf_rekan, office.jabatan_camat)

    with pytest.raises(TransisiDitolak, match="Anda ikut mengisi klaim ini"):
        langkah(Tindakan.SAHKAN, klaim, staf_rekan)


def test_sekcam_sebagai_plh_camat_tidak_mengesahkan_yang_divalidasinya(klaim, di_status, sekcam, office):
    di_status(Status.DI_CAMAT)
    gantikan(sekcam, office.jabatan_camat)

    with pytest.raises(TransisiDitolak, match="Anda sudah memutus klaim ini di meja Eselon III"):
        langkah(Tindakan.SAHKAN, klaim, sekcam)


def test_sekcam_sebagai_plh_camat_boleh_bila_surat_perintah_menyebutnya(klaim, di_status, sekcam, office):
    di_status(Status.DI_CAMAT)
    gantikan(sekcam, office.jabatan_camat, boleh_rangkap=True)

    putusan = langkah(Tindakan.SAHKAN, klaim, sekcam)

    assert (putusan.rangkap, putusan.jabatan, putusan.kapasitas) == (True, "Plh. Camat", "plh")
    assert [p.rangkap for p in klaim.putusan.all()] == [False, False, False, True]


def test_dua_meja_pada_putaran_berbeda_tetap_dua_meja(klaim, di_status, kasi, sekcam, office):
    di_status(Status.KEMBALI_ESELON_III)
    langkah(Tindakan.TERUSKAN, klaim, sekcam)
    gantikan(kasi, office.jabatan_camat)

    with pytest.raises(TransisiDitolak, match="Anda sudah memutus klaim ini di meja Eselon IV"):
        langkah(Tindakan.SAHKAN, klaim, kasi)


def test_rangkap_dicatat_juga_setelah_pengembalian(klaim, di_status, kasi, camat, office):
    di_status(Status.DI_ESELON_III)
    gantikan(kasi, office.jabatan_sekcam, kapasitas=Kapasitas.PLT, boleh_rangkap=True)
    langkah(Tindakan.TERUSKAN, klaim, kasi)
    kembalikan(klaim, camat, Status.KEMBALI_ESELON_III)

    assert langkah(Tindakan.TERUSKAN, klaim, kasi).rangkap is True


def test_meja_yang_sama_boleh_dua_kali_dalam_putaran_baru(klaim, di_status, kasi):
    di_status(Status.KEMBALI_ESELON_IV)

    putusan = langkah(Tindakan.TERUSKAN, klaim, kasi)

    assert (putusan.putaran, putusan.rangkap) == (2, False)


def test_putaran_baru_sesudah_pengajuan_penuh_membebaskan_meja(klaim, di_status, staf, sekcam, kasi, office):
    di_status(Status.DI_ESELON_III)
    kembalikan(klaim, sekcam, Status.KEMBALI_PENGISI)
    gantikan(kasi, office.jabatan_sekcam)
    gantikan(office.kasi_lain, office.jabatan_kasi)
    # Nothing changed, but straight up it would come to who already judged it below.
    langkah(Tindakan.AJUKAN, klaim, staf)
    langkah(Tindakan.TERUSKAN, klaim, office.kasi_lain)

    assert langkah(Tindakan.TERUSKAN, klaim, kasi).ke_status == Status.DI_CAMAT


def test_plh_mengambil_meja_dan_pemangku_tetap_tidak_dapat_memutus(klaim, di_status, camat, kasi_lain, office):
    di_status(Status.DI_CAMAT)
    gantikan(kasi_lain, office.jabatan_camat)

    with pytest.raises(PermissionDenied):
        langkah(Tindakan.SAHKAN, klaim, camat)
    assert langkah(Tindakan.SAHKAN, klaim, kasi_lain).jabatan == "Plh. Camat"


def test_plh_lepas_sendiri_sesudah_hari_terakhir(klaim, di_status, camat, kasi_lain, office):
    di_status(Status.DI_CAMAT)
    gantikan(kasi_lain, office.jabatan_camat)
    besok = datetime(2023, 6, 30, 16, 0, tzinfo=UTC)

    with pytest.raises(PermissionDenied):
        langkah(Tindakan.SAHKAN, klaim, kasi_lain, pada=besok)
    assert langkah(Tindakan.SAHKAN, klaim, camat, pada=besok).kapasitas == "definitif"


@pytest.mark.parametrize(
    ("dari", "siapa", "tujuan", "nilai"),
    [
        (Status.DI_ESELON_IV, "kasi", Status.KEMBALI_PENGISI, "98.1609"),
        (Status.DI_ESELON_III, "sekcam", Status.KEMBALI_ESELON_IV, "98.1609"),
        (Status.DI_ESELON_III, "sekcam", Status.KEMBALI_PENGISI, "98.1609"),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_ESELON_III, "95"),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_ESELON_IV, "98.1609"),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_PENGISI, "98.1609"),
    ],
)
def test_pengembalian_memulihkan_nilai_yang_dulu_masuk_ke_meja_itu(
    dari, siapa, tujuan, nilai, klaim, dokumen, staf, office
):
    langkah(Tindakan.AJUKAN, klaim, staf)
    if dari != Status.DI_ESELON_IV:
        langkah(Tindakan.TERUSKAN, klaim, office.kasi, nilai=Decimal(95), **ALASAN)
    if dari == Status.DI_CAMAT:
        langkah(Tindakan.TERUSKAN, klaim, office.sekcam, nilai=Decimal(97), dokumen=[dokumen], **ALASAN)

    putusan = kembalikan(klaim, getattr(office, siapa), tujuan)

    akhir = segar(klaim)
    assert (akhir.status, akhir.persen, akhir.putaran) == (tujuan, Decimal(nilai), 1)
    assert putusan.nilai_keluar == Decimal(nilai)


def test_pengajuan_ulang_memulai_putaran_baru_dan_menghitung_ulang(klaim, di_status, staf):
    di_status(Status.KEMBALI_PENGISI)
    isian = Isian(Decimal("84.10"), date(2023, 6, 20), analisis="Dihitung ulang.")
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=staf)

    langkah(Tindakan.AJUKAN, klaim, staf)

    akhir = segar(klaim)
    assert (akhir.putaran, akhir.persen, akhir.status) == (2, Decimal("96.6667"), Status.DI_ESELON_IV)
    assert [p.putaran for p in klaim.putusan.all()] == [1, 1, 2]


def test_sidik_pada_anak_tangga_ialah_yang_dilihat_orang(klaim, di_status, staf, kasi):
    di_status(Status.KEMBALI_PENGISI)
    dilihat = lihat(klaim, staf).sidik

    ajuan = langkah(Tindakan.AJUKAN, klaim, staf)
    dilihat_kasi = lihat(klaim, kasi).sidik
    terusan = langkah(Tindakan.TERUSKAN, klaim, kasi)

    assert ajuan.sidik_dilihat == dilihat
    assert terusan.sidik_dilihat == dilihat_kasi


@pytest.mark.parametrize("kosong", [{"alasan": "  "}, {"jenis_alasan": ""}])
@pytest.mark.parametrize(
    ("status", "siapa", "tindakan", "isi"),
    [
        (Status.DI_ESELON_IV, "kasi", Tindakan.KEMBALIKAN, {"tujuan": Status.KEMBALI_PENGISI}),
        (Status.DI_ESELON_IV, "kasi", Tindakan.TERUSKAN, {"nilai": Decimal(90)}),
        (Status.SAH, "camat", Tindakan.BATALKAN, {}),
    ],
)
def test_tanpa_alasan_ditolak(status, siapa, tindakan, isi, kosong, klaim, di_status, office):
    di_status(status)

    with pytest.raises(IsiDitolak, match="alasan"):
        langkah(tindakan, klaim, getattr(office, siapa), **ALASAN | isi | kosong)


@pytest.mark.parametrize("nilai", ["0", "0.01", "98.15", "98.17", "120"])
def test_koreksi_dalam_batas_diterima(nilai, klaim, dokumen, di_status, kasi):
    di_status(Status.DI_ESELON_IV)

    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(nilai), dokumen=[dokumen], **ALASAN)

    assert segar(klaim).persen == Decimal(nilai)


@pytest.mark.parametrize("nilai", ["-0.0001", "120.0001", "1000"])
def test_koreksi_di_luar_batas_ditolak(nilai, klaim, dokumen, di_status, kasi):
    di_status(Status.DI_ESELON_IV)

    with pytest.raises(IsiDitolak, match="antara 0 dan 120,00 persen"):
        langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(nilai), dokumen=[dokumen], **ALASAN)


@pytest.mark.parametrize("nilai", ["98.16", "98.1609", "98.16094"])
def test_koreksi_yang_sama_dengan_nilai_tersimpan_ditolak(nilai, klaim, dokumen, di_status, kasi):
    di_status(Status.DI_ESELON_IV)

    with pytest.raises(IsiDitolak, match="sama dengan nilai sekarang"):
        langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(nilai), dokumen=[dokumen], **ALASAN)


def test_koreksi_naik_tanpa_dokumen_ditolak(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)

    with pytest.raises(IsiDitolak, match="Untuk menaikkan capaian"):
        langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(99), **ALASAN)


def _dokumen_klaim_lain(office):
    lain = siapkan_klaim(factories.indikator(unit=office.pemerintahan, akumulasi="akhir"), office.staf_lain)
    return lain.data_dukung.get()


def test_koreksi_mengutip_dokumen_klaim_lain_ditolak(klaim, di_status, kasi, office):
    di_status(Status.DI_ESELON_IV)

    with pytest.raises(IsiDitolak, match="tidak termasuk data dukung klaim ini"):
        langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(99), dokumen=[_dokumen_klaim_lain(office)], **ALASAN)


def test_koreksi_mengutip_dokumen_yang_sudah_ditarik_ditolak(klaim, staf, kasi):
    ditarik = factories.data_dukung(capaian=klaim, diunggah_oleh=staf)
    tarik_dokumen(dokumen=ditarik, oleh=staf)
    langkah(Tindakan.AJUKAN, klaim, staf)

    with pytest.raises(IsiDitolak, match="tidak termasuk data dukung klaim ini"):
        langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(99), dokumen=[ditarik], **ALASAN)


@pytest.mark.parametrize(
    ("tindakan", "isi"),
    [
        (Tindakan.TERUSKAN, {}),
        (Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_PENGISI}),
    ],
)
def test_tanpa_koreksi_pun_dokumen_klaim_lain_tidak_dapat_dikutip(tindakan, isi, klaim, di_status, kasi, office):
    di_status(Status.DI_ESELON_IV)

    with pytest.raises(IsiDitolak, match="tidak termasuk data dukung klaim ini"):
        langkah(tindakan, klaim, kasi, dokumen=[_dokumen_klaim_lain(office)], **isi)


@pytest.mark.parametrize(
    ("status", "siapa", "tindakan", "isi"),
    [
        (Status.DRAF, "staf", Tindakan.AJUKAN, {}),
        (Status.DI_ESELON_IV, "kasi", Tindakan.KEMBALIKAN, {"tujuan": Status.KEMBALI_PENGISI}),
        (Status.DI_ESELON_IV, "staf", Tindakan.TARIK, {}),
        (Status.SAH, "camat", Tindakan.BATALKAN, {}),
    ],
)
def test_koreksi_hanya_saat_meneruskan_atau_mengesahkan(status, siapa, tindakan, isi, klaim, di_status, office):
    di_status(status)

    with pytest.raises(IsiDitolak, match="Koreksi hanya dapat dilakukan saat"):
        langkah(tindakan, klaim, getattr(office, siapa), nilai=Decimal(90), **ALASAN, **isi)


@pytest.mark.parametrize(
    ("status", "siapa", "kembali"),
    [
        (Status.DI_ESELON_IV, "staf", Status.DRAF),
        (Status.DI_ESELON_III, "kasi", Status.DI_ESELON_IV),
        (Status.DI_CAMAT, "sekcam", Status.DI_ESELON_III),
    ],
)
def test_tarik_kembali_sebelum_dibuka_meja_berikutnya(status, siapa, kembali, klaim, di_status, office):
    di_status(status)

    langkah(Tindakan.TARIK, klaim, getattr(office, siapa))

    assert segar(klaim).status == kembali


def test_tarik_mengembalikan_nilai_sebelum_koreksi(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(90), **ALASAN)

    langkah(Tindakan.TARIK, klaim, kasi)

    assert segar(klaim).persen == Decimal("98.1609")


def test_tarik_ditolak_setelah_meja_berikutnya_membuka(klaim, di_status, staf, kasi):
    di_status(Status.DI_ESELON_IV)
    buka_di_meja(lihat(klaim, kasi))

    with pytest.raises(TransisiDitolak, match="Klaim sudah dibuka di meja berikutnya"):
        langkah(Tindakan.TARIK, klaim, staf)


def test_yang_bukan_pemegang_meja_tidak_dianggap_membuka(klaim, di_status, staf, camat, sekcam):
    di_status(Status.DI_ESELON_IV)

    for orang in (staf, camat, sekcam):
        buka_di_meja(lihat(klaim, orang))

    assert segar(klaim).dibuka_meja_pada is None


def test_membuka_dua_kali_menyimpan_saat_pertama(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)
    buka_di_meja(lihat(klaim, kasi))
    pertama = segar(klaim).dibuka_meja_pada

    buka_di_meja(lihat(klaim, kasi))

    assert pertama is not None
    assert segar(klaim).dibuka_meja_pada == pertama


def test_tanda_dibuka_hilang_di_meja_berikutnya(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)
    buka_di_meja(lihat(klaim, kasi))

    langkah(Tindakan.TERUSKAN, klaim, kasi)

    assert segar(klaim).dibuka_meja_pada is None


def test_tarik_dua_kali_ditolak(klaim, di_status, staf, kasi):
    di_status(Status.DI_ESELON_III)
    langkah(Tindakan.TARIK, klaim, kasi)

    for orang in (kasi, staf):
        with pytest.raises(TransisiDitolak, match="Hanya yang terakhir mengajukan atau meneruskan"):
            langkah(Tindakan.TARIK, klaim, orang)


def test_tarik_pengajuan_kasi_melewati_anak_tangga_tidak_berlaku(klaim, kasi):
    langkah(Tindakan.AJUKAN, klaim, kasi)

    langkah(Tindakan.TARIK, klaim, kasi)

    assert (segar(klaim).status, segar(klaim).persen) == (Status.DRAF, None)


def test_tarik_tidak_menambah_putaran(klaim, di_status, staf):
    di_status(Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, klaim, staf)
    langkah(Tindakan.TARIK, klaim, staf)

    assert langkah(Tindakan.AJUKAN, klaim, staf).putaran == 2


def test_tarik_oleh_plh_yang_masanya_habis_ditolak_dengan_kalimat(klaim, di_status, kasi, office):
    di_status(Status.DI_ESELON_III)
    gantikan(office.kasi_lain, office.jabatan_kasi)
    gantikan(kasi, office.jabatan_sekcam, boleh_rangkap=True)
    langkah(Tindakan.TERUSKAN, klaim, kasi)
    lusa = datetime(2023, 7, 2, 3, 0, tzinfo=UTC)
    k = lihat(klaim, kasi, lusa)

    assert berwenang(Tindakan.TARIK, k)
    assert keberatan(Tindakan.TARIK, k) is not None
    with pytest.raises(TransisiDitolak):
        langkah(Tindakan.TARIK, klaim, kasi, pada=lusa)


def test_batalkan_pengesahan_terkoreksi_kembali_ke_nilai_sebelum_camat(klaim, di_status, camat):
    di_status(Status.DI_CAMAT)
    langkah(Tindakan.SAHKAN, klaim, camat, nilai=Decimal(95), **ALASAN)

    langkah(Tindakan.BATALKAN, klaim, camat, **ALASAN)

    ada = Capaian.objects.get(pk=klaim.pk)
    assert (ada.status, ada.persen) == (Status.DI_CAMAT, Decimal("98.1609"))


def test_batalkan_membuka_lagi_di_meja_camat(klaim, di_status, camat):
    di_status(Status.SAH)

    langkah(Tindakan.BATALKAN, klaim, camat, **ALASAN)
    langkah(Tindakan.SAHKAN, klaim, camat, nilai=Decimal(90), **ALASAN)

    assert [(p.tindakan, p.nilai_keluar) for p in klaim.putusan.all()][-3:] == [
        ("sahkan", Decimal("98.1609")),
        ("batalkan", Decimal("98.1609")),
        ("sahkan", Decimal(90)),
    ]


@pytest.mark.parametrize(
    ("status", "siapa", "tindakan", "isi"),
    [
        (Status.DRAF, "staf", Tindakan.AJUKAN, {}),
        (Status.DI_ESELON_IV, "kasi", Tindakan.TERUSKAN, {}),
        (Status.DI_ESELON_IV, "kasi", Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_PENGISI}),
        (Status.DI_ESELON_IV, "staf", Tindakan.TARIK, {}),
        (Status.DI_CAMAT, "camat", Tindakan.SAHKAN, {}),
        (Status.SAH, "camat", Tindakan.BATALKAN, ALASAN),
    ],
)
def test_triwulan_yang_ditutup_membekukan_semuanya(status, siapa, tindakan, isi, klaim, di_status, camat, office):
    di_status(status)
    tw = klaim.triwulan
    tw.ditutup_pada, tw.ditutup_oleh = SAAT, camat
    tw.save()

    with pytest.raises(TransisiDitolak, match="Triwulan II 2023 sudah ditutup"):
        langkah(tindakan, klaim, getattr(office, siapa), **isi)


def test_ajukan_sebelum_triwulan_dibuka_ditolak(klaim, staf):
    with pytest.raises(TransisiDitolak, match="baru dapat diajukan mulai 1 Juni 2023"):
        langkah(Tindakan.AJUKAN, klaim, staf, pada=datetime(2023, 5, 31, 15, 0, tzinfo=UTC))


def test_ajukan_tanpa_slot_wajib_ditolak(klaim, dokumen, staf):
    tarik_dokumen(dokumen=dokumen, oleh=staf)

    with pytest.raises(TransisiDitolak, match="Data dukung wajib “Laporan SKM” belum diunggah"):
        langkah(Tindakan.AJUKAN, klaim, staf)


@pytest.mark.parametrize(
    ("status", "siapa", "tindakan"),
    [
        (Status.DI_ESELON_IV, "kasi", Tindakan.TERUSKAN),
        (Status.DI_ESELON_III, "sekcam", Tindakan.TERUSKAN),
        (Status.DI_CAMAT, "camat", Tindakan.SAHKAN),
    ],
)
def test_persetujuan_menunggu_semua_dokumen_wajib_dibuka(status, siapa, tindakan, klaim, dokumen, di_status, office):
    pilihan = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto loket", wajib=False)
    factories.data_dukung(capaian=klaim, syarat=pilihan, nama="foto.jpg")
    di_status(status)
    DokumenDibuka.objects.filter(pegawai=getattr(office, siapa)).delete()
    orang = getattr(office, siapa)

    with pytest.raises(TransisiDitolak, match="Buka dahulu data dukung wajib yang belum Anda lihat: “laporan"):
        putuskan(tindakan, capaian=klaim, oleh=orang, sidik=lihat(klaim, orang).sidik, pada=SAAT)
    assert keberatan(Tindakan.KEMBALIKAN, lihat(klaim, orang)) is None
    tandai_dibuka(dokumen, orang)
    assert keberatan(tindakan, lihat(klaim, orang)) is None


def test_pengganti_dokumen_harus_dibuka_lagi(klaim, dokumen, di_status, staf, kasi):
    di_status(Status.KEMBALI_PENGISI)
    tandai_dibuka(dokumen, kasi)
    _ganti_dokumen(klaim, staf)
    langkah(Tindakan.AJUKAN, klaim, staf)

    assert keberatan(Tindakan.TERUSKAN, lihat(klaim, kasi)).startswith("Buka dahulu data dukung wajib")


def test_koreksi_naik_dengan_dokumen_yang_dinilai_tidak_sesuai_ditolak(klaim, dokumen, di_status, kasi, sekcam):
    di_status(Status.DI_ESELON_IV)
    putus = siap_putus(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(99), dokumen=[dokumen], **ALASAN)
    nilai_sebagai(dokumen, sekcam, "eselon_iii", "tidak_sesuai")
    nilai_sebagai(dokumen, kasi, "eselon_iv", "tidak_sesuai")

    with pytest.raises(IsiDitolak, match="dinilai tidak sesuai di meja ini"):
        putus()
    nilai_sebagai(dokumen, kasi, "eselon_iv", "sesuai")
    assert putus().nilai_keluar == Decimal(99)


def nilai_sebagai(dokumen, oleh, meja, hasil):
    PenilaianDokumen.objects.create(
        dokumen=dokumen, meja=meja, putaran=1, hasil=hasil, catatan="Rekap berbeda.", oleh=oleh, nama=oleh.nama
    )


def test_saran_menyertai_persetujuan_dan_jatuh_kepada_kepala_unit(klaim, di_status, kasi, office):
    di_status(Status.DI_ESELON_IV)

    putusan = langkah(Tindakan.TERUSKAN, klaim, kasi, saran=" Pasang kotak saran di loket. ")

    saran = SaranPerbaikan.objects.get()
    assert (saran.putusan, saran.uraian, saran.penanggung_jawab) == (
        putusan,
        "Pasang kotak saran di loket.",
        office.jabatan_kasi,
    )
    assert Jejak.objects.latest("nomor").data["saran"] == "Pasang kotak saran di loket."


@pytest.mark.parametrize(
    ("status", "siapa", "tindakan", "isi"),
    [
        (Status.DI_ESELON_III, "sekcam", Tindakan.KEMBALIKAN, {**ALASAN, "tujuan": Status.KEMBALI_PENGISI}),
        (Status.DI_CAMAT, "camat", Tindakan.SAHKAN, {}),
        (Status.SAH, "camat", Tindakan.BATALKAN, ALASAN),
    ],
)
def test_saran_untuk_jabatan_yang_ditunjuk(status, siapa, tindakan, isi, klaim, di_status, office):
    di_status(status)

    langkah(
        tindakan, klaim, getattr(office, siapa), saran="Perbarui SOP.", penanggung_jawab=office.jabatan_kasubag, **isi
    )

    assert [(s.uraian, s.penanggung_jawab) for s in SaranPerbaikan.objects.all()] == [
        ("Perbarui SOP.", office.jabatan_kasubag)
    ]


def _ubah_narasi(klaim, staf):
    isian = Isian(klaim.realisasi, klaim.tanggal_data, analisis="Kalimat lain.")
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=staf)


def _ubah_angka(klaim, staf):
    isian = Isian(Decimal("86"), klaim.tanggal_data, analisis=klaim.analisis)
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=staf)


def _tambah_dokumen(klaim, staf):
    factories.data_dukung(capaian=klaim, diunggah_oleh=staf)


def _ganti_dokumen(klaim, staf):
    lama = klaim.data_dukung.get()
    tarik_dokumen(dokumen=lama, oleh=staf)
    factories.data_dukung(capaian=klaim, syarat=lama.syarat, diunggah_oleh=staf)


def _nyatakan_tidak_ada(klaim, staf):
    slot = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Peta")
    PernyataanTidakAda.objects.create(capaian=klaim, syarat=slot, alasan="Belum dibuat.", dinyatakan_oleh=staf)


@pytest.mark.parametrize(
    "perubahan", [_ubah_narasi, _ubah_angka, _tambah_dokumen, _ganti_dokumen, _nyatakan_tidak_ada]
)
def test_sidik_lama_ditolak_setelah_isi_berubah(perubahan, klaim, staf):
    dilihat = lihat(klaim, staf).sidik
    perubahan(klaim, staf)

    with pytest.raises(KlaimBerubah):
        putuskan(Tindakan.AJUKAN, capaian=klaim, oleh=staf, sidik=dilihat, pada=SAAT)
    assert segar(klaim).status == Status.DRAF


def test_sidik_lama_ditolak_walau_klaim_kembali_ke_status_yang_sama(klaim, di_status, staf, kasi):
    di_status(Status.DI_ESELON_IV)
    dilihat = lihat(klaim, kasi).sidik
    kembalikan(klaim, kasi, Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, klaim, staf)

    with pytest.raises(KlaimBerubah):
        putuskan(Tindakan.TERUSKAN, capaian=klaim, oleh=kasi, sidik=dilihat, pada=SAAT)


def test_halaman_lama_atas_nilai_yang_sudah_dikoreksi_ditolak(klaim, di_status, kasi, sekcam):
    di_status(Status.DI_ESELON_III)
    dilihat = lihat(klaim, sekcam).sidik
    langkah(Tindakan.TARIK, klaim, kasi)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(70), **ALASAN)

    with pytest.raises(KlaimBerubah):
        putuskan(Tindakan.TERUSKAN, capaian=klaim, oleh=sekcam, sidik=dilihat, pada=SAAT)


@pytest.fixture
def dua_triwulan(office, staf):
    """A summed indicator with a claim in the first and in the second quarter, both submitted."""
    laporan = factories.indikator(unit=office.pelayanan, akumulasi="jumlah")
    pertama = siapkan_klaim(laporan, staf, nomor=1, target="3", realisasi="3")
    kedua = siapkan_klaim(laporan, staf, nomor=2, target="3", realisasi="2")
    langkah(Tindakan.AJUKAN, pertama, staf)
    langkah(Tindakan.AJUKAN, kedua, staf)
    return pertama, kedua


def test_klaim_memakai_realisasi_triwulan_sebelumnya(dua_triwulan):
    assert [segar(k).persen for k in dua_triwulan] == [Decimal(100), Decimal("83.3333")]


def test_dasar_berubah_menahan_klaim_triwulan_berikutnya(dua_triwulan, kasi, staf):
    pertama, kedua = dua_triwulan
    kembalikan(pertama, kasi, Status.KEMBALI_PENGISI)

    assert keberatan(Tindakan.TERUSKAN, lihat(kedua, kasi)).startswith("Dasar hitung klaim ini berubah")
    with pytest.raises(TransisiDitolak, match="Dasar hitung klaim ini berubah"):
        langkah(Tindakan.TERUSKAN, kedua, kasi)
    kembalikan(kedua, kasi, Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, pertama, staf)
    langkah(Tindakan.AJUKAN, kedua, staf)
    assert langkah(Tindakan.TERUSKAN, kedua, kasi).ke_status == Status.DI_ESELON_III


def test_dasar_yang_kembali_semula_tidak_menahan(dua_triwulan, kasi, staf):
    pertama, kedua = dua_triwulan
    kembalikan(pertama, kasi, Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, pertama, staf)

    assert langkah(Tindakan.TERUSKAN, kedua, kasi).nilai_keluar == Decimal("83.3333")


def test_target_yang_berubah_menahan_klaim(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)
    klaim.target_triwulan.nilai = Decimal(80)
    klaim.target_triwulan.save()

    with pytest.raises(TransisiDitolak, match="Dasar hitung klaim ini berubah"):
        langkah(Tindakan.TERUSKAN, klaim, kasi)


@pytest.fixture
def iku_dua(office, kasubag):
    """IKU 2: the mean of two ratified sub kegiatan of a program, entered by the Subbagian's people."""
    penunjang = factories.program()
    giat = factories.kegiatan(program=penunjang)
    sumber = []
    for realisasi in ("85.40", "87"):
        ukuran = factories.indikator(
            sub_kegiatan=factories.sub_kegiatan(kegiatan=giat), unit=office.pelayanan, akumulasi="akhir"
        )
        sumber.append(bawa(siapkan_klaim(ukuran, office.staf, realisasi=realisasi), office, Status.SAH))
    iku = factories.indikator(unit=office.subbag, akumulasi="akhir", program_sumber=penunjang, satuan="persen")
    claim = siapkan_klaim(iku, office.anggota, target="96", realisasi="0")
    Capaian.objects.filter(pk=claim.pk).update(realisasi=None)
    return segar(claim), sumber


def test_indikator_terhitung_mengambil_rata_rata_sumber(iku_dua, anggota):
    klaim, _ = iku_dua

    langkah(Tindakan.AJUKAN, klaim, anggota)

    akhir = segar(klaim)
    assert akhir.realisasi == Decimal("99.0805")
    assert akhir.persen == Decimal("103.2089")


def test_indikator_terhitung_tidak_dapat_diketik(iku_dua, anggota):
    klaim, _ = iku_dua
    isian = Isian(Decimal(500), klaim.tanggal_data, analisis=klaim.analisis)
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=anggota)

    langkah(Tindakan.AJUKAN, klaim, anggota)

    assert segar(klaim).realisasi == Decimal("99.0805")


def test_indikator_terhitung_menunggu_sumber_sah(iku_dua, anggota, camat):
    klaim, sumber = iku_dua
    langkah(Tindakan.BATALKAN, sumber[0], camat, **ALASAN)

    with pytest.raises(TransisiDitolak, match="1 belum sah"):
        langkah(Tindakan.AJUKAN, klaim, anggota)


def test_sumber_yang_dikoreksi_menahan_indikator_terhitung(iku_dua, anggota, kasubag):
    klaim, sumber = iku_dua
    langkah(Tindakan.AJUKAN, klaim, anggota)
    Capaian.objects.filter(pk=sumber[0].pk).update(persen=70)

    with pytest.raises(TransisiDitolak, match="Dasar hitung klaim ini berubah"):
        langkah(Tindakan.TERUSKAN, klaim, kasubag)


def test_sumber_tidak_dapat_dibatalkan_selama_ada_klaim_yang_bertumpu_padanya(iku_dua, anggota, camat):
    klaim, sumber = iku_dua
    langkah(Tindakan.AJUKAN, klaim, anggota)

    with pytest.raises(TransisiDitolak, match="menjadi dasar hitung"):
        langkah(Tindakan.BATALKAN, sumber[0], camat, **ALASAN)


def test_sumber_yang_tidak_lagi_sah_menahan_walau_rata_ratanya_sama(office, anggota, kasubag):
    penunjang = factories.program()
    giat = factories.kegiatan(program=penunjang)
    sumber = []
    for _ in range(2):
        ukuran = factories.indikator(
            sub_kegiatan=factories.sub_kegiatan(kegiatan=giat), unit=office.pelayanan, akumulasi="akhir"
        )
        sumber.append(bawa(siapkan_klaim(ukuran, office.staf, realisasi="87"), office, Status.SAH))
    iku = factories.indikator(unit=office.subbag, akumulasi="akhir", program_sumber=penunjang)
    klaim = siapkan_klaim(iku, anggota, target="96")
    langkah(Tindakan.AJUKAN, klaim, anggota)
    Capaian.objects.filter(pk=sumber[0].pk).update(status=Status.DI_CAMAT)

    with pytest.raises(TransisiDitolak, match="Dasar hitung klaim ini berubah"):
        langkah(Tindakan.TERUSKAN, klaim, kasubag)


def test_indikator_terhitung_tanpa_target_ditolak_dengan_kalimat(iku_dua, anggota):
    klaim, _ = iku_dua
    klaim.target_triwulan.nilai = None
    klaim.target_triwulan.save()

    with pytest.raises(TransisiDitolak, match="tidak ada target"):
        langkah(Tindakan.AJUKAN, klaim, anggota)


def test_angka_yang_terlalu_besar_ditolak_dengan_kalimat(klaim, staf):
    # A realisasi typed in rupiah against a target in percent.
    isian = Isian(Decimal(1_000_000_000), klaim.tanggal_data, analisis=klaim.analisis)
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=staf)

    with pytest.raises(TransisiDitolak):
        langkah(Tindakan.AJUKAN, klaim, staf)


def test_setiap_langkah_menulis_satu_baris_jejak(klaim, di_status):
    di_status(Status.SAH)

    baris = Jejak.objects.filter(objek_id=str(klaim.public_id))
    assert [(b.peristiwa, b.nama, b.jabatan) for b in baris] == [
        ("capaian.ajukan", "Staf Pelayanan", "Pengadministrasi Pelayanan"),
        ("capaian.teruskan", "Orang Kasi Pelayanan", "Kasi Pelayanan Umum"),
        ("capaian.teruskan", "Orang Sekcam", "Sekretaris Camat"),
        ("capaian.sahkan", "Orang Camat", "Camat"),
    ]
    assert list(periksa_rantai()) == []


def test_jejak_koreksi_memuat_kedua_nilai_dan_alasan(klaim, di_status, kasi):
    di_status(Status.DI_ESELON_IV)
    sidik = lihat(klaim, kasi).sidik

    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(95), **ALASAN)

    assert Jejak.objects.latest("nomor").data == {
        "putaran": 1,
        "dari": "di_eselon_iv",
        "ke": "di_eselon_iii",
        "nilai_masuk": "98.1609",
        "nilai_keluar": "95",
        "alasan": ALASAN["alasan"],
        "sidik_dilihat": sidik,
        "pada": SAAT.isoformat(),
    }


def test_transaksi_yang_batal_tidak_meninggalkan_jejak(klaim, staf):
    titik = transaction.savepoint()
    langkah(Tindakan.AJUKAN, klaim, staf)
    transaction.savepoint_rollback(titik)

    assert (segar(klaim).status, klaim.putusan.count(), Jejak.objects.count()) == (Status.DRAF, 0, 0)


def test_salinan_klaim_yang_basi_tidak_dipakai(klaim, staf, kasi):
    basi = segar(klaim)
    langkah(Tindakan.AJUKAN, klaim, staf)
    buka_dokumen(klaim, kasi)
    sidik = lihat(klaim, kasi).sidik

    putuskan(Tindakan.TERUSKAN, capaian=basi, oleh=kasi, sidik=sidik, isi=IsiPutusan(), pada=SAAT)

    assert segar(klaim).status == Status.DI_ESELON_III


def test_keberatan_sama_dengan_yang_dilakukan(klaim, di_status, office):
    di_status(Status.DI_ESELON_III)

    for orang in (office.staf, office.kasi, office.sekcam, office.camat):
        buka_dokumen(klaim, orang)
        k = lihat(klaim, orang)
        for tindakan in (Tindakan.TERUSKAN, Tindakan.SAHKAN, Tindakan.TARIK, Tindakan.AJUKAN, Tindakan.BATALKAN):
            titik = transaction.savepoint()
            boleh = berwenang(tindakan, k) and keberatan(tindakan, k) is None
            try:
                langkah(tindakan, klaim, orang, **ALASAN)
                terjadi = True
            except (PermissionDenied, TransisiDitolak):
                terjadi = False
            transaction.savepoint_rollback(titik)
            assert (tindakan, orang.username, boleh) == (tindakan, orang.username, terjadi)
