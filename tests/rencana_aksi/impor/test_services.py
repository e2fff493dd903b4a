"""From the upload to the written rows: nothing before the confirmation, all or nothing with it."""

import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, models
from openpyxl import load_workbook

from kinerja.models import Indikator, Kegiatan, Pagu, Program, SubKegiatan, TargetRenstra, TargetTahunan
from organisasi import penyimpanan
from organisasi.gerbang import BerkasDitolak
from organisasi.models import Jabatan, Jejak, Pegawai, Penugasan
from rencana_aksi.impor import penerapan as modul
from rencana_aksi.impor import services
from rencana_aksi.impor.penerapan import PratinjauUsang
from rencana_aksi.impor.pratinjau import dari_json
from rencana_aksi.impor.services import ImporDitolak
from rencana_aksi.models import Impor, PenerapanImpor, RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.tasks import baca_impor, terapkan_impor
from tests import factories
from tests.berkas_contoh import pdf
from tests.rencana_aksi.impor.conftest import EDISI, berkas
from tests.rencana_aksi.impor.test_berantakan import (
    DOKUMEN,
    IKM,
    INDIKATOR,
    PEGAWAI,
    PROGRAM,
    RENCANA,
    SUB,
    SYARAT,
    indikator,
    orang,
    rencana,
)

Jenis = Impor.Jenis
ISI = {
    Jenis.PEGAWAI: {"Pegawai": [PEGAWAI, orang(), orang(nama="Ani", akun="ani", selesai="31/12/2023")]},
    Jenis.PROGRAM: {
        "Program": [
            PROGRAM,
            (EDISI, "7.01.02.2.01.0001", "Koordinasi", "Rp1.250.000,00", None, None),
            (EDISI, "7.01.02.2.01", "Kegiatan baru", None, None, None),
            (EDISI, "7.01.02", "PROGRAM BARU", None, None, 1),
            (EDISI, SUB, "Nama diperbaiki", 500, 750, None),
        ]
    },
    Jenis.INDIKATOR: {
        "Indikator": [
            (*INDIKATOR, "Target Renstra 2024"),
            (*indikator(target="12,5"), 15),
            (*indikator(nama="Indikator baru", pj="Kasubag Perencanaan dan Kepegawaian"), None),
        ]
    },
    Jenis.RENCANA_AKSI: {
        "Rencana aksi": [
            RENCANA,
            rencana(tw=(1, None, 2, None), pj="Kasubag Perencanaan dan Kepegawaian"),
            rencana(nama=IKM, kode="1", tw=(None, 87, None, 87)),
        ],
        "Data dukung": [
            SYARAT,
            (SUB, DOKUMEN, "Triwulan I", "Laporan pelaksanaan", "Laporan", None),
            (SUB, DOKUMEN, "Triwulan I", "Notulen", "Notulen rapat", "Tidak"),
        ],
    },
}
MODEL = (
    Pegawai, Jabatan, Penugasan, Program, Kegiatan, SubKegiatan, Pagu, Indikator, TargetTahunan, TargetRenstra,
    RencanaAksi, TargetTriwulan, SyaratDataDukung, Triwulan,
)  # fmt: skip


def potret() -> dict[str, list]:
    """Every row that an import may touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODEL}


def minta(impor, oleh):
    """The click on the page that shows the preview as it is stored now."""
    sidik = Impor.objects.get(pk=impor.pk).pratinjau["sidik"]
    return services.terapkan(impor=impor, sidik=sidik, oleh=oleh, jabatan="Kasubag")


def kerjakan(penerapan) -> tuple[str, str]:
    """The worker's part: how the job ended and what it says."""
    terapkan_impor(penerapan.pk)
    penerapan.refresh_from_db()
    return penerapan.keadaan, penerapan.pesan_gagal


def terapkan(impor, office):
    assert kerjakan(minta(impor, office.kasubag)) == ("selesai", "")


def jumlah(impor) -> dict[str, int]:
    return dari_json(impor.pratinjau).jumlah


