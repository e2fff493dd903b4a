from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from organisasi.peran import peran


class UkuranPermintaanMiddleware:
    """Refuses a request that says it is larger than the settings allow, before a byte of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.BATAS_UKURAN_PERMINTAAN:
            return render(request, "413.html", status=413)
        return self.get_response(request)


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
