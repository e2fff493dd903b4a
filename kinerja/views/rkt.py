from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.rkt import keberatan_rkt
from kinerja.rkt import rkt_tahun as baris_rkt
from kinerja.views.umum import harus_melihat
from organisasi.permissions import boleh_merencanakan


@require_safe
def rkt_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "baris": baris_rkt(tahun),
        "keberatan": keberatan_rkt(tahun, request.peran.tanggal.year),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/renstra_rkt.html", konteks)
