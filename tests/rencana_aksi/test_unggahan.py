"""Upload in pieces (tus 1.0 core): the offset in the row is the truth, whatever became of the temporary file."""

import base64
import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from organisasi.gerbang import BerkasDitolak
from organisasi.models import Berkas
from organisasi.penyimpanan import buka
from rencana_aksi.models import DataDukung, Unggahan
from rencana_aksi.models.capaian import Status
from rencana_aksi.services import IsianDitolak
from rencana_aksi.tasks import sapu_unggahan
from rencana_aksi.unggahan import (
    POTONGAN_MAKSIMUM,
    TERBUKA_MAKSIMUM,
    BedaLetak,
    PotonganRusak,
    diterima,
    mulai,
    periksa_potongan,
    tambah,
)
from tests.berkas_contoh import gambar, pdf
from tests.factories import SAAT

ISI = pdf(ekor=b"\n%% " + b"x" * 1800 + b"\n")
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def slot(klaim):
    return klaim.target_triwulan.syarat.get()


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


def begin(klaim, slot, oleh, *, isi=ISI, nama="laporan.pdf", **keterangan):
    return mulai(capaian=klaim, syarat=slot, nama=nama, ukuran=len(isi), keterangan=keterangan, oleh=oleh)


def metadata(**nilai) -> str:
    return ",".join(f"{nama} {base64.b64encode(teks.encode()).decode()}" for nama, teks in nilai.items())


def buat(klien, slot, *, isi=ISI, nama="laporan.pdf", **keterangan):
    kepala = {**TUS, "Upload-Length": str(len(isi)), "Upload-Metadata": metadata(filename=nama, **keterangan)}
    return klien.post(reverse("unggahan_baru", args=[slot.public_id]), headers=kepala)


def potong(klien, alamat, letak, isi, **kepala):
    return klien.patch(
        alamat,
        isi,
        content_type="application/offset+octet-stream",
        headers={**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(letak), **kepala},
    )


def sandi(isi: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(isi).digest()).decode()


def berkas_sementara(settings, unggahan):
    return settings.UNGGAHAN_DIR / unggahan.public_id.hex


# --- The bytes and the row ---


def test_potongan_tersambung_di_letaknya(klaim, slot, staf, settings):
    unggahan = begin(klaim, slot, staf)

    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    tambah(unggahan=unggahan, letak=1000, isi=ISI[1000:1500])

    unggahan.refresh_from_db()
    assert unggahan.diterima == 1500
    assert berkas_sementara(settings, unggahan).read_bytes() == ISI[:1500]
    assert berkas_sementara(settings, unggahan).stat().st_mode & 0o777 == 0o600


def test_ekor_yang_tidak_tercatat_dibuang(klaim, slot, staf, settings):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    with berkas_sementara(settings, unggahan).open("ab") as berkas:
        berkas.write(b"tulisan yang tidak pernah tercatat")

    tambah(unggahan=unggahan, letak=1000, isi=ISI[1000:1010])

    assert berkas_sementara(settings, unggahan).read_bytes() == ISI[:1010]


def test_berkas_yang_hilang_dimulai_dari_awal(klaim, slot, staf, settings):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    berkas_sementara(settings, unggahan).unlink()
    unggahan.refresh_from_db()

    assert diterima(unggahan) == 0
    assert tambah(unggahan=unggahan, letak=0, isi=ISI[:10]).diterima == 10


@pytest.mark.parametrize("letak", [0, 999, 1001])
def test_potongan_di_letak_lain_ditolak(letak, klaim, slot, staf):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])

    with pytest.raises(BedaLetak, match="sampai bita ke-1000"):
        tambah(unggahan=unggahan, letak=letak, isi=b"x")
    assert Unggahan.objects.get().diterima == 1000


def test_lebih_dari_yang_disebut_ditolak(klaim, slot, staf):
    unggahan = begin(klaim, slot, staf)

    with pytest.raises(BerkasDitolak, match="lebih besar daripada yang disebut"):
        tambah(unggahan=unggahan, letak=0, isi=ISI + b"x")
    assert Unggahan.objects.get().diterima == 0


