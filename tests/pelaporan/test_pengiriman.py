from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisasi.models import Jejak
from pelaporan import pengiriman_services as layanan
from pelaporan.models import Laporan, PenerimaLaporan, Pengiriman
from pelaporan.pdf import html_laporan
from pelaporan.pengiriman import Keadaan, batas_kirim, daftar_kirim
from pelaporan.pengiriman_services import IsianKirim, PengirimanDitolak
from rencana_aksi.kalender import ATURAN_TAHUNAN, ButirTahunan
from rencana_aksi.models import AturanJadwalTahunan
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.pelaporan.cetakan import cetak_pdf, teks_pdf

BATAS = date(2023, 7, 7)  # of the second quarter (domain 6.3)
KUERI = 15
NOMOR = "000.8/12/KK"
TEPAT = IsianKirim(NOMOR, date(2023, 7, 5), "langsung")
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


@pytest.fixture
def inspektorat():
    return factories.penerima_laporan(nama="Inspektorat")


@pytest.fixture
def final():
    return factories.laporan_selesai()


@pytest.fixture
def catat(kantor, final, inspektorat):
    def _catat(isian=TEPAT, berkas=None, **lain):
        kolom = {"laporan": final, "penerima": inspektorat, "oleh": kantor.kasubag} | lain
        return layanan.catat_pengiriman(**kolom, isian=isian, berkas=berkas)

    return _catat


def isi(respons) -> str:
    return " ".join(respons.content.decode().split())


def satu(hari_ini=BATAS):
    baris = daftar_kirim(2023, hari_ini).baris
    assert len(baris) == 1
    return baris[0]


def lkjip(**kolom) -> Laporan:
    kolom = {"triwulan": None, "jenis": Laporan.Jenis.LKJIP, "objek": "2023", "judul": "LKjIP Tahun 2023"} | kolom
    return factories.laporan_selesai(**kolom)


def aturan_lkjip():
    a = next(a for a in ATURAN_TAHUNAN if a.butir == ButirTahunan.LKJIP)
    AturanJadwalTahunan.objects.get_or_create(
        berlaku_sejak=2020,
        butir=a.butir,
        defaults={"geser_tahun": a.geser_tahun, "bulan": a.bulan, "hari": a.hari, "keluar": a.keluar, "dasar": a.dasar},
    )


# The list


def test_belum_final_belum_dikirim_dan_lewat(inspektorat):
    factories.triwulan()

    assert (satu().keadaan, satu().terlambat, satu(date(2023, 7, 10)).terlambat) == (Keadaan.BELUM_FINAL, 0, 3)

    factories.laporan_selesai()

    assert (satu().keadaan, satu().batas) == (Keadaan.BELUM, BATAS)
    assert (satu().warna, satu(date(2023, 7, 8)).warna) == ("aksi", "buruk")


@pytest.mark.parametrize(
    ("dikirim", "keadaan", "hari"),
    [
        (date(2023, 7, 5), Keadaan.TEPAT, 0),
        (date(2023, 7, 7), Keadaan.TEPAT, 0),
        (date(2023, 7, 8), Keadaan.TERLAMBAT, 1),
        (date(2023, 8, 7), Keadaan.TERLAMBAT, 31),
    ],
)
def test_tepat_sampai_hari_terakhir_lalu_terlambat(catat, dikirim, keadaan, hari):
    catat(IsianKirim(NOMOR, dikirim, "surel"))

    assert (satu(date(2024, 1, 1)).keadaan, satu(date(2024, 1, 1)).terlambat) == (keadaan, hari)


def test_surat_bernomor_belum_berarti_dikirim(catat):
    catat(IsianKirim(NOMOR, None, ""))

    assert satu().keadaan == Keadaan.BELUM


def test_versi_baru_harus_dikirim_lagi_dan_yang_pertama_menentukan_waktunya(catat, final):
    catat()
    kedua = factories.laporan_selesai(triwulan=final.triwulan, versi=2)

    assert (satu().keadaan, satu().laporan, satu().pertama.laporan) == (Keadaan.VERSI_BARU, kedua, final)

    catat(IsianKirim("000.8/19/KK", date(2023, 9, 1), "langsung"), laporan=kedua)

    assert (satu().keadaan, satu().terlambat) == (Keadaan.TEPAT, 0)


def test_batas_yang_digeser_kemudian_tidak_mengubah_yang_sudah_dicatat(catat, final):
    catat(IsianKirim(NOMOR, date(2023, 7, 6), "langsung"))
    final.triwulan.batas_camat = date(2023, 7, 3)
    final.triwulan.save()

    assert (satu().keadaan, satu().batas) == (Keadaan.TEPAT, date(2023, 7, 3))


def test_laporan_tahunan_menurut_aturan_dua_bulan(inspektorat):
    aturan_lkjip()
    bupati = factories.penerima_laporan(nama="Bupati", melalui="Bagian Organisasi", laporan_triwulan=False)
    tahunan = lkjip()
    factories.triwulan()

    baris = daftar_kirim(2023, BATAS).baris

    assert batas_kirim(tahunan) == date(2024, 2, 29)
    assert [(b.masa, b.penerima, b.batas) for b in baris] == [
        ("Triwulan II 2023", inspektorat, BATAS),
        ("Tahun 2023", inspektorat, date(2024, 2, 29)),
        ("Tahun 2023", bupati, date(2024, 2, 29)),
    ]


