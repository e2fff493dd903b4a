import re
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from openpyxl import load_workbook

from rencana_aksi import perencanaan
from rencana_aksi.isi_rencana import IsiSyarat
from rencana_aksi.models import PerubahanRencanaAksi, RencanaAksi
from rencana_aksi.perencanaan import buka_lembar
from tests import factories
from tests.factories import SAAT, TAHUN
from tests.rencana_aksi.rencana import bawa, indikator_bertarget, isi, langkah, lembar, simpan

Status = RencanaAksi.Status
TAHUNAN = ("rencana_daftar", "rencana_matriks", "rencana_unduh")
BACA = (*TAHUNAN, "rencana_rinci")
HANYA_POST = (
    "rencana_ajukan_semua",
    "rencana_tetapkan_semua",
    "rencana_ajukan",
    "rencana_tetapkan",
    "rencana_kembalikan",
)


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


@pytest.fixture
def indikator(office):
    factories.aturan_jadwal()
    return indikator_bertarget(office)


@pytest.fixture
def rencana(indikator, office) -> RencanaAksi:
    return simpan(indikator, isi("3", "3", "3", "3", jabatan=office.jabatan_kasi), office.kasi)


def alamat(nama, indikator):
    tahunan = nama in TAHUNAN or nama.endswith("_semua")
    return reverse(nama, args=[TAHUN] if tahunan else [TAHUN, indikator.public_id])


def teks(jawaban) -> str:
    utama = jawaban.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def pesan(jawaban) -> list[str]:
    return [str(p) for p in get_messages(jawaban.wsgi_request)]


def isian(indikator, **ubah) -> dict:
    """What a browser sends for a plan with 12 reports and one new slot in each quarter."""
    data = {
        "sidik": buka_lembar(indikator, TAHUN).sidik,
        "langkah": "Membuka loket kedua.",
        "penanggung_jawab": "",
    }
    for n in range(1, 5):
        data |= {
            f"target_{n}": "3",
            f"syarat_{n}-TOTAL_FORMS": "2",
            f"syarat_{n}-INITIAL_FORMS": "0",
            f"syarat_{n}-0-uraian": "Laporan kegiatan",
            f"syarat_{n}-0-jenis": "laporan",
            f"syarat_{n}-0-wajib": "on",
            f"syarat_{n}-1-wajib": "on",
        }
    return data | ubah


# --- Who comes in ---


@pytest.mark.parametrize("nama", [*BACA, "rencana_isi", "rencana_ubah", *HANYA_POST])
def test_setiap_halaman_perlu_masuk(client, indikator, nama):
    tujuan = alamat(nama, indikator)

    assert client.post(tujuan).url == f"/masuk/?next={tujuan}"


@pytest.mark.parametrize("nama", HANYA_POST)
def test_langkah_hanya_dengan_post(masuk, indikator, office, nama):
    assert masuk(office.camat).get(alamat(nama, indikator)).status_code == 405


@pytest.mark.parametrize("nama", BACA)
@pytest.mark.parametrize(("siapa", "status"), [("staf", 200), ("staf_lain", 200), ("camat", 200), ("admin", 404)])
def test_dibaca_setiap_pemangku_jabatan(masuk, rencana, office, nama, siapa, status):
    assert masuk(getattr(office, siapa)).get(alamat(nama, rencana.indikator)).status_code == status


@pytest.mark.parametrize(
    ("siapa", "status"), [("staf", 200), ("kasi", 200), ("kasubag", 200), ("staf_lain", 403), ("camat", 403)]
)
def test_draf_disusun_unit_dan_perencana(masuk, indikator, office, siapa, status):
    assert masuk(getattr(office, siapa)).get(alamat("rencana_isi", indikator)).status_code == status


@pytest.mark.parametrize(("siapa", "status"), [("camat", 200), ("kasubag", 403), ("kasi", 403)])
def test_perubahan_hanya_camat(masuk, rencana, office, siapa, status):
    bawa(rencana, office, Status.DITETAPKAN)

    assert masuk(getattr(office, siapa)).get(alamat("rencana_ubah", rencana.indikator)).status_code == status


