"""Whether this machine can make PDFs. Asked without importing WeasyPrint, which takes half a second."""

import ctypes.util
from functools import cache

_PUSTAKA = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")
PAKET = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@cache
def kekurangan_mesin() -> str:
    """A sentence that names the missing libraries and how to install them; empty when none is missing."""
    hilang = [nama for nama in _PUSTAKA if ctypes.util.find_library(nama) is None]
    if not hilang:
        return ""
    return f"Pustaka {', '.join(hilang)} belum terpasang. Jalankan: sudo apt-get install {PAKET}"
