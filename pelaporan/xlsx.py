"""Reports as workbooks, from the same frozen values as their PDF: numbers as numbers, what is missing in words."""

from collections.abc import Callable, Iterable, Sequence

from organisasi.bahasa import tanggal
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku
from pelaporan.e81_excel import buku_e81
from pelaporan.lkjip_data import buku_lkjip
from pelaporan.models import Laporan
from pelaporan.naskah import tahunan
from pelaporan.naskah.e81 import NaskahE81
from pelaporan.naskah.pengukuran import Butir, NaskahPengukuran
from pelaporan.naskah.triwulan import Baris, Naskah, RekapTriwulan, Rerata, dari_json, urai

JenisLaporan = Laporan.Jenis
SEMENTARA, SAH = "sementara", "sah"


def buku_laporan(laporan: Laporan) -> bytes:
    """The workbook of a report's snapshot. KeyError for a kind that has none (`BERBUKU`)."""
    return BERBUKU[laporan.jenis](laporan.snapshot)


# The quarterly report


def buku_triwulan(isi: dict) -> bytes:
    """Five sheets: the table of Bab III, the means, the corrections, obstacles with solutions, and the documents."""
    naskah = dari_json(isi)
    rekap = naskah.rekap
    sampul = _keterangan(naskah)
    return tulis_buku(
        [
            Tabel(f"Capaian {rekap.judul}", _kolom_capaian(rekap), map(_capaian, rekap.baris), sampul),
            Tabel("Rata-rata", _KOLOM_RERATA, _rerata(rekap), sampul),
            Tabel("Koreksi", _KOLOM_KOREKSI, _koreksi(rekap.baris), sampul),
            Tabel("Hambatan dan solusi", _KOLOM_NARASI, _narasi(rekap.baris), sampul),
            Tabel("Data dukung", _KOLOM_DOKUMEN, _dokumen(rekap.baris), sampul),
        ]
    )


def _keterangan(naskah: Naskah) -> tuple[str, ...]:
    kantor = naskah.rekap.kantor
    keadaan = "Konsep" if naskah.konsep else f"Laporan final, versi {naskah.versi}"
    contoh = ["DATA CONTOH: nama orang, angka, dan berkas rekaan."] if kantor.contoh else []
    return (f"{naskah.judul}, {kantor.nama}. {keadaan}, {tanggal(naskah.dibuat)}.", *contoh)


def _kolom_capaian(rekap: RekapTriwulan) -> Sequence[KolomTabel]:
    return (
        KolomTabel("Tingkat"),
        KolomTabel("Sasaran, program, kegiatan, atau sub kegiatan", lebar=45),
        KolomTabel("Indikator", lebar=45),
        KolomTabel("Satuan"),
        KolomTabel("Capaian tahun lalu", Jenis.PERSEN, kosong="–"),
        KolomTabel("Target tahun"),
        KolomTabel(f"Target s.d. {rekap.sampai}"),
        KolomTabel(f"Realisasi s.d. {rekap.sampai}"),
        KolomTabel("Persen klaim", Jenis.PERSEN),
        KolomTabel("Persen setelah koreksi", Jenis.PERSEN),
        KolomTabel("Sifat angka"),
        KolomTabel("Kelas", kosong="–"),
        KolomTabel("Target akhir Renstra"),
        KolomTabel("Tingkat kemajuan", Jenis.PERSEN, kosong="–"),
        KolomTabel("Data dukung"),
        KolomTabel("Unit", lebar=30),
        KolomTabel("Penanggung jawab", lebar=30),
        KolomTabel("Status"),
    )


_TINGKAT = {"iku": "IKU", "program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub kegiatan"}


def _capaian(b: Baris) -> tuple[object, ...]:
    return (
        *(_TINGKAT[b.level], _induk(b), b.nama, b.satuan, b.persen_tahun_lalu),
        *(_target(b.target_tahun, b.target_tahun_atas, b.target_tahun_teks), *_angka_capaian(b)),
        *(_target(b.target_akhir, b.target_akhir_atas, b.target_akhir_teks), b.kemajuan),
        *(b.data_dukung_teks, b.unit, b.penanggung_jawab, b.status_teks),
    )


