"""Writes about Perjanjian Kinerja: drafting, signing, revising, the signed scan. The actor is `oleh`.

`pada` is the moment of a step, now when not given: the actor's role is that of its day.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kinerja.models import AnggaranPerjanjian, BarisPerjanjian, Dpa, PerjanjianKinerja
from kinerja.perjanjian.isi import susun_anggaran, susun_baris
from kinerja.permissions import boleh_menandatangani, boleh_menyusun_perjanjian
from organisasi import bahasa
from organisasi.gerbang import periksa
from organisasi.jejak import catat
from organisasi.models import Berkas, Jabatan, Kantor, Pegawai, Penugasan
from organisasi.penyimpanan import simpan
from organisasi.peran import Peran, pemangku, peran

Status, Dasar = PerjanjianKinerja.Status, PerjanjianKinerja.Dasar
PEMDA, KEPALA_DAERAH = "Pemerintah Kabupaten", "Bupati"
JENIS_PINDAIAN = ("pdf", "jpg", "jpeg", "png")


class PerjanjianDitolak(Exception):
    """The agreement cannot be changed like this; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class UbahanBaris:
    """What the planner makes of a promised target: its place, the wording of its sasaran."""

    pk: int
    urutan: int
    sasaran: str


@dataclass(frozen=True, slots=True)
class UbahanAnggaran:
    pk: int
    keterangan: str


@dataclass(frozen=True, slots=True)
class Ubahan:
    """A whole draft as the planner leaves it. Rows that are not named are taken out of the agreement.

    Either `jabatan_kedua` or the title (and name) of somebody outside the office counter-signs.
    """

    jabatan_kedua: Jabatan | None
    pihak_luar_nama: str
    pihak_luar_jabatan: str
    tempat: str
    kalimat: dict[str, str]
    baris: Sequence[UbahanBaris]
    anggaran: Sequence[UbahanAnggaran]


def _perencana(oleh: Pegawai, pada: datetime | None = None) -> Peran:
    pelaku = _peran(oleh, pada)
    if not boleh_menyusun_perjanjian(pelaku):
        raise PermissionDenied
    return pelaku


def _peran(oleh: Pegawai, pada: datetime | None) -> Peran:
    return peran(oleh, timezone.localdate(pada) if pada else None)


