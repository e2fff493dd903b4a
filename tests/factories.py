"""One maker per model, with defaults that are valid together. A maker saves and returns the row.

What the database holds only once (the office, a quarter, a year's rules, an edition, a quarterly target) is
returned as it is when it exists already; every other call makes a new row.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from itertools import count

from django.utils import timezone

from kinerja.models import (
    EdisiNomenklatur,
    Indikator,
    Kegiatan,
    KelasCapaian,
    Ketentuan,
    Pagu,
    Program,
    Renstra,
    Sasaran,
    SubKegiatan,
    TargetTahunan,
)
from organisasi.models import (
    AnggotaTim,
    Berkas,
    Jabatan,
    Kantor,
    Pegawai,
    Penugasan,
    Pratinjau,
    TimSakip,
    UnitKerja,
)
from organisasi.penyimpanan import simpan
from pelaporan.models import (
    KomponenAkip,
    Laporan,
    Lhe,
    Narasi,
    PenerimaLaporan,
    RapatEvaluasi,
    Rekomendasi,
    RiwayatTindakLanjut,
    UndanganTamu,
    VersiNarasi,
)
from rencana_aksi.kalender import ATURAN_PEDOMAN, ATURAN_TAHUNAN, Tahap, geser_ke_hari_kerja, jadwal_triwulan
from rencana_aksi.models import (
    AturanJadwal,
    AturanJadwalTahunan,
    Capaian,
    DataDukung,
    HariLibur,
    Perpanjangan,
    Putusan,
    RealisasiAnggaran,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
    Triwulan,
)
from tests.berkas_contoh import pdf

SANDI = "sandi-uji-kalaena"
TAHUN = 2023
# Long enough ago that every post is held in the sample year and today.
MULAI = date(2020, 1, 1)
# Within the window of the second quarter, before every due date.
SAAT = datetime(2023, 6, 23, 2, 0, tzinfo=UTC)
KELAS = (
    ("Sangat Tinggi", 91, KelasCapaian.PeranWarna.BAIK),
    ("Tinggi", 76, KelasCapaian.PeranWarna.BAIK),
    ("Sedang", 66, KelasCapaian.PeranWarna.JALAN),
    ("Rendah", 51, KelasCapaian.PeranWarna.AKSI),
    ("Sangat Rendah", 0, KelasCapaian.PeranWarna.BURUK),
)
Tingkat = Jabatan.Tingkat

_nomor = count(1)  # an order number is a small integer on PostgreSQL, so it is taken modulo


def kantor(**kolom) -> Kantor:
    bawaan = {
        "nama_pemda": "Pemerintah Kabupaten Luwu Timur",
        "nama": "Kantor Kecamatan Kalaena",
        "nama_singkat": "Kec. Kalaena",
        "tempat": "Kalaena",
    }
    return Kantor.objects.get_or_create(pk=1, defaults=bawaan | kolom)[0]


def unit(**kolom) -> UnitKerja:
    nomor = next(_nomor)
    return UnitKerja.objects.create(**{"kode": f"U{nomor}", "nama": f"Seksi {nomor}", "urutan": nomor % 30_000} | kolom)


def jabatan(*, tingkat: str = Tingkat.PELAKSANA, **kolom) -> Jabatan:
    """A post of a new unit unless `unit` is given; the unit's head for any `tingkat` but pelaksana."""
    nama = f"{Tingkat(tingkat).label} {next(_nomor)}"
    return Jabatan.objects.create(tingkat=tingkat, **{"nama": nama, "unit": kolom.get("unit") or unit()} | kolom)


def pegawai(*, sandi: str = SANDI, **kolom) -> Pegawai:
    nomor = next(_nomor)
    bawaan = {"username": f"pegawai{nomor}", "nama": f"Pegawai {nomor}"}
    return Pegawai.objects.create_user(password=sandi, **bawaan | kolom)


