from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisasi.models import Jejak
from pelaporan import narasi_services as services
from pelaporan.models import Narasi, VersiNarasi
from pelaporan.narasi import bagian, kekurangan_narasi, kemajuan, letak_tahun
from pelaporan.narasi_bagian import BAGIAN
from pelaporan.narasi_services import MASA_PEGANG, NarasiBentrok, NarasiDitolak, pemegang_lain
from tests import factories
from tests.pelaporan.narasi_contoh import siapkan

pytestmark = pytest.mark.django_db
TAHUN = 2023
# 09.41 in WITA.
KINI = datetime(2024, 1, 15, 1, 41, tzinfo=UTC)
WAJIB_UMUM = [
    "kata-pengantar", "ikhtisar-eksekutif", "gambaran-umum", "struktur-organisasi", "tugas-dan-fungsi", "sumber-daya",
    "isu-strategis", "kesimpulan", "langkah-perbaikan",
]  # fmt: skip


@pytest.fixture
def contoh():
    with time_machine.travel(KINI, tick=False):
        yield siapkan()


def letak(kunci="kata-pengantar"):
    return next(satu for satu in letak_tahun(TAHUN) if satu.kunci == kunci)


def pegang(oleh, kunci="kata-pengantar"):
    return services.pegang(tahun=TAHUN, letak=letak(kunci), oleh=oleh, jabatan="Kasubag")


def draf(oleh, teks, versi, kunci="kata-pengantar"):
    return services.simpan_draf(
        tahun=TAHUN, letak=letak(kunci), teks=teks, versi=versi, oleh=oleh, jabatan="Kasubag"
    )


def simpan(oleh, teks, versi, keluhan=(), kunci="kata-pengantar"):
    return services.simpan(
        tahun=TAHUN, letak=letak(kunci), teks=teks, versi=versi, keluhan=keluhan, oleh=oleh, jabatan="Kasubag"
    )


def bawa(oleh, kunci="kata-pengantar"):
    return services.bawa(tahun=TAHUN, letak=letak(kunci), oleh=oleh, jabatan="Kasubag")


def peristiwa():
    return list(Jejak.objects.filter(peristiwa__startswith="narasi.").values_list("peristiwa", flat=True))


# The sections


def test_bagian_berurutan_seperti_kerangka_resmi(contoh):
    factories.sasaran(renstra=contoh.sasaran.renstra, urutan=2, uraian="Akuntabel")

    assert [b.kunci for b in bagian(TAHUN)] == [
        "kata-pengantar", "ikhtisar-eksekutif", "gambaran-umum", "struktur-organisasi", "tugas-dan-fungsi",
        "sumber-daya", "isu-strategis", "dasar-hukum", "perencanaan",
        "sebab-1", "solusi-1", "efisiensi-1", "penunjang-1", "sebab-2", "solusi-2", "efisiensi-2", "penunjang-2",
        "anggaran", "kesimpulan", "langkah-perbaikan",
    ]  # fmt: skip


def test_bagian_menguraikan_angka_dan_menyebut_letaknya(contoh):
    factories.narasi(bagian="sebab", sasaran=contoh.sasaran, teks=f"Naik menjadi {{capaian:{contoh.ikm.public_id}}}.")

    satu = next(b for b in bagian(TAHUN) if b.kunci == "sebab-1")

    assert (satu.kode, satu.sasaran_id, satu.wajib, satu.kosong) == ("sebab", contoh.sasaran.pk, True, False)
    assert satu.judul == "Sebab keberhasilan atau kegagalan: Pelayanan prima"
    assert satu.teks == "Naik menjadi 98,16%."
    assert satu.url == reverse("narasi_bagian", args=[TAHUN, "sebab-1"])


def test_bagian_menjadi_paragraf_tanpa_baris_kosong(contoh):
    factories.narasi(teks="Satu.\n\n  Dua.  \nTiga.\n")

    assert bagian(TAHUN)[0].paragraf == ("Satu.", "Dua.", "Tiga.")


