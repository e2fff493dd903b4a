"""The office of the journey tests: the guideline's IKM in 2023, and one person at each desk of its ladder.

`python -m tests.skenario` writes it into the database that the environment names.
"""

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import django

SANDI = "sandi-uji-kalaena"


def bangun() -> None:
    from kinerja.models import Indikator
    from organisasi.models import Jabatan, Pegawai, Penugasan
    from rencana_aksi.models import RencanaAksi, SyaratDataDukung, TargetTriwulan
    from rencana_aksi.services import siapkan_capaian, siapkan_tahun

    def duduk(username: str, nama: str, jabatan: Jabatan, **kolom) -> None:
        orang = Pegawai.objects.create_user(username=username, password=SANDI, nama=nama, **kolom)
        Penugasan.objects.create(pegawai=orang, jabatan=jabatan, mulai=date(2023, 1, 1))

    ikm = Indikator.objects.get(nama__contains="Indeks Kepuasan Masyarakat")
    tingkat = Jabatan.objects.exclude(tingkat=Jabatan.Tingkat.PELAKSANA)
    duduk(
        "camat",
        "MUHAMMAD YUSRI, S.E., M.M.",
        tingkat.get(tingkat="camat"),
        nip="197703292008011008",
        pangkat="Pembina",
        golongan="IV/a",
    )
    duduk("sekcam", "Sekretaris Camat", tingkat.get(tingkat="sekcam"))
    duduk("kasi", "Kepala Seksi Pelayanan Umum", tingkat.get(unit=ikm.unit))
    duduk("staf", "Pengelola Pelayanan", Jabatan.objects.filter(unit=ikm.unit, tingkat="pelaksana").first())

    rencana = RencanaAksi.objects.create(
        indikator=ikm,
        tahun=2023,
        langkah="Survei kepuasan masyarakat tiap semester",
        status=RencanaAksi.Status.DITETAPKAN,
        ditetapkan_pada=datetime(2023, 1, 16, 2, tzinfo=UTC),
        ditetapkan_oleh=Pegawai.objects.get(username="camat"),
    )
    for triwulan, nilai in zip(siapkan_tahun(2023), (None, 87, None, 87), strict=True):
        target = TargetTriwulan.objects.create(
            rencana_aksi=rencana, triwulan=triwulan, nilai=None if nilai is None else Decimal(nilai)
        )
        if nilai is not None:
            SyaratDataDukung.objects.create(
                target_triwulan=target, jenis=SyaratDataDukung.Jenis.LAPORAN_SKM, uraian="Laporan SKM semester"
            )
        siapkan_capaian([target])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    bangun()
