import json
from calendar import monthrange
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils.timezone import get_default_timezone, localdate
from hypothesis import given
from hypothesis import strategies as st

from organisasi.bahasa import triwulan as nama_triwulan
from rencana_aksi.kalender import (
    ATURAN_PEDOMAN,
    ATURAN_TAHUNAN,
    Aturan,
    ButirTahunan,
    Kelonggaran,
    Tahap,
    batas_tindak_lanjut,
    bukan_hari_kerja,
    geser_ke_hari_kerja,
    hari_terlambat,
    jadwal_triwulan,
    jendela_eksternal,
    jendela_internal,
    minggu_ke,
    nama_minggu,
    sisa_hari,
    tanggal_tahunan,
    triwulan_dari,
)
from rencana_aksi.models import Triwulan

HARI_LIBUR = json.loads((Path(__file__).parents[2] / "fixtures" / "hari_libur.json").read_text())
LIBUR = {date.fromisoformat(baris["fields"]["tanggal"]) for baris in HARI_LIBUR}

# Year, quarter; week 4 from and to; the Camat's window from and to.
JENDELA = """
2023 1 2023-03-22 2023-03-31 2023-04-01 2023-04-07
2023 2 2023-06-22 2023-06-30 2023-07-01 2023-07-07
2023 3 2023-09-22 2023-09-30 2023-10-01 2023-10-07
2023 4 2023-12-22 2023-12-31 2023-12-25 2023-12-31
2024 1 2024-03-22 2024-03-31 2024-04-01 2024-04-07
2024 2 2024-06-22 2024-06-30 2024-07-01 2024-07-07
2024 3 2024-09-22 2024-09-30 2024-10-01 2024-10-07
2024 4 2024-12-22 2024-12-31 2024-12-25 2024-12-31
2025 1 2025-03-22 2025-03-31 2025-04-01 2025-04-07
2025 2 2025-06-22 2025-06-30 2025-07-01 2025-07-07
2025 3 2025-09-22 2025-09-30 2025-10-01 2025-10-07
2025 4 2025-12-22 2025-12-31 2025-12-25 2025-12-31
2026 1 2026-03-22 2026-03-31 2026-04-01 2026-04-07
2026 2 2026-06-22 2026-06-30 2026-07-01 2026-07-07
2026 3 2026-09-22 2026-09-30 2026-10-01 2026-10-07
2026 4 2026-12-22 2026-12-31 2026-12-25 2026-12-31
2027 1 2027-03-22 2027-03-31 2027-04-01 2027-04-07
2027 2 2027-06-22 2027-06-30 2027-07-01 2027-07-07
2027 3 2027-09-22 2027-09-30 2027-10-01 2027-10-07
2027 4 2027-12-22 2027-12-31 2027-12-25 2027-12-31
2028 1 2028-03-22 2028-03-31 2028-04-01 2028-04-07
2028 2 2028-06-22 2028-06-30 2028-07-01 2028-07-07
2028 3 2028-09-22 2028-09-30 2028-10-01 2028-10-07
2028 4 2028-12-22 2028-12-31 2028-12-25 2028-12-31
"""

