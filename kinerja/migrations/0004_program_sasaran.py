import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which sasaran strategis a program supports: the joint of the pohon kinerja."""

    dependencies = [("kinerja", "0003_perencanaan")]

    operations = [
        migrations.AddField(
            model_name="program",
            name="sasaran",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="program",
                to="kinerja.sasaran",
                verbose_name="sasaran strategis yang didukung",
            ),
        ),
    ]
