"""The Inspektorat's package: what is in it, who may have it, and that later changes leave it alone."""

import hashlib
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from time import sleep
from urllib.parse import unquote
from zipfile import ZIP_STORED, ZipFile

import pytest
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from organisasi import antrean, penyimpanan
from organisasi.models import Berkas, Jejak
from organisasi.models.berkas import Pemindaian
from pelaporan.models import Laporan, Paket
from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.paket import minta_paket
from pelaporan.paket_isi import folder_paket, nama_aman
from pelaporan.rekap import snapshot, susun_naskah
from pelaporan.tasks import buat_paket_laporan
from rencana_aksi.models import PenilaianDokumen, SyaratDataDukung
from tests import factories
from tests.pelaporan.naskah_contoh import baris, dokumen, naskah_contoh

Keadaan, JenisSyarat = Paket.Keadaan, SyaratDataDukung.Jenis
NAMA_JAHAT = (
    "../../etc/passwd",
    "..\\..\\CON.pdf",
    "CON",
    "laporan. . .",
    "lap\u202efdp.exe.pdf",
    'a<b>:"|?*.pdf',
    "😀" * 120,
    "x" * 116 + ".pdf",
)
KERJA = pytest.mark.django_db(transaction=True)  # the heartbeat's own connection must see the row
pytestmark = pytest.mark.django_db


class Tautan(HTMLParser):
    def __init__(self, teks):
        super().__init__()
        self.href = []
        self.tag = set()
        self.feed(teks)

    def handle_starttag(self, tag, attrs):
        self.tag.add(tag)
        self.href += [nilai for nama, nilai in attrs if nama in ("href", "src")]


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
def masuk(client, kantor):
    def _masuk(nama):
        client.force_login(getattr(kantor, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def dengan_isi(nama, jenis="Laporan pelaksanaan"):
    """A document of a made-up report whose bytes are in the store."""
    berkas = factories.berkas()
    return replace(dokumen(nama), sha256=berkas.sha256, ukuran=berkas.ukuran, jenis=jenis)


def laporan_dari(*isi, **kolom):
    beku = ke_json(naskah_contoh(isi=isi))
    return factories.laporan_selesai(snapshot=beku, sidik_snapshot=sidik_snapshot(beku), **kolom)


def minta(laporan, oleh, alasan=""):
    return minta_paket(laporan=laporan, oleh=oleh, jabatan="Jabatan", alasan=alasan)


def buat(laporan, oleh, alasan=""):
    paket = minta(laporan, oleh, alasan)
    buat_paket_laporan(paket.pk)
    paket.refresh_from_db()
    return paket


def bita(paket):
    with penyimpanan.buka(paket.berkas.sha256) as berkas:
        return berkas.read()


def arsip(paket):
    return ZipFile(BytesIO(bita(paket)))


def daftar(zip_):
    """The rows of DAFTAR.xlsx by the heads of their columns."""
    semua = list(load_workbook(BytesIO(zip_.read("DAFTAR.xlsx"))).active.iter_rows(values_only=True))
    nomor = next(n for n, satu in enumerate(semua) if satu[0] == "Folder")
    return [dict(zip(semua[nomor], satu, strict=True)) for satu in semua[nomor + 1 :]]


@pytest.fixture
def laporan(kantor):
    dua = (dengan_isi("Laporan SKM.pdf"), dengan_isi("Rekap.xlsx"))
    sp2d = dengan_isi("SP2D 12.pdf", JenisSyarat.SP2D.label)
    kedua = baris(indikator_id="6a4c1c1e-0000-4000-8000-000000000009", nama="Rasio a/b", dokumen=(sp2d,))
    return laporan_dari(baris(dokumen=dua), kedua, diminta_oleh=kantor.camat)


# Names


@pytest.mark.parametrize(
    ("nama", "aman"),
    [
        ("01_Laporan SKM.pdf", "01_Laporan SKM.pdf"),
        ("01_a/b\\c:d.pdf", "01_a_b_c_d.pdf"),
        ("01_laporan. . .", "01_laporan"),
        ("01_lap\u202efdp.exe", "01_lapfdp.exe"),
        ("01_" + "x" * 90 + ".xlsx", "01_" + "x" * 52 + ".xlsx"),
        ("01_" + "x" * 90, "01_" + "x" * 57),
        ("01_😀😀.pdf", "01_😀😀.pdf"),
        ("01_" + "é" * 40, "01_" + "é" * 28),
    ],
)
def test_nama_aman(nama, aman):
    assert nama_aman(nama, 60) == aman


def test_nama_jahat_tetap_di_foldernya_dan_unik():
    isi = ke_json(naskah_contoh(isi=(baris(nama="../CON: a/b. ", dokumen=tuple(map(dokumen, NAMA_JAHAT))),)))

    (folder,) = folder_paket(isi, {}, terbatas=False)

    jalur = [satu.jalur for satu in folder.lampiran]
    assert folder.folder == "01____CON_ a_b_"
    assert jalur[:5] == [
        "01____CON_ a_b_/01_passwd",
        "01____CON_ a_b_/02_CON.pdf",
        "01____CON_ a_b_/03_CON",
        "01____CON_ a_b_/04_laporan",
        "01____CON_ a_b_/05_lapfdp.exe.pdf",
    ]
    assert len({satu.casefold() for satu in jalur}) == len(NAMA_JAHAT)
    assert all(re.fullmatch(r"[^<>:\"\\|?*\x00-\x1f\u202e]{1,120}", satu) for satu in jalur)
    assert max(len(satu.encode()) for satu in jalur) <= 120


# What is in it


@KERJA
def test_isi_paket_lengkap_dan_berurutan(kantor, laporan):
    paket = buat(laporan, kantor.camat)

    assert (paket.keadaan, paket.berkas.jenis) == (Keadaan.SELESAI, "application/zip")
    assert arsip(paket).namelist() == [
        "Laporan Kinerja Triwulan II 2023, versi 1.pdf",
        "01_Indeks Kepuasan Masyarakat/01_Laporan SKM.pdf",
        "01_Indeks Kepuasan Masyarakat/02_Rekap.xlsx",
        "01_Indeks Kepuasan Masyarakat/00_Tangga penilaian.html",
        "02_Rasio a_b/00_Tangga penilaian.html",
        "DAFTAR.xlsx",
        "index.html",
        "SHA256SUMS.txt",
    ]
    # Evidence is not squeezed again.
    assert arsip(paket).getinfo("01_Indeks Kepuasan Masyarakat/02_Rekap.xlsx").compress_type == ZIP_STORED


@KERJA
def test_manifes_diterima_sha256sum(kantor, laporan, tmp_path):
    folder = tmp_path / "buka"
    arsip(buat(laporan, kantor.camat)).extractall(folder)

    hasil = subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=folder, capture_output=True, text=True)

    assert (hasil.returncode, hasil.stdout.count(": OK"), hasil.stderr) == (0, 7, "")
    (folder / "index.html").write_text("lain")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=folder, capture_output=True).returncode == 1


