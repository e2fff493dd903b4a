import json
from collections import defaultdict

from django.conf import settings
from django.db import migrations

FIXTURES = settings.BASE_DIR / "fixtures"


def baca(nama):
    """The rows of a fixture by model: {model: {pk: fields}}."""
    isi = defaultdict(dict)
    for satu in json.loads((FIXTURES / f"{nama}.json").read_text()):
        isi[satu["model"].partition(".")[2]][satu["pk"]] = satu["fields"]
    return isi


def tambah_acuan(apps, schema_editor):
    """An office that has its reference data already gets these rows too; a new one loads the same files with the rest."""
    if not apps.get_model("organisasi", "Kantor").objects.exists():
        return
    model = {nama: apps.get_model("pelaporan", nama) for nama in (
        "KomponenAkip", "SubKomponenAkip", "KriteriaAkip", "KegiatanPengendalian", "MingguPengendalian",
    )}
    rencana, kriteria = baca("pengendalian"), baca("kriteria_akip")
    kegiatan = {pk: model["KegiatanPengendalian"].objects.create(**f) for pk, f in rencana["kegiatanpengendalian"].items()}
    model["MingguPengendalian"].objects.bulk_create(
        model["MingguPengendalian"](**f | {"kegiatan": kegiatan[f["kegiatan"]]}) for f in rencana["minggupengendalian"].values()
    )
    # The components got other numbers here than in a new installation: they are found by year and place.
    ada = {(k.berlaku_sejak, k.urutan): k for k in model["KomponenAkip"].objects.all()}
    tempat = {pk: (f["berlaku_sejak"], f["urutan"]) for pk, f in baca("komponen_akip")["komponenakip"].items()}
    sub = {
        pk: model["SubKomponenAkip"].objects.create(**f | {"komponen": ada[tempat[f["komponen"]]]})
        for pk, f in kriteria["subkomponenakip"].items()
    }
    model["KriteriaAkip"].objects.bulk_create(
        model["KriteriaAkip"](**f | {"sub": sub[f["sub"]]}) for f in kriteria["kriteriaakip"].values()
    )


def hapus_acuan(apps, schema_editor):
    for nama in ("KriteriaAkip", "SubKomponenAkip", "KegiatanPengendalian"):
        apps.get_model("pelaporan", nama).objects.all().delete()


class Migration(migrations.Migration):
    """The guideline's control schedule and the criteria of the AKIP evaluation are reference data."""

    dependencies = [("pelaporan", "0005_pengendalian_dan_bukti"), ("organisasi", "0002_pelindung")]

    operations = [migrations.RunPython(tambah_acuan, hapus_acuan)]
