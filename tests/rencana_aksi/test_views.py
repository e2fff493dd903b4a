import re
from decimal import Decimal
from hashlib import sha256
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kinerja.perhitungan import Akumulasi
from organisasi.penyimpanan import jalur
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, bawa, buka_dokumen, langkah, lihat

GET_HALAMAN = ("beranda", "triwulan", "triwulan_rinci", "capaian", "capaian_isi", "capaian_periksa", "capaian_terkirim")
HANYA_POST = (
    "capaian_simpan",
    "capaian_ajukan",
    "capaian_teruskan",
    "capaian_sahkan",
    "capaian_kembalikan",
    "capaian_tarik",
    "capaian_batalkan",
)


@pytest.fixture(autouse=True)
def _hari_itu():
    """The moment of the sample: within the quarter, before every due date."""
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


def alamat(nama: str, klaim: Capaian) -> str:
    if nama in ("beranda", "triwulan"):
        return reverse(nama)
    return reverse(nama, args=[2023, 2] if nama == "triwulan_rinci" else [klaim.public_id])


def teks(jawaban) -> str:
    """The page as people read it: tags and repeated blanks away."""
    utama = jawaban.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def judul(jawaban) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", jawaban.content.decode())[1])


def pesan(jawaban) -> list[str]:
    return [str(p) for p in get_messages(jawaban.wsgi_request)]


def isian(klaim: Capaian, **ubah) -> dict:
    data = {
        "realisasi": "85,40",
        "tanggal_data": "2023-06-20",
        "analisis": "Loket kedua dibuka sejak Mei.",
        "hambatan": "",
        "solusi": "",
        "versi": str(klaim.versi),
    }
    return data | ubah


# --- Who comes in ---


@pytest.mark.parametrize("nama", GET_HALAMAN + HANYA_POST)
def test_every_page_needs_a_login(client, klaim, nama):
    jawaban = client.post(alamat(nama, klaim)) if nama in HANYA_POST else client.get(alamat(nama, klaim))

    assert (jawaban.status_code, jawaban.url) == (302, f"/masuk/?next={alamat(nama, klaim)}")


@pytest.mark.parametrize("nama", ["data_dukung", "data_dukung_unduh", "data_dukung_tarik"])
def test_documents_need_a_login(client, dokumen, nama):
    tujuan = reverse(nama, args=[dokumen.public_id])

    assert client.post(tujuan).url == f"/masuk/?next={tujuan}"


@pytest.mark.parametrize("nama", HANYA_POST)
def test_get_on_a_step_is_refused(masuk, klaim, staf, nama):
    assert masuk(staf).get(alamat(nama, klaim)).status_code == 405


@pytest.mark.parametrize("nama", ["beranda", "triwulan_rinci", "capaian", "capaian_isi", "capaian_periksa"])
def test_head_answers_like_get(masuk, klaim, staf, nama):
    jawaban = masuk(staf).head(alamat(nama, klaim))

    assert (jawaban.status_code, jawaban.content) == (200, b"")


@pytest.mark.parametrize(
    ("siapa", "nama", "status"),
    [
        ("staf", "capaian", 200),
        ("kasi", "capaian", 200),
        ("sekcam", "capaian", 200),
        ("camat", "capaian", 200),
        ("anggota", "capaian", 200),
        ("staf_lain", "capaian", 404),
        ("kasi_lain", "capaian", 404),
        ("kasubag", "capaian", 200),  # secretary of the Tim SAKIP
        ("admin", "capaian", 404),
        ("staf", "capaian_isi", 200),
        ("staf_rekan", "capaian_isi", 200),
        ("kasi", "capaian_isi", 200),
        ("sekcam", "capaian_isi", 404),
        ("camat", "capaian_isi", 404),
        ("anggota", "capaian_isi", 404),
        ("staf_lain", "capaian_isi", 404),
        ("staf", "capaian_periksa", 200),
        ("staf_lain", "capaian_periksa", 404),
        ("sekcam", "capaian_periksa", 404),
        ("staf", "triwulan_rinci", 200),
        ("admin", "triwulan_rinci", 200),
        ("admin", "beranda", 200),
    ],
)
def test_page_is_there_for_whom_it_should_be(masuk, office, klaim, siapa, nama, status):
    assert masuk(getattr(office, siapa)).get(alamat(nama, klaim)).status_code == status


@pytest.mark.parametrize("nama", HANYA_POST)
def test_step_on_a_foreign_claim_does_not_exist(masuk, klaim, staf_lain, nama):
    assert masuk(staf_lain).post(alamat(nama, klaim)).status_code == 404


