"""The steps of a follow-up: one table, one function that writes a status, one that says why not (R-44)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from kinerja.models import RevisiRenstra
from organisasi.bahasa import daftar
from organisasi.jejak import catat
from organisasi.models import Jabatan, Pegawai, UnitKerja
from organisasi.peran import Peran, peran
from pelaporan.models import Rekomendasi, RiwayatTindakLanjut
from pelaporan.models.tindak_lanjut import TERBUKA, Bentuk, StatusTindakLanjut, Tindakan
from pelaporan.tindak_lanjut_permissions import boleh_memeriksa, boleh_mengalihkan, boleh_menindaklanjuti
from rencana_aksi.models import PerubahanRencanaAksi

Status = StatusTindakLanjut


class TindakLanjutDitolak(Exception):
    """A step or an entry cannot be taken as it is; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """From which statuses, to which (None: it stays), who, and whether words are needed."""

    dari: tuple[Status, ...]
    ke: Status | None
    siapa: Callable[[Peran, Rekomendasi], bool]
    beralasan: bool = False


ALUR = {
    Tindakan.RENCANAKAN: Langkah(TERBUKA, Status.PROSES, boleh_menindaklanjuti),
    Tindakan.SELESAIKAN: Langkah((Status.PROSES,), Status.SELESAI, boleh_menindaklanjuti),
    Tindakan.VERIFIKASI: Langkah((Status.SELESAI,), Status.DIVERIFIKASI, boleh_memeriksa),
    Tindakan.KEMBALIKAN: Langkah((Status.SELESAI,), Status.PROSES, boleh_memeriksa, beralasan=True),
    Tindakan.TIDAK_DAPAT: Langkah(TERBUKA, Status.TIDAK_DAPAT, boleh_memeriksa, beralasan=True),
    Tindakan.BUKA_KEMBALI: Langkah(
        (Status.DIVERIFIKASI, Status.TIDAK_DAPAT), Status.PROSES, boleh_memeriksa, beralasan=True
    ),
    Tindakan.ALIHKAN: Langkah(TERBUKA, None, boleh_mengalihkan, beralasan=True),
}


@dataclass(frozen=True, slots=True)
class IsiLangkah:
    """What a step says; each step reads only its own part."""

    catatan: str = ""
    bentuk: str = ""
    rencana: str = ""
    imbalan: str = ""
    unit_dituju: UnitKerja | None = None
    perubahan_rencana: PerubahanRencanaAksi | None = None
    revisi_renstra: RevisiRenstra | None = None
    penanggung_jawab: Jabatan | None = None


def boleh(tindakan: Tindakan, r: Rekomendasi, peran: Peran) -> bool:
    """Whether the page offers this step to this person now; `keberatan` may still say why it must wait."""
    return ALUR[tindakan].siapa(peran, r) and r.status in ALUR[tindakan].dari


def keberatan(tindakan: Tindakan, r: Rekomendasi, oleh: Pegawai) -> str | None:
    """The sentence for which a step is refused whatever it says, or None; the page prints it beside the button."""
    if r.status not in ALUR[tindakan].dari:
        return f"Rekomendasi ini berstatus “{r.get_status_display()}”, jadi langkah ini tidak dapat dilakukan."
    if tindakan == Tindakan.SELESAIKAN and not r.bukti.berlaku().exists():
        return "Belum ada bukti. Unggah bukti tindak lanjut dahulu, lalu laporkan selesai."
    if tindakan == Tindakan.VERIFIKASI and oleh.pk in pelaku(r):
        return "Anda ikut mengerjakan tindak lanjut ini. Verifikasi dilakukan orang lain."
    return None


def pelaku(r: Rekomendasi) -> set[int]:
    """Ids of who worked on the follow-up: planned it, reported it done, or gave its evidence. Two queries."""
    mengerjakan = (Tindakan.RENCANAKAN, Tindakan.SELESAIKAN)
    langkah = r.riwayat.filter(tindakan__in=mengerjakan).values_list("oleh", flat=True)
    return {*langkah, *r.bukti.berlaku().values_list("diunggah_oleh", flat=True)}


@transaction.atomic
def lakukan(
    tindakan: Tindakan, *, rekomendasi: Rekomendasi, oleh: Pegawai, isi: IsiLangkah | None = None
) -> Rekomendasi:
    """Take a step: history row, status and what belongs to it, trail.

    Raises PermissionDenied for who may never take it, TindakLanjutDitolak with a sentence.
    """
    isi = isi or IsiLangkah()
    # Two people may click at once: decide on the locked row, not on the page's copy.
    r = kunci(rekomendasi)
    siapa, langkah = peran(oleh), ALUR[tindakan]
    if not langkah.siapa(siapa, r):
        raise PermissionDenied
    if alasan := keberatan(tindakan, r, oleh) or _kekurangan(tindakan, r, isi):
        raise TindakLanjutDitolak(alasan)
    baru = _kolom(tindakan, r, isi, oleh)
    ke = baru.get("status", r.status)
    catatan = _catatan(tindakan, r, isi)
    RiwayatTindakLanjut.objects.create(
        rekomendasi=r,
        urutan=r.riwayat.count() + 1,
        tindakan=tindakan,
        dari_status=r.status,
        ke_status=ke,
        catatan=catatan,
        oleh=oleh,
        nama=oleh.nama,
        jabatan=siapa.nama_jabatan,
    )
    dari = r.status
    for nama, nilai in baru.items():
        setattr(r, nama, nilai)
    r.save(update_fields=list(baru))
    catat(
        f"tindak_lanjut.{tindakan}",
        objek=r,
        oleh=oleh,
        jabatan=siapa.nama_jabatan,
        uraian=f"{oleh.nama} {tindakan.label}: {r.uraian}",
        data={"dari": dari, "ke": ke, "catatan": catatan},
    )
    return r


