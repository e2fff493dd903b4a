"""The sample through the office's own door: each part is written into the template, read back and applied."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from kinerja.perhitungan import gulung_target
from organisasi.buku_kerja.templat import Isi, buat_templat
from organisasi.jejak import catat
from organisasi.models import Jabatan, Kantor
from rencana_aksi.impor.macam import MACAM
from rencana_aksi.impor.pratinjau import bandingkan
from rencana_aksi.impor.skema import (
    LEMBAR_INDIKATOR,
    LEMBAR_PEGAWAI,
    LEMBAR_PROGRAM,
    LEMBAR_RENCANA,
    LEMBAR_SYARAT,
    skema_impor,
)
from rencana_aksi.models import Impor

Baris = dict[str, Any]


class ContohSalah(Exception):
    """The files of the sample contradict themselves; the message is the importer's first finding."""


def muat_pegawai(isi: Sequence[Baris], tahun: int) -> None:
    """People with posts and assignments; their accounts have no password yet."""
    jabatan = {satu.pk: satu for satu in Jabatan.objects.select_related("unit")}
    _impor(Impor.Jenis.PEGAWAI, tahun, {LEMBAR_PEGAWAI: [_baris_pegawai(b, jabatan[b["jabatan"]]) for b in isi]})


def _baris_pegawai(isi: Baris, jabatan: Jabatan) -> Baris:
    kursi = {"jabatan": jabatan.nama, "unit": jabatan.unit.kode, "tingkat": jabatan.tingkat}
    masa = {nama: isi[nama] and date.fromisoformat(isi[nama]) for nama in ("mulai", "selesai")}
    return {nama: isi[nama] or None for nama in ("username", "nama", "pangkat", "golongan")} | kursi | masa


def muat_pagu(isi: dict[str, Baris], tahun: int, *, kolom: Sequence[str]) -> None:
    """Pagu of a year by code; `kolom` names what is known by then, `murni` and perhaps `perubahan`."""
    semula = MACAM[Impor.Jenis.PROGRAM].isi(tahun)[LEMBAR_PROGRAM]
    diisi = [baris | _rupiah(isi.get(baris["kode"], {}), kolom) for baris in semula]
    _impor(Impor.Jenis.PROGRAM, tahun, {LEMBAR_PROGRAM: diisi})


def _rupiah(isi: Baris, kolom: Sequence[str]) -> Baris:
    return {nama: Decimal(isi[nama]) for nama in kolom if isi.get(nama) is not None}


def muat_rencana(isi: dict[str, Baris], tahun: int, kepala: dict[str, str]) -> None:
    """A year's targets, then its plans with their slots, as drafts; `kepala` gives the head's post by unit."""
    semula = MACAM[Impor.Jenis.INDIKATOR].isi(tahun)[LEMBAR_INDIKATOR]
    bertarget = [baris | {"target": _setahun(baris, isi[_kunci(baris)])} for baris in semula]
    _impor(Impor.Jenis.INDIKATOR, tahun, {LEMBAR_INDIKATOR: bertarget})
    rencana = [_baris_rencana(baris, isi[_kunci(baris)], kepala) for baris in bertarget]
    syarat = [satu for baris in bertarget for satu in _baris_syarat(baris, isi[_kunci(baris)])]
    _impor(Impor.Jenis.RENCANA_AKSI, tahun, {LEMBAR_RENCANA: rencana, LEMBAR_SYARAT: syarat})


def _kunci(baris: Baris) -> str:
    """The key of an indicator in the files of the sample."""
    return baris["kode"] if "." in baris["kode"] else f"IKU-{baris['kode']}"


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def _setahun(baris: Baris, isi: Baris) -> Decimal:
    """The target that stands already, else what the quarters make of it."""
    if baris["target"] is not None:
        return baris["target"]
    return gulung_target(baris["akumulasi"], [_angka(satu) for satu in isi["target"]], 4)


def _kepala_baris(baris: Baris) -> Baris:
    return {nama: baris[nama] for nama in ("kode", "indikator", "edisi")}


def _baris_rencana(baris: Baris, isi: Baris, kepala: dict[str, str]) -> Baris:
    triwulan = {f"tw_{nomor}": _angka(satu) for nomor, satu in enumerate(isi["target"], 1)}
    lain = {"unit": baris["unit"], "langkah": isi["langkah"], "penanggung_jawab": kepala[baris["unit"]]}
    return _kepala_baris(baris) | lain | triwulan


def _baris_syarat(baris: Baris, isi: Baris) -> list[Baris]:
    return [
        _kepala_baris(baris)
        | {"triwulan": str(nomor), "jenis": satu["jenis"], "uraian": satu["uraian"]}
        | {"wajib": "ya" if satu["wajib"] else "tidak"}
        for nomor, target in enumerate(isi["target"], 1)
        if target is not None
        for satu in isi["syarat"]
    ]


def _impor(jenis: str, tahun: int, isi: Isi) -> None:
    buku = BytesIO(buat_templat(skema_impor(jenis, tahun), isi=isi))
    bacaan, banding = bandingkan(buku, jenis, tahun)
    MACAM[jenis].siapkan(tahun)
    rancangan = banding()
    if bacaan.jumlah_galat:
        raise ContohSalah(str(bacaan.temuan[0]))
    rancangan.simpan(lambda sudah, semua: None)
    kantor = Kantor.objects.get()
    catat("contoh.impor", objek=kantor, uraian=f"Sistem memuat data contoh: {Impor.Jenis(jenis).label} {tahun}")
