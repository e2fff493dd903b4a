from django.core.management.base import BaseCommand, CommandError

from organisasi.keutuhan import periksa_gudang
from organisasi.models import Berkas


class Command(BaseCommand):
    help = "Memeriksa setiap berkas tersimpan: yang hilang, berubah, tidak terbaca, dan yang tidak tercatat."

    def handle(self, **_: object) -> None:
        jumlah_salah = 0
        for kesalahan in periksa_gudang():
            jumlah_salah += 1
            self.stdout.write(kesalahan)
        if jumlah_salah:
            raise CommandError(f"Penyimpanan tidak utuh: {jumlah_salah} kesalahan.")
        self.stdout.write(f"Penyimpanan utuh: {Berkas.objects.count()} berkas.")
