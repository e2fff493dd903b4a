from datetime import date

import pytest
from django.urls import reverse

from kinerja.models import PerjanjianKinerja, TargetRenstra
from organisasi.models import Jejak
from pelaporan.models import JawabanPraReviu, Laporan
from pelaporan.pdf import html_laporan
from pelaporan.prareviu import PERNYATAAN, prareviu, ringkasan_prareviu
from tests import factories
from tests.pelaporan.narasi_contoh import siapkan

pytestmark = pytest.mark.django_db
TAHUN = 2023
HALAMAN = reverse("prareviu", args=[TAHUN])


@pytest.fixture
def contoh():
    return siapkan()


@pytest.fixture
def masuk(client, contoh):
    def _masuk(nama):
        client.force_login(getattr(contoh.office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return client

    return _masuk


def temuan(kunci):
    satu = next(b for b in prareviu(TAHUN) if b.kunci == kunci)
    return satu.temuan.jawaban, satu.temuan.alasan


def tandatangani(contoh, *indikator):
    perjanjian = PerjanjianKinerja.objects.create(
        tahun=TAHUN, jabatan_pertama=contoh.office.jabatan_camat, pihak_luar_jabatan="Bupati"
    )
    for nomor, satu in enumerate(indikator, 1):
        perjanjian.baris.create(urutan=nomor, indikator=satu, sasaran="x", nama_indikator=satu.nama, satuan="x")
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(
        status="ditandatangani",
        tanggal=date(TAHUN, 1, 20),
        ditandatangani_pada=factories.SAAT,
        ditandatangani_oleh=contoh.office.kasubag,
        sidik="0" * 64,
    )


def test_daftar_periksa_mempunyai_tiga_kelompok():
    kelompok = [p.kelompok for p in PERNYATAAN]

    assert [kelompok.count(nama) for nama in dict.fromkeys(kelompok)] == [6, 6, 8]
    assert len({p.kunci for p in PERNYATAAN}) == 20


@pytest.mark.parametrize(
    ("kunci", "jawaban", "alasan"),
    [
        ("data-penting", "tidak", "0 dari 12 bagian wajib siap dicetak."),
        ("target", "tidak", "1 dari 2 IKU mempunyai target 2023."),
        ("capaian", "ya", "1 dari 1 indikator bertarget sudah disahkan untuk setahun."),
        ("lampiran", "tidak", "Perjanjian Kinerja Camat belum ditandatangani."),
        ("perbaikan", "tidak", "0 dari 2 bagian narasi terkait terisi."),
        ("keuangan", "ya", "Serapan 96,25% dari pagu seluruh program."),
        ("penyusun", "ya", "Tim SAKIP ditetapkan dengan keputusan dan mempunyai sekretaris."),
        ("data-memadai", "tidak", "0 dari 0 data dukung wajib setahun tersedia."),
        ("mekanisme", "tidak", "0 dari 1 capaian sah melalui telaah berjenjang."),
        ("penanggung-jawab", "tidak", "0 dari 1 Rencana Aksi mempunyai penanggung jawab."),
        ("andal", "", "Semua capaian disahkan dan data dukungnya lengkap; keyakinannya dinyatakan perencana."),
        ("diketahui-unit", "", "1 dari 1 analisis ditulis unit pelaksananya."),
        ("sesuai-perjanjian", "tidak", "Perjanjian Kinerja Camat belum ditandatangani."),
        ("selaras-renstra", "tidak", "0 dari 2 IKU mempunyai target Renstra tahun ini."),
        ("penjelasan-sasaran", "", "Periksa apakah laporan menjelaskan ketidaksesuaiannya."),
        ("sesuai-iku", "tidak", "1 dari 2 IKU diukur untuk setahun."),
        (
            "perbandingan",
            "tidak",
            "0 dari 2 IKU dibandingkan dengan tahun 2022, 0 dengan standar nasional; "
            "yang belum terdapat dinyatakan demikian.",
        ),
        ("mengukur", "ya", "1 dari 1 sasaran mempunyai IKU."),
        ("penjelasan-ukuran", "tidak_berlaku", "Pernyataan sebelumnya sudah terpenuhi."),
        ("smart", "tidak", "0 dari 2 IKU berdefinisi, berformula, bersumber data, dan berpenanggung jawab."),
    ],
)
def test_jawaban_dari_data(contoh, kunci, jawaban, alasan):
    assert temuan(kunci) == (jawaban, alasan)


def test_jawaban_dari_data_berubah_bersama_datanya(contoh):
    for satu in (contoh.ikm, contoh.lain):
        TargetRenstra.objects.create(indikator=satu, tahun=TAHUN, nilai=87)
    tandatangani(contoh, contoh.ikm, contoh.lain)
    factories.narasi(bagian="langkah-perbaikan")
    factories.narasi(bagian="solusi", sasaran=contoh.sasaran)

    assert temuan("lampiran") == ("ya", "Perjanjian Kinerja ditandatangani dan 1 Rencana Aksi tersusun.")
    assert temuan("perbaikan") == ("ya", "2 dari 2 bagian narasi terkait terisi.")
    assert temuan("sesuai-perjanjian") == ("ya", "2 dari 2 IKU tercantum dalam Perjanjian Kinerja Camat.")
    assert temuan("selaras-renstra") == ("ya", "2 dari 2 IKU mempunyai target Renstra tahun ini.")
    assert temuan("penjelasan-sasaran") == ("tidak_berlaku", "Pernyataan sebelumnya sudah terpenuhi.")


def test_data_dukung_dihitung_per_dokumen_wajib(contoh):
    klaim = contoh.ikm.rencana_aksi.get().target_triwulan.get(triwulan__nomor=5).capaian
    factories.syarat(target_triwulan=klaim.target_triwulan)
    factories.syarat(target_triwulan=klaim.target_triwulan, wajib=False)
    factories.data_dukung(capaian=klaim)
    assert temuan("data-memadai") == ("ya", "1 dari 1 data dukung wajib setahun tersedia.")

    factories.syarat(target_triwulan=klaim.target_triwulan)
    assert temuan("data-memadai") == ("tidak", "1 dari 2 data dukung wajib setahun tersedia.")
    assert temuan("andal") == ("tidak", "0 capaian belum sah, 1 data dukung belum ada.")


def kirim(klien, **jawaban):
    """`andal="ya: catatan"` answers the statement `andal`."""
    data = {}
    for kunci, isi in jawaban.items():
        nama = kunci.replace("_", "-")
        data[f"jawaban-{nama}"], _, data[f"catatan-{nama}"] = isi.partition(": ")
    return klien.post(HALAMAN, data)


def test_jawaban_perencana_menggantikan_data(masuk, contoh):
    assert kirim(masuk("kasubag"), andal="ya", lampiran="ya: Ditandatangani di atas kertas.").status_code == 302

    butir = {b.kunci: b for b in prareviu(TAHUN)}
    assert (butir["andal"].jawaban, butir["andal"].sumber) == ("ya", "Orang Kasubag")
    assert (butir["lampiran"].jawaban, butir["lampiran"].catatan) == ("ya", "Ditandatangani di atas kertas.")
    jejak = Jejak.objects.get(peristiwa="prareviu.jawab")
    assert jejak.data["perubahan"] == [
        {"apa": "lampiran", "lama": "", "baru": "ya: Ditandatangani di atas kertas."},
        {"apa": "andal", "lama": "", "baru": "ya"},
    ]


def test_jawaban_dikosongkan_kembali_ke_data(masuk):
    klien = masuk("kasubag")
    kirim(klien, andal="ya")
    kirim(klien, andal="ya")
    assert Jejak.objects.filter(peristiwa="prareviu.jawab").count() == 1

    kirim(klien, andal="")

    assert JawabanPraReviu.objects.count() == 0
    assert Jejak.objects.filter(peristiwa="prareviu.jawab").count() == 2


@pytest.mark.parametrize(
    ("isian", "galat"),
    [
        ({"andal": "tidak"}, "Catatan butir 11: Tuliskan alasan jawaban ini pada catatan."),
        ({"andal": "tidak_berlaku"}, "Catatan butir 11: Tuliskan alasan jawaban ini pada catatan."),
        (
            {"lampiran": "ya"},
            "Catatan butir 4: Jawaban ini berbeda dari data. Tuliskan alasannya pada catatan.",
        ),
        (
            {"andal": ": hanya catatan"},
            "Catatan butir 11: Catatan hanya disimpan bersama jawaban. Pilih jawabannya, atau kosongkan catatan.",
        ),
    ],
)
def test_jawaban_tanpa_alasan_ditolak_dan_isian_tetap(masuk, isian, galat):
    respons = kirim(masuk("kasubag"), **isian, mekanisme="ya: Tetap di layar")

    isi = respons.content.decode()
    assert respons.status_code == 422
    assert galat in isi
    assert "Tetap di layar</textarea>" in isi
    assert JawabanPraReviu.objects.count() == 0


def test_ringkasan_menghitung_keempat_keadaan(contoh):
    ringkasan = ringkasan_prareviu(TAHUN)

    assert (ringkasan.ya, ringkasan.tidak, ringkasan.tidak_berlaku, ringkasan.belum) == (4, 12, 1, 3)
    assert str(ringkasan) == "4 ya, 12 tidak, 1 tidak berlaku, 3 belum dijawab"
    assert not ringkasan.siap


@pytest.mark.parametrize(
    ("nama", "menjawab"), [("kasubag", True), ("anggota", False), ("camat", False), ("staf", False)]
)
def test_hanya_perencana_menjawab(masuk, nama, menjawab):
    klien = masuk(nama)

    isi = klien.get(HALAMAN).content.decode()
    assert ("Simpan jawaban" in isi) == menjawab
    assert "Laporan Kinerja telah menampilkan data penting kantor." in isi
    assert kirim(klien, andal="ya").status_code == (302 if menjawab else 403)


@pytest.mark.parametrize(("nama", "status"), [("camat", 302), ("anggota", 302), ("staf", 403), ("admin", 404)])
def test_yang_menyiapkan_laporan_mencetak(masuk, nama, status):
    assert masuk(nama).post(reverse("prareviu_cetak", args=[TAHUN])).status_code == status


def test_cetakan_memuat_jawaban_dan_bukan_pernyataan_reviu(masuk):
    klien = masuk("kasubag")
    kirim(klien, andal="tidak: <b>Ragu</b>")
    klien.post(reverse("prareviu_cetak", args=[TAHUN]))

    laporan = Laporan.objects.get()
    assert (laporan.jenis, laporan.objek, laporan.konsep) == ("prareviu", "2023", True)
    assert laporan.judul == "Pra-reviu Laporan Kinerja Tahun 2023, konsep"
    html = " ".join(html_laporan(laporan).split())
    assert "4 ya, 13 tidak, 1 tidak berlaku, 2 belum dijawab." in html
    assert '<td class="t">Tidak</td><td>&lt;b&gt;Ragu&lt;/b&gt;</td>' in html
    assert "Pra-reviu ini bukan pernyataan reviu Inspektorat." in html
    urutan = [html.index(kata) for kata in ("I. Format", "II. Mekanisme penyusunan", "III. Substansi")]
    assert urutan == sorted(urutan)


@pytest.mark.parametrize("jumlah", [1, 30])
def test_halaman_tetap_jumlah_kuerinya(masuk, contoh, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        baru = factories.indikator(sasaran=contoh.sasaran)
        factories.capaian(target_triwulan=factories.target_triwulan(indikator=baru, nomor=5))
    klien = masuk("kasubag")
    klien.get(HALAMAN)

    with django_assert_num_queries(58):
        klien.get(HALAMAN)