@pytest.mark.parametrize("nama", ["data_dukung", "data_dukung_unduh"])
def test_document_of_a_foreign_claim_does_not_exist(masuk, dokumen, staf_lain, nama):
    assert masuk(staf_lain).get(reverse(nama, args=[dokumen.public_id])).status_code == 404


def test_document_is_handed_over_with_a_trace(masuk, dokumen, kasi):
    jawaban = masuk(kasi).get(reverse("data_dukung_unduh", args=[dokumen.public_id]))

    assert sha256(b"".join(jawaban.streaming_content)).hexdigest() == dokumen.berkas.sha256
    assert jawaban["Content-Disposition"] == 'attachment; filename="laporan.pdf"'


def test_document_without_its_bytes_says_so(masuk, dokumen, kasi):
    default_storage.delete(jalur(dokumen.berkas.sha256))

    jawaban = masuk(kasi).get(reverse("data_dukung", args=[dokumen.public_id]))

    assert jawaban.status_code == 404
    assert "tidak ditemukan di penyimpanan" in teks(jawaban)
    assert dokumen.capaian.get_absolute_url() in jawaban.content.decode()


# --- Tugas saya and the quarter ---


def test_beranda_counts_in_the_title_and_leads_to_the_entry(masuk, klaim, staf):
    jawaban = masuk(staf).get(reverse("beranda"))

    assert judul(jawaban).startswith("(1) Tugas saya")
    assert f'href="{reverse("capaian_isi", args=[klaim.public_id])}"' in jawaban.content.decode()
    assert "Pengadministrasi Pelayanan · Triwulan II 2023 · batas meja Anda Sabtu, 24 Juni 2023 besok" in teks(jawaban)


def test_beranda_of_a_reviewer_leads_to_the_claim(masuk, di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)

    jawaban = masuk(kasi).get(reverse("beranda"))

    assert f'href="{klaim.get_absolute_url()}"' in jawaban.content.decode()
    assert "Klaim 98,16% menunggu putusan Anda sejak hari ini · 1 dari 1 data dukung wajib ada" in teks(jawaban)


def test_beranda_without_tasks_says_what_belongs_here(masuk, office, kasi_lain):
    isi = teks(masuk(kasi_lain).get(reverse("beranda")))

    assert "Tidak ada yang menunggu tindakan Anda sekarang." in isi
    assert "Tidak ada klaim Anda yang sedang menunggu orang lain." in isi
    assert "Belum ada klaim yang Anda ajukan atau putus dalam 30 hari terakhir." in isi


def test_beranda_offers_the_report_to_the_camat_alone(masuk, di_status, camat, sekcam):
    di_status(Status.SAH)
    tujuan = reverse("laporan_triwulan", args=[2023, 2])

    assert f'class="task" href="{tujuan}"' in masuk(camat).get("/").content.decode()
    assert f'class="task" href="{tujuan}"' not in masuk(sekcam).get("/").content.decode()


def test_triwulan_leads_to_the_quarter_that_opened_last(masuk, klaim, staf):
    factories.triwulan(nomor=3)

    assert masuk(staf).get(reverse("triwulan")).url == reverse("triwulan_rinci", args=[2023, 2])


def test_triwulan_before_the_first_quarter_is_an_empty_page(masuk, staf):
    assert "Belum ada triwulan yang dibuka." in teks(masuk(staf).get(reverse("triwulan")))


def test_triwulan_that_was_never_prepared_does_not_exist(masuk, staf):
    assert masuk(staf).get(reverse("triwulan_rinci", args=[2031, 2])).status_code == 404


def test_triwulan_tells_the_states_apart(masuk, office, staf):
    def baris(nama, target, **kolom):
        tw = factories.target_triwulan(indikator=factories.indikator(nama=nama, unit=office.pelayanan), nilai=target)
        return factories.capaian(target_triwulan=tw, **kolom) if target is not None else tw

    baris("Kosong", Decimal(3))
    baris("Tanpa", None)
    baris("Buntu", Decimal(0), realisasi=Decimal(0))
    baris("Siap", Decimal(3), realisasi=Decimal(3))
    nol = baris("Nihil", Decimal(3))
    Capaian.objects.filter(pk=nol.pk).update(
        status=Status.SAH, realisasi=0, persen=0, diajukan_oleh=staf, diajukan_pada=SAAT
    )

    isi = teks(masuk(staf).get(reverse("triwulan_rinci", args=[2023, 2])))

    assert "Kosong Seksi Pelayanan Umum 3 laporan – belum diisi – Draf" in isi
    assert "Tanpa Seksi Pelayanan Umum tidak ada target – tidak ada target – –" in isi
    assert "Buntu Seksi Pelayanan Umum 0 laporan 0 laporan tidak dapat dihitung – Draf" in isi
    assert "Siap Seksi Pelayanan Umum 3 laporan 3 laporan belum diajukan – Draf" in isi
    assert "Nihil Seksi Pelayanan Umum 3 laporan 0 laporan 0,00% Sangat Rendah Sah" in isi


