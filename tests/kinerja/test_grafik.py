import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from kinerja.grafik import Batang, Kolom, grafik_batang, grafik_kolom

SVG = "{http://www.w3.org/2000/svg}"
BATANG = [
    Batang("Indeks Kepuasan Masyarakat", Decimal("96.2537"), "96,25%"),
    Batang("Program <b>Penunjang</b> Urusan Pemerintahan Daerah Kabupaten/Kota yang panjang sekali namanya", None, "–"),
]


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_atribut_angka_bertitik(bahasa):
    with translation.override(bahasa):
        svg = ElementTree.fromstring(grafik_batang("Capaian", "Uraian", BATANG))

    angka = [v for e in svg.iter() for k, v in e.attrib.items() if k in {"x", "y", "x1", "x2", "y1", "y2", "width"}]
    assert [a for a in angka if not re.fullmatch(r"-?\d+(\.\d+)?", a)] == []


def test_panjang_batang_sebanding_dengan_nilai():
    svg = ElementTree.fromstring(grafik_batang("Capaian", "Uraian", [Batang("a", Decimal(50), ""), BATANG[1]]))

    assert [r.get("width") for r in svg.iter(f"{SVG}rect")] == ["137.00", "0.00"]


def test_teks_diamankan_dan_tanpa_gaya_sebaris():
    teks = grafik_batang("<i>Judul</i>", 'Uraian "kutip"', BATANG)

    svg = ElementTree.fromstring(teks)
    assert svg.find(f"{SVG}title").text == "<i>Judul</i>"
    assert svg.find(f"{SVG}desc").text == 'Uraian "kutip"'
    assert "style=" not in teks
    assert "<b>" not in teks


def test_label_panjang_dua_baris_berelipsis():
    svg = ElementTree.fromstring(grafik_batang("J", "U", BATANG[1:]))

    label = [t.text for t in svg.iter(f"{SVG}text") if t.get("text-anchor") == "end"]
    assert label == ["Program <b>Penunjang</b> Urusan", "Pemerintahan Daerah Kabupaten/Kota yang…"]


def kotak(*kolom: Kolom) -> list[tuple[str | None, ...]]:
    svg = ElementTree.fromstring(grafik_kolom("J", "U", kolom))
    return [tuple(r.get(a) for a in ("x", "height", "fill", "stroke-dasharray")) for r in svg.iter(f"{SVG}rect")]


def test_tinggi_kolom_sebanding_dan_yang_sementara_bergaris_putus():
    assert kotak(Kolom("TW I", Decimal(100), Decimal(25)), Kolom("TW II", Decimal(50), None, sementara=True)) == [
        ("8", "86.00", "currentColor", None),
        ("42", "21.50", "none", None),
        ("88", "43.00", "none", "4 3"),
    ]


def test_kolom_yang_sangat_tinggi_dipotong_dan_angkanya_tetap():
    teks = grafik_kolom("J", "U", [Kolom("TW I", Decimal(400), Decimal(150))])

    assert [satu[1] for satu in kotak(Kolom("TW I", Decimal(400), Decimal(150)))] == ["86.00", "86.00"]
    assert ">400%</text>" in teks


def test_grafik_kolom_aman_tanpa_gaya_sebaris_dan_selalu_selebar_empat_triwulan():
    teks = grafik_kolom("<i>J</i>", "U", [Kolom("<b>TW</b>", None, None)])

    assert ElementTree.fromstring(teks).get("viewBox") == "0 0 320 124"
    assert "style=" not in teks
    assert "<b>" not in teks
