from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kinerja.models import Pagu, PerjanjianKinerja, TargetTahunan
from kinerja.perjanjian.beda import bandingkan
from kinerja.perjanjian.naskah import susun_naskah
from kinerja.perjanjian.services import (
    PerjanjianDitolak,
    UbahanBaris,
    ambil_ulang,
    buat_perjanjian,
    buat_perubahan,
    buat_semua,
    catat_dpa,
    hapus_draf,
    keberatan_tandatangan,
    sidik_perjanjian,
    simpan_pindaian,
    tandatangani,
    ubah_draf,
)
from organisasi.gerbang import BerkasDitolak
from organisasi.models import Jejak, Penugasan
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import TAHUN
from tests.kinerja.perjanjian_contoh import TANGGAL, contoh, draf, tertanda, ubahan

Dasar = PerjanjianKinerja.Dasar
pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    return contoh()


def isi(perjanjian):
    return [(b.sasaran, b.nama_indikator, b.nilai) for b in perjanjian.baris.all()]


def anggaran(perjanjian):
    return [(a.kode, a.jumlah, a.keterangan) for a in perjanjian.anggaran.all()]


# What a draft is made of


def test_camat_memuat_iku_dan_program(c):
    perjanjian = draf(c, "camat")

    assert isi(perjanjian) == [
        ("Meningkatnya kualitas pelayanan publik", "Indeks Kepuasan Masyarakat", Decimal(87)),
        ("Meningkatnya akuntabilitas kinerja", "Persentase Capaian Program Penunjang", Decimal("96.5")),
    ]
    assert anggaran(perjanjian) == [
        ("7.01.01", Decimal("120000000.50"), "APBD, DAU"),
        ("7.01.06", Decimal(3000000), "APBD"),
    ]
    assert (perjanjian.jabatan_kedua, perjanjian.pihak_luar_jabatan) == (None, "Bupati Luwu Timur")


def test_sekcam_memuat_sub_kegiatan_bawahan_bila_tidak_ada_yang_di_atasnya(c):
    perjanjian = draf(c, "sekcam")

    assert isi(perjanjian) == [
        ("Terlaksananya Penyusunan Rencana", "Jumlah Rencana", Decimal(4)),
        ("Terlaksananya Penyediaan Gaji", "Jumlah Orang Digaji", Decimal(21)),
    ]
    assert anggaran(perjanjian) == [
        ("7.01.01.2.01", Decimal(20000000), "APBD"),
        ("7.01.01.2.02", Decimal("100000000.50"), "DAU"),
    ]
    assert perjanjian.jabatan_kedua == c.kantor.jabatan_camat


def test_sekcam_memuat_program_dan_kegiatan_bila_diukur(c):
    kegiatan = c.rencana.sub_kegiatan.kegiatan
    program = factories.indikator(program=kegiatan.program, nama="Nilai Program", unit=c.kantor.sekretariat)
    atas = factories.indikator(kegiatan=kegiatan, nama="Nilai Kegiatan", unit=c.kantor.subbag)
    for indikator in (atas, program):
        factories.target_tahunan(indikator=indikator)

    naskah = susun_naskah(draf(c, "sekcam"))

    assert naskah.kolom_sasaran == "Sasaran Program/Kegiatan"
    assert [b.indikator for s in naskah.sasaran for b in s.baris] == ["Nilai Program", "Nilai Kegiatan"]


@pytest.mark.parametrize(
    ("nama", "atasan", "indikator", "kode"),
    [
        (
            "kasubag",
            "jabatan_sekcam",
            ["Jumlah Rencana", "Jumlah Orang Digaji"],
            ["7.01.01.2.01.0001", "7.01.01.2.02.0001"],
        ),
        ("kasi_lain", "jabatan_camat", ["Jumlah Desa Difasilitasi"], ["7.01.06.2.03.0001"]),
        ("kasi", "jabatan_camat", [], []),
    ],
)
def test_eselon_iv_memuat_sub_kegiatan_unitnya(c, nama, atasan, indikator, kode):
    perjanjian = draf(c, nama)

    assert [b.nama_indikator for b in perjanjian.baris.all()] == indikator
    assert [a.kode for a in perjanjian.anggaran.all()] == kode
    assert perjanjian.jabatan_kedua == getattr(c.kantor, atasan)


