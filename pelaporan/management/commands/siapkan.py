from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from organisasi.bahasa import daftar
from organisasi.models import Kantor, Pegawai
from rencana_aksi.contoh import kosong, muat_acuan, muat_contoh, tahun_contoh


class Command(BaseCommand):
    """Bring the database from any state to a usable one; run at every start, so nothing to do must cost nothing.

    Reference fixtures are loaded on the first installation only, which is told by the missing row of the office:
    afterwards the office owns those rows, and loading again would undo its changes.
    """

    help = "Menyiapkan basis data: skema, data acuan, dan data contoh bila masih kosong."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--tanpa-contoh", action="store_true", help="jangan muat data contoh")

    def handle(self, *, tanpa_contoh: bool, **_: object) -> None:
        self._migrasikan()
        with transaction.atomic():
            self._muat_acuan()
            if not tanpa_contoh and kosong():
                self._muat_contoh()
        if not Pegawai.objects.exists():
            self._tunjukkan_cara_membuat_admin()

    def _migrasikan(self) -> None:
        pelaksana = MigrationExecutor(connection)
        # The migrate command costs a second even when there is nothing to migrate.
        if rencana := pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write(f"Skema basis data diperbarui: {len(rencana)} migrasi.")

    def _muat_acuan(self) -> None:
        if not Kantor.objects.exists():
            muat_acuan()
            self.stdout.write("Data acuan dimuat.")

    def _muat_contoh(self) -> None:
        tahun = tahun_contoh(timezone.localdate())
        muat_contoh(*tahun)
        self.stdout.write(f"Data contoh tahun {daftar([str(t) for t in tahun])} dimuat.")

    def _tunjukkan_cara_membuat_admin(self) -> None:
        self.stdout.write(
            "Belum ada akun. Buat administrator pertama dengan:\n"
            f"  SAKIP_DATA={settings.DATA_DIR} .venv/bin/python manage.py createsuperuser"
        )
