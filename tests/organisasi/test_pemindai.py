import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisasi import pemindai
from organisasi.gerbang import MB, BerkasDitolak, periksa
from organisasi.models import Berkas, Jejak
from organisasi.models.berkas import Pemindaian
from organisasi.penyimpanan import jalur, simpan
from organisasi.unduhan import BerkasTertahan, respons_berkas
from tests.berkas_contoh import aliran, pdf, unggahan
from tests.clamd_tiruan import EICAR, alamat_mati, clamd

pytestmark = pytest.mark.django_db

BERSIH = pdf()
BERVIRUS = pdf(aliran(EICAR))


@pytest.fixture
def peladen(settings):
    with clamd() as satu:
        settings.CLAMD = satu.alamat
        yield satu


def masukkan(isi: bytes) -> Berkas:
    """As the forms do it: gate, store, row."""
    lolos = periksa(unggahan(isi, "a.pdf"), "a.pdf", batas=MB)
    simpan(io.BytesIO(isi), lolos.sha256)
    return Berkas.objects.create(sha256=lolos.sha256, **lolos.kolom)


def serahkan(berkas: Berkas) -> str:
    try:
        respons = respons_berkas(sha256=berkas.sha256, nama="a.pdf", jenis=berkas.jenis)
    except BerkasTertahan as tertahan:
        return str(tertahan)
    respons.file_to_stream.close()  # not the response: its end closes the database connection of the test
    return "diserahkan"


def test_tanpa_pemindai_berkas_langsung_dapat_dibuka(settings):
    assert settings.CLAMD == ""

    berkas = masukkan(BERSIH)

    assert (berkas.pemindaian, berkas.dipindai_pada) == (Pemindaian.TANPA, None)
    assert serahkan(berkas) == "diserahkan"


def test_berkas_bersih_dipindai_di_gerbang(peladen):
    berkas = masukkan(BERSIH)

    assert berkas.pemindaian == Pemindaian.BERSIH
    assert berkas.dipindai_pada <= timezone.now()
    assert peladen.dipindai == [len(BERSIH)]
    assert serahkan(berkas) == "diserahkan"


def test_berkas_terinfeksi_ditolak_di_gerbang(peladen):
    with pytest.raises(BerkasDitolak) as ditolak:
        masukkan(BERVIRUS)

    assert str(ditolak.value) == (
        "“a.pdf” tidak dapat diterima: pemindai virus menemukan Eicar-Test-Signature di dalamnya. Jangan buka berkas "
        "itu. Bersihkan komputer Anda dengan antivirus, lalu buat ulang dokumennya."
    )


def test_pemindai_mati_menahan_berkas_sampai_sapuan(settings):
    settings.CLAMD = alamat_mati()
    bersih, bervirus = masukkan(BERSIH), masukkan(BERVIRUS)
    assert [b.pemindaian for b in (bersih, bervirus)] == [Pemindaian.BELUM, Pemindaian.BELUM]
    assert serahkan(bersih).startswith("Berkas ini tersimpan, tetapi belum dipindai dari virus")

    pemindai.sapu_pemindaian()
    bersih.refresh_from_db()
    assert bersih.pemindaian == Pemindaian.BELUM

    with clamd() as peladen:
        settings.CLAMD = peladen.alamat
        pemindai.sapu_pemindaian()
    bersih.refresh_from_db()
    bervirus.refresh_from_db()
    assert (bersih.pemindaian, serahkan(bersih)) == (Pemindaian.BERSIH, "diserahkan")
    assert (bervirus.pemindaian, bervirus.virus) == (Pemindaian.TERINFEKSI, "Eicar-Test-Signature")
    assert serahkan(bervirus) == (
        "Berkas ini dikunci karena pemindai virus menemukan Eicar-Test-Signature di dalamnya. "
        "Mintalah pengunggahnya membuat ulang dokumen dari komputer yang bersih, lalu mengunggahnya lagi."
    )
    assert Jejak.objects.get().uraian == "Pemindai virus menemukan Eicar-Test-Signature, berkas dikunci"


def test_sapuan_memindai_juga_yang_datang_sebelum_ada_pemindai(settings):
    lama = masukkan(BERVIRUS)

    with clamd() as peladen:
        settings.CLAMD = peladen.alamat
        assert serahkan(lama) == "diserahkan"
        pemindai.sapu_pemindaian()

    lama.refresh_from_db()
    assert lama.pemindaian == Pemindaian.TERINFEKSI


def test_sapuan_melewati_berkas_yang_hilang(peladen, tmp_path, caplog):
    hilang = Berkas.objects.create(sha256="0" * 64, ukuran=1, jenis="application/pdf")
    ada = masukkan(BERSIH)
    Berkas.objects.filter(pk=ada.pk).update(pemindaian=Pemindaian.BELUM, dipindai_pada=None)

    pemindai.sapu_pemindaian()

    ada.refresh_from_db()
    hilang.refresh_from_db()
    assert (ada.pemindaian, hilang.pemindaian) == (Pemindaian.BERSIH, Pemindaian.BELUM)
    assert caplog.messages == [
        f"Berkas {'0' * 64} tidak terbaca untuk dipindai: [Errno 2] No such file or directory: "
        f"'{tmp_path / 'berkas' / jalur('0' * 64)}'"
    ]


def test_pemindai_yang_menolak_ukuran_dianggap_belum_memindai(peladen):
    peladen.batas = 10

    assert masukkan(BERSIH).pemindaian == Pemindaian.BELUM


@pytest.mark.parametrize("alamat", ["127.0.0.1:", "/tidak/ada/clamd.ctl"])
def test_alamat_yang_keliru_berarti_tidak_terjangkau(alamat, settings):
    settings.CLAMD = alamat

    assert pemindai.keadaan() == "tidak terjangkau"


def test_siap_menyebut_pemindai(client, settings):
    def menurut_siap():
        return client.get("/siap/").json()["bagian"]["pemindai_virus"]

    assert menurut_siap() == "tidak dipasang"
    with clamd() as peladen:
        settings.CLAMD = peladen.alamat
        assert menurut_siap() == "ada"
    settings.CLAMD = alamat_mati()
    assert menurut_siap() == "tidak terjangkau"


def test_pemindai_lewat_soket_unix(settings, tmp_path):
    import socketserver
    import threading

    from tests.clamd_tiruan import _Jawab

    letak = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(letak, _Jawab) as peladen:
        utas = threading.Thread(target=peladen.serve_forever, kwargs={"poll_interval": 0.02})
        utas.start()
        settings.CLAMD = letak

        assert pemindai.keadaan() == "ada"

        peladen.shutdown()
        utas.join()


@pytest.mark.parametrize(
    "kolom",
    [
        {"pemindaian": "entah"},
        {"pemindaian": "terinfeksi", "dipindai_pada": "2026-01-01T00:00Z"},
        {"pemindaian": "bersih", "dipindai_pada": "2026-01-01T00:00Z", "virus": "x"},
        {"pemindaian": "bersih"},
        {"pemindaian": "belum_dipindai", "dipindai_pada": "2026-01-01T00:00Z"},
    ],
)
def test_keadaan_yang_tidak_masuk_akal_ditolak_basis_data(kolom):
    with pytest.raises(IntegrityError), transaction.atomic():
        Berkas.objects.create(sha256="0" * 64, ukuran=1, jenis="application/pdf", **kolom)