@KERJA
def test_setiap_tautan_ada_di_dalam_paket(kantor, laporan):
    zip_ = arsip(buat(laporan, kantor.camat))
    nama = set(zip_.namelist())

    indeks = Tautan(zip_.read("index.html").decode())
    assert {unquote(satu) for satu in indeks.href} == {
        *("Laporan Kinerja Triwulan II 2023, versi 1.pdf", "DAFTAR.xlsx", "SHA256SUMS.txt"),
        *("01_Indeks Kepuasan Masyarakat/00_Tangga penilaian.html", "02_Rasio a_b/00_Tangga penilaian.html"),
    }
    tangga = Tautan(zip_.read("01_Indeks Kepuasan Masyarakat/00_Tangga penilaian.html").decode())
    assert tangga.href == ["../index.html", "01_Laporan%20SKM.pdf", "02_Rekap.xlsx"]
    assert {f"01_Indeks Kepuasan Masyarakat/{unquote(satu)}" for satu in tangga.href[1:]} < nama
    assert {"script", "img", "link"} & (indeks.tag | tangga.tag) == set()


@KERJA
def test_tangga_memuat_koreksi_dan_teks_jahat_sebagai_teks(kantor):
    jahat = baris(analisis="<script>alert(1)</script>", dokumen=())
    zip_ = arsip(buat(laporan_dari(jahat), kantor.camat))

    teks = zip_.read("01_Indeks Kepuasan Masyarakat/00_Tangga penilaian.html").decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in teks
    assert "98,16% menjadi 95,00%" in teks
    assert "Rekap responden tidak sesuai dengan lembar survei." in teks


