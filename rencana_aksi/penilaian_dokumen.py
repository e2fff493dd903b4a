"""Verdicts on single documents, given at the desk where the claim lies. Only added: the latest of a desk stands."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from organisasi.jejak import catat
from organisasi.models import Pegawai
from organisasi.peran import peran
from rencana_aksi.aturan import berwenang, keberatan
from rencana_aksi.kedudukan import Kedudukan, Tindakan, kedudukan
from rencana_aksi.models import Capaian, DataDukung, PenilaianDokumen
from rencana_aksi.models.capaian import Meja
from rencana_aksi.permissions import boleh_memverifikasi

Hasil = PenilaianDokumen.Hasil


class PenilaianDitolak(Exception):
    """The verdict cannot be given now; the message is a sentence for the person who tried."""


def boleh_menilai(k: Kedudukan) -> bool:
    """Whether this person could return the claim now, or verifies it for the Tim SAKIP; never with a part in it."""
    memutus = berwenang(Tindakan.KEMBALIKAN, k) and keberatan(Tindakan.KEMBALIKAN, k) is None
    return memutus or _memverifikasi(k)


def _memverifikasi(k: Kedudukan) -> bool:
    """The Tim judges documents while the claim lies at its unit's level (R-04), and decides nothing by it."""
    return (
        k.capaian.meja == Meja.ESELON_IV
        and not k.capaian.triwulan.ditutup
        and k.peran.pegawai.pk not in k.penyusun
        and boleh_memverifikasi(k.peran, k.capaian)
    )


@transaction.atomic
def nilai_dokumen(*, dokumen: DataDukung, hasil: str, catatan: str = "", oleh: Pegawai) -> PenilaianDokumen:
    """Judge one document (R-22). The same verdict sent twice is one; another one is added, the earlier stays.

    Raises PermissionDenied for anyone but that desk and the unit's verifiers of the Tim, PenilaianDitolak with a
    sentence when the document no longer stands or was never opened, or the words are missing.
    """
    k = kedudukan(_kunci(dokumen), peran(oleh))
    if not boleh_menilai(k):
        raise PermissionDenied
    catatan = catatan.strip()
    _periksa(k, dokumen, hasil, catatan)
    terakhir = dokumen.penilaian.filter(meja=k.capaian.meja, putaran=k.capaian.putaran, oleh=oleh).last()
    if terakhir and (terakhir.hasil, terakhir.catatan) == (hasil, catatan):
        return terakhir
    jabatan = k.penugasan.nama_jabatan if k.penugasan else k.peran.nama_jabatan
    penilaian = PenilaianDokumen.objects.create(
        dokumen=dokumen,
        meja=k.capaian.meja,
        putaran=k.capaian.putaran,
        hasil=hasil,
        catatan=catatan,
        oleh=oleh,
        nama=oleh.nama,
        jabatan=jabatan,
    )
    catat(
        "data_dukung.nilai",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} menilai “{dokumen.nama}”: {penilaian.get_hasil_display().lower()}",
        data={"hasil": hasil, "catatan": catatan, "meja": k.capaian.meja, "putaran": k.capaian.putaran},
    )
    return penilaian


def _kunci(dokumen: DataDukung) -> Capaian:
    """The claim as it is now, locked: a desk must not judge on a claim that it is just passing on."""
    terkunci = Capaian.objects.lengkap().select_for_update(of=("self",), no_key=True)
    return terkunci.get(pk=dokumen.capaian_id)


def _periksa(k: Kedudukan, dokumen: DataDukung, hasil: str, catatan: str) -> None:
    if dokumen.pk not in {d.pk for d in k.dokumen}:
        raise PenilaianDitolak(f"“{dokumen.nama}” sudah ditarik atau diganti, jadi tidak dinilai lagi.")
    if hasil not in Hasil.values:
        raise PenilaianDitolak("Pilih salah satu penilaian.")
    if hasil != Hasil.SESUAI and not catatan:
        raise PenilaianDitolak("Tuliskan catatan: apa yang tidak sesuai, kurang, atau tidak terbaca.")
    if dokumen.pk not in k.dibuka:
        raise PenilaianDitolak(f"Buka “{dokumen.nama}” dahulu, lalu nilai.")
