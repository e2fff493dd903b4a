"""A claim that comes back: straight to the desk that returned it, unless what the desks below saw has changed."""

from datetime import date
from decimal import Decimal

import pytest

from rencana_aksi.isi_klaim import sejak_dilihat
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.services import Isian, simpan_isian, tarik_dokumen
from rencana_aksi.tangga import tangga
from tests import factories
from tests.rencana_aksi.conftest import ALASAN, bawa, langkah, lihat

KLAIM = Decimal("98.1609")


def kembalikan(klaim, oleh, tujuan):
    return langkah(Tindakan.KEMBALIKAN, klaim, oleh, tujuan=tujuan, **ALASAN)


def ubah(klaim, oleh, analisis="Dihitung ulang bersama loket."):
    versi = Capaian.objects.get(pk=klaim.pk).versi
    isian = Isian(klaim.realisasi, klaim.tanggal_data, analisis=analisis)
    simpan_isian(capaian=klaim, isian=isian, versi=versi, oleh=oleh)


def anak(klaim, sejak):
    return [(p.meja, p.tindakan, p.nilai_keluar, p.putaran, p.oleh.username) for p in klaim.putusan.all()[sejak:]]


def status(klaim):
    return Capaian.objects.get(pk=klaim.pk).status


@pytest.mark.parametrize(
    ("dari", "siapa", "tujuan", "tiba"),
    [
        (Status.DI_ESELON_IV, "kasi", Status.KEMBALI_PENGISI, Status.DI_ESELON_IV),
        (Status.DI_ESELON_III, "sekcam", Status.KEMBALI_PENGISI, Status.DI_ESELON_III),
        (Status.DI_ESELON_III, "sekcam", Status.KEMBALI_ESELON_IV, Status.DI_ESELON_III),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_PENGISI, Status.DI_CAMAT),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_ESELON_IV, Status.DI_CAMAT),
        (Status.DI_CAMAT, "camat", Status.KEMBALI_ESELON_III, Status.DI_CAMAT),
    ],
)
def test_tanpa_perubahan_langsung_ke_meja_yang_mengembalikan(dari, siapa, tujuan, tiba, klaim, di_status, office):
    di_status(dari)
    kembalikan(klaim, getattr(office, siapa), tujuan)

    naik_lagi(klaim, office, tujuan)

    assert status(klaim) == tiba


def naik_lagi(klaim, office, dari, **isi):
    if dari == Status.KEMBALI_PENGISI:
        return langkah(Tindakan.AJUKAN, klaim, office.staf)
    orang = office.kasi if dari == Status.KEMBALI_ESELON_IV else office.sekcam
    return langkah(Tindakan.TERUSKAN, klaim, orang, **isi)


@pytest.mark.parametrize(
    ("dari", "siapa"), [(Status.DI_ESELON_IV, "kasi"), (Status.DI_ESELON_III, "sekcam"), (Status.DI_CAMAT, "camat")]
)
def test_yang_berubah_melewati_semua_meja(dari, siapa, klaim, di_status, office):
    di_status(dari)
    kembalikan(klaim, getattr(office, siapa), Status.KEMBALI_PENGISI)
    ubah(klaim, office.staf)

    langkah(Tindakan.AJUKAN, klaim, office.staf)

    assert status(klaim) == Status.DI_ESELON_IV


def _ganti_berkas(klaim, staf):
    tarik_dokumen(dokumen=klaim.data_dukung.get(), oleh=staf)
    factories.data_dukung(capaian=klaim, diunggah_oleh=staf)


def _tambah_berkas(klaim, staf):
    factories.data_dukung(capaian=klaim, diunggah_oleh=staf)


def _ubah_nomor(klaim, staf):
    klaim.data_dukung.update(nomor_dokumen="000.8/12")


def _ubah_target(klaim, staf):
    klaim.target_triwulan.nilai = Decimal(80)
    klaim.target_triwulan.save()


@pytest.mark.parametrize("perubahan", [ubah, _ganti_berkas, _tambah_berkas, _ubah_nomor, _ubah_target])
def test_setiap_perubahan_isi_bukti_dan_dasar_hitung_menutup_jalan_pintas(perubahan, klaim, di_status, camat, staf):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_PENGISI)
    perubahan(klaim, staf)

    langkah(Tindakan.AJUKAN, klaim, staf)

    assert status(klaim) == Status.DI_ESELON_IV