@pytest.mark.parametrize("nama", ["camat", "sekcam", "kasi", "staf", "anggota", "admin"])
def test_hanya_perencana_menyusun(c, nama):
    with pytest.raises(PermissionDenied):
        buat_perjanjian(tahun=TAHUN, jabatan=c.kantor.jabatan_kasi, oleh=getattr(c.kantor, nama))


def test_satu_perjanjian_setiap_jabatan_dan_tahun(c):
    draf(c)

    with pytest.raises(PerjanjianDitolak, match="sudah mempunyai Perjanjian Kinerja 2023"):
        draf(c)


def test_pelaksana_ditolak(c):
    jabatan = Penugasan.objects.get(pegawai=c.kantor.staf).jabatan

    with pytest.raises(PerjanjianDitolak, match="SKP"):
        buat_perjanjian(tahun=TAHUN, jabatan=jabatan, oleh=c.kantor.kasubag)


def test_buat_semua_melewati_yang_sudah_ada(c):
    draf(c)

    assert buat_semua(tahun=TAHUN, oleh=c.kantor.kasubag) == 4
    assert buat_semua(tahun=TAHUN, oleh=c.kantor.kasubag) == 0
    assert PerjanjianKinerja.objects.count() == 5


def test_nama_bupati_diingat_dari_perjanjian_terakhir(c):
    tertanda(c, "camat")

    baru = buat_perjanjian(tahun=TAHUN + 1, jabatan=c.kantor.jabatan_camat, oleh=c.kantor.kasubag)

    assert (baru.pihak_luar_nama, baru.pihak_luar_jabatan) == ("Drs. H. Bupati Contoh, M.Si.", "Bupati Luwu Timur")


# Changing a draft


def test_ubah_draf_menata_ulang_dan_mengeluarkan(c):
    perjanjian = draf(c, "kasubag")
    rencana, gaji = perjanjian.baris.all()

    ubah_draf(
        perjanjian=perjanjian,
        ubahan=ubahan(
            perjanjian,
            jabatan_kedua=c.kantor.jabatan_camat,
            baris=[UbahanBaris(rencana.pk, 2, "Tersusunnya rencana"), UbahanBaris(gaji.pk, 1, "Terbayarnya gaji")],
            anggaran=[],
        ),
        oleh=c.kantor.kasubag,
    )

    perjanjian.refresh_from_db()
    assert perjanjian.jabatan_kedua == c.kantor.jabatan_camat
    assert [b.sasaran for b in perjanjian.baris.all()] == ["Terbayarnya gaji", "Tersusunnya rencana"]
    assert anggaran(perjanjian) == []


def test_ambil_ulang_mengembalikan_baris_dan_menjaga_rumusan(c):
    perjanjian = draf(c, "kasubag")
    rencana, _ = perjanjian.baris.all()
    ubah_draf(
        perjanjian=perjanjian,
        ubahan=ubahan(perjanjian, baris=[UbahanBaris(rencana.pk, 1, "Tersusunnya rencana")]),
        oleh=c.kantor.kasubag,
    )
    TargetTahunan.objects.filter(indikator=c.rencana).update(nilai=9)

    ambil_ulang(perjanjian=perjanjian, oleh=c.kantor.kasubag)

    assert isi(perjanjian) == [
        ("Tersusunnya rencana", "Jumlah Rencana", Decimal(9)),
        ("Terlaksananya Penyediaan Gaji", "Jumlah Orang Digaji", Decimal(21)),
    ]


def test_hapus_draf_saja(c):
    hapus_draf(perjanjian=draf(c), oleh=c.kantor.kasubag)
    assert PerjanjianKinerja.objects.count() == 0

    with pytest.raises(PerjanjianDitolak, match="sudah ditandatangani"):
        hapus_draf(perjanjian=tertanda(c), oleh=c.kantor.kasubag)


# Signing


