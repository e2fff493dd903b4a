"""A person's due dates as an iCalendar feed (RFC 5545): titles, dates and links, nothing else."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from organisasi.bahasa import triwulan as nama_triwulan
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import Peran
from rencana_aksi.jadwal import tahap_sendiri, tanggal_setahun
from rencana_aksi.models import Perpanjangan, TautanKalender, Triwulan

_PEMBUAT = "-//SAKIP Kecamatan//Kalender//ID"
_PANJANG_TOKEN = 32  # bytes of chance: nobody guesses it, so the feed needs no lock-out of its own


@dataclass(frozen=True, slots=True)
class Acara:
    """One whole day. `kunci` stays the same when the day moves, so that a calendar program moves it too."""

    kunci: str
    judul: str
    hari: date
    tautan: str


@transaction.atomic
def buat_tautan(*, pegawai: Pegawai, jabatan: str = "") -> str:
    """Give a person a new private address and return its token; the old address is dead from now on."""
    token = secrets.token_urlsafe(_PANJANG_TOKEN)
    tautan, _ = TautanKalender.objects.update_or_create(
        pegawai=pegawai, defaults={"sidik_token": _sidik(token), "sejak": timezone.now()}
    )
    _catat(tautan, "kalender.tautan_buat", "membuat tautan kalender", jabatan)
    return token


@transaction.atomic
def cabut_tautan(*, pegawai: Pegawai, jabatan: str = "") -> None:
    """Kill a person's private address; nothing happens when there is none."""
    for tautan in TautanKalender.objects.select_for_update().filter(pegawai=pegawai):
        _catat(tautan, "kalender.tautan_cabut", "mencabut tautan kalender", jabatan)
        tautan.delete()


def _catat(tautan: TautanKalender, peristiwa: str, kerja: str, jabatan: str) -> None:
    pegawai = tautan.pegawai
    catat(peristiwa, objek=pegawai, oleh=pegawai, jabatan=jabatan, uraian=f"{pegawai.nama} {kerja}")


def pemilik_token(token: str) -> Pegawai | None:
    """Whose address this is; None for an unknown one and for who has left. One query."""
    tautan = TautanKalender.objects.select_related("pegawai").filter(sidik_token=_sidik(token)).first()
    return tautan.pegawai if tautan and tautan.pegawai.is_active else None


def _sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def acara(peran: Peran) -> list[Acara]:
    """The due dates of the person's desks and the yearly ones from the first of this year on, by day."""
    tahun = peran.tanggal.year
    triwulan = list(Triwulan.objects.filter(tahun__gte=tahun - 1, ditutup_pada=None))
    semua = [*_acara_meja(peran, triwulan), *_acara_perpanjangan(peran), *_acara_tahunan(tahun)]
    return sorted((a for a in semua if a.hari.year >= tahun), key=lambda a: (a.hari, a.kunci))


def _acara_meja(peran: Peran, triwulan: list[Triwulan]) -> Iterator[Acara]:
    for tw in triwulan:
        for tahap in tahap_sendiri(peran):
            yield Acara(
                kunci=f"{tahap}-{tw.tahun}-{tw.nomor}",
                judul=f"{tahap.label} {tw}",
                hari=tw.batas(tahap),
                tautan=_halaman(tw.tahun, tw.nomor),
            )


def _acara_perpanjangan(peran: Peran) -> Iterator[Acara]:
    milik = Perpanjangan.objects.berlaku(peran.tanggal).filter(unit__in=peran.unit_ids, triwulan__ditutup_pada=None)
    for p in milik.select_related("triwulan"):
        nama = nama_triwulan(p.triwulan.nomor, p.triwulan.tahun)
        yield Acara(
            kunci=f"perpanjangan-{p.public_id}",
            judul=f"Batas pengisian yang diperpanjang {nama}",
            hari=p.batas_baru,
            tautan=_halaman(p.triwulan.tahun, p.triwulan.nomor),
        )


def _acara_tahunan(tahun: int) -> Iterator[Acara]:
    for satu in tanggal_setahun(tahun - 1, tahun):
        yield Acara(
            kunci=f"{satu.butir}-{satu.tahun}",
            judul=f"{satu.nama} {satu.tahun}",
            hari=satu.tanggal,
            tautan=reverse("jadwal_tahun", args=[satu.tahun]),
        )


def _halaman(tahun: int, nomor: int) -> str:
    return reverse("triwulan_rinci", args=[tahun, nomor])


def berkas_ics(semua: list[Acara], *, nama: str, host: str, alamat: Callable[[str], str]) -> bytes:
    """The feed's bytes; `alamat` makes a path into an address, `host` keeps the identifiers of offices apart."""
    kalender = Calendar()
    for kunci, nilai in (("prodid", _PEMBUAT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", nama)):
        kalender.add(kunci, nilai)
    for satu in semua:
        isi = Event()
        isi.add("uid", f"{satu.kunci}@{host}")
        isi.add("dtstamp", timezone.now())
        isi.add("dtstart", satu.hari)
        isi.add("summary", satu.judul)
        isi.add("url", alamat(satu.tautan))
        isi.add("transp", "TRANSPARENT")
        kalender.add_component(isi)
    return kalender.to_ical()
