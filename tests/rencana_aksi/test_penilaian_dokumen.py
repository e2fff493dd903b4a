import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisasi.models import Jejak
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import PenilaianDokumen
from rencana_aksi.models.capaian import Status
from rencana_aksi.penilaian_dokumen import PenilaianDitolak, nilai_dokumen
from tests import factories
from tests.rencana_aksi.conftest import ALASAN, langkah

ORANG = (
    *("staf", "staf_rekan", "staf_lain", "kasi", "kasi_lain", "kasubag", "sekcam", "camat", "anggota", "admin"),
    "nonaktif",
)
# Who may judge a document of the claim of `pelayanan` at each status; everybody else is refused. `kasubag` is the
# secretary of the Tim, who verifies at the level of every unit.
PENILAI = {
    Status.DRAF: set(),
    Status.DI_ESELON_IV: {"kasi", "kasubag"},
    Status.DI_ESELON_III: {"sekcam"},
    Status.DI_CAMAT: {"camat"},
    Status.SAH: set(),
    Status.KEMBALI_PENGISI: set(),
    Status.KEMBALI_ESELON_IV: {"kasi", "kasubag"},
    Status.KEMBALI_ESELON_III: {"sekcam"},
}


@pytest.fixture
def di_kasi(di_status, dokumen, kasi):
    """The claim at the Kasi's desk, its document looked at."""
    tandai_dibuka(dokumen, kasi)
    return di_status(Status.DI_ESELON_IV)


@pytest.mark.parametrize("status", list(PENILAI))
def test_hanya_meja_tempat_klaim_berada_yang_menilai(di_status, dokumen, office, status):
    di_status(status)
    menilai = set()
    for nama in ORANG:
        orang = getattr(office, nama)
        tandai_dibuka(dokumen, orang)
        try:
            nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=orang)
        except PermissionDenied:
            continue
        menilai.add(nama)

    assert menilai == PENILAI[status]
    assert PenilaianDokumen.objects.count() == len(menilai)


def test_penilaian_mencatat_meja_putaran_dan_jabatan(di_kasi, dokumen, kasi):
    penilaian = nilai_dokumen(dokumen=dokumen, hasil="kurang", catatan=" Halaman 3 tidak ada. ", oleh=kasi)

    assert (penilaian.meja, penilaian.putaran, penilaian.hasil) == ("eselon_iv", 1, "kurang")
    assert (penilaian.catatan, penilaian.nama) == ("Halaman 3 tidak ada.", kasi.nama)
    jejak = Jejak.objects.get(peristiwa="data_dukung.nilai")
    assert (jejak.oleh, jejak.data["hasil"]) == (kasi, "kurang")


def test_penyusun_tidak_menilai_klaimnya_sendiri(di_kasi, dokumen, kasi):
    di_kasi.penyusun.add(kasi)

    with pytest.raises(PermissionDenied):
        nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=kasi)


@pytest.mark.parametrize("hasil", ["tidak_sesuai", "kurang", "tidak_terbaca"])
def test_penilaian_selain_sesuai_perlu_catatan(di_kasi, dokumen, kasi, hasil):
    with pytest.raises(PenilaianDitolak, match="Tuliskan catatan"):
        nilai_dokumen(dokumen=dokumen, hasil=hasil, catatan="  ", oleh=kasi)

    assert PenilaianDokumen.objects.count() == 0


def test_dokumen_yang_belum_dibuka_tidak_dinilai(di_status, dokumen, kasi, sekcam):
    di_status(Status.DI_ESELON_IV)
    dokumen.dibuka.filter(pegawai=kasi).delete()

    with pytest.raises(PenilaianDitolak, match=r"Buka “laporan\.pdf” dahulu"):
        nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=kasi)


def test_dokumen_klaim_yang_ditarik_tidak_dinilai(di_kasi, dokumen, kasi, staf):
    lama = factories.data_dukung(capaian=di_kasi, ditarik_pada=factories.SAAT, ditarik_oleh=staf)

    with pytest.raises(PenilaianDitolak, match="sudah ditarik atau diganti"):
        nilai_dokumen(dokumen=lama, hasil="sesuai", oleh=kasi)


