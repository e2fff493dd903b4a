"""Entering of what must be followed up: LHE, meetings, recommendations, evidence. The actor is `oleh`."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from kinerja.models import Ketentuan
from organisasi.bahasa import tanggal as tulis_tanggal
from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Jabatan, Pegawai
from organisasi.penyimpanan import simpan
from organisasi.peran import peran
from organisasi.pratinjau.services import minta_pratinjau
from pelaporan.models import BuktiTindakLanjut, KomponenAkip, Lhe, NilaiKomponen, RapatEvaluasi, Rekomendasi
from pelaporan.models.tindak_lanjut import Bentuk, StatusTindakLanjut, Sumber
from pelaporan.tindak_lanjut import batas_rekomendasi
from pelaporan.tindak_lanjut_langkah import TindakLanjutDitolak, kunci
from pelaporan.tindak_lanjut_permissions import boleh_mencatat, boleh_menindaklanjuti
from rencana_aksi.models import Putusan, SaranPerbaikan, Triwulan


@dataclass(frozen=True, slots=True)
class IsianLhe:
    """What the LHE says of itself, and when it arrived."""

    tahun: int
    nomor: str
    tanggal: date
    diterima: date

    def as_json(self) -> dict[str, str]:
        return {nama: str(nilai) for nama, nilai in asdict(self).items()}


def simpan_lhe(
    *,
    lhe: Lhe | None,
    isian: IsianLhe,
    nilai: Mapping[KomponenAkip, Decimal],
    berkas: UploadedFile | None,
    batas: int,
    oleh: Pegawai,
) -> Lhe:
    """Enter an LHE, or correct one; `batas` is the file's size in bytes, no file keeps the one that is there.

    A corrected day of receipt moves the last day of every recommendation of it. Raises PermissionDenied, BerkasDitolak,
    PenyimpananGagal, TindakLanjutDitolak.
    """
    if not boleh_mencatat(peran(oleh)):
        raise PermissionDenied
    _periksa_diterima(isian.tanggal, isian.diterima)
    if berkas is None and lhe is None:
        raise TindakLanjutDitolak("Unggah berkas LHE yang diterima.")
    # The gate takes seconds for a hostile file: nobody else's write may wait for it.
    lolos = berkas and periksa(berkas, berkas.name, batas=batas)
    with transaction.atomic():
        kolom = asdict(isian)
        if lolos:
            kolom |= {"berkas": _simpan_berkas(berkas, lolos, oleh), "nama_berkas": lolos.nama}
        return _tulis_lhe(lhe, isian, kolom, nilai, oleh)


def _tulis_lhe(
    lhe: Lhe | None, isian: IsianLhe, kolom: dict[str, Any], nilai: Mapping[KomponenAkip, Decimal], oleh: Pegawai
) -> Lhe:
    sebelum = lhe and Lhe.objects.select_for_update().get(pk=lhe.pk)
    sama = Lhe.objects.filter(tahun=isian.tahun, nomor=isian.nomor).exclude(pk=sebelum and sebelum.pk)
    if sama.exists():
        raise TindakLanjutDitolak(
            f"LHE {isian.tahun} Nomor {isian.nomor} sudah tercatat. Buka LHE itu untuk mengubahnya."
        )
    lama = _keterangan_lhe(sebelum) if sebelum else {}
    if sebelum is None:
        lhe = Lhe.objects.create(**kolom, dicatat_oleh=oleh)
    else:
        Lhe.objects.filter(pk=lhe.pk).update(**kolom)
        if (sebelum.tanggal, sebelum.diterima) != (isian.tanggal, isian.diterima):
            _geser(lhe.rekomendasi, isian.tanggal, isian.diterima)
    lhe.nilai_komponen.all().delete()
    NilaiKomponen.objects.bulk_create(NilaiKomponen(lhe=lhe, komponen=k, nilai=n) for k, n in nilai.items())
    lhe = Lhe.objects.get(pk=lhe.pk)
    data = {"lama": lama, "baru": _keterangan_lhe(lhe)}
    _catat("lhe.ubah" if lama else "lhe.terima", lhe, oleh, "mengubah" if lama else "mencatat penerimaan", data)
    return lhe


def _keterangan_lhe(lhe: Lhe) -> dict[str, str]:
    umum = IsianLhe(lhe.tahun, lhe.nomor, lhe.tanggal, lhe.diterima).as_json()
    return umum | {f"nilai {n.komponen.nama}": str(n.nilai) for n in lhe.nilai_komponen.select_related("komponen")}


def _geser(rekomendasi: QuerySet[Rekomendasi], tanggal: date, diterima: date) -> None:
    """What a corrected date of the LHE or the meeting means for the items that stand in it."""
    rekomendasi.update(tanggal=tanggal, diterima=diterima, batas=_batas(diterima))


def _simpan_berkas(berkas: UploadedFile, lolos, oleh: Pegawai) -> Berkas:
    """The bytes are on disk before the row: a row without its file must never exist, a file without a row may."""
    berkas.seek(0)
    simpan(berkas, lolos.sha256)
    isi, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)
    minta_pratinjau(isi, oleh=oleh)
    return isi


# Recommendations


@dataclass(frozen=True, slots=True)
class IsianRekomendasi:
    """What must be done and which post answers for it."""

    uraian: str
    penanggung_jawab: Jabatan


def tambah_rekomendasi_lhe(*, lhe: Lhe, isian: IsianRekomendasi, oleh: Pegawai) -> Rekomendasi:
    """One recommendation of an LHE; its 60 days run from the day on which the LHE was received (R-43)."""
    return _tambah(Sumber.LHE, isian, lhe.tanggal, lhe.diterima, oleh, lhe=lhe)


def tambah_keputusan_rapat(*, rapat: RapatEvaluasi, isian: IsianRekomendasi, oleh: Pegawai) -> Rekomendasi:
    """One decision of a meeting; it is received on the day of the meeting."""
    hari = rapat.tanggal
    return _tambah(Sumber.RAPAT, isian, hari, hari, oleh, rapat=rapat, triwulan=rapat.triwulan)


def tambah_rekomendasi_berkala(
    *, triwulan: Triwulan, tanggal: date, diterima: date, isian: IsianRekomendasi, oleh: Pegawai
) -> Rekomendasi:
    """One recommendation of a quarter's evaluation; it leads to operational policy (R-40)."""
    bentuk = Bentuk.KEBIJAKAN_OPERASIONAL
    return _tambah(Sumber.BERKALA, isian, tanggal, diterima, oleh, triwulan=triwulan, bentuk=bentuk)


