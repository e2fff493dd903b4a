from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Engine, defaultfilters, defaulttags, loader_tags
from django.test import override_settings

from organisasi.templatetags.sakip import register

MESIN = Engine(builtins=["organisasi.templatetags.sakip"])
SAAT = datetime(2026, 11, 22, 1, 41, tzinfo=UTC)


def _cetak(templat, **isi):
    return MESIN.from_string(templat).render(Context(isi))


@pytest.mark.parametrize(
    ("templat", "nilai", "teks"),
    [
        ("{{ x|angka }}", Decimal("1234.5"), "1.234,50"),
        ("{{ x|angka:0 }}", 1500, "1.500"),
        ("{{ x|angka }}", 0, "0,00"),
        ("{{ x|persen }}", Decimal("96.25"), "96,25%"),
        ("{{ x|persen:0 }}", 96, "96%"),
        ("{{ x|rupiah }}", 1250000, "Rp1.250.000,00"),
        ("{{ x|tanggal }}", date(2026, 11, 22), "22 November 2026"),
        ("{{ x|tanggal }}", datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "23 November 2026"),
        ("{{ x|hari_tanggal }}", date(2026, 11, 22), "Minggu, 22 November 2026"),
        ("{{ x|tanggal_pendek }}", date(2026, 11, 22), "22-11-2026"),
        ("{{ x|jam }}", SAAT, "09.41 WITA"),
        ("{{ x|tanggal_jam }}", SAAT, "22 November 2026, 09.41 WITA"),
        ("{{ x|nip }}", "197703292008011008", "19770329 200801 1 008"),
        ("{{ x|nip }}", "<script>", "&lt;script&gt;"),
        ("{{ x|ukuran }}", 1887437, "1,8 MB"),
        ("{{ x|romawi }}", 4, "IV"),
        ("{{ x|sisa:y }}", date(2026, 11, 27), "5 hari lagi"),
    ],
)
def test_filter_prints_the_indonesian_form(templat, nilai, teks):
    assert _cetak(templat, x=nilai, y=date(2026, 11, 22)) == teks


@pytest.mark.parametrize("nama", sorted(register.filters))
@pytest.mark.parametrize("isi", [{"x": None}, {"x": ""}, {}])
def test_filter_of_nothing_prints_a_dash(nama, isi):
    templat = "{{ x|sisa:y }}" if nama == "sisa" else f"{{{{ x|{nama} }}}}"

    assert _cetak(templat, y=date(2026, 11, 22), **isi) == "–"


def test_library_offers_exactly_these_names():
    assert set(register.filters) == {
        "angka", "persen", "rupiah", "tanggal", "hari_tanggal", "tanggal_pendek",
        "jam", "tanggal_jam", "nip", "ukuran", "romawi", "sisa",
    }  # fmt: skip
    assert set(register.tags) == {"ikon"}


def test_library_shadows_nothing_of_django():
    bawaan = [modul.register for modul in (defaultfilters, defaulttags, loader_tags)]

    for pustaka in bawaan:
        assert not register.filters.keys() & pustaka.filters.keys()
        assert not register.tags.keys() & pustaka.tags.keys()


@override_settings(
    STATIC_URL="/static/",
    STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
)
def test_ikon_points_into_the_sprite():
    assert _cetak('{% ikon "unduh" %}') == (
        '<svg class="ikon" aria-hidden="true" width="16" height="16">'
        '<use href="/static/ikon.svg#unduh"></use></svg>'
    )


@override_settings(
    STATIC_URL="/static/",
    STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
)
def test_ikon_escapes_its_name():
    assert '#&quot;&gt;&lt;b&gt;"' in _cetak("{% ikon nama %}", nama='"><b>')
