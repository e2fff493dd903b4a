import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kinerja.models import (
    EdisiNomenklatur,
    Indikator,
    KelasCapaian,
    Ketentuan,
    PerjanjianKinerja,
    Sasaran,
    SubKegiatan,
    TargetTahunan,
)
from kinerja.perhitungan import selisih_pembagian
from kinerja.perjanjian.services import sidik_perjanjian
from organisasi.jejak import periksa_rantai
from organisasi.models import AnggotaTim, Jabatan, Kantor, Pegawai, Penugasan, TimSakip, UnitKerja
from rencana_aksi.contoh import FOLDER, Cerita, Langkah, jadwalkan, muat_acuan, muat_contoh, tahun_contoh
from rencana_aksi.contoh_perjanjian import muat_perjanjian
from rencana_aksi.kalender import ATURAN_PEDOMAN, Tahap, jadwal_triwulan
from rencana_aksi.models import AturanJadwal, Capaian, HariLibur, Putusan, RencanaAksi, SyaratDataDukung, Triwulan
from tests.contoh_db import dimuat_sekali

SAAT = "2026-11-22T10:00+08:00"
PEDOMAN, BERJALAN = 2023, 2026


@pytest.fixture(scope="module", autouse=True)
def _contoh(request):
    with dimuat_sekali(request, SAAT, lambda: (muat_acuan(), muat_contoh(PEDOMAN, BERJALAN))):
        yield


def test_reference_holds_the_guideline_sasaran_and_iku():
    iku = Indikator.objects.filter(level="iku").select_related("unit", "program_sumber")

    assert list(Sasaran.objects.values_list("urutan", "uraian")) == [
        (1, "Meningkatkan kemampuan pelayanan publik penyelenggaraan urusan pemerintahan Kecamatan Kalaena"),
        (2, "Meningkatnya Akuntabilitas Kinerja dan Keuangan"),
    ]
    assert [
        (i.nama, i.satuan, i.presisi, i.akumulasi, i.polaritas, i.unit.kode, i.program_sumber and i.program_sumber.kode)
        for i in iku
    ] == [
        ("Indeks Kepuasan Masyarakat (IKM)", "Indeks", 2, "akhir", "maksimal", "SEK-YANUM", None),
        (
            "Persentase Capaian Kinerja Program Penunjang Urusan Pemerintahan",
            "%", 2, "akhir", "maksimal", "SUB-PK", "7.01.01",
        ),
    ]  # fmt: skip
    assert list(TargetTahunan.objects.filter(tahun=PEDOMAN, indikator__level="iku").values_list("nilai")) == [
        (Decimal(87),),
        (Decimal(96),),
    ]


def test_reference_holds_every_unit_and_one_head_for_each():
    assert list(UnitKerja.objects.values_list("kode", flat=True)) == [
        "KEC", "SEKR", "SUB-PK", "SUB-KU", "SEK-PEM", "SEK-TRANTIB", "SEK-PMD", "SEK-KESSOS", "SEK-YANUM",
    ]  # fmt: skip
    assert Jabatan.objects.exclude(tingkat="pelaksana").values("unit").distinct().count() == 9
    assert Jabatan.objects.filter(tingkat="pelaksana").count() == 14


def test_reference_gives_every_sub_kegiatan_one_indicator():
    assert SubKegiatan.objects.count() in range(45, 51)
    assert list(SubKegiatan.objects.exclude(indikator__isnull=False)) == []
    assert Indikator.objects.filter(level="sub_kegiatan").count() == SubKegiatan.objects.count()
    assert not Indikator.objects.filter(Q(definisi_operasional="") | Q(sumber_data="")).exists()
    assert all(s.kode.startswith(f"{s.kegiatan.kode}.") for s in SubKegiatan.objects.select_related("kegiatan"))


def test_reference_calendar_equals_the_guideline():
    assert [a.aturan for a in AturanJadwal.objects.order_by("pk")] == list(ATURAN_PEDOMAN)


