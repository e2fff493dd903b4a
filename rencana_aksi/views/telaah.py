from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kinerja.perhitungan import kelas
from organisasi.bahasa import persen
from organisasi.pratinjau.services import susulkan_pratinjau
from rencana_aksi.angka_klaim import angka_klaim
from rencana_aksi.antrian import berikutnya, navigasi
from rencana_aksi.aturan import MEMUTUS, TRANSISI, berwenang, keberatan, tujuan_kembali
from rencana_aksi.bukti import susun_bukti
from rencana_aksi.forms import BatalkanForm, KembalikanForm, LangkahForm, PesanForm, PutusanForm
from rencana_aksi.isi_klaim import SejakDilihat, sejak_dilihat
from rencana_aksi.kedudukan import Kedudukan, Tindakan, kedudukan
from rencana_aksi.models import Capaian, Putusan
from rencana_aksi.percakapan import jenis_pesan, percakapan
from rencana_aksi.permissions import boleh_bercakap
from rencana_aksi.tangga import tangga
from rencana_aksi.views.umum import ambil_capaian, ganti
from rencana_aksi.workflow import IsiDitolak, KlaimBerubah, TransisiDitolak, buka_di_meja, putuskan

_TINDAKAN = (*MEMUTUS, Tindakan.TARIK, Tindakan.BATALKAN)


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step as the page offers it: its form, or the reason why it is not open yet."""

    form: forms.Form
    keberatan: str | None


@require_safe
def capaian(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One claim: what is claimed beside what proves it, the ladder, and the steps this person may take."""
    k = kedudukan(ambil_capaian(request, public_id), request.peran)
    buka_di_meja(k)
    return _halaman(request, k)


@require_POST
def putus(request: HttpRequest, public_id: UUID, tindakan: Tindakan) -> HttpResponse:
    """One step on the ladder. What was written stays on the page until the step is taken."""
    k = kedudukan(ambil_capaian(request, public_id), request.peran)
    if not berwenang(tindakan, k):
        raise PermissionDenied
    form = _form(tindakan, k, request.POST)
    if not form.is_valid():
        return _halaman(request, k, {tindakan: form})
    try:
        putusan = putuskan(
            tindakan, capaian=k.capaian, oleh=request.user, sidik=form.cleaned_data["sidik"], isi=form.isi()
        )
    except (IsiDitolak, KlaimBerubah) as ditolak:
        if alasan := keberatan(tindakan, k):
            # Sent twice, or overtaken: the claim has left this desk, so there is nothing to decide again.
            messages.warning(request, alasan)
            return redirect(k.capaian)
        form.add_error(None, str(ditolak))
        # The page that comes back shows the claim as it is now, so the next click is bound to that.
        form.data = ganti(form.data, form.add_prefix("sidik"), k.sidik)
        return _halaman(request, k, {tindakan: form})
    except TransisiDitolak as ditolak:
        messages.warning(request, str(ditolak))
        return redirect(k.capaian)
    messages.success(request, _kabar(putusan))
    return _lanjut(request, k.capaian) if tindakan in MEMUTUS else redirect(k.capaian)


def _lanjut(request: HttpRequest, capaian: Capaian) -> HttpResponse:
    """On to the next claim of the queue without returning to the list (UX-24); `capaian` as it was before."""
    sesudah = berikutnya(request.peran, capaian)
    return redirect("capaian", sesudah) if sesudah else redirect("beranda")


def _kabar(putusan: Putusan) -> str:
    capaian = putusan.capaian
    nilai_akhir = "" if capaian.persen is None else f" dengan capaian {persen(capaian.persen)}"
    if putusan.tindakan in (Tindakan.KEMBALIKAN, Tindakan.TARIK):
        nilai_akhir = ""
    return f"{capaian.indikator.nama}: {capaian.get_status_display().lower()}{nilai_akhir}."


def _halaman(request: HttpRequest, k: Kedudukan, terisi: dict[Tindakan, forms.Form] | None = None) -> HttpResponse:
    capaian, terisi = k.capaian, terisi or {}
    # A draft has no percentage of its own yet: show the one that it would be submitted with.
    persen_kini = k.penilaian.persen if capaian.persen is None else capaian.persen
    prefetch_related_objects(k.riwayat, "dokumen", "saran__penanggung_jawab")
    bukti = susun_bukti(k)
    susulkan_pratinjau(bukti.tanpa_pratinjau, oleh=request.user)
    konteks = {
        **navigasi(request.peran, capaian),
        "capaian": capaian,
        "penilaian": k.penilaian,
        "angka": angka_klaim(k),
        "persen": persen_kini,
        "kelas": kelas(capaian.persen, k.ketentuan.skala()),
        "tangga": tangga(k.riwayat, capaian.meja),
        "riwayat": k.riwayat[::-1],
        "kembali": k.pengembalian,
        "sejak": _sejak_dilihat(k),
        "saran": [s for p in k.riwayat for s in p.saran.all()],
        **_percakapan(k),
        "bukti": bukti,
        "langkah": _langkah(k, terisi),
        "form": next((f for f in terisi.values() if f.errors), None),
        "boleh_isi": capaian.dapat_diisi and berwenang(Tindakan.AJUKAN, k),
        "batas": capaian.batas,
    }
    return render(request, "rencana_aksi/capaian_telaah.html", konteks, status=422 if konteks["form"] else 200)


def _sejak_dilihat(k: Kedudukan) -> SejakDilihat | None:
    """What changed since this desk's own last rung, for who holds the desk; None when it never had the claim."""
    if k.penugasan is None or k.capaian.dapat_diisi:
        return None
    akhir = k.putusan_akhir(k.capaian.meja)
    if akhir is None or akhir.isi_dilihat is None:
        return None
    return sejak_dilihat(akhir, k.capaian, k.isi)


def _percakapan(k: Kedudukan) -> dict[str, object]:
    """The thread and, for who has a part in the claim, the form that adds to it."""
    jenis = jenis_pesan(k.capaian) if boleh_bercakap(k.peran, k.capaian, k.kursi) else []
    return {
        "percakapan": percakapan(k.capaian, k.peran, k.kursi),
        "pesan_baru": PesanForm(jenis=jenis, prefix="pesan") if jenis else None,
    }


def _langkah(k: Kedudukan, terisi: dict[Tindakan, forms.Form]) -> dict[str, Langkah]:
    """The steps the page speaks of: those that are open, and those of this desk that wait for something."""
    langkah = {}
    for tindakan in _TINDAKAN:
        if not berwenang(tindakan, k):
            continue
        alasan = keberatan(tindakan, k)
        menunggu = tindakan in MEMUTUS and k.penugasan is not None and k.capaian.status in TRANSISI[tindakan]
        if alasan is None or menunggu or tindakan in terisi:
            langkah[tindakan.value] = Langkah(terisi.get(tindakan) or _form(tindakan, k), alasan)
    return langkah


def _form(tindakan: Tindakan, k: Kedudukan, data: QueryDict | None = None) -> forms.Form:
    argumen = {"data": data, "initial": {"sidik": k.sidik}, "prefix": tindakan.value}
    if tindakan not in (*MEMUTUS, Tindakan.BATALKAN):
        return LangkahForm(**argumen)
    argumen |= {"jabatan": k.kursi.semua, "kepala": k.kursi.kepala(k.capaian.indikator.unit_id)}
    if tindakan == Tindakan.BATALKAN:
        return BatalkanForm(**argumen)
    if tindakan == Tindakan.KEMBALIKAN:
        return KembalikanForm(tujuan=tujuan_kembali(k), **argumen)
    return PutusanForm(dokumen=k.dokumen, **argumen)
