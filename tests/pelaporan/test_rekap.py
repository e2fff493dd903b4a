from datetime import date, datetime
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from pelaporan.naskah.triwulan import dari_json, ke_json, sidik_snapshot
from pelaporan.pdf import html_triwulan
from pelaporan.rekap import kekurangan_laporan, rekap_triwulan, susun_naskah
from rencana_aksi.models import Putusan
from rencana_aksi.models.capaian import Meja, Status
from tests import factories

HARI = date(2023, 6, 24)
DIBUAT = datetime(2023, 7, 7, 0, 30, tzinfo=ZoneInfo("Asia/Makassar"))
KUERI_REKAP = 12
KUERI_NASKAH = 13
T = Putusan.Tindakan

pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


def klaim(kantor, nama, target, *, realisasi=None, persen=None, status=Status.SAH, nomor=2, **kolom_indikator):
    """An indicator with a target this quarter, and its claim where it stands."""
    indikator = factories.indikator(nama=nama, unit=kantor.pelayanan, presisi=2, **kolom_indikator)
    factories.target_tahunan(indikator=indikator, nilai=Decimal(target) * 2)
    tw = factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(target))
    if status == Status.DRAF:
        return factories.capaian(target_triwulan=tw, realisasi=realisasi)
    return factories.capaian_terajukan(
        target_triwulan=tw,
        status=status,
        realisasi=Decimal(realisasi),
        persen=Decimal(persen),
        diajukan_oleh=kantor.staf,
    )


def tangga(kantor, capaian, *anak):
    """Rungs (desk, action, in, out, reason, to status), set down as a desk would."""
    urutan = count(capaian.putusan.count() + 1)
    return [
        Putusan.objects.create(
            capaian=capaian,
            urutan=next(urutan),
            putaran=1,
            meja=meja,
            tindakan=tindakan,
            dari_status=Status.DRAF,
            ke_status=ke,
            nilai_masuk=None if masuk is None else Decimal(masuk),
            nilai_keluar=Decimal(keluar),
            alasan=alasan,
            jenis_alasan="tidak_sesuai" if alasan else "",
            sidik_dilihat="0" * 64,
            oleh=kantor.camat,
            nama="Orang Camat",
            jabatan="Camat",
            kapasitas="definitif",
            pada=factories.SAAT,
        )
        for meja, tindakan, masuk, keluar, alasan, ke in anak
    ]


def satu(kantor, tanggal=HARI):
    (baris,) = rekap_triwulan(factories.triwulan(), tanggal=tanggal).baris
    return baris


def test_rekap_koreksi_turun_lalu_naik(kantor):
    ikm = klaim(kantor, "IKM", "87", realisasi="85.4", persen="97")
    dokumen = factories.data_dukung(capaian=ikm, nama="Laporan SKM.pdf")
    rungs = tangga(
        kantor,
        ikm,
        (Meja.PENGISI, T.AJUKAN, None, "98.1609", "", Status.DI_ESELON_IV),
        (Meja.ESELON_IV, T.TERUSKAN, "98.1609", "95", "Rekap tidak sesuai.", Status.DI_ESELON_III),
        (Meja.ESELON_III, T.TERUSKAN, "95", "97", "Bukti susulan.", Status.DI_CAMAT),
        (Meja.CAMAT, T.SAHKAN, "97", "97", "", Status.SAH),
    )
    rungs[2].dokumen.add(dokumen)

    baris = satu(kantor)

    assert (baris.target_tahun_teks, baris.target_teks, baris.realisasi_teks) == ("174,00", "87,00", "85,40")
    assert (baris.persen_klaim_teks, baris.persen_teks, baris.kelas) == ("98,16%", "97,00%", "Sangat Tinggi")
    assert [(k.meja, k.dari_teks, k.ke_teks, k.alasan, k.dokumen) for k in baris.koreksi] == [
        ("Eselon IV", "98,16%", "95,00%", "Rekap tidak sesuai.", ()),
        ("Eselon III", "95,00%", "97,00%", "Bukti susulan.", ("Laporan SKM.pdf",)),
    ]
    assert [(d.nama, d.sha256) for d in baris.dokumen] == [("Laporan SKM.pdf", dokumen.berkas.sha256)]
    assert (baris.sementara, baris.sah, baris.data_dukung_teks) == (False, True, "1 dari 1")