def test_indikator_asing_tidak_ada(masuk, office):
    tujuan = reverse("rencana_rinci", args=[TAHUN, "00000000-0000-4000-8000-000000000000"])

    assert masuk(office.camat).get(tujuan).status_code == 404


def test_yang_sudah_diajukan_tidak_dapat_disusun(masuk, rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)

    jawaban = masuk(office.kasi).get(alamat("rencana_isi", rencana.indikator))

    assert (jawaban.status_code, pesan(jawaban)) == (302, ["Rencana aksi ini berstatus “Diajukan”."])


# --- The list ---


def test_daftar_menyebut_yang_kurang(masuk, indikator, office):
    indikator_bertarget(office, nama="Tanpa rencana")
    simpan(indikator, isi("3", "3", "3", "2", syarat=(), jabatan=office.jabatan_kasi), office.kasi)

    halaman = teks(masuk(office.kasubag).get(alamat("rencana_daftar", indikator)))

    assert "Tanpa rencana Seksi Pelayanan Umum 12 laporan Belum disusun –" in halaman
    assert (
        "Laporan pelayanan Seksi Pelayanan Umum 12 laporan Draf Jumlah triwulan 11, kurang 1 dari target tahun 12. "
        "Triwulan I belum mempunyai syarat data dukung."
    ) in halaman
    assert "Belum lengkap 2" in halaman


def test_semua_dari_daftar(masuk, rencana, office):
    klien = masuk(office.kasi)
    sidik = re.search(r'name="sidik" value="(\w+)"', klien.get(alamat("rencana_daftar", None)).content.decode())[1]

    jawaban = klien.post(alamat("rencana_ajukan_semua", None), {"sidik": sidik})

    assert (jawaban.url, pesan(jawaban)) == (alamat("rencana_daftar", None), ["1 rencana aksi diajukan kepada Camat."])
    assert RencanaAksi.objects.get().status == Status.DIAJUKAN


def test_daftar_lama_ditolak_dengan_kalimat(masuk, rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)

    jawaban = masuk(office.camat).post(alamat("rencana_tetapkan_semua", None), {"sidik": "lama"})

    assert pesan(jawaban) == ["Daftar ini berubah sejak Anda membukanya. Periksa kembali, lalu ulangi."]


# --- Drafting ---


def test_menyimpan_draf(masuk, indikator, office):
    jawaban = masuk(office.staf).post(alamat("rencana_isi", indikator), isian(indikator, target_4=""))

    assert (jawaban.status_code, jawaban.url) == (302, alamat("rencana_rinci", indikator))
    tersimpan = buka_lembar(indikator, TAHUN).isi
    assert [t.nilai for t in tersimpan.target] == [3, 3, 3, None]
    assert [str(s) for s in tersimpan.triwulan[0].syarat] == ["Laporan kegiatan (Laporan pelaksanaan, wajib)"]


def test_syarat_dihapus_dan_diurutkan(masuk, indikator, office):
    klien = masuk(office.staf)
    dua = {"syarat_1-1-uraian": "Foto loket", "syarat_1-1-jenis": "foto", "syarat_1-1-urutan": "1"}
    klien.post(alamat("rencana_isi", indikator), isian(indikator, **dua))
    foto, laporan = buka_lembar(indikator, TAHUN).isi.triwulan[0].syarat
    assert (foto.uraian, laporan.uraian) == ("Foto loket", "Laporan kegiatan")

    hapus = {
        "syarat_1-INITIAL_FORMS": "2",
        "syarat_1-0-public_id": str(foto.public_id),
        "syarat_1-0-uraian": "Foto loket",
        "syarat_1-0-jenis": "foto",
        "syarat_1-0-DELETE": "on",
        "syarat_1-1-public_id": str(laporan.public_id),
        "syarat_1-1-uraian": "Laporan kegiatan",
        "syarat_1-1-jenis": "laporan",
    }
    klien.post(alamat("rencana_isi", indikator), isian(indikator, **hapus))

    (sisa,) = buka_lembar(indikator, TAHUN).isi.triwulan[0].syarat
    assert sisa == laporan


