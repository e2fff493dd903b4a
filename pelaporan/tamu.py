"""Guests: an evaluator reads the final reports of one year, by a dated link. The actor of writes is `oleh`."""

import hashlib
import secrets
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.models import Laporan, Paket, UndanganTamu
from pelaporan.pengiriman import laporan_final
from pelaporan.permissions import boleh_mengundang

# A signature of ours made for something else opens no door here.
_PENANDA = "pelaporan.tamu"


def _sidik(rahasia: str) -> str:
    return hashlib.sha256(rahasia.encode()).hexdigest()


@transaction.atomic
def undang(
    *, lembaga: str, keperluan: str, tahun: int, berlaku_sampai: date, oleh: Pegawai
) -> tuple[UndanganTamu, str]:
    """Invite an evaluator; returns the invitation and the token of its link, which is kept nowhere.

    Raises PermissionDenied.
    """
    if not boleh_mengundang(peran(oleh)):
        raise PermissionDenied
    rahasia = secrets.token_urlsafe(32)
    undangan = UndanganTamu.objects.create(
        lembaga=lembaga,
        keperluan=keperluan,
        tahun=tahun,
        berlaku_sampai=berlaku_sampai,
        sidik_tautan=_sidik(rahasia),
        dibuat_oleh=oleh,
    )
    data = {"lembaga": lembaga, "tahun": tahun, "berlaku_sampai": berlaku_sampai.isoformat()}
    _catat("tamu.undang", undangan, oleh, f"membuat {undangan} sampai {berlaku_sampai.isoformat()}", data)
    return undangan, signing.Signer(salt=_PENANDA).sign(rahasia)


@transaction.atomic
def cabut(*, undangan: UndanganTamu, oleh: Pegawai) -> None:
    """Withdraw an invitation; a guest who is inside is out with the next click. Raises PermissionDenied."""
    if not boleh_mengundang(peran(oleh)):
        raise PermissionDenied
    belum = UndanganTamu.objects.filter(pk=undangan.pk, dicabut_pada=None)
    if belum.update(dicabut_pada=timezone.now(), dicabut_oleh=oleh):
        _catat("tamu.cabut", undangan, oleh, f"mencabut {undangan}", {})


def undangan_dari_tautan(token: str, hari_ini: date) -> UndanganTamu | None:
    """The invitation that a link opens today; None for a changed, withdrawn, expired or made-up one."""
    try:
        rahasia = signing.Signer(salt=_PENANDA).unsign(token)
    except signing.BadSignature:
        return None
    return UndanganTamu.objects.berlaku(hari_ini).filter(sidik_tautan=_sidik(rahasia)).first()


def laporan_tamu(undangan: UndanganTamu) -> QuerySet[Laporan]:
    """What a guest may know of: the finished final reports of the invitation's year, nothing else."""
    return laporan_final(undangan.tahun)


def paket_tamu(undangan: UndanganTamu) -> QuerySet[Paket]:
    """The finished packages of a guest's reports; those with restricted documents (R-24) stay in the office."""
    selesai = Paket.objects.filter(terbatas=False, keadaan=Paket.Keadaan.SELESAI)
    return selesai.filter(laporan__in=laporan_tamu(undangan)).select_related("berkas", "laporan__triwulan")


def catat_kunjungan(peristiwa: str, undangan: UndanganTamu, objek: Model, tindakan: str, **data: Any) -> None:
    """One line of the trail for everything that a guest looks at; the guest is named by its institution."""
    catat(
        peristiwa,
        objek=objek,
        nama=undangan.lembaga,
        jabatan="Tamu",
        uraian=f"Tamu {undangan.lembaga} {tindakan}",
        data={"undangan": str(undangan.public_id)} | data,
    )


def _catat(peristiwa: str, undangan: UndanganTamu, oleh: Pegawai, tindakan: str, data: dict[str, Any]) -> None:
    jabatan = peran(oleh).nama_jabatan
    catat(peristiwa, objek=undangan, oleh=oleh, jabatan=jabatan, uraian=f"{oleh.nama} {tindakan}", data=data)
