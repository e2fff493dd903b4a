from django.db import migrations

from organisasi.hanya_tambah import pelindung

PEDOMAN, PERMENPAN = "Pedoman SAKIP Kecamatan Kalaena 2023", "PermenPANRB 88 Tahun 2021"
# Kept word for word with fixtures/komponen_akip.json, which fresh installations load.
KOMPONEN = (
    (2023, PEDOMAN, (("Perencanaan Kinerja", 35), ("Pengukuran Kinerja", 20), ("Pelaporan Kinerja", 15),
                     ("Evaluasi Kinerja", 10), ("Capaian Kinerja", 20))),
    (2024, PERMENPAN, (("Perencanaan Kinerja", 30), ("Pengukuran Kinerja", 30), ("Pelaporan Kinerja", 15),
                       ("Evaluasi Akuntabilitas Kinerja Internal", 25))),
)


def tambah_komponen(apps, schema_editor):
    """An office that has its reference data already gets the weights; a new one loads them with the rest."""
    if not apps.get_model("organisasi", "Kantor").objects.exists():
        return
    komponen = apps.get_model("pelaporan", "KomponenAkip")
    komponen.objects.bulk_create(
        komponen(berlaku_sejak=sejak, urutan=nomor, nama=nama, bobot=bobot, dasar=dasar)
        for sejak, dasar, butir in KOMPONEN
        for nomor, (nama, bobot) in enumerate(butir, 1)
    )


def hapus_komponen(apps, schema_editor):
    apps.get_model("pelaporan", "KomponenAkip").objects.all().delete()


class Migration(migrations.Migration):
    """Steps of a follow-up are only added; the components of the AKIP evaluation are reference data."""

    dependencies = [("pelaporan", "0002_tindak_lanjut"), ("organisasi", "0002_pelindung")]

    operations = [
        pelindung("pelaporan_riwayattindaklanjut"),
        migrations.RunPython(tambah_komponen, hapus_komponen),
    ]
