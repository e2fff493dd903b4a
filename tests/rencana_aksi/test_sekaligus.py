import re
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from kinerja.perhitungan import Akumulasi
from organisasi.peran import peran
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.kedudukan import Tindakan, kedudukan
from rencana_aksi.models import Capaian, PernyataanTidakAda, Putusan
from rencana_aksi.models.capaian import Status
from rencana_aksi.sekaligus import PALING_BANYAK, calon, kata_tombol
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, bawa, langkah, siapkan_klaim

HARI_INI = SAAT.date()


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


def buka_semua(klaim: Capaian, orang) -> None:
    for dokumen in klaim.data_dukung.all():
        tandai_dibuka(dokumen, orang)


@pytest.fixture
def tiba(office):
    """A claim of its own indicator, brought to a desk; its documents opened by who sits there unless said otherwise."""

    def _tiba(status=Status.DI_ESELON_IV, *, pembuka=None, **kolom) -> Capaian:
        indikator = factories.indikator(unit=office.pelayanan, **{"akumulasi": Akumulasi.AKHIR} | kolom)
        klaim = bawa(siapkan_klaim(indikator, office.staf), office, status)
        if pembuka:
            buka_semua(klaim, pembuka)
        return klaim

    return _tiba


def alasan(orang) -> dict[int, str | None]:
    return {c.capaian.pk: c.alasan for c in calon(peran(orang, HARI_INI))}


def kirim(klien, *nilai, yakin=True):
    return klien.post(reverse("sekaligus"), {"pilih": nilai} | ({"yakin": "ya"} if yakin else {}))


def pilihan(orang) -> list[str]:
    """The values of the checkboxes, as this person's page would print them."""
    return [c.nilai_pilihan for c in calon(peran(orang, HARI_INI)) if c.alasan is None]


def hasil(jawaban) -> tuple[list[int], dict[int, str]]:
    isi = jawaban.context["hasil"]
    return [p.capaian_id for p in isi.selesai], {d.capaian.pk: d.alasan for d in isi.ditinggal}


# --- Which claims ---


def test_only_what_was_opened_may_go_at_once(tiba, kasi):
    dibuka, belum = tiba(pembuka=kasi), tiba()

    assert alasan(kasi) == {
        dibuka.pk: None,
        belum.pk: "Buka dahulu data dukung wajib yang belum Anda lihat: “laporan.pdf”.",
    }


def test_opened_by_somebody_else_is_not_opened(tiba, kasi, sekcam):
    klaim = tiba(pembuka=sekcam)

    assert alasan(kasi)[klaim.pk].startswith("Buka dahulu")


def test_corrected_claim_is_decided_by_itself(tiba, kasi, sekcam):
    klaim = tiba()
    buka_semua(klaim, kasi)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal("92.5"), **ALASAN)
    buka_semua(klaim, sekcam)

    assert alasan(sekcam) == {
        klaim.pk: "Capaiannya sudah dikoreksi meja sebelumnya, jadi diputus di halamannya sendiri."
    }


def test_computed_claim_is_decided_by_itself(office, kasi):
    iku = factories.indikator(unit=office.pelayanan, program_sumber=factories.program())
    klaim = factories.capaian_terajukan(
        status=Status.DI_ESELON_IV, diajukan_oleh=office.staf, target_triwulan=factories.target_triwulan(indikator=iku)
    )

    assert alasan(kasi) == {klaim.pk: "Realisasinya dihitung dari sub kegiatan, jadi diputus di halamannya sendiri."}


def test_claim_with_an_absent_document_is_decided_by_itself(office, kasi, ikm):
    klaim = siapkan_klaim(ikm, office.staf)
    slot = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Kuesioner")
    PernyataanTidakAda.objects.create(capaian=klaim, syarat=slot, alasan="Rusak.", dinyatakan_oleh=office.staf)
    bawa(klaim, office, Status.DI_ESELON_IV)
    buka_semua(klaim, kasi)

    assert alasan(kasi) == {
        klaim.pk: "Data dukung wajib “Kuesioner” tidak ada berkasnya, jadi diputus di halamannya sendiri."
    }