def test_kekurangan_menyebut_tiap_bagian_wajib_yang_kosong(contoh):
    kurang = kekurangan_narasi(TAHUN)

    assert [k.url.split("/")[-2] for k in kurang] == [
        *WAJIB_UMUM[:7], "sebab-1", "solusi-1", "efisiensi-1", *WAJIB_UMUM[7:]
    ]  # fmt: skip
    assert {k.kalimat for k in kurang} == {"Bagian wajib ini belum diisi."}
    assert str(kemajuan(bagian(TAHUN))) == "0 dari 12 bagian wajib terisi"


def test_kekurangan_kosong_bila_semua_wajib_terisi(contoh):
    for kode in WAJIB_UMUM:
        factories.narasi(bagian=kode)
    for kode in ("sebab", "solusi", "efisiensi"):
        factories.narasi(bagian=kode, sasaran=contoh.sasaran)

    assert kekurangan_narasi(TAHUN) == []
    assert str(kemajuan(bagian(TAHUN))) == "12 dari 12 bagian wajib terisi"
    assert kemajuan(bagian(TAHUN)).persen == 100


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("   \n ", "Bagian wajib ini belum diisi."),
        ("{capaian:hilang}", "Angka {capaian:hilang} tidak dikenal. Pilih namanya dari daftar angka."),
        ("{capaian IKU-3}", "Angka {capaian IKU-3} tidak dikenal. Mungkin maksud Anda {capaian IKU-2}."),
        ("{capaian-tahun-lalu:%s}", "Belum ada data untuk {capaian tahun lalu IKU-1}."),
    ],
)
def test_kekurangan_menyebut_teks_yang_tidak_dapat_dicetak(contoh, teks, kalimat):
    factories.narasi(teks=teks.replace("%s", str(contoh.ikm.public_id)))

    assert kekurangan_narasi(TAHUN)[0].kalimat == kalimat


def test_bagian_pilihan_yang_keliru_juga_kekurangan(contoh):
    factories.narasi(bagian="dasar-hukum", teks="{salah}")

    assert "Dasar hukum tambahan" in [k.judul for k in kekurangan_narasi(TAHUN)]


def test_kode_bagian_unik():
    assert len({b.kode for b in BAGIAN}) == len(BAGIAN) == 16


@pytest.mark.parametrize("jumlah", [1, 30])
def test_bagian_tetap_jumlah_kuerinya(contoh, jumlah, django_assert_num_queries):
    for nomor in range(2, jumlah + 2):
        sasaran = factories.sasaran(renstra=contoh.sasaran.renstra, urutan=nomor)
        factories.narasi(bagian="sebab", sasaran=sasaran)

    with django_assert_num_queries(26):
        bagian(TAHUN)


# One person at a time


def test_pegang_terlihat_orang_lain_dan_menolaknya(contoh):
    narasi = pegang(contoh.office.kasubag)

    assert pemegang_lain(narasi, contoh.office.kasubag, KINI) is None
    assert pemegang_lain(narasi, contoh.office.anggota, KINI) == (
        "sedang disunting Orang Kasubag sejak 09.41 WITA"
    )
    with pytest.raises(NarasiBentrok, match=r"Bagian ini sedang disunting Orang Kasubag sejak 09\.41 WITA\."):
        pegang(contoh.office.anggota)
    with pytest.raises(NarasiBentrok, match="sedang disunting Orang Kasubag"):
        draf(contoh.office.anggota, "Teks lain", 0)
    assert Narasi.objects.get().teks == ""


def test_pegangan_hari_lain_menyebut_tanggalnya(contoh):
    narasi = pegang(contoh.office.kasubag)
    narasi.dipegang_sejak = KINI - timedelta(days=1)

    assert pemegang_lain(narasi, contoh.office.anggota, KINI) == (
        "sedang disunting Orang Kasubag sejak 14 Januari 2024 pukul 09.41 WITA"
    )


@pytest.mark.parametrize(("lewat", "boleh"), [(timedelta(0), True), (-timedelta(seconds=1), False)])
def test_pegangan_dapat_diambil_alih_sesudah_masanya(contoh, lewat, boleh):
    pegang(contoh.office.kasubag)

    with time_machine.travel(KINI + MASA_PEGANG + lewat, tick=False):
        if not boleh:
            with pytest.raises(NarasiBentrok):
                pegang(contoh.office.anggota)
            return
        narasi = pegang(contoh.office.anggota)

    assert (narasi.pemegang, narasi.dipegang_sejak) == (contoh.office.anggota, KINI + MASA_PEGANG)
    assert peristiwa() == ["narasi.ambil_alih"]