def test_tandatangani_membekukan_kedua_pihak(c):
    perjanjian = tertanda(c, "sekcam")

    assert perjanjian.pihak_pertama == {"nama": "Orang Sekcam", "jabatan": "Sekretaris Camat", "pangkat": "", "nip": ""}
    assert perjanjian.pihak_kedua == {
        "nama": "Muhammad Yusri, S.E., M.M.",
        "jabatan": "Camat",
        "pangkat": "Pembina, IV/a",
        "nip": "19770329 200801 1 008",
    }
    assert (perjanjian.terkunci, perjanjian.ditandatangani_oleh) == (True, c.kantor.kasubag)
    perjanjian.refresh_from_db()
    assert perjanjian.sidik == sidik_perjanjian(perjanjian)
    assert Jejak.objects.get(peristiwa="perjanjian.tandatangani").data == {"sidik": perjanjian.sidik}


def test_bupati_tanpa_nip_dan_pangkat(c):
    assert tertanda(c, "camat").pihak_kedua == {
        "nama": "Drs. H. Bupati Contoh, M.Si.",
        "jabatan": "Bupati Luwu Timur",
        "pangkat": "",
        "nip": "",
    }


def test_nama_tetap_walau_pegawai_berubah_sesudahnya(c):
    perjanjian = tertanda(c)
    c.kantor.kasi_lain.nama = "Nama Baru"
    c.kantor.kasi_lain.save()

    assert susun_naskah(perjanjian).pertama.nama == "Orang Kasi Pemerintahan"


def test_plt_tercetak_menurut_tanggal(c):
    factories.penugasan(
        pegawai=c.kantor.sekcam,
        jabatan=c.kantor.jabatan_camat,
        kapasitas=Penugasan.Kapasitas.PLT,
        mulai=date(2023, 1, 1),
        selesai=date(2023, 1, 31),
    )

    assert tertanda(c).pihak_kedua["jabatan"] == "Plt. Camat"
    with pytest.raises(PerjanjianDitolak, match="tidak boleh orang yang sama"):
        tertanda(c, "sekcam")


@pytest.mark.parametrize(("nama", "boleh"), [("kasubag", True), ("kasi_lain", True), ("kasi", False), ("camat", False)])
def test_yang_mencatat_penandatanganan(c, nama, boleh):
    perjanjian, oleh = draf(c), getattr(c.kantor, nama)

    if boleh:
        assert tandatangani(perjanjian=perjanjian, tanggal=TANGGAL, tempat="Kalaena", oleh=oleh).terkunci
    else:
        with pytest.raises(PermissionDenied):
            tandatangani(perjanjian=perjanjian, tanggal=TANGGAL, tempat="Kalaena", oleh=oleh)


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [
        (timezone.localdate() + timedelta(days=1), "tidak boleh sesudah hari ini"),
        (date(2019, 1, 5), "Jabatan Kasi Pemerintahan tidak ada pemangkunya pada 5 Januari 2019"),
    ],
)
def test_tanggal_yang_ditolak(c, tanggal, kalimat):
    with pytest.raises(PerjanjianDitolak, match=kalimat):
        tandatangani(perjanjian=draf(c), tanggal=tanggal, tempat="Kalaena", oleh=c.kantor.kasubag)


def test_keberatan_menyebut_yang_kurang(c):
    assert keberatan_tandatangan(draf(c, "camat")) == "Nama Bupati Luwu Timur selaku pihak kedua belum diisi."
    assert keberatan_tandatangan(draf(c, "kasi")) == "Perjanjian ini belum memuat satu pun indikator bertarget."
    perjanjian = draf(c)
    assert keberatan_tandatangan(perjanjian) is None
    perjanjian.baris.update(nilai=None)
    assert keberatan_tandatangan(perjanjian) == "1 indikator dalam perjanjian ini belum bertarget."


def test_yang_ditandatangani_menolak_setiap_perubahan(c):
    perjanjian, oleh = tertanda(c), c.kantor.kasubag

    for tindakan in (
        lambda: ambil_ulang(perjanjian=perjanjian, oleh=oleh),
        lambda: ubah_draf(perjanjian=perjanjian, ubahan=ubahan(perjanjian), oleh=oleh),
        lambda: tandatangani(perjanjian=perjanjian, tanggal=TANGGAL, tempat="Malili", oleh=oleh),
    ):
        with pytest.raises(PerjanjianDitolak, match="sudah ditandatangani, jadi tidak dapat diubah"):
            tindakan()


