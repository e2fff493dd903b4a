from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from organisasi.models import Jejak, Kantor, Pegawai
from pelaporan.models import KegiatanPengendalian, Laporan, MingguPengendalian
from pelaporan.naskah.pengendalian import naskah_pengendalian
from pelaporan.pdf import html_laporan
from pelaporan.pengendalian import PEKAN, Keadaan, pekan_mutlak, pengendalian, teks_pekan
from pelaporan.pengendalian_kenyataan import Masa
from pelaporan.pengendalian_services import PengendalianDitolak, salin_rencana, ubah_kegiatan
from rencana_aksi.models import Capaian, Putusan, RencanaAksi
from tests import factories
from tests.factories import TAHUN
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf

pytestmark = pytest.mark.django_db
Sumber = KegiatanPengendalian.Sumber
HARI_INI = date(2023, 11, 22)


@pytest.fixture
def acuan():
    call_command("loaddata", "pengendalian", verbosity=0)


@pytest.fixture
def office(acuan):
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def klaim(nomor: int, tahun: int = TAHUN) -> Capaian:
    target = factories.target_triwulan(indikator=factories.indikator(), tahun=tahun, nomor=nomor)
    factories.syarat(target_triwulan=target)
    return factories.capaian(target_triwulan=target)


def putusan(capaian, orang, meja, tindakan, ke_status, hari: date, **kolom) -> Putusan:
    return Putusan.objects.create(
        capaian=capaian,
        urutan=capaian.putusan.count() + 1,
        putaran=1,
        meja=meja,
        tindakan=tindakan,
        dari_status="draf",
        ke_status=ke_status,
        nilai_masuk=Decimal(100),
        nilai_keluar=Decimal(100),
        sidik_dilihat="0" * 64,
        oleh=orang,
        nama=orang.nama,
        jabatan="Jabatan",
        kapasitas="definitif",
        pada=datetime(hari.year, hari.month, hari.day, 2, tzinfo=UTC),
        **kolom,
    )


def langkah(urutan: int, hari_ini: date = HARI_INI, tahun: int = TAHUN) -> list[tuple]:
    """(period, actual, state, slip) of an activity."""
    semua = pengendalian(tahun, hari_ini).langkah
    return [(s.masa, s.kenyataan, s.keadaan, s.meleset) for s in semua if s.urutan == urutan]


def kisi(urutan: int, hari_ini: date = HARI_INI, tahun: int = TAHUN) -> str:
    """The 48 signs of an activity, a dot for an empty week, a bar between months."""
    (baris,) = (b for b in pengendalian(tahun, hari_ini).kisi if b.urutan == urutan)
    tanda = [s.tanda or "." for s in baris.sel]
    return "|".join("".join(tanda[n : n + 4]) for n in range(0, 48, 4))


# The plan


def test_bawaan_sama_dengan_tabel_pedoman(acuan):
    rencana = {
        k.urutan: [f"{bulan}/{minggu}" for bulan, minggu in k.pekan()]
        for k in KegiatanPengendalian.objects.untuk(2023).prefetch_related("minggu")
    }

    def pekan(teks):
        hasil = []
        for bagian in teks.split():
            bulan, _, minggu = bagian.partition("/")
            awal, _, akhir = minggu.partition("-")
            hasil += [f"{bulan}/{m}" for m in range(int(awal), int(akhir or awal) + 1)]
        return hasil

    assert rencana == {
        1: pekan("1/1-4 10/3-4"),
        2: pekan("1/3-4 10/4"),
        3: pekan("1/2-4"),
        4: pekan("3/3-4 6/3-4 9/3-4 12/2-3"),
        5: pekan("3/4 6/4 9/4 12/3"),
        6: pekan("3/4 6/4 9/4 12/3-4"),
        7: pekan("1/1-2 4/1-2 7/1-2 10/1-2"),
        8: pekan("1/2-4 2/1-4 4/2-4 5/1-4 6/1 7/2-4 8/1-4 9/1 10/2-4 11/1-4 12/1"),
        9: pekan("3/4 6/4 9/4 12/4"),
        10: pekan("3/4 6/4 9/4 12/4"),
        11: pekan("4/1 7/1 10/1 12/4"),
        12: pekan("4/1 7/1 10/1 12/4"),
        13: pekan("1/2-4 2/1-4"),
    }


