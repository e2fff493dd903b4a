"""The words of a mail and of the text for WhatsApp: title, date and link, and no personal data beyond them (UX-33)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from organisasi.bahasa import sisa, tanggal
from organisasi.models import UnitKerja
from pelaporan.models import ButirPengingat, Surel
from pelaporan.pengingat.jadwal import MENJELANG
from pelaporan.pengingat.urusan import Urusan

PALING_BANYAK = 15  # matters that a mail or a message lists; the page behind its link has them all


def alamat(tautan: str) -> str:
    """A path of this site as a full address: from the setting, for a mail has no request."""
    return settings.ALAMAT_SITUS.rstrip("/") + tautan


def nomor_pesan(kunci: str) -> str:
    """The Message-ID of a key: the same however often it is sent, so that a mail program shows it once."""
    return f"<{hashlib.sha256(kunci.encode()).hexdigest()}@{urlsplit(settings.ALAMAT_SITUS).hostname}>"


def susun_surel(surel: Surel, butir: Sequence[ButirPengingat], hari_ini: date) -> EmailMessage:
    """The mail of a notice, in plain text. Its subject is checked only when it is sent: BadHeaderError."""
    notis = surel.pemberitahuan
    isi = render_to_string(
        "pelaporan/pengingat_surel_body.txt",
        {
            "judul": notis.judul,
            "butir": [(b.judul, tanggal(b.batas), sisa(b.batas, hari_ini), alamat(b.tautan)) for b in butir],
            "selebihnya": max(len(butir) - PALING_BANYAK, 0),
            "paling_banyak": PALING_BANYAK,
            "tautan": alamat(notis.tautan),
            "pilihan": alamat(reverse("pilihan_surel")),
        },
    )
    return EmailMessage(
        subject=f"SAKIP: {notis.judul}",
        body=isi,
        to=[notis.penerima.email],
        headers={"Message-ID": nomor_pesan(surel.kunci), "Auto-Submitted": "auto-generated"},
    )


@dataclass(frozen=True, slots=True)
class TeksWa:
    """What the planner sends to the group of a unit."""

    unit: UnitKerja
    jumlah: int
    teks: str

    @property
    def tautan(self) -> str:
        return f"https://wa.me/?text={quote(self.teks)}"


def teks_wa(urusan: Iterable[Urusan], unit: Iterable[UnitKerja], hari_ini: date) -> list[TeksWa]:
    """One text for each unit that has something due within the reminders' reach, in the units' order."""
    dekat = [u for u in urusan if (u.batas - hari_ini).days <= -MENJELANG[0]]
    hasil = []
    for satu in unit:
        if milik := sorted((u for u in dekat if u.unit_id == satu.pk), key=lambda u: (u.batas, u.judul)):
            hasil.append(TeksWa(satu, len(milik), _teks(satu, milik, hari_ini)))
    return hasil


def _teks(unit: UnitKerja, urusan: Sequence[Urusan], hari_ini: date) -> str:
    baris = [f"*Pengingat SAKIP, {unit.nama}*", f"{tanggal(hari_ini)}: {len(urusan)} urusan menunggu.", ""]
    for u in urusan[:PALING_BANYAK]:
        baris.append(f"- {u.judul} ({u.kelompok}), batas {tanggal(u.batas)}, {sisa(u.batas, hari_ini)}")
    if len(urusan) > PALING_BANYAK:
        baris.append(f"- dan {len(urusan) - PALING_BANYAK} lainnya")
    tautan = urusan[0].tautan if len(urusan) == 1 else reverse("antrian")
    return "\n".join([*baris, "", f"Selesaikan di sini: {alamat(tautan)}"])