def test_triwulan_marks_what_is_not_ratified(masuk, di_status, staf):
    di_status(Status.DI_CAMAT)

    isi = teks(masuk(staf).get(reverse("triwulan_rinci", args=[2023, 2])))

    assert "Rata-rata capaian sementara 98,16%" in isi
    assert "87,00 indeks 85,40 indeks 98,16% sementara Sangat Tinggi Di meja Camat" in isi


# --- The entry page ---


def test_entry_is_saved_and_says_when(masuk, klaim, staf):
    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim, realisasi="86,1"))

    klaim.refresh_from_db()
    assert jawaban.url == alamat("capaian_isi", klaim)
    assert pesan(jawaban) == ["Tersimpan 10.00 WITA."]
    assert (klaim.realisasi, klaim.versi) == (Decimal("86.1"), 1)


def test_entry_then_check(masuk, klaim, staf):
    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim, periksa="1"))

    assert jawaban.url == alamat("capaian_periksa", klaim)


def test_entry_echoes_a_number_that_others_read_otherwise(masuk, klaim, staf):
    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim, realisasi="1.500"))

    assert pesan(jawaban) == ["Tersimpan 10.00 WITA. Realisasi terbaca 1.500,00 (seribu lima ratus)."]


def test_entry_with_an_unreadable_number_keeps_everything_typed(masuk, klaim, staf):
    data = isian(klaim, realisasi="dua belas", analisis="Kalimat yang baru.", hambatan="Hujan.")

    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), data)

    halaman = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert judul(jawaban).startswith("Galat: Isi Indeks Kepuasan Masyarakat")
    assert '<a href="#id_realisasi">' in halaman
    assert "“dua belas” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56." in teks(jawaban)
    assert 'value="dua belas"' in halaman
    assert "Kalimat yang baru." in halaman
    assert "Hujan." in halaman
    klaim.refresh_from_db()
    assert klaim.analisis == "Loket kedua dibuka sejak Mei."


def test_entry_from_an_old_tab_keeps_the_text_and_shows_what_is_stored(masuk, klaim, staf):
    Capaian.objects.filter(pk=klaim.pk).update(versi=4, analisis="Yang tersimpan.")

    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim, analisis="Tulisan saya."))

    halaman = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Isian ini sudah diubah dari halaman lain sejak Anda membukanya." in teks(jawaban)
    assert "Tulisan saya.</textarea>" in halaman
    assert "Yang tersimpan sekarang" in halaman
    assert "<p>Yang tersimpan.</p>" in halaman
    assert '<input type="hidden" name="versi" value="4" id="id_versi">' in halaman


def test_entry_from_an_old_tab_goes_through_once_compared(masuk, klaim, staf):
    Capaian.objects.filter(pk=klaim.pk).update(versi=4, analisis="Yang tersimpan.")

    masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim, versi="4", analisis="Tulisan saya."))

    klaim.refresh_from_db()
    assert (klaim.analisis, klaim.versi) == ("Tulisan saya.", 5)


def test_entry_of_a_submitted_claim_leads_to_the_claim(masuk, di_status, staf):
    klaim = di_status(Status.DI_ESELON_IV)

    assert masuk(staf).get(alamat("capaian_isi", klaim)).url == klaim.get_absolute_url()
    assert masuk(staf).post(alamat("capaian_isi", klaim), isian(klaim)).url == klaim.get_absolute_url()


def test_entry_shows_the_reason_of_a_return_at_the_top(masuk, di_status, staf):
    klaim = di_status(Status.KEMBALI_PENGISI)

    isi = teks(masuk(staf).get(alamat("capaian_isi", klaim)))

    assert isi.index("Rekap SKM memuat 84,10, bukan 85,40.") < isi.index("Realisasi dan penjelasan")


