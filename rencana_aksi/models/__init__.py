from rencana_aksi.models.anggaran import RealisasiAnggaran
from rencana_aksi.models.capaian import Capaian
from rencana_aksi.models.data_dukung import DataDukung
from rencana_aksi.models.impor import Impor
from rencana_aksi.models.jadwal import AturanJadwal, HariLibur, Triwulan
from rencana_aksi.models.putusan import Putusan
from rencana_aksi.models.rencana import PerubahanRencanaAksi, RencanaAksi, SyaratDataDukung, TargetTriwulan

__all__ = [
    "AturanJadwal",
    "Capaian",
    "DataDukung",
    "HariLibur",
    "Impor",
    "PerubahanRencanaAksi",
    "Putusan",
    "RealisasiAnggaran",
    "RencanaAksi",
    "SyaratDataDukung",
    "TargetTriwulan",
    "Triwulan",
]
