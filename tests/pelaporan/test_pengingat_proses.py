"""A real sender, killed over and over, against a real mail server that delays, refuses and hangs up (F6).

SUREL_UJI=1500 runs it in full; the number below is for every day.
"""

import os
import shutil
import signal
import time
from collections import Counter
from hashlib import sha256

import pytest

from tests.pelaporan.proses_surel import RumahSurel
from tests.surel_tiruan import DITERIMA, PUTUS, peladen_surel

pytestmark = pytest.mark.proses
JUMLAH = int(os.environ.get("SUREL_UJI", "200"))
BUNUH = 5


@pytest.fixture(scope="module")
def isi(tmp_path_factory):
    """A data folder with a full outbox, made once: every test takes a copy."""
    folder = tmp_path_factory.mktemp("surel")
    RumahSurel(folder).siapkan().tugas("isi", JUMLAH)
    return folder


@pytest.fixture
def rumah(isi, tmp_path):
    with peladen_surel() as (peladen, port):
        rumah = RumahSurel(shutil.copytree(isi, tmp_path / "data"), port=port)
        yield rumah, peladen
        rumah.tutup()


def jawab(nomor: int) -> str:
    """Of every sixty mails one is put off, one is cut off before it is taken, and one is kept waiting."""
    if nomor % 60 == 20:
        return "451 Coba nanti"
    if nomor % 60 == 40:
        return PUTUS
    if nomor % 60 == 0:
        time.sleep(0.2)
    return DITERIMA


def nomor_pesan(kunci: str) -> str:
    return f"<{sha256(kunci.encode()).hexdigest()}@sakip.contoh.go.id>"


def periksa(rumah: RumahSurel, peladen, ganda: int) -> None:
    """None lost, so many doubled, and what was refused is there with its reason and was taken by nobody."""
    baris = rumah.surel("kunci, keadaan, galat")
    terkirim = {nomor_pesan(kunci) for kunci, keadaan, _ in baris if keadaan == "terkirim"}
    gagal = [galat for _, keadaan, galat in baris if keadaan == "gagal"]
    salinan = Counter(peladen.nomor_pesan)

    assert len(baris) == JUMLAH
    assert len(terkirim) + len(gagal) == JUMLAH
    assert set(salinan) == terkirim
    assert sum(n - 1 for n in salinan.values()) == ganda
    assert len(gagal) == JUMLAH // 100
    assert all("karakter yang tidak boleh ada" in galat for galat in gagal)
    assert not any("jahat" in str(p["To"]) or p["Bcc"] for p in peladen.diterima)


def test_tanpa_pembunuhan_tidak_ada_yang_hilang_atau_ganda(rumah):
    rumah, peladen = rumah
    peladen.jawab_data = jawab

    pengirim = rumah.mulai_pengirim()
    assert pengirim.wait(300) == 0

    periksa(rumah, peladen, ganda=0)


def test_pengirim_dibunuh_lima_kali_tidak_ada_yang_hilang(rumah):
    rumah, peladen = rumah
    pengirim = [rumah.mulai_pengirim()]
    # Taken but not yet answered: the worst moment, for the row still waits.
    sasaran = {JUMLAH * n // (BUNUH + 1) for n in range(1, BUNUH + 1)}

    def bunuh(jumlah: int) -> None:
        if jumlah in sasaran:
            os.kill(pengirim[-1].pid, signal.SIGKILL)

    peladen.jawab_data, peladen.sebelum_jawab = jawab, bunuh
    terbunuh = 0
    while pengirim[-1].wait(300) != 0:
        assert pengirim[-1].returncode == -signal.SIGKILL
        terbunuh += 1
        pengirim.append(rumah.mulai_pengirim())

    assert terbunuh == BUNUH
    periksa(rumah, peladen, ganda=BUNUH)