def test_own_entry_and_foreign_claims_are_not_offered(office, tiba, klaim, kasi, kasi_lain):
    tiba(pembuka=kasi)
    klaim.penyusun.add(kasi)

    assert len(alasan(kasi)) == 1
    assert alasan(kasi_lain) == {}
    assert alasan(office.staf) == {}


def test_earlier_quarter_that_is_not_ratified_holds_the_later_one_as_on_its_own_page(office, ikm, camat):
    ikm.akumulasi = Akumulasi.JUMLAH
    ikm.save()
    lebih_awal = bawa(siapkan_klaim(ikm, office.staf, nomor=1), office, Status.DI_CAMAT)
    klaim = bawa(siapkan_klaim(ikm, office.staf), office, Status.DI_CAMAT)
    for satu in (lebih_awal, klaim):
        buka_semua(satu, camat)

    assert alasan(camat) == {
        lebih_awal.pk: None,
        klaim.pk: "Capaian ini melanjutkan Triwulan I 2023, yang belum sah. Sahkan triwulan itu lebih dahulu.",
    }


def test_fingerprint_is_that_of_the_review_page(tiba, kasi):
    klaim = tiba(pembuka=kasi)

    sendiri = kedudukan(Capaian.objects.lengkap().get(pk=klaim.pk), peran(kasi, HARI_INI))
    assert pilihan(kasi) == [f"{klaim.public_id} {sendiri.sidik}"]


def test_no_more_than_one_request_can_decide(office, kasi):
    for _ in range(PALING_BANYAK + 1):
        tw = factories.target_triwulan(indikator=factories.indikator(unit=office.pelayanan))
        factories.capaian_terajukan(status=Status.DI_ESELON_IV, diajukan_oleh=office.staf, target_triwulan=tw)

    assert len(alasan(kasi)) == PALING_BANYAK


# --- The pages ---


def test_page_offers_what_may_go_and_explains_the_rest(masuk, tiba, kasi):
    bisa, sendiri = tiba(pembuka=kasi), tiba()

    isi = masuk(kasi).get(reverse("sekaligus")).content.decode()

    assert re.findall(r'name="pilih" value="(\S+) ', isi) == [str(bisa.public_id)]
    assert sendiri.indikator.nama in isi[isi.index("Diputus sendiri-sendiri") :]


def test_button_names_the_effect_and_nothing_happens_before_it(masuk, tiba, kasi):
    for _ in range(2):
        tiba(pembuka=kasi)

    isi = kirim(masuk(kasi), *pilihan(kasi), yakin=False).content.decode()

    assert ">Teruskan 2 indikator</button>" in isi
    assert set(Capaian.objects.values_list("status", flat=True)) == {Status.DI_ESELON_IV}


def test_button_of_who_holds_two_desks_names_both(office, tiba, camat):
    for status in (Status.DI_ESELON_IV, Status.DI_CAMAT, Status.DI_CAMAT):
        tiba(status, pembuka=camat)
    factories.penugasan(
        pegawai=camat, jabatan=office.jabatan_kasi, kapasitas="plt", mulai=HARI_INI, selesai=HARI_INI
    )

    assert kata_tombol(calon(peran(camat, HARI_INI))) == "Teruskan 1 dan sahkan 2 indikator"


def test_nothing_chosen_leads_back_with_a_sentence(masuk, tiba, kasi):
    tiba(pembuka=kasi)

    jawaban = masuk(kasi).post(reverse("sekaligus"), follow=True)

    assert jawaban.redirect_chain == [(reverse("sekaligus"), 302)]
    assert "Belum ada klaim yang dipilih" in jawaban.content.decode()


def test_confirmed_claims_go_up_one_rung_each(masuk, tiba, camat):
    satu, dua = (tiba(Status.DI_CAMAT, pembuka=camat) for _ in range(2))

    jawaban = kirim(masuk(camat), *pilihan(camat))

    assert hasil(jawaban) == ([satu.pk, dua.pk], {})
    assert [Capaian.objects.get(pk=c.pk).status for c in (satu, dua)] == [Status.SAH, Status.SAH]
    assert "Sah dengan capaian 98,16%" in jawaban.content.decode()


def test_unchecked_claim_stays(masuk, tiba, kasi):
    satu, dua = tiba(pembuka=kasi), tiba(pembuka=kasi)

    kirim(masuk(kasi), pilihan(kasi)[1])

    assert [Capaian.objects.get(pk=c.pk).status for c in (satu, dua)] == [Status.DI_ESELON_IV, Status.DI_ESELON_III]


