"""The calendar of a year as it stands: every date with the rule behind it, who has to act, and what was moved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from kinerja.models import Dpa
from organisasi.bahasa import daftar, sisa, tanggal
from organisasi.models import Jabatan
from organisasi.peran import Peran
from rencana_aksi.kalender import (
    AturanTahunan,
    ButirTahunan,
    Keadaan,
    Tahap,
    bukan_hari_kerja,
    geser_ke_hari_kerja,
    nama_minggu,
    tanggal_tahunan,
)
from rencana_aksi.models import (
    AturanJadwal,
    AturanJadwalTahunan,
    Capaian,
    HariLibur,
    PerubahanJadwal,
    TanggalTahunan,
    Triwulan,
)
from rencana_aksi.models.capaian import MEJA_STATUS, TAHAP_MEJA, Status
from rencana_aksi.perpanjangan import BarisPerpanjangan, perpanjangan_triwulan

WARNA_KEADAAN = {
    Keadaan.BELUM_DIBUKA: "netral",
    Keadaan.BUKA: "jalan",
    Keadaan.TAHAN: "aksi",
    Keadaan.TUTUP: "baik",
}
_PELAKU_TAHUNAN = {
    ButirTahunan.SK_TIM: "Camat, disiapkan Kasubag Perencanaan dan Kepegawaian",
    ButirTahunan.PK: "semua pejabat struktural",
    ButirTahunan.RENCANA_AKSI: "semua unit kerja, ditetapkan Camat",
    ButirTahunan.LKJIP: "Camat, disiapkan Tim SAKIP",
}
_HALAMAN_TAHUNAN = {
    ButirTahunan.SK_TIM: "tim",
    ButirTahunan.PK: "perjanjian_daftar",
    ButirTahunan.RENCANA_AKSI: "rencana_daftar",
    ButirTahunan.LKJIP: "jadwal_tahun",
}
_TINGKAT_TAHAP = {
    Tahap.STAF: Jabatan.Tingkat.PELAKSANA,
    Tahap.ESELON_IV: Jabatan.Tingkat.ESELON_IV,
    Tahap.ESELON_III: Jabatan.Tingkat.SEKCAM,
    Tahap.CAMAT: Jabatan.Tingkat.CAMAT,
}


@dataclass(frozen=True, slots=True)
class TanggalPeriode:
    """One due date of a period. `menunggu` says whose claims still lie there; `catatan` why the day is not plain."""

    tahap: Tahap
    nama: str
    tanggal: date
    sisa: str
    dasar: str
    catatan: tuple[str, ...]
    pelaku: str
    menunggu: str
    lewat: bool


@dataclass(frozen=True, slots=True)
class Periode:
    """A quarter, or the year's own measurement, with its state in words."""

    triwulan: Triwulan
    keadaan: Keadaan
    warna: str
    sebab: str
    tanggal: tuple[TanggalPeriode, ...]
    perpanjangan: tuple[BarisPerpanjangan, ...]
    berjalan: bool

    @property
    def terbentang(self) -> bool:
        """Whether the page shows the dates at once: while the period runs, or something still lies on a desk."""
        return self.berjalan or any(t.menunggu for t in self.tanggal)


@dataclass(frozen=True, slots=True)
class TanggalSetahun:
    """One date of the year. `tanggal_aturan` is the day that the rule or the mover asked for."""

    butir: ButirTahunan
    nama: str
    tahun: int
    tanggal: date
    tanggal_aturan: date
    dasar: str
    catatan: tuple[str, ...]
    keluar: bool
    mengikuti_dpa: bool

    @property
    def pelaku(self) -> str:
        return _PELAKU_TAHUNAN[self.butir]

    @property
    def tautan(self) -> str:
        return reverse(_HALAMAN_TAHUNAN[self.butir], args=[self.tahun])


@dataclass(frozen=True, slots=True)
class ButirAgenda:
    tanggal: date
    teks: str
    libur: bool


@dataclass(frozen=True, slots=True)
class Minggu:
    """A week of the guideline (four in a month) with what falls into it; `kini` marks the one of today."""

    nama: str
    kini: bool
    butir: tuple[ButirAgenda, ...]


