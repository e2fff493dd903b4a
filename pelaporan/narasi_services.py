"""Writes to the annual report's text: taking a section in hand, saving it, giving it back, carrying it over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import jam, tanggal
from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from pelaporan.models import Narasi, VersiNarasi
from pelaporan.narasi_bagian import Letak
from pelaporan.narasi_permissions import boleh_menyunting_narasi

# A section that nobody has touched for so long may be taken over.
MASA_PEGANG = timedelta(minutes=15)


class NarasiDitolak(Exception):
    """The change cannot be taken as it is; the message is a sentence for the person, `keluhan` its parts."""

    def __init__(self, *keluhan: str):
        super().__init__(" ".join(keluhan))
        self.keluhan = keluhan


class NarasiBentrok(NarasiDitolak):
    """Somebody else has the section in hand, or has changed it meanwhile."""


def pemegang_lain(narasi: Narasi | None, oleh: Pegawai, kini: datetime) -> str | None:
    """Who else has the section in hand now, in words, or None: `sedang disunting Kasubag sejak 09.41 WITA`."""
    if narasi is None or narasi.pemegang_id in (None, oleh.pk) or narasi.denyut + MASA_PEGANG <= kini:
        return None
    return f"sedang disunting {narasi.pemegang.nama} sejak {_waktu(narasi.dipegang_sejak, kini)}"


def _waktu(saat: datetime, kini: datetime) -> str:
    """The time alone for today, with the day before it for any other."""
    if timezone.localdate(saat) == timezone.localdate(kini):
        return jam(saat)
    return f"{tanggal(saat)} pukul {jam(saat)}"


@transaction.atomic
def pegang(*, tahun: int, letak: Letak, oleh: Pegawai, jabatan: str) -> Narasi:
    """Take a section in hand; where another's hold has run out, take it over. NarasiBentrok while it is held."""
    narasi, kini = _kunci(tahun, letak, oleh), timezone.now()
    _tolak_dipegang(narasi, oleh, kini)
    if narasi.pemegang_id not in (None, oleh.pk):
        _catat("ambil_alih", narasi, letak, oleh, jabatan, f"mengambil alih dari {narasi.pemegang.nama}")
    if narasi.pemegang_id != oleh.pk:
        narasi.dipegang_sejak = kini
    narasi.pemegang, narasi.denyut = oleh, kini
    narasi.save(update_fields=["pemegang", "dipegang_sejak", "denyut"])
    return narasi


@transaction.atomic
def simpan_draf(*, tahun: int, letak: Letak, teks: str, versi: int, oleh: Pegawai, jabatan: str) -> Narasi:
    """Save what stands in the editor, finished or not, and keep the hold alive.

    What another hand wrote is kept as a version before this text goes over it; the trail gets one line for each time
    that the section is in hand. NarasiBentrok, with nothing written, for an old tab or a section held by another.
    """
    narasi, kini = _kunci(tahun, letak, oleh), timezone.now()
    _tolak_dipegang(narasi, oleh, kini)
    if narasi.versi != versi:
        raise NarasiBentrok(_kalimat_berubah(narasi, kini))
    if narasi.pemegang_id != oleh.pk:
        narasi.pemegang, narasi.dipegang_sejak = oleh, kini
    narasi.denyut = kini
    if narasi.teks != teks:
        _tulis(narasi, letak, teks, oleh, jabatan, kini)
    narasi.save()
    return narasi


@transaction.atomic
def simpan(
    *, tahun: int, letak: Letak, teks: str, versi: int, keluhan: Sequence[str], oleh: Pegawai, jabatan: str
) -> Narasi:
    """Save a text on its writer's own word, and keep it as a version.

    `keluhan` says what in it has to be mended first; with any the text is refused (NarasiDitolak), nothing written.
    """
    if keluhan:
        raise NarasiDitolak(*keluhan)
    narasi = simpan_draf(tahun=tahun, letak=letak, teks=teks, versi=versi, oleh=oleh, jabatan=jabatan)
    if narasi.dibawa_dari:
        # Saved as it is: whoever read it has made it this year's text.
        narasi.dibawa_dari = None
        narasi.versi += 1
        narasi.disunting_pada, narasi.disunting_oleh = timezone.now(), oleh
        narasi.save()
    if _abadikan(narasi):
        _catat("simpan", narasi, letak, oleh, jabatan, "menyimpan")
    return narasi


def denyutkan(*, narasi: Narasi, oleh: Pegawai) -> bool:
    """Keep the hold of a section alive; False when it is no longer this person's."""
    return bool(Narasi.objects.filter(pk=narasi.pk, pemegang=oleh).update(denyut=timezone.now()))