def penugasan(**kolom) -> Penugasan:
    """Definitive since 2020; with `kapasitas` Plt or Plh give `mulai` and `selesai`, the letter has a default."""
    bawaan = {"mulai": MULAI}
    if kolom.get("kapasitas", Penugasan.Kapasitas.DEFINITIF) != Penugasan.Kapasitas.DEFINITIF:
        bawaan |= {"surat_perintah": "800/12/KK/2023"}
    return Penugasan.objects.create(
        **bawaan | {"pegawai": kolom.get("pegawai") or pegawai(), "jabatan": kolom.get("jabatan") or jabatan()} | kolom
    )


def tim_sakip(*anggota: Pegawai, tahun: int = TAHUN, **kolom) -> TimSakip:
    tim = TimSakip.objects.create(tahun=tahun, **{"nomor_sk": f"1/{tahun}", "tanggal_sk": date(tahun, 1, 9)} | kolom)
    for orang in anggota:
        anggota_tim(tim=tim, pegawai=orang)
    return tim


def anggota_tim(**kolom) -> AnggotaTim:
    return AnggotaTim.objects.create(**kolom)


def berkas(isi: bytes | None = None) -> Berkas:
    """A file with its bytes in the store; other bytes at every call unless `isi` is given."""
    isi = pdf(ekor=b"\n%% %d\n" % next(_nomor)) if isi is None else isi
    sidik = sha256(isi).hexdigest()
    simpan(BytesIO(isi), sidik)
    bawaan = {"ukuran": len(isi), "jenis": "application/pdf"}
    return Berkas.objects.get_or_create(sha256=sidik, defaults=bawaan)[0]


def ketentuan(*, berlaku_sejak: int = 2020, **kolom) -> Ketentuan:
    """The rules of measuring with the five classes of Permendagri 86/2017."""
    aturan, baru = Ketentuan.objects.get_or_create(berlaku_sejak=berlaku_sejak, defaults=kolom)
    if baru:
        for nama, batas, warna in KELAS:
            aturan.kelas.create(nama=nama, batas_bawah=Decimal(batas), warna=warna)
    return aturan


def renstra(**kolom) -> Renstra:
    bawaan = {"nama": f"Renstra {next(_nomor)}", "tahun_awal": 2021, "tahun_akhir": 2026}
    return Renstra.objects.create(**bawaan | kolom)


def sasaran(**kolom) -> Sasaran:
    nomor = next(_nomor)
    bawaan = {"renstra": kolom.get("renstra") or renstra(), "urutan": nomor % 30_000, "uraian": f"Sasaran {nomor}"}
    return Sasaran.objects.create(**bawaan | kolom)


def edisi(**kolom) -> EdisiNomenklatur:
    bawaan = {"nama": "Kepmendagri 050-5889 Tahun 2021", "tanggal": date(2021, 12, 20)} | kolom
    return EdisiNomenklatur.objects.get_or_create(nama=bawaan.pop("nama"), defaults=bawaan)[0]


def program(**kolom) -> Program:
    nomor = next(_nomor)
    bawaan = {"edisi": kolom.get("edisi") or edisi(), "kode": f"7.{nomor // 100 % 100:02}.{nomor % 100:02}"}
    return Program.objects.create(**bawaan | {"nama": f"Program {nomor}"} | kolom)


def kegiatan(**kolom) -> Kegiatan:
    nomor, induk = next(_nomor), kolom.get("program") or program()
    return Kegiatan.objects.create(
        **{"program": induk, "kode": f"{induk.kode}.2.{nomor % 100:02}", "nama": f"Kegiatan {nomor}"} | kolom
    )


def sub_kegiatan(**kolom) -> SubKegiatan:
    nomor, induk = next(_nomor), kolom.get("kegiatan") or kegiatan()
    return SubKegiatan.objects.create(
        **{"kegiatan": induk, "kode": f"{induk.kode}.{nomor % 10000:04}", "nama": f"Sub kegiatan {nomor}"} | kolom
    )


def indikator(**kolom) -> Indikator:
    """An IKU of a new sasaran, unless one of `sasaran`, `program`, `kegiatan`, `sub_kegiatan` says otherwise."""
    induk = {"program": "program", "kegiatan": "kegiatan", "sub_kegiatan": "sub_kegiatan"}
    level = next((level for nama, level in induk.items() if kolom.get(nama)), "iku")
    if level == "iku":
        kolom = {"sasaran": kolom.get("sasaran") or sasaran()} | kolom
    nomor = next(_nomor)
    bawaan = {"level": level, "nama": f"Indikator {nomor}", "satuan": "laporan", "unit": kolom.get("unit") or unit()}
    return Indikator.objects.create(**bawaan | {"urutan": nomor % 30_000} | kolom)