@dataclass(frozen=True, slots=True)
class KalenderTahun:
    tahun: int
    hari_ini: date
    periode: tuple[Periode, ...]
    tahunan: tuple[TanggalSetahun, ...]
    agenda: tuple[Minggu, ...]
    libur: tuple[tuple[date, str], ...]
    perubahan: tuple[PerubahanJadwal, ...]

    @property
    def minggu_ini(self) -> str:
        return nama_minggu(self.hari_ini)


def hari_libur(*tahun: int) -> dict[date, str]:
    """Public holidays and joint leave of these years with their names. One query."""
    nama: dict[date, list[str]] = defaultdict(list)
    for hari, satu in HariLibur.objects.filter(tanggal__year__in=tahun).values_list("tanggal", "nama"):
        nama[hari].append(satu)
    return {hari: daftar(semua) for hari, semua in nama.items()}


def dasar_aturan(tahun: int) -> dict[tuple[int, str], str]:
    """The rule of each date of a year's periods, by number and stage: the newest that is in force. One query."""
    dasar: dict[tuple[int, str], str] = {}
    for a in AturanJadwal.objects.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak"):
        dasar.setdefault((a.triwulan, a.tahap), a.dasar)
    return dasar


def tanggal_setahun(*tahun: int) -> list[TanggalSetahun]:
    """The yearly dates of these years: as stored, otherwise as the rules give them. Five queries."""
    aturan = list(AturanJadwalTahunan.objects.filter(berlaku_sejak__lte=max(tahun)).order_by("berlaku_sejak", "pk"))
    tersimpan = {(t.tahun, t.butir): t for t in TanggalTahunan.objects.filter(tahun__in=tahun)}
    geser = PerubahanJadwal.objects.filter(tahunan__tahun__in=tahun).order_by("pada", "pk")
    digeser = {p.tahunan_id: p for p in geser}
    dpa = dict(Dpa.objects.filter(tahun__in=tahun).values_list("tahun", "tanggal"))
    libur = hari_libur(*tahun, max(tahun) + 1)
    hasil = []
    for satu in tahun:
        # Later rules overwrite earlier ones.
        berlaku = {a.butir: a.aturan for a in aturan if a.berlaku_sejak <= satu}
        hasil += [
            _setahun(satu, berlaku[butir], tersimpan.get((satu, butir)), digeser, dpa.get(satu), libur)
            for butir in ButirTahunan
            if butir in berlaku
        ]
    return hasil


def _setahun(
    tahun: int,
    aturan: AturanTahunan,
    simpanan: TanggalTahunan | None,
    digeser: Mapping[int, PerubahanJadwal],
    dpa: date | None,
    libur: Mapping[date, str],
) -> TanggalSetahun:
    menurut = simpanan.tanggal_aturan if simpanan else tanggal_tahunan(tahun, aturan, dpa)
    terhitung = geser_ke_hari_kerja(menurut, libur) if aturan.keluar else menurut
    hari = simpanan.tanggal if simpanan else terhitung
    catatan = [_kata_geser(digeser[simpanan.pk])] if simpanan and simpanan.pk in digeser else []
    if aturan.bulan_sesudah_dpa:
        dasar_dpa = f"DPA disahkan {tanggal(dpa)}." if dpa else "Tanggal DPA belum dicatat, jadi berlaku akhir Januari."
        catatan.append(dasar_dpa)
    return TanggalSetahun(
        butir=aturan.butir,
        nama=aturan.butir.label,
        tahun=tahun,
        tanggal=hari,
        tanggal_aturan=menurut,
        dasar=aturan.dasar,
        catatan=(*catatan, *_kata_libur(hari, menurut, libur)),
        keluar=aturan.keluar,
        mengikuti_dpa=bool(aturan.bulan_sesudah_dpa),
    )


def simpan_tahunan(tahun: int) -> None:
    """Store the yearly dates that the rules give; what is stored already stays, what follows the DPA is not stored."""
    for satu in tanggal_setahun(tahun):
        if not satu.mengikuti_dpa:
            TanggalTahunan.objects.get_or_create(
                tahun=tahun,
                butir=satu.butir,
                defaults={"tanggal": satu.tanggal, "tanggal_aturan": satu.tanggal_aturan},
            )


def _kata_geser(p: PerubahanJadwal) -> str:
    return f"Digeser dari {tanggal(p.dari)} oleh {p.nama} pada {tanggal(p.pada)}: {p.alasan}"


