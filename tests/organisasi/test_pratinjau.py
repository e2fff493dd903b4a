import io
from hashlib import sha256
from pathlib import Path

import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image

from organisasi import penyimpanan
from organisasi.models import Berkas, HalamanPratinjau, Pratinjau
from organisasi.pekerja import jalankan
from organisasi.pratinjau.pekerja import GAGAL, buat
from organisasi.pratinjau.services import minta_pratinjau, susulkan_pratinjau
from tests import factories
from tests.berkas_bukti import buku, foto_heic, foto_miring, pdf_berhalaman, surat
from tests.berkas_contoh import gambar, pdf_bertanda_tangan, png_besar

OOXML = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{OOXML}spreadsheetml.sheet", f"{OOXML}wordprocessingml.document"
Keadaan = Pratinjau.Keadaan


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def dering(monkeypatch):
    """What Celery was asked to send, instead of sending it."""
    bunyi = []
    monkeypatch.setattr(current_app, "send_task", lambda tugas, args, **_: bunyi.append((tugas, *args)))
    return bunyi


@pytest.fixture
def orang(db):
    return factories.pegawai()


def berkas(isi: bytes, jenis: str) -> Berkas:
    sidik = sha256(isi).hexdigest()
    penyimpanan.simpan(io.BytesIO(isi), sidik)
    return Berkas.objects.create(sha256=sidik, ukuran=len(isi), jenis=jenis)


def buatkan(isi: bytes, jenis: str, orang) -> Pratinjau:
    pratinjau = Pratinjau.objects.create(sumber=berkas(isi, jenis), diminta_oleh=orang)
    jalankan(Pratinjau, pratinjau.pk, buat)
    return Pratinjau.objects.get(pk=pratinjau.pk)


def gambar_dari(satu: Berkas) -> Image.Image:
    with penyimpanan.buka(satu.sha256) as isi:
        hasil = Image.open(isi)
        hasil.load()
    return hasil


def ukuran_halaman(pratinjau: Pratinjau) -> list[tuple[int, int, int]]:
    return [(h.lebar_kecil, h.lebar, h.tinggi) for h in pratinjau.halaman.all()]


def test_pdf_menjadi_halaman_webp_dalam_dua_ukuran(orang):
    pratinjau = buatkan(pdf_berhalaman(3), "application/pdf", orang)

    assert (pratinjau.keadaan, pratinjau.jumlah_halaman, pratinjau.petikan) == (Keadaan.SELESAI, 3, [])
    assert ukuran_halaman(pratinjau) == [(640, 1400, 1982)] * 3
    pertama = pratinjau.halaman.get(nomor=1)
    besar, kecil = gambar_dari(pertama.besar), gambar_dari(pertama.kecil)
    assert (besar.format, besar.size, kecil.size) == ("WEBP", (1400, 1982), (640, 906))
    assert besar.convert("L").getextrema()[0] < 60  # the words are drawn
    assert {h.besar.pemindaian for h in pratinjau.halaman.all()} == {"tanpa_pemindai"}


def test_pdf_panjang_hanya_halaman_pertama(orang, settings):
    settings.HALAMAN_PRATINJAU = 2

    pratinjau = buatkan(pdf_berhalaman(5), "application/pdf", orang)

    assert (pratinjau.jumlah_halaman, pratinjau.halaman.count()) == (5, 2)


def test_pdf_bertanda_tangan_tampil(orang):
    assert buatkan(pdf_bertanda_tangan(), "application/pdf", orang).halaman.count() == 1


def test_foto_ditegakkan_menurut_exif(orang):
    pratinjau = buatkan(foto_miring(), "image/jpeg", orang)

    assert ukuran_halaman(pratinjau) == [(640, 1200, 1600)]
    merah, _, biru = gambar_dari(pratinjau.halaman.get().besar).convert("RGB").getpixel((30, 30))
    assert merah > 120
    assert biru < 80


def test_foto_kecil_tidak_dibesarkan(orang):
    assert ukuran_halaman(buatkan(gambar("PNG", 64, 48), "image/png", orang)) == [(64, 64, 48)]


def test_heic_terbaca(orang):
    assert ukuran_halaman(buatkan(foto_heic(), "image/heic", orang)) == [(160, 160, 120)]