@pytest.mark.parametrize(
    ("jenis", "diharapkan"),
    [
        (Jenis.PEGAWAI, {"tambah": 2}),
        (Jenis.PROGRAM, {"tambah": 3, "ubah": 1}),
        (Jenis.INDIKATOR, {"tambah": 1, "ubah": 1}),
        (Jenis.RENCANA_AKSI, {"tambah": 4}),
    ],
)
def test_sekali_diterapkan_lalu_semua_tetap(pohon, impor, office, jenis, diharapkan):
    semula = potret()
    pertama = impor(jenis, ISI[jenis])
    assert (pertama.keadaan, pertama.jumlah_galat, jumlah(pertama)) == ("selesai", 0, diharapkan)
    assert potret() == semula

    terapkan(pertama, office)

    sesudah = potret()
    kedua = impor(jenis, ISI[jenis])
    assert sesudah != semula
    assert jumlah(kedua) == {"tetap": sum(diharapkan.values())}
    with pytest.raises(ImporDitolak, match=r"^Tidak ada yang perlu ditambah atau diubah\.$"):
        terapkan(kedua, office)
    assert potret() == sesudah


@pytest.mark.parametrize("jenis", Jenis.values)
def test_templat_berisi_yang_diunggah_lagi_tidak_mengubah_apa_pun(pohon, impor, isian, office, jenis):
    terapkan(impor(jenis, ISI[jenis]), office)
    Pagu.objects.get_or_create(sub_kegiatan=pohon.sub_kegiatan, tahun=2023, defaults={"murni": Decimal("12.5")})

    kembali = impor(jenis, isian(jenis))

    pratinjau = dari_json(kembali.pratinjau)
    assert set(pratinjau.jumlah) == {"tetap"}
    assert pratinjau.temuan == []


def test_pegawai_tertulis_dengan_kursi_dan_akun_tanpa_sandi(pohon, impor, office):
    terapkan(impor(Jenis.PEGAWAI, ISI[Jenis.PEGAWAI]), office)

    siti, ani = Pegawai.objects.get(username="siti"), Pegawai.objects.get(username="ani")
    assert (siti.nama, siti.nip, siti.has_usable_password()) == ("Siti Aminah", None, False)
    kursi = [(p.jabatan.nama, p.jabatan.unit, p.jabatan.atasan, p.mulai, p.selesai) for p in (
        siti.penugasan.get(), ani.penugasan.get()
    )]  # fmt: skip
    assert kursi == [
        ("Pengelola Arsip", office.pelayanan, office.jabatan_kasi, date(2023, 1, 1), None),
        ("Pengelola Arsip", office.pelayanan, office.jabatan_kasi, date(2023, 1, 1), date(2023, 12, 31)),
    ]
    assert siti.penugasan.get().jabatan != ani.penugasan.get().jabatan


def test_pegawai_pengganti_masuk_bersama_berakhirnya_yang_lama(pohon, impor, office):
    kasi = {"jabatan": "Kasi Pelayanan Umum", "tingkat": "Eselon IV"}
    baris = [
        PEGAWAI,
        orang(nama="Kasi Baru", akun="kasi.baru", mulai="1/7/2023", **kasi),
        orang(nama="Orang Kasi Pelayanan", akun="kasi", mulai="1/1/2020", selesai="30/6/2023", **kasi),
    ]

    terapkan(impor(Jenis.PEGAWAI, {"Pegawai": baris}), office)

    pemangku = Penugasan.objects.filter(jabatan=office.jabatan_kasi).order_by("mulai")
    assert [(p.pegawai.username, p.mulai, p.selesai) for p in pemangku] == [
        ("kasi", date(2020, 1, 1), date(2023, 6, 30)),
        ("kasi.baru", date(2023, 7, 1), None),
    ]


def test_program_tertulis_menurut_susunan_kode(pohon, impor, office):
    terapkan(impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM]), office)

    baru = SubKegiatan.objects.get(kode="7.01.02.2.01.0001")
    assert (baru.kegiatan.kode, baru.kegiatan.program.kode, baru.kegiatan.program.edisi) == (
        "7.01.02.2.01",
        "7.01.02",
        pohon.edisi,
    )
    assert baru.kegiatan.program.sasaran == pohon.sasaran
    pohon.sub_kegiatan.refresh_from_db()
    assert pohon.sub_kegiatan.nama == "Nama diperbaiki"
    assert list(Pagu.objects.order_by("sub_kegiatan__kode").values_list("murni", "perubahan", "sumber_dana")) == [
        (Decimal(500), Decimal(750), "APBD"),
        (Decimal(1250000), None, "APBD"),
    ]


