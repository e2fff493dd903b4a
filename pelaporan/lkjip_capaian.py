"""Bab III of the annual report as blocks: the seven analyses of every sasaran, and the money (domain 1.6)."""

from collections.abc import Iterator

from kinerja.perhitungan import efisiensi
from organisasi import bahasa
from organisasi.buku_kerja.skema import Jenis
from pelaporan.lkjip_blok import Angka, Baris, Penyusun, Sel, angka, kolom, persen, uang
from pelaporan.lkjip_grafik import (
    grafik_kemajuan,
    grafik_serapan,
    grafik_tahun,
    grafik_target,
    grafik_triwulan,
)
from pelaporan.naskah.tahunan import KOSONG, Iku, Lampau, NaskahTahunan, SasaranTahunan, Uang
from pelaporan.naskah.triwulan import Baris as BarisKinerja


def bab_capaian(p: Penyusun, n: NaskahTahunan) -> None:
    """Bab III A and B."""
    p.mulai("BAB III AKUNTABILITAS KINERJA", bab="3")
    p.judul(2, "A. Capaian Kinerja Organisasi")
    _cara_mengukur(p, n)
    p.tabel(f"Capaian setiap sasaran strategis tahun {n.tahun}", _KOLOM_CAPAIAN, _baris_capaian(n))
    p.gambar(f"Realisasi terhadap target setiap IKU tahun {n.tahun}", grafik_target(n))
    p.gambar("Kemajuan setiap IKU terhadap target akhir Renstra", grafik_kemajuan(n))
    for nomor, sasaran in enumerate(n.sasaran, 1):
        _analisis(p, n, nomor, sasaran)
    p.judul(2, "B. Realisasi Anggaran")
    _anggaran(p, n)


def _cara_mengukur(p: Penyusun, n: NaskahTahunan) -> None:
    batas = bahasa.persen(n.rekap.batas_rata_rata, 0)
    p.paragraf(
        f"Pengukuran membandingkan realisasi dengan target tahun {n.tahun} menurut arah setiap indikator. Persentase "
        f"dicetak tanpa dibatasi; dalam rata-rata setiap capaian dibatasi {batas}. Angka tahun ini ialah klaim akhir "
        "tahun yang diajukan unit dengan data dukung, ditelaah berjenjang, dan disahkan Camat."
    )
    if n.konsep:
        p.paragraf("Naskah ini konsep: angka yang belum disahkan bertanda sementara dan masih dapat berubah.")
    p.tabel("Skala penilaian capaian", _KOLOM_SKALA, _baris_skala(n))


_KOLOM_SKALA = (
    kolom("No", "10", "t"),
    kolom("Kategori", "50"),
    kolom("Capaian paling rendah", "40", "n", Jenis.PERSEN),
)


def _baris_skala(n: NaskahTahunan) -> Iterator[Baris]:
    for nomor, k in enumerate(n.rekap.skala, 1):
        yield Baris((str(nomor), k.nama, persen(k.batas_bawah)))


_KOLOM_CAPAIAN = (
    kolom("No", "5", "t"),
    kolom("Sasaran strategis dan indikator", "40"),
    kolom("Satuan", "10"),
    kolom("Target", "10", "n", Jenis.ANGKA),
    kolom("Realisasi", "11", "n", Jenis.ANGKA),
    kolom("Capaian", "11", "n", Jenis.PERSEN),
    kolom("Kategori", "13"),
)


def persen_baris(b: BarisKinerja) -> Sel:
    """The percentage of a claim; one that is not ratified says so."""
    if b.persen is None or b.sementara:
        return f"{b.persen_teks} sementara" if b.sementara else b.persen_teks
    return persen(b.persen)


def sel_target(b: BarisKinerja) -> Sel:
    """The target of a claim; a range is two numbers, so it is text."""
    if b.target is None or b.target_atas is not None:
        return b.target_teks
    return Angka(b.target, b.target_teks)


def sel_realisasi(b: BarisKinerja) -> Sel:
    return b.realisasi_teks if b.realisasi is None else Angka(b.realisasi, b.realisasi_teks)


def _baris_capaian(n: NaskahTahunan) -> Iterator[Baris]:
    for nomor, s in enumerate(n.sasaran, 1):
        yield Baris((f"Sasaran {nomor}: {s.uraian}",), "k", len(_KOLOM_CAPAIAN))
        for urutan, i in enumerate(s.iku, 1):
            b = i.baris
            kepala = (f"{nomor}.{urutan}", b.nama, b.satuan, sel_target(b), sel_realisasi(b))
            yield Baris((*kepala, persen_baris(b), b.kelas or KOSONG))
        yield Baris(("Rata-rata sasaran", persen(s.rerata.persen), s.rerata.kelas or KOSONG), "r", 5)
    o = n.rekap.organisasi
    yield Baris(("RATA-RATA ORGANISASI", persen(o.persen), o.kelas or KOSONG), "r", 5)


