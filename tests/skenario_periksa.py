"""The office of the journey tests with one final report, finished: its PDF is in the store under a code known before.

`python -m tests.skenario_periksa` writes it into the database that the environment names.
"""

import os
from datetime import UTC, datetime
from uuid import UUID

import django

from tests import skenario

NOMOR = UUID("6a4c1c1e-93b0-4d6e-9f55-d0e58e9e3f11")
KODE = "6A4C1C1E93B0"
DIBUAT = datetime(2023, 7, 7, 1, tzinfo=UTC)


def naskah() -> bytes:
    """The bytes of the report."""
    from tests.berkas_contoh import pdf

    return pdf(ekor=b"\n% laporan final")


def bangun() -> None:
    from organisasi.models import Pegawai
    from pelaporan.models import Laporan
    from rencana_aksi.models import Triwulan
    from tests.factories import berkas

    Laporan.objects.create(
        public_id=NOMOR,
        triwulan=Triwulan.objects.get(tahun=2023, nomor=2),
        konsep=False,
        versi=1,
        snapshot={"penandatangan": {"nama": "MUHAMMAD YUSRI, S.E., M.M.", "jabatan": "Camat Kalaena"}},
        sidik_snapshot="0" * 64,
        keadaan=Laporan.Keadaan.SELESAI,
        persen=100,
        berkas=berkas(naskah()),
        diminta_pada=DIBUAT,
        selesai_pada=DIBUAT,
        diminta_oleh=Pegawai.objects.get(username="camat"),
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    skenario.bangun()
    bangun()
