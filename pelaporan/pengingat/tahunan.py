"""What the year itself asks for, at the dates of the calendar: Tim SAKIP, agreements, action plans, the annual report.

Each is asked only while it is not done, and only for years that were prepared. A date of a year that is over is no
longer told: what was missed then is a matter for its evaluation.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from kinerja.models import TargetTahunan
from kinerja.perjanjian.daftar import daftar_perjanjian
from organisasi.models import AnggotaTim, Jabatan, TimSakip, UnitKerja
from pelaporan.models import Laporan
from pelaporan.pengingat.urusan import Pejabat, Urusan
from rencana_aksi.jadwal import TanggalSetahun, tanggal_setahun
from rencana_aksi.kalender import ButirTahunan
from rencana_aksi.models import RencanaAksi, Triwulan

Status = RencanaAksi.Status


def urusan_tahunan(hari_ini: date, pejabat: Pejabat) -> list[Urusan]:
    """The yearly matters that are not done. A number of queries that grows with the years asked, at most three."""
    sekitar = (hari_ini.year - 1, hari_ini.year, hari_ini.year + 1)
    disiapkan = Triwulan.objects.filter(tahun__in=sekitar).order_by().values_list("tahun", flat=True).distinct()
    jatuh = (t for tahun in sorted(disiapkan) for t in tanggal_setahun(tahun))
    return [u for t in jatuh if t.tanggal.year >= hari_ini.year for u in _BUTIR[t.butir](t, pejabat)]


def _urusan(t: TanggalSetahun, judul: str, pihak: dict[str, frozenset[int]], **kolom: object) -> Urusan:
    """A matter of the year; `objek` tells it from the others of its kind, and has to be given where there are more."""
    bawaan = {"objek": f"{t.butir}:{t.tahun}", "kelompok": f"Perencanaan {t.tahun}"}
    return Urusan(judul=judul, batas=t.tanggal, tautan=t.tautan, **bawaan | kolom, **pihak)


def _sk_tim(t: TanggalSetahun, pejabat: Pejabat) -> Iterator[Urusan]:
    if not TimSakip.objects.filter(tahun=t.tahun).exclude(nomor_sk="").exists():
        yield _urusan(t, f"Keputusan Camat tentang Tim SAKIP {t.tahun}", _penyiap(t.tahun, pejabat))


def _perjanjian(t: TanggalSetahun, pejabat: Pejabat) -> Iterator[Urusan]:
    for baris in daftar_perjanjian(t.tahun).baris:
        if not baris.ditandatangani:
            jabatan = baris.jabatan
            pihak = pejabat.pihak(p for p in [pejabat.di_jabatan(jabatan.pk)] if p)
            kolom = {"objek": f"{t.butir}:{t.tahun}:{jabatan.pk}", "unit_id": jabatan.unit_id}
            yield _urusan(t, f"Perjanjian Kinerja {t.tahun} {jabatan.nama}", pihak, **kolom)


def _rencana_aksi(t: TanggalSetahun, pejabat: Pejabat) -> Iterator[Urusan]:
    """One matter for each unit's head whose plans are not submitted, one for the Camat who ratifies the others."""
    rencana = dict(RencanaAksi.objects.filter(tahun=t.tahun).values_list("indikator", "status"))
    target = TargetTahunan.objects.filter(tahun=t.tahun, nilai__isnull=False)
    belum: Counter[int] = Counter()
    diajukan = 0
    for indikator_id, unit_id in target.order_by().values_list("indikator", "indikator__unit"):
        status = rencana.get(indikator_id, Status.DRAF)
        belum[unit_id] += status == Status.DRAF
        diajukan += status == Status.DIAJUKAN
    for unit in UnitKerja.objects.filter(pk__in=[pk for pk, jumlah in belum.items() if jumlah]):
        judul = f"{belum[unit.pk]} Rencana Aksi {t.tahun} {unit.nama} belum diajukan"
        kolom = {"objek": f"{t.butir}:{t.tahun}:{unit.pk}", "unit_id": unit.pk}
        yield _urusan(t, judul, pejabat.pihak(pejabat.kepala(unit.pk)), **kolom)
    if diajukan:
        judul = f"{diajukan} Rencana Aksi {t.tahun} menunggu ditetapkan"
        camat = pejabat.pihak(pejabat.bertingkat(Jabatan.Tingkat.CAMAT))
        yield _urusan(t, judul, camat, objek=f"{t.butir}:{t.tahun}:camat")


def _lkjip(t: TanggalSetahun, pejabat: Pejabat) -> Iterator[Urusan]:
    final = Laporan.objects.filter(jenis=Laporan.Jenis.LKJIP, objek=str(t.tahun), konsep=False)
    if not final.exists():
        yield _urusan(t, f"Laporan Kinerja (LKjIP) {t.tahun}", _penyiap(t.tahun, pejabat))


def _penyiap(tahun: int, pejabat: Pejabat) -> dict[str, frozenset[int]]:
    """The posts of the secretary of the newest Tim up to that year (R-02), or the Camat while there is none."""
    sekretaris = AnggotaTim.objects.filter(tim__tahun__lte=tahun, fungsi=AnggotaTim.Fungsi.SEKRETARIS)
    orang = sekretaris.order_by("-tim__tahun").values_list("pegawai", flat=True).first()
    milik = [p for p in pejabat.semua if p.pegawai_id == orang]
    return pejabat.pihak(milik or pejabat.bertingkat(Jabatan.Tingkat.CAMAT))


_BUTIR: dict[ButirTahunan, Callable[[TanggalSetahun, Pejabat], Iterator[Urusan]]] = {
    ButirTahunan.SK_TIM: _sk_tim,
    ButirTahunan.PK: _perjanjian,
    ButirTahunan.RENCANA_AKSI: _rencana_aksi,
    ButirTahunan.LKJIP: _lkjip,
}