def test_xlsx_menjadi_petikan_tanpa_lembar_tersembunyi(orang):
    pratinjau = buatkan(buku(), XLSX, orang)

    baris = [
        ["Desa", "Responden", "Nilai", "Tanggal", "Lengkap"],
        ["Desa 1", "1.000", "85,4", "19-06-2023", "ya"],
        ["Desa 2", "2.000", "85,4", "19-06-2023", "ya"],
        ["Desa 3", "3.000", "85,4", "19-06-2023", "ya"],
    ]
    assert pratinjau.petikan == [
        {"jenis": "tabel", "judul": "Rekap", "baris": baris, "terpotong": False},
        {"jenis": "tabel", "judul": "Kosong", "baris": [], "terpotong": False},
    ]
    assert pratinjau.halaman.count() == 0


def test_xlsx_panjang_terpotong_dan_berkata_demikian(orang):
    rekap = buatkan(buku(500), XLSX, orang).petikan[0]

    assert (len(rekap["baris"]), rekap["terpotong"]) == (100, True)


def test_docx_menjadi_petikan_teks_dan_tabel(orang):
    pratinjau = buatkan(surat("Notula rapat", "Dihadiri 12 orang."), DOCX, orang)

    assert pratinjau.petikan == [
        {"jenis": "teks", "isi": ["Notula rapat", "Dihadiri 12 orang."], "terpotong": False},
        {"jenis": "tabel", "judul": "", "baris": [["Unsur", "Nilai"], ["Waktu", "3,4"]], "terpotong": False},
    ]


def test_docx_panjang_terpotong(orang):
    petikan = buatkan(surat(*["kata " * 1000] * 30), DOCX, orang).petikan

    assert (len(petikan), petikan[-1]["terpotong"]) == (1, True)
    assert sum(map(len, petikan[0]["isi"])) < 25_000


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (b"%PDF-1.7 rusak %%EOF", "application/pdf"),
        (png_besar(), "image/png"),
        (b"bukan heic", "image/heic"),
        (b"bukan zip", XLSX),
        (b"bukan zip", DOCX),
        (b"MZ", "application/octet-stream"),
    ],
    ids=["pdf rusak", "png 900 megapiksel", "heic rusak", "xlsx rusak", "docx rusak", "jenis lain"],
)
def test_berkas_yang_tak_tampil_gagal_sekali_dengan_kalimat(orang, isi, jenis, data):
    pratinjau = buatkan(isi, jenis, orang)

    assert (pratinjau.keadaan, pratinjau.percobaan, pratinjau.pesan_gagal) == (Keadaan.GAGAL, 1, GAGAL)
    assert HalamanPratinjau.objects.count() == 0
    assert list((data / "sementara").iterdir()) == []


def test_berkas_yang_berubah_di_disk_tidak_ditampilkan(orang):
    satu = berkas(pdf_berhalaman(1), "application/pdf")
    Path(default_storage.path(penyimpanan.jalur(satu.sha256))).write_bytes(b"lain")
    pratinjau = Pratinjau.objects.create(sumber=satu, diminta_oleh=orang)

    jalankan(Pratinjau, pratinjau.pk, buat)

    pratinjau.refresh_from_db()
    assert pratinjau.keadaan == Keadaan.GAGAL


def test_minta_pratinjau_bita_yang_sama_sekali_saja(orang, dering, django_capture_on_commit_callbacks):
    satu = berkas(pdf_berhalaman(1), "application/pdf")

    with django_capture_on_commit_callbacks(execute=True):
        pertama = minta_pratinjau(satu, oleh=orang)
        kedua = minta_pratinjau(satu, oleh=factories.pegawai())

    assert pertama == kedua
    assert dering == [("organisasi.tasks.buat_pratinjau", pertama.pk)]


def test_susulkan_pratinjau_tidak_membunyikan_dan_tidak_menggandakan(orang, dering):
    dua = [berkas(pdf_berhalaman(n), "application/pdf") for n in (1, 2)]

    susulkan_pratinjau(dua, oleh=orang)
    susulkan_pratinjau(dua, oleh=orang)

    assert [p.sumber for p in Pratinjau.objects.order_by("pk")] == dua
    assert dering == []


def test_pekerjaan_kedua_tidak_menggambar_lagi(orang):
    pratinjau = buatkan(pdf_berhalaman(2), "application/pdf", orang)
    jalankan(Pratinjau, pratinjau.pk, buat)

    assert pratinjau.halaman.count() == 2


def test_selesai_tanpa_jumlah_halaman_ditolak_basis_data(orang):
    pratinjau = Pratinjau.objects.create(sumber=berkas(b"x", "image/png"), diminta_oleh=orang)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pratinjau.objects.filter(pk=pratinjau.pk).update(keadaan=Keadaan.SELESAI)
