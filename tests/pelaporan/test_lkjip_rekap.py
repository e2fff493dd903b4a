from dataclasses import replace
from decimal import Decimal

import pytest

from kinerja.models import Pagu
from pelaporan.lkjip_bab import susun_lkjip
from pelaporan.lkjip_beda import perubahan_versi
from pelaporan.lkjip_blok import Angka, Judul, Tabel, semua
from pelaporan.naskah.tahunan import dari_json
from pelaporan.naskah.triwulan import ke_json
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.pelaporan.tahun_contoh import TAHUN, narasi_contoh, naskah_contoh, tahun_contoh

pytestmark = pytest.mark.django_db
KUERI = 44


@pytest.fixture
def tahun():
    return tahun_contoh()


def test_angka_tahun_seperti_dihitung_tangan(tahun):
    n = naskah_contoh(tahun)

    pelayanan, ketepatan = n.sasaran
    (ikm,), (waktu,) = pelayanan.iku, ketepatan.iku
    assert (ikm.baris.persen_teks, ikm.baris.kelas, ikm.baris.kemajuan_teks) == ("103,45%", "Sangat Tinggi", "90,00%")
    assert (waktu.baris.persen_klaim_teks, waktu.baris.persen_teks, waktu.baris.kelas) == ("80,00%", "70,00%", "Sedang")
    assert (pelayanan.rerata.persen, ketepatan.rerata.persen, n.rekap.organisasi.persen) == (100, 70, 85)
    assert [(r.tahun, r.realisasi, r.kelas) for r in ikm.riwayat] == [
        (TAHUN - 2, 86, "Sangat Tinggi"),
        (TAHUN - 1, 84, "Sangat Tinggi"),
    ]
    assert [(b.nomor, b.persen, b.sah) for b in ikm.berkala] == [(4, Decimal("101.1494"), True)]


def test_uang_dan_efisiensi_seperti_dihitung_tangan(tahun):
    n = naskah_contoh(tahun)

    pelayanan, ketepatan = n.sasaran
    assert (n.uang_total.pagu, n.uang_total.realisasi, n.uang_total.sisa) == (320, 276, 44)
    assert n.uang_total.serapan == Decimal("86.25")
    assert (pelayanan.uang.serapan, pelayanan.uang.efisiensi(pelayanan.rerata.persen).selisih) == (80, 20)
    assert (ketepatan.uang.serapan, ketepatan.uang.efisiensi(ketepatan.rerata.persen).selisih) == (90, -20)
    assert n.kalimat_anggaran == (
        f"Dari pagu Rp320,00 tahun {TAHUN} terealisasi Rp276,00 atau 86,25%, dengan sisa Rp44,00.",
        "Perubahan APBD membuat pagu naik Rp20,00, dari Rp300,00 menjadi Rp320,00.",
    )


def test_kalimat_iku_mengikuti_data(tahun):
    (ikm,) = naskah_contoh(tahun).sasaran[0].iku

    assert ikm.kalimat.perbandingan[0] == (
        f"Dibandingkan tahun {TAHUN - 1}, realisasi IKM naik 6,00 Indeks, dari 84,00 Indeks menjadi 90,00 Indeks, yang "
        "berarti membaik."
    )
    assert ikm.kalimat.nasional == (
        "Realisasi 90,00 Indeks berada 2,00 Indeks di atas standar nasional 88,00 Indeks (Kementerian PANRB).",
    )
    assert ikm.kalimat.renstra[0].endswith("mencapai 90,00% dari target itu, masih kurang 10,00 poin persen.")


def test_capaian_belum_sah_ditandai_sementara(tahun):
    Capaian.objects.filter(
        target_triwulan__triwulan=tahun.akhir, target_triwulan__rencana_aksi__indikator=tahun.ikm
    ).update(status=Status.DI_CAMAT)

    teks = _teks(naskah_contoh(tahun, konsep=True, versi=None))

    assert "103,45% sementara" in teks


def test_naskah_kembali_utuh_dari_json(tahun):
    n = naskah_contoh(tahun, perubahan=("Satu.",))

    assert dari_json(ke_json(n)) == n


