from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from kinerja.models import Indikator, Sasaran
from organisasi.jejak import catat
from organisasi.models import Jejak, Kantor, Pegawai
from rencana_aksi.contoh import muat_acuan, muat_contoh
from rencana_aksi.models import Capaian, Triwulan


@pytest.mark.django_db
def test_current_year_is_lived_in_while_its_first_quarter_is_open():
    muat_acuan()

    with time_machine.travel("2027-03-15T09:00+08:00", tick=False):
        muat_contoh(2027)

    pertama = {*Capaian.objects.filter(target_triwulan__triwulan__nomor=1).values_list("status", flat=True)}
    sesudahnya = {*Capaian.objects.filter(target_triwulan__triwulan__nomor__gt=1).values_list("status", flat=True)}
    assert pertama >= {"draf", "di_eselon_iv", "di_eselon_iii", "di_camat", "kembali_pengisi", "sah"}
    assert sesudahnya == {"draf"}


@pytest.mark.django_db
def test_muat_contoh_refuses_a_database_in_use():
    muat_acuan()
    Pegawai.objects.create(username="seseorang", nama="Seseorang")

    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("muat_contoh")


@pytest.mark.django_db
def test_hapus_contoh_refuses_a_database_without_sample():
    muat_acuan()
    Pegawai.objects.create(username="seseorang", nama="Seseorang")

    with pytest.raises(CommandError, match="tidak berisi data contoh"):
        call_command("hapus_contoh", ya=True)

    assert Pegawai.objects.count() == 1


@pytest.mark.django_db
def test_hapus_contoh_asks_before_it_empties(monkeypatch):
    muat_acuan()
    Kantor.objects.update(berisi_data_contoh=True)
    monkeypatch.setattr("builtins.input", lambda _: "tidak")

    with pytest.raises(CommandError, match="Dibatalkan"):
        call_command("hapus_contoh")

    assert Sasaran.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_hapus_contoh_leaves_reference_rows_and_closed_tables():
    muat_acuan()
    with time_machine.travel("2027-01-02T09:00+08:00", tick=False):
        muat_contoh(2027)
    catat("uji", objek=Kantor.objects.get(), uraian="satu baris")
    acuan = Indikator.objects.count()

    call_command("hapus_contoh", ya=True, stdout=StringIO())

    assert [m.objects.count() for m in (Pegawai, Jejak, Triwulan, Capaian)] == [0, 0, 0, 0]
    assert (Sasaran.objects.count(), Indikator.objects.count()) == (2, acuan)
    assert Kantor.objects.get().berisi_data_contoh is False
    baris = catat("uji", objek=Kantor.objects.get(), uraian="satu baris")
    with pytest.raises(DatabaseError, match="hanya boleh ditambah"), transaction.atomic():
        Jejak.objects.filter(pk=baris.pk).delete()
