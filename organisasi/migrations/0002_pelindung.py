from django.db import migrations

from organisasi.hanya_tambah import pelindung

TUMPANG_TINDIH = """
    SELECT RAISE(ABORT, 'satu jabatan hanya mempunyai satu pemangku definitif')
    WHERE NEW.kapasitas = 'definitif' AND EXISTS (
        SELECT 1 FROM organisasi_penugasan AS lain
        WHERE lain.jabatan_id = NEW.jabatan_id AND lain.kapasitas = 'definitif' AND lain.id IS NOT NEW.id
          AND lain.mulai <= COALESCE(NEW.selesai, '9999-12-31')
          AND COALESCE(lain.selesai, '9999-12-31') >= NEW.mulai
    );
"""

SQL = {
    "sqlite": {
        "pasang": [
            f"CREATE TRIGGER penugasan_definitif_tunggal_{nama} BEFORE {peristiwa} ON organisasi_penugasan "
            f"BEGIN {TUMPANG_TINDIH} END"
            for nama, peristiwa in (("tambah", "INSERT"), ("ubah", "UPDATE"))
        ],
        "lepas": ["DROP TRIGGER penugasan_definitif_tunggal_tambah", "DROP TRIGGER penugasan_definitif_tunggal_ubah"],
    },
    "postgresql": {
        "pasang": [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            """
            ALTER TABLE organisasi_penugasan ADD CONSTRAINT penugasan_definitif_tunggal
            EXCLUDE USING gist (jabatan_id WITH =, daterange(mulai, selesai, '[]') WITH &&)
            WHERE (kapasitas = 'definitif')
            """,
        ],
        "lepas": ["ALTER TABLE organisasi_penugasan DROP CONSTRAINT penugasan_definitif_tunggal"],
    },
}


def _jalankan(langkah):
    def operasi(apps, schema_editor):
        for sql in SQL[schema_editor.connection.vendor][langkah]:
            schema_editor.execute(sql)

    return operasi


class Migration(migrations.Migration):
    """One definitive holder of a post at a time, and an audit trail that only grows: kept by the database."""

    dependencies = [("organisasi", "0001_initial")]

    operations = [
        migrations.RunPython(_jalankan("pasang"), _jalankan("lepas")),
        pelindung("organisasi_jejak"),
    ]
