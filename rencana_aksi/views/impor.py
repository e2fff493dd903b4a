from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.gerbang import BerkasDitolak
from organisasi.penyimpanan import PenyimpananGagal
from organisasi.unduhan import BerkasHilang, respons_berkas
from rencana_aksi.impor import services
from rencana_aksi.impor.forms import TAHUN_TERAKHIR, TAHUN_TERAWAL, ImporForm
from rencana_aksi.impor.permissions import boleh_mengimpor
from rencana_aksi.impor.pratinjau import Pratinjau, dari_json, templat
from rencana_aksi.impor.rancangan import Keadaan
from rencana_aksi.models import Impor
from rencana_aksi.tasks import JENIS_XLSX

SEHALAMAN = 50
TEMUAN = "temuan"


def _pastikan_boleh(request: HttpRequest) -> None:
    """Imports do not exist for anyone but the planner and the administrators (404)."""
    if not boleh_mengimpor(request.peran):
        raise Http404


def _ambil(request: HttpRequest, public_id: UUID) -> Impor:
    _pastikan_boleh(request)
    return get_object_or_404(
        Impor.objects.dengan_penerapan().select_related("diminta_oleh", "diterapkan_oleh", "sumber", "berkas"),
        public_id=public_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def impor(request: HttpRequest) -> HttpResponse:
    _pastikan_boleh(request)
    form = ImporForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (baru := _unggah(request, form)):
        return redirect(baru)
    daftar = Impor.objects.dengan_penerapan().select_related("diminta_oleh")
    konteks = {
        "form": form,
        "jenis": Impor.Jenis.choices,
        "tahun": _tahun(request),
        "halaman": Paginator(daftar, SEHALAMAN).get_page(request.GET.get("halaman")),
    }
    return render(request, "rencana_aksi/impor_daftar.html", konteks)


def _unggah(request: HttpRequest, form: ImporForm) -> Impor | None:
    """The new import; None with the reason on the form when the file is refused."""
    data = form.cleaned_data
    try:
        return services.unggah(
            berkas=data["berkas"],
            jenis=data["jenis"],
            tahun=data["tahun"],
            batas=settings.BATAS_UKURAN_BERKAS,
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except (BerkasDitolak, PenyimpananGagal, services.ImporDitolak) as ditolak:
        form.add_error("berkas", str(ditolak))
        return None


def _tahun(request: HttpRequest) -> int:
    """The year whose templates are offered: that of the address, else the current one."""
    teks = request.GET.get("tahun", "")
    tahun = int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else 0
    return tahun if TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR else timezone.localdate().year


@require_safe
def impor_templat(request: HttpRequest, jenis: str, tahun: int, isi: str) -> HttpResponse:
    """The template of a kind, empty or with the year's data in it."""
    _pastikan_boleh(request)
    if jenis not in Impor.Jenis.values or not TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR:
        raise Http404
    respons = HttpResponse(templat(jenis, tahun, isi=isi == "berisi"), content_type=JENIS_XLSX)
    respons["Content-Disposition"] = content_disposition_header(True, f"templat-{jenis}-{tahun}-{isi}.xlsx")
    return respons


@require_safe
def impor_rinci(request: HttpRequest, public_id: UUID) -> HttpResponse:
    impor = _ambil(request, public_id)
    return render(request, "rencana_aksi/impor_rinci.html", _konteks(request, impor))


@require_safe
def impor_kemajuan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The region of the page that changes while the file is read or applied (UX-32)."""
    impor = _ambil(request, public_id)
    return render(request, "rencana_aksi/_impor_kemajuan.html", _konteks(request, impor))


def _konteks(request: HttpRequest, impor: Impor) -> dict:
    penerapan = impor.penerapan.select_related("diminta_oleh").first() if impor.keadaan_penerapan else None
    pekerjaan = penerapan if penerapan and not penerapan.berakhir else impor
    konteks = {"impor": impor, "penerapan": penerapan, "pekerjaan": pekerjaan}
    if not pekerjaan.berakhir or impor.keadaan != Impor.Keadaan.SELESAI:
        return konteks
    pratinjau = dari_json(impor.pratinjau)
    pilihan = _pilihan(pratinjau)
    tampil = request.GET.get("tampil")
    if tampil not in dict(pilihan):
        tampil = next((kunci for kunci, (_, jumlah) in pilihan.items() if jumlah), Keadaan.TETAP.value)
    baris = pratinjau.temuan if tampil == TEMUAN else [b for b in pratinjau.butir if b.keadaan == tampil]
    return konteks | {
        "pratinjau": pratinjau,
        "sidik": impor.pratinjau["sidik"],
        "pilihan": [(kunci, *isi) for kunci, isi in pilihan.items()],
        "tampil": tampil,
        "halaman": Paginator(baris, SEHALAMAN).get_page(request.GET.get("halaman")),
        "keberatan": services.keberatan_terapkan(impor, pratinjau.jumlah),
    }


def _pilihan(pratinjau: Pratinjau) -> dict[str, tuple[str, int]]:
    """The lists of the page with their titles and lengths, what needs attention first."""
    jumlah = pratinjau.jumlah_galat + pratinjau.jumlah_peringatan
    return {TEMUAN: ("Temuan", jumlah)} | {
        satu.value: (satu.label, pratinjau.jumlah.get(satu, 0)) for satu in Keadaan
    }


@require_POST
def impor_terapkan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    impor = _ambil(request, public_id)
    try:
        services.terapkan(
            impor=impor,
            sidik=request.POST.get("sidik", ""),
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except services.ImporDitolak as ditolak:
        messages.error(request, str(ditolak))
    return redirect(impor)


@require_POST
def impor_ulang(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return redirect(services.baca_ulang(impor=_ambil(request, public_id), oleh=request.user))


@require_safe
def impor_catatan(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The person's own workbook with the findings marked; without findings it is the file as it was uploaded."""
    impor = _ambil(request, public_id)
    if impor.berkas is None:
        return redirect(impor)
    nama = impor.nama.rpartition(".")[0]
    try:
        berkas = {"sha256": impor.berkas.sha256, "nama": f"{nama}-diperiksa.xlsx", "jenis": JENIS_XLSX}
        return respons_berkas(**berkas, request=request)
    except BerkasHilang as hilang:
        messages.error(request, str(hilang))
        return redirect(impor)
