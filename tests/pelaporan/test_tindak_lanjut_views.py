"""Pages of the follow-up: who sees what, the forms, the prints, and the number of queries."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import Jejak
from pelaporan.models import Laporan, Lhe, RapatEvaluasi, Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut as Status
from pelaporan.pdf import html_laporan
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import PerubahanRencanaAksi, Putusan
from tests import factories
from tests.berkas_contoh import pdf
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf
from tests.rencana_aksi.conftest import langkah, siapkan_klaim

pytestmark = pytest.mark.django_db

HARI_INI = datetime(2023, 9, 3, 1, tzinfo=UTC)
KUERI_REGISTER = 15
KUERI_LHE = 8
KUERI_RAPAT = 7
KUERI_XLSX = 5


@pytest.fixture(autouse=True)
def _hari_ini():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


@pytest.fixture
def milik_kasi(office):
    return factories.rekomendasi(uraian="Percepat laporan", penanggung_jawab=office.jabatan_kasi)


def teks(respons) -> str:
    return " ".join(respons.content.decode().split())


@pytest.mark.parametrize(
    ("siapa", "register", "rinci"),
    [
        ("camat", 200, 200),
        ("sekcam", 200, 200),
        ("kasubag", 200, 200),
        ("anggota", 200, 200),
        ("kasi", 200, 200),
        ("staf", 200, 200),
        ("kasi_lain", 200, 404),
        ("staf_lain", 200, 404),
        ("admin", 404, 404),
    ],
)
def test_terlihat_menurut_unit(masuk, milik_kasi, siapa, register, rinci):
    klien = masuk(siapa)

    assert klien.get(reverse("tindak_lanjut")).status_code == register
    assert klien.get(milik_kasi.get_absolute_url()).status_code == rinci


def test_register_menyebut_hari_dan_terlambat(masuk, milik_kasi):
    isi = teks(masuk("kasi").get(reverse("tindak_lanjut")))

    assert "Menunggu Anda, batas terdekat lebih dulu." in isi
    assert "hari ke-62 dari 60, lewat batas 2 hari" in isi
    assert "Terlambat 2 hari" in isi


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kueri_register_tetap(masuk, office, jumlah, django_assert_num_queries):
    ikm = factories.indikator(nama="IKM", unit=office.pelayanan)
    for _ in range(jumlah):
        factories.rekomendasi(
            sumber="lhe", lhe=factories.lhe(), penanggung_jawab=office.jabatan_kasi, status=Status.BELUM
        )
        factories.rekomendasi(sumber="berkala", triwulan=factories.triwulan(), penanggung_jawab=office.jabatan_kasubag)
    klaim = siapkan_klaim(ikm, office.staf)
    langkah(Tindakan.AJUKAN, klaim, office.staf)
    langkah(Tindakan.TERUSKAN, klaim, office.kasi, saran="Perbanyak responden.")
    klien = masuk("kasubag")
    klien.get(reverse("tindak_lanjut"))

    with django_assert_num_queries(KUERI_REGISTER):
        klien.get(reverse("tindak_lanjut"), {"unit": "PEL"})
    with django_assert_num_queries(KUERI_XLSX):
        klien.get(reverse("tindak_lanjut_xlsx"))


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kueri_daftar_lhe_dan_rapat_tetap(masuk, jumlah, django_assert_num_queries):
    komponen = factories.komponen_akip()
    for _ in range(jumlah):
        satu = factories.lhe()
        satu.nilai_komponen.create(komponen=komponen[0], nilai=30)
        factories.rekomendasi(sumber="lhe", lhe=satu)
        factories.rapat_evaluasi()
    klien = masuk("camat")

    with django_assert_num_queries(KUERI_LHE):
        klien.get(reverse("lhe"))
    with django_assert_num_queries(KUERI_RAPAT):
        klien.get(reverse("rapat"))


def test_saringan_dan_nilai_yang_tidak_dikenal(masuk, office, milik_kasi):
    factories.rekomendasi(uraian="Milik kasubag", penanggung_jawab=office.jabatan_kasubag, batas=date(2024, 1, 1))
    klien = masuk("camat")

    def register(**saringan):
        return [b.rekomendasi.uraian for b in klien.get(reverse("tindak_lanjut"), saringan).context["butir"]]

    assert register() == ["Percepat laporan", "Milik kasubag"]
    assert register(status="terlambat") == ["Percepat laporan"]
    assert register(unit="SUB") == ["Milik kasubag"]
    assert register(sumber="lhe") == []
    assert register(status="x", sumber="y", unit="z") == ["Percepat laporan", "Milik kasubag"]


def test_excel_memuat_yang_disaring(masuk, milik_kasi):
    respons = masuk("camat").get(reverse("tindak_lanjut_xlsx"), {"status": "terlambat"})

    lembar = load_workbook(BytesIO(respons.content)).active
    baris = [[sel.value for sel in satu] for satu in lembar.iter_rows()]
    assert [satu[0] for satu in baris[:3]] == [
        "Tindak lanjut",
        "Keadaan pada 3 September 2023",
        "Saringan: status Terlambat",
    ]
    assert baris[5][:6] == [
        1, "Camat", "Camat, 3 Juli 2023", "Percepat laporan", "Kasi Pelayanan Umum", "Seksi Pelayanan Umum",
    ]  # fmt: skip
    assert baris[5][9:] == [
        "belum dipilih", "belum ditulis", "–", "Terlambat 2 hari", "hari ke-62 dari 60, lewat batas 2 hari", 2,
    ]  # fmt: skip
    assert len(baris) == 6


@pytest.mark.parametrize(("siapa", "status"), [("camat", 302), ("sekcam", 302), ("anggota", 302), ("kasi", 403)])
def test_matriks_dicetak_camat_sekcam_dan_tim(masuk, milik_kasi, siapa, status):
    assert masuk(siapa).post(reverse("tindak_lanjut_cetak")).status_code == status


def test_matriks_pdf_mendatar(masuk, office, milik_kasi, tmp_path):
    milik_kasi.bukti.create(berkas=factories.berkas(), nama="sk.pdf", diunggah_oleh=office.kasi)
    masuk("camat").post(f"{reverse('tindak_lanjut_cetak')}?unit=PEL")
    laporan = Laporan.objects.get()

    hasil = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path, laporan.sidik_snapshot))

    assert (laporan.jenis, laporan.judul) == ("tindak_lanjut", "Matriks Tindak Lanjut per 03-09-2023")
    # It tells of every unit, so to others than Camat, Sekcam and Tim it does not exist.
    assert [masuk(s).get(laporan.get_absolute_url()).status_code for s in ("anggota", "kasi")] == [200, 404]
    assert "MATRIKS TINDAK LANJUT HASIL EVALUASI AKUNTABILITAS KINERJA" in hasil
    assert "Keadaan pada 3 September 2023; unit PEL." in hasil
    assert "Percepat laporan" in hasil
    assert "Bukti: sk.pdf" in hasil
    assert "Orang Camat" in hasil


def test_langkah_dari_halaman(masuk, office, milik_kasi):
    klien, alamat = masuk("kasi"), [milik_kasi.public_id]

    def kirim(nama, **isi):
        return klien.post(reverse(f"tindak_lanjut_{nama}", args=alamat), isi)

    salah = kirim("rencanakan", **{"rencanakan-bentuk": "lainnya", "rencanakan-rencana": ""})
    assert (salah.status_code, "Tuliskan apa yang akan dikerjakan." in teks(salah)) == (422, True)
    kirim("rencanakan", **{"rencanakan-bentuk": "lainnya", "rencanakan-rencana": "Menambah loket"})
    tanpa_bukti = kirim("selesaikan", **{"selesaikan-catatan": "Loket sudah ada."})
    assert "Belum ada bukti. Unggah bukti tindak lanjut dahulu, lalu laporkan selesai." in teks(tanpa_bukti)
    assert "Loket sudah ada." in teks(tanpa_bukti)
    ditolak = kirim("bukti", berkas=SimpleUploadedFile("a.exe", b"MZ"), uraian="Foto loket")
    assert (ditolak.status_code, "jenis .exe tidak diizinkan" in teks(ditolak)) == (422, True)
    assert 'value="Foto loket"' in teks(ditolak)
    kirim("bukti", berkas=SimpleUploadedFile("foto.pdf", pdf()), uraian="Foto loket")
    kirim("selesaikan", **{"selesaikan-catatan": "Loket sudah ada."})
    assert kirim("verifikasi").status_code == 403
    klien = masuk("camat")
    kirim("verifikasi")

    milik_kasi.refresh_from_db()
    assert (milik_kasi.status, milik_kasi.diverifikasi_oleh) == (Status.DIVERIFIKASI, office.camat)
    halaman = teks(klien.get(milik_kasi.get_absolute_url()))
    assert "selesai pada hari ke-62 dari 60, lewat batas 2 hari" in halaman
    assert "Dalam proses → Selesai, menunggu verifikasi" in halaman


def test_revisi_target_dipilih_dari_yang_terjadi_sejak_rekomendasi(masuk, office):
    r = factories.rekomendasi(
        status=Status.PROSES, bentuk="revisi_renstra", rencana="Naikkan target", penanggung_jawab=office.jabatan_kasi
    )
    r.bukti.create(berkas=factories.berkas(), nama="sk.pdf", diunggah_oleh=office.kasi)
    rencana = factories.rencana_aksi(indikator=factories.indikator(nama="IKM", unit=office.pelayanan))
    # 16.30 UTC on the 2nd is already the 3rd, the day of the recommendation, in Kalaena.
    lama, baru = (
        PerubahanRencanaAksi.objects.create(
            rencana_aksi=rencana, nomor=n, alasan="LHE", perubahan=[], oleh=office.kasi, pada=pada
        )
        for n, pada in enumerate((datetime(2023, 7, 2, 15, tzinfo=UTC), datetime(2023, 7, 2, 16, 30, tzinfo=UTC)), 1)
    )
    alamat, isi = reverse("tindak_lanjut_selesaikan", args=[r.public_id]), {"selesaikan-catatan": "Target dinaikkan."}
    klien = masuk("kasi")

    assert "revisi Renstra yang dihasilkan" in teks(klien.post(alamat, isi))
    assert klien.post(alamat, isi | {"selesaikan-perubahan_rencana": lama.pk}).status_code == 422
    klien.post(alamat, isi | {"selesaikan-perubahan_rencana": baru.pk})

    r.refresh_from_db()
    assert (r.status, r.perubahan_rencana) == (Status.SELESAI, baru)
    assert "IKM (2023), perubahan 2" in teks(klien.get(r.get_absolute_url()))


def test_bukti_dibuka_yang_boleh_melihat_dan_berjejak(masuk, office, milik_kasi):
    bukti = milik_kasi.bukti.create(berkas=factories.berkas(), nama="sk.pdf", diunggah_oleh=office.kasi)
    alamat = reverse("tindak_lanjut_bukti_lihat", args=[bukti.public_id])

    assert masuk("staf_lain").get(alamat).status_code == 404
    respons = masuk("staf").get(alamat)

    assert (respons.status_code, respons["Content-Disposition"]) == (200, 'inline; filename="sk.pdf"')
    assert b"".join(respons.streaming_content).startswith(b"%PDF")
    assert Jejak.objects.filter(peristiwa="tindak_lanjut.buka_bukti").count() == 1
    assert masuk("staf").post(reverse("tindak_lanjut_bukti_tarik", args=[bukti.public_id])).status_code == 403


def isian_lhe(**kolom):
    nilai = {f"nilai_{n}": angka for n, angka in enumerate(("28,5", "15", "12", "8", "16"), 1)}
    umum = {"tahun": 2022, "nomor": "700/12", "tanggal": "2023-06-30", "diterima": "2023-07-03"}
    return umum | nilai | {"berkas": SimpleUploadedFile("lhe.pdf", pdf())} | kolom


def test_lhe_dicatat_lalu_rekomendasinya(masuk, office):
    factories.komponen_akip()
    klien = masuk("kasubag")

    salah = klien.post(reverse("lhe_tambah"), isian_lhe(diterima="2023-06-29", nilai_1="35,5"))
    assert "Tanggal diterima mendahului tanggal LHE. Periksa kedua tanggalnya." in teks(salah)
    assert "35,50 lebih dari batas 35." in teks(salah)
    assert Lhe.objects.count() == 0
    assert klien.post(reverse("lhe_tambah"), isian_lhe()).status_code == 302
    lhe = Lhe.objects.get()
    klien.post(
        reverse("lhe_rekomendasi", args=[lhe.public_id]),
        {"uraian": "Perbaiki IKU", "penanggung_jawab": office.jabatan_kasi.pk},
    )

    assert (lhe.nilai, Rekomendasi.objects.get().batas) == (Decimal("79.50"), date(2023, 9, 1))
    halaman = teks(klien.get(lhe.get_absolute_url()))
    assert "79,50" in halaman
    assert "Perbaiki IKU" in halaman
    assert klien.post(reverse("lhe_ubah", args=[lhe.public_id]), isian_lhe(berkas="", nilai_1="30")).status_code == 302
    assert Lhe.objects.get().nilai == 81


def test_set_bobot_dipilih_dari_alamat_dan_menurut_tahun(masuk):
    factories.komponen_akip()
    factories.komponen_akip(2024, (30, 30, 15, 25))
    klien = masuk("camat")

    def kolom(**saring):
        return [n for n in klien.get(reverse("lhe_tambah"), saring).context["form"].fields if n.startswith("nilai")]

    assert len(kolom()) == 5
    assert len(kolom(bobot="2024")) == 4
    assert len(kolom(bobot="1999")) == 5


@pytest.mark.parametrize(("siapa", "status"), [("kasi", 403), ("staf", 403), ("admin", 404)])
def test_yang_lain_tidak_mencatat(masuk, siapa, status):
    klien = masuk(siapa)

    for nama in ("lhe_tambah", "rapat_tambah", "tindak_lanjut_tambah"):
        assert klien.get(reverse(nama)).status_code == status


def test_berkas_lhe_dibuka_dan_berjejak(masuk):
    lhe = factories.lhe()

    respons = masuk("staf").get(reverse("lhe_berkas", args=[lhe.public_id]))

    assert (respons.status_code, respons["Content-Type"]) == (200, "application/pdf")
    assert b"".join(respons.streaming_content).startswith(b"%PDF")
    assert Jejak.objects.filter(peristiwa="lhe.buka").count() == 1
    assert masuk("admin").get(reverse("lhe_berkas", args=[lhe.public_id])).status_code == 404


def test_rekomendasi_sendiri_dicatat(masuk, office):
    factories.triwulan()
    klien = masuk("camat")
    isi = {
        "sumber": "berkala",
        "tanggal": "2023-07-04",
        "diterima": "2023-07-05",
        "uraian": "Percepat laporan",
        "penanggung_jawab": office.jabatan_kasi.pk,
    }

    assert "Pilih triwulan yang dievaluasi." in teks(klien.post(reverse("tindak_lanjut_tambah"), isi))
    klien.post(reverse("tindak_lanjut_tambah"), isi | {"triwulan": factories.triwulan().pk})
    klien.post(reverse("tindak_lanjut_tambah"), isi | {"sumber": "camat", "uraian": "Rapikan arsip"})

    assert [(r.sumber, r.uraian) for r in Rekomendasi.objects.order_by("pk")] == [
        ("berkala", "Percepat laporan"),
        ("camat", "Rapikan arsip"),
    ]


def test_rapat_dicatat_diputuskan_dan_dicetak(masuk, office, tmp_path):
    triwulan, klien = factories.triwulan(), masuk("kasubag")
    isi = {
        "triwulan": triwulan.pk,
        "tanggal": "2023-07-10",
        "tempat": "Aula kantor kecamatan",
        "pimpinan": office.jabatan_camat.pk,
        "agenda": "Evaluasi triwulan II",
        "notulen": "Camat membuka rapat.",
        "hadir": [office.jabatan_camat.pk, office.jabatan_kasi.pk],
    }

    klien.post(reverse("rapat_tambah"), isi)
    rapat = RapatEvaluasi.objects.get()
    keputusan = {"uraian": "Tambah satu loket", "penanggung_jawab": office.jabatan_kasi.pk}
    klien.post(reverse("rapat_keputusan", args=[rapat.public_id]), keputusan)
    lain = teks(masuk("kasi_lain").get(rapat.get_absolute_url()))
    klien.post(reverse("rapat_cetak", args=[rapat.public_id]))
    laporan = Laporan.objects.get()
    hasil = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path, laporan.sidik_snapshot))

    # Everybody reads the minutes; the item's own page is for its unit.
    assert "Tambah satu loket" in lain
    assert Rekomendasi.objects.get().get_absolute_url() not in lain
    assert "NOTULEN RAPAT EVALUASI TRIWULAN II 2023" in hasil
    assert "Senin, 10 Juli 2023" in hasil
    assert "1 Tambah satu loket Kasi Pelayanan Umum 8 September 2023" in hasil
    assert "2 Orang Kasi Pelayanan Kasi Pelayanan Umum" in hasil
    assert hasil.index("CAMAT,") < hasil.rindex("Orang Camat")


@pytest.fixture
def klaim_tersampaikan(office):
    ikm = factories.indikator(nama="IKM", presisi=2, unit=office.pelayanan)
    klaim = siapkan_klaim(ikm, office.staf)
    langkah(Tindakan.AJUKAN, klaim, office.staf)
    langkah(Tindakan.TERUSKAN, klaim, office.kasi)
    langkah(
        Tindakan.TERUSKAN,
        klaim,
        office.sekcam,
        nilai=Decimal(96),
        jenis_alasan=Putusan.JenisAlasan.TIDAK_SESUAI,
        alasan="Rekap SKM memuat 84.",
        arahan="Lampirkan rekap lengkap.",
        saran="Perbanyak responden.",
    )
    return klaim


def test_penyampaian_eselon_iii_memuat_koreksi_arahan_dan_saran(masuk, office, klaim_tersampaikan, tmp_path):
    alamat = ("penyampaian", [2023, 2, "eselon_iii"])
    halaman = teks(masuk("kasi").get(reverse(alamat[0], args=alamat[1])))
    lain = teks(masuk("kasi_lain").get(reverse(alamat[0], args=alamat[1])))
    masuk("sekcam").post(reverse("penyampaian_cetak", args=alamat[1]))
    laporan = Laporan.objects.get()
    hasil = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path, laporan.sidik_snapshot))

    for isi in (halaman, hasil):
        assert "98,16% menjadi 96,00%" in isi
        assert "Rekap SKM memuat 84." in isi
        assert "Lampirkan rekap lengkap." in isi
        assert "Perbanyak responden." in isi
    assert "IKM" not in lain
    assert laporan.judul == "Penyampaian hasil evaluasi Triwulan II 2023 dari Eselon III kepada Eselon IV"
    assert "Orang Sekcam" in hasil
    assert laporan.snapshot["unit"] == [
        {"unit": "Seksi Pelayanan Umum", "klaim": 1, "sah": 0, "rata_rata": "–", "dikoreksi": 1, "dikembalikan": 0}
    ]


@pytest.mark.parametrize(
    ("meja", "siapa", "status"),
    [
        ("eselon_iii", "sekcam", 302),
        ("eselon_iii", "kasubag", 302),
        ("eselon_iii", "camat", 403),
        ("camat", "camat", 302),
        ("camat", "sekcam", 403),
        ("camat", "kasi", 403),
        ("camat", "admin", 404),
        ("pengisi", "camat", 404),
    ],
)
def test_penyampaian_dicetak_mejanya_sendiri_dan_perencana(masuk, meja, siapa, status):
    factories.triwulan()

    assert masuk(siapa).post(reverse("penyampaian_cetak", args=[2023, 2, meja])).status_code == status


def test_penyampaian_camat_memuat_keputusan_rapat(masuk, office):
    rapat = factories.rapat_evaluasi()
    induk = {"sumber": "rapat", "rapat": rapat, "triwulan": rapat.triwulan}
    factories.rekomendasi(**induk, uraian="Tambah loket", penanggung_jawab=office.jabatan_kasi)

    assert "Tambah loket" in teks(masuk("kasi").get(reverse("penyampaian", args=[2023, 2, "camat"])))
    assert "Tambah loket" not in teks(masuk("kasi").get(reverse("penyampaian", args=[2023, 2, "eselon_iii"])))
