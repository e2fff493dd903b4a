from datetime import date
from decimal import Decimal

import pytest

from organisasi.peran import peran
from rencana_aksi.models import AturanJadwal
from rencana_aksi.models.capaian import Status
from rencana_aksi.rekap import Tenggat, jadwal, rekap_layar
from tests import factories
from tests.factories import SAAT

HARI_INI = date(2023, 6, 23)


@pytest.fixture
def triwulan(office):
    return factories.triwulan()


@pytest.fixture
def baris(office):
    """Make an indicator of `pelayanan` with a quarterly target and a claim at a status."""

    def buat(nama, status=Status.DRAF, target="10", unit=office.pelayanan, **kolom):
        indikator = factories.indikator(nama=nama, unit=unit)
        tw = factories.target_triwulan(indikator=indikator, nilai=None if target is None else Decimal(target))
        if target is None:
            return None
        if status == Status.DRAF:
            return factories.capaian(target_triwulan=tw, **kolom)
        return factories.capaian_terajukan(status=status, diajukan_oleh=office.staf, target_triwulan=tw, **kolom)

    return buat


def test_totals_over_the_rows(office, triwulan, baris):
    baris("A", Status.SAH, persen=Decimal(120))
    baris("B", Status.DI_CAMAT, persen=Decimal(60))
    baris("C")
    baris("D", target=None)

    rekap = rekap_layar(triwulan, peran(office.camat, HARI_INI))

    assert rekap.rata_rata == Decimal(80)  # 120 counts as 100, the draft and the row without target not at all
    assert rekap.kelas.nama == "Tinggi"
    assert (rekap.jumlah_klaim, rekap.jumlah_sah, rekap.tanpa_target, rekap.sementara) == (3, 1, 1, True)
    assert rekap.per_status == {"Draf": 1, "Di meja Camat": 1, "Sah": 1}


def test_rows_come_with_what_hurts_first(office, triwulan, baris):
    for nama, status in [("Sah", Status.SAH), ("Meja", Status.DI_ESELON_III), ("Kembali", Status.KEMBALI_ESELON_IV)]:
        baris(nama, status)
    baris("Tanpa", target=None)
    baris("Draf")

    rekap = rekap_layar(triwulan, peran(office.camat, HARI_INI))

    assert [b.indikator.nama for b in rekap.baris] == ["Kembali", "Draf", "Meja", "Sah", "Tanpa"]


def test_states_without_a_percentage_are_never_alike(office, triwulan, baris):
    baris("Kosong")
    baris("Tanpa", target=None)
    baris("Buntu", target="0", realisasi=Decimal(0))
    baris("Siap", realisasi=Decimal(5))
    baris("Nihil", Status.SAH, realisasi=Decimal(0), persen=Decimal(0))

    rekap = rekap_layar(triwulan, peran(office.camat, HARI_INI))

    assert {b.indikator.nama: (b.keadaan, b.sementara) for b in rekap.baris} == {
        "Kosong": ("belum diisi", False),
        "Tanpa": ("tidak ada target", False),
        "Buntu": ("tidak dapat dihitung", False),
        "Siap": ("belum diajukan", False),
        "Nihil": ("", False),
    }


def test_unratified_number_is_provisional(office, triwulan, baris):
    baris("Meja", Status.DI_CAMAT)

    assert [b.sementara for b in rekap_layar(triwulan, peran(office.camat, HARI_INI)).baris] == [True]


def test_person_sees_own_unit_only(office, triwulan, baris):
    baris("Milik")
    baris("Lain", unit=office.pemerintahan)

    terlihat = {
        siapa: [b.indikator.nama for b in rekap_layar(triwulan, peran(getattr(office, siapa), HARI_INI)).baris]
        for siapa in ("staf", "staf_lain", "sekcam")
    }

    assert terlihat == {"staf": ["Milik"], "staf_lain": ["Lain"], "sekcam": ["Milik", "Lain"]}


def test_empty_quarter_has_no_average(office, triwulan):
    rekap = rekap_layar(triwulan, peran(office.camat, HARI_INI))

    assert (rekap.baris, rekap.rata_rata, rekap.kelas, rekap.sementara) == ([], None, None, False)


def test_late_submission_is_flagged(office, triwulan, baris):
    klaim = baris("Lambat", Status.DI_ESELON_IV)
    klaim.putusan.create(
        urutan=1,
        putaran=1,
        meja="pengisi",
        tindakan="ajukan",
        dari_status="draf",
        ke_status="di_eselon_iv",
        nilai_keluar=Decimal(100),
        sidik_dilihat="0" * 64,
        hari_terlambat=4,
        oleh=office.staf,
        nama="Staf",
        jabatan="Staf",
        kapasitas="definitif",
        pada=SAAT,
    )

    rekap = rekap_layar(triwulan, peran(office.camat, HARI_INI))

    assert (rekap.baris[0].terlambat, rekap.jumlah_terlambat, rekap.terlambat_terlama) == (4, 1, 4)


def test_schedule_shows_the_rule_behind_each_date(triwulan):
    factories.aturan_jadwal()

    pekan = "minggu ke-4 Juni, Bab III.E"
    assert jadwal(triwulan, HARI_INI) == [
        Tenggat("Batas pengisian oleh staf", date(2023, 6, 24), "besok", pekan, ""),
        Tenggat("Batas pemeriksaan Eselon IV", date(2023, 6, 27), "4 hari lagi", pekan, ""),
        Tenggat("Batas pemeriksaan Eselon III", date(2023, 6, 30), "7 hari lagi", pekan, ""),
        Tenggat("Batas laporan Camat", date(2023, 7, 7), "14 hari lagi", "minggu ke-1 Juli, Bab III.E", ""),
    ]


def test_schedule_says_when_the_report_was_moved_before_a_holiday(office):
    triwulan = factories.triwulan(nomor=3)

    akhir = jadwal(triwulan, HARI_INI)[-1]

    assert (akhir.batas, akhir.dasar, akhir.catatan) == (
        date(2023, 10, 6),
        "",
        "Dimajukan dari 7 Oktober 2023 karena jatuh pada hari libur.",
    )


def test_later_rule_takes_the_place_of_the_earlier(triwulan):
    factories.aturan_jadwal()
    factories.aturan_jadwal(berlaku_sejak=2022)
    factories.aturan_jadwal(berlaku_sejak=2024)
    AturanJadwal.objects.filter(berlaku_sejak=2022).update(dasar="Perbup 1/2022")

    assert {t.dasar for t in jadwal(triwulan, HARI_INI)} == {"Perbup 1/2022"}
