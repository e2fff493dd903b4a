from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kinerja.kelengkapan import kelengkapan
from kinerja.models import Pagu
from kinerja.pohon import pohon
from kinerja.views.umum import harus_melihat
from organisasi.permissions import boleh_melihat_perencanaan, boleh_melihat_tim, boleh_merencanakan
from organisasi.tim import susunan_tim


@require_safe
def perencanaan(request: HttpRequest) -> HttpResponse:
    """The plan of this year; the year stands in the address from then on.

    An administrator without a post begins at the checklist: that is all that he has to do with the plan.
    """
    peran = request.peran
    if boleh_melihat_tim(peran) and not boleh_melihat_perencanaan(peran):
        return redirect("awal_tahun", peran.tanggal.year)
    harus_melihat(request)
    return redirect("perencanaan_tahun", peran.tanggal.year)


@require_safe
def perencanaan_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    struktur, tim = pohon(tahun), susunan_tim(tahun, request.peran.tanggal)
    pagu = [p.berlaku for p in Pagu.objects.filter(tahun=tahun)]
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": range(tahun - 1, tahun + 2),
        "pohon": struktur,
        "tim": tim,
        "jumlah_sub": sum(1 for _ in struktur.sub_kegiatan()),
        "bertarget": sum(bool(d.target) for d in struktur.semua.values()),
        "iku": [d for cabang in struktur.cabang for d in cabang.daun],
        "berpagu": len(pagu),
        "pagu": sum(pagu),
        "kekurangan": kelengkapan(struktur, tim),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/perencanaan_tahun.html", konteks)


@require_safe
def kelengkapan_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "kekurangan": kelengkapan(pohon(tahun), susunan_tim(tahun, request.peran.tanggal)),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/perencanaan_kelengkapan.html", konteks)
