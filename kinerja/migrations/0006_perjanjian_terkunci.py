from django.db import migrations, models

import kinerja.perjanjian.kalimat
from organisasi.terkunci import Anak, Induk, pengunci

PERJANJIAN = Induk("kinerja_perjanjiankinerja", "status", "ditandatangani", bebas=("pindaian_id",))


class Migration(migrations.Migration):
    """The wording of each agreement, the day of the DPA, and signed agreements that the database keeps as they are."""

    dependencies = [("kinerja", "0005_pelindung_revisi_renstra"), ("organisasi", "0002_pelindung")]

    operations = [
        migrations.CreateModel(
            name="Dpa",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tahun", models.PositiveSmallIntegerField(unique=True)),
                ("tanggal", models.DateField(verbose_name="tanggal pengesahan DPA")),
            ],
            options={"verbose_name": "DPA", "verbose_name_plural": "DPA", "ordering": ["-tahun"]},
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="kalimat",
            field=models.JSONField(
                default=kinerja.perjanjian.kalimat.kalimat_baku,
                help_text="Kalimat pembuka dan janji kedua pihak.",
            ),
        ),
        pengunci(
            PERJANJIAN,
            Anak("kinerja_barisperjanjian", "perjanjian_id", PERJANJIAN),
            Anak("kinerja_anggaranperjanjian", "perjanjian_id", PERJANJIAN),
        ),
    ]
