"""Every step of a follow-up times every status and every person; the expected pairs are written by hand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from kinerja.models import RevisiRenstra
from organisasi.models import Jejak
from pelaporan.models import Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut as Status
from pelaporan.models.tindak_lanjut import Tindakan
from pelaporan.tindak_lanjut_langkah import IsiLangkah, TindakLanjutDitolak, lakukan
from rencana_aksi.models import PerubahanRencanaAksi
from tests import factories

pytestmark = pytest.mark.django_db

# Step -> the statuses from which it may be taken, and where it leads.
ALUR = {
    Tindakan.RENCANAKAN: {"belum": "proses", "proses": "proses"},
    Tindakan.SELESAIKAN: {"proses": "selesai"},
    Tindakan.VERIFIKASI: {"selesai": "diverifikasi"},
    Tindakan.KEMBALIKAN: {"selesai": "proses"},
    Tindakan.TIDAK_DAPAT: {"belum": "tidak_dapat", "proses": "tidak_dapat"},
    Tindakan.BUKA_KEMBALI: {"diverifikasi": "proses", "tidak_dapat": "proses"},
    Tindakan.ALIHKAN: {"belum": "belum", "proses": "proses"},
}
PEMILIK, PEMERIKSA, PENCATAT = {"kasi"}, {"camat", "kasubag"}, {"camat", "sekcam", "kasubag"}
BOLEH = {
    Tindakan.RENCANAKAN: PEMILIK,
    Tindakan.SELESAIKAN: PEMILIK,
    Tindakan.VERIFIKASI: PEMERIKSA,
    Tindakan.KEMBALIKAN: PEMERIKSA,
    Tindakan.TIDAK_DAPAT: PEMERIKSA,
    Tindakan.BUKA_KEMBALI: PEMERIKSA,
    Tindakan.ALIHKAN: PENCATAT,
}
ORANG = ("camat", "sekcam", "kasubag", "kasi", "kasi_lain", "staf", "anggota", "admin")


@pytest.fixture
def office():
    return factories.kantor_lengkap()


@pytest.fixture
def di(office):
    """A recommendation of the Kasi at a status, with evidence that a staf uploaded."""

    def _di(status: str, **kolom) -> Rekomendasi:
        isi = {"rencana": "Menyusun SOP", "bentuk": "kebijakan_operasional"} if status != Status.BELUM else {}
        if status in (Status.SELESAI, Status.DIVERIFIKASI):
            isi |= {"selesai_pada": timezone.now(), "selesai_oleh": office.kasi}
        if status == Status.DIVERIFIKASI:
            isi |= {"diverifikasi_pada": timezone.now(), "diverifikasi_oleh": office.camat}
        if status == Status.TIDAK_DAPAT:
            isi |= {"alasan_tidak_dapat": "Di luar wewenang"}
        r = factories.rekomendasi(**{"status": status, "penanggung_jawab": office.jabatan_kasi} | isi | kolom)
        r.bukti.create(berkas=factories.berkas(), nama="sop.pdf", diunggah_oleh=office.staf)
        return r

    return _di


@pytest.fixture
def isi(office):
    return IsiLangkah(
        catatan="Keterangan",
        bentuk="kebijakan_operasional",
        rencana="Menyusun SOP loket",
        penanggung_jawab=office.jabatan_kasi_lain,
    )


def pelaku(office, tindakan):
    return getattr(office, sorted(BOLEH[tindakan])[0])


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("tindakan", list(Tindakan))
def test_setiap_langkah_dari_setiap_status(office, di, isi, tindakan, status):
    r, ke = di(status), ALUR[tindakan].get(status)

    if ke is None:
        with pytest.raises(TindakLanjutDitolak, match=r"Rekomendasi ini berstatus"):
            lakukan(tindakan, rekomendasi=r, oleh=pelaku(office, tindakan), isi=isi)
        assert (Rekomendasi.objects.get().status, r.riwayat.count()) == (status, 0)
    else:
        lakukan(tindakan, rekomendasi=r, oleh=pelaku(office, tindakan), isi=isi)
        langkah = r.riwayat.get()
        assert Rekomendasi.objects.get().status == ke
        assert (langkah.tindakan, langkah.dari_status, langkah.ke_status) == (tindakan, status, ke)
        assert Jejak.objects.filter(peristiwa=f"tindak_lanjut.{tindakan}").count() == 1


@pytest.mark.parametrize("siapa", ORANG)
@pytest.mark.parametrize("tindakan", list(Tindakan))
def test_setiap_langkah_oleh_setiap_orang(office, di, isi, tindakan, siapa):
    r = di(next(iter(ALUR[tindakan])))

    if siapa in BOLEH[tindakan]:
        lakukan(tindakan, rekomendasi=r, oleh=getattr(office, siapa), isi=isi)
        assert r.riwayat.get().nama == getattr(office, siapa).nama
    else:
        with pytest.raises(PermissionDenied):
            lakukan(tindakan, rekomendasi=r, oleh=getattr(office, siapa), isi=isi)
        assert r.riwayat.count() == 0


def test_atasan_langsung_memverifikasi(office, di, isi):
    r = di(Status.SELESAI, penanggung_jawab=office.jabatan_kasubag, selesai_oleh=office.kasubag)

    lakukan(Tindakan.VERIFIKASI, rekomendasi=r, oleh=office.sekcam)

    r.refresh_from_db()
    assert (r.status, r.diverifikasi_oleh) == (Status.DIVERIFIKASI, office.sekcam)


def test_pemilik_tidak_memverifikasi_walau_sekretaris_tim(office, di):
    r = di(Status.SELESAI, penanggung_jawab=office.jabatan_kasubag, selesai_oleh=office.kasubag)

    with pytest.raises(PermissionDenied):
        lakukan(Tindakan.VERIFIKASI, rekomendasi=r, oleh=office.kasubag)


def test_yang_mengunggah_bukti_tidak_memverifikasi(office, di):
    r = di(Status.SELESAI)
    r.bukti.create(berkas=factories.berkas(), nama="foto.pdf", diunggah_oleh=office.kasubag)

    with pytest.raises(TindakLanjutDitolak, match="Verifikasi dilakukan orang lain"):
        lakukan(Tindakan.VERIFIKASI, rekomendasi=r, oleh=office.kasubag)


def test_yang_merencanakan_sebagai_pelaksana_harian_tidak_memverifikasi(office, di, isi):
    factories.penugasan(
        pegawai=office.kasubag,
        jabatan=office.jabatan_kasi,
        kapasitas="plh",
        mulai=timezone.localdate(),
        selesai=timezone.localdate(),
    )
    r = di(Status.BELUM)
    lakukan(Tindakan.RENCANAKAN, rekomendasi=r, oleh=office.kasubag, isi=isi)
    office.jabatan_kasi.penugasan.filter(pegawai=office.kasubag).delete()
    lakukan(Tindakan.SELESAIKAN, rekomendasi=r, oleh=office.kasi, isi=isi)

    with pytest.raises(TindakLanjutDitolak, match="Verifikasi dilakukan orang lain"):
        lakukan(Tindakan.VERIFIKASI, rekomendasi=r, oleh=office.kasubag)


def test_basis_data_menolak_verifikasi_oleh_yang_menyelesaikan(office, di):
    r = di(Status.SELESAI)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rekomendasi.objects.filter(pk=r.pk).update(
            status="diverifikasi", diverifikasi_pada=timezone.now(), diverifikasi_oleh=office.kasi
        )


def test_selesai_memerlukan_bukti_yang_berlaku(office, di, isi):
    r = di(Status.PROSES)
    r.bukti.update(ditarik_pada=timezone.now(), ditarik_oleh=office.staf)

    with pytest.raises(TindakLanjutDitolak, match="Belum ada bukti"):
        lakukan(Tindakan.SELESAIKAN, rekomendasi=r, oleh=office.kasi, isi=isi)


@pytest.mark.parametrize(
    "tindakan", [Tindakan.KEMBALIKAN, Tindakan.TIDAK_DAPAT, Tindakan.BUKA_KEMBALI, Tindakan.ALIHKAN]
)
def test_langkah_ini_beralasan(office, di, tindakan):
    r = di(next(iter(ALUR[tindakan])))

    with pytest.raises(TindakLanjutDitolak, match="Tuliskan alasannya"):
        lakukan(
            tindakan,
            rekomendasi=r,
            oleh=office.camat,
            isi=IsiLangkah(catatan="  ", penanggung_jawab=office.jabatan_kasi_lain),
        )


@pytest.mark.parametrize(("bentuk", "rencana"), [("", "Rencana"), ("lainnya", "  ")])
def test_rencana_memerlukan_bentuk_dan_uraian(office, di, bentuk, rencana):
    with pytest.raises(TindakLanjutDitolak, match="Pilih bentuk tindak lanjut"):
        lakukan(
            Tindakan.RENCANAKAN,
            rekomendasi=di(Status.BELUM),
            oleh=office.kasi,
            isi=IsiLangkah(bentuk=bentuk, rencana=rencana),
        )


def test_penghargaan_dan_sanksi_menyebut_unit(office, di):
    r = di(Status.BELUM)
    rencana = {"bentuk": "reward_punishment", "rencana": "Piagam unit terbaik"}

    with pytest.raises(TindakLanjutDitolak, match="unit yang menerimanya"):
        lakukan(Tindakan.RENCANAKAN, rekomendasi=r, oleh=office.kasi, isi=IsiLangkah(**rencana))
    lengkap = IsiLangkah(**rencana, imbalan="penghargaan", unit_dituju=office.pemerintahan)
    lakukan(Tindakan.RENCANAKAN, rekomendasi=r, oleh=office.kasi, isi=lengkap)

    r.refresh_from_db()
    assert (r.imbalan, r.unit_dituju) == ("penghargaan", office.pemerintahan)
    assert r.riwayat.get().catatan == (
        "Penghargaan atau sanksi bagi unit dan Penghargaan (reward): Piagam unit terbaik"
    )
    lain = IsiLangkah(bentuk="lainnya", rencana="Bimbingan", imbalan="sanksi", unit_dituju=office.subbag)
    lakukan(Tindakan.RENCANAKAN, rekomendasi=r, oleh=office.kasi, isi=lain)
    r.refresh_from_db()
    assert (r.bentuk, r.imbalan, r.unit_dituju) == ("lainnya", "", None)


def test_revisi_target_tertaut_pada_perubahan_yang_dihasilkan(office, di):
    r = di(Status.PROSES, bentuk="revisi_renstra")
    rencana = factories.rencana_aksi(indikator=factories.indikator(nama="IKM", unit=office.pelayanan))
    perubahan = PerubahanRencanaAksi.objects.create(
        rencana_aksi=rencana, nomor=1, alasan="LHE", perubahan=[], oleh=office.kasi
    )
    revisi = RevisiRenstra.objects.create(
        renstra=factories.renstra(nama="Renstra 2021"), nomor=1, alasan="LHE", perubahan=[], oleh=office.kasubag
    )

    with pytest.raises(TindakLanjutDitolak, match="revisi Renstra yang dihasilkan"):
        lakukan(Tindakan.SELESAIKAN, rekomendasi=r, oleh=office.kasi, isi=IsiLangkah(catatan="Selesai"))
    tertaut = IsiLangkah(catatan="Selesai", perubahan_rencana=perubahan, revisi_renstra=revisi)
    lakukan(Tindakan.SELESAIKAN, rekomendasi=r, oleh=office.kasi, isi=tertaut)

    r.refresh_from_db()
    assert (r.perubahan_rencana, r.revisi_renstra, r.selesai_oleh) == (perubahan, revisi, office.kasi)
    assert r.riwayat.get().catatan == "Selesai; IKM (2023), perubahan 1"


def test_dibuka_kembali_sebelum_ada_rencana_mulai_dari_awal(office, di):
    r = di(Status.TIDAK_DAPAT, rencana="", bentuk="")

    lakukan(Tindakan.BUKA_KEMBALI, rekomendasi=r, oleh=office.camat, isi=IsiLangkah(catatan="Wewenang sudah ada"))

    r.refresh_from_db()
    assert (r.status, r.alasan_tidak_dapat) == (Status.BELUM, "")


def test_dialihkan_kepada_jabatan_lain(office, di, isi):
    r = di(Status.BELUM)

    lakukan(Tindakan.ALIHKAN, rekomendasi=r, oleh=office.sekcam, isi=isi)

    r.refresh_from_db()
    assert r.penanggung_jawab == office.jabatan_kasi_lain
    assert r.riwayat.get().catatan == "Dari Kasi Pelayanan Umum kepada Kasi Pemerintahan: Keterangan"
    with pytest.raises(TindakLanjutDitolak, match="Pilih jabatan lain"):
        lakukan(Tindakan.ALIHKAN, rekomendasi=r, oleh=office.sekcam, isi=isi)


def test_riwayat_bernomor_dan_menyebut_jabatan_hari_itu(office, di, isi):
    r = di(Status.BELUM)

    lakukan(Tindakan.RENCANAKAN, rekomendasi=r, oleh=office.kasi, isi=isi)
    lakukan(Tindakan.SELESAIKAN, rekomendasi=r, oleh=office.kasi, isi=isi)
    lakukan(Tindakan.KEMBALIKAN, rekomendasi=r, oleh=office.camat, isi=isi)

    assert [(s.urutan, s.nama, s.jabatan, s.ke_status) for s in r.riwayat.all()] == [
        (1, "Orang Kasi Pelayanan", "Kasi Pelayanan Umum", "proses"),
        (2, "Orang Kasi Pelayanan", "Kasi Pelayanan Umum", "selesai"),
        (3, "Orang Camat", "Camat", "proses"),
    ]
    r.refresh_from_db()
    assert (r.selesai_pada, r.selesai_oleh) == (None, None)


def test_basis_data_menolak_batas_sebelum_diterima(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.rekomendasi(batas=date(2023, 7, 2))
