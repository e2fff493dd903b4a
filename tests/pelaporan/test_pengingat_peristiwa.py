"""Notices that come with the step itself: to whom, once, and never without it."""

import pytest
import time_machine
from django.core import mail

from organisasi.models import Pegawai
from pelaporan.models import Pemberitahuan, Surel
from pelaporan.pengingat.kirim import kirim
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, Pesan
from rencana_aksi.models.capaian import Status
from rencana_aksi.percakapan import jawab, tarik_pesan, tulis_pesan
from rencana_aksi.peristiwa import putusan_ditulis
from tests import factories
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, bawa, langkah, siapkan_klaim

pytestmark = pytest.mark.django_db
NAMA = "Layanan tepat waktu, Triwulan II 2023"


@pytest.fixture(autouse=True)
def _saat():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


@pytest.fixture
def klaim(kantor) -> Capaian:
    indikator = factories.indikator(unit=kantor.pelayanan, nama="Layanan tepat waktu", akumulasi="akhir")
    return siapkan_klaim(indikator, kantor.staf)


def notis() -> list[tuple[str, str, str]]:
    semua = Pemberitahuan.objects.select_related("penerima").order_by("pk")
    return [(p.penerima.username, p.jenis, p.judul) for p in semua]


def test_naik_tangga_tidak_mengabarkan_apa_pun(kantor, klaim):
    bawa(klaim, kantor, Status.DI_CAMAT)

    assert notis() == []


def test_pengembalian_dikabarkan_kepada_pengisi_dengan_alasannya(kantor, klaim):
    bawa(klaim, kantor, Status.KEMBALI_PENGISI)

    assert notis() == [
        ("staf", "kembali", f"Klaim dikembalikan: {NAMA}"),
        ("staf_rekan", "kembali", f"Klaim dikembalikan: {NAMA}"),
    ]
    pertama = Pemberitahuan.objects.order_by("pk").first()
    assert pertama.isi == f"Orang Kasi Pelayanan, Kasi Pelayanan Umum: “{ALASAN['alasan']}”"
    assert pertama.tautan == klaim.get_absolute_url()


def test_pengembalian_ke_meja_penelaah_dikabarkan_kepada_pemangkunya(kantor, klaim):
    bawa(klaim, kantor, Status.KEMBALI_ESELON_IV)

    assert notis() == [("kasi", "kembali", f"Klaim dikembalikan: {NAMA}")]


def test_pengesahan_dan_pembatalannya_dikabarkan_kepada_penyusun_dan_kepalanya(kantor, klaim):
    bawa(klaim, kantor, Status.SAH)
    langkah(Tindakan.BATALKAN, klaim, kantor.camat, **ALASAN)

    assert notis() == [
        ("kasi", "sah", f"Klaim disahkan: {NAMA}"),
        ("staf", "sah", f"Klaim disahkan: {NAMA}"),
        ("kasi", "sah", f"Pengesahan dibatalkan: {NAMA}"),
        ("staf", "sah", f"Pengesahan dibatalkan: {NAMA}"),
    ]
    assert Pemberitahuan.objects.order_by("pk").first().isi == (
        "Disahkan Orang Camat, Camat dengan capaian 98,16%."
    )


def test_pertanyaan_dan_jawaban_dikabarkan_kepada_yang_bersangkutan(kantor, klaim):
    klaim = bawa(klaim, kantor, Status.DI_ESELON_III)
    tanya = tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Bulan apa?", oleh=kantor.sekcam)
    jawab(pertanyaan=tanya, teks="Mei.", oleh=kantor.staf)
    tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.CATATAN, teks="Baik.", oleh=kantor.sekcam)

    assert notis() == [
        ("kasi", "tanya", f"Pertanyaan: {NAMA}"),
        ("staf", "tanya", f"Pertanyaan: {NAMA}"),
        ("staf_rekan", "tanya", f"Pertanyaan: {NAMA}"),
        ("sekcam", "tanya", f"Jawaban: {NAMA}"),
    ]
    assert Pemberitahuan.objects.order_by("pk").first().tautan == f"{klaim.get_absolute_url()}#percakapan"


def test_pertanyaan_yang_ditarik_membatalkan_surelnya(kantor, klaim):
    Pegawai.objects.filter(pk=kantor.kasi.pk).update(email="kasi@kantor.example")
    klaim = bawa(klaim, kantor, Status.DI_ESELON_III)
    tanya = tulis_pesan(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Bulan apa?", oleh=kantor.sekcam)
    tarik_pesan(pesan=tanya, oleh=kantor.sekcam)

    kirim()

    assert [(s.keadaan, s.galat) for s in Surel.objects.all()] == [
        ("batal", "Pertanyaannya sudah dijawab atau ditarik.")
    ]


def test_surel_pengembalian_hanya_memuat_judul_dan_tautan(kantor, klaim, settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id"
    Pegawai.objects.filter(pk=kantor.staf.pk).update(email="staf@kantor.example")
    bawa(klaim, kantor, Status.KEMBALI_PENGISI)

    kirim()

    (pesan,) = mail.outbox
    assert (pesan.to, pesan.subject) == (["staf@kantor.example"], f"SAKIP: Klaim dikembalikan: {NAMA}")
    assert f"https://sakip.contoh.go.id{klaim.get_absolute_url()}" in pesan.body
    assert "Orang Kasi" not in pesan.body
    assert ALASAN["alasan"] not in pesan.body


def test_surel_pengembalian_batal_bila_klaim_sudah_naik_lagi(kantor, klaim):
    Pegawai.objects.filter(pk=kantor.staf.pk).update(email="staf@kantor.example")
    klaim = bawa(klaim, kantor, Status.KEMBALI_PENGISI)
    Capaian.objects.filter(pk=klaim.pk).update(realisasi=86)
    langkah(Tindakan.AJUKAN, klaim, kantor.staf)

    kirim()

    assert [s.galat for s in Surel.objects.all()] == ["Klaim ini sudah bergerak lagi sesudah dikembalikan."]


def test_kabar_berdiri_dan_jatuh_bersama_langkahnya(kantor, klaim):
    klaim = bawa(klaim, kantor, Status.DI_ESELON_IV)

    def menolak(**_):
        raise RuntimeError("uji")

    putusan_ditulis.connect(menolak, dispatch_uid="uji")
    try:
        with pytest.raises(RuntimeError):
            langkah(Tindakan.KEMBALIKAN, klaim, kantor.kasi, **ALASAN, tujuan=Status.KEMBALI_PENGISI)
    finally:
        putusan_ditulis.disconnect(dispatch_uid="uji")

    assert Capaian.objects.get(pk=klaim.pk).status == Status.DI_ESELON_IV
    assert notis() == []


def test_langkah_yang_diceritakan_kemudian_bukan_kabar(kantor, klaim):
    with time_machine.travel("2023-08-01T02:00:00+00:00", tick=False):
        bawa(klaim, kantor, Status.KEMBALI_PENGISI)

    assert notis() == []