def target_tahunan(**kolom) -> TargetTahunan:
    bawaan = {"indikator": kolom.get("indikator") or indikator(), "tahun": TAHUN, "nilai": Decimal(12)}
    return TargetTahunan.objects.create(**bawaan | kolom)


def pagu(*, sub_kegiatan: SubKegiatan, murni: int, tahun: int = TAHUN, **kolom) -> Pagu:
    return Pagu.objects.create(sub_kegiatan=sub_kegiatan, tahun=tahun, murni=Decimal(murni), **kolom)


def realisasi_anggaran(
    *, sub_kegiatan: SubKegiatan, jumlah: int, tahun: int = TAHUN, nomor: int = 2
) -> RealisasiAnggaran:
    """What was spent within a quarter, in Rupiah."""
    return RealisasiAnggaran.objects.create(
        sub_kegiatan=sub_kegiatan, triwulan=triwulan(tahun, nomor), jumlah=Decimal(jumlah)
    )


def aturan_jadwal(*, berlaku_sejak: int = 2020) -> list[AturanJadwal]:
    """The guideline's whole calendar: four quarters of five stages."""
    return AturanJadwal.objects.bulk_create(
        AturanJadwal(
            berlaku_sejak=berlaku_sejak,
            triwulan=a.triwulan,
            tahap=a.tahap,
            geser_bulan=a.geser_bulan,
            hari=a.hari,
            dasar=a.dasar,
        )
        for a in ATURAN_PEDOMAN
    )


def hari_libur(**kolom) -> HariLibur:
    bawaan = {"tanggal": date(2023, 6, 29), "nama": "Iduladha", "jenis": HariLibur.Jenis.NASIONAL}
    return HariLibur.objects.create(**bawaan | kolom)


def triwulan(tahun: int = TAHUN, nomor: int = 2, **kolom) -> Triwulan:
    """A quarter with the guideline's due dates; holidays are left out of the account."""
    tanggal = jadwal_triwulan(tahun, nomor, ATURAN_PEDOMAN)
    bawaan = {
        "buka": tanggal[Tahap.BUKA],
        "batas_staf": tanggal[Tahap.STAF],
        "batas_eselon_iv": tanggal[Tahap.ESELON_IV],
        "batas_eselon_iii": tanggal[Tahap.ESELON_III],
        "batas_camat": geser_ke_hari_kerja(tanggal[Tahap.CAMAT], ()),
        "batas_camat_aturan": tanggal[Tahap.CAMAT],
    }
    return Triwulan.objects.get_or_create(tahun=tahun, nomor=nomor, defaults=bawaan | kolom)[0]


def aturan_tahunan(*, berlaku_sejak: int = 2020) -> list[AturanJadwalTahunan]:
    """The four yearly rules."""
    return AturanJadwalTahunan.objects.bulk_create(
        AturanJadwalTahunan(berlaku_sejak=berlaku_sejak, **asdict(a)) for a in ATURAN_TAHUNAN
    )


def perpanjangan(*indikator: Indikator, **kolom) -> Perpanjangan:
    """A week more for a unit in the sample quarter; with indicators, for those alone."""
    bawaan = {
        "triwulan": kolom.get("triwulan") or triwulan(),
        "unit": kolom.get("unit") or unit(),
        "semua_indikator": not indikator,
        "alasan": "Survei tertunda karena banjir.",
        "batas_baru": date(2023, 7, 1),
        "berlaku_sampai": date(2023, 7, 3),
        "diberikan_pada": SAAT,
        "diberikan_oleh": kolom.get("diberikan_oleh") or pegawai(),
    }
    baris = Perpanjangan.objects.create(**bawaan | kolom)
    baris.indikator.set(indikator)
    return baris


