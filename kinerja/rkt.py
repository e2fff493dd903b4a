"""RKT: the year's own targets beside what the Renstra foresaw."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from kinerja.models import Indikator, Renstra, TargetRenstra, TargetTahunan
from kinerja.perhitungan import Target
from kinerja.pohon import pohon
from kinerja.renstra import Beda, RenstraDitolak, iku_renstra, teks_target
from organisasi.bahasa import angka
from organisasi.jejak import catat
from organisasi.models import Pegawai

KOSONG = Target(None)


@dataclass(frozen=True, slots=True)
class BarisRkt:
    """An indicator's target of the year beside what the Renstra foresaw."""

    indikator: Indikator
    renstra: Target
    tahunan: Target

    @property
    def renstra_teks(self) -> str:
        return teks_target(self.renstra.nilai, self.renstra.atas, self.indikator.presisi)

    @property
    def tahunan_teks(self) -> str:
        return teks_target(self.tahunan.nilai, self.tahunan.atas, self.indikator.presisi)

    @property
    def selisih(self) -> Decimal | None:
        """The year's target minus the Renstra's, in the indicator's unit; None when either is missing."""
        if self.renstra.nilai is None or self.tahunan.nilai is None:
            return None
        return self.tahunan.nilai - self.renstra.nilai

    @property
    def selisih_teks(self) -> str:
        if self.selisih is None:
            return ""
        tanda = "+" if self.selisih > 0 else ""
        return f"{tanda}{angka(self.selisih, self.indikator.presisi)}" if self.selisih else "sama"


def rkt(tahun: int, indikator: Collection[Indikator]) -> list[BarisRkt]:
    """Both targets of a year for these indicators, in their order. Two queries."""
    kunci = {"tahun": tahun, "indikator__in": indikator}
    renstra = {t.indikator_id: Target(t.nilai, t.nilai_atas) for t in TargetRenstra.objects.filter(**kunci)}
    tahunan = {t.indikator_id: t.target for t in TargetTahunan.objects.filter(**kunci)}
    return [BarisRkt(i, renstra.get(i.pk, KOSONG), tahunan.get(i.pk, KOSONG)) for i in indikator]


def rkt_tahun(tahun: int) -> list[BarisRkt]:
    """Every indicator of the year, the IKU first, then from program to sub kegiatan."""
    urutan = [level.value for level in Indikator.Level]
    indikator = (d.indikator for d in pohon(tahun).semua.values())
    return rkt(tahun, sorted(indikator, key=lambda i: (urutan.index(i.level), i.urutan, i.pk)))


def rkt_iku(tahun: int, renstra: Renstra | None) -> list[BarisRkt]:
    """The IKU of a Renstra with their targets of a year, in printed order."""
    return rkt(tahun, iku_renstra(renstra) if renstra else [])


def keberatan_rkt(tahun: int, tahun_ini: int) -> str | None:
    """Why a year's targets cannot be changed any more, or None: what was measured keeps its measure."""
    if tahun < tahun_ini:
        return f"Tahun {tahun} sudah berakhir, jadi targetnya tidak diubah lagi."
    return None


@transaction.atomic
def simpan_rkt(
    *, tahun: int, tahun_ini: int, target: Mapping[Indikator, Target], oleh: Pegawai, jabatan: str
) -> int:
    """Write the targets that differ from what stands; return how many. RenstraDitolak for a year that is over."""
    if keberatan := keberatan_rkt(tahun, tahun_ini):
        raise RenstraDitolak(keberatan)
    lama = {t.indikator_id: t.target for t in TargetTahunan.objects.select_for_update().filter(tahun=tahun)}
    berubah = {i: t for i, t in target.items() if t != lama.get(i.pk, KOSONG)}
    for indikator, nilai in berubah.items():
        TargetTahunan.objects.update_or_create(
            indikator=indikator, tahun=tahun, defaults={"nilai": nilai.nilai, "nilai_atas": nilai.atas}
        )
    if berubah:
        _catat_rkt(tahun, berubah, lama, oleh=oleh, jabatan=jabatan)
    return len(berubah)


def _catat_rkt(tahun: int, berubah: Mapping[Indikator, Target], lama, *, oleh: Pegawai, jabatan: str) -> None:
    beda = [
        Beda(
            i.nama,
            teks_target(sebelum.nilai, sebelum.atas, i.presisi),
            teks_target(sesudah.nilai, sesudah.atas, i.presisi),
        )
        for i, sesudah in berubah.items()
        for sebelum in [lama.get(i.pk, KOSONG)]
    ]
    catat(
        "rkt.simpan",
        objek=next(iter(berubah)),
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengubah {len(beda)} target tahunan {tahun}",
        data={"tahun": tahun, "perubahan": [b.as_json() for b in beda]},
    )
