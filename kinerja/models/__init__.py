from kinerja.models.indikator import Indikator, TargetTahunan
from kinerja.models.ketentuan import KelasCapaian, Ketentuan
from kinerja.models.program import EdisiNomenklatur, Kegiatan, Program, SubKegiatan
from kinerja.models.renstra import Renstra, Sasaran

__all__ = [
    "EdisiNomenklatur",
    "Indikator",
    "Kegiatan",
    "KelasCapaian",
    "Ketentuan",
    "Program",
    "Renstra",
    "Sasaran",
    "SubKegiatan",
    "TargetTahunan",
]