def _angka_capaian(b: Baris) -> tuple[object, ...]:
    """Target and realisasi rolled up, percent claimed and left, whether it is ratified, and its class."""
    return (
        _target(b.target, b.target_atas, b.target_teks),
        b.realisasi_teks if b.realisasi is None else b.realisasi,
        b.persen_klaim_teks if b.persen_klaim is None else b.persen_klaim,
        b.persen_teks if b.persen is None else b.persen,
        _sifat(b),
        b.kelas or None,
    )


def _induk(b: Baris) -> str:
    pasangan = ((b.kode_sub_kegiatan, b.sub_kegiatan), (b.kode_kegiatan, b.kegiatan), (b.kode_program, b.program))
    return next((f"{kode} {nama}" for kode, nama in pasangan if kode), b.sasaran)


def _target(nilai: object, atas: object, teks: str) -> object:
    """A target as a number; a range is two of them and none is a statement, so those are words."""
    return teks if nilai is None or atas is not None else nilai


def _sifat(b: Baris | Rerata) -> str:
    if b.persen is None:
        return ""
    return SEMENTARA if b.sementara else SAH


_KOLOM_RERATA = (
    KolomTabel("Kelompok"),
    KolomTabel("Nama", lebar=60),
    KolomTabel("Indikator", Jenis.BULAT),
    KolomTabel("Terhitung", Jenis.BULAT),
    KolomTabel("Sah", Jenis.BULAT),
    KolomTabel("Rata-rata capaian", Jenis.PERSEN, kosong="–"),
    KolomTabel("Sifat angka"),
    KolomTabel("Kelas", kosong="–"),
)


def _rerata(rekap: RekapTriwulan) -> Iterable[tuple[object, ...]]:
    semua = (("Sasaran", rekap.per_sasaran), ("Program", rekap.per_program), ("Organisasi", (rekap.organisasi,)))
    for kelompok, isi in semua:
        for r in isi:
            nama = f"{r.kode} {r.nama}".strip()
            yield kelompok, nama, r.jumlah, r.terhitung, r.sah, r.persen, _sifat(r), r.kelas or None


_KOLOM_KOREKSI = (
    KolomTabel("Indikator", lebar=45),
    KolomTabel("Meja"),
    KolomTabel("Pejabat", lebar=30),
    KolomTabel("Tanggal", Jenis.TANGGAL),
    KolomTabel("Dari", Jenis.PERSEN),
    KolomTabel("Menjadi", Jenis.PERSEN),
    KolomTabel("Jenis alasan", lebar=30),
    KolomTabel("Alasan", lebar=60),
    KolomTabel("Dokumen yang dikutip", kosong="–", lebar=40),
)


def _koreksi(baris: Iterable[Baris]) -> Iterable[tuple[object, ...]]:
    for b in baris:
        for a in b.koreksi:
            dokumen = ", ".join(a.dokumen) or None
            yield b.nama, a.meja, a.jabatan, a.pada.date(), a.dari, a.ke, a.jenis_alasan, a.alasan, dokumen


_KOLOM_NARASI = (
    KolomTabel("Indikator", lebar=45),
    KolomTabel("Analisis", kosong="–", lebar=60),
    KolomTabel("Hambatan", kosong="–", lebar=60),
    KolomTabel("Solusi", kosong="–", lebar=60),
)


def _narasi(baris: Iterable[Baris]) -> Iterable[tuple[object, ...]]:
    for b in baris:
        if b.analisis or b.hambatan or b.solusi:
            yield b.nama, b.analisis or None, b.hambatan or None, b.solusi or None


_KOLOM_DOKUMEN = (
    KolomTabel("Indikator", lebar=45),
    KolomTabel("Yang disepakati", lebar=40),
    KolomTabel("Berkas", lebar=40),
    KolomTabel("Nomor", kosong="–"),
    KolomTabel("Tanggal", Jenis.TANGGAL, kosong="–"),
    KolomTabel("Ukuran (byte)", Jenis.BULAT),
    KolomTabel("SHA-256", lebar=60),
)