def kunci(rekomendasi: Rekomendasi) -> Rekomendasi:
    """The row as it stands now, locked until the end of the transaction."""
    terkunci = Rekomendasi.objects.select_for_update(of=("self",), no_key=True)
    return terkunci.select_related("penanggung_jawab__atasan").get(pk=rekomendasi.pk)


def _kekurangan(tindakan: Tindakan, r: Rekomendasi, isi: IsiLangkah) -> str | None:
    """What the step's own words lack."""
    if ALUR[tindakan].beralasan and not isi.catatan.strip():
        return "Tuliskan alasannya: yang mengerjakan dan yang memeriksa membacanya."
    if tindakan == Tindakan.RENCANAKAN:
        return _kekurangan_rencana(isi)
    revisi = isi.perubahan_rencana or isi.revisi_renstra
    if tindakan == Tindakan.SELESAIKAN and r.bentuk == Bentuk.REVISI_RENSTRA and not revisi:
        return "Pilih perubahan rencana aksi atau revisi Renstra yang dihasilkan rekomendasi ini."
    if tindakan == Tindakan.ALIHKAN and isi.penanggung_jawab in (None, r.penanggung_jawab):
        return "Pilih jabatan lain sebagai penanggung jawab."
    return None


def _kekurangan_rencana(isi: IsiLangkah) -> str | None:
    if not (isi.bentuk and isi.rencana.strip()):
        return "Pilih bentuk tindak lanjut dan tuliskan rencananya."
    if isi.bentuk == Bentuk.REWARD_PUNISHMENT and not (isi.imbalan and isi.unit_dituju):
        return "Pilih penghargaan atau sanksi, dan unit yang menerimanya."
    return None


def _kolom(tindakan: Tindakan, r: Rekomendasi, isi: IsiLangkah, oleh: Pegawai) -> dict[str, Any]:
    """What the step writes beside the history."""
    ke, sekarang = ALUR[tindakan].ke, timezone.now()
    match tindakan:
        case Tindakan.RENCANAKAN:
            return {"status": ke, **_kolom_rencana(r, isi)}
        case Tindakan.SELESAIKAN:
            hasil = {"perubahan_rencana": isi.perubahan_rencana, "revisi_renstra": isi.revisi_renstra}
            hasil = hasil if r.bentuk == Bentuk.REVISI_RENSTRA else {}
            return {"status": ke, "selesai_pada": sekarang, "selesai_oleh": oleh, **hasil}
        case Tindakan.VERIFIKASI:
            return {"status": ke, "diverifikasi_pada": sekarang, "diverifikasi_oleh": oleh}
        case Tindakan.TIDAK_DAPAT:
            return {"status": ke, "alasan_tidak_dapat": isi.catatan.strip()}
        case Tindakan.ALIHKAN:
            return {"penanggung_jawab": isi.penanggung_jawab}
    kosong = dict.fromkeys(("selesai_pada", "selesai_oleh", "diverifikasi_pada", "diverifikasi_oleh"))
    # What was declared impossible before anything was planned begins anew.
    return {"status": ke if r.rencana else Status.BELUM, "alasan_tidak_dapat": "", **kosong}


def _kolom_rencana(r: Rekomendasi, isi: IsiLangkah) -> dict[str, Any]:
    bagi_unit = isi.bentuk == Bentuk.REWARD_PUNISHMENT
    kolom = {
        "bentuk": isi.bentuk,
        "rencana": isi.rencana.strip(),
        "imbalan": isi.imbalan if bagi_unit else "",
        "unit_dituju": isi.unit_dituju if bagi_unit else None,
    }
    # A link to a revision made before says nothing about another form of follow-up.
    tanpa_revisi = {} if isi.bentuk == Bentuk.REVISI_RENSTRA else {"perubahan_rencana": None, "revisi_renstra": None}
    return kolom | tanpa_revisi


def _catatan(tindakan: Tindakan, r: Rekomendasi, isi: IsiLangkah) -> str:
    """The words that the history keeps for a step."""
    if tindakan == Tindakan.RENCANAKAN:
        imbalan = Rekomendasi.Imbalan(isi.imbalan).label if isi.imbalan else ""
        return f"{daftar(list(filter(None, (Bentuk(isi.bentuk).label, imbalan))))}: {isi.rencana.strip()}"
    if tindakan == Tindakan.ALIHKAN:
        return f"Dari {r.penanggung_jawab} kepada {isi.penanggung_jawab}: {isi.catatan.strip()}"
    hasil = str(isi.perubahan_rencana or isi.revisi_renstra or "") if tindakan == Tindakan.SELESAIKAN else ""
    return "; ".join(filter(None, (isi.catatan.strip(), hasil)))