def test_jumlah_kueri_tidak_bertambah(tahun, django_assert_num_queries):
    with django_assert_num_queries(KUERI):
        naskah_contoh(tahun)
    for nomor in range(30):
        indikator = factories.indikator(
            sub_kegiatan=tahun.sub.sub_kegiatan, nama=f"Keluaran {nomor}", unit=tahun.kantor.pelayanan
        )
        target = factories.target_triwulan(indikator=indikator, nomor=tahun.akhir.nomor, nilai=Decimal(1))
        klaim = factories.capaian_terajukan(target_triwulan=target, status=Status.SAH, diajukan_oleh=tahun.kantor.staf)
        factories.data_dukung(capaian=klaim)
    with django_assert_num_queries(KUERI):
        naskah_contoh(tahun)


TUJUH = (
    "1. Target dan realisasi tahun ini",
    "2. Realisasi dan capaian tahun ini dibandingkan tahun-tahun sebelumnya",
    "3. Realisasi sampai dengan tahun ini terhadap target akhir Renstra",
    "4. Realisasi tahun ini dibandingkan standar nasional",
    "5. Penyebab keberhasilan atau kegagalan, peningkatan atau penurunan, dan alternatif solusi",
    "6. Efisiensi penggunaan sumber daya",
    "7. Program dan kegiatan yang menunjang keberhasilan atau kegagalan",
)


def test_kerangka_seperti_pedoman(tahun):
    judul = [j.teks for j in semua(susun_lkjip(naskah_contoh(tahun)), Judul)]

    bab = [j for j in judul if j.startswith("BAB")]
    assert bab == [
        "BAB I PENDAHULUAN",
        "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA",
        "BAB IV PENUTUP",
    ]
    assert [j for j in judul if j in TUJUH] == [*TUJUH, *TUJUH]
    tiga = judul[judul.index(bab[2]) : judul.index(bab[3])]
    assert [j for j in tiga if j[:2] in ("A.", "B.", "C.")] == [
        "A. Capaian Kinerja Organisasi",
        "B. Realisasi Anggaran",
    ]


def test_jumlah_setiap_tabel_anggaran_cocok_dengan_barisnya(tahun):
    tabel = [
        t for t in semua(susun_lkjip(naskah_contoh(tahun)), Tabel) if t.judul.startswith("Realisasi anggaran setiap")
    ]

    (setiap,) = tabel
    *baris, jumlah = setiap.baris
    for kolom in (2, 3, 5):
        assert jumlah.isi[kolom - 1].nilai == sum(b.isi[kolom].nilai for b in baris)


def test_setiap_baris_tabel_selebar_kolomnya(tahun):
    for tabel in semua(susun_lkjip(naskah_contoh(tahun)), Tabel):
        assert sum(k.lebar for k in tabel.kolom) == pytest.approx(100, abs=1), tabel.nama
        for baris in tabel.baris:
            assert len(baris.isi) + baris.rentang - 1 == len(tabel.kolom), (tabel.nama, baris)


def test_perubahan_versi_disebut_dengan_kata(tahun):
    lama = naskah_contoh(tahun)
    Pagu.objects.filter(sub_kegiatan=tahun.sub.sub_kegiatan).update(perubahan=Decimal(150))
    Capaian.objects.filter(
        target_triwulan__triwulan=tahun.akhir, target_triwulan__rencana_aksi__indikator=tahun.ikm
    ).update(realisasi=Decimal(91), persen=Decimal("104.5977"))
    baru = naskah_contoh(tahun, versi=2, narasi=narasi_contoh("Narasi baru."))

    perubahan = perubahan_versi(lama, baru)

    assert "Bagian “Kesimpulan” diubah." in perubahan
    assert "Realisasi “IKM” berubah dari 90,00 menjadi 91,00." in perubahan
    assert "Capaian “IKM” berubah dari 103,45% menjadi 104,60%." in perubahan
    assert "Pagu anggaran 7.01.02.2.01.0001 berubah dari Rp120,00 menjadi Rp150,00." in perubahan


def test_versi_tanpa_perubahan_tidak_menyebut_apa_pun(tahun):
    lama = naskah_contoh(tahun)

    assert perubahan_versi(lama, replace(lama, versi=2)) == ()


def _teks(naskah) -> str:
    sel = (s for t in semua(susun_lkjip(naskah), Tabel) for b in t.baris for s in b.isi)
    return " | ".join(s.teks if isinstance(s, Angka) else s for s in sel)
