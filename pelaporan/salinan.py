"""A report as Word or Excel: asked for on its page, made by the worker from the report's own snapshot."""

import io
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisasi import antrean
from organisasi.bahasa import tanggal_jam
from organisasi.jejak import catat
from organisasi.models import Pegawai, Pekerjaan
from organisasi.pekerja import Kemajuan, PekerjaanDitolak
from organisasi.peran import Peran, peran
from organisasi.unduhan import JENIS_XLSX
from pelaporan.docx import GAMBAR, buat_docx
from pelaporan.models import Laporan, Paket, Salinan
from pelaporan.pdf import html_laporan
from pelaporan.pekerja import cetak_html
from pelaporan.permissions import boleh_mengulang
from pelaporan.xlsx import BERBUKU, buku_laporan

Format = Salinan.Format
JENIS_BERKAS = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: JENIS_XLSX,
}
_PERBESARAN = 3  # pixels for each point of a chart: sharp on paper, some tens of kilobytes
_LEBAR_GAMBAR = 160  # millimetres
_TINGGI_LEBAR = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def format_tersedia(laporan: Laporan) -> list[Format]:
    """Anything that is printed can be had as Word; as a workbook what consists of figures."""
    return [f for f in Format if f == Format.DOCX or laporan.jenis in BERBUKU]


@dataclass(frozen=True, slots=True)
class PilihanSalinan:
    """A format that a report can be had in, with the copy if somebody has asked for it."""

    format: str
    nama: str
    salinan: Salinan | None
    boleh_batal: bool

    @property
    def berjalan(self) -> bool:
        return self.salinan is not None and not self.salinan.berakhir


def pilihan_salinan(laporan: Laporan, peran: Peran) -> list[PilihanSalinan]:
    """What the report's page offers. One query."""
    ada = {s.format: s for s in laporan.salinan.select_related("berkas", "laporan")}
    return [
        PilihanSalinan(f.value, f.label, ada.get(f), f in ada and boleh_membatalkan(peran, ada[f]))
        for f in format_tersedia(laporan)
    ]


@transaction.atomic
def minta_salinan(*, laporan: Laporan, format: str, oleh: Pegawai, jabatan: str) -> Salinan:
    """Queue a report in another format; one that is there or on its way is given back, a failed one begins anew.

    Who may see the report may have it in any format: decided by the caller. ValueError for a format it does not have.
    """
    if format not in format_tersedia(laporan):
        raise ValueError(format)
    # Two clicks make one copy: the second waits here and finds what the first one made.
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    salinan, baru = Salinan.objects.get_or_create(laporan=laporan, format=format, defaults={"diminta_oleh": oleh})
    if not baru and not salinan.dapat_diulang:
        return salinan
    if not baru:
        antrean.kembalikan_ke_antrean(salinan)
    catat(
        "salinan.minta",
        objek=salinan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} meminta {salinan}",
        data={"laporan": str(laporan.public_id), "format": format, "sidik_snapshot": laporan.sidik_snapshot},
    )
    antrean.bunyikan_sesudah_tersimpan(salinan)
    return salinan


def boleh_membatalkan(peran: Peran, pekerjaan: Laporan | Salinan | Paket) -> bool:
    """Whoever asked for it, and whoever may have it made again."""
    laporan = pekerjaan if isinstance(pekerjaan, Laporan) else pekerjaan.laporan
    return pekerjaan.diminta_oleh_id == peran.pegawai.pk or boleh_mengulang(peran, laporan)


@transaction.atomic
def batalkan(*, pekerjaan: Laporan | Salinan | Paket, oleh: Pegawai, jabatan: str) -> bool:
    """Stop a report, a copy or a package that waits or is being made; False when it had ended before.

    The snapshot stays, so that it can be made again. PermissionDenied for who may not.
    """
    if not boleh_membatalkan(peran(oleh), pekerjaan):
        raise PermissionDenied
    if not antrean.batalkan(pekerjaan, f"Dibatalkan {oleh.nama}, {tanggal_jam(timezone.now())}."):
        return False
    catat(
        f"{pekerjaan._meta.model_name}.batal",
        objek=pekerjaan,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} membatalkan pembuatan {pekerjaan}",
    )
    return True


def buat_salinan(salinan: Pekerjaan, folder: Path, kemajuan: Kemajuan) -> Path:
    """Write a copy's file into `folder`. Raises PekerjaanGagal with a sentence."""
    laporan, hasil = salinan.laporan, folder / f"salinan.{salinan.format}"
    if salinan.format == Format.XLSX:
        if laporan.jenis not in BERBUKU:
            raise PekerjaanDitolak("Dokumen ini tidak mempunyai bentuk Excel.")
        kemajuan.lapor(30, "Menulis lembar kerja")
        hasil.write_bytes(buku_laporan(laporan))
        return hasil
    html = html_laporan(laporan)
    gambar = _gambar(GAMBAR.findall(html), folder, kemajuan)
    kemajuan.lapor(60, "Menulis naskah Word")
    hasil.write_bytes(buat_docx(html, gambar, laporan.diminta_pada))
    return hasil


def _gambar(svg: Sequence[str], folder: Path, kemajuan: Kemajuan) -> list[bytes]:
    """The charts as PNG: printed by the same limited process as a report, a page each, then read from that PDF."""
    if not svg:
        return []
    kemajuan.lapor(20, "Menggambar grafik")
    pdf = cetak_html(_html_gambar(svg), folder, "grafik", kemajuan, tahap={})
    with closing(pypdfium2.PdfDocument(pdf)) as dokumen:
        return [_png(dokumen[nomor]) for nomor in range(len(svg))]


def _html_gambar(svg: Sequence[str]) -> str:
    ukuran = [_TINGGI_LEBAR.search(satu).groups() for satu in svg]
    halaman = (
        f"@page g{n}{{size:{_LEBAR_GAMBAR}mm {_LEBAR_GAMBAR * int(tinggi) / int(lebar):.2f}mm}}.g{n}{{page:g{n}}}"
        for n, (lebar, tinggi) in enumerate(ukuran)
    )
    kosong = "".join(f"@{sisi}{{content:none}}" for sisi in ("top-left", "top-right", "bottom-left", "bottom-right"))
    gaya = f"@page{{margin:0;{kosong}}}svg{{display:block}}{''.join(halaman)}"
    isi = "".join(f'<div class="g{n}">{satu}</div>' for n, satu in enumerate(svg))
    kepala = f'<html lang="id"><head><title>Grafik</title><style>{gaya}</style></head>'
    return f"<!doctype html>{kepala}<body>{isi}</body></html>"


def _png(halaman: pypdfium2.PdfPage) -> bytes:
    keluar = io.BytesIO()
    halaman.render(scale=_PERBESARAN).to_pil().save(keluar, format="PNG", optimize=True)
    return keluar.getvalue()
