from django.db import migrations

from organisasi.hanya_tambah import pelindung


class Migration(migrations.Migration):
    """Changes of a ratified plan are only added."""

    dependencies = [("rencana_aksi", "0003_perencanaan"), ("organisasi", "0002_pelindung")]

    operations = [pelindung("rencana_aksi_perubahanrencanaaksi")]
