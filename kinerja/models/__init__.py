from kinerja.models.anggaran import Pagu
from kinerja.models.indikator import Indikator, TargetRenstra, TargetTahunan
from kinerja.models.ketentuan import KelasCapaian, Ketentuan
from kinerja.models.perjanjian import AnggaranPerjanjian, BarisPerjanjian, Dpa, PerjanjianKinerja
from kinerja.models.program import EdisiNomenklatur, Kegiatan, Program, SubKegiatan
from kinerja.models.renstra import Renstra, RevisiRenstra, Sasaran, Tujuan

__all__ = [
    "AnggaranPerjanjian",
    "BarisPerjanjian",
    "Dpa",
    "EdisiNomenklatur",
    "Indikator",
    "Kegiatan",
    "KelasCapaian",
    "Ketentuan",
    "Pagu",
    "PerjanjianKinerja",
    "Program",
    "Renstra",
    "RevisiRenstra",
    "Sasaran",
    "SubKegiatan",
    "TargetRenstra",
    "TargetTahunan",
    "Tujuan",
]
