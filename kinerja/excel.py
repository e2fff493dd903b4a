"""Tables of the planning pages as workbooks: only what the pages' own readers have read, nothing is computed here."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kinerja.kelengkapan import Kekurangan
from kinerja.models import Kegiatan, Program, Sasaran, SubKegiatan
from kinerja.perhitungan import Target
from kinerja.perjanjian.daftar import DaftarPerjanjian
from kinerja.pohon import Daun, Pohon, Simpul
from kinerja.renstra import BELUM_TERDAPAT, IsiRenstra, target_setahun, teks_target
from kinerja.rkt import BarisRkt
from organisasi.bahasa import tanggal
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku, tulis_tabel

TANPA_TARGET = "tidak ada target"
BELUM_DIISI = "belum diisi"


def _sel_target(target: Target, presisi: int) -> Decimal | str | None:
    """A target as a number; a range is two numbers, so it is text."""
    return target.nilai if target.atas is None else teks_target(target.nilai, target.atas, presisi)


# RKT and IKU


def buku_rkt(tahun: int, baris: Iterable[BarisRkt]) -> bytes:
    """The year's targets beside those of the Renstra."""
    kolom = (
        KolomTabel("Indikator", lebar=50),
        KolomTabel("Tingkat"),
        KolomTabel("Unit"),
        KolomTabel("Satuan"),
        KolomTabel("Target Renstra", Jenis.ANGKA, kosong="–"),
        KolomTabel(f"Target {tahun}", Jenis.ANGKA, kosong=TANPA_TARGET),
        KolomTabel("Selisih", Jenis.ANGKA, kosong="–"),
    )
    return tulis_tabel(f"RKT {tahun}", kolom, map(_baris_rkt, baris))


def _baris_rkt(satu: BarisRkt) -> tuple[object, ...]:
    i = satu.indikator
    return (
        *(i.nama, i.get_level_display(), i.unit.nama, i.satuan),
        *(_sel_target(satu.renstra, i.presisi), _sel_target(satu.tahunan, i.presisi), satu.selisih),
    )


def buku_iku(tahun: int, baris: Iterable[BarisRkt]) -> bytes:
    """The IKU with definition, formula, source and owner (domain 8, table 5)."""
    kolom = (
        KolomTabel("Sasaran", lebar=40),
        KolomTabel("Indikator", lebar=40),
        KolomTabel("Satuan"),
        KolomTabel(f"Target {tahun}", Jenis.ANGKA, kosong=TANPA_TARGET),
        KolomTabel("Definisi operasional", lebar=50),
        KolomTabel("Cara menghitung", lebar=40),
        KolomTabel("Sumber data", lebar=30),
        KolomTabel("Penanggung jawab", kosong="belum ditetapkan", lebar=30),
        KolomTabel("Unit terkait", lebar=30),
    )
    return tulis_tabel(f"Indikator Kinerja Utama {tahun}", kolom, map(_baris_iku, baris))


def _baris_iku(satu: BarisRkt) -> tuple[object, ...]:
    i = satu.indikator
    return (
        *(str(i.sasaran), i.nama, i.satuan, _sel_target(satu.tahunan, i.presisi)),
        *(i.definisi_operasional or BELUM_DIISI, i.formula, i.sumber_data or BELUM_DIISI),
        *(i.penanggung_jawab and str(i.penanggung_jawab), ", ".join(u.nama for u in i.unit_terkait.all())),
    )


# Renstra


def buku_renstra(isi: IsiRenstra) -> bytes:
    """Tujuan with their sasaran on one sheet, the IKU with five targets on another."""
    periode = f"Periode {isi.renstra.tahun_awal} sampai {isi.renstra.tahun_akhir}"
    keterangan = (str(isi.renstra), periode, f"Visi: {isi.renstra.visi or BELUM_DIISI}")
    arah = (
        KolomTabel("Jenis"),
        KolomTabel("Nomor", Jenis.BULAT),
        KolomTabel("Uraian", lebar=60),
        KolomTabel("Mendukung tujuan", Jenis.BULAT),
    )
    indikator = (
        KolomTabel("Sasaran", Jenis.BULAT),
        KolomTabel("Indikator", lebar=40),
        KolomTabel("Satuan"),
        KolomTabel("Kondisi awal", Jenis.ANGKA, kosong="–"),
        KolomTabel("Tahun kondisi awal"),
        *(KolomTabel(str(tahun), Jenis.ANGKA, kosong="–") for tahun in isi.tahun),
        KolomTabel("Standar nasional", Jenis.ANGKA, kosong=BELUM_TERDAPAT),
        KolomTabel("Sumber standar nasional"),
    )
    return tulis_buku(
        [
            Tabel("Tujuan dan sasaran", arah, _baris_arah(isi), keterangan),
            Tabel("Indikator dan target", indikator, _baris_indikator(isi), keterangan[:2]),
        ]
    )


