"""Copies as Word and Excel, and jobs that are stopped."""

import subprocess
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from organisasi import antrean, penyimpanan
from organisasi.models import Jejak
from organisasi.pekerja import Kemajuan, kerjakan
from organisasi.peran import peran
from pelaporan.models import Laporan, Salinan
from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.pekerja import cetak_laporan
from pelaporan.salinan import batalkan, format_tersedia, minta_salinan, pilihan_salinan
from pelaporan.services import ulangi
from pelaporan.tasks import buat_salinan_laporan
from tests import factories
from tests.pelaporan.naskah_contoh import naskah_contoh

Keadaan, Format = Laporan.Keadaan, Salinan.Format
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def dering(monkeypatch):
    """What Celery was asked to send, instead of sending it."""
    bunyi = []
    monkeypatch.setattr(current_app, "send_task", lambda tugas, args, **_: bunyi.append((tugas, *args)))
    return bunyi


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def laporan(kantor):
    isi = ke_json(naskah_contoh(3))
    return factories.laporan(snapshot=isi, sidik_snapshot=sidik_snapshot(isi), diminta_oleh=kantor.camat)


@pytest.fixture
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def minta(laporan, oleh, format=Format.DOCX):
    return minta_salinan(laporan=laporan, format=format, oleh=oleh, jabatan="Jabatan")


def isi_berkas(salinan):
    salinan.refresh_from_db()
    with penyimpanan.buka(salinan.berkas.sha256) as berkas:
        return BytesIO(berkas.read())


# Asking


def test_permintaan_kedua_memberi_salinan_yang_sama(kantor, laporan):
    pertama = minta(laporan, kantor.camat)

    assert minta(laporan, kantor.staf) == pertama
    assert minta(laporan, kantor.staf, Format.XLSX) != pertama
    assert [(j.uraian, j.data["format"]) for j in Jejak.objects.filter(peristiwa="salinan.minta")] == [
        ("Orang Camat meminta Laporan Kinerja Triwulan II 2023, versi 1 (Word)", "docx"),
        ("Staf Pelayanan meminta Laporan Kinerja Triwulan II 2023, versi 1 (Excel)", "xlsx"),
    ]


def test_salinan_gagal_dimulai_lagi(kantor, laporan):
    salinan = minta(laporan, kantor.camat)
    Salinan.objects.update(keadaan=Keadaan.GAGAL, percobaan=3, pesan_gagal="Penuh.")

    minta(laporan, kantor.camat)

    salinan.refresh_from_db()
    assert (salinan.keadaan, salinan.percobaan, salinan.pesan_gagal) == (Keadaan.ANTRE, 0, "")


def test_excel_hanya_untuk_yang_berangka(kantor, laporan):
    tim = factories.laporan(jenis=Laporan.Jenis.SK_TIM, triwulan=None, versi=None, objek="2023", judul="SK")

    assert (format_tersedia(laporan), format_tersedia(tim)) == ([Format.DOCX, Format.XLSX], [Format.DOCX])
    with pytest.raises(ValueError, match="xlsx"):
        minta(tim, kantor.camat, Format.XLSX)


# Making: the heartbeat's own connection must see the row


@pytest.mark.django_db(transaction=True)
def test_word_dan_excel_dibuat_dari_snapshot_laporan(kantor, laporan):
    word, excel = minta(laporan, kantor.camat), minta(laporan, kantor.camat, Format.XLSX)

    buat_salinan_laporan(word.pk)
    buat_salinan_laporan(excel.pk)

    dokumen = Document(isi_berkas(word))
    assert dokumen.paragraphs[2].text == "Laporan Kinerja Triwulan II 2023"
    assert len(dokumen.inline_shapes) == 1
    buku = load_workbook(isi_berkas(excel))
    assert buku.sheetnames == [
        *("Capaian Triwulan II 2023", "Rata-rata", "Koreksi", "Hambatan dan solusi", "Data dukung"),
    ]
    assert word.berkas.jenis == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert [s.berkas.ukuran > 0 for s in Salinan.objects.all()] == [True, True]


def test_salinan_yang_hilang_diam():
    buat_salinan_laporan(999_999)


