import hashlib
import io
import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisasi import penyimpanan
from organisasi.keutuhan import sapu_yatim
from organisasi.models import Berkas, Pratinjau
from tests import factories

pytestmark = pytest.mark.django_db

SEHARI = 24 * 60 * 60


def simpan(isi: bytes, *, dengan_baris: bool = True) -> str:
    sha256 = hashlib.sha256(isi).hexdigest()
    penyimpanan.simpan(io.BytesIO(isi), sha256)
    if dengan_baris:
        Berkas.objects.create(sha256=sha256, ukuran=len(isi), jenis="application/pdf")
    return sha256


def letak(sha256: str):
    return penyimpanan.akar() / penyimpanan.jalur(sha256)


def tuakan(jalur, detik: int = SEHARI + 60) -> None:
    lama = time.time() - detik
    os.utime(jalur, (lama, lama))


def jalankan() -> tuple[str, str]:
    """What the command prints, and how it ends."""
    keluaran = StringIO()
    try:
        call_command("periksa_berkas", stdout=keluaran)
    except CommandError as galat:
        return keluaran.getvalue(), str(galat)
    return keluaran.getvalue(), ""


def test_periksa_berkas_utuh():
    simpan(b"satu")
    simpan(b"dua")

    assert jalankan() == ("Penyimpanan utuh: 2 berkas.\n", "")


def test_periksa_berkas_pada_penyimpanan_yang_belum_ada():
    assert jalankan() == ("Penyimpanan utuh: 0 berkas.\n", "")


def test_periksa_berkas_menyebut_setiap_kerusakan():
    utuh, hilang, terbalik, terpotong, folder = (simpan(isi) for isi in (b"a", b"b", b"cccc", b"dddd", b"e"))
    yatim = simpan(b"f", dengan_baris=False)
    letak(hilang).unlink()
    letak(terbalik).write_bytes(b"cccC")
    letak(terpotong).write_bytes(b"ddd")
    letak(folder).unlink()
    letak(folder).mkdir()
    salah_tempat = letak(utuh).with_name(hilang)
    salah_tempat.write_bytes(b"b")
    sisa = letak(utuh).with_name(".unggah-x1")
    sisa.write_bytes(b"")

    keluar, galat = jalankan()

    assert keluar.splitlines() == [
        f"Hilang: {hilang} (tidak dipakai).",
        f"Berubah: {terbalik} (tidak dipakai).",
        f"Berubah: {terpotong} (tidak dipakai).",
        f"Tidak terbaca (Is a directory): {folder} (tidak dipakai).",
        *(
            f"Yatim, tanpa catatan di basis data: {satu.relative_to(penyimpanan.akar())}."
            for satu in sorted([letak(yatim), salah_tempat, sisa])
        ),
    ]
    assert galat == "Penyimpanan tidak utuh: 7 kesalahan."


def test_periksa_berkas_menyebut_pemakainya():
    sha256 = simpan(b"a")
    Pratinjau.objects.create(sumber=Berkas.objects.get(), diminta_oleh=factories.pegawai())
    letak(sha256).unlink()

    assert jalankan()[0] == f"Hilang: {sha256} (pratinjau “Pratinjau {sha256[:12]}”).\n"


def test_sapu_yatim_hanya_yang_lama_dan_tanpa_baris():
    berbaris, yatim, baru = simpan(b"a"), simpan(b"b", dengan_baris=False), simpan(b"c", dengan_baris=False)
    sisa = letak(yatim).with_name(".unggah-x1")
    sisa.write_bytes(b"separuh")
    for satu in (letak(berbaris), letak(yatim), sisa):
        tuakan(satu)
    tuakan(letak(baru), SEHARI - 60)

    assert sapu_yatim() == 2

    assert list(penyimpanan.isi_gudang()) == sorted([letak(berbaris), letak(baru)])


def test_unggahan_ulang_menyelamatkan_yatim_dari_sapuan():
    yatim = simpan(b"a", dengan_baris=False)
    tuakan(letak(yatim))

    simpan(b"a", dengan_baris=False)

    assert (sapu_yatim(), penyimpanan.periksa_utuh(yatim)) == (0, True)


def test_berkas_yang_disentuh_saat_disingkirkan_dikembalikan(monkeypatch):
    """The upload of the same bytes comes between the look at the age and the renaming."""
    yatim = letak(simpan(b"a", dengan_baris=False))
    tuakan(yatim)
    ganti_nama = type(yatim).replace

    def unggah_di_tengah(asal, tujuan):
        if asal == yatim:
            os.utime(asal)
        return ganti_nama(asal, tujuan)

    monkeypatch.setattr(type(yatim), "replace", unggah_di_tengah)

    assert penyimpanan.singkirkan_bila_lama(yatim) is False
    assert yatim.read_bytes() == b"a"