def test_sidik_potongan():
    periksa_potongan(b"isi", sandi(b"isi"))
    periksa_potongan(b"isi", "")
    with pytest.raises(PotonganRusak):
        periksa_potongan(b"isj", sandi(b"isi"))
    with pytest.raises(ValueError, match="md5"):
        periksa_potongan(b"isi", "md5 abc")


@pytest.mark.parametrize(
    ("nama", "ukuran", "kalimat"),
    [
        ("gambar.svg", 10, "“gambar.svg” tidak dapat diterima karena jenisnya. Berkas "),
        ("laporan.pdf", 0, "karena ukurannya"),
        ("laporan.pdf", 26 * 1024 * 1024, "karena ukurannya"),
    ],
)
def test_yang_pasti_ditolak_tidak_dimulai(nama, ukuran, kalimat, klaim, slot, staf):
    with pytest.raises(BerkasDitolak, match=kalimat):
        mulai(capaian=klaim, syarat=slot, nama=nama, ukuran=ukuran, keterangan={}, oleh=staf)
    assert Unggahan.objects.count() == 0


def test_unggahan_yang_terbuka_terbatas_per_orang(klaim, slot, staf, staf_rekan):
    for _ in range(TERBUKA_MAKSIMUM):
        begin(klaim, slot, staf)

    with pytest.raises(IsianDitolak, match="20 unggahan yang belum selesai"):
        begin(klaim, slot, staf)
    assert begin(klaim, slot, staf_rekan).pk


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.DRAF, Status.KEMBALI_PENGISI)])
def test_klaim_yang_berjalan_tidak_menerima_unggahan(status, di_status, slot, staf):
    with pytest.raises(IsianDitolak, match="isiannya tidak dapat diubah"):
        begin(di_status(status), slot, staf)


def test_disapu_sesudah_sehari(klaim, slot, staf, settings):
    lama = begin(klaim, slot, staf)
    tambah(unggahan=lama, letak=0, isi=ISI[:1000])
    yatim = settings.UNGGAHAN_DIR / "yatim"
    yatim.write_bytes(b"x")
    with time_machine.travel(SAAT + timedelta(hours=1), tick=False):
        baru = begin(klaim, slot, staf)
        tambah(unggahan=baru, letak=0, isi=ISI[:10])

    with time_machine.travel(SAAT + timedelta(hours=24, seconds=1), tick=False):
        sapu_unggahan()

    assert list(Unggahan.objects.all()) == [baru]
    assert not berkas_sementara(settings, lama).exists()
    assert berkas_sementara(settings, baru).exists()


# --- The protocol ---


def test_dari_awal_sampai_dokumen(masuk, klaim, slot, staf):
    klien = masuk(staf)

    lahir = buat(klien, slot, nomor_dokumen="12/SKM", tanggal_dokumen="20 Juni 2023", uraian="Halaman 4")
    alamat = lahir["Location"]
    pertama = potong(klien, alamat, 0, ISI[:1000], **{"Upload-Checksum": sandi(ISI[:1000])})
    kini = klien.head(alamat, headers=TUS)
    akhir = potong(klien, alamat, 1000, ISI[1000:])

    dokumen = DataDukung.objects.get(berkas__sha256=hashlib.sha256(ISI).hexdigest())
    assert (lahir.status_code, pertama.status_code, akhir.status_code) == (201, 204, 204)
    assert (pertama["Upload-Offset"], kini["Upload-Offset"], kini["Upload-Length"]) == ("1000", "1000", str(len(ISI)))
    assert (kini["Cache-Control"], kini["Tus-Resumable"]) == ("no-store", "1.0.0")
    assert lahir["Upload-Expires"] == "Sat, 24 Jun 2023 02:00:00 GMT"
    assert (dokumen.nama, dokumen.nomor_dokumen, dokumen.uraian) == ("laporan.pdf", "12/SKM", "Halaman 4")
    assert (dokumen.tanggal_dokumen.isoformat(), dokumen.diunggah_oleh, dokumen.syarat) == ("2023-06-20", staf, slot)
    with buka(dokumen.berkas.sha256) as isi:
        assert isi.read() == ISI


