from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from organisasi.peran import peran
from rencana_aksi.antrian import antrian, berikutnya, jumlah_giliran, letak
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, Pesan
from rencana_aksi.models.capaian import Status
from rencana_aksi.percakapan import jawab, tulis_pesan
from rencana_aksi.tugas import daftar_tugas
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, bawa, langkah, siapkan_klaim

HARI_INI = date(2023, 6, 23)


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def masuk(client):
    def _masuk(orang):
        client.force_login(orang)
        return client

    return _masuk


def klaim_di_kasi(office, *, nomor=2, jam=0, unit=None, **kolom) -> Capaian:
    """A claim that has lain on the desk of its Kasi for so many hours."""
    tw = factories.target_triwulan(indikator=factories.indikator(unit=unit or office.pelayanan, **kolom), nomor=nomor)
    sejak = SAAT - timedelta(hours=jam)
    return factories.capaian_terajukan(
        status=Status.DI_ESELON_IV, diajukan_oleh=office.staf, target_triwulan=tw, di_meja_sejak=sejak
    )


def test_oldest_day_first_then_nearest_deadline_then_the_hour(office, kasi):
    hari_ini_pagi = klaim_di_kasi(office, jam=1)
    hari_ini_siang = klaim_di_kasi(office, jam=0)
    hari_ini_triwulan_lalu = klaim_di_kasi(office, nomor=1, jam=0)
    kemarin = klaim_di_kasi(office, jam=24)

    assert [b.pk for b in antrian(peran(kasi, HARI_INI))] == [
        kemarin.pk,
        hari_ini_triwulan_lalu.pk,
        hari_ini_pagi.pk,
        hari_ini_siang.pk,
    ]


def test_day_changes_at_midnight_in_kalaena(office, kasi):
    # 02.00 UTC is 10.00 WITA: ten hours earlier it is still the same day there, eleven hours earlier it is not.
    kemarin = klaim_di_kasi(office, nomor=2, jam=11)
    tengah_malam = klaim_di_kasi(office, nomor=2, jam=10)
    triwulan_lalu = klaim_di_kasi(office, nomor=1, jam=0)

    assert [b.pk for b in antrian(peran(kasi, HARI_INI))] == [kemarin.pk, triwulan_lalu.pk, tengah_malam.pk]


def test_two_authors_of_a_claim_do_not_double_it(office, klaim, kasi):
    klaim.penyusun.add(kasi, office.staf_rekan)

    assert [b.pk for b in antrian(peran(kasi, HARI_INI))] == [klaim.pk]


def test_place_between_the_neighbours(office, kasi):
    satu, dua, tiga = (klaim_di_kasi(office, jam=jam) for jam in (3, 2, 1))

    letak_dua = letak(peran(kasi, HARI_INI), dua)
    assert (letak_dua.sebelum, letak_dua.sesudah) == (satu.public_id, tiga.public_id)
    assert (letak_dua.diperiksa, letak_dua.seluruhnya) == (0, 3)
    assert (letak(peran(kasi, HARI_INI), satu).sebelum, letak(peran(kasi, HARI_INI), tiga).sesudah) == (None, None)


def test_progress_counts_what_was_decided_today_whatever_became_of_it(office, kasi):
    satu, dua = (siapkan_klaim(factories.indikator(unit=office.pelayanan), office.staf) for _ in range(2))
    tiga = klaim_di_kasi(office)
    for klaim in (satu, dua):
        bawa(klaim, office, Status.DI_ESELON_IV)
    langkah(Tindakan.TERUSKAN, satu, kasi)
    langkah(Tindakan.KEMBALIKAN, dua, kasi, tujuan=Status.KEMBALI_PENGISI, **ALASAN)

    hari_ini = letak(peran(kasi, HARI_INI), tiga)
    besok = letak(peran(kasi, HARI_INI + timedelta(days=1)), tiga)
    assert (hari_ini.diperiksa, hari_ini.seluruhnya) == (2, 3)
    assert (besok.diperiksa, besok.seluruhnya) == (0, 1)


def test_own_entry_is_no_review(office, klaim, kasi):
    klaim.penyusun.add(kasi)
    telaah = klaim_di_kasi(office)

    tempat = letak(peran(kasi, HARI_INI), telaah)
    assert (tempat.seluruhnya, tempat.jumlah_tugas, tempat.sebelum, tempat.sesudah) == (1, 2, None, None)


