"""The start of a year: what is carried over from the year before, and what still has to be set (R-01, domain 6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from kinerja.models import Indikator, PerjanjianKinerja, TargetRenstra, TargetTahunan
from kinerja.pohon import Pohon, pohon
from kinerja.renstra import isi_renstra
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.jejak import catat
from organisasi.models import Jabatan, Kantor, Pegawai, Penugasan, UnitKerja
from organisasi.peran import pemangku
from organisasi.sandi import BELUM_BERSANDI
from organisasi.tim import SusunanTim, hari_acuan, susunan_tim
from rencana_aksi.akhir_tahun import siapkan_akhir_tahun
from rencana_aksi.models import RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.services import siapkan_tahun


class TahunDitolak(Exception):
    """The year cannot be opened; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class HasilBuka:
    """How much was carried over; a second opening counts nothing twice."""

    tahun: int
    rencana: int
    syarat: int
    target: int


def keberatan_buka(tahun: int, hari_ini: date) -> str | None:
    """Why a year cannot be opened now, or None when it can."""
    if tahun > hari_ini.year + 1:
        return f"Tahun {tahun} baru dapat dibuka mulai Januari {tahun - 1}."
    return None


@transaction.atomic
def buka_tahun(*, tahun: int, oleh: Pegawai, hari_ini: date, jabatan: str = "") -> HasilBuka:
    """Make a year's quarters and draft plans from the year before, with steps, owners and slots but without targets.

    Pagu and Tim are not carried over. What the new year already has stays, and the old year is only read, so it may
    be repeated. Raises TahunDitolak for a year too far ahead, IsianDitolak without calendar rules.
    """
    if keberatan := keberatan_buka(tahun, hari_ini):
        raise TahunDitolak(keberatan)
    # The office's one row makes two clicks take turns.
    Kantor.objects.select_for_update().filter(pk=1).first()
    triwulan = siapkan_tahun(tahun)
    baru = _rencana_baru(tahun)
    hasil = HasilBuka(
        tahun, rencana=len(baru), syarat=_isi_rencana(baru, tahun, triwulan), target=_target_dari_renstra(tahun)
    )
    siapkan_akhir_tahun(RencanaAksi.objects.filter(tahun=tahun, status=RencanaAksi.Status.DITETAPKAN))
    catat(
        "tahun.buka",
        objek=triwulan[0],
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} membuka tahun {tahun}: {hasil.rencana} rencana aksi, {hasil.syarat} syarat data dukung",
        data={"tahun": tahun, "rencana": hasil.rencana, "syarat": hasil.syarat, "target": hasil.target},
    )
    return hasil


def _rencana_baru(tahun: int) -> list[RencanaAksi]:
    """Draft plans for the indicators of the year that have none yet."""
    lama = {r.indikator_id: r for r in RencanaAksi.objects.filter(tahun=tahun - 1)}
    sudah = set(RencanaAksi.objects.filter(tahun=tahun).values_list("indikator", flat=True))
    baru = [_salin(i, tahun, lama.get(i.pk)) for i in _indikator_tahun(tahun) if i.pk not in sudah]
    return RencanaAksi.objects.bulk_create(baru)


def _indikator_tahun(tahun: int) -> list[Indikator]:
    """The indicators that a year's tree holds, so those of a Renstra that has ended stay behind."""
    return [d.indikator for d in pohon(tahun).semua.values()]


def _salin(indikator: Indikator, tahun: int, lama: RencanaAksi | None) -> RencanaAksi:
    return RencanaAksi(
        indikator=indikator,
        tahun=tahun,
        langkah=lama.langkah if lama else "",
        penanggung_jawab_id=lama.penanggung_jawab_id if lama else indikator.penanggung_jawab_id,
    )


def _isi_rencana(rencana: Sequence[RencanaAksi], tahun: int, triwulan: Sequence[Triwulan]) -> int:
    """Four empty quarters for each new plan, with the slots that the same quarter had; return how many slots."""
    target = TargetTriwulan.objects.bulk_create(
        TargetTriwulan(rencana_aksi=r, triwulan=tw) for r in rencana for tw in triwulan
    )
    tujuan = {(t.rencana_aksi.indikator_id, t.triwulan.nomor): t for t in target}
    lama = SyaratDataDukung.objects.filter(target_triwulan__rencana_aksi__tahun=tahun - 1).select_related(
        "target_triwulan__rencana_aksi", "target_triwulan__triwulan"
    )
    baru = [_salin_syarat(s, tujuan[kunci]) for s in lama if (kunci := _kunci(s.target_triwulan)) in tujuan]
    return len(SyaratDataDukung.objects.bulk_create(baru))


def _kunci(target: TargetTriwulan) -> tuple[int, int]:
    return target.rencana_aksi.indikator_id, target.triwulan.nomor


def _salin_syarat(lama: SyaratDataDukung, target: TargetTriwulan) -> SyaratDataDukung:
    return SyaratDataDukung(
        target_triwulan=target, urutan=lama.urutan, jenis=lama.jenis, uraian=lama.uraian, wajib=lama.wajib
    )


def _target_dari_renstra(tahun: int) -> int:
    """The year's targets as the Renstra foresaw them, where the year has none yet; return how many."""
    sudah = TargetTahunan.objects.filter(tahun=tahun).values("indikator")
    dari = TargetRenstra.objects.filter(tahun=tahun, nilai__isnull=False).exclude(indikator__in=sudah)
    baru = (
        TargetTahunan(indikator_id=t.indikator_id, tahun=tahun, nilai=t.nilai, nilai_atas=t.nilai_atas) for t in dari
    )
    return len(TargetTahunan.objects.bulk_create(baru))


