from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from organisasi.models import Pegawai


class NipAtauNamaPengguna(ModelBackend):
    """Log in with the 18 digits of the NIP or with the user name."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username and len(username) == 18 and username.isdigit():
            # An unknown NIP goes on as it is: the hasher then runs as for any unknown name, in the same time.
            pemilik = Pegawai.objects.filter(nip=username).values_list("username", flat=True).first()
            username = pemilik or username
        return super().authenticate(request, username=username, password=password, **kwargs)


def alamat_klien(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For is believed only as far as our own proxies wrote it."""
    if settings.JUMLAH_PROXY:
        rantai = [a.strip() for a in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if a.strip()]
        if len(rantai) >= settings.JUMLAH_PROXY:
            return rantai[-settings.JUMLAH_PROXY]
    return request.META.get("REMOTE_ADDR", "")
