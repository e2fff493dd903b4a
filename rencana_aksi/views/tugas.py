from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from organisasi.models import Jabatan
from organisasi.permissions import boleh_menyusun_tim
from rencana_aksi.models import Triwulan
from rencana_aksi.rekap import jadwal, rekap_layar
from rencana_aksi.tugas import batas_meja, daftar_tugas, siap_dilaporkan
from rencana_aksi.usulan import usulan_menunggu


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    peran, triwulan, daftar = request.peran, _triwulan_terakhir(request), daftar_tugas(request.peran)
    konteks = {
        "daftar": daftar,
        "jumlah_tugas": daftar.giliran.jumlah,
        "siap_dilaporkan": siap_dilaporkan(peran.tanggal) if peran.bertingkat(Jabatan.Tingkat.CAMAT) else [],
        "usulan": usulan_menunggu(peran),
        "triwulan": triwulan,
        "batas_meja": batas_meja(peran, triwulan) if triwulan else [],
        "tahun_disiapkan": peran.tanggal.year if not peran.penugasan and boleh_menyusun_tim(peran) else None,
    }
    return render(request, "rencana_aksi/beranda.html", konteks)


def _triwulan_terakhir(request: HttpRequest) -> Triwulan | None:
    return Triwulan.objects.filter(buka__lte=request.peran.tanggal).last()


@require_safe
def triwulan(request: HttpRequest) -> HttpResponse:
    """The quarter that opened last; year and number stand in the address from then on."""
    terakhir = _triwulan_terakhir(request)
    if terakhir is None:
        return render(request, "rencana_aksi/triwulan_kosong.html")
    return redirect("triwulan_rinci", terakhir.tahun, terakhir.nomor)


@require_safe
def triwulan_rinci(request: HttpRequest, tahun: int, nomor: int) -> HttpResponse:
    triwulan = get_object_or_404(Triwulan, tahun=tahun, nomor=nomor)
    konteks = {
        "triwulan": triwulan,
        "rekap": rekap_layar(triwulan, request.peran),
        "jadwal": jadwal(triwulan, request.peran.tanggal),
    }
    return render(request, "rencana_aksi/triwulan_rinci.html", konteks)
