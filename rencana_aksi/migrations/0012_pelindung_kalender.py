from django.db import migrations

from organisasi.hanya_tambah import pelindung

# Item, years and month after the year that it belongs to, whether it leaves the office, months after the DPA, rule.
ATURAN = (
    ("sk_tim", 0, 1, False, 0, "bulan Januari setiap tahun, Bab III.B"),
    ("pk", 0, 1, False, 1, "satu bulan setelah DPA disahkan, Peraturan Menteri PANRB 53/2014"),
    ("rencana_aksi", 0, 1, False, 0, "bulan Januari sesudah Perjanjian Kinerja, Bab III.A"),
    ("lkjip", 1, 2, True, 0, "dua bulan setelah tahun anggaran berakhir, Peraturan Menteri PANRB 53/2014"),
)


def tambah_aturan(apps, schema_editor):
    """An office that has its rules already gets those of the yearly dates, in force from the same years."""
    lama, tahunan = (apps.get_model("rencana_aksi", nama) for nama in ("AturanJadwal", "AturanJadwalTahunan"))
    for sejak in set(lama.objects.order_by().values_list("berlaku_sejak", flat=True)):
        tahunan.objects.bulk_create(
            tahunan(
                berlaku_sejak=sejak,
                butir=butir,
                geser_tahun=geser,
                bulan=bulan,
                hari=31,
                keluar=keluar,
                bulan_sesudah_dpa=sesudah_dpa,
                dasar=dasar,
            )
            for butir, geser, bulan, keluar, sesudah_dpa, dasar in ATURAN
        )


def hapus_aturan(apps, schema_editor):
    apps.get_model("rencana_aksi", "AturanJadwalTahunan").objects.all().delete()


class Migration(migrations.Migration):
    """Changes of the calendar are only added."""

    dependencies = [("rencana_aksi", "0011_kalender")]

    operations = [
        migrations.RunPython(tambah_aturan, hapus_aturan),
        pelindung("rencana_aksi_perubahanjadwal"),
    ]