def test_rekap_koreksi_yang_dikembalikan_tidak_berlaku(kantor):
    klaim_kembali = klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609", status=Status.KEMBALI_PENGISI)
    tangga(
        kantor,
        klaim_kembali,
        (Meja.PENGISI, T.AJUKAN, None, "98.1609", "", Status.DI_ESELON_IV),
        (Meja.ESELON_IV, T.TERUSKAN, "98.1609", "95", "Rekap tidak sesuai.", Status.DI_ESELON_III),
        (Meja.ESELON_III, T.KEMBALIKAN, "95", "98.1609", "Lengkapi dahulu.", Status.KEMBALI_PENGISI),
    )

    baris = satu(kantor)

    assert baris.koreksi == ()
    assert (baris.persen_teks, baris.sementara, baris.status_teks) == ("98,16%", True, "Dikembalikan ke pengisi")


@pytest.mark.parametrize(
    ("target", "realisasi", "realisasi_teks", "persen_teks"),
    [
        ("3", None, "belum diisi", "belum diisi"),
        ("0", Decimal(0), "0,00", "tidak dapat dihitung"),
        ("3", Decimal(0), "0,00", "0,00%"),
        ("3", Decimal(4), "4,00", "133,33%"),
    ],
)
def test_rekap_keadaan_angka_tidak_tertukar(kantor, target, realisasi, realisasi_teks, persen_teks):
    klaim(kantor, "Jumlah laporan", target, realisasi=realisasi, status=Status.DRAF)

    baris = satu(kantor)

    assert (baris.realisasi_teks, baris.persen_teks) == (realisasi_teks, persen_teks)


def test_rekap_tanpa_target_triwulan_ini(kantor):
    klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609", nomor=1)

    baris = satu(kantor)

    assert (baris.target_teks, baris.realisasi_teks, baris.persen_teks) == (
        "tidak ada target",
        "–",
        "tidak ada target",
    )
    assert (baris.bertarget, baris.status_teks, baris.terlambat) == (False, "Tidak ada target", 0)


def test_rekap_menggulung_triwulan_sebelumnya(kantor):
    laporan = klaim(kantor, "Jumlah laporan", "3", realisasi="3", persen="100", nomor=1)
    rencana = laporan.target_triwulan.rencana_aksi
    kini = factories.target_triwulan(rencana_aksi=rencana, nomor=2, nilai=Decimal(3))
    factories.capaian_terajukan(
        target_triwulan=kini,
        status=Status.DI_CAMAT,
        realisasi=Decimal(2),
        persen=Decimal("83.3333"),
        diajukan_oleh=kantor.staf,
    )

    baris = satu(kantor)

    assert (baris.target, baris.realisasi, baris.persen_teks) == (Decimal(6), Decimal(5), "83,33%")
    assert (baris.meja, baris.sementara) == ("Camat", True)


def test_rekap_rata_rata_dibatasi_dan_menyebut_sementara(kantor):
    sasaran = factories.sasaran(uraian="Pelayanan prima")
    klaim(kantor, "A", "2", realisasi="3", persen="150", sasaran=sasaran)
    klaim(kantor, "B", "2", realisasi="1", persen="50", sasaran=sasaran, status=Status.DI_CAMAT)
    program = factories.program(nama="Program uji")
    sub = factories.sub_kegiatan(kegiatan=factories.kegiatan(program=program))
    klaim(kantor, "Outcome", "2", realisasi="1.6", persen="80", program=program)
    klaim(kantor, "Output", "2", realisasi="2", persen="100", sub_kegiatan=sub)

    rekap = rekap_triwulan(factories.triwulan(), tanggal=HARI)

    assert [(s.nama, s.persen_teks, s.kelas, s.sementara) for s in rekap.per_sasaran] == [
        ("Pelayanan prima", "75,00%", "Sedang", True)
    ]
    assert [(p.nama, p.persen_teks, p.sementara) for p in rekap.per_program] == [("Program uji", "80,00%", False)]
    assert (rekap.organisasi.persen_teks, rekap.organisasi.sementara) == ("75,00%", True)
    assert [b.nama for b in rekap.baris] == ["A", "B", "Outcome", "Output"]


def test_rekap_ringkasan_menghitung_tiap_meja(kantor):
    klaim(kantor, "A", "2", realisasi="2", persen="100")
    klaim(kantor, "B", "2", realisasi="2", persen="100", status=Status.DI_CAMAT)
    klaim(kantor, "C", "2", status=Status.DRAF)
    klaim(kantor, "D", "2", realisasi="2", persen="100", nomor=1)

    ringkasan = rekap_triwulan(factories.triwulan(), tanggal=date(2023, 6, 26)).ringkasan

    assert (ringkasan.jumlah, ringkasan.bertarget, ringkasan.sah, ringkasan.belum_diisi) == (4, 3, 1, 1)
    assert (ringkasan.terlambat, ringkasan.terlambat_terlama) == (1, 2)
    assert ringkasan.menunggu == (("Draf", 1), ("Di meja Camat", 1))


