from django.db import migrations

from organisasi.hanya_tambah import pelindung


class Migration(migrations.Migration):
    """Revisions of the Renstra are only added."""

    dependencies = [("kinerja", "0004_program_sasaran"), ("organisasi", "0002_pelindung")]

    operations = [pelindung("kinerja_revisirenstra")]
