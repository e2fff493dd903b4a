"""A snapshot as the HTML that `cetak` prints; reads nothing but the snapshot."""

from collections.abc import Sequence
from itertools import groupby

from django.template.loader import render_to_string

from kinerja.grafik import Batang, grafik_batang
from pelaporan.kaki import dengan_kaki
from pelaporan.lkjip_html import html_lkjip
from pelaporan.models import Laporan
from pelaporan.naskah import tahunan
from pelaporan.naskah.e81 import NaskahE81
from pelaporan.naskah.pengukuran import NaskahPengukuran
from pelaporan.naskah.triwulan import Baris, Naskah, RekapTriwulan, Rerata, dari_json, urai

# Kinds whose template reads a naskah; the others print the strings of their snapshot.
_TIPE_NASKAH = {
    Laporan.Jenis.PKP: NaskahPengukuran,
    Laporan.Jenis.PKK: NaskahPengukuran,
    Laporan.Jenis.E81: NaskahE81,
}


def html_laporan(laporan: Laporan) -> str:
    """The document as one HTML text, from its row alone; a final one has the foot of proof on every page."""
    return dengan_kaki(_html(laporan), laporan)


def _html(laporan: Laporan) -> str:
    if laporan.jenis == Laporan.Jenis.TRIWULAN:
        return html_triwulan(dari_json(laporan.snapshot), laporan.sidik_snapshot)
    if laporan.jenis == Laporan.Jenis.LKJIP:
        return html_lkjip(tahunan.dari_json(laporan.snapshot), laporan.sidik_snapshot)
    tipe = _TIPE_NASKAH.get(laporan.jenis)
    isi = urai(tipe, laporan.snapshot) if tipe else laporan.snapshot
    konteks = {"isi": isi, "judul": laporan.judul, "sidik": laporan.sidik_snapshot}
    return render_to_string(f"pelaporan/{laporan.jenis}_pdf.html", konteks)


def html_triwulan(naskah: Naskah, sidik: str) -> str:
    """The quarterly report; `sidik` is the snapshot's hash, printed so that paper leads back to it."""
    rekap = naskah.rekap
    return render_to_string(
        "pelaporan/laporan_triwulan_pdf.html",
        {
            "naskah": naskah,
            "sidik": sidik,
            "rekap": rekap,
            "grafik": grafik_triwulan(rekap),
            "sasaran": _kelompok_sasaran(rekap),
            "program": _kelompok_program(rekap),
            "koreksi": [(b, a) for b in rekap.baris for a in b.koreksi],
            "berhambatan": [b for b in rekap.pendukung if b.hambatan or b.solusi],
            "berdokumen": [b for b in rekap.baris if b.dokumen],
        },
    )


def grafik_triwulan(rekap: RekapTriwulan) -> str:
    """Bars of every IKU and every program; what is not ratified says *sementara*."""
    batang = [Batang(b.nama, b.persen, _teks(b)) for b in rekap.iku]
    batang += [Batang(p.nama, p.persen, _teks(p)) for p in rekap.per_program]
    return grafik_batang(
        f"Capaian kinerja {rekap.judul}",
        "Batang mendatar: persentase capaian setiap indikator kinerja utama dan rata-rata setiap program, "
        "dengan garis putus-putus pada target 100%.",
        batang,
    )


def _teks(butir: Baris | Rerata) -> str:
    return f"{butir.persen_teks} sementara" if butir.sementara else butir.persen_teks


def _kelompok_sasaran(rekap: RekapTriwulan) -> list[tuple[Rerata, Sequence[Baris]]]:
    return [(rerata, [b for b in rekap.iku if b.sasaran == rerata.nama]) for rerata in rekap.per_sasaran]


def _kelompok_program(rekap: RekapTriwulan) -> list[tuple[Rerata, Sequence[Baris]]]:
    rerata = {p.kode: p for p in rekap.per_program}
    return [(rerata[kode], list(isi)) for kode, isi in groupby(rekap.pendukung, key=lambda b: b.kode_program)]