def test_yang_diubah_lalu_dikembalikan_seperti_semula_tidak_berubah(klaim, di_status, camat, staf):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_PENGISI)
    ubah(klaim, staf)
    ubah(klaim, staf, klaim.analisis)

    langkah(Tindakan.AJUKAN, klaim, staf)

    assert status(klaim) == Status.DI_CAMAT


def test_meja_yang_dilewati_tetap_anak_tangga_dengan_koreksinya(klaim, dokumen, staf, kasi, sekcam, camat):
    langkah(Tindakan.AJUKAN, klaim, staf)
    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(95), **ALASAN)
    langkah(Tindakan.TERUSKAN, klaim, sekcam, nilai=Decimal(97), dokumen=[dokumen], **ALASAN)
    kembalikan(klaim, camat, Status.KEMBALI_PENGISI)

    langkah(Tindakan.AJUKAN, klaim, staf)

    akhir = Capaian.objects.get(pk=klaim.pk)
    assert (akhir.status, akhir.persen, akhir.putaran) == (Status.DI_CAMAT, Decimal(97), 2)
    assert anak(klaim, 4) == [
        ("pengisi", "ajukan", KLAIM, 2, "staf"),
        ("eselon_iv", "tetap_berlaku", Decimal(95), 2, "kasi"),
        ("eselon_iii", "tetap_berlaku", Decimal(97), 2, "sekcam"),
    ]
    assert list(klaim.putusan.last().dokumen.all()) == [dokumen]
    assert [(a.meja, a.teks_nilai, a.keterangan) for a in tangga(klaim.putusan.all(), akhir.meja)[1:3]] == [
        (
            "Eselon IV",
            "95,00%",
            "dikoreksi turun dari 98,16%, data dukung tidak sesuai, putusan sebelumnya tetap berlaku",
        ),
        (
            "Eselon III",
            "97,00%",
            "dikoreksi naik dari 95,00%, data dukung tidak sesuai, putusan sebelumnya tetap berlaku",
        ),
    ]
    assert langkah(Tindakan.SAHKAN, klaim, camat).nilai_keluar == Decimal(97)


def test_koreksi_baru_di_eselon_iv_tidak_melompati_sekcam(klaim, di_status, kasi, camat):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_ESELON_IV)

    langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal(90), **ALASAN)

    assert (status(klaim), klaim.putusan.last().meja) == (Status.DI_ESELON_III, "eselon_iv")


def test_jalan_pintas_berulang_memakai_putusan_yang_sama(klaim, di_status, staf, camat):
    di_status(Status.DI_CAMAT)
    for putaran in (2, 3):
        kembalikan(klaim, camat, Status.KEMBALI_PENGISI)
        langkah(Tindakan.AJUKAN, klaim, staf)

        assert (status(klaim), klaim.putusan.last().putaran) == (Status.DI_CAMAT, putaran)


def test_tarik_sesudah_jalan_pintas_kembali_ke_pengisi(klaim, di_status, staf, camat):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, klaim, staf)

    langkah(Tindakan.TARIK, klaim, staf)

    assert status(klaim) == Status.KEMBALI_PENGISI
    assert langkah(Tindakan.AJUKAN, klaim, staf).ke_status == Status.DI_CAMAT


def test_tarik_terusan_eselon_iv_sesudah_jalan_pintas(klaim, di_status, kasi, camat):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_ESELON_IV)
    langkah(Tindakan.TERUSKAN, klaim, kasi)

    langkah(Tindakan.TARIK, klaim, kasi)

    assert status(klaim) == Status.KEMBALI_ESELON_IV


def test_kasi_yang_mengajukan_sendiri_tidak_meninggalkan_putusannya(klaim, di_status, kasi, camat):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, camat, Status.KEMBALI_PENGISI)

    langkah(Tindakan.AJUKAN, klaim, kasi)

    assert anak(klaim, 4) == [
        ("pengisi", "ajukan", KLAIM, 2, "kasi"),
        ("eselon_iv", "tidak_berlaku", KLAIM, 2, "kasi"),
        ("eselon_iii", "tetap_berlaku", KLAIM, 2, "sekcam"),
    ]
    assert status(klaim) == Status.DI_CAMAT


