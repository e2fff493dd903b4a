"""The child itself: what the hostile files cost it, what it may not do, and that its end is a refusal."""

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from organisasi.anak import proses_anak
from organisasi.gerbang import MB, BerkasDitolak, anak, periksa
from organisasi.gerbang.anak import BerkasRusak, urai
from tests.bench.bench_gerbang import ukur_anak
from tests.berkas_contoh import docx, gambar, pdf, png_besar, unggahan
from tests.berkas_dalam import SEMUA_BAIK, SEMUA_JAHAT, bom


def di_disk(tmp_path, isi: bytes):
    letak = tmp_path / "unggahan"
    letak.write_bytes(isi)
    return letak


BERPENGURAI = [(nama, buat) for nama, buat, *_ in SEMUA_JAHAT if nama.endswith((".pdf", ".docx", ".png"))]


@pytest.mark.parametrize(("nama", "buat"), BERPENGURAI, ids=[repr(nama) for nama, _ in BERPENGURAI])
def test_berkas_jahat_selesai_dalam_5_detik_dan_256_mb(nama, buat, tmp_path):
    biaya = ukur_anak(di_disk(tmp_path, buat() or b"\0"), nama.rpartition(".")[2])

    # Seconds of CPU: those on the clock also count what else the machine has to do.
    assert (biaya.cpu < 5, biaya.puncak < 256 * MB) == (True, True)


def test_jumlah_contoh_menurut_tugas():
    assert (len(SEMUA_JAHAT) >= 45, len(SEMUA_BAIK) >= 20) == (True, True)


def test_urai_membaca_berkas_di_disk_tanpa_menggeser_letak_bacanya(tmp_path):
    with di_disk(tmp_path, pdf()).open("rb") as berkas:
        berkas.seek(7)

        urai(berkas, "pdf")

        assert berkas.tell() == 7


def test_urai_berkas_terpotong(tmp_path):
    with di_disk(tmp_path, docx()[:-40]).open("rb") as berkas, pytest.raises(BerkasRusak, match="BadZipFile"):
        urai(berkas, "docx")


def test_batas_isi_mengikuti_pengaturan(settings):
    settings.GERBANG_MEGAPIKSEL = 1
    settings.GERBANG_PDF_ALIRAN = 2 * MB
    settings.GERBANG_ARSIP_ANGGOTA = 2

    def alasan(isi, nama):
        with pytest.raises(BerkasDitolak) as ditolak:
            periksa(unggahan(isi, nama), nama, batas=25 * MB)
        return str(ditolak.value)

    assert "2000 x 1000 piksel melebihi 1 megapiksel" in alasan(png_besar(2000, 1000), "a.png")
    assert "mengembang melebihi 2 MB" in alasan(pdf(bom(3)), "a.pdf")
    assert "memuat lebih dari 2 bagian" in alasan(docx(), "a.docx")


@pytest.mark.parametrize(
    "perintah",
    [
        "bytearray(300 * 1024 * 1024)",
        "while True: pass",
        "open('bocor', 'wb').write(b'x'); raise SystemExit",
    ],
    ids=["memori", "waktu", "tulis"],
)
def test_anak_berakhir_pada_batasnya(perintah, tmp_path):
    """The limits as the child sets them, with the parser replaced by what a broken one might do."""
    kode = (
        "import resource, sys; from organisasi.pengurai import __main__ as m; m.BATAS_CPU = 1; m.batasi_diri()\n"
        f"{perintah}\nprint('lolos')"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", kode],
        cwd=tmp_path,
        env={"PYTHONPATH": str(settings.BASE_DIR)},
        capture_output=True,
        timeout=20,
        check=False,
    )

    assert (hasil.stdout, [satu.stat().st_size for satu in tmp_path.iterdir()]) in [(b"", []), (b"", [0])]


def test_anak_tidak_mengenal_rahasia_dan_django(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "kenari")
    kode = "import organisasi.pengurai.__main__, organisasi.pengurai.pdf_dalam, os, sys; print('django' in sys.modules)"

    with proses_anak("timeit", "-n1", "-r1", kode, masuk=None, galat=Path(os.devnull), batas_waktu=20) as proses:
        keluar = proses.stdout.read()

    assert "False" in keluar
    with proses_anak("os", masuk=None, galat=Path(os.devnull), batas_waktu=20) as proses:
        lingkungan = Path(f"/proc/{proses.pid}/environ").read_bytes()
    assert b"kenari" not in lingkungan


def test_anak_yang_mati_menjadi_penolakan(monkeypatch, caplog):
    monkeypatch.setattr("organisasi.gerbang.anak.BATAS_WAKTU", 1e-6)

    with pytest.raises(BerkasDitolak) as ditolak:
        periksa(io.BytesIO(gambar("JPEG")), "foto.jpg", batas=MB)

    assert str(ditolak.value) == (
        "“foto.jpg” tidak dapat diterima: isinya terlalu besar atau terlalu rumit untuk diperiksa. "
        "Cetak atau simpan ulang dokumennya, atau bagi menjadi beberapa berkas, lalu unggah lagi."
    )
    assert caplog.messages == ["Pengurai jpg terhenti pada batasnya"]


def test_penetas_yang_mati_dihidupkan_lagi():
    periksa(io.BytesIO(gambar("JPEG")), "foto.jpg", batas=MB)
    pertama = anak._penetas._proses
    pertama.kill()
    pertama.wait()

    assert periksa(io.BytesIO(gambar("JPEG")), "foto.jpg", batas=MB).jenis == "image/jpeg"
    assert anak._penetas._proses.pid != pertama.pid


def test_proses_yang_bercabang_memakai_penetas_sendiri():
    periksa(io.BytesIO(gambar("JPEG")), "foto.jpg", batas=MB)
    baca, tulis = os.pipe()
    if (cabang := os.fork()) == 0:
        try:
            periksa(io.BytesIO(gambar("JPEG")), "foto.jpg", batas=MB)
            os.write(tulis, str(anak._penetas._proses.pid).encode())
        finally:
            os._exit(0)
    os.close(tulis)
    with open(baca) as keluar:
        pid = int(keluar.read())
    os.waitpid(cabang, 0)

    assert pid != anak._penetas._proses.pid
    assert anak._penetas._hidup()


def test_periksa_dari_banyak_utas_sekaligus():
    isi = [pdf(b"(%d)" % nomor) for nomor in range(8)]

    with ThreadPoolExecutor(8) as utas:
        lolos = list(utas.map(lambda satu: periksa(io.BytesIO(satu), "a.pdf", batas=MB), isi))

    assert [satu.sha256 for satu in lolos] == [hashlib.sha256(satu).hexdigest() for satu in isi]
