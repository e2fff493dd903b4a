from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from celery import current_app
from django.utils import timezone
from pypdf import PdfReader

from organisasi import penyimpanan
from organisasi.models import Jejak
from pelaporan import pekerja
from pelaporan.antrean import SEWA, HakHilang, ambil, lepaskan, perpanjang, sapu, selesaikan
from pelaporan.models import Laporan
from pelaporan.naskah import ke_json, sidik_snapshot
from pelaporan.pekerja import Kemajuan
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
    pertama = ambil(laporan.pk)

    assert pertama is not None
    assert ambil(laporan.pk) is None
    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.pemegang, laporan.percobaan) == (Keadaan.BERJALAN, pertama, 1)


def test_ambil_alih_sesudah_sewa_lewat(laporan):
    pertama = ambil(laporan.pk)
    lewat_sewa(laporan)

    kedua = ambil(laporan.pk)

    assert kedua not in (None, pertama)
    assert perpanjang(laporan.pk, pertama, persen=50, langkah="x") is False
    assert perpanjang(laporan.pk, kedua, persen=50, langkah="Menata halaman") is True
    laporan.refresh_from_db()
    assert (laporan.persen, laporan.langkah, laporan.percobaan) == (50, "Menata halaman", 2)


def test_selesaikan_ditolak_bagi_pemegang_lama(laporan, data):
    pertama = ambil(laporan.pk)
    lewat_sewa(laporan)
    ambil(laporan.pk)
    pdf = data / "lama.pdf"
    pdf.write_bytes(b"%PDF-1.7")

    with pytest.raises(HakHilang):
        selesaikan(laporan.pk, pertama, pdf)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.berkas) == (Keadaan.BERJALAN, None)


def test_lepaskan_kembali_ke_antrean_lalu_gagal(laporan):
    for percobaan in (1, 2, 3):
        pemegang = ambil(laporan.pk)
        lepaskan(laporan.pk, pemegang, "Dokumen tidak dapat dicetak.")
        laporan.refresh_from_db()
        assert laporan.keadaan == (Keadaan.GAGAL if percobaan == 3 else Keadaan.ANTRE)

    assert laporan.pesan_gagal == "Dokumen tidak dapat dicetak."
    assert ambil(laporan.pk) is None


def test_kerjakan_menghasilkan_berkas_dan_jejak(laporan, data):
    pekerja.kerjakan(laporan.pk)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.persen, laporan.langkah) == (Keadaan.SELESAI, 100, "Selesai")
    with penyimpanan.buka(laporan.berkas.sha256) as berkas:
        isi = berkas.read()
    assert len(isi) == laporan.berkas.ukuran
    assert len(PdfReader(BytesIO(isi)).pages) > 3
    assert Jejak.objects.get(peristiwa="laporan.selesai").data == {"sha256": laporan.berkas.sha256}
    assert [p.name for p in (data / "sementara").iterdir()] == ["cache"]


def test_kerjakan_dua_kali_dari_snapshot_berkas_yang_sama(laporan):
    kembar = factories.laporan(versi=2, snapshot=laporan.snapshot, sidik_snapshot=laporan.sidik_snapshot)

    pekerja.kerjakan(laporan.pk)
    pekerja.kerjakan(kembar.pk)

    laporan.refresh_from_db()
    kembar.refresh_from_db()
    assert kembar.berkas == laporan.berkas


def test_kerjakan_baris_hilang_atau_selesai_diam():
    pekerja.kerjakan(999_999)


def test_kerjakan_snapshot_rusak_kembali_ke_antrean(laporan):
    Laporan.objects.filter(pk=laporan.pk).update(snapshot={"format": 1})

    with pytest.raises(KeyError):
        pekerja.kerjakan(laporan.pk)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.percobaan, laporan.pemegang) == (Keadaan.ANTRE, 1, None)


def test_sapu_membunyikan_yang_menunggu_dan_yang_ditinggal(dering):
    menunggu = factories.laporan(versi=1)
    ditinggal = factories.laporan(versi=2)
    ambil(ditinggal.pk)
    lewat_sewa(ditinggal)
    dikerjakan = factories.laporan(versi=3)
    ambil(dikerjakan.pk)
    factories.laporan(versi=4, diminta_pada=timezone.now())

    sapu()

    assert sorted(dering) == [
        ("pelaporan.tasks.buat_laporan", menunggu.pk),
        ("pelaporan.tasks.buat_laporan", ditinggal.pk),
    ]


def test_sapu_menggagalkan_yang_habis_percobaannya(dering):
    laporan = factories.laporan()
    for _ in range(3):
        ambil(laporan.pk)
        lewat_sewa(laporan)

    sapu()

    laporan.refresh_from_db()
    assert laporan.keadaan == Keadaan.GAGAL
    assert laporan.pesan_gagal.startswith("Pembuatan terhenti 3 kali. Coba lagi;")
    assert dering == []


def test_sapu_membuang_folder_pekerja_mati_saja(data, dering):
    laporan = factories.laporan()
    hidup = data / "sementara" / str(ambil(laporan.pk))
    mati = data / "sementara" / str(uuid4())
    for folder in (hidup, mati):
        folder.mkdir(parents=True)
        (folder / "laporan.pdf").write_bytes(b"x")

    sapu()

    assert (hidup.exists(), mati.exists()) == (True, False)


def test_kemajuan_tidak_mundur():
    kemajuan = Kemajuan()

    berubah = [
        kemajuan.catat(baris)
        for baris in ("Step 1 - x", "Step 3 - x", "Step 5 - Page 1", "Step 5 - Page 2", "Step 4 - x", "lain", "Step 6")
    ]

    assert berubah == [True, True, True, False, False, False, True]
    assert (kemajuan.persen, kemajuan.langkah) == (85, "Menulis PDF")