@KERJA
def test_tanpa_dokumen(kantor):
    zip_ = arsip(buat(laporan_dari(baris(dokumen=())), kantor.camat))

    assert daftar(zip_) == []
    assert "Tidak ada dokumen." in zip_.read("01_Indeks Kepuasan Masyarakat/00_Tangga penilaian.html").decode()
    assert len(zip_.namelist()) == 5


@KERJA
def test_isi_yang_sama_memberi_bita_yang_sama(kantor, laporan):
    paket = buat(laporan, kantor.camat)
    pertama = bita(paket)

    Paket.objects.update(keadaan=Keadaan.GAGAL, berkas=None, selesai_pada=None, percobaan=3)
    kedua = buat(laporan, kantor.sekcam)

    assert hashlib.sha256(pertama).hexdigest() == kedua.berkas.sha256


@KERJA
def test_tanda_hidup_terus_selama_paket_disimpan(kantor, laporan, monkeypatch):
    monkeypatch.setattr("organisasi.pekerja.JEDA_DENYUT", 0.02)
    simpan, paket, terlihat = antrean.simpan, minta(laporan, kantor.camat), []

    def simpan_lambat(berkas, sidik):
        mulai = Paket.objects.get().denyut
        for _ in range(100):
            sleep(0.05)
            if Paket.objects.get().denyut > mulai:
                terlihat.append(True)
                break
        return simpan(berkas, sidik)

    monkeypatch.setattr(antrean, "simpan", simpan_lambat)
    buat_paket_laporan(paket.pk)

    paket.refresh_from_db()
    assert (terlihat, paket.keadaan) == ([True], Keadaan.SELESAI)


# Restricted documents


@KERJA
def test_dokumen_terbatas_hanya_didaftarkan(kantor, laporan):
    zip_ = arsip(buat(laporan, kantor.sekcam))

    baris_daftar = daftar(zip_)[2]
    assert (baris_daftar["Nama asli"], baris_daftar["Keadaan"], baris_daftar["Berkas dalam paket"]) == (
        *("SP2D 12.pdf", "Terbatas, tidak disertakan"),
        None,
    )
    assert not [nama for nama in zip_.namelist() if "SP2D" in nama]


@KERJA
def test_camat_menyertakan_dokumen_terbatas_dengan_alasan(kantor, laporan):
    paket = buat(laporan, kantor.camat, "Surat Inspektorat 700/1")

    assert "02_Rasio a_b/01_SP2D 12.pdf" in arsip(paket).namelist()
    assert daftar(arsip(paket))[2]["Keadaan"] == "Disertakan, terbatas"
    jejak = Jejak.objects.get(peristiwa="paket.minta_terbatas")
    assert (jejak.data["alasan"], jejak.data["dokumen_terbatas"]) == ("Surat Inspektorat 700/1", ["SP2D 12.pdf"])
    assert minta(laporan, kantor.camat) != paket


@pytest.mark.parametrize("nama", ["sekcam", "anggota", "kasubag", "staf"])
def test_selain_camat_tidak_menyertakan_yang_terbatas(kantor, laporan, nama):
    with pytest.raises(PermissionDenied):
        minta(laporan, getattr(kantor, nama), "Ingin tahu")

    assert not Paket.objects.exists()


# Freezing