@pytest.mark.parametrize(("tahun", "asal"), [(2022, None), (2023, 2023), (2024, 2023), (2030, 2023)])
def test_rencana_tahun_terakhir_sebelumnya_yang_berlaku(acuan, tahun, asal):
    isi = pengendalian(tahun, HARI_INI)

    assert (isi.asal, isi.milik_sendiri) == (asal, asal == tahun)


def test_masa_setiap_langkah(acuan):
    factories.kantor()

    masa = {}
    for satu in pengendalian(2024, HARI_INI).langkah:
        masa.setdefault(satu.urutan, []).append(satu.masa)

    berkala = [f"Triwulan {n} 2024" for n in ("I", "II", "III", "IV")]
    assert masa[1] == ["Tahun 2024", "Tahun 2024"]
    assert masa[4] == masa[11] == masa[12] == berkala
    assert masa[7] == masa[8] == ["Triwulan IV 2023", *berkala[:3]]
    assert masa[13] == ["Tahun 2023"]


@pytest.mark.parametrize(
    ("pekan", "teks"),
    [
        ([(3, 4)], "Minggu ke-4 Maret"),
        ([(3, 3), (3, 4)], "Minggu ke-3 sampai ke-4 Maret"),
        ([(1, 4), (2, 1)], "Minggu ke-4 Januari sampai minggu ke-1 Februari"),
        ([(1, 1), (1, 3), (12, 4)], "Minggu ke-1 Januari, minggu ke-3 Januari, dan minggu ke-4 Desember"),
    ],
)
def test_teks_pekan(pekan, teks):
    assert teks_pekan(pekan) == teks


def test_pekan_mutlak_bersambung_antartahun():
    assert pekan_mutlak(2024, 1, 1) - pekan_mutlak(2023, 12, 4) == 1
    assert len(PEKAN) == 48


# The actual, beside the plan


def test_tahun_tanpa_apa_pun_tidak_menuntut_apa_pun(office):
    assert {s.keadaan for s in pengendalian(TAHUN, HARI_INI).langkah} == {Keadaan.KOSONG, Keadaan.PERUBAHAN}


def test_rencana_aksi_terlambat_dua_minggu(office):
    factories.triwulan(nomor=1)
    for hari in (16, 31):
        rencana = factories.rencana_aksi(indikator=factories.indikator())
        RencanaAksi.objects.filter(pk=rencana.pk).update(ditetapkan_pada=datetime(TAHUN, 1, hari, 1, tzinfo=UTC))
    RencanaAksi.objects.filter(pk=rencana.pk).update(ditetapkan_pada=datetime(TAHUN, 2, 9, 1, tzinfo=UTC))

    assert langkah(2) == [
        ("Tahun 2023", "2 dari 2, terakhir minggu ke-2 Februari 2023", Keadaan.TERLAMBAT, 2),
        ("Tahun 2023", "0 perubahan", Keadaan.PERUBAHAN, 0),
    ]
    assert kisi(2) == "..■□|.●..|....|....|....|....|....|....|....|...□|....|...."