def rencana_aksi(**kolom) -> RencanaAksi:
    """Ratified at the start of its year, so that its claims may go up; `status="draf"` for one in hand."""
    kunci = {"tahun": kolom.pop("tahun", TAHUN), "indikator": kolom.pop("indikator", None) or indikator()}
    if ada := RencanaAksi.objects.filter(**kunci).first():
        return ada
    bawaan = {"status": RencanaAksi.Status.DITETAPKAN} | kolom
    if bawaan["status"] == RencanaAksi.Status.DITETAPKAN:
        penetap = Pegawai.objects.get_or_create(username="penetap", defaults={"nama": "Camat Terdahulu"})[0]
        pada = datetime(kunci["tahun"], 1, 16, 1, 0, tzinfo=UTC)
        bawaan = {"ditetapkan_pada": pada, "ditetapkan_oleh": penetap} | bawaan
    return RencanaAksi.objects.create(**kunci, **bawaan)


def target_triwulan(*, indikator: Indikator | None = None, tahun: int = TAHUN, nomor: int = 2, **kolom):
    """The quarterly target of an indicator; its action plan and its quarter are made when missing."""
    if indikator is not None:
        kolom.setdefault("rencana_aksi", rencana_aksi(indikator=indikator, tahun=tahun))
    bawaan = {
        "rencana_aksi": kolom.get("rencana_aksi") or rencana_aksi(tahun=tahun),
        "triwulan": kolom.get("triwulan") or triwulan(tahun, nomor),
        "nilai": Decimal(3),
    } | kolom
    return TargetTriwulan.objects.get_or_create(
        rencana_aksi=bawaan.pop("rencana_aksi"), triwulan=bawaan.pop("triwulan"), defaults=bawaan
    )[0]


def syarat(**kolom) -> SyaratDataDukung:
    target = kolom.get("target_triwulan") or target_triwulan()
    bawaan = {"target_triwulan": target, "urutan": target.syarat.count() + 1, "jenis": SyaratDataDukung.Jenis.LAPORAN}
    return SyaratDataDukung.objects.create(**bawaan | {"uraian": "Laporan pelaksanaan"} | kolom)


def capaian(**kolom) -> Capaian:
    """An empty draft, unless fields are given."""
    return Capaian.objects.create(**{"target_triwulan": kolom.get("target_triwulan") or target_triwulan()} | kolom)


def capaian_terajukan(*, status: str, diajukan_oleh: Pegawai, **kolom) -> Capaian:
    """A claim at a later status, set down without its rungs: for pages and totals, never for the ladder itself."""
    bawaan = {
        "realisasi": Decimal(3),
        "persen": Decimal(100),
        "tanggal_data": SAAT.date(),
        "analisis": "Tercapai sesuai rencana.",
        "diajukan_pada": SAAT,
        "di_meja_sejak": SAAT,
    }
    claim = capaian(status=status, diajukan_oleh=diajukan_oleh, **bawaan | kolom)
    claim.penyusun.add(diajukan_oleh)
    return claim


def putusan(*, capaian: Capaian, oleh: Pegawai, **kolom) -> Putusan:
    """A rung set down without the ladder: the Camat's ratification, today, unless fields are given."""
    bawaan = {
        "urutan": 1,
        "putaran": 1,
        "meja": "camat",
        "tindakan": Putusan.Tindakan.SAHKAN,
        "dari_status": "di_camat",
        "ke_status": "sah",
        "sidik_dilihat": "0" * 64,
        "nama": oleh.nama,
        "jabatan": "Camat",
        "kapasitas": "definitif",
        "pada": timezone.now(),
    }
    return Putusan.objects.create(capaian=capaian, oleh=oleh, **bawaan | kolom)


def data_dukung(*, capaian: Capaian, **kolom) -> DataDukung:
    """A document with its bytes, in the claim's first slot unless `syarat` is given."""
    slot = kolom.get("syarat") or capaian.target_triwulan.syarat.first()
    bawaan = {
        "syarat": slot or syarat(target_triwulan=capaian.target_triwulan),
        "berkas": kolom.get("berkas") or berkas(),
        "nama": "laporan.pdf",
        "diunggah_pada": SAAT,
        "diunggah_oleh": kolom.get("diunggah_oleh") or pegawai(),
    }
    return DataDukung.objects.create(capaian=capaian, **bawaan | kolom)


