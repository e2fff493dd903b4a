from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import DatabaseError

from kinerja.models import TargetTahunan
from kinerja.perhitungan import Akumulasi, Target
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.models import Jejak, Penugasan
from rencana_aksi import perencanaan, usulan
from rencana_aksi.isi_rencana import IsiRencana, IsiSyarat, kekurangan_rencana
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.kelengkapan import Kekurangan, kekurangan
from rencana_aksi.models import Capaian, PerubahanRencanaAksi, RencanaAksi, SyaratDataDukung, TargetTriwulan
from rencana_aksi.pembagian import periksa_pembagian, teks_target
from rencana_aksi.perencanaan import Langkah, RencanaBerubah, RencanaDitolak, buka_lembar
from rencana_aksi.workflow import TransisiDitolak
from tests import factories
from tests.factories import SAAT, TAHUN
from tests.rencana_aksi.conftest import ALASAN
from tests.rencana_aksi.conftest import bawa as bawa_klaim
from tests.rencana_aksi.conftest import langkah as putuskan
from tests.rencana_aksi.rencana import LAPORAN, bawa, indikator_bertarget, isi, langkah, lembar, simpan

Status = RencanaAksi.Status
NILAI = ("3", "3", "3", "3")


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def indikator(office):
    factories.aturan_jadwal()
    return indikator_bertarget(office)


@pytest.fixture
def rencana(indikator, office) -> RencanaAksi:
    """A complete draft: 12 reports as 3, 3, 3, 3, each with one slot."""
    return simpan(indikator, isi(*NILAI, jabatan=office.jabatan_kasi), office.kasi)


@pytest.fixture
def ditetapkan(rencana, office) -> RencanaAksi:
    return bawa(rencana, office, Status.DITETAPKAN)


def ubah(rencana, office, baru, *, alasan="Anggaran berkurang.", menyentuh=False):
    return langkah(
        perencanaan.ubah, rencana, office.camat, isi=baru, alasan=alasan, menyentuh_klaim=menyentuh
    )


def ajukan_klaim(rencana, office, nomor):
    """The quarter's claim at Eselon IV, by a real submission."""
    klaim = Capaian.objects.get(target_triwulan__rencana_aksi=rencana, target_triwulan__triwulan__nomor=nomor)
    Capaian.objects.filter(pk=klaim.pk).update(
        realisasi=Decimal(3), tanggal_data=date(TAHUN, 3, 20), analisis="Selesai.", versi=1
    )
    klaim.penyusun.add(office.staf)
    factories.data_dukung(capaian=klaim, diunggah_oleh=office.staf)
    putuskan(Tindakan.AJUKAN, klaim, office.staf)
    return Capaian.objects.get(pk=klaim.pk)


# --- The roll-up (domain 3.5) ---


@pytest.mark.parametrize(
    ("akumulasi", "presisi", "tw", "tahun", "sesuai", "kalimat"),
    [
        ("jumlah", 0, "3 3 3 3", "12", True, "Jumlah triwulan 12, sesuai dengan target tahun."),
        ("jumlah", 0, "3 3 3 -", "12", False, "Jumlah triwulan 9, kurang 3 dari target tahun 12."),
        ("jumlah", 0, "3 3 3 4", "12", False, "Jumlah triwulan 13, lebih 1 dari target tahun 12."),
        ("jumlah", 0, "0 0 0 0", "0", True, "Jumlah triwulan 0, sesuai dengan target tahun."),
        ("jumlah", 0, "3 3 3 2,75", "12", False, "Jumlah triwulan 11,75, kurang 0,25 dari target tahun 12."),
        ("akhir", 2, "- 87 - 87", "87", True, "Target triwulan terakhir 87,00, sesuai dengan target tahun."),
        ("akhir", 2, "- 87 - -", "87", True, "Target triwulan terakhir 87,00, sesuai dengan target tahun."),
        ("akhir", 2, "87 - - 86", "87", False, "Target triwulan terakhir 86,00, kurang 1,00 dari target tahun 87,00."),
        ("rata_rata", 2, "96 96 97 -", "96,33", True, "Rata-rata triwulan 96,3333, sesuai dengan target tahun."),
        (
            "rata_rata",
            2,
            "96 96 97 -",
            "96,34",
            False,
            "Rata-rata triwulan 96,3333, kurang 0,01 dari target tahun 96,34.",
        ),
        ("maksimum", 0, "5 9 7 -", "9", True, "Target triwulan tertinggi 9, sesuai dengan target tahun."),
        ("minimum", 0, "5 9 7 -", "5", True, "Target triwulan terendah 5, sesuai dengan target tahun."),
        ("jumlah", 0, "- - - -", "12", False, "Belum ada triwulan yang bertarget."),
        ("jumlah", 0, "3 3 3 3", "-", False, "Target tahun belum ditetapkan."),
    ],
)
def test_pembagian(akumulasi, presisi, tw, tahun, sesuai, kalimat):
    def angka(teks):
        return None if teks == "-" else Decimal(teks.replace(",", "."))

    hasil = periksa_pembagian(Akumulasi(akumulasi), presisi, [angka(t) for t in tw.split()], angka(tahun))

    assert (hasil.sesuai, hasil.kalimat) == (sesuai, kalimat)