# Year, quarter; opens, staf, Eselon IV, Eselon III, Camat.
JADWAL = """
2023 1 2023-03-01 2023-03-24 2023-03-27 2023-03-31 2023-04-07
2023 2 2023-06-01 2023-06-24 2023-06-27 2023-06-30 2023-07-07
2023 3 2023-09-01 2023-09-24 2023-09-27 2023-09-30 2023-10-07
2023 4 2023-12-01 2023-12-18 2023-12-21 2023-12-24 2023-12-31
2024 1 2024-03-01 2024-03-24 2024-03-27 2024-03-31 2024-04-07
2024 2 2024-06-01 2024-06-24 2024-06-27 2024-06-30 2024-07-07
2024 3 2024-09-01 2024-09-24 2024-09-27 2024-09-30 2024-10-07
2024 4 2024-12-01 2024-12-18 2024-12-21 2024-12-24 2024-12-31
2025 1 2025-03-01 2025-03-24 2025-03-27 2025-03-31 2025-04-07
2025 2 2025-06-01 2025-06-24 2025-06-27 2025-06-30 2025-07-07
2025 3 2025-09-01 2025-09-24 2025-09-27 2025-09-30 2025-10-07
2025 4 2025-12-01 2025-12-18 2025-12-21 2025-12-24 2025-12-31
2026 1 2026-03-01 2026-03-24 2026-03-27 2026-03-31 2026-04-07
2026 2 2026-06-01 2026-06-24 2026-06-27 2026-06-30 2026-07-07
2026 3 2026-09-01 2026-09-24 2026-09-27 2026-09-30 2026-10-07
2026 4 2026-12-01 2026-12-18 2026-12-21 2026-12-24 2026-12-31
2027 1 2027-03-01 2027-03-24 2027-03-27 2027-03-31 2027-04-07
2027 2 2027-06-01 2027-06-24 2027-06-27 2027-06-30 2027-07-07
2027 3 2027-09-01 2027-09-24 2027-09-27 2027-09-30 2027-10-07
2027 4 2027-12-01 2027-12-18 2027-12-21 2027-12-24 2027-12-31
2028 1 2028-03-01 2028-03-24 2028-03-27 2028-03-31 2028-04-07
2028 2 2028-06-01 2028-06-24 2028-06-27 2028-06-30 2028-07-07
2028 3 2028-09-01 2028-09-24 2028-09-27 2028-09-30 2028-10-07
2028 4 2028-12-01 2028-12-18 2028-12-21 2028-12-24 2028-12-31
2023 5 2024-01-01 2024-01-15 2024-01-20 2024-01-25 2024-01-31
2027 5 2028-01-01 2028-01-15 2028-01-20 2028-01-25 2028-01-31
2028 5 2029-01-01 2029-01-15 2029-01-20 2029-01-25 2029-01-31
"""


def baca(tabel):
    baris = [baris.split() for baris in tabel.strip().splitlines()]
    return [(int(tahun), int(tw), [date.fromisoformat(t) for t in hari]) for tahun, tw, *hari in baris]


@pytest.mark.parametrize(("tahun", "triwulan", "tanggal"), baca(JENDELA))
def test_jendela_of_every_quarter(tahun, triwulan, tanggal):
    assert [*jendela_internal(tahun, triwulan), *jendela_eksternal(tahun, triwulan)] == tanggal


@pytest.mark.parametrize(("tahun", "triwulan", "tanggal"), baca(JADWAL))
def test_jadwal_triwulan_of_every_quarter(tahun, triwulan, tanggal):
    jadwal = jadwal_triwulan(tahun, triwulan, ATURAN_PEDOMAN)

    assert list(jadwal.items()) == list(
        zip((Tahap.BUKA, Tahap.STAF, Tahap.ESELON_IV, Tahap.ESELON_III, Tahap.CAMAT), tanggal, strict=True)
    )


def test_aturan_pedoman_has_one_rule_per_quarter_and_stage():
    assert len(ATURAN_PEDOMAN) == 25
    assert len({(a.triwulan, a.tahap) for a in ATURAN_PEDOMAN}) == 25


def test_aturan_pedoman_says_its_source():
    dasar = {(a.triwulan, a.tahap): a.dasar for a in ATURAN_PEDOMAN}

    assert dasar[1, Tahap.STAF] == "minggu ke-4 Maret, Bab III.E"
    assert dasar[3, Tahap.CAMAT] == "minggu ke-1 Oktober, Bab III.E"
    assert dasar[4, Tahap.CAMAT] == "minggu terakhir Desember, Bab III.E"


