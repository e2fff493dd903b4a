"""The percentage of a claim, computed from what stands in the database (domain 3.5 and 3.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from kinerja.models import Ketentuan
from kinerja.perhitungan import (
    Akumulasi,
    HasilHitung,
    Target,
    capaian_tw,
    gulung_realisasi,
    gulung_target,
    hitung_capaian,
    rata_rata,
    uraikan_rumus,
)
from organisasi.bahasa import AKHIR_TAHUN
from rencana_aksi.models import Capaian, TargetTriwulan, Triwulan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status

EMPAT_DESIMAL = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Penilaian:
    """A claim's figures. `target` and `realisasi` are rolled up to this quarter, in the indicator's unit."""

    hasil: HasilHitung
    target: Target
    realisasi: Decimal | None
    rumus: str

    @property
    def persen(self) -> Decimal | None:
        """Percent with the four decimals that are stored."""
        return _bulat(self.hasil.persen)


def nilai(capaian: Capaian) -> Penilaian:
    """Compute a claim from its own realisasi and the submitted ones of the quarters before. Two queries."""
    return nilai_dari(capaian, saudara(capaian), Ketentuan.objects.untuk(capaian.triwulan.tahun))


def saudara(capaian: Capaian) -> Iterable[TargetTriwulan]:
    """The year's quarterly targets of the same indicator, with their claims. One query."""
    return TargetTriwulan.objects.filter(rencana_aksi=capaian.target_triwulan.rencana_aksi_id).select_related(
        "capaian", "triwulan"
    )


def dua_tahun(capaian: Capaian) -> Iterable[TargetTriwulan]:
    """As `saudara`, with the year before, in their order. One query."""
    tahun = capaian.triwulan.tahun
    return (
        TargetTriwulan.objects.filter(
            rencana_aksi__indikator=capaian.target_triwulan.rencana_aksi.indikator_id,
            triwulan__tahun__in=(tahun - 1, tahun),
        )
        .select_related("capaian", "triwulan")
        .order_by("triwulan__tahun", "triwulan__nomor")
    )


def nilai_dari(capaian: Capaian, target_setahun: Iterable[TargetTriwulan], ketentuan: Ketentuan) -> Penilaian:
    """As `nilai`, from the year's quarterly targets of the same indicator already in hand. No query."""
    if capaian.triwulan.akhir_tahun:
        return _nilai_akhir_tahun(capaian, ketentuan)
    nomor, indikator = capaian.triwulan.nomor, capaian.indikator
    target: list[Target] = [Target(None)] * 4
    realisasi: list[Decimal | None] = [None] * 4
    for tw in (t for t in target_setahun if not t.triwulan.akhir_tahun):
        target[tw.triwulan.nomor - 1] = tw.target
        realisasi[tw.triwulan.nomor - 1] = _realisasi_terajukan(tw)
    realisasi[nomor - 1] = capaian.realisasi

    hasil = capaian_tw(
        polaritas=indikator.polaritas,
        akumulasi=indikator.akumulasi,
        target_tw=target,
        realisasi_tw=realisasi,
        triwulan=nomor,
        batas=ketentuan.batas_rata_rata,
    )
    tergulung = Target(
        gulung_target(indikator.akumulasi, [t.nilai for t in target], nomor),
        gulung_target(indikator.akumulasi, [t.atas for t in target], nomor),
    )
    realisasi_tergulung = gulung_realisasi(indikator.akumulasi, realisasi, nomor)
    return Penilaian(
        hasil=hasil,
        target=tergulung,
        realisasi=realisasi_tergulung,
        rumus=uraikan_rumus(
            polaritas=indikator.polaritas,
            target=tergulung,
            realisasi=realisasi_tergulung if capaian.realisasi is not None else None,
            presisi=indikator.presisi,
        ),
    )


