from django.apps import AppConfig


class PelaporanConfig(AppConfig):
    name = "pelaporan"
    verbose_name = "Pelaporan"

    def ready(self) -> None:
        from pelaporan.pengingat.peristiwa import kabarkan_pesan, kabarkan_putusan
        from pelaporan.tindak_lanjut_services import serap_putusan
        from rencana_aksi.peristiwa import pesan_ditulis, putusan_ditulis

        putusan_ditulis.connect(serap_putusan, dispatch_uid="pelaporan.serap_putusan")
        putusan_ditulis.connect(kabarkan_putusan, dispatch_uid="pelaporan.kabarkan_putusan")
        pesan_ditulis.connect(kabarkan_pesan, dispatch_uid="pelaporan.kabarkan_pesan")