def test_upload_through_the_page_lands_in_its_slot(masuk, klaim, staf):
    slot = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto kegiatan", wajib=False)
    berkas = SimpleUploadedFile("foto loket.pdf", pdf(), content_type="application/pdf")
    data = isian(klaim) | {
        f"berkas-{slot.public_id}": berkas,
        f"{slot.public_id}-nomor_dokumen": "12/SKM/2023",
        f"{slot.public_id}-tanggal_dokumen": "20 Juni 2023",
    }

    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), data)

    dokumen = slot.data_dukung.get()
    assert jawaban.status_code == 302
    assert (dokumen.nama, dokumen.nomor_dokumen, dokumen.tanggal_dokumen.isoformat(), dokumen.diunggah_oleh) == (
        "foto loket.pdf",
        "12/SKM/2023",
        "2023-06-20",
        staf,
    )


def test_refused_file_names_itself_and_costs_neither_the_other_nor_the_text(masuk, klaim, staf):
    slot = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto kegiatan", wajib=False)
    nama = f"berkas-{slot.public_id}"
    data = isian(klaim, analisis="Kalimat yang baru.") | {
        nama: [SimpleUploadedFile("catatan.txt", b"halo"), SimpleUploadedFile("laporan akhir.pdf", pdf())]
    }

    jawaban = masuk(staf).post(alamat("capaian_isi", klaim), data)

    keluhan = "“catatan.txt” tidak dapat diterima: jenis .txt tidak diizinkan."
    klaim.refresh_from_db()
    assert jawaban.status_code == 422
    assert teks(jawaban).count(keluhan) == 2  # in the summary and beside the field
    assert f'<a href="#{nama}">{keluhan}' in jawaban.content.decode()
    assert [d.nama for d in slot.data_dukung.all()] == ["laporan akhir.pdf"]
    assert klaim.analisis == "Kalimat yang baru."


def test_withdrawn_document_no_longer_stands(masuk, dokumen, staf):
    jawaban = masuk(staf).post(reverse("data_dukung_tarik", args=[dokumen.public_id]))

    assert jawaban.url == alamat("capaian_isi", dokumen.capaian)
    assert pesan(jawaban) == ["“laporan.pdf” tidak lagi menjadi data dukung klaim ini."]
    assert list(DataDukung.objects.berlaku()) == []


def test_withdrawing_from_a_submitted_claim_is_refused_with_a_sentence(masuk, di_status, dokumen, staf):
    di_status(Status.DI_ESELON_IV)

    jawaban = masuk(staf).post(reverse("data_dukung_tarik", args=[dokumen.public_id]))

    assert pesan(jawaban)[0].startswith("Klaim ini berstatus “Di meja Eselon IV”")
    assert list(DataDukung.objects.berlaku()) == [dokumen]


def test_computed_indicator_shows_value_and_sources_instead_of_a_field(masuk, office, staf):
    program = factories.program()
    sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))
    satu = factories.indikator(sub_kegiatan=sub, nama="Jumlah SOP", unit=office.pelayanan)
    factories.capaian_terajukan(
        status=Status.SAH, diajukan_oleh=staf, target_triwulan=factories.target_triwulan(indikator=satu)
    )
    iku = factories.indikator(
        nama="Capaian program",
        satuan="persen",
        unit=office.pelayanan,
        program_sumber=program,
        akumulasi=Akumulasi.AKHIR,
    )
    klaim = factories.capaian(target_triwulan=factories.target_triwulan(indikator=iku, nilai=Decimal(96)))

    jawaban = masuk(staf).get(alamat("capaian_isi", klaim))

    assert 'name="realisasi"' not in jawaban.content.decode()
    assert "Realisasi sekarang 100,00 persen Sumbernya: 1 sub kegiatan Jumlah SOP · 100,00% Sah" in teks(jawaban)


# --- Autosave ---


def test_autosave_saves_and_gives_the_new_version(masuk, klaim, staf):
    jawaban = masuk(staf).post(alamat("capaian_simpan", klaim), isian(klaim, hambatan="Hujan."))

    isi = jawaban.json()
    assert (jawaban.status_code, isi["pesan"], isi["versi"]) == (200, "Tersimpan 10.00 WITA.", 1)


def test_autosave_from_an_old_page_conflicts(masuk, klaim, staf):
    Capaian.objects.filter(pk=klaim.pk).update(versi=4)

    jawaban = masuk(staf).post(alamat("capaian_simpan", klaim), isian(klaim, hambatan="Hujan."))

    assert jawaban.status_code == 409
    assert jawaban.json()["pesan"].startswith("Isian ini sudah diubah dari halaman lain")