def test_berkas_sementara_hilang_sesudah_selesai_dan_keadaannya_tetap(masuk, slot, staf, settings):
    klien = masuk(staf)
    alamat = buat(klien, slot)["Location"]

    potong(klien, alamat, 0, ISI)

    unggahan = Unggahan.objects.get()
    assert not berkas_sementara(settings, unggahan).exists()
    assert unggahan.dokumen.nama == "laporan.pdf"
    assert klien.head(alamat, headers=TUS)["Upload-Offset"] == str(len(ISI))
    assert klien.get(reverse("unggahan_baru", args=[slot.public_id])).json() == {"unggahan": []}


def test_yang_terhenti_sebelum_gerbang_diselesaikan_potongan_kosong(masuk, klaim, slot, staf):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI)
    sebelum = klaim.data_dukung.count()

    jawaban = potong(masuk(staf), reverse("unggahan", args=[unggahan.public_id]), len(ISI), b"")

    assert jawaban.status_code == 204
    assert klaim.data_dukung.count() == sebelum + 1


def test_daftar_yang_belum_selesai_hanya_milik_sendiri(masuk, klaim, slot, staf, staf_rekan):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    begin(klaim, slot, staf_rekan, nama="lain.pdf")

    assert masuk(staf).get(reverse("unggahan_baru", args=[slot.public_id])).json() == {
        "unggahan": [
            {
                "nama": "laporan.pdf",
                "ukuran": len(ISI),
                "diterima": 1000,
                "menggantikan": "",
                "alamat": reverse("unggahan", args=[unggahan.public_id]),
            }
        ]
    }


def test_batal_membuang_baris_dan_bitanya(masuk, klaim, slot, staf, settings):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    alamat = reverse("unggahan", args=[unggahan.public_id])

    assert masuk(staf).delete(alamat, headers=TUS).status_code == 204
    assert Unggahan.objects.count() == 0
    assert not berkas_sementara(settings, unggahan).exists()
    assert masuk(staf).head(alamat, headers=TUS).status_code == 404


@pytest.mark.parametrize("metode", ["head", "patch", "delete"])
@pytest.mark.parametrize("siapa", ["staf_rekan", "staf_lain", "kasi", "sekcam", "camat", "admin"])
def test_unggahan_orang_lain_tidak_ada(metode, siapa, masuk, office, klaim, slot, staf):
    unggahan = begin(klaim, slot, staf)

    jawaban = getattr(masuk(getattr(office, siapa)), metode)(
        reverse("unggahan", args=[unggahan.public_id]), headers={**TUS, "Upload-Offset": "0"}
    )

    assert jawaban.status_code == 404
    assert Unggahan.objects.get().diterima == 0


@pytest.mark.parametrize("nama", ["unggahan_baru", "slot_isian"])
def test_slot_unit_lain_tidak_ada(nama, masuk, slot, staf_lain):
    assert masuk(staf_lain).get(reverse(nama, args=[slot.public_id])).status_code == 404


def test_berkas_yang_ditolak_gerbang_dibuang_dengan_kalimatnya(masuk, klaim, slot, staf, settings):
    klien = masuk(staf)
    sebelum = (Berkas.objects.count(), klaim.data_dukung.count())
    alamat = buat(klien, slot, isi=gambar("PNG"))["Location"]

    jawaban = potong(klien, alamat, 0, gambar("PNG"))

    assert jawaban.status_code == 422
    assert jawaban.json()["pesan"].startswith("“laporan.pdf” tidak dapat diterima: isinya PNG, bukan PDF")
    assert Unggahan.objects.count() == 0
    assert list(settings.UNGGAHAN_DIR.iterdir()) == []
    assert (Berkas.objects.count(), klaim.data_dukung.count()) == sebelum


