from django.core.management.base import BaseCommand, CommandError

from organisasi.jejak import SIDIK_AWAL, periksa_rantai
from organisasi.models import Jejak


class Command(BaseCommand):
    help = "Memeriksa bahwa jejak audit utuh: tidak ada baris yang hilang, berubah, atau disisipkan."

    def handle(self, **_: object) -> None:
        jumlah_salah = 0
        for kesalahan in periksa_rantai():
            jumlah_salah += 1
            self.stdout.write(kesalahan)
        if jumlah_salah:
            raise CommandError(f"Jejak tidak utuh: {jumlah_salah} kesalahan.")
        akhir = Jejak.objects.order_by("nomor").last()
        nomor, sidik = (akhir.nomor, akhir.sidik) if akhir else (0, SIDIK_AWAL)
        self.stdout.write(f"Jejak utuh: {nomor} baris, sidik terakhir {sidik}.")
