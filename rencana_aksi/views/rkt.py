"""Entry of a year's targets: plans and signed agreements may stand on them, so the page lives here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kinerja.forms_renstra import RktForm
from kinerja.renstra import RenstraDitolak
from kinerja.rkt import keberatan_rkt, rkt_tahun
from kinerja.views.umum import harus_merencanakan
from rencana_aksi.target_tahunan import TargetDipakai, ubah_target


@require_http_methods(["GET", "HEAD", "POST"])
def rkt_ubah(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_merencanakan(request)
    form = RktForm(request.POST or None, baris=rkt_tahun(tahun))
    if form.is_valid() and _simpan(request, tahun, form):
        return redirect("rkt", tahun)
    konteks = {"tahun": tahun, "form": form, "keberatan": keberatan_rkt(tahun, request.peran.tanggal.year)}
    return render(request, "kinerja/renstra_rkt_ubah.html", konteks)


def _simpan(request: HttpRequest, tahun: int, form: RktForm) -> bool:
    """Save a readable form; what cannot be taken becomes an error at its own target, or of the whole form."""
    try:
        jumlah = ubah_target(
            tahun=tahun,
            tahun_ini=request.peran.tanggal.year,
            target=form.target(),
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except TargetDipakai as dipakai:
        for pk, kalimat in dipakai.keluhan.items():
            form.add_error(f"target_{pk}", kalimat)
        return False
    except RenstraDitolak as ditolak:
        form.add_error(None, str(ditolak))
        return False
    messages.success(request, f"{jumlah} target tahun {tahun} berubah.")
    return True