def test_rekap_capaian_tahun_lalu(kantor):
    kini = klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609")
    lama = factories.target_triwulan(indikator=kini.indikator, tahun=2022, nomor=4)
    factories.capaian_terajukan(
        target_triwulan=lama, status=Status.SAH, persen=Decimal("96.5"), diajukan_oleh=kantor.staf
    )

    assert satu(kantor).persen_tahun_lalu_teks == "96,50%"


@pytest.mark.parametrize("jumlah", [1, 30])
def test_rekap_jumlah_kueri_tetap(kantor, jumlah, django_assert_num_queries):
    for nomor in range(jumlah):
        sub = factories.sub_kegiatan()
        capaian = klaim(kantor, f"Output {nomor}", "2", realisasi="2", persen="100", sub_kegiatan=sub)
        factories.data_dukung(capaian=capaian)
        tangga(kantor, capaian, (Meja.PENGISI, T.AJUKAN, None, "100", "", Status.DI_ESELON_IV))
    triwulan = factories.triwulan()

    with django_assert_num_queries(KUERI_REKAP):
        rekap_triwulan(triwulan, tanggal=HARI)
    with django_assert_num_queries(KUERI_NASKAH):
        susun_naskah(triwulan, konsep=True, versi=None, dibuat=DIBUAT)


def test_naskah_bolak_balik_json(kantor):
    capaian = klaim(kantor, "IKM", "87", realisasi="85.4", persen="97")
    factories.data_dukung(capaian=capaian, tanggal_dokumen=date(2023, 6, 20))
    tangga(kantor, capaian, (Meja.PENGISI, T.AJUKAN, None, "98.1609", "", Status.DI_ESELON_IV))
    naskah = susun_naskah(factories.triwulan(), konsep=True, versi=None, dibuat=DIBUAT)

    isi = ke_json(naskah)

    assert dari_json(isi) == naskah
    assert isi["rekap"]["baris"][0]["persen"] == "97.0000"
    assert isi["dibuat"] == "2023-07-07T00:30:00+08:00"
    assert isi["rekap"]["tanggal"] == "2023-07-07"
    assert sidik_snapshot(isi) == sidik_snapshot(dict(reversed(isi.items())))


def test_penandatangan_pejabat_pelaksana_harian(kantor):
    plh = factories.pegawai(nama="Sekretaris, S.Sos.", nip="197703292008011008", pangkat="Penata", golongan="III/c")
    factories.penugasan(
        pegawai=plh,
        jabatan=kantor.jabatan_camat,
        kapasitas="plh",
        mulai=date(2023, 7, 5),
        selesai=date(2023, 7, 9),
    )

    naskah = susun_naskah(factories.triwulan(), konsep=True, versi=None, dibuat=DIBUAT)

    p = naskah.penandatangan
    assert (p.nama, p.jabatan, p.pangkat, p.nip) == (
        "Sekretaris, S.Sos.",
        "Plh. Camat",
        "Penata, III/c",
        "19770329 200801 1 008",
    )


def test_kekurangan_menyebut_yang_belum_sah_dan_bertarget(kantor):
    klaim(kantor, "Sah", "2", realisasi="2", persen="100")
    tertahan = klaim(kantor, "Tertahan", "2", realisasi="2", persen="100", status=Status.DI_ESELON_III)
    klaim(kantor, "Triwulan lain", "2", nomor=1, status=Status.DRAF)
    tanpa_klaim = factories.indikator(nama="Tanpa klaim", unit=kantor.pemerintahan)
    factories.target_triwulan(indikator=tanpa_klaim)
    factories.target_triwulan(indikator=factories.indikator(nama="Tanpa target"), nilai=None)

    kurang = kekurangan_laporan(factories.triwulan())

    assert [(k.nama, k.status, k.meja, k.capaian_id) for k in kurang] == [
        ("Tertahan", "Di meja Sekcam", "Eselon III", str(tertahan.public_id)),
        ("Tanpa klaim", "Belum ada klaim", "", None),
    ]


# --- The Renstra columns of domain 1.7 (b) ---


