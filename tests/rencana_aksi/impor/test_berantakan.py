"""Messy workbooks of the four kinds: every finding by sheet, row, column, value, and what becomes of the other rows."""

import io
from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Pagu
from organisasi.buku_kerja.baca import Temuan
from organisasi.buku_kerja.nilai import Tingkat
from rencana_aksi.models import Impor, RencanaAksi
from tests import factories
from tests.buku_berantakan import buku, ke_berkas
from tests.rencana_aksi.impor.conftest import EDISI, banding

PEGAWAI = ("NIP", "Nama", "Nama pengguna", "Jabatan", "Kode unit", "Tingkat", "Mulai", "Kapasitas", "Hari terakhir")
PROGRAM = ("Edisi nomenklatur", "Kode", "Nama", "Pagu murni", "Pagu perubahan", "Nomor sasaran")
INDIKATOR = (
    "Level", "Kode induk", "Indikator", "Satuan", "Polaritas", "Akumulasi", "Kode unit", "Penanggung jawab",
    "Target", "Batas atas",
)  # fmt: skip
RENCANA = ("Kode induk", "Indikator", "Kode unit", "TW I", "TW II", "TW III", "TW IV", "Penanggung jawab")
SYARAT = ("Kode induk", "Indikator", "Triwulan", "Jenis", "Uraian", "Wajib")
MAKSIMAL, KUMULATIF = "Makin tinggi makin baik", "Kumulatif (jumlah)"
IKM, DOKUMEN, SUB = "Indeks Kepuasan Masyarakat", "Jumlah Dokumen Perencanaan", "7.01.01.2.01.0001"


def galat(*isi):
    return Temuan(*isi, Tingkat.GALAT)


def peringatan(*isi):
    return Temuan(*isi, Tingkat.PERINGATAN)


def keadaan(butir):
    """Fate and place of every line."""
    return [(satu.keadaan, satu.letak) for satu in butir]


def orang(nama="Siti Aminah", akun="siti", jabatan="Pengelola Arsip", unit="PEL", tingkat="Pelaksana", **lain):
    return (
        lain.get("nip"), nama, akun, jabatan, unit, tingkat, lain.get("mulai", "1 Januari 2023"),
        lain.get("kapasitas"), lain.get("selesai"),
    )  # fmt: skip


# Pegawai


def test_pegawai_akun_dan_nip_bertabrakan(pohon, baca):
    pemilik = factories.pegawai(username="budi", nip="197703292008011008")

    butir, temuan = baca(
        Impor.Jenis.PEGAWAI,
        {
            "Pegawai": [
                PEGAWAI,
                orang(nip="19770329 200801 1 008"),
                orang(akun="Budi", jabatan="Pengelola Aset"),
                orang(akun="siti aminah", jabatan="Pengelola Data"),
                orang(akun="ani", nama="Ani"),
                orang(akun="ani", nama="Ani Lestari", jabatan="Pengelola Surat"),
                orang(akun="ani", nama="Ani"),
            ]
        },
    )

    assert pemilik.username == "budi"
    assert keadaan(butir) == [("tambah", "Pegawai, baris 5")]
    assert temuan == [
        galat(
            "Pegawai", 2, "A", "NIP", "197703292008011008",
            "NIP ini milik akun “budi”.",
            "Tulis nama pengguna “budi”, atau perbaiki NIP-nya.",
        ),
        galat(
            "Pegawai", 3, "C", "Nama pengguna", "Budi",
            "Nama pengguna ini berbeda hanya huruf besar-kecilnya dari “budi”.",
            "Tulis “budi” bila orangnya sama.",
        ),
        galat(
            "Pegawai", 4, "C", "Nama pengguna", "siti aminah",
            "Nama pengguna memuat tanda yang tidak boleh.",
            "Pakai huruf, angka, dan tanda . _ - @ + tanpa spasi.",
        ),
        galat(
            "Pegawai", 6, "B", "Nama", "Ani Lestari",
            "Akun ini pada baris 5 ditulis dengan isi lain.",
            "Samakan isinya, atau perbaiki nama penggunanya bila orangnya lain.",
        ),
        galat(
            "Pegawai", 7, "C", "Nama pengguna", "ani",
            "Isinya sama dengan baris 5.",
            "Hapus salah satu baris, atau perbaiki isinya.",
        ),
    ]  # fmt: skip


