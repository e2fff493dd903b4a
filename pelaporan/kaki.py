"""The foot of a final document: QR and short code on every page, which lead to the public page of proof."""

import re
from io import BytesIO

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from pelaporan.kode import berkelompok, kode_dokumen
from pelaporan.models import Laporan

_BADAN = re.compile(r"<body[^>]*>")


def alamat_periksa(laporan: Laporan) -> str:
    """The address in the QR, on the site that was set when the document was asked for."""
    return f"{laporan.situs}{reverse('periksa', args=[kode_dokumen(laporan.public_id)])}"


def dengan_kaki(html: str, laporan: Laporan) -> str:
    """A final document's HTML with its foot as the first element of the body; a draft stays as it is.

    Made from the row alone, so printing again gives the same bytes.
    """
    if laporan.konsep:
        return html
    kaki = render_to_string(
        "pelaporan/_pdf_kaki.html",
        {
            "qr": mark_safe(_svg(alamat_periksa(laporan))),  # noqa: S308  drawn by segno, holds no text
            "situs": laporan.situs.partition("://")[2] or laporan.situs,
            "kode": berkelompok(kode_dokumen(laporan.public_id)),
        },
    )
    return _BADAN.sub(lambda badan: badan[0] + kaki, html, count=1)


def _svg(isi: str) -> str:
    """A QR that survives a photocopy (15 percent of it may be lost), as lines: sharp in every size."""
    keluar = BytesIO()
    segno.make(isi, error="m", micro=False).save(
        keluar, kind="svg", xmldecl=False, border=0, omitsize=True, svgclass=None, lineclass=None
    )
    return keluar.getvalue().decode().strip()
