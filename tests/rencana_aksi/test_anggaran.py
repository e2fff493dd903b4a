from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.models import Pagu
from kinerja.pagu import IsianPagu, simpan_pagu
from organisasi.models import Jejak
from rencana_aksi.anggaran import AnggaranDitolak, anggaran_tahun, simpan_realisasi, ubah_pagu
from rencana_aksi.models import RealisasiAnggaran
from tests import factories

TAHUN = 2023
KUERI = 12


@pytest.fixture
def sub(office):
    kegiatan = factories.kegiatan(kode="7.01.01.2.01", program=factories.program(kode="7.01.01"))
    return [factories.sub_kegiatan(kegiatan=kegiatan, kode=f"7.01.01.2.01.000{n}") for n in (1, 2)]


def pagu(sub, murni, perubahan=None):
    return Pagu.objects.create(sub_kegiatan=sub, tahun=TAHUN, murni=murni, perubahan=perubahan)


def belanja(sub, nomor, jumlah):
    return RealisasiAnggaran.objects.create(
        sub_kegiatan=sub, triwulan=factories.triwulan(TAHUN, nomor), jumlah=jumlah
    )


@pytest.fixture
def masuk(client, office):
    def _masuk(nama):
        client.force_login(getattr(office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def test_jumlah_naik_sampai_program_dan_serapan_dari_pagu_berlaku(sub):
    pagu(sub[0], 1000, 1200)
    pagu(sub[1], 500)
    belanja(sub[0], 1, 300)
    belanja(sub[0], 2, 0)
    belanja(sub[1], 2, 200)

    hasil = anggaran_tahun(TAHUN)

    assert [(b.tingkat, b.kode) for b in hasil.baris] == [
        ("program", "7.01.01"),
        ("kegiatan", "7.01.01.2.01"),
        ("sub kegiatan", "7.01.01.2.01.0001"),
        ("sub kegiatan", "7.01.01.2.01.0002"),
    ]
    assert [b.angka.serapan for b in hasil.baris] == [
        Decimal(50000) / 1700,
        Decimal(50000) / 1700,
        Decimal(25),
        Decimal(40),
    ]
    total = hasil.total
    assert (total.murni, total.perubahan, total.realisasi, total.sisa) == (1500, 1700, (300, 200, None, None), 1200)


def test_kosong_bukan_nol(sub):
    pagu(sub[0], 1000)

    dua = anggaran_tahun(TAHUN).baris[-1].angka

    assert (dua.murni, dua.jumlah, dua.serapan, dua.sisa) == (None, None, None, None)
    assert anggaran_tahun(TAHUN).total.perubahan is None


def test_simpan_realisasi_menulis_mengosongkan_dan_mencatat(office, sub):
    pagu(sub[0], 1000)
    belanja(sub[1], 2, 5)
    triwulan = factories.triwulan(TAHUN, 2)

    berubah = simpan_realisasi(
        triwulan=triwulan, jumlah={sub[0]: Decimal(0), sub[1]: None}, oleh=office.kasubag, jabatan="K"
    )

    assert berubah == 2
    assert list(RealisasiAnggaran.objects.values_list("sub_kegiatan", "jumlah")) == [(sub[0].pk, 0)]
    assert Jejak.objects.get(peristiwa="anggaran.realisasi").data["perubahan"] == [
        {"apa": "7.01.01.2.01.0001", "lama": "", "baru": "Rp0,00"},
        {"apa": "7.01.01.2.01.0002", "lama": "Rp5,00", "baru": ""},
    ]


@pytest.mark.parametrize(("perubahan", "jumlah"), [(None, 700), (1100, 800)])
def test_realisasi_setahun_sampai_pagu_berlaku(office, sub, perubahan, jumlah):
    pagu(sub[0], 1000, perubahan)
    belanja(sub[0], 1, 300)
    triwulan = factories.triwulan(TAHUN, 2)

    simpan_realisasi(triwulan=triwulan, jumlah={sub[0]: Decimal(jumlah)}, oleh=office.kasubag, jabatan="K")

    assert triwulan.realisasi_anggaran.get().jumlah == jumlah


@pytest.mark.parametrize(("perubahan", "jumlah"), [(None, 701), (900, 601)])
def test_realisasi_setahun_di_atas_pagu_berlaku_ditolak(office, sub, perubahan, jumlah):
    pagu(sub[0], 1000, perubahan)
    belanja(sub[0], 1, 300)
    triwulan = factories.triwulan(TAHUN, 2)

    with pytest.raises(AnggaranDitolak) as ditolak:
        simpan_realisasi(triwulan=triwulan, jumlah={sub[0]: Decimal(jumlah)}, oleh=office.kasubag, jabatan="K")

    assert set(ditolak.value.keluhan) == {sub[0].pk}
    assert not triwulan.realisasi_anggaran.exists()


def test_realisasi_tanpa_pagu_ditolak(office, sub):
    with pytest.raises(AnggaranDitolak, match="belum mempunyai pagu 2023"):
        simpan_realisasi(
            triwulan=factories.triwulan(TAHUN, 2), jumlah={sub[0]: Decimal(0)}, oleh=office.kasubag, jabatan="K"
        )


def test_simpan_pagu_hanya_yang_berubah(office, sub):
    isian = {sub[0]: IsianPagu(Decimal(1000), None), sub[1]: IsianPagu(None, None)}
    pelaku = {"oleh": office.kasubag, "jabatan": "K"}

    assert simpan_pagu(tahun=TAHUN, isian=isian, **pelaku) == 1
    assert simpan_pagu(tahun=TAHUN, isian=isian, **pelaku) == 0
    assert simpan_pagu(tahun=TAHUN, isian={sub[0]: IsianPagu(None, None)}, **pelaku) == 1
    assert not Pagu.objects.exists()


@pytest.mark.parametrize(
    ("nama", "lihat", "isi", "ubah_pagu"),
    [("kasubag", 200, 200, 200), ("anggota", 200, 200, 403), ("staf", 200, 403, 403), ("admin", 404, 404, 404)],
)
def test_halaman_menurut_peran(masuk, sub, nama, lihat, isi, ubah_pagu):
    factories.triwulan(TAHUN, 2)
    client = masuk(nama)

    assert client.get(reverse("anggaran", args=[TAHUN])).status_code == lihat
    assert client.get(reverse("realisasi_anggaran", args=[TAHUN, "7.01.01", 2])).status_code == isi
    assert client.get(reverse("pagu_ubah", args=[TAHUN, "7.01.01"])).status_code == ubah_pagu


def test_isian_yang_melebihi_pagu_menjadi_galat_pada_kolomnya(masuk, sub):
    pagu(sub[0], 1000)
    factories.triwulan(TAHUN, 2)

    alamat = reverse("realisasi_anggaran", args=[TAHUN, "7.01.01", 2])
    teks = masuk("kasubag").post(alamat, {f"jumlah_{sub[0].pk}": "1.001"}).content.decode()

    assert "realisasi setahun Rp1.001,00 melebihi pagu Rp1.000,00" in teks
    assert 'value="1.001"' in teks


def test_pagu_disimpan_dari_halaman(masuk, sub):
    data = {f"murni_{sub[0].pk}": "Rp1.250.000,00", f"perubahan_{sub[0].pk}": "1.300.000"}

    respons = masuk("kasubag").post(reverse("pagu_ubah", args=[TAHUN, "7.01.01"]), data)

    assert (respons.status_code, respons["Location"]) == (302, reverse("anggaran", args=[TAHUN]))
    assert Pagu.objects.get().berlaku == Decimal(1300000)


def test_unduhan_sama_dengan_halaman(masuk, sub):
    pagu(sub[0], 1000)
    belanja(sub[0], 1, 250)

    respons = masuk("staf").get(reverse("anggaran_unduh", args=[TAHUN]))

    baris = list(load_workbook(BytesIO(respons.content)).active.values)
    assert baris[-1][3:] == (1000, None, 250, None, None, None, 250, 750, 25)
    assert baris[-3][:2] == ("Sub kegiatan", "7.01.01.2.01.0001")


@pytest.mark.parametrize("jumlah", [1, 30])
def test_jumlah_kueri_tetap(masuk, office, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        satu = factories.sub_kegiatan()
        pagu(satu, 1000)
        belanja(satu, 2, 10)
    client = masuk("camat")

    with django_assert_num_queries(KUERI):
        client.get(reverse("anggaran", args=[TAHUN]))


def test_pagu_tidak_turun_di_bawah_yang_terpakai(office, sub):
    pagu(sub[0], 1000)
    belanja(sub[0], 1, 250)
    belanja(sub[0], 2, 350)
    pelaku = {"oleh": office.kasubag, "jabatan": "K"}

    for isian, kalimat in (
        (IsianPagu(Decimal(599), None), "pagu Rp599,00 kurang dari yang sudah terpakai, Rp600,00."),
        (IsianPagu(Decimal(1000), Decimal(599)), "pagu Rp599,00 kurang dari yang sudah terpakai, Rp600,00."),
        (IsianPagu(None, None), "pagu tidak dapat dikosongkan karena sudah terpakai Rp600,00."),
    ):
        with pytest.raises(AnggaranDitolak, match=kalimat):
            ubah_pagu(tahun=TAHUN, isian={sub[0]: isian}, **pelaku)
    assert ubah_pagu(tahun=TAHUN, isian={sub[0]: IsianPagu(Decimal(600), None)}, **pelaku) == 1


def test_pagu_terlalu_rendah_menjadi_galat_pada_kolomnya(masuk, sub):
    pagu(sub[0], 1000)
    belanja(sub[0], 1, 600)

    data = {f"murni_{sub[0].pk}": "1.000", f"perubahan_{sub[0].pk}": "500"}
    teks = masuk("kasubag").post(reverse("pagu_ubah", args=[TAHUN, "7.01.01"]), data).content.decode()

    assert "pagu Rp500,00 kurang dari yang sudah terpakai, Rp600,00." in teks
    assert 'value="500"' in teks
    assert Pagu.objects.get().perubahan is None