def test_pegawai_unit_dan_kepala_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.PEGAWAI,
        {
            "Pegawai": [
                PEGAWAI,
                orang(unit="PELL"),
                orang(akun="a", jabatan="Camat", unit="PEL", tingkat="Camat"),
                orang(akun="b", jabatan="Kasi Pelayanan Umum", unit="PEL", tingkat="Sekretaris Camat"),
                orang(akun="c", jabatan="Kasi Pelayanan Umum", unit="PEL", tingkat="Eselon IV"),
            ]
        },
    )

    assert butir == []
    assert temuan == [
        galat(
            "Pegawai", 2, "E", "Kode unit", "PELL",
            "“PELL” tidak ada dalam daftar pilihan.",
            "Pilih salah satu: KEC – Kecamatan Kalaena; SEK – Sekretariat; "
            "SUB – Subbagian Perencanaan dan Kepegawaian; PEL – Seksi Pelayanan Umum; PEM – Seksi Pemerintahan.",
        ),
        galat(
            "Pegawai", 3, "E", "Kode unit", "PEL",
            "Camat sudah ada, yaitu pada Kecamatan Kalaena.",
            "Tulis unit KEC.",
        ),
        galat(
            "Pegawai", 4, "E", "Kode unit", "PEL",
            "Sekretaris Camat sudah ada, yaitu pada Sekretariat.",
            "Tulis unit SEK.",
        ),
        galat(
            "Pegawai", 5, "G", "Mulai", "01-01-2023",
            "Jabatan ini dipangku Orang Kasi Pelayanan sejak 01-01-2020.",
            "Isi dahulu hari terakhir pemangku itu.",
        ),
    ]  # fmt: skip


def test_pegawai_masa_jabatan_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.PEGAWAI,
        {
            "Pegawai": [
                PEGAWAI,
                orang(mulai="31 Februari 2023"),
                orang(akun="b", selesai="1/12/2022"),
                orang(akun="c", jabatan="Camat", unit="KEC", tingkat="Camat", kapasitas="Plh."),
                orang(akun="staf", nama="Staf Pelayanan", jabatan="Pengadministrasi Pelayanan"),
            ]
        },
    )

    assert butir == []
    assert temuan == [
        galat(
            "Pegawai", 2, "G", "Mulai", "31 Februari 2023",
            "“31 Februari 2023” tidak ada dalam kalender: Februari 2023 mempunyai tanggal 1 sampai 28.",
            "Periksa kembali tanggalnya.",
        ),
        galat(
            "Pegawai", 3, "I", "Hari terakhir", "01-12-2022",
            "Hari terakhir mendahului hari mulai.",
            "Periksa kedua tanggalnya.",
        ),
        galat(
            "Pegawai", 4, "", "", "",
            "Plt. dan Plh. memerlukan nomor surat perintah.",
            "Isi menurut surat perintahnya.",
        ),
        galat(
            "Pegawai", 4, "I", "Hari terakhir", "",
            "Plt. dan Plh. memerlukan hari terakhir.",
            "Isi menurut surat perintahnya.",
        ),
        galat(
            "Pegawai", 5, "G", "Mulai", "01-01-2023",
            "Pegawai ini sudah tercatat memangku jabatan itu sejak 01-01-2020.",
            "Tulis 01-01-2020, atau isi dahulu hari terakhirnya.",
        ),
    ]  # fmt: skip