def test_tabel_satu_tahun_dengan_kejadian_yang_diketahui(office):
    """Two claims of the first quarter: one in time, one a week late at the Sekcam and not yet told the Camat."""
    cepat, lambat = klaim(1), klaim(1)
    factories.data_dukung(capaian=cepat, diunggah_pada=datetime(TAHUN, 3, 16, 2, tzinfo=UTC))
    factories.data_dukung(capaian=lambat, diunggah_pada=datetime(TAHUN, 3, 30, 2, tzinfo=UTC))
    for satu, hari in ((cepat, 22), (lambat, 30)):
        putusan(satu, office.staf, "pengisi", "ajukan", "di_eselon_iv", date(TAHUN, 3, hari))
        putusan(satu, office.kasi, "eselon_iv", "teruskan", "di_eselon_iii", date(TAHUN, 3, hari + 1))
    putusan(cepat, office.sekcam, "eselon_iii", "teruskan", "di_camat", date(TAHUN, 3, 25))
    putusan(lambat, office.sekcam, "eselon_iii", "teruskan", "di_camat", date(TAHUN, 4, 9), arahan="Lebih awal.")

    tw1 = {urutan: langkah(urutan)[0 if urutan not in (7, 8) else 1] for urutan in range(4, 13)}

    maret = "2 dari 2, terakhir minggu ke-4 Maret 2023"
    assert tw1 == {
        4: ("Triwulan I 2023", maret, Keadaan.TEPAT, 0),
        5: ("Triwulan I 2023", maret, Keadaan.TEPAT, 0),
        6: ("Triwulan I 2023", maret, Keadaan.TEPAT, 0),
        7: ("Triwulan I 2023", "0 dari 1", Keadaan.LEWAT, 30),
        8: ("Triwulan I 2023", "–", Keadaan.KOSONG, 0),
        9: ("Triwulan I 2023", maret, Keadaan.TEPAT, 0),
        10: ("Triwulan I 2023", "2 dari 2, terakhir minggu ke-2 April 2023", Keadaan.TERLAMBAT, 2),
        11: ("Triwulan I 2023", "1 dari 1, terakhir minggu ke-2 April 2023", Keadaan.TERLAMBAT, 1),
        12: ("Triwulan I 2023", "0 dari 1", Keadaan.LEWAT, 31),
    }
    assert kisi(4) == "....|....|..■■|....|....|..□□|....|....|..□□|....|....|.□□."
    assert kisi(10) == "....|....|...■|.●..|....|...□|....|....|...□|....|....|...□"


def test_pengembalian_juga_telaah_dan_umpan_balik(office):
    capaian = klaim(1)
    putusan(
        capaian, office.sekcam, "eselon_iii", "kembalikan", "kembali_pengisi", date(TAHUN, 3, 28), alasan="Kurang."
    )

    assert langkah(10)[0] == (
        "Triwulan I 2023", "1 dari 1, terakhir minggu ke-4 Maret 2023", Keadaan.TEPAT, 0
    )  # fmt: skip
    assert langkah(11)[0][2:] == (Keadaan.TEPAT, 0)
    assert langkah(9)[0][1:] == ("0 dari 1", Keadaan.LEWAT, 32)


@pytest.mark.parametrize(
    ("hari_ini", "keadaan", "meleset"),
    [
        (date(2023, 3, 14), Keadaan.NANTI, 0),
        (date(2023, 3, 15), Keadaan.BERJALAN, 0),
        (date(2023, 3, 31), Keadaan.BERJALAN, 0),
        (date(2023, 4, 1), Keadaan.LEWAT, 1),
        (date(2024, 1, 1), Keadaan.LEWAT, 37),
    ],
)
def test_langkah_yang_belum_selesai_menurut_hari(office, hari_ini, keadaan, meleset):
    klaim(1)

    assert langkah(4, hari_ini)[0] == ("Triwulan I 2023", "0 dari 1", keadaan, meleset)


def test_triwulan_keempat_dinilai_pada_rencana_tahun_berikutnya(office):
    capaian = klaim(4)
    putusan(capaian, office.camat, "camat", "sahkan", "sah", date(2024, 1, 16), arahan="Pertahankan.")

    assert langkah(7, tahun=2024, hari_ini=date(2024, 2, 1))[0] == (
        "Triwulan IV 2023",
        "1 dari 1, terakhir minggu ke-3 Januari 2024",
        Keadaan.TERLAMBAT,
        1,
    )
    assert kisi(7, tahun=2024).startswith("□□●.|")


