from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from organisasi.models import Jejak, Kantor, Pegawai
from rencana_aksi.models import Capaian
from tests.contoh_db import dimuat_sekali


def siapkan(**pilihan):
    keluaran = StringIO()
    call_command("siapkan", stdout=keluaran, **pilihan)
    return keluaran.getvalue()


@pytest.fixture(scope="module")
def pertama(request):
    """What the first start prints on an early day of a year, whose first quarter is not open yet."""
    keluaran = []
    with dimuat_sekali(request, "2027-01-02T09:00+08:00", lambda: keluaran.append(siapkan())):
        yield keluaran[0]


@pytest.mark.django_db
def test_installation_without_sample_has_reference_and_says_how_to_begin():
    keluaran = siapkan(tanpa_contoh=True)

    assert keluaran.startswith("Data acuan dimuat.\nBelum ada akun.")
    assert "manage.py createsuperuser" in keluaran
    assert (Kantor.objects.count(), Pegawai.objects.count(), Capaian.objects.count()) == (1, 0, 0)


@pytest.mark.django_db
def test_second_start_keeps_what_the_office_changed():
    siapkan(tanpa_contoh=True)
    Kantor.objects.update(alamat="Jalan Poros Kalaena")
    Pegawai.objects.create(username="pengelola", nama="Pengelola")

    assert siapkan() == ""
    assert Kantor.objects.get().alamat == "Jalan Poros Kalaena"
    assert Capaian.objects.count() == 0


def test_first_start_tells_both_years(pertama):
    def status(tahun):
        return {*Capaian.objects.filter(target_triwulan__triwulan__tahun=tahun).values_list("status", flat=True)}

    assert pertama == "Data acuan dimuat.\nData contoh tahun 2023 dan 2027 dimuat.\n"
    assert (status(2023), status(2027)) == ({"sah"}, {"draf"})


def test_second_start_changes_no_row(pertama):
    def isi():
        return {m._meta.label: m.objects.count() for m in apps.get_models()}, Jejak.objects.last().sidik

    sebelum = isi()

    assert siapkan() == ""
    assert isi() == sebelum
