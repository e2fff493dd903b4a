from django.http import HttpRequest

from organisasi.models import Kantor


def kantor(request: HttpRequest) -> dict:
    """The office row, for the header, the kop and the sample banner."""
    return {"kantor": Kantor.objects.filter(pk=1).first()}