def _kunci_draf(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    """The agreement, locked, if it may still change."""
    perjanjian = _kunci(perjanjian)
    if perjanjian.terkunci:
        raise PerjanjianDitolak(f"{perjanjian} sudah ditandatangani, jadi tidak dapat diubah. Buatlah perubahan.")
    return perjanjian


def _kunci(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    beserta = PerjanjianKinerja.objects.select_related("jabatan_pertama__atasan", "jabatan_kedua")
    return beserta.select_for_update(of=("self",)).get(pk=perjanjian.pk)


def _catat(peristiwa: str, perjanjian: PerjanjianKinerja, pelaku: Peran, uraian: str, **data: Any) -> None:
    catat(
        f"perjanjian.{peristiwa}",
        objek=perjanjian,
        oleh=pelaku.pegawai,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{pelaku.pegawai.nama} {uraian}",
        data=data,
    )


@transaction.atomic
def buat_perjanjian(
    *, tahun: int, jabatan: Jabatan, oleh: Pegawai, pada: datetime | None = None
) -> PerjanjianKinerja:
    """Draft a year's first agreement of a post, with rows and budget from the data; who counter-signs is a proposal.

    Raises PermissionDenied for anyone but the planner, PerjanjianDitolak when the post has one or heads nothing.
    """
    pelaku = _perencana(oleh, pada)
    if jabatan.tingkat == Jabatan.Tingkat.PELAKSANA:
        raise PerjanjianDitolak("Pelaksana tidak membuat Perjanjian Kinerja; kinerjanya dijanjikan dalam SKP.")
    # Two clicks make one draft: whoever comes second waits here and is told.
    jabatan = Jabatan.objects.select_for_update(of=("self",)).select_related("atasan").get(pk=jabatan.pk)
    if PerjanjianKinerja.objects.filter(tahun=tahun, jabatan_pertama=jabatan).exists():
        raise PerjanjianDitolak(f"{jabatan} sudah mempunyai Perjanjian Kinerja {tahun}.")
    kantor = Kantor.objects.filter(pk=1).first() or Kantor()
    perjanjian = PerjanjianKinerja.objects.create(
        tahun=tahun, jabatan_pertama=jabatan, tempat=kantor.tempat, **_pihak_kedua_baku(jabatan, kantor)
    )
    _isi_dari_data(perjanjian)
    _catat("buat", perjanjian, pelaku, f"menyusun draf {perjanjian}")
    return perjanjian


@transaction.atomic
def buat_semua(*, tahun: int, oleh: Pegawai, pada: datetime | None = None) -> int:
    """Draft the first agreement of every active head of a unit that has none yet; return how many."""
    _perencana(oleh, pada)
    sudah = PerjanjianKinerja.objects.filter(tahun=tahun).values("jabatan_pertama")
    pejabat = Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA).exclude(pk__in=sudah)
    return len([buat_perjanjian(tahun=tahun, jabatan=jabatan, oleh=oleh, pada=pada) for jabatan in pejabat])


def _pihak_kedua_baku(jabatan: Jabatan, kantor: Kantor) -> dict[str, Any]:
    """The superior's post; for the head of the office the head of the county, named as last time."""
    if jabatan.atasan:
        return {"jabatan_kedua": jabatan.atasan}
    milik = PerjanjianKinerja.objects.filter(jabatan_pertama=jabatan, jabatan_kedua=None)
    if terakhir := milik.order_by("-tahun", "-versi").first():
        return {"pihak_luar_nama": terakhir.pihak_luar_nama, "pihak_luar_jabatan": terakhir.pihak_luar_jabatan}
    return {"pihak_luar_jabatan": f"{KEPALA_DAERAH} {kantor.nama_pemda.removeprefix(PEMDA).strip()}".strip()}


def _isi_dari_data(perjanjian: PerjanjianKinerja) -> None:
    sasaran = dict(perjanjian.baris.values_list("indikator_id", "sasaran"))
    baris, anggaran = list(susun_baris(perjanjian, sasaran)), list(susun_anggaran(perjanjian))
    perjanjian.baris.all().delete()
    perjanjian.anggaran.all().delete()
    BarisPerjanjian.objects.bulk_create(baris)
    AnggaranPerjanjian.objects.bulk_create(anggaran)


@transaction.atomic
def ambil_ulang(*, perjanjian: PerjanjianKinerja, oleh: Pegawai) -> None:
    """Take rows and budget anew from the data: removed rows come back, wordings of sasaran stay."""
    pelaku = _perencana(oleh)
    perjanjian = _kunci_draf(perjanjian)
    _isi_dari_data(perjanjian)
    _catat("ambil_ulang", perjanjian, pelaku, f"mengambil ulang isi draf {perjanjian} dari data")


@transaction.atomic
def ubah_draf(*, perjanjian: PerjanjianKinerja, ubahan: Ubahan, oleh: Pegawai) -> None:
    """Save a draft: parties, wording, order and wording of rows. Targets and amounts come from the data alone."""
    pelaku = _perencana(oleh)
    perjanjian = _kunci_draf(perjanjian)
    kolom = ("jabatan_kedua", "pihak_luar_nama", "pihak_luar_jabatan", "tempat", "kalimat")
    for nama in kolom:
        setattr(perjanjian, nama, getattr(ubahan, nama))
    perjanjian.save(update_fields=kolom)
    _susun_ulang_baris(perjanjian, ubahan.baris)
    _susun_ulang_anggaran(perjanjian, ubahan.anggaran)
    _catat("ubah", perjanjian, pelaku, f"mengubah draf {perjanjian}")


def _susun_ulang_baris(perjanjian: PerjanjianKinerja, ubahan: Sequence[UbahanBaris]) -> None:
    ada = {b.pk: b for b in perjanjian.baris.all()}
    tinggal = [u for u in ubahan if u.pk in ada]
    # Written anew: numbers that change places would meet each other halfway in the unique key.
    perjanjian.baris.all().delete()
    BarisPerjanjian.objects.bulk_create(
        _tersusun(ada[u.pk], urutan=n, sasaran=u.sasaran)
        for n, u in enumerate(sorted(tinggal, key=lambda u: (u.urutan, ada[u.pk].urutan)), 1)
    )


def _susun_ulang_anggaran(perjanjian: PerjanjianKinerja, ubahan: Sequence[UbahanAnggaran]) -> None:
    keterangan = {u.pk: u.keterangan for u in ubahan}
    ada = [a for a in perjanjian.anggaran.all() if a.pk in keterangan]
    perjanjian.anggaran.all().delete()
    AnggaranPerjanjian.objects.bulk_create(
        _tersusun(a, urutan=n, keterangan=keterangan[a.pk]) for n, a in enumerate(ada, 1)
    )


def _tersusun(baris: Any, **ubahan: Any) -> Any:
    """The row again, with other values; a new row when its key is given as None."""
    isi = {f.attname: getattr(baris, f.attname) for f in baris._meta.concrete_fields}
    return type(baris)(**isi | ubahan)


@transaction.atomic
def hapus_draf(*, perjanjian: PerjanjianKinerja, oleh: Pegawai) -> None:
    """Withdraw a draft; what was signed before it stays in force."""
    pelaku = _perencana(oleh)
    perjanjian = _kunci_draf(perjanjian)
    _catat("hapus", perjanjian, pelaku, f"menghapus draf {perjanjian}")
    perjanjian.delete()


@transaction.atomic
def tandatangani(
    *, perjanjian: PerjanjianKinerja, tanggal: date, tempat: str, oleh: Pegawai, pada: datetime | None = None
) -> PerjanjianKinerja:
    """Record that both parties have signed on `tanggal`, and freeze the agreement: parties, rows and a hash over all.

    Parties are printed as they were on that day, Plt. and Plh. named as such. Raises PermissionDenied for anyone but
    the planner and the first party, PerjanjianDitolak with what stands in the way.
    """
    pelaku = _peran(oleh, pada)
    perjanjian = _kunci_draf(perjanjian)
    if not boleh_menandatangani(pelaku, perjanjian):
        raise PermissionDenied
    if kendala := keberatan_tandatangan(perjanjian):
        raise PerjanjianDitolak(kendala)
    _tanggal_wajar(perjanjian, tanggal)
    perjanjian.pihak_pertama, perjanjian.pihak_kedua = _pihak(perjanjian, tanggal)
    perjanjian.tanggal, perjanjian.tempat = tanggal, tempat
    perjanjian.status, perjanjian.sidik = Status.DITANDATANGANI, sidik_perjanjian(perjanjian)
    perjanjian.ditandatangani_pada, perjanjian.ditandatangani_oleh = pada or timezone.now(), oleh
    perjanjian.save()
    _catat(
        "tandatangani",
        perjanjian,
        pelaku,
        f"mencatat penandatanganan {perjanjian} di {tempat} pada {bahasa.tanggal(tanggal)}",
        sidik=perjanjian.sidik,
    )
    return perjanjian


def keberatan_tandatangan(perjanjian: PerjanjianKinerja) -> str | None:
    """What still keeps a draft from being signed, whatever the date; None when nothing does."""
    if not perjanjian.jabatan_kedua_id and not perjanjian.pihak_luar_nama:
        return f"Nama {perjanjian.pihak_luar_jabatan} selaku pihak kedua belum diisi."
    nilai = [baris.nilai for baris in perjanjian.baris.all()]
    if not nilai:
        return "Perjanjian ini belum memuat satu pun indikator bertarget."
    if None in nilai:
        return f"{nilai.count(None)} indikator dalam perjanjian ini belum bertarget."
    return None


def _tanggal_wajar(perjanjian: PerjanjianKinerja, tanggal: date) -> None:
    if tanggal > timezone.localdate():
        raise PerjanjianDitolak("Tanggal penandatanganan tidak boleh sesudah hari ini.")
    milik = PerjanjianKinerja.objects.filter(tahun=perjanjian.tahun, jabatan_pertama=perjanjian.jabatan_pertama)
    terakhir = milik.filter(versi__lt=perjanjian.versi).aggregate(Max("tanggal"))["tanggal__max"]
    if terakhir and tanggal < terakhir:
        raise PerjanjianDitolak(
            f"Tanggal penandatanganan tidak boleh sebelum versi sebelumnya, {bahasa.tanggal(terakhir)}."
        )


def _pihak(perjanjian: PerjanjianKinerja, tanggal: date) -> tuple[dict[str, str], dict[str, str]]:
    duduk = pemangku(tanggal)
    pertama = duduk.get(perjanjian.jabatan_pertama_id)
    kedua = duduk.get(perjanjian.jabatan_kedua_id)
    for jabatan, penugasan in ((perjanjian.jabatan_pertama, pertama), (perjanjian.jabatan_kedua, kedua)):
        if jabatan and penugasan is None:
            raise PerjanjianDitolak(f"Jabatan {jabatan} tidak ada pemangkunya pada {bahasa.tanggal(tanggal)}.")
    if kedua and kedua.pegawai_id == pertama.pegawai_id:
        raise PerjanjianDitolak(
            f"{pertama.pegawai.nama} memangku kedua jabatan pada {bahasa.tanggal(tanggal)}; "
            "pihak pertama dan pihak kedua tidak boleh orang yang sama."
        )
    return potret(pertama), potret(kedua) if kedua else potret_luar(perjanjian)


def potret(penugasan: Penugasan) -> dict[str, str]:
    """A party as printed: the post says Plt. or Plh. where it is so."""
    orang = penugasan.pegawai
    return {
        "nama": orang.nama,
        "jabatan": penugasan.nama_jabatan,
        "pangkat": ", ".join(filter(None, (orang.pangkat, orang.golongan))),
        "nip": bahasa.nip(orang.nip or ""),
    }


def potret_luar(perjanjian: PerjanjianKinerja) -> dict[str, str]:
    """The Bupati signs without pangkat and NIP (domain 1.3)."""
    nama, jabatan = perjanjian.pihak_luar_nama, perjanjian.pihak_luar_jabatan
    return {"nama": nama, "jabatan": jabatan, "pangkat": "", "nip": ""}


def sidik_perjanjian(perjanjian: PerjanjianKinerja) -> str:
    """SHA-256 (hex) over everything that was promised, in one canonical writing. Two queries."""
    isi = {
        "tahun": perjanjian.tahun,
        "jabatan_pertama": str(perjanjian.jabatan_pertama.public_id),
        "versi": perjanjian.versi,
        "dasar": perjanjian.dasar,
        "alasan": perjanjian.alasan,
        "kalimat": perjanjian.kalimat,
        "tempat": perjanjian.tempat,
        "tanggal": perjanjian.tanggal.isoformat(),
        "pihak_pertama": perjanjian.pihak_pertama,
        "pihak_kedua": perjanjian.pihak_kedua,
        "baris": [
            [b.urutan, b.sasaran, b.nama_indikator, b.satuan, _angka(b.nilai), _angka(b.nilai_atas)]
            for b in perjanjian.baris.all()
        ],
        "anggaran": [[a.urutan, a.kode, a.nama, _angka(a.jumlah), a.keterangan] for a in perjanjian.anggaran.all()],
    }
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def _angka(nilai: Any) -> str | None:
    # 12 and 12.0000 are one promise, whichever database gave it back.
    return None if nilai is None else f"{nilai.normalize():f}"


@transaction.atomic
def buat_perubahan(
    *, perjanjian: PerjanjianKinerja, dasar: str, alasan: str, oleh: Pegawai, pada: datetime | None = None
) -> PerjanjianKinerja:
    """Draft the next version of a signed agreement, with its ground and reason; the old one stays as it is.

    A mere change of official copies every row. Any other ground takes targets and pagu as they stand now.
    """
    pelaku = _perencana(oleh, pada)
    lama = _kunci(perjanjian)
    if not alasan.strip():
        raise PerjanjianDitolak("Tuliskan alasan perubahan.")
    terakhir = PerjanjianKinerja.objects.filter(tahun=lama.tahun, jabatan_pertama=lama.jabatan_pertama).latest("versi")
    if not lama.terkunci or terakhir.pk != lama.pk:
        raise PerjanjianDitolak("Perubahan dibuat dari versi terakhir yang sudah ditandatangani.")
    baru = PerjanjianKinerja.objects.create(
        tahun=lama.tahun,
        jabatan_pertama=lama.jabatan_pertama,
        jabatan_kedua=lama.jabatan_kedua,
        pihak_luar_nama=lama.pihak_luar_nama,
        pihak_luar_jabatan=lama.pihak_luar_jabatan,
        kalimat=lama.kalimat,
        tempat=lama.tempat,
        versi=lama.versi + 1,
        dasar=dasar,
        alasan=alasan.strip(),
    )
    BarisPerjanjian.objects.bulk_create(_tersusun(b, id=None, perjanjian_id=baru.pk) for b in lama.baris.all())
    AnggaranPerjanjian.objects.bulk_create(_tersusun(a, id=None, perjanjian_id=baru.pk) for a in lama.anggaran.all())
    if dasar != Dasar.PEJABAT:
        _isi_dari_data(baru)
    _catat("perubahan", baru, pelaku, f"menyusun draf {baru}: {baru.alasan}", dasar=dasar, dari=str(lama.public_id))
    return baru


@transaction.atomic
def simpan_pindaian(*, perjanjian: PerjanjianKinerja, berkas: UploadedFile, oleh: Pegawai) -> None:
    """Keep the scan of the signed paper beside the agreement; a later one takes its place, the trail names both.

    Raises BerkasDitolak when the gate refuses the file, PerjanjianDitolak for a draft or another kind of file.
    """
    pelaku = peran(oleh)
    perjanjian = _kunci(perjanjian)
    if not boleh_menandatangani(pelaku, perjanjian):
        raise PermissionDenied
    if not perjanjian.terkunci:
        raise PerjanjianDitolak("Catat dahulu penandatanganannya, lalu unggah pindaiannya.")
    lolos = periksa(berkas, berkas.name, batas=settings.BATAS_UKURAN_BERKAS)
    if lolos.ekstensi not in JENIS_PINDAIAN:
        raise PerjanjianDitolak(f"“{lolos.nama}” bukan pindaian. Unggah PDF, JPG, atau PNG.")
    # The bytes are on disk before the row: a row without its file must never exist, a file without a row may.
    simpan(berkas, lolos.sha256)
    perjanjian.pindaian, _ = Berkas.objects.get_or_create(sha256=lolos.sha256, defaults=lolos.kolom)
    perjanjian.save(update_fields=["pindaian"])
    _catat("pindaian", perjanjian, pelaku, f"mengunggah pindaian {perjanjian}", nama=lolos.nama, sha256=lolos.sha256)


@transaction.atomic
def catat_dpa(*, tahun: int, tanggal: date, oleh: Pegawai, pada: datetime | None = None) -> Dpa:
    """Record the day on which the year's DPA was approved; it moves the due date of the agreements (domain 1.4)."""
    pelaku = _perencana(oleh, pada)
    dpa, _ = Dpa.objects.update_or_create(tahun=tahun, defaults={"tanggal": tanggal})
    catat(
        "dpa.catat",
        objek=dpa,
        oleh=oleh,
        jabatan=pelaku.nama_jabatan,
        uraian=f"{oleh.nama} mencatat {dpa} disahkan pada {bahasa.tanggal(tanggal)}",
        data={"tanggal": tanggal.isoformat()},
    )
    return dpa
