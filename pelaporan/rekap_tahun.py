"""A whole year read from the database into plain values (`naskah.tahunan`), with queries that never grow in number.

The figures of the year are the claims of its own measurement in January (R-13); the quarters stand beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from kinerja.models import Indikator, KelasCapaian, Program, Sasaran, TargetRenstra
from kinerja.perhitungan import kelas
from kinerja.renstra import renstra_untuk, tahun_target
from organisasi import bahasa
from organisasi.peran import pemangku
from pelaporan.kalimat_tahun import (
    kalimat_anggaran_tahun,
    kalimat_efisiensi_sasaran,
    kalimat_ikhtisar,
    kalimat_iku,
    kalimat_program_sasaran,
)
from pelaporan.models import PengaturanLaporan
from pelaporan.naskah import tahunan as isi
from pelaporan.naskah.triwulan import Baris, RekapTriwulan, Rerata
from pelaporan.rekap import penandatangan_pada, rekap_triwulan
from pelaporan.rekap_tahun_lampiran import (
    bukti_setahun,
    koreksi_setahun,
    kursi_kantor,
    naskah_pk,
    pegawai_kantor,
    perjanjian_camat,
    rencana_setahun,
    sumber_daya,
    tim_setahun,
    tindak_lanjut_setahun,
)
from rencana_aksi.anggaran import Anggaran, Angka, BarisAnggaran, anggaran_tahun, jumlahkan
from rencana_aksi.models import Capaian, TargetTriwulan, Triwulan
from rencana_aksi.models.capaian import Status

TEMPLAT = 1  # the version of the printed layout
TAHUN_LAMPAU = 5  # domain 1.6: three to five past years


@dataclass(frozen=True, slots=True)
class _Bahan:
    """The rows of a year, by the indicator or program that they belong to."""

    tahun: int
    rekap: RekapTriwulan
    skala: list[tuple[Decimal, KelasCapaian]]
    indikator: dict[str, Indikator]
    renstra: dict[int, tuple[isi.TargetSetahun, ...]]
    lampau: dict[int, tuple[isi.Lampau, ...]]
    berkala: dict[int, tuple[isi.Berkala, ...]]
    anggaran: Anggaran
    program: dict[str, list[Program]]


def susun_naskah_tahunan(
    akhir: Triwulan,
    *,
    konsep: bool,
    versi: int | None,
    dibuat: datetime,
    narasi: Sequence[isi.BagianNarasi] = (),
    perubahan: Sequence[str] = (),
) -> isi.NaskahTahunan:
    """Everything that the annual report of `akhir.tahun` prints, as of `dibuat`; `akhir` is the year's own period."""
    hari = timezone.localdate(dibuat)
    bahan = _bahan(akhir, hari)
    sasaran = tuple(_sasaran(bahan))
    total = _uang("total", "", "Jumlah", bahan.anggaran.total)
    kursi = pemangku(date(bahan.tahun, 12, 31))
    return isi.NaskahTahunan(
        format=isi.FORMAT,
        templat=TEMPLAT,
        konsep=konsep,
        versi=versi,
        dibuat=dibuat,
        penandatangan=penandatangan_pada(hari),
        pengaturan=_pengaturan(bahan.tahun),
        rekap=bahan.rekap,
        renstra=_renstra(bahan.tahun),
        sasaran=sasaran,
        uang=tuple(_uang(b.tingkat, b.kode, b.nama, b.angka) for b in bahan.anggaran.baris),
        uang_total=total,
        pk=tuple(naskah_pk(p) for p in perjanjian_camat(bahan.tahun)),
        rencana=rencana_setahun(bahan.tahun),
        tim=tim_setahun(bahan.tahun, hari),
        kursi=kursi_kantor(kursi),
        pegawai=pegawai_kantor(kursi, hari),
        sumber_daya=sumber_daya(bahan.tahun),
        bukti=bukti_setahun(bahan.tahun),
        koreksi=koreksi_setahun(bahan.tahun),
        tindak_lanjut=tindak_lanjut_setahun(bahan.tahun, hari),
        narasi=tuple(narasi),
        kalimat_ikhtisar=kalimat_ikhtisar(bahan.rekap, sasaran, total),
        kalimat_anggaran=kalimat_anggaran_tahun(bahan.tahun, total),
        perubahan=tuple(perubahan),
    )


