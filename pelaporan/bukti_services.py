"""Writes to Bukti SAKIP: self-scores and the document register. The planner writes, everyone with a post reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Kantor, Pegawai
from organisasi.penyimpanan import simpan
from organisasi.peran import Peran, peran
from organisasi.permissions import boleh_merencanakan
from pelaporan.models import DokumenSakip, KomponenAkip, KriteriaAkip, PenilaianMandiri
from pelaporan.models.bukti import Peringkat


class BuktiDitolak(Exception):
    """The request cannot be granted; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class IsianDokumen:
    """What the register says of a document, beside its file."""

    jenis: str
    judul: str
    nomor: str = ""
    tanggal: date | None = None


@transaction.atomic
def nilai_kriteria(
    *, tahun: int, kriteria: KriteriaAkip, peringkat: Peringkat, catatan: str, oleh: Pegawai
) -> PenilaianMandiri:
    """Grade a criterion of a year; the grade before it stays in the trail.

    Raises PermissionDenied for who does not plan, BuktiDitolak for a criterion of another year's set.
    """
    pelaku = _perencana(oleh)
    if not KomponenAkip.objects.untuk(tahun).filter(sub__kriteria=kriteria).exists():
        raise BuktiDitolak(f"Kriteria itu tidak termasuk perangkat penilaian tahun {tahun}.")
    lama = PenilaianMandiri.objects.select_for_update().filter(kriteria=kriteria, tahun=tahun).first()
    if lama and (lama.peringkat, lama.catatan) == (peringkat, catatan):
        return lama
    penilaian, _ = PenilaianMandiri.objects.update_or_create(
        kriteria=kriteria,
        tahun=tahun,
        defaults={
            "peringkat": peringkat,
            "catatan": catatan,
            "dinilai_pada": timezone.now(),
            "dinilai_oleh": oleh,
        },
    )
    catat(
        "bukti.nilai",
        objek=penilaian,
        oleh=oleh,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{oleh.nama} menilai kriteria {kriteria.kode} tahun {tahun}: {peringkat}",
        data={"lama": lama.peringkat if lama else "", "baru": str(peringkat), "catatan": catatan},
    )
    return penilaian


@transaction.atomic
def daftarkan_dokumen(
    *, tahun: int, isian: IsianDokumen, berkas: UploadedFile, kriteria: Iterable[KriteriaAkip], oleh: Pegawai
) -> DokumenSakip:
    """Put a document into the register of a year, as evidence of these criteria.

    Raises BerkasDitolak when the gate refuses the file, BuktiDitolak when the same file stands there already,
    PenyimpananGagal when the store does.
    """
    pelaku = _perencana(oleh)
    lolos = periksa(berkas, berkas.name, batas=settings.BATAS_UKURAN_BERKAS)
    # The office's one row makes two clicks take turns.
    Kantor.objects.select_for_update().filter(pk=1).first()
    kembar = DokumenSakip.objects.berlaku().filter(tahun=tahun, jenis=isian.jenis, berkas__sha256=lolos.sha256)
    if ada := kembar.first():
        raise BuktiDitolak(f"Berkas yang sama sudah terdaftar sebagai “{ada.judul}”. Kaitkan dokumen itu saja.")
    # The bytes are on disk before the row: a row without its file must never exist, a file without a row may.
    simpan(berkas, lolos.sha256)
    baris, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)
    dokumen = DokumenSakip.objects.create(
        tahun=tahun,
        jenis=isian.jenis,
        judul=isian.judul,
        nomor=isian.nomor,
        tanggal=isian.tanggal,
        berkas=baris,
        nama_berkas=lolos.nama,
        diunggah_oleh=oleh,
    )
    dokumen.kriteria.set(kriteria)
    _catat("daftar", dokumen, pelaku, f"mendaftarkan “{dokumen.judul}” ({dokumen.get_jenis_display()} {tahun})")
    return dokumen


@transaction.atomic
def kaitkan_dokumen(*, dokumen: DokumenSakip, kriteria: KriteriaAkip, oleh: Pegawai) -> None:
    """Let a document of the register prove one more criterion."""
    pelaku = _perencana(oleh)
    dokumen = _kunci(dokumen)
    dokumen.kriteria.add(kriteria)
    _catat("kaitkan", dokumen, pelaku, f"mengaitkan “{dokumen.judul}” dengan kriteria {kriteria.kode}")


@transaction.atomic
def tarik_dokumen(*, dokumen: DokumenSakip, oleh: Pegawai) -> None:
    """Take a document out of the register; its row and bytes stay."""
    pelaku = _perencana(oleh)
    dokumen = _kunci(dokumen)
    dokumen.ditarik_pada, dokumen.ditarik_oleh = timezone.now(), oleh
    dokumen.save(update_fields=["ditarik_pada", "ditarik_oleh"])
    _catat("tarik", dokumen, pelaku, f"menarik “{dokumen.judul}” dari daftar dokumen SAKIP {dokumen.tahun}")


def _kunci(dokumen: DokumenSakip) -> DokumenSakip:
    dokumen = DokumenSakip.objects.select_for_update().get(pk=dokumen.pk)
    if dokumen.ditarik_pada:
        raise BuktiDitolak(f"“{dokumen.judul}” sudah ditarik dari daftar.")
    return dokumen


def _perencana(oleh: Pegawai) -> Peran:
    pelaku = peran(oleh)
    if not boleh_merencanakan(pelaku):
        raise PermissionDenied
    return pelaku


def _catat(peristiwa: str, dokumen: DokumenSakip, pelaku: Peran, uraian: str) -> None:
    catat(
        f"dokumen_sakip.{peristiwa}",
        objek=dokumen,
        oleh=pelaku.pegawai,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{pelaku.pegawai.nama} {uraian}",
        data={"sha256": dokumen.berkas.sha256, "nama": dokumen.nama_berkas},
    )
