from organisasi.models.berkas import Berkas
from organisasi.models.jejak import Jejak, KepalaJejak
from organisasi.models.kantor import Kantor
from organisasi.models.pegawai import Pegawai, Penugasan
from organisasi.models.pekerjaan import Pekerjaan
from organisasi.models.pratinjau import HalamanPratinjau, Pratinjau
from organisasi.models.tim import AnggotaTim, TimSakip
from organisasi.models.unit import Jabatan, UnitKerja

__all__ = [
    "AnggotaTim",
    "Berkas",
    "HalamanPratinjau",
    "Jabatan",
    "Jejak",
    "Kantor",
    "KepalaJejak",
    "Pegawai",
    "Pekerjaan",
    "Penugasan",
    "Pratinjau",
    "TimSakip",
    "UnitKerja",
]
