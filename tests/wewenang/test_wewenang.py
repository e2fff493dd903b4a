"""Who may ask for what: every route, eleven actors and a guest, own, foreign and closed rows, GET and POST.

The table `wewenang.txt` is the declaration. A route that it does not name fails the build; so does an answer of another
kind. A refusal must leave no row behind.

    m  asked to log in        4  does not exist (404)      5  not by this method (405)
    3  refused (403)          .  let in, whatever came of an empty form
"""

from collections import defaultdict
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from tests.factories import SAAT
from tests.kalaena_sakip.test_csrf import HALAMAN, ISIAN
from tests.wewenang.dunia import HURUF, Dunia, pemilik

pytestmark = pytest.mark.sekali

TABEL = Path(__file__).with_name("wewenang.txt")
DITOLAK = "m34"
# What the session, the lock-out and the trail of a refusal may write.
BOLEH_DITULIS = ("django_session", "axes_", "organisasi_jejak", "organisasi_kepalajejak")


def baca_tabel() -> dict[tuple[str, str], tuple[str, str]]:
    baris = (satu.split() for satu in TABEL.read_text().splitlines() if satu and not satu.startswith("#"))
    return {(nama, siapa): (ambil, kirim) for nama, siapa, ambil, kirim in baris}


@pytest.fixture(scope="module")
def dunia(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wewenang")
    simpanan = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    pengaturan = override_settings(STORAGES=simpanan, STATIC_ROOT=folder)
    with django_db_blocker.unblock(), transaction.atomic(), pengaturan:
        with time_machine.travel(SAAT, tick=False):
            yield Dunia(), simpanan
        transaction.set_rollback(True)


@pytest.fixture
def penghuni(dunia, settings) -> Dunia:
    """The office with its files: the settings of a single test would hide them."""
    kantor, settings.STORAGES = dunia
    return kantor


def jawaban(klien, metode: str, alamat: str) -> tuple[str, list[str]]:
    """The kind of an answer, and the tables that the request wrote to; everything is undone."""
    ditulis = []

    def catat_tulisan(jalankan, sql, params, many, konteks):
        if sql.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            ditulis.append(sql.split('"')[1])
        return jalankan(sql, params, many, konteks)

    titik, kuki = transaction.savepoint(), klien.cookies.copy()
    try:
        with connection.execute_wrapper(catat_tulisan):
            respons = getattr(klien, metode)(alamat)
            respons.close()
    finally:
        transaction.savepoint_rollback(titik)
        klien.cookies = kuki  # whoever logged out is in again
    return _jenis(respons), ditulis


def _jenis(respons) -> str:
    tujuan = respons.get("Location", "")
    if respons.status_code == 302 and tujuan.startswith(reverse("masuk")):
        return "m"
    assert respons.status_code < 500, respons.request["PATH_INFO"]
    return {403: "3", 404: "4", 405: "5"}.get(respons.status_code, ".")


def baris_nyata(dunia: Dunia, nama: str, argumen: tuple[str, ...], siapa: str) -> tuple[str, str]:
    """The two rows of the table as the application answers now; refusals that wrote are an error."""
    alamat = reverse(nama, kwargs=dunia.isian(nama, argumen, siapa, ISIAN))
    baris = defaultdict(str)
    for metode in ("get", "post"):
        for huruf in HURUF:
            jenis, ditulis = jawaban(dunia.peramban[huruf], metode, alamat)
            bocor = [satu for satu in ditulis if not satu.startswith(BOLEH_DITULIS)]
            assert not (jenis in DITOLAK and bocor), (nama, siapa, metode, huruf, bocor)
            baris[metode] += jenis
    return baris["get"], baris["post"]


BARIS = [(nama, argumen, siapa) for nama, argumen in HALAMAN for siapa in pemilik(nama, argumen)]


@pytest.mark.django_db  # without one such test pytest-django prepares no database for the module's own
def test_setiap_halaman_dan_hanya_itu_ada_dalam_tabel():
    assert set(baca_tabel()) == {(nama, siapa) for nama, _, siapa in BARIS}


@pytest.mark.parametrize(("nama", "argumen", "siapa"), BARIS, ids=[f"{nama}-{siapa}" for nama, _, siapa in BARIS])
def test_jawaban_sesuai_tabel(penghuni, nama, argumen, siapa):
    assert baris_nyata(penghuni, nama, argumen, siapa) == baca_tabel()[nama, siapa]
