"""The annual report from its cover's back to its last annex, as blocks (outline: PermenPANRB 53/2014, domain 1.6)."""

from collections.abc import Iterator

from kinerja.perhitungan import NOL
from organisasi import bahasa
from organisasi.buku_kerja.skema import Jenis
from pelaporan.lkjip_blok import (
    Bagian,
    Baris,
    Kolom,
    LembarReviu,
    Penyusun,
    TandaTangan,
    angka,
    kolom,
    uang,
)
from pelaporan.lkjip_capaian import bab_capaian, sel_realisasi, sel_target
from pelaporan.lkjip_grafik import grafik_tindak_lanjut
from pelaporan.lkjip_lampiran import lampiran
from pelaporan.naskah.tahunan import KOSONG, Iku, NaskahTahunan, Pk

BELUM_PK = "Perjanjian Kinerja Camat tahun ini belum ditandatangani dalam sistem."


def susun_lkjip(naskah: NaskahTahunan) -> list[Bagian]:
    """Every block of the report in printed order; cover, contents and lists are made by who prints it."""
    p = Penyusun()
    _depan(p, naskah)
    _bab_pendahuluan(p, naskah)
    _bab_perencanaan(p, naskah)
    bab_capaian(p, naskah)
    _bab_penutup(p, naskah)
    lampiran(p, naskah)
    return p.bagian