def test_autosave_of_an_unreadable_number_says_so(masuk, klaim, staf):
    jawaban = masuk(staf).post(alamat("capaian_simpan", klaim), isian(klaim, realisasi="dua"))

    assert (jawaban.status_code, jawaban.json()) == (
        422,
        {"pesan": "Belum tersimpan: “dua” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56."},
    )


# --- Check and send ---


def test_check_names_the_effect_and_the_desk(masuk, klaim, staf):
    isi = teks(masuk(staf).get(alamat("capaian_periksa", klaim)))

    assert "Ajukan 98,16% ke Kasi Pelayanan Umum" in isi
    assert "85,40 ÷ 87,00 × 100" in isi
    assert "Belum lengkap" not in isi


def test_check_of_the_heads_own_claim_names_the_next_desk(masuk, klaim, kasi):
    klaim.penyusun.add(kasi)

    assert "Ajukan 98,16% ke Sekretaris Camat" in teks(masuk(kasi).get(alamat("capaian_periksa", klaim)))


def test_check_of_an_incomplete_claim_links_to_what_is_missing(masuk, klaim, staf):
    klaim.data_dukung.update(ditarik_pada=SAAT, ditarik_oleh=staf)
    Capaian.objects.filter(pk=klaim.pk).update(analisis="")
    slot = klaim.target_triwulan.syarat.get()

    jawaban = masuk(staf).get(alamat("capaian_periksa", klaim))

    halaman = jawaban.content.decode()
    assert f'href="{alamat("capaian_isi", klaim)}#untuk-analisis">Analisis capaian belum diisi' in halaman
    assert f'href="{alamat("capaian_isi", klaim)}#untuk-{slot.public_id}">Data dukung wajib' in halaman
    assert '<button class="btn btn-primary" disabled aria-describedby="alasan-ajukan">' in halaman
    assert "Belum dapat diajukan: Analisis capaian belum diisi" in teks(jawaban)
    isian_klaim = masuk(staf).get(alamat("capaian_isi", klaim)).content.decode()
    assert 'id="untuk-analisis"' in isian_klaim
    assert f'id="untuk-{slot.public_id}"' in isian_klaim


def test_submit_leads_to_a_confirmation_that_says_what_happens_next(masuk, klaim, staf):
    sidik = lihat(klaim, staf).sidik

    jawaban = masuk(staf).post(alamat("capaian_ajukan", klaim), {"sidik": sidik}, follow=True)

    assert jawaban.redirect_chain == [(alamat("capaian_terkirim", klaim), 302)]
    isi = teks(jawaban)
    assert f"Nomor rujukan {str(klaim.public_id)[:8].upper()}" in isi
    assert "Diputus paling lambat Selasa, 27 Juni 2023" in isi
    assert "Kasi Pelayanan Umum memeriksa klaim" in isi


def test_submit_twice_has_one_effect_and_a_polite_answer(masuk, klaim, staf):
    sidik = lihat(klaim, staf).sidik
    masuk(staf).post(alamat("capaian_ajukan", klaim), {"sidik": sidik})

    jawaban = masuk(staf).post(alamat("capaian_ajukan", klaim), {"sidik": sidik})

    assert pesan(jawaban) == ["Klaim ini berstatus “Di meja Eselon IV”."]
    assert klaim.putusan.count() == 1


def test_submit_of_a_claim_that_changed_is_refused(masuk, klaim, staf):
    sidik = lihat(klaim, staf).sidik
    Capaian.objects.filter(pk=klaim.pk).update(realisasi=Decimal(80))

    jawaban = masuk(staf).post(alamat("capaian_ajukan", klaim), {"sidik": sidik})

    assert jawaban.url == alamat("capaian_periksa", klaim)
    assert pesan(jawaban)[0].startswith("Klaim ini berubah sejak Anda membukanya.")
    klaim.refresh_from_db()
    assert klaim.status == Status.DRAF


def test_confirmation_of_a_draft_leads_back_to_the_entry(masuk, klaim, staf):
    assert masuk(staf).get(alamat("capaian_terkirim", klaim)).url == alamat("capaian_isi", klaim)


# --- The review desk ---


# Words about a claim and its documents move nothing on the ladder.
BUKAN_LANGKAH = ("Kirim pesan", "Simpan penilaian")


