"""Two tabs, or a browser that asks twice, at the same moment on one claim's evidence."""

from functools import partial

import pytest

from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, DataDukung, PernyataanTidakAda, Unggahan
from rencana_aksi.models.capaian import Status
from rencana_aksi.services import IsianDitolak, Keterangan, nyatakan_tidak_ada, ubah_keterangan, unggah
from rencana_aksi.unggahan import BedaLetak, mulai, selesaikan, tambah
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.lomba import KALAH, MENANG
from tests.rencana_aksi.conftest import siap_putus, siapkan_klaim

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

ISI = pdf(ekor=b"\n%% potongan\n")
ULANGAN = range(10)


@pytest.fixture
def buat_klaim(office, serentak):
    def buat() -> Capaian:
        return siapkan_klaim(factories.indikator(unit=office.pelayanan, akumulasi="akhir"), office.staf)

    return buat


def kirim(klaim, oleh, ekor: bytes, **kolom):
    return partial(
        unggah,
        capaian=klaim,
        syarat=kolom.pop("syarat", None) or klaim.target_triwulan.syarat.first(),
        berkas=unggahan(pdf(ekor=b"\n%% " + ekor + b"\n"), "baru.pdf"),
        batas=1_000_000,
        oleh=oleh,
        **kolom,
    )


def satu_potong(berjalan, letak, isi):
    try:
        tambah(unggahan=berjalan, letak=letak, isi=isi)
    except BedaLetak as beda:
        raise IsianDitolak(str(beda)) from beda


def begin(klaim, oleh) -> Unggahan:
    slot = klaim.target_triwulan.syarat.first()
    return mulai(capaian=klaim, syarat=slot, nama="laporan.pdf", ukuran=len(ISI), keterangan={}, oleh=oleh)


def test_potongan_yang_sama_dua_kali_tertulis_sekali(serentak, buat_klaim, staf, settings):
    for _ in ULANGAN:
        berjalan = begin(buat_klaim(), staf)

        assert sorted(serentak(*(partial(satu_potong, berjalan, 0, ISI[:100]) for _ in range(2)))) == [KALAH, MENANG]
        assert (settings.UNGGAHAN_DIR / berjalan.public_id.hex).read_bytes() == ISI[:100]


def test_selesai_dua_kali_adalah_satu_dokumen(serentak, buat_klaim, staf):
    for _ in ULANGAN:
        klaim = buat_klaim()
        berjalan = begin(klaim, staf)
        tambah(unggahan=berjalan, letak=0, isi=ISI)

        akhir = partial(selesaikan, unggahan=berjalan, keterangan=Keterangan())
        assert serentak(akhir, akhir) == [MENANG, MENANG]
        assert klaim.data_dukung.count() == 2


def test_dua_pengganti_satu_yang_jadi(serentak, buat_klaim, staf, staf_rekan):
    for _ in ULANGAN:
        klaim = buat_klaim()
        lama = klaim.data_dukung.get()

        hasil = serentak(
            kirim(klaim, staf, b"satu", menggantikan=lama), kirim(klaim, staf_rekan, b"dua", menggantikan=lama)
        )

        assert sorted(hasil) == [KALAH, MENANG]
        assert [d.menggantikan for d in DataDukung.objects.berlaku().filter(capaian=klaim)] == [lama]


def test_mengganti_lawan_mengajukan(serentak, buat_klaim, staf, staf_rekan):
    for _ in ULANGAN:
        klaim = buat_klaim()
        lama = klaim.data_dukung.get()

        hasil = serentak(
            kirim(klaim, staf_rekan, b"dua", menggantikan=lama), siap_putus(Tindakan.AJUKAN, klaim, staf)
        )

        harapan = {(MENANG, KALAH): (Status.DRAF, False), (KALAH, MENANG): (Status.DI_ESELON_IV, True)}
        masih = lama in DataDukung.objects.berlaku()
        assert (Capaian.objects.get(pk=klaim.pk).status, masih) == harapan[tuple(hasil)]


def test_pernyataan_lawan_dokumen_tidak_pernah_keduanya(serentak, buat_klaim, staf, staf_rekan):
    for _ in ULANGAN:
        klaim = buat_klaim()
        kosong = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto")

        serentak(
            partial(nyatakan_tidak_ada, capaian=klaim, syarat=kosong, alasan="Rusak.", oleh=staf),
            kirim(klaim, staf_rekan, b"foto", syarat=kosong),
        )

        assert kosong.data_dukung.count() == 1
        assert PernyataanTidakAda.objects.berlaku().filter(syarat=kosong).count() == 0


def test_dua_keterangan_dari_keadaan_yang_sama(serentak, buat_klaim, staf, staf_rekan):
    for _ in ULANGAN:
        dokumen = buat_klaim().data_dukung.get()

        hasil = serentak(
            *(
                partial(
                    ubah_keterangan,
                    dokumen=dokumen,
                    keterangan=Keterangan(nomor_dokumen=nomor),
                    semula=Keterangan().sidik,
                    oleh=orang,
                )
                for nomor, orang in (("1", staf), ("2", staf_rekan))
            )
        )

        dokumen.refresh_from_db()
        assert sorted(hasil) == [KALAH, MENANG]
        assert dokumen.nomor_dokumen == ("1", "2")[hasil.index(MENANG)]
