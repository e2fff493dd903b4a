"""The planning part of the sample: Renstra, owners of indicators, pagu and spending, from `fixtures/contoh/`."""

from datetime import date
from decimal import Decimal
from typing import Any

from kinerja.models import Indikator, Renstra, SubKegiatan
from kinerja.perhitungan import Target
from kinerja.renstra import iku_renstra, simpan_indikator, simpan_renstra, simpan_sasaran, simpan_tujuan
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.models import Penugasan, UnitKerja
from rencana_aksi.anggaran import simpan_realisasi
from rencana_aksi.contoh_impor import muat_pagu
from rencana_aksi.kursi import susun_kursi
from rencana_aksi.models import Triwulan

_APBD_PERUBAHAN = (10, 1)  # month and day from which the changed pagu is in force


def muat_renstra(isi: dict[str, Any], perencana: Penugasan) -> None:
    """Fill the reference Renstra's words, baselines and five targets, and give each indicator owner and formula."""
    pelaku = {"oleh": perencana.pegawai, "jabatan": perencana.nama_jabatan, "alasan": ""}
    renstra = Renstra.objects.get()
    kolom = {"visi": isi["visi"], "misi": "\n".join(isi["misi"])}
    simpan_renstra(renstra=renstra, kolom=kolom, **pelaku)
    for tujuan in isi["tujuan"]:
        _muat_tujuan(renstra, tujuan, pelaku)
    for indikator in iku_renstra(renstra):
        _muat_iku(indikator, isi["iku"][str(indikator.sasaran.urutan)], pelaku)
    _muat_pendukung(isi["formula"])


def _muat_tujuan(renstra: Renstra, isi: dict[str, Any], pelaku: dict[str, Any]) -> None:
    simpan_tujuan(renstra=renstra, tujuan=None, uraian=isi["uraian"], **pelaku)
    tujuan = renstra.tujuan.get(uraian=isi["uraian"])
    for sasaran in renstra.sasaran.filter(urutan__in=isi["sasaran"]):
        simpan_sasaran(renstra=renstra, sasaran=sasaran, tujuan=tujuan, uraian=sasaran.uraian, **pelaku)


def _muat_iku(indikator: Indikator, isi: dict[str, Any], pelaku: dict[str, Any]) -> None:
    kolom = {
        "formula": isi["formula"],
        "nilai_awal": Decimal(isi["nilai_awal"]),
        "tahun_awal": isi["tahun_awal"],
        "penanggung_jawab": susun_kursi().kepala_unit[indikator.unit_id],
    }
    simpan_indikator(
        indikator=indikator,
        kolom=kolom,
        unit_terkait=UnitKerja.objects.filter(kode__in=isi["terkait"]),
        target={int(tahun): Target(Decimal(nilai)) for tahun, nilai in isi["target"].items()},
        **pelaku,
    )


def _muat_pendukung(formula: dict[str, str]) -> None:
    pendukung = Indikator.objects.exclude(level=Indikator.Level.IKU)
    for unit, kepala in susun_kursi().kepala_unit.items():
        pendukung.filter(unit=unit).update(penanggung_jawab=kepala)
    for akumulasi, kalimat in formula.items():
        pendukung.filter(akumulasi=akumulasi, formula="").update(formula=kalimat)


def muat_anggaran(isi: dict[str, dict], tahun: int, hari_ini: date, perencana: Penugasan) -> None:
    """Pagu of a year and what was spent in each quarter that has ended by `hari_ini`; `isi` by code."""
    pelaku = {"oleh": perencana.pegawai, "jabatan": perencana.nama_jabatan}
    muat_pagu(isi, tahun, kolom=("murni", "perubahan") if hari_ini >= date(tahun, *_APBD_PERUBAHAN) else ("murni",))
    sub = {s.kode: s for s in SubKegiatan.objects.filter(kode__in=isi)}
    for triwulan in Triwulan.objects.filter(tahun=tahun, nomor__lt=AKHIR_TAHUN, batas_eselon_iii__lt=hari_ini):
        jumlah = {sub[kode]: Decimal(baris["realisasi"][triwulan.nomor - 1]) for kode, baris in isi.items()}
        simpan_realisasi(triwulan=triwulan, jumlah=jumlah, **pelaku)