@pytest.mark.parametrize(
    ("target", "teks"),
    [
        (Target(None), "–"),
        (Target(Decimal(0)), "0"),
        (Target(Decimal("12.0000")), "12"),
        (Target(Decimal("12.2500")), "12,25"),
        (Target(Decimal(80), Decimal(90)), "80–90"),
    ],
)
def test_teks_target(target, teks):
    assert teks_target(target, 0) == teks


def test_kekurangan_menyebut_setiap_hal(indikator):
    kosong = IsiRencana()

    assert kekurangan_rencana(indikator, kosong, Target(Decimal(12))) == [
        "Belum ada triwulan yang bertarget.",
        "Langkah aksi belum diisi.",
        "Penanggung jawab belum dipilih.",
    ]


def test_triwulan_bertarget_memerlukan_syarat(indikator, office):
    tanpa = isi("6", None, None, "6", jabatan=office.jabatan_kasi, syarat=())

    assert kekurangan_rencana(indikator, tanpa, Target(Decimal(12))) == [
        "Triwulan I belum mempunyai syarat data dukung.",
        "Triwulan IV belum mempunyai syarat data dukung.",
    ]


def test_rentang_diperiksa_kedua_batasnya(office):
    rentang = factories.indikator(unit=office.pelayanan, polaritas="rentang", akumulasi="akhir")
    baru = isi(None, None, None, "80", jabatan=office.jabatan_kasi)

    assert kekurangan_rencana(rentang, baru, Target(Decimal(80), Decimal(90))) == [
        "Batas atas: Belum ada triwulan yang bertarget.",
        "Batas atas target Triwulan IV belum benar.",
    ]


# --- Drafting ---


def test_simpan_menyiapkan_triwulan_target_dan_syarat(rencana):
    assert rencana.status == Status.DRAF
    assert [(t.triwulan.nomor, t.nilai) for t in rencana.target_triwulan.all()] == [(n, 3) for n in (1, 2, 3, 4)]
    assert [s.uraian for s in SyaratDataDukung.objects.all()] == ["Laporan kegiatan"] * 4
    assert Capaian.objects.count() == 0


def test_kosong_bukan_nol(indikator, office):
    rencana = simpan(indikator, isi("0", None, None, "12"), office.staf)

    assert [t.nilai for t in rencana.target_triwulan.all()] == [Decimal(0), Decimal(12)]
    assert buka_lembar(indikator, TAHUN).isi.target == [
        Target(Decimal(0)),
        Target(None),
        Target(None),
        Target(Decimal(12)),
    ]


