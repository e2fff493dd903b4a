"""Writes to the pra-reviu: the planner's answers, and the checklist on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import tanggal
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.models import JawabanPraReviu
from pelaporan.narasi_permissions import boleh_menjawab_prareviu
from pelaporan.naskah.perencanaan import kepala_naskah, tanda_tangan_camat
from pelaporan.prareviu import Butir, ringkas


@dataclass(frozen=True, slots=True)
class IsianJawaban:
    """What the planner says; `jawaban` empty leaves the statement to the data."""

    jawaban: str = ""
    catatan: str = ""


@transaction.atomic
def jawab(*, tahun: int, isian: Mapping[str, IsianJawaban], oleh: Pegawai, jabatan: str) -> int:
    """Write the answers that differ from what stands; return how many. PermissionDenied for all but the planner."""
    if not boleh_menjawab_prareviu(peran(oleh)):
        raise PermissionDenied
    ada = {j.butir: j for j in JawabanPraReviu.objects.select_for_update().filter(tahun=tahun)}
    berubah = {kunci: baru for kunci, baru in isian.items() if baru != _isian(ada.get(kunci))}
    for kunci, baru in berubah.items():
        hasil = _tulis(tahun, kunci, baru, oleh) or ada[kunci]
    if berubah:
        catat(
            "prareviu.jawab",
            objek=hasil,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} menjawab {len(berubah)} butir pra-reviu LKjIP {tahun}",
            data={
                "tahun": tahun,
                "perubahan": [
                    {"apa": kunci, "lama": _teks(_isian(ada.get(kunci))), "baru": _teks(baru)}
                    for kunci, baru in berubah.items()
                ],
            },
        )
    return len(berubah)


def _isian(jawaban: JawabanPraReviu | None) -> IsianJawaban:
    return IsianJawaban(jawaban.jawaban, jawaban.catatan) if jawaban else IsianJawaban()


def _teks(isian: IsianJawaban) -> str:
    return f"{isian.jawaban}: {isian.catatan}" if isian.catatan else isian.jawaban


def _tulis(tahun: int, kunci: str, isian: IsianJawaban, oleh: Pegawai) -> JawabanPraReviu | None:
    if not isian.jawaban:
        JawabanPraReviu.objects.filter(tahun=tahun, butir=kunci).delete()
        return None
    return JawabanPraReviu.objects.update_or_create(
        tahun=tahun,
        butir=kunci,
        defaults={
            "jawaban": isian.jawaban,
            "catatan": isian.catatan,
            "dijawab_pada": timezone.now(),
            "dijawab_oleh": oleh,
        },
    )[0]


def naskah_prareviu(tahun: int, butir: Sequence[Butir], hari_ini: date) -> dict[str, Any]:
    """The checklist as strings ready to print, with the signature of who holds the Camat's post today."""
    kelompok: dict[str, list[dict[str, str]]] = {}
    for satu in butir:
        baris = {"teks": satu.teks, "jawaban": satu.jawaban, "jawaban_teks": satu.jawaban_teks}
        kelompok.setdefault(satu.kelompok, []).append(baris | {"catatan": satu.catatan})
    return {
        **kepala_naskah(),
        "tahun": str(tahun),
        "kelompok": [{"nama": nama, "baris": baris} for nama, baris in kelompok.items()],
        "ringkasan": str(ringkas(butir)),
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }
