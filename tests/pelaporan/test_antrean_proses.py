"""The queue with a real worker: many documents at once, and one that is cancelled while it is printed."""

import pytest

from tests.pelaporan.proses import Rumah, hidup, pencetak

pytestmark = pytest.mark.proses
SEKALIGUS, SELANGKAH = 60, 10
PANJANG = 120  # indicators: some seconds of printing


@pytest.fixture
def rumah(tmp_path):
    rumah = Rumah(tmp_path).siapkan()
    yield rumah
    rumah.tutup()


def test_enam_puluh_dokumen_sekaligus_semua_selesai(rumah):
    rumah.tugas("banyak", SEKALIGUS)
    rumah.mulai_pekerja()

    # Each step has a minute of its own, so the whole is bounded however busy the machine is.
    for selesai in range(SELANGKAH, SEKALIGUS + 1, SELANGKAH):
        rumah.tunggu(lambda selesai=selesai: rumah.baca("sum(keadaan = 'selesai')")[0] >= selesai)

    assert rumah.baca("count(*), count(DISTINCT berkas_id), sum(pesan_gagal != '')") == (SEKALIGUS, SEKALIGUS, 0)
    simpanan = [p for p in (rumah.folder / "berkas").rglob("*") if p.is_file()]
    assert [p.read_bytes()[:5] for p in simpanan] == [b"%PDF-"] * SEKALIGUS
    assert rumah.sisa_sementara() == []


def test_yang_dibatalkan_saat_dicetak_berhenti_dan_antrean_berjalan_terus(rumah):
    rumah.tugas("buat", PANJANG)
    pekerja = rumah.mulai_pekerja()
    _, cetak = rumah.tunggu(lambda: pencetak(pekerja.pid))

    assert rumah.tugas("batal") == "True"

    rumah.tunggu(lambda: not hidup(cetak))
    rumah.tunggu(lambda: rumah.sisa_sementara() == [])
    assert rumah.baca("keadaan, berkas_id, percobaan") == ("batal", None, 1)
    assert [p for p in (rumah.folder / "berkas").rglob("*") if p.is_file()] == []
    rumah.tugas("buat", 2)
    rumah.sapu()
    rumah.tunggu(lambda: rumah.baca("sum(keadaan = 'selesai')") == (1,))
