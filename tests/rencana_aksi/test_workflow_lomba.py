"""Two people at the same moment on one claim, and eight."""

import os
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from organisasi.jejak import periksa_rantai
from organisasi.models import Jejak
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, DataDukung, Pesan
from rencana_aksi.models.capaian import Status
from rencana_aksi.percakapan import tulis_pesan
from rencana_aksi.services import Isian, simpan_isian, tarik_dokumen, unggah
from rencana_aksi.workflow import buka_di_meja
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.lomba import KALAH, MENANG, PESERTA
from tests.rencana_aksi.conftest import ALASAN, bawa, lihat, siap_putus, siapkan_klaim

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def buat_klaim(office):
    """Make `jumlah` claims of one unit and bring them to a status."""

    def buat(jumlah: int, status: Status) -> list[Capaian]:
        sasaran = factories.sasaran()
        ukuran = [
            factories.indikator(sasaran=sasaran, unit=office.pelayanan, akumulasi="akhir") for _ in range(jumlah)
        ]
        return [bawa(siapkan_klaim(satu, office.staf), office, status) for satu in ukuran]

    return buat


# By UJI_PENUH=1 in the environment the hundred races of each pair, else what fits into every run.
def babak(biasa: int) -> int:
    return 100 if os.environ.get("UJI_PENUH") else biasa


def jumlah_jejak(klaim, peristiwa):
    return Jejak.objects.filter(objek_id=str(klaim.public_id), peristiwa=f"capaian.{peristiwa}").count()


# Five races on the way of one claim; 40 claims make the 200 races of security 4.
LIMA_LANGKAH = (
    (Tindakan.TERUSKAN, "kasi", {}),
    (Tindakan.TERUSKAN, "sekcam", {}),
    (Tindakan.SAHKAN, "camat", {}),
    (Tindakan.BATALKAN, "camat", ALASAN),
    (Tindakan.SAHKAN, "camat", {}),
)


def test_dua_persetujuan_serentak_tepat_satu_yang_jadi(serentak, buat_klaim, office):
    for klaim in buat_klaim(40, Status.DI_ESELON_IV):
        for tindakan, siapa, isi in LIMA_LANGKAH:
            hasil = serentak(*(siap_putus(tindakan, klaim, getattr(office, siapa), **isi) for _ in range(2)))
            assert sorted(hasil) == [KALAH, MENANG]

        rungs = [p.tindakan for p in klaim.putusan.all()]
        assert rungs == ["ajukan", "teruskan", "teruskan", "sahkan", "batalkan", "sahkan"]
        peristiwa = Jejak.objects.filter(objek_id=str(klaim.public_id)).values_list("peristiwa", flat=True)
        assert list(peristiwa) == [f"capaian.{tindakan}" for tindakan in rungs]
    assert list(periksa_rantai()) == []


def test_delapan_persetujuan_serentak_tepat_satu_yang_jadi(serentak, buat_klaim, camat):
    for klaim in buat_klaim(babak(5), Status.DI_CAMAT):
        hasil = serentak(*(siap_putus(Tindakan.SAHKAN, klaim, camat) for _ in range(PESERTA)))

        assert hasil.count(MENANG) == 1
        assert jumlah_jejak(klaim, "sahkan") == 1


# What may come of a decision at the Kasi's desk beside which others try the opposite: status and percentage.
TERUS = (Status.DI_ESELON_III, Decimal("98.1609"))
TERKOREKSI = (Status.DI_ESELON_III, Decimal(90))
KEMBALI = (Status.KEMBALI_PENGISI, Decimal("98.1609"))