# Stopping


@pytest.mark.parametrize("keadaan", [Keadaan.ANTRE, Keadaan.BERJALAN])
def test_batalkan_yang_belum_berakhir(kantor, laporan, keadaan):
    Laporan.objects.filter(pk=laporan.pk).update(keadaan=keadaan)

    with time_machine.travel(factories.SAAT):
        assert batalkan(pekerjaan=laporan, oleh=kantor.camat, jabatan="Camat") is True

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.pemegang, laporan.pesan_gagal, laporan.berakhir) == (
        Keadaan.BATAL,
        None,
        "Dibatalkan Orang Camat, 23 Juni 2023, 10.00 WITA.",
        True,
    )
    assert Jejak.objects.get(peristiwa="laporan.batal").uraian == (
        "Orang Camat membatalkan pembuatan Laporan Kinerja Triwulan II 2023, versi 1"
    )


@pytest.mark.parametrize("keadaan", [Keadaan.SELESAI, Keadaan.GAGAL, Keadaan.BATAL])
def test_yang_sudah_berakhir_tidak_dibatalkan(kantor, laporan, keadaan):
    hasil = {"berkas": factories.berkas(), "selesai_pada": timezone.now()} if keadaan == Keadaan.SELESAI else {}
    Laporan.objects.filter(pk=laporan.pk).update(keadaan=keadaan, **hasil)

    assert batalkan(pekerjaan=laporan, oleh=kantor.camat, jabatan="Camat") is False

    laporan.refresh_from_db()
    assert laporan.keadaan == keadaan
    assert not Jejak.objects.filter(peristiwa="laporan.batal").exists()


def test_bukan_peminta_dan_tanpa_hak_tidak_membatalkan(kantor, laporan):
    with pytest.raises(PermissionDenied):
        batalkan(pekerjaan=laporan, oleh=kantor.staf, jabatan="")

    laporan.refresh_from_db()
    assert laporan.keadaan == Keadaan.ANTRE


def test_peminta_membatalkan_salinannya(kantor, laporan):
    salinan = minta(laporan, kantor.staf)

    assert [p.boleh_batal for p in pilihan_salinan(laporan, peran(kantor.staf))] == [True, False]
    assert [p.boleh_batal for p in pilihan_salinan(laporan, peran(kantor.staf_lain))] == [False, False]
    assert batalkan(pekerjaan=salinan, oleh=kantor.staf, jabatan="") is True


def test_pekerja_kehilangan_baris_yang_dibatalkan(kantor, laporan, dering):
    pemegang = antrean.ambil(Laporan, laporan.pk)

    batalkan(pekerjaan=laporan, oleh=kantor.camat, jabatan="")

    assert antrean.perpanjang(Laporan, laporan.pk, pemegang, persen=50, langkah="x") is False
    antrean.lepaskan(Laporan, laporan.pk, pemegang, "terhenti")
    laporan.refresh_from_db()
    assert laporan.keadaan == Keadaan.BATAL
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        antrean.sapu()
    assert (antrean.ambil(Laporan, laporan.pk), dering) == (None, [])


@pytest.mark.django_db(transaction=True)
def test_pencetak_dihentikan_saat_dibatalkan(kantor, laporan, monkeypatch):
    monkeypatch.setattr("organisasi.pekerja.JEDA_DENYUT", 0.05)
    dihentikan = []

    def cetak_lama(pekerjaan, folder, kemajuan: Kemajuan):
        proses = subprocess.Popen(["/bin/sleep", "30"])
        kemajuan.saat_hilang = proses.kill
        batalkan(pekerjaan=pekerjaan, oleh=kantor.camat, jabatan="")
        dihentikan.append(proses.wait(timeout=10))
        kemajuan.lapor(90, "Menulis PDF")

    kerjakan(Laporan, laporan.pk, cetak_lama)

    laporan.refresh_from_db()
    assert (dihentikan, laporan.keadaan, laporan.percobaan) == ([-9], Keadaan.BATAL, 1)


