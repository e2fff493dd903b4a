from django.db import migrations

from organisasi.hanya_tambah import pelindung


class Migration(migrations.Migration):
    """Verdicts, messages and advice are only added."""

    dependencies = [("rencana_aksi", "0005_telaah")]

    operations = [
        pelindung("rencana_aksi_penilaiandokumen", "rencana_aksi_pesan", "rencana_aksi_saranperbaikan"),
    ]
