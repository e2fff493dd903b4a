from django.db import migrations

from organisasi.hanya_tambah import pelindung


class Migration(migrations.Migration):
    """Rungs of the ladder are only added."""

    dependencies = [("rencana_aksi", "0001_initial"), ("organisasi", "0002_pelindung")]

    operations = [pelindung("rencana_aksi_putusan", "rencana_aksi_putusan_dokumen")]
