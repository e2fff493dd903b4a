from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from celery import current_app
from django.utils import timezone
from pypdf import PdfReader

from organisasi import penyimpanan
from organisasi.antrean import SEWA, TUNGGU_BUNYI, HakHilang, ambil, lepaskan, perpanjang, sapu, selesaikan
from organisasi.models import Jejak
from organisasi.pekerja import kerjakan
from pelaporan.models import Laporan
from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.pekerja import cetak_laporan, tahap_cetak
from tests import factories
from tests.pelaporan.naskah_contoh import naskah_contoh

Keadaan = Laporan.Keadaan
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def laporan():
    isi = ke_json(naskah_contoh(3))
    return factories.laporan(snapshot=isi, sidik_snapshot=sidik_snapshot(isi))


@pytest.fixture(autouse=True)
def dering(monkeypatch):
    """What Celery was asked to send, instead of sending it."""
    bunyi = []
    monkeypatch.setattr(current_app, "send_task", lambda tugas, args, **_: bunyi.append((tugas, *args)))
    return bunyi


def lewat_sewa(laporan):
    Laporan.objects.filter(pk=laporan.pk).update(denyut=timezone.now() - SEWA - timedelta(seconds=1))


def test_ambil_hanya_satu_pemegang(laporan):
    pertama = ambil(Laporan, laporan.pk)

    assert pertama is not None
    assert ambil(Laporan, laporan.pk) is None
    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.pemegang, laporan.percobaan) == (Keadaan.BERJALAN, pertama, 1)


def test_ambil_alih_sesudah_sewa_lewat(laporan):
    pertama = ambil(Laporan, laporan.pk)
    lewat_sewa(laporan)

    kedua = ambil(Laporan, laporan.pk)

    assert kedua not in (None, pertama)
    assert perpanjang(Laporan, laporan.pk, pertama, persen=50, langkah="x") is False
    assert perpanjang(Laporan, laporan.pk, kedua, persen=50, langkah="Menata halaman") is True
    laporan.refresh_from_db()
    assert (laporan.persen, laporan.langkah, laporan.percobaan) == (50, "Menata halaman", 2)


def test_selesaikan_ditolak_bagi_pemegang_lama(laporan, data):
    pertama = ambil(Laporan, laporan.pk)
    lewat_sewa(laporan)
    ambil(Laporan, laporan.pk)
    pdf = data / "lama.pdf"
    pdf.write_bytes(b"%PDF-1.7")

    with pytest.raises(HakHilang):
        selesaikan(Laporan, laporan.pk, pertama, pdf)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.berkas) == (Keadaan.BERJALAN, None)


def test_lepaskan_kembali_ke_antrean_lalu_gagal(laporan):
    for percobaan in (1, 2, 3):
        pemegang = ambil(Laporan, laporan.pk)
        lepaskan(Laporan, laporan.pk, pemegang, "Dokumen tidak dapat dicetak.")
        laporan.refresh_from_db()
        assert laporan.keadaan == (Keadaan.GAGAL if percobaan == 3 else Keadaan.ANTRE)

    assert laporan.pesan_gagal == "Dokumen tidak dapat dicetak."
    assert ambil(Laporan, laporan.pk) is None


# The heartbeat's own connection must see the row, or it believes that another worker has it.
@pytest.mark.django_db(transaction=True)
def test_kerjakan_menghasilkan_berkas_dan_jejak(laporan, data):
    kerjakan(Laporan, laporan.pk, cetak_laporan)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.persen, laporan.langkah) == (Keadaan.SELESAI, 100, "Selesai")
    with penyimpanan.buka(laporan.berkas.sha256) as berkas:
        isi = berkas.read()
    assert len(isi) == laporan.berkas.ukuran
    assert len(PdfReader(BytesIO(isi)).pages) > 3
    assert Jejak.objects.get(peristiwa="laporan.selesai").data == {"sha256": laporan.berkas.sha256}
    assert [p.name for p in (data / "sementara").iterdir()] == ["cache"]


