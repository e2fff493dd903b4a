from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organisasi.hanya_tambah import dibuka_untuk_dikosongkan
from organisasi.models import Kantor
from rencana_aksi.contoh import muat_acuan

PERINGATAN = (
    "Seluruh isi basis data akan dihapus, termasuk akun dan isian yang Anda tambahkan sendiri di samping data "
    "contoh. Data acuan dimuat ulang seperti pada pemasangan baru.\nKetik HAPUS untuk melanjutkan: "
)


class Command(BaseCommand):
    help = "Mengosongkan basis data yang berisi data contoh, lalu memuat ulang data acuan."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--ya", action="store_true", help="jangan minta penegasan")

    def handle(self, *, ya: bool, **_: object) -> None:
        if not Kantor.objects.filter(berisi_data_contoh=True).exists():
            raise CommandError("Basis data ini tidak berisi data contoh, jadi tidak ada yang dihapus.")
        if not ya and input(PERINGATAN).strip() != "HAPUS":
            raise CommandError("Dibatalkan. Tidak ada yang dihapus.")
        # One transaction: the triggers must not stay lifted when something fails half-way.
        with transaction.atomic(), dibuka_untuk_dikosongkan():
            call_command("flush", interactive=False, verbosity=0)
            muat_acuan()
        self.stdout.write("Data contoh dihapus dan data acuan dimuat ulang.")