def test_pegawai_judul_lain_dan_sel_gabungan(pohon, baca):
    hasil = buku(
        [
            ("DAFTAR PEGAWAI",),
            ("Unit kerja", "NAMA LENGKAP", "User name", "Jabatan", "Tingkat", "TMT"),
            ("PEL", "Siti\xa0Aminah ", "siti", "Pengelola Arsip", "pelaksana", date(2023, 1, 2)),
            (None, "Ani", "ani", "Pengelola Surat", "pelaksana", "2/1/2023"),
        ],
        "Daftar",
    )
    hasil.active.merge_cells("A3:A4")
    hasil.active.row_dimensions[4].hidden = True

    butir, temuan = banding(Impor.Jenis.PEGAWAI, ke_berkas(hasil))

    assert [(satu.keadaan, satu.sebutan, satu.letak) for satu in butir] == [
        ("tambah", "Siti Aminah – Pengelola Arsip", "Daftar, baris 3"),
        ("tambah", "Ani – Pengelola Surat", "Daftar, baris 4"),
    ]
    assert temuan == [
        peringatan(
            "Daftar", None, "", "", "",
            "Lembar “Daftar” dibaca sebagai “Pegawai” karena hanya ada satu lembar.",
            "Ubah nama lembarnya menjadi “Pegawai”.",
        ),
        peringatan(
            "Daftar", 3, "A", "Unit kerja", "",
            "Sel gabungan A3:A4: nilainya dipakai untuk setiap baris di dalamnya.",
            "Pisahkan selnya bila nilai itu tidak berlaku untuk setiap baris.",
        ),
        peringatan(
            "Daftar", 4, "", "", "",
            "Baris 4 tersembunyi, tetapi ikut dibaca.",
            "Tampilkan barisnya, periksa, lalu hapus bila tidak dimaksud.",
        ),
    ]  # fmt: skip


# Program


def test_program_kode_dan_induk_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.PROGRAM,
        {
            "Program": [
                PROGRAM,
                (EDISI, "7.01.01", "PROGRAM PENUNJANG", None, None, None),
                (EDISI, "7.01.01.201.01", "Gaya lama"),
                (EDISI, "7.01.01.2.01.0001.5.1.02", "Dengan rekening belanja"),
                (EDISI, "7.01.02.2.01", "Yatim"),
                (EDISI, "7.01.01", "Kembar"),
                ("Kepmendagri 050-5889/2012", "7.01.03", "Edisi salah ketik"),
                (EDISI, SUB, "Penyusunan Dokumen", None, None, "1"),
            ]
        },
    )

    tidak_bersusun = "Kode ini tidak mengikuti susunan kode program, kegiatan, atau sub kegiatan."
    saran = "Tulis seperti 7.01.01 (program), 7.01.01.2.01 (kegiatan), atau 7.01.01.2.01.0001 (sub kegiatan)."
    assert keadaan(butir) == [("tetap", "Program, baris 2")]
    assert temuan == [
        galat("Program", 3, "B", "Kode", "7.01.01.201.01", tidak_bersusun, saran),
        galat("Program", 4, "B", "Kode", "7.01.01.2.01.0001.5.1.02", tidak_bersusun, saran),
        galat(
            "Program", 5, "B", "Kode", "7.01.02.2.01",
            "Induknya, 7.01.02, tidak ada dalam berkas ini dan belum ada dalam edisi itu.",
            "Tambahkan baris untuk 7.01.02, atau periksa kodenya.",
        ),
        galat(
            "Program", 6, "B", "Kode", "7.01.01",
            "Isinya sama dengan baris 2.",
            "Hapus salah satu baris, atau perbaiki isinya.",
        ),
        galat(
            "Program", 7, "A", "Edisi nomenklatur", "Kepmendagri 050-5889/2012",
            "“Kepmendagri 050-5889/2012” tidak ada dalam daftar pilihan.",
            "Mungkin maksudnya “Kepmendagri 050-5889/2021”.",
        ),
        galat(
            "Program", 8, "F", "Nomor sasaran", "1",
            "Nomor sasaran hanya untuk baris program.",
            "Kosongkan sel ini.",
        ),
    ]  # fmt: skip