def test_galat_menyimpan_yang_ditulis(masuk, indikator, office):
    keliru = {"target_2": "tiga", "syarat_3-1-uraian": "Foto loket", "langkah": "Belum selesai ditulis"}

    jawaban = masuk(office.staf).post(alamat("rencana_isi", indikator), isian(indikator, **keliru))

    assert jawaban.status_code == 422
    halaman = teks(jawaban)
    assert "Target Triwulan II: “tiga” tidak terbaca sebagai angka." in halaman
    assert "Data dukung Triwulan III: Pilih jenis dokumennya." in halaman
    isi_halaman = jawaban.content.decode()
    assert "Belum selesai ditulis" in isi_halaman
    assert 'value="tiga"' in isi_halaman
    assert 'value="Foto loket"' in isi_halaman
    assert RencanaAksi.objects.count() == 0


def test_halaman_lama_ditolak_tanpa_kehilangan_tulisan(masuk, rencana, office):
    jawaban = masuk(office.staf).post(
        alamat("rencana_isi", rencana.indikator), isian(rencana.indikator, sidik="lama", langkah="Tulisan saya")
    )

    assert jawaban.status_code == 422
    assert "Rencana aksi ini berubah sejak Anda membukanya." in teks(jawaban)
    assert "Tulisan saya" in jawaban.content.decode()
    assert f'value="{lembar(rencana).sidik}"' in jawaban.content.decode()


def test_halaman_isi_menyebut_pembagian_dan_data_untuk_skrip(masuk, rencana, office):
    jawaban = masuk(office.kasi).get(alamat("rencana_isi", rencana.indikator))

    assert "Jumlah triwulan 12, sesuai dengan target tahun." in teks(jawaban)
    assert (
        'data-pembagian data-akumulasi="jumlah" data-presisi="0" data-target="12" data-nama="Jumlah triwulan"'
        in jawaban.content.decode()
    )


# --- Steps on one plan ---


def test_ajukan_lalu_tetapkan(masuk, rencana, office):
    rinci = alamat("rencana_rinci", rencana.indikator)
    jawaban = masuk(office.kasi).post(
        alamat("rencana_ajukan", rencana.indikator), {"sidik": lembar(rencana).sidik}
    )
    assert (jawaban.url, pesan(jawaban)) == (rinci, ["Rencana aksi Laporan pelayanan: diajukan."])

    jawaban = masuk(office.camat).post(alamat("rencana_tetapkan", rencana.indikator), {"sidik": lembar(rencana).sidik})
    assert pesan(jawaban)[-1] == "Rencana aksi Laporan pelayanan: ditetapkan."
    assert RencanaAksi.objects.get().status == Status.DITETAPKAN


def test_rinci_menyebut_mengapa_belum_dapat_diajukan(masuk, indikator, office):
    simpan(indikator, isi("3", "3", "3", "2", jabatan=office.jabatan_kasi), office.kasi)

    jawaban = masuk(office.kasi).get(alamat("rencana_rinci", indikator))

    assert "Jumlah triwulan 11, kurang 1 dari target tahun 12." in teks(jawaban)
    assert 'disabled aria-describedby="alasan-ajukan"' in jawaban.content.decode()


def test_kembalikan_tanpa_alasan_tetap_di_halaman(masuk, rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)

    jawaban = masuk(office.camat).post(
        alamat("rencana_kembalikan", rencana.indikator), {"sidik": lembar(rencana).sidik, "alasan": " "}
    )

    assert jawaban.status_code == 422
    assert "Tuliskan apa yang harus diperbaiki pada rencana aksi ini." in teks(jawaban)


def test_alasan_kembali_terbaca_pada_rinci(masuk, rencana, office):
    bawa(rencana, office, Status.DIAJUKAN)
    masuk(office.camat).post(
        alamat("rencana_kembalikan", rencana.indikator), {"sidik": lembar(rencana).sidik, "alasan": "Terlalu umum."}
    )

    halaman = teks(masuk(office.kasi).get(alamat("rencana_rinci", rencana.indikator)))
    assert "Orang Camat mengembalikan rencana aksi “Laporan pelayanan” 2023: Terlalu umum." in halaman


