from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.forms_renstra import KaitkanForm
from kinerja.kaitan import kaitkan
from kinerja.models import Program, Sasaran
from kinerja.pohon import edisi_tahun, pohon
from kinerja.renstra import renstra_untuk
from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.permissions import boleh_merencanakan


@require_safe
def pohon_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "pohon": pohon(tahun),
        "terbuka": "buka" in request.GET,
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/pohon_tahun.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pohon_kaitkan(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    form = KaitkanForm(
        request.POST or None,
        program=list(Program.objects.filter(edisi=edisi_tahun(tahun))),
        sasaran=Sasaran.objects.filter(renstra=renstra_untuk(tahun)),
    )
    if form.is_valid():
        kaitkan(kaitan=form.kaitan(), oleh=request.user, jabatan=request.peran.nama_jabatan)
        messages.success(request, "Kaitan program dengan sasaran tersimpan.")
        return redirect("pohon", tahun)
    return render(request, "kinerja/pohon_kaitkan.html", {"tahun": tahun, "form": form})