def _analisis(p: Penyusun, n: NaskahTahunan, nomor: int, s: SasaranTahunan) -> None:
    """The seven analyses of one sasaran, in the order of the regulation."""
    p.judul(3, f"Sasaran {nomor}: {s.uraian}")
    if s.tujuan:
        p.paragraf(f"Sasaran ini mendukung tujuan: {s.tujuan}.")
    p.judul(4, "1. Target dan realisasi tahun ini")
    for i in s.iku:
        p.paragraf(" ".join(i.kalimat.capaian))
    p.tabel(f"Target dan realisasi sasaran {nomor} tahun {n.tahun}", _KOLOM_TARGET, _baris_target(s))
    p.judul(4, "2. Realisasi dan capaian tahun ini dibandingkan tahun-tahun sebelumnya")
    _perbandingan(p, n, s)
    p.judul(4, "3. Realisasi sampai dengan tahun ini terhadap target akhir Renstra")
    for i in s.iku:
        p.paragraf(*i.kalimat.renstra)
    p.tabel(f"Kemajuan sasaran {nomor} terhadap target akhir Renstra", _KOLOM_RENSTRA, _baris_renstra(n, s))
    p.judul(4, "4. Realisasi tahun ini dibandingkan standar nasional")
    for i in s.iku:
        p.paragraf(*i.kalimat.nasional)
    p.tabel(f"Realisasi sasaran {nomor} terhadap standar nasional", _KOLOM_NASIONAL, _baris_nasional(s))
    p.judul(4, "5. Penyebab keberhasilan atau kegagalan, peningkatan atau penurunan, dan alternatif solusi")
    _sebab(p, n, nomor, s)
    p.judul(4, "6. Efisiensi penggunaan sumber daya")
    p.paragraf(*s.kalimat_efisiensi)
    p.narasi(n.narasi_bagian(f"efisiensi-{s.urutan}"))
    p.tabel(f"Efisiensi penggunaan anggaran sasaran {nomor}", _KOLOM_EFISIENSI, _baris_efisiensi(n, s), catatan=_RUMUS)
    p.judul(4, "7. Program dan kegiatan yang menunjang keberhasilan atau kegagalan")
    p.paragraf(*s.kalimat_program)
    p.narasi(n.narasi_bagian(f"penunjang-{s.urutan}"))
    p.tabel(
        f"Program, kegiatan, dan sub kegiatan penunjang sasaran {nomor}",
        _KOLOM_PENUNJANG,
        _baris_penunjang(n, s),
        rapat=True,
    )


_KOLOM_TARGET = (
    kolom("Indikator", "40"),
    kolom("Satuan", "12"),
    kolom("Target", "11", "n", Jenis.ANGKA),
    kolom("Realisasi", "12", "n", Jenis.ANGKA),
    kolom("Capaian", "12", "n", Jenis.PERSEN),
    kolom("Kategori", "13"),
)


def _baris_target(s: SasaranTahunan) -> Iterator[Baris]:
    for i in s.iku:
        b = i.baris
        yield Baris((b.nama, b.satuan, sel_target(b), sel_realisasi(b), persen_baris(b), b.kelas or KOSONG))


_KOLOM_TAHUN = (
    kolom("Tahun", "20", "t"),
    kolom("Target", "20", "n", Jenis.ANGKA),
    kolom("Realisasi", "20", "n", Jenis.ANGKA),
    kolom("Capaian", "20", "n", Jenis.PERSEN),
    kolom("Kategori", "20"),
)


def _perbandingan(p: Penyusun, n: NaskahTahunan, s: SasaranTahunan) -> None:
    for i in s.iku:
        p.paragraf(" ".join(i.kalimat.perbandingan))
        p.tabel(f"{i.baris.nama}: tahun ini dan tahun-tahun sebelumnya", _KOLOM_TAHUN, _baris_tahun(n, i))
        p.gambar(f"Realisasi {i.baris.nama} dan target Renstra dari tahun ke tahun", grafik_tahun(i, n.tahun))


def _baris_tahun(n: NaskahTahunan, i: Iku) -> Iterator[Baris]:
    if i.awal is not None and i.tahun_awal not in {r.tahun for r in i.riwayat}:
        yield Baris(
            (f"{i.tahun_awal or ''} (kondisi awal)".strip(), KOSONG, angka(i.awal, i.baris.presisi), KOSONG, KOSONG)
        )
    for r in i.riwayat:
        yield Baris(_sel_lampau(i, r))
    b = i.baris
    yield Baris((str(n.tahun), sel_target(b), sel_realisasi(b), persen_baris(b), b.kelas or KOSONG), "r")