@pytest.mark.django_db(transaction=True)
def test_yang_dibatalkan_dapat_dibuat_lagi(kantor, laporan):
    batalkan(pekerjaan=laporan, oleh=kantor.camat, jabatan="")

    ulangi(laporan=laporan, oleh=kantor.camat, jabatan="")
    kerjakan(Laporan, laporan.pk, cetak_laporan)

    laporan.refresh_from_db()
    assert (laporan.keadaan, laporan.pesan_gagal) == (Keadaan.SELESAI, "")


# Pages


def test_halaman_menawarkan_dan_menyebut_kemajuan(masuk, kantor, laporan):
    client = masuk("staf")
    alamat = reverse("salinan_minta", args=[laporan.public_id, "docx"])
    assert alamat in client.get(laporan.get_absolute_url()).content.decode()

    client.post(alamat)
    Laporan.objects.update(keadaan=Keadaan.SELESAI, berkas=factories.berkas(), selesai_pada=timezone.now())
    Salinan.objects.update(keadaan=Keadaan.BERJALAN, persen=60, langkah="Menulis naskah Word")

    teks = client.get(laporan.get_absolute_url()).content.decode()
    assert "60% – Menulis naskah Word" in teks
    assert f'data-kemajuan="{reverse("laporan_kemajuan", args=[laporan.public_id])}"' in teks
    assert reverse("salinan_batal", args=[Salinan.objects.get().public_id]) in teks


def test_halaman_dibatalkan_menyebut_siapa(masuk, kantor, laporan):
    client = masuk("camat")
    client.post(reverse("laporan_batal", args=[laporan.public_id]))

    teks = client.get(laporan.get_absolute_url()).content.decode()
    assert "Dibatalkan Orang Camat, " in teks
    assert "Buat lagi" in teks
    assert "data-kemajuan" not in teks


def test_membatalkan_yang_sudah_selesai_dikatakan(masuk, laporan):
    Laporan.objects.update(keadaan=Keadaan.SELESAI, berkas=factories.berkas(), selesai_pada=timezone.now())

    respons = masuk("camat").post(reverse("laporan_batal", args=[laporan.public_id]), follow=True)

    assert "Pembuatannya sudah berakhir sebelum sempat dibatalkan." in respons.content.decode()


def test_unduh_salinan_berjejak_dan_berjenis(masuk, kantor, laporan):
    salinan = minta(laporan, kantor.camat)
    berkas = factories.berkas(b"PK isi")
    berkas.jenis = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    berkas.save()
    Salinan.objects.update(keadaan=Keadaan.SELESAI, berkas=berkas, selesai_pada=timezone.now())

    respons = masuk("staf").get(reverse("salinan_unduh", args=[salinan.public_id]))

    assert b"".join(respons.streaming_content) == b"PK isi"
    assert (respons["Content-Type"], respons["Content-Disposition"]) == (
        berkas.jenis,
        'attachment; filename="Laporan Kinerja Triwulan II 2023, versi 1.docx"',
    )
    assert Jejak.objects.get(peristiwa="salinan.unduh").data == {"sha256": berkas.sha256}


@pytest.mark.parametrize(
    ("nama", "halaman"),
    [("staf", "salinan_minta"), ("staf", "salinan_unduh"), ("staf", "salinan_batal"), ("staf", "laporan_batal")],
)
def test_konsep_orang_lain_tidak_ada(masuk, kantor, nama, halaman):
    konsep = factories.laporan(konsep=True, versi=None, diminta_oleh=kantor.camat)
    salinan = minta(konsep, kantor.camat)
    argumen = {
        "salinan_minta": [konsep.public_id, "docx"],
        "laporan_batal": [konsep.public_id],
    }.get(halaman, [salinan.public_id])
    client = masuk(nama)
    kirim = client.get if halaman == "salinan_unduh" else client.post

    assert kirim(reverse(halaman, args=argumen)).status_code == 404


def test_format_yang_tidak_dikenal_tidak_ada(masuk, laporan):
    assert masuk("camat").post(reverse("salinan_minta", args=[laporan.public_id, "exe"])).status_code == 404


def test_staf_tidak_membatalkan_laporan_camat(masuk, laporan):
    assert masuk("staf").post(reverse("laporan_batal", args=[laporan.public_id])).status_code == 403