# The heartbeat's own connection must see the row, or it believes that another worker has it.
@pytest.mark.django_db(transaction=True)
def test_kerjakan_dua_kali_dari_snapshot_berkas_yang_sama(laporan):
    kerjakan(Laporan, laporan.pk, cetak_laporan)
    pertama = Laporan.objects.get(pk=laporan.pk).berkas
    Laporan.objects.filter(pk=laporan.pk).update(
        keadaan=Keadaan.ANTRE, berkas=None, selesai_pada=None, pemegang=None, percobaan=0
    )
    kerjakan(Laporan, laporan.pk, cetak_laporan)

    assert Laporan.objects.get(pk=laporan.pk).berkas == pertama


def test_kerjakan_baris_hilang_atau_selesai_diam():
    kerjakan(Laporan, 999_999, cetak_laporan)


def test_kerjakan_snapshot_rusak_kembali_ke_antrean(laporan):
    Laporan.objects.filter(pk=laporan.pk).update(snapshot={"format": 1})

    with pytest.raises(TypeError):
        kerjakan(Laporan, laporan.pk, cetak_laporan)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.percobaan, laporan.pemegang) == (Keadaan.ANTRE, 1, None)


def test_sapu_membunyikan_yang_menunggu_dan_yang_ditinggal(dering):
    menunggu = factories.laporan(versi=1)
    ditinggal = factories.laporan(versi=2)
    ambil(Laporan, ditinggal.pk)
    lewat_sewa(ditinggal)
    dikerjakan = factories.laporan(versi=3)
    ambil(Laporan, dikerjakan.pk)
    factories.laporan(versi=4, diminta_pada=timezone.now())

    sapu()

    assert sorted(dering) == [
        ("pelaporan.tasks.buat_laporan", menunggu.pk),
        ("pelaporan.tasks.buat_laporan", ditinggal.pk),
    ]


def test_sapu_mengulang_percobaan_yang_gagal_sesudah_jeda(laporan, dering):
    lepaskan(Laporan, laporan.pk, ambil(Laporan, laporan.pk), "Dokumen tidak dapat dicetak.")

    sapu()
    assert dering == []
    with time_machine.travel(timezone.now() + timedelta(seconds=TUNGGU_BUNYI + 1)):
        sapu()
    assert dering == [("pelaporan.tasks.buat_laporan", laporan.pk)]


def test_sapu_menggagalkan_yang_habis_percobaannya(dering):
    laporan = factories.laporan()
    for _ in range(3):
        ambil(Laporan, laporan.pk)
        lewat_sewa(laporan)

    sapu()

    laporan.refresh_from_db()
    assert laporan.keadaan == Keadaan.GAGAL
    assert laporan.pesan_gagal.startswith("Pembuatan terhenti 3 kali. Coba lagi;")
    assert dering == []


def test_sapu_membuang_folder_pekerja_mati_saja(data, dering):
    laporan = factories.laporan()
    hidup = data / "sementara" / str(ambil(Laporan, laporan.pk))
    mati = data / "sementara" / str(uuid4())
    for folder in (hidup, mati):
        folder.mkdir(parents=True)
        (folder / "laporan.pdf").write_bytes(b"x")

    sapu()

    assert (hidup.exists(), mati.exists()) == (True, False)


@pytest.mark.parametrize(
    ("baris", "persen", "tahap"),
    [
        ("Step 1 - x", 5, (10, "Membaca naskah")),
        ("Step 5 - Page 1", 20, (50, "Menata halaman")),
        ("Step 5 - Page 2", 50, None),
        ("Step 4 - x", 50, None),
        ("lain", 5, None),
        ("Step 6", 50, (85, "Menulis PDF")),
    ],
)
def test_tahap_cetak_tidak_mundur(baris, persen, tahap):
    assert tahap_cetak(baris, persen) == tahap
