from rencana_aksi.models.anggaran import RealisasiAnggaran
from rencana_aksi.models.capaian import Capaian
from rencana_aksi.models.data_dukung import DataDukung, PernyataanTidakAda, Unggahan
from rencana_aksi.models.impor import Impor, PenerapanImpor
from rencana_aksi.models.jadwal import (
    AturanJadwal,
    AturanJadwalTahunan,
    HariLibur,
    PerubahanJadwal,
    TanggalTahunan,
    Triwulan,
)
from rencana_aksi.models.perpanjangan import Perpanjangan, TautanKalender
from rencana_aksi.models.putusan import Putusan
from rencana_aksi.models.rencana import (
    PerubahanRencanaAksi,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
    UsulanPerubahan,
)
from rencana_aksi.models.telaah import DokumenDibuka, PenilaianDokumen, Pesan, SaranPerbaikan

__all__ = [
    "AturanJadwal",
    "AturanJadwalTahunan",
    "Capaian",
    "DataDukung",
    "DokumenDibuka",
    "HariLibur",
    "Impor",
    "PenerapanImpor",
    "PenilaianDokumen",
    "PernyataanTidakAda",
    "Perpanjangan",
    "PerubahanJadwal",
    "PerubahanRencanaAksi",
    "Pesan",
    "Putusan",
    "RealisasiAnggaran",
    "RencanaAksi",
    "SaranPerbaikan",
    "SyaratDataDukung",
    "TanggalTahunan",
    "TargetTriwulan",
    "TautanKalender",
    "Triwulan",
    "Unggahan",
    "UsulanPerubahan",
]