def _kata_libur(hari: date, aturan: date, libur: Mapping[date, str]) -> list[str]:
    """What a holiday does to a date: an external one was moved, an internal one stays and warns (R-14)."""
    if hari != aturan:
        return [f"Dimajukan dari {tanggal(aturan)} karena jatuh pada hari libur."]
    sebab = bukan_hari_kerja(hari, libur)
    return [f"Jatuh pada hari libur ({sebab}); selesaikan pada hari kerja sebelumnya."] if sebab else []


def catatan_geser(triwulan: Sequence[Triwulan]) -> dict[tuple[int, str], str]:
    """Why dates of these periods are not those of the rule, by period and stage. One query."""
    geser = PerubahanJadwal.objects.filter(triwulan__in=triwulan, jenis=PerubahanJadwal.Jenis.GESER)
    return {(p.triwulan_id, p.tahap): _kata_geser(p) for p in geser.order_by("pada", "pk")}


def kalender_tahun(tahun: int, peran: Peran) -> KalenderTahun:
    """Everything that the calendar page of a year shows to a person; a number of queries that never grows."""
    triwulan = list(Triwulan.objects.filter(tahun__in=(tahun - 1, tahun)))
    milik = [t for t in triwulan if t.tahun == tahun]
    libur = hari_libur(tahun, tahun + 1)
    tahunan = tanggal_setahun(tahun - 1, tahun)
    return KalenderTahun(
        tahun=tahun,
        hari_ini=peran.tanggal,
        periode=_periode(milik, peran, libur),
        tahunan=tuple(t for t in tahunan if t.tahun == tahun),
        agenda=_agenda(tahun, triwulan, tahunan, libur, peran.tanggal),
        libur=tuple((hari, nama) for hari, nama in sorted(libur.items()) if hari.year == tahun),
        perubahan=tuple(_perubahan(tahun)),
    )


def _perubahan(tahun: int) -> list[PerubahanJadwal]:
    setahun = PerubahanJadwal.objects.filter(Q(triwulan__tahun=tahun) | Q(tahunan__tahun=tahun))
    return list(setahun.select_related("triwulan", "tahunan"))


def _periode(triwulan: Sequence[Triwulan], peran: Peran, libur: Mapping[date, str]) -> tuple[Periode, ...]:
    if not triwulan:
        return ()
    dasar, geser = dasar_aturan(triwulan[0].tahun), catatan_geser(triwulan)
    menunggu = _menunggu(triwulan, peran)
    perpanjangan: dict[int, list[BarisPerpanjangan]] = defaultdict(list)
    for p in perpanjangan_triwulan(triwulan, peran.tanggal):
        perpanjangan[p.perpanjangan.triwulan_id].append(p)
    return tuple(
        Periode(
            triwulan=tw,
            keadaan=tw.keadaan(peran.tanggal),
            warna=WARNA_KEADAAN[tw.keadaan(peran.tanggal)],
            sebab=_sebab(tw, peran.tanggal),
            tanggal=tuple(
                _tanggal(tw, tahap, dasar, geser, menunggu.get((tw.pk, tahap), {}), peran, libur) for tahap in Tahap
            ),
            perpanjangan=tuple(perpanjangan[tw.pk]),
            berjalan=tw.buka <= peran.tanggal <= tw.batas_camat_aturan,
        )
        for tw in triwulan
    )


def _sebab(tw: Triwulan, hari_ini: date) -> str:
    match tw.keadaan(hari_ini):
        case Keadaan.TUTUP:
            return tw.sebab_tutup
        case Keadaan.TAHAN:
            return tw.sebab_tahan
        case Keadaan.BELUM_DIBUKA:
            return f"Pengajuan dibuka {tanggal(tw.buka)}."
    return f"Pengajuan dibuka sejak {tanggal(tw.buka)}."


def _tanggal(
    tw: Triwulan,
    tahap: Tahap,
    dasar: Mapping[tuple[int, str], str],
    geser: Mapping[tuple[int, str], str],
    klaim: Mapping[str, int],
    peran: Peran,
    libur: Mapping[date, str],
) -> TanggalPeriode:
    hari = tw.batas(tahap)
    aturan = tw.batas_camat_aturan if tahap == Tahap.CAMAT else hari
    digeser = geser.get((tw.pk, tahap))
    return TanggalPeriode(
        tahap=tahap,
        nama=tahap.label,
        tanggal=hari,
        sisa=_sisa(tahap, hari, klaim, tw, peran.tanggal),
        dasar=dasar.get((tw.nomor, tahap), ""),
        catatan=(*([digeser] if digeser else []), *([] if tahap == Tahap.BUKA else _kata_libur(hari, aturan, libur))),
        pelaku=_pelaku(tahap, peran),
        menunggu=_kata_menunggu(klaim),
        lewat=bool(klaim) and hari < peran.tanggal,
    )


