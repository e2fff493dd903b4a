import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from pelaporan.grafik import Batang, grafik_batang

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

    assert [r.get("width") for r in svg.iter(f"{SVG}rect")] == ["143.00", "0.00"]


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