def _bahan(akhir: Triwulan, hari: date) -> _Bahan:
    rekap = rekap_triwulan(akhir, tanggal=hari)
    skala = [(k.batas_bawah, KelasCapaian(nama=k.nama, batas_bawah=k.batas_bawah)) for k in rekap.skala]
    iku = Indikator.objects.filter(level=Indikator.Level.IKU, rencana_aksi__tahun=akhir.tahun)
    indikator = {str(i.public_id): i for i in iku.select_related("sasaran__tujuan")}
    pk = [i.pk for i in indikator.values()]
    return _Bahan(
        tahun=akhir.tahun,
        rekap=rekap,
        skala=skala,
        indikator=indikator,
        renstra=_target_renstra(pk),
        lampau=_lampau(pk, akhir.tahun, skala),
        berkala=_berkala(pk, akhir.tahun),
        anggaran=anggaran_tahun(akhir.tahun),
        program=_program_sasaran(),
    )


def _target_renstra(iku: Sequence[int]) -> dict[int, tuple[isi.TargetSetahun, ...]]:
    target = TargetRenstra.objects.filter(indikator__in=iku).order_by("tahun")
    return _per((t.indikator_id, isi.TargetSetahun(t.tahun, t.nilai, t.nilai_atas)) for t in target)


def _lampau(iku: Sequence[int], tahun: int, skala: list) -> dict[int, tuple[isi.Lampau, ...]]:
    """Past years as they were ratified; a year without a ratified measurement is left out."""
    sah = Capaian.objects.filter(
        status=Status.SAH,
        target_triwulan__rencana_aksi__indikator__in=iku,
        target_triwulan__triwulan__nomor=bahasa.AKHIR_TAHUN,
        target_triwulan__triwulan__tahun__range=(tahun - TAHUN_LAMPAU, tahun - 1),
    )
    sah = sah.select_related("target_triwulan__triwulan", "target_triwulan__rencana_aksi")
    return _per(
        (c.target_triwulan.rencana_aksi.indikator_id, _satu_lampau(c, skala))
        for c in sah.order_by("target_triwulan__triwulan__tahun")
    )


def _satu_lampau(capaian: Capaian, skala: list) -> isi.Lampau:
    target = capaian.target_triwulan
    golongan = kelas(capaian.persen, skala)
    return isi.Lampau(
        target=isi.TargetSetahun(target.triwulan.tahun, target.nilai, target.nilai_atas),
        realisasi=capaian.realisasi,
        persen=capaian.persen,
        kelas=golongan.nama if golongan else "",
    )


def _berkala(iku: Sequence[int], tahun: int) -> dict[int, tuple[isi.Berkala, ...]]:
    target = TargetTriwulan.objects.filter(
        rencana_aksi__indikator__in=iku, triwulan__tahun=tahun, triwulan__nomor__lt=bahasa.AKHIR_TAHUN
    )
    target = target.select_related("triwulan", "rencana_aksi", "capaian").order_by("triwulan__nomor")
    return _per((t.rencana_aksi.indikator_id, _satu_berkala(t)) for t in target)


def _satu_berkala(target: TargetTriwulan) -> isi.Berkala:
    capaian = getattr(target, "capaian", None) or Capaian(target_triwulan=target)
    return isi.Berkala(
        nomor=target.triwulan.nomor,
        target=target.nilai,
        atas=target.nilai_atas,
        realisasi=capaian.realisasi,
        persen=capaian.persen,
        sah=capaian.status == Status.SAH,
        analisis=capaian.analisis,
        hambatan=capaian.hambatan,
        solusi=capaian.solusi,
    )


def _program_sasaran() -> dict[str, list[Program]]:
    """The programs that support each sasaran, by its words; an older edition of a code adds nothing."""
    peta: dict[str, list[Program]] = {}
    for program in Program.objects.exclude(sasaran=None).select_related("sasaran"):
        peta.setdefault(program.sasaran.uraian, []).append(program)
    return peta


