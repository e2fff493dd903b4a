"""Charts as SVG text, the same picture on the page and in the PDF.

Presentation attributes only: the page's policy forbids inline styles. Coordinates have a decimal dot in any locale.
Told apart by length, number and a dashed line, not by colour, so that they survive a grey print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from organisasi.bahasa import persen

LEBAR, KIRI, KANAN = 640, 250, 104
TINGGI_BARIS, TEBAL, ATAS, BAWAH = 30, 14, 24, 8
LEBAR_LABEL = KIRI - 12
# Mean widths of the shipped font at 11 units: capitals, which the official program names are, take a third more.
LEBAR_KAPITAL, LEBAR_HURUF = Decimal("7.6"), Decimal("5.7")
HURUF = 'font-family="Liberation Sans, Arial, sans-serif" font-size="11"'


@dataclass(frozen=True, slots=True)
class Batang:
    """One bar. `nilai` in percent, None for no bar; `teks` stands in the column of numbers."""

    label: str
    nilai: Decimal | None
    teks: str


def grafik_batang(judul: str, uraian: str, batang: Sequence[Batang], *, acuan: Decimal = Decimal(100)) -> SafeString:
    """Horizontal bars in percent, with a dashed line at `acuan` percent."""
    skala = _skala(batang, acuan)
    tinggi = ATAS + TINGGI_BARIS * len(batang) + BAWAH
    x_acuan = _angka(KIRI + acuan * skala)
    bagian = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik" viewBox="0 0 {LEBAR} {tinggi}" role="img" '
        f'color="#0a4d68" aria-label="{escape(judul)}">',
        f"<title>{escape(judul)}</title><desc>{escape(uraian)}</desc>",
        *(_batang(i, b, skala) for i, b in enumerate(batang)),
        f'<line x1="{x_acuan}" y1="{ATAS - 4}" x2="{x_acuan}" y2="{tinggi - BAWAH}" stroke="#444444" '
        'stroke-width="1" stroke-dasharray="4 3"/>',
        f'<text x="{x_acuan}" y="{ATAS - 10}" text-anchor="middle" {HURUF}>target {escape(persen(acuan, 0))}</text>',
        "</svg>",
    ]
    return mark_safe("".join(bagian))  # noqa: S308 - every text above is escaped, every number is ours


def _skala(batang: Sequence[Batang], acuan: Decimal) -> Decimal:
    """Drawing units per percent, so that the longest bar ends before the numbers."""
    terpanjang = max([acuan, *(b.nilai for b in batang if b.nilai is not None)])
    return Decimal(LEBAR - KIRI - KANAN) / terpanjang


def _batang(urutan: int, b: Batang, skala: Decimal) -> str:
    y = ATAS + TINGGI_BARIS * urutan
    panjang = (b.nilai or Decimal(0)) * skala
    return (
        _label(b.label, y)
        + f'<rect x="{KIRI}" y="{y + 5}" width="{_angka(panjang)}" height="{TEBAL}" fill="currentColor"/>'
        + f'<text x="{LEBAR - KANAN + 8}" y="{y + 16}" {HURUF}>{escape(b.teks)}</text>'
    )


def _label(label: str, y: int) -> str:
    """At most two lines, right beside the bar; what does not fit is cut with an ellipsis."""
    baris = _lipat(label)
    mulai = y + 16 if len(baris) == 1 else y + 10
    return "".join(
        f'<text x="{KIRI - 8}" y="{mulai + 12 * i}" text-anchor="end" {HURUF}>{escape(teks)}</text>'
        for i, teks in enumerate(baris)
    )


def _lipat(label: str) -> list[str]:
    baris = [""]
    for kata in label.split():
        calon = f"{baris[-1]} {kata}".strip()
        if _lebar(calon) <= LEBAR_LABEL or not baris[-1]:
            baris[-1] = calon
        elif len(baris) == 1:
            baris.append(kata)
        else:
            baris[-1] = _potong(calon)
            break
    return [_potong(b) for b in baris]


def _potong(teks: str) -> str:
    """The text, cut with an ellipsis where it does not fit beside the bars."""
    if _lebar(teks) <= LEBAR_LABEL:
        return teks
    muat = max(n for n in range(len(teks)) if _lebar(f"{teks[:n]}…") <= LEBAR_LABEL)
    return f"{teks[:muat].rstrip()}…"


def _lebar(teks: str) -> Decimal:
    return sum((LEBAR_KAPITAL if huruf.isupper() else LEBAR_HURUF for huruf in teks), Decimal(0))


def _angka(nilai: Decimal) -> str:
    return f"{nilai:.2f}"