def test_pemegang_putusan_lama_tidak_menerima_klaimnya_di_meja_atas(klaim, di_status, staf, sekcam, office):
    di_status(Status.DI_CAMAT)
    kembalikan(klaim, office.camat, Status.KEMBALI_PENGISI)
    factories.penugasan(
        pegawai=sekcam,
        jabatan=office.jabatan_camat,
        kapasitas="plh",
        mulai=date(2023, 6, 20),
        selesai=date(2023, 6, 30),
    )

    langkah(Tindakan.AJUKAN, klaim, staf)

    assert status(klaim) == Status.DI_ESELON_IV


def test_isi_yang_dilihat_tersimpan_pada_setiap_anak_tangga(klaim, dokumen, office):
    bawa(klaim, office, Status.SAH)

    assert [p.isi_dilihat for p in klaim.putusan.all()] == [
        {
            "realisasi": "85.4000",
            "tanggal_data": "2023-06-01",
            "analisis": "Loket kedua dibuka sejak Mei.",
            "hambatan": "",
            "solusi": "",
            "dokumen": [
                {
                    "slot": str(dokumen.syarat.public_id),
                    "uraian": "Laporan SKM",
                    "sha256": dokumen.berkas.sha256,
                    "nama": "laporan.pdf",
                    "nomor": "",
                    "tanggal": None,
                    "masa_mulai": None,
                    "masa_selesai": None,
                    "keterangan": "",
                    "alasan_kembar": "",
                }
            ],
            "tidak_ada": [],
        }
    ] * 4


def beda(klaim, orang, meja):
    k = lihat(klaim, orang)
    return [(p.apa, p.lama, p.baru) for p in sejak_dilihat(k.putusan_akhir(meja), k.capaian, k.isi).perubahan]


def test_sejak_terakhir_dilihat_menyebut_yang_lama_dan_yang_baru(klaim, dokumen, di_status, staf, sekcam):
    di_status(Status.DI_ESELON_III)
    kembalikan(klaim, sekcam, Status.KEMBALI_PENGISI)
    isian = Isian(Decimal("84.10"), date(2023, 6, 20), analisis="Dihitung ulang.", hambatan="Hujan.")
    simpan_isian(capaian=klaim, isian=isian, versi=0, oleh=staf)
    tarik_dokumen(dokumen=dokumen, oleh=staf)
    factories.data_dukung(capaian=klaim, nama="rekap.pdf", nomor_dokumen="12", tanggal_dokumen=date(2023, 6, 19))
    foto = factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto loket", wajib=False)
    factories.data_dukung(capaian=klaim, syarat=foto, nama="foto.jpg")
    langkah(Tindakan.AJUKAN, klaim, staf)

    assert beda(klaim, sekcam, Meja.ESELON_III) == [
        ("Capaian yang tiba di meja ini", "98,16%", "96,67%"),
        ("Realisasi", "85,40 indeks", "84,10 indeks"),
        ("Data sampai tanggal", "1 Juni 2023", "20 Juni 2023"),
        ("Analisis capaian", "Loket kedua dibuka sejak Mei.", "Dihitung ulang."),
        ("Hambatan", "", "Hujan."),
        ("Data dukung diganti: Laporan SKM", "laporan.pdf", "rekap.pdf, nomor 12, tanggal 19 Juni 2023"),
        ("Data dukung ditambahkan: Foto loket", "", "foto.jpg"),
    ]


def test_sejak_terakhir_dilihat_tanpa_perubahan_kosong(klaim, di_status, staf, sekcam):
    di_status(Status.DI_ESELON_III)
    kembalikan(klaim, sekcam, Status.KEMBALI_PENGISI)
    langkah(Tindakan.AJUKAN, klaim, staf)

    assert beda(klaim, sekcam, Meja.ESELON_III) == []


def test_halaman_telaah_memuat_perbedaan_dan_banner_pengembalian(client, klaim, di_status, staf, sekcam, kasi):
    di_status(Status.DI_ESELON_III)
    kembalikan(klaim, sekcam, Status.KEMBALI_ESELON_IV)
    client.force_login(kasi)

    isi = client.get(klaim.get_absolute_url()).content.decode()

    assert "Dikembalikan Sekretaris Camat (Orang Sekcam)" in isi
    assert ALASAN["alasan"] in isi
    assert "Sejak terakhir Anda lihat" in isi
    assert "Tidak ada yang berubah" in isi