def test_denyut_memperpanjang_dan_berhenti_sesudah_diambil_alih(contoh):
    narasi = pegang(contoh.office.kasubag)
    with time_machine.travel(KINI + timedelta(minutes=10), tick=False):
        assert services.denyutkan(narasi=narasi, oleh=contoh.office.kasubag)
    with time_machine.travel(KINI + timedelta(minutes=20), tick=False), pytest.raises(NarasiBentrok):
        pegang(contoh.office.anggota)
    with time_machine.travel(KINI + timedelta(minutes=25), tick=False):
        pegang(contoh.office.anggota)
        assert not services.denyutkan(narasi=narasi, oleh=contoh.office.kasubag)


def test_lepas_hanya_milik_sendiri(contoh):
    narasi = pegang(contoh.office.kasubag)

    services.lepas(narasi=narasi, oleh=contoh.office.anggota)
    assert Narasi.objects.get().pemegang == contoh.office.kasubag
    services.lepas(narasi=narasi, oleh=contoh.office.kasubag)
    assert pegang(contoh.office.anggota).pemegang == contoh.office.anggota


def test_pegangan_hanya_untuk_bagiannya(contoh):
    pegang(contoh.office.kasubag)

    assert pegang(contoh.office.anggota, "kesimpulan").pemegang == contoh.office.anggota


@pytest.mark.parametrize("nama", ["sekcam", "kasi", "staf", "admin"])
def test_yang_bukan_tim_dan_bukan_camat_ditolak(contoh, nama):
    oleh = getattr(contoh.office, nama)
    for langkah in (pegang, bawa, lambda o: draf(o, "x", 0), lambda o: simpan(o, "x", 0)):
        with pytest.raises(PermissionDenied):
            langkah(oleh)
    assert Narasi.objects.count() == 0


@pytest.mark.parametrize("nama", ["camat", "kasubag", "anggota"])
def test_camat_perencana_dan_tim_boleh_menulis(contoh, nama):
    oleh = getattr(contoh.office, nama)

    assert simpan(oleh, "Puji syukur.", 0).teks == "Puji syukur."


# Saving


def test_draf_menaikkan_versi_dan_menolak_halaman_lama(contoh):
    pegang(contoh.office.kasubag)
    assert draf(contoh.office.kasubag, "Satu", 0).versi == 1
    assert draf(contoh.office.kasubag, "Satu", 1).versi == 1
    assert draf(contoh.office.kasubag, "Satu dua", 1).versi == 2

    with pytest.raises(NarasiBentrok, match=r"sudah diubah Orang Kasubag 09\.41 WITA, jadi tulisan"):
        draf(contoh.office.kasubag, "Tab lama", 1)
    assert Narasi.objects.get().teks == "Satu dua"
    assert peristiwa() == ["narasi.sunting"]


def test_tulisan_sebelum_diambil_alih_ditolak_dan_yang_baru_tetap(contoh):
    pegang(contoh.office.kasubag)
    draf(contoh.office.kasubag, "Tulisan kasubag", 0)
    with time_machine.travel(KINI + timedelta(minutes=16), tick=False):
        pegang(contoh.office.anggota)
        simpan(contoh.office.anggota, "Tulisan anggota", 1)
        with pytest.raises(NarasiBentrok, match="sedang disunting Anggota Tim"):
            draf(contoh.office.kasubag, "Lanjutan kasubag", 1)

    assert Narasi.objects.get().teks == "Tulisan anggota"
    # What was only saved by itself is kept too before another hand goes over it.
    assert list(VersiNarasi.objects.values_list("nomor", "teks", "nama")) == [
        (1, "Tulisan kasubag", "Orang Kasubag"),
        (2, "Tulisan anggota", "Anggota Tim"),
    ]
    assert peristiwa() == ["narasi.sunting", "narasi.ambil_alih", "narasi.sunting", "narasi.simpan"]