def test_laporan_final_dan_perjanjian(office):
    tw = factories.triwulan(nomor=1)
    klaim(1)
    factories.laporan(triwulan=tw, diminta_pada=datetime(TAHUN, 4, 7, 2, tzinfo=UTC))

    assert langkah(12)[0] == ("Triwulan I 2023", "1 dari 1, terakhir minggu ke-1 April 2023", Keadaan.TEPAT, 0)
    assert langkah(1)[0] == ("Tahun 2023", "0 dari 5", Keadaan.LEWAT, 40)


def test_hari_dihitung_menurut_wita(office):
    """16.00 UTC on 31 March is already 1 April in Kalaena."""
    capaian = klaim(1)
    putusan(capaian, office.staf, "pengisi", "ajukan", "di_eselon_iv", date(TAHUN, 3, 31))
    Capaian.objects.filter(pk=capaian.pk).update(status="draf")
    lain = klaim(1)
    satu = Putusan(
        capaian=lain, urutan=1, putaran=1, meja="pengisi", tindakan="ajukan", dari_status="draf",
        ke_status="di_eselon_iv", sidik_dilihat="0" * 64, oleh=office.staf, nama="Staf", jabatan="Staf",
        kapasitas="definitif", pada=datetime(TAHUN, 3, 31, 16, 0, tzinfo=UTC),
    )  # fmt: skip
    satu.save()

    assert langkah(5)[0] == ("Triwulan I 2023", "2 dari 2, terakhir minggu ke-1 April 2023", Keadaan.TERLAMBAT, 1)


def test_yang_meleset_terbuka_lebih_dahulu(office):
    capaian = klaim(1)
    putusan(capaian, office.staf, "pengisi", "ajukan", "di_eselon_iv", date(TAHUN, 7, 9))

    meleset = [(s.urutan, s.keadaan) for s in pengendalian(TAHUN, HARI_INI).meleset()]

    terbuka = [1, 3, 4, 6, 9, 10, 11, 12, 7]
    assert meleset == [*((urutan, Keadaan.LEWAT) for urutan in terbuka), (5, Keadaan.TERLAMBAT)]


@pytest.mark.parametrize("banyak", [1, 30])
def test_jumlah_kueri_tetap(office, django_assert_num_queries, banyak):
    for _ in range(banyak):
        capaian = klaim(1)
        factories.data_dukung(capaian=capaian)
        putusan(capaian, office.staf, "pengisi", "ajukan", "di_eselon_iv", date(TAHUN, 3, 22))

    with django_assert_num_queries(18):
        pengendalian(TAHUN, HARI_INI)


# Writing


def test_perubahan_pertama_menyalin_tahun_sebelumnya(office):
    ubah_kegiatan(tahun=2024, urutan=3, nama="Pedoman", pekan=[(2, 1), (1, 4), (2, 1)], oleh=office.kasubag)

    baru = KegiatanPengendalian.objects.get(tahun=2024, urutan=3)
    assert (baru.nama, baru.pekan(), baru.sumber) == ("Pedoman", [(1, 4), (2, 1)], Sumber.PEDOMAN)
    assert KegiatanPengendalian.objects.filter(tahun=2024).count() == 13
    assert KegiatanPengendalian.objects.get(tahun=2023, urutan=3).pekan() == [(1, 2), (1, 3), (1, 4)]
    assert list(Jejak.objects.values_list("peristiwa", "uraian")) == [
        ("pengendalian.salin", "Orang Kasubag menyalin Rencana Pengendalian 2023 menjadi rencana 2024"),
        (
            "pengendalian.ubah",
            "Orang Kasubag mengubah Rencana Pengendalian 2024: Pedoman, "
            "Minggu ke-4 Januari sampai minggu ke-1 Februari",
        ),
    ]


def test_simpan_tanpa_perubahan_tidak_berjejak(office):
    lama = KegiatanPengendalian.objects.get(tahun=2023, urutan=3)

    ubah_kegiatan(tahun=2023, urutan=3, nama=lama.nama, pekan=lama.pekan(), oleh=office.kasubag)

    assert Jejak.objects.count() == 0