def test_program_pagu_dalam_segala_bentuk(pohon, baca):
    Pagu.objects.create(sub_kegiatan=pohon.sub_kegiatan, tahun=2023, murni=Decimal(500))

    butir, temuan = baca(
        Impor.Jenis.PROGRAM,
        {
            "Program": [
                PROGRAM,
                (EDISI, "7.01.01", "PROGRAM PENUNJANG", "Rp3.000.000,00"),
                (EDISI, SUB, "Penyusunan Dokumen"),
                (EDISI, "7.01.01.2.01.0002", "Kedua", "Rp1.250.000,00", 1250000.5),
                (EDISI, "7.01.01.2.01.0003", "Ketiga", "-5"),
                (EDISI, "7.01.01.2.01.0004", "Keempat", None, 100),
                (EDISI, "7.01.01.2.01.0005", "Kelima", "1.500"),
                (EDISI, "7.01.01.2.01.0006", "Keenam", "lima juta"),
                (EDISI, "7.01.01.2.01.0007", "Ketujuh", 10**14),
            ]
        },
    )

    assert keadaan(butir) == [
        ("tetap", "Program, baris 2"),
        ("tetap", "Program, baris 3"),
        ("tambah", "Program, baris 4"),
        ("tambah", "Program, baris 7"),
    ]
    assert temuan == [
        peringatan(
            "Program", 2, "D", "Pagu murni", "3.000.000",
            "Pagu ini bukan jumlah sub kegiatannya, Rp100.000.001.251.495,00; tidak disimpan.",
            "Periksa pagu sub kegiatannya.",
        ),
        peringatan(
            "Program", 3, "D", "Pagu murni", "",
            "Pagu kosong; pagu yang tersimpan, Rp500,00, tidak diubah.",
            "Tulis 0 bila memang tidak dianggarkan.",
        ),
        galat("Program", 5, "D", "Pagu murni", "-5", "Angkanya negatif.", "Tulis angka nol atau lebih."),
        galat(
            "Program", 6, "E", "Pagu perubahan", "100",
            "Pagu perubahan ada, tetapi pagu murninya kosong.",
            "Isi pagu murninya; tulis 0 bila baru dianggarkan pada perubahan.",
        ),
        peringatan(
            "Program", 7, "D", "Pagu murni", "1.500",
            "“1.500” dapat dibaca dua cara; dibaca 1500 (seribu lima ratus).",
            "Bila bukan itu maksudnya, tulis tanpa pemisah ribuan dan dengan koma desimal.",
        ),
        galat(
            "Program", 8, "D", "Pagu murni", "lima juta",
            "“lima juta” tidak terbaca sebagai angka.",
            "Tulis misalnya 87,5 atau 1.234,56.",
        ),
        galat(
            "Program", 9, "D", "Pagu murni", "100.000.000.000.000",
            "Angkanya lebih dari 14 digit di depan koma.",
            "Periksa kembali angka dan satuannya.",
        ),
    ]  # fmt: skip


def test_program_induk_bergalat_tidak_dilaporkan_lagi_pada_anaknya(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.PROGRAM,
        {"Program": [PROGRAM, (EDISI, "7.01.02", None), (EDISI, "7.01.02.2.01", "Anak")]},
    )

    assert butir == []
    assert temuan == [
        galat(
            "Program", 2, "C", "Nama", "",
            "Kolom “Nama” wajib diisi.",
            "Isi sel ini, misalnya Penyusunan Dokumen Perencanaan Perangkat Daerah.",
        ),
    ]  # fmt: skip


# Indikator


def indikator(level="Sub kegiatan", kode=SUB, nama=DOKUMEN, unit="SUB", pj=None, target=3, atas=None, **lain):
    return (
        level, kode, nama, "Dokumen", lain.get("polaritas", MAKSIMAL), lain.get("akumulasi", KUMULATIF), unit, pj,
        target, atas,
    )  # fmt: skip


