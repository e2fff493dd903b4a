from pelaporan.models.laporan import Laporan

__all__ = ["Laporan"]
