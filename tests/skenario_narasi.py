"""The office of the journey tests with a Tim SAKIP of this year, so that its annual report can be written.

`python -m tests.skenario_narasi` writes it into the database that the environment names.
"""

import os
from datetime import date

import django

from tests import skenario


def bangun() -> None:
    from django.utils import timezone

    from organisasi.models import AnggotaTim, Jabatan, Pegawai, Penugasan, TimSakip

    kasubag = Pegawai.objects.create_user(
        username="kasubag", password=skenario.SANDI, nama="Kepala Sub Bagian Perencanaan"
    )
    kursi = Jabatan.objects.filter(tingkat=Jabatan.Tingkat.ESELON_IV, unit__kode="SUB-PK").get()
    Penugasan.objects.create(pegawai=kasubag, jabatan=kursi, mulai=date(2023, 1, 1))
    tim = TimSakip.objects.create(tahun=timezone.localdate().year)
    tim.keanggotaan.create(pegawai=kasubag, fungsi=AnggotaTim.Fungsi.SEKRETARIS)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    skenario.bangun()
    bangun()