def test_indikator_dan_target_tertulis(pohon, impor, office):
    dibaca = impor(Jenis.INDIKATOR, ISI[Jenis.INDIKATOR])

    assert dari_json(dibaca.pratinjau).butir[0].perubahan == [
        ("Target 2023 nilai", "3", "12,5"),
        ("Target Renstra 2024 nilai", "", "15"),
    ]
    terapkan(dibaca, office)
    assert TargetTahunan.objects.get(indikator=pohon.dokumen).nilai == Decimal("12.5")
    assert TargetRenstra.objects.get(indikator=pohon.dokumen, tahun=2024).nilai == 15
    baru = Indikator.objects.get(nama="Indikator baru")
    assert (baru.level, baru.sub_kegiatan, baru.unit, baru.penanggung_jawab) == (
        "sub_kegiatan",
        pohon.sub_kegiatan,
        office.subbag,
        office.jabatan_kasubag,
    )


def test_rencana_tertulis_sebagai_draf_dengan_triwulan_tahunnya(pohon, impor, office):
    terapkan(impor(Jenis.RENCANA_AKSI, ISI[Jenis.RENCANA_AKSI]), office)

    plan = RencanaAksi.objects.get(indikator=pohon.dokumen)
    assert (plan.status, plan.penanggung_jawab) == (RencanaAksi.Status.DRAF, office.jabatan_kasubag)
    assert list(plan.target_triwulan.values_list("triwulan__nomor", "nilai")) == [(1, 1), (2, None), (3, 2), (4, None)]
    assert list(SyaratDataDukung.objects.values_list("urutan", "uraian", "wajib")) == [
        (1, "Laporan", True),
        (2, "Notulen rapat", False),
    ]