def test_menyimpan_lagi_mengubah_tempatnya(rencana, office):
    lama = lembar(rencana).isi
    pertama = lama.triwulan[0].syarat[0]
    foto = IsiSyarat("foto", "Foto loket", wajib=False)
    baru = isi(*NILAI, jabatan=office.jabatan_kasi, syarat=(foto,))
    baru = IsiRencana(baru.langkah, baru.penanggung_jawab, (baru.triwulan[0], *lama.triwulan[1:]))
    simpan(rencana.indikator, baru, office.kasi)

    tersimpan = lembar(rencana).isi.triwulan[0].syarat
    assert [(s.uraian, s.wajib) for s in tersimpan] == [("Foto loket", False)]
    assert not SyaratDataDukung.objects.filter(public_id=pertama.public_id).exists()
    assert Jejak.objects.filter(peristiwa="rencana_aksi.simpan").last().data == {
        "perubahan": [
            {
                "apa": "Data dukung Triwulan I",
                "lama": "1. Laporan kegiatan (Laporan pelaksanaan, wajib)",
                "baru": "1. Foto loket (Dokumentasi/foto, bila ada)",
            }
        ]
    }


def test_urutan_syarat_dapat_bertukar(indikator, office):
    foto = IsiSyarat("foto", "Foto loket")
    rencana = simpan(indikator, isi("12", None, None, None, syarat=(LAPORAN, foto)), office.kasi)
    satu, dua = lembar(rencana).isi.triwulan[0].syarat
    simpan(indikator, isi("12", None, None, None, syarat=(dua, satu)), office.kasi)

    assert lembar(rencana).isi.triwulan[0].syarat == (dua, satu)


def test_simpan_tanpa_perubahan_tidak_berjejak(rencana, office):
    simpan(rencana.indikator, lembar(rencana).isi, office.kasi)

    assert Jejak.objects.filter(peristiwa="rencana_aksi.simpan").count() == 1


def test_halaman_lama_ditolak(rencana, office):
    with pytest.raises(RencanaBerubah, match="berubah sejak Anda membukanya"):
        simpan(rencana.indikator, isi("12", None, None, None), office.kasi, sidik="0" * 64)


def test_syarat_triwulan_lain_ditolak(rencana, office):
    asing = lembar(rencana).isi.triwulan[1].syarat[0]
    baru = isi("12", None, None, None, jabatan=office.jabatan_kasi, syarat=(asing,))

    with pytest.raises(RencanaDitolak, match="bukan milik triwulan ini"):
        simpan(rencana.indikator, baru, office.kasi)


# --- Steps: step x status x role, by hand. "-" is PermissionDenied, "x" is RencanaDitolak. ---

PERAN = ("staf", "kasi", "staf_lain", "kasi_lain", "kasubag", "sekcam", "camat", "plt", "plh", "anggota", "admin")
HARAPAN = {
    #               staf kasi lain k_lain kasubag sekcam camat plt  plh  tim  admin
    (Status.DRAF, "simpan"): "DR   DR   -    -     DR      -      -     -    -    -    -",
    (Status.DRAF, "ajukan"): "-    AJ   -    -     AJ      -      -     -    -    -    -",
    (Status.DRAF, "kembalikan"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DRAF, "tetapkan"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DRAF, "ubah"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DRAF, "usulkan"): "-    x    -    -     x       -      -     -    -    -    -",
    (Status.DIAJUKAN, "simpan"): "x    x    -    -     x       -      -     -    -    -    -",
    (Status.DIAJUKAN, "ajukan"): "-    x    -    -     x       -      -     -    -    -    -",
    (Status.DIAJUKAN, "kembalikan"): "-    -    -    -     -       -      DR    DR   -    -    -",
    (Status.DIAJUKAN, "tetapkan"): "-    -    -    -     -       -      TE    TE   -    -    -",
    (Status.DIAJUKAN, "ubah"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DIAJUKAN, "usulkan"): "-    x    -    -     x       -      -     -    -    -    -",
    (Status.DITETAPKAN, "simpan"): "x    x    -    -     x       -      -     -    -    -    -",
    (Status.DITETAPKAN, "ajukan"): "-    x    -    -     x       -      -     -    -    -    -",
    (Status.DITETAPKAN, "kembalikan"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DITETAPKAN, "tetapkan"): "-    -    -    -     -       -      x     x    -    -    -",
    (Status.DITETAPKAN, "ubah"): "-    -    -    -     -       -      TE    TE   -    -    -",
    (Status.DITETAPKAN, "usulkan"): "-    TE   -    -     TE      -      -     -    -    -    -",
}
KODE = {"DR": Status.DRAF, "AJ": Status.DIAJUKAN, "TE": Status.DITETAPKAN}