def test_indikator_rujukan_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.INDIKATOR,
        {
            "Indikator": [
                INDIKATOR,
                indikator(),
                indikator(level="Program"),
                indikator(level="IKU", kode="9", nama="Baru"),
                indikator(kode="7.01.01.2.01.0099"),
                indikator(kode="7-01-01"),
                indikator(nama="Jumlah  dokumen perencanaan"),
                indikator(nama="Dua", pj="Kasi Pemerintahan"),
                indikator(nama="Tiga", pj="Kepala Dinas"),
            ]
        },
    )

    assert keadaan(butir) == [("tetap", "Indikator, baris 2"), ("tambah", "Indikator, baris 8")]
    assert temuan == [
        galat(
            "Indikator", 3, "C", "Indikator", DOKUMEN,
            "Isinya sama dengan baris 2.",
            "Hapus salah satu baris, atau perbaiki isinya.",
        ),
        galat(
            "Indikator", 4, "B", "Kode induk", "9",
            "Tidak ada sasaran nomor 9 dalam Renstra yang memuat tahun 2023.",
            "Periksa nomornya, atau lengkapi Renstra lebih dahulu.",
        ),
        galat(
            "Indikator", 5, "B", "Kode induk", "7.01.01.2.01.0099",
            "Sub Kegiatan dengan kode ini belum ada.",
            "Periksa kodenya, atau impor programnya lebih dahulu.",
        ),
        galat(
            "Indikator", 6, "B", "Kode induk", "7-01-01",
            "“7-01-01” bukan nomor sasaran dan bukan kode program, kegiatan, atau sub kegiatan.",
            "Untuk IKU tulis nomor sasarannya. Tulis seperti 7.01.01 (program), 7.01.01.2.01 (kegiatan), "
            "atau 7.01.01.2.01.0001 (sub kegiatan).",
        ),
        galat(
            "Indikator", 7, "C", "Indikator", "Jumlah dokumen perencanaan",
            "Isinya sama dengan baris 2.",
            "Hapus salah satu baris, atau perbaiki isinya.",
        ),
        peringatan(
            "Indikator", 8, "H", "Penanggung jawab", "Kasi Pemerintahan",
            "Jabatan ini milik Seksi Pemerintahan, sedangkan indikatornya milik "
            "Subbagian Perencanaan dan Kepegawaian.",
            "Abaikan bila memang demikian.",
        ),
        galat(
            "Indikator", 9, "H", "Penanggung jawab", "Kepala Dinas",
            "“Kepala Dinas” tidak ada dalam daftar pilihan.",
            temuan[-1].saran,
        ),
    ]  # fmt: skip


def test_indikator_level_dan_target_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.INDIKATOR,
        {
            "Indikator": [
                INDIKATOR,
                indikator(level="Program"),
                indikator(nama="Satu", target="96%"),
                indikator(nama="Dua", target="8,12345"),
                indikator(nama="Tiga", target=5, atas=7),
                indikator(nama="Empat", polaritas="Dalam rentang, makin tinggi makin baik", target=5),
                indikator(nama="Lima", polaritas="Dalam rentang, makin tinggi makin baik", target=5, atas=4),
            ]
        },
    )

    assert keadaan(butir) == [("tambah", "Indikator, baris 3")]
    assert temuan == [
        galat(
            "Indikator", 2, "A", "Level", "program",
            "Kode ini milik Sub Kegiatan, sedangkan level barisnya Program.",
            "Samakan level dengan kodenya, atau perbaiki kodenya.",
        ),
        peringatan(
            "Indikator", 3, "I", "Target", "96%",
            "Isinya memakai tanda persen, dibaca 96.",
            "Periksa satuan kolom ini.",
        ),
        galat(
            "Indikator", 4, "I", "Target", "8,12345",
            "Angka di belakang koma lebih dari 4.",
            "Bulatkan sampai 4 angka di belakang koma.",
        ),
        galat(
            "Indikator", 5, "J", "Batas atas", "7",
            "Batas atas hanya untuk indikator berpolaritas rentang.",
            "Kosongkan, atau pilih polaritas rentang.",
        ),
        galat(
            "Indikator", 6, "J", "Batas atas", "",
            "Rentang target memerlukan kedua batasnya.",
            "Isi batas yang kosong.",
        ),
        galat(
            "Indikator", 7, "J", "Batas atas", "4",
            "Batas atas lebih kecil daripada batas bawahnya.",
            "Periksa kembali kedua batasnya.",
        ),
    ]  # fmt: skip


def test_indikator_berganti_nama_disebut(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.INDIKATOR, {"Indikator": [INDIKATOR, indikator(nama="Jumlah Dokumen Perencanan")]}
    )

    assert keadaan(butir) == [("tambah", "Indikator, baris 2")]
    assert temuan == [
        peringatan(
            "Indikator", 2, "C", "Indikator", "Jumlah Dokumen Perencanan",
            "Indikator ini akan ditambahkan, padahal yang mirip sudah ada pada induknya.",
            f"Mungkin maksudnya “{DOKUMEN}”.",
        ),
    ]  # fmt: skip