def _sel_lampau(i: Iku, r: Lampau) -> tuple[Sel, ...]:
    presisi = i.baris.presisi
    return str(r.tahun), r.target.teks(presisi), angka(r.realisasi, presisi), persen(r.persen), r.kelas or KOSONG


_KOLOM_RENSTRA = (
    kolom("Indikator", "40"),
    kolom("Target akhir Renstra", "15", "n", Jenis.ANGKA),
    kolom("Tahun", "10", "t"),
    kolom("Realisasi tahun ini", "17", "n", Jenis.ANGKA),
    kolom("Tingkat kemajuan", "18", "n", Jenis.PERSEN),
)


def _baris_renstra(n: NaskahTahunan, s: SasaranTahunan) -> Iterator[Baris]:
    akhir = str(n.rekap.tahun_akhir_renstra or KOSONG)
    for i in s.iku:
        b = i.baris
        yield Baris((b.nama, b.target_akhir_teks, akhir, b.realisasi_teks, persen(b.kemajuan)))


_KOLOM_NASIONAL = (
    kolom("Indikator", "40"),
    kolom("Realisasi tahun ini", "16", "n", Jenis.ANGKA),
    kolom("Standar nasional", "16", "n"),
    kolom("Sumber", "28"),
)


def _baris_nasional(s: SasaranTahunan) -> Iterator[Baris]:
    for i in s.iku:
        acuan = "belum terdapat" if i.acuan is None else i.angka(i.acuan)
        yield Baris((i.baris.nama, i.baris.realisasi_teks, acuan, i.sumber_acuan or KOSONG))


_KOLOM_SEBAB = (
    kolom("Masa", "14"),
    kolom("Faktor yang memengaruhi", "30"),
    kolom("Hambatan", "28"),
    kolom("Solusi yang dilakukan", "28"),
)


def _sebab(p: Penyusun, n: NaskahTahunan, nomor: int, s: SasaranTahunan) -> None:
    for i in s.iku:
        p.paragraf(*i.kalimat.sebab)
    p.narasi(n.narasi_bagian(f"sebab-{s.urutan}"))
    p.narasi(n.narasi_bagian(f"solusi-{s.urutan}"))
    for i in s.iku:
        p.tabel(f"Faktor, hambatan, dan solusi: {i.baris.nama}", _KOLOM_SEBAB, _baris_sebab(i))
        p.gambar(f"Capaian {i.baris.nama} per triwulan", grafik_triwulan(i))
    p.tabel(
        f"Hambatan dan solusi pada program penunjang sasaran {nomor}",
        _KOLOM_HAMBATAN,
        _baris_hambatan(n, s),
        rapat=True,
    )


def _baris_sebab(i: Iku) -> Iterator[Baris]:
    for b in i.berkala:
        if b.sah and (b.analisis or b.hambatan or b.solusi):
            yield Baris((bahasa.triwulan(b.nomor), b.analisis or KOSONG, b.hambatan or KOSONG, b.solusi or KOSONG))
    b = i.baris
    if b.analisis or b.hambatan or b.solusi:
        yield Baris(("Setahun", b.analisis or KOSONG, b.hambatan or KOSONG, b.solusi or KOSONG))


_KOLOM_HAMBATAN = (kolom("Indikator", "34"), kolom("Hambatan", "33"), kolom("Solusi yang dilakukan", "33"))


def _baris_hambatan(n: NaskahTahunan, s: SasaranTahunan) -> Iterator[Baris]:
    for b in _pendukung(n, s):
        if b.hambatan or b.solusi:
            yield Baris((b.nama, b.hambatan or KOSONG, b.solusi or KOSONG))


def _pendukung(n: NaskahTahunan, s: SasaranTahunan) -> list[BarisKinerja]:
    return [b for b in n.rekap.pendukung if b.kode_program in s.kode_program]


_RUMUS = (
    "Tingkat efisiensi ialah capaian dikurangi serapan, dalam poin persen: positif berarti efisien, nol seimbang, "
    "negatif belum efisien. Rasio ialah capaian dibagi serapan. Capaian dibatasi seperti dalam rata-rata."
)
_KOLOM_EFISIENSI = (
    kolom("Sasaran atau program", "29"),
    kolom("Capaian (a)", "11", "n", Jenis.PERSEN),
    kolom("Pagu (Rp)", "15", "n", Jenis.RUPIAH),
    kolom("Realisasi (Rp)", "15", "n", Jenis.RUPIAH),
    kolom("Serapan (b)", "11", "n", Jenis.PERSEN),
    kolom("Efisiensi (a − b)", "11", "n", Jenis.ANGKA),
    kolom("Rasio", "8", "n", Jenis.ANGKA),
)