def test_reference_scale_has_five_classes():
    ketentuan = Ketentuan.objects.untuk(PEDOMAN)

    assert [(batas, kelas.nama) for batas, kelas in ketentuan.skala()] == [
        (Decimal(91), "Sangat Tinggi"),
        (Decimal(76), "Tinggi"),
        (Decimal(66), "Sedang"),
        (Decimal(51), "Rendah"),
        (Decimal(0), "Sangat Rendah"),
    ]


@pytest.mark.parametrize(
    "model",
    [
        UnitKerja, Jabatan, Ketentuan, KelasCapaian, AturanJadwal, HariLibur, EdisiNomenklatur, SubKegiatan,
        Sasaran, Indikator, Penugasan,
    ],
)  # fmt: skip
def test_row_is_one_that_a_form_would_accept(model):
    for baris in model.objects.all():
        baris.full_clean()


def test_annual_target_is_the_roll_up_of_its_quarters():
    for rencana in RencanaAksi.objects.select_related("indikator").prefetch_related("target_triwulan"):
        tahunan = TargetTahunan.objects.get(indikator=rencana.indikator, tahun=rencana.tahun)
        triwulan = [t.nilai for t in rencana.target_triwulan.all()]

        assert selisih_pembagian(rencana.indikator.akumulasi, triwulan, tahunan.nilai) == 0, rencana


def test_guideline_year_is_ratified_in_all_quarters():
    milik = Capaian.objects.filter(target_triwulan__triwulan__tahun=PEDOMAN)

    assert {*milik.values_list("target_triwulan__triwulan__nomor", "status")} == {(n, "sah") for n in range(1, 6)}


def test_ikm_second_quarter_shows_the_ladder_with_both_corrections():
    ikm = Capaian.objects.get(
        target_triwulan__rencana_aksi__indikator__sasaran__urutan=1,
        target_triwulan__triwulan__tahun=PEDOMAN,
        target_triwulan__triwulan__nomor=2,
    )
    tangga = ikm.putusan.all()

    assert ikm.realisasi == Decimal("85.40")
    assert ikm.target_triwulan.nilai == 87
    assert [(p.meja, p.tindakan, p.nilai_keluar, p.oleh.username) for p in tangga] == [
        ("pengisi", "ajukan", Decimal("98.1609"), "staf.yanum1"),
        ("eselon_iv", "teruskan", Decimal(95), "kasi.yanum"),
        ("eselon_iii", "teruskan", Decimal(97), "sekcam"),
        ("camat", "sahkan", Decimal(97), "camat2023"),
    ]
    assert [p.jenis_alasan for p in tangga] == ["", "tidak_sesuai", "melebihi", ""]
    assert tangga[2].dokumen.count() == 2


def test_guideline_year_has_returns_corrections_and_late_steps():
    milik = Putusan.objects.filter(capaian__target_triwulan__triwulan__tahun=PEDOMAN)

    assert milik.filter(tindakan="kembalikan").count() == 2
    assert milik.filter(tindakan="tidak_berlaku").count() == 1
    assert {*milik.filter(tindakan="ajukan", hari_terlambat__gt=0).values_list("hari_terlambat", flat=True)} != set()
    assert Capaian.objects.filter(putaran=2, target_triwulan__triwulan__tahun=PEDOMAN).count() == 2


def test_current_year_stands_in_every_state_in_its_latest_open_quarter():
    def status(nomor):
        milik = Capaian.objects.filter(
            target_triwulan__triwulan__tahun=BERJALAN, target_triwulan__triwulan__nomor=nomor
        )
        return {*milik.values_list("status", flat=True)}

    assert [status(n) for n in range(1, 5)] == [
        {"sah"},
        {"sah"},
        {
            "draf", "di_eselon_iv", "di_eselon_iii", "di_camat",
            "kembali_pengisi", "kembali_eselon_iv", "kembali_eselon_iii", "sah",
        },
        {"draf"},
    ]  # fmt: skip


