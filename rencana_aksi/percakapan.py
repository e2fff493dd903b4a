"""The thread of a claim: questions that must be answered before it goes on, and notes. Nothing is edited or removed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from organisasi.jejak import catat
from organisasi.models import Jabatan, Pegawai
from organisasi.peran import Peran, peran
from rencana_aksi.kursi import Kursi, susun_kursi
from rencana_aksi.models import Capaian, Pesan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status
from rencana_aksi.peristiwa import pesan_ditulis
from rencana_aksi.permissions import boleh_bercakap

Jenis = Pesan.Jenis
_UNIT = "capaian__target_triwulan__rencana_aksi__indikator__unit__in"
_KATA_KERJA = {
    Jenis.PERTANYAAN: "bertanya tentang",
    Jenis.JAWABAN: "menjawab pertanyaan tentang",
    Jenis.CATATAN: "mencatat pada",
    Jenis.PENARIKAN: "menarik pesannya pada",
}


class PesanDitolak(Exception):
    """The message cannot be taken now; the text is a sentence for the person who wrote it."""


@dataclass
class Utas:
    """A message with what became of it, ready to print; `tarikan` is the retraction, whose words it keeps struck."""

    pesan: Pesan
    tarikan: Pesan | None = None
    jawaban: list["Utas"] = field(default_factory=list)
    boleh_jawab: bool = False
    boleh_tarik: bool = False

    @property
    def terbuka(self) -> bool:
        """A question that stands and has no standing answer."""
        terjawab = any(j.tarikan is None for j in self.jawaban)
        return self.pesan.jenis == Jenis.PERTANYAAN and self.tarikan is None and not terjawab


def percakapan(capaian: Capaian, peran: Peran, kursi: Kursi) -> list[Utas]:
    """The thread in its order, with what this person may do to each message. One query."""
    bercakap = boleh_bercakap(peran, capaian, kursi)
    utas: dict[int, Utas] = {}
    for pesan in capaian.pesan.select_related("induk"):
        if pesan.jenis == Jenis.PENARIKAN:
            utas[pesan.induk_id].tarikan = pesan
            continue
        utas[pesan.pk] = Utas(pesan)
        if pesan.jenis == Jenis.JAWABAN:
            utas[pesan.induk_id].jawaban.append(utas[pesan.pk])
    for satu in utas.values():
        satu.boleh_jawab = (
            bercakap and satu.tarikan is None and _keberatan_jawab(satu.pesan, capaian, peran.pegawai) is None
        )
        satu.boleh_tarik = (
            bercakap and satu.tarikan is None and _keberatan_tarik(satu.pesan, capaian, peran.pegawai) is None
        )
    return [u for u in utas.values() if u.pesan.jenis != Jenis.JAWABAN]


def jenis_pesan(capaian: Capaian) -> list[Jenis]:
    """What may be begun about a claim as it stands; nothing once its quarter's report is final."""
    return [j for j in (Jenis.CATATAN, Jenis.PERTANYAAN) if _keberatan_mulai(j, capaian) is None]


def pertanyaan_terbuka(peran: Peran) -> QuerySet[Pesan]:
    """Unanswered questions that are this person's to answer: about claims of own units and on own desk.

    The asker's own questions are left out, and those of quarters whose report is final.
    """
    milik = Q(**{_UNIT: peran.unit_ids}) | Q(capaian__status__in=_status_di_meja(peran))
    return (
        Pesan.objects.terbuka()
        .filter(milik, capaian__target_triwulan__triwulan__ditutup_pada=None)
        .exclude(oleh=peran.pegawai)
        .select_related(
            "capaian__target_triwulan__triwulan", "capaian__target_triwulan__rencana_aksi__indikator"
        )
    )


def _status_di_meja(peran: Peran) -> list[Status]:
    """The statuses whose desk this person holds for the whole office; an Eselon IV desk is its unit's."""
    meja = set()
    if peran.bertingkat(Jabatan.Tingkat.SEKCAM):
        meja.add(Meja.ESELON_III)
    if peran.bertingkat(Jabatan.Tingkat.CAMAT):
        meja.add(Meja.CAMAT)
    return [status for status, satu in MEJA_STATUS.items() if satu in meja]


@transaction.atomic
def tulis_pesan(*, capaian: Capaian, jenis: Jenis, teks: str, oleh: Pegawai) -> Pesan:
    """Begin a question or a note. The same words sent twice in a row are one message.

    Raises PermissionDenied for who has no part in the claim, PesanDitolak with a sentence when it cannot be taken.
    """
    capaian, sebagai = _kunci(capaian, oleh)
    teks = teks.strip()
    if not teks:
        raise PesanDitolak("Tuliskan pesannya dahulu.")
    if alasan := _keberatan_mulai(jenis, capaian):
        raise PesanDitolak(alasan)
    akhir = capaian.pesan.last()
    if akhir and (akhir.jenis, akhir.teks, akhir.oleh_id) == (jenis, teks, oleh.pk):
        return akhir
    return _simpan(capaian, sebagai, jenis=jenis, teks=teks)