@pytest.mark.parametrize(
    ("status", "siapa", "tombol"),
    [
        (Status.DRAF, "staf", ["Isi capaian ini"]),
        (Status.DI_ESELON_IV, "staf", ["Tarik kembali klaim"]),
        (Status.DI_ESELON_IV, "kasi", ["Koreksi, lalu teruskan", "Kembalikan klaim", "Teruskan 98,16%"]),
        (Status.DI_ESELON_IV, "sekcam", []),
        (Status.DI_ESELON_III, "sekcam", ["Koreksi, lalu teruskan", "Kembalikan klaim", "Teruskan 98,16%"]),
        (Status.DI_ESELON_III, "kasi", ["Tarik kembali klaim"]),
        (Status.DI_CAMAT, "camat", ["Koreksi, lalu sahkan", "Kembalikan klaim", "Sahkan 98,16%"]),
        (Status.DI_CAMAT, "anggota", []),
        (Status.SAH, "camat", ["Batalkan pengesahan 98,16%"]),
        (Status.SAH, "sekcam", []),
        (Status.KEMBALI_PENGISI, "staf", ["Isi capaian ini"]),
        (Status.KEMBALI_PENGISI, "kasi", ["Isi capaian ini"]),
    ],
)
def test_desk_shows_the_steps_of_this_person_and_no_other(masuk, office, di_status, status, siapa, tombol):
    jawaban = masuk(getattr(office, siapa)).get(di_status(status).get_absolute_url())

    utama = jawaban.content.decode().partition("<main")[2]
    ada = re.findall(r'<(?:button[^>]*|a class="btn btn-primary"[^>]*)>([^<]+)</(?:button|a)>', utama)
    assert [kata for kata in ada if kata not in BUKAN_LANGKAH] == tombol


def test_desk_shows_claim_rule_ladder_and_evidence(masuk, di_status, sekcam):
    isi = teks(masuk(sekcam).get(di_status(Status.DI_ESELON_III).get_absolute_url()))

    assert "Target Triwulan II 2023 87,00 indeks Realisasi 85,40 indeks" in isi
    assert "Capaian 98,16% sementara Sangat Tinggi Cara hitung realisasi 85,40 ÷ target 87,00 × 100 = 98,16%" in isi
    assert "Eselon IV 98,16% tetap · 23 Juni 2023 · Kasi Pelayanan Umum" in isi
    assert "Laporan SKM ada, wajib" in isi


def test_disabled_step_says_why(masuk, office, klaim):
    klaim.penyusun.add(office.sekcam)
    bawa(klaim, office, Status.DI_ESELON_III)

    jawaban = masuk(office.sekcam).get(klaim.get_absolute_url())

    assert 'value="tetap" disabled aria-describedby="alasan-naik">Teruskan 98,16%' in jawaban.content.decode()
    assert "Anda ikut mengisi klaim ini, jadi keputusan harus diambil orang lain." in teks(jawaban)


def test_skipped_desk_is_shown_as_not_applicable(masuk, klaim, kasi, sekcam):
    langkah(Tindakan.AJUKAN, klaim, kasi)

    assert "Eselon IV – belum ada nilai tidak berlaku" in teks(masuk(sekcam).get(klaim.get_absolute_url()))


def test_reviewer_is_told_of_the_same_file_elsewhere(masuk, office, di_status, dokumen, kasi):
    lain = factories.indikator(nama="Jumlah layanan", unit=office.pemerintahan)
    kembar = factories.capaian(target_triwulan=factories.target_triwulan(indikator=lain))
    factories.data_dukung(capaian=kembar, berkas=dokumen.berkas)

    isi = teks(masuk(kasi).get(di_status(Status.DI_ESELON_IV).get_absolute_url()))

    assert "Berkas yang sama juga dipakai untuk: Jumlah layanan, Triwulan II 2023 (laporan.pdf)" in isi


def kirim(masuk, orang, klaim, tindakan, **isi):
    buka_dokumen(klaim, orang)
    data = {"sidik": lihat(klaim, orang).sidik} | isi
    return masuk(orang).post(alamat(f"capaian_{tindakan}", klaim), {f"{tindakan}-{k}": v for k, v in data.items()})


def test_pass_on_keeps_the_percentage_and_leads_home_when_nothing_is_left(masuk, di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)

    jawaban = kirim(masuk, kasi, klaim, "teruskan", cara="tetap")

    assert jawaban.url == reverse("beranda")
    assert pesan(jawaban) == ["Indeks Kepuasan Masyarakat: di meja sekcam dengan capaian 98,16%."]


def test_correction_reaches_the_next_desk(masuk, di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)

    kirim(masuk, kasi, klaim, "teruskan", cara="koreksi", nilai="92,5", **ALASAN)

    klaim.refresh_from_db()
    assert (klaim.status, klaim.persen) == (Status.DI_ESELON_III, Decimal("92.5"))