def test_jadwal_triwulan_without_a_stage():
    aturan = [a for a in ATURAN_PEDOMAN if a.tahap != Tahap.CAMAT]

    with pytest.raises(ValueError, match="Triwulan II belum lengkap: Batas laporan Camat"):
        jadwal_triwulan(2026, 2, aturan)


@pytest.mark.parametrize("triwulan", [0, 5])
@pytest.mark.parametrize("jendela", [jendela_internal, jendela_eksternal])
def test_jendela_quarter_out_of_range(jendela, triwulan):
    with pytest.raises(ValueError, match="1 sampai 4"):
        jendela(2026, triwulan)


@given(
    tahun=st.integers(1900, 2200),
    triwulan=st.integers(1, 4),
    geser=st.integers(0, 1),
    hari=st.integers(1, 31),
)
def test_jadwal_triwulan_every_date_lies_in_the_month_of_its_rule(tahun, triwulan, geser, hari):
    aturan = [Aturan(triwulan, tahap, geser, hari, "") for tahap in Tahap]
    bulan = {3: 3, 4: 4, 6: 6, 7: 7, 9: 9, 10: 10, 12: 12, 13: 1}[3 * triwulan + geser]
    tahun_jatuh = tahun + (triwulan == 4 and geser == 1)

    for tanggal in jadwal_triwulan(tahun, triwulan, aturan).values():
        assert (tanggal.year, tanggal.month) == (tahun_jatuh, bulan)
        assert tanggal.day == min(hari, monthrange(tahun_jatuh, bulan)[1])


@given(tahun=st.integers(1900, 2200), triwulan=st.integers(1, 4))
def test_jadwal_triwulan_of_the_guideline_climbs(tahun, triwulan):
    tanggal = list(jadwal_triwulan(tahun, triwulan, ATURAN_PEDOMAN).values())

    assert tanggal == sorted(set(tanggal))


@pytest.mark.parametrize(
    ("hari", "minggu"),
    [(1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (21, 3), (22, 4), (28, 4), (29, 4), (31, 4)],
)
def test_minggu_ke(hari, minggu):
    assert minggu_ke(date(2026, 3, hari)) == minggu


@pytest.mark.parametrize(
    ("tanggal", "triwulan"),
    [
        ("2026-01-01", (2026, 1)),
        ("2026-03-31", (2026, 1)),
        ("2026-04-01", (2026, 2)),
        ("2026-06-30", (2026, 2)),
        ("2026-07-01", (2026, 3)),
        ("2026-09-30", (2026, 3)),
        ("2026-10-01", (2026, 4)),
        ("2026-12-31", (2026, 4)),
    ],
)
def test_triwulan_dari(tanggal, triwulan):
    assert triwulan_dari(date.fromisoformat(tanggal)) == triwulan


@pytest.mark.parametrize(
    ("jatuh_tempo", "hari_kerja"),
    [
        ("2026-04-07", "2026-04-07"),  # Tuesday, an ordinary day
        ("2024-04-07", "2024-04-05"),  # Sunday
        ("2024-07-07", "2024-07-05"),  # Sunday and Tahun Baru Islam
        ("2023-10-07", "2023-10-06"),  # Saturday
        ("2023-12-31", "2023-12-29"),  # Sunday
        ("2025-04-07", "2025-03-27"),  # the whole window is Idul Fitri, Nyepi before it
        ("2025-12-26", "2025-12-24"),  # joint leave after Christmas
    ],
)
def test_geser_ke_hari_kerja_goes_earlier(jatuh_tempo, hari_kerja):
    assert geser_ke_hari_kerja(date.fromisoformat(jatuh_tempo), LIBUR) == date.fromisoformat(hari_kerja)


@pytest.mark.parametrize(
    ("saat_utc", "terlambat", "sisa"),
    [
        ("2026-03-23 15:59:59", 0, 1),  # 23.59.59 WITA on the day before
        ("2026-03-23 16:00:00", 0, 0),  # 00.00 WITA on the due date
        ("2026-03-24 15:59:59", 0, 0),  # 23.59.59 WITA on the due date
        ("2026-03-24 16:00:00", 1, -1),  # 00.00 WITA on the day after
        ("2026-03-31 16:00:00", 8, -8),
    ],
)
def test_due_day_ends_at_midnight_wita(saat_utc, terlambat, sisa):
    batas = date(2026, 3, 24)

    with time_machine.travel(datetime.fromisoformat(saat_utc).replace(tzinfo=UTC), tick=False):
        hari_ini = localdate()

    assert (hari_terlambat(batas, hari_ini), sisa_hari(batas, hari_ini)) == (terlambat, sisa)


def test_quarter_turns_at_midnight_wita():
    with time_machine.travel(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), tick=False):
        sebelum = triwulan_dari(localdate())
    with time_machine.travel(datetime(2026, 12, 31, 16, tzinfo=UTC), tick=False):
        sesudah = triwulan_dari(localdate())

    assert (sebelum, sesudah) == ((2026, 4), (2027, 1))


