from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kinerja.perhitungan import predikat_akip
from organisasi.gerbang import BerkasDitolak
from organisasi.models import Jejak
from pelaporan.bukti import AWALAN_DOKUMEN, Celah, bukti_sakip, nilai_sub
from pelaporan.bukti_otomatis import Derajat, bukti_otomatis
from pelaporan.bukti_services import (
    BuktiDitolak,
    IsianDokumen,
    daftarkan_dokumen,
    kaitkan_dokumen,
    nilai_kriteria,
    tarik_dokumen,
)
from pelaporan.models import DokumenSakip, KriteriaAkip, Laporan, PenilaianMandiri, Peringkat, SubKomponenAkip
from pelaporan.models.bukti import NILAI_PERINGKAT
from pelaporan.pdf import html_laporan
from rencana_aksi.models import RencanaAksi
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import TAHUN
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf

pytestmark = pytest.mark.django_db
BARU = 2024  # the first evaluated year of PermenPANRB 88/2021
Jenis = DokumenSakip.Jenis


@pytest.fixture
def acuan():
    call_command("loaddata", "komponen_akip", "kriteria_akip", verbosity=0)


@pytest.fixture
def office(acuan):
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def kriteria(kode: str, tahun: int = BARU) -> KriteriaAkip:
    return bukti_sakip(tahun).cari(kode).kriteria


def nilai(kode, peringkat, office, *, tahun=BARU, catatan=""):
    isi = {"peringkat": Peringkat(peringkat), "catatan": catatan}
    return nilai_kriteria(tahun=tahun, kriteria=kriteria(kode, tahun), oleh=office.kasubag, **isi)


def unggahan(nama="pedoman.pdf", ekor=b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, pdf(ekor=ekor), "application/pdf")


def dokumen(office, *, jenis=Jenis.LAINNYA, kode=(), tahun=BARU, ekor=b"", judul="Pedoman teknis"):
    return daftarkan_dokumen(
        tahun=tahun,
        isian=IsianDokumen(jenis, judul, "1/2024", date(2024, 1, 15)),
        berkas=unggahan(ekor=ekor),
        kriteria=[kriteria(satu, tahun) for satu in kode],
        oleh=office.kasubag,
    )


# The sets


def test_delapan_puluh_kriteria_dengan_bobotnya(acuan):
    komponen = bukti_sakip(BARU).komponen

    assert [(k.nama, k.bobot, [(s.nama, s.bobot, len(s.baris)) for s in k.sub]) for k in komponen] == [
        (nama, Decimal(bobot), [(n, Decimal(b), j) for n, b, j in zip(bagian, sub, jumlah, strict=True)])
        for bagian in [("Keberadaan", "Kualitas", "Pemanfaatan")]
        for nama, bobot, sub, jumlah in (
            ("Perencanaan Kinerja", 30, ("6", "9", "15"), (7, 10, 8)),
            ("Pengukuran Kinerja", 30, ("6", "9", "15"), (3, 7, 10)),
            ("Pelaporan Kinerja", 15, ("3", "4.5", "7.5"), (6, 9, 7)),
            ("Evaluasi Akuntabilitas Kinerja Internal", 25, ("5", "7.5", "12.5"), (3, 5, 5)),
        )
    ]
    assert len(bukti_sakip(BARU).baris) == 80


def test_perangkat_pedoman_berlaku_pada_tahunnya_sendiri(acuan):
    isi = bukti_sakip(TAHUN)

    assert isi.dasar == "Pedoman SAKIP Kecamatan Kalaena 2023"
    assert [(k.bobot, len(k.sub)) for k in isi.komponen] == [(Decimal(b), 1) for b in (35, 20, 15, 10, 20)]


def test_tahun_sebelum_perangkat_pertama_kosong(acuan):
    assert bukti_sakip(2022).baris == []


def test_bagian_sub_komponen_berjumlah_seratus(acuan):
    sub = SubKomponenAkip.objects.order_by("komponen").values_list("komponen", "bagian")
    jumlah = {k: sum(b for _, b in isi) for k, isi in groupby(sub, key=lambda s: s[0])}

    assert (len(jumlah), set(jumlah.values())) == (9, {Decimal(100)})