def tambah_arahan_camat(*, tanggal: date, diterima: date, isian: IsianRekomendasi, oleh: Pegawai) -> Rekomendasi:
    """One recommendation of the Camat."""
    return _tambah(Sumber.CAMAT, isian, tanggal, diterima, oleh)


@transaction.atomic
def _tambah(
    sumber: Sumber, isian: IsianRekomendasi, tanggal: date, diterima: date, oleh: Pegawai, **induk: Any
) -> Rekomendasi:
    if not boleh_mencatat(peran(oleh)):
        raise PermissionDenied
    _periksa_diterima(tanggal, diterima)
    rekomendasi = Rekomendasi.objects.create(
        sumber=sumber,
        uraian=isian.uraian.strip(),
        tanggal=tanggal,
        diterima=diterima,
        batas=_batas(diterima),
        penanggung_jawab=isian.penanggung_jawab,
        dicatat_oleh=oleh,
        **induk,
    )
    _catat("tindak_lanjut.catat", rekomendasi, oleh, "mencatat rekomendasi", {})
    return rekomendasi


def _periksa_diterima(tanggal: date, diterima: date) -> None:
    if diterima < tanggal:
        raise TindakLanjutDitolak(
            f"Tanggal diterima {tulis_tanggal(diterima)} mendahului tanggal rekomendasinya, "
            f"{tulis_tanggal(tanggal)}. Periksa kedua tanggalnya."
        )
    if diterima > timezone.localdate():
        raise TindakLanjutDitolak(f"Tanggal diterima {tulis_tanggal(diterima)} belum tiba. Periksa tanggalnya.")


def _batas(diterima: date) -> date:
    try:
        return batas_rekomendasi(diterima)
    except Ketentuan.DoesNotExist as tanpa:
        raise TindakLanjutDitolak(
            f"Belum ada ketentuan lamanya tindak lanjut untuk tahun {diterima.year}. "
            "Mintalah administrator mengisinya pada Data acuan."
        ) from tanpa


def serap_putusan(*, putusan: Putusan, **_: object) -> None:
    """Give the saran perbaikan of a decision its item in the register, in the decision's own transaction."""
    for saran in putusan.saran.all():
        _serap(saran)


def serap_saran() -> int:
    """The same for saran from before there was a register; how many were new. One query when none is.

    A saran reaches its owner with the decision itself, so that day is the day of receipt. Two runs at once make one.
    """
    sudah = Rekomendasi.objects.filter(saran=OuterRef("pk"))
    beserta = ("putusan__oleh", "putusan__capaian__target_triwulan__triwulan")
    baru = SaranPerbaikan.objects.filter(~Exists(sudah)).select_related(*beserta)
    return sum(_serap(saran) for saran in baru)


def _serap(saran: SaranPerbaikan) -> bool:
    putusan = saran.putusan
    hari = timezone.localtime(putusan.pada).date()
    isi = {
        "sumber": Sumber.SARAN,
        "triwulan": putusan.capaian.triwulan,
        "uraian": saran.uraian,
        "tanggal": hari,
        "diterima": hari,
        "batas": _batas(hari),
        "penanggung_jawab_id": saran.penanggung_jawab_id,
        "dicatat_pada": putusan.pada,
        "dicatat_oleh": putusan.oleh,
    }
    return Rekomendasi.objects.get_or_create(saran=saran, defaults=isi)[1]


# Evidence


