"""The blocks of the annual report as the HTML that `cetak` prints: real tables, one element per cell (design 9)."""

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pelaporan.lkjip_bab import susun_lkjip
from pelaporan.lkjip_blok import (
    Bagian,
    Baris,
    Blok,
    Daftar,
    Gambar,
    Judul,
    Kolom,
    LembarReviu,
    Narasi,
    Paragraf,
    Tabel,
    semua,
)
from pelaporan.naskah.tahunan import NaskahTahunan

UKURAN = {"a4": (210, 297), "f4": (215, 330)}  # mm
TINGKAT_DAFTAR_ISI = 3
PENDEK = 10  # rows that are kept together


def html_lkjip(naskah: NaskahTahunan, sidik: str) -> str:
    """The annual report as one HTML text; `sidik` is the snapshot's hash, printed so that paper leads back to it."""
    bagian = susun_lkjip(naskah)
    lebar, tinggi = UKURAN[naskah.pengaturan.kertas]
    konteks = {"naskah": naskah, "rekap": naskah.rekap, "sidik": sidik}
    return render_to_string(
        "pelaporan/lkjip_pdf.html",
        {
            **konteks,
            "kertas": f"{lebar}mm {tinggi}mm",
            "kertas_lebar": f"{tinggi}mm {lebar}mm",
            "depan": [_bagian(b, konteks) for b in bagian if b.depan],
            "badan": [_bagian(b, konteks) for b in bagian if not b.depan],
            "isi": [j for j in semua(bagian, Judul) if j.tingkat <= TINGKAT_DAFTAR_ISI],
            "tabel": list(semua(bagian, Tabel)),
            "gambar": list(semua(bagian, Gambar)),
        },
    )


def _bagian(bagian: Bagian, konteks: dict) -> tuple[bool, list[SafeString]]:
    return bagian.lebar, [_blok(blok, konteks) for blok in bagian.blok]


def _blok(blok: Blok, konteks: dict) -> SafeString:
    match blok:
        case Judul(tingkat, teks, jangkar):
            return format_html("<h{} id={}>{}</h{}>", tingkat, jangkar, teks, tingkat)
        case Paragraf(teks, gaya):
            return format_html("<p class={}>{}</p>", gaya or "p", teks)
        case Daftar(isi):
            return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((b,) for b in isi)))
        case Narasi():
            return _narasi(blok)
        case Tabel():
            return _tabel(blok)
        case Gambar(jangkar, svg=svg):
            return format_html(
                '<div class="utuh"><p class="keterangan" id="{}">{}</p>{}</div>', jangkar, blok.nama, svg
            )
        case LembarReviu():
            return mark_safe(render_to_string("pelaporan/lkjip_reviu.html", konteks))  # noqa: S308 - escaped there
        case _:
            return mark_safe(render_to_string("pelaporan/_pdf_tanda_tangan.html", konteks))  # noqa: S308


def _narasi(narasi: Narasi) -> SafeString:
    if narasi.bagian.kosong:
        return format_html('<p class="kosong">Belum diisi: {}.</p>', narasi.bagian.judul)
    return format_html_join("", "<p>{}</p>", ((p,) for p in narasi.paragraf))


def _tabel(tabel: Tabel) -> SafeString:
    """Written by hand: a template would pay for each of the thousands of cells."""
    kolom = "".join(f'<col style="width:{k.lebar}%">' for k in tabel.kolom)
    kepala = "".join(f'<th scope="col">{escape(k.judul)}</th>' for k in tabel.kolom)
    baris = "".join(_baris(tabel.kolom, b) for b in tabel.baris)
    catatan = f'<p class="kecil">{escape(tabel.catatan)}</p>' if tabel.catatan else ""
    return mark_safe(  # noqa: S308 - every text is escaped, every number is ours
        f'<p class="keterangan" id="{tabel.jangkar}">{escape(tabel.nama)}</p>'
        f'<table class="{_gaya(tabel)}"><colgroup>{kolom}</colgroup>'
        f"<thead><tr>{kepala}</tr></thead><tbody>{baris}</tbody></table>{catatan}"
    )


def _gaya(tabel: Tabel) -> str:
    """A short table stays on one page; a long one goes on with its head repeated."""
    return f"{'rapat ' if tabel.rapat else ''}{'pendek' if len(tabel.baris) <= PENDEK else 'panjang'}"


def _baris(kolom: tuple[Kolom, ...], baris: Baris) -> str:
    pertama, *lain = baris.isi
    rentang = f" colspan={baris.rentang}" if baris.rentang > 1 else ""
    awal = _sel(kolom[0].rata if baris.rentang == 1 else "", str(pertama), rentang)
    sisa = (_sel(k.rata, str(isi), "") for k, isi in zip(kolom[baris.rentang :], lain, strict=True))
    gaya = f" class={baris.gaya}" if baris.gaya else ""
    return f"<tr{gaya}>{awal}{''.join(sisa)}</tr>"


def _sel(rata: str, teks: str, rentang: str) -> str:
    kelas = f" class={rata}" if rata else ""
    return f"<td{kelas}{rentang}>{escape(teks)}</td>"