@KERJA
def test_perubahan_kemudian_tidak_mengubah_paket(kantor):
    triwulan = factories.triwulan()
    target = factories.target_triwulan(triwulan=triwulan)
    klaim = factories.capaian_terajukan(status="sah", diajukan_oleh=kantor.staf, target_triwulan=target)
    satu = factories.data_dukung(capaian=klaim, nama="Laporan SKM.pdf", diunggah_oleh=kantor.staf)
    menilai = {"dokumen": satu, "meja": "eselon_iv", "putaran": 1, "oleh": kantor.kasi, "nama": "Kasi", "jabatan": "K"}
    PenilaianDokumen.objects.create(**menilai, hasil="sesuai", pada=factories.SAAT)
    beku = snapshot(susun_naskah(triwulan, konsep=False, versi=1, dibuat=timezone.localtime()))
    laporan = factories.laporan_selesai(snapshot=beku, triwulan=triwulan, diminta_pada=timezone.now())
    factories.data_dukung(capaian=klaim, nama="Susulan.pdf", syarat=satu.syarat, menggantikan=satu)
    PenilaianDokumen.objects.create(**menilai, hasil="kurang", catatan="Baru.")

    zip_ = arsip(buat(laporan, kantor.camat))

    (hasil,) = daftar(zip_)
    assert (hasil["Nama asli"], hasil["SHA-256"], hasil["Jabatan pengunggah"], hasil["Penilaian"]) == (
        "Laporan SKM.pdf",
        satu.berkas.sha256,
        "Pengadministrasi Pelayanan",
        "Eselon IV: Sesuai",
    )
    assert hasil["Halaman"] == f"{laporan.situs}{reverse('data_dukung', args=[satu.public_id])}"
    assert hashlib.sha256(zip_.read(hasil["Berkas dalam paket"])).hexdigest() == satu.berkas.sha256


def test_laporan_tahunan_memuat_dokumen_setiap_masa():
    isi = ke_json(naskah_contoh(isi=(baris(dokumen=()),)))
    bukti = {"indikator": "IKM", "masa": "TW I", "dokumen": ke_json(dokumen("a.pdf"))}
    lain = {"indikator": "Yang dihapus", "masa": "TW II", "dokumen": ke_json(replace(dokumen("b.pdf"), id="lain"))}
    keterangan = {bukti["dokumen"]["id"]: {"indikator": baris().indikator_id}}

    folder = folder_paket(isi | {"bukti": [bukti, lain]}, keterangan, terbatas=False)

    assert [(f.nama, [(satu.slot, satu.jalur) for satu in f.lampiran]) for f in folder] == [
        (
            "Indeks Kepuasan Masyarakat",
            [("TW I: Laporan pelaksanaan kegiatan", "01_Indeks Kepuasan Masyarakat/01_a.pdf")],
        ),
        ("Yang dihapus", [("TW II: Laporan pelaksanaan kegiatan", "02_Yang dihapus/01_b.pdf")]),
    ]


# Failing


@KERJA
@pytest.mark.parametrize("isi", [None, b"%PDF-1.7 lain"])
def test_berkas_hilang_atau_berubah_menggagalkan_dan_disebut(kantor, laporan, isi):
    sidik = laporan.snapshot["rekap"]["baris"][0]["dokumen"][1]["sha256"]
    letak = penyimpanan.akar() / penyimpanan.jalur(sidik)
    letak.unlink() if isi is None else letak.write_bytes(isi)

    paket = buat(laporan, kantor.camat)

    assert (paket.keadaan, paket.pesan_gagal) == (
        Keadaan.GAGAL,
        "Paket tidak dapat dibuat: isi “Rekap.xlsx” di penyimpanan hilang atau berubah. Laporkan kepada administrator "
        "agar dipulihkan dari cadangan, lalu buat paket ini lagi.",
    )


@KERJA
def test_dokumen_terinfeksi_tidak_ikut_keluar(kantor, laporan):
    sidik = laporan.snapshot["rekap"]["baris"][0]["dokumen"][0]["sha256"]
    Berkas.objects.filter(sha256=sidik).update(
        pemindaian=Pemindaian.TERINFEKSI, virus="Eicar", dipindai_pada=timezone.now()
    )

    paket = buat(laporan, kantor.camat)

    assert paket.keadaan == Keadaan.GAGAL
    assert "“Laporan SKM.pdf” belum dipindai dari virus atau dinyatakan terinfeksi" in paket.pesan_gagal


# Asking and having


def test_permintaan_kedua_memberi_paket_yang_sama(kantor, laporan):
    pertama = minta(laporan, kantor.camat)

    assert minta(laporan, kantor.anggota) == pertama
    assert Jejak.objects.filter(peristiwa="paket.minta").count() == 1


