"""The calendar of a year: what it shows, who may move it, what holding a period does, and the private feed."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from kinerja.models import Dpa
from organisasi.models import Jejak
from organisasi.peran import peran
from rencana_aksi.jadwal import kalender_tahun, pilihan_tahun, tanggal_setahun
from rencana_aksi.kalender import ButirTahunan, Keadaan, Tahap
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import PerubahanJadwal, TanggalTahunan, TautanKalender, Triwulan
from rencana_aksi.models.capaian import Status
from rencana_aksi.penjadwalan import JadwalDitolak, geser_batas, geser_tahunan, lepas, tahan
from rencana_aksi.rekap import Ketepatan, jadwal, rekap_layar
from rencana_aksi.services import siapkan_tahun
from rencana_aksi.umpan import acara, buat_tautan, cabut_tautan, pemilik_token
from rencana_aksi.workflow import TransisiDitolak
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import bawa, langkah, siapkan_klaim

HARI_INI = date(2023, 6, 23)
ALASAN = "Cuti bersama diperpanjang oleh Pemerintah."
KUERI = 20


@pytest.fixture(autouse=True)
def _hari_uji():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def triwulan(office):
    return factories.triwulan()


@pytest.fixture
def tahun_2023(office):
    factories.aturan_jadwal()
    factories.aturan_tahunan()
    siapkan_tahun(2023)
    return office


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


def geser(triwulan, tahap, ke, oleh, alasan=ALASAN):
    return geser_batas(triwulan=triwulan, tahap=tahap, ke=ke, alasan=alasan, oleh=oleh, jabatan="Kasubag")


# Moving a date


def test_geser_batas_writes_date_history_and_trail(triwulan, kasubag):
    baris = geser(triwulan, Tahap.STAF, date(2023, 6, 26), kasubag)

    triwulan.refresh_from_db()
    assert triwulan.batas_staf == date(2023, 6, 26)
    assert (baris.dari, baris.ke, baris.alasan, baris.oleh) == (
        date(2023, 6, 24),
        date(2023, 6, 26),
        ALASAN,
        kasubag,
    )
    jejak = Jejak.objects.get(peristiwa="jadwal.geser")
    assert jejak.uraian == (
        "Orang Kasubag menggeser tanggal Batas pengisian oleh staf Triwulan II 2023 dari 24 Juni 2023 menjadi "
        "26 Juni 2023: Cuti bersama diperpanjang oleh Pemerintah."
    )
    assert jejak.data == {"alasan": ALASAN, "tahap": "staf", "dari": "24-06-2023", "ke": "26-06-2023"}


@pytest.mark.parametrize(
    ("siapa", "boleh"),
    [("admin", True), ("kasubag", True), ("camat", False), ("sekcam", False), ("staf", False), ("anggota", False)],
)
def test_only_administrator_and_planner_move_dates(office, triwulan, siapa, boleh):
    if boleh:
        geser(triwulan, Tahap.STAF, date(2023, 6, 25), getattr(office, siapa))
    else:
        with pytest.raises(PermissionDenied):
            geser(triwulan, Tahap.STAF, date(2023, 6, 25), getattr(office, siapa))

    assert PerubahanJadwal.objects.count() == boleh


def test_the_camats_date_goes_back_to_a_working_day_and_may_lie_behind_the_rule(triwulan, kasubag):
    geser(triwulan, Tahap.CAMAT, date(2023, 7, 16), kasubag)  # a Sunday

    triwulan.refresh_from_db()
    assert (triwulan.batas_camat, triwulan.batas_camat_aturan) == (date(2023, 7, 14), date(2023, 7, 16))


@pytest.mark.parametrize(
    ("tahap", "ke", "alasan", "kalimat"),
    [
        (Tahap.STAF, date(2023, 6, 28), ALASAN, "tidak boleh sesudah batas pemeriksaan eselon iv"),
        (Tahap.ESELON_IV, date(2023, 6, 23), ALASAN, "tidak boleh sesudah batas pemeriksaan eselon iv"),
        (Tahap.BUKA, date(2023, 6, 25), ALASAN, "tidak boleh sesudah batas pengisian oleh staf"),
        (Tahap.STAF, date(2023, 6, 24), ALASAN, "tidak ada yang berubah"),
        (Tahap.STAF, date(2032, 6, 24), ALASAN, "di luar tahun 2023 dan 2024"),
        (Tahap.STAF, date(2023, 6, 25), " ", "Tuliskan alasannya"),
    ],
)
def test_geser_batas_refuses_with_a_sentence(triwulan, kasubag, tahap, ke, alasan, kalimat):
    with pytest.raises(JadwalDitolak, match=kalimat):
        geser(triwulan, tahap, ke, kasubag, alasan)

    assert Triwulan.objects.get().batas_staf == date(2023, 6, 24)


def test_a_closed_period_keeps_its_dates(triwulan, kasubag, camat):
    triwulan.ditutup_pada, triwulan.ditutup_oleh = SAAT, camat
    triwulan.save()

    with pytest.raises(JadwalDitolak, match="Ditutup sejak 23 Juni 2023; hanya Camat"):
        geser(triwulan, Tahap.STAF, date(2023, 6, 25), kasubag)


def test_lateness_is_counted_to_the_moved_date(klaim, staf, kasubag):
    geser(klaim.triwulan, Tahap.STAF, date(2023, 6, 26), kasubag)

    assert langkah(Tindakan.AJUKAN, klaim, staf, pada=datetime(2023, 6, 27, 2, tzinfo=UTC)).hari_terlambat == 1


def test_the_quarter_page_says_why_a_date_is_not_the_rules(triwulan, kasubag):
    factories.aturan_jadwal()
    geser(triwulan, Tahap.STAF, date(2023, 6, 26), kasubag)
    triwulan.refresh_from_db()

    satu = jadwal(triwulan, HARI_INI)[0]

    assert (satu.batas, satu.dasar) == (date(2023, 6, 26), "minggu ke-4 Juni, Bab III.E")
    assert satu.catatan == (
        "Digeser dari 24 Juni 2023 oleh Orang Kasubag pada 23 Juni 2023: Cuti bersama diperpanjang oleh Pemerintah."
    )


@pytest.mark.parametrize(
    "kolom",
    [
        {"jenis": "geser", "tahap": "staf", "dari": HARI_INI, "ke": HARI_INI},
        {"jenis": "geser", "tahap": "staf", "dari": HARI_INI},
        {"jenis": "geser", "dari": HARI_INI, "ke": date(2023, 6, 24)},
        {"jenis": "tahan", "dari": HARI_INI, "ke": date(2023, 6, 24)},
        {"jenis": "tahan", "alasan": ""},
        {"jenis": "tahan", "triwulan": None},
    ],
)
def test_the_database_refuses_a_broken_change(triwulan, camat, kolom):
    bawaan = {"triwulan": triwulan, "alasan": ALASAN, "oleh": camat, "nama": camat.nama}

    with pytest.raises(IntegrityError, match="perubahan_jadwal_"), transaction.atomic():
        PerubahanJadwal.objects.create(**bawaan | kolom)


# Yearly dates


def test_siapkan_tahun_stores_the_yearly_dates_but_the_dpas(tahun_2023):
    assert dict(TanggalTahunan.objects.values_list("butir", "tanggal")) == {
        "sk_tim": date(2023, 1, 31),
        "rencana_aksi": date(2023, 1, 31),
        "lkjip": date(2024, 2, 29),
    }


def test_the_perjanjian_follows_the_dpa(tahun_2023, kasubag):
    Dpa.objects.create(tahun=2023, tanggal=date(2023, 1, 9))

    pk = next(t for t in tanggal_setahun(2023) if t.butir == ButirTahunan.PK)

    assert (pk.tanggal, pk.catatan) == (date(2023, 2, 9), ("DPA disahkan 9 Januari 2023.",))
    with pytest.raises(JadwalDitolak, match="Ubah tanggal DPA pada halaman Perjanjian Kinerja 2023"):
        geser_tahunan(tahun=2023, butir=ButirTahunan.PK, ke=date(2023, 3, 1), alasan=ALASAN, oleh=kasubag)


def test_geser_tahunan_moves_and_says_so(tahun_2023, kasubag):
    geser_tahunan(tahun=2023, butir=ButirTahunan.LKJIP, ke=date(2024, 3, 10), alasan=ALASAN, oleh=kasubag)

    lkjip = next(t for t in tanggal_setahun(2023) if t.butir == ButirTahunan.LKJIP)

    assert lkjip.tanggal == date(2024, 3, 8)  # the Friday before
    assert lkjip.catatan == (
        f"Digeser dari 29 Februari 2024 oleh Orang Kasubag pada 23 Juni 2023: {ALASAN}",
        "Dimajukan dari 10 Maret 2024 karena jatuh pada hari libur.",
    )
    assert Jejak.objects.filter(peristiwa="jadwal.geser").count() == 1


def test_geser_tahunan_without_a_rule(office, kasubag):
    with pytest.raises(JadwalDitolak, match="Belum ada aturan"):
        geser_tahunan(tahun=2023, butir=ButirTahunan.LKJIP, ke=date(2024, 3, 8), alasan=ALASAN, oleh=kasubag)


def test_yearly_dates_of_a_year_that_was_never_opened_come_from_the_rules(office):
    factories.aturan_tahunan()

    assert [(t.butir.value, t.tanggal) for t in tanggal_setahun(2026)] == [
        ("sk_tim", date(2026, 1, 31)),
        ("pk", date(2026, 1, 31)),
        ("rencana_aksi", date(2026, 1, 31)),
        ("lkjip", date(2027, 2, 26)),
    ]


# Holding a period


def test_a_held_period_takes_no_submission_but_keeps_the_desks_going(klaim, ikm, office, staf, kasi, camat):
    lain = factories.indikator(unit=office.pelayanan)
    klaim_lain = bawa(siapkan_klaim(lain, staf), office, Status.DI_ESELON_IV)
    tahan(triwulan=klaim.triwulan, alasan="Menunggu data BPS.", oleh=camat)

    with pytest.raises(TransisiDitolak, match="Pengajuan Triwulan II 2023 ditahan sejak 23 Juni 2023: “Menunggu data"):
        langkah(Tindakan.AJUKAN, klaim, staf)

    assert langkah(Tindakan.TERUSKAN, klaim_lain, kasi).ke_status == Status.DI_ESELON_III
    lepas(triwulan=klaim.triwulan, alasan="Data sudah terbit.", oleh=camat)
    assert langkah(Tindakan.AJUKAN, klaim, staf).ke_status == Status.DI_ESELON_IV
    assert [(p.jenis, p.alasan) for p in PerubahanJadwal.objects.order_by("pk")] == [
        ("tahan", "Menunggu data BPS."),
        ("lepas", "Data sudah terbit."),
    ]


@pytest.mark.parametrize("siapa", ["sekcam", "kasubag", "admin", "staf"])
def test_only_the_camat_holds(office, triwulan, siapa):
    for kerja in (tahan, lepas):
        with pytest.raises(PermissionDenied):
            kerja(triwulan=triwulan, alasan=ALASAN, oleh=getattr(office, siapa))


def test_holding_twice_and_letting_go_of_nothing(triwulan, camat):
    with pytest.raises(JadwalDitolak, match="tidak sedang ditahan"):
        lepas(triwulan=triwulan, alasan=ALASAN, oleh=camat)
    tahan(triwulan=triwulan, alasan=ALASAN, oleh=camat)
    with pytest.raises(JadwalDitolak, match="sudah ditahan sejak 23 Juni 2023"):
        tahan(triwulan=triwulan, alasan=ALASAN, oleh=camat)


def test_keadaan_of_a_period(triwulan, camat):
    assert triwulan.keadaan(date(2023, 5, 31)) == Keadaan.BELUM_DIBUKA
    assert triwulan.keadaan(date(2023, 6, 1)) == Keadaan.BUKA
    triwulan.ditahan_pada, triwulan.ditahan_oleh, triwulan.alasan_tahan = SAAT, camat, ALASAN
    triwulan.save()
    assert triwulan.keadaan(HARI_INI) == Keadaan.TAHAN
    triwulan.ditutup_pada, triwulan.ditutup_oleh = SAAT, camat
    assert triwulan.keadaan(HARI_INI) == Keadaan.TUTUP


def test_a_hold_needs_person_and_reason(triwulan, camat):
    triwulan.ditahan_pada, triwulan.ditahan_oleh = SAAT, camat

    with pytest.raises(IntegrityError, match="triwulan_ditahan"), transaction.atomic():
        triwulan.save()


# Tepat waktu beside lengkap


def test_in_time_stands_beside_complete(office, klaim, staf):
    telat = siapkan_klaim(factories.indikator(unit=office.pelayanan), staf)
    langkah(Tindakan.AJUKAN, klaim, staf)
    langkah(Tindakan.AJUKAN, telat, staf, pada=datetime(2023, 6, 26, 2, tzinfo=UTC))
    factories.capaian(target_triwulan=factories.target_triwulan(indikator=factories.indikator(unit=office.pemerintahan)))

    rekap = rekap_layar(klaim.triwulan, peran(office.camat, HARI_INI))

    assert rekap.ketepatan == Ketepatan("", 3, 2, 1)
    assert rekap.per_unit == [
        Ketepatan("Seksi Pelayanan Umum", 2, 2, 1),
        Ketepatan("Seksi Pemerintahan", 1, 0, 0),
    ]
    assert rekap_layar(klaim.triwulan, peran(office.kasi, HARI_INI)).per_unit == []


# The page


def test_kalender_tahun_reads_everything(tahun_2023, klaim, kasubag):
    factories.hari_libur(tanggal=date(2023, 6, 30), nama="Cuti Bersama Iduladha", jenis="cuti_bersama")
    kalender = kalender_tahun(2023, peran(kasubag, HARI_INI))

    dua = kalender.periode[1]
    assert [str(p.triwulan) for p in kalender.periode] == [
        "Triwulan I 2023", "Triwulan II 2023", "Triwulan III 2023", "Triwulan IV 2023", "Akhir Tahun 2023",
    ]  # fmt: skip
    assert (dua.keadaan, dua.terbentang, kalender.periode[0].terbentang) == (Keadaan.BUKA, True, False)
    staf, _, eselon_iii = dua.tanggal[1:4]
    assert (staf.tanggal, staf.sisa, staf.dasar) == (date(2023, 6, 24), "besok", "minggu ke-4 Juni, Bab III.E")
    assert (staf.menunggu, staf.lewat) == ("1 klaim masih di sini: Seksi Pelayanan Umum 1", False)
    assert eselon_iii.pelaku == "Sekretaris Camat (Orang Sekcam)"
    assert eselon_iii.catatan == (
        "Jatuh pada hari libur (Cuti Bersama Iduladha); selesaikan pada hari kerja sebelumnya.",
    )
    assert kalender.minggu_ini == "Minggu ke-4 Juni"
    kini = [m for m in kalender.agenda if m.kini]
    assert [[(b.tanggal.day, b.libur) for b in m.butir] for m in kini] == [
        [(24, False), (27, False), (30, False), (30, True)]
    ]


def test_kalender_counts_only_what_a_person_may_see(tahun_2023, klaim):
    staf = kalender_tahun(2023, peran(tahun_2023.staf_lain, HARI_INI)).periode[1].tanggal[1]

    assert staf.menunggu == ""


def test_agenda_holds_the_january_of_the_year_before(tahun_2023, kasubag):
    siapkan_tahun(2024)

    minggu = kalender_tahun(2024, peran(kasubag, HARI_INI)).agenda[0]

    assert (minggu.nama, minggu.kini) == ("Minggu ke-1 Januari", False)
    assert [b.teks for b in minggu.butir] == ["Pengisian dibuka, Akhir Tahun 2023"]


def test_an_overdue_desk_is_marked(tahun_2023, klaim, kasubag):
    staf = kalender_tahun(2023, peran(kasubag, date(2023, 6, 26))).periode[1].tanggal[1]

    assert (staf.lewat, staf.sisa) == (True, "terlambat 2 hari")


def test_pilihan_tahun_has_this_year_always(office):
    assert pilihan_tahun(date(2026, 1, 1)) == [2026]


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kalender_queries(masuk, tahun_2023, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        indikator = factories.indikator(unit=tahun_2023.pelayanan)
        factories.capaian(target_triwulan=factories.target_triwulan(indikator=indikator))
        factories.perpanjangan(indikator, unit=tahun_2023.pelayanan)
    klien = masuk(tahun_2023.camat)

    with django_assert_num_queries(KUERI):
        klien.get(reverse("jadwal_tahun", args=[2023]))


@pytest.mark.parametrize("siapa", ["camat", "staf", "anggota", "admin"])
def test_everybody_sees_the_calendar(masuk, tahun_2023, siapa):
    respons = masuk(getattr(tahun_2023, siapa)).get(reverse("jadwal"), follow=True)

    assert respons.redirect_chain == [("/jadwal/2023/", 302)]
    halaman = respons.content.decode()
    assert "Minggu ke-4 Juni" in halaman
    assert ("Geser<span" in halaman) is (siapa == "admin")
    assert ("Tahan pengajuan" in halaman) is (siapa == "camat")


def test_an_empty_year_says_what_belongs_there(masuk, office):
    assert "belum disiapkan" in masuk(office.staf).get("/jadwal/2031/").content.decode()


def test_moving_by_its_form(masuk, tahun_2023):
    klien = masuk(tahun_2023.admin)
    alamat = reverse("jadwal_geser", args=[2023, 2, "staf"])

    ditolak = klien.post(alamat, {"ke": "28 Juni 2023", "alasan": ALASAN})

    assert ditolak.status_code == 422
    assert ALASAN in ditolak.content.decode()
    assert klien.post(alamat, {"ke": "26-06-2023", "alasan": ALASAN}).status_code == 302
    assert "dari 24 Juni 2023 menjadi 26 Juni 2023" in klien.get("/jadwal/2023/").content.decode()
    assert klien.get(reverse("jadwal_geser", args=[2023, 2, "lain"])).status_code == 404


def test_moving_a_yearly_date_by_its_form(masuk, tahun_2023):
    klien = masuk(tahun_2023.kasubag)

    respons = klien.post(reverse("jadwal_geser_tahunan", args=[2023, "sk_tim"]), {"ke": "2023-02-10", "alasan": ALASAN})

    assert respons.status_code == 302
    assert TanggalTahunan.objects.get(butir="sk_tim").tanggal == date(2023, 2, 10)
    assert klien.get(reverse("jadwal_geser_tahunan", args=[2023, "lain"])).status_code == 404


def test_holding_by_its_form(masuk, tahun_2023):
    klien = masuk(tahun_2023.camat)
    alamat = reverse("jadwal_tahan", args=[2023, 2])

    klien.post(alamat, {"alasan": "Menunggu data BPS."})

    assert "Pengajuan sedang ditahan." in klien.get(reverse("triwulan_rinci", args=[2023, 2])).content.decode()
    assert "Buka kembali pengajuan Triwulan II 2023" in klien.get(alamat).content.decode()
    klien.post(alamat, {"alasan": "Data sudah terbit."})
    assert Triwulan.objects.get(tahun=2023, nomor=2).ditahan is False


@pytest.mark.parametrize(
    ("nama", "argumen"),
    [
        ("jadwal_geser", [2023, 2, "staf"]),
        ("jadwal_geser_tahunan", [2023, "sk_tim"]),
        ("jadwal_tahan", [2023, 2]),
    ],
)
def test_forms_of_others_are_forbidden(masuk, tahun_2023, nama, argumen):
    assert masuk(tahun_2023.sekcam).get(reverse(nama, args=argumen)).status_code == 403


def test_excel_holds_the_dates(masuk, tahun_2023):
    isi = masuk(tahun_2023.staf).get(reverse("jadwal_xlsx", args=[2023])).content

    baris = [[sel.value for sel in b] for b in load_workbook(BytesIO(isi))["Kalender 2023"].iter_rows()]
    staf = next(b for b in baris if b[0] == "Triwulan II 2023" and b[2] == "Batas pengisian oleh staf")
    assert (staf[1], staf[3].date(), staf[4], staf[6]) == (
        "dibuka",
        date(2023, 6, 24),
        "besok",
        "minggu ke-4 Juni, Bab III.E",
    )


# The private feed


def test_acara_are_the_persons_own_desks_and_the_yearly_dates(tahun_2023):
    judul = [(a.hari, a.judul) for a in acara(peran(tahun_2023.kasi, HARI_INI))]

    assert judul == [
        (date(2023, 1, 31), "Perjanjian Kinerja ditandatangani 2023"),
        (date(2023, 1, 31), "Rencana Aksi ditetapkan 2023"),
        (date(2023, 1, 31), "Keputusan Camat tentang Tim SAKIP 2023"),
        (date(2023, 2, 28), "Laporan Kinerja (LKjIP) dikirim 2022"),
        (date(2023, 3, 27), "Batas pemeriksaan Eselon IV Triwulan I 2023"),
        (date(2023, 6, 27), "Batas pemeriksaan Eselon IV Triwulan II 2023"),
        (date(2023, 9, 27), "Batas pemeriksaan Eselon IV Triwulan III 2023"),
        (date(2023, 12, 21), "Batas pemeriksaan Eselon IV Triwulan IV 2023"),
        (date(2024, 1, 20), "Batas pemeriksaan Eselon IV Akhir Tahun 2023"),
        (date(2024, 2, 29), "Laporan Kinerja (LKjIP) dikirim 2023"),
    ]


def test_acara_name_an_extension_of_the_own_unit_while_it_runs(tahun_2023):
    factories.perpanjangan(unit=tahun_2023.pelayanan)
    factories.perpanjangan(unit=tahun_2023.pemerintahan)

    def diperpanjang(hari):
        return [a.hari for a in acara(peran(tahun_2023.staf, hari)) if "diperpanjang" in a.judul]

    assert diperpanjang(date(2023, 7, 3)) == [date(2023, 7, 1)]
    assert diperpanjang(date(2023, 7, 4)) == []


def test_the_feed_is_icalendar_without_personal_data(client, tahun_2023):
    token = buat_tautan(pegawai=tahun_2023.staf)

    respons = client.get(reverse("kalender_ics", args=[token]))

    assert (respons.status_code, respons["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert respons["Cache-Control"] == "private, no-store"
    assert all(len(baris) <= 75 for baris in respons.content.split(b"\r\n"))
    assert tahun_2023.staf.nama not in respons.content.decode()
    satu = next(e for e in Calendar.from_ical(respons.content).walk("VEVENT") if "II 2023" in e["SUMMARY"])
    assert (str(satu["SUMMARY"]), satu.decoded("DTSTART"), str(satu["UID"]), str(satu["URL"])) == (
        "Batas pengisian oleh staf Triwulan II 2023",
        date(2023, 6, 24),
        "staf-2023-2@testserver",
        "http://testserver/2023/tw/2/",
    )


def test_an_unknown_address_is_404_and_so_is_who_has_left(client, tahun_2023):
    token = buat_tautan(pegawai=tahun_2023.nonaktif)

    assert client.get(reverse("kalender_ics", args=["tidak-ada"])).status_code == 404
    assert client.get(reverse("kalender_ics", args=[token])).status_code == 404


def test_a_new_address_kills_the_old_one_and_revoking_kills_both(tahun_2023):
    lama = buat_tautan(pegawai=tahun_2023.staf)
    baru = buat_tautan(pegawai=tahun_2023.staf)

    assert (pemilik_token(lama), pemilik_token(baru)) == (None, tahun_2023.staf)
    cabut_tautan(pegawai=tahun_2023.staf)
    cabut_tautan(pegawai=tahun_2023.staf)
    assert pemilik_token(baru) is None
    assert list(Jejak.objects.values_list("peristiwa", flat=True)) == [
        "kalender.tautan_buat",
        "kalender.tautan_buat",
        "kalender.tautan_cabut",
    ]


def test_only_the_hash_of_an_address_is_kept(tahun_2023):
    token = buat_tautan(pegawai=tahun_2023.staf)

    assert len(token) == 43
    assert token not in str(TautanKalender.objects.values().get())


def test_the_page_shows_an_address_once(masuk, tahun_2023):
    klien = masuk(tahun_2023.staf)

    alamat = klien.post(reverse("kalender_buat")).context["alamat"]

    assert alamat.startswith("http://testserver/kalender/")
    assert alamat not in klien.get(reverse("kalender_saya")).content.decode()
    assert klien.get(alamat).status_code == 200
    klien.post(reverse("kalender_cabut"))
    assert klien.get(alamat).status_code == 404
