from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kinerja.forms_renstra import PaguForm
from kinerja.models import Pagu, Program, SubKegiatan
from kinerja.pagu import isian_pagu, simpan_pagu
from kinerja.pohon import edisi_tahun
from kinerja.views.umum import harus_merencanakan


@require_http_methods(["GET", "HEAD", "POST"])
def pagu_ubah(request: HttpRequest, tahun: int, kode: str) -> HttpResponse:
    """The pagu of one program's sub kegiatan: a whole year on one page would be a hundred inputs."""
    harus_merencanakan(request)
    program = get_object_or_404(Program, edisi=edisi_tahun(tahun), kode=kode)
    pagu = Pagu.objects.filter(tahun=tahun, sub_kegiatan__kegiatan__program=program)
    form = PaguForm(
        request.POST or None,
        sub=list(SubKegiatan.objects.filter(kegiatan__program=program)),
        pagu={p.sub_kegiatan_id: isian_pagu(p) for p in pagu},
    )
    if form.is_valid():
        jumlah = simpan_pagu(
            tahun=tahun, isian=form.isian(), oleh=request.user, jabatan=request.peran.nama_jabatan
        )
        messages.success(request, f"Pagu {jumlah} sub kegiatan berubah." if jumlah else "Tidak ada pagu yang berubah.")
        return redirect("anggaran", tahun)
    return render(request, "kinerja/anggaran_pagu.html", {"tahun": tahun, "program": program, "form": form})