@pytest.mark.parametrize("kolom", [{"konsep": True, "versi": None}, {"keadaan": "antre", "berkas": None}])
def test_hanya_laporan_final_yang_selesai_berpaket(masuk, kantor, laporan, kolom):
    Laporan.objects.update(**kolom, **({"selesai_pada": None} if "berkas" in kolom else {}))
    laporan.refresh_from_db()
    client = masuk("camat")

    with pytest.raises(ValueError, match=str(laporan.pk)):
        minta(laporan, kantor.camat)
    assert client.post(reverse("paket_minta", args=[laporan.public_id])).status_code == 404
    assert "Paket Inspektorat" not in client.get(laporan.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("nama", "biasa", "terbatas"),
    [
        *(("camat", 302, 302), ("sekcam", 302, 403), ("anggota", 302, 403)),
        *(("kasi", 403, 403), ("staf", 403, 403), ("admin", 404, 404)),
    ],
)
def test_siapa_boleh_meminta_dan_mengunduh(masuk, kantor, laporan, nama, biasa, terbatas):
    Paket.objects.create(laporan=laporan, diminta_oleh=kantor.camat)
    Paket.objects.create(laporan=laporan, diminta_oleh=kantor.camat, terbatas=True, alasan="Surat")
    Paket.objects.update(keadaan=Keadaan.SELESAI, berkas=factories.berkas(b"PK"), selesai_pada=timezone.now())
    client = masuk(nama)

    def unduh(ya):
        respons = client.get(reverse("paket_unduh", args=[Paket.objects.get(terbatas=ya).public_id]))
        # Read to its end, so that the file is closed.
        return respons.status_code, b"".join(respons if respons.streaming else ()) == b"PK"

    assert client.post(reverse("paket_minta", args=[laporan.public_id])).status_code == biasa
    tulis = client.post(reverse("paket_terbatas", args=[laporan.public_id]), {"alasan": "Surat 700/1"})
    assert tulis.status_code == terbatas
    assert [unduh(False), unduh(True)] == [(200, True) if satu == 302 else (satu, False) for satu in (biasa, terbatas)]


def test_alasan_kosong_ditolak_dengan_kalimat(masuk, laporan):
    respons = masuk("camat").post(reverse("paket_terbatas", args=[laporan.public_id]), {"alasan": " "})

    assert respons.status_code == 422
    assert "Tuliskan alasan menyertakan SP2D dan rekening kelompok." in respons.content.decode()


def test_unduhan_bernama_dan_berjejak(masuk, kantor, laporan):
    paket = minta(laporan, kantor.camat)
    Paket.objects.update(keadaan=Keadaan.SELESAI, berkas=factories.berkas(b"PK isi"), selesai_pada=timezone.now())

    respons = masuk("sekcam").get(reverse("paket_unduh", args=[paket.public_id]))

    assert b"".join(respons.streaming_content) == b"PK isi"
    assert respons["Content-Disposition"] == (
        'attachment; filename="Paket Laporan Kinerja Triwulan II 2023, versi 1.zip"'
    )
    assert Jejak.objects.get(peristiwa="paket.unduh").data["sha256"] == hashlib.sha256(b"PK isi").hexdigest()


def test_halaman_laporan_menawarkan_menurut_peran(masuk, kantor, laporan):
    alamat, terbatas = (reverse(n, args=[laporan.public_id]) for n in ("paket_minta", "paket_terbatas"))

    def tampak(nama):
        teks = masuk(nama).get(laporan.get_absolute_url()).content.decode()
        return alamat in teks, terbatas in teks

    assert [tampak(nama) for nama in ("camat", "sekcam", "staf")] == [(True, True), (True, False), (False, False)]


def test_halaman_menyebut_kemajuan_dan_membatalkan(masuk, kantor, laporan):
    paket = minta(laporan, kantor.camat)
    Paket.objects.update(keadaan=Keadaan.BERJALAN, persen=40, langkah="Menyalin dokumen 2 dari 5")
    client = masuk("camat")

    assert "40% – Menyalin dokumen 2 dari 5" in client.get(laporan.get_absolute_url()).content.decode()
    client.post(reverse("paket_batal", args=[paket.public_id]))

    paket.refresh_from_db()
    assert paket.keadaan == Keadaan.BATAL
    assert Jejak.objects.filter(peristiwa="paket.batal").count() == 1
