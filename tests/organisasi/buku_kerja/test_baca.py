"""Whole messy workbooks: the rows that come out, and the exact list of findings."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from organisasi.buku_kerja import baca as modul_baca
from organisasi.buku_kerja.baca import Temuan, baca
from organisasi.buku_kerja.nilai import Tingkat, bersih
from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema
from tests import buku_berantakan as bb

HARI_INI = date(2026, 11, 22)
BACAAN_BERSIH = (
    "7.01.01", "Indeks Kepuasan", Decimal("87.5"), Decimal("96"), Decimal("1250000"), date(2026, 8, 22), "1",
)  # fmt: skip
PERBAIKI_RUMUS = "Perbaiki rumus atau rujukannya di Excel, atau ganti dengan nilai yang benar."
KETIK_KODE = "Ubah format sel menjadi Teks, lalu ketik ulang (kode, ditulis sebagai teks)."
BANDINGKAN = "Bandingkan dengan dokumen asal; bila berbeda, ketik ulang sebagai Teks."
KODE_ANGKA = "Kode tersimpan sebagai angka, dibaca “{}”; angka 0 di depan atau di belakang mungkin hilang."
TULIS_TANPA_PEMISAH = "Bila bukan itu maksudnya, tulis tanpa pemisah ribuan dan dengan koma desimal."
CONTOH_ANGKA = "Tulis misalnya 87,5 atau 1.234,56."


def galat(*isi):
    return Temuan(*isi, Tingkat.GALAT)


def peringatan(*isi):
    return Temuan(*isi, Tingkat.PERINGATAN)


# Maker: rows by number in the order of the sheet's columns, then every finding.
KASUS = {
    bb.judul_di_baris_4: (
        {
            6: BACAAN_BERSIH,
            10: ("7.01.02", "Tertib administrasi", Decimal("3"), None, None, None, "2"),
        },
        [
            peringatan(
                "Indikator", 5, "", "", "",
                "Baris nomor kolom di bawah judul dilewati.",
                "Hapus baris ini.",
            ),
            peringatan(
                "Indikator", 9, "", "", "",
                "Baris ini mengulang judul kolom dan dilewati.",
                "Hapus baris ini.",
            ),
        ],
    ),
    bb.kolom_diubah: (
        {
            2: ("Indeks", "7.01", Decimal("1250000.00")),
        },
        [
            peringatan(
                "Indikator", 1, "A", "No", "",
                "Kolom ini tidak dikenal dan tidak dibaca.",
                "Abaikan bila tidak diperlukan.",
            ),
            peringatan(
                "Indikator", 1, "D", "Targett", "",
                "Kolom ini tidak dikenal dan tidak dibaca.",
                "Bila maksudnya “Target”, ubah judulnya.",
            ),
            peringatan(
                "Indikator", 1, "F", "", "",
                "Kolom ini berisi data tanpa judul dan tidak dibaca.",
                "Beri judul, atau kosongkan kolomnya.",
            ),
        ],
    ),
    bb.kolom_wajib_hilang: (
        {
            2: ("Indeks", Decimal("1")),
        },
        [
            galat(
                "Indikator", 1, "", "Kode", "",
                "Kolom wajib “Kode” tidak ada.",
                "Tambahkan kolom dengan judul “Kode” pada baris 1.",
            ),
            galat(
                "Indikator", 1, "C", "Target", "",
                "Judul ini sudah dipakai kolom B; kolom ini tidak dibaca.",
                "Hapus salah satu kolom atau ubah judulnya.",
            ),
        ],
    ),
    bb.tanpa_judul: (
        {},
        [
            galat(
                "Indikator", None, "", "", "",
                "Baris judul kolom tidak ditemukan.",
                "Tulis judul kolom dalam satu baris: Kode; Indikator; Target; Capaian (%); Pagu; Tanggal; Semester.",
            ),
        ],
    ),
    bb.lembar_lain: (
        {},
        [
            galat(
                "Indikator", None, "", "", "",
                "Lembar “Indikator” tidak ada.",
                "Ubah nama lembar “Indikatr” menjadi “Indikator”.",
            ),
            peringatan(
                "Indikatr", None, "", "", "",
                "Lembar “Indikatr” tidak dikenal dan tidak dibaca.",
                "Yang dibaca hanya lembar “Indikator”.",
            ),
            peringatan(
                "Rekap", None, "", "", "",
                "Lembar “Rekap” tidak dikenal dan tidak dibaca.",
                "Yang dibaca hanya lembar “Indikator”.",
            ),
        ],
    ),
    bb.satu_lembar_bernama_lain: (
        {
            2: BACAAN_BERSIH,
        },
        [
            peringatan(
                "Sheet1", None, "", "", "",
                "Lembar “Sheet1” dibaca sebagai “Indikator” karena hanya ada satu lembar.",
                "Ubah nama lembarnya menjadi “Indikator”.",
            ),
        ],
    ),
    bb.sel_gabungan: (
        {
            3: ("7.01", "Indeks A", Decimal("1"), Decimal("5")),
            4: ("7.01", "Indeks B", Decimal("2"), None),
            5: ("7.01", "Indeks C", Decimal("3"), Decimal("7")),
        },
        [
            peringatan(
                "Indikator", 3, "A", "Kode", "",
                "Sel gabungan A3:A6: nilainya dipakai untuk setiap baris di dalamnya.",
                "Pisahkan selnya bila nilai itu tidak berlaku untuk setiap baris.",
            ),
            peringatan(
                "Indikator", 4, "C", "Target", "2",
                "Sel gabungan C4:D4 menutupi beberapa kolom; nilainya hanya dibaca untuk kolom C.",
                "Pisahkan selnya dan isi setiap kolom.",
            ),
        ],
    ),
    bb.tersembunyi: (
        {
            2: BACAAN_BERSIH,
            3: BACAAN_BERSIH,
            4: BACAAN_BERSIH,
            5: BACAAN_BERSIH,
        },
        [
            peringatan(
                "Indikator", 1, "C", "Target", "",
                "Kolom ini tersembunyi, tetapi ikut dibaca.",
                "Tampilkan kolomnya dan periksa isinya.",
            ),
            peringatan(
                "Indikator", 2, "", "", "",
                "Baris 2 dan 4 sampai 5 tersembunyi, tetapi ikut dibaca.",
                "Tampilkan barisnya, periksa, lalu hapus bila tidak dimaksud.",
            ),
        ],
    ),
    bb.angka_bermacam: (
        {
            2: ("a", "n", Decimal("87.5"), Decimal("96"), Decimal("1250000.00"), None, None),
            3: ("b", "n", Decimal("1500"), Decimal("1.500"), Decimal("1500"), None, None),
            4: ("c", "n", None, Decimal("0.96"), Decimal("1250000.01"), None, None),
            5: ("d", "n", None, None, None, None, None),
            6: ("e", "n", None, Decimal("0.96"), None, None, None),
            7: ("f", "n", Decimal("96"), Decimal("87.5"), Decimal("-5"), None, None),
            8: ("g", "n", Decimal("5000"), None, None, None, None),
        },
        [
            peringatan(
                "Indikator", 3, "C", "Target", "1.500",
                "“1.500” dapat dibaca dua cara; dibaca 1500 (seribu lima ratus).",
                TULIS_TANPA_PEMISAH,
            ),
            peringatan(
                "Indikator", 3, "D", "Capaian (%)", "1,500",
                "“1,500” dapat dibaca dua cara; dibaca 1,5 (satu koma lima).",
                TULIS_TANPA_PEMISAH,
            ),
            galat(
                "Indikator", 4, "C", "Target", "1,234.5",
                "“1,234.5” memakai koma untuk ribuan.",
                "Pakai titik untuk ribuan dan koma untuk desimal. Tulis misalnya 87,5 atau 1.234,56.",
            ),
            peringatan(
                "Indikator", 4, "D", "Capaian (%)", "0,96",
                "Ditulis tanpa tanda persen, dibaca 0,96%.",
                "Bila maksudnya 96%, tulis dengan tanda persen.",
            ),
            peringatan(
                "Indikator", 4, "E", "Pagu", "1250000,005",
                "Lebih dari dua desimal, dibulatkan menjadi Rp1.250.000,01.",
                "Tulis jumlah rupiah dengan paling banyak dua desimal.",
            ),
            peringatan(
                "Indikator", 5, "C", "Target", "-",
                "Tanda “-” dibaca sebagai kosong.",
                "Kosongkan selnya.",
            ),
            galat(
                "Indikator", 5, "D", "Capaian (%)", "Rp5",
                "Sel berisi rupiah, bukan persen.",
                "Tulis persennya, misalnya 96%.",
            ),
            galat(
                "Indikator", 5, "E", "Pagu", "5%",
                "Sel berisi persen, bukan rupiah.",
                "Tulis jumlahnya dalam rupiah, misalnya 1250000.",
            ),
            galat(
                "Indikator", 6, "C", "Target", "lima",
                "“lima” tidak terbaca sebagai angka.",
                CONTOH_ANGKA,
            ),
            peringatan(
                "Indikator", 6, "D", "Capaian (%)", "0,96",
                "Ditulis tanpa tanda persen, dibaca 0,96%.",
                "Bila maksudnya 96%, tulis dengan tanda persen.",
            ),
            peringatan(
                "Indikator", 7, "C", "Target", "96%",
                "Isinya memakai tanda persen, dibaca 96.",
                "Periksa satuan kolom ini.",
            ),
            peringatan(
                "Indikator", 8, "C", "Target", "Rp 5.000",
                "Isinya memakai “Rp”, dibaca 5.000.",
                "Periksa satuan kolom ini.",
            ),
        ],
    ),
    bb.persen_dan_format: (
        {
            2: ("a", "96%", Decimal("96.00"), Decimal("96.00"), None, None, None),
            3: ("b", "n", Decimal("1"), Decimal("96"), Decimal("1.01"), None, None),
        },
        [
            peringatan(
                "Indikator", 2, "B", "Indikator", "0,96",
                "Sel berisi angka, dibaca sebagai teks “96%”.",
                "Bila bukan itu maksudnya, ubah format sel menjadi Teks dan ketik ulang.",
            ),
            peringatan(
                "Indikator", 2, "C", "Target", "0,96",
                "Isinya memakai tanda persen, dibaca 96.",
                "Periksa satuan kolom ini.",
            ),
            galat(
                "Indikator", 2, "E", "Pagu", "0,96",
                "Sel berisi persen, bukan rupiah.",
                "Tulis jumlahnya dalam rupiah, misalnya 1250000.",
            ),
            peringatan(
                "Indikator", 3, "E", "Pagu", "1,005",
                "Lebih dari dua desimal, dibulatkan menjadi Rp1,01.",
                "Tulis jumlah rupiah dengan paling banyak dua desimal.",
            ),
        ],
    ),
    bb.kode_sebagai_angka: (
        {
            2: ("7.01", "n", None, None, None, None, None),
            3: ("7.10", "n", None, None, None, None, None),
            4: ("07", "n", None, None, None, None, None),
            5: (None, "n", None, None, None, None, None),
            6: (None, "n", None, None, None, None, None),
            7: (None, "n", None, None, None, None, None),
            8: ("7", "n", None, None, None, None, None),
            9: ("7.01.02", "n", None, None, None, None, None),
        },
        [
            peringatan(
                "Indikator", 2, "A", "Kode", "7,01",
                KODE_ANGKA.format("7.01"),
                BANDINGKAN,
            ),
            peringatan(
                "Indikator", 3, "A", "Kode", "7,1",
                "Kode tersimpan sebagai angka, dibaca “7.10” seperti yang tampak.",
                "Bandingkan dengan dokumen asal; sebaiknya ubah format sel menjadi Teks.",
            ),
            peringatan(
                "Indikator", 4, "A", "Kode", "7",
                "Kode tersimpan sebagai angka, dibaca “07” seperti yang tampak.",
                "Bandingkan dengan dokumen asal; sebaiknya ubah format sel menjadi Teks.",
            ),
            galat(
                "Indikator", 5, "A", "Kode", "7012",
                "Kode tersimpan sebagai angka 7.012.",
                KETIK_KODE,
            ),
            galat(
                "Indikator", 6, "A", "Kode", "7,01",
                "Kode tersimpan sebagai angka 7,01, tetapi tampak “7.0”.",
                KETIK_KODE,
            ),
            galat(
                "Indikator", 7, "A", "Kode", "07-01-2026",
                "Excel menyimpan isian ini sebagai tanggal (07-01-2026).",
                KETIK_KODE,
            ),
            peringatan(
                "Indikator", 8, "A", "Kode", "7",
                KODE_ANGKA.format("7"),
                BANDINGKAN,
            ),
        ],
    ),
    bb.tanggal_bermacam: (
        {
            2: ("a", "n", None, None, None, date(2026, 8, 22), None),
            3: ("a", "n", None, None, None, date(2026, 8, 22), None),
            4: ("a", "n", None, None, None, date(2026, 8, 22), None),
            5: ("a", "n", None, None, None, None, None),
            6: ("a", "n", None, None, None, None, None),
            7: ("a", "n", None, None, None, date(2026, 8, 22), None),
            8: ("a", "n", None, None, None, None, None),
            9: ("a", "n", None, None, None, None, None),
            10: ("a", "n", None, None, None, None, None),
        },
        [
            galat(
                "Indikator", 5, "F", "Tanggal", "8/22/2026",
                "“8/22/2026” memuat bulan ke-22, padahal tanggal ditulis hari lebih dahulu.",
                "Tulis misalnya 22 Agustus 2026 atau 22-08-2026.",
            ),
            galat(
                "Indikator", 6, "F", "Tanggal", "46256",
                "Sel berisi angka 46.256, bukan tanggal.",
                "Ketik ulang, misalnya 22-08-2026.",
            ),
            peringatan(
                "Indikator", 7, "F", "Tanggal", "22-08-2026 09.30",
                "Jam pada “22-08-2026 09.30” diabaikan.",
                "Hapus jamnya bila tidak diperlukan.",
            ),
            galat(
                "Indikator", 8, "F", "Tanggal", "09:30:00",
                "Sel berisi jam, bukan tanggal.",
                "Ubah format sel menjadi Teks, lalu ketik ulang (tanggal, misalnya 22-08-2026).",
            ),
            galat(
                "Indikator", 9, "F", "Tanggal", "01-01-2150",
                "Tahun 2150 di luar 1900 sampai 2100.",
                "Periksa kembali tanggalnya.",
            ),
            galat(
                "Indikator", 10, "F", "Tanggal", "31 Februari 2026",
                "“31 Februari 2026” tidak ada dalam kalender: Februari 2026 mempunyai tanggal 1 sampai 28.",
                "Periksa kembali tanggalnya.",
            ),
        ],
    ),
    bb.galat_dan_logika: (
        {
            2: ("a", None, None, None, None, None, None),
            3: ("b", "n", None, None, None, None, None),
            4: ("c", "n", None, None, None, None, None),
            5: (None, "n", None, None, None, None, None),
        },
        [
            galat(
                "Indikator", 2, "B", "Indikator", "#REF!",
                "Sel berisi galat Excel #REF!.",
                PERBAIKI_RUMUS,
            ),
            galat(
                "Indikator", 2, "C", "Target", "#N/A",
                "Sel berisi galat Excel #N/A.",
                PERBAIKI_RUMUS,
            ),
            galat(
                "Indikator", 3, "C", "Target", "TRUE",
                "Sel berisi nilai logika TRUE.",
                "Ganti dengan teks atau angka yang dimaksud.",
            ),
            galat(
                "Indikator", 4, "C", "Target", "",
                "Rumus di sel ini belum mempunyai hasil yang tersimpan.",
                "Buka berkas di Excel dan simpan lagi, atau ganti rumus dengan nilainya.",
            ),
            galat(
                "Indikator", 5, "A", "Kode", "",
                "Kolom “Kode” wajib diisi.",
                "Isi sel ini.",
            ),
            galat(
                "Indikator", 5, "G", "Semester", "Triwulan I",
                "“Triwulan I” tidak ada dalam daftar pilihan.",
                "Pilih salah satu: Semester I; Semester II.",
            ),
        ],
    ),
    bb.rumus_terhitung: (
        {
            2: ("a", "n", Decimal("87.5"), None, None, None, None),
        },
        [],
    ),
    bb.rumus_teks_kosong: (
        {
            2: ("a", "n", None, None, None, None, None),
        },
        [],
    ),
    bb.sel_rusak: (
        {
            2: ("a", "n", None, None, None, None, None),
        },
        [
            galat(
                "Indikator", 2, "C", "Target", "#VALUE!",
                "Sel berisi galat Excel #VALUE!.",
                PERBAIKI_RUMUS,
            ),
        ],
    ),
    bb.lembar_terpotong: (
        {},
        [
            galat(
                "Indikator", None, "", "", "",
                "Lembar ini rusak dan tidak terbaca.",
                "Buka di Excel, simpan sebagai berkas baru, lalu unggah lagi.",
            ),
        ],
    ),
    bb.teks_panjang: (
        {
            2: ("a", None, None, None, None, None, None),
        },
        [
            galat(
                "Indikator", 2, "B", "Indikator", "Sangat " * 11 + "San…",
                "Isinya 6.999 karakter, paling banyak 60 karakter.",
                "Persingkat isinya.",
            ),
            galat(
                "Indikator", 2, "C", "Target", "99999999999999999999999999999999999999999",
                "“9999999999999999999999999999999999999999…” tidak terbaca sebagai angka.",
                CONTOH_ANGKA,
            ),
            galat(
                "Indikator", 2, "G", "Semester", "Semester I" * 8 + "…",
                "“" + "Semester I" * 8 + "…” tidak ada dalam daftar pilihan.",
                "Pilih salah satu: Semester I; Semester II.",
            ),
        ],
    ),
    bb.nip_bermacam: (
        {
            2: ("197703292008011008", None),
            3: (None, None),
            4: (None, None),
            5: (None, None),
            6: ("197703292008011008", 9),
        },
        [
            galat(
                "Pegawai", 2, "B", "Kelas", "3,5",
                "3,5 bukan bilangan bulat.",
                "Tulis bilangan bulat, misalnya 12.",
            ),
            galat(
                "Pegawai", 3, "A", "NIP", "19770329200801100",
                "NIP harus 18 angka, yang tertulis 17 angka.",
                "Tulis misalnya 19770329 200801 1 008.",
            ),
            galat(
                "Pegawai", 3, "B", "Kelas", "3,5",
                "3,5 bukan bilangan bulat.",
                "Tulis bilangan bulat, misalnya 12.",
            ),
            galat(
                "Pegawai", 4, "A", "NIP", "197.703.292.008.011.000",
                "Angka lebih dari 15 digit; Excel sudah membulatkan digit terakhirnya.",
                "Ubah format sel menjadi Teks, lalu ketik ulang angkanya dari dokumen asal.",
            ),
            galat(
                "Pegawai", 4, "B", "Kelas", "3,5",
                "3,5 bukan bilangan bulat.",
                "Tulis bilangan bulat, misalnya 12.",
            ),
            galat(
                "Pegawai", 5, "A", "NIP", "197713292008011008",
                "Delapan angka pertama NIP (19771329) bukan tanggal lahir yang ada dalam kalender.",
                "Periksa kembali.",
            ),
            galat(
                "Pegawai", 5, "B", "Kelas", "3,5",
                "3,5 bukan bilangan bulat.",
                "Tulis bilangan bulat, misalnya 12.",
            ),
        ],
    ),
}


@pytest.mark.parametrize("pembuat", KASUS, ids=lambda pembuat: pembuat.__name__)
def test_baca_buku_berantakan(pembuat):
    skema = bb.SKEMA_PEGAWAI if pembuat is bb.nip_bermacam else bb.SKEMA
    baris, temuan = KASUS[pembuat]

    hasil = baca(pembuat(), skema, hari_ini=HARI_INI)

    (terbaca,) = hasil.baris.values()
    assert {satu.nomor: tuple(satu.nilai.values()) for satu in terbaca} == baris
    assert hasil.temuan == temuan
    assert hasil.ada_galat == any(satu.tingkat is Tingkat.GALAT for satu in temuan)


def _zip(**isi: bytes) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as paket:
        for nama, satu in isi.items():
            paket.writestr(nama, satu)
    return keluar.getvalue()


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.7", b"PK\x03\x04", _zip(), _zip(a=b"b"), bb.lembar().getvalue()[:900]])
def test_baca_bukan_buku_kerja(isi):
    hasil = baca(io.BytesIO(isi), bb.SKEMA, hari_ini=HARI_INI)

    assert hasil.baris == {"Indikator": []}
    assert hasil.temuan == [
        galat(
            "", None, "", "", "",
            "Berkas ini tidak terbaca sebagai buku kerja Excel.",
            "Buka di Excel atau LibreOffice, simpan sebagai Excel (.xlsx) tanpa kata sandi, lalu unggah lagi.",
        )
    ]  # fmt: skip


def test_baca_setiap_bagian_rusak_tanpa_galat_program():
    utuh = bb.lembar(bb.BERSIH).getvalue()
    with zipfile.ZipFile(io.BytesIO(utuh)) as paket:
        nama = paket.namelist()

    for satu in nama:
        for ganti in (b"", b"<a/>", b"\xff\xfe"):
            hasil = baca(bb.ubah_bagian(io.BytesIO(utuh), satu, lambda isi, ganti=ganti: ganti), bb.SKEMA)
            assert hasil.temuan or len(hasil.baris["Indikator"]) == 1


POTONGAN = st.sampled_from(
    [b"", b'"', b"<", b"-1", b"A0", b"ZZZZ9", b't="d"', b't="b"', b's="77"', b'r="0"', b'hidden="1"', b"NaN", b"1e999"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 4), POTONGAN), min_size=1, max_size=3))
def test_baca_lembar_teracak_tanpa_galat_program(sunting):
    def acak(isi: bytes) -> bytes:
        for mulai, panjang, ganti in sunting:
            mulai %= len(isi)
            isi = isi[:mulai] + ganti + isi[mulai + panjang :]
        return isi

    hasil = baca(bb.ubah_bagian(bb.sel_gabungan(), "xl/worksheets/sheet1.xml", acak), bb.SKEMA)

    assert hasil.baris["Indikator"] or hasil.temuan


def test_baca_kolom_tidak_ada_bukan_sel_kosong():
    berkas = bb.ke_berkas(bb.buku([("Kode", "Indikator", "Target"), ("7.01", "Indeks", None)]))

    hasil = baca(berkas, bb.SKEMA)

    assert hasil.baris["Indikator"][0].nilai == {"kode": "7.01", "nama": "Indeks", "target": None}
    assert hasil.temuan == []


def test_baca_lembar_tersembunyi_diberitahukan():
    hasil_buku = bb.buku([bb.JUDUL, bb.BERSIH])
    hasil_buku.create_sheet("Petunjuk")
    hasil_buku.active.sheet_state = "hidden"

    hasil = baca(bb.ke_berkas(hasil_buku), bb.SKEMA)

    masalah = "Lembar ini tersembunyi, tetapi ikut dibaca."
    assert hasil.temuan == [
        peringatan("Indikator", None, "", "", "", masalah, "Tampilkan lembarnya dan periksa isinya.")
    ]


def test_baca_lembar_terlalu_besar(monkeypatch):
    monkeypatch.setattr("organisasi.buku_kerja.lembaran.BATAS_SEL", 20)

    hasil = baca(bb.lembar(*[bb.BERSIH] * 3), bb.SKEMA)

    assert hasil.baris == {"Indikator": []}
    assert [satu.saran for satu in hasil.temuan] == ["Bagi isinya menjadi beberapa berkas."]


def test_baca_baris_kosong_sampai_bawah_cepat_dilewati():
    def ubah(lembar):
        lembar["A1048576"].number_format = "0.00"
        lembar["XFD1048576"] = " "

    hasil = baca(bb.lembar(bb.BERSIH, ubah=ubah), bb.SKEMA)

    assert len(hasil.baris["Indikator"]) == 1
    assert hasil.temuan == []


def test_baca_beberapa_lembar_menurut_nama():
    skema = Skema("dua", "Dua", (*bb.SKEMA.lembar, *bb.SKEMA_PEGAWAI.lembar))
    hasil_buku = bb.buku([("NIP", "Kelas"), ("197703292008011008", 9)], " PEGAWAI")
    hasil_buku.create_sheet("indikator_").append(bb.JUDUL)

    hasil = baca(bb.ke_berkas(hasil_buku), skema, hari_ini=HARI_INI)

    assert {nama: len(baris) for nama, baris in hasil.baris.items()} == {"Indikator": 0, "Pegawai": 1}
    assert hasil.temuan == []


def test_baca_sistem_tanggal_1904():
    hasil_buku = bb.buku([bb.JUDUL, ("a", "n", None, None, None, date(2026, 8, 22))])
    hasil_buku.epoch = CALENDAR_MAC_1904

    hasil = baca(bb.ke_berkas(hasil_buku), bb.SKEMA)

    assert hasil.baris["Indikator"][0].nilai["tanggal"] == date(2026, 8, 22)


def test_baca_kemajuan_sampai_selesai():
    langkah = []

    baca(bb.lembar(*[bb.BERSIH] * 600), bb.SKEMA, kemajuan=lambda sudah, semua: langkah.append((sudah, semua)))

    assert langkah == [(250, 601), (500, 601), (601, 601)]


def test_rentang_menghitung_sisanya():
    teks = modul_baca._rentang([2, 3, 5, 7, 9, 10, 11, 13, 15, 16])

    assert teks == "2 sampai 3, 5, 7, 9 sampai 11, 13, dan 2 baris lainnya"


def test_lembar_menolak_judul_yang_berebut():
    with pytest.raises(ValueError, match="target"):
        Lembar("x", (Kolom("a", "Target"), Kolom("b", "Sasaran", alias=("TARGET *",))))


SEMUA_JENIS = Skema(
    "semua",
    "Semua",
    (Lembar("Data", tuple(Kolom(jenis.name, jenis.name, jenis, pilihan=bb.SEMESTER) for jenis in Jenis)),),
)
TEKS_EXCEL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)
RUPA_ANGKA = st.from_regex(r"[-−]?(Rp ?)?[0-9]{1,4}([.,][0-9]{1,4}){0,3} ?%?", fullmatch=True)
ISI = st.one_of(
    TEKS_EXCEL,
    RUPA_ANGKA,
    st.from_regex(r"[0-9]{1,2}[-/ ][0-9A-Za-z]{1,9}[-/ ][0-9]{2,4}", fullmatch=True),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["#REF!", "#N/A", "#DIV/0!", "=1+1", "-", "Semester I", "197703292008011008"]),
)
FORMAT = st.sampled_from(
    ["General", "0", "0.00", "000", "0%", '0"%"', "@", "#,##0", "dd-mm-yyyy", "[h]:mm", '"Rp"#,##0.00']
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(ISI, FORMAT), min_size=9, max_size=9))
def test_baca_isi_apa_pun_bernilai_atau_ditemukan(isi):
    hasil_buku = Workbook()
    hasil_buku.active.title = "Data"
    hasil_buku.active.append([jenis.name for jenis in Jenis])
    for kolom, (nilai, format_) in enumerate(isi, 1):
        sel = hasil_buku.active.cell(2, kolom, nilai)
        sel.number_format = format_

    hasil = baca(bb.ke_berkas(hasil_buku), SEMUA_JENIS, hari_ini=HARI_INI)

    dilaporkan = {satu.kolom for satu in hasil.temuan if satu.baris == 2}
    lewat = any("dilewati" in satu.masalah for satu in hasil.temuan)
    nilai = hasil.baris["Data"][0].nilai if hasil.baris["Data"] else {}
    for jenis, huruf, (mentah, _) in zip(Jenis, "ABCDEFGHI", isi, strict=True):
        berisi = bool(bersih(mentah)) if isinstance(mentah, str) else True
        assert not berisi or nilai.get(jenis.name) is not None or huruf in dilaporkan or lewat


@given(TEKS_EXCEL | st.text())
def test_bersih_dua_kali_sama(teks):
    assert bersih(bersih(teks)) == bersih(teks)