def test_penilaian_yang_sama_dua_kali_satu_baris_dan_yang_lain_ditambah(di_kasi, dokumen, kasi):
    satu = nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=kasi)
    sama = nilai_dokumen(dokumen=dokumen, hasil="sesuai", oleh=kasi)
    lain = nilai_dokumen(dokumen=dokumen, hasil="kurang", catatan="Tanpa tanda tangan.", oleh=kasi)

    assert sama == satu
    assert list(PenilaianDokumen.objects.all()) == [satu, lain]


def test_halaman_menilai_dan_kembali_ke_dokumennya(client, di_kasi, dokumen, kasi):
    client.force_login(kasi)
    awalan = f"nilai-{dokumen.public_id}"

    respons = client.post(reverse("dokumen_nilai", args=[dokumen.public_id]), {f"{awalan}-hasil": "sesuai"})

    assert (respons.status_code, respons.url) == (302, f"/capaian/{di_kasi.public_id}/#dokumen-{dokumen.public_id}")
    assert dokumen.penilaian.get().hasil == "sesuai"


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({}, "Pilih penilaian untuk dokumen ini."),
        ({"hasil": "kurang"}, "Tuliskan apa yang tidak sesuai, kurang, atau tidak terbaca."),
        ({"hasil": "bagus", "catatan": "ketikan saya"}, "ketikan saya"),
    ],
)
def test_halaman_menyimpan_ketikan_saat_penilaian_kurang(client, di_kasi, dokumen, kasi, isian, kalimat):
    client.force_login(kasi)
    awalan = f"nilai-{dokumen.public_id}"

    respons = client.post(
        reverse("dokumen_nilai", args=[dokumen.public_id]), {f"{awalan}-{nama}": n for nama, n in isian.items()}
    )

    assert respons.status_code == 422
    assert kalimat in respons.content.decode()
    assert PenilaianDokumen.objects.count() == 0


@pytest.mark.parametrize(
    ("nama", "kode"),
    [("staf", 403), ("staf_lain", 404), ("kasi_lain", 404), ("sekcam", 403), ("camat", 403), ("anggota", 403)],
)
def test_halaman_menolak_yang_bukan_meja_itu(client, di_kasi, dokumen, office, nama, kode):
    client.force_login(getattr(office, nama))
    awalan = f"nilai-{dokumen.public_id}"

    respons = client.post(reverse("dokumen_nilai", args=[dokumen.public_id]), {f"{awalan}-hasil": "sesuai"})

    assert respons.status_code == kode
    assert PenilaianDokumen.objects.count() == 0


def test_tab_lama_sesudah_diteruskan_disapa_dengan_kalimat(client, di_kasi, dokumen, kasi):
    langkah(Tindakan.TERUSKAN, di_kasi, kasi)
    client.force_login(kasi)

    respons = client.post(reverse("dokumen_nilai", args=[dokumen.public_id]), {}, follow=True)

    assert "tidak lagi di meja Anda" in respons.content.decode()
    assert PenilaianDokumen.objects.count() == 0


def test_penilaian_meja_dan_putaran_terdahulu_tetap_tampak(client, di_kasi, dokumen, kasi, sekcam):
    nilai_dokumen(dokumen=dokumen, hasil="kurang", catatan="Tanpa tanda tangan.", oleh=kasi)
    langkah(Tindakan.TERUSKAN, di_kasi, kasi)
    langkah(Tindakan.KEMBALIKAN, di_kasi, sekcam, **ALASAN, tujuan=Status.KEMBALI_ESELON_IV)
    client.force_login(sekcam)

    isi = client.get(reverse("capaian", args=[di_kasi.public_id])).content.decode()

    assert "Tanpa tanda tangan." in isi
    assert "belum dinilai" not in isi