@pytest.mark.parametrize(
    ("diterima", "batas"),
    [("2023-01-02", "2023-03-03"), ("2025-12-31", "2026-03-01"), ("2026-03-15", "2026-05-14")],
)
def test_batas_tindak_lanjut_sixty_days(diterima, batas):
    assert batas_tindak_lanjut(date.fromisoformat(diterima)) == date.fromisoformat(batas)


def test_batas_tindak_lanjut_with_another_number():
    assert batas_tindak_lanjut(date(2026, 3, 15), 30) == date(2026, 4, 14)


def test_nama():
    assert [nama_triwulan(nomor, 2026) for nomor in (1, 2, 3, 4)] == [
        "Triwulan I 2026",
        "Triwulan II 2026",
        "Triwulan III 2026",
        "Triwulan IV 2026",
    ]
    assert nama_minggu(date(2026, 3, 31)) == "Minggu ke-4 Maret"
    assert nama_minggu(date(2026, 10, 1)) == "Minggu ke-1 Oktober"


def test_hari_libur_fixture_is_sorted_and_has_each_day_once():
    tanggal = [baris["fields"]["tanggal"] for baris in HARI_LIBUR]

    assert tanggal == sorted(set(tanggal))
    assert [baris["pk"] for baris in HARI_LIBUR] == list(range(1, len(HARI_LIBUR) + 1))
    assert {baris["fields"]["jenis"] for baris in HARI_LIBUR} == {"nasional", "cuti_bersama"}


@pytest.mark.parametrize(
    ("tahun", "nasional", "cuti_bersama"),
    # National days by joint decree; 2024 has two election days on top of its 17.
    # No decree names the joint leave of 2028 yet.
    [(2023, 16, 11), (2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8), (2028, 17, 0)],
)
def test_hari_libur_fixture_counts(tahun, nasional, cuti_bersama):
    jenis = [b["fields"]["jenis"] for b in HARI_LIBUR if b["fields"]["tanggal"].startswith(f"{tahun}-")]

    assert (jenis.count("nasional"), jenis.count("cuti_bersama")) == (nasional, cuti_bersama)