def test_setiap_bukti_yang_disebut_kriteria_dikenal(acuan):
    factories.kantor()
    disebut = {nama for satu in KriteriaAkip.objects.all() for nama in satu.bukti}
    otomatis = {nama for nama in disebut if not nama.startswith(AWALAN_DOKUMEN)}

    assert disebut - otomatis <= {f"{AWALAN_DOKUMEN}{jenis}" for jenis in Jenis.values}
    assert otomatis == set(bukti_otomatis(BARU))


# Scores


@pytest.mark.parametrize(
    ("bobot", "kriteria", "hasil"),
    [
        ("6", ["100"] * 7, "6"),
        ("6", ["90", "80", "70"], "4.8"),
        ("15", ["70", None, None, None], "2.625"),
        ("9", [None], "0"),
        ("9", [], "0"),
        ("4.5", ["0", "30"], "0.675"),
    ],
)
def test_nilai_sub_komponen(bobot, kriteria, hasil):
    isi = [None if satu is None else Decimal(satu) for satu in kriteria]

    assert nilai_sub(Decimal(bobot), isi) == Decimal(hasil)


def test_skala_peringkat():
    assert {p.value: int(n) for p, n in NILAI_PERINGKAT.items()} == {
        "AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("peringkat", "nilai", "predikat"),
    [("AA", "100.00", "AA"), ("A", "90.00", "A"), ("BB", "80.00", "BB"), ("B", "70.00", "B"), ("E", "0.00", "D")],
)
def test_predikat_bila_semua_kriteria_sama(office, peringkat, nilai, predikat):
    """The lower bound is exclusive: 90 is A, not AA, and a total of 0 is D, for the total has no E."""
    PenilaianMandiri.objects.bulk_create(
        PenilaianMandiri(kriteria=satu.kriteria, tahun=BARU, peringkat=peringkat, dinilai_oleh=office.kasubag)
        for satu in bukti_sakip(BARU).baris
    )

    isi = bukti_sakip(BARU)

    assert (isi.nilai, isi.predikat[0], isi.belum_dinilai) == (Decimal(nilai), predikat, 0)
    assert isi.predikat == predikat_akip(Decimal(nilai))


def test_nilai_campuran_dihitung_menurut_bobot(office):
    """3.2 (Kualitas, 4.5, nine criteria): one AA and one C; 4.1 (5, three criteria): one A."""
    nilai("3.2.1", "AA", office)
    nilai("3.2.2", "C", office)
    nilai("4.1.1", "A", office)

    isi = bukti_sakip(BARU)

    assert [k.nilai for k in isi.komponen] == [0, 0, Decimal("0.75"), Decimal("1.5")]
    assert (isi.nilai_teks, isi.predikat[0], isi.belum_dinilai) == ("2,25", "D", 77)


# Evidence and gaps


def test_bukti_otomatis_tahun_kosong(office):
    bukti = bukti_otomatis(BARU)

    assert {b.nama for b in bukti.values() if b.derajat != Derajat.BELUM} == set()
    assert (bukti["perjanjian"].teks, bukti["lkjip"].teks) == (
        "0 dari 5 pejabat menandatangani Perjanjian Kinerja",
        "0 versi final LKjIP 2024",
    )


