"""Budget and spending of a year: pagu, realisasi per quarter and serapan, summed from sub kegiatan upwards (Rupiah)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from kinerja.models import EdisiNomenklatur, Pagu, SubKegiatan
from kinerja.pagu import KOSONG, IsianPagu, isian_pagu, simpan_pagu
from kinerja.perhitungan import NOL, efisiensi
from kinerja.pohon import edisi_tahun
from organisasi.bahasa import rupiah
from organisasi.jejak import catat
from organisasi.models import Pegawai
from rencana_aksi.models import RealisasiAnggaran, Triwulan

TRIWULAN = range(1, 5)


class AnggaranDitolak(Exception):
    """The amounts cannot be taken; `keluhan` names each sub kegiatan (pk) with its sentence."""

    def __init__(self, keluhan: Mapping[int, str]):
        super().__init__(" ".join(keluhan.values()))
        self.keluhan = dict(keluhan)


@dataclass(frozen=True, slots=True)
class Angka:
    """Amounts of one line in Rupiah. None is what nobody has entered, which is not 0."""

    murni: Decimal | None
    perubahan: Decimal | None
    berlaku: Decimal | None
    realisasi: tuple[Decimal | None, ...]

    @property
    def jumlah(self) -> Decimal | None:
        """Spent so far in the year."""
        return _jumlah(self.realisasi)

    @property
    def serapan(self) -> Decimal | None:
        """Percent of the pagu in force (domain 3.8); None without a pagu or before the first spending."""
        return efisiensi(None, self.berlaku, self.jumlah).serapan

    @property
    def sisa(self) -> Decimal | None:
        return None if self.berlaku is None else self.berlaku - (self.jumlah or NOL)


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """A program, kegiatan or sub kegiatan with its amounts; `tingkat` is one of those three words."""

    tingkat: str
    kode: str
    nama: str
    angka: Angka


@dataclass(frozen=True, slots=True)
class Anggaran:
    """The whole year, lines in the order of their codes."""

    tahun: int
    edisi: EdisiNomenklatur | None
    baris: tuple[BarisAnggaran, ...]
    total: Angka

    @property
    def program(self) -> list[BarisAnggaran]:
        return [b for b in self.baris if b.tingkat == "program"]


def anggaran_tahun(tahun: int) -> Anggaran:
    """Read a year's budget. Four queries, whatever its size."""
    edisi = edisi_tahun(tahun)
    sub = list(
        SubKegiatan.objects.filter(kegiatan__program__edisi=edisi).select_related("kegiatan__program").order_by("kode")
    )
    pagu = {p.sub_kegiatan_id: p for p in Pagu.objects.filter(tahun=tahun)}
    realisasi = _realisasi(tahun)
    angka = {s.pk: _angka(pagu.get(s.pk), realisasi.get(s.pk, {})) for s in sub}
    return Anggaran(tahun, edisi, tuple(_susun(sub, angka)), jumlahkan(angka.values()))


def _realisasi(tahun: int) -> dict[int, dict[int, Decimal]]:
    peta: dict[int, dict[int, Decimal]] = {}
    for satu in RealisasiAnggaran.objects.filter(triwulan__tahun=tahun).select_related("triwulan"):
        peta.setdefault(satu.sub_kegiatan_id, {})[satu.triwulan.nomor] = satu.jumlah
    return peta


def _angka(pagu: Pagu | None, realisasi: Mapping[int, Decimal]) -> Angka:
    per_triwulan = tuple(realisasi.get(nomor) for nomor in TRIWULAN)
    if pagu is None:
        return Angka(None, None, None, per_triwulan)
    return Angka(pagu.murni, pagu.perubahan, pagu.berlaku, per_triwulan)


def _susun(sub: Sequence[SubKegiatan], angka: Mapping[int, Angka]) -> Iterable[BarisAnggaran]:
    """Lines of all three levels; a sub kegiatan's code begins with those above it, so sorting by code nests them."""
    kegiatan = {s.kegiatan_id: s.kegiatan for s in sub}
    program = {k.program_id: k.program for k in kegiatan.values()}
    baris = [BarisAnggaran("sub kegiatan", s.kode, s.nama, angka[s.pk]) for s in sub]
    for k in kegiatan.values():
        isi = jumlahkan(angka[s.pk] for s in sub if s.kegiatan_id == k.pk)
        baris.append(BarisAnggaran("kegiatan", k.kode, k.nama, isi))
    for p in program.values():
        isi = jumlahkan(angka[s.pk] for s in sub if s.kegiatan.program_id == p.pk)
        baris.append(BarisAnggaran("program", p.kode, p.nama, isi))
    return sorted(baris, key=lambda b: b.kode)


def jumlahkan(angka: Iterable[Angka]) -> Angka:
    """The sum of lines. `perubahan` stays None until one line has changed; then the others count as they stand."""
    semua = list(angka)
    berubah = any(a.perubahan is not None for a in semua)
    return Angka(
        murni=_jumlah(a.murni for a in semua),
        perubahan=_jumlah(a.berlaku for a in semua) if berubah else None,
        berlaku=_jumlah(a.berlaku for a in semua),
        realisasi=tuple(_jumlah(a.realisasi[nomor - 1] for a in semua) for nomor in TRIWULAN),
    )


