from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from organisasi.models import Kantor
from pelaporan.models import Pemberitahuan


def kantor(request: HttpRequest) -> dict:
    """The office row for header, kop and sample banner; `belum_dibaca` is what the bell counts.

    One query for both: every page of the service asks for the office anyway.
    """
    baris = Kantor.objects.filter(pk=1)
    if request.user.is_authenticated:
        belum = Pemberitahuan.objects.filter(penerima=request.user.pk, dibaca_pada=None).order_by()
        jumlah = belum.values("penerima").annotate(n=Count("pk")).values("n")
        baris = baris.annotate(belum_dibaca=Coalesce(Subquery(jumlah), 0))
    return {"kantor": baris.first()}