def test_pengukuran_akhir_tahun_tidak_dikirim_sendiri(inspektorat):
    factories.laporan_selesai(triwulan=factories.triwulan(nomor=5))

    assert daftar_kirim(2023, BATAS).baris == ()


def test_penerima_nonaktif_hanya_pada_yang_pernah_dikirim(catat, inspektorat):
    catat()
    PenerimaLaporan.objects.filter(pk=inspektorat.pk).update(aktif=False)
    factories.triwulan(nomor=3)

    assert [b.masa for b in daftar_kirim(2023, BATAS).baris] == ["Triwulan II 2023"]


def test_angka_ringkas_dihitung_tangan(catat, final):
    catat()
    lain = factories.penerima_laporan(nama="Bapelitbangda")
    catat(IsianKirim(NOMOR, date(2023, 7, 20), "pos"), penerima=lain)
    factories.laporan_selesai(triwulan=factories.triwulan(nomor=1))

    daftar = daftar_kirim(2023, date(2023, 7, 21))

    assert (daftar.tepat, daftar.terlambat, daftar.menunggu, daftar.lewat) == (1, 1, 2, 2)


@pytest.mark.parametrize("jumlah", [1, 30])
def test_daftar_tetap_jumlah_kuerinya(masuk, final, kantor, django_assert_num_queries, jumlah):
    aturan_lkjip()
    for _ in range(jumlah):
        layanan.catat_pengiriman(
            laporan=final, penerima=factories.penerima_laporan(), isian=TEPAT, berkas=None, oleh=kantor.kasubag
        )
    klien = masuk("camat")
    klien.get(reverse("pengiriman", args=[2023]))

    with django_assert_num_queries(KUERI):
        assert klien.get(reverse("pengiriman", args=[2023])).status_code == 200


# Entering a dispatch


def test_pengiriman_tercatat_dengan_tanda_terima_dan_jejak(catat, kantor):
    catat(IsianKirim(NOMOR, None, ""))
    kiriman = catat(TEPAT, unggahan(pdf(), "tanda terima.pdf"))

    assert Pengiriman.objects.count() == 1
    assert (kiriman.nomor_surat, kiriman.dikirim, kiriman.cara) == (NOMOR, date(2023, 7, 5), "langsung")
    assert (kiriman.nama_tanda_terima, kiriman.batas, kiriman.dicatat_oleh) == (
        "tanda terima.pdf",
        BATAS,
        kantor.kasubag,
    )
    jejak = Jejak.objects.get(peristiwa="pengiriman.ubah").data
    assert jejak["lama"] == {"nomor_surat": NOMOR, "dikirim": "", "cara": "", "tanda_terima": ""}
    assert jejak["baru"]["tanda_terima"] == kiriman.tanda_terima.sha256


def test_tanda_terima_tetap_bila_tidak_diganti(catat):
    catat(TEPAT, unggahan(pdf(), "tanda terima.pdf"))

    assert catat(IsianKirim("9/KK", date(2023, 7, 6), "pos")).nama_tanda_terima == "tanda terima.pdf"
    with pytest.raises(PengirimanDitolak, match="tidak dapat dikosongkan"):
        catat(IsianKirim("9/KK", None, ""))


def test_tanggal_kirim_tidak_mendahului_laporan(catat):
    with pytest.raises(PengirimanDitolak, match="mendahului tanggal laporannya"):
        catat(IsianKirim(NOMOR, date(2023, 6, 22), "langsung"))


@pytest.mark.parametrize("kolom", [{"konsep": True, "versi": None}, {"keadaan": "gagal", "berkas": None}])
def test_yang_belum_final_tidak_dikirim(catat, final, kolom):
    Laporan.objects.filter(pk=final.pk).update(**kolom | {"selesai_pada": None} if "keadaan" in kolom else kolom)

    with pytest.raises(PengirimanDitolak, match="Hanya laporan final"):
        catat(laporan=Laporan.objects.get(pk=final.pk))


@pytest.mark.parametrize(
    ("nama", "daftar", "tulis"),
    [
        ("camat", 200, 200),
        ("sekcam", 200, 200),
        ("kasubag", 200, 200),
        ("kasi", 200, 403),
        ("staf", 200, 403),
        ("anggota", 200, 403),
        ("admin", 404, 404),
    ],
)
def test_siapa_melihat_dan_mencatat(masuk, final, inspektorat, nama, daftar, tulis):
    klien = masuk(nama)

    assert klien.get(reverse("pengiriman", args=[2023])).status_code == daftar
    assert klien.get(reverse("penerima_laporan")).status_code == daftar
    assert klien.get(reverse("penerima_tambah")).status_code == tulis
    assert klien.get(reverse("penerima_ubah", args=[inspektorat.public_id])).status_code == tulis
    alamat = reverse("pengiriman_catat", args=[final.public_id, inspektorat.public_id])
    assert klien.get(alamat).status_code == tulis