@pytest.mark.parametrize(
    ("isi", "keluhan"),
    [
        ({"cara": "koreksi", "nilai": "92,5"}, "Koreksi memerlukan jenis alasan dan penjelasannya."),
        ({"cara": "koreksi", "nilai": ""}, "Tulis capaian hasil koreksi, misalnya 92,5."),
        ({"cara": "koreksi", "nilai": "abc"}, "“abc” tidak terbaca sebagai angka."),
        ({"cara": "koreksi", "nilai": "150", **ALASAN}, "Nilai koreksi harus antara 0 dan 120,00 persen."),
        ({"cara": "koreksi", "nilai": "99", **ALASAN}, "Untuk menaikkan capaian, pilih data dukung"),
        ({"cara": "tetap", "nilai": "92,5"}, "Kosongkan bila capaian tetap, atau pakai tombol koreksi"),
    ],
)
def test_refused_correction_keeps_what_was_written(masuk, di_status, kasi, isi, keluhan):
    klaim = di_status(Status.DI_ESELON_IV)

    jawaban = kirim(masuk, kasi, klaim, "teruskan", arahan="Lampirkan rekap.", **isi)

    halaman = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert judul(jawaban).startswith("Galat: ")
    assert keluhan in teks(jawaban)
    assert "Lampirkan rekap.</textarea>" in halaman
    assert f'name="teruskan-nilai" value="{isi["nilai"]}"' in halaman or not isi["nilai"]
    assert f'name="teruskan-sidik" value="{lihat(klaim, kasi).sidik}"' in halaman
    klaim.refresh_from_db()
    assert klaim.status == Status.DI_ESELON_IV


def test_decision_on_a_claim_that_changed_is_bound_to_what_is_shown_now(masuk, di_status, dokumen, kasi):
    klaim = di_status(Status.DI_ESELON_IV)
    data = {"teruskan-sidik": lihat(klaim, kasi).sidik, "teruskan-arahan": "Lampirkan rekap."}
    factories.data_dukung(capaian=klaim, syarat=dokumen.syarat)
    buka_dokumen(klaim, kasi)

    jawaban = masuk(kasi).post(alamat("capaian_teruskan", klaim), data)

    assert jawaban.status_code == 422
    assert "Klaim ini berubah sejak Anda membukanya." in teks(jawaban)
    assert "Lampirkan rekap.</textarea>" in jawaban.content.decode()
    assert f'name="teruskan-sidik" value="{lihat(klaim, kasi).sidik}"' in jawaban.content.decode()


def test_return_needs_a_reason_and_keeps_the_choice(masuk, di_status, sekcam):
    klaim = di_status(Status.DI_ESELON_III)

    jawaban = kirim(masuk, sekcam, klaim, "kembalikan", tujuan="kembali_pengisi", jenis_alasan="tidak_valid")

    assert jawaban.status_code == 422
    assert "Tuliskan apa yang kurang dan apa yang harus diperbaiki." in teks(jawaban)
    assert '<option value="tidak_valid" selected>' in jawaban.content.decode()


def test_return_puts_the_claim_on_the_named_desk(masuk, di_status, sekcam):
    klaim = di_status(Status.DI_ESELON_III)

    jawaban = kirim(masuk, sekcam, klaim, "kembalikan", tujuan="kembali_pengisi", **ALASAN)

    assert pesan(jawaban) == ["Indeks Kepuasan Masyarakat: dikembalikan ke pengisi."]


def test_pass_on_twice_has_one_effect_and_a_polite_answer(masuk, di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)
    buka_dokumen(klaim, kasi)
    data = {"teruskan-sidik": lihat(klaim, kasi).sidik}
    masuk(kasi).post(alamat("capaian_teruskan", klaim), data)

    jawaban = masuk(kasi).post(alamat("capaian_teruskan", klaim), data)

    assert jawaban.url == klaim.get_absolute_url()
    assert pesan(jawaban)[-1] == "Klaim ini di meja sekcam, bukan di meja Anda."
    assert klaim.putusan.count() == 2


@pytest.mark.parametrize(
    ("siapa", "tindakan"), [("staf", "teruskan"), ("kasi", "sahkan"), ("staf", "kembalikan"), ("sekcam", "batalkan")]
)
def test_step_of_another_desk_is_forbidden(masuk, office, di_status, siapa, tindakan):
    klaim = di_status(Status.DI_ESELON_IV)
    isi = {"tujuan": "kembali_pengisi", **ALASAN}

    assert kirim(masuk, getattr(office, siapa), klaim, tindakan, **isi).status_code == 403