def unggah_bukti(
    *, rekomendasi: Rekomendasi, berkas: UploadedFile, uraian: str, batas: int, oleh: Pegawai
) -> BuktiTindakLanjut:
    """Put a document behind a follow-up in progress; the same bytes are kept once. `batas` in bytes.

    Raises PermissionDenied, BerkasDitolak, PenyimpananGagal, TindakLanjutDitolak.
    """
    _pastikan_pemilik(rekomendasi, oleh)
    lolos = periksa(berkas, berkas.name, batas=batas)
    with transaction.atomic():
        r = _kunci_berjalan(rekomendasi, oleh)
        isi = _simpan_berkas(berkas, lolos, oleh)
        if ada := r.bukti.berlaku().filter(berkas=isi).first():
            return ada
        bukti = r.bukti.create(berkas=isi, nama=lolos.nama, uraian=uraian.strip(), diunggah_oleh=oleh)
        _catat("tindak_lanjut.unggah_bukti", r, oleh, f"mengunggah “{bukti.nama}” untuk", {"sha256": isi.sha256})
        return bukti


@transaction.atomic
def tarik_bukti(*, bukti: BuktiTindakLanjut, oleh: Pegawai) -> None:
    """Take a document back while the follow-up is in progress; twice is once."""
    r = _kunci_berjalan(bukti.rekomendasi, oleh)
    bukti = BuktiTindakLanjut.objects.get(pk=bukti.pk)
    if bukti.ditarik_pada:
        return
    bukti.ditarik_pada, bukti.ditarik_oleh = timezone.now(), oleh
    bukti.save(update_fields=["ditarik_pada", "ditarik_oleh"])
    _catat("tindak_lanjut.tarik_bukti", r, oleh, f"menarik “{bukti.nama}” dari", {"sha256": bukti.berkas.sha256})


def _pastikan_pemilik(r: Rekomendasi, oleh: Pegawai) -> None:
    if not boleh_menindaklanjuti(peran(oleh), r):
        raise PermissionDenied


def _kunci_berjalan(rekomendasi: Rekomendasi, oleh: Pegawai) -> Rekomendasi:
    r = kunci(rekomendasi)
    _pastikan_pemilik(r, oleh)
    if r.status == StatusTindakLanjut.BELUM:
        raise TindakLanjutDitolak("Tuliskan rencana tindak lanjut dahulu, lalu unggah buktinya.")
    if r.status != StatusTindakLanjut.PROSES:
        raise TindakLanjutDitolak(
            f"Tindak lanjut ini berstatus “{r.get_status_display()}”, jadi buktinya tidak dapat diubah."
        )
    return r


# Meetings


@dataclass(frozen=True, slots=True)
class IsianRapat:
    """Where, when, led by which post, what was on the table and what was said."""

    triwulan: Triwulan
    tanggal: date
    tempat: str
    agenda: str
    notulen: str
    pimpinan: Jabatan


@transaction.atomic
def simpan_rapat(
    *, rapat: RapatEvaluasi | None, isian: IsianRapat, hadir: Collection[Jabatan], oleh: Pegawai
) -> RapatEvaluasi:
    """Write a meeting with who was present: posts, and who held them that day as printed.

    Raises PermissionDenied; TindakLanjutDitolak for a day to come or a post that nobody held that day.
    """
    if not boleh_mencatat(peran(oleh)):
        raise PermissionDenied
    if isian.tanggal > timezone.localdate():
        raise TindakLanjutDitolak(f"Rapat {tulis_tanggal(isian.tanggal)} belum berlangsung. Periksa tanggalnya.")
    duduk = {p.jabatan_id: p for p in peran(oleh, isian.tanggal).semua}
    if kosong := [j.nama for j in hadir if j.pk not in duduk]:
        raise TindakLanjutDitolak(f"{kosong[0]} tidak dipangku siapa pun pada {tulis_tanggal(isian.tanggal)}.")
    kolom = {nama: getattr(isian, nama) for nama in IsianRapat.__slots__}
    baru = rapat is None
    if rapat is None:
        rapat = RapatEvaluasi.objects.create(**kolom, dicatat_oleh=oleh)
    else:
        RapatEvaluasi.objects.filter(pk=rapat.pk).update(**kolom)
        rapat.refresh_from_db()
        rapat.rekomendasi.update(triwulan=isian.triwulan)
        if rapat.rekomendasi.exclude(diterima=isian.tanggal).exists():
            _geser(rapat.rekomendasi, isian.tanggal, isian.tanggal)
    rapat.peserta.all().delete()
    for jabatan in hadir:
        tugas = duduk[jabatan.pk]
        rapat.peserta.create(jabatan=jabatan, nama=tugas.pegawai.nama, nama_jabatan=tugas.nama_jabatan)
    isi = {"tempat": rapat.tempat, "tanggal": str(rapat.tanggal), "notulen": rapat.notulen}
    _catat("rapat.catat" if baru else "rapat.ubah", rapat, oleh, "mencatat" if baru else "mengubah", isi)
    return rapat


def _catat(peristiwa: str, objek: Model, oleh: Pegawai, kata: str, data: dict[str, Any]) -> None:
    catat(
        peristiwa,
        objek=objek,
        oleh=oleh,
        jabatan=peran(oleh).nama_jabatan,
        uraian=f"{oleh.nama} {kata} {objek}",
        data=data,
    )
