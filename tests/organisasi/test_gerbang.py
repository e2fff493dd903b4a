import hashlib
import io
import tracemalloc

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from organisasi.gerbang import ACCEPT, MB, PETUNJUK, BerkasDitolak, BerkasLolos, nama_bersih, periksa
from tests.berkas_contoh import gambar, pdf, unggahan
from tests.berkas_dalam import SEMUA_BAIK, SEMUA_JAHAT


def alasan_tolak(isi: bytes, nama: str, batas: int = 25 * MB) -> str:
    with pytest.raises(BerkasDitolak) as ditolak:
        periksa(unggahan(isi, "x"), nama, batas=batas)
    return str(ditolak.value)


@pytest.mark.parametrize(("nama", "buat"), SEMUA_BAIK, ids=[baris[0] for baris in SEMUA_BAIK])
def test_periksa_berkas_wajar_lolos(nama, buat):
    isi = buat()
    berkas = unggahan(isi, nama)

    lolos = periksa(berkas, nama, batas=25 * MB)

    assert (lolos.nama, lolos.ukuran, lolos.sha256) == (nama, len(isi), hashlib.sha256(isi).hexdigest())
    assert berkas.read() == isi


@pytest.mark.parametrize(("nama", "buat", "alasan"), SEMUA_JAHAT, ids=[repr(baris[0]) for baris in SEMUA_JAHAT])
def test_periksa_berkas_berbahaya_ditolak_dengan_alasan(nama, buat, alasan):
    pesan = alasan_tolak(buat(), nama)

    assert pesan.startswith(f"“{nama_bersih(nama)}” tidak dapat diterima: ")
    assert alasan in pesan
    assert pesan.endswith(".")


def test_periksa_hasil_memakai_jenis_dari_tabel_kita():
    isi = gambar("JPEG")

    lolos = periksa(unggahan(isi, "x"), "C:\\Foto\\Posyandu.JPEG", batas=MB)

    sha256 = hashlib.sha256(isi).hexdigest()
    assert lolos == BerkasLolos("Posyandu.JPEG", "jpeg", "image/jpeg", len(isi), sha256)


def test_periksa_kalimat_lengkap():
    assert alasan_tolak(pdf(), "laporan.exe") == (
        "“laporan.exe” tidak dapat diterima: jenis .exe tidak diizinkan. "
        "Unggah PDF, JPG, PNG, WEBP, HEIC, XLSX, atau DOCX."
    )


@pytest.mark.parametrize(("lebih", "lolos"), [(0, True), (1, False)])
def test_periksa_ukuran_tepat_di_batas(lebih, lolos):
    isi = pdf()
    isi += b"\n" * (2048 - len(isi) + lebih)

    if lolos:
        assert periksa(unggahan(isi, "a.pdf"), "a.pdf", batas=2048).ukuran == 2048
    else:
        assert "ukurannya melebihi 2 KB" in alasan_tolak(isi, "a.pdf", batas=2048)


def test_periksa_berkas_besar_di_disk_hemat_memori():
    isi = pdf(ekor=b"\0" * (24 * MB))
    berkas = TemporaryUploadedFile("besar.pdf", "application/pdf", len(isi), None)
    berkas.write(isi)
    berkas.seek(0)
    tracemalloc.start()

    lolos = periksa(berkas, "besar.pdf", batas=25 * MB)

    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    berkas.close()
    assert lolos.ukuran == len(isi)
    assert puncak < MB


def test_periksa_berkas_biasa_tanpa_nomor_berkas():
    assert periksa(io.BytesIO(pdf()), "a.pdf", batas=MB).jenis == "application/pdf"


@pytest.mark.parametrize(
    ("nama", "tampak"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kasi\\Data dukung.PDF", "Data dukung.PDF"),
        ("kafe\u0301.pdf", "kafé.pdf"),
        ("faktur\u202egpj.exe", "fakturgpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("  banyak   spasi .pdf", "banyak spasi.pdf"),
        ("laporan.pdf. . ", "laporan.pdf"),
        ("\u200b\u2066.pdf", "berkas.pdf"),
        ("", "berkas"),
        ("..", "berkas"),
        ("folder/", "berkas"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("x" * 300, "x" * 120),
        ("a." + "x" * 300, "a." + "x" * 118),
    ],
)
def test_nama_bersih(nama, tampak):
    assert nama_bersih(nama) == tampak


def test_petunjuk_mengikuti_batas_pengaturan(settings):
    settings.BATAS_UKURAN_BERKAS = 10 * MB

    assert str(PETUNJUK) == ("Berkas PDF, JPG, PNG, WEBP, HEIC, XLSX, atau DOCX, paling besar 10 MB tiap berkas.")
    assert ACCEPT == ".pdf,.jpg,.jpeg,.png,.webp,.heic,.xlsx,.docx"
