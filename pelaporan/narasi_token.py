"""Numbers inside human text: `{capaian IKU-1}` is written by people and follows the data of its year.

People write the numbered name. Kept is `{capaian:<public id>}`, so that the number still belongs to the same indicator
when the list of IKU is put in another order, and when the text is carried into another year.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.utils import timezone

from kinerja.models import Indikator, Sasaran
from kinerja.renstra import iku_renstra, renstra_untuk, teks_acuan
from organisasi.bahasa import AKHIR_TAHUN, persen, rupiah
from organisasi.models import Penugasan
from pelaporan.naskah.triwulan import Baris, RekapTriwulan, Rerata
from pelaporan.rekap import rekap_triwulan
from rencana_aksi.anggaran import Angka as AngkaAnggaran
from rencana_aksi.anggaran import anggaran_tahun
from rencana_aksi.models import Triwulan

BELUM_ADA = "(belum ada data)"
SEMENTARA = " (sementara)"
_TOKEN = re.compile(r"\{([^{}\n]{1,160})\}")


@dataclass(frozen=True, slots=True)
class Angka:
    """One number that may be inserted: as people write it, as it is kept, what it is, what it says in this year.

    `nilai` is empty while there are no data for it.
    """

    nama: str
    kunci: str
    keterangan: str
    nilai: str

    @property
    def tulisan(self) -> str:
        """What is typed into the text."""
        return f"{{{self.nama}}}"

    @property
    def tampil(self) -> str:
        return self.nilai or BELUM_ADA


@dataclass(frozen=True, slots=True)
class DaftarAngka:
    """The numbers of one year, and every way between text as written, as kept and as read."""

    angka: tuple[Angka, ...]

    def ke_simpanan(self, teks: str) -> str:
        """Names that are known become keys; the rest stays as it was typed."""
        return self._ganti(teks, lambda angka: f"{{{angka.kunci}}}")

    def ke_tulisan(self, teks: str) -> str:
        """Kept text as people edit it."""
        return self._ganti(teks, lambda angka: angka.tulisan)

    def terurai(self, teks: str) -> str:
        """Kept text with its numbers in it; what is not known stays visible as it was typed."""
        return self._ganti(teks, lambda angka: angka.tampil)

    def keluhan(self, teks: str) -> list[str]:
        """Why a text cannot be printed as it is, in sentences: unknown names, a brace without its partner."""
        dikenal = self._menurut_nama()
        asing = dict.fromkeys(c[1] for c in _TOKEN.finditer(teks) if _baku(c[1]) not in dikenal)
        keluhan = [self._keluhan_asing(nama) for nama in asing]
        if re.search(r"[{}]", _TOKEN.sub("", teks)):
            keluhan.append("Ada tanda { atau } tanpa pasangannya. Tulis angka seperti {tahun}, atau hapus tandanya.")
        return keluhan

    def tanpa_nilai(self, teks: str) -> list[str]:
        """The numbers in a text for which there are no data yet, as written."""
        dikenal = self._menurut_nama()
        dipakai = dict.fromkeys(dikenal[baku] for c in _TOKEN.finditer(teks) if (baku := _baku(c[1])) in dikenal)
        return [a.tulisan for a in dipakai if not a.nilai]

    def _ganti(self, teks: str, menjadi: Callable[[Angka], str]) -> str:
        """Every known number replaced, in one pass: what it is replaced by is not read again."""
        dikenal = self._menurut_nama()

        def ganti(cocok: re.Match[str]) -> str:
            angka = dikenal.get(_baku(cocok[1]))
            return menjadi(angka) if angka else cocok[0]

        return _TOKEN.sub(ganti, teks)

    def _menurut_nama(self) -> dict[str, Angka]:
        """Both ways of naming a number: a key holds a colon or is a name of one word, so the two never meet."""
        return {_baku(teks): a for a in self.angka for teks in (a.nama, a.kunci)}

    def _keluhan_asing(self, nama: str) -> str:
        menurut_nama = {_baku(a.nama): a.tulisan for a in self.angka}
        mirip = get_close_matches(_baku(nama), menurut_nama, n=1)
        saran = f"Mungkin maksud Anda {menurut_nama[mirip[0]]}." if mirip else "Pilih namanya dari daftar angka."
        return f"Angka {{{nama}}} tidak dikenal. {saran}"


def _baku(nama: str) -> str:
    """Names are compared without regard to capitals and spacing."""
    return " ".join(nama.casefold().split())


def daftar_angka(tahun: int) -> DaftarAngka:
    """Every number that texts of this year may hold. A number of queries that never grows."""
    renstra = renstra_untuk(tahun)
    iku = iku_renstra(renstra) if renstra else []
    sasaran = list(renstra.sasaran.all()) if renstra else []
    akhir = Triwulan.objects.filter(tahun=tahun, nomor=AKHIR_TAHUN).first()
    rekap = rekap_triwulan(akhir, tanggal=timezone.localdate()) if akhir else None
    return DaftarAngka(
        (
            *_angka_umum(tahun, rekap),
            *_angka_iku(iku, rekap),
            *_angka_sasaran(sasaran, rekap),
            *_angka_anggaran(tahun),
        )
    )


def _angka_umum(tahun: int, rekap: RekapTriwulan | None) -> Iterator[Angka]:
    yield Angka("tahun", "tahun", "Tahun laporan", str(tahun))
    yield Angka("tahun lalu", "tahun-lalu", "Tahun sebelum tahun laporan", str(tahun - 1))
    yield Angka("jumlah pegawai", "pegawai", "Pegawai pada akhir tahun laporan", f"{len(pegawai_tahun(tahun))} orang")
    organisasi = rekap.organisasi if rekap else None
    yield from _angka_rerata("kecamatan", "kecamatan", "seluruh sasaran", organisasi)


def _angka_iku(iku: Sequence[Indikator], rekap: RekapTriwulan | None) -> Iterator[Angka]:
    baris = {b.indikator_id: b for b in rekap.iku} if rekap else {}
    for nomor, indikator in enumerate(iku, 1):
        isi = _isi_iku(indikator, baris.get(str(indikator.public_id)))
        for kata, (keterangan, nilai) in isi.items():
            kunci = f"{kata.replace(' ', '-')}:{indikator.public_id}"
            yield Angka(f"{kata} IKU-{nomor}", kunci, f"{keterangan}: {indikator.nama}", nilai)


def _isi_iku(indikator: Indikator, b: Baris | None) -> dict[str, tuple[str, str]]:
    """Word -> (what it is, its value) of one IKU; without a plan in this year only the name and the benchmark."""
    sementara = SEMENTARA if b and b.sementara else ""
    ada = b is not None and b.realisasi is not None
    return {
        "nama": ("Nama indikator", indikator.nama),
        "target": ("Target", _satuan(b.target_tahun_teks, indikator) if b and b.target_tahun is not None else ""),
        "realisasi": ("Realisasi", _satuan(b.realisasi_teks, indikator) + sementara if ada else ""),
        "capaian": ("Persentase capaian", b.persen_teks + sementara if b and b.persen is not None else ""),
        "kelas": ("Kelas capaian", b.kelas if b else ""),
        "capaian tahun lalu": (
            "Persentase capaian tahun sebelumnya",
            b.persen_tahun_lalu_teks if b and b.persen_tahun_lalu is not None else "",
        ),
        "target akhir Renstra": (
            "Target akhir Renstra",
            _satuan(b.target_akhir_teks, indikator) if b and b.target_akhir is not None else "",
        ),
        "kemajuan Renstra": ("Kemajuan terhadap target akhir Renstra", b.kemajuan_teks if b and b.kemajuan else ""),
        "standar nasional": ("Standar nasional", teks_acuan(indikator)),
    }


def _satuan(teks: str, indikator: Indikator) -> str:
    return f"{teks}%" if indikator.satuan in ("%", "Persen", "persen") else f"{teks} {indikator.satuan}"


def _angka_sasaran(sasaran: Sequence[Sasaran], rekap: RekapTriwulan | None) -> Iterator[Angka]:
    rerata = {r.nama: r for r in rekap.per_sasaran} if rekap else {}
    for s in sasaran:
        yield from _angka_rerata(f"Sasaran-{s.urutan}", f"sasaran-{s.pk}", s.uraian, rerata.get(s.uraian))


def _angka_rerata(nama: str, kunci: str, keterangan: str, rerata: Rerata | None) -> Iterator[Angka]:
    ada = rerata is not None and rerata.persen is not None
    capaian = rerata.persen_teks + (SEMENTARA if rerata.sementara else "") if ada else ""
    yield Angka(f"capaian {nama}", f"capaian:{kunci}", f"Rata-rata capaian: {keterangan}", capaian)
    yield Angka(f"kelas {nama}", f"kelas:{kunci}", f"Kelas capaian: {keterangan}", rerata.kelas if ada else "")


def _angka_anggaran(tahun: int) -> Iterator[Angka]:
    anggaran = anggaran_tahun(tahun)
    yield from _angka_satu_anggaran("", "anggaran", "seluruh program", anggaran.total)
    for program in anggaran.program:
        yield from _angka_satu_anggaran(f" {program.kode}", f"anggaran-{program.kode}", program.nama, program.angka)


def _angka_satu_anggaran(ekor: str, kunci: str, keterangan: str, angka: AngkaAnggaran) -> Iterator[Angka]:
    yield Angka(f"pagu{ekor}", f"pagu:{kunci}", f"Pagu anggaran: {keterangan}", _rupiah(angka.berlaku))
    yield Angka(
        f"realisasi anggaran{ekor}", f"realisasi:{kunci}", f"Realisasi anggaran: {keterangan}", _rupiah(angka.jumlah)
    )
    serapan = "" if angka.serapan is None else persen(angka.serapan)
    yield Angka(f"serapan{ekor}", f"serapan:{kunci}", f"Serapan anggaran: {keterangan}", serapan)


def _rupiah(nilai: Decimal | None) -> str:
    return "" if nilai is None else rupiah(nilai)


def pegawai_tahun(tahun: int) -> list[Penugasan]:
    """One assignment of everybody who held a post on the year's last day, or today while the year still runs."""
    hari = min(date(tahun, 12, 31), timezone.localdate())
    berlaku: Iterable[Penugasan] = Penugasan.objects.berlaku(hari).select_related("pegawai").order_by("pk")
    return list({p.pegawai_id: p for p in berlaku}.values())
