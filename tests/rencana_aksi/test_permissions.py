from datetime import date

import pytest

from organisasi.peran import peran
from rencana_aksi.kursi import susun_kursi
from rencana_aksi.models import Capaian, DataDukung, TargetTriwulan
from rencana_aksi.models.capaian import Meja
from rencana_aksi.permissions import boleh_menelaah, boleh_mengisi, is_camat
from tests import factories

HARI = date(2023, 6, 23)

# Who: may enter, may review, is the Camat, sees the claim of the unit `pelayanan`.
TABEL = {
    "staf": (True, False, False, True),
    "staf_rekan": (True, False, False, True),
    "staf_lain": (False, False, False, False),
    "kasi": (True, True, False, True),
    "kasi_lain": (False, False, False, False),
    "kasubag": (False, False, False, True),
    "sekcam": (False, True, False, True),
    "camat": (False, True, True, True),
    "anggota": (False, False, False, True),
    "admin": (False, False, False, False),
    "nonaktif": (False, False, False, False),
}


@pytest.mark.parametrize(("siapa", "harapan"), TABEL.items())
def test_siapa_boleh_apa(siapa, harapan, klaim, office):
    orang = peran(getattr(office, siapa), HARI)

    assert (
        boleh_mengisi(orang, klaim),
        boleh_menelaah(orang, klaim, susun_kursi()),
        is_camat(orang),
        klaim in Capaian.objects.visible_to(orang),
    ) == harapan


@pytest.mark.parametrize(("siapa", "harapan"), TABEL.items())
def test_data_dukung_dan_target_terlihat_bersama_klaimnya(siapa, harapan, dokumen, office):
    orang = peran(getattr(office, siapa), HARI)

    assert (dokumen in DataDukung.objects.visible_to(orang)) is harapan[3]
    assert (dokumen.capaian.target_triwulan in TargetTriwulan.objects.visible_to(orang)) is harapan[3]


def test_milik_unit_tidak_meluas_untuk_pimpinan(klaim, office):
    terlihat = {
        nama for nama in TABEL if klaim in Capaian.objects.milik_unit(peran(getattr(office, nama), HARI))
    }

    assert terlihat == {"staf", "staf_rekan", "kasi"}


def test_plh_kasi_melihat_mengisi_dan_menelaah_selama_masanya(klaim, kasi_lain, office):
    factories.penugasan(
        pegawai=kasi_lain,
        jabatan=office.jabatan_kasi,
        kapasitas="plh",
        mulai=date(2023, 6, 20),
        selesai=date(2023, 6, 30),
    )

    for hari, boleh in ((date(2023, 6, 19), False), (HARI, True), (date(2023, 7, 1), False)):
        orang = peran(kasi_lain, hari)
        assert (
            boleh_mengisi(orang, klaim),
            boleh_menelaah(orang, klaim, susun_kursi()),
            klaim in Capaian.objects.visible_to(orang),
        ) == (boleh, boleh, boleh)


@pytest.mark.parametrize(
    ("meja", "siapa"),
    [(Meja.ESELON_IV, "jabatan_kasi"), (Meja.ESELON_III, "jabatan_sekcam"), (Meja.CAMAT, "jabatan_camat")],
)
def test_kursi_menunjuk_jabatan_setiap_meja(meja, siapa, office):
    assert susun_kursi().jabatan(meja, office.pelayanan.pk) == getattr(office, siapa)


def test_kursi_tanpa_pemilik(office):
    kursi = susun_kursi()

    assert kursi.jabatan(Meja.PENGISI, office.pelayanan.pk) is None
    assert kursi.jabatan(None, office.pelayanan.pk) is None
    assert kursi.jabatan(Meja.ESELON_IV, office.sekretariat.pk) is None


def test_kursi_melewati_jabatan_yang_tidak_aktif(office):
    office.jabatan_kasi.aktif = False
    office.jabatan_kasi.save()

    assert susun_kursi().jabatan(Meja.ESELON_IV, office.pelayanan.pk) is None


def test_susun_kursi_satu_kueri(office, django_assert_num_queries):
    with django_assert_num_queries(1):
        susun_kursi()
