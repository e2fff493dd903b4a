from decimal import Decimal

import pytest

from pelaporan import kalimat
from pelaporan.kalimat import Hasil, Ukuran

IKM = Ukuran("IKM", "Indeks", 2, "maksimal")
PERSEN = Ukuran("Cakupan", "%", 2, "maksimal")
WAKTU = Ukuran("Waktu layanan", "menit", 0, "minimal_a")
STABIL = Ukuran("Suhu", "derajat", 0, "stabil")
SKALA = (("Sangat Tinggi", Decimal(91)), ("Tinggi", Decimal(76)), ("Sedang", Decimal(66)))


def hasil(tahun, realisasi, persen, kelas="Tinggi"):
    return Hasil(tahun, Decimal(realisasi), Decimal(persen), kelas)


def test_kalimat_capaian_menyebut_target_realisasi_dan_kategori():
    assert kalimat.kalimat_capaian(IKM, "87,00 Indeks", hasil(2023, "1087.6", "1250.115")) == (
        "IKM tahun 2023 terealisasi 1.087,60 Indeks dari target 87,00 Indeks, sehingga capaiannya 1.250,12% "
        "dengan kategori Tinggi."
    )


@pytest.mark.parametrize(
    ("persen", "kata"),
    [
        ("100.004", "Target tercapai tepat 100%."),
        ("103.4483", "Capaian ini melampaui target dengan selisih 3,45 poin persen."),
        ("80", "Capaian ini belum mencapai target dengan selisih 20,00 poin persen."),
    ],
)
def test_kalimat_terhadap_target(persen, kata):
    assert kalimat.kalimat_terhadap_target(hasil(2023, 1, persen)) == kata


@pytest.mark.parametrize(
    ("ukuran", "kini", "lalu", "kata"),
    [
        (IKM, "90", "84", "naik 6,00 Indeks, dari 84,00 Indeks menjadi 90,00 Indeks, yang berarti membaik."),
        (
            IKM,
            "84",
            "90",
            "turun 6,00 Indeks, dari 90,00 Indeks menjadi 84,00 Indeks, yang berarti menurun kinerjanya.",
        ),
        (PERSEN, "96", "94.5", "naik 1,50 poin, dari 94,50% menjadi 96,00%, yang berarti membaik."),
        (WAKTU, "8", "10", "turun 2 menit, dari 10 menit menjadi 8 menit, yang berarti membaik."),
        (WAKTU, "12", "10", "naik 2 menit, dari 10 menit menjadi 12 menit, yang berarti menurun kinerjanya."),
        (STABIL, "12", "10", "naik 2 derajat, dari 10 derajat menjadi 12 derajat."),
        (IKM, "84.001", "84", "tetap 84,00 Indeks."),
    ],
)
def test_kalimat_perubahan(ukuran, kini, lalu, kata):
    teks = kalimat.kalimat_perubahan(ukuran, hasil(2023, kini, 1), hasil(2022, lalu, 1))

    assert teks == f"Dibandingkan tahun 2022, realisasi {ukuran.nama} {kata}"


@pytest.mark.parametrize(
    ("kini", "lalu", "kata"),
    [
        (
            ("92", "Sangat Tinggi"),
            ("80", "Tinggi"),
            "Kategori berubah dari Tinggi menjadi Sangat Tinggi karena persentase capaian naik 12,00 poin, dari 80,00% "
            "menjadi 92,00% dan mencapai batas bawah 91%.",
        ),
        (
            ("70", "Sedang"),
            ("95", "Sangat Tinggi"),
            "Kategori berubah dari Sangat Tinggi menjadi Sedang karena persentase capaian turun 25,00 poin, dari "
            "95,00% menjadi 70,00% dan turun di bawah batas bawah 91%.",
        ),
        (
            ("80", "Tinggi"),
            ("80.001", "Tinggi"),
            "Kategori tetap Tinggi: persentase capaian tidak berubah, dari 80,00% menjadi 80,00%.",
        ),
    ],
)
def test_kalimat_kelas(kini, lalu, kata):
    assert kalimat.kalimat_kelas(hasil(2023, 1, *kini), hasil(2022, 1, *lalu), SKALA) == kata


def test_kalimat_rentetan_memilih_terbaik_menurut_arah():
    tahun = [hasil(2021, 12, 1), hasil(2022, 8, 1), hasil(2023, 10, 1)]

    assert kalimat.kalimat_rentetan(WAKTU, tahun) == (
        "Selama 2021 sampai 2023 realisasi terbaik tercatat pada tahun 2022 (8 menit) dan terlemah pada tahun 2021 "
        "(12 menit)."
    )
    assert "terbaik tercatat pada tahun 2021" in kalimat.kalimat_rentetan(Ukuran("X", "kali", 0, "maksimal"), tahun)
    assert kalimat.kalimat_rentetan(WAKTU, tahun[:2]) == ""


@pytest.mark.parametrize(
    ("awal", "tahun_awal", "kata"),
    [
        (None, None, ""),
        (Decimal("82.4"), 2021, " Kondisi awal tahun 2021 menurut Renstra adalah 82,40 Indeks."),
        (Decimal("82.4"), None, " Kondisi awal menurut Renstra adalah 82,40 Indeks."),
    ],
)
def test_kalimat_tanpa_riwayat(awal, tahun_awal, kata):
    assert kalimat.kalimat_tanpa_riwayat(IKM, 2023, awal, tahun_awal) == (
        f"Realisasi IKM sebelum tahun 2023 belum tercatat dalam sistem.{kata}"
    )