def test_menyalin_dua_kali_tidak_menambah(office):
    assert [salin_rencana(tahun=2024, oleh=office.kasubag) for _ in range(2)] == [13, 0]
    assert MingguPengendalian.objects.filter(kegiatan__tahun=2024).count() == 91


def test_tahun_sebelum_rencana_pertama_ditolak(office):
    with pytest.raises(PengendalianDitolak, match="Belum ada rencana pengendalian"):
        salin_rencana(tahun=2022, oleh=office.kasubag)


@pytest.mark.parametrize("nama", ["camat", "sekcam", "kasi", "staf", "anggota", "admin"])
def test_hanya_perencana_mengubah(office, nama):
    with pytest.raises(PermissionDenied):
        ubah_kegiatan(tahun=2023, urutan=3, nama="Pedoman", pekan=[], oleh=getattr(office, nama))


@pytest.mark.parametrize(("bulan", "minggu"), [(0, 1), (13, 1), (1, 0), (1, 5)])
def test_minggu_di_luar_tahun_ditolak_basis_data(acuan, bulan, minggu):
    with pytest.raises(IntegrityError), transaction.atomic():
        MingguPengendalian.objects.create(kegiatan_id=1, bulan=bulan, minggu=minggu)


# Pages


@pytest.mark.parametrize(
    ("nama", "baca", "ubah"),
    [("camat", 200, 403), ("staf", 200, 403), ("kasubag", 200, 200), ("admin", 404, 404)],
)
def test_siapa_membaca_dan_mengubah(masuk, nama, baca, ubah):
    client = masuk(nama)

    assert client.get(reverse("pengendalian", args=[2023])).status_code == baca
    assert client.get(reverse("pengendalian_xlsx", args=[2023])).status_code == baca
    assert client.get(reverse("pengendalian_ubah", args=[2023, 3])).status_code == ubah
    if ubah != 200:
        assert client.post(reverse("pengendalian_ubah", args=[2023, 3])).status_code == ubah
        assert client.post(reverse("pengendalian_salin", args=[2024])).status_code == ubah


def test_halaman_menandai_minggu_ini(masuk):
    with time_machine.travel(datetime(2026, 11, 22, 2, tzinfo=UTC)):
        teks = masuk("camat").get(reverse("pengendalian", args=[2026])).content.decode()

    assert "Sekarang <strong>minggu ke-4 November 2026</strong>" in teks
    assert teks.count('<span class="visually-hidden"> minggu ini</span>') == 1
    assert "Ubah rencana" not in teks


def test_formulir_mencentang_rencana_dan_menyimpan(masuk):
    client = masuk("kasubag")
    url = reverse("pengendalian_ubah", args=[2023, 3])

    assert client.get(url).content.decode().count(" checked") == 3
    respons = client.post(url, {"nama": "Pedoman", "pekan": ["1-2", "12-4"]})

    assert (respons.status_code, respons["Location"]) == (302, reverse("pengendalian", args=[2023]))
    assert KegiatanPengendalian.objects.get(tahun=2023, urutan=3).pekan() == [(1, 2), (12, 4)]


@pytest.mark.parametrize(
    ("isian", "galat"),
    [
        ({"nama": "", "pekan": ["1-2"]}, "Tuliskan nama kegiatannya."),
        ({"nama": "Pedoman", "pekan": ["1-2", "13-1"]}, "Pilih minggu dari daftar"),
    ],
)
def test_isian_yang_salah_ditolak_dan_tetap_tercentang(masuk, isian, galat):
    respons = masuk("kasubag").post(reverse("pengendalian_ubah", args=[2023, 3]), isian)

    teks = respons.content.decode()
    assert (respons.status_code, galat in teks, 'value="1-2" checked' in teks) == (422, True, True)
    assert KegiatanPengendalian.objects.get(tahun=2023, urutan=3).pekan() == [(1, 2), (1, 3), (1, 4)]


