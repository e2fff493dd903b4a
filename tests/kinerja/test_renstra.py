from decimal import Decimal

import pytest

from kinerja.models import RevisiRenstra, TargetRenstra, TargetTahunan
from kinerja.perhitungan import Target
from kinerja.renstra import (
    Beda,
    RenstraDitolak,
    bandingkan,
    iku_renstra,
    isi_renstra,
    renstra_untuk,
    simpan_indikator,
    simpan_renstra,
    simpan_sasaran,
    simpan_tujuan,
    tahun_target,
    teks_acuan,
    teks_target,
    terkunci,
)
from kinerja.rkt import rkt, simpan_rkt
from organisasi.models import Jejak
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def perencana():
    return {"oleh": factories.pegawai(nama="Kasubag"), "jabatan": "Kasubag Perencanaan", "alasan": ""}


@pytest.fixture
def renstra():
    """Complete but for the last of its five targets."""
    renstra = factories.renstra(visi="Maju", misi="Melayani")
    tujuan = renstra.tujuan.create(urutan=1, uraian="Pelayanan yang baik")
    sasaran = factories.sasaran(renstra=renstra, tujuan=tujuan, urutan=1)
    iku = factories.indikator(sasaran=sasaran, nama="IKM", presisi=2)
    for tahun in range(2022, 2026):
        TargetRenstra.objects.create(indikator=iku, tahun=tahun, nilai=Decimal(tahun - 1936))
    return renstra


@pytest.fixture
def iku(renstra):
    return iku_renstra(renstra)[0]


def lengkapi(iku, perencana, **kolom):
    simpan_indikator(
        indikator=iku, kolom=kolom, unit_terkait=[], target={2026: Target(Decimal("88.5"))}, **perencana
    )


@pytest.mark.parametrize(
    ("awal", "akhir", "tahun"),
    [
        (2021, 2026, [2022, 2023, 2024, 2025, 2026]),
        (2025, 2029, [2025, 2026, 2027, 2028, 2029]),
        (2024, 2026, [2024, 2025, 2026]),
    ],
)
def test_tahun_target_paling_banyak_lima(awal, akhir, tahun):
    assert list(tahun_target(factories.renstra(tahun_awal=awal, tahun_akhir=akhir))) == tahun


def test_renstra_untuk_memilih_yang_mulai_kemudian():
    factories.renstra(tahun_awal=2021, tahun_akhir=2026)
    baru = factories.renstra(tahun_awal=2025, tahun_akhir=2029)

    assert [renstra_untuk(2025), renstra_untuk(2027), renstra_untuk(2031)] == [baru, baru, None]


def test_kekurangan_menyebut_semua_yang_kosong():
    renstra = factories.renstra()
    factories.sasaran(renstra=renstra, urutan=1)

    assert isi_renstra(renstra).kekurangan() == [
        "Visi belum diisi.",
        "Misi belum diisi.",
        "Belum ada tujuan.",
        "Sasaran 1 belum dikaitkan dengan tujuan.",
        "Sasaran 1 belum mempunyai Indikator Kinerja Utama.",
    ]


def test_kekurangan_menyebut_tahun_tanpa_target(renstra):
    assert isi_renstra(renstra).kekurangan() == ["IKM belum mempunyai target tahun 2026."]


def test_simpan_sebelum_lengkap_bukan_revisi(renstra, iku, perencana):
    lengkapi(iku, perencana, formula="Jumlah ÷ 9")

    assert RevisiRenstra.objects.count() == 0
    assert terkunci(isi_renstra(renstra))
    jejak = Jejak.objects.get(peristiwa="renstra.simpan")
    assert jejak.data["perubahan"] == [
        {"apa": "IKM: cara menghitung", "lama": "", "baru": "Jumlah ÷ 9"},
        {"apa": "IKM: target 2026", "lama": "", "baru": "88,50"},
    ]


def test_perubahan_renstra_lengkap_tanpa_alasan_ditolak_utuh(renstra, iku, perencana):
    lengkapi(iku, perencana)

    with pytest.raises(RenstraDitolak, match="alasan revisi"):
        simpan_renstra(renstra=renstra, kolom={"visi": "Lain"}, **perencana)

    renstra.refresh_from_db()
    assert renstra.visi == "Maju"


def test_revisi_menyimpan_lama_dan_baru(renstra, iku, perencana):
    lengkapi(iku, perencana)
    beralasan = perencana | {"alasan": " Hasil evaluasi "}

    simpan_renstra(renstra=renstra, kolom={"visi": "Lain"}, **beralasan)
    simpan_indikator(
        indikator=iku,
        kolom={"acuan_nasional": Decimal("87.5"), "sumber_acuan": "Kementerian"},
        unit_terkait=[factories.unit(nama="Seksi A")],
        target={2026: Target(Decimal(90))},
        **beralasan,
    )

    satu, dua = RevisiRenstra.objects.order_by("nomor")
    assert (satu.nomor, satu.alasan, satu.perubahan) == (
        1,
        "Hasil evaluasi",
        [{"apa": "Visi", "lama": "Maju", "baru": "Lain"}],
    )
    assert [(b["apa"], b["lama"], b["baru"]) for b in dua.perubahan] == [
        ("IKM: unit terkait", "", "Seksi A"),
        ("IKM: standar nasional", "belum terdapat", "87,50 (Kementerian)"),
        ("IKM: target 2026", "88,50", "90,00"),
    ]


