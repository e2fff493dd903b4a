"""The four workbooks: their sheets, columns, drop-downs, notes and worked examples, for one year."""

from collections.abc import Callable, Iterable

from kinerja.models import EdisiNomenklatur, Indikator, Renstra
from kinerja.perhitungan import Akumulasi, Polaritas
from organisasi.bahasa import romawi
from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema
from organisasi.models import Jabatan, Penugasan, UnitKerja
from rencana_aksi.models import Impor, SyaratDataDukung

LEMBAR_PEGAWAI = "Pegawai"
LEMBAR_PROGRAM = "Program"
LEMBAR_INDIKATOR = "Indikator"
LEMBAR_RENCANA = "Rencana aksi"
LEMBAR_SYARAT = "Data dukung"
TRIWULAN = (1, 2, 3, 4)

_UMUM = (
    "Satu baris untuk satu data. Urutan kolom boleh diubah; yang dicocokkan ialah judulnya.",
    "Kolom yang tidak ada tidak mengubah apa pun; sel kosong berarti isinya dikosongkan. Impor tidak menghapus data.",
    "Sesudah diunggah, sistem menampilkan dahulu apa yang akan ditambah dan diubah. "
    "Belum ada yang tertulis sampai Anda menerapkannya.",
)
_YA_TIDAK = (("ya", "Ya"), ("tidak", "Tidak"))


def skema_impor(jenis: str, tahun: int) -> Skema:
    """The schema of a kind (`Impor.Jenis`) for a year, with the choices that the database has now."""
    return _PEMBUAT[jenis](tahun)


def _unit(**lain: object) -> Kolom:
    pilihan = tuple((unit.kode, f"{unit.kode} – {unit.nama}") for unit in UnitKerja.objects.all())
    contoh = pilihan[-1][0] if pilihan else ""
    return Kolom("unit", "Kode unit", Jenis.PILIHAN, alias=("Unit", "Unit kerja", "Unit pelaksana"),
                 pilihan=pilihan, contoh=contoh, **lain)  # fmt: skip


def _edisi(**lain: object) -> Kolom:
    nama = EdisiNomenklatur.objects.values_list("nama", flat=True)
    pilihan = tuple((satu, satu) for satu in nama)
    alias = ("Edisi", "Nomenklatur")
    return Kolom("edisi", "Edisi nomenklatur", Jenis.PILIHAN, alias=alias, pilihan=pilihan, **lain)


def _penanggung_jawab() -> Kolom:
    # One entry for a name, also where several seats bear it: which one is meant is told by the row's unit.
    nama = dict.fromkeys(Jabatan.objects.values_list("nama", flat=True))
    return Kolom(
        "penanggung_jawab",
        "Penanggung jawab",
        Jenis.PILIHAN,
        pilihan=tuple((satu, satu) for satu in nama),
        catatan="Nama jabatan, bukan nama orang.",
        contoh=next(iter(nama), ""),
    )


def _kode_induk() -> Kolom:
    return Kolom(
        "kode",
        "Kode induk",
        Jenis.KODE,
        wajib=True,
        alias=("Kode", "Kode rekening"),
        catatan="Nomor sasaran untuk IKU; untuk yang lain kode program, kegiatan, atau sub kegiatan.",
        contoh="7.01.01.2.01.0001",
    )


def _nama_indikator() -> Kolom:
    return Kolom(
        "indikator",
        "Indikator",
        wajib=True,
        alias=("Nama indikator", "Indikator kinerja"),
        contoh="Jumlah Dokumen Perencanaan Perangkat Daerah",
        maks=300,
    )


def _angka_per(judul: str, kunci: str, nomor: Iterable[int], sebut: Callable[[int], str], **lain: str) -> list[Kolom]:
    return [Kolom(f"{kunci}_{n}", f"{judul} {sebut(n)}", Jenis.ANGKA, **lain) for n in nomor]