@transaction.atomic
def jawab(*, pertanyaan: Pesan, teks: str, oleh: Pegawai) -> Pesan:
    """Answer a question; more than one answer may stand. Raises as `tulis_pesan`."""
    capaian, sebagai = _kunci(pertanyaan.capaian, oleh)
    teks = teks.strip()
    if not teks:
        raise PesanDitolak("Tuliskan jawabannya dahulu.")
    if pertanyaan.balasan.filter(jenis=Jenis.PENARIKAN).exists():
        raise PesanDitolak("Pertanyaan ini sudah ditarik, jadi tidak perlu dijawab lagi.")
    if alasan := _keberatan_jawab(pertanyaan, capaian, oleh):
        raise PesanDitolak(alasan)
    if kembar := pertanyaan.balasan.tegak().filter(jenis=Jenis.JAWABAN, teks=teks, oleh=oleh).first():
        return kembar
    return _simpan(capaian, sebagai, jenis=Jenis.JAWABAN, teks=teks, induk=pertanyaan)


@transaction.atomic
def tarik_pesan(*, pesan: Pesan, oleh: Pegawai, teks: str = "") -> Pesan:
    """Take one's own message back, with or without a reason; the words stay, struck. Taken back twice is once."""
    capaian, sebagai = _kunci(pesan.capaian, oleh)
    if sudah := pesan.balasan.filter(jenis=Jenis.PENARIKAN).first():
        return sudah
    if alasan := _keberatan_tarik(pesan, capaian, oleh):
        raise PesanDitolak(alasan)
    return _simpan(capaian, sebagai, jenis=Jenis.PENARIKAN, teks=teks.strip(), induk=pesan)


def _kunci(capaian: Capaian, oleh: Pegawai) -> tuple[Capaian, Peran]:
    """The claim as it is now, locked: a question and an approval at the same moment must take turns."""
    terkunci = Capaian.objects.lengkap().select_for_update(of=("self",), no_key=True)
    capaian, sebagai = terkunci.get(pk=capaian.pk), peran(oleh)
    if not boleh_bercakap(sebagai, capaian, susun_kursi()):
        raise PermissionDenied
    return capaian, sebagai


def _keberatan_mulai(jenis: Jenis, capaian: Capaian) -> str | None:
    if capaian.triwulan.ditutup:
        return capaian.triwulan.sebab_tutup
    if jenis == Jenis.PERTANYAAN and capaian.status == Status.SAH:
        return "Klaim ini sudah sah, jadi tidak ada lagi yang menunggu jawaban. Tuliskan sebagai catatan."
    return None


def _keberatan_jawab(pertanyaan: Pesan, capaian: Capaian, oleh: Pegawai) -> str | None:
    if pertanyaan.jenis != Jenis.PERTANYAAN:
        return "Hanya pertanyaan yang dapat dijawab."
    if pertanyaan.oleh_id == oleh.pk:
        return "Ini pertanyaan Anda sendiri: tunggu jawabannya, atau tarik bila tidak diperlukan lagi."
    return _keberatan_mulai(Jenis.JAWABAN, capaian)


def _keberatan_tarik(pesan: Pesan, capaian: Capaian, oleh: Pegawai) -> str | None:
    if pesan.oleh_id != oleh.pk or pesan.jenis == Jenis.PENARIKAN:
        return "Hanya penulisnya yang dapat menarik sebuah pesan."
    if pesan.jenis == Jenis.JAWABAN and capaian.status == Status.SAH:
        return "Klaim ini sudah disahkan berdasarkan jawaban ini, jadi jawabannya tidak dapat ditarik."
    return _keberatan_mulai(Jenis.PENARIKAN, capaian)


def _simpan(capaian: Capaian, sebagai: Peran, *, jenis: Jenis, teks: str, induk: Pesan | None = None) -> Pesan:
    oleh = sebagai.pegawai
    pesan = Pesan.objects.create(
        capaian=capaian,
        induk=induk,
        jenis=jenis,
        teks=teks,
        oleh=oleh,
        nama=oleh.nama,
        jabatan=sebagai.nama_jabatan[:160],
        pada=timezone.now(),
    )
    catat(
        f"pesan.{jenis}",
        objek=pesan,
        oleh=oleh,
        jabatan=sebagai.nama_jabatan,
        uraian=f"{oleh.nama} {_KATA_KERJA[jenis]} {capaian}",
        data={"capaian": str(capaian.public_id), "teks": teks, "induk": str(induk.public_id) if induk else None},
    )
    pesan_ditulis.send(Pesan, pesan=pesan)
    return pesan


def jumlah_terbuka(utas: Iterable[Utas]) -> int:
    return sum(u.terbuka for u in utas)
