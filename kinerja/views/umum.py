"""What every planning page asks first: may this person read it, may this person write it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from organisasi.permissions import boleh_melihat_perencanaan, boleh_merencanakan


def harus_melihat(request: HttpRequest) -> None:
    """To people without a post the planning pages do not exist (404)."""
    if not boleh_melihat_perencanaan(request.peran):
        raise Http404


def harus_merencanakan(request: HttpRequest) -> None:
    """Who may read but is not the planner is told so (403)."""
    harus_melihat(request)
    if not boleh_merencanakan(request.peran):
        raise PermissionDenied
