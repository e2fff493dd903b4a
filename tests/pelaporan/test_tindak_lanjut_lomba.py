"""Two people at the same moment on one follow-up."""

from functools import partial

import pytest

from pelaporan.models import Rekomendasi
from pelaporan.models.tindak_lanjut import StatusTindakLanjut as Status
from pelaporan.models.tindak_lanjut import Tindakan
from pelaporan.tindak_lanjut_langkah import IsiLangkah, lakukan
from tests import factories
from tests.lomba import KALAH, MENANG

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

BABAK = 20


@pytest.mark.parametrize("lawan", [Tindakan.VERIFIKASI, Tindakan.KEMBALIKAN])
def test_dua_pemeriksa_serentak_tepat_satu_yang_memutus(serentak, lawan):
    office, isi = factories.kantor_lengkap(), IsiLangkah(catatan="Periksa lagi")
    for _ in range(BABAK):
        r = factories.rekomendasi(
            penanggung_jawab=office.jabatan_kasi,
            status=Status.SELESAI,
            bentuk="lainnya",
            rencana="R",
            selesai_pada=factories.SAAT,
            selesai_oleh=office.kasi,
        )

        hasil = serentak(
            partial(lakukan, Tindakan.VERIFIKASI, rekomendasi=r, oleh=office.camat, isi=isi),
            partial(lakukan, lawan, rekomendasi=r, oleh=office.kasubag, isi=isi),
        )

        assert sorted(hasil) == [KALAH, MENANG]
        assert r.riwayat.count() == 1
        assert Rekomendasi.objects.get(pk=r.pk).status in (Status.DIVERIFIKASI, Status.PROSES)