def test_satu_jejak_untuk_satu_penerapan(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    semula = Jejak.objects.count()

    terapkan(dibaca, office)

    baris = Jejak.objects.latest("nomor")
    assert Jejak.objects.count() == semula + 1
    assert (baris.peristiwa, baris.nama, baris.jabatan, baris.data["jumlah"]) == (
        "impor.terapkan",
        "Orang Kasubag",
        "Kasubag",
        {"tambah": 3, "ubah": 1},
    )


def test_diterapkan_dua_kali_hanya_sekali_tertulis(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    halaman_lain = Impor.objects.get(pk=dibaca.pk)
    terapkan(dibaca, office)
    sesudah, jejak = potret(), Jejak.objects.count()

    with pytest.raises(ImporDitolak, match=r"^Impor ini sudah diterapkan\.$"):
        terapkan(halaman_lain, office)

    assert (potret(), Jejak.objects.count()) == (sesudah, jejak)


def test_pratinjau_usang_ditolak_lalu_dibaca_ulang(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    SubKegiatan.objects.filter(pk=pohon.sub_kegiatan.pk).update(nama="Diubah orang lain")
    semula = potret()

    assert kerjakan(minta(dibaca, office.kasubag)) == ("gagal", str(PratinjauUsang()))

    assert potret() == semula
    services.baca_ulang(impor=dibaca, oleh=office.kasubag)
    dibaca.refresh_from_db()
    assert (dibaca.keadaan, dibaca.pratinjau, dibaca.berkas) == ("antre", None, None)


def test_yang_diterapkan_pratinjau_yang_dilihat(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])

    with pytest.raises(ImporDitolak, match=r"^Berkasnya sudah dibaca ulang sejak halaman Anda dibuka\."):
        services.terapkan(impor=dibaca, sidik="0" * 64, oleh=office.kasubag, jabatan="Kasubag")

    assert PenerapanImpor.objects.count() == 0


def test_selama_menunggu_tidak_diterapkan_lagi_dan_tidak_dibaca_ulang(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    minta(dibaca, office.kasubag)

    with pytest.raises(ImporDitolak, match=r"^Impor ini sedang diterapkan\.$"):
        minta(dibaca, office.admin)
    services.baca_ulang(impor=dibaca, oleh=office.kasubag)

    dibaca.refresh_from_db()
    assert (dibaca.keadaan, dibaca.pratinjau is None) == ("selesai", False)


def test_pelaku_di_jejak_ialah_yang_menerapkan(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])

    assert kerjakan(minta(dibaca, office.admin)) == ("selesai", "")

    dibaca.refresh_from_db()
    jejak = Jejak.objects.get(peristiwa="impor.terapkan")
    assert (dibaca.diminta_oleh, dibaca.diterapkan_oleh, jejak.oleh) == (office.kasubag, office.admin, office.admin)


def test_wewenang_yang_berakhir_sebelum_ditulis_menolak(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    penerapan, semula = minta(dibaca, office.admin), potret()
    Pegawai.objects.filter(pk=office.admin.pk).update(is_active=False)

    hasil = kerjakan(penerapan)

    assert hasil == (
        "gagal",
        f"Wewenang {office.admin.nama} untuk mengimpor sudah berakhir, jadi belum ada yang ditulis. "
        "Perencana yang sekarang dapat menerapkannya dari halaman ini.",
    )
    assert PenerapanImpor.objects.get().percobaan == 1
    Pegawai.objects.filter(pk=office.admin.pk).update(is_active=True)
    assert potret() == semula
    terapkan(dibaca, office)


def test_pekerja_yang_kehilangan_hak_tidak_menulis(pohon, impor, office, monkeypatch):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    penerapan, semula, catat = minta(dibaca, office.kasubag), potret(), modul.catat

    def diambil_alih(*argumen, **lain):
        PenerapanImpor.objects.update(pemegang=uuid4())
        return catat(*argumen, **lain)

    monkeypatch.setattr(modul, "catat", diambil_alih)
    terapkan_impor(penerapan.pk)

    assert (potret(), Jejak.objects.filter(peristiwa="impor.terapkan").count()) == (semula, 0)


def test_perubahan_lain_tidak_membuat_usang(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, ISI[Jenis.PROGRAM])
    factories.program(nama="Program yang tidak disebut")

    terapkan(dibaca, office)

    assert Program.objects.filter(kode="7.01.02").exists()


def test_kegagalan_di_tengah_tidak_meninggalkan_apa_pun(pohon, impor, office, monkeypatch):
    dibaca = impor(Jenis.RENCANA_AKSI, ISI[Jenis.RENCANA_AKSI])
    semula, jejak, simpan = potret(), Jejak.objects.count(), models.QuerySet.bulk_create

    def gagal_pada_syarat(self, baris, **lain):
        if self.model is SyaratDataDukung:
            raise IntegrityError("bentrok")
        return simpan(self, baris, **lain)

    monkeypatch.setattr(models.QuerySet, "bulk_create", gagal_pada_syarat)
    assert kerjakan(minta(dibaca, office.kasubag)) == ("gagal", str(PratinjauUsang()))

    dibaca.refresh_from_db()
    assert (potret(), Jejak.objects.count(), dibaca.diterapkan_pada) == (semula, jejak, None)


def test_galat_menolak_dan_salinan_menandainya(pohon, impor, office):
    dibaca = impor(Jenis.PROGRAM, {"Program": [PROGRAM, (EDISI, "7.01", "Keliru", None, None, None)]})

    assert (dibaca.keadaan, dibaca.jumlah_galat) == ("selesai", 1)
    with pytest.raises(ImporDitolak, match=r"^Masih ada 1 galat\."):
        terapkan(dibaca, office)
    with penyimpanan.buka(dibaca.berkas.sha256) as salinan:
        buku = load_workbook(io.BytesIO(salinan.read()))
    assert [sel.value for sel in buku["Temuan"][2]][1:6] == ["Program", 2, "B", "Kode", "7.01"]
    assert "tidak mengikuti susunan kode" in buku["Program"]["B2"].comment.text


def test_tanpa_temuan_berkasnya_disimpan_seperti_semula(pohon, impor):
    dibaca = impor(Jenis.PEGAWAI, ISI[Jenis.PEGAWAI])

    assert dibaca.berkas == dibaca.sumber


@pytest.mark.parametrize("nama", ["camat", "sekcam", "kasi", "staf", "anggota"])
def test_hanya_perencana_dan_administrator(pohon, impor, office, nama):
    dibaca, lain = impor(Jenis.PEGAWAI, ISI[Jenis.PEGAWAI]), getattr(office, nama)

    with pytest.raises(PermissionDenied):
        services.terapkan(impor=dibaca, sidik="", oleh=lain, jabatan="")
    with pytest.raises(PermissionDenied):
        services.baca_ulang(impor=dibaca, oleh=lain)
    with pytest.raises(PermissionDenied):
        services.unggah(berkas=None, jenis=Jenis.PEGAWAI, tahun=2023, batas=1, oleh=lain, jabatan="")


def test_administrator_mengimpor_ke_kantor_kosong(db):
    admin = factories.pegawai(is_staff=True)
    factories.unit(kode="KEC", nama="Kecamatan")
    unggahan = SimpleUploadedFile("a.xlsx", berkas({"Pegawai": [PEGAWAI, orang(unit="KEC", tingkat="Camat")]}).read())

    baru = services.unggah(berkas=unggahan, jenis=Jenis.PEGAWAI, tahun=2023, batas=10**7, oleh=admin, jabatan="")

    assert (baru.keadaan, baru.nama) == (Impor.Keadaan.ANTRE, "a.xlsx")


def test_bukan_xlsx_ditolak(office):
    def unggah(nama, isi):
        unggahan = SimpleUploadedFile(nama, isi)
        services.unggah(
            berkas=unggahan, jenis=Jenis.PEGAWAI, tahun=2023, batas=10**7, oleh=office.kasubag, jabatan=""
        )

    with pytest.raises(ImporDitolak, match=r"bukan buku kerja Excel"):
        unggah("laporan.pdf", pdf())
    with pytest.raises(BerkasDitolak):
        unggah("laporan.xlsx", pdf())
    assert Impor.objects.count() == 0


def test_sumber_hilang_menjadi_kegagalan_yang_dapat_diulang(pohon, office):
    unggahan = SimpleUploadedFile("a.xlsx", berkas(ISI[Jenis.PEGAWAI]).read())
    baru = services.unggah(
        berkas=unggahan, jenis=Jenis.PEGAWAI, tahun=2023, batas=10**7, oleh=office.kasubag, jabatan=""
    )
    default_storage.delete(penyimpanan.jalur(baru.sumber.sha256))

    baca_impor(baru.pk)

    baru.refresh_from_db()
    assert (baru.keadaan, baru.pesan_gagal) == (
        Impor.Keadaan.ANTRE,
        "Berkas yang diunggah tidak ditemukan di penyimpanan. Unggah lagi berkasnya.",
    )


def test_jabatan_yang_terlalu_sering_disebut_ditolak(pohon, baca, monkeypatch):
    monkeypatch.setattr("rencana_aksi.impor.pegawai.SEJABATAN_MAKSIMUM", 2)
    baris = [orang(nama=f"Ani {n}", akun=f"ani.{n}") for n in range(3)]

    _, temuan = baca(Jenis.PEGAWAI, {"Pegawai": [PEGAWAI, *baris]})

    assert [(satu.baris, satu.masalah) for satu in temuan if satu.tingkat == "galat"] == [
        (4, "Sudah ada 2 baris untuk jabatan ini pada unit itu.")
    ]


def test_terlalu_banyak_nama_untuk_dibandingkan_dikatakan(pohon, baca, monkeypatch):
    monkeypatch.setattr("rencana_aksi.impor.rujukan.PERBANDINGAN_MAKSIMUM", 0)

    _, temuan = baca(Jenis.INDIKATOR, {"Indikator": [INDIKATOR, indikator(nama="Jumlah Dokumen Perencanaann")]})

    assert [satu.masalah for satu in temuan] == [
        "1 indikator baru tidak dibandingkan dengan nama yang mirip; terlalu banyak."
    ]
