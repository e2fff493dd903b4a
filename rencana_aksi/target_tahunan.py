"""The year's own targets, where a plan or a signed agreement stands on them."""

from collections.abc import Mapping

from django.db import transaction

from kinerja.models import BarisPerjanjian, Indikator, PerjanjianKinerja, TargetTahunan
from kinerja.perhitungan import Target
from kinerja.rkt import simpan_rkt
from organisasi.models import Pegawai
from rencana_aksi.models import RencanaAksi


class TargetDipakai(Exception):
    """A target cannot be taken away; `keluhan` names each indicator (pk) with its sentence."""

    def __init__(self, keluhan: Mapping[int, str]):
        super().__init__(" ".join(keluhan.values()))
        self.keluhan = dict(keluhan)


@transaction.atomic
def ubah_target(
    *, tahun: int, tahun_ini: int, target: Mapping[Indikator, Target], oleh: Pegawai, jabatan: str
) -> int:
    """Write the year's targets; return how many differ.

    TargetDipakai, and nothing is written, when a target would go on which something stands; RenstraDitolak for a
    year that is over.
    """
    ada = TargetTahunan.objects.select_for_update().filter(tahun=tahun, nilai__isnull=False)
    bertarget = set(ada.values_list("indikator", flat=True))
    hilang = [i for i, t in target.items() if t.nilai is None and i.pk in bertarget]
    if keluhan := _keluhan(tahun, hilang):
        raise TargetDipakai(keluhan)
    return simpan_rkt(tahun=tahun, tahun_ini=tahun_ini, target=target, oleh=oleh, jabatan=jabatan)


def _keluhan(tahun: int, hilang: list[Indikator]) -> dict[int, str]:
    rencana = set(RencanaAksi.objects.filter(tahun=tahun, indikator__in=hilang).values_list("indikator", flat=True))
    baris = BarisPerjanjian.objects.filter(
        indikator__in=hilang, perjanjian__tahun=tahun, perjanjian__status=PerjanjianKinerja.Status.DITANDATANGANI
    )
    berjanji = set(baris.values_list("indikator", flat=True))
    keluhan = {}
    for satu in hilang:
        pemakai = [
            *(["Perjanjian Kinerja yang sudah ditandatangani"] if satu.pk in berjanji else []),
            *(["rencana aksi"] if satu.pk in rencana else []),
        ]
        if pemakai:
            keluhan[satu.pk] = (
                f"{satu.nama}: target {tahun} tidak dapat dikosongkan karena menjadi dasar {' dan '.join(pemakai)}. "
                "Ubah angkanya bila target berubah; biarkan bila indikator baru berakhir tahun depan."
            )
    return keluhan
