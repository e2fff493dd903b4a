"""First passwords: an imported account has none, and the administrator gives it one to hand over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import get_random_string

from organisasi.jejak import catat
from organisasi.models import Pegawai

BELUM_BERSANDI = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
# Read aloud and copied by hand: no letter that looks like another or like a digit.
_HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
_BAGIAN, _PANJANG = 3, 4


@dataclass(frozen=True, slots=True)
class SandiAwal:
    """A password in the clear, for the one page that shows it; only its hash is stored."""

    pegawai: Pegawai
    sandi: str


@transaction.atomic
def beri_sandi_awal(*, pegawai: Iterable[Pegawai], oleh: Pegawai) -> list[SandiAwal]:
    """Give every account among these that has no password yet a random one; those with one keep it."""
    pk = [satu.pk for satu in pegawai]
    belum = Pegawai.objects.select_for_update().filter(BELUM_BERSANDI, pk__in=pk, is_active=True)
    return [_beri(satu, oleh) for satu in belum.order_by("nama", "pk")]


def _beri(pegawai: Pegawai, oleh: Pegawai) -> SandiAwal:
    sandi = "-".join(get_random_string(_PANJANG, _HURUF) for _ in range(_BAGIAN))
    pegawai.set_password(sandi)
    pegawai.save(update_fields=["password"])
    catat(
        "pegawai.sandi_awal",
        objek=pegawai,
        oleh=oleh,
        uraian=f"{oleh.nama} membuat kata sandi awal untuk {pegawai.nama}",
    )
    return SandiAwal(pegawai, sandi)