def test_bukti_otomatis_membaca_yang_ada_di_sistem(office):
    sasaran = factories.sasaran()
    indikator = factories.indikator(
        sasaran=sasaran, unit=office.pelayanan, definisi_operasional="Jumlah", formula="a ÷ b", sumber_data="Register"
    )
    target = factories.target_triwulan(indikator=indikator, tahun=TAHUN, nomor=2)
    factories.target_tahunan(indikator=indikator)
    kedua = factories.indikator(sasaran=sasaran, unit=office.pemerintahan)
    lain = factories.rencana_aksi(indikator=kedua, langkah="Mendata.")
    RencanaAksi.objects.filter(pk=lain.pk).update(ditetapkan_pada=datetime(TAHUN, 1, 31, 16, tzinfo=UTC))
    capaian = factories.capaian_terajukan(target_triwulan=target, status="sah", diajukan_oleh=office.staf)
    factories.data_dukung(capaian=capaian)
    factories.laporan(triwulan=target.triwulan, diminta_pada=datetime(TAHUN, 7, 8, 1, tzinfo=UTC))

    bukti = {nama: (b.teks, b.derajat) for nama, b in bukti_otomatis(TAHUN).items() if b.derajat != Derajat.BELUM}

    assert bukti == {
        "renstra": (str(sasaran.renstra), Derajat.ADA),
        "rencana_aksi": ("2 dari 2 Rencana Aksi ditetapkan", Derajat.ADA),
        # 16.00 UTC on 31 January is already February in Kalaena.
        "rencana_tepat": ("1 dari 2 Rencana Aksi ditetapkan pada Januari", Derajat.SEBAGIAN),
        "langkah": ("1 dari 2 Rencana Aksi memuat langkahnya", Derajat.SEBAGIAN),
        "unit_berencana": ("2 dari 2 unit pelaksana mempunyai Rencana Aksi yang ditetapkan", Derajat.ADA),
        "iku": ("2 Indikator Kinerja Utama", Derajat.ADA),
        "definisi": ("1 dari 2 indikator berdefinisi, bercara hitung, dan bersumber data", Derajat.SEBAGIAN),
        "target": ("1 dari 2 indikator bertarget tahunan", Derajat.SEBAGIAN),
        "berkala": ("1 dari 4 triwulan mempunyai capaian yang disahkan", Derajat.SEBAGIAN),
        "capaian": ("1 dari 1 capaian sah mencapai targetnya", Derajat.ADA),
        "analisis": ("1 dari 1 capaian diajukan dengan analisisnya", Derajat.ADA),
        "unit_mengajukan": ("1 dari 1 unit pelaksana mengajukan capaian", Derajat.ADA),
        "unit_dievaluasi": ("1 dari 1 unit pelaksana dievaluasi sampai sah", Derajat.ADA),
        "syarat": ("1 data dukung disepakati di muka", Derajat.ADA),
        "data_dukung": ("1 data dukung tersimpan dengan sidik SHA-256", Derajat.ADA),
        "laporan_triwulan": ("1 dari 4 triwulan berlaporan final", Derajat.SEBAGIAN),
        "tim": ("Tim SAKIP 3 orang", Derajat.ADA),
    }


@pytest.mark.parametrize(
    ("langkah", "celah"),
    [
        ((), Celah.TANPA_BUKTI),
        (("nilai",), Celah.TANPA_BUKTI),
        (("dokumen",), Celah.BELUM_DINILAI),
        (("dokumen", "nilai"), Celah.LENGKAP),
    ],
)
def test_celah_kriteria_yang_hanya_dibuktikan_dokumen(office, langkah, celah):
    if "dokumen" in langkah:
        dokumen(office, jenis=Jenis.PEDOMAN_PERENCANAAN)
    if "nilai" in langkah:
        nilai("1.1.1", "BB", office)

    assert bukti_sakip(BARU).cari("1.1.1").celah == celah


def test_bukti_sistem_yang_belum_penuh_tetap_sebagian(office):
    dokumen(office, kode=["1.1.4"])
    nilai("1.1.4", "BB", office)

    assert bukti_sakip(BARU).cari("1.1.4").celah == Celah.SEBAGIAN


def test_yang_kurang_lebih_dahulu(office):
    dokumen(office, jenis=Jenis.PEDOMAN_PERENCANAAN)
    dokumen(office, kode=["1.1.2"], ekor=b"\n% 2\n")
    nilai("1.1.1", "BB", office)

    urutan = [satu.kode for satu in bukti_sakip(BARU).menurut_celah()]

    assert (urutan[0], urutan[-2:]) == ("1.1.3", ["1.1.2", "1.1.1"])


def test_dokumen_berlaku_bagi_semua_kriteria_sejenis(office):
    satu = dokumen(office, jenis=Jenis.SKP)

    memuat = [baris.kode for baris in bukti_sakip(BARU).baris if satu in baris.dokumen]

    assert memuat == ["1.2.10", "1.3.8", "2.3.10"]


def test_kode_kriteria_lama_tidak_tertukar(office):
    assert [bukti_sakip(BARU).cari(kode) for kode in ("1.1.8", "5.1.1", "1.1")] == [None, None, None]
    assert kriteria("1.2.10").kode == "1.2.10"


