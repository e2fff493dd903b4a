"""Rows that a signature closes: triggers that refuse to change them, whoever asks, on SQLite and PostgreSQL.

SQLite rebuilds a table for most changes of a column, and neither keeps the triggers of the old one nor finds what the
triggers of its children name. A migration that changes such a table begins with `pembuka` and ends with `pengunci`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

PESAN = "baris ini sudah dikunci tanda tangan"


@dataclass(frozen=True, slots=True)
class Pemicu:
    """One refusal: `syarat` is SQL over OLD and NEW that is true when `peristiwa` must not happen."""

    nama: str
    peristiwa: str
    syarat: str


@dataclass(frozen=True, slots=True)
class Induk:
    """A table whose rows close themselves when `kolom` becomes `nilai`; the columns in `bebas` may still change."""

    tabel: str
    kolom: str
    nilai: str
    bebas: Sequence[str] = ()

    def terkunci(self, baris: str) -> str:
        return f"{baris}.{self.kolom} = '{self.nilai}'"

    def pemicu(self, koneksi: BaseDatabaseWrapper) -> Iterator[Pemicu]:
        terjaga = ", ".join(k for k in _kolom(koneksi, self.tabel) if k not in self.bebas)
        yield Pemicu("ubah", f"UPDATE OF {terjaga}", self.terkunci("OLD"))
        yield Pemicu("hapus", "DELETE", self.terkunci("OLD"))


@dataclass(frozen=True, slots=True)
class Anak:
    """A table whose rows close with the row of `induk` that their column `kunci` names: none is added either."""

    tabel: str
    kunci: str
    induk: Induk

    def terkunci(self, baris: str) -> str:
        syarat = f"induk.id = {baris}.{self.kunci} AND {self.induk.terkunci('induk')}"
        return f"EXISTS (SELECT 1 FROM {self.induk.tabel} AS induk WHERE {syarat})"  # noqa: S608 - our own names

    def pemicu(self, koneksi: BaseDatabaseWrapper) -> Iterator[Pemicu]:
        yield Pemicu("tambah", "INSERT", self.terkunci("NEW"))
        yield Pemicu("ubah", "UPDATE", f"{self.terkunci('OLD')} OR {self.terkunci('NEW')}")
        yield Pemicu("hapus", "DELETE", self.terkunci("OLD"))


def _kolom(koneksi: BaseDatabaseWrapper, tabel: str) -> list[str]:
    with koneksi.cursor() as cursor:
        return [k.name for k in koneksi.introspection.get_table_description(cursor, tabel)]


def bertemu_kunci(koneksi: BaseDatabaseWrapper, tabel: str) -> str:
    """The SQL condition that a new row meets an old one (`lama`) in any of the table's unique keys."""
    with koneksi.cursor() as cursor:
        aturan = koneksi.introspection.get_constraints(cursor, tabel).values()
    kunci = sorted({tuple(a["columns"]) for a in aturan if a["unique"] or a["primary_key"]})
    return " OR ".join("(" + " AND ".join(f"lama.{kolom} = NEW.{kolom}" for kolom in satu) + ")" for satu in kunci)


def _pengganti(koneksi: BaseDatabaseWrapper, satu: Induk | Anak) -> Iterator[Pemicu]:
    # INSERT and UPDATE OR REPLACE delete the row in their way without firing its DELETE trigger.
    ada = f"SELECT 1 FROM {satu.tabel} AS lama WHERE {satu.terkunci('lama')}"  # noqa: S608 - our own names
    bertemu = bertemu_kunci(koneksi, satu.tabel)
    yield Pemicu("ganti", "INSERT", f"EXISTS ({ada} AND ({bertemu}))")
    yield Pemicu("geser", "UPDATE", f"EXISTS ({ada} AND lama.id <> OLD.id AND ({bertemu}))")


def _pasang_sqlite(koneksi: BaseDatabaseWrapper, satu: Induk | Anak) -> Iterator[str]:
    for pemicu in (*satu.pemicu(koneksi), *_pengganti(koneksi, satu)):
        yield (
            f"CREATE TRIGGER {satu.tabel}_terkunci_{pemicu.nama} BEFORE {pemicu.peristiwa} ON {satu.tabel} "
            f"WHEN {pemicu.syarat} BEGIN SELECT RAISE(ABORT, '{PESAN}: {satu.tabel}'); END"
        )


def _pasang_postgresql(koneksi: BaseDatabaseWrapper, satu: Induk | Anak) -> Iterator[str]:
    # A WHEN clause takes no subquery here, so each refusal is a function of its own.
    for pemicu in satu.pemicu(koneksi):
        nama = f"{satu.tabel}_terkunci_{pemicu.nama}"
        yield (
            f"CREATE OR REPLACE FUNCTION {nama}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {pemicu.syarat} THEN RAISE EXCEPTION '{PESAN}: %', TG_TABLE_NAME; END IF; "
            f"RETURN {'OLD' if pemicu.peristiwa == 'DELETE' else 'NEW'}; END $$"
        )
        yield (
            f"CREATE TRIGGER {nama} BEFORE {pemicu.peristiwa} ON {satu.tabel} "
            f"FOR EACH ROW EXECUTE FUNCTION {nama}()"
        )
    yield (
        f"CREATE TRIGGER {satu.tabel}_terkunci_kosong BEFORE TRUNCATE ON {satu.tabel} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tolak_ubah()"
    )


_PASANG = {"sqlite": _pasang_sqlite, "postgresql": _pasang_postgresql}


Operasi = Callable[[StateApps, BaseDatabaseSchemaEditor], None]


def _pasang(tabel: Sequence[Induk | Anak]) -> Operasi:
    def operasi(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        koneksi = schema_editor.connection
        for satu in tabel:
            for sql in _PASANG[koneksi.vendor](koneksi, satu):
                # `params=None` keeps the driver from reading the `%` of a function body as a placeholder.
                schema_editor.execute(sql, params=None)

    return operasi


def _lepas(tabel: Sequence[Induk | Anak]) -> Operasi:
    milik = {satu.tabel for satu in tabel}

    def operasi(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for pemicu in pemicu_terkunci(schema_editor.connection):
            if pemicu.tabel in milik:
                schema_editor.execute(pemicu.lepas, params=None)

    return operasi


def pengunci(*tabel: Induk | Anak) -> RunPython:
    """The migration operation that installs the refusals; reversing it takes them away."""
    return RunPython(_pasang(tabel), _lepas(tabel))


def pembuka(*tabel: Induk | Anak) -> RunPython:
    """The migration operation that takes the refusals away; reversing it installs them again."""
    return RunPython(_lepas(tabel), _pasang(tabel))


@dataclass(frozen=True, slots=True)
class PemicuTerpasang:
    """A trigger of this module as the database knows it: how to take it away and how to put it back."""

    tabel: str
    lepas: str
    pasang: str


_TERPASANG = {
    "sqlite": "SELECT tbl_name, 'DROP TRIGGER ' || name, sql FROM sqlite_master "
    "WHERE type = 'trigger' AND name LIKE tbl_name || '\\_terkunci\\_%' ESCAPE '\\' ORDER BY name",
    "postgresql": "SELECT tgrelid::regclass::text, 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass::text, "
    "pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE '%\\_terkunci\\_%' ORDER BY tgname",
}


def pemicu_terkunci(koneksi: BaseDatabaseWrapper) -> list[PemicuTerpasang]:
    """The triggers of this module that are installed now, asked from the database itself."""
    with koneksi.cursor() as cursor:
        cursor.execute(_TERPASANG[koneksi.vendor])
        return [PemicuTerpasang(*baris) for baris in cursor.fetchall()]
