from django.db import migrations, models
from django.db.models import Q

AKHIR_TAHUN = 5
TAHAP = ("buka", "staf", "eselon_iv", "eselon_iii", "camat")
HARI = (1, 15, 20, 25, 31)


def tambah_aturan(apps, schema_editor):
    """An office that has its rules already gets those of the new period, in force from the same years."""
    aturan = apps.get_model("rencana_aksi", "AturanJadwal")
    for sejak in set(aturan.objects.order_by().values_list("berlaku_sejak", flat=True)):
        aturan.objects.bulk_create(
            aturan(
                berlaku_sejak=sejak,
                triwulan=AKHIR_TAHUN,
                tahap=tahap,
                geser_bulan=1,
                hari=hari,
                dasar="pengukuran akhir tahun pada Januari, sesudah buku ditutup, Bab III",
            )
            for tahap, hari in zip(TAHAP, HARI, strict=True)
        )


def hapus_aturan(apps, schema_editor):
    apps.get_model("rencana_aksi", "AturanJadwal").objects.filter(triwulan=AKHIR_TAHUN).delete()


class Migration(migrations.Migration):
    """The measurement of the whole year is a fifth period."""

    dependencies = [("rencana_aksi", "0007_usulan_perubahan")]

    operations = [
        migrations.RemoveConstraint("aturanjadwal", "aturan_jadwal_triwulan"),
        migrations.RemoveConstraint("triwulan", "triwulan_nomor"),
        migrations.AddConstraint(
            "aturanjadwal",
            models.CheckConstraint(condition=Q(triwulan__range=(1, AKHIR_TAHUN)), name="aturan_jadwal_triwulan"),
        ),
        migrations.AddConstraint(
            "triwulan",
            models.CheckConstraint(condition=Q(nomor__range=(1, AKHIR_TAHUN)), name="triwulan_nomor"),
        ),
        migrations.RunPython(tambah_aturan, hapus_aturan),
    ]