@pytest.mark.parametrize(
    ("akhir", "kolom", "teks", "kemajuan"),
    [
        ({"nilai": Decimal(90)}, {}, "90,00", "94,89%"),
        ({"nilai": Decimal(80)}, {"polaritas": "minimal_a"}, "80,00", "93,25%"),
        ({"nilai": Decimal(80), "nilai_atas": Decimal(86)}, {"polaritas": "rentang"}, "80,00 sampai 86,00", "100,00%"),
        ({"nilai": None}, {}, "–", "–"),
    ],
)
def test_kemajuan_terhadap_target_akhir_renstra(kantor, akhir, kolom, teks, kemajuan):
    ikm = klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609", akumulasi="akhir", **kolom)
    ikm.indikator.target_renstra.create(tahun=2026, **akhir)
    ikm.indikator.target_renstra.create(tahun=2025, nilai=Decimal(1))

    baris = satu(kantor)

    assert (baris.target_akhir_teks, baris.kemajuan_teks) == (teks, kemajuan)
    assert rekap_triwulan(factories.triwulan(), tanggal=HARI).tahun_akhir_renstra == 2026


def test_tanpa_realisasi_tidak_ada_kemajuan(kantor):
    ikm = klaim(kantor, "IKM", "87", status=Status.DRAF)
    ikm.indikator.target_renstra.create(tahun=2026, nilai=Decimal(90))

    assert (satu(kantor).target_akhir_teks, satu(kantor).kemajuan_teks) == ("90,00", "–")


def test_snapshot_lama_tanpa_kolom_renstra_tetap_terbaca(kantor):
    klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609")
    isi = ke_json(susun_naskah(factories.triwulan(), konsep=True, versi=None, dibuat=DIBUAT))
    isi["format"] = 1
    del isi["rekap"]["tahun_akhir_renstra"]
    for baris in isi["rekap"]["baris"]:
        del baris["target_akhir"], baris["target_akhir_atas"], baris["kemajuan"]

    naskah = dari_json(isi)

    assert (naskah.berkolom_renstra, naskah.rekap.baris[0].kemajuan_teks) == (False, "–")
    assert "Tingkat kemajuan" not in html_triwulan(naskah, "0" * 64)


def test_tabel_cetak_memuat_kolom_renstra(kantor):
    ikm = klaim(kantor, "IKM", "87", realisasi="85.4", persen="98.1609", akumulasi="akhir")
    ikm.indikator.target_renstra.create(tahun=2026, nilai=Decimal(90))
    naskah = susun_naskah(factories.triwulan(), konsep=False, versi=1, dibuat=DIBUAT)

    html = html_triwulan(naskah, "0" * 64)

    assert "<th>Target akhir Renstra (2026)</th><th>Tingkat kemajuan</th>" in html
    assert '<td class="n">90,00</td><td class="n">94,89%</td>' in html


def test_perpanjangan_masuk_lampiran_dan_menghapus_keterlambatan(kantor):
    tertunda = klaim(kantor, "IKM", 87, status=Status.DRAF)
    factories.perpanjangan(
        tertunda.indikator, unit=kantor.pelayanan, batas_baru=date(2023, 6, 30), berlaku_sampai=date(2023, 6, 30)
    )

    dalam, sesudah = (rekap_triwulan(factories.triwulan(), tanggal=date(2023, *h)) for h in ((6, 30), (7, 1)))

    assert [r.baris[0].terlambat for r in (dalam, sesudah)] == [0, 7]
    assert [(p.unit, p.indikator, p.batas_baru, p.alasan, p.keadaan) for p in dalam.perpanjangan] == [
        ("Seksi Pelayanan Umum", "IKM", date(2023, 6, 30), "Survei tertunda karena banjir.", "berlaku")
    ]
    assert sesudah.perpanjangan[0].keadaan == "berakhir sendiri 30 Juni 2023"


def test_lampiran_perpanjangan_hanya_bila_ada(kantor):
    kosong = susun_naskah(factories.triwulan(), konsep=True, versi=None, dibuat=DIBUAT)
    factories.perpanjangan(unit=kantor.pelayanan)
    berisi = susun_naskah(factories.triwulan(), konsep=True, versi=None, dibuat=DIBUAT)

    bagian = [render_to_string("pelaporan/_pdf_perpanjangan.html", {"rekap": n.rekap}) for n in (kosong, berisi)]

    assert "LAMPIRAN" not in bagian[0]
    assert "semua indikator unit ini" in bagian[1]
    assert dari_json(ke_json(berisi)) == berisi