def test_klaim_yang_terlanjur_diajukan_menyisakan_bitanya(masuk, klaim, slot, staf, di_status):
    unggahan = begin(klaim, slot, staf)
    tambah(unggahan=unggahan, letak=0, isi=ISI[:1000])
    di_status(Status.DI_ESELON_IV)

    jawaban = potong(masuk(staf), reverse("unggahan", args=[unggahan.public_id]), 1000, ISI[1000:])

    assert jawaban.status_code == 423
    assert jawaban.json()["pesan"].startswith("Klaim ini berstatus “Di meja Eselon IV”")
    assert Unggahan.objects.get().diterima == len(ISI)


@pytest.mark.parametrize(
    ("kepala", "isi", "status"),
    [
        ({"Upload-Offset": "5"}, b"x", 409),
        ({"Upload-Offset": "-1"}, b"x", 400),
        ({"Upload-Offset": "²"}, b"x", 400),
        ({"Upload-Offset": "9" * 16}, b"x", 400),
        ({"Upload-Offset": ""}, b"x", 400),
        ({"Upload-Checksum": sandi(b"y")}, b"x", 460),
        ({"Upload-Checksum": "sha1 abc"}, b"x", 400),
        ({"Tus-Resumable": "0.2.2"}, b"x", 412),
        ({}, b"x" * (POTONGAN_MAKSIMUM + 1), 413),
        ({}, b"x" * (len(ISI) + 1), 422),
    ],
)
def test_potongan_keliru_tidak_mengubah_apa_pun(kepala, isi, status, masuk, klaim, slot, staf):
    unggahan = begin(klaim, slot, staf)

    jawaban = potong(masuk(staf), reverse("unggahan", args=[unggahan.public_id]), 0, isi, **kepala)

    assert jawaban.status_code == status
    assert jawaban.json()["pesan"].endswith(".")
    assert Unggahan.objects.get().diterima == 0


def test_jenis_isi_lain_ditolak(masuk, klaim, slot, staf):
    alamat = reverse("unggahan", args=[begin(klaim, slot, staf).public_id])

    jawaban = masuk(staf).patch(alamat, b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "0"})

    assert jawaban.status_code == 415


@pytest.mark.parametrize(
    ("keterangan", "pesan"),
    [
        ({"tanggal_dokumen": "31 Februari 2023"}, "Tanggal dokumen: "),
        ({"masa_mulai": "2023-06-30", "masa_selesai": "2023-06-01"}, "Sampai: Akhir masa tidak boleh sebelum awalnya."),
    ],
)
def test_keterangan_yang_tidak_terbaca_ditolak_sebelum_dikirim(keterangan, pesan, masuk, slot, staf):
    jawaban = buat(masuk(staf), slot, **keterangan)

    assert jawaban.status_code == 422
    assert jawaban.json()["pesan"].startswith(pesan)


@pytest.mark.parametrize("teks", ["filename ###", "filename /w==", "filename"])
def test_metadata_rusak_ditolak(teks, masuk, slot, staf):
    kepala = {**TUS, "Upload-Length": "10", "Upload-Metadata": teks}

    jawaban = masuk(staf).post(reverse("unggahan_baru", args=[slot.public_id]), headers=kepala)

    assert jawaban.status_code in (400, 422)
    assert Unggahan.objects.count() == 0


def test_pilihan_server_disebut(masuk, slot, staf):
    jawaban = masuk(staf).options(reverse("unggahan_baru", args=[slot.public_id]))

    assert jawaban.status_code == 204
    assert {nama: jawaban[nama] for nama in jawaban.headers if nama.startswith("Tus-")} == {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,termination,checksum,expiration",
        "Tus-Checksum-Algorithm": "sha256",
        "Tus-Max-Size": str(25 * 1024 * 1024),
    }


def test_pengganti_lewat_potongan_menjadi_versi_baru(masuk, klaim, slot, staf, dokumen):
    klien = masuk(staf)
    alamat = buat(klien, slot, menggantikan=str(dokumen.public_id))["Location"]

    potong(klien, alamat, 0, ISI)

    assert [d.menggantikan for d in DataDukung.objects.berlaku().filter(capaian=klaim)] == [dokumen]
