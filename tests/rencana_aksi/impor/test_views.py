import io
import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.models import Program
from rencana_aksi.models import Impor, PenerapanImpor
from rencana_aksi.tasks import terapkan_impor
from tests import factories
from tests.berkas_contoh import pdf
from tests.factories import SAAT
from tests.rencana_aksi.impor.conftest import EDISI, berkas
from tests.rencana_aksi.impor.test_berantakan import PROGRAM
from tests.rencana_aksi.impor.test_services import ISI

KUERI_DAFTAR = 8
KUERI_RINCI = 8
Jenis = Impor.Jenis


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def masuk(client, office):
    def sebagai(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return sebagai


def teks(jawaban) -> str:
    """The page as people read it: tags and repeated blanks away."""
    utama = jawaban.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def sidik(impor) -> dict[str, str]:
    """What the form of the preview sends."""
    return {"sidik": impor.pratinjau["sidik"]}


def alamat(nama, impor):
    return reverse(nama, args=[impor.public_id])


@pytest.mark.parametrize(
    ("nama", "kode"),
    [("kasubag", 200), ("admin", 200), ("camat", 404), ("sekcam", 404), ("kasi", 404), ("staf", 404), ("anggota", 404)],
)
def test_hanya_terlihat_perencana_dan_administrator(pohon, masuk, impor, nama, kode):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    client = masuk(nama)

    halaman = (
        reverse("impor"),
        reverse("impor_templat", args=["program", 2023]),
        reverse("impor_templat_berisi", args=["program", 2023]),
        alamat("impor_rinci", dibaca),
        alamat("impor_kemajuan", dibaca),
        alamat("impor_catatan", dibaca),
    )
    jawaban = [client.get(satu) for satu in halaman]
    for satu in jawaban:
        # An unread download would leave its file open; closing it would also close PostgreSQL's connection.
        satu.getvalue()
    assert [satu.status_code for satu in jawaban] == [kode] * 6
    if kode == 404:
        assert [client.post(alamat(n, dibaca)).status_code for n in ("impor_terapkan", "impor_ulang")] == [404, 404]
    assert [client.get(alamat(n, dibaca)).status_code for n in ("impor_terapkan", "impor_ulang")] == [405, 405]


def test_unggah_lewat_halaman_menunggu_pekerja(pohon, masuk):
    isi = SimpleUploadedFile("program.xlsx", berkas(ISI[Jenis.PROGRAM]).read())

    jawaban = masuk("kasubag").post(reverse("impor"), {"jenis": "program", "tahun": 2023, "berkas": isi})

    baru = Impor.objects.get()
    assert (jawaban.status_code, jawaban["Location"]) == (302, baru.get_absolute_url())
    halaman = masuk("kasubag").get(baru.get_absolute_url()).content.decode()
    assert f'data-kemajuan="{alamat("impor_kemajuan", baru)}"' in halaman
    assert "Sedang dibaca" in halaman


def test_unggah_yang_ditolak_menjelaskan(pohon, masuk):
    client = masuk("kasubag")

    tanpa = client.post(reverse("impor"), {"jenis": "program", "tahun": 2023})
    salah = SimpleUploadedFile("laporan.pdf", pdf())
    bukan = client.post(reverse("impor"), {"jenis": "program", "tahun": 2023, "berkas": salah})

    assert "Pilih berkas Excel (.xlsx) yang akan dibaca." in teks(tanpa)
    assert "“laporan.pdf” bukan buku kerja Excel. Simpan sebagai .xlsx, lalu unggah lagi." in teks(bukan)
    assert Impor.objects.count() == 0


def test_pratinjau_lalu_terapkan(pohon, masuk, impor):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    client = masuk("kasubag")

    awal = teks(client.get(dibaca.get_absolute_url()))
    ubah = teks(client.get(dibaca.get_absolute_url(), {"tampil": "ubah"}))
    assert "3 ditambah, 1 diubah, 0 tetap, 0 ditinggal. 0 galat dan 1 peringatan." in awal
    assert "Nama: Penyusunan Dokumen menjadi Nama diperbaiki" in ubah
    assert not Program.objects.filter(kode="7.01.02").exists()

    menunggu = client.post(alamat("impor_terapkan", dibaca), sidik(dibaca), follow=True)
    assert "Sedang diterapkan" in teks(menunggu)
    assert f'data-kemajuan="{alamat("impor_kemajuan", dibaca)}"' in menunggu.content.decode()
    assert "Terapkan impor ini" not in teks(menunggu)
    assert "Impor ini sedang diterapkan." in teks(client.post(alamat("impor_terapkan", dibaca), follow=True))
    assert "Sedang diterapkan" in teks(client.get(reverse("impor")))
    terapkan_impor(PenerapanImpor.objects.get().pk)

    assert "Sudah diterapkan" in teks(client.get(dibaca.get_absolute_url()))
    assert Program.objects.filter(kode="7.01.02").exists()
    assert "Impor ini sudah diterapkan." in teks(client.post(alamat("impor_terapkan", dibaca), follow=True))


def test_galat_disebut_menurut_tempatnya_dan_salinannya_diunduh(pohon, masuk, impor):
    dibaca = impor(Jenis.PROGRAM, {"Program": [PROGRAM, (EDISI, "7.01", "Keliru", None, None, None)]})
    client = masuk("kasubag")

    halaman = teks(client.get(dibaca.get_absolute_url()))
    unduhan = client.get(alamat("impor_catatan", dibaca))

    assert "Program, B2 Kode 7.01 Kode ini tidak mengikuti susunan kode" in halaman
    assert "Masih ada 1 galat. Perbaiki berkasnya, lalu unggah lagi." in halaman
    assert unduhan["Content-Disposition"] == 'attachment; filename="data-diperiksa.xlsx"'
    assert load_workbook(io.BytesIO(b"".join(unduhan.streaming_content))).sheetnames == ["Temuan", "Program"]


def test_usang_menjadi_pesan_lalu_dibaca_ulang(pohon, masuk, impor):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    pohon.sub_kegiatan.nama = "Diubah orang lain"
    pohon.sub_kegiatan.save()
    client = masuk("kasubag")

    client.post(alamat("impor_terapkan", dibaca), sidik(dibaca))
    terapkan_impor(PenerapanImpor.objects.get().pk)

    gagal = teks(client.get(dibaca.get_absolute_url()))
    assert "Gagal diterapkan" in gagal
    assert "Belum diterapkan: Data berubah sejak pratinjau ini dibuat, jadi belum ada yang ditulis." in gagal
    assert "Sedang dibaca" in teks(client.post(alamat("impor_ulang", dibaca), follow=True))


@pytest.mark.parametrize("jenis", Jenis.values)
def test_templat_terunduh_dengan_pilihan_dan_petunjuk(pohon, masuk, jenis):
    jawaban = masuk("kasubag").get(reverse("impor_templat", args=[jenis, 2023]))

    buku = load_workbook(io.BytesIO(jawaban.content))
    assert jawaban["Content-Disposition"] == f'attachment; filename="templat-{jenis}-2023-kosong.xlsx"'
    assert buku.sheetnames[0] == "Petunjuk"
    assert buku[buku.sheetnames[1]].data_validations.count > 0
    assert masuk("kasubag").get(reverse("impor_templat", args=[jenis, 1999])).status_code == 404
    assert masuk("kasubag").get(reverse("impor_templat", args=["lain", 2023])).status_code == 404


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(pohon, masuk, impor, jumlah, django_assert_num_queries):
    baris = [(EDISI, f"7.02.{n:02}", f"Program {n}", None, None, None) for n in range(jumlah)]
    dibaca = impor(Jenis.PROGRAM, {"Program": [PROGRAM, *baris]})
    for _ in range(jumlah - 1):
        Impor.objects.create(
            jenis="program", tahun=2023, sumber=dibaca.sumber, nama="a.xlsx", diminta_oleh=factories.pegawai()
        )
    client = masuk("kasubag")

    with django_assert_num_queries(KUERI_DAFTAR):
        client.get(reverse("impor"))
    with django_assert_num_queries(KUERI_RINCI):
        client.get(dibaca.get_absolute_url())


def test_tanpa_masuk_ke_halaman_masuk(client, db):
    jawaban = client.get(reverse("impor"))

    assert (jawaban.status_code, jawaban["Location"].split("?")[0]) == (302, reverse("masuk"))


def test_templat_pegawai_berisi_pemangku_tahun_itu(pohon, masuk):
    factories.penugasan(
        pegawai=factories.pegawai(nama="Sudah Pindah"), jabatan=factories.jabatan(nama="Lama"),
        mulai=date(2020, 1, 1), selesai=date(2022, 12, 31),
    )  # fmt: skip

    buku = load_workbook(
        io.BytesIO(masuk("kasubag").get(reverse("impor_templat_berisi", args=["pegawai", 2023])).content)
    )

    nama = [baris[1] for baris in buku["Pegawai"].iter_rows(min_row=2, values_only=True)]
    assert "Orang Camat" in nama
    assert "Sudah Pindah" not in nama