def pratinjau(*, sumber: Berkas, halaman: int = 1, **kolom) -> Pratinjau:
    """A finished preview of so many pages, with small pictures in the store; `keadaan="gagal"` for a failed one."""
    bawaan = {"diminta_oleh": kolom.get("diminta_oleh") or pegawai(), "keadaan": Pratinjau.Keadaan.SELESAI}
    bawaan |= kolom
    if bawaan["keadaan"] == Pratinjau.Keadaan.SELESAI:
        bawaan = {"jumlah_halaman": halaman or 1, "selesai_pada": SAAT} | bawaan
    hasil = Pratinjau.objects.create(sumber=sumber, **bawaan)
    for nomor in range(1, halaman + 1):
        gambar = {nama: berkas(b"RIFF webp %s %d" % (nama.encode(), next(_nomor))) for nama in ("kecil", "besar")}
        hasil.halaman.create(nomor=nomor, lebar_kecil=640, lebar=1400, tinggi=1982, **gambar)
    return hasil


def laporan(**kolom) -> Laporan:
    """A final report's row, waiting for its worker; `konsep=True, versi=None` for a draft."""
    bawaan = {
        "triwulan": kolom["triwulan"] if "triwulan" in kolom else triwulan(),
        "konsep": False,
        "versi": 1,
        "snapshot": {},
        "sidik_snapshot": "0" * 64,
        "diminta_pada": SAAT,
        "diminta_oleh": kolom.get("diminta_oleh") or pegawai(),
    }
    return Laporan.objects.create(**bawaan | kolom)


def narasi(**kolom) -> Narasi:
    """A written section of the sample year's annual report that nobody has in hand."""
    bawaan = {"tahun": TAHUN, "bagian": "kata-pengantar", "teks": "Puji syukur.", "versi": 1, "disunting_pada": SAAT}
    penyunting = kolom.get("disunting_oleh") or pegawai()
    return Narasi.objects.create(**bawaan | {"disunting_oleh": penyunting} | kolom)


def versi_narasi(**kolom) -> VersiNarasi:
    """An earlier text of a section, as its last editor left it."""
    induk = kolom.get("narasi") or narasi()
    bawaan = {"nomor": 1, "teks": induk.teks, "oleh": induk.disunting_oleh, "nama": induk.disunting_oleh.nama}
    return VersiNarasi.objects.create(**bawaan | {"pada": SAAT, "narasi": induk} | kolom)


def komponen_akip(berlaku_sejak: int = 2023, bobot: tuple[int, ...] = (35, 20, 15, 10, 20)) -> list[KomponenAkip]:
    """A set of weights: the guideline's unless others are given."""
    return [
        KomponenAkip.objects.get_or_create(
            berlaku_sejak=berlaku_sejak,
            urutan=nomor,
            defaults={"nama": f"Komponen {nomor}", "bobot": satu, "dasar": f"Aturan {berlaku_sejak}"},
        )[0]
        for nomor, satu in enumerate(bobot, 1)
    ]


def lhe(**kolom) -> Lhe:
    """Dated 30 June, received 3 July of the year after the one it evaluates."""
    nomor = next(_nomor)
    bawaan = {
        "tahun": TAHUN - 1,
        "nomor": f"700/{nomor}/INSP",
        "tanggal": date(TAHUN, 6, 30),
        "diterima": date(TAHUN, 7, 3),
        "berkas": kolom.get("berkas") or berkas(),
        "nama_berkas": "lhe.pdf",
        "dicatat_oleh": kolom.get("dicatat_oleh") or pegawai(),
    }
    return Lhe.objects.create(**bawaan | kolom)


def rekomendasi(**kolom) -> Rekomendasi:
    """A word of the Camat of 3 July, due on 1 September; with `lhe` or another parent give its `sumber` too."""
    bawaan = {
        "sumber": "camat",
        "uraian": f"Rekomendasi {next(_nomor)}",
        "tanggal": date(TAHUN, 7, 3),
        "diterima": date(TAHUN, 7, 3),
        "batas": date(TAHUN, 9, 1),
        "penanggung_jawab": kolom.get("penanggung_jawab") or jabatan(tingkat=Tingkat.ESELON_IV),
        "dicatat_oleh": kolom.get("dicatat_oleh") or pegawai(),
    }
    return Rekomendasi.objects.create(**bawaan | kolom)


