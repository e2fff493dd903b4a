"""Two people at the same moment on one claim."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from organisasi.jejak import periksa_rantai
from organisasi.models import Jejak
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.models.capaian import Status
from rencana_aksi.services import Isian, simpan_isian, tarik_dokumen, unggah
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.lomba import KALAH, MENANG, PESERTA
from tests.rencana_aksi.conftest import ALASAN, bawa, siap_putus, siapkan_klaim

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
    for klaim in buat_klaim(3, Status.DI_CAMAT):
        hasil = serentak(*(siap_putus(Tindakan.SAHKAN, klaim, camat) for _ in range(PESERTA)))

        assert hasil.count(MENANG) == 1
        assert jumlah_jejak(klaim, "sahkan") == 1


def test_setuju_lawan_kembalikan(serentak, buat_klaim, kasi):
    for klaim in buat_klaim(8, Status.DI_ESELON_IV):
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
    for klaim in buat_klaim(8, Status.DI_ESELON_IV):
        hasil = serentak(
            siap_putus(Tindakan.TERUSKAN, klaim, kasi),
            siap_putus(Tindakan.TARIK, klaim, staf),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): Status.DI_ESELON_III, (KALAH, MENANG): Status.DRAF}
        assert akhir.status == harapan[tuple(hasil)]
        assert klaim.putusan.count() == 2


def test_ajukan_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(8, Status.DRAF):
        hasil = serentak(*(siap_putus(Tindakan.AJUKAN, klaim, orang) for orang in (staf, staf_rekan)))

        assert sorted(hasil) == [KALAH, MENANG]
        pemenang = (staf, staf_rekan)[hasil.index(MENANG)]
        assert [p.oleh for p in klaim.putusan.all()] == [pemenang]
        assert Capaian.objects.get(pk=klaim.pk).diajukan_oleh == pemenang


def test_simpan_draf_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    isian = Isian(Decimal("50"), date(2023, 6, 20), analisis="Tulisan lain.")
    for klaim in buat_klaim(8, Status.DRAF):
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
    for klaim in buat_klaim(8, Status.DRAF):
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
    for klaim in buat_klaim(8, Status.DRAF):
        hasil = serentak(kiriman(klaim, staf_rekan, pdf()), siap_putus(Tindakan.AJUKAN, klaim, staf))

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): (Status.DRAF, 2), (KALAH, MENANG): (Status.DI_ESELON_IV, 1)}
        assert (akhir.status, klaim.data_dukung.count()) == harapan[tuple(hasil)]


def test_tarik_dokumen_lawan_ajukan(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(8, Status.DRAF):
        hasil = serentak(
            partial(tarik_dokumen, dokumen=klaim.data_dukung.get(), oleh=staf_rekan),
            siap_putus(Tindakan.AJUKAN, klaim, staf),
        )

        akhir = Capaian.objects.get(pk=klaim.pk)
        harapan = {(MENANG, KALAH): (Status.DRAF, 0), (KALAH, MENANG): (Status.DI_ESELON_IV, 1)}
        berlaku = DataDukung.objects.berlaku().filter(capaian=klaim).count()
        assert (akhir.status, berlaku) == harapan[tuple(hasil)]


def test_unggah_lawan_persetujuan_selalu_ditolak(serentak, buat_klaim, staf, kasi):
    for klaim in buat_klaim(5, Status.DI_ESELON_IV):
        hasil = serentak(kiriman(klaim, staf, pdf()), siap_putus(Tindakan.TERUSKAN, klaim, kasi))

        assert hasil == [KALAH, MENANG]
        assert klaim.data_dukung.count() == 1


def test_unggahan_kembar_serentak_tersimpan_sekali(serentak, buat_klaim, staf, staf_rekan):
    for klaim in buat_klaim(5, Status.DRAF):
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
