"""Two beats and several senders at the same moment (F13), on real PostgreSQL."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core import mail

from organisasi.models import Pegawai
from pelaporan.models import ButirPengingat, HariPengingat, Pemberitahuan, Surel
from pelaporan.pengingat.detak import catat_hari
from pelaporan.pengingat.kirim import kirim
from tests import factories
from tests.lomba import PESERTA
from tests.pelaporan.test_pengingat_kirim import buat_surel

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
HARI = date(2023, 6, 24)
BABAK, JUMLAH = 10, 24


@pytest.fixture
def kantor():
    kantor = factories.kantor_lengkap()
    for unit in (kantor.pelayanan, kantor.pemerintahan):
        for _ in range(5):
            factories.capaian(target_triwulan=factories.target_triwulan(indikator=factories.indikator(unit=unit)))
    for orang in Pegawai.objects.all():
        Pegawai.objects.filter(pk=orang.pk).update(email=f"{orang.username}@kantor.example")
    return kantor


def test_dua_detak_serentak_menulis_setiap_hari_sekali(serentak, kantor):
    for babak in range(BABAK):
        hari = HARI + timedelta(days=babak)

        serentak(*[partial(catat_hari, hari)] * PESERTA)

        assert HariPengingat.objects.filter(tanggal=hari).count() == 1
    # Eight days at stages 0 to 7; the last two have none. From the third late day two heads are told too.
    assert Pemberitahuan.objects.count() == 8 * 4 + 5 * 2
    assert ButirPengingat.objects.count() == 5 * (8 * 4 + 5 * 2)
    assert Surel.objects.count() == 8 * 4 + 5 * 2


def test_beberapa_pengirim_serentak_mengirim_setiap_surel_sekali(serentak, kantor):
    klaim = factories.capaian_terajukan(status="sah", diajukan_oleh=kantor.staf)
    putusan = factories.putusan(capaian=klaim, oleh=kantor.camat)
    for babak in range(BABAK):
        mail.outbox.clear()
        buat_surel(putusan, JUMLAH, judul=f"Babak {babak}")

        serentak(*[kirim] * PESERTA)

        assert Surel.objects.exclude(keadaan="terkirim").count() == 0
        assert len({p.extra_headers["Message-ID"] for p in mail.outbox}) == len(mail.outbox) == JUMLAH
