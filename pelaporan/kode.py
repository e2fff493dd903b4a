"""Short codes that stand on paper: the first digits of a row's random id, so that a code needs no column of its own."""

import re
from uuid import UUID

_KODE = re.compile(r"[0-9A-F]{12}")
_PENUH = 32  # hexadecimal digits of a UUID
PANJANG = 12  # 48 random bits: no two documents of an office will share them, and nobody can count through them
PANJANG_KLAIM = 8  # named only beside the report that it belongs to


def kode_dokumen(public_id: UUID) -> str:
    """The code of a document: 12 hexadecimal digits in capitals."""
    return public_id.hex[:PANJANG].upper()


def kode_klaim(public_id: UUID | str) -> str:
    """The code of a claim, as printed in a report's tables: `6A4C-1C1E`."""
    return berkelompok(UUID(str(public_id)).hex[:PANJANG_KLAIM].upper())


def berkelompok(kode: str) -> str:
    """The code as people read it aloud: `6A4C-1C1E-93B0`."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


def baca_kode(teks: str) -> str | None:
    """The code in what somebody typed, with or without hyphens and blanks; None when it is none."""
    kode = re.sub(r"[\s-]", "", teks[:40]).upper()
    return kode if _KODE.fullmatch(kode) else None


def rentang(kode: str) -> tuple[UUID, UUID]:
    """The lowest and the highest id that begin with the code: one walk along the index of ids."""
    return UUID(kode.ljust(_PENUH, "0")), UUID(kode.ljust(_PENUH, "f"))
