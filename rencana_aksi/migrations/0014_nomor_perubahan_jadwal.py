import uuid

from django.db import migrations, models

from organisasi.hanya_tambah import pelindung

TERTUTUP = pelindung("rencana_aksi_perubahanjadwal")


def beri_nomor(apps, schema_editor):
    perubahan = apps.get_model("rencana_aksi", "PerubahanJadwal")
    for baris in perubahan.objects.filter(public_id=None):
        baris.public_id = uuid.uuid4()
        baris.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    """Changes of the calendar get a public id: a row of an append-only table is known by more than its key.

    The table is opened for it and closed again, because SQLite builds it anew and would lose the triggers.
    """

    dependencies = [("rencana_aksi", "0013_pekerjaan_batal")]

    operations = [
        migrations.RunPython(TERTUTUP.reverse_code, TERTUTUP.code),
        migrations.AddField("perubahanjadwal", "public_id", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(beri_nomor, migrations.RunPython.noop),
        migrations.AlterField(
            "perubahanjadwal",
            "public_id",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        pelindung("rencana_aksi_perubahanjadwal"),
    ]
