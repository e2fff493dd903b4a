from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.forms_renstra import PaguForm
from kinerja.models import Pagu, Program, SubKegiatan
from kinerja.pagu import isian_pagu
from kinerja.pohon import edisi_tahun
from kinerja.views.umum import harus_merencanakan
from organisasi.bahasa import romawi, tanggal
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel
from organisasi.permissions import boleh_melihat_perencanaan, boleh_mengisi_anggaran, boleh_merencanakan
from rencana_aksi.anggaran import (
    TRIWULAN,
    Anggaran,
    AnggaranDitolak,
    Angka,
    anggaran_tahun,
    simpan_realisasi,
    ubah_pagu,
)
from rencana_aksi.forms_anggaran import RealisasiForm
from rencana_aksi.models import Triwulan

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOLOM = (
    KolomTabel("Tingkat"),
    KolomTabel("Kode"),
    KolomTabel("Program, kegiatan, sub kegiatan"),
    KolomTabel("Pagu murni", Jenis.RUPIAH),
    KolomTabel("Pagu perubahan", Jenis.RUPIAH),
    *(KolomTabel(f"Realisasi TW {romawi(nomor)}", Jenis.RUPIAH) for nomor in TRIWULAN),
    KolomTabel("Jumlah realisasi", Jenis.RUPIAH),
    KolomTabel("Sisa pagu", Jenis.RUPIAH),
    KolomTabel("Serapan", Jenis.PERSEN),
)


def _harus_melihat(request: HttpRequest) -> None:
    if not boleh_melihat_perencanaan(request.peran):
        raise Http404


@require_safe
def anggaran(request: HttpRequest, tahun: int) -> HttpResponse:
    _harus_melihat(request)
    konteks = {
        "tahun": tahun,
        "anggaran": anggaran_tahun(tahun),
        "triwulan": Triwulan.objects.berkala().filter(tahun=tahun),
        "mengisi": boleh_mengisi_anggaran(request.peran),
        "merencanakan": boleh_merencanakan(request.peran),
    }
    return render(request, "rencana_aksi/anggaran_tahun.html", konteks)


@require_safe
def anggaran_unduh(request: HttpRequest, tahun: int) -> HttpResponse:
    """The same table as a workbook."""
    _harus_melihat(request)
    isi = _buku(anggaran_tahun(tahun), request.peran.tanggal)
    nama = content_disposition_header(True, f"Anggaran {tahun}.xlsx")
    return HttpResponse(isi, content_type=JENIS_XLSX, headers={"Content-Disposition": nama})


def _buku(isi: Anggaran, hari_ini: date) -> bytes:
    baris = [[b.tingkat.capitalize(), b.kode, b.nama, *_angka(b.angka)] for b in isi.baris]
    jumlah = ["Jumlah", "", "", *_angka(isi.total)]
    keterangan = [f"Keadaan {tanggal(hari_ini)}. Serapan dihitung dari pagu yang berlaku."]
    return tulis_tabel(f"Anggaran {isi.tahun}", KOLOM, [*baris, jumlah], keterangan=keterangan)


def _angka(a: Angka) -> list:
    return [a.murni, a.perubahan, *a.realisasi, a.jumlah, a.sisa, a.serapan]


@require_http_methods(["GET", "HEAD", "POST"])
def realisasi(request: HttpRequest, tahun: int, kode: str, nomor: int) -> HttpResponse:
    """Entry of one quarter's spending on one program."""
    _harus_melihat(request)
    if not boleh_mengisi_anggaran(request.peran):
        raise PermissionDenied
    triwulan = get_object_or_404(Triwulan.objects.berkala(), tahun=tahun, nomor=nomor)
    program = get_object_or_404(Program, edisi=edisi_tahun(tahun), kode=kode)
    form = RealisasiForm(
        request.POST or None,
        sub=list(SubKegiatan.objects.filter(kegiatan__program=program)),
        realisasi=dict(triwulan.realisasi_anggaran.values_list("sub_kegiatan", "jumlah")),
    )
    if form.is_valid() and _simpan(request, triwulan, form):
        return redirect("anggaran", tahun)
    konteks = {"triwulan": triwulan, "program": program, "form": form}
    return render(request, "rencana_aksi/anggaran_realisasi.html", konteks)


def _simpan(request: HttpRequest, triwulan: Triwulan, form: RealisasiForm) -> bool:
    """Save a readable form; what the pagu refuses becomes an error at its own amount."""
    try:
        jumlah = simpan_realisasi(
            triwulan=triwulan, jumlah=form.jumlah(), oleh=request.user, jabatan=request.peran.nama_jabatan
        )
    except AnggaranDitolak as ditolak:
        for pk, kalimat in ditolak.keluhan.items():
            form.add_error(f"jumlah_{pk}", kalimat)
        return False
    messages.success(request, f"Realisasi {jumlah} sub kegiatan berubah, {triwulan}.")
    return True


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
    if form.is_valid() and _simpan_pagu(request, tahun, form):
        return redirect("anggaran", tahun)
    return render(request, "kinerja/anggaran_pagu.html", {"tahun": tahun, "program": program, "form": form})


def _simpan_pagu(request: HttpRequest, tahun: int, form: PaguForm) -> bool:
    """Save a readable form; a pagu below what is spent becomes an error at its own amount."""
    try:
        jumlah = ubah_pagu(tahun=tahun, isian=form.isian(), oleh=request.user, jabatan=request.peran.nama_jabatan)
    except AnggaranDitolak as ditolak:
        for pk, kalimat in ditolak.keluhan.items():
            form.add_error(form.kolom_berlaku(pk), kalimat)
        return False
    messages.success(request, f"Pagu {jumlah} sub kegiatan berubah." if jumlah else "Tidak ada pagu yang berubah.")
    return True