# Day, year, period; state of the period, days left for the staf, days late. Around quarter ends, month ends, week 1,
# week 4, the year's turn, and the leap day of 2028.
SAAT = """
2026-02-28 2026 1 belum_dibuka 24 0
2026-03-01 2026 1 buka 23 0
2026-03-07 2026 1 buka 17 0
2026-03-08 2026 1 buka 16 0
2026-03-21 2026 1 buka 3 0
2026-03-22 2026 1 buka 2 0
2026-03-24 2026 1 buka 0 0
2026-03-25 2026 1 buka -1 1
2026-03-31 2026 1 buka -7 7
2026-04-01 2026 1 buka -8 8
2026-06-30 2026 2 buka -6 6
2026-07-01 2026 2 buka -7 7
2026-09-30 2026 3 buka -6 6
2026-10-01 2026 3 buka -7 7
2026-11-30 2026 4 belum_dibuka 18 0
2026-12-01 2026 4 buka 17 0
2026-12-18 2026 4 buka 0 0
2026-12-31 2026 4 buka -13 13
2026-12-31 2026 5 belum_dibuka 15 0
2027-01-01 2026 5 buka 14 0
2027-01-16 2026 5 buka -1 1
2028-02-29 2028 1 belum_dibuka 24 0
2028-03-01 2028 1 buka 23 0
2028-03-31 2028 1 buka -7 7
"""
JAM = (time(0, 0), time(7, 59), time(8, 0), time(23, 59))


@pytest.mark.parametrize("jam", JAM, ids=str)
@pytest.mark.parametrize("baris", SAAT.strip().splitlines())
def test_open_late_and_days_left_at_every_instant_of_the_day(baris, jam):
    hari, tahun, nomor, keadaan, sisa, terlambat = baris.split()
    tanggal = jadwal_triwulan(int(tahun), int(nomor), ATURAN_PEDOMAN)
    tw = Triwulan(tahun=int(tahun), nomor=int(nomor), buka=tanggal[Tahap.BUKA], batas_staf=tanggal[Tahap.STAF])
    saat = datetime.combine(date.fromisoformat(hari), jam, get_default_timezone())

    with time_machine.travel(saat, tick=False):
        hari_ini = localdate()

    assert tw.keadaan(hari_ini) == keadaan
    assert sisa_hari(tw.batas_staf, hari_ini) == int(sisa)
    assert hari_terlambat(tw.batas_staf, hari_ini) == int(terlambat)


def test_saat_are_ninety_six():
    assert len(SAAT.strip().splitlines()) * len(JAM) == 96


# Year; SK Tim, PK without a DPA, Rencana Aksi, LKjIP as printed and on its working day.
TAHUNAN = """
2023 2023-01-31 2023-01-31 2023-01-31 2024-02-29 2024-02-29
2024 2024-01-31 2024-01-31 2024-01-31 2025-02-28 2025-02-28
2025 2025-01-31 2025-01-31 2025-01-31 2026-02-28 2026-02-27
2026 2026-01-31 2026-01-31 2026-01-31 2027-02-28 2027-02-26
2027 2027-01-31 2027-01-31 2027-01-31 2028-02-29 2028-02-29
2028 2028-01-31 2028-01-31 2028-01-31 2029-02-28 2029-02-28
"""


@pytest.mark.parametrize("baris", TAHUNAN.strip().splitlines())
def test_tanggal_tahunan_of_every_year(baris):
    tahun, *tanggal = baris.split()
    hitung = {a.butir: tanggal_tahunan(int(tahun), a) for a in ATURAN_TAHUNAN}

    assert list(hitung) == list(ButirTahunan)
    assert [*hitung.values(), geser_ke_hari_kerja(hitung[ButirTahunan.LKJIP], LIBUR)] == [
        date.fromisoformat(t) for t in tanggal
    ]


@pytest.mark.parametrize(
    ("dpa", "batas"),
    [("2025-12-29", "2026-01-29"), ("2026-01-05", "2026-02-05"), ("2026-01-31", "2026-02-28")],
)
def test_tanggal_tahunan_of_the_perjanjian_follows_the_dpa(dpa, batas):
    aturan = next(a for a in ATURAN_TAHUNAN if a.butir == ButirTahunan.PK)

    assert tanggal_tahunan(2026, aturan, date.fromisoformat(dpa)) == date.fromisoformat(batas)


