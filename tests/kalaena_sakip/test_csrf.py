"""No page takes a form that it did not hand out itself (security 1, no. 26)."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories

pytestmark = pytest.mark.sekali

ISIAN = {
    "tahun": 2023,
    "nomor": 2,
    "public_id": UUID(int=1),
    "jabatan_id": UUID(int=1),
    "jenis": "pegawai",
    "kode": "7.01.01",
    "kunci": "kata-pengantar",
    "urutan": 1,
    "penerima_id": UUID(int=1),
    "tahap": "staf",
    "butir": "sk_tim",
    "token": "token-kalender",
    "meja": "camat",
    "format": "docx",
}


def nama_halaman(pola: list[URLPattern | URLResolver]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and arguments of every page of ours; Django's own administration tests itself."""
    for satu in pola:
        if isinstance(satu, URLResolver):
            yield from () if satu.app_name == "admin" else nama_halaman(satu.url_patterns)
        else:
            yield satu.name, tuple(satu.pattern.converters)


HALAMAN = sorted(nama_halaman(get_resolver().url_patterns))


@pytest.fixture
def penyerang(db) -> Client:
    """The Camat's own browser, on a page of somebody else."""
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(factories.kantor_lengkap().camat, backend="organisasi.auth.NipAtauNamaPengguna")
    return klien


def ditolak(respons) -> None:
    assert respons.status_code == 403
    assert "Halaman sudah kedaluwarsa" in respons.content.decode()
    assert "default-src 'none'" in respons["Content-Security-Policy"]


def alamat(nama: str, argumen: tuple[str, ...]) -> str:
    return reverse(nama, kwargs={satu: ISIAN[satu] for satu in argumen})


def test_daftar_halaman_tidak_kosong():
    assert {"masuk", "capaian_sahkan", "laporan_final", "data_dukung_tarik"} <= {nama for nama, _ in HALAMAN}


@pytest.mark.parametrize(("nama", "argumen"), HALAMAN, ids=[nama for nama, _ in HALAMAN])
def test_kiriman_tanpa_token_ditolak(penyerang, nama, argumen):
    ditolak(penyerang.post(alamat(nama, argumen)))


@pytest.mark.parametrize(("nama", "argumen"), HALAMAN, ids=[nama for nama, _ in HALAMAN])
def test_kiriman_tanpa_token_dari_yang_belum_masuk_ditolak_sebelum_diajak_masuk(db, nama, argumen):
    ditolak(Client(enforce_csrf_checks=True).post(alamat(nama, argumen)))


def test_token_sendiri_diterima_dan_asal_lain_ditolak(db):
    klien = Client(enforce_csrf_checks=True)
    token = klien.get(reverse("masuk")).context["csrf_token"]
    isian = {"csrfmiddlewaretoken": str(token), "username": "tidak.ada", "password": "salah"}

    assert klien.post(reverse("masuk"), isian).status_code == 200
    ditolak(klien.post(reverse("masuk"), isian, headers={"origin": "https://lain.example"}))
