from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.forms_renstra import RktForm
from kinerja.models import Indikator
from kinerja.pohon import pohon
from kinerja.renstra import RenstraDitolak
from kinerja.rkt import keberatan_rkt, rkt, simpan_rkt
from kinerja.views.umum import harus_melihat, harus_merencanakan
from organisasi.permissions import boleh_merencanakan


@require_safe
def rkt_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "baris": rkt(tahun, _indikator_tahun(tahun)),
        "keberatan": keberatan_rkt(tahun, request.peran.tanggal.year),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "kinerja/renstra_rkt.html", konteks)


def _indikator_tahun(tahun: int) -> list[Indikator]:
    """The year's indicators, the IKU first, then from program to sub kegiatan."""
    urutan = [level.value for level in Indikator.Level]
    daun = pohon(tahun).semua.values()
    return sorted((d.indikator for d in daun), key=lambda i: (urutan.index(i.level), i.urutan, i.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def rkt_ubah(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    tahun_ini = request.peran.tanggal.year
    form = RktForm(request.POST or None, baris=rkt(tahun, _indikator_tahun(tahun)))
    if form.is_valid():
        try:
            jumlah = simpan_rkt(
                tahun=tahun,
                tahun_ini=tahun_ini,
                target=form.target(),
                oleh=request.user,
                jabatan=request.peran.nama_jabatan,
            )
        except RenstraDitolak as ditolak:
            messages.error(request, str(ditolak))
        else:
            messages.success(request, f"{jumlah} target tahun {tahun} berubah.")
        return redirect("rkt", tahun)
    konteks = {"tahun": tahun, "form": form, "keberatan": keberatan_rkt(tahun, tahun_ini)}
    return render(request, "kinerja/renstra_rkt_ubah.html", konteks)
