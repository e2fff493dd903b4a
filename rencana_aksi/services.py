"""Writes that touch several rows: the year's quarters, a claim's entry and its documents. The actor is `oleh`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.penyimpanan import simpan
from rencana_aksi.kalender import Tahap, geser_ke_hari_kerja, jadwal_triwulan
from rencana_aksi.models import (
    AturanJadwal,
    Capaian,
    DataDukung,
    HariLibur,
    SyaratDataDukung,
    TargetTriwulan,
    Triwulan,
)


class IsianDitolak(Exception):
    """An entry or a document cannot be taken as it is; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Isian:
    """What a pengisi reports for a quarter; `realisasi` in the indicator's unit."""

    realisasi: Decimal | None
    tanggal_data: date | None
    analisis: str = ""
    hambatan: str = ""
    solusi: str = ""


@transaction.atomic
def siapkan_tahun(tahun: int) -> list[Triwulan]:
    """Compute and store the four quarters of a year from the rules then in force (R-10 to R-14).

    Quarters that exist already stay as they are: their dates may have been moved with a reason.
    """
    sejak = AturanJadwal.objects.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak").first()
    if sejak is None:
        raise IsianDitolak(f"Belum ada aturan jadwal untuk tahun {tahun}.")
    aturan = [a.aturan for a in AturanJadwal.objects.filter(berlaku_sejak=sejak.berlaku_sejak)]
    libur = set(HariLibur.objects.filter(tanggal__year__in=(tahun, tahun + 1)).values_list("tanggal", flat=True))
    for nomor in range(1, 5):
        tanggal = jadwal_triwulan(tahun, nomor, aturan)
        batas_camat = geser_ke_hari_kerja(tanggal[Tahap.CAMAT], libur)
        Triwulan.objects.get_or_create(
            tahun=tahun,
            nomor=nomor,
            defaults={
                "buka": tanggal[Tahap.BUKA],
                "batas_staf": tanggal[Tahap.STAF],
                "batas_eselon_iv": tanggal[Tahap.ESELON_IV],
                "batas_eselon_iii": tanggal[Tahap.ESELON_III],
                "batas_camat": batas_camat,
                "batas_camat_aturan": tanggal[Tahap.CAMAT],
            },
        )
    return list(Triwulan.objects.filter(tahun=tahun))


def siapkan_capaian(target: Iterable[TargetTriwulan]) -> None:
    """Give every quarterly target that has a number its empty claim; NULL is no target, so it gets none."""
    Capaian.objects.bulk_create(
        (Capaian(target_triwulan=t) for t in target if t.nilai is not None), ignore_conflicts=True
    )


def _kunci_untuk_diisi(capaian: Capaian) -> Capaian:
    """The claim, locked, if its pengisi may still change it."""
    capaian = Capaian.objects.select_for_update().get(pk=capaian.pk)
    if not capaian.dapat_diisi:
        raise IsianDitolak(
            f"Klaim ini berstatus “{capaian.get_status_display()}”, jadi isiannya tidak dapat diubah. "
            "Perubahan hanya dapat dilakukan setelah klaim dikembalikan."
        )
    if capaian.triwulan.ditutup:
        raise IsianDitolak(f"{capaian.triwulan} sudah ditutup karena laporannya sudah final.")
    return capaian


@transaction.atomic
def simpan_isian(*, capaian: Capaian, isian: Isian, versi: int, oleh: Pegawai) -> Capaian:
    """Save a draft. `versi` is the version that the person's page showed: an older page is refused."""
    capaian = _kunci_untuk_diisi(capaian)
    baru = asdict(isian)
    lama = {nama: getattr(capaian, nama) for nama in baru}
    if baru == lama:
        return capaian
    if versi != capaian.versi:
        raise IsianDitolak(
            "Isian ini sudah diubah dari halaman lain sejak Anda membukanya. Tulisan Anda masih ada di bawah: "
            "bandingkan dengan yang tersimpan, lalu simpan lagi."
        )
    for nama, nilai in baru.items():
        setattr(capaian, nama, nilai)
    capaian.versi += 1
    capaian.save(update_fields=[*baru, "versi"])
    capaian.penyusun.add(oleh)
    return capaian


@transaction.atomic
def unggah(
    *,
    capaian: Capaian,
    syarat: SyaratDataDukung,
    berkas: UploadedFile,
    batas: int,
    oleh: Pegawai,
    jabatan: str = "",
    nomor_dokumen: str = "",
    tanggal_dokumen: date | None = None,
    uraian: str = "",
    pada: datetime | None = None,
) -> DataDukung:
    """Put a document into a slot; the same bytes in the same slot are kept once. `batas` is the size in bytes.

    Raises BerkasDitolak when the gate refuses the file, IsianDitolak when the claim cannot take documents.
    """
    lolos = periksa(berkas, berkas.name, batas=batas)
    capaian = _kunci_untuk_diisi(capaian)
    if syarat.target_triwulan_id != capaian.target_triwulan_id:
        raise IsianDitolak("Syarat data dukung ini bukan milik indikator dan triwulan ini.")
    # The bytes are on disk before the row: a row without its file must never exist, a file without a row may.
    berkas.seek(0)
    simpan(berkas, lolos.sha256)
    isi, _ = Berkas.objects.get_or_create(
        sha256=lolos.sha256, defaults={"ukuran": lolos.ukuran, "jenis": lolos.jenis}
    )
    kembar = capaian.data_dukung.filter(syarat=syarat, berkas=isi, ditarik_pada=None).first()
    if kembar:
        return kembar
    dokumen = DataDukung.objects.create(
        capaian=capaian,
        syarat=syarat,
        berkas=isi,
        nama=lolos.nama,
        nomor_dokumen=nomor_dokumen,
        tanggal_dokumen=tanggal_dokumen,
        uraian=uraian,
        diunggah_pada=pada or timezone.now(),
        diunggah_oleh=oleh,
    )
    capaian.penyusun.add(oleh)
    catat(
        "data_dukung.unggah",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengunggah “{dokumen.nama}” untuk {capaian}",
        data={"capaian": str(capaian.public_id), "syarat": str(syarat.public_id), "sha256": isi.sha256},
    )
    return dokumen


@transaction.atomic
def tarik_dokumen(*, dokumen: DataDukung, oleh: Pegawai, jabatan: str = "") -> None:
    """Take a document out of a claim that is still in hand. The row and the bytes stay; only their standing ends."""
    capaian = _kunci_untuk_diisi(dokumen.capaian)
    dokumen.refresh_from_db(fields=["ditarik_pada", "ditarik_oleh"])
    if dokumen.ditarik_pada:
        return
    dokumen.ditarik_pada, dokumen.ditarik_oleh = timezone.now(), oleh
    dokumen.save(update_fields=["ditarik_pada", "ditarik_oleh"])
    capaian.penyusun.add(oleh)
    catat(
        "data_dukung.tarik",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} menarik “{dokumen.nama}” dari {capaian}",
        data={"capaian": str(capaian.public_id), "sha256": dokumen.berkas.sha256},
    )
