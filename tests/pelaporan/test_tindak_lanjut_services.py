"""Entering LHE, meetings, recommendations and evidence: who may, what is refused, what stands afterwards."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from kinerja.models import Ketentuan
from organisasi import penyimpanan
from organisasi.gerbang import MB, BerkasDitolak
from organisasi.models import Jejak
from pelaporan import tindak_lanjut_services as layanan
from pelaporan.models import Lhe, Rekomendasi
from pelaporan.tindak_lanjut import asal
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak
from pelaporan.tindak_lanjut_services import IsianLhe, IsianRapat, IsianRekomendasi
from rencana_aksi.kedudukan import Tindakan
from tests import factories
from tests.berkas_contoh import pdf
from tests.rencana_aksi.conftest import langkah, siapkan_klaim

pytestmark = pytest.mark.django_db

HARI_INI = datetime(2023, 7, 10, 1, tzinfo=UTC)
LHE = IsianLhe(2022, "700/12/INSP", date(2023, 6, 30), date(2023, 7, 3))
ORANG = ("camat", "sekcam", "kasubag", "kasi", "staf", "anggota", "admin")
BOLEH = {"camat", "sekcam", "kasubag"}


@pytest.fixture(autouse=True)
def _hari_ini():
    with time_machine.travel(HARI_INI, tick=False):
        yield


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def komponen():
    return factories.komponen_akip()


def unggahan(isi: bytes | None = None, nama: str = "lhe.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, pdf() if isi is None else isi)


def terima(komponen, oleh, *, lhe=None, isian=LHE, berkas=None, nilai=(28, 15, 12, 8, 16)) -> Lhe:
    angka = {k: Decimal(n) for k, n in zip(komponen, nilai, strict=True)}
    return layanan.simpan_lhe(lhe=lhe, isian=isian, nilai=angka, berkas=berkas, batas=MB, oleh=oleh)


def ubah(isian: IsianLhe, **kolom) -> IsianLhe:
    return IsianLhe(**{nama: getattr(isian, nama) for nama in IsianLhe.__slots__} | kolom)


@pytest.mark.parametrize("siapa", ORANG)
def test_lhe_dicatat_perencana_sekcam_camat(office, komponen, siapa):
    if siapa in BOLEH:
        terima(komponen, getattr(office, siapa), berkas=unggahan())
        assert Lhe.objects.get().dicatat_oleh == getattr(office, siapa)
    else:
        with pytest.raises(PermissionDenied):
            terima(komponen, getattr(office, siapa), berkas=unggahan())
        assert Lhe.objects.count() == 0


def test_lhe_menjumlah_komponen_dan_menyebut_predikat(office, komponen):
    lhe = terima(komponen, office.kasubag, berkas=unggahan(pdf(ekor=b"lhe")))

    assert (lhe.nilai, lhe.predikat, lhe.nama_berkas) == (Decimal(79), ("BB", "Sangat Baik"), "lhe.pdf")
    with penyimpanan.buka(lhe.berkas.sha256) as berkas:
        assert berkas.read() == pdf(ekor=b"lhe")
    jejak = Jejak.objects.get(peristiwa="lhe.terima")
    assert jejak.data["lama"] == {}
    assert jejak.data["baru"]["diterima"] == "2023-07-03"


@pytest.mark.parametrize(
    ("kolom", "kalimat"),
    [
        ({"diterima": date(2023, 6, 29)}, "mendahului tanggal rekomendasinya"),
        ({"diterima": date(2023, 7, 11)}, "11 Juli 2023 belum tiba"),
    ],
)
def test_lhe_tanggal_diterima_yang_tidak_mungkin_ditolak(office, komponen, kolom, kalimat):
    with pytest.raises(TindakLanjutDitolak, match=kalimat):
        terima(komponen, office.kasubag, isian=ubah(LHE, **kolom), berkas=unggahan())


def test_lhe_tanpa_berkas_atau_dengan_berkas_asing_ditolak(office, komponen):
    with pytest.raises(TindakLanjutDitolak, match="Unggah berkas LHE"):
        terima(komponen, office.kasubag)
    with pytest.raises(BerkasDitolak):
        terima(komponen, office.kasubag, berkas=unggahan(b"MZ program"))
    assert Lhe.objects.count() == 0


def test_lhe_bernomor_sama_ditolak(office, komponen):
    terima(komponen, office.kasubag, berkas=unggahan())

    with pytest.raises(TindakLanjutDitolak, match="sudah tercatat"):
        terima(komponen, office.sekcam, berkas=unggahan())


def test_basis_data_menolak_diterima_sebelum_tanggal(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.lhe(diterima=date(2023, 6, 29))


def test_rekomendasi_lhe_berbatas_enam_puluh_hari_sejak_lhe_diterima(office, komponen):
    lhe = terima(komponen, office.kasubag, berkas=unggahan())

    r = layanan.tambah_rekomendasi_lhe(
        lhe=lhe, isian=IsianRekomendasi(" Perbaiki IKU ", office.jabatan_kasi), oleh=office.kasubag
    )

    assert (r.uraian, r.tanggal, r.diterima, r.batas) == (
        "Perbaiki IKU",
        date(2023, 6, 30),
        date(2023, 7, 3),
        date(2023, 9, 1),
    )
    assert (r.sumber, r.status, r.bentuk, asal(r)) == ("lhe", "belum", "", "LHE 2022 Nomor 700/12/INSP")


def test_mengubah_tanggal_diterima_menggeser_batas_dan_berkas_lama_tetap(office, komponen):
    lhe = terima(komponen, office.kasubag, berkas=unggahan())
    isian = IsianRekomendasi("Perbaiki IKU", office.jabatan_kasi)
    layanan.tambah_rekomendasi_lhe(lhe=lhe, isian=isian, oleh=office.kasubag)

    isian_baru = ubah(LHE, diterima=date(2023, 7, 5))
    baru = terima(komponen, office.camat, lhe=lhe, isian=isian_baru, nilai=(35, 20, 15, 10, 20))

    r = Rekomendasi.objects.get()
    assert (r.diterima, r.batas) == (date(2023, 7, 5), date(2023, 9, 3))
    assert (baru.pk, baru.berkas, baru.nilai, baru.predikat[0]) == (lhe.pk, lhe.berkas, Decimal(100), "AA")
    assert Jejak.objects.get(peristiwa="lhe.ubah").data["lama"]["diterima"] == "2023-07-03"


@pytest.mark.parametrize("siapa", ORANG)
def test_rekomendasi_dicatat_perencana_sekcam_camat(office, siapa):
    hari, isian = date(2023, 7, 10), IsianRekomendasi("Percepat laporan", office.jabatan_kasi)

    def catat():
        return layanan.tambah_arahan_camat(tanggal=hari, diterima=hari, isian=isian, oleh=getattr(office, siapa))

    if siapa in BOLEH:
        assert (catat().sumber, catat().batas) == ("camat", date(2023, 9, 8))
    else:
        with pytest.raises(PermissionDenied):
            catat()


def test_rekomendasi_berkala_berbentuk_kebijakan_operasional(office):
    r = layanan.tambah_rekomendasi_berkala(
        triwulan=factories.triwulan(),
        tanggal=date(2023, 7, 4),
        diterima=date(2023, 7, 5),
        isian=IsianRekomendasi("Percepat laporan", office.jabatan_kasi),
        oleh=office.kasubag,
    )

    assert (r.bentuk, r.batas, asal(r)) == (
        "kebijakan_operasional",
        date(2023, 9, 3),
        "Evaluasi triwulan, Triwulan II 2023",
    )


def test_tahun_tanpa_ketentuan_menjadi_kalimat(office):
    Ketentuan.objects.update(berlaku_sejak=2024)
    hari, isian = date(2023, 7, 10), IsianRekomendasi("Percepat laporan", office.jabatan_kasi)

    with pytest.raises(TindakLanjutDitolak, match="Belum ada ketentuan lamanya tindak lanjut untuk tahun 2023"):
        layanan.tambah_arahan_camat(tanggal=hari, diterima=hari, isian=isian, oleh=office.camat)


# Saran perbaikan


@pytest.fixture
def saran(office):
    ikm = factories.indikator(nama="IKM", presisi=2, unit=office.pelayanan)
    klaim = siapkan_klaim(ikm, office.staf)
    langkah(Tindakan.AJUKAN, klaim, office.staf)
    return langkah(Tindakan.TERUSKAN, klaim, office.kasi, saran="Perbanyak responden.").saran.get()


def test_saran_menjadi_rekomendasi_bersama_putusannya(office, saran):
    assert [(r.uraian, r.saran, r.sumber) for r in Rekomendasi.objects.all()] == [
        ("Perbanyak responden.", saran, "saran")
    ]


def test_saran_lama_menjadi_rekomendasi_sekali(office, saran, django_assert_num_queries):
    Rekomendasi.objects.all().delete()

    assert layanan.serap_saran() == 1
    with django_assert_num_queries(1):
        assert layanan.serap_saran() == 0

    r = Rekomendasi.objects.lengkap().get()
    assert (r.uraian, r.penanggung_jawab, r.dicatat_oleh) == ("Perbanyak responden.", office.jabatan_kasi, office.kasi)
    assert (r.tanggal, r.diterima, r.batas) == (date(2023, 6, 23), date(2023, 6, 23), date(2023, 8, 22))
    assert asal(r) == "Saran Eselon IV, Triwulan II 2023: IKM"


# Evidence


@pytest.fixture
def berjalan(office):
    return factories.rekomendasi(
        status="proses", bentuk="lainnya", rencana="Rencana", penanggung_jawab=office.jabatan_kasi
    )


def unggah(r, oleh, isi=None, nama="sk.pdf"):
    return layanan.unggah_bukti(
        rekomendasi=r, berkas=unggahan(isi, nama), uraian=" SK Camat ", batas=MB, oleh=oleh
    )


def test_bukti_tersimpan_sekali_dan_berjejak(office, berjalan):
    bukti = unggah(berjalan, office.kasi)

    assert (bukti.nama, bukti.uraian, bukti.diunggah_oleh) == ("sk.pdf", "SK Camat", office.kasi)
    assert unggah(berjalan, office.kasi, nama="salinan.pdf") == bukti
    assert Jejak.objects.filter(peristiwa="tindak_lanjut.unggah_bukti").count() == 1


@pytest.mark.parametrize("siapa", [s for s in ORANG if s != "kasi"])
def test_bukti_hanya_dari_pemangku_jabatan(office, berjalan, siapa):
    with pytest.raises(PermissionDenied):
        unggah(berjalan, getattr(office, siapa))


@pytest.mark.parametrize(
    ("kolom", "kalimat"),
    [
        ({"status": "belum"}, "Tuliskan rencana tindak lanjut dahulu"),
        ({"status": "tidak_dapat", "alasan_tidak_dapat": "x"}, "buktinya tidak dapat diubah"),
    ],
)
def test_bukti_hanya_selama_berjalan(office, berjalan, kolom, kalimat):
    Rekomendasi.objects.filter(pk=berjalan.pk).update(**kolom)

    with pytest.raises(TindakLanjutDitolak, match=kalimat):
        unggah(berjalan, office.kasi)
    assert berjalan.bukti.count() == 0


def test_bukti_ditarik_tetap_tersimpan_dan_boleh_kembali(office, berjalan):
    bukti = unggah(berjalan, office.kasi)

    layanan.tarik_bukti(bukti=bukti, oleh=office.kasi)
    layanan.tarik_bukti(bukti=bukti, oleh=office.kasi)

    assert (berjalan.bukti.count(), berjalan.bukti.berlaku().count()) == (1, 0)
    assert Jejak.objects.filter(peristiwa="tindak_lanjut.tarik_bukti").count() == 1
    assert unggah(berjalan, office.kasi) != bukti


# Meetings


def isian_rapat(office, **kolom) -> IsianRapat:
    bawaan = {
        "triwulan": factories.triwulan(),
        "tanggal": date(2023, 7, 7),
        "tempat": "Aula",
        "agenda": "Evaluasi triwulan II",
        "notulen": "Camat membuka rapat.",
        "pimpinan": office.jabatan_camat,
    }
    return IsianRapat(**bawaan | kolom)


@pytest.mark.parametrize("siapa", ORANG)
def test_rapat_dicatat_perencana_sekcam_camat(office, siapa):
    def catat():
        return layanan.simpan_rapat(
            rapat=None, isian=isian_rapat(office), hadir=[office.jabatan_camat], oleh=getattr(office, siapa)
        )

    if siapa in BOLEH:
        assert catat().dicatat_oleh == getattr(office, siapa)
    else:
        with pytest.raises(PermissionDenied):
            catat()


def test_peserta_rapat_menurut_pemangku_hari_itu(office):
    factories.penugasan(
        pegawai=office.sekcam,
        jabatan=office.jabatan_camat,
        kapasitas="plh",
        mulai=date(2023, 7, 7),
        selesai=date(2023, 7, 7),
    )

    rapat = layanan.simpan_rapat(
        rapat=None, isian=isian_rapat(office), hadir=[office.jabatan_camat, office.jabatan_kasi], oleh=office.kasubag
    )

    assert [(p.nama, p.nama_jabatan) for p in rapat.peserta.all()] == [
        ("Orang Sekcam", "Plh. Camat"),
        ("Orang Kasi Pelayanan", "Kasi Pelayanan Umum"),
    ]


def test_keputusan_rapat_menjadi_rekomendasi_dan_ikut_tanggal_rapat(office):
    rapat = layanan.simpan_rapat(
        rapat=None, isian=isian_rapat(office), hadir=[office.jabatan_camat], oleh=office.kasubag
    )
    isian = IsianRekomendasi("Tambah loket", office.jabatan_kasi)
    r = layanan.tambah_keputusan_rapat(rapat=rapat, isian=isian, oleh=office.kasubag)
    assert (r.diterima, r.batas, asal(r)) == (
        date(2023, 7, 7),
        date(2023, 9, 5),
        "Rapat evaluasi, Triwulan II 2023",
    )

    layanan.simpan_rapat(
        rapat=rapat,
        isian=isian_rapat(office, tanggal=date(2023, 7, 6), triwulan=factories.triwulan(nomor=1)),
        hadir=[office.jabatan_camat],
        oleh=office.kasubag,
    )

    r.refresh_from_db()
    assert (r.diterima, r.batas, r.triwulan.nomor) == (date(2023, 7, 6), date(2023, 9, 4), 1)


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [(date(2023, 7, 11), "belum berlangsung"), (date(2019, 7, 7), "Camat tidak dipangku siapa pun")],
)
def test_rapat_yang_tidak_mungkin_ditolak(office, tanggal, kalimat):
    with pytest.raises(TindakLanjutDitolak, match=kalimat):
        layanan.simpan_rapat(
            rapat=None,
            isian=isian_rapat(office, tanggal=tanggal),
            hadir=[office.jabatan_camat],
            oleh=office.kasubag,
        )


def test_berkas_dibaca_utuh_sesudah_gerbang(office, berjalan):
    isi = pdf(ekor=b"\n% bukti")

    bukti = unggah(berjalan, office.kasi, isi)

    with penyimpanan.buka(bukti.berkas.sha256) as tersimpan:
        assert BytesIO(tersimpan.read()).getvalue() == isi
