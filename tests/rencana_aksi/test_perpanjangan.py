"""More time for a unit: whom it covers, what it changes, and that it closes itself."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from organisasi.models import Jejak
from organisasi.peran import peran
from rencana_aksi.antrian import antrian, menunggu
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, Perpanjangan
from rencana_aksi.models.capaian import Status
from rencana_aksi.perpanjangan import (
    IsiPerpanjangan,
    PerpanjanganDitolak,
    akhiri,
    beri,
    perpanjangan_triwulan,
    untuk_klaim,
)
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import langkah

# The second quarter of 2023: staf until 24 June, Eselon IV until the 27th; more time until 1 July, used by the 3rd.
DALAM, LEWAT, SESUDAH = (datetime(2023, *hari, 2, tzinfo=UTC) for hari in ((7, 1), (7, 2), (7, 4)))
BANJIR = "Survei tertunda karena banjir."


@pytest.fixture(autouse=True)
def _hari_uji():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def triwulan(office):
    return factories.triwulan()


def isi(office, **kolom) -> IsiPerpanjangan:
    bawaan = {
        "unit": office.pelayanan,
        "batas_baru": date(2023, 7, 1),
        "berlaku_sampai": date(2023, 7, 3),
        "alasan": BANJIR,
    }
    return IsiPerpanjangan(**bawaan | kolom)


def batas(klaim: Capaian, hari: date) -> date | None:
    return Capaian.objects.lengkap().get(pk=klaim.pk).batas_pada(hari)


def test_beri_writes_the_row_and_the_trail(office, triwulan, camat, ikm):
    baris = beri(triwulan=triwulan, isi=isi(office, indikator=[ikm]), oleh=camat, jabatan="Camat")

    assert (baris.semua_indikator, list(baris.indikator.all())) == (False, [ikm])
    jejak = Jejak.objects.get(peristiwa="perpanjangan.beri")
    assert jejak.data == {
        "batas_baru": "2023-07-01",
        "berlaku_sampai": "2023-07-03",
        "indikator": [str(ikm.public_id)],
    }
    assert jejak.uraian == (
        "Orang Camat memperpanjang waktu sampai 1 Juli 2023 Triwulan II 2023 untuk Seksi Pelayanan Umum: "
        "Survei tertunda karena banjir."
    )


@pytest.mark.parametrize(("siapa", "boleh"), [("camat", True), ("kasubag", True), ("sekcam", False), ("staf", False)])
def test_only_camat_and_planner_give_time(office, triwulan, siapa, boleh):
    if boleh:
        beri(triwulan=triwulan, isi=isi(office), oleh=getattr(office, siapa))
    else:
        with pytest.raises(PermissionDenied):
            beri(triwulan=triwulan, isi=isi(office), oleh=getattr(office, siapa))

    assert Perpanjangan.objects.count() == boleh


@pytest.mark.parametrize(
    ("kolom", "kalimat"),
    [
        ({"alasan": "  "}, "Tuliskan alasan perpanjangan"),
        ({"batas_baru": date(2023, 6, 24)}, "Batas baru harus sesudah batas pengisian 24 Juni 2023"),
        ({"berlaku_sampai": date(2023, 6, 30)}, "berlaku paling sedikit sampai batas barunya"),
        ({"batas_baru": date(2026, 7, 1), "berlaku_sampai": date(2026, 7, 1)}, "paling lama 60 hari"),
    ],
)
def test_beri_refuses_with_a_sentence(office, triwulan, camat, kolom, kalimat):
    with pytest.raises(PerpanjanganDitolak, match=kalimat):
        beri(triwulan=triwulan, isi=isi(office, **kolom), oleh=camat)


def test_beri_refuses_the_past_a_closed_period_and_foreign_indicators(office, triwulan, camat):
    with time_machine.travel(SESUDAH, tick=False), pytest.raises(PerpanjanganDitolak, match="sudah lewat"):
        beri(triwulan=triwulan, isi=isi(office), oleh=camat)
    asing = factories.indikator(unit=office.pemerintahan)
    with pytest.raises(PerpanjanganDitolak, match="bukan milik Seksi Pelayanan Umum"):
        beri(triwulan=triwulan, isi=isi(office, indikator=[asing]), oleh=camat)
    triwulan.ditutup_pada, triwulan.ditutup_oleh = SAAT, camat
    triwulan.save()
    with pytest.raises(PerpanjanganDitolak, match="hanya Camat yang dapat membukanya kembali"):
        beri(triwulan=triwulan, isi=isi(office), oleh=camat)


@pytest.mark.parametrize(
    "kolom", [{"alasan": ""}, {"berlaku_sampai": date(2023, 6, 30)}, {"diakhiri_pada": SAAT}]
)
def test_the_database_refuses_a_broken_extension(db, kolom):
    with pytest.raises(IntegrityError, match="perpanjangan_"), transaction.atomic():
        factories.perpanjangan(**kolom)


def test_a_submission_inside_the_extension_is_not_late(office, klaim, staf):
    factories.perpanjangan(unit=office.pelayanan)

    assert langkah(Tindakan.AJUKAN, klaim, staf, pada=DALAM).hari_terlambat == 0


def test_a_submission_behind_the_new_date_is_late_by_it(office, klaim, staf):
    factories.perpanjangan(unit=office.pelayanan)

    assert langkah(Tindakan.AJUKAN, klaim, staf, pada=LEWAT).hari_terlambat == 1


def test_an_expired_extension_counts_no_more(office, klaim, staf):
    factories.perpanjangan(unit=office.pelayanan)

    assert langkah(Tindakan.AJUKAN, klaim, staf, pada=SESUDAH).hari_terlambat == 10


def test_the_desks_above_get_the_same_days_even_after_it_expired(office, klaim, staf, kasi):
    factories.perpanjangan(unit=office.pelayanan)
    langkah(Tindakan.AJUKAN, klaim, staf, pada=DALAM)

    # Eselon IV: 27 June and seven days.
    assert batas(klaim, date(2023, 7, 5)) == date(2023, 7, 4)
    assert langkah(Tindakan.TERUSKAN, klaim, kasi, pada=datetime(2023, 7, 5, 2, tzinfo=UTC)).hari_terlambat == 1


def test_for_some_indicators_only(office, klaim, ikm):
    lain = factories.indikator(unit=office.pelayanan)
    klaim_lain = factories.capaian(target_triwulan=factories.target_triwulan(indikator=lain))
    factories.perpanjangan(ikm, unit=office.pelayanan)

    assert batas(klaim, SAAT.date()) == date(2023, 7, 1)
    assert batas(klaim_lain, SAAT.date()) == date(2023, 6, 24)


def test_not_for_another_unit_or_period(office, klaim):
    factories.perpanjangan(unit=office.pemerintahan)
    factories.perpanjangan(unit=office.pelayanan, triwulan=factories.triwulan(2023, 3))

    assert batas(klaim, SAAT.date()) == date(2023, 6, 24)


def test_the_newest_counts_and_an_ended_one_does_not(office, klaim, camat):
    lama = factories.perpanjangan(unit=office.pelayanan)
    baru = factories.perpanjangan(unit=office.pelayanan, batas_baru=date(2023, 6, 28))
    assert batas(klaim, SAAT.date()) == date(2023, 6, 28)

    akhiri(perpanjangan=baru, oleh=camat)

    assert batas(klaim, SAAT.date()) == date(2023, 7, 1)
    akhiri(perpanjangan=lama, oleh=camat)
    assert batas(klaim, SAAT.date()) == date(2023, 6, 24)
    with pytest.raises(PerpanjanganDitolak, match="sudah berakhir"):
        akhiri(perpanjangan=lama, oleh=camat)


def test_untuk_klaim_finds_what_the_query_finds(office, ikm, klaim):
    factories.perpanjangan(unit=office.pelayanan)
    factories.perpanjangan(ikm, unit=office.pelayanan, batas_baru=date(2023, 6, 29))
    semua = [p.perpanjangan for p in perpanjangan_triwulan([klaim.triwulan], SAAT.date())]

    ketemu = untuk_klaim(semua, office.pelayanan.pk, ikm.pk)

    assert ketemu.batas_baru == Capaian.objects.lengkap().get().perpanjangan_baru == date(2023, 6, 29)
    assert untuk_klaim(semua, office.pelayanan.pk, 0).batas_baru == date(2023, 7, 1)
    assert untuk_klaim(semua, office.pemerintahan.pk, ikm.pk) is None


@pytest.mark.parametrize(
    ("hari", "keadaan", "berlaku"),
    [
        (date(2023, 7, 3), "berlaku", True),
        (date(2023, 7, 4), "berakhir sendiri 3 Juli 2023", False),
    ],
)
def test_it_closes_itself_at_midnight(office, triwulan, hari, keadaan, berlaku):
    factories.perpanjangan(unit=office.pelayanan)

    baris = perpanjangan_triwulan([triwulan], hari)

    assert [(b.keadaan, b.berlaku, b.indikator) for b in baris] == [(keadaan, berlaku, "semua indikator unit ini")]


def test_the_queue_shows_the_new_date(office, klaim, staf, kasi):
    factories.perpanjangan(unit=office.pelayanan)
    hari = date(2023, 6, 28)

    milik_staf, milik_kasi = antrian(peran(staf, hari)), menunggu(peran(kasi, hari))

    assert [(b.batas, b.terlambat(hari)) for b in milik_staf + milik_kasi] == [(date(2023, 7, 1), False)] * 2
    assert antrian(peran(staf, date(2023, 7, 4)))[0].batas == date(2023, 6, 24)


def test_the_queue_keeps_its_query(office, klaim, staf, django_assert_num_queries):
    factories.perpanjangan(unit=office.pelayanan)
    milik = peran(staf, SAAT.date())

    with django_assert_num_queries(1):
        antrian(milik)


def test_form_gives_and_keeps_what_was_typed(client, office, klaim, camat, ikm):
    client.force_login(camat)
    alamat = reverse("perpanjangan_beri", args=[2023, 2])
    kiriman = {
        "unit": office.pelayanan.pk,
        "indikator": [ikm.public_id],
        "batas_baru": "1 Juli 2023",
        "berlaku_sampai": "30 Juni 2023",
        "alasan": BANJIR,
    }

    ditolak = client.post(alamat, kiriman)

    assert ditolak.status_code == 422
    assert BANJIR in ditolak.content.decode()
    assert client.post(alamat, kiriman | {"berlaku_sampai": "3 Juli 2023"}).status_code == 302
    halaman = client.get(reverse("jadwal_tahun", args=[2023])).content.decode()
    assert "sampai Sabtu, 1 Juli 2023" in halaman
    assert BANJIR in halaman


def test_form_is_for_camat_and_planner(client, office, triwulan, sekcam):
    client.force_login(sekcam)
    baris = factories.perpanjangan(unit=office.pelayanan)

    assert client.get(reverse("perpanjangan_beri", args=[2023, 2])).status_code == 403
    assert client.post(reverse("perpanjangan_akhiri", args=[baris.public_id])).status_code == 403


def test_ending_by_its_button(client, office, triwulan, camat):
    client.force_login(camat)
    baris = factories.perpanjangan(unit=office.pelayanan)

    client.post(reverse("perpanjangan_akhiri", args=[baris.public_id]))

    baris.refresh_from_db()
    assert (baris.diakhiri_pada, baris.diakhiri_oleh) == (SAAT, camat)


def test_claim_pages_carry_the_new_date(client, office, klaim, staf):
    factories.perpanjangan(unit=office.pelayanan)
    client.force_login(staf)

    halaman = client.get(reverse("capaian_isi", args=[klaim.public_id])).content.decode()

    assert "1 Juli 2023" in halaman
    assert klaim.status == Status.DRAF


def test_excel_lists_extensions(client, office, triwulan, camat):
    from openpyxl import load_workbook

    factories.perpanjangan(unit=office.pelayanan)
    client.force_login(camat)

    buku = load_workbook(BytesIO(client.get(reverse("jadwal_xlsx", args=[2023])).content))

    assert buku.sheetnames == ["Kalender 2023", "Tanggal tahunan", "Perpanjangan", "Perubahan", "Hari libur"]
    isi = [[sel.value for sel in baris] for baris in buku["Perpanjangan"].iter_rows()]
    assert any(BANJIR in baris for baris in isi)
