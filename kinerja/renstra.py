"""The Renstra: what stands in it, what is missing, and every change with its reason."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from kinerja.models import Indikator, Program, Renstra, RevisiRenstra, Sasaran, TargetRenstra, Tujuan
from kinerja.perhitungan import Target
from organisasi.bahasa import angka
from organisasi.jejak import catat
from organisasi.models import Pegawai, UnitKerja

BELUM_TERDAPAT = "belum terdapat"
JUMLAH_TAHUN_TARGET = 5


class RenstraDitolak(Exception):
    """The change cannot be taken as it is; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Beda:
    """One thing that a change touched, in the words of the page."""

    apa: str
    lama: str
    baru: str

    def as_json(self) -> dict[str, str]:
        return {"apa": self.apa, "lama": self.lama, "baru": self.baru}


def renstra_untuk(tahun: int) -> Renstra | None:
    """The Renstra in force in a year; where two overlap, the one that began later. One query."""
    return Renstra.objects.filter(tahun_awal__lte=tahun, tahun_akhir__gte=tahun).order_by("-tahun_awal").first()


def renstra_indikator(indikator: Indikator) -> Renstra | None:
    """The Renstra that an indicator's medium-term targets belong to: that of its sasaran, or its program's."""
    if indikator.sasaran_id:
        return indikator.sasaran.renstra
    program = Program.objects.filter(
        Q(indikator=indikator) | Q(kegiatan__indikator=indikator) | Q(kegiatan__sub_kegiatan__indikator=indikator)
    )
    return Renstra.objects.filter(sasaran__program__in=program).first()


def tahun_target(renstra: Renstra) -> range:
    """The years that carry a target: the last five, since a period of six begins with the year of its baseline."""
    awal = max(renstra.tahun_awal, renstra.tahun_akhir - JUMLAH_TAHUN_TARGET + 1)
    return range(awal, renstra.tahun_akhir + 1)


def teks_target(nilai: Decimal | None, atas: Decimal | None, presisi: int) -> str:
    """`87,00` or `80 sampai 85`; empty without a target, which is not 0."""
    if nilai is None:
        return ""
    bawah = angka(nilai, presisi)
    return bawah if atas is None else f"{bawah} sampai {angka(atas, presisi)}"


def teks_acuan(indikator: Indikator) -> str:
    """The national benchmark with its source; that there is none yet is a statement too (domain 1.6)."""
    if indikator.acuan_nasional is None:
        return BELUM_TERDAPAT
    nilai = angka(indikator.acuan_nasional, indikator.presisi)
    return f"{nilai} ({indikator.sumber_acuan})" if indikator.sumber_acuan else nilai


def teks_awal(indikator: Indikator) -> str:
    if indikator.nilai_awal is None:
        return ""
    nilai = angka(indikator.nilai_awal, indikator.presisi)
    return f"{nilai} ({indikator.tahun_awal})" if indikator.tahun_awal else nilai


def target_setahun(indikator: Indikator, tahun: range) -> list[tuple[int, Target]]:
    """The Renstra target of each of these years, in order; a year without one has an empty target."""
    target = {t.tahun: Target(t.nilai, t.nilai_atas) for t in indikator.target_renstra.all()}
    return [(satu, target.get(satu, Target(None))) for satu in tahun]


def iku_renstra(renstra: Renstra) -> list[Indikator]:
    """The IKU of a Renstra in printed order, with `target_renstra` and `unit_terkait` fetched. Three queries."""
    return list(
        Indikator.objects.filter(sasaran__renstra=renstra)
        .select_related("sasaran", "unit", "penanggung_jawab")
        .prefetch_related("target_renstra", "unit_terkait")
        .order_by("sasaran__urutan", "urutan", "pk")
    )


# What stands in it


@dataclass(frozen=True)
class IsiRenstra:
    """A Renstra read whole."""

    renstra: Renstra
    tujuan: list[Tujuan]
    sasaran: list[Sasaran]
    iku: list[Indikator]

    @property
    def tahun(self) -> range:
        return tahun_target(self.renstra)

    def kekurangan(self) -> list[str]:
        """What is missing before the Renstra counts as complete, in sentences."""
        return [*self._kekurangan_umum(), *self._kekurangan_sasaran(), *self._kekurangan_target()]

    def _kekurangan_umum(self) -> Iterator[str]:
        if not self.renstra.visi:
            yield "Visi belum diisi."
        if not self.renstra.misi:
            yield "Misi belum diisi."
        if not self.tujuan:
            yield "Belum ada tujuan."
        if not self.sasaran:
            yield "Belum ada sasaran strategis."

    def _kekurangan_sasaran(self) -> Iterator[str]:
        beriku = {i.sasaran_id for i in self.iku}
        for sasaran in self.sasaran:
            if sasaran.tujuan_id is None:
                yield f"Sasaran {sasaran.urutan} belum dikaitkan dengan tujuan."
            if sasaran.pk not in beriku:
                yield f"Sasaran {sasaran.urutan} belum mempunyai Indikator Kinerja Utama."

    def _kekurangan_target(self) -> Iterator[str]:
        for indikator in self.iku:
            bertarget = {t.tahun for t in indikator.target_renstra.all() if t.nilai is not None}
            if tanpa := [str(tahun) for tahun in self.tahun if tahun not in bertarget]:
                yield f"{indikator.nama} belum mempunyai target tahun {', '.join(tanpa)}."


