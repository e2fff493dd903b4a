from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from organisasi.hanya_tambah import dibuka_untuk_dikosongkan
from organisasi.jejak import SIDIK_AWAL, catat, periksa_rantai, sidik
from organisasi.models import Jejak, KepalaJejak
from tests import factories


@pytest.fixture
def lima(db):
    """A chain of five lines about one unit, by one person."""
    objek, orang = factories.unit(), factories.pegawai(nama="Petugas")
    return [
        catat("uji", objek=objek, oleh=orang, jabatan="Kasi", uraian=f"Baris {n}", data={"n": n, "teks": "é “kutip”"})
        for n in range(1, 6)
    ]


def test_baris_disambung_dan_bernomor_tanpa_celah(lima):
    assert [b.nomor for b in lima] == [1, 2, 3, 4, 5]
    assert [b.sidik_sebelum for b in lima] == [SIDIK_AWAL, *[b.sidik for b in lima[:4]]]
    assert (KepalaJejak.objects.get().nomor, KepalaJejak.objects.get().sidik) == (5, lima[4].sidik)


def test_rantai_utuh_tidak_menyebut_apa_pun(lima):
    assert list(periksa_rantai()) == []


def test_rantai_kosong_juga_utuh(db):
    assert list(periksa_rantai()) == []


def test_sidik_sama_setelah_dibaca_kembali(lima):
    assert [sidik(b) for b in Jejak.objects.all()] == [b.sidik for b in lima]


def test_baris_menyimpan_nama_hari_itu(lima):
    orang = lima[0].oleh
    orang.nama = "Nama Baru"
    orang.save()

    assert (Jejak.objects.first().nama, Jejak.objects.first().jabatan) == ("Petugas", "Kasi")
    assert list(periksa_rantai()) == []


def test_tanpa_orang_ialah_sistem(db):
    baris = catat("uji", objek=factories.unit(), uraian="Oleh sistem")

    assert (baris.oleh, baris.nama) == (None, "Sistem")


def test_objek_dinamai_dengan_id_publik(db):
    unit, aturan = factories.unit(), factories.ketentuan()

    assert catat("uji", objek=unit, uraian="-").objek_id == str(unit.public_id)
    assert catat("uji", objek=aturan, uraian="-").objek_id == str(aturan.pk)


@pytest.mark.parametrize("data", [{"persen": Decimal("98.16")}, {"saat": datetime(2023, 6, 1, tzinfo=UTC)}])
def test_data_yang_bukan_json_ditolak(data, db):
    with pytest.raises(TypeError), transaction.atomic():
        catat("uji", objek=factories.unit(), uraian="-", data=data)
    assert Jejak.objects.count() == 0


@pytest.mark.parametrize("data", [{"persen": 98.16}, {"dalam": [{"persen": 1.0}]}])
def test_angka_pecahan_biner_ditolak(data, db):
    with pytest.raises(TypeError), transaction.atomic():
        catat("uji", objek=factories.unit(), uraian="-", data=data)
    assert Jejak.objects.count() == 0


def test_transaksi_batal_tidak_meninggalkan_baris_dan_nomornya_dipakai_lagi(lima):
    titik = transaction.savepoint()
    catat("uji", objek=factories.unit(), uraian="Batal")
    transaction.savepoint_rollback(titik)

    assert catat("uji", objek=factories.unit(), uraian="Jadi").nomor == 6
    assert list(periksa_rantai()) == []


def _rusak(*perintah):
    """Bend the trail as someone with the database's password could."""
    with dibuka_untuk_dikosongkan(), connection.cursor() as cursor:
        for sql in perintah:
            cursor.execute(sql)


@pytest.mark.parametrize(
    "kolom", ["uraian = 'lain'", "nama = 'Orang lain'", "jabatan = 'Camat'", "peristiwa = 'lain'", "objek_id = '9'"]
)
def test_isi_yang_diubah_disebut(kolom, lima):
    _rusak(f"UPDATE organisasi_jejak SET {kolom} WHERE nomor = 3")

    assert list(periksa_rantai()) == ["Isi baris 3 tidak cocok dengan sidiknya."]


def test_data_yang_diubah_disebut(lima):
    _rusak("""UPDATE organisasi_jejak SET data = '{"n": 30}' WHERE nomor = 3""")

    assert list(periksa_rantai()) == ["Isi baris 3 tidak cocok dengan sidiknya."]


def test_isi_dan_sidik_yang_diubah_bersama_tetap_disebut(lima):
    baris = Jejak.objects.get(nomor=3)
    baris.uraian = "lain"
    _rusak(f"UPDATE organisasi_jejak SET uraian = 'lain', sidik = '{sidik(baris)}' WHERE nomor = 3")

    assert list(periksa_rantai()) == ["Baris 4 tidak bersambung dengan baris sebelumnya."]


def test_baris_yang_hilang_disebut(lima):
    _rusak("DELETE FROM organisasi_jejak WHERE nomor IN (2, 3)")

    assert list(periksa_rantai()) == [
        "Baris 2 sampai 3 hilang.",
        "Baris 4 tidak bersambung dengan baris sebelumnya.",
    ]


def test_baris_pertama_yang_hilang_disebut(lima):
    _rusak("DELETE FROM organisasi_jejak WHERE nomor = 1")

    assert list(periksa_rantai())[-1] == "Baris 2 tidak bersambung dengan baris sebelumnya."


def test_ekor_yang_hilang_disebut(lima):
    _rusak("DELETE FROM organisasi_jejak WHERE nomor > 3")

    assert list(periksa_rantai()) == ["Rantai berakhir pada baris 3, seharusnya pada baris 5."]


def test_semua_baris_yang_hilang_disebut(lima):
    _rusak("DELETE FROM organisasi_jejak")

    assert list(periksa_rantai()) == ["Rantai berakhir pada baris 0, seharusnya pada baris 5."]


def test_baris_yang_ditukar_disebut(lima):
    _rusak(
        "UPDATE organisasi_jejak SET nomor = 99 WHERE nomor = 2",
        "UPDATE organisasi_jejak SET nomor = 2 WHERE nomor = 3",
        "UPDATE organisasi_jejak SET nomor = 3 WHERE nomor = 99",
    )

    temuan = list(periksa_rantai())
    assert "Isi baris 2 tidak cocok dengan sidiknya." in temuan
    assert "Isi baris 3 tidak cocok dengan sidiknya." in temuan
    assert "Baris 2 tidak bersambung dengan baris sebelumnya." in temuan


def test_baris_yang_diselipkan_di_ekor_disebut(lima):
    palsu = Jejak.objects.get(nomor=5)
    palsu.nomor, palsu.sidik_sebelum = 6, palsu.sidik
    palsu.sidik = sidik(palsu)
    palsu.save(force_insert=True)

    assert list(periksa_rantai()) == ["Rantai berakhir pada baris 6, seharusnya pada baris 5."]
