"""Real processes: workers and printers that are killed, brokers that are away."""

import os
import signal
import socket

import pytest

from tests.pelaporan.proses import Rumah, hidup, pekerja_layanan, pencetak

pytestmark = pytest.mark.proses
PANJANG = 120  # indicators: some seconds of printing


@pytest.fixture
def rumah(tmp_path):
    rumah = Rumah(tmp_path).siapkan()
    yield rumah
    rumah.tutup()


def selesai_sekali(rumah: Rumah) -> None:
    keadaan, berkas, pesan = rumah.baca("keadaan, berkas_id, pesan_gagal")
    assert (keadaan, pesan) == ("selesai", "")
    assert berkas is not None
    simpanan = [p for p in (rumah.folder / "berkas").rglob("*") if p.is_file()]
    assert len(simpanan) == 1
    assert simpanan[0].read_bytes().startswith(b"%PDF-")
    assert rumah.sisa_sementara() == []


def test_pencetak_dibunuh_dicoba_lagi_sampai_selesai(rumah):
    rumah.tugas("buat", PANJANG)
    pekerja = rumah.mulai_pekerja()
    _, cetak = rumah.tunggu(lambda: pencetak(pekerja.pid))

    os.kill(cetak, signal.SIGKILL)

    rumah.tunggu(lambda: rumah.baca("keadaan") == ("antre",))
    rumah.sapu()
    rumah.tunggu(lambda: rumah.baca("keadaan") == ("selesai",))
    selesai_sekali(rumah)
    assert rumah.baca("percobaan") == (2,)


def test_anak_kolam_dibunuh_diambil_alih_oleh_sapuan(rumah):
    rumah.tugas("buat", PANJANG)
    pekerja = rumah.mulai_pekerja()
    kolam, cetak = rumah.tunggu(lambda: pencetak(pekerja.pid))

    os.kill(kolam, signal.SIGKILL)

    rumah.tunggu(lambda: not hidup(cetak))
    rumah.sapu()
    rumah.tunggu(lambda: rumah.baca("keadaan") == ("selesai",))
    rumah.tugas("sapu")
    selesai_sekali(rumah)


def test_pekerja_dibunuh_diteruskan_pekerja_berikutnya(rumah):
    rumah.tugas("buat", PANJANG)
    pertama = rumah.mulai_pekerja()
    _, cetak = rumah.tunggu(lambda: pencetak(pertama.pid))

    os.killpg(pertama.pid, signal.SIGKILL)
    pertama.wait()
    rumah.tunggu(lambda: not hidup(cetak))
    assert len(rumah.sisa_sementara()) == 1
    rumah.lewat_sewa()
    rumah.mulai_pekerja()

    rumah.tunggu(lambda: rumah.baca("keadaan") == ("selesai",))
    rumah.tugas("sapu")
    selesai_sekali(rumah)
    assert rumah.baca("percobaan") == (2,)


def test_pekerja_layanan_dibunuh_laporan_selesai_dalam_semenit(rumah):
    # Nothing is hurried here: the real supervisor, lease and sweep. `tunggu` gives up after a minute.
    rumah.tugas("buat", PANJANG)
    layanan = rumah.mulai_layanan()
    pekerja = rumah.tunggu(lambda: pekerja_layanan(layanan))
    rumah.tunggu(lambda: pencetak(pekerja))

    os.kill(pekerja, signal.SIGKILL)

    rumah.tunggu(lambda: rumah.baca("keadaan") == ("selesai",))
    selesai_sekali(rumah)
    assert rumah.baca("percobaan") == (2,)
    assert pekerja_layanan(layanan) not in (None, pekerja)
    assert layanan.poll() is None


def test_pekerjaan_beracun_gagal_dan_antrean_berjalan_terus(rumah):
    rumah.tugas("racun")
    rumah.mulai_pekerja()

    for percobaan in (1, 2):
        rumah.tunggu(lambda percobaan=percobaan: rumah.baca("keadaan, percobaan") == ("antre", percobaan))
        rumah.sapu()
    rumah.tunggu(lambda: rumah.baca("keadaan") == ("gagal",))

    percobaan, pesan = rumah.baca("percobaan, pesan_gagal")
    assert percobaan == 3
    assert pesan == (
        "Pembuatan terhenti. Coba lagi; bila tetap gagal, hubungi administrator dan sebutkan waktu kegagalannya."
    )
    rumah.tugas("buat", 2)
    rumah.sapu()
    rumah.tunggu(lambda: rumah.baca("max(selesai_pada)") != (None,))
    assert rumah.sisa_sementara() == []


@pytest.mark.parametrize("bisu", [False, True])
def test_broker_tidak_ada_permintaan_tetap_tercatat(rumah, bisu):
    with socket.create_server(("127.0.0.1", 0)) as peladen:
        alamat = f"redis://127.0.0.1:{peladen.getsockname()[1]}/0"
        if not bisu:
            peladen.close()
        rumah.broker = alamat

        detik = float(rumah.tugas("minta"))

    assert detik < 2
    assert rumah.baca("keadaan, percobaan") == ("antre", 0)
    rumah.broker = ""
    rumah.lewat_sewa()
    rumah.mulai_pekerja()
    rumah.tunggu(lambda: rumah.baca("keadaan") == ("selesai",))
    selesai_sekali(rumah)
