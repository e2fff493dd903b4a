import pytest
from django.urls import reverse

from kinerja.kelengkapan import kelengkapan
from kinerja.pohon import pohon
from organisasi.tim import susunan_tim
from tests import factories

pytestmark = pytest.mark.django_db
TAHUN = 2023
LENGKAP = {"definisi_operasional": "Banyaknya", "formula": "Jumlah", "sumber_data": "Arsip"}


@pytest.fixture
def sasaran():
    renstra = factories.renstra(visi="Maju", misi="Melayani")
    tujuan = renstra.tujuan.create(urutan=1, uraian="Tujuan")
    return factories.sasaran(renstra=renstra, tujuan=tujuan, urutan=1)


def daftar() -> dict[str, list[tuple[str, str]]]:
    hasil = kelengkapan(pohon(TAHUN), susunan_tim(TAHUN, factories.SAAT.date()))
    return {k.judul: [(b.nama, b.url) for b in k.butir] for k in hasil}


def indikator_lengkap(sasaran, **kolom):
    kepala = factories.jabatan(tingkat="eselon_iv")
    factories.tim_sakip(factories.penugasan(jabatan=kepala).pegawai)
    indikator = factories.indikator(
        sasaran=sasaran, unit=kepala.unit, penanggung_jawab=kepala, nama="IKM", **LENGKAP | kolom
    )
    factories.target_tahunan(indikator=indikator)
    for tahun in range(2022, 2027):
        indikator.target_renstra.create(tahun=tahun, nilai=87)
    return indikator


def test_tidak_ada_yang_kurang(sasaran):
    indikator_lengkap(sasaran)

    assert daftar() == {}


@pytest.mark.parametrize(
    ("kolom", "judul"),
    [
        ("definisi_operasional", "Indikator tanpa definisi operasional"),
        ("formula", "Indikator tanpa cara menghitung"),
        ("sumber_data", "Indikator tanpa sumber data"),
    ],
)
def test_indikator_tanpa_keterangan_menuju_kolomnya(sasaran, kolom, judul):
    indikator = indikator_lengkap(sasaran, **{kolom: ""})

    url = reverse("indikator_ubah", args=[indikator.public_id])
    assert daftar() == {judul: [("IKM", f"{url}#id_{kolom}")]}


def test_indikator_tanpa_penanggung_jawab_dan_target(sasaran):
    indikator = indikator_lengkap(sasaran)
    indikator.target_tahunan.all().delete()
    type(indikator).objects.update(penanggung_jawab=None)

    url = reverse("indikator_ubah", args=[indikator.public_id])
    assert daftar() == {
        "Indikator tanpa target 2023": [("IKM", f"{reverse('rkt_ubah', args=[TAHUN])}#id_target_{indikator.pk}")],
        "Indikator tanpa penanggung jawab": [("IKM", f"{url}#id_penanggung_jawab")],
    }


def test_program_lepas_dan_sub_kegiatan_tanpa_indikator(sasaran):
    indikator_lengkap(sasaran)
    sub = factories.sub_kegiatan()

    assert daftar() == {
        "Program tanpa sasaran strategis": [(str(sub.kegiatan.program), reverse("pohon_kaitkan", args=[TAHUN]))],
        "Sub kegiatan tanpa indikator": [(str(sub), f"{reverse('pohon', args=[TAHUN])}#s{sub.pk}")],
    }


def test_indikator_yang_tidak_bergantung(sasaran):
    indikator_lengkap(sasaran)
    lama = factories.sasaran(renstra=factories.renstra(tahun_awal=2016, tahun_akhir=2020))
    yatim = factories.indikator(sasaran=lama, nama="Yatim", **LENGKAP)
    type(yatim).objects.filter(pk=yatim.pk).update(penanggung_jawab=factories.jabatan(unit=yatim.unit))
    factories.target_tahunan(indikator=yatim)

    assert daftar()["Indikator yang tidak bergantung pada sasaran"] == [
        ("Yatim", reverse("indikator_ubah", args=[yatim.public_id]))
    ]


def test_unit_tanpa_anggota_tim(sasaran):
    indikator_lengkap(sasaran)
    factories.unit(nama="Seksi Sunyi")
    factories.unit(nama="Seksi Lama", aktif=False)

    assert daftar() == {"Unit kerja tanpa anggota Tim SAKIP": [("Seksi Sunyi", reverse("tim_ubah", args=[TAHUN]))]}


def test_tanpa_renstra_menuju_renstra():
    assert daftar() == {
        "Renstra belum lengkap": [
            ("Belum ada Renstra yang memuat tahun 2023.", reverse("renstra", args=[TAHUN])),
        ]
    }