def _jumlah(nilai: Iterable[Decimal | None]) -> Decimal | None:
    ada = [n for n in nilai if n is not None]
    return sum(ada, NOL) if ada else None


@transaction.atomic
def simpan_realisasi(
    *, triwulan: Triwulan, jumlah: Mapping[SubKegiatan, Decimal | None], oleh: Pegawai, jabatan: str
) -> int:
    """Write what was spent within a quarter; None takes an amount back. Return how many differ.

    A closed quarter stays open for money: the treasurer's books close after its report (domain 0.7).
    Raises AnggaranDitolak, and writes nothing, when the year's spending would exceed a pagu in force.
    """
    # The quarter is locked so that two savings cannot exceed a pagu together.
    triwulan = Triwulan.objects.select_for_update().get(pk=triwulan.pk)
    lama = {r.sub_kegiatan_id: r.jumlah for r in triwulan.realisasi_anggaran.all()}
    berubah = {s: baru for s, baru in jumlah.items() if baru != lama.get(s.pk)}
    _tolak_lebih(triwulan, berubah)
    for sub, baru in berubah.items():
        _tulis(sub, triwulan, baru)
    if berubah:
        beda = [{"apa": s.kode, "lama": _teks(lama.get(s.pk)), "baru": _teks(baru)} for s, baru in berubah.items()]
        catat(
            "anggaran.realisasi",
            objek=triwulan,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} mengisi realisasi anggaran {len(berubah)} sub kegiatan, {triwulan}",
            data={"perubahan": beda},
        )
    return len(berubah)


def terpakai(tahun: int) -> dict[int, Decimal]:
    """What each sub kegiatan (pk) has spent in a year, in Rupiah. One query."""
    jumlah = RealisasiAnggaran.objects.filter(triwulan__tahun=tahun).order_by().values_list("sub_kegiatan")
    return dict(jumlah.annotate(Sum("jumlah")))


def keberatan_pagu(kode: str, berlaku: Decimal | None, terpakai: Decimal | None) -> str | None:
    """Why a pagu in force cannot be this low (None: no pagu at all), or None: what is spent stays covered."""
    if not terpakai or (berlaku is not None and berlaku >= terpakai):
        return None
    if berlaku is None:
        return f"{kode}: pagu tidak dapat dikosongkan karena sudah terpakai {rupiah(terpakai)}."
    return f"{kode}: pagu {rupiah(berlaku)} kurang dari yang sudah terpakai, {rupiah(terpakai)}."


@transaction.atomic
def ubah_pagu(*, tahun: int, isian: Mapping[SubKegiatan, IsianPagu], oleh: Pegawai, jabatan: str) -> int:
    """Write a year's pagu; return how many differ. AnggaranDitolak when one would fall below what is spent."""
    # The quarters are locked as `simpan_realisasi` does: spending must not rise while its pagu falls.
    list(Triwulan.objects.select_for_update().filter(tahun=tahun).order_by("nomor"))
    ada, keluar = {p.sub_kegiatan_id: isian_pagu(p) for p in Pagu.objects.filter(tahun=tahun)}, terpakai(tahun)
    keluhan = {
        s.pk: f"{kalimat} Periksa angkanya, atau perbaiki dahulu realisasinya."
        for s, baru in isian.items()
        if baru != ada.get(s.pk, KOSONG) and (kalimat := keberatan_pagu(s.kode, baru.berlaku, keluar.get(s.pk)))
    }
    if keluhan:
        raise AnggaranDitolak(keluhan)
    return simpan_pagu(tahun=tahun, isian=isian, oleh=oleh, jabatan=jabatan)


def _tolak_lebih(triwulan: Triwulan, baru: Mapping[SubKegiatan, Decimal | None]) -> None:
    pagu = {p.sub_kegiatan_id: p.berlaku for p in Pagu.objects.filter(tahun=triwulan.tahun)}
    lain = RealisasiAnggaran.objects.filter(triwulan__tahun=triwulan.tahun).exclude(triwulan=triwulan)
    terpakai: dict[int, Decimal] = {}
    for satu in lain:
        terpakai[satu.sub_kegiatan_id] = terpakai.get(satu.sub_kegiatan_id, NOL) + satu.jumlah
    keluhan = {}
    for sub, jumlah in baru.items():
        batas, setahun = pagu.get(sub.pk), terpakai.get(sub.pk, NOL) + (jumlah or NOL)
        if jumlah is not None and batas is None:
            keluhan[sub.pk] = f"{sub.kode} belum mempunyai pagu {triwulan.tahun}."
        elif jumlah is not None and setahun > batas:
            keluhan[sub.pk] = (
                f"{sub.kode}: realisasi setahun {rupiah(setahun)} melebihi pagu {rupiah(batas)}. "
                "Periksa angkanya, atau isi pagu perubahannya lebih dulu."
            )
    if keluhan:
        raise AnggaranDitolak(keluhan)


def _tulis(sub: SubKegiatan, triwulan: Triwulan, jumlah: Decimal | None) -> None:
    if jumlah is None:
        RealisasiAnggaran.objects.filter(sub_kegiatan=sub, triwulan=triwulan).delete()
    else:
        RealisasiAnggaran.objects.update_or_create(
            sub_kegiatan=sub, triwulan=triwulan, defaults={"jumlah": jumlah}
        )


def _teks(jumlah: Decimal | None) -> str:
    return "" if jumlah is None else rupiah(jumlah)
