"""Which sasaran strategis a program supports."""

from collections.abc import Mapping

from django.db import transaction

from kinerja.models import Program, Sasaran
from organisasi.jejak import catat
from organisasi.models import Pegawai


@transaction.atomic
def kaitkan(*, kaitan: Mapping[Program, Sasaran | None], oleh: Pegawai, jabatan: str) -> None:
    """Write the links that differ from what stands, each with its line of the trail."""
    for program in Program.objects.select_for_update().filter(pk__in=[p.pk for p in kaitan]):
        sasaran = kaitan[program]
        if program.sasaran_id == (sasaran.pk if sasaran else None):
            continue
        program.sasaran = sasaran
        program.save(update_fields=["sasaran"])
        catat(
            "program.kaitkan",
            objek=program,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} mengaitkan {program.kode} dengan {sasaran or 'tanpa sasaran'}",
        )
