from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisasi.permissions import boleh_melihat_perencanaan, boleh_melihat_tim, boleh_merencanakan
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.services import IsianDitolak
from rencana_aksi.tahun import TahunDitolak, daftar_periksa, keberatan_buka
from rencana_aksi.tahun import buka_tahun as buka


@require_safe
def awal_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    """The checklist of a year; the administrator sees it too, who sets the first Tim."""
    if not boleh_melihat_tim(request.peran):
        raise Http404
    periksa = daftar_periksa(tahun, request.peran.tanggal)
    konteks = {
        "tahun": tahun,
        "periksa": periksa,
        "kurang": sum(not p.selesai for p in periksa),
        "keberatan": keberatan_buka(tahun, request.peran.tanggal),
        "merencanakan": boleh_merencanakan(request.peran),
        "mengimpor": boleh_mengimpor(request.peran),
        "melihat": boleh_melihat_perencanaan(request.peran),
    }
    return render(request, "rencana_aksi/tahun_awal.html", konteks)


@require_POST
def buka_tahun(request: HttpRequest, tahun: int) -> HttpResponse:
    if not boleh_merencanakan(request.peran):
        raise PermissionDenied
    try:
        hasil = buka(
            tahun=tahun,
            oleh=request.user,
            hari_ini=request.peran.tanggal,
            jabatan=request.peran.nama_jabatan,
        )
    except (TahunDitolak, IsianDitolak) as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(
            request,
            f"Tahun {tahun} dibuka: {hasil.rencana} rencana aksi, {hasil.syarat} syarat data dukung, dan "
            f"{hasil.target} target dari Renstra disalin. Target triwulan masih kosong.",
        )
    return redirect("awal_tahun", tahun)
