"""Taking tujuan, sasaran and indikator out: what hangs on them decides, and a complete Renstra asks why."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kinerja.models import Indikator, RevisiRenstra, Sasaran, Tujuan
from kinerja.penghapusan import MasihDipakai, hapus_indikator, hapus_sasaran, hapus_tujuan, keberatan_hapus
from kinerja.renstra import RenstraDitolak
from organisasi.models import Jejak
from tests import factories
from tests.kinerja.test_views_perencanaan import TAHUN, iku, isi, masuk, office

pytestmark = pytest.mark.django_db
__all__ = ["iku", "masuk", "office"]  # fixtures


@pytest.fixture
def pelaku(office):
    return {"oleh": office.kasubag, "jabatan": "Kasubag"}


@pytest.fixture
def lepas(iku):
    """A tujuan, and a sasaran with one IKU, on which nothing hangs."""
    renstra = iku.sasaran.renstra
    tujuan = renstra.tujuan.create(urutan=2, uraian="Tujuan kedua")
    sasaran = factories.sasaran(renstra=renstra, tujuan=iku.sasaran.tujuan, urutan=2, uraian="Sasaran kedua")
    baru = factories.indikator(sasaran=sasaran, nama="Indikator keliru", unit=iku.unit)
    for tahun in range(2022, 2027):
        baru.target_renstra.create(tahun=tahun, nilai=Decimal(5))
    return tujuan, sasaran, baru


def test_tujuan_yang_didukung_sasaran_tidak_dihapus(iku, pelaku):
    with pytest.raises(MasihDipakai) as ditolak:
        hapus_tujuan(tujuan=iku.sasaran.tujuan, alasan="Keliru.", **pelaku)

    assert str(ditolak.value) == (
        "Tujuan ini tidak dapat dihapus karena masih dipakai 1 sasaran strategis. "
        "Kaitkan sasarannya dengan tujuan lain, atau hapus dahulu sasarannya."
    )


def test_indikator_dengan_rencana_aksi_tidak_dihapus(iku, pelaku):
    factories.rencana_aksi(indikator=iku)

    with pytest.raises(MasihDipakai, match=r"masih dipakai 1 rencana aksi\. Draf Perjanjian Kinerja"):
        hapus_indikator(indikator=iku, alasan="Keliru.", **pelaku)
    assert Indikator.objects.filter(pk=iku.pk).exists()


def test_sasaran_menyebut_semua_yang_bergantung(iku):
    factories.program(sasaran=iku.sasaran)

    assert keberatan_hapus(iku.sasaran).startswith(
        "Sasaran strategis ini tidak dapat dihapus karena masih dipakai 1 program dan 1 indikator."
    ) or keberatan_hapus(iku.sasaran).startswith(
        "Sasaran strategis ini tidak dapat dihapus karena masih dipakai 1 indikator dan 1 program."
    )


def test_renstra_lengkap_memerlukan_alasan_dan_menjadi_revisi(lepas, pelaku):
    tujuan, sasaran, indikator = lepas

    with pytest.raises(RenstraDitolak, match="alasan revisi"):
        hapus_tujuan(tujuan=tujuan, alasan="", **pelaku)
    assert Tujuan.objects.filter(pk=tujuan.pk).exists()
    hapus_tujuan(tujuan=tujuan, alasan="Tidak dipakai.", **pelaku)
    hapus_indikator(indikator=indikator, alasan="Keliru.", **pelaku)
    hapus_sasaran(sasaran=sasaran, alasan="Keliru.", **pelaku)

    assert (Tujuan.objects.count(), Sasaran.objects.count(), Indikator.objects.count()) == (1, 1, 1)
    revisi = list(RevisiRenstra.objects.order_by("nomor"))
    assert revisi[0].perubahan == [{"apa": "Tujuan 2", "lama": "Tujuan kedua", "baru": ""}]
    assert {"apa": "Indikator keliru: target 2022", "lama": "5", "baru": ""} in revisi[1].perubahan
    assert [r.alasan for r in revisi] == ["Tidak dipakai.", "Keliru.", "Keliru."]


def test_indikator_sub_kegiatan_terhapus_dengan_jejak(office, pelaku):
    indikator = factories.indikator(sub_kegiatan=factories.sub_kegiatan(), nama="Keliru", unit=office.pelayanan)
    factories.target_tahunan(indikator=indikator, nilai=Decimal(12))

    hapus_indikator(indikator=indikator, alasan="", **pelaku)

    jejak = Jejak.objects.get(peristiwa="indikator.hapus")
    assert not Indikator.objects.exists()
    assert f"Target tahunan {TAHUN}: 12" in jejak.data["isi"]


def test_halaman_menyebut_yang_hilang_lalu_menghapus(masuk, lepas):
    *_, indikator = lepas
    alamat, klien = reverse("indikator_hapus", args=[indikator.public_id]), masuk("kasubag")

    halaman = isi(klien.get(alamat))
    assert "<li>Nama: Indikator keliru</li>" in halaman
    assert "<li>Target 2022: 5</li>" in halaman
    assert Indikator.objects.filter(pk=indikator.pk).exists()
    tanpa_alasan = klien.post(alamat, {})
    assert (tanpa_alasan.status_code, "Tuliskan alasan revisi." in isi(tanpa_alasan)) == (422, True)
    assert klien.post(alamat, {"alasan": "Keliru."}).status_code == 302

    assert not Indikator.objects.filter(pk=indikator.pk).exists()


def test_halaman_menyebut_yang_bergantung_tanpa_tombol(masuk, iku):
    factories.rencana_aksi(indikator=iku)

    halaman = isi(masuk("kasubag").get(reverse("indikator_hapus", args=[iku.public_id])))

    assert "masih dipakai 1 rencana aksi" in halaman
    assert '<button class="btn btn-primary">Hapus</button>' not in halaman


@pytest.mark.parametrize("halaman", ["tujuan_hapus", "sasaran_hapus", "indikator_hapus"])
def test_hanya_perencana_yang_menghapus(masuk, iku, halaman):
    argumen = [iku.public_id] if halaman == "indikator_hapus" else [TAHUN, 1]
    alamat = reverse(halaman, args=argumen)

    kode = {nama: masuk(nama).post(alamat).status_code for nama in ("camat", "anggota", "admin")}
    assert kode == {"camat": 403, "anggota": 403, "admin": 404}


@pytest.mark.parametrize("halaman", ["tujuan_hapus", "sasaran_hapus"])
def test_nomor_asing_tidak_ada(masuk, iku, halaman):
    assert masuk("kasubag").get(reverse(halaman, args=[TAHUN, 9])).status_code == 404
