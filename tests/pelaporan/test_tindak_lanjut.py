"""Days of a follow-up, what is due, and the words of the register (R-43, R-44, UX-30)."""

from datetime import UTC, date, datetime

import pytest

from kinerja.models import Ketentuan
from organisasi.peran import peran
from pelaporan.models import Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut as Status
from pelaporan.tindak_lanjut import (
    Saringan,
    asal,
    batas_rekomendasi,
    butir,
    jatuh_tempo,
    menunggu_verifikasi,
    milik_saya,
    register,
    ringkasan,
    tahap_tindak_lanjut,
)
from tests import factories
from tests.factories import TAHUN

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.mark.parametrize(
    ("diterima", "batas"),
    [("2023-01-02", "2023-03-03"), ("2025-12-31", "2026-03-01"), ("2026-03-15", "2026-05-14")],
)
def test_batas_enam_puluh_hari_sejak_diterima(diterima, batas):
    factories.ketentuan()

    assert batas_rekomendasi(date.fromisoformat(diterima)) == date.fromisoformat(batas)


def test_batas_memakai_ketentuan_tahun_diterima():
    factories.ketentuan()
    factories.ketentuan(berlaku_sejak=2026, hari_tindak_lanjut=30)

    assert batas_rekomendasi(date(2025, 12, 31)) == date(2026, 3, 1)
    assert batas_rekomendasi(date(2026, 3, 15)) == date(2026, 4, 14)


def test_batas_tanpa_ketentuan_ditolak():
    with pytest.raises(Ketentuan.DoesNotExist):
        batas_rekomendasi(date(2026, 3, 15))


@pytest.mark.parametrize(
    ("hari_ini", "nama", "tanggal"),
    [
        ("2026-04-14", "H-30", "2026-04-14"),
        ("2026-04-15", "H-30", "2026-04-14"),
        ("2026-04-29", "H-30", "2026-04-14"),
        ("2026-04-30", "H-14", "2026-04-30"),
        ("2026-05-07", "H-7", "2026-05-07"),
        ("2026-05-12", "H-7", "2026-05-07"),
        ("2026-05-13", "H-1", "2026-05-13"),
        ("2026-05-14", "H", "2026-05-14"),
        ("2026-05-15", "H", "2026-05-14"),
        ("2026-05-20", "H", "2026-05-14"),
        ("2026-05-21", "H+7", "2026-05-21"),
        ("2026-05-27", "H+7", "2026-05-21"),
        ("2026-06-03", "H+14", "2026-05-28"),
    ],
)
def test_tahap_terakhir_yang_sudah_tiba(hari_ini, nama, tanggal):
    tahap = tahap_tindak_lanjut(date(2026, 5, 14), date.fromisoformat(hari_ini))

    assert (tahap.nama, tahap.tanggal.isoformat()) == (nama, tanggal)


def test_belum_ada_tahap_sebelum_tiga_puluh_hari():
    assert tahap_tindak_lanjut(date(2026, 5, 14), date(2026, 4, 13)) is None


def test_jatuh_tempo_menyebut_pemilik_dan_bila_lewat_atasan(office, django_assert_num_queries):
    kasi, kasubag = office.jabatan_kasi, office.jabatan_kasubag
    lewat = factories.rekomendasi(uraian="Lewat", batas=date(TAHUN, 8, 20), penanggung_jawab=kasi)
    dekat = factories.rekomendasi(uraian="Dekat", batas=date(TAHUN, 9, 7), penanggung_jawab=kasubag)
    factories.rekomendasi(uraian="Masih jauh", batas=date(TAHUN, 10, 2))
    factories.rekomendasi(
        uraian="Tidak dapat", batas=date(TAHUN, 8, 30), status=Status.TIDAK_DAPAT, alasan_tidak_dapat="Di luar wewenang"
    )

    with django_assert_num_queries(1):
        hasil = jatuh_tempo(date(TAHUN, 9, 1))

    assert [(j.uraian, j.tahap.nama, j.jabatan_id, j.atasan_id, j.unit_id) for j in hasil] == [
        ("Lewat", "H+7", kasi.pk, office.jabatan_camat.pk, office.pelayanan.pk),
        ("Dekat", "H-7", kasubag.pk, None, office.subbag.pk),
    ]
    assert [(j.public_id, j.hari_ke, j.hari, j.alamat) for j in hasil] == [
        (lewat.public_id, 60, 48, lewat.get_absolute_url()),
        (dekat.public_id, 60, 66, dekat.get_absolute_url()),
    ]


@pytest.mark.parametrize(
    ("hari_ini", "hari", "status", "warna", "lewat"),
    [
        ("2023-07-03", "hari ke-0 dari 60", "Belum ditindaklanjuti", "netral", 0),
        ("2023-09-01", "hari ke-60 dari 60", "Belum ditindaklanjuti", "netral", 0),
        ("2023-09-02", "hari ke-61 dari 60, lewat batas 1 hari", "Terlambat 1 hari", "buruk", 1),
    ],
)
def test_hari_ke_dan_terlambat_dihitung(hari_ini, hari, status, warna, lewat):
    b = butir(factories.rekomendasi(), date.fromisoformat(hari_ini))

    assert (b.hari, b.status, b.warna, b.terlambat, b.lama) == (hari, status, warna, lewat, 60)


