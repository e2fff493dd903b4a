"""The append-only tables, attacked by plain SQL on whichever database runs (security 1, no. 11)."""

import pytest
from django.db import DatabaseError, connection, transaction

from kinerja.models import RevisiRenstra
from organisasi.hanya_tambah import dibuka_untuk_dikosongkan, tabel_terlindung
from organisasi.jejak import catat
from organisasi.models import Jejak
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import (
    PenilaianDokumen,
    PerubahanJadwal,
    PerubahanRencanaAksi,
    Pesan,
    Putusan,
    SaranPerbaikan,
)
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import SAAT

KUNCI = {
    "kinerja_revisirenstra": ("id", "nomor"),
    "organisasi_jejak": ("nomor", "sidik"),
    "pelaporan_riwayattindaklanjut": ("id", "urutan"),
    "pelaporan_versinarasi": ("id", "nomor"),
    "rencana_aksi_penilaiandokumen": ("id", "public_id"),
    "rencana_aksi_perubahanrencanaaksi": ("id", "nomor"),
    "rencana_aksi_perubahanjadwal": ("id", "public_id"),
    "rencana_aksi_pesan": ("id", "public_id"),
    "rencana_aksi_putusan": ("id", "public_id"),
    "rencana_aksi_putusan_dokumen": ("id", "datadukung_id"),
    "rencana_aksi_saranperbaikan": ("id", "public_id"),
}
TABEL = tuple(KUNCI)


@pytest.fixture
def terisi(db):
    """One row in each table."""
    klaim = factories.capaian()
    orang = factories.pegawai()
    putusan = Putusan.objects.create(
        capaian=klaim,
        urutan=1,
        putaran=1,
        meja="pengisi",
        tindakan=Tindakan.AJUKAN,
        dari_status=Status.DRAF,
        ke_status=Status.DI_ESELON_IV,
        sidik_dilihat="0" * 64,
        oleh=orang,
        nama=orang.nama,
        jabatan="Pelaksana",
        kapasitas="definitif",
        pada=SAAT,
    )
    dokumen = factories.data_dukung(capaian=klaim)
    putusan.dokumen.add(dokumen)
    penulis = {"oleh": orang, "nama": orang.nama, "jabatan": "Pelaksana"}
    PenilaianDokumen.objects.create(dokumen=dokumen, meja="eselon_iv", putaran=1, hasil="sesuai", **penulis)
    Pesan.objects.create(capaian=klaim, jenis=Pesan.Jenis.CATATAN, teks="uji", **penulis)
    SaranPerbaikan.objects.create(putusan=putusan, uraian="uji", penanggung_jawab=factories.jabatan())
    RevisiRenstra.objects.create(renstra=factories.renstra(), nomor=1, alasan="uji", perubahan=[], oleh=orang)
    PerubahanRencanaAksi.objects.create(
        rencana_aksi=klaim.target_triwulan.rencana_aksi, nomor=1, alasan="uji", perubahan=[], oleh=orang
    )
    factories.riwayat_tindak_lanjut(**penulis)
    PerubahanJadwal.objects.create(
        jenis="tahan", triwulan=klaim.triwulan, alasan="uji", oleh=orang, nama=orang.nama, jabatan="Camat"
    )
    factories.versi_narasi(narasi=factories.narasi(disunting_oleh=orang))
    catat("uji", objek=klaim, uraian="satu baris")
    # PostgreSQL truncates nothing while checks of foreign keys are pending.
    connection.check_constraints()


def _isi():
    return [baris for tabel in TABEL for baris in _baris(tabel)]


def _baris(tabel):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {tabel}")
        return cursor.fetchall()


def _ditolak(sql):
    sebelum, titik = _isi(), transaction.savepoint()
    try:
        with pytest.raises(DatabaseError, match="tabel ini hanya boleh ditambah"), connection.cursor() as cursor:
            cursor.execute(sql)
    finally:
        transaction.savepoint_rollback(titik)
    assert _isi() == sebelum


def _sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE hanya ada pada SQLite.")


@pytest.mark.parametrize("tabel", TABEL)
def test_update_ditolak(tabel, terisi):
    kolom = KUNCI[tabel][1]

    _ditolak(f"UPDATE {tabel} SET {kolom} = {kolom}")


@pytest.mark.parametrize("tabel", TABEL)
def test_delete_ditolak(tabel, terisi):
    _ditolak(f"DELETE FROM {tabel}")


@pytest.mark.parametrize("tabel", TABEL)
def test_truncate_ditolak(tabel, terisi):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE hanya ada pada PostgreSQL.")

    _ditolak(f"TRUNCATE {tabel} CASCADE")


@pytest.mark.parametrize("tabel", TABEL)
def test_insert_or_replace_ditolak(tabel, terisi):
    _sqlite()

    _ditolak(f"INSERT OR REPLACE INTO {tabel} SELECT * FROM {tabel}")


@pytest.mark.parametrize("tabel", TABEL)
def test_update_or_replace_ditolak(tabel, terisi):
    _sqlite()
    kolom = KUNCI[tabel][1]

    _ditolak(f"UPDATE OR REPLACE {tabel} SET {kolom} = {kolom}")


@pytest.mark.parametrize("tabel", TABEL)
def test_insert_or_replace_dengan_kunci_utama_lain_ditolak(tabel, terisi):
    # The new row takes the place of the old one through another unique key, without any DELETE trigger.
    _sqlite()
    utama = KUNCI[tabel][0]
    with connection.cursor() as cursor:
        kolom = [k.name for k in connection.introspection.get_table_description(cursor, tabel) if k.name != utama]
    nama = ", ".join(kolom)

    _ditolak(f"INSERT OR REPLACE INTO {tabel} ({utama}, {nama}) SELECT {utama} + 1000, {nama} FROM {tabel}")


@pytest.mark.parametrize("tabel", TABEL)
def test_insert_on_conflict_update_ditolak(tabel, terisi):
    utama, kolom = KUNCI[tabel]

    _ditolak(
        f"INSERT INTO {tabel} SELECT * FROM {tabel} WHERE true "
        f"ON CONFLICT ({utama}) DO UPDATE SET {kolom} = {tabel}.{kolom}"
    )


def test_orm_pun_ditolak(terisi):
    for tolak in (Pesan.objects.all().delete, Pesan.objects.get().delete, Jejak.objects.all().delete):
        with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
            tolak()
    with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
        Jejak.objects.update(uraian="lain")


def test_menambah_tetap_boleh(terisi):
    catat("uji", objek=factories.unit(), uraian="baris kedua")

    assert [j.uraian for j in Jejak.objects.all()] == ["satu baris", "baris kedua"]


def test_tabel_terlindung_menyebut_semuanya(db):
    assert sorted(tabel_terlindung(connection)) == sorted(TABEL)


def test_dibuka_untuk_dikosongkan_menutup_lagi(terisi):
    with dibuka_untuk_dikosongkan():
        Jejak.objects.all().delete()

    assert Jejak.objects.count() == 0
    catat("uji", objek=factories.unit(), uraian="sesudahnya")
    _ditolak("DELETE FROM organisasi_jejak")


def _gagal_di_dalam():
    with dibuka_untuk_dikosongkan():
        raise RuntimeError


def test_dibuka_untuk_dikosongkan_menutup_lagi_walau_gagal(terisi):
    with pytest.raises(RuntimeError):
        _gagal_di_dalam()

    assert sorted(tabel_terlindung(connection)) == sorted(TABEL)
    _ditolak("DELETE FROM organisasi_jejak")