def isi_renstra(renstra: Renstra) -> IsiRenstra:
    """Read a Renstra with its tujuan, sasaran and IKU. Five queries."""
    return IsiRenstra(
        renstra,
        list(renstra.tujuan.all()),
        list(renstra.sasaran.select_related("tujuan")),
        iku_renstra(renstra),
    )


def terkunci(isi: IsiRenstra) -> bool:
    """True from the first complete version on: every later change is a revision with its reason."""
    return not isi.kekurangan() or isi.renstra.revisi.exists()


# Changes

Potret = dict[tuple, tuple[str, str]]


def potret(isi: IsiRenstra) -> Potret:
    """Every statement of a Renstra as text: key -> (what it is, what it says)."""
    r = isi.renstra
    hasil: Potret = {
        ("nama",): ("Nama", r.nama),
        ("periode",): ("Periode", f"{r.tahun_awal} sampai {r.tahun_akhir}"),
        ("visi",): ("Visi", r.visi),
        ("misi",): ("Misi", r.misi),
    }
    hasil |= {("tujuan", t.pk): (f"Tujuan {t.urutan}", t.uraian) for t in isi.tujuan}
    for s in isi.sasaran:
        hasil["sasaran", s.pk] = (f"Sasaran {s.urutan}", s.uraian)
        nomor = f"Tujuan {s.tujuan.urutan}" if s.tujuan else ""
        hasil["sasaran", s.pk, "tujuan"] = (f"Tujuan dari sasaran {s.urutan}", nomor)
    for i in isi.iku:
        hasil |= potret_indikator(i)
    return hasil


def potret_indikator(i: Indikator) -> Potret:
    """What an indicator says, as `potret`."""
    hal = {
        "nama": i.nama,
        "satuan": i.satuan,
        "sasaran": i.sasaran.uraian if i.sasaran else "",
        "definisi operasional": i.definisi_operasional,
        "cara menghitung": i.formula,
        "sumber data": i.sumber_data,
        "penanggung jawab": str(i.penanggung_jawab or ""),
        "unit terkait": ", ".join(u.nama for u in i.unit_terkait.all()),
        "kondisi awal": teks_awal(i),
        "standar nasional": teks_acuan(i),
    }
    hal |= {
        f"target {t.tahun}": teks_target(t.nilai, t.nilai_atas, i.presisi)
        for t in i.target_renstra.all()
        if t.nilai is not None
    }
    return {("indikator", i.pk, nama): (f"{i.nama}: {nama}", teks) for nama, teks in hal.items()}


def bandingkan(lama: Potret, baru: Potret) -> list[Beda]:
    """What differs between two pictures, in the order of the page; what vanished comes last."""
    kunci = [*baru, *(k for k in lama if k not in baru)]
    beda = (
        Beda((baru.get(k) or lama[k])[0], lama.get(k, ("", ""))[1], baru.get(k, ("", ""))[1]) for k in kunci
    )
    return [b for b in beda if b.lama != b.baru]


@contextmanager
def perubahan_renstra(renstra: Renstra, *, alasan: str, oleh: Pegawai, jabatan: str) -> Iterator[Renstra]:
    """Whatever is written inside is compared with what stood before: a revision once the Renstra is complete.

    Raises RenstraDitolak, and nothing is written, when a complete Renstra is changed without a reason.
    """
    with transaction.atomic():
        renstra = Renstra.objects.select_for_update().get(pk=renstra.pk)
        sebelum = isi_renstra(renstra)
        harus_beralasan, lama = terkunci(sebelum), potret(sebelum)
        yield renstra
        renstra.refresh_from_db()
        beda = bandingkan(lama, potret(isi_renstra(renstra)))
        if not beda:
            return
        if harus_beralasan:
            _revisi(renstra, beda, alasan=alasan.strip(), oleh=oleh)
        catat(
            "renstra.revisi" if harus_beralasan else "renstra.simpan",
            objek=renstra,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} {'merevisi' if harus_beralasan else 'menyusun'} {renstra}",
            data={"alasan": alasan.strip(), "perubahan": [b.as_json() for b in beda]},
        )


def _revisi(renstra: Renstra, beda: list[Beda], *, alasan: str, oleh: Pegawai) -> RevisiRenstra:
    if not alasan:
        raise RenstraDitolak("Renstra sudah lengkap. Tuliskan alasan revisi sebelum mengubahnya.")
    return RevisiRenstra.objects.create(
        renstra=renstra,
        nomor=renstra.revisi.count() + 1,
        alasan=alasan,
        perubahan=[b.as_json() for b in beda],
        oleh=oleh,
    )


