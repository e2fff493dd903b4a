"""Writes that touch several rows: the year's quarters, a claim's entry and its documents. The actor is `oleh`."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from organisasi.bahasa import AKHIR_TAHUN
from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai
from organisasi.penyimpanan import simpan
from organisasi.pratinjau.services import minta_pratinjau
from rencana_aksi.jadwal import simpan_tahunan
from rencana_aksi.kalender import Tahap, geser_ke_hari_kerja, jadwal_triwulan
from rencana_aksi.kuota import periksa_kuota
from rencana_aksi.models import (
    AturanJadwal,
    Capaian,
    DataDukung,
    HariLibur,
    PernyataanTidakAda,
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


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What a document says of itself, and why the same file is used twice; all of it may be empty."""

    nomor_dokumen: str = ""
    tanggal_dokumen: date | None = None
    masa_mulai: date | None = None
    masa_selesai: date | None = None
    uraian: str = ""
    alasan_kembar: str = ""

    @classmethod
    def dari(cls, dokumen: DataDukung) -> "Keterangan":
        return cls(**{k.name: getattr(dokumen, k.name) for k in fields(cls)})

    @property
    def sidik(self) -> str:
        """What a page shows of it, in 16 hexadecimal digits: an older page is told from a newer one."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


@transaction.atomic
def siapkan_tahun(tahun: int) -> list[Triwulan]:
    """Compute and store a year's periods from the rules then in force (R-10 to R-14); return its four quarters.

    Periods that exist already stay as they are: their dates may have been moved with a reason.
    """
    sejak = AturanJadwal.objects.filter(berlaku_sejak__lte=tahun).order_by("-berlaku_sejak").first()
    if sejak is None:
        raise IsianDitolak(f"Belum ada aturan jadwal untuk tahun {tahun}.")
    aturan = [a.aturan for a in AturanJadwal.objects.filter(berlaku_sejak=sejak.berlaku_sejak)]
    libur = set(HariLibur.objects.filter(tanggal__year__in=(tahun, tahun + 1)).values_list("tanggal", flat=True))
    for nomor in range(1, AKHIR_TAHUN + 1):
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
    simpan_tahunan(tahun)
    return list(Triwulan.objects.berkala().filter(tahun=tahun))


def siapkan_capaian(target: Iterable[TargetTriwulan]) -> None:
    """Give every quarterly target that has a number its empty claim; NULL is no target, so it gets none."""
    Capaian.objects.bulk_create(
        (Capaian(target_triwulan=t) for t in target if t.nilai is not None), ignore_conflicts=True
    )


def kunci_untuk_diisi(capaian: Capaian) -> Capaian:
    """The claim, locked, if its pengisi may still change it."""
    capaian = Capaian.objects.select_for_update().get(pk=capaian.pk)
    if not capaian.dapat_diisi:
        raise IsianDitolak(
            f"Klaim ini berstatus “{capaian.get_status_display()}”, jadi isiannya tidak dapat diubah. "
            "Perubahan hanya dapat dilakukan setelah klaim dikembalikan."
        )
    if capaian.triwulan.ditutup:
        raise IsianDitolak(capaian.triwulan.sebab_tutup)
    return capaian


@transaction.atomic
def simpan_isian(*, capaian: Capaian, isian: Isian, versi: int, oleh: Pegawai) -> Capaian:
    """Save a draft. `versi` is the version that the person's page showed: an older page is refused."""
    capaian = kunci_untuk_diisi(capaian)
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