@pytest.mark.parametrize("banyak", [1, 30])
def test_jumlah_kueri_tetap(office, django_assert_num_queries, banyak):
    for nomor in range(banyak):
        dokumen(office, kode=["1.1.1"], ekor=b"\n%% %d\n" % nomor)
        factories.target_triwulan(indikator=factories.indikator(), tahun=BARU, nomor=1)

    with django_assert_num_queries(30):
        bukti_sakip(BARU)


# Writing


def test_menilai_ulang_menyimpan_yang_lama_di_jejak(office):
    nilai("1.1.1", "C", office, catatan="Belum ada pedoman.")
    nilai("1.1.1", "BB", office)
    nilai("1.1.1", "BB", office)

    penilaian = PenilaianMandiri.objects.get()
    assert (penilaian.peringkat, penilaian.catatan, penilaian.dinilai_oleh) == ("BB", "", office.kasubag)
    assert list(Jejak.objects.values_list("uraian", "data")) == [
        (
            "Orang Kasubag menilai kriteria 1.1.1 tahun 2024: C",
            {"lama": "", "baru": "C", "catatan": "Belum ada pedoman."},
        ),
        ("Orang Kasubag menilai kriteria 1.1.1 tahun 2024: BB", {"lama": "C", "baru": "BB", "catatan": ""}),
    ]


def test_penilaian_setiap_tahun_sendiri(office):
    nilai("1.1.1", "BB", office)

    assert bukti_sakip(2025).cari("1.1.1").penilaian is None


def test_kriteria_perangkat_lain_ditolak(office):
    with pytest.raises(BuktiDitolak, match="tidak termasuk perangkat penilaian tahun 2023"):
        nilai_kriteria(
            tahun=TAHUN, kriteria=kriteria("1.1.1"), peringkat=Peringkat.BB, catatan="", oleh=office.kasubag
        )


@pytest.mark.parametrize("nama", ["camat", "sekcam", "kasi", "staf", "anggota", "admin"])
def test_hanya_perencana_menulis(office, nama):
    orang, satu = getattr(office, nama), dokumen(office)

    with pytest.raises(PermissionDenied):
        nilai_kriteria(
            tahun=BARU, kriteria=kriteria("1.1.1"), peringkat=Peringkat.BB, catatan="", oleh=orang
        )
    with pytest.raises(PermissionDenied):
        daftarkan_dokumen(
            tahun=BARU, isian=IsianDokumen(Jenis.DPA, "DPA"), berkas=unggahan(), kriteria=[], oleh=orang
        )
    with pytest.raises(PermissionDenied):
        kaitkan_dokumen(dokumen=satu, kriteria=kriteria("1.1.1"), oleh=orang)
    with pytest.raises(PermissionDenied):
        tarik_dokumen(dokumen=satu, oleh=orang)


def test_berkas_yang_sama_tidak_terdaftar_dua_kali(office):
    dokumen(office)

    with pytest.raises(BuktiDitolak, match="sudah terdaftar sebagai “Pedoman teknis”"):
        dokumen(office)
    assert dokumen(office, jenis=Jenis.DPA).jenis == "dpa"


def test_gerbang_menolak_sebelum_apa_pun_tersimpan(office):
    with pytest.raises(BerkasDitolak, match="isinya sebuah program"):
        daftarkan_dokumen(
            tahun=BARU,
            isian=IsianDokumen(Jenis.DPA, "DPA"),
            berkas=SimpleUploadedFile("dpa.pdf", b"MZ" + b"\0" * 100),
            kriteria=[],
            oleh=office.kasubag,
        )
    assert (DokumenSakip.objects.count(), Jejak.objects.count()) == (0, 0)


def test_menarik_dokumen_dan_mendaftarkannya_lagi(office):
    lama = dokumen(office, kode=["1.1.1"])
    tarik_dokumen(dokumen=lama, oleh=office.kasubag)

    assert bukti_sakip(BARU).dokumen == ()
    with pytest.raises(BuktiDitolak, match="sudah ditarik"):
        tarik_dokumen(dokumen=lama, oleh=office.kasubag)
    assert dokumen(office) != lama


