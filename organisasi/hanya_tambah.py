"""Tables that only grow: triggers that refuse UPDATE and DELETE, whoever asks, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from organisasi.terkunci import bertemu_kunci, pemicu_terkunci

PESAN = "tabel ini hanya boleh ditambah"

_FUNGSI_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION tolak_ubah() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{PESAN}: %', TG_TABLE_NAME; END $$
"""


def _pasang_sql(koneksi: BaseDatabaseWrapper, tabel: str) -> list[str]:
    if koneksi.vendor == "postgresql":
        return [
            _FUNGSI_POSTGRESQL,
            f"CREATE TRIGGER {tabel}_tetap BEFORE UPDATE OR DELETE ON {tabel} "
            "FOR EACH ROW EXECUTE FUNCTION tolak_ubah()",
            f"CREATE TRIGGER {tabel}_utuh BEFORE TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tolak_ubah()",
        ]
    return [
        f"CREATE TRIGGER {tabel}_tetap BEFORE UPDATE ON {tabel} BEGIN SELECT RAISE(ABORT, '{PESAN}: {tabel}'); END",
        f"CREATE TRIGGER {tabel}_utuh BEFORE DELETE ON {tabel} BEGIN SELECT RAISE(ABORT, '{PESAN}: {tabel}'); END",
        # INSERT OR REPLACE deletes without firing the DELETE trigger, whichever unique key the two rows share.
        f"CREATE TRIGGER {tabel}_asli BEFORE INSERT ON {tabel} "
        f"WHEN EXISTS (SELECT 1 FROM {tabel} AS lama WHERE {bertemu_kunci(koneksi, tabel)}) "
        f"BEGIN SELECT RAISE(ABORT, '{PESAN}: {tabel}'); END",
    ]


def _lepas_sql(vendor: str, tabel: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER {tabel}_{nama} ON {tabel}" for nama in ("tetap", "utuh")]
    return [f"DROP TRIGGER {tabel}_{nama}" for nama in ("tetap", "utuh", "asli")]


def pelindung(*tabel: str) -> RunPython:
    """The migration operation that closes these tables; reversing it opens them.

    `params=None` keeps the driver from reading the `%` of a function body as a placeholder.
    """

    def pasang(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for nama in tabel:
            for sql in _pasang_sql(schema_editor.connection, nama):
                schema_editor.execute(sql, params=None)

    def lepas(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for nama in tabel:
            for sql in _lepas_sql(schema_editor.connection.vendor, nama):
                schema_editor.execute(sql, params=None)

    return RunPython(pasang, lepas)


def tabel_terlindung(koneksi: BaseDatabaseWrapper) -> list[str]:
    """The tables that carry the triggers, asked from the database itself."""
    sumber = (
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = tgrelid::regclass::text || '_tetap'"
        if koneksi.vendor == "postgresql"
        else "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_tetap'"
    )
    with koneksi.cursor() as cursor:
        cursor.execute(sumber)
        return [nama for (nama,) in cursor.fetchall()]


@contextmanager
def dibuka_untuk_dikosongkan() -> Iterator[None]:
    """Lift the triggers while a whole database is emptied: the sample data, or a test's database.

    In one transaction, so that a failure inside brings the triggers back too.
    """
    daftar, terkunci = tabel_terlindung(connection), pemicu_terkunci(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        for tabel in daftar:
            for sql in _lepas_sql(connection.vendor, tabel):
                cursor.execute(sql)
        for pemicu in terkunci:
            cursor.execute(pemicu.lepas)
        yield
        for tabel in daftar:
            for sql in _pasang_sql(connection, tabel):
                cursor.execute(sql)
        for pemicu in terkunci:
            cursor.execute(pemicu.pasang)
