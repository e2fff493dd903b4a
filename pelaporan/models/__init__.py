from pelaporan.models.bukti import DokumenSakip, KriteriaAkip, PenilaianMandiri, Peringkat, SubKomponenAkip
from pelaporan.models.laporan import Laporan
from pelaporan.models.lhe import KomponenAkip, Lhe, NilaiKomponen
from pelaporan.models.narasi import ButirSumberDaya, JawabanPraReviu, Narasi, VersiNarasi
from pelaporan.models.paket import Paket
from pelaporan.models.pengaturan import PengaturanLaporan
from pelaporan.models.pengendalian import KegiatanPengendalian, MingguPengendalian
from pelaporan.models.pengingat import ButirPengingat, HariPengingat, Pemberitahuan, PilihanSurel, Surel
from pelaporan.models.pengiriman import PenerimaLaporan, Pengiriman
from pelaporan.models.rapat import PesertaRapat, RapatEvaluasi
from pelaporan.models.salinan import Salinan
from pelaporan.models.tamu import UndanganTamu
from pelaporan.models.tindak_lanjut import BuktiTindakLanjut, Rekomendasi, RiwayatTindakLanjut
from pelaporan.models.verifikasi import NaskahBertanda

__all__ = [
    "BuktiTindakLanjut",
    "ButirPengingat",
    "ButirSumberDaya",
    "DokumenSakip",
    "HariPengingat",
    "JawabanPraReviu",
    "KegiatanPengendalian",
    "KomponenAkip",
    "KriteriaAkip",
    "Laporan",
    "Lhe",
    "MingguPengendalian",
    "Narasi",
    "NaskahBertanda",
    "NilaiKomponen",
    "Paket",
    "Pemberitahuan",
    "PenerimaLaporan",
    "PengaturanLaporan",
    "Pengiriman",
    "PenilaianMandiri",
    "Peringkat",
    "PesertaRapat",
    "PilihanSurel",
    "RapatEvaluasi",
    "Rekomendasi",
    "RiwayatTindakLanjut",
    "Salinan",
    "SubKomponenAkip",
    "Surel",
    "UndanganTamu",
    "VersiNarasi",
]
