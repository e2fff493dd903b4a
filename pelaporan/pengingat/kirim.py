"""The sender of the outbox: claim a row by its lease, send, mark (security 2b).

Killed between the server's "250 OK" and the mark, the mail goes out once more with the same Message-ID; nothing else
can double it, and nothing can lose it. A refusal of one mail ends that mail alone; a server that is away ends the run.
"""

import logging
import smtplib
import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from pelaporan.models import Surel
from pelaporan.pengingat.berlaku import alasan_batal, butir_berlaku
from pelaporan.pengingat.isi import susun_surel

log = logging.getLogger(__name__)

LAMA_JALAN = 20.0  # seconds of a run: the same worker makes the reports, and the next tick goes on
BATAS_USIA = timedelta(days=3)  # how long a mail is tried again
Keadaan = Surel.Keadaan


class PeladenTidakTersedia(Exception):
    """The mail server cannot be reached or takes nothing now; that says nothing about the mail."""


class SurelDitolak(Exception):
    """This mail will never be taken as it is."""


class SurelDitunda(Exception):
    """This mail was not taken now."""


def kirim(lama: float = LAMA_JALAN) -> int:
    """Send what waits, for at most `lama` seconds; how many mails left. One query when nothing waits."""
    batas, terkirim, koneksi = time.monotonic() + lama, 0, get_connection()
    try:
        while time.monotonic() < batas and (surel := _ambil()):
            terkirim += _proses(surel, koneksi)
    except PeladenTidakTersedia as putus:
        log.warning("Peladen surel tidak tersedia: %s", putus)
    finally:
        _putus_jalur(koneksi)
    return terkirim


def _ambil() -> Surel | None:
    """Claim the mail that has waited longest; None when nothing waits."""
    if not Surel.objects.siap().exists():
        return None
    with transaction.atomic():
        # Another sender's row is skipped on PostgreSQL; SQLite lets one writer in at a time.
        surel = Surel.objects.siap().select_for_update(skip_locked=True).order_by("berikut", "pk").first()
        if surel is None:
            return None
        surel.pemegang, surel.sewa, surel.percobaan = uuid4(), timezone.now() + Surel.SEWA, surel.percobaan + 1
        surel.save(update_fields=["pemegang", "sewa", "percobaan"])
    terkait = (f"pemberitahuan__{nama}" for nama in ("penerima", "putusan", "pesan"))
    return Surel.objects.select_related(*terkait).get(pk=surel.pk)


def _proses(surel: Surel, koneksi: BaseEmailBackend) -> bool:
    """Whether the mail has left. Raises PeladenTidakTersedia after the row was put back."""
    if surel.usia > BATAS_USIA and surel.percobaan > 1:
        alasan = surel.galat or "Pengirim terhenti setiap kali mengirimnya."
        _tandai(surel, keadaan=Keadaan.GAGAL, galat=f"{alasan[:250]} Dicoba {surel.percobaan - 1} kali.")
        return False
    butir = butir_berlaku(surel.pemberitahuan)
    if alasan := alasan_batal(surel.pemberitahuan, butir):
        _tandai(surel, keadaan=Keadaan.BATAL, galat=alasan)
        return False
    try:
        _serahkan(susun_surel(surel, butir, timezone.localdate()), koneksi)
    except SurelDitolak as ditolak:
        _tandai(surel, keadaan=Keadaan.GAGAL, galat=str(ditolak)[:300])
        return False
    except SurelDitunda as ditunda:
        _tunda(surel, str(ditunda))
        return False
    except PeladenTidakTersedia as putus:
        _tunda(surel, str(putus))
        raise
    _tandai(surel, keadaan=Keadaan.TERKIRIM, terkirim_pada=timezone.now(), galat="")
    return True


def _serahkan(pesan: EmailMessage, koneksi: BaseEmailBackend) -> None:
    """Hand one mail to the server, and tell its fault from the server's."""
    try:
        # Before the connection: a line break in a subject or an address is the fault of this mail alone.
        pesan.message()
    except ValueError as galat:
        raise SurelDitolak(f"Judul atau alamat memuat karakter yang tidak boleh ada: {galat}") from galat
    try:
        koneksi.open()
    except OSError as galat:  # smtplib's own are among them
        _putus_jalur(koneksi)
        raise PeladenTidakTersedia(_uraikan(galat)) from galat
    try:
        koneksi.send_messages([pesan])
    except smtplib.SMTPRecipientsRefused as galat:
        _putus_jalur(koneksi)
        raise _menurut_kode(*next(iter(galat.recipients.values()))) from galat
    except smtplib.SMTPResponseException as galat:
        _putus_jalur(koneksi)
        raise _menurut_kode(galat.smtp_code, galat.smtp_error) from galat
    except OSError as galat:
        _putus_jalur(koneksi)
        # Cut off in the middle of one mail: the next mail of this run may go through on a fresh connection.
        raise SurelDitunda(_uraikan(galat)) from galat
    except ValueError as galat:
        raise SurelDitolak(f"Alamat surel tidak dapat dipakai: {galat}") from galat


def _putus_jalur(koneksi: BaseEmailBackend) -> None:
    """After a refusal the next mail begins on a fresh connection; saying goodbye to a dead one may fail."""
    with suppress(OSError):
        koneksi.close()


def _menurut_kode(kode: int, jawaban: bytes | str) -> Exception:
    teks = jawaban.decode(errors="replace") if isinstance(jawaban, bytes) else jawaban
    kalimat = f"Peladen surel menjawab {kode}: {teks}"
    return SurelDitolak(kalimat) if 500 <= kode < 600 else SurelDitunda(kalimat)


def _uraikan(galat: Exception) -> str:
    return f"Sambungan ke peladen surel gagal: {galat}"


def _tunda(surel: Surel, alasan: str) -> None:
    """Back into the outbox, after a pause that grows with the tries."""
    _tandai(surel, berikut=timezone.now() + jeda(surel.percobaan), galat=alasan[:300])


def jeda(percobaan: int) -> timedelta:
    """The pause after so many tries: 1, 2, 5, 10, 30, then 60 minutes."""
    return Surel.JEDA[min(percobaan, len(Surel.JEDA)) - 1]


def _tandai(surel: Surel, **kolom: str | datetime) -> None:
    """Let the row go with its result; who has lost the lease meanwhile changes nothing."""
    Surel.objects.filter(pk=surel.pk, pemegang=surel.pemegang).update(sewa=None, pemegang=None, **kolom)