def riwayat_tindak_lanjut(**kolom) -> RiwayatTindakLanjut:
    """The planning of a new recommendation, set down without its status; give `oleh`, `nama` and `jabatan`."""
    bawaan = {"urutan": 1, "tindakan": "rencanakan", "dari_status": "belum", "ke_status": "proses"}
    return RiwayatTindakLanjut.objects.create(rekomendasi=rekomendasi(), **bawaan | kolom)


def rapat_evaluasi(**kolom) -> RapatEvaluasi:
    bawaan = {
        "triwulan": kolom.get("triwulan") or triwulan(),
        "tanggal": date(TAHUN, 7, 10),
        "tempat": "Aula kantor kecamatan",
        "agenda": "Evaluasi capaian triwulan II",
        "notulen": "Camat membuka rapat. Setiap kepala seksi melaporkan capaiannya.",
        "pimpinan": kolom.get("pimpinan") or jabatan(tingkat=Tingkat.ESELON_IV),
        "dicatat_oleh": kolom.get("dicatat_oleh") or pegawai(),
    }
    return RapatEvaluasi.objects.create(**bawaan | kolom)


def laporan_selesai(isi: bytes | None = None, **kolom) -> Laporan:
    """A final report with its PDF in the store."""
    file = kolom.pop("berkas", None) or berkas(isi)
    return laporan(keadaan=Laporan.Keadaan.SELESAI, persen=100, berkas=file, selesai_pada=SAAT, **kolom)


def penerima_laporan(**kolom) -> PenerimaLaporan:
    bawaan = {"nama": f"Penerima {next(_nomor)}", "sapaan": "Inspektur Kabupaten Luwu Timur", "tempat": "Malili"}
    return PenerimaLaporan.objects.create(**bawaan | kolom)


def undangan_tamu(**kolom) -> UndanganTamu:
    """An invitation by its row alone; the link is only known to who invited (`pelaporan.tamu.undang`)."""
    bawaan = {
        "lembaga": "Inspektorat Kabupaten Luwu Timur",
        "keperluan": "Evaluasi AKIP",
        "tahun": TAHUN,
        "sidik_tautan": sha256(b"%d" % next(_nomor)).hexdigest(),
        "berlaku_sampai": timezone.localdate(),
        "dibuat_oleh": kolom.get("dibuat_oleh") or pegawai(),
    }
    return UndanganTamu.objects.create(**bawaan | kolom)


@dataclass(frozen=True)
class KantorLengkap:
    """Units, posts and people of a small kecamatan: `staf` and `kasi` are of `pelayanan`, the others are `_lain`."""

    kecamatan: UnitKerja
    sekretariat: UnitKerja
    subbag: UnitKerja
    pelayanan: UnitKerja
    pemerintahan: UnitKerja
    jabatan_camat: Jabatan
    jabatan_sekcam: Jabatan
    jabatan_kasi: Jabatan
    jabatan_kasi_lain: Jabatan
    jabatan_kasubag: Jabatan
    camat: Pegawai
    sekcam: Pegawai
    kasubag: Pegawai
    kasi: Pegawai
    kasi_lain: Pegawai
    staf: Pegawai
    staf_rekan: Pegawai
    staf_lain: Pegawai
    staf_lain_rekan: Pegawai
    anggota: Pegawai
    admin: Pegawai
    nonaktif: Pegawai


def _duduk(nama: str, username: str, kursi: Jabatan) -> Pegawai:
    orang = pegawai(nama=nama, username=username)
    penugasan(pegawai=orang, jabatan=kursi)
    return orang


