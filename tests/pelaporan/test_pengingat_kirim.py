"""The sender of the outbox against a real mail server on loopback that refuses, hangs up or is away."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from organisasi.models import Pegawai
from pelaporan.models import Pemberitahuan, PilihanSurel, Surel
from pelaporan.pengingat.isi import nomor_pesan
from pelaporan.pengingat.kirim import jeda, kirim
from pelaporan.pengingat.tulis import susun_kunci, tulis
from rencana_aksi.models import Putusan
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.peladen import free_port
from tests.surel_tiruan import DITERIMA, PUTUS, peladen_surel

pytestmark = pytest.mark.django_db
Keadaan = Surel.Keadaan
BATALKAN = {"tindakan": "batalkan", "jenis_alasan": "lainnya", "alasan": "Salah baca."}


@pytest.fixture
def putusan(db) -> Putusan:
    orang = factories.pegawai()
    klaim = factories.capaian_terajukan(status=Status.SAH, diajukan_oleh=orang)
    return factories.putusan(capaian=klaim, oleh=orang)


@pytest.fixture
def peladen(settings):
    with peladen_surel() as (penerima, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        settings.ALAMAT_SITUS = "https://sakip.contoh.go.id"
        yield penerima


def buat_surel(putusan: Putusan, jumlah: int, judul: str = "Klaim disahkan") -> list[Surel]:
    """So many mails in the outbox, each to another person, in the order in which they are sent."""
    notis = []
    for nomor in range(jumlah):
        orang = factories.pegawai(email=f"orang{nomor}@kantor.example")
        notis.append(
            Pemberitahuan(
                kunci=susun_kunci("sah", "putusan:1", 1, orang.pk, timezone.localdate(), nomor),
                penerima=orang,
                jenis="sah",
                judul=f"{judul} {nomor}",
                tautan="/",
                capaian=putusan.capaian,
                putusan=putusan,
            )
        )
    tulis(notis)
    surel = list(Surel.objects.order_by("pk"))
    Surel.objects.update(berikut=timezone.now() - timedelta(seconds=1))
    return surel


def keadaan() -> list[tuple[str, str]]:
    return list(Surel.objects.order_by("pk").values_list("keadaan", "galat"))


def lewat_jeda() -> None:
    Surel.objects.update(berikut=timezone.now() - timedelta(seconds=1))


def test_surel_terkirim_sekali_dengan_nomor_pesan_tetap(putusan, peladen):
    (surel,) = buat_surel(putusan, 1)

    assert (kirim(), kirim()) == (1, 0)

    (pesan,) = peladen.diterima
    sidik = hashlib.sha256(surel.kunci.encode()).hexdigest()
    # Folded onto a second line: it is longer than a line of a mail.
    assert peladen.nomor_pesan == [f"<{sidik}@sakip.contoh.go.id>"]
    assert pesan["To"] == "orang0@kantor.example"
    assert pesan["Subject"] == "SAKIP: Klaim disahkan 0"
    assert "https://sakip.contoh.go.id/" in pesan.get_content()
    surel.refresh_from_db()
    assert (surel.keadaan, surel.percobaan, surel.sewa, surel.pemegang) == (Keadaan.TERKIRIM, 1, None, None)


@pytest.mark.parametrize("baris_baru", ["\r\nBcc: jahat@luar.example", "\nX: y", "\r"])
def test_sisipan_kepala_surat_menggagalkan_hanya_surel_itu(putusan, peladen, baris_baru):
    surel = buat_surel(putusan, 3)
    Pemberitahuan.objects.filter(pk=surel[1].pemberitahuan_id).update(judul=f"Kasi{baris_baru}")

    assert kirim() == 2

    assert [k for k, _ in keadaan()] == [Keadaan.TERKIRIM, Keadaan.GAGAL, Keadaan.TERKIRIM]
    assert keadaan()[1][1].startswith("Judul atau alamat memuat karakter yang tidak boleh ada:")
    assert [p["To"] for p in peladen.diterima] == ["orang0@kantor.example", "orang2@kantor.example"]
    assert [p["Bcc"] for p in peladen.diterima] == [None, None]


@pytest.mark.parametrize("alamat", ["a@kantor.example\r\nBcc: jahat@luar.example", "a@b@c"])
def test_alamat_rusak_menggagalkan_hanya_surel_itu(putusan, peladen, alamat):
    surel = buat_surel(putusan, 2)
    Pegawai.objects.filter(pk=surel[0].pemberitahuan.penerima_id).update(email=alamat)

    kirim()

    assert [k for k, _ in keadaan()] == [Keadaan.GAGAL, Keadaan.TERKIRIM]
    assert [p["To"] for p in peladen.diterima] == ["orang1@kantor.example"]


def test_penolakan_tetap_adalah_gagal_dengan_alasan(putusan, peladen):
    buat_surel(putusan, 2)
    peladen.jawab_rcpt = lambda alamat: "550 Kotak surat tidak ada" if alamat.startswith("orang0") else DITERIMA

    kirim()
    lewat_jeda()
    kirim()

    assert keadaan() == [(Keadaan.GAGAL, "Peladen surel menjawab 550: Kotak surat tidak ada"), (Keadaan.TERKIRIM, "")]


@pytest.mark.parametrize("jawaban", ["451 Coba nanti", PUTUS])
def test_gangguan_sementara_dicoba_lagi_sesudah_jeda(putusan, peladen, jawaban):
    buat_surel(putusan, 3)
    peladen.jawab_data = lambda nomor: jawaban if nomor == 1 else DITERIMA

    assert kirim() == 2
    assert [k for k, _ in keadaan()] == [Keadaan.ANTRE, Keadaan.TERKIRIM, Keadaan.TERKIRIM]
    assert kirim() == 0
    lewat_jeda()
    assert kirim() == 1

    assert [k for k, _ in keadaan()] == [Keadaan.TERKIRIM] * 3
    assert len(set(peladen.nomor_pesan)) == len(peladen.diterima) == 3


def test_peladen_mati_menghentikan_jalan_tanpa_menggagalkan_apa_pun(putusan, settings):
    buat_surel(putusan, 3)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    assert kirim() == 0

    # One row told of it, the others were not even tried.
    assert list(Surel.objects.order_by("pk").values_list("keadaan", "percobaan")) == [
        (Keadaan.ANTRE, 1),
        (Keadaan.ANTRE, 0),
        (Keadaan.ANTRE, 0),
    ]
    assert keadaan()[0][1].startswith("Sambungan ke peladen surel gagal:")


def test_jeda_bertambah_sampai_satu_jam():
    assert [jeda(n).seconds // 60 for n in range(1, 9)] == [1, 2, 5, 10, 30, 60, 60, 60]


def test_percobaan_ulang_berakhir_sesudah_tiga_hari(putusan, peladen):
    buat_surel(putusan, 1)
    peladen.jawab_data = lambda nomor: "451 Penuh"
    kirim()
    Surel.objects.update(dibuat=timezone.now() - timedelta(days=3, seconds=1))
    lewat_jeda()

    kirim()

    assert keadaan() == [(Keadaan.GAGAL, "Peladen surel menjawab 451: Penuh Dicoba 1 kali.")]


def test_surel_yang_dipegang_tidak_diambil_dan_diambil_alih_sesudah_sewa(putusan, peladen):
    buat_surel(putusan, 1)
    kini = timezone.now()
    Surel.objects.update(sewa=kini + timedelta(minutes=2), pemegang=uuid4())
    assert kirim() == 0

    Surel.objects.update(sewa=kini - timedelta(seconds=1))

    assert kirim() == 1


def test_jam_mundur_tidak_menahan_surel_dengan_sewa_dan_jeda_lama(putusan, peladen):
    buat_surel(putusan, 2)
    nanti = timezone.now() + timedelta(hours=2)
    pertama, kedua = Surel.objects.order_by("pk")
    Surel.objects.filter(pk=pertama.pk).update(sewa=nanti, pemegang=uuid4())
    Surel.objects.filter(pk=kedua.pk).update(berikut=nanti)

    assert kirim() == 2


def test_yang_kehilangan_sewa_tidak_menandai_apa_pun(putusan, peladen):
    buat_surel(putusan, 1)
    penerus = uuid4()
    sewa = timezone.now() + timedelta(minutes=2)
    # The lease runs out while the mail is on its way, and another sender takes the row.
    with connection.execute_wrapper(_rebut(penerus, sewa)):
        kirim()

    assert list(Surel.objects.values_list("keadaan", "pemegang")) == [(Keadaan.ANTRE, penerus)]


def _rebut(penerus, sewa):
    """Right before the sender's mark, its row goes to another holder."""
    direbut = []

    def sela(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and Keadaan.TERKIRIM in params and not direbut:
            direbut.append(True)
            Surel.objects.update(pemegang=penerus, sewa=sewa)
        return execute(sql, params, many, context)

    return sela


@pytest.mark.parametrize(
    ("ubah", "alasan"),
    [
        ({"is_active": False}, "Akun penerima sudah tidak aktif."),
        ({"email": ""}, "Penerima tidak mempunyai alamat surel."),
    ],
)
def test_surel_batal_bila_penerima_tidak_lagi_dapat_menerima(putusan, peladen, ubah, alasan):
    buat_surel(putusan, 1)
    Pegawai.objects.filter(email__startswith="orang").update(**ubah)

    assert kirim() == 0
    assert keadaan() == [(Keadaan.BATAL, alasan)]
    assert peladen.diterima == []


def test_surel_batal_bila_sudah_ada_putusan_baru(putusan, peladen):
    buat_surel(putusan, 1)
    kolom = {f.attname: getattr(putusan, f.attname) for f in Putusan._meta.concrete_fields}
    Putusan.objects.create(**kolom | {"id": None, "public_id": uuid4(), "urutan": 2} | BATALKAN)

    kirim()

    assert keadaan() == [(Keadaan.BATAL, "Sudah ada putusan yang lebih baru atas klaim ini.")]


def test_surel_batal_bila_penerima_mengubah_pilihannya(putusan, peladen):
    (surel,) = buat_surel(putusan, 1)
    PilihanSurel.objects.create(pegawai=surel.pemberitahuan.penerima, sah=False)

    kirim()

    assert keadaan() == [(Keadaan.BATAL, "Penerima tidak menghendaki surel jenis ini.")]


def test_tanpa_alamat_atau_tidak_mau_tidak_ada_surel_tetapi_kotak_masuk_terisi(putusan):
    orang = [factories.pegawai(email=e) for e in ("", "a@kantor.example", "b@kantor.example")]
    PilihanSurel.objects.create(pegawai=orang[1], aktif=False)
    notis = [
        Pemberitahuan(
            kunci=f"k{o.pk}", penerima=o, jenis="sah", judul="x", tautan="/", capaian=putusan.capaian, putusan=putusan
        )
        for o in orang
    ]

    tulis(notis)

    assert Pemberitahuan.objects.count() == 3
    assert [s.pemberitahuan.penerima for s in Surel.objects.all()] == [orang[2]]


def test_kunci_yang_sama_tertulis_sekali(putusan):
    orang = factories.pegawai(email="a@kantor.example")
    kolom = {"penerima": orang, "jenis": "sah", "tautan": "/", "capaian": putusan.capaian, "putusan": putusan}

    tulis([Pemberitahuan(kunci="k", judul="pertama", **kolom)])
    tulis([Pemberitahuan(kunci="k", judul="kedua", **kolom)])

    assert [p.judul for p in Pemberitahuan.objects.all()] == ["pertama"]
    assert Surel.objects.count() == 1


def test_tautan_surel_tidak_pernah_dari_permintaan(putusan, client, settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id"
    buat_surel(putusan, 1)

    client.get("/masuk/", headers={"host": "localhost", "x-forwarded-host": "jahat.example"})
    kirim()

    (pesan,) = mail.outbox
    assert "jahat.example" not in pesan.body
    assert pesan.extra_headers["Message-ID"] == nomor_pesan(Surel.objects.get().kunci)


def test_tidak_ada_yang_menunggu_hanya_satu_kueri(django_assert_num_queries):
    with django_assert_num_queries(1):
        kirim()
