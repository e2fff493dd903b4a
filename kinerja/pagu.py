"""The pagu of a year's sub kegiatan: murni and, after the APBD Perubahan, perubahan; all amounts in Rupiah."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from kinerja.models import Pagu, SubKegiatan
from organisasi.bahasa import rupiah
from organisasi.jejak import catat
from organisasi.models import Pegawai


@dataclass(frozen=True, slots=True)
class IsianPagu:
    """`murni` None: the sub kegiatan has no budget in this year. `perubahan` None: not changed, which is not 0."""

    murni: Decimal | None
    perubahan: Decimal | None
    sumber_dana: str = "APBD"

    @property
    def berlaku(self) -> Decimal | None:
        """The amount in force: that of the APBD Perubahan when there is one."""
        return self.murni if self.perubahan is None else self.perubahan


KOSONG = IsianPagu(None, None)


@transaction.atomic
def simpan_pagu(*, tahun: int, isian: Mapping[SubKegiatan, IsianPagu], oleh: Pegawai, jabatan: str) -> int:
    """Write the amounts that differ from what stands, in one line of the trail; return how many differ."""
    ada = {p.sub_kegiatan_id: p for p in Pagu.objects.select_for_update().filter(tahun=tahun)}
    berubah = {s: i for s, i in isian.items() if i != isian_pagu(ada.get(s.pk))}
    for sub, baru in berubah.items():
        _tulis(sub, tahun, baru)
    if berubah:
        catat(
            "pagu.simpan",
            objek=next(iter(berubah)),
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} mengubah pagu {len(berubah)} sub kegiatan tahun {tahun}",
            data={
                "tahun": tahun,
                "perubahan": [
                    {"apa": s.kode, "lama": _teks(isian_pagu(ada.get(s.pk))), "baru": _teks(baru)}
                    for s, baru in berubah.items()
                ],
            },
        )
    return len(berubah)


def _tulis(sub: SubKegiatan, tahun: int, isian: IsianPagu) -> None:
    if isian.murni is None:
        Pagu.objects.filter(sub_kegiatan=sub, tahun=tahun).delete()
        return
    Pagu.objects.update_or_create(
        sub_kegiatan=sub,
        tahun=tahun,
        defaults={"murni": isian.murni, "perubahan": isian.perubahan, "sumber_dana": isian.sumber_dana},
    )


def isian_pagu(pagu: Pagu | None) -> IsianPagu:
    """The amounts of a row as they are typed; without a row there is no budget."""
    return KOSONG if pagu is None else IsianPagu(pagu.murni, pagu.perubahan, pagu.sumber_dana)


def _teks(isian: IsianPagu) -> str:
    if isian.murni is None:
        return ""
    perubahan = "" if isian.perubahan is None else f", perubahan {rupiah(isian.perubahan)}"
    return f"murni {rupiah(isian.murni)}{perubahan} ({isian.sumber_dana})"
