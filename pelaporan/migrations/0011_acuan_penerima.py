import json

from django.conf import settings
from django.db import migrations


def tambah_penerima(apps, schema_editor):
    """An office that has its reference data already gets the recipients too; a new one loads the same file with the rest."""
    if not apps.get_model("organisasi", "Kantor").objects.exists():
        return
    penerima = apps.get_model("pelaporan", "PenerimaLaporan")
    isi = json.loads((settings.BASE_DIR / "fixtures/penerima_laporan.json").read_text())
    penerima.objects.bulk_create(penerima(**satu["fields"]) for satu in isi)


def hapus_penerima(apps, schema_editor):
    apps.get_model("pelaporan", "PenerimaLaporan").objects.all().delete()


class Migration(migrations.Migration):
    """Who gets the final reports (domain 1.5) is reference data."""

    dependencies = [("pelaporan", "0010_bukti_pengiriman_tamu"), ("organisasi", "0002_pelindung")]

    operations = [migrations.RunPython(tambah_penerima, hapus_penerima)]
