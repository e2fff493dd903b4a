"""A made-up report of any length, without a database."""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pelaporan.naskah.triwulan import (
    AnakTangga,
    Baris,
    DataKantor,
    Dokumen,
    KelasSkala,
    Naskah,
    Penandatangan,
    RekapTriwulan,
    Rerata,
    Ringkasan,
)

WITA = ZoneInfo("Asia/Makassar")
DIBUAT = datetime(2023, 7, 7, 9, 41, tzinfo=WITA)
SASARAN = "Meningkatnya kualitas pelayanan publik kecamatan"
PROGRAM = (
    ("7.01.01", "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"),
    ("7.01.02", "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik"),
    ("7.01.03", "Program Pemberdayaan Masyarakat Desa dan Kelurahan"),
    ("7.01.04", "Program Koordinasi Ketenteraman dan Ketertiban Umum"),
    ("7.01.06", "Program Pembinaan dan Pengawasan Pemerintahan Desa"),
)
ANALISIS = (
    "Survei dilaksanakan pada seluruh jenis layanan dengan responden sesuai jumlah sampel minimum. "
    "Unsur waktu penyelesaian menjadi unsur terendah karena gangguan jaringan pada bulan Mei."
)


def anak_tangga(meja: str, dari: str | None, ke: str, alasan: str = "", dokumen: tuple[str, ...] = ()) -> AnakTangga:
    return AnakTangga(
        meja=meja,
        tindakan="meneruskan",
        dari=None if dari is None else Decimal(dari),
        ke=Decimal(ke),
        dikoreksi=bool(alasan),
        jenis_alasan="Data dukung tidak sesuai" if alasan else "",
        alasan=alasan,
        arahan="",
        dokumen=dokumen,
        nama=f"Orang {meja}",
        jabatan=f"Pejabat {meja}",
        rangkap=False,
        terlambat=0,
        pada=datetime(2023, 6, 27, 10, 0, tzinfo=WITA),
    )


def dokumen(nama: str) -> Dokumen:
    return Dokumen(
        id="0b0f5d9e-6f0e-4d6e-9f55-d0e58e9e3f11",
        slot="Laporan pelaksanaan kegiatan",
        jenis="Laporan pelaksanaan",
        nama=nama,
        sha256=hashlib.sha256(nama.encode()).hexdigest(),
        ukuran=184_320,
        nomor="400/17/KK",
        tanggal=date(2023, 6, 20),
    )


def baris(**kolom) -> Baris:
    """An IKU whose 98,16% went down to 95,00% and up to 97,00%."""
    bawaan = {
        "indikator_id": "6a4c1c1e-0000-4000-8000-000000000001",
        "capaian_id": "6a4c1c1e-0000-4000-8000-000000000002",
        "level": "iku",
        "nama": "Indeks Kepuasan Masyarakat",
        "satuan": "Indeks",
        "presisi": 2,
        "sasaran": SASARAN,
        "kode_program": "",
        "program": "",
        "kode_kegiatan": "",
        "kegiatan": "",
        "kode_sub_kegiatan": "",
        "sub_kegiatan": "",
        "unit": "Seksi Pelayanan Umum",
        "penanggung_jawab": "Kasi Pelayanan Umum",
        "target_tahun": Decimal("87"),
        "target_tahun_atas": None,
        "target": Decimal("87"),
        "target_atas": None,
        "realisasi": Decimal("85.4"),
        "keadaan": "terhitung",
        "rumus": "85,40 ÷ 87,00 × 100",
        "persen_klaim": Decimal("98.1609"),
        "persen": Decimal("97"),
        "persen_tahun_lalu": None,
        "kelas": "Sangat Tinggi",
        "warna": "baik",
        "status": "sah",
        "status_teks": "Sah",
        "meja": "",
        "terlambat": 0,
        "tanggal_data": date(2023, 6, 23),
        "analisis": ANALISIS,
        "hambatan": "Jaringan internet kantor terputus selama empat hari.",
        "solusi": "Menyiapkan jaringan cadangan dan melayani secara manual.",
        "tangga": (
            anak_tangga("Pengisi", None, "98.1609"),
            anak_tangga("Eselon IV", "98.1609", "95", "Rekap responden tidak sesuai dengan lembar survei."),
            anak_tangga("Eselon III", "95", "97", "Lembar survei susulan melengkapi rekap.", ("Laporan SKM.pdf",)),
            anak_tangga("Camat", "97", "97"),
        ),
        "dokumen": (dokumen("Laporan SKM.pdf"), dokumen("Rekap responden.xlsx")),
        "slot_kosong": (),
    }
    return Baris(**bawaan | kolom)


