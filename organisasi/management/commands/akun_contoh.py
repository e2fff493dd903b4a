import sys

from django.core.management.base import BaseCommand

from organisasi.contoh import SANDI_CONTOH, akun_contoh
from organisasi.models import Pegawai


class Command(BaseCommand):
    help = "Menampilkan akun contoh beserta kata sandinya."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--ada", action="store_true", help="hanya kode keluar: 0 bila ada, 1 bila tidak")

    def handle(self, *, ada: bool, **_: object) -> None:
        akun = akun_contoh()
        if ada:
            sys.exit(0 if akun else 1)
        if not akun:
            self.stdout.write("Basis data ini tidak berisi akun contoh.")
            return
        # The administrator holds no post, so the list of posts does not name him.
        akun += [(p.username, p.nama) for p in Pegawai.objects.filter(is_superuser=True, penugasan=None)]
        lebar = max(len(nama) for nama, _ in akun)
        for nama, jabatan in akun:
            self.stdout.write(f"  {nama:<{lebar}}  {jabatan}")
        self.stdout.write(f"Kata sandi semua akun contoh: {SANDI_CONTOH}")