def lepas(*, narasi: Narasi, oleh: Pegawai) -> None:
    """Give a section back to whoever wants it next; without effect when another has it."""
    Narasi.objects.filter(pk=narasi.pk, pemegang=oleh).update(pemegang=None, dipegang_sejak=None, denyut=None)


@transaction.atomic
def bawa(*, tahun: int, letak: Letak, oleh: Pegawai, jabatan: str) -> Narasi:
    """Carry last year's text of an empty section over, marked as such until somebody edits it.

    NarasiDitolak when there is nothing to carry, or when a text stands here already: it is never written over.
    """
    narasi, kini = _kunci(tahun, letak, oleh), timezone.now()
    _tolak_dipegang(narasi, oleh, kini)
    if narasi.teks.strip():
        raise NarasiDitolak("Bagian ini sudah berisi teks, jadi teks tahun lalu tidak dibawa. Hapus dahulu isinya.")
    lalu = Narasi.objects.filter(tahun=tahun - 1, bagian=letak.jenis.kode, sasaran=letak.sasaran).exclude(teks="")
    asal = lalu.first()
    if asal is None:
        raise NarasiDitolak(f"Tidak ada teks tahun {tahun - 1} untuk bagian ini. Tuliskan teksnya.")
    narasi.teks, narasi.dibawa_dari = asal.teks, tahun - 1
    narasi.versi += 1
    narasi.disunting_pada, narasi.disunting_oleh = kini, oleh
    narasi.save()
    _abadikan(narasi)
    _catat("bawa", narasi, letak, oleh, jabatan, f"membawa teks tahun {tahun - 1} untuk")
    return narasi


def _kunci(tahun: int, letak: Letak, oleh: Pegawai) -> Narasi:
    """The section's row, locked. PermissionDenied for who may not write."""
    if not boleh_menyunting_narasi(peran(oleh)):
        raise PermissionDenied
    kunci = {"tahun": tahun, "bagian": letak.jenis.kode, "sasaran": letak.sasaran}
    pk = Narasi.objects.get_or_create(**kunci)[0].pk
    # Without a join: PostgreSQL reads the row again after waiting, but not what was joined to it before.
    return Narasi.objects.select_for_update().get(pk=pk)


def _tolak_dipegang(narasi: Narasi, oleh: Pegawai, kini: datetime) -> None:
    if siapa := pemegang_lain(narasi, oleh, kini):
        raise NarasiBentrok(
            f"Bagian ini {siapa}. Tunggu sampai selesai, atau sampai {MASA_PEGANG.seconds // 60} menit tidak disentuh."
        )


def _kalimat_berubah(narasi: Narasi, kini: datetime) -> str:
    siapa = narasi.disunting_oleh.nama if narasi.disunting_oleh else "orang lain"
    saat = f" {_waktu(narasi.disunting_pada, kini)}" if narasi.disunting_pada else ""
    return (
        f"Bagian ini sudah diubah {siapa}{saat}, jadi tulisan dari halaman ini belum disimpan. "
        "Tulisan Anda tetap ada: bandingkan dahulu dengan yang tersimpan."
    )


def _tulis(narasi: Narasi, letak: Letak, teks: str, oleh: Pegawai, jabatan: str, kini: datetime) -> None:
    """Put a changed text into the locked row; the caller saves it."""
    if narasi.disunting_oleh_id not in (None, oleh.pk):
        _abadikan(narasi)
    baru_dipegang = narasi.disunting_pada is None or narasi.disunting_pada < narasi.dipegang_sejak
    narasi.teks, narasi.dibawa_dari = teks, None
    narasi.versi += 1
    narasi.disunting_pada, narasi.disunting_oleh = kini, oleh
    if baru_dipegang:
        _catat("sunting", narasi, letak, oleh, jabatan, "mulai mengubah")


def _abadikan(narasi: Narasi) -> bool:
    """Keep the text as its last editor left it; False when it is kept already."""
    if narasi.riwayat.filter(nomor=narasi.versi).exists() or narasi.disunting_oleh is None:
        return False
    VersiNarasi.objects.create(
        narasi=narasi,
        nomor=narasi.versi,
        teks=narasi.teks,
        dibawa_dari=narasi.dibawa_dari,
        oleh=narasi.disunting_oleh,
        nama=narasi.disunting_oleh.nama,
        pada=narasi.disunting_pada,
    )
    return True


def _catat(peristiwa: str, narasi: Narasi, letak: Letak, oleh: Pegawai, jabatan: str, kata: str) -> None:
    catat(
        f"narasi.{peristiwa}",
        objek=narasi,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {kata} narasi {letak.judul}, LKjIP {narasi.tahun}",
        data={"versi": narasi.versi, "sidik": sha256(narasi.teks.encode()).hexdigest()},
    )