def test_current_year_has_drafts_begun_and_late_claims():
    berjalan = Capaian.objects.filter(target_triwulan__triwulan__tahun=BERJALAN, target_triwulan__triwulan__nomor=3)

    assert berjalan.filter(status="draf", realisasi__isnull=False).exists()
    assert berjalan.filter(status="draf", realisasi=None).exists()
    assert berjalan.filter(putusan__hari_terlambat__gt=0, status="sah").exists()


def test_every_submitted_claim_has_its_obligatory_documents():
    terajukan = SyaratDataDukung.objects.filter(wajib=True).exclude(target_triwulan__capaian__status="draf")

    assert list(terajukan.filter(data_dukung=None)) == []


def test_no_decision_lies_in_the_future():
    assert not Putusan.objects.filter(pada__gt=datetime.fromisoformat(SAAT)).exists()


def test_audit_trail_is_whole_after_loading():
    assert list(periksa_rantai()) == []


def test_sample_is_marked_and_its_camat_of_the_guideline_year_cannot_log_in():
    assert Kantor.objects.get().berisi_data_contoh is True
    assert [p.username for p in Pegawai.objects.all() if not p.has_usable_password()] == ["camat2023"]
    assert Pegawai.objects.exclude(nip=None).count() == 0


def test_team_has_a_member_in_every_unit():
    for tahun, koordinator in ((PEDOMAN, "camat2023"), (BERJALAN, "camat")):
        tim = AnggotaTim.objects.filter(tim__tahun=tahun)
        unit = Penugasan.objects.filter(pegawai__keanggotaan_tim__in=tim).values("jabatan__unit").distinct()

        assert tim.get(fungsi="koordinator").pegawai.username == koordinator
        assert tim.get(fungsi="sekretaris").pegawai.username == "kasubag.pk"
        assert unit.count() == 9


def test_sample_years_are_the_guideline_year_and_the_current_one():
    assert tahun_contoh(date(2031, 5, 1)) == [2023, 2031]
    assert tahun_contoh(date(2023, 5, 1)) == [2023]


def _triwulan(tahun, nomor):
    tanggal = jadwal_triwulan(tahun, nomor, ATURAN_PEDOMAN)
    return Triwulan(
        tahun=tahun,
        nomor=nomor,
        buka=tanggal[Tahap.BUKA],
        batas_staf=tanggal[Tahap.STAF],
        batas_eselon_iv=tanggal[Tahap.ESELON_IV],
        batas_eselon_iii=tanggal[Tahap.ESELON_III],
        batas_camat=tanggal[Tahap.CAMAT],
    )


@pytest.mark.parametrize("jam", ["00:00", "07:30", "23:59"])
def test_every_story_fits_between_opening_and_now_on_any_day_of_a_year(jam):
    empat = [_triwulan(2028, nomor) for nomor in range(1, 5)]
    alur = [[Langkah(**satu) for satu in isi] for isi in Cerita(empat[0], timezone.now(), True).alur["alur"].values()]

    for hari in (date(2028, 1, 1) + timedelta(n) for n in range(366)):
        sampai = datetime.fromisoformat(f"{hari}T{jam}+08:00")
        for tw in (tw for tw in empat if tw.sudah_buka(hari)):
            for geser, langkah in enumerate(alur):
                waktu = jadwalkan(langkah, tw, sampai=sampai, geser=geser)
                assert all(a <= b for a, b in pairwise(waktu))
                assert all(timezone.localdate(saat) >= tw.buka and saat <= sampai for saat in waktu)