def _dokumen(baris: Iterable[Baris]) -> Iterable[tuple[object, ...]]:
    for b in baris:
        for d in b.dokumen:
            yield b.nama, d.slot, d.nama, d.nomor or None, d.tanggal, d.ukuran, d.sha256


# PKP and PKK


def buku_pengukuran(isi: dict) -> bytes:
    """One sheet, a row for each indicator; money stands beside the first of what it was spent on."""
    naskah = urai(NaskahPengukuran, isi)
    keterangan = [
        f"Unit kerja: {naskah.unit} (Eselon {naskah.tingkat_eselon})",
        f"{naskah.sifat}, {naskah.masa}. Keadaan {tanggal(naskah.tanggal)}.",
        *(_pejabat("Penanggung jawab", naskah), *(["KONSEP: belum semua angka disahkan Camat."] * naskah.konsep)),
    ]
    baris = [baris for butir in naskah.butir for baris in _pengukuran(butir, naskah)]
    r, s = naskah.rerata, naskah.jumlah
    jumlah = ("", r.nama, *[""] * 6, r.persen, _sifat(r), r.kelas or None, s.pagu, s.realisasi, s.persen, "")
    return tulis_buku([Tabel(naskah.judul, _kolom_pengukuran(naskah), [*baris, jumlah], keterangan)])


def _pejabat(sebutan: str, naskah: NaskahPengukuran) -> str:
    p = naskah.penanggung_jawab
    return f"{sebutan}: {p.jabatan}, {p.orang.nama if p.orang else 'jabatan sedang kosong'}"


def _kolom_pengukuran(naskah: NaskahPengukuran) -> Sequence[KolomTabel]:
    return (
        KolomTabel("Kode"),
        KolomTabel("Program, kegiatan, atau sub kegiatan", lebar=45),
        KolomTabel("Indikator kinerja", lebar=45),
        KolomTabel("Satuan"),
        KolomTabel("Target tahun"),
        KolomTabel(f"Target s.d. {naskah.sampai}"),
        KolomTabel(f"Realisasi s.d. {naskah.sampai}"),
        KolomTabel("Capaian menurut klaim", Jenis.PERSEN),
        KolomTabel("Capaian setelah koreksi", Jenis.PERSEN, kosong="–"),
        KolomTabel("Sifat angka"),
        KolomTabel("Kelas", kosong="–"),
        KolomTabel("Pagu (Rp)", Jenis.RUPIAH),
        KolomTabel(f"Realisasi anggaran s.d. {naskah.sampai} (Rp)", Jenis.RUPIAH),
        KolomTabel("Serapan", Jenis.PERSEN),
        KolomTabel("Penanggung jawab", lebar=30),
    )


def _pengukuran(butir: Butir, naskah: NaskahPengukuran) -> Iterable[tuple[object, ...]]:
    uang = (butir.serapan.pagu, butir.serapan.realisasi, butir.serapan.persen)
    if r := butir.rerata:
        pengganti = f"Rata-rata {r.jumlah} indikator di bawahnya, {r.terhitung} terhitung"
        sisa = (*[""] * 5, r.persen, _sifat(r), r.kelas or None, *uang, naskah.penanggung_jawab.jabatan)
        yield butir.kode, butir.nama, pengganti, *sisa
    for nomor, b in enumerate(butir.baris):
        target = _target(b.target_tahun, b.target_tahun_atas, b.target_tahun_teks)
        sendiri = uang if nomor == 0 else (None, None, None)
        yield butir.kode, butir.nama, b.nama, b.satuan, target, *_angka_capaian(b), *sendiri, b.penanggung_jawab


BERBUKU: dict[str, Callable[[dict], bytes]] = {
    JenisLaporan.TRIWULAN: buku_triwulan,
    JenisLaporan.PKP: buku_pengukuran,
    JenisLaporan.PKK: buku_pengukuran,
    JenisLaporan.E81: lambda isi: buku_e81(urai(NaskahE81, isi)),
    JenisLaporan.LKJIP: lambda isi: buku_lkjip(tahunan.dari_json(isi)),
}