# The scan


def test_pindaian_disimpan_dan_diganti_dengan_jejak(c):
    perjanjian = tertanda(c)

    for nama, ekor in (("satu.pdf", b"\n%% 1\n"), ("dua.pdf", b"\n%% 2\n")):
        berkas = SimpleUploadedFile(nama, pdf(ekor=ekor))
        simpan_pindaian(perjanjian=perjanjian, berkas=berkas, oleh=c.kantor.kasi_lain)

    perjanjian.refresh_from_db()
    jejak = Jejak.objects.filter(peristiwa="perjanjian.pindaian")
    assert [j.data["nama"] for j in jejak] == ["satu.pdf", "dua.pdf"]
    assert perjanjian.pindaian.sha256 == jejak[1].data["sha256"]
    assert perjanjian.sidik == sidik_perjanjian(perjanjian)


def test_pindaian_ditolak(c):
    berkas = SimpleUploadedFile("pindaian.pdf", pdf())
    with pytest.raises(PerjanjianDitolak, match="Catat dahulu penandatanganannya"):
        simpan_pindaian(perjanjian=draf(c), berkas=berkas, oleh=c.kantor.kasubag)
    perjanjian = tertanda(c, "kasubag")
    with pytest.raises(PermissionDenied):
        simpan_pindaian(perjanjian=perjanjian, berkas=berkas, oleh=c.kantor.staf)
    with pytest.raises(BerkasDitolak):
        simpan_pindaian(perjanjian=perjanjian, berkas=SimpleUploadedFile("a.pdf", b"MZ"), oleh=c.kantor.kasubag)


# Revisions


def test_pergantian_pejabat_menyalin_baris_apa_adanya(c):
    lama = tertanda(c)
    TargetTahunan.objects.filter(indikator=c.desa).update(nilai=99)

    baru = buat_perubahan(perjanjian=lama, dasar=Dasar.PEJABAT, alasan="Mutasi", oleh=c.kantor.kasubag)

    assert (baru.versi, str(baru)) == (1, "Perjanjian Kinerja Perubahan 1 Kasi Pemerintahan 2023")
    assert (isi(baru), anggaran(baru)) == (isi(lama), anggaran(lama))
    assert bandingkan(lama, baru).berubah == 0


def test_perubahan_strategi_mengambil_data_dan_pagu_perubahan(c):
    lama = tertanda(c)
    TargetTahunan.objects.filter(indikator=c.desa).update(nilai=8)
    TargetTahunan.objects.filter(indikator=c.tanpa_target).update(nilai=2)

    baru = buat_perubahan(perjanjian=lama, dasar=Dasar.STRATEGI, alasan="APBD Perubahan", oleh=c.kantor.kasubag)

    assert isi(lama) == [("Terlaksananya Fasilitasi Desa", "Jumlah Desa Difasilitasi", Decimal(7))]
    beda, sasaran = bandingkan(lama, baru), "Terlaksananya Fasilitasi Desa"
    assert [(b.apa, b.lama, b.baru, b.keadaan) for b in (*beda.target, *beda.anggaran)] == [
        ("Jumlah Desa Difasilitasi", f"7 Desa – {sasaran}", f"8 Desa – {sasaran}", "berubah"),
        ("Tanpa Target", "", f"2 laporan – {sasaran}", "baru"),
        ("7.01.06.2.03.0001 Fasilitasi Desa", "Rp3.000.000,00 APBD", "Rp5.000.000,00 APBD", "berubah"),
    ]


def test_beda_menyebut_yang_dihapus_dan_pejabat_baru(c):
    lama = tertanda(c)
    Pagu.objects.all().delete()
    TargetTahunan.objects.filter(indikator=c.desa).update(nilai=None)
    TargetTahunan.objects.filter(indikator=c.tanpa_target).update(nilai=2)
    baru = buat_perubahan(perjanjian=lama, dasar=Dasar.PRIORITAS, alasan="x", oleh=c.kantor.kasubag)

    beda = bandingkan(lama, baru)

    assert [(b.apa, b.keadaan) for b in (*beda.pihak, *beda.target, *beda.anggaran)] == [
        ("Pihak pertama", "tetap"),
        ("Pihak kedua", "tetap"),
        ("Tanpa Target", "baru"),
        ("Jumlah Desa Difasilitasi", "dihapus"),
        ("7.01.06.2.03.0001 Fasilitasi Desa", "dihapus"),
    ]


