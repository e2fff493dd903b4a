"""What a year keeps beside its figures: agreements, plans, people, evidence, corrections, follow-up.

Read into plain values (`naskah.tahunan`) for the annexes of the annual report, with queries that never grow in number.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch

from kinerja.models import BarisPerjanjian, PerjanjianKinerja
from kinerja.perjanjian.naskah import judul as judul_pk
from kinerja.perjanjian.naskah import target_teks as target_pk
from organisasi import bahasa
from organisasi.models import Jabatan, Penugasan
from organisasi.nip import Nip, NipKeliru, baca_nip
from organisasi.tim import susunan_tim
from pelaporan.models import ButirSumberDaya, Rekomendasi
from pelaporan.naskah import tahunan as isi
from pelaporan.rekap import anak_tangga, dokumen_naskah
from pelaporan.tindak_lanjut import butir
from rencana_aksi.matriks import matriks
from rencana_aksi.models import DataDukung, Putusan
from rencana_aksi.tangga import putusan_berlaku


def perjanjian_camat(tahun: int) -> Iterable[PerjanjianKinerja]:
    """The signed agreements of the Camat, murni first."""
    return (
        PerjanjianKinerja.objects.filter(
            tahun=tahun,
            status=PerjanjianKinerja.Status.DITANDATANGANI,
            jabatan_pertama__tingkat=Jabatan.Tingkat.CAMAT,
        )
        .prefetch_related(Prefetch("baris", BarisPerjanjian.objects.select_related("indikator")), "anggaran")
        .order_by("versi")
    )


def naskah_pk(p: PerjanjianKinerja) -> isi.Pk:
    return isi.Pk(
        versi=p.versi,
        judul=judul_pk(p),
        tanggal=p.tanggal,
        pertama=_pihak(p.pihak_pertama),
        kedua=_pihak(p.pihak_kedua),
        sidik=p.sidik,
        baris=tuple(isi.BarisPk(b.sasaran, b.nama_indikator, target_pk(b)) for b in p.baris.all()),
        anggaran=tuple(isi.UangPk(a.nama, a.jumlah, a.keterangan) for a in p.anggaran.all()),
    )


def _pihak(potret: dict[str, str]) -> str:
    return ", ".join(filter(None, (potret.get("nama"), potret.get("jabatan"))))


def rencana_setahun(tahun: int) -> tuple[isi.BarisRencana, ...]:
    return tuple(
        isi.BarisRencana(
            induk=b.induk,
            nama=b.nama,
            satuan=b.satuan,
            target_tahun=b.target_tahun_teks,
            target_tw=tuple(teks for _, teks in b.target_tw_teks),
            langkah=b.langkah,
            data_dukung=b.data_dukung,
            penanggung_jawab=b.penanggung_jawab,
            unit=b.unit,
        )
        for b in matriks(tahun)
    )


def tim_setahun(tahun: int, hari: date) -> isi.Tim | None:
    susunan = susunan_tim(tahun, hari)
    if susunan.tim is None:
        return None
    anggota = (
        isi.AnggotaTim(a.pegawai.nama, bahasa.nip(a.pegawai.nip or ""), ", ".join(a.jabatan), a.fungsi_teks)
        for a in susunan.anggota
    )
    return isi.Tim(susunan.tim.nomor_sk, susunan.tim.tanggal_sk, tuple(anggota))


def kursi_kantor(duduk: dict[int, Penugasan]) -> tuple[isi.Kursi, ...]:
    """The posts of the office with who holds them; `duduk` as `peran.pemangku` gives it."""
    jabatan = Jabatan.objects.filter(aktif=True).select_related("unit").order_by("unit__urutan", "pk")
    return tuple(
        _satu_kursi(j, duduk.get(j.pk)) for j in jabatan if j.pk in duduk or j.tingkat != Jabatan.Tingkat.PELAKSANA
    )


def _satu_kursi(jabatan: Jabatan, penugasan: Penugasan | None) -> isi.Kursi:
    if penugasan is None:
        return isi.Kursi(jabatan.unit.nama, jabatan.nama, "", "")
    orang = penugasan.pegawai
    pangkat = ", ".join(filter(None, (orang.pangkat, orang.golongan)))
    return isi.Kursi(jabatan.unit.nama, penugasan.nama_jabatan, orang.nama, pangkat)


_TANPA_GOLONGAN = "Tanpa golongan"
_TANPA_NIP = "Tidak diketahui"


def pegawai_kantor(duduk: dict[int, Penugasan], hari: date) -> tuple[isi.Kelompok, ...]:
    """Employees who held a post on the last day of the year, counted by golongan, and by what their NIP says."""
    orang = {p.pegawai_id: p.pegawai for p in duduk.values()}.values()
    golongan = _hitung("Golongan", (o.golongan.partition("/")[0] for o in orang), _TANPA_GOLONGAN)
    nip = [_nip(o.nip or "", hari) for o in orang]
    jenis = _hitung("Jenis kepegawaian", (n.jenis if n else "" for n in nip), _TANPA_NIP)
    kelamin = _hitung("Jenis kelamin", (n.kelamin if n else "" for n in nip), _TANPA_NIP)
    return (*golongan, *jenis, *kelamin)


def _nip(teks: str, hari: date) -> Nip | None:
    try:
        return baca_nip(teks, hari)
    except NipKeliru:
        return None


def _hitung(menurut: str, nilai: Iterable[str], kosong: str) -> Iterator[isi.Kelompok]:
    semua = [n or kosong for n in nilai]
    urut = sorted(set(semua), key=lambda n: (n == kosong, n))
    return (isi.Kelompok(menurut, n, semua.count(n)) for n in urut)


def sumber_daya(tahun: int) -> tuple[isi.SumberDaya, ...]:
    baris = ButirSumberDaya.objects.filter(tahun=tahun).order_by("tabel", "urutan")
    return tuple(isi.SumberDaya(b.tabel, b.uraian, b.jumlah, b.luas, b.keterangan) for b in baris)


_URUT_BUKTI = (
    "capaian__target_triwulan__rencana_aksi__indikator__level",
    "capaian__target_triwulan__rencana_aksi__indikator__pk",
    "capaian__target_triwulan__triwulan__nomor",
    "syarat__urutan",
    "pk",
)


def bukti_setahun(tahun: int) -> tuple[isi.Bukti, ...]:
    """Every standing document of the year, quarter by quarter."""
    dokumen = DataDukung.objects.berlaku().filter(capaian__target_triwulan__triwulan__tahun=tahun)
    dokumen = dokumen.select_related(
        "berkas",
        "syarat",
        "capaian__target_triwulan__triwulan",
        "capaian__target_triwulan__rencana_aksi__indikator",
    )
    return tuple(
        isi.Bukti(d.capaian.indikator.nama, _masa(d.capaian.triwulan.nomor), dokumen_naskah(d))
        for d in dokumen.order_by(*_URUT_BUKTI)
    )


def _masa(nomor: int) -> str:
    return "Tahun" if nomor == bahasa.AKHIR_TAHUN else f"TW {bahasa.romawi(nomor)}"


def koreksi_setahun(tahun: int) -> tuple[isi.Koreksi, ...]:
    """Every standing correction of the year, with the documents that it cites. Two queries."""
    putusan = Putusan.objects.filter(capaian__target_triwulan__triwulan__tahun=tahun).select_related(
        "capaian__target_triwulan__triwulan", "capaian__target_triwulan__rencana_aksi__indikator"
    )
    putusan = putusan.defer("isi_dilihat").prefetch_related("dokumen")
    per_klaim: dict[int, list[Putusan]] = {}
    for satu in putusan.order_by("capaian__target_triwulan__triwulan__nomor", "capaian", "urutan"):
        per_klaim.setdefault(satu.capaian_id, []).append(satu)
    berlaku = (p for riwayat in per_klaim.values() for p in putusan_berlaku(riwayat).values() if p.dikoreksi)
    return tuple(_satu_koreksi(p) for p in berlaku)


def _satu_koreksi(p: Putusan) -> isi.Koreksi:
    dokumen = list(p.dokumen.all())
    langkah = anak_tangga(p, [d.pk for d in dokumen], dokumen)
    return isi.Koreksi(p.capaian.indikator.nama, _masa(p.capaian.triwulan.nomor), langkah)


def tindak_lanjut_setahun(tahun: int, hari: date) -> tuple[isi.ButirTindakLanjut, ...]:
    """The recommendations that were received in the year, those of the LHE first."""
    diterima = Rekomendasi.objects.filter(diterima__year=tahun).lengkap().order_by("batas", "pk")
    baris = [butir(r, hari) for r in diterima]
    return tuple(
        isi.ButirTindakLanjut(
            asal=b.asal,
            lhe=b.rekomendasi.lhe_id is not None,
            uraian=b.rekomendasi.uraian,
            penanggung_jawab=str(b.rekomendasi.penanggung_jawab),
            tindak_lanjut=b.tindak_lanjut,
            batas=b.rekomendasi.batas,
            status=b.status,
        )
        for b in sorted(baris, key=lambda b: b.rekomendasi.lhe_id is None)
    )