def _pegawai(tahun: int) -> Skema:
    kolom = (
        Kolom("nip", "NIP", Jenis.NIP, catatan="Kosongkan untuk tenaga tanpa NIP.", contoh="19770329 200801 1 008"),
        Kolom("nama", "Nama", wajib=True, alias=("Nama pegawai", "Nama lengkap", "Nama dengan gelar"),
              contoh="Siti Aminah, S.Sos.", maks=120),
        Kolom("username", "Nama pengguna", wajib=True, alias=("User name", "Akun"), contoh="siti.aminah", maks=150,
              catatan="Untuk masuk; menjadi pengenal pegawai, jadi jangan diubah pada unggahan berikutnya."),
        Kolom("pangkat", "Pangkat", contoh="Penata", maks=40),
        Kolom("golongan", "Golongan", alias=("Golongan/ruang", "Gol"), contoh="III/c", maks=8),
        Kolom("email", "Pos-el", alias=("Email", "E-mail", "Surel"), contoh="siti@contoh.go.id", maks=254),
        Kolom("jabatan", "Jabatan", wajib=True, alias=("Nama jabatan",), contoh="Pengelola Pelayanan Publik", maks=120),
        _unit(wajib=True),
        Kolom("tingkat", "Tingkat", Jenis.PILIHAN, wajib=True, pilihan=tuple(Jabatan.Tingkat.choices),
              contoh="Pelaksana"),
        Kolom("mulai", "Mulai", Jenis.TANGGAL, wajib=True, alias=("TMT", "Terhitung mulai", "Tanggal mulai"),
              contoh=f"01-01-{tahun}"),
        Kolom("kapasitas", "Kapasitas", Jenis.PILIHAN, pilihan=tuple(Penugasan.Kapasitas.choices),
              catatan="Kosong berarti definitif.", contoh="Definitif"),
        Kolom("selesai", "Hari terakhir", Jenis.TANGGAL, alias=("Selesai", "Tanggal selesai"),
              catatan="Kosong selama jabatan masih dipangku; wajib untuk Plt. dan Plh."),
        Kolom("surat_perintah", "Nomor surat perintah", alias=("Nomor surat", "Nomor SK"), maks=80,
              catatan="Wajib untuk Plt. dan Plh."),
    )  # fmt: skip
    petunjuk = (
        "Satu baris untuk satu jabatan yang dipangku; pegawai dengan dua jabatan ditulis pada dua baris.",
        "Akun baru belum mempunyai kata sandi. Tetapkan kata sandi awalnya di Data acuan.",
        *_UMUM,
    )
    return Skema("pegawai", "Templat impor pegawai dan jabatan", (Lembar(LEMBAR_PEGAWAI, kolom),), petunjuk)


def _program(tahun: int) -> Skema:
    kolom = (
        _edisi(wajib=True, catatan="Kepmendagri yang memuat kode ini.", contoh="Kepmendagri 050-5889/2021"),
        Kolom("kode", "Kode", Jenis.KODE, wajib=True, alias=("Kode rekening",), contoh="7.01.01.2.01.0001",
              catatan="Program, kegiatan, atau sub kegiatan; dikenali dari susunan kodenya."),
        Kolom("nama", "Nama", wajib=True, alias=("Uraian", "Program/kegiatan/sub kegiatan"),
              contoh="Penyusunan Dokumen Perencanaan Perangkat Daerah", maks=300),
        Kolom("murni", f"Pagu murni {tahun}", Jenis.RUPIAH, alias=("Pagu murni", "Pagu", "Pagu (Rp)", "Anggaran"),
              catatan="Hanya tersimpan pada baris sub kegiatan.", contoh="12500000"),
        Kolom("perubahan", f"Pagu perubahan {tahun}", Jenis.RUPIAH, alias=("Pagu perubahan", "Pagu setelah perubahan"),
              catatan="Kosong sebelum APBD Perubahan."),
        Kolom("sumber_dana", "Sumber dana", catatan="Kosong berarti APBD.", contoh="APBD", maks=40),
        Kolom("sasaran", "Nomor sasaran", Jenis.KODE, alias=("Sasaran",),
              catatan="Sasaran yang didukung, hanya pada baris program. Kosong tidak mengubah apa pun."),
    )  # fmt: skip
    petunjuk = (
        f"Kode dan nama menurut edisi nomenklatur, dan pagu tahun {tahun}.",
        "Tulis programnya, lalu kegiatannya, lalu sub kegiatannya, masing-masing pada baris sendiri.",
        *_UMUM,
    )
    judul = f"Templat impor program dan pagu {tahun}"
    return Skema("program", judul, (Lembar(LEMBAR_PROGRAM, kolom),), petunjuk)


def tahun_renstra(tahun: int) -> list[int]:
    """The years of the plans that cover a year; one query."""
    rentang = Renstra.objects.filter(tahun_awal__lte=tahun, tahun_akhir__gte=tahun)
    return sorted({n for satu in rentang for n in range(satu.tahun_awal, satu.tahun_akhir + 1)})