def _nilai_akhir_tahun(capaian: Capaian, ketentuan: Ketentuan) -> Penilaian:
    """The year's figure against the year's target: it stands by itself, whatever the quarters reported (R-13)."""
    indikator, target = capaian.indikator, capaian.target_triwulan.target
    ukuran = {"polaritas": indikator.polaritas, "target": target, "realisasi": capaian.realisasi}
    return Penilaian(
        hasil=hitung_capaian(**ukuran, batas=ketentuan.batas_rata_rata),
        target=target,
        realisasi=capaian.realisasi,
        rumus=uraikan_rumus(**ukuran, presisi=indikator.presisi),
    )


def _realisasi_terajukan(target: TargetTriwulan) -> Decimal | None:
    """A quarter's reported realisasi; what a pengisi still has in hand does not count."""
    capaian = getattr(target, "capaian", None)
    return None if capaian is None or capaian.meja == Meja.PENGISI else capaian.realisasi


@dataclass(frozen=True, slots=True)
class RealisasiTerhitung:
    """The realisasi of an indicator that is computed from a program: the value, and which claims it waits for."""

    nilai: Decimal | None
    jumlah: int
    belum_sah: tuple[Capaian, ...]


def realisasi_terhitung(capaian: Capaian) -> RealisasiTerhitung:
    """Mean of the capped final percentages of the source program's sub kegiatan in this quarter (domain 3.6).

    A sub kegiatan without a target this quarter is left out. One query besides the year's rules.
    """
    sumber = list(sumber_terhitung(capaian.indikator.program_sumber_id, capaian.triwulan))
    batas = Ketentuan.objects.untuk(capaian.triwulan.tahun).batas_rata_rata
    return RealisasiTerhitung(
        nilai=_bulat(rata_rata([c.persen for c in sumber if c.status == Status.SAH], batas)),
        jumlah=len(sumber),
        belum_sah=tuple(c for c in sumber if c.status != Status.SAH),
    )


def sumber_terhitung(program_id: int, triwulan: Triwulan) -> Iterable[Capaian]:
    return (
        Capaian.objects.triwulan(triwulan)
        .filter(target_triwulan__rencana_aksi__indikator__sub_kegiatan__kegiatan__program=program_id)
        .lengkap()
    )


def sebelum_yang_belum_sah(capaian: Capaian) -> Capaian | None:
    """An earlier quarter's claim that this one adds to and that is not ratified; a year-end position adds to none."""
    if capaian.indikator.akumulasi == Akumulasi.AKHIR or capaian.triwulan.akhir_tahun:
        return None
    lebih_awal = Capaian.objects.filter(
        target_triwulan__rencana_aksi=capaian.target_triwulan.rencana_aksi_id,
        target_triwulan__triwulan__nomor__lt=capaian.triwulan.nomor,
    )
    return lebih_awal.exclude(status=Status.SAH).lengkap().first()


def yang_bertumpu(capaian: Capaian) -> Capaian | None:
    """A submitted claim whose figure is computed from this one: the indicator of its program, or a later quarter."""
    indikator, di_pengisi = capaian.indikator, [s for s, meja in MEJA_STATUS.items() if meja == Meja.PENGISI]
    bertumpu = Q(pk=None)
    if indikator.sub_kegiatan:
        bertumpu |= Q(
            target_triwulan__triwulan=capaian.triwulan,
            target_triwulan__rencana_aksi__indikator__program_sumber=indikator.sub_kegiatan.kegiatan.program,
        )
    if indikator.akumulasi != Akumulasi.AKHIR:
        bertumpu |= Q(
            target_triwulan__rencana_aksi=capaian.target_triwulan.rencana_aksi_id,
            target_triwulan__triwulan__nomor__gt=capaian.triwulan.nomor,
            target_triwulan__triwulan__nomor__lt=AKHIR_TAHUN,
        )
    return Capaian.objects.filter(bertumpu).exclude(status__in=di_pengisi).lengkap().first()


def _bulat(nilai: Decimal | None) -> Decimal | None:
    return None if nilai is None else nilai.quantize(EMPAT_DESIMAL, ROUND_HALF_UP)