def _baris_arah(isi: IsiRenstra) -> Iterator[tuple[object, ...]]:
    for t in isi.tujuan:
        yield "Tujuan", t.urutan, t.uraian, None
    for s in isi.sasaran:
        yield "Sasaran strategis", s.urutan, s.uraian, s.tujuan and s.tujuan.urutan


def _baris_indikator(isi: IsiRenstra) -> Iterator[list[object]]:
    for i in isi.iku:
        target = [_sel_target(t, i.presisi) for _, t in target_setahun(i, isi.tahun)]
        awal = [i.nilai_awal, str(i.tahun_awal or "")]
        yield [i.sasaran.urutan, i.nama, i.satuan, *awal, *target, i.acuan_nasional, i.sumber_acuan]


# Pohon kinerja


def buku_pohon(pohon: Pohon) -> bytes:
    """The tree as a flat table: a row for each indicator with its place, and one for what has no indicator."""
    kolom = (
        KolomTabel("Tingkat"),
        KolomTabel("Kode"),
        KolomTabel("Sasaran strategis", kosong="belum dikaitkan", lebar=40),
        KolomTabel("Program, kegiatan, sub kegiatan", lebar=50),
        KolomTabel("Indikator", kosong="belum ada indikator", lebar=50),
        KolomTabel("Satuan"),
        KolomTabel(f"Target {pohon.tahun}", Jenis.ANGKA, kosong="–"),
        KolomTabel("Penanggung jawab", lebar=30),
        KolomTabel("Unit terkait", lebar=30),
    )
    return tulis_tabel(f"Pohon kinerja {pohon.tahun}", kolom, _baris_pohon(pohon))


_TINGKAT = {Program: "Program", Kegiatan: "Kegiatan", SubKegiatan: "Sub kegiatan"}


def _baris_pohon(pohon: Pohon) -> Iterator[tuple[object, ...]]:
    for cabang in pohon.cabang:
        yield from _baris_daun(("Sasaran strategis", "", str(cabang.sasaran), ""), cabang.daun)
        yield from _baris_simpul(cabang.sasaran, cabang.program)
    yield from _baris_simpul(None, pohon.lepas)


def _baris_simpul(sasaran: Sasaran | None, simpul: Iterable[Simpul]) -> Iterator[tuple[object, ...]]:
    for satu in simpul:
        objek = satu.objek
        tempat = (_TINGKAT[type(objek)], objek.kode, sasaran and str(sasaran), objek.nama)
        yield from _baris_daun(tempat, satu.daun)
        yield from _baris_simpul(sasaran, satu.anak)


def _baris_daun(tempat: Sequence[object], daun: Sequence[Daun]) -> Iterator[tuple[object, ...]]:
    for satu in daun:
        i = satu.indikator
        yield *tempat, i.nama, i.satuan, _sel_target(satu.nilai, i.presisi), satu.pemilik, ", ".join(satu.terkait)
    if not daun:
        yield *tempat, None, "", "", "", ""


# Completeness and Perjanjian Kinerja


def buku_kelengkapan(tahun: int, kekurangan: Iterable[Kekurangan]) -> bytes:
    """The completeness list, a row for each thing to mend."""
    kolom = (KolomTabel("Yang kurang", lebar=45), KolomTabel("Di mana", lebar=60), KolomTabel("Unit", lebar=40))
    baris = ((k.judul, b.nama, b.tempat) for k in kekurangan for b in k.butir)
    return tulis_tabel(f"Kelengkapan {tahun}", kolom, baris)


def buku_perjanjian(daftar: DaftarPerjanjian) -> bytes:
    """The year's agreements with their due date and where it comes from."""
    kolom = (
        KolomTabel("Jabatan", lebar=50),
        KolomTabel("Unit"),
        KolomTabel("Keadaan"),
        KolomTabel("Versi"),
        KolomTabel("Tanggal", Jenis.TANGGAL, kosong="–"),
    )
    asal = f"satu bulan setelah DPA disahkan pada {tanggal(daftar.tanggal_dpa)}" if daftar.tanggal_dpa else (
        "tanggal pengesahan DPA belum dicatat, jadi berlaku 31 Januari"
    )
    keterangan = (f"Batas penandatanganan: {tanggal(daftar.batas)}, {asal}.",)
    baris = (
        (b.jabatan.nama, b.jabatan.unit.nama, b.keadaan, b.versi_teks, b.terakhir and b.terakhir.tanggal)
        for b in daftar.baris
    )
    return tulis_tabel(f"Perjanjian Kinerja {daftar.tahun}", kolom, baris, keterangan=keterangan)