@pytest.mark.parametrize("jumlah", [2, PESERTA])
@pytest.mark.parametrize(
    ("lain", "isi", "hasil_lain"),
    [
        (Tindakan.TERUSKAN, {}, TERUS),
        (Tindakan.TERUSKAN, {"nilai": Decimal(90), **ALASAN}, TERKOREKSI),
        (Tindakan.KEMBALIKAN, {"tujuan": Status.KEMBALI_PENGISI, **ALASAN}, KEMBALI),
    ],
)
def test_setuju_lawan_putusan_lain_tepat_satu_yang_jadi(serentak, buat_klaim, kasi, lain, isi, hasil_lain, jumlah):
    for klaim in buat_klaim(babak(5), Status.DI_ESELON_IV):
        setuju = [siap_putus(Tindakan.TERUSKAN, klaim, kasi) for _ in range(jumlah // 2)]
        hasil = serentak(*setuju, *(siap_putus(lain, klaim, kasi, **isi) for _ in range(jumlah // 2)))

        akhir = Capaian.objects.get(pk=klaim.pk)
        assert hasil.count(MENANG) == 1
        assert (akhir.status, akhir.persen) == (TERUS if MENANG in hasil[: jumlah // 2] else hasil_lain)
        assert klaim.putusan.count() == 2
        assert Jejak.objects.filter(objek_id=str(klaim.public_id)).count() == 2


def test_delapan_pengajuan_serentak_tepat_satu_yang_jadi(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(5), Status.DRAF):
        hasil = serentak(*(siap_putus(Tindakan.AJUKAN, klaim, (staf, staf_rekan)[i % 2]) for i in range(PESERTA)))

        assert hasil.count(MENANG) == 1
        assert (klaim.putusan.count(), jumlah_jejak(klaim, "ajukan")) == (1, 1)


@pytest.mark.parametrize("jumlah", [2, PESERTA])
def test_tarik_kembali_lawan_pembukaan_di_meja(serentak, buat_klaim, staf, kasi, jumlah):
    for klaim in buat_klaim(babak(5), Status.DI_ESELON_IV):
        buka = [partial(buka_di_meja, lihat(klaim, kasi)) for _ in range(jumlah - 1)]
        tarik, *_ = serentak(siap_putus(Tindakan.TARIK, klaim, staf), *buka)

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {MENANG: (Status.DRAF, False), KALAH: (Status.DI_ESELON_IV, True)}
        assert (akhir.status, akhir.dibuka_meja_pada is not None) == harapan[tarik]


@pytest.mark.parametrize("jumlah", [2, PESERTA])
def test_mengganti_bukti_lawan_persetujuan_selalu_ditolak(serentak, buat_klaim, staf, kasi, jumlah):
    for klaim in buat_klaim(babak(3), Status.DI_ESELON_IV):
        lama = klaim.data_dukung.get()
        ganti = [
            partial(kiriman(klaim, staf, pdf(ekor=b"\n%% %d\n" % i)), menggantikan=lama) for i in range(jumlah - 1)
        ]
        hasil = serentak(siap_putus(Tindakan.TERUSKAN, klaim, kasi), *ganti)

        assert hasil == [MENANG, *[KALAH] * (jumlah - 1)]
        assert list(DataDukung.objects.berlaku().filter(capaian=klaim)) == [lama]


def test_pertanyaan_lawan_persetujuan_tidak_terlewat(serentak, buat_klaim, kasi, sekcam):
    """The question stands before the approval and holds it, or comes after it and waits at the next desk."""
    for klaim in buat_klaim(babak(5), Status.DI_ESELON_IV):
        tanya = partial(
            tulis_pesan, capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Mengapa turun?", oleh=sekcam
        )
        setuju, bertanya = serentak(siap_putus(Tindakan.TERUSKAN, klaim, kasi), tanya)

        harapan = {MENANG: Status.DI_ESELON_III, KALAH: Status.DI_ESELON_IV}
        assert (bertanya, Capaian.objects.get(pk=klaim.pk).status) == (MENANG, harapan[setuju])
        assert klaim.pesan.terbuka().count() == 1


def test_setuju_lawan_kembalikan(serentak, buat_klaim, kasi):
    for klaim in buat_klaim(babak(8), Status.DI_ESELON_IV):
        hasil = serentak(
            siap_putus(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(90), **ALASAN),
            siap_putus(Tindakan.KEMBALIKAN, klaim, kasi, tujuan=Status.KEMBALI_PENGISI, **ALASAN),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {
            (MENANG, KALAH): (Status.DI_ESELON_III, Decimal(90)),
            (KALAH, MENANG): (Status.KEMBALI_PENGISI, Decimal("98.1609")),
        }
        assert (akhir.status, akhir.persen) == harapan[tuple(hasil)]
        assert klaim.putusan.count() == 2


def test_teruskan_lawan_tarik_kembali(serentak, buat_klaim, staf, kasi):
    for klaim in buat_klaim(babak(8), Status.DI_ESELON_IV):
        hasil = serentak(
            siap_putus(Tindakan.TERUSKAN, klaim, kasi),
            siap_putus(Tindakan.TARIK, klaim, staf),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): Status.DI_ESELON_III, (KALAH, MENANG): Status.DRAF}
        assert akhir.status == harapan[tuple(hasil)]
        assert klaim.putusan.count() == 2


def test_ajukan_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(8), Status.DRAF):
        hasil = serentak(*(siap_putus(Tindakan.AJUKAN, klaim, orang) for orang in (staf, staf_rekan)))

        assert sorted(hasil) == [KALAH, MENANG]
        pemenang = (staf, staf_rekan)[hasil.index(MENANG)]
        assert [p.oleh for p in klaim.putusan.all()] == [pemenang]
        assert Capaian.objects.get(pk=klaim.pk).diajukan_oleh == pemenang


def test_simpan_draf_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    isian = Isian(Decimal("50"), date(2023, 6, 20), analisis="Tulisan lain.")
    for klaim in buat_klaim(babak(8), Status.DRAF):
        hasil = serentak(
            partial(simpan_isian, capaian=klaim, isian=isian, versi=0, oleh=staf_rekan),
            siap_putus(Tindakan.AJUKAN, klaim, staf),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {
            (MENANG, KALAH): (Status.DRAF, Decimal(50), None),
            (KALAH, MENANG): (Status.DI_ESELON_IV, Decimal("85.40"), Decimal("98.1609")),
        }
        assert (akhir.status, akhir.realisasi, akhir.persen) == harapan[tuple(hasil)]


def test_dua_simpanan_draf_dari_versi_yang_sama(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(8), Status.DRAF):
        hasil = serentak(
            *(
                partial(simpan_isian, capaian=klaim, isian=Isian(Decimal(nilai), None), versi=0, oleh=orang)
                for nilai, orang in ((50, staf), (60, staf_rekan))
            )
        )

        assert sorted(hasil) == [KALAH, MENANG]
        akhir = Capaian.objects.get(pk=klaim.pk)
        assert (akhir.versi, akhir.realisasi) == (1, Decimal((50, 60)[hasil.index(MENANG)]))


def kiriman(klaim, oleh, isi):
    return partial(
        unggah,
        capaian=klaim,
        syarat=klaim.target_triwulan.syarat.get(),
        berkas=unggahan(isi, "tambahan.pdf"),
        batas=1_000_000,
        oleh=oleh,
    )


def test_unggah_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(8), Status.DRAF):
        hasil = serentak(kiriman(klaim, staf_rekan, pdf()), siap_putus(Tindakan.AJUKAN, klaim, staf))

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): (Status.DRAF, 2), (KALAH, MENANG): (Status.DI_ESELON_IV, 1)}
        assert (akhir.status, klaim.data_dukung.count()) == harapan[tuple(hasil)]


def test_tarik_dokumen_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(8), Status.DRAF):
        hasil = serentak(
            partial(tarik_dokumen, dokumen=klaim.data_dukung.get(), oleh=staf_rekan),
            siap_putus(Tindakan.AJUKAN, klaim, staf),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): (Status.DRAF, 0), (KALAH, MENANG): (Status.DI_ESELON_IV, 1)}
        berlaku = DataDukung.objects.berlaku().filter(capaian=klaim).count()
        assert (akhir.status, berlaku) == harapan[tuple(hasil)]


def test_unggah_lawan_persetujuan_selalu_ditolak(serentak, buat_klaim, staf, kasi):
    for klaim in buat_klaim(babak(5), Status.DI_ESELON_IV):
        hasil = serentak(kiriman(klaim, staf, pdf()), siap_putus(Tindakan.TERUSKAN, klaim, kasi))

        assert hasil == [KALAH, MENANG]
        assert klaim.data_dukung.count() == 1


def test_unggahan_kembar_serentak_tersimpan_sekali(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(babak(5), Status.DRAF):
        isi = pdf(ekor=b"\n%% " + str(klaim.public_id).encode() + b"\n")

        assert serentak(*(kiriman(klaim, orang, isi) for orang in (staf, staf_rekan))) == [MENANG, MENANG]
        assert klaim.data_dukung.count() == 2


def test_isi_yang_sama_ke_dua_klaim_serentak_satu_berkas(serentak, buat_klaim, staf):
    satu, dua = buat_klaim(2, Status.DRAF)
    isi = pdf(ekor=b"\n%% sama\n")

    assert serentak(kiriman(satu, staf, isi), kiriman(dua, staf, isi)) == [MENANG, MENANG]
    assert satu.data_dukung.last().berkas == dua.data_dukung.last().berkas


def test_putusan_atas_klaim_yang_berbeda_tidak_memutus_rantai(serentak, buat_klaim, kasi):
    klaim = buat_klaim(PESERTA, Status.DI_ESELON_IV)

    assert serentak(*(siap_putus(Tindakan.TERUSKAN, satu, kasi) for satu in klaim)) == [MENANG] * PESERTA
    assert list(periksa_rantai()) == []
    assert list(Jejak.objects.values_list("nomor", flat=True)) == list(range(1, Jejak.objects.count() + 1))