def test_basis_data_menolak_peringkat_tak_dikenal(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        PenilaianMandiri.objects.create(
            kriteria=kriteria("1.1.1"), tahun=BARU, peringkat="F", dinilai_oleh=office.kasubag
        )


# Pages


@pytest.mark.parametrize(
    ("nama", "baca", "tulis"), [("camat", 200, 403), ("staf", 200, 403), ("kasubag", 200, 200), ("admin", 404, 404)]
)
def test_siapa_membaca_dan_menulis(masuk, nama, baca, tulis):
    client = masuk(nama)

    for url in ("bukti_sakip", "dokumen_sakip_daftar", "bukti_xlsx"):
        assert client.get(reverse(url, args=[BARU])).status_code == baca
    assert client.get(reverse("bukti_kriteria", args=[BARU, "1.1.1"])).status_code == baca
    assert client.get(reverse("dokumen_sakip_tambah", args=[BARU])).status_code == tulis
    if tulis != 200:
        assert client.post(reverse("bukti_kriteria", args=[BARU, "1.1.1"])).status_code == tulis
        assert client.post(reverse("bukti_kaitkan", args=[BARU, "1.1.1"])).status_code == tulis


def test_kriteria_tak_dikenal_404(masuk):
    client = masuk("kasubag")

    assert client.get(reverse("bukti_kriteria", args=[BARU, "9.9.9"])).status_code == 404
    assert client.get(reverse("dokumen_sakip_tambah", args=[BARU]), {"kriteria": "9.9.9"}).status_code == 404


def test_menilai_dari_halaman_kriteria(masuk):
    client, url = masuk("kasubag"), reverse("bukti_kriteria", args=[BARU, "1.1.1"])

    ditolak = client.post(url, {"peringkat": "", "catatan": "Sudah ada drafnya."})
    diterima = client.post(url, {"peringkat": "CC", "catatan": "Sudah ada drafnya."})

    assert (ditolak.status_code, "Pilih peringkat dari AA sampai E." in ditolak.content.decode()) == (422, True)
    assert "Sudah ada drafnya." in ditolak.content.decode()
    assert (diterima.status_code, diterima["Location"]) == (302, url)
    assert "Orang Kasubag menilai kriteria 1.1.1 tahun 2024: CC" in client.get(url).content.decode()


def test_mengunggah_dari_halaman_kriteria(masuk):
    client = masuk("kasubag")
    url = f"{reverse('dokumen_sakip_tambah', args=[BARU])}?kriteria=2.3.1"
    isian = {"jenis": "lainnya", "judul": "Perbup TPP", "nomor": "7/2024", "tanggal": "15 Januari 2024"}

    ditolak = client.post(url, isian | {"berkas": SimpleUploadedFile("tpp.exe", b"MZ")})
    diterima = client.post(url, isian | {"berkas": unggahan()})

    assert (ditolak.status_code, 'value="Perbup TPP"' in ditolak.content.decode()) == (422, True)
    assert diterima["Location"] == reverse("bukti_kriteria", args=[BARU, "2.3.1"])
    satu = DokumenSakip.objects.get()
    assert (satu.judul, satu.tanggal, [k.kode for k in satu.kriteria.all()]) == (
        "Perbup TPP",
        date(2024, 1, 15),
        ["2.3.1"],
    )


def test_mengaitkan_dokumen_terdaftar(masuk, office):
    client, satu = masuk("kasubag"), dokumen(office)
    lain = dokumen(office, tahun=2025, ekor=b"\n% 25\n")
    url = reverse("bukti_kaitkan", args=[BARU, "3.3.7"])

    assert client.post(url, {"dokumen": str(lain.public_id)}).status_code == 422
    assert client.post(url, {"dokumen": str(satu.public_id)}).status_code == 302
    assert [k.kode for k in satu.kriteria.all()] == ["3.3.7"]


@pytest.mark.parametrize(("nama", "kode"), [("staf", 200), ("camat", 200), ("admin", 404)])
def test_dokumen_dibuka_yang_memangku_jabatan_dan_berjejak(masuk, office, nama, kode):
    satu = dokumen(office)

    respons = masuk(nama).get(satu.get_absolute_url())

    assert respons.status_code == kode
    assert Jejak.objects.filter(peristiwa="dokumen_sakip.buka").count() == (kode == 200)
    if kode == 200:
        assert b"".join(respons.streaming_content) == pdf()
        assert (respons["Content-Type"], respons["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_dokumen_yang_ditarik_tidak_ada_lagi(masuk, office):
    client, satu = masuk("kasubag"), dokumen(office)

    client.post(reverse("dokumen_sakip_tarik", args=[satu.public_id]))

    assert client.get(satu.get_absolute_url()).status_code == 404


def test_excel_untuk_evaluator(masuk, office, tmp_path):
    nilai("1.1.1", "BB", office, catatan="Ada.")
    dokumen(office, jenis=Jenis.PEDOMAN_PERENCANAAN)

    respons = masuk("staf").get(reverse("bukti_xlsx", args=[BARU]))

    (tmp_path / "b.xlsx").write_bytes(respons.content)
    buku = load_workbook(tmp_path / "b.xlsx")
    kriteria_pertama = next(
        b for b in buku["Kriteria 2024"].iter_rows(values_only=True) if b[0] == "1.1.1"
    )
    assert buku.sheetnames == ["Nilai 2024", "Kriteria 2024", "Dokumen 2024"]
    assert kriteria_pertama == (
        "1.1.1",
        "Pedoman teknis perencanaan kinerja tersedia",
        "lengkap",
        "BB",
        80,
        "Ada.",
        "–",
        "Pedoman teknis",
    )
    assert sum(1 for b in buku["Kriteria 2024"].iter_rows(values_only=True) if str(b[0]).count(".") == 2) == 80


def test_pdf_konsep_sampai_semua_dinilai(masuk, office, tmp_path):
    dokumen(office, jenis=Jenis.PEDOMAN_PERENCANAAN, judul="Pedoman <b>teknis</b>")

    masuk("camat").post(reverse("bukti_cetak", args=[BARU]))
    laporan = Laporan.objects.get()
    teks = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path / "pdf", laporan.sidik_snapshot))

    assert (laporan.jenis, laporan.konsep, laporan.judul) == (
        Laporan.Jenis.BUKTI_SAKIP,
        True,
        "Bukti SAKIP Tahun 2024, konsep",
    )
    assert "80 dari 80 kriteria belum dinilai" in teks
    assert "Pedoman <b>teknis</b>" in teks
    assert "4.3.5" in teks


def test_cetak_final_bila_semua_dinilai(masuk, office):
    PenilaianMandiri.objects.bulk_create(
        PenilaianMandiri(kriteria=satu.kriteria, tahun=BARU, peringkat="BB", dinilai_oleh=office.kasubag)
        for satu in bukti_sakip(BARU).baris
    )

    masuk("camat").post(reverse("bukti_cetak", args=[BARU]))

    laporan = Laporan.objects.get()
    assert (laporan.konsep, laporan.snapshot["nilai"], laporan.snapshot["predikat"]) == (
        False,
        "80,00",
        "BB (Sangat Baik)",
    )


def test_kriteria_diubah_pengelola_sebagai_data_acuan(masuk):
    respons = masuk("admin").get(reverse("admin:pelaporan_kriteriaakip_changelist"))

    assert "Pedoman teknis perencanaan kinerja tersedia" in respons.content.decode()


def test_halaman_laporan_menunjuk_pengendalian_dan_bukti(masuk):
    client = masuk("staf")
    teks = client.get(reverse("laporan")).content.decode()

    tahun = timezone.localdate().year
    for nama, tujuan in (("pengendalian_kini", "pengendalian"), ("bukti_sakip_kini", "bukti_sakip")):
        assert f'href="{reverse(nama)}"' in teks
        assert client.get(reverse(nama))["Location"] == reverse(tujuan, args=[tahun])


@pytest.mark.parametrize("banyak", [1, 30])
def test_daftar_dokumen_berkueri_tetap(masuk, office, django_assert_num_queries, banyak):
    for nomor in range(banyak):
        dokumen(office, kode=["1.1.1", "2.3.1"], ekor=b"\n%% %d\n" % nomor)
    client, url = masuk("kasubag"), reverse("dokumen_sakip_daftar", args=[BARU])
    client.get(url)

    with django_assert_num_queries(10):
        respons = client.get(url)

    assert respons.content.decode().count('data-label="Jenis"') == banyak
