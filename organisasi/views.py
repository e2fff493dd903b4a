import logging
import secrets

from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.views.decorators.csrf import requires_csrf_token

from organisasi.contoh import SANDI_CONTOH, akun_contoh
from organisasi.forms import MasukForm

pencatat = logging.getLogger(__name__)


class Masuk(LoginView):
    template_name = "registration/masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(akun_contoh=akun_contoh(), sandi_contoh=SANDI_CONTOH, **kwargs)


class GantiSandi(PasswordChangeView):
    template_name = "registration/ganti_sandi.html"
    success_url = reverse_lazy("ganti_sandi_selesai")


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page too old to be believed: said so, with the way back."""
    return render(request, "403_csrf.html", status=403)


@requires_csrf_token
def galat_server(request: HttpRequest) -> HttpResponse:
    """500 with a code that stands in the log; asks neither database nor session, either may be what failed."""
    kode = secrets.token_hex(4).upper()
    pencatat.error("kode kejadian %s untuk %s", kode, request.path)
    return HttpResponse(render_to_string("500.html", {"kode_kejadian": kode}), status=500)