def test_indikator_kode_dalam_dua_edisi(pohon, baca):
    lain = factories.edisi(nama="Kepmendagri 900.1/2025", tanggal=date(2025, 7, 31))
    factories.program(edisi=lain, kode="7.01.01", nama="PROGRAM PENUNJANG")
    judul = (*INDIKATOR, "Edisi nomenklatur")

    butir, temuan = baca(
        Impor.Jenis.INDIKATOR,
        {
            "Indikator": [
                judul,
                (*indikator(level="Program", kode="7.01.01", nama="Satu"), None),
                (*indikator(level="Program", kode="7.01.01", nama="Dua"), "Kepmendagri 900.1/2025"),
            ]
        },
    )

    assert keadaan(butir) == [("tambah", "Indikator, baris 3")]
    assert temuan == [
        galat(
            "Indikator", 2, "B", "Kode induk", "7.01.01",
            "Kode ini ada dalam beberapa edisi nomenklatur: “Kepmendagri 050-5889/2021” dan "
            "“Kepmendagri 900.1/2025”.",
            "Isi kolom Edisi nomenklatur.",
        ),
    ]  # fmt: skip


# Rencana aksi


def rencana(nama=DOKUMEN, kode=SUB, unit=None, tw=(None, None, None, None), pj=None):
    return (kode, nama, unit, *tw, pj)


def test_rencana_jumlah_triwulan_menurut_akumulasi(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.RENCANA_AKSI,
        {
            "Rencana aksi": [
                RENCANA,
                rencana(tw=(1, "1", "1,0", 1)),
                rencana(nama=IKM, kode="1", tw=(None, 80, None, "87")),
            ],
            "Data dukung": [SYARAT],
        },
    )

    assert keadaan(butir) == [("tambah", "Rencana aksi, baris 3")]
    assert temuan == [
        galat(
            "Rencana aksi", 2, "G", "TW IV", "1",
            "Jumlah triwulan 4, lebih 1 dari target tahun 3.",
            "Samakan target triwulan dengan target tahun menurut akumulasinya.",
        ),
    ]  # fmt: skip


def test_rencana_unit_dan_indikator_lain(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.RENCANA_AKSI,
        {
            "Rencana aksi": [
                RENCANA,
                rencana(unit="PEM", tw=(3, None, None, None)),
                rencana(nama="Jumlah Dokumen Perencanan", tw=(3, None, None, None)),
                rencana(nama=IKM, kode="1", tw=("delapan", None, None, 87)),
            ],
            "Data dukung": [SYARAT],
        },
    )

    assert butir == []
    assert temuan == [
        galat(
            "Rencana aksi", 2, "C", "Kode unit", "PEM",
            "Indikator ini milik Subbagian Perencanaan dan Kepegawaian, bukan Seksi Pemerintahan.",
            "Tulis SUB, atau ubah unitnya lewat impor indikator.",
        ),
        galat(
            "Rencana aksi", 3, "B", "Indikator", "Jumlah Dokumen Perencanan",
            "Indikator ini tidak ada pada induk dengan kode itu.",
            f"Mungkin maksudnya “{DOKUMEN}”.",
        ),
        galat(
            "Rencana aksi", 4, "D", "TW I", "delapan",
            "“delapan” tidak terbaca sebagai angka.",
            "Tulis misalnya 87,5 atau 1.234,56.",
        ),
    ]  # fmt: skip


def test_rencana_syarat_keliru(pohon, baca):
    butir, temuan = baca(
        Impor.Jenis.RENCANA_AKSI,
        {
            "Rencana aksi": [RENCANA, rencana(tw=(3, None, None, None))],
            "Data dukung": [
                SYARAT,
                (SUB, DOKUMEN, 1, "Laporan pelaksanaan", "Laporan", None),
                (SUB, DOKUMEN, "Triwulan I", "Laporan pelaksanaan", " LAPORAN ", "Ya"),
                (SUB, DOKUMEN, "Triwulan II", "Notulen", "Notulen rapat", "tidak"),
                (SUB, DOKUMEN, "TW 5", "Notulen", "Notulen rapat", None),
                (SUB, DOKUMEN, "Triwulan I", "Catatan", "Catatan", None),
                ("1", IKM, "Triwulan I", "Notulen", "Notulen", None),
                (SUB, DOKUMEN, "Triwulan I", "Notulen", None, None),
            ],
        },
    )

    assert keadaan(butir) == [
        ("tambah", "Rencana aksi, baris 2"),
        ("tambah", "Data dukung, baris 2"),
        ("tambah", "Data dukung, baris 4"),
    ]
    assert [(t.baris, t.kolom, t.masalah, t.tingkat) for t in temuan] == [
        (3, "E", "Isinya sama dengan baris 2.", Tingkat.GALAT),
        (4, "C", "Triwulan ini tidak bertarget, jadi tidak memerlukan data dukung.", Tingkat.PERINGATAN),
        (5, "C", "“TW 5” tidak ada dalam daftar pilihan.", Tingkat.GALAT),
        (6, "D", "“Catatan” tidak ada dalam daftar pilihan.", Tingkat.GALAT),
        (7, "B", "Rencana aksi indikator ini belum ada.", Tingkat.GALAT),
        (8, "E", "Kolom “Uraian” wajib diisi.", Tingkat.GALAT),
    ]
    assert {t.lembar for t in temuan} == {"Data dukung"}