@pytest.mark.parametrize("nama", ["kasi", "staf", "anggota", "admin"])
def test_layanan_menolak_yang_tidak_berhak(catat, kantor, inspektorat, nama):
    kiriman, orang = catat(), getattr(kantor, nama)

    for panggilan in (
        lambda: catat(oleh=orang),
        lambda: layanan.cetak_surat(pengiriman=kiriman, oleh=orang),
        lambda: layanan.simpan_penerima(penerima=inspektorat, oleh=orang),
    ):
        with pytest.raises(PermissionDenied):
            panggilan()


def test_isian_keliru_disebut_dan_tidak_hilang(masuk, final, inspektorat):
    alamat = reverse("pengiriman_catat", args=[final.public_id, inspektorat.public_id])

    respons = masuk("kasubag").post(alamat, {"nomor_surat": "12/KK", "dikirim": "5 Juli 2023", "cara": ""})

    assert respons.status_code == 422
    assert "Pilih cara kirim, karena tanggal kirimnya sudah diisi." in isi(respons)
    assert 'value="12/KK"' in isi(respons)
    assert 'value="2023-07-05"' in isi(respons)
    assert not Pengiriman.objects.exists()


def test_tanggal_besok_ditolak(masuk, final, inspektorat):
    alamat = reverse("pengiriman_catat", args=[final.public_id, inspektorat.public_id])

    respons = masuk("kasubag").post(alamat, {"nomor_surat": "12/KK", "dikirim": "1 Januari 2100", "cara": "pos"})

    assert "Tanggal kirim belum tiba" in isi(respons)


def test_tanda_terima_diunduh_yang_boleh_melihat_laporan(masuk, catat):
    kiriman = catat(TEPAT, unggahan(pdf(), "tanda terima.pdf"))
    alamat = reverse("pengiriman_tanda_terima", args=[kiriman.public_id])

    respons = masuk("staf").get(alamat)
    assert (respons.status_code, respons.getvalue()) == (200, pdf())
    assert masuk("admin").get(alamat).status_code == 404


# The letter and the recipients


def test_surat_pengantar_tercetak_menurut_tata_naskah(catat, kantor, tmp_path):
    PenerimaLaporan.objects.update(melalui="Kepala Bagian Organisasi")
    kiriman = Pengiriman.objects.select_related("penerima", "laporan").get(pk=catat().pk)

    surat = layanan.cetak_surat(pengiriman=kiriman, oleh=kantor.kasubag)
    teks = teks_pdf(cetak_pdf(html_laporan(surat), tmp_path))

    assert (surat.jenis, surat.objek) == (Laporan.Jenis.SURAT_PENGANTAR, str(kiriman.public_id))
    for potongan in (
        "Kalaena, 5 Juli 2023",
        "Yth. Inspektur Kabupaten Luwu Timur",
        "melalui Kepala Bagian Organisasi",
        "di Malili",
        "SURAT PENGANTAR NOMOR 000.8/12/KK",
        "Laporan Kinerja Triwulan II 2023, versi 1",
        "Diterima tanggal",
        "Camat",
        kantor.camat.nama,
    ):
        assert potongan in teks, potongan
    assert layanan.cetak_surat(pengiriman=kiriman, oleh=kantor.kasubag) == surat


def test_surat_kembali_ke_halaman_pengirimannya(masuk, catat, kantor):
    kiriman = catat()
    surat = layanan.cetak_surat(pengiriman=Pengiriman.objects.get(pk=kiriman.pk), oleh=kantor.kasubag)
    asal = reverse("pengiriman_rinci", args=[kiriman.public_id])

    assert f'<a href="{asal}">Surat Pengantar</a>' in isi(masuk("kasubag").get(surat.get_absolute_url()))
    tujuan = reverse("pengiriman_catat", args=[kiriman.laporan.public_id, kiriman.penerima.public_id])
    assert masuk("kasubag").get(asal).url == tujuan
    assert masuk("staf").get(asal).url == reverse("pengiriman_kini")


def test_penerima_ditambah_dan_diubah_lewat_halaman(masuk, inspektorat):
    klien = masuk("kasubag")
    isian = {"nama": "Bupati", "sapaan": "Bupati Luwu Timur", "tempat": "Malili", "urutan": 2, "aktif": "on"}

    assert klien.post(reverse("penerima_tambah"), isian).url == reverse("penerima_laporan")
    assert klien.post(reverse("penerima_tambah"), isian).status_code == 422
    klien.post(reverse("penerima_ubah", args=[inspektorat.public_id]), isian | {"nama": "Itkab"})

    assert [p.nama for p in PenerimaLaporan.objects.order_by("pk")] == ["Itkab", "Bupati"]
    assert list(Jejak.objects.filter(peristiwa__startswith="penerima").values_list("peristiwa", flat=True)) == [
        "penerima.tambah",
        "penerima.ubah",
    ]