def _orang(office, siapa):
    if siapa not in ("plt", "plh"):
        return getattr(office, siapa)
    masa = {"mulai": date(TAHUN, 6, 20), "selesai": date(TAHUN, 6, 30)}
    factories.penugasan(pegawai=office.kasi_lain, jabatan=office.jabatan_camat, kapasitas=siapa, **masa)
    return office.kasi_lain


def _jalankan(nama, rencana, oleh, office):
    baru = isi("2", "3", "3", "4", jabatan=office.jabatan_kasi)
    if nama == "simpan":
        return simpan(rencana.indikator, baru, oleh)
    if nama == "kembalikan":
        return langkah(perencanaan.kembalikan, rencana, oleh, alasan="Langkah aksi terlalu umum.")
    if nama in ("ubah", "usulkan"):
        ubahan = {"isi": baru, "alasan": "Anggaran berkurang.", "menyentuh_klaim": False}
        return langkah(perencanaan.ubah if nama == "ubah" else usulan.usulkan, rencana, oleh, **ubahan)
    return langkah(getattr(perencanaan, nama), rencana, oleh)


def _isi_basis_data():
    tabel = (RencanaAksi, TargetTriwulan, SyaratDataDukung, Capaian, PerubahanRencanaAksi, Jejak)
    return [list(model.objects.order_by("pk").values_list()) for model in tabel]


def _coba(nama, rencana, oleh, office):
    """What came of a step; a refusal must leave everything as it was."""
    sebelum = _isi_basis_data()
    try:
        _jalankan(nama, rencana, oleh, office)
    except PermissionDenied:
        hasil = "-"
    except RencanaDitolak:
        hasil = "x"
    else:
        return Status(RencanaAksi.objects.get(pk=rencana.pk).status)
    assert _isi_basis_data() == sebelum
    return hasil


@pytest.mark.parametrize(("status", "nama"), list(HARAPAN))
def test_langkah_menurut_tabel(status, nama, rencana, office):
    bawa(rencana, office, status)

    hasil = {}
    for siapa in PERAN:
        titik = transaction.savepoint()
        hasil[siapa] = _coba(nama, rencana, _orang(office, siapa), office)
        transaction.savepoint_rollback(titik)

    harapan = [KODE.get(kode, kode) for kode in HARAPAN[status, nama].split()]
    assert hasil == dict(zip(PERAN, harapan, strict=True))


def test_tabel_memuat_semua_status_dan_langkah():
    assert set(HARAPAN) == {(status, langkah.value) for status in Status for langkah in Langkah}


def test_ajukan_menolak_yang_belum_lengkap(indikator, office):
    rencana = simpan(indikator, isi("3", "3", "3", "2", jabatan=office.jabatan_kasi), office.kasi)

    with pytest.raises(RencanaDitolak) as ditolak:
        langkah(perencanaan.ajukan, rencana, office.kasi)
    assert ditolak.value.kekurangan == ["Jumlah triwulan 11, kurang 1 dari target tahun 12."]


def test_tetapkan_menyiapkan_klaim_triwulan_yang_bertarget(indikator, office):
    rencana = simpan(indikator, isi(None, "6", None, "6", jabatan=office.jabatan_kasi), office.kasi)
    rencana = bawa(rencana, office, Status.DITETAPKAN)

    assert (rencana.ditetapkan_pada, rencana.ditetapkan_oleh) == (SAAT, office.camat)
    assert [c.triwulan.nomor for c in Capaian.objects.all()] == [2, 4, AKHIR_TAHUN]


def test_tetapkan_menolak_bila_target_tahun_berubah(rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)
    TargetTahunan.objects.update(nilai=Decimal(14))

    with pytest.raises(RencanaDitolak) as ditolak:
        langkah(perencanaan.tetapkan, rencana, office.camat)
    assert ditolak.value.kekurangan == ["Jumlah triwulan 12, kurang 2 dari target tahun 14."]