def test_simpan_menambah_versi_sekali_saja(contoh):
    simpan(contoh.office.kasubag, "Satu", 0)
    simpan(contoh.office.kasubag, "Satu", 1)
    simpan(contoh.office.kasubag, "Dua", 1)

    assert list(VersiNarasi.objects.values_list("nomor", "teks")) == [(1, "Satu"), (2, "Dua")]
    assert peristiwa().count("narasi.simpan") == 2


def test_simpan_dengan_keluhan_tidak_menulis_apa_pun(contoh):
    with pytest.raises(NarasiDitolak) as ditolak:
        simpan(contoh.office.kasubag, "{salah}", 0, keluhan=["Angka {salah} tidak dikenal.", "Satu lagi."])

    assert ditolak.value.keluhan == ("Angka {salah} tidak dikenal.", "Satu lagi.")
    assert not isinstance(ditolak.value, NarasiBentrok)
    assert Narasi.objects.count() == 0


def test_jejak_menyimpan_sidik_teks(contoh):
    simpan(contoh.office.kasubag, "abc", 0)

    jejak = Jejak.objects.get(peristiwa="narasi.simpan")
    assert jejak.uraian == "Orang Kasubag menyimpan narasi Kata pengantar, LKjIP 2023"
    assert jejak.data == {
        "versi": 1,
        "sidik": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }


# Carrying over


def test_bawa_menyalin_teks_tahun_lalu_dan_menandainya(contoh):
    factories.narasi(tahun=TAHUN - 1, teks="Teks lama, tahun {tahun}.")

    assert bawa(contoh.office.kasubag).dibawa_dari == 2022

    satu = bagian(TAHUN)[0]
    assert (satu.teks, satu.dibawa_dari, satu.selesai) == ("Teks lama, tahun 2023.", 2022, True)
    assert list(VersiNarasi.objects.values_list("teks", "dibawa_dari")) == [("Teks lama, tahun {tahun}.", 2022)]
    assert peristiwa() == ["narasi.bawa"]


def test_tanda_bawaan_hilang_bila_disunting_atau_disimpan(contoh):
    factories.narasi(tahun=TAHUN - 1)
    factories.narasi(tahun=TAHUN - 1, bagian="kesimpulan")
    bawa(contoh.office.kasubag)
    bawa(contoh.office.kasubag, "kesimpulan")

    assert draf(contoh.office.kasubag, "Puji syukur. Baru.", 1).dibawa_dari is None
    # Saving it as it is says that it was read.
    assert simpan(contoh.office.kasubag, "Puji syukur.", 1, kunci="kesimpulan").dibawa_dari is None


def test_bawa_tidak_menimpa_teks_yang_ada(contoh):
    factories.narasi(tahun=TAHUN - 1, teks="Teks lama")
    simpan(contoh.office.kasubag, "Teks baru", 0)

    with pytest.raises(NarasiDitolak, match="sudah berisi teks"):
        bawa(contoh.office.kasubag)
    assert Narasi.objects.get(tahun=TAHUN).teks == "Teks baru"


def test_bawa_tanpa_teks_tahun_lalu_ditolak(contoh):
    with pytest.raises(NarasiDitolak, match="Tidak ada teks tahun 2022"):
        bawa(contoh.office.kasubag)


def test_bawa_ditolak_selama_dipegang_orang_lain(contoh):
    factories.narasi(tahun=TAHUN - 1)
    pegang(contoh.office.kasubag)

    with pytest.raises(NarasiBentrok):
        bawa(contoh.office.anggota)


def test_bawa_per_sasaran_tidak_tertukar(contoh):
    kedua = factories.sasaran(renstra=contoh.sasaran.renstra, urutan=2)
    factories.narasi(tahun=TAHUN - 1, bagian="sebab", sasaran=kedua, teks="Sebab sasaran kedua")

    with pytest.raises(NarasiDitolak, match="Tidak ada teks"):
        bawa(contoh.office.kasubag, "sebab-1")
    assert bawa(contoh.office.kasubag, "sebab-2").teks == "Sebab sasaran kedua"
