"""Where the final reports went: the year's list, one dispatch, its letter and receipt, and the recipients."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.gerbang import BerkasDitolak
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.unduhan import BerkasHilang, respons_tampil
from pelaporan import pengiriman_services as layanan
from pelaporan.forms_pengiriman import PenerimaForm, PengirimanForm
from pelaporan.models import Laporan, PenerimaLaporan, Pengiriman
from pelaporan.pengiriman import batas_kirim, daftar_kirim
from pelaporan.permissions import boleh_melihat_laporan, boleh_mengirim, boleh_mengundang, laporan_terlihat
from rencana_aksi.models import Triwulan


def _harus_melihat(request: HttpRequest) -> None:
    if not boleh_melihat_laporan(request.peran):
        raise Http404


def _harus_mengirim(request: HttpRequest) -> None:
    _harus_melihat(request)
    if not boleh_mengirim(request.peran):
        raise PermissionDenied


@require_safe
def pengiriman_kini(request: HttpRequest) -> HttpResponse:
    """The newest year that has a quarter whose report may be due."""
    _harus_melihat(request)
    kini = Triwulan.objects.filter(buka__lte=request.peran.tanggal).last()
    return redirect("pengiriman", kini.tahun if kini else request.peran.tanggal.year)


@require_safe
def pengiriman(request: HttpRequest, tahun: int) -> HttpResponse:
    _harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "pilihan_tahun": sorted({tahun, *Triwulan.objects.order_by().values_list("tahun", flat=True)}),
        "daftar": daftar_kirim(tahun, request.peran.tanggal),
        "mengirim": boleh_mengirim(request.peran),
        "mengundang": boleh_mengundang(request.peran),
    }
    return render(request, "pelaporan/pengiriman_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pengiriman_catat(request: HttpRequest, public_id: UUID, penerima_id: UUID) -> HttpResponse:
    _harus_mengirim(request)
    terlihat = laporan_terlihat(request.peran).select_related("triwulan")
    laporan = get_object_or_404(terlihat, public_id=public_id, konsep=False, versi__isnull=False)
    penerima = get_object_or_404(PenerimaLaporan, public_id=penerima_id)
    ada = Pengiriman.objects.filter(laporan=laporan, penerima=penerima).select_related("tanda_terima").first()
    form = PengirimanForm(request.POST or None, request.FILES or None, initial=_awal(ada))
    if request.method == "POST" and form.is_valid() and _catat(request, laporan, penerima, form):
        return redirect("pengiriman_catat", laporan.public_id, penerima.public_id)
    konteks = {
        "laporan": laporan,
        "penerima": penerima,
        "pengiriman": ada,
        "batas": ada.batas if ada else batas_kirim(laporan),
        "tahun": laporan.triwulan.tahun if laporan.triwulan else laporan.objek,
        "keberatan": layanan.keberatan_kirim(laporan),
        "form": form,
        "surat": ada and _surat(ada),
    }
    return render(request, "pelaporan/pengiriman_catat.html", konteks, status=422 if form.errors else 200)


def _awal(ada: Pengiriman | None) -> dict:
    return {"nomor_surat": ada.nomor_surat, "dikirim": ada.dikirim, "cara": ada.cara} if ada else {}


def _surat(pengiriman: Pengiriman) -> list[Laporan]:
    return list(Laporan.objects.filter(jenis=Laporan.Jenis.SURAT_PENGANTAR, objek=str(pengiriman.public_id)))


def _catat(request: HttpRequest, laporan: Laporan, penerima: PenerimaLaporan, form: PengirimanForm) -> bool:
    """Enter the dispatch; False when it was refused, with the reason beside the field."""
    isian = dict(form.cleaned_data)
    berkas = isian.pop("berkas")
    try:
        layanan.catat_pengiriman(
            laporan=laporan, penerima=penerima, isian=layanan.IsianKirim(**isian), berkas=berkas, oleh=request.user
        )
    except layanan.PengirimanDitolak as ditolak:
        form.add_error("dikirim", str(ditolak))
    except (BerkasDitolak, PenyimpananGagal) as ditolak:
        form.add_error("berkas", str(ditolak))
    else:
        messages.success(request, f"Pengiriman kepada {penerima} tersimpan.")
        return True
    return False


def _ambil(request: HttpRequest, public_id: UUID) -> Pengiriman:
    terlihat = Pengiriman.objects.filter(laporan__in=laporan_terlihat(request.peran))
    beserta = ("laporan__triwulan", "penerima", "tanda_terima")
    return get_object_or_404(terlihat.select_related(*beserta), public_id=public_id)


@require_safe
def pengiriman_rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page that a printed letter came from."""
    kiriman = _ambil(request, public_id)
    if not boleh_mengirim(request.peran):
        return redirect("pengiriman_kini")
    return redirect("pengiriman_catat", kiriman.laporan.public_id, kiriman.penerima.public_id)


@require_POST
def pengiriman_surat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return redirect(layanan.cetak_surat(pengiriman=_ambil(request, public_id), oleh=request.user))


@require_safe
def pengiriman_tanda_terima(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    kiriman = _ambil(request, public_id)
    if kiriman.tanda_terima is None:
        raise Http404
    berkas = {"sha256": kiriman.tanda_terima.sha256, "jenis": kiriman.tanda_terima.jenis}
    try:
        return respons_tampil(**berkas, nama=kiriman.nama_tanda_terima, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect("pengiriman_kini")


@require_safe
def penerima(request: HttpRequest) -> HttpResponse:
    _harus_melihat(request)
    konteks = {"daftar": PenerimaLaporan.objects.all(), "mengirim": boleh_mengirim(request.peran)}
    return render(request, "pelaporan/pengiriman_penerima.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def penerima_tambah(request: HttpRequest) -> HttpResponse:
    _harus_mengirim(request)
    return _simpan_penerima(request, PenerimaLaporan(urutan=PenerimaLaporan.objects.count() + 1))


@require_http_methods(["GET", "HEAD", "POST"])
def penerima_ubah(request: HttpRequest, public_id: UUID) -> HttpResponse:
    _harus_mengirim(request)
    return _simpan_penerima(request, get_object_or_404(PenerimaLaporan, public_id=public_id))


def _simpan_penerima(request: HttpRequest, penerima: PenerimaLaporan) -> HttpResponse:
    form = PenerimaForm(request.POST or None, instance=penerima)
    if request.method == "POST" and form.is_valid():
        layanan.simpan_penerima(penerima=form.instance, oleh=request.user)
        messages.success(request, f"Penerima {penerima} tersimpan.")
        return redirect("penerima_laporan")
    status = 422 if form.errors else 200
    return render(request, "pelaporan/pengiriman_penerima_ubah.html", {"form": form, "ada": penerima.pk}, status=status)
