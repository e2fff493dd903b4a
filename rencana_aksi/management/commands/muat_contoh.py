from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organisasi.bahasa import daftar
from rencana_aksi.contoh import kosong, muat_contoh, tahun_contoh


class Command(BaseCommand):
    help = "Memuat data contoh ke basis data yang masih kosong."

    def add_arguments(self, parser) -> None:
        parser.add_argument("tahun", nargs="*", type=int, help="bawaan: tahun pedoman dan tahun berjalan")

    def handle(self, *, tahun: list[int], **_: object) -> None:
        if not kosong():
            raise CommandError("Basis data sudah berisi pegawai atau capaian, jadi data contoh tidak dimuat.")
        tahun = tahun or tahun_contoh(timezone.localdate())
        muat_contoh(*tahun)
        self.stdout.write(f"Data contoh tahun {daftar([str(t) for t in tahun])} dimuat.")
