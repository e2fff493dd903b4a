"""The accounts of the sample data: known to everyone, so a service that others can reach refuses to start with them."""

from django.utils import timezone

from organisasi.models import Jabatan, Kantor
from organisasi.peran import pemangku

SANDI_CONTOH = "contoh-kalaena"

_URUTAN = [t.value for t in Jabatan.Tingkat]


def akun_contoh() -> list[tuple[str, str]]:
    """User name and post of every sample account, from the Camat downwards; empty when there is no sample data."""
    if not Kantor.objects.filter(berisi_data_contoh=True).exists():
        return []
    penugasan = sorted(
        pemangku(timezone.localdate()).values(),
        key=lambda p: (_URUTAN.index(p.jabatan.tingkat), p.jabatan.unit.urutan, p.pegawai.username),
    )
    return [(p.pegawai.username, p.nama_jabatan) for p in penugasan]
