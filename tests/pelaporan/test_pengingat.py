"""The tick of the reminders: a whole quarter told day by day, missed days, wrong clocks, acting officials."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from kinerja.models import Dpa
from organisasi.models import Jabatan, Pegawai, Penugasan, TimSakip
from organisasi.peran import peran
from pelaporan.models import ButirPengingat, HariPengingat, Pemberitahuan, Surel
from pelaporan.pengingat.detak import catat_hari, detak
from pelaporan.pengingat.jadwal import nama_tahap
from pelaporan.pengingat.kirim import kirim
from pelaporan.pengingat.sumber import semua_urusan
from pelaporan.pengingat.urusan import Pejabat, urusan_klaim
from rencana_aksi.antrian import giliran
from rencana_aksi.kalender import ATURAN_TAHUNAN
from rencana_aksi.models import AturanJadwalTahunan, Capaian, Perpanjangan
from rencana_aksi.models.capaian import Status
from tests import factories
from tests.factories import KantorLengkap, Tingkat

pytestmark = pytest.mark.django_db
WITA = timezone.get_default_timezone()


def saat(bulan: int, hari: int, jam: int = 7, menit: int = 0) -> datetime:
    return datetime(2023, bulan, hari, jam, menit, tzinfo=WITA)


@dataclass
class Cerita:
    """Twenty people, and the claims A to E of five units, by their letter."""

    kantor: KantorLengkap
    klaim: dict[str, Capaian]
    jabatan_kasi_d: Jabatan

    def pindah(self, huruf: str, status: Status) -> None:
        klaim = Capaian.objects.filter(pk=self.klaim[huruf].pk)
        diajukan = {"diajukan_pada": timezone.now(), "diajukan_oleh": self.kantor.staf}
        klaim.update(status=status, realisasi=3, persen=100, **diajukan)


@pytest.fixture
def kantor():
    return factories.kantor_lengkap()


def duduk(username: str, kursi: Jabatan) -> Pegawai:
    orang = factories.pegawai(username=username, nama=username)
    factories.penugasan(pegawai=orang, jabatan=kursi)
    return orang


def seksi(kantor: KantorLengkap, huruf: str) -> Jabatan:
    """A section with its head and three staff."""
    unit = factories.unit(nama=f"Seksi {huruf.upper()}", induk=kantor.kecamatan)
    kepala = factories.jabatan(tingkat=Tingkat.ESELON_IV, unit=unit, atasan=kantor.jabatan_camat)
    duduk(f"kasi_{huruf}", kepala)
    for nomor in (1, 2, 3):
        duduk(f"{huruf}{nomor}", factories.jabatan(unit=unit, atasan=kepala))
    return kepala


@pytest.fixture
def cerita(kantor):
    kasi_c, kasi_d = seksi(kantor, "c"), seksi(kantor, "d")
    for nomor in (1, 2):
        duduk(f"e{nomor}", factories.jabatan(unit=kantor.subbag, atasan=kantor.jabatan_kasubag))
    # The head of D is away; the head of C acts for him.
    factories.penugasan(
        pegawai=Pegawai.objects.get(username="kasi_c"),
        jabatan=kasi_d,
        kapasitas=Penugasan.Kapasitas.PLH,
        mulai=date(2023, 6, 20),
        selesai=date(2023, 6, 30),
    )
    unit = {"A": kantor.pelayanan, "B": kantor.pemerintahan, "C": kasi_c.unit, "D": kasi_d.unit, "E": kantor.subbag}
    klaim = {}
    for huruf, satu in unit.items():
        indikator = factories.indikator(unit=satu, nama=huruf)
        klaim[huruf] = factories.capaian(target_triwulan=factories.target_triwulan(indikator=indikator))
    for orang in Pegawai.objects.filter(penugasan__isnull=False, is_active=True):
        Pegawai.objects.filter(pk=orang.pk).update(email=f"{orang.username}@kantor.example")
    return Cerita(kantor, klaim, kasi_d)


LKJIP = date(2024, 2, 29)
# What happens to the claims, in the morning before the office opens unless an hour is given.
PERISTIWA = [
    (saat(6, 5, 5), "E", Status.SAH),
    (saat(6, 9, 5), "A", Status.DI_ESELON_IV),
    (saat(6, 15, 5), "D", Status.DI_ESELON_IV),
    (saat(6, 20, 5), "A", Status.DI_ESELON_III),
    (saat(6, 28, 5), "A", Status.DI_CAMAT),
    (saat(6, 28, 5), "B", Status.DI_ESELON_IV),
    (saat(6, 29, 5), "B", Status.DI_ESELON_III),
    (saat(7, 1, 5), "B", Status.DI_CAMAT),
    (saat(7, 3, 12), "D", Status.SAH),
    (saat(7, 5, 5), "A", Status.SAH),
    (saat(7, 6, 12), "B", Status.SAH),
]
B = ("staf_lain", "staf_lain_rekan")
C = ("c1", "c2", "c3")
# By hand from the rules: due 24 June (staf), 27 June (Eselon IV), 30 June (Sekcam), 7 July (Camat).
# "*" marks what is told to a superior.
HARAPAN = {
    date(2023, 6, 10): {o: ["B H-14"] for o in B}
    | {o: ["C H-14"] for o in C}
    | {o: ["D H-14"] for o in ("d1", "d2", "d3")},
    date(2023, 6, 13): {"kasi": ["A H-14"]},
    date(2023, 6, 17): {o: ["B H-7"] for o in B} | {o: ["C H-7"] for o in C},
    date(2023, 6, 20): {"kasi_c": ["D H-7"]},
    date(2023, 6, 21): {o: ["B H-3"] for o in B} | {o: ["C H-3"] for o in C},
    date(2023, 6, 23): {o: ["B H-1"] for o in B} | {o: ["C H-1"] for o in C} | {"sekcam": ["A H-7"]},
    date(2023, 6, 24): {o: ["B H"] for o in B} | {o: ["C H"] for o in C} | {"kasi_c": ["D H-3"]},
    date(2023, 6, 25): {o: ["B H+1"] for o in B} | {o: ["C H+1"] for o in C},
    date(2023, 6, 26): {o: ["B H+2"] for o in B} | {o: ["C H+2"] for o in C} | {"kasi_c": ["D H-1"]},
    date(2023, 6, 27): {o: ["B H+3"] for o in B}
    | {o: ["C H+3"] for o in C}
    | {"kasi_lain": ["B H+3*"], "kasi_c": ["C H+3*", "D H"], "sekcam": ["A H-3"]},
    date(2023, 6, 28): {o: ["C H+4"] for o in C} | {"kasi_lain": ["B H+1"], "kasi_c": ["C H+4*", "D H+1"]},
    date(2023, 6, 29): {o: ["C H+5"] for o in C} | {"sekcam": ["B H-1"], "kasi_c": ["C H+5*", "D H+2"]},
    date(2023, 6, 30): {o: ["C H+6"] for o in C}
    | {"sekcam": ["B H"], "kasi_c": ["C H+6*", "D H+3"], "camat": ["A H-7", "D H+3*"]},
    date(2023, 7, 1): {o: ["C H+7"] for o in C} | {"kasi_c": ["C H+7*"], "kasi_d": ["D H+4"], "camat": ["D H+4*"]},
    date(2023, 7, 2): {"kasi_d": ["D H+5"], "camat": ["D H+5*"]},
    date(2023, 7, 3): {"kasi_d": ["D H+6"], "camat": ["D H+6*"]},
    date(2023, 7, 4): {"camat": ["A H-3", "B H-3"]},
    date(2023, 7, 6): {"camat": ["B H-1"]},
    date(2023, 7, 8): {o: ["C H+14"] for o in C} | {"kasi_c": ["C H+14*"]},
    date(2023, 7, 15): {o: ["C H+21"] for o in C} | {"kasi_c": ["C H+21*"]},
    date(2023, 7, 22): {o: ["C H+28"] for o in C} | {"kasi_c": ["C H+28*"]},
}


def terkirim() -> dict[date, dict[str, list[str]]]:
    """What stands in the inboxes: by local day and user name, each matter with its stage."""
    hasil = defaultdict(lambda: defaultdict(list))
    for b in ButirPengingat.objects.select_related("pemberitahuan__penerima").order_by("judul", "pk"):
        notis = b.pemberitahuan
        bintang = "*" if b.sebagai == "atasan" else ""
        hari = timezone.localdate(notis.pada)
        hasil[hari][notis.penerima.username].append(f"{b.judul} {nama_tahap(b.tahap)}{bintang}")
    return {hari: dict(orang) for hari, orang in hasil.items()}


def test_satu_triwulan_dua_puluh_orang_tepat_menurut_daftar(cerita):
    assert Pegawai.objects.exclude(email="").count() == 20
    peristiwa = list(PERISTIWA)
    surat = defaultdict(list)

    for hari in (date(2023, 6, 1) + timedelta(days=n) for n in range(55)):
        for jam, menit in ((0, 1), (5, 59), (6, 0), (7, 59), (8, 0), (13, 0), (23, 59)):
            kini = saat(hari.month, hari.day, jam, menit)
            with time_machine.travel(kini, tick=False):
                while peristiwa and peristiwa[0][0] <= kini:
                    cerita.pindah(*peristiwa.pop(0)[1:])
                detak()
                kirim()
            surat[hari] += [alamat.split("@")[0] for pesan in mail.outbox for alamat in pesan.to]
            mail.outbox.clear()

    assert terkirim() == HARAPAN
    # One mail a person and day, and to nobody else.
    assert {hari: sorted(orang) for hari, orang in surat.items() if orang} == {
        hari: sorted(orang) for hari, orang in HARAPAN.items()
    }
    assert peristiwa == []


def test_surel_pengingat_memuat_judul_batas_dan_tautan_tanpa_data_pribadi(cerita, settings):
    settings.ALAMAT_SITUS = "https://sakip.contoh.go.id/"
    with time_machine.travel(saat(6, 24), tick=False):
        detak()
        kirim()

    surat = next(m for m in mail.outbox if m.to == ["c1@kantor.example"])
    klaim = cerita.klaim["C"]
    assert surat.subject == "SAKIP: C: batas 24 Juni 2023, hari ini"
    assert f"https://sakip.contoh.go.id/capaian/{klaim.public_id}/isi/" in surat.body
    assert "Batas 24 Juni 2023, hari ini" in surat.body
    nama = [n for n in Pegawai.objects.values_list("nama", flat=True) if len(n) > 2 and n in surat.body]
    assert nama == []


def test_hari_terlewat_dikejar_sekali_dengan_tahap_terakhir(cerita):
    with time_machine.travel(saat(6, 16), tick=False):
        detak()
    with time_machine.travel(saat(6, 18, 9), tick=False):
        detak()
        detak()

    susulan = terkirim()[date(2023, 6, 18)]
    assert susulan["c1"] == ["C H-7"]
    assert susulan["staf"] == ["A H-7"]
    assert list(terkirim()) == [date(2023, 6, 18)]
    with time_machine.travel(saat(6, 19), tick=False):
        assert detak() == 0


def test_klaim_yang_baru_tiba_bukan_hari_terlewat(cerita):
    with time_machine.travel(saat(6, 24), tick=False):
        detak()
    cerita.pindah("A", Status.DI_ESELON_IV)  # H-3 of this desk was the day before

    with time_machine.travel(saat(6, 25), tick=False):
        detak()

    assert "kasi" not in terkirim()[date(2023, 6, 25)]


@pytest.mark.parametrize("jam", [0, 5])
def test_sebelum_jam_kerja_belum_ada_pengingat(cerita, jam):
    with time_machine.travel(saat(6, 24, jam, 59), tick=False):
        assert detak() == 0

    assert HariPengingat.objects.count() == 0


def test_jam_mundur_dua_jam_tidak_mengulang(cerita):
    with time_machine.travel(saat(6, 24, 7), tick=False):
        pertama = detak()
    with time_machine.travel(saat(6, 24, 5), tick=False):
        detak()
    with time_machine.travel(saat(6, 24, 7), tick=False):
        kedua = detak()

    assert (pertama, kedua) == (13, 0)
    assert Pemberitahuan.objects.count() == 13


def test_jam_melompat_ke_depan_lalu_kembali_tidak_mengulang_tahap_yang_sama(cerita):
    with time_machine.travel(saat(6, 24), tick=False):
        detak()
    sebelum = ButirPengingat.objects.count()
    with time_machine.travel(saat(6, 23), tick=False):
        detak()
    with time_machine.travel(saat(6, 24, 9), tick=False):
        detak()

    # The day before had a stage of its own that nobody had been told.
    baru = ButirPengingat.objects.order_by("pk")[sebelum:]
    assert {b.tahap for b in baru} == {-1}
    assert ButirPengingat.objects.values("kunci").distinct().count() == ButirPengingat.objects.count()


def test_catat_hari_kedua_kali_tidak_menulis_apa_pun(cerita):
    hari = date(2023, 6, 24)

    assert catat_hari(hari) == 13
    assert catat_hari(hari) == 0
    assert Surel.objects.count() == 13


def test_yang_sudah_diberitahukan_tidak_terulang_walau_catatan_hari_hilang(cerita):
    hari = date(2023, 6, 24)
    catat_hari(hari)
    HariPengingat.objects.all().delete()

    assert catat_hari(hari) == 0
    assert Pemberitahuan.objects.count() == 13


def test_batas_yang_digeser_diingatkan_menurut_batas_baru(cerita):
    with time_machine.travel(saat(6, 24), tick=False):
        detak()
    geser = date(2023, 6, 26)
    triwulan = cerita.klaim["A"].triwulan
    triwulan.batas_staf = geser
    triwulan.save()

    with time_machine.travel(saat(6, 26), tick=False):
        detak()

    assert terkirim()[date(2023, 6, 26)]["staf"] == ["A H"]


def test_pemegang_urusan_sama_dengan_giliran_setiap_orang(cerita):
    kantor = cerita.kantor
    cerita.pindah("A", Status.DI_ESELON_IV)
    cerita.pindah("B", Status.KEMBALI_ESELON_III)
    cerita.pindah("D", Status.DI_CAMAT)
    # A head who enters a claim himself has it on his own desk too.
    cerita.klaim["C"].penyusun.add(Pegawai.objects.get(username="kasi_c"), kantor.staf)
    hari = date(2023, 6, 21)

    urusan = urusan_klaim(hari, Pejabat(hari))

    menurut_urusan = {(o, u.capaian_id) for u in urusan for o in u.pemegang}
    menurut_giliran = {
        (orang.pk, pk)
        for orang in Pegawai.objects.filter(is_active=True)
        for pk in Capaian.objects.filter(giliran(peran(orang, hari))).values_list("pk", flat=True)
    }
    assert menurut_urusan == menurut_giliran
    assert len(menurut_urusan) == 10


def test_unit_tanpa_staf_mengingatkan_kepalanya(kantor):
    unit = factories.unit()
    kepala = duduk("kepala", factories.jabatan(tingkat=Tingkat.ESELON_IV, unit=unit, atasan=kantor.jabatan_camat))
    target = factories.target_triwulan(indikator=factories.indikator(unit=unit))
    factories.capaian(target_triwulan=target)

    (urusan,) = semua_urusan(date(2023, 6, 24))

    assert urusan.pemegang == {kepala.pk}
    assert urusan.atasan == {kantor.camat.pk}


def test_atasan_yang_kosong_dilewati_ke_atas(kantor):
    Penugasan.objects.filter(jabatan=kantor.jabatan_kasi).delete()
    factories.capaian(target_triwulan=factories.target_triwulan(indikator=factories.indikator(unit=kantor.pelayanan)))

    (urusan,) = semua_urusan(date(2023, 6, 27))

    assert urusan.pemegang == {kantor.staf.pk, kantor.staf_rekan.pk}
    assert urusan.atasan == {kantor.camat.pk}


@pytest.fixture
def tahunan(kantor):
    """The calendar of 2023, with a DPA of 3 January."""
    factories.triwulan()
    for a in ATURAN_TAHUNAN:
        AturanJadwalTahunan.objects.create(berlaku_sejak=2020, **asdict(a))
    Dpa.objects.create(tahun=2023, tanggal=date(2023, 1, 3))
    return kantor


def dan_tahunan(hari: date) -> list[tuple[str, date, list[str], list[str]]]:
    nama = dict(Pegawai.objects.values_list("pk", "username"))
    return [
        (u.judul, u.batas, sorted(nama[p] for p in u.pemegang), sorted(nama[a] for a in u.atasan))
        for u in semua_urusan(hari)
    ]


def test_urusan_tahunan_menurut_kalender_dan_siapa_yang_belum(tahunan):
    kantor, dpa, akhir_januari = tahunan, date(2023, 2, 3), date(2023, 1, 31)
    for unit, status in ((kantor.pelayanan, "draf"), (kantor.pelayanan, "ditetapkan"), (kantor.subbag, "diajukan")):
        indikator = factories.indikator(unit=unit)
        factories.target_tahunan(indikator=indikator)
        factories.rencana_aksi(indikator=indikator, status=status)

    assert dan_tahunan(date(2023, 2, 1)) == [
        ("Perjanjian Kinerja 2023 Camat", dpa, ["camat"], []),
        ("Perjanjian Kinerja 2023 Sekretaris Camat", dpa, ["sekcam"], ["camat"]),
        ("Perjanjian Kinerja 2023 Kasubag Perencanaan dan Kepegawaian", dpa, ["kasubag"], ["sekcam"]),
        ("Perjanjian Kinerja 2023 Kasi Pelayanan Umum", dpa, ["kasi"], ["camat"]),
        ("Perjanjian Kinerja 2023 Kasi Pemerintahan", dpa, ["kasi_lain"], ["camat"]),
        ("1 Rencana Aksi 2023 Seksi Pelayanan Umum belum diajukan", akhir_januari, ["kasi"], ["camat"]),
        ("1 Rencana Aksi 2023 menunggu ditetapkan", akhir_januari, ["camat"], []),
        ("Laporan Kinerja (LKjIP) 2023", LKJIP, ["kasubag"], ["sekcam"]),
    ]


def test_tanggal_tahun_yang_sudah_lewat_tidak_diingatkan_lagi(tahunan):
    assert [judul for judul, *_ in dan_tahunan(date(2024, 1, 2))] == ["Laporan Kinerja (LKjIP) 2023"]


def test_sk_tim_diingatkan_kepada_camat_bila_belum_ada_sekretaris(tahunan):
    TimSakip.objects.all().delete()

    assert ("Keputusan Camat tentang Tim SAKIP 2023", date(2023, 1, 31), ["camat"], []) in dan_tahunan(date(2023, 2, 1))


def test_surel_urusan_tahunan_batal_begitu_urusannya_selesai(tahunan):
    Pegawai.objects.filter(pk=tahunan.kasubag.pk).update(email="kasubag@kantor.example")
    hari = LKJIP
    with time_machine.travel(datetime(hari.year, hari.month, hari.day, 7, tzinfo=WITA), tick=False):
        detak()
        factories.laporan(jenis="lkjip", triwulan=None, versi=1, objek="2023", judul="LKjIP 2023", konsep=False)
        kirim()

    assert [(s.keadaan, s.galat) for s in Surel.objects.all()] == [("batal", "Semua urusan di dalamnya sudah selesai.")]
    assert mail.outbox == []


def test_perpanjangan_menggeser_pengingat_dan_penahanan_menghentikannya(cerita):
    kantor, triwulan = cerita.kantor, cerita.klaim["A"].triwulan
    Perpanjangan.objects.create(
        triwulan=triwulan,
        unit=kantor.pelayanan,
        alasan="Banjir",
        batas_baru=date(2023, 6, 29),
        berlaku_sampai=date(2023, 6, 30),
        diberikan_pada=saat(6, 20),
        diberikan_oleh=kantor.camat,
    )

    def batas(hari: date) -> dict[str, date]:
        return {u.judul: u.batas for u in urusan_klaim(hari, Pejabat(hari))}

    tetap = dict.fromkeys("BCDE", date(2023, 6, 24))
    assert batas(date(2023, 6, 30)) == tetap | {"A": date(2023, 6, 29)}
    assert batas(date(2023, 7, 1)) == tetap | {"A": date(2023, 6, 24)}
    cerita.pindah("B", Status.DI_ESELON_IV)
    triwulan.ditahan_pada, triwulan.ditahan_oleh, triwulan.alasan_tahan = saat(6, 25), kantor.camat, "Rapat"
    triwulan.save()
    assert batas(date(2023, 6, 30)) == {"B": date(2023, 6, 27)}


def test_triwulan_yang_ditutup_dan_belum_buka_tidak_diingatkan(cerita):
    with time_machine.travel(saat(5, 31), tick=False):
        assert detak() == 0
    triwulan = cerita.klaim["A"].triwulan
    triwulan.ditutup_pada, triwulan.ditutup_oleh = timezone.now(), cerita.kantor.camat
    triwulan.save()

    with time_machine.travel(saat(6, 24), tick=False):
        assert detak() == 0


def test_detak_yang_tidak_berisi_hanya_satu_kueri(cerita, django_assert_num_queries):
    with time_machine.travel(saat(6, 24), tick=False):
        detak()
        with django_assert_num_queries(1):
            detak()
        with django_assert_num_queries(0), time_machine.travel(saat(6, 25, 5), tick=False):
            detak()


@pytest.mark.parametrize("jumlah", [1, 30])
def test_kueri_detak_tidak_bertambah_dengan_klaim(kantor, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        indikator = factories.indikator(unit=kantor.pelayanan)
        factories.capaian(target_triwulan=factories.target_triwulan(indikator=indikator))
    Pegawai.objects.update(email="a@kantor.example")

    # Holders and superiors, claims and who entered them, agreements, what was told, notices, mails and matters.
    with django_assert_num_queries(25):
        assert catat_hari(date(2023, 6, 24)) == 2
