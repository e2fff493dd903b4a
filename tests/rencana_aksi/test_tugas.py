from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from organisasi.peran import peran
from rencana_aksi.antrian import jumlah_giliran
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models.capaian import Status
from rencana_aksi.tugas import KARTU_GILIRAN, BatasMeja, batas_meja, daftar_tugas, siap_dilaporkan
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, langkah

HARI_INI = date(2023, 6, 23)


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


def kelompok(orang, hari_ini=HARI_INI) -> tuple[int, int, int]:
    daftar = daftar_tugas(peran(orang, hari_ini))
    return daftar.giliran.jumlah, daftar.menunggu.jumlah, daftar.diputus.jumlah


@pytest.mark.parametrize(
    ("status", "harapan"),  # staf, kasi, sekcam, camat, staf of another unit
    [
        (Status.DRAF, [(1, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]),
        (Status.DI_ESELON_IV, [(0, 1, 1), (1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]),
        (Status.DI_ESELON_III, [(0, 1, 1), (0, 1, 1), (1, 0, 0), (0, 0, 0), (0, 0, 0)]),
        (Status.DI_CAMAT, [(0, 1, 1), (0, 1, 1), (0, 1, 1), (1, 0, 0), (0, 0, 0)]),
        (Status.SAH, [(0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 0)]),
        (Status.KEMBALI_PENGISI, [(1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 0), (0, 0, 0)]),
        (Status.KEMBALI_ESELON_IV, [(0, 1, 1), (1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 0)]),
        (Status.KEMBALI_ESELON_III, [(0, 1, 1), (0, 1, 1), (1, 0, 1), (0, 1, 1), (0, 0, 0)]),
    ],
)
def test_each_status_is_on_one_desk_and_waits_for_the_others(office, di_status, status, harapan):
    di_status(status)

    siapa = (office.staf, office.kasi, office.sekcam, office.camat, office.staf_lain)
    assert [kelompok(orang) for orang in siapa] == harapan
    assert [jumlah_giliran(peran(orang, HARI_INI)) for orang in siapa] == [perlu for perlu, _, _ in harapan]


def test_head_who_entered_the_claim_himself_has_it_to_do(klaim, kasi):
    klaim.penyusun.add(kasi)

    assert kelompok(kasi) == (1, 0, 0)


def test_former_member_of_the_unit_has_nothing_to_do_though_the_tim_sees_all(klaim, anggota):
    klaim.penyusun.add(anggota)

    assert kelompok(anggota) == (0, 0, 0)


def test_quarter_that_is_not_open_yet_gives_no_task(ikm, office):
    factories.capaian(target_triwulan=factories.target_triwulan(indikator=ikm, nomor=3))

    assert kelompok(office.staf) == (0, 0, 0)


def test_closed_quarter_gives_no_task(klaim, staf, camat):
    klaim.triwulan.ditutup_pada, klaim.triwulan.ditutup_oleh = SAAT, camat
    klaim.triwulan.save()

    assert kelompok(staf) == (0, 0, 0)


@pytest.mark.parametrize(
    ("hari_ini", "sisa", "warna", "terlambat"),
    [
        (date(2023, 6, 16), "8 hari lagi", "jalan", False),
        (date(2023, 6, 17), "7 hari lagi", "aksi", False),
        (date(2023, 6, 23), "besok", "aksi", False),
        (date(2023, 6, 24), "hari ini", "aksi", False),
        (date(2023, 6, 25), "terlambat 1 hari", "buruk", True),
    ],
)
def test_deadline_by_day(klaim, staf, hari_ini, sisa, warna, terlambat):
    tugas = daftar_tugas(peran(staf, hari_ini)).giliran.kartu[0]

    assert (tugas.batas, tugas.sisa, tugas.warna, tugas.terlambat) == (date(2023, 6, 24), sisa, warna, terlambat)


@pytest.mark.parametrize(
    ("status", "siapa", "kalimat"),
    [
        (Status.DRAF, "staf", "Draf, realisasi 85,40 indeks · 1 dari 1 data dukung wajib ada"),
        (
            Status.DI_ESELON_IV,
            "kasi",
            "Klaim 98,16% menunggu putusan Anda sejak hari ini · 1 dari 1 data dukung wajib ada",
        ),
        (
            Status.KEMBALI_PENGISI,
            "staf",
            "Dikembalikan Kasi Pelayanan Umum: “Rekap SKM memuat 84,10, bukan 85,40.” · 1 dari 1 data dukung wajib ada",
        ),
    ],
)
def test_sentence_of_a_task(office, di_status, status, siapa, kalimat):
    di_status(status)

    assert daftar_tugas(peran(getattr(office, siapa), HARI_INI)).giliran.kartu[0].kalimat == kalimat


def test_sentence_of_an_empty_claim_counts_the_missing_document(office, staf):
    tw = factories.target_triwulan(indikator=factories.indikator(unit=office.pelayanan))
    factories.syarat(target_triwulan=tw)
    factories.syarat(target_triwulan=tw, wajib=False)
    factories.capaian(target_triwulan=tw)

    kalimat = daftar_tugas(peran(staf, HARI_INI)).giliran.kartu[0].kalimat
    assert kalimat == "Belum diisi · 0 dari 1 data dukung wajib ada"


@pytest.mark.parametrize(
    ("status", "siapa", "kalimat"),
    [
        (Status.DRAF, "kasi", "Belum diajukan pengisi Seksi Pelayanan Umum sejak hari ini"),
        (
            Status.DI_CAMAT,
            "staf",
            "Di meja Camat (Orang Camat) sejak hari ini · capaian sekarang 98,16% (sementara)",
        ),
        (
            Status.KEMBALI_ESELON_IV,
            "sekcam",
            "Dikembalikan ke Kasi Pelayanan Umum (Orang Kasi Pelayanan) sejak hari ini · "
            "capaian sekarang 98,16% (sementara)",
        ),
    ],
)
def test_sentence_of_what_waits_names_post_and_holder(office, di_status, status, siapa, kalimat):
    di_status(status)

    assert daftar_tugas(peran(getattr(office, siapa), HARI_INI)).menunggu.kartu[0].kalimat == kalimat


def test_sentence_of_what_waits_names_the_acting_official(office, di_status, staf, sekcam):
    factories.penugasan(
        pegawai=office.kasubag,
        jabatan=office.jabatan_sekcam,
        kapasitas="plh",
        mulai=HARI_INI,
        selesai=HARI_INI,
    )
    di_status(Status.DI_ESELON_III)

    kalimat = daftar_tugas(peran(staf, HARI_INI)).menunggu.kartu[0].kalimat
    assert kalimat.startswith("Di meja Plh. Sekretaris Camat (Orang Kasubag) sejak hari ini")
    assert kelompok(office.kasubag) == (1, 0, 0)
    assert kelompok(sekcam) == (0, 0, 0)


def test_sentence_of_what_waits_at_a_vacant_post(office, di_status, staf):
    di_status(Status.DI_ESELON_III)
    office.sekcam.penugasan.update(selesai=HARI_INI - timedelta(days=1))

    kalimat = daftar_tugas(peran(staf, HARI_INI)).menunggu.kartu[0].kalimat
    assert kalimat.startswith("Di meja Eselon III, yang belum ada pejabatnya, sejak hari ini")


@pytest.mark.parametrize(
    ("status", "siapa", "kalimat"),
    [
        (Status.SAH, "staf", "Anda mengajukan 98,16%, 23 Juni 2023"),
        (Status.SAH, "camat", "Anda mengesahkan 98,16%, 23 Juni 2023"),
        (Status.DI_CAMAT, "kasi", "Anda meneruskan 98,16%, 23 Juni 2023"),
        (
            Status.KEMBALI_PENGISI,
            "kasi",
            "Anda mengembalikan 23 Juni 2023: “Rekap SKM memuat 84,10, bukan 85,40.”",
        ),
    ],
)
def test_sentence_of_what_was_decided(office, di_status, status, siapa, kalimat):
    di_status(status)

    assert daftar_tugas(peran(getattr(office, siapa), HARI_INI)).diputus.kartu[0].kalimat == kalimat


def test_sentence_of_a_correction_keeps_both_values(di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal("92.5"), **ALASAN)

    tugas = daftar_tugas(peran(kasi, HARI_INI)).diputus.kartu[0]
    assert tugas.kalimat == (
        "Anda meneruskan dengan koreksi 98,16% menjadi 92,50%, 23 Juni 2023: “Rekap SKM memuat 84,10, bukan 85,40.”"
    )
    assert (tugas.label, tugas.batas) == ("Di meja Sekcam", None)


def test_decided_is_kept_for_thirty_days(di_status, staf):
    di_status(Status.SAH)

    with time_machine.travel(SAAT + timedelta(days=30), tick=False):
        assert kelompok(staf, HARI_INI + timedelta(days=30)) == (0, 0, 1)
    with time_machine.travel(SAAT + timedelta(days=31), tick=False):
        assert kelompok(staf, HARI_INI + timedelta(days=31)) == (0, 0, 0)


def test_first_cards_of_a_long_queue_with_the_number_of_all(office, staf, kasi):
    for _ in range(KARTU_GILIRAN + 2):
        tw = factories.target_triwulan(indikator=factories.indikator(unit=office.pelayanan))
        factories.capaian_terajukan(status=Status.DI_ESELON_IV, diajukan_oleh=staf, target_triwulan=tw)

    giliran = daftar_tugas(peran(kasi, HARI_INI)).giliran
    assert (len(giliran.kartu), giliran.jumlah, giliran.selebihnya) == (KARTU_GILIRAN, KARTU_GILIRAN + 2, 2)


def test_quarter_is_ready_to_report_once_every_claim_is_ratified(di_status, office):
    klaim = di_status(Status.SAH)
    assert siap_dilaporkan(HARI_INI) == [klaim.triwulan]

    factories.capaian(target_triwulan=factories.target_triwulan(indikator=factories.indikator(unit=office.pemerintahan)))
    assert siap_dilaporkan(HARI_INI) == []


def test_quarter_without_claims_is_not_ready_to_report(office):
    factories.triwulan()

    assert siap_dilaporkan(HARI_INI) == []


@pytest.mark.parametrize(
    ("siapa", "jabatan", "batas", "sisa"),
    [
        ("staf", "Pengadministrasi Pelayanan", date(2023, 6, 24), "besok"),
        ("kasi", "Kasi Pelayanan Umum", date(2023, 6, 27), "4 hari lagi"),
        ("sekcam", "Sekretaris Camat", date(2023, 6, 30), "7 hari lagi"),
        ("camat", "Camat", date(2023, 7, 7), "14 hari lagi"),
    ],
)
def test_due_date_of_each_desk(office, siapa, jabatan, batas, sisa):
    saya = peran(getattr(office, siapa), HARI_INI)

    assert batas_meja(saya, factories.triwulan()) == [BatasMeja(jabatan, batas, sisa)]


def test_computed_claim_says_where_its_number_comes_from(office, staf):
    iku = factories.indikator(unit=office.pelayanan, program_sumber=factories.program())
    factories.capaian(target_triwulan=factories.target_triwulan(indikator=iku, nilai=Decimal(96)))

    kalimat = daftar_tugas(peran(staf, HARI_INI)).giliran.kartu[0].kalimat
    assert kalimat == "Realisasi dihitung dari sub kegiatan · 0 dari 0 data dukung wajib ada"