@pytest.mark.parametrize(
    ("kemajuan", "akhiran"),
    [
        (None, "Kemajuan terhadap target akhir Renstra tahun 2026 (100,00 Indeks) tidak dapat dihitung."),
        (
            Decimal(90),
            "Target akhir Renstra tahun 2026 adalah 100,00 Indeks; realisasi 90,00 Indeks mencapai 90,00% dari target "
            "itu, masih kurang 10,00 poin persen.",
        ),
        (
            Decimal("99.996"),
            "Target akhir Renstra tahun 2026 adalah 100,00 Indeks; realisasi 90,00 Indeks mencapai 100,00% dari target "
            "itu, sehingga target jangka menengah sudah tercapai.",
        ),
    ],
)
def test_kalimat_renstra(kemajuan, akhiran):
    assert kalimat.kalimat_renstra(IKM, Decimal(90), "100,00 Indeks", 2026, kemajuan) == akhiran


@pytest.mark.parametrize(
    ("acuan", "sumber", "kata"),
    [
        (None, "", "Belum terdapat standar nasional untuk IKM, sehingga perbandingan tidak dilakukan."),
        (
            Decimal(88),
            "PANRB",
            "Realisasi 90,00 Indeks berada 2,00 Indeks di atas standar nasional 88,00 Indeks (PANRB).",
        ),
        (Decimal(95), "", "Realisasi 90,00 Indeks berada 5,00 Indeks di bawah standar nasional 95,00 Indeks."),
        (Decimal(90), "", "Realisasi 90,00 Indeks sama dengan standar nasional."),
    ],
)
def test_kalimat_nasional(acuan, sumber, kata):
    assert kalimat.kalimat_nasional(IKM, Decimal(90), acuan, sumber) == kata


@pytest.mark.parametrize(
    ("titik", "kata"),
    [
        ((), "IKM tidak diukur per triwulan pada tahun ini."),
        (((2, Decimal(97)),), "IKM diukur satu kali, pada Triwulan II, dengan capaian 97,00%."),
        (
            ((2, Decimal(97)), (4, Decimal("100.7"))),
            "Perkembangan capaian dalam tahun berjalan: 97,00% (Triwulan II) dan 100,70% (Triwulan IV).",
        ),
    ],
)
def test_kalimat_triwulan(titik, kata):
    assert kalimat.kalimat_triwulan("IKM", titik) == kata


@pytest.mark.parametrize(
    ("capaian", "serapan", "kata"),
    [
        ("98.5", "92.3", "selisih +6,20 poin; penggunaan anggaran efisien."),
        ("70", "50", "selisih +20,00 poin; serapan yang rendah belum berarti efisien karena capaian di bawah 91%."),
        ("90", "90", "capaian 90,00% dengan serapan anggaran 90,00%; penggunaan anggaran seimbang dengan capaian."),
        ("70", "90", "selisih -20,00 poin; penggunaan anggaran belum efisien."),
    ],
)
def test_kalimat_efisiensi(capaian, serapan, kata):
    c, s = Decimal(capaian), Decimal(serapan)

    assert kalimat.kalimat_efisiensi("Sasaran ini", c, s, c - s, Decimal(91)).endswith(kata)


def test_kalimat_efisiensi_tanpa_angka_mengatakannya():
    teks = kalimat.kalimat_efisiensi("Sasaran ini", Decimal(90), None, None, Decimal(91))

    assert teks == "Efisiensi Sasaran ini belum dapat dihitung karena capaian atau realisasi anggarannya belum lengkap."


@pytest.mark.parametrize(
    ("pagu", "realisasi", "kata"),
    [
        (None, None, "Pagu anggaran tahun 2023 belum tercatat."),
        (Decimal(0), None, "Pagu anggaran tahun 2023 adalah Rp0,00."),
        (Decimal(320), None, "Pagu anggaran tahun 2023 adalah Rp320,00; realisasinya belum diisi."),
        (
            Decimal(320),
            Decimal(276),
            "Dari pagu Rp320,00 tahun 2023 terealisasi Rp276,00 atau 86,25%, dengan sisa Rp44,00.",
        ),
    ],
)
def test_kalimat_anggaran(pagu, realisasi, kata):
    assert kalimat.kalimat_anggaran(2023, pagu, realisasi) == kata


@pytest.mark.parametrize(
    ("perubahan", "kata"),
    [
        (None, ""),
        (Decimal(300), "Perubahan APBD tidak mengubah jumlah pagu Rp300,00."),
        (Decimal(320), "Perubahan APBD membuat pagu naik Rp20,00, dari Rp300,00 menjadi Rp320,00."),
        (Decimal(280), "Perubahan APBD membuat pagu turun Rp20,00, dari Rp300,00 menjadi Rp280,00."),
    ],
)
def test_kalimat_perubahan_pagu(perubahan, kata):
    assert kalimat.kalimat_perubahan_pagu(Decimal(300), perubahan) == kata


def test_kalimat_koreksi_hanya_bila_dikoreksi():
    assert kalimat.kalimat_koreksi(0, Decimal(80), Decimal(80)) == ""
    assert kalimat.kalimat_koreksi(1, Decimal(80), Decimal(70)) == (
        "Persentase klaim 80,00% dikoreksi 1 kali dalam penelaahan berjenjang menjadi 70,00%; alasannya dicetak pada "
        "Lampiran."
    )