def test_yang_selesai_berhenti_berjalan_dan_tetap_menyebut_keterlambatan():
    orang = factories.pegawai()
    # 23.30 UTC is already the next day in Kalaena.
    selesai = factories.rekomendasi(
        status=Status.SELESAI,
        bentuk="lainnya",
        rencana="Rencana",
        selesai_pada=datetime(2023, 9, 2, 23, 30, tzinfo=UTC),
        selesai_oleh=orang,
    )

    b = butir(selesai, date(2023, 12, 1))

    assert (b.hari, b.status, b.terlambat) == (
        "selesai pada hari ke-62 dari 60, lewat batas 2 hari",
        "Selesai, menunggu verifikasi",
        2,
    )


def test_yang_tidak_dapat_tidak_menghitung_hari():
    tidak = factories.rekomendasi(status=Status.TIDAK_DAPAT, alasan_tidak_dapat="Di luar wewenang")

    assert (butir(tidak, date(2024, 1, 1)).hari, butir(tidak, date(2024, 1, 1)).terlambat) == ("", 0)


def test_register_dan_saringan(office):
    factories.rekomendasi(uraian="A", penanggung_jawab=office.jabatan_kasi)
    factories.rekomendasi(uraian="B", penanggung_jawab=office.jabatan_kasubag, batas=date(2024, 1, 1))
    factories.rekomendasi(
        uraian="C", sumber="berkala", triwulan=factories.triwulan(), penanggung_jawab=office.jabatan_kasi_lain
    )
    hari = date(2023, 10, 1)
    camat, kasi = peran(office.camat, hari), peran(office.kasi, hari)

    def terbaca(siapa, **saringan):
        return [r.uraian for r in register(siapa, Saringan(**saringan))]

    assert terbaca(camat) == ["A", "C", "B"]
    assert terbaca(camat, status="terlambat") == ["A", "C"]
    assert terbaca(camat, sumber="berkala") == ["C"]
    assert terbaca(camat, unit="SUB") == ["B"]
    assert terbaca(camat, status="proses") == []
    assert terbaca(kasi) == ["A"]
    assert terbaca(peran(office.staf, hari)) == ["A"]
    assert terbaca(peran(office.admin, hari)) == []
    asal_ac = ["Camat, 3 Juli 2023", "Evaluasi triwulan, Triwulan II 2023"]
    assert [asal(r) for r in register(camat, Saringan(status="terlambat"))] == asal_ac
    assert ringkasan(Rekomendasi.objects.all(), hari)[:2] == [
        ("Terlambat", 2, "terlambat"),
        ("Belum ditindaklanjuti", 3, "belum"),
    ]
    assert Saringan("lhe", "terlambat", "PEL").keterangan == "sumber LHE Inspektorat, status Terlambat, unit PEL"


def test_milik_saya_dan_menunggu_verifikasi(office):
    hari = date(2023, 8, 1)
    selesai = {"status": Status.SELESAI, "bentuk": "lainnya", "rencana": "R", "selesai_pada": factories.SAAT}
    factories.rekomendasi(uraian="Milik kasi", penanggung_jawab=office.jabatan_kasi)
    factories.rekomendasi(
        uraian="Selesai kasi", penanggung_jawab=office.jabatan_kasi, selesai_oleh=office.kasi, **selesai
    )
    factories.rekomendasi(
        uraian="Selesai kasubag", penanggung_jawab=office.jabatan_kasubag, selesai_oleh=office.kasubag, **selesai
    )

    def uraian(daftar):
        return [r.uraian for r in daftar]

    assert uraian(milik_saya(peran(office.kasi, hari))) == ["Milik kasi"]
    assert uraian(milik_saya(peran(office.camat, hari))) == []
    assert uraian(menunggu_verifikasi(peran(office.kasi, hari))) == []
    assert uraian(menunggu_verifikasi(peran(office.kasubag, hari))) == ["Selesai kasi"]
    assert uraian(menunggu_verifikasi(peran(office.sekcam, hari))) == ["Selesai kasubag"]
    assert uraian(menunggu_verifikasi(peran(office.camat, hari))) == ["Selesai kasi", "Selesai kasubag"]


def test_pejabat_pengganti_memegang_milik_jabatannya(office):
    factories.rekomendasi(uraian="Milik kasi", penanggung_jawab=office.jabatan_kasi)
    factories.penugasan(
        pegawai=office.kasi_lain,
        jabatan=office.jabatan_kasi,
        kapasitas="plh",
        mulai=date(2023, 8, 1),
        selesai=date(2023, 8, 5),
    )

    assert [r.uraian for r in milik_saya(peran(office.kasi_lain, date(2023, 8, 5)))] == ["Milik kasi"]
    assert list(milik_saya(peran(office.kasi, date(2023, 8, 5)))) == []
    assert list(milik_saya(peran(office.kasi_lain, date(2023, 8, 6)))) == []