@transaction.atomic
def buat_renstra(*, kolom: Mapping[str, object], oleh: Pegawai, jabatan: str) -> Renstra:
    """A new Renstra from `nama`, `tahun_awal`, `tahun_akhir`, `visi`, `misi`."""
    renstra = Renstra.objects.create(**kolom)
    catat("renstra.buat", objek=renstra, oleh=oleh, jabatan=jabatan, uraian=f"{oleh.nama} membuat {renstra}")
    return renstra


def simpan_renstra(
    *, renstra: Renstra, kolom: Mapping[str, object], alasan: str, oleh: Pegawai, jabatan: str
) -> None:
    """Write period, visi and misi. RenstraDitolak when a reason is needed and missing."""
    with perubahan_renstra(renstra, alasan=alasan, oleh=oleh, jabatan=jabatan) as terkini:
        Renstra.objects.filter(pk=terkini.pk).update(**kolom)


def simpan_tujuan(
    *, renstra: Renstra, tujuan: Tujuan | None, uraian: str, alasan: str, oleh: Pegawai, jabatan: str
) -> None:
    """Change the words of a tujuan, or add one at the end when `tujuan` is None."""
    with perubahan_renstra(renstra, alasan=alasan, oleh=oleh, jabatan=jabatan):
        if tujuan is None:
            Tujuan.objects.create(renstra=renstra, urutan=_berikut(renstra.tujuan), uraian=uraian)
        else:
            renstra.tujuan.filter(pk=tujuan.pk).update(uraian=uraian)


def simpan_sasaran(
    *,
    renstra: Renstra,
    sasaran: Sasaran | None,
    tujuan: Tujuan | None,
    uraian: str,
    alasan: str,
    oleh: Pegawai,
    jabatan: str,
) -> None:
    """Change a sasaran strategis and the tujuan above it, or add one at the end when `sasaran` is None."""
    with perubahan_renstra(renstra, alasan=alasan, oleh=oleh, jabatan=jabatan):
        if sasaran is None:
            Sasaran.objects.create(
                renstra=renstra, urutan=_berikut(renstra.sasaran), tujuan=tujuan, uraian=uraian
            )
        else:
            renstra.sasaran.filter(pk=sasaran.pk).update(tujuan=tujuan, uraian=uraian)


def _berikut(baris) -> int:
    return max(baris.values_list("urutan", flat=True), default=0) + 1


def buat_iku(
    *,
    sasaran: Sasaran,
    kolom: Mapping[str, object],
    unit_terkait: Collection[UnitKerja],
    target: Mapping[int, Target],
    alasan: str,
    oleh: Pegawai,
    jabatan: str,
) -> Indikator:
    """A new IKU of a sasaran with its Renstra targets, year -> target."""
    with perubahan_renstra(sasaran.renstra, alasan=alasan, oleh=oleh, jabatan=jabatan):
        urutan = _berikut(Indikator.objects.filter(level=Indikator.Level.IKU))
        indikator = Indikator.objects.create(level=Indikator.Level.IKU, sasaran=sasaran, urutan=urutan, **kolom)
        _isi_indikator(indikator, unit_terkait, target)
    return indikator


def simpan_indikator(
    *,
    indikator: Indikator,
    kolom: Mapping[str, object],
    unit_terkait: Collection[UnitKerja],
    target: Mapping[int, Target],
    alasan: str,
    oleh: Pegawai,
    jabatan: str,
) -> None:
    """Write what an indicator means and its Renstra targets; an IKU's change is a change of its Renstra."""
    if indikator.sasaran_id:
        with perubahan_renstra(indikator.sasaran.renstra, alasan=alasan, oleh=oleh, jabatan=jabatan):
            _ubah_indikator(indikator, kolom, unit_terkait, target)
    else:
        _simpan_pendukung(indikator, kolom, unit_terkait, target, oleh=oleh, jabatan=jabatan)


@transaction.atomic
def _simpan_pendukung(indikator, kolom, unit_terkait, target, *, oleh: Pegawai, jabatan: str) -> None:
    """The indicator of a program, kegiatan or sub kegiatan: no part of the Renstra's text, so the trail suffices."""
    terkini = Indikator.objects.select_for_update().get(pk=indikator.pk)
    lama = potret_indikator(terkini)
    _ubah_indikator(terkini, kolom, unit_terkait, target)
    if beda := bandingkan(lama, potret_indikator(Indikator.objects.get(pk=terkini.pk))):
        catat(
            "indikator.simpan",
            objek=terkini,
            oleh=oleh,
            jabatan=jabatan,
            uraian=f"{oleh.nama} mengubah indikator {terkini}",
            data={"perubahan": [b.as_json() for b in beda]},
        )


def _ubah_indikator(indikator: Indikator, kolom, unit_terkait, target) -> None:
    Indikator.objects.filter(pk=indikator.pk).update(**kolom)
    _isi_indikator(indikator, unit_terkait, target)


def _isi_indikator(indikator: Indikator, unit_terkait: Collection[UnitKerja], target: Mapping[int, Target]) -> None:
    indikator.unit_terkait.set(unit_terkait)
    for tahun, nilai in target.items():
        TargetRenstra.objects.update_or_create(
            indikator=indikator, tahun=tahun, defaults={"nilai": nilai.nilai, "nilai_atas": nilai.atas}
        )