def unggah(
    *,
    capaian: Capaian,
    syarat: SyaratDataDukung,
    berkas: UploadedFile,
    batas: int,
    oleh: Pegawai,
    jabatan: str = "",
    keterangan: Keterangan | None = None,
    menggantikan: DataDukung | None = None,
    pada: datetime | None = None,
) -> DataDukung:
    """Put a document into a slot; the same bytes in the same slot are kept once. `batas` is the size in bytes.

    `menggantikan` makes it a new version: the old document stays as history, and lends what `keterangan` leaves empty.
    Raises BerkasDitolak when the gate refuses the file, IsianDitolak when the claim cannot take documents.
    """
    periksa_kuota(capaian.indikator.unit, berkas.size, berkas)
    lolos = periksa(berkas, berkas.name, batas=batas)
    # The gate takes seconds for a hostile file: nobody else's write may wait for it.
    with transaction.atomic():
        capaian = kunci_untuk_diisi(capaian)
        if syarat.target_triwulan_id != capaian.target_triwulan_id:
            raise IsianDitolak("Syarat data dukung ini bukan milik indikator dan triwulan ini.")
        # The bytes are on disk before the row: a row without its file must never exist, a file without a row may.
        berkas.seek(0)
        simpan(berkas, lolos.sha256)
        isi, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)
        kembar = capaian.data_dukung.berlaku().filter(syarat=syarat, berkas=isi).first()
        if menggantikan:
            menggantikan = _yang_diganti(menggantikan, capaian, syarat, kembar)
        if kembar:
            return kembar
        dokumen = DataDukung(
            capaian=capaian,
            syarat=syarat,
            berkas=isi,
            nama=lolos.nama,
            diunggah_pada=pada or timezone.now(),
            diunggah_oleh=oleh,
            menggantikan=menggantikan,
            **_keterangan_baru(keterangan or Keterangan(), menggantikan),
        )
        if menggantikan:
            _akhiri(menggantikan, oleh)
        dokumen.save()
        _cabut(capaian.tidak_ada.berlaku().filter(syarat=syarat).first(), oleh, jabatan)
        capaian.penyusun.add(oleh)
        _catat_unggahan(dokumen, oleh, jabatan)
        # A document of the sample year, told with its day, gets its preview when somebody looks: they are hundreds.
        if pada is None:
            minta_pratinjau(isi, oleh=oleh)
    return dokumen


def _yang_diganti(
    lama: DataDukung, capaian: Capaian, syarat: SyaratDataDukung, kembar: DataDukung | None
) -> DataDukung | None:
    """The document to be replaced as it stands now; None when this very replacement was done before."""
    lama = DataDukung.objects.get(pk=lama.pk)
    if (lama.capaian_id, lama.syarat_id) != (capaian.pk, syarat.pk):
        raise IsianDitolak("Dokumen yang hendak diganti bukan milik data dukung ini.")
    if kembar and (kembar == lama or kembar.menggantikan_id == lama.pk):
        return None
    if kembar:
        raise IsianDitolak(
            f"“{lama.nama}” belum diganti: isi berkas baru sama dengan “{kembar.nama}”, yang sudah ada di sini. "
            f"Tarik “{lama.nama}” bila tidak berlaku lagi."
        )
    if lama.ditarik_pada or DataDukung.objects.filter(menggantikan=lama).exists():
        raise IsianDitolak(
            f"“{lama.nama}” sudah ditarik atau diganti dari halaman lain. Muat ulang halaman, "
            "lalu unggah berkas ini sebagai dokumen baru bila masih diperlukan."
        )
    return lama


def _keterangan_baru(baru: Keterangan, lama: DataDukung | None) -> dict:
    if lama is None:
        return asdict(baru)
    warisan = asdict(Keterangan.dari(lama)) | {"alasan_kembar": ""}
    return {nama: nilai or warisan[nama] for nama, nilai in asdict(baru).items()}


def _akhiri(dokumen: DataDukung, oleh: Pegawai) -> None:
    # A replaced document is withdrawn too: only then may its bytes come back one day (data_dukung_tidak_kembar).
    dokumen.ditarik_pada, dokumen.ditarik_oleh = timezone.now(), oleh
    dokumen.save(update_fields=["ditarik_pada", "ditarik_oleh"])


def _catat_unggahan(dokumen: DataDukung, oleh: Pegawai, jabatan: str) -> None:
    lama = dokumen.menggantikan
    perbuatan = f"mengganti “{lama.nama}” dengan" if lama else "mengunggah"
    data = {
        "capaian": str(dokumen.capaian.public_id),
        "syarat": str(dokumen.syarat.public_id),
        "sha256": dokumen.berkas.sha256,
    }
    catat(
        "data_dukung.ganti" if lama else "data_dukung.unggah",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {perbuatan} “{dokumen.nama}” untuk {dokumen.capaian}",
        data=data | ({"menggantikan": str(lama.public_id)} if lama else {}),
    )


@transaction.atomic
def tarik_dokumen(*, dokumen: DataDukung, oleh: Pegawai, jabatan: str = "") -> None:
    """Take a document out of a claim that is still in hand. The row and the bytes stay; only their standing ends."""
    capaian = kunci_untuk_diisi(dokumen.capaian)
    dokumen.refresh_from_db(fields=["ditarik_pada", "ditarik_oleh"])
    if dokumen.ditarik_pada:
        return
    _akhiri(dokumen, oleh)
    capaian.penyusun.add(oleh)
    catat(
        "data_dukung.tarik",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} menarik “{dokumen.nama}” dari {capaian}",
        data={"capaian": str(capaian.public_id), "sha256": dokumen.berkas.sha256},
    )


