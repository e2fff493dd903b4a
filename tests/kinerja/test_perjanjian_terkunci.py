"""Signed agreements, attacked by plain SQL on whichever database runs (security 1)."""

import pytest
from django.db import DatabaseError, connection, transaction

from kinerja.models import BarisPerjanjian, PerjanjianKinerja
from organisasi.hanya_tambah import dibuka_untuk_dikosongkan
from organisasi.terkunci import Induk, pembuka, pemicu_terkunci, pengunci
from tests import factories
from tests.kinerja.perjanjian_contoh import contoh, draf, tertanda

pytestmark = pytest.mark.django_db
INDUK, BARIS, ANGGARAN = "kinerja_perjanjiankinerja", "kinerja_barisperjanjian", "kinerja_anggaranperjanjian"
SIGNED = f"(SELECT id FROM {INDUK} WHERE status = 'ditandatangani')"


@pytest.fixture
def c():
    c = contoh()
    tertanda(c)
    draf(c, "kasubag")
    return c


def _jalankan(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _ditolak(sql):
    titik = transaction.savepoint()
    try:
        with pytest.raises(DatabaseError, match="baris ini sudah dikunci tanda tangan"):
            _jalankan(sql)
    finally:
        transaction.savepoint_rollback(titik)


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {INDUK} SET alasan = 'x' WHERE status = 'ditandatangani'",
        f"UPDATE {INDUK} SET status = 'draf' WHERE status = 'ditandatangani'",
        f"UPDATE {INDUK} SET kalimat = '{{}}' WHERE status = 'ditandatangani'",
        f"DELETE FROM {INDUK} WHERE status = 'ditandatangani'",
        f"UPDATE {BARIS} SET nilai = 1 WHERE perjanjian_id IN {SIGNED}",
        f"DELETE FROM {BARIS} WHERE perjanjian_id IN {SIGNED}",
        f"UPDATE {BARIS} SET perjanjian_id = {SIGNED} WHERE perjanjian_id NOT IN {SIGNED}",
        f"UPDATE {ANGGARAN} SET jumlah = 1 WHERE perjanjian_id IN {SIGNED}",
        f"DELETE FROM {ANGGARAN} WHERE perjanjian_id IN {SIGNED}",
        f"INSERT INTO {ANGGARAN} (perjanjian_id, urutan, kode, nama, jumlah, keterangan) "
        f"SELECT id, 99, 'x', 'x', 1, '' FROM {INDUK} WHERE status = 'ditandatangani'",
    ],
)
def test_yang_ditandatangani_ditolak(c, sql):
    _ditolak(sql)


@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT OR REPLACE INTO {INDUK} SELECT * FROM {INDUK} WHERE status = 'ditandatangani'",
        f"INSERT OR REPLACE INTO {BARIS} SELECT * FROM {BARIS} WHERE perjanjian_id IN {SIGNED}",
        f"UPDATE OR REPLACE {BARIS} SET id = (SELECT id FROM {BARIS} WHERE perjanjian_id IN {SIGNED}) "
        f"WHERE perjanjian_id NOT IN {SIGNED}",
        f"UPDATE OR REPLACE {INDUK} SET id = {SIGNED} WHERE status = 'draf'",
    ],
)
def test_mengganti_diam_diam_ditolak(c, sql):
    if connection.vendor != "sqlite":
        pytest.skip("OR REPLACE hanya ada pada SQLite.")

    _ditolak(sql)


def test_truncate_ditolak(c):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE hanya ada pada PostgreSQL.")
    connection.check_constraints()

    with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
        _jalankan(f"TRUNCATE {BARIS}")


def test_orm_pun_ditolak(c):
    perjanjian = PerjanjianKinerja.objects.get(status="ditandatangani")

    for ubah in (perjanjian.save, perjanjian.delete, BarisPerjanjian.objects.all().delete):
        with pytest.raises(DatabaseError, match="dikunci tanda tangan"), transaction.atomic():
            ubah()


def test_draf_dan_pindaian_tetap_boleh(c):
    PerjanjianKinerja.objects.filter(status="ditandatangani").update(pindaian=factories.berkas())
    draf = PerjanjianKinerja.objects.get(status="draf")
    draf.baris.update(nilai=5)
    draf.delete()

    assert PerjanjianKinerja.objects.get().pindaian is not None


def test_dibuka_untuk_dikosongkan_menutup_lagi(c):
    sebelum = pemicu_terkunci(connection)

    with dibuka_untuk_dikosongkan():
        BarisPerjanjian.objects.all().delete()

    assert BarisPerjanjian.objects.count() == 0
    assert pemicu_terkunci(connection) == sebelum
    _ditolak(f"DELETE FROM {INDUK}")


def test_pembuka_melepas_dan_pengunci_memasang_lagi(c):
    sebelum, induk = pemicu_terkunci(connection), Induk(INDUK, "status", "ditandatangani", bebas=("pindaian_id",))
    penyunting = connection.schema_editor()

    pembuka(induk).code(None, penyunting)
    assert {p.tabel for p in pemicu_terkunci(connection)} == {BARIS, ANGGARAN}
    pengunci(induk).code(None, penyunting)

    assert pemicu_terkunci(connection) == sebelum
