from datetime import timedelta
from decimal import Decimal

import pytest

from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.tangga import putusan_berlaku, tangga, uraikan
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, langkah

KLAIM = ("Klaim", "98,16%", "")
IV = ("Eselon IV", "98,16%", "tetap")
III = ("Eselon III", "98,16%", "tetap")
CAMAT = ("Camat", "98,16%", "tetap")


def anak(klaim: Capaian) -> list[tuple[str, str, str]]:
    klaim = Capaian.objects.get(pk=klaim.pk)
    return [
        (a.meja, a.teks_nilai if a.nilai is not None else "", a.keterangan)
        for a in tangga(klaim.putusan.all(), klaim.meja)
    ]


def giliran(meja: str) -> tuple[str, str, str]:
    return (meja, "", "giliran meja ini")


def belum(meja: str) -> tuple[str, str, str]:
    return (meja, "", "")


@pytest.mark.parametrize(
    ("status", "rung"),
    [
        (Status.DRAF, [giliran("Klaim"), belum("Eselon IV"), belum("Eselon III"), belum("Camat")]),
        (Status.DI_ESELON_IV, [KLAIM, giliran("Eselon IV"), belum("Eselon III"), belum("Camat")]),
        (Status.DI_ESELON_III, [KLAIM, IV, giliran("Eselon III"), belum("Camat")]),
        (Status.DI_CAMAT, [KLAIM, IV, III, giliran("Camat")]),
        (Status.SAH, [KLAIM, IV, III, CAMAT]),
        (Status.KEMBALI_PENGISI, [KLAIM, belum("Eselon IV"), belum("Eselon III"), belum("Camat")]),
        (Status.KEMBALI_ESELON_IV, [KLAIM, giliran("Eselon IV"), belum("Eselon III"), belum("Camat")]),
        (Status.KEMBALI_ESELON_III, [KLAIM, IV, giliran("Eselon III"), belum("Camat")]),
    ],
)
def test_ladder_has_four_rungs_in_every_status(di_status, status, rung):
    assert anak(di_status(status)) == rung


def test_correction_says_from_what_and_why(di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)

    putusan = langkah(Tindakan.TERUSKAN, klaim, kasi, nilai=Decimal("92.5"), **ALASAN)

    assert uraikan(putusan) == "dikoreksi turun dari 98,16%, data dukung tidak sesuai"
    assert anak(klaim)[1] == ("Eselon IV", "92,50%", uraikan(putusan))


def test_late_rung_says_how_late(di_status, kasi):
    klaim = di_status(Status.DI_ESELON_IV)

    putusan = langkah(Tindakan.TERUSKAN, klaim, kasi, pada=SAAT + timedelta(days=7))

    assert uraikan(putusan) == "tetap, terlambat 3 hari"


def test_skipped_rung_is_not_applicable(klaim, kasi):
    langkah(Tindakan.AJUKAN, klaim, kasi)

    assert anak(klaim) == [KLAIM, ("Eselon IV", "", "tidak berlaku"), giliran("Eselon III"), belum("Camat")]


def test_withdrawal_takes_the_rung_away(di_status, kasi):
    klaim = di_status(Status.DI_ESELON_III)

    langkah(Tindakan.TARIK, klaim, kasi)

    assert anak(klaim) == [KLAIM, giliran("Eselon IV"), belum("Eselon III"), belum("Camat")]


def test_cancelled_ratification_takes_the_camats_rung_away(di_status, camat):
    klaim = di_status(Status.SAH)

    langkah(Tindakan.BATALKAN, klaim, camat, **ALASAN)

    assert anak(klaim) == [KLAIM, IV, III, giliran("Camat")]


def test_second_round_starts_a_new_ladder(di_status, staf):
    klaim = di_status(Status.KEMBALI_PENGISI)

    langkah(Tindakan.AJUKAN, klaim, staf)

    berlaku = putusan_berlaku(klaim.putusan.all())
    assert {meja: p.putaran for meja, p in berlaku.items()} == {Meja.PENGISI: 2}