@transaction.atomic
def ubah_keterangan(
    *, dokumen: DataDukung, keterangan: Keterangan, semula: str, oleh: Pegawai, jabatan: str = ""
) -> None:
    """Write what a document of a claim in hand says of itself; before and after stand in the trail.

    `semula` is the `sidik` that the person's page showed: an older page changes nothing that it did not touch.
    """
    capaian = kunci_untuk_diisi(dokumen.capaian)
    dokumen = DataDukung.objects.get(pk=dokumen.pk)
    tersimpan = Keterangan.dari(dokumen)
    if keterangan.sidik in (semula, tersimpan.sidik):
        return
    if dokumen.ditarik_pada:
        raise IsianDitolak(f"“{dokumen.nama}” sudah ditarik atau diganti, jadi keterangannya tidak dapat diubah.")
    if semula != tersimpan.sidik:
        raise IsianDitolak(
            f"Keterangan “{dokumen.nama}” sudah diubah dari halaman lain sejak Anda membukanya. "
            "Tulisan Anda masih ada di bawah: periksa, lalu simpan lagi."
        )
    lama, baru = asdict(tersimpan), asdict(keterangan)
    berubah = [nama for nama in baru if baru[nama] != lama[nama]]
    for nama in berubah:
        setattr(dokumen, nama, baru[nama])
    dokumen.save(update_fields=berubah)
    capaian.penyusun.add(oleh)
    catat(
        "data_dukung.keterangan",
        objek=dokumen,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} mengubah keterangan “{dokumen.nama}” pada {capaian}",
        data={nama: [str(lama[nama] or ""), str(baru[nama] or "")] for nama in berubah},
    )


@transaction.atomic
def nyatakan_tidak_ada(
    *, capaian: Capaian, syarat: SyaratDataDukung, alasan: str, oleh: Pegawai, jabatan: str = ""
) -> PernyataanTidakAda:
    """Declare that an agreed document does not exist; the claim may then go up without it, red before every desk."""
    capaian = kunci_untuk_diisi(capaian)
    alasan = alasan.strip()
    if syarat.target_triwulan_id != capaian.target_triwulan_id:
        raise IsianDitolak("Syarat data dukung ini bukan milik indikator dan triwulan ini.")
    if not syarat.wajib:
        raise IsianDitolak(f"“{syarat.uraian}” tidak wajib: biarkan kosong bila tidak ada.")
    if not alasan:
        raise IsianDitolak(f"Tuliskan mengapa “{syarat.uraian}” tidak ada: meja penelaah membacanya.")
    if capaian.data_dukung.berlaku().filter(syarat=syarat).exists():
        raise IsianDitolak(f"“{syarat.uraian}” sudah berisi dokumen. Tarik dokumennya dahulu bila memang tidak ada.")
    ada = capaian.tidak_ada.berlaku().filter(syarat=syarat).first()
    if ada and ada.alasan == alasan:
        return ada
    _cabut(ada, oleh, jabatan)
    pernyataan = capaian.tidak_ada.create(syarat=syarat, alasan=alasan, dinyatakan_oleh=oleh)
    capaian.penyusun.add(oleh)
    _catat_pernyataan("nyatakan", "menyatakan", pernyataan, oleh, jabatan)
    return pernyataan


@transaction.atomic
def cabut_pernyataan(*, pernyataan: PernyataanTidakAda, oleh: Pegawai, jabatan: str = "") -> None:
    """Take a declaration back while the claim is in hand; twice is once."""
    capaian = kunci_untuk_diisi(pernyataan.capaian)
    _cabut(capaian.tidak_ada.berlaku().filter(pk=pernyataan.pk).first(), oleh, jabatan)
    capaian.penyusun.add(oleh)


def _cabut(pernyataan: PernyataanTidakAda | None, oleh: Pegawai, jabatan: str) -> None:
    if pernyataan is None:
        return
    pernyataan.dicabut_pada, pernyataan.dicabut_oleh = timezone.now(), oleh
    pernyataan.save(update_fields=["dicabut_pada", "dicabut_oleh"])
    _catat_pernyataan("cabut", "mencabut pernyataan", pernyataan, oleh, jabatan)


def _catat_pernyataan(langkah: str, kata: str, pernyataan: PernyataanTidakAda, oleh: Pegawai, jabatan: str) -> None:
    catat(
        f"tidak_ada.{langkah}",
        objek=pernyataan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} {kata} “{pernyataan.syarat.uraian}” tidak ada untuk {pernyataan.capaian}",
        data={"alasan": pernyataan.alasan, "syarat": str(pernyataan.syarat.public_id)},
    )
