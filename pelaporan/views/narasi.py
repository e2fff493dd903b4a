"""The editor of the annual report's text: one person at a time in each section."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.bahasa import jam
from pelaporan import narasi_services
from pelaporan.models import ButirSumberDaya, Narasi
from pelaporan.narasi import kekurangan, kemajuan, letak_tahun, narasi_tahun, paragraf, satu_bagian, susun_bagian
from pelaporan.narasi_bagian import Letak
from pelaporan.narasi_forms import FormsetButir, NarasiForm
from pelaporan.narasi_permissions import boleh_menyunting_narasi
from pelaporan.narasi_services import NarasiBentrok, NarasiDitolak, pemegang_lain
from pelaporan.narasi_tabel import IsianButir, isian_tabel, simpan_tabel, tabel_sumber_daya
from pelaporan.narasi_token import DaftarAngka, daftar_angka
from pelaporan.permissions import boleh_melihat_laporan
from pelaporan.prareviu import ringkasan_prareviu
from rencana_aksi.models import Triwulan

JUMLAH_RIWAYAT = 20


def harus_melihat_tahun(request: HttpRequest, tahun: int) -> None:
    """The text of the annual report is for everyone with a post, in the years that the system knows (404)."""
    if not boleh_melihat_laporan(request.peran) or not Triwulan.objects.filter(tahun=tahun).exists():
        raise Http404


def _ambil(request: HttpRequest, tahun: int, kunci: str) -> Letak:
    harus_melihat_tahun(request, tahun)
    letak = next((satu for satu in letak_tahun(tahun) if satu.kunci == kunci), None)
    if letak is None:
        raise Http404
    return letak


def _ambil_untuk_disunting(request: HttpRequest, tahun: int, kunci: str) -> Letak:
    letak = _ambil(request, tahun, kunci)
    if not boleh_menyunting_narasi(request.peran):
        raise PermissionDenied
    return letak


def _baris(tahun: int, letak: Letak) -> Narasi | None:
    kunci = {"tahun": tahun, "bagian": letak.jenis.kode, "sasaran": letak.sasaran}
    return Narasi.objects.filter(**kunci).select_related("pemegang", "disunting_oleh").first()


@require_safe
def daftar(request: HttpRequest, tahun: int) -> HttpResponse:
    harus_melihat_tahun(request, tahun)
    letak, narasi = letak_tahun(tahun), narasi_tahun(tahun)
    semua = susun_bagian(tahun, letak, narasi, daftar_angka(tahun))
    kini = timezone.now()
    dipegang = {
        satu.kunci: pemegang_lain(narasi.get((satu.jenis.kode, satu.sasaran_id)), request.user, kini) for satu in letak
    }
    return render(
        request,
        "pelaporan/narasi_daftar.html",
        {
            "tahun": tahun,
            "bagian": [(satu, dipegang[satu.kunci]) for satu in semua],
            "kemajuan": kemajuan(semua),
            "kekurangan": kekurangan(semua),
            "tabel": tabel_sumber_daya(tahun),
            "prareviu": ringkasan_prareviu(tahun, semua),
            "menyunting": boleh_menyunting_narasi(request.peran),
        },
    )


@require_safe
def rinci(request: HttpRequest, tahun: int, kunci: str) -> HttpResponse:
    """The section as it will be printed, who has it in hand, and its earlier versions."""
    letak = _ambil(request, tahun, kunci)
    narasi, angka = _baris(tahun, letak), daftar_angka(tahun)
    riwayat = narasi.riwayat.order_by("-nomor")[:JUMLAH_RIWAYAT] if narasi else []
    return render(
        request,
        "pelaporan/narasi_bagian.html",
        {
            "tahun": tahun,
            "bagian": satu_bagian(tahun, letak, narasi, angka),
            "narasi": narasi,
            "riwayat": [(versi, paragraf(angka.ke_tulisan(versi.teks))) for versi in riwayat],
            "dipegang": pemegang_lain(narasi, request.user, timezone.now()),
            "menyunting": boleh_menyunting_narasi(request.peran),
        },
    )


@require_POST
def sunting(request: HttpRequest, tahun: int, kunci: str) -> HttpResponse:
    """Take the section in hand and open its editor."""
    letak = _ambil_untuk_disunting(request, tahun, kunci)
    try:
        narasi_services.pegang(tahun=tahun, letak=letak, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except NarasiBentrok as bentrok:
        messages.error(request, str(bentrok))
        return redirect("narasi_bagian", tahun, kunci)
    return redirect("narasi_isi", tahun, kunci)


@require_http_methods(["GET", "HEAD", "POST"])
def isi(request: HttpRequest, tahun: int, kunci: str) -> HttpResponse:
    letak = _ambil_untuk_disunting(request, tahun, kunci)
    narasi, angka = _baris(tahun, letak), daftar_angka(tahun)
    if request.method == "POST":
        return _simpan(request, tahun, letak, angka)
    if narasi is None or narasi.pemegang_id != request.user.pk:
        messages.info(request, "Tekan “Sunting bagian ini” lebih dahulu, agar tidak ada orang lain yang menyuntingnya.")
        return redirect("narasi_bagian", tahun, kunci)
    form = NarasiForm(initial={"teks": angka.ke_tulisan(narasi.teks), "versi": narasi.versi})
    return _halaman_isi(request, tahun, letak, form)


def _simpan(request: HttpRequest, tahun: int, letak: Letak, angka: DaftarAngka) -> HttpResponse:
    """Save a finished text; what is refused comes back with everything that was typed."""
    form = NarasiForm(request.POST)
    if not form.is_valid():
        return _halaman_isi(request, tahun, letak, form)
    teks = angka.ke_simpanan(form.cleaned_data["teks"])
    # Who only wants to stop need not mend anything first.
    keluhan = [] if "berhenti" in request.POST else angka.keluhan(teks)
    try:
        narasi = narasi_services.simpan(
            tahun=tahun,
            letak=letak,
            teks=teks,
            versi=form.cleaned_data["versi"],
            keluhan=keluhan,
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except NarasiBentrok as bentrok:
        form.add_error(None, str(bentrok))
        # The next press is made with the newer text in sight.
        form.data = form.data.copy()
        form.data["versi"] = getattr(_baris(tahun, letak), "versi", 0)
        return _halaman_isi(request, tahun, letak, form)
    except NarasiDitolak as ditolak:
        form.add_error("teks", list(ditolak.keluhan))
        return _halaman_isi(request, tahun, letak, form)
    if "selesai" in request.POST or "berhenti" in request.POST:
        narasi_services.lepas(narasi=narasi, oleh=request.user)
        messages.success(request, f"Tersimpan {jam(timezone.now())}. Bagian ini dapat disunting orang lain.")
        return redirect("narasi_bagian", tahun, letak.kunci)
    messages.success(request, f"Tersimpan {jam(timezone.now())}.")
    return redirect("narasi_isi", tahun, letak.kunci)


def _halaman_isi(request: HttpRequest, tahun: int, letak: Letak, form: NarasiForm) -> HttpResponse:
    narasi, angka = _baris(tahun, letak), daftar_angka(tahun)
    return render(
        request,
        "pelaporan/narasi_isi.html",
        {
            "tahun": tahun,
            "bagian": satu_bagian(tahun, letak, narasi, angka),
            "tersimpan": paragraf(angka.ke_tulisan(narasi.teks)) if narasi else (),
            "narasi": narasi,
            "form": form,
            "angka": angka.angka,
            "masa_menit": narasi_services.MASA_PEGANG.seconds // 60,
        },
        status=422 if form.errors else 200,
    )


@require_POST
def simpan(request: HttpRequest, tahun: int, kunci: str) -> JsonResponse:
    """Save by itself what stands in the editor; 409 when another has the section or an old tab asks, 422 unreadable."""
    letak = _ambil_untuk_disunting(request, tahun, kunci)
    form = NarasiForm(request.POST)
    if not form.is_valid():
        pesan = next(iter(form.errors.values()))[0]
        return JsonResponse({"pesan": f"Belum tersimpan: {pesan}"}, status=422)
    angka = daftar_angka(tahun)
    teks = angka.ke_simpanan(form.cleaned_data["teks"])
    try:
        narasi = narasi_services.simpan_draf(
            tahun=tahun,
            letak=letak,
            teks=teks,
            versi=form.cleaned_data["versi"],
            oleh=request.user,
            jabatan=request.peran.nama_jabatan,
        )
    except NarasiBentrok as bentrok:
        return JsonResponse({"pesan": str(bentrok)}, status=409)
    pesan = " ".join([f"Tersimpan {jam(timezone.now())}.", *angka.keluhan(teks)])
    return JsonResponse({"pesan": pesan, "versi": narasi.versi})


@require_POST
def denyut(request: HttpRequest, tahun: int, kunci: str) -> JsonResponse:
    """The editor is still open; 409 when the section has gone to somebody else."""
    letak = _ambil_untuk_disunting(request, tahun, kunci)
    narasi = _baris(tahun, letak)
    if narasi and narasi_services.denyutkan(narasi=narasi, oleh=request.user):
        return JsonResponse({})
    siapa = pemegang_lain(narasi, request.user, timezone.now()) or "tidak lagi Anda pegang"
    return JsonResponse({"pesan": f"Bagian ini {siapa}. Salin tulisan Anda, lalu buka kembali bagiannya."}, status=409)


@require_POST
def bawa(request: HttpRequest, tahun: int, kunci: str) -> HttpResponse:
    letak = _ambil_untuk_disunting(request, tahun, kunci)
    try:
        narasi_services.bawa(tahun=tahun, letak=letak, oleh=request.user, jabatan=request.peran.nama_jabatan)
    except NarasiDitolak as ditolak:
        messages.error(request, str(ditolak))
    else:
        messages.success(request, f"Teks tahun {tahun - 1} dibawa. Periksa dan sesuaikan dengan tahun {tahun}.")
    return redirect("narasi_bagian", tahun, kunci)


@require_http_methods(["GET", "HEAD", "POST"])
def tabel(request: HttpRequest, tahun: int, jenis: str) -> HttpResponse:
    """One of the small tables of Bab I, all rows in one form."""
    harus_melihat_tahun(request, tahun)
    if jenis not in ButirSumberDaya.Tabel:
        raise Http404
    if not boleh_menyunting_narasi(request.peran):
        raise PermissionDenied
    argumen = {"form_kwargs": {"tabel": jenis}, "prefix": "baris"}
    if request.method == "POST":
        formset = FormsetButir(request.POST, **argumen)
        if formset.is_valid():
            return _simpan_tabel(request, tahun, jenis, formset.cleaned_data)
    else:
        formset = FormsetButir(initial=[_awal(b) for b in isian_tabel(tahun, jenis)], **argumen)
    konteks = {"tahun": tahun, "tabel": ButirSumberDaya.Tabel(jenis), "formset": formset}
    konteks["ada_galat"] = formset.is_bound
    return render(request, "pelaporan/narasi_tabel.html", konteks, status=422 if formset.is_bound else 200)


def _awal(b: IsianButir) -> dict[str, object]:
    return {"uraian": b.uraian, "jumlah": b.jumlah, "luas": b.luas, "keterangan": b.keterangan}


def _simpan_tabel(request: HttpRequest, tahun: int, jenis: str, baris: Sequence[dict]) -> HttpResponse:
    isian = [
        IsianButir(b["uraian"], None if b["jumlah"] is None else int(b["jumlah"]), b.get("luas"), b["keterangan"])
        for b in baris
        if b.get("uraian")
    ]
    jumlah = simpan_tabel(
        tahun=tahun, tabel=jenis, isian=isian, oleh=request.user, jabatan=request.peran.nama_jabatan
    )
    messages.success(request, f"Tersimpan {jam(timezone.now())}: {jumlah} baris.")
    return redirect("narasi_daftar", tahun)