def _indikator(tahun: int) -> Skema:
    kolom = (
        Kolom("level", "Level", Jenis.PILIHAN, wajib=True, pilihan=tuple(Indikator.Level.choices),
              contoh="Sub Kegiatan"),
        _kode_induk(),
        _nama_indikator(),
        Kolom("satuan", "Satuan", wajib=True, contoh="Dokumen", maks=60),
        Kolom("polaritas", "Polaritas", Jenis.PILIHAN, wajib=True, pilihan=tuple(Polaritas.choices),
              contoh="Makin tinggi makin baik"),
        Kolom("akumulasi", "Akumulasi", Jenis.PILIHAN, wajib=True, pilihan=tuple(Akumulasi.choices),
              catatan="Cara triwulan digabungkan menjadi setahun.", contoh="Kumulatif (jumlah)"),
        Kolom("presisi", "Angka di belakang koma", Jenis.BULAT, alias=("Presisi",), catatan="0 sampai 4.", contoh="0"),
        _unit(wajib=True),
        Kolom("definisi_operasional", "Definisi operasional", maks=5000),
        Kolom("formula", "Cara menghitung", alias=("Formula", "Rumus"), maks=5000),
        Kolom("sumber_data", "Sumber data", contoh="Arsip subbagian", maks=200),
        _penanggung_jawab(),
        Kolom("target", f"Target {tahun}", Jenis.ANGKA, alias=("Target", "Target tahun", "Target tahunan"),
              catatan="Kosong berarti tidak ada target, bukan nol.", contoh="3"),
        Kolom("target_atas", f"Batas atas target {tahun}", Jenis.ANGKA, alias=("Batas atas",),
              catatan="Hanya untuk polaritas rentang."),
        *_angka_per("Target Renstra", "renstra", tahun_renstra(tahun), str),
        _edisi(catatan="Hanya bila kode yang sama ada dalam beberapa edisi."),
    )  # fmt: skip
    petunjuk = (
        f"Indikator dan target tahun {tahun}. Indikator dikenali dari kode induk dan namanya.",
        *_UMUM,
    )
    judul = f"Templat impor indikator dan target {tahun}"
    return Skema("indikator", judul, (Lembar(LEMBAR_INDIKATOR, kolom),), petunjuk)


def _rencana(tahun: int) -> Skema:
    rencana = (
        _kode_induk(),
        _nama_indikator(),
        _unit(catatan="Bila diisi, dicocokkan dengan unit indikatornya."),
        *_angka_per("TW", "tw", TRIWULAN, romawi, catatan="Kosong berarti tidak ada target triwulan ini."),
        Kolom("langkah", "Langkah aksi", alias=("Aktivitas", "Rencana aksi"), maks=5000),
        _penanggung_jawab(),
        *_angka_per("Batas atas TW", "atas", TRIWULAN, romawi, catatan="Hanya untuk polaritas rentang."),
        _edisi(catatan="Hanya bila kode yang sama ada dalam beberapa edisi."),
    )
    triwulan = tuple((str(n), f"Triwulan {romawi(n)}") for n in TRIWULAN)
    syarat = (
        _kode_induk(),
        _nama_indikator(),
        Kolom("triwulan", "Triwulan", Jenis.PILIHAN, wajib=True, pilihan=triwulan, contoh="Triwulan I"),
        Kolom("jenis", "Jenis", Jenis.PILIHAN, wajib=True, alias=("Jenis dokumen",),
              pilihan=tuple(SyaratDataDukung.Jenis.choices), contoh="Laporan pelaksanaan"),
        Kolom("uraian", "Uraian", wajib=True, alias=("Data dukung", "Dokumen"), contoh="Laporan kegiatan", maks=200),
        Kolom("wajib", "Wajib", Jenis.PILIHAN, pilihan=_YA_TIDAK, catatan="Kosong berarti ya.", contoh="Ya"),
        _edisi(catatan="Hanya bila kode yang sama ada dalam beberapa edisi."),
    )  # fmt: skip
    petunjuk = (
        f"Target triwulan, langkah aksi, dan syarat data dukung tahun {tahun}.",
        "Hanya rencana aksi berstatus draf yang diubah. Yang sudah diajukan atau ditetapkan dilewati dan disebutkan.",
        "Penjumlahan triwulan diperiksa terhadap target tahunnya menurut akumulasi indikator.",
        *_UMUM,
    )
    judul = f"Templat impor rencana aksi {tahun}"
    lembar = (Lembar(LEMBAR_RENCANA, rencana), Lembar(LEMBAR_SYARAT, syarat))
    return Skema("rencana_aksi", judul, lembar, petunjuk)


_PEMBUAT: dict[str, Callable[[int], Skema]] = {
    Impor.Jenis.PEGAWAI: _pegawai,
    Impor.Jenis.PROGRAM: _program,
    Impor.Jenis.INDIKATOR: _indikator,
    Impor.Jenis.RENCANA_AKSI: _rencana,
}