def baris_sub(nomor: int) -> Baris:
    kode, program = PROGRAM[nomor % len(PROGRAM)]
    kegiatan = f"{kode}.2.{nomor // 20 + 1:02}"
    return baris(
        level="sub_kegiatan",
        capaian_id=f"{nomor:08x}-0000-4000-8000-000000000002",
        nama=f"Jumlah dokumen hasil koordinasi dan sinkronisasi penyelenggaraan urusan ke-{nomor}",
        satuan="Dokumen",
        presisi=0,
        sasaran="",
        kode_program=kode,
        program=program,
        kode_kegiatan=kegiatan,
        kegiatan="Koordinasi Penyelenggaraan Kegiatan Pemerintahan",
        kode_sub_kegiatan=f"{kegiatan}.{nomor:04}",
        sub_kegiatan=f"Koordinasi dan sinkronisasi ke-{nomor}",
        target_tahun=Decimal(4),
        target=Decimal(2),
        realisasi=Decimal(2),
        persen_klaim=Decimal(100),
        persen=Decimal(100),
        hambatan="" if nomor % 4 else "Jadwal koordinasi bergeser karena banjir.",
        solusi="" if nomor % 4 else "Koordinasi dilanjutkan secara daring.",
        tangga=(anak_tangga("Pengisi", None, "100"), anak_tangga("Camat", "100", "100")),
        dokumen=(dokumen(f"Laporan kegiatan {nomor}.pdf"),),
    )


def naskah_contoh(jumlah: int = 48, *, konsep: bool = False, isi: tuple[Baris, ...] | None = None) -> Naskah:
    """`jumlah` indicators, the first of them an IKU; or exactly the rows of `isi`."""
    sub = sorted((baris_sub(n) for n in range(1, jumlah)), key=lambda b: b.kode_sub_kegiatan)
    semua = (baris(), *sub) if isi is None else isi
    ada = [p for p in PROGRAM if any(b.kode_program == p[0] for b in semua)]
    return Naskah(
        format=1,
        konsep=konsep,
        versi=None if konsep else 1,
        dibuat=DIBUAT,
        penandatangan=Penandatangan(
            "Muhammad Yusri, S.E., M.M.", "Camat Kalaena", "Pembina, IV/a", "19770329 200801 1 008"
        ),
        dasar_hukum=("Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja;",),
        rekap=RekapTriwulan(
            tahun=2023,
            nomor=2,
            tanggal=DIBUAT.date(),
            batas_kirim=date(2023, 7, 7),
            ditutup=not konsep,
            kantor=DataKantor(
                nama_pemda="Pemerintah Kabupaten Luwu Timur",
                nama="Kantor Kecamatan Kalaena",
                nama_singkat="Kecamatan Kalaena",
                alamat="Jalan Poros Kalaena Kiri",
                kontak="",
                tempat="Kalaena Kiri",
                contoh=False,
            ),
            baris=semua,
            per_sasaran=(_rerata("", SASARAN, "97"),),
            per_program=tuple(_rerata(kode, nama, "100") for kode, nama in ada),
            organisasi=_rerata("", "Rata-rata organisasi", "97"),
            ringkasan=Ringkasan(len(semua), len(semua), len(semua), 0, 0, 0, ()),
            skala=(KelasSkala("Sangat Tinggi", Decimal(91), "baik"), KelasSkala("Tinggi", Decimal(76), "baik")),
            batas_rata_rata=Decimal(100),
        ),
    )


def _rerata(kode: str, nama: str, persen: str) -> Rerata:
    return Rerata(kode, nama, Decimal(persen), "Sangat Tinggi", "baik", 1, 1, 1, False)
