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

LEBAR, KIRI, KANAN = 640, 250, 116
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


LEBAR_KOLOM, TINGGI_KOLOM, DASAR_KOLOM, ATAS_KOLOM, TEBAL_KOLOM = 80, 124, 104, 18, 28
# A year's worth of room also for one quarter, so that every picture has the same measure.
PALING_SEDIKIT = 4
# A value beyond this is drawn as high as this one; its number says what it is.
TERTINGGI = Decimal(150)


@dataclass(frozen=True, slots=True)
class Kolom:
    """Two columns side by side above one label, both in percent; None draws none. `sementara` dashes the first."""

    label: str
    nilai: Decimal | None
    kedua: Decimal | None
    sementara: bool = False


def grafik_kolom(judul: str, uraian: str, kolom: Sequence[Kolom], *, acuan: Decimal = Decimal(100)) -> SafeString:
    """Upright columns in percent: the first filled, or dashed while it is provisional, the second outlined."""
    lebar = LEBAR_KOLOM * max(len(kolom), PALING_SEDIKIT)
    tertinggi = max([acuan, *(min(n, TERTINGGI) for k in kolom for n in (k.nilai, k.kedua) if n is not None)])
    skala = Decimal(DASAR_KOLOM - ATAS_KOLOM) / tertinggi
    y_acuan = _angka(DASAR_KOLOM - acuan * skala)
    bagian = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik kolom" viewBox="0 0 {lebar} {TINGGI_KOLOM}" role="img" '
        f'width="{lebar}" height="{TINGGI_KOLOM}" color="#0a4d68" aria-label="{escape(judul)}">',
        f"<title>{escape(judul)}</title><desc>{escape(uraian)}</desc>",
        *(_kolom(i, k, skala) for i, k in enumerate(kolom)),
        f'<line x1="0" y1="{y_acuan}" x2="{lebar}" y2="{y_acuan}" stroke="currentColor" stroke-width="1" '
        'stroke-dasharray="4 3"/>',
        f'<line x1="0" y1="{DASAR_KOLOM}" x2="{lebar}" y2="{DASAR_KOLOM}" stroke="currentColor" stroke-width="1"/>',
        "</svg>",
    ]
    return mark_safe("".join(bagian))  # noqa: S308 - every text above is escaped, every number is ours


def _kolom(urutan: int, k: Kolom, skala: Decimal) -> str:
    x = LEBAR_KOLOM * urutan
    garis = 'fill="none" stroke="currentColor" stroke-width="1.5"'
    isi = f'{garis} stroke-dasharray="4 3"' if k.sementara else 'fill="currentColor"'
    return (
        _batang_tegak(x + 8, k.nilai, skala, isi)
        + _batang_tegak(x + 8 + TEBAL_KOLOM + 6, k.kedua, skala, garis)
        + _teks_kolom(x + LEBAR_KOLOM // 2, DASAR_KOLOM + 15, k.label)
    )


def _batang_tegak(x: int, nilai: Decimal | None, skala: Decimal, isi: str) -> str:
    if nilai is None:
        return ""
    tinggi = min(nilai, TERTINGGI) * skala
    y = DASAR_KOLOM - tinggi
    batang = f'<rect x="{x}" y="{_angka(y)}" width="{TEBAL_KOLOM}" height="{_angka(tinggi)}" {isi}/>'
    return batang + _teks_kolom(x + TEBAL_KOLOM // 2, y - 4, persen(nilai, 0))


def _teks_kolom(x: int, y: Decimal | int, teks: str) -> str:
    return f'<text x="{x}" y="{_angka(y)}" text-anchor="middle" fill="currentColor" {HURUF}>{escape(teks)}</text>'
