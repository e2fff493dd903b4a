from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisasi.hanya_tambah import dibuka_untuk_dikosongkan
from organisasi.jejak import catat
from organisasi.models import Jabatan, Jejak, Kantor, Pegawai, Penugasan, UnitKerja

pytestmark = pytest.mark.django_db


def jalankan(perintah, **pilihan):
    keluaran = StringIO()
    call_command(perintah, stdout=keluaran, **pilihan)
    return keluaran.getvalue()


@pytest.fixture
def kantor():
    return Kantor.objects.create(
        pk=1, nama_pemda="Pemerintah Kabupaten", nama="Kantor Kecamatan", nama_singkat="Kecamatan", tempat="Kiri"
    )


@pytest.fixture
def contoh(kantor):
    Kantor.objects.update(berisi_data_contoh=True)
    unit = UnitKerja.objects.create(kode="KEC", nama="Kecamatan")
    camat = Jabatan.objects.create(nama="Camat Kalaena", unit=unit, tingkat=Jabatan.Tingkat.CAMAT)
    pegawai = Pegawai.objects.create(username="camat", nama="Camat Kalaena")
    Penugasan.objects.create(pegawai=pegawai, jabatan=camat, mulai=date(2023, 1, 1))
    Pegawai.objects.create(username="admin", nama="Administrator Sistem", is_superuser=True)


def test_verifikasi_jejak_prints_lines_and_last_hash(kantor):
    catat("uji", objek=kantor, uraian="satu")
    akhir = catat("uji", objek=kantor, uraian="dua")

    assert jalankan("verifikasi_jejak") == f"Jejak utuh: 2 baris, sidik terakhir {akhir.sidik}.\n"


def test_verifikasi_jejak_on_an_empty_trail():
    assert jalankan("verifikasi_jejak") == f"Jejak utuh: 0 baris, sidik terakhir {'0' * 64}.\n"


def test_verifikasi_jejak_names_the_bent_line_and_fails(kantor):
    for uraian in ("satu", "dua", "tiga"):
        catat("uji", objek=kantor, uraian=uraian)
    with dibuka_untuk_dikosongkan():
        Jejak.objects.filter(nomor=2).update(uraian="lain")
    keluaran = StringIO()

    with pytest.raises(CommandError, match="1 kesalahan"):
        call_command("verifikasi_jejak", stdout=keluaran)

    assert keluaran.getvalue() == "Isi baris 2 tidak cocok dengan sidiknya.\n"


def test_akun_contoh_lists_posts_then_the_administrator(contoh):
    assert jalankan("akun_contoh") == (
        "  camat  Camat Kalaena\n  admin  Administrator Sistem\nKata sandi semua akun contoh: contoh-kalaena\n"
    )


def test_akun_contoh_without_sample_says_so(kantor):
    assert jalankan("akun_contoh") == "Basis data ini tidak berisi akun contoh.\n"


def test_akun_contoh_ada_answers_by_exit_code_alone(contoh):
    keluaran = StringIO()

    with pytest.raises(SystemExit) as ada:
        call_command("akun_contoh", ada=True, stdout=keluaran)
    Kantor.objects.update(berisi_data_contoh=False)
    with pytest.raises(SystemExit) as tiada:
        call_command("akun_contoh", ada=True, stdout=keluaran)

    assert (ada.value.code, tiada.value.code, keluaran.getvalue()) == (0, 1, "")


def test_createsuperuser_makes_the_first_administrator():
    call_command("createsuperuser", interactive=False, username="pengelola", nama="Pengelola", verbosity=0)

    pegawai = Pegawai.objects.get()
    assert (pegawai.username, pegawai.nama, pegawai.nip, pegawai.is_superuser) == ("pengelola", "Pengelola", None, True)
