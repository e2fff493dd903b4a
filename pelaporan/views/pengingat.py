from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.models import Pegawai, UnitKerja
from pelaporan.forms_pengingat import PilihanSurelForm
from pelaporan.models import ButirPengingat, Pemberitahuan, PilihanSurel, Surel
from pelaporan.pengingat import layanan
from pelaporan.pengingat.isi import PALING_BANYAK, teks_wa
from pelaporan.pengingat.sumber import semua_urusan
from pelaporan.permissions import boleh_mengurus_pengingat

SEHALAMAN = 20


def _ambil(request: HttpRequest, public_id: UUID) -> Pemberitahuan:
    """A notice of this person's; another's does not exist (404)."""
    return get_object_or_404(Pemberitahuan, public_id=public_id, penerima=request.user)


def _pengurus(request: HttpRequest) -> None:
    if not boleh_mengurus_pengingat(request.peran):
        raise Http404


@require_safe
def kotak_masuk(request: HttpRequest) -> HttpResponse:
    butir = Prefetch("butir", ButirPengingat.objects.order_by("batas", "judul", "pk"))
    milik = Pemberitahuan.objects.filter(penerima=request.user).prefetch_related(butir)
    konteks = {
        "halaman": Paginator(milik, SEHALAMAN).get_page(request.GET.get("halaman")),
        "paling_banyak": PALING_BANYAK,
        "mengurus": boleh_mengurus_pengingat(request.peran),
    }
    return render(request, "pelaporan/kotak_masuk.html", konteks)


@require_POST
def pemberitahuan_buka(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark as read and go where the matter is finished: the notice's page, or that of the matter clicked in it."""
    notis = _ambil(request, public_id)
    layanan.tandai_dibaca(oleh=request.user, notis=notis)
    pilihan = request.POST.get("butir", "")
    butir = notis.butir.filter(pk=pilihan).first() if pilihan.isdecimal() else None
    return redirect((butir or notis).tautan)


@require_POST
def pemberitahuan_baca(request: HttpRequest, public_id: UUID) -> HttpResponse:
    layanan.tandai_dibaca(oleh=request.user, notis=_ambil(request, public_id))
    return redirect("kotak_masuk")


@require_POST
def pemberitahuan_baca_semua(request: HttpRequest) -> HttpResponse:
    jumlah = layanan.tandai_dibaca(oleh=request.user)
    messages.success(request, f"{jumlah} pemberitahuan ditandai sudah dibaca.")
    return redirect("kotak_masuk")


@require_http_methods(["GET", "HEAD", "POST"])
def pilihan_surel(request: HttpRequest) -> HttpResponse:
    pilihan = PilihanSurel.objects.filter(pk=request.user.pk).first() or PilihanSurel(pegawai=request.user)
    form = PilihanSurelForm(request.POST or None, instance=pilihan, initial={"alamat": request.user.email})
    if form.is_valid():
        layanan.simpan_pilihan(
            pilihan=form.instance,
            alamat=form.cleaned_data["alamat"],
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
        messages.success(request, "Pilihan surel tersimpan.")
        return redirect("kotak_masuk")
    status = 422 if form.errors else 200
    return render(request, "pelaporan/pengingat_pilihan.html", {"form": form}, status=status)


@require_safe
def surel_daftar(request: HttpRequest) -> HttpResponse:
    """The outbox as the office sees it: what failed and why first, then what waits."""
    _pengurus(request)
    keadaan = request.GET.get("keadaan")
    keadaan = Surel.Keadaan(keadaan) if keadaan in Surel.Keadaan.values else Surel.Keadaan.GAGAL
    jumlah = dict(Surel.objects.order_by().values_list("keadaan").annotate(Count("pk")))
    surel = Surel.objects.filter(keadaan=keadaan).select_related("pemberitahuan__penerima")
    konteks = {
        "keadaan": keadaan,
        "pilihan_keadaan": [(k, jumlah.get(k, 0)) for k in Surel.Keadaan],
        "halaman": Paginator(surel, SEHALAMAN).get_page(request.GET.get("halaman")),
        "tanpa_alamat": Pegawai.objects.filter(is_active=True, email="").count(),
    }
    return render(request, "pelaporan/pengingat_surel.html", konteks)


@require_POST
def surel_ulang(request: HttpRequest, public_id: UUID) -> HttpResponse:
    _pengurus(request)
    return _ulangi(request, [get_object_or_404(Surel, public_id=public_id).pk])


@require_POST
def surel_ulang_semua(request: HttpRequest) -> HttpResponse:
    _pengurus(request)
    gagal = Surel.objects.filter(keadaan=Surel.Keadaan.GAGAL)
    return _ulangi(request, list(gagal.values_list("pk", flat=True)))


def _ulangi(request: HttpRequest, ids: list[int]) -> HttpResponse:
    jumlah = layanan.ulangi_surel(ids=ids, oleh=request.user, jabatan=request.peran.nama_jabatan)
    messages.success(request, f"{jumlah} surel kembali ke antrean dan dikirim dalam satu menit.")
    return redirect("surel_daftar")


@require_safe
def pengingat_wa(request: HttpRequest) -> HttpResponse:
    _pengurus(request)
    hari_ini = timezone.localdate()
    teks = teks_wa(semua_urusan(hari_ini), UnitKerja.objects.filter(aktif=True), hari_ini)
    return render(request, "pelaporan/pengingat_wa.html", {"daftar": teks, "hari_ini": hari_ini})