def test_kembalikan_memerlukan_alasan(rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)

    with pytest.raises(RencanaDitolak, match="apa yang harus diperbaiki"):
        langkah(perencanaan.kembalikan, rencana, office.camat, alasan=" ")


def test_alasan_pengembalian_terbaca_pada_riwayat(rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)
    langkah(perencanaan.kembalikan, rencana, office.camat, alasan="Langkah aksi terlalu umum.")

    baris = Jejak.objects.get(peristiwa="rencana_aksi.kembalikan")
    assert baris.uraian == (
        "Orang Camat mengembalikan rencana aksi “Laporan pelayanan” 2023: Langkah aksi terlalu umum."
    )


@pytest.mark.parametrize("kapasitas", [Penugasan.Kapasitas.PLH, Penugasan.Kapasitas.PLT])
def test_camat_definitif_menunggu_selama_digantikan(kapasitas, rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)
    _orang(office, kapasitas)

    with pytest.raises(PermissionDenied):
        langkah(perencanaan.tetapkan, rencana, office.camat)


# --- The whole year at once ---


def test_semua_diajukan_lalu_ditetapkan(rencana, office):
    lain = indikator_bertarget(office, unit=office.pemerintahan)
    simpan(lain, isi(*NILAI, jabatan=office.jabatan_kasi_lain), office.kasubag)
    belum = indikator_bertarget(office)
    simpan(belum, isi("1", None, None, None), office.kasi)

    def semua(layanan, nama, oleh):
        siap = perencanaan.siap(nama, perencanaan.lembar_setahun(TAHUN), perencanaan.peran(oleh))
        return layanan(tahun=TAHUN, sidik=perencanaan.sidik_semua(siap), oleh=oleh, jabatan="")

    assert semua(perencanaan.ajukan_semua, Langkah.AJUKAN, office.kasi) == 1
    assert semua(perencanaan.ajukan_semua, Langkah.AJUKAN, office.kasubag) == 1
    assert semua(perencanaan.tetapkan_semua, Langkah.TETAPKAN, office.camat) == 2
    assert sorted(RencanaAksi.objects.values_list("status", flat=True)) == ["ditetapkan", "ditetapkan", "draf"]
    assert Capaian.objects.count() == 10


def test_tetapkan_semua_menolak_daftar_yang_berubah(rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)

    with pytest.raises(RencanaBerubah, match="Daftar ini berubah"):
        perencanaan.tetapkan_semua(tahun=TAHUN, sidik="0" * 64, oleh=office.camat, jabatan="")


@pytest.mark.parametrize("siapa", ["staf_lain", "anggota", "sekcam"])
def test_langkah_semua_menolak_yang_tidak_berwenang(siapa, rencana, office):
    orang = getattr(office, siapa)

    for layanan in (perencanaan.ajukan_semua, perencanaan.tetapkan_semua):
        with pytest.raises(PermissionDenied):
            layanan(tahun=TAHUN, sidik="0" * 64, oleh=orang, jabatan="")


# --- Changes of a ratified plan ---


def test_perubahan_menyimpan_nilai_lama_dan_baru(ditetapkan, office):
    lama = lembar(ditetapkan).isi
    tw = (lama.triwulan[0], lama.triwulan[1], *isi(None, None, "2", "4").triwulan[2:])
    ubah(ditetapkan, office, IsiRencana(lama.langkah, lama.penanggung_jawab, tw), alasan=" Anggaran berkurang. ")

    perubahan = PerubahanRencanaAksi.objects.get()
    assert (perubahan.nomor, perubahan.alasan, perubahan.menyentuh_klaim, perubahan.oleh) == (
        1,
        "Anggaran berkurang.",
        False,
        office.camat,
    )
    assert perubahan.perubahan == [
        {"apa": "Target Triwulan III", "lama": "3", "baru": "2"},
        {"apa": "Target Triwulan IV", "lama": "3", "baru": "4"},
    ]