def test_aturan_tahunan_is_the_fixture():
    semua = json.loads((Path(__file__).parents[2] / "fixtures" / "jadwal.json").read_text())
    isi = [b["fields"] for b in semua if b["model"] == "rencana_aksi.aturanjadwaltahunan"]

    assert [{**b, "berlaku_sejak": None} for b in isi] == [
        {
            "berlaku_sejak": None,
            "butir": a.butir.value,
            "geser_tahun": a.geser_tahun,
            "bulan": a.bulan,
            "hari": a.hari,
            "keluar": a.keluar,
            "bulan_sesudah_dpa": a.bulan_sesudah_dpa,
            "dasar": a.dasar,
        }
        for a in ATURAN_TAHUNAN
    ]


@pytest.mark.parametrize(
    ("hari", "sebab"),
    [("2026-03-23", "Cuti Bersama"), ("2026-03-28", "Sabtu"), ("2026-03-29", "Minggu"), ("2026-03-30", "")],
)
def test_bukan_hari_kerja_names_why(hari, sebab):
    assert bukan_hari_kerja(date.fromisoformat(hari), {date(2026, 3, 23): "Cuti Bersama"}) == sebab


STAF, EMPAT, TIGA, KIRIM = date(2023, 6, 24), date(2023, 6, 27), date(2023, 6, 30), date(2023, 7, 7)


@pytest.mark.parametrize(
    ("tahap", "batas", "pada", "hasil"),
    [
        (Tahap.STAF, STAF, "2023-06-29", "2023-06-29"),
        (Tahap.STAF, STAF, "2023-07-03", "2023-06-29"),
        (Tahap.STAF, STAF, "2023-07-04", "2023-06-24"),  # closed itself
        (Tahap.ESELON_IV, EMPAT, "2023-06-29", "2023-07-02"),
        (Tahap.ESELON_III, TIGA, "2023-06-29", "2023-07-05"),
        (Tahap.ESELON_III, TIGA, "2023-07-04", "2023-06-30"),
        (Tahap.CAMAT, KIRIM, "2023-06-29", "2023-07-07"),  # what leaves the office does not move
    ],
)
def test_kelonggaran_moves_the_inner_desks_alike(tahap, batas, pada, hasil):
    kelonggaran = Kelonggaran(baru=date(2023, 6, 29), sampai=date(2023, 7, 3))

    assert kelonggaran.batas(tahap, batas, STAF, date.fromisoformat(pada)) == date.fromisoformat(hasil)


@given(
    tahun=st.integers(2000, 2100),
    triwulan=st.integers(1, 5),
    baru=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    pada=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_kelonggaran_never_moves_a_date_earlier(tahun, triwulan, baru, pada):
    jadwal = jadwal_triwulan(tahun, triwulan, ATURAN_PEDOMAN)

    for tahap, batas in jadwal.items():
        assert Kelonggaran(baru, baru).batas(tahap, batas, jadwal[Tahap.STAF], pada) >= batas


@given(tahun=st.integers(2023, 2028), triwulan=st.integers(1, 4))
def test_no_date_lies_outside_its_quarters_rule(tahun, triwulan):
    jadwal = jadwal_triwulan(tahun, triwulan, ATURAN_PEDOMAN)
    dalam, luar = jendela_internal(tahun, triwulan), jendela_eksternal(tahun, triwulan)

    # The fourth quarter's chain goes ahead of the report that is due before the year is over.
    awal = date(tahun, 12, 18) if triwulan == 4 else dalam[0]
    assert all(awal <= jadwal[t] <= dalam[1] for t in (Tahap.STAF, Tahap.ESELON_IV, Tahap.ESELON_III))
    assert luar[0] <= jadwal[Tahap.CAMAT] <= luar[1]
    kirim = geser_ke_hari_kerja(jadwal[Tahap.CAMAT], LIBUR)
    assert kirim <= luar[1]
    assert kirim.weekday() < 5
    assert kirim not in LIBUR


def test_hari_libur_command_says_what_it_needs():
    with pytest.raises(CommandError, match="pip install holidays"):
        call_command("hari_libur", 2023, 2028)
