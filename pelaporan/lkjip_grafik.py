"""The charts of the annual report (domain 8), legible in a grey print: told apart by shape, number and dashes."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from kinerja.grafik import HURUF, Batang, Kolom, grafik_batang, grafik_kolom
from organisasi import bahasa
from pelaporan.naskah.tahunan import Iku, NaskahTahunan, Uang

SERATUS = Decimal(100)
LEBAR, TINGGI, KIRI, KANAN, ATAS, BAWAH = 640, 220, 40, 40, 34, 30


def grafik_target(naskah: NaskahTahunan) -> SafeString:
    """Every IKU against its target of the year."""
    baris = [i.baris for s in naskah.sasaran for i in s.iku]
    return grafik_batang(
        f"Realisasi terhadap target setiap IKU tahun {naskah.tahun}",
        "Batang mendatar: persentase realisasi terhadap target, dengan garis putus-putus pada target.",
        [Batang(b.nama, b.persen, f"{b.realisasi_teks} / {b.target_teks}") for b in baris],
    )


def grafik_kemajuan(naskah: NaskahTahunan) -> SafeString:
    """How far every IKU has come towards the Renstra's last target."""
    baris = [i.baris for s in naskah.sasaran for i in s.iku]
    return grafik_batang(
        "Kemajuan terhadap target akhir Renstra",
        "Batang mendatar: persentase realisasi terhadap target tahun terakhir Renstra.",
        [Batang(b.nama, b.kemajuan, b.kemajuan_teks) for b in baris],
    )


def grafik_triwulan(iku: Iku) -> SafeString:
    """The percentage of each quarter and of the year."""
    kolom = [Kolom(bahasa.triwulan(b.nomor), b.persen, None, sementara=not b.sah) for b in iku.berkala]
    kolom.append(Kolom("Tahun", iku.baris.persen, None, sementara=not iku.baris.sah))
    return grafik_kolom(
        f"Capaian {iku.baris.nama} per triwulan",
        "Kolom tegak: persentase capaian setiap triwulan dan setahun, dengan garis putus-putus pada 100%.",
        kolom,
    )


def grafik_serapan(program: Sequence[Uang]) -> SafeString:
    """What was spent of every program's budget."""
    return grafik_batang(
        "Realisasi terhadap pagu setiap program",
        "Batang mendatar: persentase realisasi anggaran terhadap pagu, dengan garis putus-putus pada pagu penuh.",
        [Batang(f"{u.kode} {u.nama}", u.serapan, _persen(u.serapan)) for u in program],
    )


def grafik_tindak_lanjut(status: Sequence[str]) -> SafeString:
    """How many recommendations stand in which state, in percent of all of them."""
    jumlah = Counter(status)
    return grafik_batang(
        "Status tindak lanjut rekomendasi",
        "Batang mendatar: bagian rekomendasi pada setiap status.",
        [
            Batang(nama, SERATUS * banyak / len(status), f"{banyak} dari {len(status)}")
            for nama, banyak in jumlah.items()
        ],
    )


def _persen(nilai: Decimal | None) -> str:
    return "–" if nilai is None else bahasa.persen(nilai)


def titik_tahun(iku: Iku) -> list[tuple[int, Decimal]]:
    """(year, realisasi) from the starting value to this year, oldest first."""
    titik = {r.tahun: r.realisasi for r in iku.riwayat}
    if iku.awal is not None and iku.tahun_awal:
        titik.setdefault(iku.tahun_awal, iku.awal)
    return sorted(titik.items())


def grafik_tahun(iku: Iku, tahun: int) -> SafeString:
    """Realisasi over the years (full line, dots) beside the Renstra's targets (dashed line, squares)."""
    nyata = titik_tahun(iku)
    if iku.baris.realisasi is not None:
        nyata.append((tahun, iku.baris.realisasi))
    target = [(t.tahun, t.nilai) for t in iku.renstra if t.nilai is not None]
    judul = f"Realisasi {iku.baris.nama} dan target Renstra"
    bagian = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik" viewBox="0 0 {LEBAR} {TINGGI}" role="img" '
        f'aria-label="{escape(judul)}"><title>{escape(judul)}</title>'
        "<desc>Garis penuh bertitik bulat: realisasi. Garis putus-putus bertitik persegi: target Renstra.</desc>",
        *_isi(iku, nyata, target),
        "</svg>",
    ]
    return mark_safe("".join(bagian))  # noqa: S308 - every text above is escaped, every number is ours


def _isi(iku: Iku, nyata: list[tuple[int, Decimal]], target: list[tuple[int, Decimal]]) -> list[str]:
    tahun = sorted({satu for satu, _ in (*nyata, *target)})
    letak = {satu: _x(urutan, len(tahun)) for urutan, satu in enumerate(tahun)}
    nilai = [n for _, n in (*nyata, *target)] or [Decimal(0)]
    rendah, tinggi = min(nilai), max(nilai)
    jarak = (tinggi - rendah) or Decimal(1)

    def tempat(titik: list[tuple[int, Decimal]]) -> list[tuple[Decimal, Decimal, Decimal]]:
        ruang = TINGGI - ATAS - BAWAH - 36
        return [(letak[t], TINGGI - BAWAH - 18 - (n - rendah) / jarak * ruang, n) for t, n in titik]

    dasar = TINGGI - BAWAH
    return [
        f'<line x1="{KIRI}" y1="{dasar}" x2="{LEBAR - KANAN}" y2="{dasar}" stroke="#444444" stroke-width="1"/>',
        *(_teks(letak[t], Decimal(dasar + 16), str(t)) for t in tahun),
        *_garis(tempat(target), 'stroke="#444444" stroke-width="1.2" stroke-dasharray="5 4"'),
        *_garis(tempat(nyata), 'stroke="#0a4d68" stroke-width="2"'),
        *(_persegi(x, y) + _teks(x, y + 15, iku.angka(n)) for x, y, n in tempat(target)),
        *(_bulat(x, y) + _teks(x, y - 8, iku.angka(n), "bold") for x, y, n in tempat(nyata)),
        _bulat(Decimal(KIRI), Decimal(12)),
        f'<text x="{KIRI + 9}" y="16" {HURUF}>realisasi</text>',
        _persegi(Decimal(KIRI + 80), Decimal(12)),
        f'<text x="{KIRI + 89}" y="16" {HURUF}>target Renstra</text>',
    ]


def _x(urutan: int, banyak: int) -> Decimal:
    lebar = Decimal(LEBAR - KIRI - KANAN - 60)
    return KIRI + 30 + (lebar * urutan / (banyak - 1) if banyak > 1 else lebar / 2)


def _garis(tempat: list[tuple[Decimal, Decimal, Decimal]], gaya: str) -> list[str]:
    if len(tempat) < 2:
        return []
    titik = " ".join(f"{x:.2f},{y:.2f}" for x, y, _ in tempat)
    return [f'<polyline points="{titik}" fill="none" {gaya}/>']


def _bulat(x: Decimal, y: Decimal) -> str:
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="4" fill="#0a4d68"/>'


def _persegi(x: Decimal, y: Decimal) -> str:
    return (
        f'<rect x="{x - 3:.2f}" y="{y - 3:.2f}" width="6" height="6" fill="#ffffff" stroke="#444444" '
        'stroke-width="1.2"/>'
    )


def _teks(x: Decimal, y: Decimal, teks: str, tebal: str = "normal") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="middle" font-weight="{tebal}" {HURUF}>{escape(teks)}</text>'
