"""What the system itself can show an evaluator (domain 2.5): for each name a sentence, how far it goes, and a link.

A criterion lists names; a name is answered by exactly one of the functions below, each with a bounded set of queries.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from kinerja.models import Dpa, Indikator, Pagu, PerjanjianKinerja, RevisiRenstra
from kinerja.perhitungan import NOL, SERATUS
from kinerja.perjanjian.batas import batas_perjanjian
from kinerja.renstra import renstra_untuk
from organisasi.bahasa import AKHIR_TAHUN, angka, persen, rupiah, tanggal
from organisasi.models import Jabatan, TimSakip
from pelaporan.models import Laporan, Lhe, RapatEvaluasi, Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    PenilaianDokumen,
    PerubahanRencanaAksi,
    Putusan,
    RealisasiAnggaran,
    RencanaAksi,
    SyaratDataDukung,
)
from rencana_aksi.models.capaian import Meja, Status

TRIWULAN_SETAHUN = 4


class Derajat(Enum):
    """How far the evidence goes; each with its colour role."""

    ADA = "ada"
    SEBAGIAN = "sebagian"
    BELUM = "belum ada"

    @property
    def warna(self) -> str:
        return {"ada": "baik", "sebagian": "jalan", "belum ada": "aksi"}[self.value]


@dataclass(frozen=True, slots=True)
class ButirBukti:
    """One thing that the system can show: what it says, how far it goes, and the page that shows it."""

    nama: str
    teks: str
    derajat: Derajat
    url: str


def _ada(nama: str, jumlah: int, kata: str, url: str) -> ButirBukti:
    return ButirBukti(nama, f"{jumlah} {kata}", Derajat.ADA if jumlah else Derajat.BELUM, url)


def _dari(nama: str, jumlah: int, semua: int, kata: str, url: str) -> ButirBukti:
    if not semua:
        return ButirBukti(nama, f"Belum ada yang dapat dihitung: {kata}", Derajat.BELUM, url)
    derajat = Derajat.BELUM
    if jumlah:
        derajat = Derajat.ADA if jumlah >= semua else Derajat.SEBAGIAN
    return ButirBukti(nama, f"{jumlah} dari {semua} {kata}", derajat, url)


def bukti_otomatis(tahun: int) -> dict[str, ButirBukti]:
    """Every name with its evidence of a year. Twenty-four queries, whatever the year holds."""
    return {butir.nama: butir for pembukti in PEMBUKTI for butir in pembukti(tahun)}


# Planning


def _renstra(tahun: int) -> Iterator[ButirBukti]:
    url, renstra = reverse("renstra", args=[tahun]), renstra_untuk(tahun)
    teks = str(renstra) if renstra else "Belum ada Renstra yang memuat tahun ini"
    yield ButirBukti("renstra", teks, Derajat.ADA if renstra else Derajat.BELUM, url)
    revisi = RevisiRenstra.objects.filter(renstra=renstra, pada__year=tahun).count() if renstra else 0
    yield _ada("revisi_renstra", revisi, "perubahan Renstra beralasan pada tahun ini", url)


def _perjanjian(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("perjanjian_daftar", args=[tahun])
    semua = Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA).count()
    tertanda = dict(
        PerjanjianKinerja.objects.filter(
            tahun=tahun, versi=0, status=PerjanjianKinerja.Status.DITANDATANGANI
        ).values_list("jabatan_pertama", "tanggal")
    )
    batas = batas_perjanjian(tahun, Dpa.objects.filter(tahun=tahun).values_list("tanggal", flat=True).first())
    tepat = sum(hari <= batas for hari in tertanda.values())
    yield _dari("perjanjian", len(tertanda), semua, "pejabat menandatangani Perjanjian Kinerja", url)
    yield _dari("perjanjian_tepat", tepat, semua, f"ditandatangani paling lambat {tanggal(batas)}", url)


def _rencana(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("rencana_daftar", args=[tahun])
    # The guideline wants the plans in January, after the agreements (domain 6.2, stage 1).
    januari = Q(hari__lte=date(tahun, 1, 31))
    isi = RencanaAksi.objects.filter(tahun=tahun).annotate(hari=TruncDate("ditetapkan_pada"))
    hitung = isi.aggregate(
        semua=Count("pk"),
        ditetapkan=Count("pk", filter=Q(status=RencanaAksi.Status.DITETAPKAN)),
        tepat=Count("pk", filter=januari),
        berlangkah=Count("pk", filter=~Q(langkah="")),
        unit=Count("indikator__unit", distinct=True),
        unit_ditetapkan=Count(
            "indikator__unit", distinct=True, filter=Q(status=RencanaAksi.Status.DITETAPKAN)
        ),
    )
    semua = hitung["semua"]
    yield _dari("rencana_aksi", hitung["ditetapkan"], semua, "Rencana Aksi ditetapkan", url)
    yield _dari("rencana_tepat", hitung["tepat"], semua, "Rencana Aksi ditetapkan pada Januari", url)
    yield _dari("langkah", hitung["berlangkah"], semua, "Rencana Aksi memuat langkahnya", url)
    unit = "unit pelaksana mempunyai Rencana Aksi yang ditetapkan"
    yield _dari("unit_berencana", hitung["unit_ditetapkan"], hitung["unit"], unit, url)
    perubahan = PerubahanRencanaAksi.objects.filter(rencana_aksi__tahun=tahun).count()
    yield _ada("perubahan_rencana", perubahan, "perubahan Rencana Aksi beralasan", url)
    berikut = RencanaAksi.objects.filter(tahun=tahun + 1).count()
    yield _ada(
        "rencana_berikut", berikut, f"Rencana Aksi {tahun + 1} disusun", reverse("rencana_daftar", args=[tahun + 1])
    )


def _anggaran(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("anggaran", args=[tahun])
    pagu = Pagu.objects.filter(tahun=tahun).aggregate(
        sub=Count("pk"), diubah=Count("perubahan"), jumlah=Sum(Coalesce("perubahan", "murni"))
    )
    berlaku = pagu["jumlah"] or NOL
    realisasi = RealisasiAnggaran.objects.filter(triwulan__tahun=tahun).aggregate(n=Sum("jumlah"))["n"] or NOL
    yield _ada("anggaran", pagu["sub"], f"sub kegiatan berpagu, {rupiah(berlaku)}", url)
    yield _ada("anggaran_perubahan", pagu["diubah"], "sub kegiatan berpagu perubahan", url)
    serapan = f"Serapan {persen(realisasi * SERATUS / berlaku)}" if berlaku else "Belum ada pagu"
    yield ButirBukti("serapan", serapan, Derajat.ADA if realisasi else Derajat.BELUM, url)


def _indikator(tahun: int) -> Iterator[ButirBukti]:
    iku, pohon, rkt = (reverse(nama, args=[tahun]) for nama in ("iku", "pohon", "rkt"))
    lengkap = ~Q(definisi_operasional="") & ~Q(formula="") & ~Q(sumber_data="")
    utama = Q(level=Indikator.Level.IKU)
    hitung = Indikator.objects.filter(rencana_aksi__tahun=tahun).aggregate(
        semua=Count("pk", distinct=True),
        terdefinisi=Count("pk", filter=lengkap, distinct=True),
        bertarget=Count(
            "pk", filter=Q(target_tahunan__tahun=tahun, target_tahunan__nilai__isnull=False), distinct=True
        ),
        bertanggung=Count("pk", filter=Q(penanggung_jawab__isnull=False), distinct=True),
        lintas=Count("pk", filter=Q(unit_terkait__isnull=False), distinct=True),
        iku=Count("pk", filter=utama, distinct=True),
        beracuan=Count("pk", filter=utama & Q(acuan_nasional__isnull=False), distinct=True),
        berenstra=Count(
            "pk", filter=utama & Q(target_renstra__tahun=tahun, target_renstra__nilai__isnull=False), distinct=True
        ),
    )
    semua = hitung["semua"]
    yield _ada("iku", hitung["iku"], "Indikator Kinerja Utama", iku)
    yield _dari(
        "definisi", hitung["terdefinisi"], semua, "indikator berdefinisi, bercara hitung, dan bersumber data", pohon
    )
    yield _dari("target", hitung["bertarget"], semua, "indikator bertarget tahunan", rkt)
    yield _dari("penanggung_jawab", hitung["bertanggung"], semua, "indikator dimiliki jabatan tertentu", pohon)
    yield _ada("lintas_unit", hitung["lintas"], "indikator melibatkan unit kerja lain", pohon)
    yield _dari("acuan_nasional", hitung["beracuan"], hitung["iku"], "IKU berstandar nasional", iku)
    yield _dari("target_renstra", hitung["berenstra"], hitung["iku"], "IKU bertarget Renstra pada tahun ini", rkt)


# Measuring


def _capaian(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("triwulan_rinci", args=[tahun, TRIWULAN_SETAHUN])
    sah, diajukan = Q(status=Status.SAH), Q(diajukan_pada__isnull=False)
    unit = "target_triwulan__rencana_aksi__indikator__unit"
    berkala = Capaian.objects.filter(target_triwulan__triwulan__tahun=tahun).exclude(
        target_triwulan__triwulan__nomor=AKHIR_TAHUN
    )
    hitung = berkala.aggregate(
        semua=Count("pk"),
        sah=Count("pk", filter=sah),
        tercapai=Count("pk", filter=sah & Q(persen__gte=100)),
        dianalisis=Count("pk", filter=diajukan & ~Q(analisis="")),
        diajukan=Count("pk", filter=diajukan),
        triwulan=Count("target_triwulan__triwulan", distinct=True, filter=sah),
        unit=Count(unit, distinct=True),
        mengajukan=Count(unit, distinct=True, filter=diajukan),
        dievaluasi=Count(unit, distinct=True, filter=sah),
    )
    yield _dari("berkala", hitung["triwulan"], TRIWULAN_SETAHUN, "triwulan mempunyai capaian yang disahkan", url)
    yield _dari("capaian", hitung["tercapai"], hitung["sah"], "capaian sah mencapai targetnya", url)
    yield _dari("analisis", hitung["dianalisis"], hitung["diajukan"], "capaian diajukan dengan analisisnya", url)
    yield _dari("unit_mengajukan", hitung["mengajukan"], hitung["unit"], "unit pelaksana mengajukan capaian", url)
    yield _dari("unit_dievaluasi", hitung["dievaluasi"], hitung["unit"], "unit pelaksana dievaluasi sampai sah", url)


def _akhir_tahun(tahun: int) -> Iterator[ButirBukti]:
    for nama, satu in (("akhir_tahun", tahun), ("tahun_lalu", tahun - 1)):
        hitung = Capaian.objects.filter(
            target_triwulan__triwulan__tahun=satu, target_triwulan__triwulan__nomor=AKHIR_TAHUN
        ).aggregate(semua=Count("pk"), sah=Count("pk", filter=Q(status=Status.SAH)))
        url = reverse("triwulan_rinci", args=[satu, AKHIR_TAHUN])
        yield _dari(nama, hitung["sah"], hitung["semua"], f"pengukuran akhir tahun {satu} disahkan", url)


def _putusan(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("triwulan_rinci", args=[tahun, TRIWULAN_SETAHUN])
    meja = dict(
        Putusan.objects.filter(capaian__target_triwulan__triwulan__tahun=tahun)
        .exclude(tindakan__in=[Putusan.Tindakan.TIDAK_BERLAKU, Putusan.Tindakan.TARIK])
        .order_by()
        .values_list("meja")
        .annotate(Count("pk"))
    )
    jenjang = [meja.get(m, 0) for m in (Meja.ESELON_IV, Meja.ESELON_III, Meja.CAMAT)]
    teks = f"Putusan Eselon IV {jenjang[0]}, Eselon III {jenjang[1]}, Camat {jenjang[2]}"
    derajat = Derajat.ADA if all(jenjang) else Derajat.SEBAGIAN if any(jenjang) else Derajat.BELUM
    yield ButirBukti("berjenjang", teks, derajat, url)
    yield _ada("putusan_camat", jenjang[2], "putusan Camat atas capaian", url)


def _dokumen(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("triwulan_rinci", args=[tahun, TRIWULAN_SETAHUN])
    syarat = SyaratDataDukung.objects.filter(target_triwulan__triwulan__tahun=tahun).count()
    dokumen = DataDukung.objects.berlaku().filter(capaian__target_triwulan__triwulan__tahun=tahun)
    dinilai = PenilaianDokumen.objects.filter(dokumen__in=dokumen).values("dokumen").distinct().count()
    jumlah = dokumen.count()
    yield _ada("syarat", syarat, "data dukung disepakati di muka", reverse("rencana_matriks", args=[tahun]))
    yield _ada("data_dukung", jumlah, "data dukung tersimpan dengan sidik SHA-256", url)
    yield _dari("penilaian_dokumen", dinilai, jumlah, "data dukung dinilai pemeriksa", url)


# Reporting and evaluation


def _laporan(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("laporan")
    final = (
        Laporan.objects.filter(triwulan__tahun=tahun, konsep=False, versi=1)
        .exclude(triwulan__nomor=AKHIR_TAHUN)
        .annotate(hari=TruncDate("diminta_pada"))
        .aggregate(semua=Count("pk"), tepat=Count("pk", filter=Q(hari__lte=F("triwulan__batas_camat"))))
    )
    yield _dari("laporan_triwulan", final["semua"], TRIWULAN_SETAHUN, "triwulan berlaporan final", url)
    yield _dari("laporan_tepat", final["tepat"], TRIWULAN_SETAHUN, "laporan triwulan final tepat waktu", url)
    lkjip = Laporan.objects.filter(jenis=Laporan.Jenis.LKJIP, objek=str(tahun), konsep=False).count()
    yield _ada("lkjip", lkjip, f"versi final LKjIP {tahun}", url)


def _evaluasi(tahun: int) -> Iterator[ButirBukti]:
    url = reverse("tindak_lanjut")
    lhe = Lhe.objects.filter(tahun=tahun).count()
    rapat = RapatEvaluasi.objects.filter(triwulan__tahun=tahun).count()
    butir = Rekomendasi.objects.filter(Q(lhe__tahun=tahun) | Q(triwulan__tahun=tahun)).aggregate(
        semua=Count("pk"),
        tuntas=Count("pk", filter=Q(status__in=[StatusTindakLanjut.DIVERIFIKASI, StatusTindakLanjut.SELESAI])),
    )
    yield _ada("lhe", lhe, f"LHE atas tahun {tahun} diterima", reverse("lhe"))
    yield _ada("rapat", rapat, "rapat evaluasi bernotulen", reverse("rapat"))
    yield _ada("rekomendasi", butir["semua"], "rekomendasi tercatat", url)
    yield _dari("tindak_lanjut", butir["tuntas"], butir["semua"], "rekomendasi selesai ditindaklanjuti", url)


def _tim(tahun: int) -> Iterator[ButirBukti]:
    tim = TimSakip.objects.filter(tahun=tahun).annotate(orang=Count("keanggotaan")).first()
    url = reverse("tim", args=[tahun])
    if tim is None:
        yield ButirBukti("tim", "Tim SAKIP belum ditetapkan", Derajat.BELUM, url)
        return
    ber_sk = bool(tim.nomor_sk and tim.tanggal_sk)
    teks = f"Tim SAKIP {angka(tim.orang, 0)} orang{'' if ber_sk else ', nomor atau tanggal SK belum diisi'}"
    yield ButirBukti("tim", teks, Derajat.ADA if ber_sk else Derajat.SEBAGIAN, url)


PEMBUKTI: tuple[Callable[[int], Iterator[ButirBukti]], ...] = (
    _renstra,
    _perjanjian,
    _rencana,
    _anggaran,
    _indikator,
    _capaian,
    _akhir_tahun,
    _putusan,
    _dokumen,
    _laporan,
    _evaluasi,
    _tim,
)