def test_perubahan_tampak_dengan_nilai_lama_dan_baru(masuk, rencana, office):
    rencana = bawa(rencana, office, Status.DITETAPKAN)
    syarat = [tw.syarat[0] for tw in lembar(rencana).isi.triwulan]
    data = isian(rencana.indikator, target_3="2", target_4="4", alasan="Anggaran berkurang.")
    data["penanggung_jawab"] = str(office.jabatan_kasi.pk)
    for n, satu in enumerate(syarat, 1):
        data |= {f"syarat_{n}-INITIAL_FORMS": "1", f"syarat_{n}-0-public_id": str(satu.public_id)}

    jawaban = masuk(office.camat).post(alamat("rencana_ubah", rencana.indikator), data)

    assert jawaban.status_code == 302
    assert PerubahanRencanaAksi.objects.get().perubahan == [
        {"apa": "Target Triwulan III", "lama": "3", "baru": "2"},
        {"apa": "Target Triwulan IV", "lama": "3", "baru": "4"},
    ]
    halaman = teks(masuk(office.staf_lain).get(jawaban.url))
    assert "Orang Camat: Anggaran berkurang." in halaman
    assert "Target Triwulan III 3 2" in halaman


def test_perubahan_yang_belum_lengkap_menyebut_kekurangannya(masuk, rencana, office):
    bawa(rencana, office, Status.DITETAPKAN)

    jawaban = masuk(office.camat).post(
        alamat("rencana_ubah", rencana.indikator), isian(rencana.indikator, target_4="9", alasan="Anggaran.")
    )

    halaman = teks(jawaban)
    assert halaman.count("Jumlah triwulan 18, lebih 6 dari target tahun 12.") == 2
    assert "Penanggung jawab belum dipilih." in halaman


# --- The matrix ---


def test_matriks_dan_buku_memuat_angka_yang_sama(masuk, rencana, office):
    klien = masuk(office.camat)

    halaman = teks(klien.get(alamat("rencana_matriks", None)))
    unduhan = klien.get(alamat("rencana_unduh", None))

    assert "12 laporan 3 3 3 3 Membuka loket kedua. TW I, II, III, IV: Laporan kegiatan – Kasi" in halaman
    assert "Buat PDF (konsep)" in halaman
    assert unduhan["Content-Disposition"] == 'attachment; filename="Rencana Aksi 2023.xlsx"'
    lembar_kerja = load_workbook(BytesIO(unduhan.content)).active
    assert [sel.value for sel in lembar_kerja[4]][4:9] == [12, 3, 3, 3, 3]


def test_cetak_hanya_ditawarkan_kepada_yang_boleh(masuk, rencana, office):
    assert "Buat PDF" not in teks(masuk(office.staf).get(alamat("rencana_matriks", None)))


# --- Queries ---


def banyak(office, jumlah):
    factories.aturan_jadwal()
    for _ in range(jumlah):
        tw = factories.target_triwulan(indikator=indikator_bertarget(office), nomor=4, nilai=Decimal(12))
        factories.syarat(target_triwulan=tw)
    return RencanaAksi.objects.first()


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize(("nama", "kueri"), [("rencana_daftar", 13), ("rencana_matriks", 14), ("rencana_unduh", 10)])
def test_tahunan_queries(masuk, office, django_assert_num_queries, nama, kueri, jumlah):
    banyak(office, jumlah)
    klien = masuk(office.kasubag)

    with django_assert_num_queries(kueri):
        klien.get(alamat(nama, None))


@pytest.mark.parametrize("jumlah", [1, 30])
@pytest.mark.parametrize(("nama", "kueri"), [("rencana_rinci", 15), ("rencana_isi", 13)])
def test_satu_rencana_queries(masuk, indikator, office, django_assert_num_queries, nama, kueri, jumlah):
    syarat = tuple(IsiSyarat("laporan", f"Laporan {n}") for n in range(min(jumlah, 15)))
    rencana = simpan(indikator, isi("12", None, None, None, jabatan=office.jabatan_kasi, syarat=syarat), office.kasi)
    for _ in range(jumlah - 1):
        langkah(perencanaan.ajukan, rencana, office.kasi)
        langkah(perencanaan.kembalikan, rencana, office.camat, alasan="Perbaiki.")
    klien = masuk(office.kasi)

    with django_assert_num_queries(kueri):
        klien.get(alamat(nama, indikator))
