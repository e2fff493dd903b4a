"""Tim SAKIP of a year: who sits in it, which unit is missing, and the writing of it (R-01 to R-03)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from organisasi.jejak import catat
from organisasi.models import AnggotaTim, Pegawai, Penugasan, TimSakip, UnitKerja

# R-03, the guideline's own words.
TUGAS = (
    "Menyusun pengukuran kinerja dan pengumpulan data kinerja",
    "Menyusun laporan kinerja",
    "Menyusun evaluasi kinerja dan rekomendasi perbaikan kinerja",
    "Menyampaikan laporan kepada Camat",
)
# The order in which the decision lists them.
_URUTAN = [f.value for f in AnggotaTim.Fungsi]


@dataclass(frozen=True, slots=True)
class Anggota:
    """A member with the posts held on the reference day, as printed; none for who has left the office."""

    pegawai: Pegawai
    fungsi: str
    fungsi_teks: str
    jabatan: tuple[str, ...]
    unit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SusunanTim:
    """The Tim of a year; `tim` None while nobody has set one."""

    tahun: int
    tim: TimSakip | None
    anggota: tuple[Anggota, ...]
    unit_kosong: tuple[UnitKerja, ...]

    @property
    def ber_sk(self) -> bool:
        return self.tim is not None and bool(self.tim.nomor_sk) and self.tim.tanggal_sk is not None

    def pemegang(self, fungsi: str) -> Anggota | None:
        return next((a for a in self.anggota if a.fungsi == fungsi), None)


@dataclass(frozen=True, slots=True)
class IsianTim:
    """What the decision says; a person named twice keeps the higher function."""

    nomor_sk: str
    tanggal_sk: date | None
    koordinator: Pegawai
    sekretaris: Pegawai
    anggota: Collection[Pegawai]

    @property
    def fungsi(self) -> dict[Pegawai, str]:
        biasa = dict.fromkeys(self.anggota, AnggotaTim.Fungsi.ANGGOTA)
        return biasa | {
            self.koordinator: AnggotaTim.Fungsi.KOORDINATOR,
            self.sekretaris: AnggotaTim.Fungsi.SEKRETARIS,
        }


def hari_acuan(tahun: int, hari_ini: date) -> date:
    """The day of a year for which posts are asked: today within it, else its day nearest to today."""
    return min(max(hari_ini, date(tahun, 1, 1)), date(tahun, 12, 31))


def penugasan_per_pegawai(tanggal: date) -> dict[int, list[Penugasan]]:
    """Every assignment in force on a day, person id -> assignments. One query."""
    peta: dict[int, list[Penugasan]] = {}
    for penugasan in Penugasan.objects.berlaku(tanggal).select_related("jabatan__unit").order_by("mulai", "pk"):
        peta.setdefault(penugasan.pegawai_id, []).append(penugasan)
    return peta


def susunan_tim(tahun: int, hari_ini: date) -> SusunanTim:
    """Read the Tim of a year with the units that have no member (R-02). Four queries."""
    tim = TimSakip.objects.filter(tahun=tahun).first()
    keanggotaan = AnggotaTim.objects.filter(tim__tahun=tahun).select_related("pegawai")
    tugas = penugasan_per_pegawai(hari_acuan(tahun, hari_ini))
    anggota = sorted(
        (_anggota(k, tugas.get(k.pegawai_id, ())) for k in keanggotaan),
        key=lambda a: (_URUTAN.index(a.fungsi), a.pegawai.nama),
    )
    terwakili = {p.jabatan.unit_id for k in keanggotaan for p in tugas.get(k.pegawai_id, ())}
    kosong = tuple(u for u in UnitKerja.objects.filter(aktif=True) if u.pk not in terwakili)
    return SusunanTim(tahun, tim, tuple(anggota), kosong)


def _anggota(keanggotaan: AnggotaTim, tugas: Iterable[Penugasan]) -> Anggota:
    return Anggota(
        pegawai=keanggotaan.pegawai,
        fungsi=keanggotaan.fungsi,
        fungsi_teks=keanggotaan.get_fungsi_display(),
        jabatan=tuple(p.nama_jabatan for p in tugas),
        unit=tuple(dict.fromkeys(p.jabatan.unit.nama for p in tugas)),
    )


@transaction.atomic
def simpan_tim(*, tahun: int, isian: IsianTim, oleh: Pegawai, jabatan: str) -> TimSakip:
    """Write the Tim of a year as its decision says; what stays the same writes no line of the trail."""
    tim, baru = TimSakip.objects.select_for_update().get_or_create(tahun=tahun)
    lama = _keterangan(tim)
    tim.nomor_sk, tim.tanggal_sk = isian.nomor_sk, isian.tanggal_sk
    tim.save(update_fields=["nomor_sk", "tanggal_sk"])
    # All at once: exchanging coordinator and secretary row by row would meet the constraint half-way.
    tim.keanggotaan.all().delete()
    AnggotaTim.objects.bulk_create(AnggotaTim(tim=tim, pegawai=p, fungsi=f) for p, f in isian.fungsi.items())
    sesudah = _keterangan(tim)
    if baru or sesudah != lama:
        catat(
            "tim.simpan",
            objek=tim,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} menyimpan {tim}",
            data={"lama": lama, "baru": sesudah},
        )
    return tim


def _keterangan(tim: TimSakip) -> dict[str, object]:
    anggota = tim.keanggotaan.select_related("pegawai").order_by("pegawai__nama", "pegawai_id")
    return {
        "nomor_sk": tim.nomor_sk,
        "tanggal_sk": tim.tanggal_sk.isoformat() if tim.tanggal_sk else "",
        "anggota": [f"{a.pegawai.nama} ({a.get_fungsi_display()})" for a in anggota],
    }
