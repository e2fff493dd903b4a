"""Writes about notices and mails that a person makes: reading them, choosing, sending a failed mail again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.models import Pemberitahuan, PilihanSurel, Surel
from pelaporan.permissions import boleh_mengurus_pengingat


def tandai_dibaca(*, oleh: Pegawai, notis: Pemberitahuan | None = None) -> int:
    """Mark one notice as read, or all of this person's; how many were unread. The first reading stands."""
    belum = Pemberitahuan.objects.filter(penerima=oleh, dibaca_pada=None)
    if notis is not None:
        belum = belum.filter(pk=notis.pk)
    return belum.update(dibaca_pada=timezone.now())


@transaction.atomic
def simpan_pilihan(*, pilihan: PilihanSurel, alamat: str, oleh: Pegawai, jabatan: str) -> None:
    """Keep what a person wants by mail, and to which address; a new address goes into the trail."""
    pilihan.save()
    if alamat == oleh.email:
        return
    Pegawai.objects.filter(pk=oleh.pk).update(email=alamat)
    catat(
        "pegawai.alamat_surel",
        objek=oleh,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengganti alamat surelnya",
    )


@transaction.atomic
def ulangi_surel(*, ids: list[int], oleh: Pegawai, jabatan: str) -> int:
    """Put failed mails back into the outbox, with their Message-ID as it was; how many of these had failed.

    Raises PermissionDenied for anyone but the planner and the administrator.
    """
    if not boleh_mengurus_pengingat(peran(oleh)):
        raise PermissionDenied
    gagal = Surel.objects.select_for_update(of=("self",)).filter(pk__in=ids, keadaan=Surel.Keadaan.GAGAL)
    gagal = list(gagal.select_related("pemberitahuan__penerima"))
    for surel in gagal:
        surel.keadaan, surel.percobaan, surel.berikut, surel.galat = Surel.Keadaan.ANTRE, 0, timezone.now(), ""
        surel.save(update_fields=["keadaan", "percobaan", "berikut", "galat"])
        catat(
            "surel.ulangi",
            objek=surel,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} mengirim ulang surel kepada {surel.pemberitahuan.penerima.nama}",
            data={"judul": surel.pemberitahuan.judul},
        )
    return len(gagal)