def _depan(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("KATA PENGANTAR", depan=True)
    p.narasi(n.narasi_bagian("kata-pengantar"))
    p.tambah(TandaTangan())
    if n.pengaturan.halaman_reviu:
        p.mulai("PERNYATAAN TELAH DIREVIU", depan=True)
        p.tambah(LembarReviu())
    p.mulai("IKHTISAR EKSEKUTIF", bab="E", depan=True)
    p.paragraf(" ".join(n.kalimat_ikhtisar))
    p.tabel(f"Ikhtisar capaian IKU tahun {n.tahun}", _KOLOM_IKHTISAR, _baris_ikhtisar(n))
    p.narasi(n.narasi_bagian("ikhtisar-eksekutif"))
    if n.perubahan:
        p.mulai("PERUBAHAN DARI VERSI SEBELUMNYA", depan=True)
        p.paragraf(f"Laporan ini versi {n.versi}. Yang berubah dari versi sebelumnya:")
        p.daftar(n.perubahan)


_KOLOM_IKHTISAR = (
    kolom("Sasaran strategis", "29"),
    kolom("Indikator kinerja utama", "27"),
    kolom("Target", "10", "n", Jenis.ANGKA),
    kolom("Realisasi", "11", "n", Jenis.ANGKA),
    kolom("Capaian", "11", "n", Jenis.PERSEN),
    kolom("Kategori", "12"),
)


def _baris_ikhtisar(n: NaskahTahunan) -> Iterator[Baris]:
    for s in n.sasaran:
        for i in s.iku:
            b = i.baris
            yield Baris((s.uraian, b.nama, sel_target(b), sel_realisasi(b), b.persen_teks, b.kelas or KOSONG))


def _bab_pendahuluan(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("BAB I PENDAHULUAN", bab="1")
    p.judul(2, "A. Gambaran umum")
    p.narasi(n.narasi_bagian("gambaran-umum"))
    p.tabel("Desa di wilayah kerja, luas, dan penduduk", _KOLOM_DESA, _baris_desa(n))
    p.judul(2, "B. Struktur organisasi")
    p.narasi(n.narasi_bagian("struktur-organisasi"))
    p.tabel(f"Susunan jabatan dan pejabat per 31 Desember {n.tahun}", _KOLOM_KURSI, _baris_kursi(n), rapat=True)
    p.judul(2, "C. Tugas pokok dan fungsi")
    p.narasi(n.narasi_bagian("tugas-dan-fungsi"))
    p.judul(2, "D. Sumber daya dan sarana prasarana")
    p.narasi(n.narasi_bagian("sumber-daya"))
    p.tabel(f"Pegawai per 31 Desember {n.tahun}", _KOLOM_PEGAWAI, _baris_pegawai(n))
    p.tabel("Sarana dan prasarana", _KOLOM_SARANA, _baris_sarana(n))
    p.judul(2, "E. Permasalahan dan isu strategis")
    p.narasi(n.narasi_bagian("isu-strategis"))
    p.judul(2, "F. Dasar hukum")
    p.daftar(n.pengaturan.dasar_hukum)
    p.narasi(n.narasi_bagian("dasar-hukum"))
    p.judul(2, "G. Sistematika penyajian")
    p.daftar(SISTEMATIKA)


SISTEMATIKA = (
    "Bab I Pendahuluan: penjelasan umum organisasi, aspek strategis, dan permasalahan utama yang dihadapi.",
    "Bab II Perencanaan Kinerja: ikhtisar Rencana Strategis, indikator kinerja utama, dan Perjanjian Kinerja.",
    "Bab III Akuntabilitas Kinerja: capaian setiap sasaran strategis dengan tujuh analisis, dan realisasi anggaran.",
    "Bab IV Penutup: kesimpulan umum atas capaian dan langkah perbaikan di masa mendatang.",
    "Lampiran: Perjanjian Kinerja, Rencana Aksi, pengukuran kinerja, dan bukti yang mendukungnya.",
)

_KOLOM_DESA = (
    kolom("No", "6", "t"),
    kolom("Desa", "34"),
    kolom("Luas (km²)", "16", "n", Jenis.ANGKA),
    kolom("Penduduk (jiwa)", "16", "n", Jenis.BULAT),
    kolom("Keterangan", "28"),
)
_KOLOM_KURSI = (kolom("No", "6", "t"), kolom("Jabatan", "40"), kolom("Pejabat", "34"), kolom("Pangkat, golongan", "20"))
_KOLOM_PEGAWAI = (kolom("Menurut", "34"), kolom("Kelompok", "44"), kolom("Jumlah (orang)", "22", "n", Jenis.BULAT))
_KOLOM_SARANA = (
    kolom("No", "6", "t"),
    kolom("Sarana atau prasarana", "48"),
    kolom("Jumlah", "14", "n", Jenis.BULAT),
    kolom("Keterangan", "32"),
)
_KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}


def _baris_desa(n: NaskahTahunan) -> Iterator[Baris]:
    desa = [s for s in n.sumber_daya if s.tabel == "desa"]
    for nomor, s in enumerate(desa, 1):
        yield Baris((str(nomor), s.uraian, angka(s.luas), angka(s.jumlah, 0), s.keterangan or KOSONG))
    if desa:
        jumlah = sum(s.jumlah or 0 for s in desa)
        yield Baris(("Jumlah", angka(sum((s.luas or NOL for s in desa), NOL)), angka(jumlah, 0), ""), "r", 2)


def _baris_kursi(n: NaskahTahunan) -> Iterator[Baris]:
    unit = ""
    for nomor, k in enumerate(n.kursi, 1):
        if k.unit != unit:
            unit = k.unit
            yield Baris((unit,), "k", len(_KOLOM_KURSI))
        yield Baris((str(nomor), k.jabatan, k.nama or "(lowong)", k.golongan or KOSONG))


def _baris_pegawai(n: NaskahTahunan) -> Iterator[Baris]:
    for k in n.pegawai:
        yield Baris((k.menurut, _KELAMIN.get(k.nama, k.nama), angka(k.jumlah, 0)))
    for s in n.sumber_daya:
        if s.tabel == "pendidikan":
            yield Baris(("Pendidikan", s.uraian, angka(s.jumlah, 0)))


def _baris_sarana(n: NaskahTahunan) -> Iterator[Baris]:
    sarana = (s for s in n.sumber_daya if s.tabel == "sarana")
    for nomor, s in enumerate(sarana, 1):
        yield Baris((str(nomor), s.uraian, angka(s.jumlah, 0), s.keterangan or KOSONG))


def _bab_perencanaan(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("BAB II PERENCANAAN KINERJA", bab="2")
    p.narasi(n.narasi_bagian("perencanaan"))
    p.judul(2, "A. Rencana Strategis")
    _renstra(p, n)
    p.judul(2, "B. Indikator Kinerja Utama")
    p.tabel("Indikator Kinerja Utama", _KOLOM_IKU, _baris_iku(n))
    p.judul(2, f"C. Perjanjian Kinerja Tahun {n.tahun}")
    _perjanjian(p, n)
    p.judul(2, "D. Rencana Aksi")
    p.paragraf("Target setahun dibagi ke dalam empat triwulan; Rencana Aksi selengkapnya ada pada Lampiran.")
    p.tabel(f"Target IKU setiap triwulan tahun {n.tahun}", _KOLOM_TRIWULAN, _baris_triwulan(n))
    p.judul(2, "E. Program dan anggaran")
    p.tabel(f"Pagu anggaran setiap program tahun {n.tahun}", _KOLOM_PAGU, _baris_pagu(n))


def _renstra(p: Penyusun, n: NaskahTahunan) -> None:
    if n.renstra is None:
        p.paragraf("Renstra yang mencakup tahun ini belum tercatat dalam sistem.")
        return
    p.paragraf(f"Kinerja tahun {n.tahun} berpedoman pada {n.renstra.nama}.")
    if n.renstra.visi:
        p.paragraf(f"Visi: {n.renstra.visi}.")
    if n.renstra.misi:
        p.paragraf("Misi yang didukung:")
        p.daftar(n.renstra.misi)
    if n.renstra.tujuan:
        p.paragraf("Tujuan:")
        p.daftar(n.renstra.tujuan)
    p.tabel("Sasaran strategis, indikator, dan target Renstra", _kolom_renstra(n), _baris_renstra(n))


def _kolom_renstra(n: NaskahTahunan) -> list[Kolom]:
    tahun = n.renstra.tahun_target
    lebar = str(40 // len(tahun))
    return [
        *(kolom("Sasaran strategis", "21"), kolom("Indikator", "21"), kolom("Satuan", "8")),
        kolom("Kondisi awal", "10", "n"),
        *(kolom(f"Target {satu}", lebar, "n", Jenis.ANGKA) for satu in tahun),
    ]


def _baris_renstra(n: NaskahTahunan) -> Iterator[Baris]:
    for s in n.sasaran:
        for i in s.iku:
            target = {t.tahun: t for t in i.renstra}
            per_tahun = (target[t].teks(i.baris.presisi) if t in target else KOSONG for t in n.renstra.tahun_target)
            yield Baris((s.uraian, i.baris.nama, i.baris.satuan, i.awal_teks, *per_tahun))


_KOLOM_IKU = (
    kolom("No", "5", "t"),
    kolom("Indikator", "20"),
    kolom("Definisi operasional", "27"),
    kolom("Cara menghitung", "22"),
    kolom("Sumber data", "13"),
    kolom("Penanggung jawab", "13"),
)


def _baris_iku(n: NaskahTahunan) -> Iterator[Baris]:
    semua = [i for s in n.sasaran for i in s.iku]
    for nomor, i in enumerate(semua, 1):
        kata = (i.definisi or "belum diisi", i.formula or "belum diisi", i.sumber_data or "belum diisi")
        yield Baris((str(nomor), i.baris.nama, *kata, i.baris.penanggung_jawab))


_KOLOM_PK = (
    kolom("No", "6", "t"),
    kolom("Sasaran", "38"),
    kolom("Indikator kinerja", "38"),
    kolom("Target", "18", "n"),
)
_KOLOM_UANG_PK = (
    kolom("No", "6", "t"),
    kolom("Program/kegiatan", "56"),
    kolom("Anggaran (Rp)", "22", "n", Jenis.RUPIAH),
    kolom("Keterangan", "16"),
)


def _perjanjian(p: Penyusun, n: NaskahTahunan) -> None:
    if not n.pk:
        p.paragraf(BELUM_PK)
    for pk in n.pk:
        sebutan = f"Perjanjian Kinerja {'perubahan' if pk.versi else 'murni'}"
        p.paragraf(f"{sebutan} ditandatangani {pk.pertama} dan {pk.kedua} pada {bahasa.tanggal(pk.tanggal)}.")
        p.tabel(f"{sebutan} tahun {n.tahun}", _KOLOM_PK, baris_pk(pk))
        p.tabel(f"Anggaran {sebutan} tahun {n.tahun}", _KOLOM_UANG_PK, baris_uang_pk(pk))


def baris_pk(pk: Pk) -> Iterator[Baris]:
    for nomor, b in enumerate(pk.baris, 1):
        yield Baris((str(nomor), b.sasaran, b.indikator, b.target))


def baris_uang_pk(pk: Pk) -> Iterator[Baris]:
    for nomor, a in enumerate(pk.anggaran, 1):
        yield Baris((str(nomor), a.nama, uang(a.jumlah), a.keterangan or KOSONG))
    if pk.anggaran:
        yield Baris(("Jumlah", uang(sum((a.jumlah for a in pk.anggaran), NOL)), ""), "r", 2)


_KOLOM_TRIWULAN = (
    kolom("Indikator", "34"),
    kolom("Satuan", "10"),
    kolom("Target tahun", "12", "n", Jenis.ANGKA),
    *(kolom(f"TW {bahasa.romawi(nomor)}", "11", "n", Jenis.ANGKA) for nomor in (1, 2, 3, 4)),
)


def _baris_triwulan(n: NaskahTahunan) -> Iterator[Baris]:
    for s in n.sasaran:
        for i in s.iku:
            yield Baris((i.baris.nama, i.baris.satuan, i.baris.target_tahun_teks, *_target_tw(i)))


def _target_tw(i: Iku) -> list[str]:
    target = {b.nomor: b for b in i.berkala}
    return [i.angka(target[nomor].target) if nomor in target else KOSONG for nomor in (1, 2, 3, 4)]


_KOLOM_PAGU = (
    kolom("Kode", "10"),
    kolom("Program", "42"),
    kolom("Pagu murni (Rp)", "16", "n", Jenis.RUPIAH),
    kolom("Pagu perubahan (Rp)", "16", "n", Jenis.RUPIAH),
    kolom("Pagu yang berlaku (Rp)", "16", "n", Jenis.RUPIAH),
)


def _baris_pagu(n: NaskahTahunan) -> Iterator[Baris]:
    program = [u for u in n.uang if u.tingkat == "program"]
    for u in program:
        yield Baris((u.kode, u.nama, uang(u.murni), uang(u.perubahan), uang(u.pagu)))
    if program:
        t = n.uang_total
        yield Baris(("Jumlah", uang(t.murni), uang(t.perubahan), uang(t.pagu)), "r", 2)


def _bab_penutup(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("BAB IV PENUTUP", bab="4")
    p.judul(2, "A. Kesimpulan")
    p.paragraf(n.kalimat_ikhtisar[0], *n.kalimat_anggaran[:1])
    p.narasi(n.narasi_bagian("kesimpulan"))
    p.judul(2, "B. Langkah perbaikan")
    p.narasi(n.narasi_bagian("langkah-perbaikan"))
    lhe = [t for t in n.tindak_lanjut if t.lhe]
    p.tabel("Tindak lanjut atas LHE Inspektorat", _KOLOM_TINDAK, _baris_tindak(lhe), rapat=True)
    lain = [t for t in n.tindak_lanjut if not t.lhe]
    p.tabel("Matriks rekomendasi lain dan tindak lanjutnya", _KOLOM_TINDAK, _baris_tindak(lain), rapat=True)
    if n.tindak_lanjut:
        p.gambar("Status tindak lanjut rekomendasi", grafik_tindak_lanjut([t.status for t in n.tindak_lanjut]))


_KOLOM_TINDAK = (
    kolom("No", "5", "t"),
    kolom("Asal", "16"),
    kolom("Rekomendasi", "27"),
    kolom("Tindak lanjut", "20"),
    kolom("Penanggung jawab", "13"),
    kolom("Batas", "9"),
    kolom("Status", "10"),
)


def _baris_tindak(butir) -> Iterator[Baris]:
    for nomor, t in enumerate(butir, 1):
        yield Baris(
            (
                *(str(nomor), t.asal, t.uraian, t.tindak_lanjut or KOSONG),
                *(t.penanggung_jawab, bahasa.tanggal_pendek(t.batas), t.status),
            )
        )