@pytest.mark.parametrize("alasan", ["", "  "])
def test_perubahan_memerlukan_alasan(c, alasan):
    with pytest.raises(PerjanjianDitolak, match="Tuliskan alasan"):
        buat_perubahan(perjanjian=tertanda(c), dasar=Dasar.PEJABAT, alasan=alasan, oleh=c.kantor.kasubag)


def test_perubahan_hanya_dari_versi_terakhir_yang_ditandatangani(c):
    lama = tertanda(c)
    buat_perubahan(perjanjian=lama, dasar=Dasar.PEJABAT, alasan="Mutasi", oleh=c.kantor.kasubag)

    for perjanjian in (lama, draf(c, "kasubag")):
        with pytest.raises(PerjanjianDitolak, match="versi terakhir yang sudah ditandatangani"):
            buat_perubahan(perjanjian=perjanjian, dasar=Dasar.PEJABAT, alasan="Lagi", oleh=c.kantor.kasubag)


def test_perubahan_tidak_ditandatangani_sebelum_versi_sebelumnya(c):
    baru = buat_perubahan(perjanjian=tertanda(c), dasar=Dasar.PEJABAT, alasan="Mutasi", oleh=c.kantor.kasubag)

    with pytest.raises(PerjanjianDitolak, match="sebelum versi sebelumnya, 5 Januari 2023"):
        tandatangani(perjanjian=baru, tanggal=date(2023, 1, 4), tempat="Kalaena", oleh=c.kantor.kasubag)
    assert tandatangani(perjanjian=baru, tanggal=TANGGAL, tempat="Kalaena", oleh=c.kantor.kasubag).versi == 1


# The form in words


@pytest.mark.parametrize(
    ("nama", "sasaran", "anggaran", "jumlah"),
    [
        ("camat", "Sasaran Strategis", "Program", "123.000.000,50"),
        ("sekcam", "Sasaran Sub Kegiatan", "Kegiatan", "120.000.000,50"),
        ("kasubag", "Sasaran Sub Kegiatan", "Sub Kegiatan", "120.000.000,50"),
        ("kasi_lain", "Sasaran Sub Kegiatan", "Sub Kegiatan", "3.000.000,00"),
    ],
)
def test_judul_kolom_menurut_tingkat(c, nama, sasaran, anggaran, jumlah):
    naskah = susun_naskah(draf(c, nama))

    assert (naskah.kolom_sasaran, naskah.kolom_anggaran, naskah.jumlah) == (sasaran, anggaran, jumlah)


def test_target_bersatuan_dan_sasaran_tergabung(c):
    lain = factories.indikator(sasaran=c.ikm.sasaran, nama="Rentang", satuan="Indeks", unit=c.kantor.pelayanan)
    factories.target_tahunan(indikator=lain, nilai=Decimal(70), nilai_atas=Decimal("80.5"))

    naskah = susun_naskah(draf(c, "camat"))

    assert [(s.nomor, [b.target for b in s.baris]) for s in naskah.sasaran] == [
        (1, ["87,00 Indeks", "70,0 sampai 80,5 Indeks"]),
        (2, ["96,50%"]),
    ]


def test_draf_menunjukkan_yang_belum_diketahui(c):
    naskah = susun_naskah(draf(c, "camat"))

    assert (naskah.kedua.nama, naskah.tempat_tanggal) == ("………………", "Kalaena, ……………… 2023")


def test_catat_dpa_mengganti_tanggal(c):
    catat_dpa(tahun=TAHUN, tanggal=date(2022, 12, 28), oleh=c.kantor.kasubag)
    dpa = catat_dpa(tahun=TAHUN, tanggal=date(2023, 1, 3), oleh=c.kantor.kasubag)

    assert dpa.tanggal == date(2023, 1, 3)
    assert Jejak.objects.filter(peristiwa="dpa.catat").count() == 2
