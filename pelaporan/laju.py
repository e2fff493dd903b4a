"""A polite limit for pages without a login: so many views a minute from one address."""

from collections.abc import Callable
from functools import wraps
from time import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisasi.auth import alamat_klien

BATAS = 60  # views of an address in one window, in each process of the web
JANGKA = 60  # seconds


def terlalu_sering(alamat: str) -> bool:
    """Count one view from `alamat`; True when it is over the limit of this minute."""
    kunci = f"laju:{alamat}:{int(time()) // JANGKA}"
    cache.add(kunci, 0, 2 * JANGKA)
    try:
        return cache.incr(kunci) > BATAS
    except ValueError:
        # The cache is small and throws old counts away: rather one view too many than a page refused.
        return False


def dibatasi(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers 429 with a page that says how long to wait."""

    @wraps(view)
    def terbatas(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not terlalu_sering(alamat_klien(request)):
            return view(request, *args, **kwargs)
        respons = render(request, "pelaporan/periksa_tunggu.html", status=429)
        respons["Retry-After"] = str(JANGKA)
        return respons

    return terbatas
