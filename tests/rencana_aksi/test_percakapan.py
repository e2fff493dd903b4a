"""The thread of a claim: who writes, what must be answered, and what a retraction leaves behind."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from organisasi.models import Jejak
from organisasi.peran import peran
from rencana_aksi.aturan import keberatan
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Pesan
from rencana_aksi.models.capaian import Status
from rencana_aksi.percakapan import (
    PesanDitolak,
    jawab,
    jenis_pesan,
    percakapan,
    pertanyaan_terbuka,
    tarik_pesan,
    tulis_pesan,
)
from rencana_aksi.workflow import TransisiDitolak
from tests.factories import SAAT
from tests.rencana_aksi.conftest import bawa, buka_dokumen, langkah, lihat

Jenis = Pesan.Jenis


@pytest.fixture
def tanya(klaim, di_status, kasi) -> Pesan:
    di_status(Status.DI_ESELON_IV)
    return tulis_pesan(capaian=klaim, jenis=Jenis.PERTANYAAN, teks="Mengapa loket ditutup?", oleh=kasi)


# Everyone with a part in the claim of `pelayanan`; `kasubag` is the secretary of the Tim.
@pytest.mark.parametrize(
    ("siapa", "boleh"),
    [
        ("staf", True),
        ("staf_rekan", True),
        ("kasi", True),
        ("sekcam", True),
        ("camat", True),
        ("kasubag", True),
        ("kasi_lain", False),
        ("staf_lain", False),
        ("anggota", False),
        ("admin", False),
    ],
)
def test_siapa_boleh_menulis(siapa, boleh, klaim, office):
    try:
        tulis_pesan(capaian=klaim, jenis=Jenis.CATATAN, teks="Dicatat.", oleh=getattr(office, siapa))
    except PermissionDenied:
        assert not boleh
    else:
        assert boleh
    assert Pesan.objects.exists() is boleh


def test_pertanyaan_menahan_persetujuan_sampai_dijawab(klaim, tanya, kasi, staf):
    with pytest.raises(TransisiDitolak, match="Pertanyaan Orang Kasi Pelayanan belum dijawab: “Mengapa loket"):
        langkah(Tindakan.TERUSKAN, klaim, kasi)
    assert keberatan(Tindakan.KEMBALIKAN, lihat(klaim, kasi)) is None

    jawab(pertanyaan=tanya, teks="Listrik padam dua hari.", oleh=staf)

    assert langkah(Tindakan.TERUSKAN, klaim, kasi).ke_status == Status.DI_ESELON_III


def test_pertanyaan_yang_ditarik_tidak_menahan(klaim, tanya, kasi):
    tarik_pesan(pesan=tanya, oleh=kasi, teks="Sudah jelas dari laporan.")

    assert langkah(Tindakan.TERUSKAN, klaim, kasi).ke_status == Status.DI_ESELON_III


def test_jawaban_yang_ditarik_membuka_pertanyaan_lagi(klaim, tanya, kasi, staf):
    jawaban = jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf)
    tarik_pesan(pesan=jawaban, oleh=staf)
    buka_dokumen(klaim, kasi)

    assert keberatan(Tindakan.TERUSKAN, lihat(klaim, kasi)).startswith("Pertanyaan Orang Kasi Pelayanan")


def test_catatan_tidak_menahan(klaim, di_status, kasi, staf):
    di_status(Status.DI_ESELON_IV)
    tulis_pesan(capaian=klaim, jenis=Jenis.CATATAN, teks="Rekap ada di halaman 4.", oleh=staf)

    assert langkah(Tindakan.TERUSKAN, klaim, kasi).ke_status == Status.DI_ESELON_III


def test_penanya_tidak_menjawab_pertanyaannya_sendiri(tanya, kasi):
    with pytest.raises(PesanDitolak, match="Ini pertanyaan Anda sendiri"):
        jawab(pertanyaan=tanya, teks="Saya jawab sendiri.", oleh=kasi)


def test_hanya_penulis_yang_menarik(tanya, staf):
    with pytest.raises(PesanDitolak, match="Hanya penulisnya"):
        tarik_pesan(pesan=tanya, oleh=staf)


def test_pertanyaan_yang_ditarik_tidak_dijawab_lagi(tanya, kasi, staf):
    tarik_pesan(pesan=tanya, oleh=kasi)

    with pytest.raises(PesanDitolak, match="sudah ditarik"):
        jawab(pertanyaan=tanya, teks="Terlambat.", oleh=staf)


def test_catatan_tidak_dijawab(klaim, kasi, staf):
    catatan = tulis_pesan(capaian=klaim, jenis=Jenis.CATATAN, teks="Dicatat.", oleh=kasi)

    with pytest.raises(PesanDitolak, match="Hanya pertanyaan yang dapat dijawab"):
        jawab(pertanyaan=catatan, teks="Ya.", oleh=staf)


def test_klaim_sah_hanya_menerima_catatan(klaim, office, kasi):
    bawa(klaim, office, Status.SAH)

    assert jenis_pesan(lihat(klaim, kasi).capaian) == [Jenis.CATATAN]
    with pytest.raises(PesanDitolak, match="sudah sah"):
        tulis_pesan(capaian=klaim, jenis=Jenis.PERTANYAAN, teks="Mengapa?", oleh=kasi)


def test_jawaban_di_bawah_pengesahan_tidak_ditarik(klaim, tanya, kasi, staf, office):
    jawaban = jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf)
    for tindakan, orang in (
        (Tindakan.TERUSKAN, kasi),
        (Tindakan.TERUSKAN, office.sekcam),
        (Tindakan.SAHKAN, office.camat),
    ):
        langkah(tindakan, klaim, orang)

    with pytest.raises(PesanDitolak, match="disahkan berdasarkan jawaban ini"):
        tarik_pesan(pesan=jawaban, oleh=staf)


def test_triwulan_yang_ditutup_menutup_percakapan(klaim, tanya, kasi, staf, camat):
    tw = klaim.triwulan
    tw.ditutup_pada, tw.ditutup_oleh = SAAT, camat
    tw.save()

    for tulis in (
        lambda: tulis_pesan(capaian=klaim, jenis=Jenis.CATATAN, teks="Dicatat.", oleh=staf),
        lambda: jawab(pertanyaan=tanya, teks="Listrik.", oleh=staf),
        lambda: tarik_pesan(pesan=tanya, oleh=kasi),
    ):
        with pytest.raises(PesanDitolak, match="sudah ditutup"):
            tulis()
    assert Pesan.objects.count() == 1


def test_kiriman_ulang_satu_pesan(klaim, tanya, kasi, staf):
    ulang = tulis_pesan(capaian=klaim, jenis=Jenis.PERTANYAAN, teks=tanya.teks, oleh=kasi)
    jawaban = [jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf) for _ in range(2)]
    tarikan = [tarik_pesan(pesan=tanya, oleh=kasi) for _ in range(2)]

    assert (ulang, jawaban[0], tarikan[0]) == (tanya, jawaban[1], tarikan[1])
    assert Pesan.objects.count() == 3


def test_setiap_pesan_meninggalkan_jejak(klaim, tanya, kasi, staf):
    jawaban = jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf)
    tarik_pesan(pesan=tanya, oleh=kasi, teks="Jelas.")

    baris = Jejak.objects.filter(peristiwa__startswith="pesan.")
    assert [(b.peristiwa, b.nama, b.data["teks"], b.data["induk"]) for b in baris] == [
        ("pesan.pertanyaan", "Orang Kasi Pelayanan", "Mengapa loket ditutup?", None),
        ("pesan.jawaban", "Staf Pelayanan", jawaban.teks, str(tanya.public_id)),
        ("pesan.penarikan", "Orang Kasi Pelayanan", "Jelas.", str(tanya.public_id)),
    ]


@pytest.mark.parametrize(
    ("siapa", "melihat"),
    [("staf", True), ("staf_rekan", True), ("kasi", False), ("sekcam", False), ("camat", False), ("kasubag", False)],
)
def test_pertanyaan_terbuka_tampil_pada_yang_ditanya(siapa, melihat, tanya, office):
    assert (tanya in pertanyaan_terbuka(peran(getattr(office, siapa), SAAT.date()))) is melihat


def test_pertanyaan_pada_meja_sekcam_tampil_padanya(klaim, di_status, staf, sekcam):
    di_status(Status.DI_ESELON_III)
    tanya = tulis_pesan(capaian=klaim, jenis=Jenis.PERTANYAAN, teks="Kapan diputus?", oleh=staf)

    assert list(pertanyaan_terbuka(peran(sekcam, SAAT.date()))) == [tanya]


def test_pertanyaan_yang_dijawab_tidak_tampil_lagi(tanya, staf):
    jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf)

    assert list(pertanyaan_terbuka(peran(staf, SAAT.date()))) == []


def test_percakapan_satu_kueri(klaim, tanya, kasi, staf, django_assert_num_queries):
    jawab(pertanyaan=tanya, teks="Listrik padam.", oleh=staf)
    k = lihat(klaim, staf)

    with django_assert_num_queries(1):
        utas = percakapan(k.capaian, k.peran, k.kursi)
    assert [(u.pesan, u.terbuka, u.boleh_jawab, u.boleh_tarik) for u in utas] == [(tanya, False, True, False)]
    assert [(j.pesan.teks, j.boleh_tarik) for j in utas[0].jawaban] == [("Listrik padam.", True)]


def test_percakapan_lewat_halaman(client, klaim, tanya, staf, kasi):
    client.force_login(staf)
    halaman = client.get(klaim.get_absolute_url()).content.decode()
    assert "Mengapa loket ditutup?" in halaman
    assert "Pertanyaan, belum dijawab" in halaman

    jawaban = client.post(reverse("pesan_jawab", args=[tanya.public_id]), {f"{tanya.public_id}-teks": "Listrik."})
    assert jawaban.url == f"{klaim.get_absolute_url()}#percakapan"

    client.force_login(kasi)
    client.post(reverse("pesan_tarik", args=[tanya.public_id]), {f"tarik-{tanya.public_id}-teks": "Jelas."})
    halaman = client.get(klaim.get_absolute_url()).content.decode()
    assert "<s>Mengapa loket ditutup?</s>" in halaman
    assert "Ditarik Orang Kasi Pelayanan" in halaman
    assert "Listrik." in halaman


def test_pesan_yang_ditolak_tidak_hilang(client, klaim, tanya, staf, kasi):
    tarik_pesan(pesan=tanya, oleh=kasi)
    client.force_login(staf)

    jawaban = client.post(reverse("pesan_jawab", args=[tanya.public_id]), {f"{tanya.public_id}-teks": "Listrik."})

    assert jawaban.status_code == 422
    assert "Listrik.</textarea>" in jawaban.content.decode()
    assert "sudah ditarik" in jawaban.content.decode()


@pytest.mark.parametrize(("siapa", "status"), [("staf_lain", 404), ("anggota", 403)])
def test_pesan_orang_luar_ditolak(siapa, status, client, klaim, tanya, office):
    client.force_login(getattr(office, siapa))

    for nama, kunci, data in (
        ("pesan_tulis", klaim.public_id, {"pesan-jenis": "catatan", "pesan-teks": "x"}),
        ("pesan_jawab", tanya.public_id, {f"{tanya.public_id}-teks": "x"}),
        ("pesan_tarik", tanya.public_id, {}),
    ):
        assert client.post(reverse(nama, args=[kunci]), data).status_code == status
    assert Pesan.objects.count() == 1