def test_stale_fingerprint_leaves_only_that_one_out(masuk, tiba, kasi):
    basi, segar = tiba(pembuka=kasi), tiba(pembuka=kasi)
    nilai = pilihan(kasi)
    Capaian.objects.filter(pk=basi.pk).update(analisis="Berubah sesudah daftar dibuka.")

    jawaban = kirim(masuk(kasi), *nilai)

    assert hasil(jawaban) == (
        [segar.pk],
        {basi.pk: "Klaim ini berubah sejak Anda membukanya. Periksa kembali isinya, lalu putuskan lagi."},
    )


def test_confirm_page_keeps_the_fingerprint_of_the_list(masuk, tiba, kasi):
    klaim = tiba(pembuka=kasi)
    nilai = pilihan(kasi)
    Capaian.objects.filter(pk=klaim.pk).update(analisis="Berubah sesudah daftar dibuka.")

    isi = kirim(masuk(kasi), *nilai, yakin=False).content.decode()

    assert re.findall(r'name="pilih" value="([^"]+)"', isi) == nilai


def test_sent_twice_has_one_effect_and_a_polite_answer(masuk, tiba, kasi):
    klaim = tiba(pembuka=kasi)
    klien, nilai = masuk(kasi), pilihan(kasi)
    kirim(klien, *nilai)

    jawaban = kirim(klien, *nilai)

    assert hasil(jawaban) == ([], {klaim.pk: "Sudah tidak di meja Anda: berstatus “Di meja Sekcam”."})
    assert Putusan.objects.filter(capaian=klaim, tindakan=Tindakan.TERUSKAN).count() == 1


def test_forged_choice_of_a_claim_that_must_be_decided_by_itself_stays(masuk, tiba, kasi):
    klaim = tiba()
    sidik = kedudukan(Capaian.objects.lengkap().get(pk=klaim.pk), peran(kasi, HARI_INI)).sidik

    jawaban = kirim(masuk(kasi), f"{klaim.public_id} {sidik}")

    assert list(hasil(jawaban)[1]) == [klaim.pk]
    assert Capaian.objects.get(pk=klaim.pk).status == Status.DI_ESELON_IV


def test_foreign_and_unknown_claims_are_passed_over(masuk, tiba, office, kasi_lain):
    klaim = tiba(pembuka=kasi_lain)
    sidik = kedudukan(Capaian.objects.lengkap().get(pk=klaim.pk), peran(office.kasi, HARI_INI)).sidik

    jawaban = kirim(masuk(kasi_lain), f"{klaim.public_id} {sidik}", f"{uuid4()} x", "bukan kiriman kami", "")

    assert hasil(jawaban) == ([], {})
    assert klaim.indikator.nama not in jawaban.content.decode()
    assert Capaian.objects.get(pk=klaim.pk).status == Status.DI_ESELON_IV


@pytest.mark.parametrize("jumlah", [1, 30])
def test_page_queries(masuk, office, kasi, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        tw = factories.target_triwulan(indikator=factories.indikator(unit=office.pelayanan))
        factories.syarat(target_triwulan=tw)
        klaim = factories.capaian_terajukan(
            status=Status.DI_ESELON_IV, diajukan_oleh=office.staf, target_triwulan=tw
        )
        factories.data_dukung(capaian=klaim, diunggah_oleh=office.staf)
    klien = masuk(kasi)

    with django_assert_num_queries(17):
        klien.get(reverse("sekaligus"))


@pytest.mark.parametrize("jumlah", [1, 30])
def test_camat_page_queries(masuk, office, camat, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        indikator = factories.indikator(unit=office.pelayanan)
        for nomor in (1, 2):
            tw = factories.target_triwulan(indikator=indikator, nomor=nomor)
            klaim = factories.capaian_terajukan(
                status=Status.DI_CAMAT, diajukan_oleh=office.staf, target_triwulan=tw
            )
            factories.data_dukung(capaian=klaim, diunggah_oleh=office.staf)
    klien = masuk(camat)

    with django_assert_num_queries(17):
        klien.get(reverse("sekaligus"))
