"""The tick of the reminders: once a local day, one digest for each person who has something due.

The days that were written stand in a table. A day on which nothing ran is made up for by the next one; a second
tick, a second beat or a clock set back finds its day written.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organisasi.bahasa import sisa, tanggal
from pelaporan.models import ButirPengingat, HariPengingat, Pemberitahuan
from pelaporan.pengingat.jadwal import tahap_baru, tanggal_tahap
from pelaporan.pengingat.sumber import semua_urusan
from pelaporan.pengingat.tulis import susun_kunci, tulis
from pelaporan.pengingat.urusan import Urusan

JAM_MULAI = 6  # o'clock, WITA: the digest is there when the office opens, and wakes nobody
Jenis, Sebagai = Pemberitahuan.Jenis, ButirPengingat.Sebagai


@dataclass(frozen=True, slots=True)
class Jatuh:
    """A matter whose stage has come, for one receiver."""

    urusan: Urusan
    penerima: int
    tahap: int
    sebagai: Sebagai

    @property
    def kunci(self) -> str:
        u = self.urusan
        return susun_kunci(
            self.sebagai, u.objek, u.batas, self.penerima, tanggal_tahap(u.batas, self.tahap), self.tahap
        )


def detak() -> int:
    """Write today's digests if that has not been done yet; how many. One query when there is nothing to do."""
    kini = timezone.localtime()
    if kini.hour < JAM_MULAI or HariPengingat.objects.filter(tanggal=kini.date()).exists():
        return 0
    return catat_hari(kini.date())


@transaction.atomic
def catat_hari(hari_ini: date) -> int:
    """Write the digests of a day and of the days missed before it. The queries do not grow with the matters."""
    # Whoever comes second waits here until the first has committed, and then finds the day written.
    _, baru = HariPengingat.objects.get_or_create(tanggal=hari_ini)
    if not baru:
        return 0
    terakhir = HariPengingat.objects.filter(tanggal__lt=hari_ini).order_by("-tanggal").first()
    sejak = terakhir.tanggal if terakhir else hari_ini - timedelta(days=1)
    jatuh = _belum_tertulis(yang_jatuh(semua_urusan(hari_ini), sejak, hari_ini))
    return _tulis_ikhtisar(jatuh, hari_ini)


def yang_jatuh(urusan: Iterable[Urusan], sejak: date, hari_ini: date) -> list[Jatuh]:
    """Which of these matters are to be told after the day `sejak` and by today, and to whom."""
    hasil = []
    for u in urusan:
        tahap = tahap_baru(u.batas, sejak, hari_ini, u.jadwal)
        if tahap is None:
            continue
        hasil += [Jatuh(u, orang, tahap, Sebagai.PEMEGANG) for orang in sorted(u.pemegang)]
        if tahap >= u.jadwal.sejak_atasan:
            hasil += [Jatuh(u, orang, tahap, Sebagai.ATASAN) for orang in sorted(u.atasan)]
    return hasil


def _belum_tertulis(jatuh: list[Jatuh]) -> list[Jatuh]:
    """Without what an earlier digest has told; it may have been of another day, if the clock was wrong."""
    if not jatuh:
        return []
    terawal = min(j.urusan.batas for j in jatuh)
    sudah = set(ButirPengingat.objects.filter(batas__gte=terawal).values_list("kunci", flat=True))
    return [j for j in jatuh if j.kunci not in sudah]


def _tulis_ikhtisar(jatuh: list[Jatuh], hari_ini: date) -> int:
    menurut_orang: dict[int, list[Jatuh]] = defaultdict(list)
    for j in jatuh:
        menurut_orang[j.penerima].append(j)
    ikhtisar = [_ikhtisar(orang, milik, hari_ini) for orang, milik in menurut_orang.items()]
    tertulis = tulis(ikhtisar)
    butir = [
        _butir(j, tertulis[ikhtisar_orang.kunci])
        for ikhtisar_orang in ikhtisar
        for j in menurut_orang[ikhtisar_orang.penerima_id]
    ]
    ButirPengingat.objects.bulk_create(butir, ignore_conflicts=True)
    return len(ikhtisar)


def _ikhtisar(penerima: int, jatuh: list[Jatuh], hari_ini: date) -> Pemberitahuan:
    terdekat = min(jatuh, key=lambda j: j.urusan.batas).urusan
    waktu = f"batas {tanggal(terdekat.batas)}, {sisa(terdekat.batas, hari_ini)}"
    satu = len(jatuh) == 1
    return Pemberitahuan(
        kunci=susun_kunci(Jenis.PENGINGAT, "ikhtisar", 1, penerima, hari_ini, "hari"),
        penerima_id=penerima,
        jenis=Jenis.PENGINGAT,
        judul=f"{_potong(terdekat.judul)}: {waktu}" if satu else f"{len(jatuh)} urusan menunggu: {waktu}",
        tautan=terdekat.tautan if satu else reverse("antrian"),
    )


def _butir(j: Jatuh, ikhtisar: Pemberitahuan) -> ButirPengingat:
    u = j.urusan
    return ButirPengingat(
        kunci=j.kunci,
        pemberitahuan=ikhtisar,
        objek=u.objek,
        capaian_id=u.capaian_id,
        meja=u.meja,
        judul=u.judul,
        batas=u.batas,
        tahap=j.tahap,
        sebagai=j.sebagai,
        tautan=u.tautan,
    )


def _potong(judul: str) -> str:
    return judul if len(judul) <= 300 else f"{judul[:299]}…"