def _baris_efisiensi(n: NaskahTahunan, s: SasaranTahunan) -> Iterator[Baris]:
    capaian = {p.kode: p.persen for p in n.rekap.per_program}
    for u in n.uang:
        if u.tingkat == "program" and u.kode in s.kode_program:
            yield _satu_efisiensi(f"{u.kode} {u.nama}", capaian.get(u.kode), u, "")
    yield _satu_efisiensi("Sasaran", s.rerata.persen, s.uang, "r")


def _satu_efisiensi(nama: str, capaian, u: Uang, gaya: str) -> Baris:
    e = efisiensi(capaian, u.pagu, u.realisasi)
    isi = (
        nama,
        persen(capaian),
        uang(u.pagu),
        uang(u.realisasi),
        persen(e.serapan),
        angka(e.selisih),
        angka(e.rasio, 3),
    )
    return Baris(isi, gaya)


_KOLOM_PENUNJANG = (
    kolom("Sub kegiatan dan indikator keluaran", "30"),
    kolom("Satuan", "10"),
    kolom("Target", "7.5", "n", Jenis.ANGKA),
    kolom("Realisasi", "9.5", "n", Jenis.ANGKA),
    kolom("Capaian", "8.5", "n", Jenis.PERSEN),
    kolom("Pagu (Rp)", "13", "n", Jenis.RUPIAH),
    kolom("Realisasi (Rp)", "13", "n", Jenis.RUPIAH),
    kolom("Serapan", "8.5", "n", Jenis.PERSEN),
)


def _baris_penunjang(n: NaskahTahunan, s: SasaranTahunan) -> Iterator[Baris]:
    dana = {u.kode: u for u in n.uang}
    atas = ""
    for b in _pendukung(n, s):
        kode = b.kode_kegiatan or b.kode_program
        if kode != atas:
            atas = kode
            yield Baris((f"{kode} {b.kegiatan or b.program}",), "k", len(_KOLOM_PENUNJANG))
        u = dana.get(b.kode_sub_kegiatan)
        yield Baris((_nama_keluaran(b), b.satuan, sel_target(b), sel_realisasi(b), persen_baris(b), *sel_uang(u)))


def _nama_keluaran(b: BarisKinerja) -> str:
    return f"{b.kode_sub_kegiatan} {b.sub_kegiatan}: {b.nama}" if b.kode_sub_kegiatan else b.nama


def sel_uang(u: Uang | None) -> tuple[Sel, Sel, Sel]:
    """Pagu, realisasi and absorption of a line; dashes where nothing is known."""
    return (KOSONG, KOSONG, KOSONG) if u is None else (uang(u.pagu), uang(u.realisasi), persen(u.serapan))


_KOLOM_ANGGARAN = (
    kolom("Kode", "15"),
    kolom("Program, kegiatan, sub kegiatan", "33"),
    kolom("Pagu (Rp)", "15", "n", Jenis.RUPIAH),
    kolom("Realisasi (Rp)", "15", "n", Jenis.RUPIAH),
    kolom("Serapan", "10", "n", Jenis.PERSEN),
    kolom("Sisa (Rp)", "12", "n", Jenis.RUPIAH),
)


def _anggaran(p: Penyusun, n: NaskahTahunan) -> None:
    p.paragraf(*n.kalimat_anggaran)
    p.narasi(n.narasi_bagian("anggaran"))
    program = [u for u in n.uang if u.tingkat == "program"]
    p.tabel(f"Realisasi anggaran setiap program tahun {n.tahun}", _KOLOM_ANGGARAN, _baris_anggaran(n, program))
    if program:
        p.gambar(f"Realisasi terhadap pagu setiap program tahun {n.tahun}", grafik_serapan(program))
    p.tabel(
        f"Realisasi anggaran per program, kegiatan, dan sub kegiatan tahun {n.tahun}",
        _KOLOM_ANGGARAN,
        _baris_anggaran(n, n.uang),
        rapat=True,
    )


_GAYA_UANG = {"program": "r", "kegiatan": "k"}


def _baris_anggaran(n: NaskahTahunan, baris) -> Iterator[Baris]:
    bertingkat = any(u.tingkat != "program" for u in baris)
    for u in baris:
        gaya = _GAYA_UANG.get(u.tingkat, "") if bertingkat else ""
        yield Baris((u.kode, u.nama, *sel_uang(u)[:2], persen(u.serapan), uang(u.sisa)), gaya)
    if baris:
        t = n.uang_total
        yield Baris(("Jumlah", uang(t.pagu), uang(t.realisasi), persen(t.serapan), uang(t.sisa)), "r", 2)