def test_simpan_tanpa_perubahan_tidak_mencatat_apa_pun(renstra, iku, perencana):
    lengkapi(iku, perencana)
    sebelum = Jejak.objects.count()

    simpan_renstra(renstra=renstra, kolom={"visi": "Maju"}, **perencana)

    assert (Jejak.objects.count(), RevisiRenstra.objects.count()) == (sebelum, 0)


def test_sesudah_direvisi_tetap_beralasan_walau_kembali_kurang(renstra, iku, perencana):
    lengkapi(iku, perencana)
    simpan_renstra(renstra=renstra, kolom={"misi": ""}, **perencana | {"alasan": "Dirumuskan ulang"})

    with pytest.raises(RenstraDitolak):
        simpan_renstra(renstra=renstra, kolom={"misi": "Baru"}, **perencana)


def test_tujuan_dan_sasaran_ditambah_di_akhir_dan_diubah(renstra, perencana):
    simpan_tujuan(renstra=renstra, tujuan=None, uraian="Kedua", **perencana)
    tujuan = renstra.tujuan.get(urutan=2)
    simpan_sasaran(renstra=renstra, sasaran=None, tujuan=tujuan, uraian="Sasaran baru", **perencana)
    simpan_sasaran(
        renstra=renstra, sasaran=renstra.sasaran.get(urutan=1), tujuan=tujuan, uraian="Dipindah", **perencana
    )

    assert list(renstra.sasaran.values_list("urutan", "uraian", "tujuan__uraian")) == [
        (1, "Dipindah", "Kedua"),
        (2, "Sasaran baru", "Kedua"),
    ]


def test_indikator_pendukung_berjejak_tanpa_revisi(perencana):
    indikator = factories.indikator(sub_kegiatan=factories.sub_kegiatan(), nama="Dokumen")

    simpan_indikator(indikator=indikator, kolom={"sumber_data": "Arsip"}, unit_terkait=[], target={}, **perencana)

    assert Jejak.objects.get(peristiwa="indikator.simpan").data == {
        "perubahan": [{"apa": "Dokumen: sumber data", "lama": "", "baru": "Arsip"}]
    }


def test_bandingkan_menyebut_yang_hilang():
    lama = {("a",): ("A", "satu"), ("b",): ("B", "dua")}
    baru = {("a",): ("A", "satu lagi")}

    assert bandingkan(lama, baru) == [Beda("A", "satu", "satu lagi"), Beda("B", "dua", "")]


@pytest.mark.parametrize(
    ("nilai", "atas", "teks"),
    [(None, None, ""), (Decimal(0), None, "0,0"), (Decimal(80), Decimal(85), "80,0 sampai 85,0")],
)
def test_teks_target_membedakan_kosong_dan_nol(nilai, atas, teks):
    assert teks_target(nilai, atas, 1) == teks


def test_teks_acuan_belum_terdapat_adalah_nilai():
    assert teks_acuan(factories.indikator()) == "belum terdapat"


def test_rkt_menunjukkan_selisih(iku):
    tanpa = factories.indikator(nama="Tanpa target", sasaran=iku.sasaran)
    factories.target_tahunan(indikator=iku, tahun=2025, nilai=Decimal(90))

    baris = rkt(2025, [iku, tanpa])

    assert [(b.renstra_teks, b.tahunan_teks, b.selisih_teks) for b in baris] == [
        ("89,00", "90,00", "+1,00"),
        ("", "", ""),
    ]


def test_simpan_rkt_hanya_menulis_yang_berubah(iku, perencana):
    factories.target_tahunan(indikator=iku, tahun=2026, nilai=Decimal(90))
    lain = factories.indikator(sasaran=iku.sasaran)
    pelaku = {n: perencana[n] for n in ("oleh", "jabatan")}
    target = {iku: Target(Decimal(90)), lain: Target(Decimal(0))}

    assert simpan_rkt(tahun=2026, tahun_ini=2026, target=target, **pelaku) == 1
    assert simpan_rkt(tahun=2026, tahun_ini=2026, target=target, **pelaku) == 0

    assert TargetTahunan.objects.get(indikator=lain).nilai == 0
    assert Jejak.objects.filter(peristiwa="rkt.simpan").count() == 1


def test_simpan_rkt_menolak_tahun_yang_berakhir(iku, perencana):
    with pytest.raises(RenstraDitolak, match="Tahun 2025 sudah berakhir"):
        simpan_rkt(
            tahun=2025, tahun_ini=2026, target={iku: Target(Decimal(1))}, oleh=perencana["oleh"], jabatan=""
        )

    assert not TargetTahunan.objects.exists()