def test_kegiatan_tak_dikenal_404(masuk):
    assert masuk("kasubag").get(reverse("pengendalian_ubah", args=[2023, 14])).status_code == 404


def test_excel_berisi_langkah_dan_kisi(masuk, tmp_path):
    respons = masuk("staf").get(reverse("pengendalian_xlsx", args=[2023]))

    (tmp_path / "a.xlsx").write_bytes(respons.content)
    buku = load_workbook(tmp_path / "a.xlsx")
    assert buku.sheetnames == ["Rencana Pengendalian 2023", "Kisi 2023"]
    baris = list(buku["Kisi 2023"].iter_rows(values_only=True))
    assert (len(baris[3]), baris[4][1], baris[4][2:7]) == (50, "Penetapan Kinerja (TAPJA)", ("□", "□", "□", "□", None))


def test_pdf_satu_halaman_mendatar(masuk, tmp_path):
    klaim(1)
    respons = masuk("camat").post(reverse("pengendalian_cetak", args=[2023]))
    laporan = Laporan.objects.get()

    pdf = cetak_pdf(html_laporan(laporan), tmp_path / "pdf", laporan.sidik_snapshot)

    assert (respons["Location"], laporan.jenis, laporan.objek, laporan.konsep) == (
        laporan.get_absolute_url(),
        Laporan.Jenis.PENGENDALIAN,
        "2023",
        False,
    )
    teks = teks_pdf(pdf)
    assert "RENCANA PENGENDALIAN PENCAPAIAN KINERJA SECARA BERKALA TAHUN 2023" in teks
    assert "Halaman 1 dari 1" in teks


def test_pdf_tahun_terburuk_tetap_satu_halaman(office, tmp_path):
    """Nothing was done in a year with claims in every quarter, and three years have passed."""
    Kantor.objects.update(alamat="Jalan Poros Kalaena Nomor 1, Kode Pos 92971", kontak="kecamatan@example.go.id")
    Pegawai.objects.filter(pk=office.camat.pk).update(pangkat="Pembina", golongan="IV/a")
    for nomor in (1, 2, 3, 4):
        klaim(nomor)
        klaim(nomor, tahun=TAHUN - 1)
    hari_ini = date(2026, 12, 31)
    isi = naskah_pengendalian(pengendalian(TAHUN, hari_ini), hari_ini)
    laporan = factories.laporan(
        jenis=Laporan.Jenis.PENGENDALIAN, triwulan=None, versi=None, objek="2023", judul="Rencana", snapshot=isi
    )

    teks = teks_pdf(cetak_pdf(html_laporan(laporan), tmp_path / "pdf"))

    keadaan = [baris["keadaan"] for baris in isi["baris"]]
    assert keadaan[3] == "belum selesai, lewat: TW I 180, TW II 168, TW III 156, TW IV 145 minggu"
    assert keadaan[6].startswith("belum selesai, lewat: TW IV 2022 ")
    assert "Halaman 1 dari 1" in teks


def test_keadaan_pada_cetakan_memisahkan_yang_terbuka(office):
    klaim(2)
    lambat = klaim(1)
    putusan(lambat, office.staf, "pengisi", "ajukan", "di_eselon_iv", date(TAHUN, 4, 9))

    isi = naskah_pengendalian(pengendalian(TAHUN, HARI_INI), HARI_INI)

    keadaan = {baris["urutan"]: baris["keadaan"] for baris in isi["baris"]}
    assert (keadaan["5"], keadaan["2"], keadaan["13"]) == (
        "belum selesai, lewat: TW II 20 minggu; selesai, terlambat: TW I 2 minggu",
        "sesuai rencana",
        "–",
    )


def test_cetak_tahun_tanpa_rencana_404(masuk):
    assert masuk("camat").post(reverse("pengendalian_cetak", args=[2022])).status_code == 404


def test_masa_bernama():
    assert (str(Masa(2023, 1)), str(Masa(2023, 0))) == ("Triwulan I 2023", "Tahun 2023")
