"""Values in Indonesian form, and the icon tag; a template builtin, so no name of Django's is taken."""

from collections.abc import Callable
from functools import wraps

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisasi import bahasa

register = template.Library()
KOSONG = "–"


def _kosong_jadi_garis(fungsi: Callable[..., str]) -> Callable[..., str]:
    """None and the empty text (what Django gives a filter for a missing value) become a dash."""

    @wraps(fungsi)
    def filter_aman(nilai, *argumen):
        return KOSONG if nilai is None or nilai == "" else fungsi(nilai, *argumen)

    return filter_aman


for _fungsi in (
    bahasa.angka,
    bahasa.persen,
    bahasa.rupiah,
    bahasa.tanggal,
    bahasa.hari_tanggal,
    bahasa.tanggal_pendek,
    bahasa.jam,
    bahasa.tanggal_jam,
    bahasa.nip,
    bahasa.ukuran,
    bahasa.romawi,
    bahasa.sisa,
):
    register.filter(_fungsi.__name__, _kosong_jadi_garis(_fungsi))


@register.simple_tag
def ikon(nama: str) -> SafeString:
    """One drawing of the sprite; decoration only, so the text beside it must say the same."""
    return format_html(
        '<svg class="ikon" aria-hidden="true" width="16" height="16"><use href="{}#{}"></use></svg>',
        static("ikon.svg"),
        nama,
    )
