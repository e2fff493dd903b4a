"""The office of the journey tests with a claim before the Camat, an administrator, and a Kasi who may stand in.

`python -m tests.skenario_plh` writes it into the database that the environment names.
"""

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import django

from tests import skenario

PADA = datetime(2023, 6, 23, 2, tzinfo=UTC)


def bangun() -> None:
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile

    from organisasi.models import Jabatan, Pegawai, Penugasan
    from organisasi.peran import peran
    from rencana_aksi.dibuka import tandai_dibuka
    from rencana_aksi.kedudukan import Tindakan, kedudukan
    from rencana_aksi.models import Capaian
    from rencana_aksi.services import Isian, simpan_isian, unggah
    from rencana_aksi.workflow import putuskan
    from tests.berkas_contoh import pdf

    Pegawai.objects.create_superuser(username="admin", password=skenario.SANDI, nama="Administrator Sistem")
    pengganti = Pegawai.objects.create_user(
        username="kasi.pem", password=skenario.SANDI, nama="Kepala Seksi Pemerintahan"
    )
    kasi_lain = Jabatan.objects.filter(tingkat=Jabatan.Tingkat.ESELON_IV, penugasan=None).first()
    Penugasan.objects.create(pegawai=pengganti, jabatan=kasi_lain, mulai=date(2023, 1, 1))

    orang = {nama: Pegawai.objects.get(username=nama) for nama in ("staf", "kasi", "sekcam")}
    klaim = Capaian.objects.lengkap().get(target_triwulan__triwulan__nomor=2)
    isian = Isian(Decimal("85.4"), date(2023, 6, 19), analisis="Survei 150 responden, April sampai Juni.")
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=orang["staf"])
    dokumen = unggah(
        capaian=klaim,
        syarat=klaim.target_triwulan.syarat.first(),
        berkas=SimpleUploadedFile("laporan-skm.pdf", pdf()),
        batas=settings.BATAS_UKURAN_BERKAS,
        oleh=orang["staf"],
    )
    for tindakan, nama in ((Tindakan.AJUKAN, "staf"), (Tindakan.TERUSKAN, "kasi"), (Tindakan.TERUSKAN, "sekcam")):
        tandai_dibuka(dokumen, orang[nama])
        terbaca = Capaian.objects.lengkap().get(pk=klaim.pk)
        sidik = kedudukan(terbaca, peran(orang[nama], PADA.date())).sidik
        putuskan(tindakan, capaian=klaim, oleh=orang[nama], sidik=sidik, pada=PADA)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    skenario.bangun()
    bangun()