def test_next_follows_the_order_and_begins_again_at_the_first(office, kasi):
    satu, dua, tiga = (klaim_di_kasi(office, jam=jam) for jam in (3, 2, 1))
    saya = peran(kasi, HARI_INI)

    assert [berikutnya(saya, c) for c in (satu, dua, tiga)] == [dua.public_id, tiga.public_id, satu.public_id]


def test_nothing_comes_next_on_an_empty_desk(klaim, kasi):
    assert berikutnya(peran(kasi, HARI_INI), klaim) is None


def test_decision_goes_on_to_the_next_claim_of_the_queue(masuk, office, kasi):
    for _ in range(3):
        bawa(siapkan_klaim(factories.indikator(unit=office.pelayanan), office.staf), office, Status.DI_ESELON_IV)
    _, tengah, akhir = (Capaian.objects.get(pk=b.pk) for b in antrian(peran(kasi, HARI_INI)))
    klien = masuk(kasi)
    form = klien.get(tengah.get_absolute_url()).context["langkah"]["kembalikan"].form
    isian = {"kembalikan-sidik": form.initial["sidik"], "kembalikan-tujuan": "kembali_pengisi"}
    isian |= {f"kembalikan-{nama}": nilai for nama, nilai in ALASAN.items()}

    jawaban = klien.post(reverse("capaian_kembalikan", args=[tengah.public_id]), isian)

    assert (jawaban.status_code, jawaban["Location"]) == (302, akhir.get_absolute_url())


def test_review_page_shows_progress_and_the_ways_on(masuk, office, kasi):
    satu, dua, tiga = (klaim_di_kasi(office, jam=jam) for jam in (3, 2, 1))

    isi = masuk(kasi).get(dua.get_absolute_url()).content.decode()

    assert "0 dari 3 diperiksa hari ini" in isi
    assert f'rel="prev" href="{satu.get_absolute_url()}"' in isi
    assert f'rel="next" href="{tiga.get_absolute_url()}"' in isi


def test_review_page_of_who_reviews_nothing_has_no_queue(masuk, di_status, staf):
    isi = masuk(staf).get(di_status(Status.DI_CAMAT).get_absolute_url()).content.decode()

    assert "diperiksa hari ini" not in isi


# --- Questions ---


def test_open_question_is_the_turn_of_who_must_answer_it(di_status, office, staf, kasi, sekcam):
    klaim = di_status(Status.DI_ESELON_III)
    tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Dari mana 150 responden?", oleh=sekcam)

    for orang in (staf, kasi):
        tugas = daftar_tugas(peran(orang, HARI_INI))
        assert [t.kalimat for t in tugas.giliran.kartu] == [
            "Pertanyaan Orang Sekcam belum dijawab: “Dari mana 150 responden?”"
        ]
        assert (tugas.giliran.jumlah, tugas.menunggu.jumlah, jumlah_giliran(peran(orang, HARI_INI))) == (1, 0, 1)
    assert letak(peran(kasi, HARI_INI), klaim).menunggu == 0
    assert jumlah_giliran(peran(office.staf_lain, HARI_INI)) == 0


def test_answered_question_leaves_the_queue(di_status, staf, sekcam):
    klaim = di_status(Status.DI_ESELON_III)
    tanya = tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Dari mana?", oleh=sekcam)
    jawab(pertanyaan=tanya, teks="Dari loket.", oleh=staf)

    assert jumlah_giliran(peran(staf, HARI_INI)) == 0


def test_question_on_ones_own_desk_stands_beside_the_claim(di_status, kasi, sekcam):
    klaim = di_status(Status.DI_ESELON_III)
    tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Apakah cukup?", oleh=kasi)

    kartu = daftar_tugas(peran(sekcam, HARI_INI)).giliran.kartu
    assert [t.kalimat for t in kartu] == [
        "Klaim 98,16% menunggu putusan Anda sejak hari ini · 1 dari 1 data dukung wajib ada · "
        "Pertanyaan Orang Kasi Pelayanan belum dijawab: “Apakah cukup?”"
    ]


# --- The page ---


def nama_kartu(jawaban) -> list[str]:
    return [t.capaian.indikator.nama for t in jawaban.context["tugas"]]