def test_rencana_yang_ditetapkan_ditinggal(pohon, baca):
    target = factories.target_triwulan(indikator=pohon.dokumen, nomor=1, nilai=Decimal(3))

    butir, temuan = baca(
        Impor.Jenis.RENCANA_AKSI,
        {
            "Rencana aksi": [RENCANA, rencana(tw=(1, 2, None, None))],
            "Data dukung": [SYARAT, (SUB, DOKUMEN, "Triwulan I", "Notulen", "Notulen", None)],
        },
    )

    assert target.rencana_aksi.status == RencanaAksi.Status.DITETAPKAN
    assert temuan == []
    assert [(b.keadaan, b.letak, b.alasan) for b in butir] == [
        (
            "ditinggal", "Rencana aksi, baris 2",
            "Rencana aksi ini sudah ditetapkan. Ubah lewat perubahan rencana aksi.",
        ),
        (
            "ditinggal", "Data dukung, baris 2",
            "Rencana aksi ini sudah ditetapkan. Ubah lewat perubahan rencana aksi.",
        ),
    ]  # fmt: skip
    assert butir[0].perubahan == [("TW I nilai", "3", "1"), ("TW II nilai", "(kosong)", "2")]


def test_rencana_triwulan_berklaim_tidak_diubah(pohon, baca, staf):
    plan = factories.rencana_aksi(indikator=pohon.dokumen, status="draf")
    satu = factories.target_triwulan(rencana_aksi=plan, nomor=1, nilai=Decimal(3))
    factories.capaian_terajukan(target_triwulan=satu, status="di_camat", diajukan_oleh=staf)

    butir, temuan = baca(
        Impor.Jenis.RENCANA_AKSI,
        {"Rencana aksi": [RENCANA, rencana(tw=(2, 1, None, None))], "Data dukung": [SYARAT]},
    )

    assert butir == []
    assert temuan == [
        galat(
            "Rencana aksi", 2, "D", "TW I", "2",
            "Target Triwulan I tidak dapat diubah karena klaimnya sudah ada.",
            "Tulis seperti semula (3), atau ubah lewat perubahan rencana aksi.",
        ),
    ]  # fmt: skip


# Whole files


@pytest.mark.parametrize("jenis", Impor.Jenis.values)
def test_bukan_buku_kerja(pohon, jenis):
    butir, temuan = banding(jenis, io.BytesIO(b"PK bukan berkas Excel"))

    assert butir == []
    assert temuan == [
        galat(
            "", None, "", "", "",
            "Berkas ini tidak terbaca sebagai buku kerja Excel.",
            "Buka di Excel atau LibreOffice, simpan sebagai Excel (.xlsx) tanpa kata sandi, lalu unggah lagi.",
        ),
    ]  # fmt: skip


def test_tahun_tanpa_aturan_jadwal(office, baca):
    butir, temuan = baca(Impor.Jenis.RENCANA_AKSI, {"Rencana aksi": [RENCANA], "Data dukung": [SYARAT]})

    assert butir == []
    assert temuan == [
        galat(
            "Rencana aksi", None, "", "", "",
            "Belum ada aturan jadwal untuk tahun 2023.",
            "Periksa tahunnya, atau isi aturan jadwal di Data acuan.",
        ),
    ]  # fmt: skip
