"""A proposed change of a ratified plan: who asks, who confirms, and what happens when the plan moved meanwhile."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from kinerja.perhitungan import Target
from organisasi.models import Jejak
from rencana_aksi import perencanaan, usulan
from rencana_aksi.isi_rencana import dari_json, isi_dari, ke_json
from rencana_aksi.models import PerubahanRencanaAksi, RencanaAksi, UsulanPerubahan
from rencana_aksi.perencanaan import RencanaBerubah, RencanaDitolak
from tests import factories
from tests.factories import SAAT, TAHUN
from tests.rencana_aksi.rencana import bawa, indikator_bertarget, isi, langkah, simpan
from tests.rencana_aksi.test_perencanaan import ajukan_klaim

Keadaan = UsulanPerubahan.Keadaan
PELAKU = {"jabatan": "Jabatan"}


@pytest.fixture(autouse=True)
def _hari_itu():
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def rencana(office) -> RencanaAksi:
    """A ratified plan of 12 reports as 3, 3, 3, 3."""
    factories.aturan_jadwal()
    satu = simpan(indikator_bertarget(office), isi("3", "3", "3", "3", jabatan=office.jabatan_kasi), office.kasi)
    return bawa(satu, office, RencanaAksi.Status.DITETAPKAN)


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


def baru(rencana, *nilai):
    """The plan with other targets and its own slots."""
    asal = isi_dari(RencanaAksi.objects.get(pk=rencana.pk))
    angka = [Target(Decimal(n)) for n in nilai or ("2", "3", "3", "4")]
    return replace(asal, triwulan=tuple(replace(tw, target=t) for tw, t in zip(asal.triwulan, angka, strict=True)))


def usulkan(rencana, office, *nilai, oleh=None, alasan="Anggaran berkurang.", menyentuh=False):
    isian = {"isi": baru(rencana, *nilai), "alasan": alasan, "menyentuh_klaim": menyentuh}
    return langkah(usulan.usulkan, rencana, oleh or office.kasi, **isian)


def target(rencana) -> list[int]:
    return [int(t.nilai) for t in isi_dari(RencanaAksi.objects.get(pk=rencana.pk)).target]


def teks(jawaban) -> str:
    utama = jawaban.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def test_isi_kembali_utuh_dari_json(rencana, office):
    asal = isi_dari(rencana)

    assert dari_json(ke_json(asal)) == asal


def test_usulan_belum_mengubah_rencana(rencana, office):
    satu = usulkan(rencana, office)

    assert (satu.keadaan, satu.diusulkan_oleh, satu.menyentuh_klaim) == (Keadaan.MENUNGGU, office.kasi, False)
    assert {"apa": "Target Triwulan I", "lama": "3", "baru": "2"} in satu.perubahan
    assert (target(rencana), PerubahanRencanaAksi.objects.count()) == ([3, 3, 3, 3], 0)
    assert Jejak.objects.order_by("-nomor").first().peristiwa == "rencana_aksi.usulkan"


def test_disetujui_mengubah_rencana_dan_mencatat_perubahan(rencana, office):
    satu = usulkan(rencana, office)

    perubahan = usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=office.camat, **PELAKU)

    satu.refresh_from_db()
    assert target(rencana) == [2, 3, 3, 4]
    assert (satu.keadaan, satu.hasil, satu.diputus_oleh) == (Keadaan.DISETUJUI, perubahan, office.camat)
    assert (perubahan.alasan, perubahan.perubahan) == ("Anggaran berkurang.", satu.perubahan)


def test_ditolak_dengan_alasan_rencana_tetap(rencana, office):
    satu = usulkan(rencana, office)

    with pytest.raises(RencanaDitolak, match="Tuliskan alasan usulan ini ditolak"):
        usulan.tolak(usulan=satu, alasan="  ", oleh=office.camat, **PELAKU)
    usulan.tolak(usulan=satu, alasan="Anggaran cukup.", oleh=office.camat, **PELAKU)

    satu.refresh_from_db()
    assert (satu.keadaan, satu.alasan_putusan, target(rencana)) == (Keadaan.DITOLAK, "Anggaran cukup.", [3, 3, 3, 3])
    with pytest.raises(RencanaDitolak, match="sudah berkeadaan “Ditolak”"):
        usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=office.camat, **PELAKU)


def _plh(office):
    masa = {"mulai": date(TAHUN, 6, 20), "selesai": date(TAHUN, 6, 30)}
    factories.penugasan(pegawai=office.kasi_lain, jabatan=office.jabatan_camat, kapasitas="plh", **masa)
    return office.kasi_lain


@pytest.mark.parametrize("siapa", ["kasi", "kasubag", "sekcam", "plh", "admin"])
def test_hanya_camat_yang_memutus(rencana, office, siapa):
    satu = usulkan(rencana, office)
    orang = _plh(office) if siapa == "plh" else getattr(office, siapa)

    for putusan in (
        lambda: usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=orang, **PELAKU),
        lambda: usulan.tolak(usulan=satu, alasan="Tidak.", oleh=orang, **PELAKU),
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            putusan()
    assert UsulanPerubahan.objects.get().keadaan == Keadaan.MENUNGGU


@pytest.mark.parametrize(
    ("siapa", "boleh"),
    [("kasi", True), ("kasubag", True), ("staf", False), ("kasi_lain", False), ("camat", False), ("admin", False)],
)
def test_pengusul_kepala_unit_dan_perencana(rencana, office, siapa, boleh):
    if boleh:
        assert usulkan(rencana, office, oleh=getattr(office, siapa)).pk
        return
    with pytest.raises(PermissionDenied):
        usulkan(rencana, office, oleh=getattr(office, siapa))


def test_satu_usulan_menunggu_pada_satu_rencana(rencana, office):
    pertama = usulkan(rencana, office)

    with pytest.raises(RencanaDitolak, match="Masih ada usulan"):
        usulkan(rencana, office, oleh=office.kasubag)
    usulan.tarik(usulan=pertama, oleh=office.kasi, **PELAKU)

    assert usulkan(rencana, office, oleh=office.kasubag).keadaan == Keadaan.MENUNGGU


def test_rencana_yang_berubah_sesudah_diusulkan_tidak_disetujui(rencana, office):
    satu = usulkan(rencana, office)
    langkah(
        perencanaan.ubah, rencana, office.camat, isi=baru(rencana, "4", "3", "3", "2"), alasan="Lain.",
        menyentuh_klaim=False,
    )  # fmt: skip

    with pytest.raises(RencanaBerubah, match="berubah sejak"):
        usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=office.camat, **PELAKU)
    assert target(rencana) == [4, 3, 3, 2]


@pytest.mark.parametrize(
    ("nilai", "alasan", "kalimat"),
    [
        (("3", "3", "3", "3"), "Ada.", "Tidak ada yang berubah."),
        (("3", "3", "3", "2"), "Ada.", "Perubahan belum lengkap."),
        (("2", "3", "3", "4"), " ", "Tuliskan alasan perubahan rencana aksi ini."),
    ],
)
def test_usulan_yang_tidak_dapat_menjadi_perubahan_ditolak(rencana, office, nilai, alasan, kalimat):
    with pytest.raises(RencanaDitolak) as ditolak:
        usulkan(rencana, office, *nilai, alasan=alasan)
    assert str(ditolak.value) == kalimat


def test_triwulan_yang_sudah_diajukan_harus_disebut_dalam_usulan(rencana, office):
    ajukan_klaim(rencana, office, 1)

    with pytest.raises(RencanaDitolak, match="yang klaimnya sudah diajukan"):
        usulkan(rencana, office)
    satu = usulkan(rencana, office, menyentuh=True)

    assert satu.menyentuh_klaim
    perubahan = usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=office.camat, **PELAKU)
    assert perubahan.menyentuh_klaim


def test_klaim_yang_naik_sesudah_diusulkan_disebut_camat(rencana, office):
    satu = usulkan(rencana, office)
    ajukan_klaim(rencana, office, 1)

    with pytest.raises(RencanaDitolak, match="yang klaimnya sudah diajukan"):
        usulan.setujui(usulan=satu, menyentuh_klaim=False, oleh=office.camat, **PELAKU)
    usulan.setujui(usulan=satu, menyentuh_klaim=True, oleh=office.camat, **PELAKU)

    assert target(rencana) == [2, 3, 3, 4]


# --- Pages ---


def isian(rencana, **ubah) -> dict:
    data = {
        "sidik": perencanaan.buka_lembar(rencana.indikator, TAHUN).sidik,
        "langkah": rencana.langkah,
        "penanggung_jawab": str(rencana.penanggung_jawab_id),
        "alasan": "Anggaran berkurang.",
    }
    for n, tw in enumerate(isi_dari(rencana).triwulan, 1):
        data |= {
            f"target_{n}": str(int(tw.target.nilai)),
            f"syarat_{n}-TOTAL_FORMS": "1",
            f"syarat_{n}-INITIAL_FORMS": "1",
            f"syarat_{n}-0-public_id": str(tw.syarat[0].public_id),
            f"syarat_{n}-0-uraian": tw.syarat[0].uraian,
            f"syarat_{n}-0-jenis": tw.syarat[0].jenis,
            f"syarat_{n}-0-wajib": "on",
        }
    return data | ubah


def test_dari_halaman_usulan_sampai_perubahan(masuk, rencana, office):
    tujuan = reverse("rencana_usulkan", args=[TAHUN, rencana.indikator.public_id])
    rinci = reverse("rencana_rinci", args=[TAHUN, rencana.indikator.public_id])

    assert tujuan in masuk(office.kasi).get(rinci).content.decode()
    assert masuk(office.kasi).post(tujuan, isian(rencana, target_1="2", target_4="4")).url == rinci
    satu = UsulanPerubahan.objects.get()
    assert "Usulan perubahan menunggu Camat" in teks(masuk(office.kasi).get(rinci))
    daftar = teks(masuk(office.camat).get(reverse("rencana_daftar", args=[TAHUN])))
    assert "1 usulan perubahan menunggu Camat" in daftar
    halaman = teks(masuk(office.camat).get(reverse("usulan", args=[satu.public_id])))
    assert "Target Triwulan I 3 2" in halaman
    assert "Putusan Camat" in halaman
    assert masuk(office.camat).post(reverse("usulan_setujui", args=[satu.public_id])).url == rinci

    assert target(rencana) == [2, 3, 3, 4]


def test_usulan_tanpa_alasan_kembali_dengan_isinya(masuk, rencana, office):
    tujuan = reverse("rencana_usulkan", args=[TAHUN, rencana.indikator.public_id])

    jawaban = masuk(office.kasi).post(tujuan, isian(rencana, target_1="2", target_4="4", alasan=""))

    assert (jawaban.status_code, UsulanPerubahan.objects.count()) == (422, 0)
    assert 'name="target_1" value="2"' in jawaban.content.decode()


def test_halaman_menyebut_rencana_yang_sudah_berubah(masuk, rencana, office):
    satu = usulkan(rencana, office)
    ubahan = {"isi": baru(rencana, "4", "3", "3", "2"), "alasan": "Lain.", "menyentuh_klaim": False}
    langkah(perencanaan.ubah, rencana, office.camat, **ubahan)
    alamat = reverse("usulan", args=[satu.public_id])

    assert "Rencana aksi sudah berubah sejak usulan ini dibuat." in teks(masuk(office.camat).get(alamat))
    jawaban = masuk(office.camat).post(reverse("usulan_setujui", args=[satu.public_id]))
    assert (jawaban.status_code, "Rencana aksi ini berubah sejak" in teks(jawaban)) == (422, True)


@pytest.mark.parametrize(
    ("siapa", "lihat", "setujui", "tolak", "tarik"),
    [("staf", 200, 403, 403, 403), ("kasi", 200, 403, 403, 302), ("admin", 404, 404, 404, 404)],
)
def test_halaman_usulan_menurut_peran(masuk, rencana, office, siapa, lihat, setujui, tolak, tarik):
    satu = usulkan(rencana, office)
    klien = masuk(getattr(office, siapa))

    assert klien.get(reverse("usulan", args=[satu.public_id])).status_code == lihat
    assert klien.post(reverse("usulan_setujui", args=[satu.public_id])).status_code == setujui
    assert klien.post(reverse("usulan_tolak", args=[satu.public_id]), {"alasan": "x"}).status_code == tolak
    assert klien.post(reverse("usulan_tarik", args=[satu.public_id])).status_code == tarik


def test_penolakan_tanpa_alasan_kembali_terbuka(masuk, rencana, office):
    satu = usulkan(rencana, office)
    klien = masuk(office.camat)

    jawaban = klien.post(reverse("usulan_tolak", args=[satu.public_id]), {"alasan": ""})
    assert (jawaban.status_code, "Tuliskan alasan usulan ini ditolak." in teks(jawaban)) == (422, True)

    klien.post(reverse("usulan_tolak", args=[satu.public_id]), {"alasan": "Anggaran cukup."})
    assert "Ditolak oleh Orang Camat" in teks(klien.get(reverse("usulan", args=[satu.public_id])))


@pytest.mark.parametrize(("siapa", "tampak"), [("camat", True), ("kasi", False), ("plh", False)])
def test_usulan_ada_pada_beranda_camat(masuk, rencana, office, siapa, tampak):
    usulkan(rencana, office)
    orang = _plh(office) if siapa == "plh" else getattr(office, siapa)

    halaman = teks(masuk(orang).get(reverse("beranda")))

    assert ("Setujui atau tolak dengan alasan." in halaman) == tampak