def test_guideline_year_has_the_signed_agreements_of_all_levels():
    murni = PerjanjianKinerja.objects.filter(tahun=PEDOMAN, versi=0).select_related("jabatan_pertama")

    assert {p.jabatan_pertama.unit.kode: p.tanggal for p in murni} == {
        "KEC": date(2023, 1, 16),
        "SEKR": date(2023, 1, 18),
        "SUB-PK": date(2023, 1, 19),
        "SUB-KU": date(2023, 1, 19),
        "SEK-PEM": date(2023, 1, 20),
        "SEK-TRANTIB": date(2023, 1, 20),
        "SEK-PMD": date(2023, 1, 20),
        "SEK-KESSOS": date(2023, 1, 24),
        "SEK-YANUM": date(2023, 1, 20),
    }
    assert all(p.sidik == sidik_perjanjian(p) for p in murni)
    camat = murni.get(jabatan_pertama__tingkat="camat")
    assert (camat.pihak_pertama["nama"], camat.pihak_kedua["jabatan"], camat.baris.count()) == (
        "Muhammad Yusri, S.E., M.M.",
        "Bupati Luwu Timur",
        2,
    )


def test_guideline_year_has_one_agreement_changed_in_the_autumn():
    perubahan = PerjanjianKinerja.objects.get(tahun=PEDOMAN, versi=1)
    gaji = {p.versi: p.anggaran.get(kode="7.01.01.2.02.0001").jumlah for p in _versi(perubahan)}

    assert (perubahan.jabatan_pertama.unit.kode, perubahan.dasar, perubahan.tanggal) == (
        "SUB-KU",
        "strategi",
        date(2023, 10, 16),
    )
    assert "DPA Perubahan" in perubahan.alasan
    assert gaji == {0: Decimal(2_124_000_000), 1: Decimal(2_149_500_000)}


def _versi(perjanjian):
    return PerjanjianKinerja.objects.filter(tahun=perjanjian.tahun, jabatan_pertama=perjanjian.jabatan_pertama)


def test_current_year_has_agreements_in_every_state():
    keadaan = PerjanjianKinerja.objects.filter(tahun=BERJALAN).values_list(
        "jabatan_pertama__unit__kode", "versi", "status"
    )

    assert {*keadaan} == {
        ("KEC", 0, "ditandatangani"),
        ("SEKR", 0, "ditandatangani"),
        ("SUB-PK", 0, "ditandatangani"),
        ("SUB-KU", 0, "ditandatangani"),
        ("SUB-KU", 1, "draf"),
        ("SEK-PEM", 0, "ditandatangani"),
        ("SEK-TRANTIB", 0, "ditandatangani"),
        ("SEK-PMD", 0, "ditandatangani"),
        ("SEK-KESSOS", 0, "draf"),
        ("SEK-YANUM", 0, "ditandatangani"),
    }


def test_agreements_are_recorded_on_the_day_of_their_signing():
    tertanda = PerjanjianKinerja.objects.filter(status="ditandatangani")

    assert {*tertanda.values_list("ditandatangani_oleh__username", flat=True)} == {"kasubag.pk"}
    assert all(timezone.localdate(p.ditandatangani_pada) == p.tanggal for p in tertanda)


@pytest.mark.parametrize(("hari", "jumlah"), [("2025-01-02", 0), ("2025-01-10", 9)])
def test_no_agreement_is_told_before_its_day(hari, jumlah):
    isi, sampai = json.loads((FOLDER / "perjanjian.json").read_text())["berjalan"], f"{hari}T10:00+08:00"
    perencana = Penugasan.objects.get(pegawai__username="kasubag.pk")
    with transaction.atomic():
        tim = TimSakip.objects.create(tahun=2025)
        AnggotaTim.objects.create(tim=tim, pegawai=perencana.pegawai, fungsi=AnggotaTim.Fungsi.SEKRETARIS)

        muat_perjanjian(isi, 2025, datetime.fromisoformat(sampai), perencana)

        assert [*PerjanjianKinerja.objects.filter(tahun=2025).values_list("status", flat=True)] == jumlah * ["draf"]
        transaction.set_rollback(True)