def test_page_shows_each_group_with_its_count(masuk, office, kasi):
    klaim_di_kasi(office, nomor=1, nama="terlambat")
    klaim_di_kasi(office, nama="giliran")
    menunggu = klaim_di_kasi(office, nama="menunggu")
    Capaian.objects.filter(pk=menunggu.pk).update(status=Status.DI_CAMAT)
    klien, halaman = masuk(kasi), reverse("antrian")

    jumlah = {satu["kelompok"].value: satu["jumlah"] for satu in klien.get(halaman).context["pilihan_kelompok"]}
    kartu = {k: nama_kartu(klien.get(halaman, {"kelompok": k})) for k in jumlah}

    assert jumlah == {"giliran": 2, "terlambat": 1, "menunggu": 1, "diputus": 0}
    assert kartu == {
        "giliran": ["terlambat", "giliran"],
        "terlambat": ["terlambat"],
        "menunggu": ["menunggu"],
        "diputus": [],
    }


def test_page_filters_by_quarter_and_unit(masuk, office, sekcam):
    for nama, nomor, unit in (("a", 1, office.pelayanan), ("b", 2, office.pelayanan), ("c", 2, office.pemerintahan)):
        klaim_di_kasi(office, nomor=nomor, unit=unit, nama=nama)
    Capaian.objects.update(status=Status.DI_ESELON_III)
    klien, halaman = masuk(sekcam), reverse("antrian")

    semua = klien.get(halaman)
    assert semua.context["pilihan_triwulan"] == [("2023-1", "Triwulan I 2023"), ("2023-2", "Triwulan II 2023")]
    assert semua.context["pilihan_unit"] == [("PEL", "Seksi Pelayanan Umum"), ("PEM", "Seksi Pemerintahan")]
    assert nama_kartu(klien.get(halaman, {"tw": "2023-2"})) == ["b", "c"]
    assert nama_kartu(klien.get(halaman, {"tw": "2023-2", "unit": "PEM"})) == ["c"]
    assert nama_kartu(klien.get(halaman, {"unit": "tidak ada"})) == []


@pytest.mark.parametrize("isian", [{"kelompok": "lain"}, {"halaman": "x"}, {"halaman": "99"}])
def test_page_takes_a_wrong_address_for_its_first_or_last_page(masuk, office, kasi, isian):
    klaim_di_kasi(office, nama="satu")

    assert nama_kartu(masuk(kasi).get(reverse("antrian"), isian)) == ["satu"]


def test_page_is_cut_into_pages_and_keeps_the_filter(masuk, office, kasi):
    for _ in range(21):
        klaim_di_kasi(office)
    klien = masuk(kasi)

    pertama = klien.get(reverse("antrian"), {"tw": "2023-2"})
    kedua = klien.get(reverse("antrian"), {"tw": "2023-2", "halaman": 2})

    assert (len(nama_kartu(pertama)), len(nama_kartu(kedua))) == (20, 1)
    assert "?tw=2023-2&amp;halaman=2" in pertama.content.decode()


def test_page_of_a_foreign_unit_shows_nothing(masuk, office, klaim):
    for kelompok in ("giliran", "terlambat", "menunggu", "diputus"):
        assert nama_kartu(masuk(office.staf_lain).get(reverse("antrian"), {"kelompok": kelompok})) == []


def test_decided_claim_of_a_unit_that_was_left_is_no_longer_listed(masuk, office, di_status, kasi):
    di_status(Status.SAH)
    kasi.penugasan.update(jabatan=factories.jabatan())

    assert nama_kartu(masuk(kasi).get(reverse("antrian"), {"kelompok": "diputus"})) == []


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize("siapa", ["kasi", "camat"])
def test_page_queries(masuk, office, django_assert_num_queries, jumlah, siapa):
    for nomor in range(2 * jumlah):
        klaim = klaim_di_kasi(office)
        status = [Status.DI_ESELON_III, Status.DI_CAMAT][nomor % 2]
        Capaian.objects.filter(pk=klaim.pk).update(status=status, realisasi=Decimal(3))
    klien = masuk(getattr(office, siapa))

    with django_assert_num_queries({"kasi": 9, "camat": 7}[siapa]):
        klien.get(reverse("antrian"), {"kelompok": "menunggu"})