def kantor_lengkap() -> KantorLengkap:
    """Camat, Sekcam, Kasubag, two Kasi with two staf each, Tim SAKIP of the sample year and of this year, admin.

    `anggota` sits in the Tim and has no desk; `nonaktif` was a staf of `pelayanan` and can no longer log in.
    User names are the attribute names, the password is `SANDI`.
    """
    kantor()
    ketentuan()
    kecamatan = unit(kode="KEC", nama="Kecamatan Kalaena", urutan=0)
    sekretariat = unit(kode="SEK", nama="Sekretariat", induk=kecamatan)
    subbag = unit(kode="SUB", nama="Subbagian Perencanaan dan Kepegawaian", induk=sekretariat)
    pelayanan = unit(kode="PEL", nama="Seksi Pelayanan Umum", induk=kecamatan)
    pemerintahan = unit(kode="PEM", nama="Seksi Pemerintahan", induk=kecamatan)

    j_camat = jabatan(tingkat=Tingkat.CAMAT, nama="Camat", unit=kecamatan)
    j_sekcam = jabatan(tingkat=Tingkat.SEKCAM, nama="Sekretaris Camat", unit=sekretariat, atasan=j_camat)
    j_kasubag = jabatan(
        tingkat=Tingkat.ESELON_IV, nama="Kasubag Perencanaan dan Kepegawaian", unit=subbag, atasan=j_sekcam
    )
    j_kasi = jabatan(tingkat=Tingkat.ESELON_IV, nama="Kasi Pelayanan Umum", unit=pelayanan, atasan=j_camat)
    j_kasi_lain = jabatan(tingkat=Tingkat.ESELON_IV, nama="Kasi Pemerintahan", unit=pemerintahan, atasan=j_camat)
    j_staf = jabatan(nama="Pengadministrasi Pelayanan", unit=pelayanan, atasan=j_kasi)
    j_staf_rekan = jabatan(nama="Pengolah Data Pelayanan", unit=pelayanan, atasan=j_kasi)
    j_staf_lain = jabatan(nama="Pengadministrasi Pemerintahan", unit=pemerintahan, atasan=j_kasi_lain)
    j_staf_lain_rekan = jabatan(nama="Pengolah Data Pemerintahan", unit=pemerintahan, atasan=j_kasi_lain)
    j_anggota = jabatan(nama="Analis Perencanaan", unit=subbag, atasan=j_kasubag)

    nonaktif = pegawai(nama="Staf Nonaktif", username="nonaktif", is_active=False)
    penugasan(
        pegawai=nonaktif, jabatan=jabatan(nama="Petugas Loket", unit=pelayanan), mulai=MULAI, selesai=date(2022, 12, 31)
    )
    office = KantorLengkap(
        kecamatan=kecamatan,
        sekretariat=sekretariat,
        subbag=subbag,
        pelayanan=pelayanan,
        pemerintahan=pemerintahan,
        jabatan_camat=j_camat,
        jabatan_sekcam=j_sekcam,
        jabatan_kasi=j_kasi,
        jabatan_kasi_lain=j_kasi_lain,
        jabatan_kasubag=j_kasubag,
        camat=_duduk("Orang Camat", "camat", j_camat),
        sekcam=_duduk("Orang Sekcam", "sekcam", j_sekcam),
        kasubag=_duduk("Orang Kasubag", "kasubag", j_kasubag),
        kasi=_duduk("Orang Kasi Pelayanan", "kasi", j_kasi),
        kasi_lain=_duduk("Orang Kasi Pemerintahan", "kasi_lain", j_kasi_lain),
        staf=_duduk("Staf Pelayanan", "staf", j_staf),
        staf_rekan=_duduk("Staf Pelayanan Kedua", "staf_rekan", j_staf_rekan),
        staf_lain=_duduk("Staf Pemerintahan", "staf_lain", j_staf_lain),
        staf_lain_rekan=_duduk("Staf Pemerintahan Kedua", "staf_lain_rekan", j_staf_lain_rekan),
        anggota=_duduk("Anggota Tim", "anggota", j_anggota),
        admin=pegawai(nama="Pengelola Sistem", username="admin", is_staff=True, is_superuser=True),
        nonaktif=nonaktif,
    )
    for tahun in sorted({TAHUN, timezone.localdate().year}):
        tim = tim_sakip(office.anggota, tahun=tahun)
        anggota_tim(tim=tim, pegawai=office.camat, fungsi=AnggotaTim.Fungsi.KOORDINATOR)
        anggota_tim(tim=tim, pegawai=office.kasubag, fungsi=AnggotaTim.Fungsi.SEKRETARIS)
    return office