@pytest.mark.parametrize(
    ("status", "kalimat"),
    [
        (Status.DI_ESELON_III, "Klaim ini di meja sekcam, bukan di meja Anda."),
        (Status.DI_CAMAT, "Klaim ini berstatus “Di meja Camat”."),
    ],
)
def test_step_on_a_claim_that_lies_elsewhere_is_refused_with_a_sentence(masuk, di_status, kasi, status, kalimat):
    klaim = di_status(status)

    jawaban = kirim(masuk, kasi, klaim, "teruskan")

    assert jawaban.url == klaim.get_absolute_url()
    assert pesan(jawaban) == [kalimat]


def test_withdraw_before_the_next_desk_has_looked(masuk, di_status, staf):
    klaim = di_status(Status.DI_ESELON_IV)

    jawaban = kirim(masuk, staf, klaim, "tarik")

    klaim.refresh_from_db()
    assert (jawaban.url, klaim.status) == (klaim.get_absolute_url(), Status.DRAF)


def test_opening_at_the_desk_ends_the_withdrawal(masuk, di_status, staf, kasi):
    klaim = di_status(Status.DI_ESELON_IV)
    masuk(kasi).get(klaim.get_absolute_url())

    jawaban = kirim(masuk, staf, klaim, "tarik")

    assert pesan(jawaban)[0].startswith("Klaim sudah dibuka di meja berikutnya")
    assert "Tarik kembali klaim" not in teks(masuk(staf).get(klaim.get_absolute_url()))


def test_cancelled_ratification_returns_to_the_camat(masuk, di_status, camat):
    klaim = di_status(Status.SAH)

    kirim(masuk, camat, klaim, "batalkan", alasan="SKM dihitung ulang.")

    klaim.refresh_from_db()
    assert klaim.status == Status.DI_CAMAT


def test_timeline_has_every_rung_newest_first(masuk, di_status, staf):
    isi = teks(masuk(staf).get(di_status(Status.SAH).get_absolute_url()))
    riwayat = isi[isi.index("Riwayat (4)") : isi.index("Data dukung")]

    assert re.findall(r"mengajukan|meneruskan|mengesahkan", riwayat) == [
        "mengesahkan",
        "meneruskan",
        "meneruskan",
        "mengajukan",
    ]


# --- Queries do not grow with rows ---


def banyak_klaim(office, jumlah: int) -> None:
    for nomor in range(jumlah):
        satu = factories.indikator(unit=office.pelayanan)
        tw = factories.target_triwulan(indikator=satu)
        status = [Status.DI_ESELON_IV, Status.DI_ESELON_III, Status.SAH][nomor % 3]
        claim = factories.capaian_terajukan(status=status, diajukan_oleh=office.staf, target_triwulan=tw)
        factories.data_dukung(capaian=claim, syarat=factories.syarat(target_triwulan=tw), diunggah_oleh=office.staf)


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize(("siapa", "kueri"), [("staf", 10), ("kasi", 10), ("camat", 10)])
def test_beranda_queries(masuk, office, django_assert_num_queries, jumlah, siapa, kueri):
    banyak_klaim(office, jumlah)
    klien = masuk(getattr(office, siapa))

    with django_assert_num_queries(kueri):
        klien.get("/")


@pytest.mark.parametrize("jumlah", [1, 30])
def test_triwulan_queries(masuk, office, django_assert_num_queries, jumlah):
    banyak_klaim(office, jumlah)
    klien = masuk(office.camat)

    with django_assert_num_queries(12):
        klien.get(reverse("triwulan_rinci", args=[2023, 2]))


@pytest.mark.parametrize("jumlah", [1, 30])
def test_desk_queries(masuk, office, di_status, dokumen, django_assert_num_queries, jumlah):
    for _ in range(jumlah - 1):
        factories.data_dukung(capaian=dokumen.capaian, syarat=dokumen.syarat)
    klaim = di_status(Status.DI_ESELON_III)
    klien = masuk(office.sekcam)

    with django_assert_num_queries(28):
        klien.get(klaim.get_absolute_url())


@pytest.mark.parametrize("jumlah", [1, 30])
def test_entry_queries(masuk, klaim, dokumen, staf, django_assert_num_queries, jumlah):
    for _ in range(jumlah - 1):
        factories.data_dukung(capaian=klaim, syarat=dokumen.syarat)
    klien = masuk(staf)

    with django_assert_num_queries(19):
        klien.get(alamat("capaian_isi", klaim))
