from rencana_aksi.models.capaian import Capaian
from rencana_aksi.models.data_dukung import DataDukung
from rencana_aksi.models.jadwal import AturanJadwal, HariLibur, Triwulan
from rencana_aksi.models.putusan import Putusan
from rencana_aksi.models.rencana import RencanaAksi, SyaratDataDukung, TargetTriwulan

__all__ = [
    "AturanJadwal",
    "Capaian",
    "DataDukung",
    "HariLibur",
    "Putusan",
    "RencanaAksi",
    "SyaratDataDukung",
    "TargetTriwulan",
    "Triwulan",
]