# What still has to be set


@dataclass(frozen=True, slots=True)
class Periksa:
    """One line of the checklist: what, how far it is, and where it is set.

    `kelola`: by the administrator. `awal`: by him too, because nobody else can before the first Tim.
    """

    hal: str
    keadaan: str
    selesai: bool
    url: str = ""
    kelola: bool = False
    awal: bool = False


def daftar_periksa(tahun: int, hari_ini: date) -> list[Periksa]:
    """The first-run and new-year checklist, in the order in which an office works through it."""
    struktur, tim = pohon(tahun), susunan_tim(tahun, hari_ini)
    return [
        _unit(),
        _orang(hari_acuan(tahun, hari_ini)),
        _sandi(hari_ini),
        _tim(tim),
        _tahun(tahun),
        _renstra(struktur),
        _indikator(struktur),
        _target(struktur),
        _rencana(tahun, struktur),
        _perjanjian(tahun),
    ]


def _dari(jumlah: int, semua: int, kata: str) -> tuple[str, bool]:
    return f"{jumlah} dari {semua} {kata}", semua > 0 and jumlah == semua


def _tahun(tahun: int) -> Periksa:
    jumlah = Triwulan.objects.filter(tahun=tahun).count()
    url = reverse("awal_tahun", args=[tahun])
    return Periksa(f"Tahun {tahun}", *_dari(jumlah, AKHIR_TAHUN, "masa pengukuran"), url)


def _tim(tim: SusunanTim) -> Periksa:
    url = reverse("tim", args=[tim.tahun])
    if tim.tim is None:
        return Periksa("SK Tim SAKIP", "belum ditetapkan", False, url, awal=True)
    if not tim.ber_sk:
        return Periksa("SK Tim SAKIP", "nomor atau tanggal keputusan belum diisi", False, url, awal=True)
    if tim.unit_kosong:
        return Periksa("SK Tim SAKIP", f"{len(tim.unit_kosong)} unit belum mempunyai anggota", False, url, awal=True)
    return Periksa("SK Tim SAKIP", f"{len(tim.anggota)} orang dari semua unit", True, url, awal=True)


def _unit() -> Periksa:
    jumlah = UnitKerja.objects.filter(aktif=True).count()
    url = reverse("admin:organisasi_unitkerja_changelist")
    return Periksa("Unit kerja", f"{jumlah} unit", jumlah > 0, url, kelola=True)


def _orang(tanggal: date) -> Periksa:
    """Every head's post needs its holder; a vacant seat of a pelaksana stops nobody."""
    duduk = pemangku(tanggal)
    kepala = list(
        Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA).values_list("pk", flat=True)
    )
    url = reverse("admin:organisasi_penugasan_changelist")
    terisi = sum(pk in duduk for pk in kepala)
    return Periksa("Pejabat", *_dari(terisi, len(kepala), "jabatan terisi"), url, kelola=True)


def _sandi(hari_ini: date) -> Periksa:
    """Imported accounts have no password until the administrator gives them one."""
    duduk = Pegawai.objects.filter(pk__in=Penugasan.objects.berlaku(hari_ini).values("pegawai"), is_active=True)
    semua, bersandi = duduk.count(), duduk.exclude(BELUM_BERSANDI).count()
    url = f"{reverse('admin:organisasi_pegawai_changelist')}?sandi=belum"
    return Periksa("Kata sandi pegawai", *_dari(bersandi, semua, "akun mempunyai kata sandi"), url, kelola=True)


def _renstra(struktur: Pohon) -> Periksa:
    url = reverse("renstra", args=[struktur.tahun])
    if struktur.renstra is None:
        return Periksa("Renstra", f"belum ada yang memuat tahun {struktur.tahun}", False, url)
    kurang = len(isi_renstra(struktur.renstra).kekurangan())
    return Periksa("Renstra", f"{kurang} hal belum lengkap" if kurang else "lengkap", not kurang, url)


def _indikator(struktur: Pohon) -> Periksa:
    jumlah, lepas = len(struktur.semua), len(struktur.daun_lepas())
    keadaan = f"{jumlah} indikator" + (f", {lepas} tidak bergantung pada sasaran" if lepas else "")
    return Periksa("Indikator", keadaan, jumlah > 0 and not lepas, reverse("pohon", args=[struktur.tahun]))


def _target(struktur: Pohon) -> Periksa:
    jumlah = sum(bool(d.target) for d in struktur.semua.values())
    url = reverse("rkt", args=[struktur.tahun])
    return Periksa("Target tahunan", *_dari(jumlah, len(struktur.semua), "indikator bertarget"), url)


def _rencana(tahun: int, struktur: Pohon) -> Periksa:
    status = RencanaAksi.objects.filter(tahun=tahun).values_list("status", flat=True)
    jumlah = sum(s == RencanaAksi.Status.DITETAPKAN for s in status)
    semua = max(len(status), len(struktur.semua))
    url = reverse("rencana_daftar", args=[tahun])
    return Periksa("Rencana Aksi", *_dari(jumlah, semua, "rencana ditetapkan"), url)


def _perjanjian(tahun: int) -> Periksa:
    """One signed version of each head's post is what the year needs."""
    kepala = Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA).count()
    tertanda = (
        PerjanjianKinerja.objects.filter(tahun=tahun, status=PerjanjianKinerja.Status.DITANDATANGANI)
        .values("jabatan_pertama")
        .distinct()
        .count()
    )
    url = reverse("perjanjian_daftar", args=[tahun])
    return Periksa("Perjanjian Kinerja", *_dari(tertanda, kepala, "perjanjian ditandatangani"), url)
