"""Measurement forms and E.81 as documents: each a job of its own, one by one or a whole period at once."""

from typing import Any

from django.db import transaction

from organisasi.models import UnitKerja
from organisasi.peran import Peran
from pelaporan.cetakan import minta_cetak
from pelaporan.e81 import susun_e81
from pelaporan.formulir import BahanFormulir, susun_pkk, susun_pkp
from pelaporan.models import Laporan
from pelaporan.naskah.e81 import NaskahE81
from pelaporan.naskah.pengukuran import NaskahPengukuran
from pelaporan.naskah.triwulan import ke_json, sidik_snapshot
from pelaporan.permissions import laporan_terlihat
from rencana_aksi.models import Triwulan

Jenis = Laporan.Jenis
Keadaan = Laporan.Keadaan
FORMULIR = (Jenis.PKP, Jenis.PKK, Jenis.E81)


def objek_formulir(triwulan: Triwulan, unit: UnitKerja | None = None) -> str:
    """What a form is of: the period, and for a PKK its unit."""
    masa = f"{triwulan.tahun}-{triwulan.nomor}"
    return f"{masa}-{unit.kode}" if unit else masa


def minta_pkp(bahan: BahanFormulir, peran: Peran) -> Laporan:
    naskah = susun_pkp(bahan)
    return _minta(Jenis.PKP, objek_formulir(bahan.triwulan), naskah.judul, naskah, peran)


def minta_pkk(bahan: BahanFormulir, unit: UnitKerja, peran: Peran) -> Laporan:
    naskah = susun_pkk(bahan, unit)
    return _minta(Jenis.PKK, objek_formulir(bahan.triwulan, unit), f"{naskah.judul}, {unit.nama}", naskah, peran)


def minta_e81(triwulan: Triwulan, peran: Peran) -> Laporan:
    naskah = susun_e81(triwulan, tanggal=peran.tanggal)
    return _minta(Jenis.E81, objek_formulir(triwulan), naskah.judul, naskah, peran)


@transaction.atomic
def minta_semua(bahan: BahanFormulir, peran: Peran) -> list[Laporan]:
    """Every form of a period, each its own job; what stands unchanged is not made again."""
    pkk = [minta_pkk(bahan, unit, peran) for unit in bahan.unit_pkk]
    return [minta_pkp(bahan, peran), *pkk, minta_e81(bahan.triwulan, peran)]


def _minta(
    jenis: Jenis, objek: str, judul: str, naskah: NaskahPengukuran | NaskahE81, peran: Peran
) -> Laporan:
    isi: dict[str, Any] = ke_json(naskah)
    return _yang_sama(jenis, objek, isi, peran) or minta_cetak(
        jenis=jenis,
        objek=objek,
        judul=f"{judul}, konsep" if naskah.konsep else judul,
        isi=isi,
        konsep=naskah.konsep,
        oleh=peran.pegawai,
        jabatan=peran.nama_jabatan,
    )


def _yang_sama(jenis: Jenis, objek: str, isi: dict[str, Any], peran: Peran) -> Laporan | None:
    """A document that says exactly this already, and that this person may see."""
    sama = laporan_terlihat(peran).filter(jenis=jenis, objek=objek, sidik_snapshot=sidik_snapshot(isi))
    return sama.exclude(keadaan__in=(Keadaan.GAGAL, Keadaan.BATAL)).first()
