"""The planning pages' tables as workbooks, each for exactly those who may see its page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kinerja import excel
from kinerja.kelengkapan import kelengkapan
from kinerja.perjanjian.daftar import daftar_perjanjian
from kinerja.pohon import pohon
from kinerja.renstra import isi_renstra, renstra_untuk
from kinerja.rkt import rkt_iku, rkt_tahun
from kinerja.views.umum import harus_melihat
from organisasi.tim import susunan_tim
from organisasi.unduhan import respons_buku


@require_safe
def rkt_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    return respons_buku(excel.buku_rkt(tahun, rkt_tahun(tahun)), f"RKT {tahun}")


@require_safe
def iku_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    isi = excel.buku_iku(tahun, rkt_iku(tahun, renstra_untuk(tahun)))
    return respons_buku(isi, f"Indikator Kinerja Utama {tahun}")


@require_safe
def renstra_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    renstra = renstra_untuk(tahun)
    if renstra is None:
        raise Http404
    return respons_buku(excel.buku_renstra(isi_renstra(renstra)), str(renstra))


@require_safe
def pohon_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    return respons_buku(excel.buku_pohon(pohon(tahun)), f"Pohon kinerja {tahun}")


@require_safe
def kelengkapan_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    kekurangan = kelengkapan(pohon(tahun), susunan_tim(tahun, request.peran.tanggal))
    return respons_buku(excel.buku_kelengkapan(tahun, kekurangan), f"Kelengkapan perencanaan {tahun}")


@require_safe
def perjanjian_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat(request)
    return respons_buku(excel.buku_perjanjian(daftar_perjanjian(tahun)), f"Perjanjian Kinerja {tahun}")
