from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organisasi.bahasa import triwulan as nama_triwulan
from organisasi.peran import Peran
from rencana_aksi.antrian import Butir, Kelompok, menunggu, sudah_diputus
from rencana_aksi.antrian import antrian as giliran_saya
from rencana_aksi.sekaligus import PALING_BANYAK, calon, kata_naik, kata_tombol, setujui
from rencana_aksi.tugas import kartu_tugas

KARTU_SEHALAMAN = 20
_KOSONG = {
    Kelompok.GILIRAN: "Tidak ada yang menunggu tindakan Anda sekarang. Klaim yang tiba di meja Anda muncul di sini.",
    Kelompok.TERLAMBAT: "Tidak ada klaim di meja Anda yang melewati batasnya.",
    Kelompok.MENUNGGU: "Tidak ada klaim Anda yang sedang menunggu orang lain.",
    Kelompok.DIPUTUS: "Belum ada klaim yang Anda ajukan atau putus dalam 30 hari terakhir.",
}


@require_safe
def antrian(request: HttpRequest) -> HttpResponse:
    """One group of the person's queue, by quarter and unit; a filter that names nothing leaves all."""
    peran = request.peran
    semua = _kelompok(peran)
    kelompok = Kelompok(request.GET["kelompok"]) if request.GET.get("kelompok") in Kelompok.values else Kelompok.GILIRAN
    tw, unit = request.GET.get("tw", ""), request.GET.get("unit", "")
    isi = [b for b in semua[kelompok] if tw in ("", _kode(b)) and unit in ("", b.kode_unit)]
    halaman = Paginator(isi, KARTU_SEHALAMAN).get_page(request.GET.get("halaman"))
    giliran = semua[Kelompok.GILIRAN]
    konteks = {
        "kelompok": kelompok,
        "pilihan_kelompok": [{"kelompok": k, "jumlah": len(butir)} for k, butir in semua.items()],
        "pilihan_triwulan": _pilihan(
            (_kode(b), nama_triwulan(b.triwulan[1], b.triwulan[0])) for b in semua[kelompok]
        ),
        "pilihan_unit": _pilihan((b.kode_unit, b.unit) for b in semua[kelompok]),
        "tw": tw,
        "unit": unit,
        "tersaring": bool(tw or unit),
        "halaman": halaman,
        "tugas": kartu_tugas(halaman.object_list, peran),
        "kalimat_kosong": "Tidak ada klaim yang cocok dengan saringan ini." if tw or unit else _KOSONG[kelompok],
        "jumlah_tugas": len(giliran),
        "boleh_sekaligus": any(b.telaah for b in giliran),
        "kata_sekaligus": kata_naik(peran),
    }
    return render(request, "rencana_aksi/antrian.html", konteks)


def _kelompok(peran: Peran) -> dict[Kelompok, list[Butir]]:
    giliran = giliran_saya(peran)
    return {
        Kelompok.GILIRAN: giliran,
        Kelompok.TERLAMBAT: [b for b in giliran if b.terlambat(peran.tanggal)],
        Kelompok.MENUNGGU: menunggu(peran),
        Kelompok.DIPUTUS: sudah_diputus(peran),
    }


def _kode(butir: Butir) -> str:
    tahun, nomor = butir.triwulan
    return f"{tahun}-{nomor}"


def _pilihan(pasangan: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Values and words of a filter, each once, in the order of the values."""
    return sorted(set(pasangan))


@require_http_methods(["GET", "HEAD", "POST"])
def sekaligus(request: HttpRequest) -> HttpResponse:
    """Pass on several claims at once: choose, see what was chosen, confirm, and read what became of each."""
    if request.method != "POST":
        return _pilih(request)
    pilihan = _pilihan_kiriman(request.POST.getlist("pilih"))
    if "yakin" in request.POST:
        hasil = setujui(pilihan, peran=request.peran, oleh=request.user)
        return render(request, "rencana_aksi/sekaligus_hasil.html", {"hasil": hasil})
    terpilih = [c for c in calon(request.peran, pilihan.keys()) if c.alasan is None]
    if not terpilih:
        messages.warning(request, "Belum ada klaim yang dipilih. Centang satu atau lebih, lalu lanjutkan.")
        return redirect("sekaligus")
    # The fingerprint of the list goes along, not a fresh one: what changes meanwhile has not been seen.
    isian = [f"{c.capaian.public_id} {pilihan[c.capaian.public_id]}" for c in terpilih]
    konteks = {"terpilih": terpilih, "isian": isian, "kata_tombol": kata_tombol(terpilih)}
    return render(request, "rencana_aksi/sekaligus_periksa.html", konteks)


def _pilih(request: HttpRequest) -> HttpResponse:
    semua = calon(request.peran)
    konteks = {
        "bisa": [c for c in semua if c.alasan is None],
        "sendiri": [c for c in semua if c.alasan],
        "kata": kata_naik(request.peran),
        "paling_banyak": PALING_BANYAK if len(semua) == PALING_BANYAK else None,
    }
    return render(request, "rencana_aksi/sekaligus.html", konteks)


def _pilihan_kiriman(nilai: Iterable[str]) -> dict[UUID, str]:
    """The posted checkboxes, each "claim fingerprint"; what this page did not write is passed over."""
    pilihan = {}
    for satu in nilai:
        nomor, _, sidik = satu.partition(" ")
        with suppress(ValueError):
            pilihan[UUID(nomor)] = sidik
    return pilihan