def _sisa(tahap: Tahap, hari: date, klaim: Mapping[str, int], tw: Triwulan, hari_ini: date) -> str:
    """A day that is over says "terlambat" only while something still lies there."""
    if hari >= hari_ini or (klaim and tahap != Tahap.BUKA and not tw.ditutup):
        return sisa(hari, hari_ini)
    return "sudah lewat"


def _pelaku(tahap: Tahap, peran: Peran) -> str:
    if tahap == Tahap.BUKA:
        return ""
    if tahap == Tahap.STAF:
        return "pengisi setiap unit"
    if tahap == Tahap.ESELON_IV:
        return "kepala subbagian dan kepala seksi"
    duduk = [p for p in peran.semua if p.jabatan.tingkat == _TINGKAT_TAHAP[tahap]]
    return daftar([f"{p.nama_jabatan} ({p.pegawai.nama})" for p in duduk]) or "belum ada pejabatnya"


def _menunggu(triwulan: Sequence[Triwulan], peran: Peran) -> dict[tuple[int, Tahap], dict[str, int]]:
    """How many claims of each unit lie at each desk, of those that this person may see. One query."""
    terbuka = [t for t in triwulan if t.keadaan(peran.tanggal) in (Keadaan.BUKA, Keadaan.TAHAN)]
    baris = (
        Capaian.objects.visible_to(peran)
        .filter(target_triwulan__triwulan__in=terbuka)
        .exclude(status=Status.SAH)
        .order_by()
        .values_list("target_triwulan__triwulan", "status", "target_triwulan__rencana_aksi__indikator__unit__nama")
        .annotate(jumlah=Count("pk"))
    )
    hasil: dict[tuple[int, Tahap], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for triwulan_id, status, unit, jumlah in baris:
        hasil[triwulan_id, TAHAP_MEJA[MEJA_STATUS[Status(status)]]][unit] += jumlah
    return hasil


def _kata_menunggu(klaim: Mapping[str, int]) -> str:
    if not klaim:
        return ""
    per_unit = daftar([f"{unit} {jumlah}" for unit, jumlah in sorted(klaim.items())])
    return f"{sum(klaim.values())} klaim masih di sini: {per_unit}"


def _agenda(
    tahun: int,
    triwulan: Sequence[Triwulan],
    tahunan: Sequence[TanggalSetahun],
    libur: Mapping[date, str],
    hari_ini: date,
) -> tuple[Minggu, ...]:
    """The calendar year by the guideline's weeks; weeks in which nothing falls are left out, except today's."""
    butir = [ButirAgenda(tw.batas(tahap), f"{tahap.label}, {tw}", False) for tw in triwulan for tahap in Tahap]
    butir += [ButirAgenda(t.tanggal, f"{t.nama}, {t.tahun}", False) for t in tahunan]
    butir += [ButirAgenda(hari, nama, True) for hari, nama in libur.items()]
    butir = [b for b in butir if b.tanggal.year == tahun]
    per_minggu: dict[str, list[ButirAgenda]] = defaultdict(list)
    for satu in butir:
        per_minggu[nama_minggu(satu.tanggal)].append(satu)
    hari = sorted({hari_ini, *(b.tanggal for b in butir)})
    kini = nama_minggu(hari_ini) if hari_ini.year == tahun else ""
    return tuple(
        Minggu(nama, nama == kini, tuple(sorted(per_minggu[nama], key=lambda b: (b.tanggal, b.libur))))
        for nama in dict.fromkeys(nama_minggu(h) for h in hari if h.year == tahun)
    )


def pilihan_tahun(hari_ini: date) -> list[int]:
    """The years that have periods, and this one: what the page lets one choose. One query."""
    ada = set(Triwulan.objects.order_by().values_list("tahun", flat=True).distinct())
    return sorted(ada | {hari_ini.year})


def tahap_sendiri(peran: Peran) -> list[Tahap]:
    """The stages whose due dates are this person's, by the posts held today. No query."""
    return [tahap for tahap, tingkat in _TINGKAT_TAHAP.items() if peran.bertingkat(tingkat)]