def _per(pasangan: Iterable[tuple[int, object]]) -> dict[int, tuple]:
    peta: dict[int, list] = {}
    for kunci, nilai in pasangan:
        peta.setdefault(kunci, []).append(nilai)
    return {kunci: tuple(nilai) for kunci, nilai in peta.items()}


def _sasaran(bahan: _Bahan) -> Iterator[isi.SasaranTahunan]:
    iku = {b.indikator_id: b for b in bahan.rekap.iku}
    induk = {i.sasaran.uraian: i.sasaran for i in bahan.indikator.values()}
    for rerata in sorted(bahan.rekap.per_sasaran, key=lambda r: induk[r.nama].urutan):
        baris = [b for b in iku.values() if b.sasaran == rerata.nama]
        yield _satu_sasaran(induk[rerata.nama], rerata, baris, bahan)


def _satu_sasaran(sasaran: Sasaran, rerata: Rerata, baris: Sequence[Baris], bahan: _Bahan) -> isi.SasaranTahunan:
    kode = tuple(p.kode for p in bahan.program.get(rerata.nama, ()) if p.edisi_id == _edisi(bahan.anggaran))
    uang = _jumlah_uang(rerata.nama, [b for b in bahan.anggaran.program if b.kode in kode])
    return isi.SasaranTahunan(
        urutan=sasaran.urutan,
        uraian=sasaran.uraian,
        tujuan=sasaran.tujuan.uraian if sasaran.tujuan else "",
        rerata=rerata,
        iku=tuple(_iku(b, bahan) for b in baris),
        kode_program=kode,
        uang=uang,
        kalimat_efisiensi=kalimat_efisiensi_sasaran(bahan.rekap, rerata, uang),
        kalimat_program=kalimat_program_sasaran(bahan.rekap, kode),
    )


def _edisi(anggaran: Anggaran) -> int | None:
    return anggaran.edisi.pk if anggaran.edisi else None


def _iku(baris: Baris, bahan: _Bahan) -> isi.Iku:
    indikator = bahan.indikator[baris.indikator_id]
    renstra, lampau = bahan.renstra.get(indikator.pk, ()), bahan.lampau.get(indikator.pk, ())
    berkala = bahan.berkala.get(indikator.pk, ())
    return isi.Iku(
        baris=baris,
        definisi=indikator.definisi_operasional,
        formula=indikator.formula,
        sumber_data=indikator.sumber_data,
        awal=indikator.nilai_awal,
        tahun_awal=indikator.tahun_awal,
        acuan=indikator.acuan_nasional,
        sumber_acuan=indikator.sumber_acuan,
        renstra=renstra,
        riwayat=lampau,
        berkala=berkala,
        kalimat=kalimat_iku(bahan.rekap, baris, indikator, lampau, berkala),
    )


def _uang(tingkat: str, kode: str, nama: str, angka: Angka) -> isi.Uang:
    return isi.Uang(tingkat, kode, nama, angka.murni, angka.perubahan, angka.berlaku, angka.realisasi, angka.jumlah)


def _jumlah_uang(nama: str, baris: Iterable[BarisAnggaran]) -> isi.Uang:
    return _uang("sasaran", "", nama, jumlahkan(b.angka for b in baris))


def _pengaturan(tahun: int) -> isi.Pengaturan:
    p = PengaturanLaporan.objects.untuk(tahun)
    return isi.Pengaturan(
        label=p.label,
        kepanjangan=p.get_label_display().partition("(")[2].rstrip(")"),
        kertas=p.kertas,
        atas=p.atas,
        kanan=p.kanan,
        bawah=p.bawah,
        kiri=p.kiri,
        kop=p.kop,
        dasar_hukum=tuple(p.dasar_hukum),
        halaman_reviu=p.halaman_reviu,
    )


def _renstra(tahun: int) -> isi.Renstra | None:
    renstra = renstra_untuk(tahun)
    if renstra is None:
        return None
    return isi.Renstra(
        nama=renstra.nama,
        visi=renstra.visi,
        misi=tuple(filter(None, (m.strip() for m in renstra.misi.splitlines()))),
        tujuan=tuple(t.uraian for t in renstra.tujuan.all()),
        tahun_target=tuple(tahun_target(renstra)),
    )
