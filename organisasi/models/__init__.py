from organisasi.models.berkas import Berkas
from organisasi.models.jejak import Jejak, KepalaJejak
from organisasi.models.kantor import Kantor
from organisasi.models.pegawai import Pegawai, Penugasan
from organisasi.models.pekerjaan import Pekerjaan
from organisasi.models.tim import AnggotaTim, TimSakip
from organisasi.models.unit import Jabatan, UnitKerja

__all__ = [
    "AnggotaTim",
    "Berkas",
    "Jabatan",
    "Jejak",
    "Kantor",
    "KepalaJejak",
    "Pegawai",
    "Pekerjaan",
    "Penugasan",
    "TimSakip",
    "UnitKerja",
]
