import shutil
from collections.abc import Callable
from tempfile import gettempdir

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from organisasi.peran import peran


class UkuranPermintaanMiddleware:
    """Refuses a request that says it is larger than the settings or the disk allow, before a byte of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        panjang = int(request.META.get("CONTENT_LENGTH") or 0)
        if panjang > settings.BATAS_UKURAN_PERMINTAAN:
            return _tolak(413)
        # Files in a body as large as this are parsed into the temporary folder: CSRF alone makes Django read them.
        if panjang > settings.FILE_UPLOAD_MAX_MEMORY_SIZE and not _muat(panjang):
            return _tolak(507)
        return self.get_response(request)


def _tolak(status: int) -> HttpResponse:
    # Without the request: this comes before the session, so nothing knows yet whose page it is.
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def _muat(panjang: int) -> bool:
    return shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR or gettempdir()).free > panjang


class GzipHalamanMiddleware(GZipMiddleware):
    """Compresses pages, a quarter of their size on a slow line; documents keep their bytes, length and ranges."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        halaman = response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if halaman else response


class PrivatePagesMiddleware:
    """Gives each request its `peran`, and keeps every page of a logged-in person out of all caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.peran = SimpleLazyObject(lambda: peran(request.user))
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response