def test_perubahan_menyiapkan_dan_menghapus_klaim_kosong(ditetapkan, office):
    ubah(ditetapkan, office, isi(None, "6", "3", "3", jabatan=office.jabatan_kasi))

    assert [c.triwulan.nomor for c in Capaian.objects.all()] == [2, 3, 4, AKHIR_TAHUN]
    ubah(ditetapkan, office, isi(*NILAI, jabatan=office.jabatan_kasi))
    assert sorted(c.triwulan.nomor for c in Capaian.objects.all()) == [1, 2, 3, 4, AKHIR_TAHUN]
    assert list(PerubahanRencanaAksi.objects.values_list("nomor", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("alasan", "nilai", "kalimat"),
    [
        (" ", ("2", "3", "3", "4"), "Tuliskan alasan perubahan rencana aksi ini."),
        ("Anggaran berkurang.", ("3", "3", "3", "4"), "Perubahan belum lengkap."),
    ],
)
def test_perubahan_memerlukan_alasan_dan_lengkap(alasan, nilai, kalimat, ditetapkan, office):
    with pytest.raises(RencanaDitolak) as ditolak:
        ubah(ditetapkan, office, isi(*nilai, jabatan=office.jabatan_kasi), alasan=alasan)
    assert str(ditolak.value) == kalimat


def test_perubahan_tanpa_beda_ditolak(ditetapkan, office):
    with pytest.raises(RencanaDitolak, match="Tidak ada yang berubah"):
        ubah(ditetapkan, office, lembar(ditetapkan).isi)


def _ganti_target(rencana, *nilai):
    lama = lembar(rencana).isi
    angka = [Target(Decimal(n)) for n in nilai]
    tw = tuple(type(dari)(target, dari.syarat) for dari, target in zip(lama.triwulan, angka, strict=True))
    return IsiRencana(lama.langkah, lama.penanggung_jawab, tw)


def test_triwulan_yang_sudah_diajukan_tidak_berubah_diam_diam(ditetapkan, office):
    ajukan_klaim(ditetapkan, office, 1)

    with pytest.raises(RencanaDitolak, match="mengubah dasar Triwulan I 2023, yang klaimnya sudah diajukan"):
        ubah(ditetapkan, office, _ganti_target(ditetapkan, "4", "2", "3", "3"))


def test_perubahan_yang_menyebut_klaim_diterima_dan_menahan_klaim(ditetapkan, office):
    klaim = ajukan_klaim(ditetapkan, office, 1)
    ubah(ditetapkan, office, _ganti_target(ditetapkan, "4", "2", "3", "3"), menyentuh=True)

    assert PerubahanRencanaAksi.objects.get().menyentuh_klaim is True
    assert Jejak.objects.get(peristiwa="rencana_aksi.ubah").data["klaim"] == ["Triwulan I 2023"]
    with pytest.raises(TransisiDitolak, match="Dasar hitung klaim ini berubah"):
        putuskan(Tindakan.TERUSKAN, klaim, office.kasi)
    putuskan(Tindakan.KEMBALIKAN, klaim, office.kasi, **ALASAN, tujuan="kembali_pengisi")


def test_target_kumulatif_menyentuh_triwulan_sesudahnya(ditetapkan, office):
    ajukan_klaim(ditetapkan, office, 2)

    with pytest.raises(RencanaDitolak, match="mengubah dasar Triwulan II 2023"):
        ubah(ditetapkan, office, _ganti_target(ditetapkan, "2", "3", "3", "4"))


def test_posisi_akhir_tidak_menyentuh_triwulan_sesudahnya(office):
    factories.aturan_jadwal()
    akhir = indikator_bertarget(office, akumulasi="akhir")
    rencana = simpan(akhir, isi("3", "6", "9", "12", jabatan=office.jabatan_kasi), office.kasi)
    rencana = bawa(rencana, office, Status.DITETAPKAN)
    ajukan_klaim(rencana, office, 2)

    ubah(rencana, office, _ganti_target(rencana, "4", "6", "9", "12"))

    assert PerubahanRencanaAksi.objects.get().menyentuh_klaim is False


def test_langkah_aksi_tidak_menyentuh_klaim(ditetapkan, office):
    ajukan_klaim(ditetapkan, office, 1)
    lama = lembar(ditetapkan).isi
    ubah(ditetapkan, office, IsiRencana("Loket ketiga.", lama.penanggung_jawab, lama.triwulan), menyentuh=True)

    assert PerubahanRencanaAksi.objects.get().menyentuh_klaim is False


def test_klaim_yang_sudah_sah_juga_harus_disebut(ditetapkan, office):
    klaim = ajukan_klaim(ditetapkan, office, 1)
    for tindakan, siapa in ((Tindakan.TERUSKAN, office.kasi), (Tindakan.TERUSKAN, office.sekcam)):
        putuskan(tindakan, klaim, siapa)
    putuskan(Tindakan.SAHKAN, klaim, office.camat)

    with pytest.raises(RencanaDitolak, match="sudah diajukan"):
        ubah(ditetapkan, office, _ganti_target(ditetapkan, "4", "2", "3", "3"))


def test_triwulan_yang_laporannya_final_tetap(ditetapkan, office):
    tw = factories.triwulan(TAHUN, 1)
    tw.ditutup_pada, tw.ditutup_oleh = SAAT, office.camat
    tw.save()

    with pytest.raises(RencanaDitolak, match="Triwulan I 2023 sudah ditutup karena laporannya sudah final"):
        ubah(ditetapkan, office, _ganti_target(ditetapkan, "4", "2", "3", "3"), menyentuh=True)


def test_target_yang_klaimnya_berisi_tidak_dapat_dikosongkan(ditetapkan, office):
    Capaian.objects.filter(target_triwulan__triwulan__nomor=1).update(versi=1)

    with pytest.raises(RencanaDitolak, match="Triwulan I 2023 sudah mempunyai isian klaim"):
        ubah(ditetapkan, office, isi(None, "6", "3", "3", jabatan=office.jabatan_kasi))


def test_syarat_yang_berdokumen_tidak_dapat_dihapus(ditetapkan, office):
    factories.data_dukung(capaian=Capaian.objects.get(target_triwulan__triwulan__nomor=1))
    lama = lembar(ditetapkan).isi
    baru = isi(*NILAI, syarat=(IsiSyarat("foto", "Foto loket"),)).triwulan[:1] + lama.triwulan[1:]

    with pytest.raises(RencanaDitolak, match="Syarat “Laporan kegiatan” sudah mempunyai dokumen"):
        ubah(ditetapkan, office, IsiRencana(lama.langkah, lama.penanggung_jawab, baru))


@pytest.mark.parametrize("sql", ["UPDATE {} SET alasan = 'x'", "DELETE FROM {}"])
def test_perubahan_hanya_bertambah(sql, ditetapkan, office):
    ubah(ditetapkan, office, _ganti_target(ditetapkan, "4", "2", "3", "3"))

    perintah = sql.format(PerubahanRencanaAksi._meta.db_table)
    ditolak = pytest.raises(DatabaseError, match="hanya boleh ditambah")
    with connection.cursor() as cursor, ditolak, transaction.atomic():
        cursor.execute(perintah)


# --- What a claim asks of its plan ---


def test_klaim_menunggu_rencananya_ditetapkan(klaim, staf):
    rencana = klaim.target_triwulan.rencana_aksi
    rencana.status, rencana.ditetapkan_pada, rencana.ditetapkan_oleh = Status.DIAJUKAN, None, None
    rencana.save()
    segar = Capaian.objects.lengkap().get(pk=klaim.pk)

    assert kekurangan(segar, SAAT.date()) == [
        Kekurangan("", "Rencana Aksi indikator ini belum ditetapkan Camat. Isian Anda tetap tersimpan.")
    ]
    with pytest.raises(TransisiDitolak, match="belum ditetapkan Camat"):
        putuskan(Tindakan.AJUKAN, klaim, staf)


def test_klaim_di_tangga_tetap_berjalan(klaim, office):
    assert bawa_klaim(klaim, office, "sah").status == "sah"
