"""The annexes of the annual report as blocks: promise, plan, measurement, people, proof, corrections (domain 8)."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from organisasi import bahasa
from organisasi.buku_kerja.skema import Jenis
from pelaporan.lkjip_blok import Baris, Penyusun, kolom
from pelaporan.lkjip_capaian import persen_baris, sel_realisasi, sel_target, sel_uang
from pelaporan.naskah.tahunan import KOSONG, Koreksi, NaskahTahunan


def lampiran(p: Penyusun, n: NaskahTahunan) -> None:
    """Every annex, each on a page of its own."""
    _perjanjian(p, n)
    _rencana(p, n)
    _pengukuran(p, n)
    _iku(p, n)
    _tim(p, n)
    _koreksi(p, n)
    _bukti(p, n)


def _perjanjian(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 1 PERJANJIAN KINERJA", bab="L1")
    if not n.pk:
        p.paragraf("Perjanjian Kinerja Camat tahun ini belum ditandatangani dalam sistem.")
        return
    p.paragraf("Perjanjian Kinerja yang sudah ditandatangani; sidiknya sama dengan yang tersimpan dalam sistem.")
    p.tabel("Perjanjian Kinerja Camat", _KOLOM_PK, _baris_pk(n))


_KOLOM_PK = (
    kolom("Dokumen", "24"),
    kolom("Tanggal", "14"),
    kolom("Pihak pertama", "20"),
    kolom("Pihak kedua", "20"),
    kolom("Sidik (SHA-256)", "22", "h"),
)


def _baris_pk(n: NaskahTahunan) -> Iterator[Baris]:
    for pk in n.pk:
        tanggal = bahasa.tanggal(pk.tanggal) if pk.tanggal else KOSONG
        yield Baris((pk.judul, tanggal, pk.pertama or KOSONG, pk.kedua or KOSONG, pk.sidik))


_KOLOM_RENCANA = (
    kolom("No", "3", "t"),
    kolom("Indikator", "19"),
    kolom("Satuan", "7"),
    kolom("Target tahun", "6", "n"),
    *(kolom(f"TW {bahasa.romawi(nomor)}", "5", "n") for nomor in (1, 2, 3, 4)),
    kolom("Langkah aksi", "18"),
    kolom("Data dukung wajib", "15"),
    kolom("Penanggung jawab", "12"),
)


def _rencana(p: Penyusun, n: NaskahTahunan) -> None:
    if n.rencana:
        p.mulai("LAMPIRAN 2 RENCANA AKSI", bab="L2", lebar=True)
        p.tabel(f"Rencana Aksi tahun {n.tahun}", _KOLOM_RENCANA, _baris_rencana(n), rapat=True)


def _baris_rencana(n: NaskahTahunan) -> Iterator[Baris]:
    nomor, nama = 0, {u.kode: u.nama for u in n.uang}
    for kelompok, isi in groupby(n.rencana, key=lambda r: _kelompok(r.induk, nama)):
        yield Baris((kelompok,), "k", len(_KOLOM_RENCANA))
        for r in isi:
            nomor += 1
            yield Baris(
                (
                    *(str(nomor), r.nama, r.satuan, r.target_tahun, *r.target_tw),
                    *(r.langkah or KOSONG, "; ".join(r.data_dukung) or KOSONG, r.penanggung_jawab or r.unit),
                )
            )


def _kelompok(induk: str, nama: Mapping[str, str]) -> str:
    """A sasaran by its words, a sub kegiatan by its kegiatan: one head for those that lie together."""
    kode = induk.partition(" ")[0].rpartition(".")[0]
    return f"{kode} {nama[kode]}" if kode in nama else induk


_KOLOM_PENGUKURAN = (
    kolom("No", "3", "t"),
    kolom("Sasaran, program, kegiatan", "20"),
    kolom("Indikator kinerja", "20"),
    kolom("Satuan", "7"),
    kolom("Target", "6", "n", Jenis.ANGKA),
    kolom("Realisasi", "6", "n", Jenis.ANGKA),
    kolom("% Capaian", "7", "n", Jenis.PERSEN),
    kolom("Kategori", "7"),
    kolom("Pagu (Rp)", "9", "n", Jenis.RUPIAH),
    kolom("Realisasi (Rp)", "9", "n", Jenis.RUPIAH),
    kolom("%", "6", "n", Jenis.PERSEN),
)


def _pengukuran(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 3 PENGUKURAN KINERJA", bab="L3", lebar=True)
    p.tabel(f"Pengukuran kinerja tahun {n.tahun}", _KOLOM_PENGUKURAN, _baris_pengukuran(n), rapat=True)


def _baris_pengukuran(n: NaskahTahunan) -> Iterator[Baris]:
    """All indicators of the year; the money of a sasaran stands with its first indicator, once."""
    dana = {u.kode: u for u in n.uang}
    tercetak: set[str] = set()
    sasaran = {s.uraian: s.uang for s in n.sasaran}
    for nomor, b in enumerate(n.rekap.baris, 1):
        induk = b.sasaran or b.sub_kegiatan or b.kegiatan or b.program
        u = dana.get(b.kode_sub_kegiatan) if b.kode_sub_kegiatan else sasaran.get(b.sasaran)
        kunci = b.kode_sub_kegiatan or b.sasaran
        rupiah = (KOSONG,) * 3 if kunci in tercetak else sel_uang(u)
        tercetak.add(kunci)
        kode = f"{b.kode_sub_kegiatan} " if b.kode_sub_kegiatan else ""
        ukuran = (b.nama, b.satuan, sel_target(b), sel_realisasi(b), persen_baris(b), b.kelas or KOSONG)
        yield Baris((str(nomor), f"{kode}{induk}", *ukuran, *rupiah))


_KOLOM_IKU = (kolom("Butir", "26"), kolom("Uraian", "74"))


def _iku(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 4 INDIKATOR KINERJA UTAMA", bab="L4")
    for s in n.sasaran:
        for i in s.iku:
            isi = (
                ("Sasaran strategis", s.uraian),
                ("Satuan", i.baris.satuan),
                ("Definisi operasional", i.definisi or "belum diisi"),
                ("Cara menghitung", i.formula or "belum diisi"),
                ("Sumber data", i.sumber_data or "belum diisi"),
                ("Kondisi awal", i.awal_teks),
                ("Unit pelaksana", i.baris.unit),
                ("Penanggung jawab", i.baris.penanggung_jawab),
                ("Rumus capaian tahun ini", i.baris.rumus or KOSONG),
            )
            p.tabel(i.baris.nama, _KOLOM_IKU, (Baris(satu) for satu in isi))


_KOLOM_TIM = (
    kolom("No", "6", "t"),
    kolom("Nama dan NIP", "40"),
    kolom("Jabatan", "36"),
    kolom("Kedudukan dalam tim", "18"),
)


def _tim(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 5 TIM SAKIP", bab="L5")
    if n.tim is None:
        p.paragraf("Tim SAKIP tahun ini belum ditetapkan dalam sistem.")
        return
    nomor = f"Nomor {n.tim.nomor}" if n.tim.nomor else "yang nomornya belum dicatat"
    tanggal = f" tanggal {bahasa.tanggal(n.tim.tanggal)}" if n.tim.tanggal else ""
    p.paragraf(f"Tim dibentuk dengan Keputusan Camat {nomor}{tanggal}.")
    p.tabel(f"Susunan Tim SAKIP tahun {n.tahun}", _KOLOM_TIM, _baris_tim(n))


def _baris_tim(n: NaskahTahunan) -> Iterator[Baris]:
    for nomor, a in enumerate(n.tim.anggota, 1):
        nama = f"{a.nama}, NIP {a.nip}" if a.nip else a.nama
        yield Baris((str(nomor), nama, a.jabatan or KOSONG, a.fungsi))


_KOLOM_KOREKSI = (
    kolom("Masa", "7"),
    kolom("Indikator", "25"),
    kolom("Meja, pejabat, tanggal", "20"),
    kolom("Dari", "8", "n"),
    kolom("Menjadi", "8", "n"),
    kolom("Alasan dan dokumen yang dikutip", "32"),
)


def _koreksi(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 6 KOREKSI PERSENTASE CAPAIAN", bab="L6")
    if not n.koreksi:
        p.paragraf("Tidak ada koreksi persentase pada tahun ini.")
    p.tabel(f"Koreksi dalam penelaahan berjenjang tahun {n.tahun}", _KOLOM_KOREKSI, _baris_koreksi(n), rapat=True)


def _baris_koreksi(n: NaskahTahunan) -> Iterator[Baris]:
    for k in n.koreksi:
        a = k.langkah
        rangkap = " (merangkap meja menurut surat perintah)" if a.rangkap else ""
        pejabat = f"{a.meja}: {a.jabatan}, {bahasa.tanggal_pendek(a.pada)}{rangkap}"
        yield Baris((k.masa, k.indikator, pejabat, a.dari_teks, a.ke_teks, _alasan(k)))


def _alasan(k: Koreksi) -> str:
    dokumen = f" Dokumen: {', '.join(k.langkah.dokumen)}." if k.langkah.dokumen else ""
    return f"{k.langkah.jenis_alasan}. {k.langkah.alasan}{dokumen}"


_KOLOM_BUKTI = (
    kolom("No", "5", "t"),
    kolom("Masa", "7"),
    kolom("Dokumen", "31"),
    kolom("Nomor dan tanggal", "19"),
    kolom("Ukuran", "8", "n"),
    kolom("SHA-256", "30", "h"),
)


def _bukti(p: Penyusun, n: NaskahTahunan) -> None:
    p.mulai("LAMPIRAN 7 DATA DUKUNG", bab="L7")
    p.paragraf(
        "Sidik SHA-256 dihitung dari isi berkas: berkas yang berubah satu huruf pun mempunyai sidik lain. Dengan "
        "sidik ini setiap angka dalam laporan dapat ditelusuri sampai dokumen yang membuktikannya."
    )
    if not n.bukti:
        p.paragraf("Belum ada data dukung.")
    p.tabel(f"Data dukung tahun {n.tahun}", _KOLOM_BUKTI, _baris_bukti(n), rapat=True)


def _baris_bukti(n: NaskahTahunan) -> Iterator[Baris]:
    nomor = 0
    for indikator, isi in groupby(n.bukti, key=lambda b: b.indikator):
        yield Baris((indikator,), "k", len(_KOLOM_BUKTI))
        for b in isi:
            nomor += 1
            d = b.dokumen
            tanggal = bahasa.tanggal_pendek(d.tanggal) if d.tanggal else ""
            tanda = ", ".join(filter(None, (d.nomor, tanggal))) or KOSONG
            yield Baris((str(nomor), b.masa, d.nama, tanda, d.ukuran_teks, d.sha256))
