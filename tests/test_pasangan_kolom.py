"""`x_pada` says when, `x_oleh` says who: a model has both or says here why not, and they are filled together."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q

APLIKASI = ("organisasi", "kinerja", "rencana_aksi", "pelaporan")
# A moment without a person: what the system itself notes.
TANPA_OLEH = {
    ("Berkas", "dipindai_pada"),
    ("Berkas", "disimpan_pada"),
    ("Capaian", "dibuka_meja_pada"),
    ("Impor", "selesai_pada"),
    ("Laporan", "selesai_pada"),
    ("Paket", "selesai_pada"),
    ("Pemberitahuan", "dibaca_pada"),  # by its receiver
    ("Pratinjau", "selesai_pada"),
    ("PenerapanImpor", "selesai_pada"),
    ("Salinan", "selesai_pada"),
    ("Surel", "terkirim_pada"),
}

MODEL = [model for nama in APLIKASI for model in apps.get_app_config(nama).get_models()]


def _kolom(model, akhiran):
    return {f.name.removesuffix(akhiran): f for f in model._meta.get_fields() if f.name.endswith(akhiran)}


def _kekosongan(syarat):
    """Which columns a condition says are empty (True) or filled (False), in every row that meets it."""
    kosong = {}
    for anak in syarat.children:
        if isinstance(anak, Q):
            kosong |= {} if anak.negated or anak.connector == Q.OR else _kekosongan(anak)
        elif anak[1] is None or anak[0].endswith("__isnull"):
            kosong[anak[0].split("__")[0]] = anak[1] in (None, True)
    return kosong


def _dijaga(model, pada, oleh):
    """Whether a constraint allows only rows in which both are empty or both are filled."""
    syarat = [c.condition for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    cabang = [[_kekosongan(Q(c)) for c in s.children] if s.connector == Q.OR else [_kekosongan(s)] for s in syarat]
    return any(all(pada in c and c[pada] == c.get(oleh) for c in satu) for satu in cabang)


@pytest.mark.parametrize("model", MODEL, ids=lambda m: m.__name__)
def test_setiap_pada_berpasangan_dengan_oleh(model):
    pada, oleh = _kolom(model, "_pada"), _kolom(model, "_oleh")

    tanpa_pasangan = {(model.__name__, f"{n}_pada") for n in pada.keys() - oleh.keys()}
    assert tanpa_pasangan <= TANPA_OLEH
    assert oleh.keys() - pada.keys() == set()
    for nama in pada.keys() & oleh.keys():
        assert pada[nama].null == oleh[nama].null, nama
        assert not pada[nama].null or _dijaga(model, f"{nama}_pada", f"{nama}_oleh"), nama


def test_pengecualian_memang_ada():
    ada = {(m.__name__, f"{n}_pada") for m in MODEL for n in _kolom(m, "_pada")}

    assert ada >= TANPA_OLEH
