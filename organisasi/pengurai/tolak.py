"""A refusal on its way to the person, and the limits that lead to one."""

from dataclasses import dataclass

MB = 1024 * 1024
POTONGAN = 64 * 1024  # bytes read or unpacked at a time


class Tolak(Exception):
    """A check's reason and remedy; the gate adds the file's name."""

    def __init__(self, alasan: str, saran: str) -> None:
        super().__init__(alasan)
        self.alasan, self.saran = alasan, saran


@dataclass(frozen=True, slots=True)
class Batas:
    """How much a file may hold inside (security 3); sizes in bytes."""

    megapiksel: int = 50
    terbongkar: int = 100 * MB  # of a whole archive
    anggota: int = 2000
    rasio: int = 100  # unpacked to packed, for members over 1 MB
    halaman: int = 2000
    aliran: int = 100 * MB  # of one PDF stream, unpacked
